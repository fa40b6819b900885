/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What mix-mixture-quantile.c does, for the rows of a tile at once. Compiled like all kernels. */
#include "mix-kernel-quantiles.h"

#include <float.h>
#include <math.h>

#include "mix-kernels-private.h"
#include "mix-math.h"
#include "mix-normal-rough.h"

#define LANES MIX_QUANTILE_LANES
#define MOST_LOOKS 30
#define FARTHEST_Z 37.0 /* the density is a normal number there, and no part of any sum */

/* The state of the search in every row. */
typedef struct
{
  double target[LANES];
  double low[LANES], high[LANES]; /* F (low) < q ≤ F (high) */
  double last_step[LANES];
  double tail[LANES], density[LANES], slope[LANES]; /* at y */
} Search;

INLINE double
clamp (double v, double low, double high)
{
  v = v < low ? low : v;
  return v > high ? high : v;
}

/* As in mix_mixture_quantiles(): every component has its own quantile inside. */
INLINE void
bracket (const MixQuantileTile *tile, const MixQuantileLevel *level, Search *search)
{
  double margin[LANES] = { 0 };

  for (gsize i = 0; i < LANES; i++)
    {
      search->target[i] = level->tail * tile->total[i];
      search->low[i] = DBL_MAX;
      search->high[i] = -DBL_MAX;
      search->last_step[i] = DBL_MAX;
    }
  for (gsize c = 0; c < tile->k; c++)
    for (gsize i = 0; i < LANES; i++)
      {
        gsize at = c * LANES + i;
        double y = tile->mu[at] + tile->sigma[at] * level->score;
        double own = 1e-6 * tile->sigma[at] + 4 * DBL_EPSILON * fabs (y);
        double low = y < search->low[i] ? y : search->low[i];
        double high = y > search->high[i] ? y : search->high[i];
        double greatest = own > margin[i] ? own : margin[i];
        search->low[i] = tile->pi[at] > 0 ? low : search->low[i];
        search->high[i] = tile->pi[at] > 0 ? high : search->high[i];
        margin[i] = tile->pi[at] > 0 ? greatest : margin[i];
      }
  for (gsize i = 0; i < LANES; i++)
    {
      search->low[i] -= margin[i];
      search->high[i] += margin[i];
    }
}

INLINE void
look (const MixQuantileTile *tile, double sign, const double *restrict y, Search *restrict search)
{
  double tail[LANES] = { 0 }, density[LANES] = { 0 }, slope[LANES] = { 0 };

  for (gsize c = 0; c < tile->k; c++)
    {
      const double *pi = tile->pi + c * LANES, *mu = tile->mu + c * LANES;
      const double *inverse = tile->inverse + c * LANES, *height = tile->height + c * LANES;
      for (gsize i = 0; i < LANES; i++)
        {
          double z = clamp ((y[i] - mu[i]) * inverse[i], -FARTHEST_Z, FARTHEST_Z);
          double here = height[i] * exp (-0.5 * z * z);
          tail[i] += pi[i] * (0.5 * erfc (sign * z * M_SQRT1_2));
          density[i] += here;
          slope[i] -= here * z * inverse[i];
        }
    }
  for (gsize i = 0; i < LANES; i++)
    {
      search->tail[i] = tail[i];
      search->density[i] = density[i] > DBL_MIN ? density[i] : DBL_MIN;
      search->slope[i] = slope[i];
    }
}

INLINE double
normal_quantile (double q)
{
  double bounded = clamp (q, 1e-300, 1 - DBL_EPSILON), other = 1 - bounded;
  double outer = bounded < 0.5 ? bounded : other;
  double tail = mix_normal_tail_quantile (outer < MIX_NORMAL_TAIL ? outer : MIX_NORMAL_TAIL);
  double middle = mix_normal_central_quantile (clamp (q, MIX_NORMAL_TAIL, 1 - MIX_NORMAL_TAIL));

  tail = bounded < 0.5 ? tail : -tail;
  return outer < MIX_NORMAL_TAIL ? tail : middle;
}

/* One step in every row that is not found yet; returns how many are. */
INLINE gint64
step_all (const MixQuantileTile *tile, const MixQuantileLevel *level, double sign,
          Search *restrict search, double *restrict per_score, double *restrict y,
          gint64 *restrict found)
{
  gint64 n_found = 0;

  for (gsize i = 0; i < LANES; i++)
    {
      double tail = search->tail[i], density = search->density[i], target = search->target[i];
      double low = search->low[i], high = search->high[i];
      gint64 reached = sign * (target - tail) >= 0; /* F (y) ≥ q */
      double new_low = reached ? low : y[i], new_high = reached ? y[i] : high;

      double z = normal_quantile (tail);
      double by_score = exp (-0.5 * z * z) / (MIX_SQRT_2PI * density);
      double far_miss = -sign * z - level->score;
      double miss = -sign * (target - tail) / density;
      double halley = miss / (1 + 0.5 * miss * search->slope[i] / density);
      double step = fabs (far_miss) > 1e-2 ? -far_miss * by_score : halley;

      gint64 steep = density * tile->least[i] > 1e-7 * target;
      gint64 near = steep & (fabs (step) <= 1e-6 * tile->least[i]);
      double next = y[i] + step;
      gint64 newton = steep & (next > new_low) & (next < new_high)
                      & (fabs (step) < 0.7 * search->last_step[i]);
      double middle = 0.5 * new_low + 0.5 * new_high;
      double moved = (near | newton) ? next : middle;

      search->low[i] = new_low;
      search->high[i] = new_high;
      search->last_step[i] = newton ? fabs (step) : DBL_MAX;
      per_score[i] = found[i] ? per_score[i] : by_score;
      y[i] = found[i] ? y[i] : moved;
      found[i] |= near;
      n_found += found[i];
    }
  return n_found;
}

/**
 * mix_kernel_quantiles:
 * @per_score: (inout): [lanes], how far y moves as Φ⁻¹ (q) moves by one
 * @y: (inout): [lanes], where to begin to look; then the quantiles
 * @found: (out): [lanes]: whether y is one; where it is not, as the cdf is flat or the search long,
 *   y means nothing
 */
KERNEL void
mix_kernel_quantiles (const MixQuantileTile *tile, const MixQuantileLevel *level,
                      double *per_score, double *y, gint64 *found)
{
  double sign = level->upper ? 1 : -1;
  Search search;

  bracket (tile, level, &search);
  for (gsize i = 0; i < LANES; i++)
    {
      gint64 inside = (y[i] > search.low[i]) & (y[i] < search.high[i]);
      y[i] = inside ? y[i] : 0.5 * search.low[i] + 0.5 * search.high[i];
      found[i] = 0;
    }
  for (guint n = 0; n < MOST_LOOKS; n++)
    {
      look (tile, sign, y, &search);
      if (step_all (tile, level, sign, &search, per_score, y, found) == LANES)
        return;
    }
}
