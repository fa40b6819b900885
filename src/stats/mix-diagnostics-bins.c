/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-diagnostics.h"

#include <math.h>
#include <stdlib.h>

#include "mix-chance.h"

#define CERTAIN 0.01 /* p below which a histogram is not called flat */
#define Z95 1.9599639845400545

/* How many standard errors the mean and the variance of F(y) are off those of a flat one. A flat
 * variable has variance 1/12 and a fourth central moment of 1/80, so the error of a variance is
 * √((1/80 − 1/144) / n) = √(1 / 180 n). */
static MixPitShape
name_shape (const MixPit *pit, gsize n)
{
  double shift = (pit->mean - 0.5) * sqrt (12 * (double) n);
  double spread = (pit->variance - 1.0 / 12) * sqrt (180 * (double) n);

  if (pit->p >= CERTAIN)
    return MIX_PIT_FLAT;
  if (MAX (fabs (shift), fabs (spread)) < Z95)
    return MIX_PIT_UNEVEN;
  if (fabs (shift) > fabs (spread))
    return shift > 0 ? MIX_PIT_RISING : MIX_PIT_FALLING;
  return spread > 0 ? MIX_PIT_CUP : MIX_PIT_CAP;
}

/**
 * mix_pit_compute:
 * @pit: (out)
 * @n_bins: 2 to MIX_MAX_BINS
 *
 * The histogram of the probability integral transform F(y), which is flat where forecasts are
 * calibrated (Dawid, 1984; Gneiting, Balabdaoui & Raftery, 2007), with the band that a flat one
 * leaves to chance, and what its shape means.
 */
void
mix_pit_compute (MixPit *pit, const MixRowScores *scores, guint n_bins)
{
  double expected = (double) scores->n / n_bins, squares = 0;

  g_return_if_fail (n_bins >= 2 && n_bins <= MIX_MAX_BINS && scores->n >= 1);
  *pit = (MixPit){ .n_bins = n_bins };
  for (gsize i = 0; i < scores->n; i++)
    {
      double u = scores->score[i].pit;
      pit->count[mix_pit_bin (u, n_bins)]++;
      pit->mean += u / (double) scores->n;
      squares += (u - 0.5) * (u - 0.5) / (double) scores->n;
    }
  pit->variance = squares - (pit->mean - 0.5) * (pit->mean - 0.5);
  for (guint i = 0; i < n_bins; i++)
    pit->chi_square += pow ((double) pit->count[i] - expected, 2) / expected;
  pit->p = mix_chi_square_p (pit->chi_square, n_bins - 1);
  pit->low = mix_binomial_quantile (scores->n, 1.0 / n_bins, 0.025);
  pit->high = mix_binomial_quantile (scores->n, 1.0 / n_bins, 0.975);
  pit->shape = name_shape (pit, scores->n);
}

/* Places of rows, sorted by a number of theirs. */
typedef struct
{
  double by;
  gsize row;
} Place;

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const Place *first = a, *second = b;

  if (first->by < second->by || first->by > second->by)
    return first->by < second->by ? -1 : 1;
  return first->row < second->row ? -1 : first->row > second->row;
}

static void
fill_bin (MixRowBin *bin, const MixRowScores *scores, const Place *places, gsize n, guint level)
{
  *bin = (MixRowBin){ .low = places[0].by, .high = places[n - 1].by, .n = n };
  for (gsize i = 0; i < n; i++)
    {
      const MixRowScore *row = &scores->score[places[i].row];
      bin->hits += row->y >= row->low[level] && row->y <= row->high[level];
      bin->sd += row->sd * row->sd / (double) n;
      bin->rms += pow (row->y - row->mean, 2) / (double) n;
    }
  bin->sd = sqrt (bin->sd);
  bin->rms = sqrt (bin->rms);
  mix_binomial_interval (bin->hits, n, Z95, &bin->lower, &bin->upper);
}

/**
 * mix_row_bins_compute:
 * @by: [n of scores] what the rows are sorted by
 * @level: of mix_coverage_levels, the interval that is counted
 * @most: how many bins at most, of equal numbers of rows; equal values of @by stay together
 * @bins: (out): [most]
 *
 * Returns: how many bins there are
 */
guint
mix_row_bins_compute (const MixRowScores *scores, const double *by, guint level, guint most,
                      MixRowBin *bins)
{
  g_autofree Place *places = g_new (Place, scores->n);
  guint n_bins = 0;

  for (gsize i = 0; i < scores->n; i++)
    places[i] = (Place){ by[i], i };
  qsort (places, scores->n, sizeof *places, compare_places);
  for (gsize start = 0, end; start < scores->n; start = end)
    {
      gsize left = most - n_bins;
      end = start + MAX ((scores->n - start + left / 2) / left, 1);
      end = MIN (end, scores->n);
      while (end < scores->n && !(places[end].by > places[end - 1].by))
        end++;
      fill_bin (&bins[n_bins++], scores, places + start, end - start, level);
    }
  return n_bins;
}

/**
 * mix_row_bins_worst:
 *
 * Returns: the bin whose coverage is the most standard errors away from its level
 */
guint
mix_row_bins_worst (const MixRowBin *bins, guint n_bins, double level)
{
  double most = -1;
  guint worst = 0;

  for (guint i = 0; i < n_bins; i++)
    {
      double n = (double) bins[i].n;
      double away = fabs ((double) bins[i].hits - n * level) / sqrt (n * level * (1 - level));
      if (away > most)
        {
          most = away;
          worst = i;
        }
    }
  return worst;
}
