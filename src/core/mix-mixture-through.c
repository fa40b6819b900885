/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-mixture-through.h"

#include <stdlib.h>

#include "mix-math.h"
#include "mix-types.h"

/* A mixture Z = T(Y), seen in data units. T increases, so that probabilities and quantiles go
 * straight through, and p_Y(y) = p_Z(T(y)) dT/dy. The mean and the variance are closed forms of
 * each component. What has none, the CRPS and the partial expectations, is integrated over z:
 *
 *   E (Y − t)⁺ = ∫_{T(t)}^∞ (1 − F) dy/dz dz        E (t − Y)⁺ = ∫_{−∞}^{T(t)} F dy/dz dz
 *   CRPS (y)   = ∫_{−∞}^{T(y)} F² dy/dz dz + ∫_{T(y)}^∞ (1 − F)² dy/dz dz
 *
 * by Gauss-Legendre panels about the components. */

static MixMixture
bare (const MixMixture *mixture)
{
  return (MixMixture){ mixture->k, mixture->pi, mixture->mu, mixture->sigma };
}

double
mix_mixture_density_through (const MixMixture *mixture, double y)
{
  return exp (mix_mixture_log_density_through (mixture, y));
}

double
mix_mixture_log_density_through (const MixMixture *mixture, double y)
{
  MixMixture z = bare (mixture);
  double at = mix_transform_forward (mixture->transform, y);

  if (isinf (at))
    return -HUGE_VAL;
  return mix_mixture_log_density (&z, at) + mix_transform_log_slope (mixture->transform, y);
}

double
mix_mixture_cdf_through (const MixMixture *mixture, double y)
{
  MixMixture z = bare (mixture);
  return mix_mixture_cdf (&z, mix_transform_forward (mixture->transform, y));
}

double
mix_mixture_survival_through (const MixMixture *mixture, double y)
{
  MixMixture z = bare (mixture);
  return mix_mixture_survival (&z, mix_transform_forward (mixture->transform, y));
}

double
mix_mixture_mean_through (const MixMixture *mixture)
{
  double sum = 0, mean, variance;

  for (guint k = 0; k < mixture->k; k++)
    if (!(mixture->pi[k] <= 0))
      {
        mix_transform_moments (mixture->transform, mixture->mu[k], mixture->sigma[k], &mean,
                               &variance);
        sum += mixture->pi[k] * mean;
      }
  return sum;
}

double
mix_mixture_variance_through (const MixMixture *mixture)
{
  double centre = mix_mixture_mean_through (mixture), sum = 0, mean, variance;

  for (guint k = 0; k < mixture->k; k++)
    if (!(mixture->pi[k] <= 0))
      {
        mix_transform_moments (mixture->transform, mixture->mu[k], mixture->sigma[k], &mean,
                               &variance);
        sum += mixture->pi[k] * (variance + (mean - centre) * (mean - centre));
      }
  return sum;
}

double
mix_mixture_sample_through (const MixMixture *mixture, MixRng *rng)
{
  MixMixture z = bare (mixture);
  return mix_transform_inverse (mixture->transform, mix_mixture_sample (&z, rng));
}

/* Integrals */

/* The ends of panels, in sigmas to each side: beyond the last there is nothing that a double
 * sees. */
static const double steps[] = { 0, 0.8, 1.6, 2.4, 3.2, 4, 5, 6.5, 9 };
#define N_STEPS G_N_ELEMENTS (steps)
#define MOST_EDGES (MIX_MAX_POOLED * 2 * (2 * N_STEPS - 1) + MIX_MAX_RANK_KNOTS)
#define NEAREST 0.4 /* of the narrowest sigma: nearer ends are one */

/* Of ten Gauss-Legendre points on −1 … 1, those above 0. */
static const double nodes[] = { 0.14887433898163122, 0.43339539412924721, 0.67940956829902444,
                                0.86506336668898451, 0.97390652851717174 };
static const double weights[] = { 0.29552422471475287, 0.26926671930999635, 0.21908636251598204,
                                  0.14945134915058059, 0.06667134430868814 };

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;
  return (x > y) - (x < y);
}

static gboolean
is_exponential (const MixTransform *transform)
{
  return transform->kind == MIX_TRANSFORM_LOG || transform->kind == MIX_TRANSFORM_LOG1P;
}

