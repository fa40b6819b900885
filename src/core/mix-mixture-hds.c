/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-mixture.h"

#include <float.h>

#include "mix-math.h"
#include "mix-mixture-through.h"
#include "mix-types.h"

/* The highest-density set of a mass m is {y: p(y) ≥ λ} for the level λ at which it holds m.
 *
 *        ╭╮                 1. find the peaks and the valleys between them,
 *   λ ┄┄╭┤├╮┄┄┄┄┄┄╭──╮┄┄    2. for a level, walk from every peak down both flanks to it,
 *      ╭╯││╰╮    ╭┤  ├╮        joining pieces over valleys that are above it,
 *   ───┴─┴┴─┴────┴┴──┴┴──   3. move the level until the pieces hold the mass.
 */

/* Places looked at around a component for turning points, in its sigmas. */
static const double offsets[] = { 0,    0.25, 0.5,  0.75, 1, 1.25, 1.5, 1.75, 2,
                                  2.25, 2.5,  2.75, 3,    4, 5,    6,   8,    10 };
#define N_PLACES (2 * G_N_ELEMENTS (offsets) * MIX_MAX_POOLED)

typedef struct
{
  guint k; /* components that weigh anything */
  double log_weight[MIX_MAX_POOLED]; /* ln (pi / sigma √2π) */
  double mu[MIX_MAX_POOLED];
  double sigma[MIX_MAX_POOLED];
  double pi[MIX_MAX_POOLED];

  guint n_peaks; /* ascending, with a valley between any two neighbours */
  double peak[N_PLACES], valley[N_PLACES];
  double log_peak[N_PLACES], log_valley[N_PLACES];
} Landscape;

/* ln p (y), and its slope. */
static double
log_density (const Landscape *land, double y, double *slope)
{
  double term[MIX_MAX_POOLED], top = -HUGE_VAL, sum = 0, weighted = 0;

  for (guint k = 0; k < land->k; k++)
    {
      double z = (y - land->mu[k]) / land->sigma[k];
      term[k] = land->log_weight[k] - 0.5 * z * z;
      top = MAX (top, term[k]);
    }
  for (guint k = 0; k < land->k; k++)
    {
      double share = exp (term[k] - top);
      sum += share;
      weighted -= share * (y - land->mu[k]) / (land->sigma[k] * land->sigma[k]);
    }
  *slope = weighted / sum;
  return top + log (sum);
}

