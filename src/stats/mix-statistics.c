/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-statistics.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#define MOST_DRAWS 4000000 /* of rows, in all resamples */
#define N_LEVELS 100       /* of the reliability curve whose area a resample needs */
#define MAX_FORECASTERS 8

const MixStatisticInfo mix_statistics[MIX_N_STATISTICS] = {
  { "rmse", N_ ("RMSE of the mean"), MIX_UNIT_TARGET, MIX_BETTER_LOWER, 0 },
  { "mae", N_ ("MAE of the mean"), MIX_UNIT_TARGET, MIX_BETTER_LOWER, 0 },
  { "r2", N_ ("R² of the mean"), MIX_UNIT_NONE, MIX_BETTER_HIGHER, 0 },
  { "nll", N_ ("NLL, nats per row"), MIX_UNIT_NATS, MIX_BETTER_LOWER, 0 },
  { "crps", N_ ("CRPS"), MIX_UNIT_TARGET, MIX_BETTER_LOWER, 0 },
  { "pinball", N_ ("Pinball loss"), MIX_UNIT_TARGET, MIX_BETTER_LOWER, 0 },
  { "coverage-50", N_ ("Coverage of the 50 % interval"), MIX_UNIT_SHARE, MIX_BETTER_NEAR, 0.5 },
  { "coverage-80", N_ ("Coverage of the 80 % interval"), MIX_UNIT_SHARE, MIX_BETTER_NEAR, 0.8 },
  { "coverage-90", N_ ("Coverage of the 90 % interval"), MIX_UNIT_SHARE, MIX_BETTER_NEAR, 0.9 },
  { "coverage-95", N_ ("Coverage of the 95 % interval"), MIX_UNIT_SHARE, MIX_BETTER_NEAR, 0.95 },
  { "width-50", N_ ("Width of the 50 % interval"), MIX_UNIT_TARGET, MIX_BETTER_NEITHER, 0 },
  { "width-80", N_ ("Width of the 80 % interval"), MIX_UNIT_TARGET, MIX_BETTER_NEITHER, 0 },
  { "width-90", N_ ("Width of the 90 % interval"), MIX_UNIT_TARGET, MIX_BETTER_NEITHER, 0 },
  { "width-95", N_ ("Width of the 95 % interval"), MIX_UNIT_TARGET, MIX_BETTER_NEITHER, 0 },
  { "miscalibration", N_ ("Miscalibration area"), MIX_UNIT_NONE, MIX_BETTER_LOWER, 0 },
  { "sharpness", N_ ("Sharpness (mean sd)"), MIX_UNIT_TARGET, MIX_BETTER_NEITHER, 0 },
  { "spread", N_ ("Residuals in predicted sd"), MIX_UNIT_NONE, MIX_BETTER_NEAR, 1 },
};

/* Sums over rows that every statistic follows from. */
typedef struct
{
  gsize n;
  double nll, crps, absolute, squared, y, y_squares, sd, standard, pinball;
  gsize inside[MIX_N_COVERAGE];
  double width[MIX_N_COVERAGE];
  guint32 below[N_LEVELS + 1]; /* rows by the first level j / N_LEVELS that F(y) does not exceed */
} Sums;

static void
add_row (Sums *sums, const MixRowScore *row, double y_origin)
{
  double error = row->y - row->mean, y = row->y - y_origin;

  sums->n++;
  sums->nll += row->nll;
  sums->crps += row->crps;
  sums->absolute += fabs (error);
  sums->squared += error * error;
  sums->y += y;
  sums->y_squares += y * y;
  sums->sd += row->sd;
  sums->standard += error * error / (row->sd * row->sd);
  sums->pinball += row->pinball;
  for (guint i = 0; i < MIX_N_COVERAGE; i++)
    {
      sums->inside[i] += row->y >= row->low[i] && row->y <= row->high[i];
      sums->width[i] += row->high[i] - row->low[i];
    }
  sums->below[mix_pit_level (row->pit, N_LEVELS)]++;
}

