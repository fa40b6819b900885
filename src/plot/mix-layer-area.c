/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-layer-area.h"

#include <math.h>

#define HATCH_STEP 7.0
#define CROSSED 1.3 /* of the step, where lines run both ways */
#define HATCH_ALPHA 0.34

typedef struct
{
  MixLayer layer;
  MixDirection direction;
  MixAreaStyle style;
  double *at, *low, *high, *weight; /* [n] data; weight NULL for 1 */
  double *at_px, *low_px, *high_px; /* [n] after layout */
  guint n;
} AreaLayer;

static void
area_layout (MixLayer *layer, const MixFrame *frame)
{
  AreaLayer *area = (AreaLayer *) layer;
  gboolean upright = area->direction == MIX_ALONG_Y;
  const MixScale *along = upright ? &frame->y : &frame->x;
  const MixScale *across = upright ? &frame->x : &frame->y;

  for (guint i = 0; i < area->n; i++)
    {
      area->at_px[i] = mix_scale_to_pixel (along, area->at[i]);
      area->low_px[i] = mix_scale_to_pixel (across, area->low[i]);
      area->high_px[i] = mix_scale_to_pixel (across, area->high[i]);
    }
}

static gboolean
is_hole (const AreaLayer *area, guint i)
{
  return isnan (area->low_px[i]) || isnan (area->high_px[i]) || isnan (area->at_px[i]);
}

static void
point (const AreaLayer *area, cairo_t *cr, guint i, double value)
{
  if (area->direction == MIX_ALONG_Y)
    cairo_line_to (cr, value, area->at_px[i]);
  else
    cairo_line_to (cr, area->at_px[i], value);
}

static void
trace_area (const AreaLayer *area, cairo_t *cr)
{
  cairo_new_path (cr);
  for (guint start = 0; start < area->n;)
    {
      guint end = start;
      while (end < area->n && !is_hole (area, end))
        end++;
      if (end - start >= 2)
        {
          cairo_new_sub_path (cr);
          for (guint i = start; i < end; i++)
            point (area, cr, i, area->low_px[i]);
          for (guint i = end; i > start; i--)
            point (area, cr, i - 1, area->high_px[i - 1]);
          cairo_close_path (cr);
        }
      start = end + 1;
    }
}

static void
lines (cairo_t *cr, const MixRect *r, double dx, double dy, double step)
{
  /* Lines u · dx + v · dy = const, where (dx, dy) is across them; anchored to the plot's corner. */
  double length = hypot (r->width, r->height);
  double corners[] = { r->x * dx + r->y * dy, (r->x + r->width) * dx + r->y * dy,
                       r->x * dx + (r->y + r->height) * dy,
                       (r->x + r->width) * dx + (r->y + r->height) * dy };
  double least = corners[0], most = corners[0];
  double mx = r->x + r->width / 2, my = r->y + r->height / 2, middle = mx * dx + my * dy;

  for (guint i = 1; i < 4; i++)
    {
      least = MIN (least, corners[i]);
      most = MAX (most, corners[i]);
    }
  for (double d = (ceil (least / step) - 1) * step; d <= most + step; d += step)
    {
      double x = mx + (d - middle) * dx, y = my + (d - middle) * dy;
      cairo_move_to (cr, x - dy * length, y + dx * length);
      cairo_line_to (cr, x + dy * length, y - dx * length);
    }
}

static void
dots (cairo_t *cr, const MixRect *r, double step)
{
  for (double y = ceil (r->y / step) * step; y < r->y + r->height + step; y += step)
    for (double x = ceil (r->x / step) * step; x < r->x + r->width + step; x += step)
      {
        cairo_move_to (cr, x, y);
        cairo_line_to (cr, x, y);
      }
}

/**
 * mix_pattern_stroke:
 * @cr: clipped to what the pattern is to fill
 * @component: from 0; the first is plain, the others each have a pattern, a second cue beside hue
 * @extents: of the clip, in pixels
 * @unit: pixels per design pixel
 */
void
mix_pattern_stroke (cairo_t *cr, guint component, const MixRect *extents, const MixColor *color,
                    double alpha, double unit)
{
  double step = HATCH_STEP * unit;

  cairo_new_path (cr);
  switch (component % MIX_N_COMPONENT_COLORS)
    {
    case 1: lines (cr, extents, M_SQRT1_2, M_SQRT1_2, step); break;
    case 2: lines (cr, extents, M_SQRT1_2, -M_SQRT1_2, step); break;
    case 3: lines (cr, extents, 0, 1, step); break;
    case 4: lines (cr, extents, 1, 0, step); break;
    case 5:
      lines (cr, extents, M_SQRT1_2, M_SQRT1_2, CROSSED * step);
      lines (cr, extents, M_SQRT1_2, -M_SQRT1_2, CROSSED * step);
      break;
    case 6:
      lines (cr, extents, 0, 1, CROSSED * step);
      lines (cr, extents, 1, 0, CROSSED * step);
      break;
    case 7: dots (cr, extents, step); break;
    default: return;
    }
  gboolean round = component % MIX_N_COMPONENT_COLORS == 7;
  cairo_set_line_cap (cr, round ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_BUTT);
  cairo_set_line_width (cr, (round ? 2 : 1) * unit);
  mix_color_set_source (color, alpha, cr);
  cairo_stroke (cr);
}

