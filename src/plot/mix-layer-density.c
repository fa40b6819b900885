/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-layer-density.h"

#include <math.h>

#include "mix-crowd.h"
#include "mix-hash.h"

#define RING_WIDTH 1.0
#define RING_RADIUS 1.4 /* of a disc's */
#define MARGIN 4        /* pixels around the area, for points at its edge */
#define VECTOR_SCALE 3  /* device pixels per logical pixel in a vector file, at least */

/* What shows of the points but their colours; kept for as long as they are looked at alike. */
typedef struct
{
  MixBins *bins;
  MixDensityStyle style;
  cairo_surface_t *image; /* CAIRO_FORMAT_A8 */
  guint64 image_key;
} Mask;

struct _MixDensity
{
  Mask *mask;
  MixTint *tints; /* [tint_rows × tint_columns], the highest y first */
  guint tint_columns, tint_rows;
  guint64 key;
};

typedef struct
{
  MixLayer layer;
  MixDensity *density;
} DensityLayer;

/**
 * mix_bins_new:
 * @x_low: of the left edge of the first column; the rest likewise
 *
 * Returns: (transfer full): bins in which there are no points yet
 */
MixBins *
mix_bins_new (guint columns, guint rows, double x_low, double x_high, double y_low, double y_high)
{
  static gsize n_made;
  gsize n = (gsize) columns * rows;
  MixBins *bins = g_atomic_rc_box_alloc0 (sizeof *bins + n * sizeof *bins->counts);

  bins->columns = columns;
  bins->rows = rows;
  bins->x_low = x_low;
  bins->x_high = x_high;
  bins->y_low = y_low;
  bins->y_high = y_high;
  bins->serial = (guint64) g_atomic_pointer_add (&n_made, 1);
  return bins;
}

MixBins *
mix_bins_ref (MixBins *bins)
{
  return g_atomic_rc_box_acquire (bins);
}

void
mix_bins_unref (MixBins *bins)
{
  g_atomic_rc_box_release (bins);
}

static void
mask_clear (gpointer data)
{
  Mask *mask = data;

  mix_bins_unref (mask->bins);
  g_clear_pointer (&mask->image, cairo_surface_destroy);
}

/* mask: (transfer full) */
static MixDensity *
take_mask (Mask *mask, const MixTint *tints, guint columns, guint rows)
{
  MixDensity *density = g_rc_box_new0 (MixDensity);
  double style[] = { mask->style.alpha, mask->style.radius, mask->style.ring };

  density->mask = mask;
  density->tints = g_memdup2 (tints, (gsize) columns * rows * sizeof *tints);
  density->tint_columns = columns;
  density->tint_rows = rows;
  density->key = mix_hash_bytes (MIX_HASH_START, &mask->bins->serial, sizeof mask->bins->serial);
  density->key = mix_hash_bytes (density->key, style, sizeof style);
  for (gsize i = 0; i < (gsize) columns * rows; i++)
    density->key = (density->key ^ tints[i].rgb) * G_GUINT64_CONSTANT (0x100000001b3);
  return density;
}

/**
 * mix_density_new:
 * @bins: a reference is taken
 * @tints: [tint_rows × tint_columns] copied; between their middles the colours are interpolated
 *
 * Returns: (transfer full): the crowd
 */
MixDensity *
mix_density_new (MixBins *bins, const MixDensityStyle *style, const MixTint *tints,
                 guint tint_columns, guint tint_rows)
{
  Mask *mask = g_rc_box_new0 (Mask);

  mask->bins = mix_bins_ref (bins);
  mask->style = *style;
  return take_mask (mask, tints, tint_columns, tint_rows);
}

/**
 * mix_density_tint:
 * @tints: as many as @density has; copied
 *
 * Returns: (transfer full): the same crowd in other colours
 */
MixDensity *
mix_density_tint (MixDensity *density, const MixTint *tints)
{
  return take_mask (g_rc_box_acquire (density->mask), tints, density->tint_columns,
                    density->tint_rows);
}

