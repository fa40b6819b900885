/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-component-split.h"

#include <math.h>

#include "mix-csv.h"
#include "mix-mixture.h"
#include "mix-trained.h"

#define K 3

/* Nats per row, in the units of the target's scale. */
static double
nll_of (const MixModel *model, const MixDesign *design)
{
  gsize n = mix_design_get_n_rows (design);
  double sum = 0;

  g_assert_cmpuint (n, >, 0);
  for (gsize i = 0; i < n; i++)
    {
      double pi[K], mu[K], sigma[K], x = mix_design_get_x (design, i, 0);
      MixMixture mixture = { K, pi, mu, sigma };
      mix_model_predict (model, &x, 1, pi, mu, sigma);
      sum -= mix_mixture_log_density (&mixture, mix_design_get_y (design, i));
    }
  return sum / (double) n;
}

/* The same with a component that has no weight left. */
static MixModel *
without (const MixModel *model, guint component)
{
  const MixNetworkSpec *spec = mix_model_get_spec (model);
  MixNetwork *network = mix_model_get_network (model);
  g_autofree float *params
    = g_memdup2 (mix_model_get_params (model), mix_network_n_params (network) * sizeof (float));
  const char *names[] = { "x" };

  params[mix_network_find_view (network, "head.pi.b")->offset + component] -= 1000;
  return mix_model_new (spec, params, names, mix_model_get_feature_scaling (model), "y",
                        mix_model_get_target_scaling (model), 0, NULL, NULL);
}

static MixDesign *
open_design (const char *name)
{
  if (g_str_has_suffix (name, ".csv"))
    {
      g_autofree char *path = g_build_filename (g_getenv ("MIX_SAMPLES_DIR"), name, NULL);
      g_autoptr (MixDataset) table = mix_csv_read (path, NULL, NULL);
      return mix_design_new (table, "accel", NULL, NULL);
    }
  return generated_design (name, 1000);
}

/* Where σ is small somewhere, half of its mean is many σ there: the fit was ruined by 100 nats. */
static void
test_split_leaves_the_fit (gconstpointer name)
{
  g_autoptr (MixDesign) design = open_design (name);
  MixConfig config = small_config ();
  MixUsage usage;

  config.hidden = (MixLayers){ .n = 2, .units = { 32, 16 } };
  config.components = K;
  config.epochs = 150;
  g_autoptr (MixTrainer) trainer = trained (&config, design);
  g_autoptr (MixModel) learnt = mix_trainer_make_model (trainer);
  for (guint dead = 0; dead < K; dead++)
    {
      g_autoptr (MixModel) model = without (learnt, dead);
      g_assert_true (mix_usage_measure (model, design, &usage));
      usage.verdict = MIX_USAGE_DEAD;
      usage.component = dead;
      g_autoptr (MixModel) halves = mix_model_split_largest (model, design, &usage);
      double before = nll_of (model, design), after = nll_of (halves, design);
      double mu[K], pi[K], sigma[K], x = mix_design_get_x (design, 0, 0);
      mix_model_predict (halves, &x, 1, pi, mu, sigma);
      guint largest = dead == 0 ? 1 : 0;
      for (guint c = 0; c < K; c++)
        if (c != dead && usage.mean_pi[c] > usage.mean_pi[largest])
          largest = c;
      g_test_message ("%s without %u: NLL %.4f before, %.4f after, the halves %.3g σ apart",
                      (const char *) name, dead + 1, before, after,
                      (mu[dead] - mu[largest]) / usage.mean_sigma[largest]);
      g_assert_cmpfloat (after, <, before + 0.05);
      g_assert_cmpfloat (mu[dead], >, mu[largest]); /* else they would stay one for ever */
      g_assert_cmpfloat_with_epsilon (pi[dead], pi[largest], 1e-6);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/component-split/leaves-the-fit/linear", "linear",
                        test_split_leaves_the_fit);
  g_test_add_data_func ("/component-split/leaves-the-fit/two-branch", "two-branch",
                        test_split_leaves_the_fit);
  g_test_add_data_func ("/component-split/leaves-the-fit/mcycle", "mcycle.csv",
                        test_split_leaves_the_fit);
  return g_test_run ();
}