static guint
add_steps (double *edges, guint n, double centre, double sigma)
{
  for (guint i = 0; i < N_STEPS; i++)
    {
      edges[n++] = centre + steps[i] * sigma;
      if (i > 0)
        edges[n++] = centre - steps[i] * sigma;
    }
  return n;
}

/* The ends of panels from low to high, ascending; edges [MOST_EDGES + 2]. Where dy/dz grows
 * exponentially, what is integrated has its top sigma² further up. Knots of ranks stay, as dy/dz
 * jumps there. */
static guint
place_edges (const MixMixture *m, double low, double high, double *edges)
{
  const MixTransform *transform = m->transform;
  double narrowest = HUGE_VAL;
  guint n = 0, n_kept = 0;

  for (guint k = 0; k < m->k; k++)
    {
      if (!(m->pi[k] > 0) || !isfinite (m->mu[k]) || !(m->sigma[k] > 0) || !isfinite (m->sigma[k]))
        continue;
      narrowest = MIN (narrowest, m->sigma[k]);
      n = add_steps (edges, n, m->mu[k], m->sigma[k]);
      if (is_exponential (transform) && m->sigma[k] > 0.3)
        n = add_steps (edges, n, m->mu[k] + m->sigma[k] * m->sigma[k], m->sigma[k]);
    }
  for (guint i = 0; i < transform->n; i++)
    edges[n++] = transform->z[i];
  qsort (edges, n, sizeof *edges, compare_numbers);
  double least = n > 0 ? edges[0] : 0, most = n > 0 ? edges[n - 1] : 0;
  double apart = transform->n > 0 ? 0 : NEAREST * narrowest;
  low = MAX (low, least);
  high = MIN (high, most);
  if (!(low < high))
    return 0;
  double last = low;
  for (guint i = 0; i < n; i++)
    if (edges[i] > last + apart && edges[i] < high - apart)
      last = edges[n_kept++] = edges[i];
  for (guint i = n_kept; i > 0; i--)
    edges[i] = edges[i - 1];
  edges[0] = low;
  edges[n_kept + 1] = high;
  return n_kept + 2;
}

/* ∫ P^power dy/dz dz over low … high, where P is the probability above z, or below. */
static double
integrate (const MixMixture *mixture, double low, double high, gboolean above, guint power)
{
  MixMixture m = bare (mixture);
  double edges[MOST_EDGES + 2], sum = 0;
  guint n = place_edges (mixture, low, high, edges);

  for (guint i = 0; i + 1 < n; i++)
    {
      double middle = 0.5 * (edges[i] + edges[i + 1]), half = 0.5 * (edges[i + 1] - edges[i]);
      double panel = 0;
      for (guint j = 0; j < 2 * G_N_ELEMENTS (nodes); j++)
        {
          double z = middle + (j % 2 == 0 ? half : -half) * nodes[j / 2];
          double p = above ? mix_mixture_survival (&m, z) : mix_mixture_cdf (&m, z);
          panel += weights[j / 2] * (power == 2 ? p * p : p)
                   * mix_transform_inverse_slope (mixture->transform, z);
        }
      sum += panel * half;
    }
  return sum;
}

/* Where y lies beyond the panels, P is as good as 1 from there to them: the mean's distance. */
static double
beyond (const MixMixture *mixture, double y, gboolean above)
{
  double edges[MOST_EDGES + 2], at = mix_transform_forward (mixture->transform, y);
  guint n = place_edges (mixture, -HUGE_VAL, HUGE_VAL, edges);

  if (n == 0)
    return 0;
  double end = above ? edges[0] : edges[n - 1];
  double y_end = mix_transform_inverse (mixture->transform, end);
  return above ? (at < end ? y_end - y : 0) : (at > end ? y - y_end : 0);
}

double
mix_mixture_excess_through (const MixMixture *mixture, double y)
{
  double at = mix_transform_forward (mixture->transform, y);

  return integrate (mixture, at, HUGE_VAL, TRUE, 1) + beyond (mixture, y, TRUE);
}

double
mix_mixture_shortfall_through (const MixMixture *mixture, double y)
{
  double at = mix_transform_forward (mixture->transform, y);

  return integrate (mixture, -HUGE_VAL, at, FALSE, 1) + beyond (mixture, y, FALSE);
}

double
mix_mixture_crps_through (const MixMixture *mixture, double y)
{
  double at = mix_transform_forward (mixture->transform, y);

  if (isnan (y) || isnan (mixture->mu[0]))
    return (double) NAN;
  return integrate (mixture, -HUGE_VAL, at, FALSE, 2) + beyond (mixture, y, FALSE)
         + integrate (mixture, at, HUGE_VAL, TRUE, 2) + beyond (mixture, y, TRUE);
}

