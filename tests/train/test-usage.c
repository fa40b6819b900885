/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-usage.h"

#include <math.h>
#include <string.h>

#include "mix-component-split.h"
#include "mix-train-fixture.h"

#define K 3

/* A mixture that is the same at every x. */
static MixModel *
constant_model (const double *pi, const double *mu, const double *sigma)
{
  MixNetworkSpec spec = { .n_features = 1, .head = MIX_HEAD_MIXTURE, .components = K,
                          .sigma_activation = MIX_SIGMA_EXP, .sigma_bias = TRUE,
                          .sigma_floor = 1e-3 };
  MixScaling unit = { 0, 1 };
  const char *names[] = { "x" };
  g_autoptr (MixNetwork) network = mix_network_new (&spec);
  g_autofree float *params = g_new0 (float, mix_network_n_params (network));

  for (guint k = 0; k < K; k++)
    {
      params[mix_network_find_view (network, "head.pi.b")->offset + k] = (float) log (pi[k]);
      params[mix_network_find_view (network, "head.mu.b")->offset + k] = (float) mu[k];
      params[mix_network_find_view (network, "head.sigma.b")->offset + k] = (float) log (sigma[k]);
    }
  return mix_model_new (&spec, params, names, &unit, "y", &unit, 0, NULL, NULL);
}

static MixUsage
measure (const double *pi, const double *mu, const double *sigma)
{
  g_autoptr (MixDesign) design = generated_design ("two-branch", 700);
  g_autoptr (MixModel) model = constant_model (pi, mu, sigma);
  MixUsage usage;

  g_assert_true (mix_usage_measure (model, design, &usage));
  g_assert_cmpuint (usage.n_components, ==, K);
  return usage;
}

static void
assert_says (const MixUsage *usage, const char *start)
{
  g_autofree char *text = mix_usage_describe (usage);
  g_assert_true (g_str_has_prefix (text, start));
}

static void
test_fine (void)
{
  MixUsage usage = measure ((double[]){ 0.25, 0.25, 0.5 }, (double[]){ -5, 0, 5 },
                            (double[]){ 1, 1, 2 });

  g_assert_cmpint (usage.verdict, ==, MIX_USAGE_FINE);
  g_assert_null (mix_usage_describe (&usage));
  g_assert_cmpfloat_with_epsilon (usage.mean_pi[2], 0.5, 1e-6);
  g_assert_cmpfloat_with_epsilon (usage.min_sigma[2], 2, 1e-5);
  g_assert_cmpfloat_with_epsilon (usage.effective, pow (2, 1.5), 1e-5);
  /* √(2 · 1 · 2 / 5) · exp (−¼ · 25 / 5), the nearest pair */
  g_assert_cmpfloat_with_epsilon (usage.overlap, sqrt (0.8) * exp (-1.25), 1e-5);
}

static void
test_dead (void)
{
  MixUsage usage = measure ((double[]){ 0.5, 0.004, 0.496 }, (double[]){ -5, 0, 5 },
                            (double[]){ 1, 1, 1 });

  g_assert_cmpint (usage.verdict, ==, MIX_USAGE_DEAD);
  g_assert_cmpuint (usage.component, ==, 1);
  assert_says (&usage, "Component 2 is not used");
}

static void
test_twin (void)
{
  MixUsage usage = measure ((double[]){ 0.3, 0.4, 0.3 }, (double[]){ -5, 5, 5.05 },
                            (double[]){ 1, 1, 1 });

  g_assert_cmpint (usage.verdict, ==, MIX_USAGE_TWIN);
  assert_says (&usage, "Components 2 and 3 are nearly the same");
}

/* An unused component that happens to lie on another is no twin of it. */
static void
test_unused_is_no_twin (void)
{
  MixUsage usage = measure ((double[]){ 0.5, 0.497, 0.003 }, (double[]){ -5, 5, 5 },
                            (double[]){ 1, 1, 1 });

  g_assert_cmpint (usage.verdict, ==, MIX_USAGE_DEAD);
  g_assert_cmpuint (usage.component, ==, 2);
}

static void
test_spike (void)
{
  MixUsage usage = measure ((double[]){ 0.3, 0.4, 0.3 }, (double[]){ -5, 0, 5 },
                            (double[]){ 1e-5, 1, 1 });

  g_assert_cmpint (usage.verdict, ==, MIX_USAGE_SPIKE);
  g_assert_cmpuint (usage.component, ==, 0);
  assert_says (&usage, "Component 1 has shrunk onto points");
}

static void
test_point_network (void)
{
  MixConfig config = small_config ();
  g_autoptr (MixDesign) design = generated_design ("two-branch", 50);
  MixUsage usage;

  config.head = MIX_HEAD_POINT;
  g_autoptr (MixTrainer) trainer = mix_trainer_new (&config, design, NULL);
  g_autoptr (MixModel) model = mix_trainer_make_model (trainer);
  g_assert_false (mix_usage_measure (model, design, &usage));
}

