/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-row-score.h"

#include <math.h>

#include "mix-normal.h"

#define BLOCK_ROWS 1024
#define FARTHEST 38 /* sigmas: Φ(−38) is about the least number there is */

const double mix_score_levels[MIX_N_SCORE_LEVELS]
  = { 0.025, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.975 };

/* The lower end of each interval of mix_coverage_levels; the upper one is as far from the end. */
static const guint interval_ends[MIX_N_COVERAGE] = { 3, 2, 1, 0 };
#define FIRST_PINBALL 1

/**
 * mix_row_score_set_quantiles:
 * @score: with y set
 * @quantiles: [MIX_N_SCORE_LEVELS] of the forecast
 */
void
mix_row_score_set_quantiles (MixRowScore *score, const double *quantiles)
{
  double sum = 0;

  for (guint i = 0; i < MIX_N_COVERAGE; i++)
    {
      score->low[i] = quantiles[interval_ends[i]];
      score->high[i] = quantiles[MIX_N_SCORE_LEVELS - 1 - interval_ends[i]];
    }
  for (guint i = 0; i < MIX_N_PINBALL; i++)
    {
      double miss = score->y - quantiles[FIRST_PINBALL + i], q = mix_pinball_levels[i];
      sum += miss < 0 ? (q - 1) * miss : q * miss;
    }
  score->pinball = sum / MIX_N_PINBALL;
}

/* Φ⁻¹ of a probability that is given from both sides, so that both tails keep their digits. */
static double
normal_score (double below, double above)
{
  double z = below < above ? mix_normal_quantile (below) : -mix_normal_quantile (above);

  return CLAMP (z, -FARTHEST, FARTHEST);
}

/* The levels of the mixture's quantiles that a score needs. */
static void
find_levels (const MixRecalibration *repair, double *levels)
{
  for (guint i = 0; i < MIX_N_SCORE_LEVELS; i++)
    levels[i] = repair != NULL ? mix_recalibration_invert (repair, mix_score_levels[i])
                               : mix_score_levels[i];
}

static void
recalibrate (MixRowScore *score, const MixMixture *mixture, const MixRecalibration *repair)
{
  score->nll -= log (mix_recalibration_slope (repair, score->pit));
  score->pit = mix_recalibration_apply (repair, score->pit);
  score->residual = normal_score (score->pit, 1 - score->pit);
  score->crps = mix_recalibration_crps (repair, mixture, score->y);
}

/* All but what follows from quantiles. */
static void
score_mixture (MixRowScore *score, const MixMixture *mixture, double y,
               const MixRecalibration *repair)
{
  *score = (MixRowScore){
    .y = y,
    .mean = mix_mixture_mean (mixture),
    .sd = sqrt (mix_mixture_variance (mixture)),
    .nll = -mix_mixture_log_density (mixture, y),
    .crps = repair == NULL ? mix_mixture_crps (mixture, y) : 0,
    .pit = mix_mixture_cdf (mixture, y),
  };
  score->residual = normal_score (score->pit, mix_mixture_survival (mixture, y));
  if (repair != NULL)
    recalibrate (score, mixture, repair);
}

/**
 * mix_row_score_mixture:
 * @score: (out): all of it
 * @y: what came out
 * @repair: (nullable): a recalibration of the mixture
 */
void
mix_row_score_mixture (MixRowScore *score, const MixMixture *mixture, double y,
                       const MixRecalibration *repair)
{
  double levels[MIX_N_SCORE_LEVELS], quantiles[MIX_N_SCORE_LEVELS];

  score_mixture (score, mixture, y, repair);
  find_levels (repair, levels);
  mix_mixture_quantiles (mixture, levels, MIX_N_SCORE_LEVELS, quantiles);
  mix_row_score_set_quantiles (score, quantiles);
}

static void
score_truth (MixRowScore *score, const MixGenerator *truth, double noise, double x, double y)
{
  double quantiles[MIX_N_SCORE_LEVELS];

  *score = (MixRowScore){
    .y = y,
    .mean = truth->mean (x, noise),
    .sd = truth->sd (x, noise),
    .nll = -log (truth->density (x, y, noise)),
    .crps = truth->crps (x, y, noise),
    .pit = truth->cdf (x, y, noise),
  };
  score->residual = normal_score (score->pit, 1 - score->pit);
  for (guint i = 0; i < MIX_N_SCORE_LEVELS; i++)
    quantiles[i] = truth->quantile (x, mix_score_levels[i], noise);
  mix_row_score_set_quantiles (score, quantiles);
}

static void
count_components (MixRowScores *scores, const MixMixture *mixture, double y, double *mu_sum)
{
  double responsibility[MIX_MAX_POOLED];
  guint most = 0;

  mix_mixture_responsibilities (mixture, y, responsibility);
  for (guint k = 0; k < mixture->k; k++)
    {
      scores->mean_pi[k] += mixture->pi[k] / (double) scores->n;
      mu_sum[k] += mixture->mu[k];
      if (responsibility[k] > responsibility[most])
        most = k;
    }
  scores->claimed[most] += 1 / (double) scores->n;
}

/* A network's own order of components is an accident of its first weights. */
static void
sort_components (MixRowScores *scores, const double *mu_sum)
{
  guint order[MIX_MAX_POOLED];
  double pi[MIX_MAX_POOLED], claimed[MIX_MAX_POOLED];

  for (guint k = 0; k < scores->components; k++)
    {
      guint place = k;
      for (; place > 0 && mu_sum[order[place - 1]] > mu_sum[k]; place--)
        order[place] = order[place - 1];
      order[place] = k;
      pi[k] = scores->mean_pi[k];
      claimed[k] = scores->claimed[k];
    }
  for (guint k = 0; k < scores->components; k++)
    {
      scores->mean_pi[k] = pi[order[k]];
      scores->claimed[k] = claimed[order[k]];
      scores->order[k] = order[k];
    }
}

