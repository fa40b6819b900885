/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-splat.h"

#include <math.h>

/* Stamps are made for so many places within a pixel, each way. */
#define PHASES 4

struct _MixStamp
{
  int size;        /* pixels across */
  guint8 *coverage; /* [PHASES × PHASES × size × size] */
};

/**
 * mix_stamp_coverage:
 * @distance: device pixels from the centre
 *
 * Returns: how much of a pixel there a disc covers, or the line of a ring; 0 to 1
 */
double
mix_stamp_coverage (double distance, double radius, double ring)
{
  if (ring > 0)
    return CLAMP (ring / 2 + 0.5 - fabs (distance - radius), 0, MIN (1, ring));
  return CLAMP (radius + 0.5 - distance, 0, 1);
}

/**
 * mix_stamp_new:
 * @radius: device pixels, to the middle of the line where it is a ring
 * @ring: width of the line; 0 for a disc
 *
 * Returns: (transfer full): the stamp
 */
MixStamp *
mix_stamp_new (double radius, double ring)
{
  MixStamp *stamp = g_new0 (MixStamp, 1);
  int half = (int) ceil (radius + ring / 2 + 1);
  int size = 2 * half + 1;
  guint8 *out;

  stamp->size = size;
  out = stamp->coverage = g_malloc ((gsize) (PHASES * PHASES * size * size));
  for (int py = 0; py < PHASES; py++)
    for (int px = 0; px < PHASES; px++)
      for (int row = 0; row < size; row++)
        for (int column = 0; column < size; column++)
          {
            double dx = column - half + 0.5 - (px + 0.5) / PHASES;
            double dy = row - half + 0.5 - (py + 0.5) / PHASES;
            *out++ = (guint8) lrint (255 * mix_stamp_coverage (hypot (dx, dy), radius, ring));
          }
  return stamp;
}

void
mix_stamp_free (MixStamp *stamp)
{
  g_free (stamp->coverage);
  g_free (stamp);
}

static guint32
over (guint32 below, guint32 red, guint32 green, guint32 blue, guint32 alpha)
{
  guint32 keep = 255 - alpha;
  guint32 a = alpha + ((below >> 24) * keep + 127) / 255;
  guint32 r = (red * alpha + ((below >> 16) & 0xff) * keep + 127) / 255;
  guint32 g = (green * alpha + ((below >> 8) & 0xff) * keep + 127) / 255;
  guint32 b = (blue * alpha + (below & 0xff) * keep + 127) / 255;

  return (a << 24) | (r << 16) | (g << 8) | b;
}

/**
 * mix_stamp_draw:
 * @x: centre; what falls outside the image is cut off
 * @y: centre
 * @alpha: of a fully covered pixel, 0 to 1
 */
void
mix_stamp_draw (const MixStamp *stamp, cairo_surface_t *image, double x, double y, guint32 rgb,
                double alpha)
{
  int width = cairo_image_surface_get_width (image);
  int height = cairo_image_surface_get_height (image);
  int half = stamp->size / 2;

  if (!(x > -half) || !(y > -half) || !(x < width + half) || !(y < height + half))
    return;

  int left = (int) floor (x), top = (int) floor (y);
  int px = MIN ((int) ((x - left) * PHASES), PHASES - 1);
  int py = MIN ((int) ((y - top) * PHASES), PHASES - 1);
  const guint8 *coverage
    = stamp->coverage + (gsize) ((py * PHASES + px) * stamp->size * stamp->size);
  guint32 strength = (guint32) lrint (255 * CLAMP (alpha, 0, 1));
  guint8 *data = cairo_image_surface_get_data (image);
  int stride = cairo_image_surface_get_stride (image);

  left -= half;
  top -= half;
  for (int row = MAX (0, -top); row < MIN (stamp->size, height - top); row++)
    {
      guint32 *pixels = (guint32 *) (gpointer) (data + (gsize) (top + row) * (gsize) stride);
      for (int column = MAX (0, -left); column < MIN (stamp->size, width - left); column++)
        {
          guint32 a = (coverage[row * stamp->size + column] * strength + 127) / 255;
          if (a > 0)
            pixels[left + column] = over (pixels[left + column], (rgb >> 16) & 0xff,
                                          (rgb >> 8) & 0xff, rgb & 0xff, a);
        }
    }
}
