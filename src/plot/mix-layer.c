/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-layer.h"

#include <math.h>

#define MAX_STOPS 48 /* more no eye can tell apart */
#define MAX_STEPS 512

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

static void
add_stop (cairo_pattern_t *pattern, const MixColor *color, double offset, double alpha)
{
  cairo_pattern_add_color_stop_rgba (pattern, offset, color->red, color->green, color->blue, alpha);
}

static double
weight_at (const double *x, const double *weight, guint n, double at)
{
  guint i = 0;

  while (i + 2 < n && x[i + 1] < at)
    i++;
  double length = x[i + 1] - x[i];
  double share = length > 0 ? CLAMP ((at - x[i]) / length, 0, 1) : 0;
  return weight[i] + share * (weight[i + 1] - weight[i]);
}

/* A faint colour is stored premultiplied in eight bits a channel; along a smooth gradient its channels
 * and its alpha would round up at different places, and the band would shimmer. In steps of whole
 * alphas all round together. */
static void
add_steps (cairo_pattern_t *pattern, const MixColor *color, double alpha, const double *x,
           const double *weight, guint n)
{
  double length = x[n - 1] - x[0];
  guint n_steps = (guint) CLAMP (length, 2, MAX_STEPS);
  long before = -1;

  for (guint s = 0; s <= n_steps; s++)
    {
      double offset = s / (double) n_steps;
      long level = lrint (255 * alpha * weight_at (x, weight, n, x[0] + offset * length));
      if (level == before)
        continue;
      if (before >= 0)
        add_stop (pattern, color, offset, (double) before / 255);
      add_stop (pattern, color, offset, (double) level / 255);
      before = level;
    }
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
  if (alpha < 0.5)
    {
      add_steps (pattern, color, color->alpha * alpha, x, weight, n);
      return pattern;
    }
  guint n_stops = MIN (n, MAX_STOPS);
  for (guint s = 0; s < n_stops; s++)
    {
      guint i = s * (n - 1) / (n_stops - 1);
      add_stop (pattern, color, (x[i] - x[0]) / (x[n - 1] - x[0]), color->alpha * alpha * weight[i]);
    }
  return pattern;
}