static void
test_several_dead (void)
{
  MixUsage usage = measure ((double[]){ 0.004, 0.992, 0.004 }, (double[]){ -5, 0, 5 },
                            (double[]){ 1, 1, 1 });

  g_assert_cmpint (usage.verdict, ==, MIX_USAGE_DEAD);
  g_assert_cmpuint (usage.component, ==, 0);
  assert_says (&usage, "Components 1 and 3 are not used: ");
}

/* What became of K components that learn a table alone, without any of what usually helps. */
static MixUsage
learn (MixDesign *design, guint k, guint epochs, guint seed)
{
  MixConfig config;
  MixUsage usage;

  mix_config_init (&config);
  config.components = (int) k;
  config.epochs = (int) epochs;
  config.seed = seed;
  config.validation = 0;
  config.regularization = config.prune = config.patience = 0;
  g_autoptr (MixTrainer) trainer = mix_trainer_new (&config, design, NULL);
  while (mix_trainer_step (trainer) == MIX_RUN_RUNNING)
    ;
  g_autoptr (MixModel) model = mix_trainer_make_model (trainer);
  g_assert_true (mix_usage_measure (model, design, &usage));
  g_autofree char *says = mix_usage_describe (&usage);
  double floor = config.sigma_floor * mix_model_get_target_scaling (model)->scale;
  g_test_message ("NLL %.2f, least σ %.1f floors: %s",
                  mix_history_get_best (mix_trainer_get_history (trainer))->train_nll,
                  usage.min_sigma[usage.component] / floor, says != NULL ? says : "fine");
  return usage;
}

/* y is 0, 1, 2, 0, 1, 2... */
static MixDesign *
design_of_three_values (void)
{
  double x[21], y[21];

  for (guint i = 0; i < G_N_ELEMENTS (x); i++)
    {
      x[i] = i;
      y[i] = i % 3;
    }
  return design_of (x, y, G_N_ELEMENTS (x));
}

/* Rows whose y repeat: σ is far above the floor, and the components have shrunk onto them all the
 * same. */
static void
test_spike_above_the_floor (void)
{
  g_autoptr (MixDesign) design = design_of_three_values ();
  g_autoptr (MixModel) model
    = constant_model ((double[]){ 0.3, 0.3, 0.4 }, (double[]){ 0, 1, 2 },
                      (double[]){ 0.015, 0.015, 0.015 });
  MixUsage usage;

  g_assert_true (mix_usage_measure (model, design, &usage));
  g_assert_cmpint (usage.verdict, ==, MIX_USAGE_SPIKE);
  g_assert_cmpuint (usage.n_values, ==, 1);
  g_assert_cmpuint (usage.about, ==, 0x7);
  assert_says (&usage, "Components 1, 2 and 3 have shrunk onto points: their σ goes down to 0.015");
}

/* Training ends so, too; which of the components shrink first depends on the processor. */
static void
test_spikes_happen (void)
{
  g_autoptr (MixDesign) design = design_of_three_values ();
  MixUsage usage = learn (design, 4, 3000, 1);

  g_assert_cmpint (usage.verdict, ==, MIX_USAGE_SPIKE);
  g_assert_cmpuint (usage.n_values, ==, 1);
}

/* A line without noise is learnt down to the floor, and that is no collapse; nor is any of the
 * recipes. */
static void
test_narrow_lines_are_no_spikes (void)
{
  double x[200], y[200];

  for (guint i = 0; i < 200; i++)
    {
      x[i] = 0.1 * i;
      y[i] = 2 * x[i] + 1;
    }
  g_autoptr (MixDesign) line = design_of (x, y, 200);
  g_assert_cmpint (learn (line, 2, 1500, 1).verdict, !=, MIX_USAGE_SPIKE);
  for (const MixGenerator *generator = mix_generators; generator->id != NULL; generator++)
    {
      g_autoptr (MixDesign) design = generated_design (generator->id, 1000);
      g_assert_cmpint (learn (design, 3, 100, 1).verdict, !=, MIX_USAGE_SPIKE);
    }
}

/* Four components share two branches: often two of them come to say the same. From which start they
 * do depends on the processor, too. */
static void
test_twins_happen (void)
{
  g_autoptr (MixDesign) design = generated_design ("two-branch", 1000);
  MixUsage usage = { 0 };

  for (guint seed = 1; seed <= 40 && usage.verdict != MIX_USAGE_TWIN; seed++)
    usage = learn (design, 4, 30, seed);
  g_assert_cmpint (usage.verdict, ==, MIX_USAGE_TWIN);
  g_autofree char *names
    = g_strdup_printf ("Components %u and %u are nearly the same", usage.component + 1,
                       usage.other + 1);
  assert_says (&usage, names);
}

static double
density_at (const MixModel *model, double x, double y)
{
  double pi[K], mu[K], sigma[K];
  MixMixture mixture = { K, pi, mu, sigma };

  mix_model_predict (model, &x, 1, pi, mu, sigma);
  return mix_mixture_log_density (&mixture, y);
}