/* Where the target is transformed, it is a component's median that moves. */
static void
distort (const MixDistortion *distortion, const MixTransform *transform, gsize n, double *mu,
         double *sigma)
{
  for (gsize i = 0; distortion != NULL && i < n; i++)
    {
      double median = mix_transform_inverse (transform, mu[i]) + distortion->shift;
      if (transform == NULL || mix_transform_takes (transform->kind, median))
        mu[i] = mix_transform_forward (transform, median);
      sigma[i] *= distortion->scale;
    }
}

/**
 * mix_row_scores_new:
 * @design: with the model's columns and target
 * @rows: (transfer full): which rows
 * @distortion: (nullable): a fault to give the model
 * @repair: (nullable): a recalibration of what comes of it
 *
 * Returns: (transfer full): what the model's forecasts are worth, row by row
 */
MixRowScores *
mix_row_scores_new (const MixModel *model, MixDesign *design, MixStatRows *rows,
                    const MixDistortion *distortion, const MixRecalibration *repair)
{
  guint k = mix_model_get_components (model), n_features = mix_model_get_n_features (model);
  g_autofree double *x = g_new (double, BLOCK_ROWS * (gsize) n_features);
  g_autofree double *pi = g_new (double, BLOCK_ROWS * (gsize) k);
  g_autofree double *mu = g_new (double, BLOCK_ROWS * (gsize) k);
  g_autofree double *sigma = g_new (double, BLOCK_ROWS * (gsize) k);
  g_autofree double *quantiles = g_new (double, BLOCK_ROWS * (gsize) MIX_N_SCORE_LEVELS);
  double mu_sum[MIX_MAX_POOLED] = { 0 }, levels[MIX_N_SCORE_LEVELS];
  MixRowScores *scores = g_new0 (MixRowScores, 1);

  scores->rows = rows;
  scores->n = rows->n;
  scores->components = k;
  scores->score = g_new (MixRowScore, rows->n);
  find_levels (repair, levels);
  for (gsize start = 0; start < rows->n; start += BLOCK_ROWS)
    {
      gsize n = MIN (BLOCK_ROWS, rows->n - start);
      for (gsize i = 0; i < n; i++)
        mix_design_get_row (design, rows->rows[start + i], x + i * n_features);
      mix_model_predict (model, x, n, pi, mu, sigma);
      distort (distortion, mix_model_mixture (model, pi, mu, sigma).transform, n * k, mu, sigma);
      mix_mixture_quantiles_of_rows (k, pi, mu, sigma, n, levels, MIX_N_SCORE_LEVELS, quantiles);
      for (gsize i = 0; i < n; i++)
        {
          MixMixture mixture = mix_model_mixture (model, pi + i * k, mu + i * k, sigma + i * k);
          double y = mix_design_get_y (design, rows->rows[start + i]);
          mix_transform_inverse_all (mixture.transform, quantiles + i * MIX_N_SCORE_LEVELS,
                                     MIX_N_SCORE_LEVELS);
          score_mixture (&scores->score[start + i], &mixture, y, repair);
          mix_row_score_set_quantiles (&scores->score[start + i],
                                       quantiles + i * MIX_N_SCORE_LEVELS);
          count_components (scores, &mixture, y, mu_sum);
        }
    }
  sort_components (scores, mu_sum);
  return scores;
}

/**
 * mix_row_scores_new_truth:
 *
 * Returns: (transfer full) (nullable): what forecasts of the truth itself would be worth on these
 *   rows; NULL where no generator made them, or one without noise
 */
MixRowScores *
mix_row_scores_new_truth (MixDesign *design, const MixStatRows *rows)
{
  MixDataset *table = mix_design_get_dataset (design);
  const MixGenerator *truth = mix_design_get_truth (design);
  double noise = mix_dataset_get_noise (table);

  if (truth == NULL || !(noise > 0))
    return NULL;

  MixRowScores *scores = g_new0 (MixRowScores, 1);
  scores->rows = mix_stat_rows_copy (rows);
  scores->n = rows->n;
  scores->score = g_new (MixRowScore, rows->n);
  for (gsize i = 0; i < rows->n; i++)
    score_truth (&scores->score[i], truth, noise, mix_design_get_x (design, rows->rows[i], 0),
                 mix_design_get_y (design, rows->rows[i]));
  return scores;
}

/**
 * mix_row_scores_pick:
 * @places: [n] in @scores
 *
 * Returns: (transfer full): some of the rows and their scores; the components' are those of all
 */
MixRowScores *
mix_row_scores_pick (const MixRowScores *scores, const guint32 *places, gsize n)
{
  MixRowScores *picked = g_memdup2 (scores, sizeof *scores);

  picked->n = n;
  picked->score = g_new (MixRowScore, n);
  picked->rows = g_memdup2 (scores->rows, sizeof *scores->rows);
  picked->rows->n = n;
  picked->rows->rows = g_new (guint32, n);
  for (gsize i = 0; i < n; i++)
    {
      picked->score[i] = scores->score[places[i]];
      picked->rows->rows[i] = scores->rows->rows[places[i]];
    }
  return picked;
}

void
mix_row_scores_free (MixRowScores *scores)
{
  if (scores == NULL)
    return;
  mix_stat_rows_free (scores->rows);
  g_free (scores->score);
  g_free (scores);
}
