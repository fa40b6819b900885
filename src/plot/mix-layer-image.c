/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-layer-image.h"

#include "mix-hash.h"

typedef struct
{
  MixLayer layer;
  guint32 *cells; /* [rows × columns] */
  guint columns, rows;
  double x_low, x_high, y_low, y_high;
} ImageLayer;

static void
image_layout (MixLayer *layer, const MixFrame *frame)
{
}

/* A cell's value is at its middle: between middles it is interpolated. */
static void
image_paint (MixLayer *layer, const MixFrame *frame, cairo_t *cr, double scale)
{
  const ImageLayer *image = (const ImageLayer *) layer;
  int stride = (int) (image->columns * sizeof *image->cells);
  cairo_surface_t *surface = cairo_image_surface_create_for_data (
    (guchar *) image->cells, CAIRO_FORMAT_ARGB32, (int) image->columns, (int) image->rows, stride);
  double left = mix_scale_to_pixel (&frame->x, image->x_low);
  double right = mix_scale_to_pixel (&frame->x, image->x_high);
  double top = mix_scale_to_pixel (&frame->y, image->y_high);
  double bottom = mix_scale_to_pixel (&frame->y, image->y_low);

  cairo_save (cr);
  cairo_rectangle (cr, frame->area.x, frame->area.y, frame->area.width, frame->area.height);
  cairo_clip (cr);
  cairo_translate (cr, left, top);
  cairo_scale (cr, (right - left) / image->columns, (bottom - top) / image->rows);
  cairo_set_source_surface (cr, surface, 0, 0);
  cairo_pattern_set_extend (cairo_get_source (cr), CAIRO_EXTEND_PAD);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_BILINEAR);
  cairo_paint (cr);
  cairo_restore (cr);
  cairo_surface_destroy (surface);
}

static guint64
image_hash (const MixLayer *layer, guint64 hash)
{
  const ImageLayer *image = (const ImageLayer *) layer;

  for (gsize i = 0; i < (gsize) image->columns * image->rows; i++)
    hash = (hash ^ image->cells[i]) * G_GUINT64_CONSTANT (0x100000001b3);
  return hash;
}

static void
image_free (MixLayer *layer)
{
  g_free (((ImageLayer *) layer)->cells);
  g_free (layer);
}

static const MixLayerClass image_class = {
  image_layout, image_paint, image_hash, image_free, NULL,
};

MixLayer *
mix_layer_image_new (guint32 *cells, guint columns, guint rows, double x_low, double x_high,
                     double y_low, double y_high)
{
  ImageLayer *image = g_new0 (ImageLayer, 1);

  image->layer.class = &image_class;
  image->layer.part = MIX_PLOT_STILL;
  image->cells = cells;
  image->columns = columns;
  image->rows = rows;
  image->x_low = x_low;
  image->x_high = x_high;
  image->y_low = y_low;
  image->y_high = y_high;
  return &image->layer;
}
