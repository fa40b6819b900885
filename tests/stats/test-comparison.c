/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-comparison.h"

#include <math.h>
#include <string.h>

#include "mix-train-fixture.h"

/* A mixture and its plain network on two branches, long enough to find them. */
static MixModel *
train (MixDesign *design, gboolean plain)
{
  MixConfig config;

  mix_config_init (&config);
  config.components = 2;
  config.hidden = config.plain_hidden = (MixLayers){ .n = 1, .units = { 32 } };
  config.plain_network = plain;
  g_autoptr (MixTrainer) trainer = mix_trainer_new (&config, design, NULL);
  while (mix_trainer_run_epoch (trainer) == MIX_RUN_RUNNING)
    ;
  return mix_trainer_make_model (trainer);
}

/* The article's point: the errors of the means tie, and the distributions do not. */
static void
test_two_branches (void)
{
  g_autoptr (MixDesign) design = generated_design ("two-branch", 3000);
  g_autoptr (MixModel) model = train (design, TRUE);
  g_autoptr (MixComparison) c
    = mix_comparison_new (model, NULL, design, mix_stat_rows_new (model, design), NULL);
  g_autofree char *words = mix_comparison_say (c);

  g_assert_cmpint (mix_comparison_judge (c, MIX_STATISTIC_RMSE), ==, MIX_VERDICT_TIE);
  g_assert_cmpint (mix_comparison_judge (c, MIX_STATISTIC_NLL), ==, MIX_VERDICT_MODEL);
  g_assert_cmpint (mix_comparison_judge (c, MIX_STATISTIC_CRPS), ==, MIX_VERDICT_MODEL);
  g_assert_cmpint (mix_comparison_judge (c, MIX_STATISTIC_WIDTH_90), ==, MIX_VERDICT_NONE);
  /* The sentence says so from the numbers. */
  g_assert_cmpint (mix_comparison_judge_coverage (c), ==, MIX_VERDICT_MODEL);
  g_assert_nonnull (strstr (words, "RMSE"));
  g_assert_nonnull (strstr (words, " while NLL, CRPS"));
  g_assert_nonnull (strstr (words, "coverage along x do not: there the model is better."));
  g_assert_true (strstr (words, "RMSE") < strstr (words, " tie"));

  /* The coverage of one constant sigma is right on average only: near x = 0 it is too wide. */
  g_assert_cmpuint (c->n_bins, ==, 10);
  double worst[2] = { 0 };
  for (guint side = 0; side < 2; side++)
    for (guint i = 0; i < c->n_bins; i++)
      worst[side] = MAX (worst[side], fabs ((double) c->bins[side][i].hits
                                              / (double) c->bins[side][i].n
                                            - 0.9));
  g_assert_cmpfloat (worst[MIX_SIDE_PLAIN], >, worst[MIX_SIDE_MODEL]);
  g_assert_nonnull (strstr (words, "Along x"));

  /* The truth beats both, and the differences are those of the values. */
  for (guint side = 0; side < MIX_N_SIDES; side++)
    g_assert_nonnull (c->scores[side]);
  g_assert_cmpfloat (c->worse[MIX_SIDE_TRUTH][MIX_STATISTIC_NLL].value, <, 0.01);
  g_assert_cmpfloat_with_epsilon (c->worse[MIX_SIDE_PLAIN][MIX_STATISTIC_NLL].value,
                                  c->estimate[MIX_SIDE_PLAIN][MIX_STATISTIC_NLL].value
                                    - c->estimate[MIX_SIDE_MODEL][MIX_STATISTIC_NLL].value,
                                  1e-12);
  g_assert_cmpfloat_with_epsilon (
    c->worse[MIX_SIDE_PLAIN][MIX_STATISTIC_COVERAGE_50].value,
    fabs (c->estimate[MIX_SIDE_PLAIN][MIX_STATISTIC_COVERAGE_50].value - 0.5)
      - fabs (c->estimate[MIX_SIDE_MODEL][MIX_STATISTIC_COVERAGE_50].value - 0.5),
    1e-12);
  g_assert_cmpfloat_with_epsilon (c->worse[MIX_SIDE_MODEL][MIX_STATISTIC_NLL].value, 0, 1e-15);
}

/* A model on its own, on rows that nobody knows the truth of. */
static void
test_alone (void)
{
  const double x[] = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 };
  const double y[] = { 1, 3, 2, 4, 6, 5, 7, 8, 8, 9, 12, 11 };
  g_autoptr (MixDesign) design = design_of (x, y, 12);
  g_autoptr (MixModel) model = train (design, FALSE);
  g_autoptr (MixComparison) c
    = mix_comparison_new (model, NULL, design, mix_stat_rows_new (model, design), NULL);
  g_autofree char *words = mix_comparison_say (c);

  g_assert_null (c->scores[MIX_SIDE_PLAIN]);
  g_assert_null (c->scores[MIX_SIDE_TRUTH]);
  g_assert_true (isnan (c->estimate[MIX_SIDE_TRUTH][MIX_STATISTIC_NLL].value));
  g_assert_cmpint (mix_comparison_judge (c, MIX_STATISTIC_NLL), ==, MIX_VERDICT_NONE);
  g_assert_nonnull (strstr (words, "no second network"));

  /* Against itself, everything ties. */
  g_autoptr (MixComparison) same
    = mix_comparison_new (model, model, design, mix_stat_rows_new (model, design), NULL);
  g_assert_cmpint (mix_comparison_judge (same, MIX_STATISTIC_NLL), ==, MIX_VERDICT_TIE);
  g_assert_cmpint (mix_comparison_judge_coverage (same), ==, MIX_VERDICT_TIE);
  g_autofree char *tie = mix_comparison_say_verdict (same);
  g_assert_nonnull (strstr (tie, "cannot be told apart"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/comparison/two-branches", test_two_branches);
  g_test_add_func ("/comparison/alone", test_alone);
  return g_test_run ();
}
