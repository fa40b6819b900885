/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-variance.h"

#include <math.h>

#include "mix-ensemble.h"
#include "mix-train-fixture.h"

/* Two members, N(−1, 1) and N(3, 2²): the mean of the variances is 2½, and the means are 2 off
 * theirs. */
static void
test_by_hand (void)
{
  const double pi[] = { 0.5, 0.5 }, mu[] = { -1, 3 }, sigma[] = { 1, 2 };
  MixMixture pooled = { 2, pi, mu, sigma };
  MixVarianceSplit split = mix_variance_split (&pooled, 2);

  g_assert_cmpfloat_with_epsilon (split.aleatoric, 2.5, 1e-14);
  g_assert_cmpfloat_with_epsilon (split.epistemic, 4, 1e-14);
  /* One network knows of no disagreement. */
  split = mix_variance_split (&pooled, 1);
  g_assert_cmpfloat_with_epsilon (split.aleatoric, 6.5, 1e-14);
  g_assert_cmpfloat_with_epsilon (split.epistemic, 0, 1e-14);
}

static MixModel *
train_ensemble (MixDesign *design, int components)
{
  MixConfig config;
  mix_config_init (&config);
  config.ensemble = 5;
  config.components = components;
  config.plain_network = FALSE;
  config.epochs = 30;
  g_autoptr (MixEnsemble) ensemble = mix_ensemble_new (&config, design, NULL);

  g_assert_nonnull (ensemble);
  while (mix_ensemble_step (ensemble) == MIX_RUN_RUNNING)
    ;
  return mix_ensemble_make_model (ensemble);
}

static MixVarianceSplit
split_at (const MixModel *model, double x, double *variance)
{
  double pi[MIX_MAX_POOLED], mu[MIX_MAX_POOLED], sigma[MIX_MAX_POOLED];
  MixMixture pooled = { mix_model_get_components (model), pi, mu, sigma };

  mix_model_predict (model, &x, 1, pi, mu, sigma);
  *variance = mix_mixture_variance (&pooled);
  return mix_variance_split (&pooled, mix_model_get_n_members (model));
}

/* Over a range wider than the data, the two sum to the variance of the pooled mixture. */
static void
test_sums_to_the_variance (void)
{
  g_autoptr (MixDesign) design = generated_design ("two-branch", 300);
  g_autoptr (MixModel) model = train_ensemble (design, 2);
  double disagreement = 0, variance;

  for (double x = -15; x <= 15; x += 0.25)
    {
      MixVarianceSplit split = split_at (model, x, &variance);
      g_assert_cmpfloat_with_epsilon ((split.aleatoric + split.epistemic) / variance, 1, 1e-9);
      g_assert_cmpfloat (split.aleatoric, >, 0);
      g_assert_cmpfloat (split.epistemic, >=, 0);
      disagreement += split.epistemic;
    }
  g_assert_cmpfloat (disagreement, >, 0);
}

#define MOST_ROWS 3000

/* n rows of y = sin 3x + noise, those between −0.5 and 0.5 left out or not. */
static MixDesign *
make_rows (guint64 seed, guint n_rows, gboolean hole)
{
  static double x[MOST_ROWS], y[MOST_ROWS];
  gsize n = 0;
  MixRng rng;

  mix_rng_init (&rng, seed);
  for (guint i = 0; i < n_rows; i++)
    {
      x[n] = -1.5 + 3 * mix_rng_uniform (&rng);
      y[n] = sin (3 * x[n]) + 0.2 * mix_rng_normal (&rng);
      if (!hole || fabs (x[n]) > 0.5)
        n++;
    }
  return design_of (x, y, n);
}

/* The logarithms of how much both parts are, from −end to end, from one ensemble to another. */
static MixVarianceSplit
growth (const MixModel *from, const MixModel *to, double end)
{
  double epistemic[2] = { 0 }, aleatoric[2] = { 0 }, variance;

  for (double x = -end; x <= end; x += 0.05)
    for (guint i = 0; i < 2; i++)
      {
        MixVarianceSplit split = split_at (i == 0 ? from : to, x, &variance);
        epistemic[i] += split.epistemic;
        aleatoric[i] += split.aleatoric;
      }
  return (MixVarianceSplit){ .aleatoric = log (aleatoric[1] / aleatoric[0]),
                             .epistemic = log (epistemic[1] / epistemic[0]) };
}

/* Between −0.4 and 0.4, where rows are left out. */
static MixVarianceSplit
growth_in_hole (guint64 seed)
{
  g_autoptr (MixDesign) full = make_rows (seed, 600, FALSE), hole = make_rows (seed, 600, TRUE);
  g_autoptr (MixModel) with = train_ensemble (full, 1), without = train_ensemble (hole, 1);

  return growth (with, without, 0.4);
}

/* Deleting a region makes a hole that the epistemic part notices: there it grows more than the
 * aleatoric one. Five tables, as the members of a single ensemble may agree by chance. */
static void
test_hole (void)
{
  MixVarianceSplit growth = { 0 };

  for (guint64 seed = 1; seed <= 5; seed++)
    {
      MixVarianceSplit one = growth_in_hole (seed);
      growth.aleatoric += one.aleatoric / 5;
      growth.epistemic += one.epistemic / 5;
    }
  g_assert_cmpfloat (growth.aleatoric, <, log (1.6));
  g_assert_cmpfloat (growth.epistemic, >, growth.aleatoric + log (1.2));
}

/* Twenty times the rows: what the networks disagree about shrinks, the scatter stays. */
static void
test_more_rows (void)
{
  MixVarianceSplit sum = { 0 };

  for (guint64 seed = 1; seed <= 3; seed++)
    {
      g_autoptr (MixDesign) few = make_rows (seed, 150, FALSE);
      g_autoptr (MixDesign) many = make_rows (seed, MOST_ROWS, FALSE);
      g_autoptr (MixModel) before = train_ensemble (few, 1), after = train_ensemble (many, 1);
      MixVarianceSplit one = growth (before, after, 1.2);
      sum.aleatoric += one.aleatoric / 3;
      sum.epistemic += one.epistemic / 3;
    }
  g_test_message ("epistemic × %.3f, aleatoric × %.3f", exp (sum.epistemic), exp (sum.aleatoric));
  g_assert_cmpfloat (sum.epistemic, <, log (0.6));
  g_assert_cmpfloat (sum.epistemic, <, sum.aleatoric - log (1.5));
  g_assert_cmpfloat (fabs (sum.aleatoric), <, log (2));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/variance/by-hand", test_by_hand);
  g_test_add_func ("/variance/sums-to-the-variance", test_sums_to_the_variance);
  g_test_add_func ("/variance/hole", test_hole);
  g_test_add_func ("/variance/more-rows", test_more_rows);
  return g_test_run ();
}
