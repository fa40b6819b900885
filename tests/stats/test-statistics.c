/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-stats-fixture.h"

/* The bootstrap's error of a mean is sd / √n. */
static void
test_error_of_a_mean (void)
{
  g_autoptr (MixRowScores) scores = normal_scores (900, 3, 1, 0);
  const MixRowScores *one = scores;
  MixEstimate estimates[MIX_N_STATISTICS];
  double mean = 0, squares = 0, n = (double) scores->n;

  g_assert_true (mix_statistics_compare (&one, 1, 0, 1, NULL, estimates, NULL));
  for (gsize i = 0; i < scores->n; i++)
    mean += scores->score[i].nll / n;
  for (gsize i = 0; i < scores->n; i++)
    squares += pow (scores->score[i].nll - mean, 2);
  double error = sqrt (squares / (n - 1) / n);

  g_assert_cmpfloat_with_epsilon (estimates[MIX_STATISTIC_NLL].value, mean, 1e-12);
  g_assert_cmpfloat_with_epsilon (estimates[MIX_STATISTIC_NLL].error / error, 1, 0.1);
  /* Of a share: √(p (1 − p) / n). */
  const MixEstimate *coverage = &estimates[MIX_STATISTIC_COVERAGE_90];
  g_assert_cmpfloat_with_epsilon (
    coverage->error / sqrt (coverage->value * (1 - coverage->value) / n), 1, 0.1);
  g_assert_cmpfloat_with_epsilon (coverage->value, 0.9, 5 * coverage->error);
  g_assert_cmpfloat_with_epsilon (estimates[MIX_STATISTIC_SPREAD].value, 1,
                                  5 * estimates[MIX_STATISTIC_SPREAD].error);
}

/* The same forecaster twice: no difference, and no doubt about it. */
static void
test_differences_are_paired (void)
{
  g_autoptr (MixRowScores) a = truth_scores (300, 5, 1, 0);
  g_autoptr (MixRowScores) wide = truth_scores (300, 5, 2, 0);
  const MixRowScores *three[] = { a, a, wide };
  MixEstimate estimates[3 * MIX_N_STATISTICS], differences[3 * MIX_N_STATISTICS];

  g_assert_true (mix_statistics_compare (three, 3, 0, 1, NULL, estimates, differences));
  for (guint s = 0; s < MIX_N_STATISTICS; s++)
    {
      g_assert_cmpfloat_with_epsilon (differences[MIX_N_STATISTICS + s].value, 0, 1e-12);
      g_assert_cmpfloat_with_epsilon (differences[MIX_N_STATISTICS + s].error, 0, 1e-12);
    }
  /* Twice as wide: the same mean, a higher NLL, which is certain on 300 rows. */
  const MixEstimate *nll = &differences[2 * MIX_N_STATISTICS + MIX_STATISTIC_NLL];
  g_assert_cmpfloat (nll->value, >, 4 * nll->error);
  g_assert_cmpfloat (nll->error, <, estimates[MIX_STATISTIC_NLL].error);
  g_assert_cmpfloat_with_epsilon (differences[2 * MIX_N_STATISTICS + MIX_STATISTIC_RMSE].value, 0,
                                  1e-9);
}

/* ∫ |F̂(q) − q| dq of forecasts that are all too wide or all too low, which have a closed form: a
 * PIT that is always ½ makes a step, of area ¼. */
static void
test_miscalibration_area (void)
{
  g_autoptr (MixRowScores) scores = normal_scores (200, 1, 1, 0);
  double values[MIX_N_STATISTICS];

  for (gsize i = 0; i < scores->n; i++)
    scores->score[i].pit = 0.5;
  mix_statistics_compute (scores, values);
  g_assert_cmpfloat_with_epsilon (values[MIX_STATISTIC_MISCALIBRATION], 0.25, 0.006);
  for (gsize i = 0; i < scores->n; i++)
    scores->score[i].pit = ((double) i + 0.5) / (double) scores->n;
  mix_statistics_compute (scores, values);
  g_assert_cmpfloat (values[MIX_STATISTIC_MISCALIBRATION], <, 0.005);
  for (gsize i = 0; i < scores->n; i++)
    scores->score[i].pit = 1;
  mix_statistics_compute (scores, values);
  g_assert_cmpfloat_with_epsilon (values[MIX_STATISTIC_MISCALIBRATION], 0.5, 0.011);
}

static void
test_cancelled (void)
{
  g_autoptr (MixRowScores) scores = normal_scores (50, 1, 1, 0);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  const MixRowScores *one = scores;
  MixEstimate estimates[MIX_N_STATISTICS];

  g_cancellable_cancel (cancellable);
  g_assert_false (mix_statistics_compare (&one, 1, 0, 1, cancellable, estimates, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/statistics/error-of-a-mean", test_error_of_a_mean);
  g_test_add_func ("/statistics/differences-are-paired", test_differences_are_paired);
  g_test_add_func ("/statistics/miscalibration-area", test_miscalibration_area);
  g_test_add_func ("/statistics/cancelled", test_cancelled);
  return g_test_run ();
}
