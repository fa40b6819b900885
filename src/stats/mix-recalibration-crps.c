/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-recalibration.h"

#include <math.h>
#include <stdlib.h>

#define FAR 8.0   /* sigmas beyond which a component has no weight */
#define NEAR 0.5  /* of the least sigma: breaks of smooth parts that are closer count as one */
#define LEAST 1e-9 /* weight of a component that counts */

/* Where the integral is cut: kinks always, the others for accuracy. */
typedef struct
{
  double at;
  gboolean kink;
} Break;

static int
compare_breaks (gconstpointer a, gconstpointer b)
{
  double first = ((const Break *) a)->at, second = ((const Break *) b)->at;

  return first < second ? -1 : first > second;
}

/* Five points of Gauss and Legendre on [a, b]. */
static double
integrate_part (const MixRecalibration *map, const MixMixture *mixture, double y, double a, double b)
{
  static const double at[] = { 0, 0.538469310105683, 0.906179845938664 };
  static const double weight[] = { 0.568888888888889, 0.478628670499366, 0.236926885056189 };
  double middle = 0.5 * (a + b), half = 0.5 * (b - a), sum = 0;

  for (int i = -2; i <= 2; i++)
    {
      double t = middle + (i < 0 ? -at[-i] : at[i]) * half;
      double g = mix_recalibration_apply (map, mix_mixture_cdf (mixture, t)) - (t >= y ? 1 : 0);
      sum += weight[ABS (i)] * g * g;
    }
  return sum * half;
}

static guint
add_components (const MixMixture *mixture, Break *breaks, double *least_sigma)
{
  static const double at[] = { -FAR, -4.5, -2.5, -1.2, 0, 1.2, 2.5, 4.5, FAR };
  guint n = 0;

  *least_sigma = HUGE_VAL;
  for (guint k = 0; k < mixture->k; k++)
    {
      if (mixture->pi[k] < LEAST)
        continue;
      *least_sigma = MIN (*least_sigma, mix_mixture_component_at (mixture, k, 0.5)
                                          - mix_mixture_component_at (mixture, k, -0.5));
      for (guint i = 0; i < G_N_ELEMENTS (at); i++)
        breaks[n++] = (Break){ mix_mixture_component_at (mixture, k, at[i]), FALSE };
    }
  return n;
}

/**
 * mix_recalibration_crps:
 * @map: a recalibration of @mixture
 * @y: what came out
 *
 * The continuous ranked probability score of the recalibrated forecast G = R ∘ F,
 * ∫ (G(t) − 1{t ≥ y})² dt (Gneiting & Raftery, 2007), by quadrature between the kinks of R and
 * places that follow the components: within 1e-5 of the exact value for the identity.
 *
 * Returns: in the units of y
 */
double
mix_recalibration_crps (const MixRecalibration *map, const MixMixture *mixture, double y)
{
  g_autofree Break *breaks = g_new (Break, 9 * (gsize) mixture->k + MIX_MAX_KNOTS + 1);
  double knots[MIX_MAX_KNOTS], least_sigma, sum = 0;
  guint n = add_components (mixture, breaks, &least_sigma), n_inner = MAX (map->n, 2) - 2;

  mix_mixture_quantiles (mixture, map->p + 1, n_inner, knots);
  for (guint i = 0; i < n_inner; i++)
    breaks[n++] = (Break){ knots[i], TRUE };
  breaks[n++] = (Break){ y, TRUE };
  qsort (breaks, n, sizeof *breaks, compare_breaks);
  double from = breaks[0].at;
  for (guint i = 1; i < n; i++)
    {
      if (!breaks[i].kink && i + 1 < n && breaks[i].at - from < NEAR * least_sigma)
        continue;
      sum += integrate_part (map, mixture, y, from, breaks[i].at);
      from = breaks[i].at;
    }
  return sum;
}
