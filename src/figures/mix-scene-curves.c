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
  g_free (curves->plain);
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

static double *
predict_plain (const MixModel *plain, const double *x, guint n, double *residual)
{
  double *mu = g_new (double, n);
  g_autofree double *pi = g_new (double, n), *sigma = g_new (double, n);

  *residual = (double) NAN;
  g_return_val_if_fail (mix_model_get_components (plain) == 1, mu);
  mix_model_predict (plain, x, n, pi, mu, sigma);
  *residual = sigma[0];
  return mu;
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
  for (guint i = 0; i < N_GRID; i++)
    {
      MixMixture m = { k, curves->pi + i * k, curves->mu + i * k, curves->sigma + i * k };
      curves->x[i] = grid[i * n_features + x_feature];
      curves->mean[i] = mix_mixture_mean (&m);
    }
  if (snapshot->plain != NULL)
    curves->plain = predict_plain (snapshot->plain, grid, N_GRID, &curves->residual);
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
  guint n = curves->n, k = curves->k;

  quantiles->n = n;
  quantiles->low = g_new (double, n);
  quantiles->median = g_new (double, n);
  quantiles->high = g_new (double, n);
  for (guint i = 0; i < n; i++)
    {
      MixMixture m = { k, curves->pi + i * k, curves->mu + i * k, curves->sigma + i * k };
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
  slice->mixture = (MixMixture){ k, pi, mu, sigma };
  if (!is_sound (&slice->mixture))
    {
      mix_slice_free (slice);
      return NULL;
    }
  summarise (slice, level);
  if (snapshot->plain != NULL)
    {
      g_autofree double *plain = predict_plain (snapshot->plain, row, 1, &slice->residual);
      slice->plain = plain[0];
      slice->has_plain = isfinite (slice->plain);
    }
  return slice;
}
