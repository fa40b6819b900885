/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-metrics.h"

#include <math.h>

const double mix_coverage_levels[MIX_N_COVERAGE] = { 0.5, 0.8, 0.9, 0.95 };
const double mix_pinball_levels[MIX_N_PINBALL] = { 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95 };

/* Every quantile that a row needs, ascending: those of the pinball loss and the ends of the central
 * intervals, (1 − level) / 2 and (1 + level) / 2. */
static const double quantile_levels[] = { 0.025, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.975 };
#define N_QUANTILES (G_N_ELEMENTS (quantile_levels))
#define FIRST_PINBALL 1

/* The end of each central interval of mix_coverage_levels, as an index from either side. */
static const guint interval_ends[MIX_N_COVERAGE] = { 3, 2, 1, 0 };

struct _MixScorer
{
  guint components;
  gsize n_rows;
  double nll, crps, absolute, squared;
  double y_mean, y_squares; /* of y: the running mean, and the squares about it (Welford, 1962) */
  gsize inside[MIX_N_COVERAGE];
  double width[MIX_N_COVERAGE];
  double pinball[MIX_N_PINBALL];
  gsize pit[MIX_N_PIT];
  gsize first_above[MIX_N_PIT + 1]; /* rows by the first j with F(y) ≤ j / MIX_N_PIT */
  double pi[MIX_MAX_POOLED];
};

/**
 * mix_scorer_new:
 * @components: K of the mixtures to come
 *
 * Returns: (transfer full): an empty record
 */
MixScorer *
mix_scorer_new (guint components)
{
  g_return_val_if_fail (components >= 1 && components <= MIX_MAX_POOLED, NULL);

  MixScorer *scorer = g_new0 (MixScorer, 1);
  scorer->components = components;
  return scorer;
}

void
mix_scorer_free (MixScorer *scorer)
{
  g_free (scorer);
}

static void
add_errors (MixScorer *scorer, double error, double y)
{
  double from_mean = y - scorer->y_mean;

  scorer->absolute += fabs (error);
  scorer->squared += error * error;
  scorer->y_mean += from_mean / (double) scorer->n_rows;
  scorer->y_squares += from_mean * (y - scorer->y_mean);
}

/* The quantiles are not needed to know where y lies: F(y) tells. */
static void
add_probability (MixScorer *scorer, double u)
{
  double scaled = u * MIX_N_PIT;
  if (isnan (scaled))
    return;

  scorer->pit[MIN ((guint) floor (scaled), MIX_N_PIT - 1)]++;
  scorer->first_above[MIN ((guint) ceil (scaled), MIX_N_PIT)]++;
  for (guint i = 0; i < MIX_N_COVERAGE; i++)
    {
      guint end = interval_ends[i];
      scorer->inside[i] += u >= quantile_levels[end] && u <= quantile_levels[N_QUANTILES - 1 - end];
    }
}

static void
add_quantiles (MixScorer *scorer, const double *quantiles, double y)
{
  for (guint i = 0; i < MIX_N_COVERAGE; i++)
    {
      guint end = interval_ends[i];
      scorer->width[i] += quantiles[N_QUANTILES - 1 - end] - quantiles[end];
    }
  for (guint i = 0; i < MIX_N_PINBALL; i++)
    {
      double miss = y - quantiles[FIRST_PINBALL + i], q = mix_pinball_levels[i];
      scorer->pinball[i] += miss < 0 ? (q - 1) * miss : q * miss;
    }
}

static void
add_row (MixScorer *scorer, const MixMixture *mixture, const double *quantiles, double y)
{
  scorer->n_rows++;
  scorer->nll -= mix_mixture_log_density (mixture, y);
  scorer->crps += mix_mixture_crps (mixture, y);
  add_errors (scorer, y - mix_mixture_mean (mixture), y);
  add_probability (scorer, mix_mixture_cdf (mixture, y));
  add_quantiles (scorer, quantiles, y);
  for (guint k = 0; k < mixture->k; k++)
    scorer->pi[k] += mixture->pi[k];
}

/**
 * mix_scorer_add:
 * @mixture: what was predicted, in data units, with the K that the scorer was made for
 * @y: what came out
 *
 * Adds one row.
 */
void
mix_scorer_add (MixScorer *scorer, const MixMixture *mixture, double y)
{
  double quantiles[N_QUANTILES];

  g_return_if_fail (mixture->k == scorer->components);
  mix_mixture_quantiles (mixture, quantile_levels, N_QUANTILES, quantiles);
  add_row (scorer, mixture, quantiles, y);
}

/**
 * mix_scorer_add_rows:
 * @pi, @mu, @sigma: [n_rows × K], as the mixtures above
 * @transform: (nullable): of all of them
 * @y: [n_rows]
 *
 * Adds several rows, which takes less time.
 */
void
mix_scorer_add_rows (MixScorer *scorer, const double *pi, const double *mu, const double *sigma,
                     const MixTransform *transform, const double *y, gsize n_rows)
{
  guint k = scorer->components;
  g_autofree double *quantiles = g_new (double, n_rows * N_QUANTILES);

  mix_mixture_quantiles_of_rows (k, pi, mu, sigma, n_rows, quantile_levels, N_QUANTILES,
                                 quantiles);
  mix_transform_inverse_all (transform, quantiles, n_rows * N_QUANTILES);
  for (gsize i = 0; i < n_rows; i++)
    {
      MixMixture mixture = { k, pi + i * k, mu + i * k, sigma + i * k, transform };
      add_row (scorer, &mixture, quantiles + i * N_QUANTILES, y[i]);
    }
}

