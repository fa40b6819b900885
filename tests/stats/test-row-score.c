/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-stats-fixture.h"

#include "mix-csv.h"
#include "mix-math.h"
#include "mix-train-fixture.h"

/* The value that everybody's CRPS of a mixture is checked by. */
static void
test_known_crps (void)
{
  const double pi[] = { 0.1, 0.2, 0.7 }, mu[] = { 0.1, -0.3, 1 }, sigma[] = { 0.4, 2.1, 0.7 };
  MixMixture mixture = { 3, pi, mu, sigma };
  MixRowScore score;

  mix_row_score_mixture (&score, &mixture, 0, NULL);
  g_assert_cmpfloat_with_epsilon (score.crps, 0.46806866729387275, 1e-14);
}

/* A standard normal at y = 1. */
static void
test_by_hand (void)
{
  const double one = 1, zero = 0;
  MixMixture standard = { 1, &one, &zero, &one };
  MixRowScore score;

  mix_row_score_mixture (&score, &standard, 1, NULL);
  g_assert_cmpfloat_with_epsilon (score.mean, 0, 1e-15);
  g_assert_cmpfloat_with_epsilon (score.sd, 1, 1e-15);
  g_assert_cmpfloat_with_epsilon (score.nll, 0.5 * MIX_LOG_2PI + 0.5, 1e-14);
  g_assert_cmpfloat_with_epsilon (score.pit, 0.8413447460685429, 1e-14);
  g_assert_cmpfloat_with_epsilon (score.residual, 1, 1e-13);
  g_assert_cmpfloat_with_epsilon (score.high[3], 1.9599639845400545, 1e-12);
  g_assert_cmpfloat_with_epsilon (score.low[0], -0.6744897501960817, 1e-12);
  /* Far out in either tail the residual keeps its digits, and stays finite. */
  mix_row_score_mixture (&score, &standard, 20, NULL);
  g_assert_cmpfloat_with_epsilon (score.residual, 20, 1e-9);
  mix_row_score_mixture (&score, &standard, -20, NULL);
  g_assert_cmpfloat_with_epsilon (score.residual, -20, 1e-9);
  mix_row_score_mixture (&score, &standard, 1e5, NULL);
  g_assert_cmpfloat_with_epsilon (score.residual, 38, 1e-9);
}

/* ∫ (F(z) − [z ≥ y])² dz over a fine grid, for every generator's truth. */
static void
test_crps_of_truth (void)
{
  for (const MixGenerator *g = mix_generators; g->id != NULL; g++)
    for (double t = 0.07; t < 1; t += 0.31)
      for (double q = 0.1; q < 1; q += 0.4)
        {
          double x = g->x_low + t * (g->x_high - g->x_low), y = g->quantile (x, q, 1) + 0.01;
          double low = MIN (g->quantile (x, 1e-12, 1), y), high = MAX (g->quantile (x, 1 - 1e-12, 1), y);
          const guint n = 40000;
          double h = (high - low) / n, sum = 0;

          for (guint i = 0; i < n; i++)
            {
              double z = low + (i + 0.5) * h, f = g->cdf (x, z, 1);
              sum += h * (z < y ? f * f : (1 - f) * (1 - f));
            }
          g_assert_cmpfloat_with_epsilon (g->crps (x, y, 1), sum, 1e-4 * (high - low));
        }
}

