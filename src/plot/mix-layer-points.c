/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-layer-points.h"

#include <math.h>

#include "mix-hash.h"
#include "mix-splat.h"

/* Up to so many points a vector file gets a path each, beyond an image. */
#define MAX_VECTOR_POINTS 4000
#define RING_WIDTH 1.0
#define MARGIN 4 /* pixels around the area, for points at its edge */

struct _MixCloud
{
  MixPoint *points; /* [n] */
  guint n;
  double alpha, radius;
  guint64 key;

  /* what they were last splatted into, and for what */
  cairo_surface_t *image;
  guint64 image_key;
};

typedef struct
{
  MixLayer layer;
  MixCloud *cloud;
} PointsLayer;

guint32
mix_color_to_rgb (const MixColor *color)
{
  return ((guint32) lrint (255 * color->red) << 16) | ((guint32) lrint (255 * color->green) << 8)
         | (guint32) lrint (255 * color->blue);
}

/**
 * mix_cloud_new:
 * @points: [n] copied
 * @alpha: opacity of one point
 * @radius: of a disc in design pixels; rings are 1.4 times as large
 *
 * Returns: (transfer full): the cloud
 */
MixCloud *
mix_cloud_new (const MixPoint *points, guint n, double alpha, double radius)
{
  MixCloud *cloud = g_rc_box_new0 (MixCloud);

  cloud->points = g_memdup2 (points, n * sizeof *points);
  cloud->n = n;
  cloud->alpha = alpha;
  cloud->radius = radius;
  cloud->key = mix_hash_double (mix_hash_double (MIX_HASH_START, alpha), radius);
  for (guint i = 0; i < n; i++)
    {
      double place[] = { points[i].x, points[i].y };
      cloud->key = mix_hash_bytes (cloud->key, place, sizeof place);
      cloud->key = mix_hash_bytes (cloud->key, &points[i].rgb, sizeof points[i].rgb);
      cloud->key = mix_hash_bytes (cloud->key, &points[i].shape, sizeof points[i].shape);
    }
  return cloud;
}

MixCloud *
mix_cloud_ref (MixCloud *cloud)
{
  return g_rc_box_acquire (cloud);
}

static void
cloud_clear (gpointer data)
{
  MixCloud *cloud = data;

  g_clear_pointer (&cloud->image, cairo_surface_destroy);
  g_free (cloud->points);
}

void
mix_cloud_unref (MixCloud *cloud)
{
  g_rc_box_release_full (cloud, cloud_clear);
}

/**
 * mix_cloud_get_key:
 *
 * Returns: equal for clouds that look the same
 */
guint64
mix_cloud_get_key (const MixCloud *cloud)
{
  return cloud->key;
}

/* Points grow a little with the plot: what is right for a thumbnail is lost on a wall. */
static double
radius_in_pixels (const MixCloud *cloud, const MixFrame *frame)
{
  double share = sqrt (frame->area.width * frame->area.height / (510.0 * 384.0));

  return cloud->radius * frame->unit * CLAMP (sqrt (share / frame->unit), 0.8, 1.5);
}

/* The component that is isolated; 0: none, or something else. */
static guint8
focus_of (const MixFrame *frame)
{
  return frame->focus.item == 0 && frame->focus.component != MIX_TAG_EVERY ? frame->focus.component
                                                                          : 0;
}

/* Of a point: fainter where it is another component's than the one that is isolated. */
static double
alpha_of (const MixCloud *cloud, const MixFrame *frame, const MixPoint *point)
{
  double alpha = point->shape == MIX_POINT_RING ? MIN (1, 1.6 * cloud->alpha) : cloud->alpha;
  guint8 focus = focus_of (frame);

  return focus != 0 && focus != point->component ? MIX_DIMMED * alpha : alpha;
}

static guint64
key_of_image (const MixCloud *cloud, const MixFrame *frame, double scale)
{
  double geometry[] = { frame->area.x, frame->area.y, frame->area.width, frame->area.height,
                        frame->x.low, frame->x.high, frame->y.low, frame->y.high, frame->unit,
                        scale, focus_of (frame) };

  return mix_hash_bytes (cloud->key, geometry, sizeof geometry);
}