/* In a file of paths the lines are drawn within the area. */
static void
paint_lines (const AreaLayer *area, const MixFrame *frame, cairo_t *cr)
{
  double x1, y1, x2, y2;

  cairo_save (cr);
  cairo_path_extents (cr, &x1, &y1, &x2, &y2);
  cairo_clip (cr);
  MixRect extents = { x1, y1, x2 - x1, y2 - y1 };
  mix_pattern_stroke (cr, (guint) area->style.pattern, &extents, &area->style.color, HATCH_ALPHA,
                      frame->unit);
  cairo_restore (cr);
}

/* On an image the area is filled with a tile of them, which is many times quicker. Its side is a
 * whole number of device pixels, and of every pattern's period. */
static void
fill_tiles (const AreaLayer *area, const MixFrame *frame, cairo_t *cr, double scale)
{
  double period = area->style.pattern % MIX_N_COMPONENT_COLORS == 5
                      || area->style.pattern % MIX_N_COMPONENT_COLORS == 6
                    ? CROSSED * HATCH_STEP : HATCH_STEP;
  gboolean slanted = area->style.pattern % MIX_N_COMPONENT_COLORS <= 2
                     || area->style.pattern % MIX_N_COMPONENT_COLORS == 5;
  int side = (int) MAX (lrint (period * (slanted ? M_SQRT2 : 1) * frame->unit * scale), 2);
  double unit = side / (period * (slanted ? M_SQRT2 : 1)); /* device pixels */
  cairo_surface_t *tile = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, side, side);
  cairo_t *tiler = cairo_create (tile);
  const MixRect all = { 0, 0, side, side };

  mix_pattern_stroke (tiler, (guint) area->style.pattern, &all, &area->style.color, HATCH_ALPHA,
                      unit);
  cairo_destroy (tiler);
  cairo_surface_set_device_scale (tile, scale, scale);
  cairo_set_source_surface (cr, tile, 0, 0);
  cairo_pattern_set_extend (cairo_get_source (cr), CAIRO_EXTEND_REPEAT);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_NEAREST);
  cairo_fill_preserve (cr);
  cairo_surface_destroy (tile);
}

static void
area_paint (MixLayer *layer, const MixFrame *frame, cairo_t *cr, double scale)
{
  const AreaLayer *area = (const AreaLayer *) layer;

  cairo_save (cr);
  cairo_rectangle (cr, frame->area.x, frame->area.y, frame->area.width, frame->area.height);
  cairo_clip (cr);
  trace_area (area, cr);
  if (area->weight != NULL && area->direction == MIX_ALONG_X)
    {
      cairo_pattern_t *fade
        = mix_layer_fade (&area->style.color, area->style.alpha, area->at_px, area->weight, area->n,
                          mix_layer_is_vector (cr) ? 0 : scale);
      cairo_set_source (cr, fade);
      cairo_pattern_destroy (fade);
    }
  else
    mix_color_set_source (&area->style.color, area->style.alpha, cr);
  cairo_fill_preserve (cr);
  if (area->style.pattern % MIX_N_COMPONENT_COLORS > 0)
    {
      if (mix_layer_is_vector (cr))
        paint_lines (area, frame, cr);
      else
        fill_tiles (area, frame, cr, scale);
    }
  cairo_restore (cr);
  cairo_new_path (cr);
}

static void
area_free (MixLayer *layer)
{
  AreaLayer *area = (AreaLayer *) layer;

  g_free (area->at);
  g_free (area->low);
  g_free (area->high);
  g_free (area->weight);
  g_free (area->at_px);
  g_free (area->low_px);
  g_free (area->high_px);
  g_free (area);
}

#define INSIDE 4.0 /* pixels that a place in the area counts as: a curve over it is nearer */

static double
area_distance (const MixLayer *layer, const MixFrame *frame, double x, double y)
{
  const AreaLayer *area = (const AreaLayer *) layer;
  double at = area->direction == MIX_ALONG_Y ? y : x;
  double value = area->direction == MIX_ALONG_Y ? x : y;

  for (guint i = 1; i < area->n; i++)
    {
      double from = area->at_px[i - 1], to = area->at_px[i];
      if (is_hole (area, i - 1) || is_hole (area, i) || !((from - at) * (to - at) <= 0))
        continue;
      double share = fabs (to - from) > 0 ? (at - from) / (to - from) : 0;
      double a = area->low_px[i - 1] + share * (area->low_px[i] - area->low_px[i - 1]);
      double b = area->high_px[i - 1] + share * (area->high_px[i] - area->high_px[i - 1]);
      if ((value - a) * (value - b) <= 0)
        return INSIDE;
    }
  return HUGE_VAL;
}

static const MixLayerClass area_class = {
  area_layout, area_paint, NULL, area_free, area_distance,
};

MixLayer *
mix_layer_area_new (MixDirection direction, const double *at, const double *low, const double *high,
                    const double *weight, guint n, const MixAreaStyle *style)
{
  AreaLayer *area = g_new0 (AreaLayer, 1);
  gsize size = n * sizeof (double);

  area->layer.class = &area_class;
  area->layer.part = MIX_PLOT_LIVE;
  area->direction = direction;
  area->style = *style;
  area->n = n;
  area->at = g_memdup2 (at, size);
  area->low = g_memdup2 (low, size);
  area->high = g_memdup2 (high, size);
  area->weight = weight != NULL ? g_memdup2 (weight, size) : NULL;
  area->at_px = g_new0 (double, n);
  area->low_px = g_new0 (double, n);
  area->high_px = g_new0 (double, n);
  return &area->layer;
}
