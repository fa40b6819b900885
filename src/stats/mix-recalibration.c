/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-recalibration.h"

#include <math.h>
#include <stdlib.h>

#define ROWS_PER_KNOT 10

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  double first = *(const double *) a, second = *(const double *) b;

  return first < second ? -1 : first > second;
}

static void
add_knot (MixRecalibration *map, double p, double share)
{
  if (p > map->p[map->n - 1] && share > map->share[map->n - 1])
    {
      map->p[map->n] = p;
      map->share[map->n] = share;
      map->n++;
    }
}

/**
 * mix_recalibration_fit:
 * @map: (out): the identity where n is 0
 * @pit: [n] the probabilities F(y) of what came out
 *
 * Recalibration by isotonic regression of the share of rows with F(y) ≤ p on p (Kuleshov, Fenner &
 * Ermon, 2018). That share never falls, so the regression goes through it; it is taken at up to 20
 * quantiles of F(y), at least ten rows apart, so that the map has a slope and the density one, too.
 */
void
mix_recalibration_fit (MixRecalibration *map, const double *pit, gsize n)
{
  g_autofree double *sorted = g_memdup2 (pit, n * sizeof *pit);
  gsize n_cells = MIN (n / ROWS_PER_KNOT, MIX_MAX_KNOTS - 2);

  *map = (MixRecalibration){ .n = 1 };
  if (n > 0)
    qsort (sorted, n, sizeof *sorted, compare_numbers);
  for (gsize j = 1; j < n_cells; j++)
    {
      gsize at = j * n / n_cells;
      double p = 0.5 * (sorted[at - 1] + sorted[at]);
      if (p < 1)
        add_knot (map, p, (double) at / (double) n);
    }
  add_knot (map, 1, 1);
}

/* Between two knots, or on the last of them. */
static double
interpolate (const double *from, const double *to, guint n, double at, double *slope)
{
  guint i = 1;

  while (i + 1 < n && at > from[i])
    i++;
  *slope = (to[i] - to[i - 1]) / (from[i] - from[i - 1]);
  return to[i - 1] + CLAMP (at - from[i - 1], 0, from[i] - from[i - 1]) * *slope;
}

/**
 * mix_recalibration_apply:
 *
 * Returns: R(p)
 */
double
mix_recalibration_apply (const MixRecalibration *map, double p)
{
  double slope;

  return interpolate (map->p, map->share, map->n, p, &slope);
}

/**
 * mix_recalibration_invert:
 *
 * Returns: the p with R(p) = share
 */
double
mix_recalibration_invert (const MixRecalibration *map, double share)
{
  double slope;

  return interpolate (map->share, map->p, map->n, share, &slope);
}

/**
 * mix_recalibration_slope:
 *
 * Returns: R′(p), by which a density is multiplied; above 0
 */
double
mix_recalibration_slope (const MixRecalibration *map, double p)
{
  double slope;

  interpolate (map->p, map->share, map->n, p, &slope);
  return slope;
}
