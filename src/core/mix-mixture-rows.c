/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quantiles of many mixtures, several side by side. The kernel finds those that a few steps of
 * Newton find; what needs more thought goes through mix_mixture_quantiles(). */
#include "mix-mixture.h"

#include <float.h>

#include "mix-kernel-quantiles.h"
#include "mix-math.h"
#include "mix-normal.h"
#include "mix-types.h"

#define LANES MIX_QUANTILE_LANES
#define LEAST_TAIL 1e-200
/* Beyond these a square, or what is left of a difference, is no normal number. */
#define GREATEST_SIZE 1e100
#define LEAST_SIGMA 1e-100

/* Memory for one tile, [lanes] to each component and row. */
typedef struct
{
  double pi[MIX_MAX_POOLED * LANES], mu[MIX_MAX_POOLED * LANES], sigma[MIX_MAX_POOLED * LANES];
  double inverse[MIX_MAX_POOLED * LANES], height[MIX_MAX_POOLED * LANES];
  double total[LANES], least[LANES];
  gboolean usable[LANES];
} Tile;

/* One row into its lane; a component without weight is replaced by one that does nothing. */
static void
fill_lane (Tile *tile, gsize lane, const MixMixture *row)
{
  double total = 0, least = HUGE_VAL;
  gboolean usable = TRUE;

  for (guint c = 0; c < row->k; c++)
    {
      gsize at = c * LANES + lane;
      gboolean weighs = row->pi[c] > 0;
      double mu = weighs ? row->mu[c] : 0, sigma = weighs ? row->sigma[c] : 1;
      usable = usable && !isnan (row->pi[c]) && isfinite (row->mu[c]) && row->sigma[c] >= 0
               && fabs (mu) < GREATEST_SIZE && sigma > LEAST_SIGMA && sigma < GREATEST_SIZE;
      tile->pi[at] = weighs ? row->pi[c] : 0;
      tile->mu[at] = mu;
      tile->sigma[at] = sigma;
      tile->inverse[at] = 1 / sigma;
      tile->height[at] = tile->pi[at] / (sigma * MIX_SQRT_2PI);
      total += tile->pi[at];
      least = weighs ? MIN (least, sigma) : least;
    }
  tile->total[lane] = total;
  tile->least[lane] = least;
  tile->usable[lane] = usable && total > 0 && isfinite (total);
}

/* What the kernel gets instead of a row that it cannot have: a standard normal. */
static void
clear_lane (Tile *tile, gsize lane, guint k)
{
  for (guint c = 0; c < k; c++)
    {
      gsize at = c * LANES + lane;
      tile->mu[at] = 0;
      tile->sigma[at] = tile->inverse[at] = 1;
      tile->pi[at] = c == 0 ? 1 : 0;
      tile->height[at] = tile->pi[at] / MIX_SQRT_2PI;
    }
  tile->total[lane] = tile->least[lane] = 1;
}

static MixMixture
mixture_of_row (guint k, const double *pi, const double *mu, const double *sigma, gsize row)
{
  return (MixMixture){ k, pi + row * k, mu + row * k, sigma + row * k };
}

/* One component has its quantiles in closed form. */
static void
solve_gaussians (const Tile *tile, double score, double *y, gint64 *found)
{
  for (gsize i = 0; i < LANES; i++)
    {
      y[i] = tile->mu[i] + tile->sigma[i] * score;
      found[i] = TRUE;
    }
}

/* rows [n_rows] are those of the tile; y [n_rows × n] */
static void
solve_tile (const Tile *tile, const MixMixture *rows, gsize n_rows, const double *q, guint n,
            double *y)
{
  MixQuantileTile shared = { rows[0].k, tile->pi, tile->mu, tile->sigma,
                             tile->inverse, tile->height, tile->total, tile->least };
  double at[LANES], per_score[LANES] = { 0 }, last_score = 0;
  gint64 found[LANES] = { 0 };

  for (guint level = 0; level < n; level++)
    {
      gboolean upper = q[level] > 0.5;
      double tail = upper ? 1 - q[level] : q[level], score = mix_normal_quantile_rough (q[level]);
      gboolean quick = tail >= LEAST_TAIL;
      if (quick && rows[0].k == 1)
        solve_gaussians (tile, mix_normal_quantile (q[level]), at, found);
      else if (quick)
        {
          MixQuantileLevel wanted = { upper, tail, score };
          for (gsize i = 0; i < LANES; i++) /* a start outside of the bracket is none */
            at[i] = found[i] ? at[i] + (score - last_score) * per_score[i] : DBL_MAX;
          mix_kernel_quantiles (&shared, &wanted, per_score, at, found);
          last_score = score;
        }
      for (gsize i = 0; i < n_rows; i++)
        y[i * n + level] = quick && found[i] && tile->usable[i]
                             ? at[i]
                             : mix_mixture_quantile (&rows[i], q[level]);
    }
}

/**
 * mix_mixture_quantiles_of_rows:
 * @pi, @mu, @sigma: [n_rows × k]
 * @q: probabilities [n], quickest in ascending order
 * @y: (out): [n_rows × n]
 *
 * mix_mixture_quantiles() for every row, exact to rounding as that is, though not to the same last
 * digit. What comes out for a row does not depend on the others.
 */
void
mix_mixture_quantiles_of_rows (guint k, const double *pi, const double *mu, const double *sigma,
                               gsize n_rows, const double *q, guint n, double *y)
{
  g_return_if_fail (k >= 1 && k <= MIX_MAX_POOLED);
  g_autofree Tile *tile = g_new (Tile, 1);
  MixMixture rows[LANES];

  for (gsize start = 0; start < n_rows; start += LANES)
    {
      gsize n_here = MIN (LANES, n_rows - start);
      for (gsize i = 0; i < LANES; i++)
        {
          tile->usable[i] = FALSE;
          if (i < n_here)
            {
              rows[i] = mixture_of_row (k, pi, mu, sigma, start + i);
              fill_lane (tile, i, &rows[i]);
            }
          if (!tile->usable[i])
            clear_lane (tile, i, k);
        }
      solve_tile (tile, rows, n_here, q, n, y + start * n);
    }
}