/**
 * mix_scorer_clear:
 *
 * Forgets all rows.
 */
void
mix_scorer_clear (MixScorer *scorer)
{
  *scorer = (MixScorer){ .components = scorer->components };
}

/* Two sums of squares about two means become one (Chan, Golub & LeVeque, 1979). */
static void
merge_squares (MixScorer *scorer, const MixScorer *other)
{
  double n = (double) scorer->n_rows, m = (double) other->n_rows;
  double apart = other->y_mean - scorer->y_mean;

  scorer->y_mean += apart * m / (n + m);
  scorer->y_squares += other->y_squares + apart * apart * n * m / (n + m);
}

/**
 * mix_scorer_merge:
 * @other: with the same K
 *
 * Adds the rows of another, as if they had come after those so far, but for rounding.
 */
void
mix_scorer_merge (MixScorer *scorer, const MixScorer *other)
{
  g_return_if_fail (scorer->components == other->components);
  if (other->n_rows == 0)
    return;

  merge_squares (scorer, other);
  scorer->n_rows += other->n_rows;
  scorer->nll += other->nll;
  scorer->crps += other->crps;
  scorer->absolute += other->absolute;
  scorer->squared += other->squared;
  for (guint i = 0; i < MIX_N_COVERAGE; i++)
    {
      scorer->inside[i] += other->inside[i];
      scorer->width[i] += other->width[i];
    }
  for (guint i = 0; i < MIX_N_PINBALL; i++)
    scorer->pinball[i] += other->pinball[i];
  for (guint i = 0; i < MIX_N_PIT; i++)
    scorer->pit[i] += other->pit[i];
  for (guint i = 0; i <= MIX_N_PIT; i++)
    scorer->first_above[i] += other->first_above[i];
  for (guint k = 0; k < scorer->components; k++)
    scorer->pi[k] += other->pi[k];
}

/* Over q = 1/20 … 19/20. */
static double
calibration_error (const MixScorer *scorer)
{
  double sum = 0;
  gsize below = scorer->first_above[0];

  for (guint j = 1; j < MIX_N_PIT; j++)
    {
      below += scorer->first_above[j];
      sum += fabs ((double) below / (double) scorer->n_rows - (double) j / MIX_N_PIT);
    }
  return sum / (MIX_N_PIT - 1);
}

static double
effective_number (const double *pi, guint k)
{
  double entropy = 0;

  for (guint i = 0; i < k; i++)
    if (pi[i] > 0)
      entropy -= pi[i] * log (pi[i]);
  return exp (entropy);
}

/**
 * mix_scorer_finish:
 * @metrics: (out): everything, in data units; NaN where there were no rows
 *
 * Turns the sums so far into means. More rows may be added after it. What each number is:
 *
 * - nll: mean of −ln p(y), nats per row;
 * - crps: mean continuous ranked probability score, in units of y;
 * - rmse, mae, r2: of the predictive mean; r2 = 1 − Σ (y − mean)² / Σ (y − ȳ)², NaN where y is
 *   constant;
 * - coverage, width: of the interval between the quantiles (1 ± level) / 2;
 * - pinball: mean of max (q d, (q − 1) d), d = y − the q-quantile (Koenker & Bassett, 1978);
 * - pit: how many F(y) fall into each of 20 equal bins; flat where the forecast is calibrated;
 * - calibration_error: mean over q = 0.05, 0.10 … 0.95 of |share of rows with F(y) ≤ q − q|;
 * - effective_components: exp of the entropy of mean_pi, between 1 and K.
 */
void
mix_scorer_finish (MixScorer *scorer, MixMetrics *metrics)
{
  double n = scorer->n_rows > 0 ? (double) scorer->n_rows : (double) NAN;

  *metrics = (MixMetrics){
    .n_rows = scorer->n_rows,
    .nll = scorer->nll / n,
    .crps = scorer->crps / n,
    .rmse = sqrt (scorer->squared / n),
    .mae = scorer->absolute / n,
    .r2 = scorer->y_squares > 0 ? 1 - scorer->squared / scorer->y_squares : (double) NAN,
    .calibration_error = scorer->n_rows > 0 ? calibration_error (scorer) : (double) NAN,
    .components = scorer->components,
  };
  for (guint i = 0; i < MIX_N_COVERAGE; i++)
    {
      metrics->coverage[i] = (double) scorer->inside[i] / n;
      metrics->width[i] = scorer->width[i] / n;
    }
  for (guint i = 0; i < MIX_N_PINBALL; i++)
    metrics->pinball[i] = scorer->pinball[i] / n;
  for (guint i = 0; i < MIX_N_PIT; i++)
    metrics->pit[i] = scorer->pit[i];
  for (guint k = 0; k < scorer->components; k++)
    metrics->mean_pi[k] = scorer->pi[k] / n;
  metrics->effective_components = effective_number (metrics->mean_pi, scorer->components);
}