static gboolean
landscape_init (Landscape *land, const MixMixture *mixture)
{
  land->k = land->n_peaks = 0;
  for (guint k = 0; k < mixture->k; k++)
    {
      if (isnan (mixture->pi[k]) || !isfinite (mixture->mu[k]) || !(mixture->sigma[k] >= 0)
          || !isfinite (mixture->sigma[k]))
        return FALSE;
      if (!(mixture->pi[k] > 0))
        continue;
      /* A component narrower than numbers can resolve is as narrow as they can. */
      double finest = MAX (64 * DBL_EPSILON * fabs (mixture->mu[k]), 1e-150);
      guint i = land->k++;
      land->pi[i] = mixture->pi[k];
      land->mu[i] = mixture->mu[k];
      land->sigma[i] = MAX (mixture->sigma[k], finest);
      land->log_weight[i] = log (land->pi[i]) - log (land->sigma[i]) - 0.5 * MIX_LOG_2PI;
    }
  return land->k > 0;
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static guint
collect_places (const Landscape *land, double *places)
{
  guint n = 0;

  for (guint k = 0; k < land->k; k++)
    for (guint i = 0; i < G_N_ELEMENTS (offsets); i++)
      {
        places[n++] = land->mu[k] - offsets[i] * land->sigma[k];
        places[n++] = land->mu[k] + offsets[i] * land->sigma[k];
      }
  qsort (places, n, sizeof *places, compare_numbers);
  return n;
}

/* The point between low and high where the slope changes its sign. */
static double
turning_point (const Landscape *land, double low, double high)
{
  double slope_low, slope;
  log_density (land, low, &slope_low);

  for (guint i = 0; i < 200; i++)
    {
      double middle = 0.5 * low + 0.5 * high;
      if (!(middle > low && middle < high))
        break;
      log_density (land, middle, &slope);
      if ((slope > 0) == (slope_low > 0))
        low = middle;
      else
        high = middle;
    }
  return 0.5 * low + 0.5 * high;
}

static void
add_turning_point (Landscape *land, double y, gboolean is_peak)
{
  double slope, height = log_density (land, y, &slope);

  if (is_peak)
    {
      land->peak[land->n_peaks] = y;
      land->log_peak[land->n_peaks++] = height;
    }
  else if (land->n_peaks > 0)
    {
      land->valley[land->n_peaks - 1] = y;
      land->log_valley[land->n_peaks - 1] = height;
    }
}

/* The slope is positive at the first place and negative at the last, so that peaks and valleys take
 * turns, beginning and ending with a peak. */
static void
find_turning_points (Landscape *land)
{
  double places[N_PLACES], slope, last_place = 0;
  guint n = collect_places (land, places);
  gboolean rising = TRUE;

  for (guint i = 0; i < n; i++)
    {
      log_density (land, places[i], &slope);
      if (i > 0 && (slope > 0) != rising)
        {
          add_turning_point (land, turning_point (land, last_place, places[i]), rising);
          rising = !rising;
        }
      last_place = places[i];
    }
}

/* A place beyond which the density is below the level: no component alone reaches that far, as
 * p(y) ≤ max_k N_k(y). */
static double
outer_bound (const Landscape *land, double log_level, gboolean right)
{
  double bound = right ? -HUGE_VAL : HUGE_VAL;

  for (guint k = 0; k < land->k; k++)
    {
      double drop = -log (land->sigma[k]) - 0.5 * MIX_LOG_2PI - log_level;
      double reach = land->sigma[k] * (1 + sqrt (2 * MAX (0, drop)));
      bound = right ? MAX (bound, land->mu[k] + reach) : MIN (bound, land->mu[k] - reach);
    }
  return bound;
}

/* Where the flank from a place above the level (top) to one below it (foot) crosses the level;
 * per_level is how far it moves there when ln λ rises by one. */
static double
walk_down (const Landscape *land, double log_level, double top, double foot, double *per_level)
{
  double slope = 0, last_step = HUGE_VAL, y = 0.5 * top + 0.5 * foot;

  for (guint i = 0; i < 200; i++)
    {
      double miss = log_density (land, y, &slope) - log_level;
      if (miss >= 0)
        top = y;
      else
        foot = y;
      if (!(fabs (top - foot) > 2 * DBL_EPSILON * MAX (fabs (top), fabs (foot))))
        break;
      double step = -miss / slope, next = y + step;
      gboolean between = (next > top && next < foot) || (next < top && next > foot);
      if (fabs (miss) < 1e-13)
        break;
      gboolean newton = between && fabs (step) < 0.7 * last_step;
      last_step = newton ? fabs (step) : HUGE_VAL;
      y = newton ? next : 0.5 * top + 0.5 * foot;
    }
  *per_level = 1 / fabs (slope);
  return y;
}

static double
mass_between (const Landscape *land, double low, double high)
{
  double sum = 0;

  for (guint k = 0; k < land->k; k++)
    {
      double a = (low - land->mu[k]) / land->sigma[k], b = (high - land->mu[k]) / land->sigma[k];
      double inside = a > 0 ? mix_normal_cdf (-a) - mix_normal_cdf (-b)
                            : mix_normal_cdf (b) - mix_normal_cdf (a);
      sum += land->pi[k] * inside;
    }
  return sum;
}

/* The pieces of {ln p ≥ log_level}; pieces [n_peaks]. slope: of their mass against ln λ, < 0. */
static guint
pieces_above (const Landscape *land, double log_level, MixInterval *pieces, double *slope)
{
  guint n = 0;
  double per_level, moved = 0, left = outer_bound (land, log_level, FALSE);
  gboolean open = FALSE;

  for (guint i = 0; i < land->n_peaks; i++)
    {
      gboolean last = i + 1 == land->n_peaks;
      double right = last ? outer_bound (land, log_level, TRUE) : land->valley[i];
      if (!open && land->log_peak[i] > log_level)
        {
          pieces[n].low = walk_down (land, log_level, land->peak[i], left, &per_level);
          moved += per_level;
          open = TRUE;
        }
      if (open && (last || land->log_valley[i] < log_level))
        {
          pieces[n].high = walk_down (land, log_level, land->peak[i], right, &per_level);
          pieces[n].mass = mass_between (land, pieces[n].low, pieces[n].high);
          moved += per_level;
          n++;
          open = FALSE;
        }
      left = right;
    }
  *slope = -exp (log_level) * moved;
  return n;
}

static double
total_mass (const MixInterval *pieces, guint n)
{
  double sum = 0;

  for (guint i = 0; i < n; i++)
    sum += pieces[i].mass;
  return sum;
}

/* The lowest that the density gets inside the central interval of the mass: a set above that level
 * holds the interval, and so at least the mass. */
static double
lowest_level (const Landscape *land, double mass)
{
  const MixMixture mixture = { land->k, land->pi, land->mu, land->sigma };
  double slope, ends[2], outside = 0.5 * (1 - mass);

  mix_mixture_quantiles (&mixture, (double[]){ outside, 1 - outside }, 2, ends);
  double level = MIN (log_density (land, ends[0], &slope), log_density (land, ends[1], &slope));
  for (guint i = 0; i + 1 < land->n_peaks; i++)
    if (land->valley[i] > ends[0] && land->valley[i] < ends[1])
      level = MIN (level, land->log_valley[i]);
  return level;
}

/* Newton on the mass as a function of ln λ, inside a bracket that only shrinks. */
static guint
find_level (const Landscape *land, double mass, MixInterval *pieces)
{
  double low = lowest_level (land, mass), high = -HUGE_VAL, slope, last_miss = HUGE_VAL;
  guint n = 0;

  for (guint i = 0; i < land->n_peaks; i++)
    high = MAX (high, land->log_peak[i]);
  double level = 0.5 * low + 0.5 * high;
  for (guint i = 0; i < 200; i++)
    {
      n = pieces_above (land, level, pieces, &slope);
      double miss = total_mass (pieces, n) - mass;
      if (miss > 0)
        low = level;
      else
        high = level;
      if (fabs (miss) < 1e-12 || !(high - low > 1e-15 * (1 + fabs (level))))
        break;
      double next = level - miss / slope;
      gboolean newton = next > low && next < high && fabs (miss) < 0.5 * last_miss;
      last_miss = newton ? fabs (miss) : HUGE_VAL;
      level = newton ? next : 0.5 * low + 0.5 * high;
    }
  return n;
}

/* Keeps the max heaviest of n pieces, in their order. */
static guint
keep_heaviest (MixInterval *pieces, guint n, guint max)
{
  for (; n > max; n--)
    {
      guint lightest = 0;
      for (guint i = 1; i < n; i++)
        if (pieces[i].mass < pieces[lightest].mass)
          lightest = i;
      for (guint i = lightest; i + 1 < n; i++)
        pieces[i] = pieces[i + 1];
    }
  return n;
}

/**
 * mix_mixture_highest_density_set:
 * @mass: the probability that the set holds, between 0 and 1
 * @intervals: (out): [max_intervals], ascending; there is never more than one per component, and
 *   where max_intervals is less than there are, the lightest are left out
 *
 * The smallest set of the given probability: all y whose density is above some level. It is in
 * several pieces where the mixture has several peaks, and says "here or there, not in between".
 *
 * Returns: how many intervals were written; 0 where mass is not above 0, or anything is NaN
 */
guint
mix_mixture_highest_density_set (const MixMixture *mixture, double mass, MixInterval *intervals,
                                 guint max_intervals)
{
  g_return_val_if_fail (mixture->k >= 1 && mixture->k <= MIX_MAX_POOLED, 0);

  if (mixture->transform != NULL)
    return mix_mixture_highest_density_set_through (mixture, mass, intervals, max_intervals);
  Landscape land;
  if (!(mass > 0) || max_intervals == 0 || !landscape_init (&land, mixture))
    return 0;
  if (mass >= 1)
    {
      intervals[0] = (MixInterval){ -HUGE_VAL, HUGE_VAL, 1 };
      return 1;
    }

  MixInterval pieces[N_PLACES];
  find_turning_points (&land);
  guint n = keep_heaviest (pieces, find_level (&land, mass, pieces), max_intervals);
  for (guint i = 0; i < n; i++)
    intervals[i] = pieces[i];
  return n;
}
