/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-prune.h"

#include <math.h>
#include <string.h>

#include "mix-train-fixture.h"

/* Two rows of three components: the first two coincide, the third is where the second row is. */
static const float pi[] = { 0.25f, 0.25f, 0.5f, 0.3f, 0.2f, 0.5f };
static const float mu[] = { 0, 0, 5, 0, 0, 5 };
static const float sigma[] = { 1, 1, 1, 1, 1, 1 };
static const float y[] = { 0, 5 };
static const MixPruneRows rows = { pi, mu, sigma, y, 2, 3 };

static void
test_a_copy_costs_nothing (void)
{
  double received[3], error;

  g_assert_cmpfloat_with_epsilon (mix_prune_cost (&rows, 1, received, &error), 0, 1e-7);
  g_assert_cmpfloat_with_epsilon (error, 0, 1e-7);
  g_assert_cmpfloat_with_epsilon (received[0], 0.225, 1e-7);
  g_assert_cmpfloat_with_epsilon (received[1], 0, 1e-12);
  g_assert_cmpfloat_with_epsilon (received[2], 0, 1e-12);
}

/* Without the third, 0.5 N(0 | 5, 1) + 0.5 N(0 | 0, 1) becomes N(0 | 0, 1), and so on for y = 5. */
static void
test_a_branch_costs_its_rows (void)
{
  double far = exp (-12.5), received[3], error;
  double before = log (0.5 + 0.5 * far), after = -12.5;

  g_assert_cmpfloat_with_epsilon (mix_prune_cost (&rows, 2, received, &error),
                                  (2 * before - after) / 2, 1e-6);
  g_assert_cmpfloat_with_epsilon (error, 12.5 / 2 / sqrt (2), 1e-6);
  g_assert_cmpfloat_with_epsilon (received[0] + received[1], 0.5, 1e-7);
}

static void
test_finds_the_least_worth (void)
{
  const float one[] = { 1, 0, 0, 1, 0, 0 };
  const MixPruneRows last = { one, mu, sigma, y, 2, 3 };
  double received[3];
  guint component = 99;

  g_assert_true (mix_prune_find (&rows, 0.001, &component, received));
  g_assert_cmpuint (component, <=, 1);
  g_assert_false (mix_prune_find (&last, 1, &component, received));
}

static void
test_heirs_take_over (void)
{
  const double received[] = { 0.225, 0, 0 };
  float weights[] = { 1, 2, 3, 4, 5, 6 }, biases[] = { 0.5f, 0, -1 };

  mix_prune_apply (&rows, 1, received, weights, 2, biases);
  g_assert_cmpfloat_with_epsilon (biases[0], 0.5 + log (0.5 / 0.275), 1e-6);
  g_assert_cmpfloat (biases[1], <, -20);
  g_assert_cmpfloat_with_epsilon (biases[2], -1, 1e-6);
  for (guint i = 0; i < G_N_ELEMENTS (weights); i++)
    g_assert_cmpfloat_with_epsilon (weights[i], i == 2 || i == 3 ? 0 : (double) i + 1, 1e-6);
}

static MixModel *
fit (MixConfig *config, MixDesign *design, double prune)
{
  g_autoptr (GError) error = NULL;

  config->prune = prune;
  g_autoptr (MixTrainer) trainer = mix_trainer_new (config, design, &error);
  g_assert_no_error (error);
  while (mix_trainer_step (trainer) == MIX_RUN_RUNNING)
    ;
  return mix_trainer_make_model (trainer);
}

/* The components of a model with a mean mixing coefficient of 1 % or more. */
static guint
count_used (const MixModel *model, const MixDesign *design)
{
  guint k = mix_model_get_components (model), used = 0;
  gsize n = mix_design_get_n_rows (design);
  double sums[MIX_MAX_COMPONENTS] = { 0 }, p[MIX_MAX_COMPONENTS], m[MIX_MAX_COMPONENTS];
  double s[MIX_MAX_COMPONENTS], x;

  for (gsize i = 0; i < n; i++)
    {
      mix_design_get_row (design, i, &x);
      mix_model_predict (model, &x, 1, p, m, s);
      for (guint c = 0; c < k; c++)
        sums[c] += p[c];
    }
  for (guint c = 0; c < k; c++)
    used += sums[c] >= 0.01 * (double) n;
  return used;
}

/* How many go depends on the last digits, and so on the processor; that some go does not. */
static void
test_spare_components_go_out_of_use (void)
{
  g_autoptr (MixDesign) design = generated_design ("two-branch", 5000);
  const MixEngine engines[] = { MIX_ENGINE_COLLAPSED, MIX_ENGINE_DENSE };
  MixConfig config;

  mix_config_init (&config);
  config.components = 5;
  config.epochs = 20;
  for (guint i = 0; i < G_N_ELEMENTS (engines); i++)
    {
      config.engine = (int) engines[i];
      g_autoptr (MixModel) pruned = fit (&config, design, 0.05);
      g_autoptr (MixModel) whole = fit (&config, design, 0);
      g_assert_cmpuint (count_used (pruned, design), <, count_used (whole, design));
    }
}

/* Where every component is needed the option changes nothing, to the last bit. */
static void
test_needed_components_stay (void)
{
  g_autoptr (MixDesign) design = generated_design ("two-branch", 3000);
  MixConfig config = small_config ();
  g_autoptr (MixModel) pruned = fit (&config, design, 0.007), whole = fit (&config, design, 0);
  gsize n = mix_network_n_params (mix_model_get_network (whole));

  g_assert_cmpint (memcmp (mix_model_get_params (pruned), mix_model_get_params (whole),
                           n * sizeof (float)),
                   ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/train/prune/a-copy-costs-nothing", test_a_copy_costs_nothing);
  g_test_add_func ("/train/prune/a-branch-costs-its-rows", test_a_branch_costs_its_rows);
  g_test_add_func ("/train/prune/finds-the-least-worth", test_finds_the_least_worth);
  g_test_add_func ("/train/prune/heirs-take-over", test_heirs_take_over);
  g_test_add_func ("/train/prune/spare-components", test_spare_components_go_out_of_use);
  g_test_add_func ("/train/prune/needed-components", test_needed_components_stay);
  return g_test_run ();
}