/* The area between the reliability curve and the diagonal, by the trapezium rule where they are on
 * one side of each other and by two triangles where they cross. */
static double
miscalibration (const Sums *sums)
{
  double area = 0, last = 0;
  gsize below = sums->below[0];

  last = (double) below / (double) sums->n;
  for (guint j = 1; j <= N_LEVELS; j++)
    {
      below += sums->below[j];
      double away = (double) below / (double) sums->n - (double) j / N_LEVELS;
      double a = fabs (last), b = fabs (away);
      if (last * away >= 0)
        area += 0.5 * (a + b) / N_LEVELS;
      else
        area += 0.5 * (a * a + b * b) / (a + b) / N_LEVELS;
      last = away;
    }
  return area;
}

static void
finish (const Sums *sums, double values[MIX_N_STATISTICS])
{
  double n = (double) sums->n, variance = sums->y_squares - sums->y * sums->y / n;

  values[MIX_STATISTIC_RMSE] = sqrt (sums->squared / n);
  values[MIX_STATISTIC_MAE] = sums->absolute / n;
  values[MIX_STATISTIC_R2] = variance > 0 ? 1 - sums->squared / variance : (double) NAN;
  values[MIX_STATISTIC_NLL] = sums->nll / n;
  values[MIX_STATISTIC_CRPS] = sums->crps / n;
  values[MIX_STATISTIC_PINBALL] = sums->pinball / n;
  for (guint i = 0; i < MIX_N_COVERAGE; i++)
    {
      values[MIX_STATISTIC_COVERAGE_50 + i] = (double) sums->inside[i] / n;
      values[MIX_STATISTIC_WIDTH_50 + i] = sums->width[i] / n;
    }
  values[MIX_STATISTIC_MISCALIBRATION] = miscalibration (sums);
  values[MIX_STATISTIC_SHARPNESS] = sums->sd / n;
  values[MIX_STATISTIC_SPREAD] = sqrt (sums->standard / n);
}

/* Near all y, so that squares about it do not cancel. */
static double
origin_of (const MixRowScores *scores)
{
  return scores->n > 0 ? scores->score[0].y : 0;
}

/**
 * mix_statistics_compute:
 * @values: (out): all of them, NaN without rows. What each is:
 *
 * - rmse, mae, r2: of the predictive mean; r2 = 1 − Σ (y − mean)² / Σ (y − ȳ)²;
 * - nll: mean of −ln p(y); crps: mean continuous ranked probability score;
 * - pinball: mean of max (q d, (q − 1) d) over q = 5 … 95 %, d = y − the q-quantile;
 * - coverage, width: share of rows inside the interval between the quantiles (1 ± level) / 2, and
 *   its mean width;
 * - miscalibration: ∫ |share of rows with F(y) ≤ q − q| dq over the curve at every hundredth;
 * - sharpness: mean predicted standard deviation;
 * - spread: root mean square of (y − mean) / sd: above 1 where forecasts are too narrow.
 */
void
mix_statistics_compute (const MixRowScores *scores, double values[MIX_N_STATISTICS])
{
  Sums sums = { 0 };

  for (gsize i = 0; i < scores->n; i++)
    add_row (&sums, &scores->score[i], origin_of (scores));
  finish (&sums, values);
}

/**
 * mix_statistics_n_resamples:
 *
 * Returns: 1000 for a small table, fewer for a long one, at least 50; a standard error from 50 is
 *   good to a tenth of itself
 */
guint
mix_statistics_n_resamples (gsize n)
{
  return (guint) CLAMP (MOST_DRAWS / MAX (n, 1), 50, 1000);
}

/* The running mean and the squares about it (Welford, 1962). */
typedef struct
{
  double n, mean, squares;
} Spread;

static void
spread_add (Spread *spread, double value)
{
  double away = value - spread->mean;

  spread->n++;
  spread->mean += away / spread->n;
  spread->squares += away * (value - spread->mean);
}

static double
spread_sd (const Spread *spread)
{
  return sqrt (spread->squares / (spread->n - 1));
}

