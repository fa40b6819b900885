/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-layer.h"

#include <math.h>

#define MAX_STOPS 48 /* more no eye can tell apart */

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
 * mix_layer_is_vector:
 *
 * Returns: whether what is painted ends up in a file of paths, so that images should be few
 */
gboolean
mix_layer_is_vector (cairo_t *cr)
{
  cairo_surface_type_t type = cairo_surface_get_type (cairo_get_group_target (cr));

  return type == CAIRO_SURFACE_TYPE_SVG || type == CAIRO_SURFACE_TYPE_PDF
         || type == CAIRO_SURFACE_TYPE_PS;
}

static cairo_pattern_t *
gradient (const MixColor *color, double alpha, const double *x, const double *weight, guint n)
{
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

/* An image one pixel high, repeated downward: many times quicker to fill with than a gradient. */
static cairo_pattern_t *
strip (const MixColor *color, double alpha, const double *x, const double *weight, guint n,
       double scale)
{
  double left = floor (x[0]) - 2;
  int width = (int) ceil ((x[n - 1] - left + 3) * scale);
  cairo_surface_t *image = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, 1);
  guint32 *pixels = (guint32 *) (gpointer) cairo_image_surface_get_data (image);
  cairo_matrix_t matrix;

  cairo_surface_flush (image);
  for (int px = 0, i = 0; pixels != NULL && px < width; px++)
    {
      double at = left + (px + 0.5) / scale;
      while (i + 2 < (int) n && x[i + 1] < at)
        i++;
      double length = x[i + 1] - x[i], share = length > 0 ? CLAMP ((at - x[i]) / length, 0, 1) : 0;
      double a = color->alpha * alpha * (weight[i] + share * (weight[i + 1] - weight[i]));
      pixels[px] = ((guint32) lrint (255 * a) << 24)
                   | ((guint32) lrint (255 * a * color->red) << 16)
                   | ((guint32) lrint (255 * a * color->green) << 8)
                   | (guint32) lrint (255 * a * color->blue);
    }
  cairo_surface_mark_dirty (image);
  cairo_surface_set_device_scale (image, scale, scale);
  cairo_pattern_t *pattern = cairo_pattern_create_for_surface (image);
  cairo_matrix_init_translate (&matrix, -left, 0);
  cairo_pattern_set_matrix (pattern, &matrix);
  cairo_pattern_set_extend (pattern, CAIRO_EXTEND_REPEAT);
  cairo_pattern_set_filter (pattern, CAIRO_FILTER_NEAREST);
  cairo_surface_destroy (image);
  return pattern;
}

/**
 * mix_layer_fade:
 * @alpha: where the weight is 1
 * @x: [n] pixels, ascending
 * @weight: [n] 0 … 1
 * @scale: device pixels per pixel; 0 for a gradient, as a file of paths needs it
 *
 * Returns: (transfer full): a source for cairo_set_source(); one colour where the weight is even
 */
cairo_pattern_t *
mix_layer_fade (const MixColor *color, double alpha, const double *x, const double *weight, guint n,
                double scale)
{
  if (n < 2 || !(x[n - 1] > x[0]) || is_even (weight, n))
    return cairo_pattern_create_rgba (color->red, color->green, color->blue,
                                      color->alpha * alpha * (n > 0 ? weight[0] : 1));
  if (scale > 0 && (x[n - 1] - x[0]) * scale < 30000)
    return strip (color, alpha, x, weight, n, scale);
  return gradient (color, alpha, x, weight, n);
}