static void
splat (MixCloud *cloud, const MixFrame *frame, double scale)
{
  double radius = radius_in_pixels (cloud, frame) * scale;
  double left = floor (frame->area.x) - MARGIN, top = floor (frame->area.y) - MARGIN;
  g_autoptr (MixStamp) disc = mix_stamp_new (radius, 0);
  g_autoptr (MixStamp) ring = mix_stamp_new (1.4 * radius, RING_WIDTH * frame->unit * scale);

  cairo_surface_flush (cloud->image);
  for (guint i = 0; i < cloud->n; i++)
    {
      const MixPoint *p = &cloud->points[i];
      gboolean is_ring = p->shape == MIX_POINT_RING;
      mix_stamp_draw (is_ring ? ring : disc, cloud->image,
                      (mix_scale_to_pixel (&frame->x, p->x) - left) * scale,
                      (mix_scale_to_pixel (&frame->y, p->y) - top) * scale, p->rgb,
                      alpha_of (cloud, frame, p));
    }
  cairo_surface_mark_dirty (cloud->image);
}

static void
ensure_image (MixCloud *cloud, const MixFrame *frame, double scale)
{
  guint64 key = key_of_image (cloud, frame, scale);

  if (cloud->image != NULL && cloud->image_key == key)
    return;
  g_clear_pointer (&cloud->image, cairo_surface_destroy);
  double width = frame->area.width + 2 * MARGIN + 1, height = frame->area.height + 2 * MARGIN + 1;
  cloud->image = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int) ceil (width * scale),
                                             (int) ceil (height * scale));
  cloud->image_key = key;
  if (cairo_surface_status (cloud->image) != CAIRO_STATUS_SUCCESS)
    return;
  splat (cloud, frame, scale);
  cairo_surface_set_device_scale (cloud->image, scale, scale);
}

static void
paint_image (MixCloud *cloud, const MixFrame *frame, cairo_t *cr, double scale)
{
  ensure_image (cloud, frame, scale);
  cairo_set_source_surface (cr, cloud->image, floor (frame->area.x) - MARGIN,
                            floor (frame->area.y) - MARGIN);
  cairo_paint (cr);
}

static void
paint_paths (const MixCloud *cloud, const MixFrame *frame, cairo_t *cr)
{
  double radius = radius_in_pixels (cloud, frame);

  cairo_set_line_width (cr, RING_WIDTH * frame->unit);
  for (guint i = 0; i < cloud->n; i++)
    {
      const MixPoint *p = &cloud->points[i];
      gboolean ring = p->shape == MIX_POINT_RING;
      cairo_new_path (cr);
      cairo_arc (cr, mix_scale_to_pixel (&frame->x, p->x), mix_scale_to_pixel (&frame->y, p->y),
                 ring ? 1.4 * radius : radius, 0, 2 * G_PI);
      cairo_set_source_rgba (cr, (p->rgb >> 16) / 255.0, ((p->rgb >> 8) & 0xff) / 255.0,
                             (p->rgb & 0xff) / 255.0,
                             alpha_of (cloud, frame, p));
      if (ring)
        cairo_stroke (cr);
      else
        cairo_fill (cr);
    }
}

static void
points_layout (MixLayer *layer, const MixFrame *frame)
{
}

static void
points_paint (MixLayer *layer, const MixFrame *frame, cairo_t *cr, double scale)
{
  MixCloud *cloud = ((PointsLayer *) layer)->cloud;

  if (mix_layer_is_vector (cr) && cloud->n <= MAX_VECTOR_POINTS)
    paint_paths (cloud, frame, cr);
  else
    paint_image (cloud, frame, cr, mix_layer_is_vector (cr) ? MAX (scale, 3) : scale);
}

static guint64
points_hash (const MixLayer *layer, guint64 hash)
{
  const MixCloud *cloud = ((const PointsLayer *) layer)->cloud;

  return mix_hash_bytes (hash, &cloud->key, sizeof cloud->key);
}

static void
points_free (MixLayer *layer)
{
  mix_cloud_unref (((PointsLayer *) layer)->cloud);
  g_free (layer);
}

static const MixLayerClass points_class = {
  points_layout, points_paint, points_hash, points_free, NULL,
};

/**
 * mix_layer_points_new:
 * @cloud: a reference is taken
 *
 * Returns: (transfer full): a still layer
 */
MixLayer *
mix_layer_points_new (MixCloud *cloud)
{
  PointsLayer *points = g_new0 (PointsLayer, 1);

  points->layer.class = &points_class;
  points->layer.part = MIX_PLOT_STILL;
  points->cloud = mix_cloud_ref (cloud);
  return &points->layer;
}
