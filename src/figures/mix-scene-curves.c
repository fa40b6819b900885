/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-scene-curves.h"

#include <math.h>

#define N_GRID 256

void
mix_curves_free (MixCurves *curves)
{
  g_free (curves->x);
  g_free (curves->pi);
  g_free (curves->mu);
  g_free (curves->sigma);
  g_free (curves->mean);
  g_free (curves->centre);
  g_free (curves->plain);
  g_free (curves->plain_low);
  g_free (curves->plain_high);
  g_clear_pointer (&curves->transform, mix_transform_unref);
  g_free (curves);
}

/* Points [N_GRID × n_features] along the x axis. */
static double *
grid_of (const double *held, guint n_features, guint x_feature, double low, double high)
{
  double *grid = g_new (double, (gsize) N_GRID * n_features);

  for (guint i = 0; i < N_GRID; i++)
    for (guint f = 0; f < n_features; f++)
      grid[i * n_features + f]
        = f == x_feature ? low + (high - low) * i / (double) (N_GRID - 1) : held[f];
  return grid;
}

/* The plain network's mean at each of the rows x [n]; low, high: (out) (nullable): [n], a residual
 * sigma to either side of what it says. */
static void
predict_plain (const MixModel *plain, const double *x, guint n, double *mean, double *low,
               double *high)
{
  g_autofree double *pi = g_new (double, n), *mu = g_new (double, n), *sigma = g_new (double, n);

  g_return_if_fail (mix_model_get_components (plain) == 1);
  mix_model_predict (plain, x, n, pi, mu, sigma);
  for (guint i = 0; i < n; i++)
    {
      MixMixture one = mix_model_mixture (plain, pi + i, mu + i, sigma + i);
      mean[i] = mix_mixture_mean (&one);
      if (low == NULL)
        continue;
      low[i] = mix_mixture_component_at (&one, 0, -1);
      high[i] = mix_mixture_component_at (&one, 0, 1);
    }
}

static void
take_plain (MixCurves *curves, const MixModel *plain, const double *grid)
{
  curves->plain = g_new0 (double, curves->n);
  curves->plain_low = g_new0 (double, curves->n);
  curves->plain_high = g_new0 (double, curves->n);
  predict_plain (plain, grid, curves->n, curves->plain, curves->plain_low, curves->plain_high);
}

/**
 * mix_curves_new:
 * @low: where the x axis begins
 * @high: where it ends
 *
 * Returns: (transfer full): both networks along x
 */
MixCurves *
mix_curves_new (const MixSnapshot *snapshot, const double *held, guint x_feature, double low,
                double high)
{
  MixCurves *curves = g_new0 (MixCurves, 1);
  guint n_features = mix_design_get_n_features (snapshot->design);
  guint k = mix_model_get_components (snapshot->model);
  g_autofree double *grid = grid_of (held, n_features, x_feature, low, high);

  curves->n = N_GRID;
  curves->k = k;
  curves->x = g_new (double, N_GRID);
  curves->mean = g_new (double, N_GRID);
  curves->pi = g_new (double, N_GRID * k);
  curves->mu = g_new (double, N_GRID * k);
  curves->sigma = g_new (double, N_GRID * k);
  mix_model_predict (snapshot->model, grid, N_GRID, curves->pi, curves->mu, curves->sigma);
  MixTransform *transform = mix_model_get_target_transform (snapshot->model);
  curves->transform = transform != NULL ? mix_transform_ref (transform) : NULL;
  curves->centre = g_memdup2 (curves->mu, N_GRID * k * sizeof (double));
  mix_transform_inverse_all (transform, curves->centre, N_GRID * (gsize) k);
  for (guint i = 0; i < N_GRID; i++)
    {
      MixMixture m = mix_curves_get_mixture (curves, i);
      curves->x[i] = grid[i * n_features + x_feature];
      curves->mean[i] = mix_mixture_mean (&m);
    }
  if (snapshot->plain != NULL)
    take_plain (curves, snapshot->plain, grid);
  return curves;
}

/**
 * mix_quantile_curves_new:
 * @band: probability between the two outer quantiles
 *
 * Returns: (transfer full): where @curves' mixtures have their quantiles
 */
MixQuantileCurves *
mix_quantile_curves_new (const MixCurves *curves, double band)
{
  MixQuantileCurves *quantiles = g_new0 (MixQuantileCurves, 1);
  const double q[] = { (1 - band) / 2, 0.5, (1 + band) / 2 };
  guint n = curves->n;

  quantiles->n = n;
  quantiles->low = g_new (double, n);
  quantiles->median = g_new (double, n);
  quantiles->high = g_new (double, n);
  for (guint i = 0; i < n; i++)
    {
      MixMixture m = mix_curves_get_mixture (curves, i);
      double y[3];
      mix_mixture_quantiles (&m, q, 3, y);
      quantiles->low[i] = y[0];
      quantiles->median[i] = y[1];
      quantiles->high[i] = y[2];
    }
  return quantiles;
}

void
mix_quantile_curves_free (MixQuantileCurves *quantiles)
{
  g_free (quantiles->low);
  g_free (quantiles->median);
  g_free (quantiles->high);
  g_free (quantiles);
}

void
mix_slice_free (MixSlice *slice)
{
  g_free ((double *) slice->mixture.pi);
  g_free ((double *) slice->mixture.mu);
  g_free ((double *) slice->mixture.sigma);
  if (slice->mixture.transform != NULL)
    mix_transform_unref ((MixTransform *) slice->mixture.transform);
  g_free (slice);
}

static gboolean
is_sound (const MixMixture *m)
{
  for (guint k = 0; k < m->k; k++)
    if (!isfinite (m->pi[k]) || !isfinite (m->mu[k]) || !isfinite (m->sigma[k])
        || !(m->sigma[k] > 0))
      return FALSE;
  return TRUE;
}

static void
summarise (MixSlice *slice, double level)
{
  const MixMixture *m = &slice->mixture;
  const double q[] = { (1 - level) / 2, 0.5, (1 + level) / 2 };
  double y[3];

  slice->mean = mix_mixture_mean (m);
  mix_mixture_quantiles (m, q, 3, y);
  slice->median = y[1];
  slice->interval = (MixInterval){ y[0], y[2], level };
  slice->n_pieces = mix_mixture_highest_density_set (m, level, slice->pieces,
                                                     G_N_ELEMENTS (slice->pieces));
  slice->n_modes = mix_mixture_modes (m, slice->modes, MIX_MOST_MODES);
}

MixSlice *
mix_slice_new (const MixSnapshot *snapshot, const double *held, guint x_feature, double x,
               double level)
{
  guint k = mix_model_get_components (snapshot->model);
  guint n_features = mix_design_get_n_features (snapshot->design);
  g_autofree double *row = g_memdup2 (held, n_features * sizeof (double));
  double *pi = g_new (double, k), *mu = g_new (double, k), *sigma = g_new (double, k);
  MixSlice *slice = g_new0 (MixSlice, 1);

  row[x_feature] = slice->x = x;
  mix_model_predict (snapshot->model, row, 1, pi, mu, sigma);
  slice->mixture = mix_model_mixture (snapshot->model, pi, mu, sigma);
  if (slice->mixture.transform != NULL)
    mix_transform_ref ((MixTransform *) slice->mixture.transform);
  if (!is_sound (&slice->mixture))
    {
      mix_slice_free (slice);
      return NULL;
    }
  summarise (slice, level);
  if (snapshot->plain != NULL)
    {
      predict_plain (snapshot->plain, row, 1, &slice->plain, NULL, NULL);
      slice->has_plain = isfinite (slice->plain);
    }
  return slice;
}
