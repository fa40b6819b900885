/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-forecast.h"

/**
 * mix_forecast_init:
 * @design: with the model's features in the model's order
 *
 * Starts before the first block.
 */
void
mix_forecast_init (MixForecast *forecast, const MixModel *model, const MixDesign *design)
{
  gsize k = mix_model_get_components (model), n_features = mix_model_get_n_features (model);

  g_return_if_fail (mix_design_get_n_features (design) == n_features);
  *forecast = (MixForecast){ .model = model, .design = design };
  forecast->x = g_new (double, MIX_FORECAST_BLOCK * n_features);
  forecast->pi = g_new (double, MIX_FORECAST_BLOCK * k);
  forecast->mu = g_new (double, MIX_FORECAST_BLOCK * k);
  forecast->sigma = g_new (double, MIX_FORECAST_BLOCK * k);
}

void
mix_forecast_clear (MixForecast *forecast)
{
  g_clear_pointer (&forecast->x, g_free);
  g_clear_pointer (&forecast->pi, g_free);
  g_clear_pointer (&forecast->mu, g_free);
  g_clear_pointer (&forecast->sigma, g_free);
}

/**
 * mix_forecast_seek:
 * @start: of a block of at most MIX_FORECAST_BLOCK rows
 *
 * Predicts these rows: start and n_rows then say which.
 *
 * Returns: FALSE at the end
 */
gboolean
mix_forecast_seek (MixForecast *forecast, gsize start)
{
  gsize end = mix_design_get_n_rows (forecast->design);
  guint n_features = mix_design_get_n_features (forecast->design);

  forecast->start = MIN (start, end);
  forecast->n_rows = MIN (MIX_FORECAST_BLOCK, end - forecast->start);
  if (forecast->n_rows == 0)
    return FALSE;
  for (gsize i = 0; i < forecast->n_rows; i++)
    mix_design_get_row (forecast->design, forecast->start + i, forecast->x + i * n_features);
  mix_model_predict (forecast->model, forecast->x, forecast->n_rows, forecast->pi, forecast->mu,
                     forecast->sigma);
  return TRUE;
}

/**
 * mix_forecast_next:
 *
 * Predicts the rows after the block.
 *
 * Returns: FALSE after the last
 */
gboolean
mix_forecast_next (MixForecast *forecast)
{
  return mix_forecast_seek (forecast, forecast->start + forecast->n_rows);
}

/**
 * mix_forecast_get:
 * @row: within the block
 *
 * Returns: the mixture there, good until the next block
 */
MixMixture
mix_forecast_get (const MixForecast *forecast, gsize row)
{
  guint k = mix_model_get_components (forecast->model);
  gsize offset = row * k;

  g_assert (row < forecast->n_rows);
  return mix_model_mixture (forecast->model, forecast->pi + offset, forecast->mu + offset,
                            forecast->sigma + offset);
}

/**
 * mix_forecast_order:
 * @order: (out): [K] the model's components, by ascending mean of mu over the rows
 *
 * The order in which a person sees components: a network's own is an accident of its first weights.
 */
void
mix_forecast_order (const MixModel *model, const MixDesign *design, guint *order)
{
  guint k = mix_model_get_components (model);
  double sum[MIX_MAX_POOLED] = { 0 };
  g_auto (MixForecast) forecast = { NULL };

  mix_forecast_init (&forecast, model, design);
  while (mix_forecast_next (&forecast))
    for (gsize i = 0; i < forecast.n_rows * k; i++)
      sum[i % k] += forecast.mu[i];
  for (guint i = 0; i < k; i++)
    {
      guint place = i;
      for (; place > 0 && sum[order[place - 1]] > sum[i]; place--)
        order[place] = order[place - 1];
      order[place] = i;
    }
}