/* Where the density is high */

/* The line is parted in cells of the same probability: the narrower one is, the higher the density.
 * So a highest-density set is the narrowest cells, exact to one of them. */
#define N_CELLS 1000
#define PROMINENCE 0.05 /* nats between a maximum and the lowest point on the way to a higher one */

typedef struct
{
  double end[N_CELLS + 1];
  double width[N_CELLS];
} Cells;

static gboolean
part (const MixMixture *mixture, Cells *cells)
{
  double q[N_CELLS + 1];

  for (guint i = 0; i <= N_CELLS; i++)
    q[i] = (double) i / N_CELLS;
  mix_mixture_quantiles (mixture, q, N_CELLS + 1, cells->end);
  for (guint i = 0; i < N_CELLS; i++)
    {
      cells->width[i] = cells->end[i + 1] - cells->end[i];
      if (isnan (cells->width[i]))
        return FALSE;
    }
  return TRUE;
}

typedef struct
{
  double width;
  guint cell;
} Place;

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const Place *x = a, *y = b;
  return x->width < y->width ? -1 : x->width > y->width ? 1 : (int) x->cell - (int) y->cell;
}

static void
mark_narrowest (const Cells *cells, guint n, gboolean *inside)
{
  g_autofree Place *places = g_new (Place, N_CELLS);

  for (guint i = 0; i < N_CELLS; i++)
    places[i] = (Place){ cells->width[i], i };
  qsort (places, N_CELLS, sizeof *places, compare_places);
  for (guint i = 0; i < n; i++)
    inside[places[i].cell] = TRUE;
}

static guint
drop_lightest (MixInterval *pieces, guint n)
{
  guint lightest = 0;

  for (guint i = 1; i < n; i++)
    if (pieces[i].mass < pieces[lightest].mass)
      lightest = i;
  for (guint i = lightest; i + 1 < n; i++)
    pieces[i] = pieces[i + 1];
  return n - 1;
}

guint
mix_mixture_highest_density_set_through (const MixMixture *mixture, double mass,
                                         MixInterval *intervals, guint max)
{
  g_autofree Cells *cells = g_new (Cells, 1);
  g_autofree MixInterval *pieces = g_new (MixInterval, N_CELLS);
  gboolean inside[N_CELLS] = { FALSE };
  guint n = 0;

  if (!(mass > 0) || max == 0 || !part (mixture, cells))
    return 0;
  mark_narrowest (cells, (guint) MIN (ceil (mass * N_CELLS), N_CELLS), inside);
  for (guint i = 0; i < N_CELLS; i++)
    {
      if (!inside[i])
        continue;
      if (i == 0 || !inside[i - 1])
        pieces[n++] = (MixInterval){ .low = cells->end[i] };
      pieces[n - 1].high = cells->end[i + 1];
      pieces[n - 1].mass += 1.0 / N_CELLS;
    }
  while (n > max)
    n = drop_lightest (pieces, n);
  for (guint i = 0; i < n; i++)
    intervals[i] = pieces[i];
  return n;
}

guint
mix_mixture_modes_through (const MixMixture *mixture, double *modes, guint max)
{
  g_autofree Cells *cells = g_new (Cells, 1);
  double top = -HUGE_VAL, bottom = HUGE_VAL, at = 0;
  gboolean climbing = TRUE;
  guint n = 0;

  if (!part (mixture, cells))
    return 0;
  for (guint i = 0; i <= N_CELLS && n < max; i++)
    {
      double height = i < N_CELLS ? -log (cells->width[i]) : -HUGE_VAL;
      if (climbing && height > top)
        {
          top = height;
          at = 0.5 * (cells->end[i] + cells->end[i + 1]);
          if (!isfinite (at))
            at = isfinite (cells->end[i]) ? cells->end[i] : cells->end[i + 1];
        }
      else if (climbing && height < top - PROMINENCE)
        {
          modes[n++] = at;
          climbing = FALSE;
          bottom = height;
        }
      else if (!climbing && height < bottom)
        bottom = height;
      else if (!climbing && height > bottom + PROMINENCE)
        {
          climbing = TRUE;
          top = -HUGE_VAL;
          i--;
        }
    }
  return n;
}