/* Scores of a model are those of evaluate, and those of the truth are near the floor. */
static void
test_against_the_scorer (void)
{
  g_autoptr (MixDesign) design = generated_design ("two-branch", 700);
  MixConfig config = small_config ();
  g_autoptr (MixTrainer) trainer = mix_trainer_new (&config, design, NULL);
  for (guint i = 0; i < 4; i++)
    mix_trainer_run_epoch (trainer);
  g_autoptr (MixModel) model = mix_trainer_make_model (trainer);
  g_autoptr (MixRowScores) scores
    = mix_row_scores_new (model, design, mix_stat_rows_new (model, design), NULL, NULL);
  g_autoptr (MixRowScores) truth = mix_row_scores_new_truth (design, scores->rows);
  g_autoptr (MixScorer) scorer = mix_scorer_new (mix_model_get_components (model));
  double values[MIX_N_STATISTICS], of_truth[MIX_N_STATISTICS];
  MixMetrics metrics;
  guint k = mix_model_get_components (model);

  for (gsize i = 0; i < scores->n; i++)
    {
      double pi[MIX_MAX_POOLED], mu[MIX_MAX_POOLED], sigma[MIX_MAX_POOLED];
      double x = mix_design_get_x (design, scores->rows->rows[i], 0);
      mix_model_predict (model, &x, 1, pi, mu, sigma);
      MixMixture mixture = { k, pi, mu, sigma };
      mix_scorer_add (scorer, &mixture, mix_design_get_y (design, scores->rows->rows[i]));
    }
  mix_scorer_finish (scorer, &metrics);
  mix_statistics_compute (scores, values);
  mix_statistics_compute (truth, of_truth);

  g_assert_cmpuint (scores->n, ==, metrics.n_rows);
  g_assert_cmpfloat_with_epsilon (values[MIX_STATISTIC_NLL], metrics.nll, 1e-4);
  g_assert_cmpfloat_with_epsilon (values[MIX_STATISTIC_CRPS], metrics.crps, 1e-4);
  g_assert_cmpfloat_with_epsilon (values[MIX_STATISTIC_RMSE], metrics.rmse, 1e-4);
  g_assert_cmpfloat_with_epsilon (values[MIX_STATISTIC_MAE], metrics.mae, 1e-4);
  g_assert_cmpfloat_with_epsilon (values[MIX_STATISTIC_R2], metrics.r2, 1e-4);
  double pinball = 0, pi = 0, claimed = 0;
  for (guint i = 0; i < MIX_N_PINBALL; i++)
    pinball += metrics.pinball[i] / MIX_N_PINBALL;
  g_assert_cmpfloat_with_epsilon (values[MIX_STATISTIC_PINBALL], pinball, 1e-4);
  for (guint i = 0; i < MIX_N_COVERAGE; i++)
    {
      g_assert_cmpfloat_with_epsilon (values[MIX_STATISTIC_COVERAGE_50 + i], metrics.coverage[i],
                                      1e-12);
      g_assert_cmpfloat_with_epsilon (values[MIX_STATISTIC_WIDTH_50 + i], metrics.width[i], 1e-3);
    }
  for (guint i = 0; i < k; i++)
    {
      pi += scores->mean_pi[i];
      claimed += scores->claimed[i];
    }
  g_assert_cmpfloat_with_epsilon (pi, 1, 1e-9);
  g_assert_cmpfloat_with_epsilon (claimed, 1, 1e-9);

  g_assert_cmpfloat (of_truth[MIX_STATISTIC_NLL], <, values[MIX_STATISTIC_NLL]);
  g_assert_cmpfloat (of_truth[MIX_STATISTIC_CRPS], <, values[MIX_STATISTIC_CRPS]);
  g_assert_cmpfloat_with_epsilon (of_truth[MIX_STATISTIC_NLL], 3.95449, 0.25);
  g_assert_cmpfloat_with_epsilon (of_truth[MIX_STATISTIC_COVERAGE_90], 0.9, 0.09);
}

/* Intervals are in data units, whatever the network has learnt. */
static void
test_transformed_target (void)
{
  GString *text = g_string_new ("x,y\n");
  MixImport import;
  MixRng rng;

  mix_rng_init (&rng, 3);
  for (guint i = 0; i < 200; i++)
    g_string_append_printf (text, "%u,%.3f\n", i, exp (3 + 0.01 * i + 0.2 * mix_rng_normal (&rng)));
  mix_import_init (&import);
  g_assert_true (mix_import_set (&import, "transforms", "y=log", NULL));
  const MixCsvOptions options = { .import = &import };
  g_autoptr (MixDataset) table = mix_csv_read_bytes_with ("t.csv", text->str, text->len, &options, NULL);
  g_autoptr (MixDesign) design = mix_design_new (table, "y", NULL, NULL);
  MixConfig config = small_config ();
  g_autoptr (MixTrainer) trainer = mix_trainer_new (&config, design, NULL);
  mix_trainer_run_epoch (trainer);
  g_autoptr (MixModel) model = mix_trainer_make_model (trainer);
  const MixDistortion fault = { 1.5, 2 };
  g_autoptr (MixRowScores) scores
    = mix_row_scores_new (model, design, mix_stat_rows_new (model, design), NULL, NULL);
  g_autoptr (MixRowScores) broken
    = mix_row_scores_new (model, design, mix_stat_rows_new (model, design), &fault, NULL);
  double pi[MIX_MAX_POOLED], mu[MIX_MAX_POOLED], sigma[MIX_MAX_POOLED], x;

  g_string_free (text, TRUE);
  mix_design_get_row (design, scores->rows->rows[5], &x);
  mix_model_predict (model, &x, 1, pi, mu, sigma);
  MixMixture mixture = mix_model_mixture (model, pi, mu, sigma);
  const MixRowScore *score = &scores->score[5];
  g_assert_nonnull (mixture.transform);
  g_assert_cmpfloat_with_epsilon (mix_mixture_cdf (&mixture, score->low[2]), 0.05, 1e-6);
  g_assert_cmpfloat_with_epsilon (mix_mixture_cdf (&mixture, score->high[2]), 0.95, 1e-6);
  for (guint k = 0; k < mixture.k; k++)
    {
      mu[k] = log (exp (mu[k]) + 2);
      sigma[k] *= 1.5;
    }
  /* One row alone and the same row among others: the network computes in single precision, and BLAS
   * may add up in another order. */
  g_assert_cmpfloat_with_epsilon (broken->score[5].pit, mix_mixture_cdf (&mixture, score->y), 1e-6);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/row-score/known-crps", test_known_crps);
  g_test_add_func ("/row-score/by-hand", test_by_hand);
  g_test_add_func ("/row-score/crps-of-truth", test_crps_of_truth);
  g_test_add_func ("/row-score/transformed-target", test_transformed_target);
  g_test_add_func ("/row-score/against-the-scorer", test_against_the_scorer);
  return g_test_run ();
}