MixDensity *
mix_density_ref (MixDensity *density)
{
  return g_rc_box_acquire (density);
}

static void
density_clear (gpointer data)
{
  MixDensity *density = data;

  g_rc_box_release_full (density->mask, mask_clear);
  g_free (density->tints);
}

void
mix_density_unref (MixDensity *density)
{
  g_rc_box_release_full (density, density_clear);
}

/* As a cloud's: points grow a little with the plot. */
static double
radius_in_pixels (const MixDensityStyle *style, const MixFrame *frame)
{
  double share = sqrt (frame->area.width * frame->area.height / (510.0 * 384.0));
  double radius = style->radius * frame->unit * CLAMP (sqrt (share / frame->unit), 0.8, 1.5);

  return style->ring ? RING_RADIUS * radius : radius;
}

static guint64
key_of_image (const MixFrame *frame, double scale)
{
  double geometry[] = { frame->area.x, frame->area.y, frame->area.width, frame->area.height,
                        frame->x.low, frame->x.high, frame->y.low, frame->y.high, frame->unit,
                        scale };

  return mix_hash_bytes (MIX_HASH_START, geometry, sizeof geometry);
}

static void
ensure_image (Mask *mask, const MixFrame *frame, double scale)
{
  const MixBins *bins = mask->bins;
  double left = floor (frame->area.x) - MARGIN, top = floor (frame->area.y) - MARGIN;
  guint64 key = key_of_image (frame, scale);

  if (mask->image != NULL && mask->image_key == key)
    return;
  g_clear_pointer (&mask->image, cairo_surface_destroy);
  MixCrowdPlace place = {
    (int) ceil ((frame->area.width + 2 * MARGIN + 1) * scale),
    (int) ceil ((frame->area.height + 2 * MARGIN + 1) * scale),
    (mix_scale_to_pixel (&frame->x, bins->x_low) - left) * scale,
    (mix_scale_to_pixel (&frame->x, bins->x_high) - left) * scale,
    (mix_scale_to_pixel (&frame->y, bins->y_high) - top) * scale,
    (mix_scale_to_pixel (&frame->y, bins->y_low) - top) * scale,
  };
  mask->image = cairo_image_surface_create (CAIRO_FORMAT_A8, place.width, place.height);
  mask->image_key = key;
  if (cairo_surface_status (mask->image) != CAIRO_STATUS_SUCCESS)
    return;
  g_autofree float *overlap
    = mix_crowd_overlap (bins, &place, scale * radius_in_pixels (&mask->style, frame),
                         mask->style.ring ? RING_WIDTH * frame->unit * scale : 0);
  mix_crowd_tone (overlap, mask->image, mask->style.alpha);
  cairo_surface_set_device_scale (mask->image, scale, scale);
}

/* Fainter where it is another component's than the one that is isolated. */
static guint32
pixel_of (const MixTint *tint, guint8 focus)
{
  guint32 alpha = focus != 0 && focus != tint->component ? (guint32) (255 * MIX_DIMMED) : 255;
  guint32 red = ((tint->rgb >> 16) & 0xff) * alpha / 255;
  guint32 green = ((tint->rgb >> 8) & 0xff) * alpha / 255;
  guint32 blue = (tint->rgb & 0xff) * alpha / 255;

  return (alpha << 24) | (red << 16) | (green << 8) | blue;
}

static cairo_surface_t *
make_colors (const MixDensity *density, guint8 focus)
{
  cairo_surface_t *colors = cairo_image_surface_create (
    CAIRO_FORMAT_ARGB32, (int) density->tint_columns, (int) density->tint_rows);
  guint8 *data = cairo_image_surface_get_data (colors);
  gsize stride = (gsize) cairo_image_surface_get_stride (colors);

  for (guint row = 0; data != NULL && row < density->tint_rows; row++)
    for (guint column = 0; column < density->tint_columns; column++)
      ((guint32 *) (gpointer) (data + row * stride))[column]
        = pixel_of (&density->tints[row * density->tint_columns + column], focus);
  cairo_surface_mark_dirty (colors);
  return colors;
}