/* The halves of a component together are what it was, and the dead one is what it takes. */
static void
test_split_keeps_the_density (void)
{
  g_autoptr (MixModel) model = constant_model ((double[]){ 0.3, 1e-9, 0.7 }, (double[]){ -5, 0, 5 },
                                               (double[]){ 1, 1, 2 });
  MixNetwork *network = mix_model_get_network (model);
  g_autofree float *params
    = g_memdup2 (mix_model_get_params (model), mix_network_n_params (network) * sizeof (float));
  MixScaling unit = { 0, 1 };
  const char *names[] = { "x" };

  mix_component_split (network, params, 2, 1, 0);
  g_autoptr (MixModel) halves = mix_model_new (mix_model_get_spec (model), params, names, &unit, "y",
                                               &unit, 0, NULL, NULL);
  for (int y = -8; y <= 10; y++)
    g_assert_cmpfloat_with_epsilon (density_at (halves, 0.3, y), density_at (model, 0.3, y), 1e-5);
}

static void
test_split_the_largest (void)
{
  g_autoptr (MixDesign) design = generated_design ("two-branch", 300);
  g_autoptr (MixModel) model = constant_model ((double[]){ 0.3, 0.004, 0.696 },
                                               (double[]){ -5, 0, 5 }, (double[]){ 1, 1, 2 });
  double pi[K], mu[K], sigma[K], x = 0;
  MixUsage usage;

  g_assert_true (mix_usage_measure (model, design, &usage));
  g_assert_cmpint (usage.verdict, ==, MIX_USAGE_DEAD);
  g_assert_cmpfloat_with_epsilon (usage.mean_sigma[2], 2, 1e-5);
  g_autoptr (MixModel) halves = mix_model_split_largest (model, design, &usage);
  mix_model_predict (halves, &x, 1, pi, mu, sigma);
  g_assert_cmpfloat_with_epsilon (pi[1], pi[2], 1e-6);
  g_assert_cmpfloat_with_epsilon (pi[0], 0.3 / 0.996, 1e-5);
  g_assert_cmpfloat_with_epsilon (mu[1], 6, 1e-5); /* half a σ to either side of 5 */
  g_assert_cmpfloat_with_epsilon (mu[2], 4, 1e-5);
  g_assert_cmpfloat_with_epsilon (sigma[1], 2, 1e-5);
  g_assert_true (mix_usage_measure (halves, design, &usage));
  g_assert_cmpint (usage.verdict, ==, MIX_USAGE_FINE);
}

/* The lighter twin is the one to spare, and the other takes its weight over. */
static void
test_split_twins (void)
{
  g_autoptr (MixDesign) design = generated_design ("two-branch", 300);
  g_autoptr (MixModel) model = constant_model ((double[]){ 0.6, 0.3, 0.1 }, (double[]){ -5, 5, 5.05 },
                                               (double[]){ 1, 1, 1 });
  double pi[K], mu[K], sigma[K], x = 0;
  MixUsage usage;

  g_assert_true (mix_usage_measure (model, design, &usage));
  g_assert_cmpint (usage.verdict, ==, MIX_USAGE_TWIN);
  g_autoptr (MixModel) halves = mix_model_split_largest (model, design, &usage);
  mix_model_predict (halves, &x, 1, pi, mu, sigma);
  g_assert_cmpfloat_with_epsilon (pi[1], 0.4, 1e-5);
  g_assert_cmpfloat_with_epsilon (pi[0], 0.3, 1e-5);
  g_assert_cmpfloat_with_epsilon (pi[2], 0.3, 1e-5);
  g_assert_cmpfloat_with_epsilon (mu[2], -4.5, 1e-5);
}

static void
test_summary (void)
{
  MixUsage usage = measure ((double[]){ 0.5, 0.25, 0.25 }, (double[]){ -5, 0, 5 },
                            (double[]){ 1, 0.5, 2 });
  g_autofree char *text = mix_usage_summarize (&usage);

  g_assert_true (g_str_has_prefix (text, "2.8 of 3 in use, overlap "));
  g_assert_true (g_str_has_suffix (text, "smallest σ 0.5"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/usage/fine", test_fine);
  g_test_add_func ("/usage/dead", test_dead);
  g_test_add_func ("/usage/twin", test_twin);
  g_test_add_func ("/usage/unused-is-no-twin", test_unused_is_no_twin);
  g_test_add_func ("/usage/spike", test_spike);
  g_test_add_func ("/usage/several-dead", test_several_dead);
  g_test_add_func ("/usage/spike-above-the-floor", test_spike_above_the_floor);
  g_test_add_func ("/usage/spikes-happen", test_spikes_happen);
  g_test_add_func ("/usage/narrow-lines-are-no-spikes", test_narrow_lines_are_no_spikes);
  g_test_add_func ("/usage/twins-happen", test_twins_happen);
  g_test_add_func ("/usage/point-network", test_point_network);
  g_test_add_func ("/usage/split-keeps-the-density", test_split_keeps_the_density);
  g_test_add_func ("/usage/split-the-largest", test_split_the_largest);
  g_test_add_func ("/usage/split-twins", test_split_twins);
  g_test_add_func ("/usage/summary", test_summary);
  return g_test_run ();
}
