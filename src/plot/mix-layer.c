/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-layer.h"

/* More stops than this no eye can tell apart. */
#define MAX_STOPS 48

void
mix_layer_free (MixLayer *layer)
{
  if (layer != NULL)
    layer->class->free (layer);
}

static gboolean
is_even (const double *weight, guint n)
{
  double low = 1, high = 0;

  for (guint i = 0; i < n; i++)
    {
      low = MIN (low, weight[i]);
      high = MAX (high, weight[i]);
    }
  return high - low < 0.01;
}

/**
 * mix_layer_fade:
 * @alpha: where the weight is 1
 * @x: [n] pixels, ascending
 * @weight: [n] 0 … 1
 *
 * Returns: (transfer full): a source for cairo_set_source(); one colour where the weight is even
 */
cairo_pattern_t *
mix_layer_fade (const MixColor *color, double alpha, const double *x, const double *weight, guint n)
{
  if (n < 2 || !(x[n - 1] > x[0]) || is_even (weight, n))
    return cairo_pattern_create_rgba (color->red, color->green, color->blue,
                                      color->alpha * alpha * (n > 0 ? weight[0] : 1));

  cairo_pattern_t *pattern = cairo_pattern_create_linear (x[0], 0, x[n - 1], 0);
  guint n_stops = MIN (n, MAX_STOPS);
  for (guint s = 0; s < n_stops; s++)
    {
      guint i = s * (n - 1) / (n_stops - 1);
      cairo_pattern_add_color_stop_rgba (pattern, (x[i] - x[0]) / (x[n - 1] - x[0]), color->red,
                                         color->green, color->blue,
                                         color->alpha * alpha * weight[i]);
    }
  return pattern;
}