/* The component that is isolated; 0: none, or something else. */
static guint8
focus_of (const MixFrame *frame)
{
  return frame->focus.item == 0 && frame->focus.component != MIX_TAG_EVERY ? frame->focus.component
                                                                          : 0;
}

static void
set_colors (const MixDensity *density, const MixFrame *frame, cairo_t *cr)
{
  const MixBins *bins = density->mask->bins;
  double left = mix_scale_to_pixel (&frame->x, bins->x_low);
  double right = mix_scale_to_pixel (&frame->x, bins->x_high);
  double top = mix_scale_to_pixel (&frame->y, bins->y_high);
  double bottom = mix_scale_to_pixel (&frame->y, bins->y_low);
  cairo_surface_t *colors = make_colors (density, focus_of (frame));
  cairo_matrix_t before;

  cairo_get_matrix (cr, &before);
  cairo_translate (cr, left, top);
  cairo_scale (cr, (right - left) / density->tint_columns, (bottom - top) / density->tint_rows);
  cairo_set_source_surface (cr, colors, 0, 0);
  cairo_pattern_set_extend (cairo_get_source (cr), CAIRO_EXTEND_PAD);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_BILINEAR);
  cairo_set_matrix (cr, &before);
  cairo_surface_destroy (colors);
}

static void
paint_mask (const MixDensity *density, const MixFrame *frame, cairo_t *cr, double scale)
{
  ensure_image (density->mask, frame, scale);
  cairo_save (cr);
  set_colors (density, frame, cr);
  cairo_mask_surface (cr, density->mask->image, floor (frame->area.x) - MARGIN,
                      floor (frame->area.y) - MARGIN);
  cairo_restore (cr);
}

/* A file of paths gets one image. */
static void
paint_vector (const MixDensity *density, const MixFrame *frame, cairo_t *cr, double scale)
{
  double left = floor (frame->area.x) - MARGIN, top = floor (frame->area.y) - MARGIN;
  double width = frame->area.width + 2 * MARGIN + 1, height = frame->area.height + 2 * MARGIN + 1;
  cairo_surface_t *image = cairo_image_surface_create (
    CAIRO_FORMAT_ARGB32, (int) ceil (width * scale), (int) ceil (height * scale));
  cairo_t *into = cairo_create (image);

  cairo_scale (into, scale, scale);
  cairo_translate (into, -left, -top);
  paint_mask (density, frame, into, scale);
  cairo_destroy (into);
  cairo_surface_set_device_scale (image, scale, scale);
  cairo_set_source_surface (cr, image, left, top);
  cairo_paint (cr);
  cairo_surface_destroy (image);
}

static void
density_paint (MixLayer *layer, const MixFrame *frame, cairo_t *cr, double scale)
{
  const MixDensity *density = ((const DensityLayer *) layer)->density;

  if (mix_layer_is_vector (cr))
    paint_vector (density, frame, cr, MAX (scale, VECTOR_SCALE));
  else
    paint_mask (density, frame, cr, scale);
}

static void
density_layout (MixLayer *layer, const MixFrame *frame)
{
}

static guint64
density_hash (const MixLayer *layer, guint64 hash)
{
  const MixDensity *density = ((const DensityLayer *) layer)->density;

  return mix_hash_bytes (hash, &density->key, sizeof density->key);
}

static void
density_free (MixLayer *layer)
{
  mix_density_unref (((DensityLayer *) layer)->density);
  g_free (layer);
}

static const MixLayerClass density_class = {
  density_layout, density_paint, density_hash, density_free, NULL,
};

/**
 * mix_layer_density_new:
 * @density: a reference is taken
 *
 * Returns: (transfer full): a still layer
 */
MixLayer *
mix_layer_density_new (MixDensity *density)
{
  DensityLayer *layer = g_new0 (DensityLayer, 1);

  layer->layer.class = &density_class;
  layer->layer.part = MIX_PLOT_STILL;
  layer->density = mix_density_ref (density);
  return &layer->layer;
}