typedef struct
{
  Spread value[MAX_FORECASTERS][MIX_N_STATISTICS];
  Spread worse[MAX_FORECASTERS][MIX_N_STATISTICS];
} Record;

/* How bad a value is: 0 at the best. */
static double
badness (MixStatistic statistic, double value)
{
  const MixStatisticInfo *info = &mix_statistics[statistic];

  switch (info->better)
    {
    case MIX_BETTER_LOWER:
      return value;
    case MIX_BETTER_HIGHER:
      return -value;
    case MIX_BETTER_NEAR:
      return fabs (value - info->goal);
    case MIX_BETTER_NEITHER:
    default:
      return 0;
    }
}

/* The same rows for all: drawn with replacement, as many as there are. */
static void
resample (const MixRowScores *const *forecasters, guint n_forecasters, MixRng *rng, Record *record)
{
  gsize n = forecasters[0]->n;
  g_autofree Sums *sums = g_new0 (Sums, n_forecasters);
  double first[MIX_N_STATISTICS];

  for (gsize i = 0; i < n; i++)
    {
      gsize row = (gsize) mix_rng_below (rng, n);
      for (guint f = 0; f < n_forecasters; f++)
        add_row (&sums[f], &forecasters[f]->score[row], origin_of (forecasters[0]));
    }
  finish (&sums[0], first);
  for (guint f = 0; f < n_forecasters; f++)
    {
      double values[MIX_N_STATISTICS];
      finish (&sums[f], values);
      for (guint s = 0; s < MIX_N_STATISTICS; s++)
        {
          spread_add (&record->value[f][s], values[s]);
          spread_add (&record->worse[f][s], badness (s, values[s]) - badness (s, first[s]));
        }
    }
}

/**
 * mix_statistics_compare:
 * @forecasters: [n_forecasters], scores on the same rows, at least one row
 * @n_resamples: at least 2, or 0 for mix_statistics_n_resamples()
 * @seed: fixes the resamples
 * @cancellable: (nullable): looked at once a resample
 * @estimates: (out): [n_forecasters × MIX_N_STATISTICS]
 * @worse: (out) (nullable): likewise, by how much each is worse than the first
 *
 * Standard errors by the bootstrap over rows (Efron, 1979); that of a difference is paired: both
 * are resampled with the same rows, so that what is hard for both does not count.
 *
 * Returns: FALSE where it was cancelled
 */
gboolean
mix_statistics_compare (const MixRowScores *const *forecasters, guint n_forecasters,
                        guint n_resamples, guint64 seed, GCancellable *cancellable,
                        MixEstimate *estimates, MixEstimate *worse)
{
  g_return_val_if_fail (n_forecasters >= 1 && n_forecasters <= MAX_FORECASTERS, FALSE);
  g_return_val_if_fail (forecasters[0]->n >= 1, FALSE);

  g_autofree Record *record = g_new0 (Record, 1);
  double first[MIX_N_STATISTICS], values[MIX_N_STATISTICS];
  MixRng rng;

  if (n_resamples == 0)
    n_resamples = mix_statistics_n_resamples (forecasters[0]->n);
  mix_rng_init (&rng, seed);
  for (guint i = 0; i < n_resamples; i++)
    {
      if (g_cancellable_is_cancelled (cancellable))
        return FALSE;
      resample (forecasters, n_forecasters, &rng, record);
    }
  mix_statistics_compute (forecasters[0], first);
  for (guint f = 0; f < n_forecasters; f++)
    {
      mix_statistics_compute (forecasters[f], values);
      for (guint s = 0; s < MIX_N_STATISTICS; s++, estimates++)
        {
          *estimates = (MixEstimate){ values[s], spread_sd (&record->value[f][s]) };
          if (worse != NULL)
            *worse++ = (MixEstimate){ badness (s, values[s]) - badness (s, first[s]),
                                      spread_sd (&record->worse[f][s]) };
        }
    }
  return TRUE;
}
