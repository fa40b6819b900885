/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-plot.h"

#include <math.h>

#include "mix-hash.h"
#include "mix-plot-private.h"

/* Design pixels. */
#define NARROW 420.0 /* below: the tight insets across, unless a figure says otherwise */
#define LOW 240.0    /* below: the tight insets upward */
#define LEAST_AREA 90.0 /* upward, that a note of several lines leaves to the axes */
#define CARD_RADIUS 12.0
#define HIT_RADIUS 7.0 /* pixels from a curve */

/**
 * mix_plot_new:
 * @palette: static
 *
 * Returns: (transfer full): an empty plot; see mix-plot-build.h for what goes in
 */
MixPlot *
mix_plot_new (const MixPalette *palette)
{
  MixPlot *plot = g_rc_box_new0 (MixPlot);

  plot->palette = palette;
  plot->narrow = NARROW;
  plot->message_share = 0.5;
  plot->layers = g_ptr_array_new_with_free_func ((GDestroyNotify) mix_layer_free);
  plot->ground = mix_marks_new ();
  plot->still = mix_marks_new ();
  plot->live = mix_marks_new ();
  mix_scale_init (&plot->x.scale, 0, 1);
  mix_scale_init (&plot->y.scale, 0, 1);
  return plot;
}

MixPlot *
mix_plot_ref (MixPlot *plot)
{
  return g_rc_box_acquire (plot);
}

static void
plot_clear (gpointer data)
{
  MixPlot *plot = data;

  if (plot->arrange_free != NULL)
    plot->arrange_free (plot->arrange_data);
  g_clear_pointer (&plot->parts, g_ptr_array_unref);
  g_ptr_array_unref (plot->layers);
  mix_marks_free (plot->ground);
  mix_marks_free (plot->still);
  mix_marks_free (plot->live);
  g_clear_pointer (&plot->type, mix_type_free);
  g_free (plot->title);
  g_free (plot->subtitle);
  g_free (plot->note);
  g_free (plot->description);
  g_free (plot->message);
  g_free (plot->x_name);
}

void
mix_plot_unref (MixPlot *plot)
{
  g_rc_box_release_full (plot, plot_clear);
}

static void
make_frame (MixPlot *plot, double width, double height)
{
  MixFrame *frame = &plot->frame;
  double unit = mix_type_get_unit (plot->type);

  *frame = (MixFrame){ .width = width, .height = height, .unit = unit, .palette = plot->palette,
                       .type = plot->type, .x = plot->x.scale, .y = plot->y.scale,
                       .focus = plot->focus };
  frame->ink = unit * CLAMP (MAX (width / 628, height / 444) / unit, 0.85, 1.4);
  frame->narrow = width < plot->narrow * unit;
  frame->low = height < LOW * unit;

  const MixInsets *across = frame->narrow ? &plot->tight : &plot->roomy;
  const MixInsets *upward = frame->low ? &plot->tight : &plot->roomy;
  double left = round (across->left * unit), right = round (across->right * unit);
  double bottom = round (upward->bottom * unit), top = upward->top * unit;
  top = round (top + mix_plot_fit_note (plot, height - top - bottom - LEAST_AREA * unit));
  frame->area = (MixRect){ left, top, MAX (width - left - right, 1),
                           MAX (height - top - bottom, 1) };
  mix_scale_set_pixels (&frame->x, left, left + frame->area.width);
  mix_scale_set_pixels (&frame->y, top + frame->area.height, top);
}

static void
hash_still (MixPlot *plot)
{
  const MixFrame *frame = &plot->frame;
  double place[] = { frame->width, frame->height, frame->unit, frame->area.x, frame->area.y,
                     frame->area.width, frame->area.height, frame->x.low, frame->x.high,
                     frame->y.low, frame->y.high };
  guint64 hash = mix_hash_bytes (mix_type_get_key (plot->type), place, sizeof place);

  hash = mix_hash_bytes (hash, &plot->palette->scheme, sizeof plot->palette->scheme);
  hash = mix_marks_hash (plot->ground, hash);
  hash = mix_marks_hash (plot->still, hash);
  for (guint i = 0; i < plot->layers->len; i++)
    {
      const MixLayer *layer = g_ptr_array_index (plot->layers, i);
      if (layer->part == MIX_PLOT_STILL && layer->class->hash != NULL)
        hash = layer->class->hash (layer, hash);
    }
  plot->still_key = plot->parts != NULL ? mix_plot_hash_parts (plot, hash) : hash;
}

/* A window has a font of its own; a picture on its own has type that can be read when it is
 * large. */
static double
magnification_for (double width, double height)
{
  return CLAMP (pow (MIN (width / 960, height / 600), 0.85), 1, 4);
}

static double
magnification (const MixPlot *plot, double width, double height, PangoContext *context)
{
  if (plot->magnification > 0)
    return plot->magnification;
  return context != NULL ? 1 : magnification_for (width, height);
}

/* What is on axes of its own. */
static void
lay_out_axes (MixPlot *plot)
{
  mix_plot_make_ticks (plot);
  for (guint i = 0; i < plot->layers->len; i++)
    {
      MixLayer *layer = g_ptr_array_index (plot->layers, i);
      layer->class->layout (layer, &plot->frame);
    }
  if (!plot->bare)
    mix_plot_add_axes (plot);
  if (plot->arrange != NULL)
    plot->arrange (plot->arrange_data, &plot->frame, plot->still, plot->live);
}

/**
 * mix_plot_layout:
 * @width: logical pixels, above 0
 * @height: logical pixels, above 0
 * @context: (nullable): whose font and resolution to use; NULL for the plot's own, which grows with
 *   a plot of more than 960 × 600 pixels
 *
 * Finds the place of everything. Does nothing where size and font are what they were.
 */
void
mix_plot_layout (MixPlot *plot, double width, double height, PangoContext *context)
{
  width = isfinite (width) ? CLAMP (width, 1, 32000) : 1;
  height = isfinite (height) ? CLAMP (height, 1, 32000) : 1;
  gboolean same_size = fabs (plot->frame.width - width) < 1e-9
                       && fabs (plot->frame.height - height) < 1e-9;
  gboolean same_type = plot->type != NULL && mix_type_matches (plot->type, context)
                       && (context != NULL || same_size);
  if (same_type && same_size)
    return;

  if (!same_type)
    {
      g_clear_pointer (&plot->type, mix_type_free);
      plot->type = mix_type_new (context, magnification (plot, width, height, context));
    }
  mix_marks_clear (plot->ground);
  mix_marks_clear (plot->still);
  mix_marks_clear (plot->live);
  make_frame (plot, width, height);
  if (plot->parts != NULL)
    mix_plot_lay_out_parts (plot, context);
  else
    lay_out_axes (plot);
  if (!plot->bare)
    {
      mix_plot_add_message (plot);
      mix_plot_add_titles (plot);
    }
  hash_still (plot);
}

static void
paint_card (const MixPlot *plot, cairo_t *cr)
{
  const MixFrame *frame = &plot->frame;
  g_autoptr (MixMarks) marks = mix_marks_new ();
  MixShapeStyle style = { .fill = plot->palette->card, .stroke = plot->palette->card_edge,
                          .width = 1 };
  MixRect rect = { 0.5, 0.5, frame->width - 1, frame->height - 1 };

  mix_marks_rectangle (marks, &style, &rect, CARD_RADIUS * frame->ink);
  mix_marks_paint (marks, plot->palette, NULL, cr);
}

static gboolean
is_dimmed (const MixPlot *plot, const MixLayer *layer)
{
  return mix_tag_is_set (&plot->focus) && !mix_tag_matches (&plot->focus, &layer->tag);
}

/* Those that are dimmed and follow one another are dimmed together. */
static void
paint_layers (MixPlot *plot, MixPlotParts part, cairo_t *cr, double scale)
{
  const MixRect *area = &plot->frame.area;
  gboolean in_group = FALSE;

  cairo_save (cr);
  cairo_rectangle (cr, area->x - 3, area->y - 3, area->width + 6, area->height + 6);
  cairo_clip (cr);
  for (guint i = 0; i <= plot->layers->len; i++)
    {
      MixLayer *layer = i < plot->layers->len ? g_ptr_array_index (plot->layers, i) : NULL;
      if (layer != NULL && layer->part != part)
        continue;
      gboolean dimmed = layer != NULL && is_dimmed (plot, layer);
      if (dimmed && !in_group)
        cairo_push_group (cr);
      if (!dimmed && in_group)
        {
          cairo_pop_group_to_source (cr);
          cairo_paint_with_alpha (cr, MIX_DIMMED);
        }
      in_group = dimmed;
      if (layer != NULL)
        layer->class->paint (layer, &plot->frame, cr, scale);
    }
  cairo_restore (cr);
}

/**
 * mix_plot_paint:
 * @cr: in logical pixels
 * @scale: device pixels per logical pixel
 * @parts: which of the parts; each may be kept and painted apart
 *
 * Paints what mix_plot_layout() found.
 */
void
mix_plot_paint (MixPlot *plot, cairo_t *cr, double scale, MixPlotParts parts)
{
  g_return_if_fail (plot->type != NULL);

  cairo_save (cr);
  if ((parts & MIX_PLOT_CARD) && !plot->bare)
    paint_card (plot, cr);
  if (plot->parts != NULL)
    mix_plot_paint_parts (plot, cr, scale, parts);
  if (parts & MIX_PLOT_STILL)
    {
      mix_marks_paint (plot->ground, plot->palette, &plot->focus, cr);
      paint_layers (plot, MIX_PLOT_STILL, cr, scale);
      mix_marks_paint (plot->still, plot->palette, &plot->focus, cr);
    }
  if (parts & MIX_PLOT_LIVE)
    {
      paint_layers (plot, MIX_PLOT_LIVE, cr, scale);
      mix_marks_paint (plot->live, plot->palette, &plot->focus, cr);
    }
  cairo_restore (cr);
}

/**
 * mix_plot_get_still_key:
 *
 * Returns: equal for two laid out plots that look the same in their MIX_PLOT_STILL parts
 */
guint64
mix_plot_get_still_key (const MixPlot *plot)
{
  return mix_hash_bytes (plot->still_key, &plot->focus, sizeof plot->focus);
}

void
mix_plot_set_focus (MixPlot *plot, const MixTag *focus)
{
  plot->focus = plot->frame.focus = *focus;
  for (guint i = 0; plot->parts != NULL && i < plot->parts->len; i++)
    mix_plot_set_focus (g_ptr_array_index (plot->parts, i), focus);
}

/**
 * mix_plot_find_hit:
 * @hit: (out): of words and handles the one on top, else the layer that is nearest
 */
void
mix_plot_find_hit (const MixPlot *plot, double x, double y, MixHit *hit)
{
  double least = HIT_RADIUS;

  *hit = (MixHit){ 0 };
  if (plot->parts != NULL)
    {
      const MixPlot *part = mix_plot_find_part (plot, x, y);
      mix_plot_find_hit (part, x - part->place.x, y - part->place.y, hit);
      return;
    }
  if (mix_marks_find_hit (plot->live, x, y, hit) || mix_marks_find_hit (plot->still, x, y, hit))
    return;
  const MixRect *area = &plot->frame.area;
  if (x < area->x || y < area->y || x > area->x + area->width || y > area->y + area->height)
    return;
  for (guint i = plot->layers->len; i > 0; i--)
    {
      const MixLayer *layer = g_ptr_array_index (plot->layers, i - 1);
      if (layer->class->distance == NULL || !mix_tag_is_set (&layer->tag))
        continue;
      double distance = layer->class->distance (layer, &plot->frame, x, y);
      if (!(distance < least))
        continue;
      least = distance;
      *hit = (MixHit){ .kind = MIX_HIT_CURVE, .tag = layer->tag };
    }
}

static void
list_entries (const MixPlot *plot, GArray *tags)
{
  for (guint i = 0; plot->parts != NULL && i < plot->parts->len; i++)
    list_entries (g_ptr_array_index (plot->parts, i), tags);
  if (plot->parts != NULL)
    return;
  mix_marks_list_entries (plot->live, tags);
  mix_marks_list_entries (plot->still, tags);
}

/**
 * mix_plot_step_entry:
 * @by: 1 to the next word of the legend and of the curves, −1 to the one before
 * @tag: (inout): what it stands for; not set: no word, which is between the last and the first
 *
 * Returns: whether there are words
 */
gboolean
mix_plot_step_entry (const MixPlot *plot, int by, MixTag *tag)
{
  g_autoptr (GArray) tags = g_array_new (FALSE, FALSE, sizeof (MixTag));
  int at = -1;

  list_entries (plot, tags);
  int n = (int) tags->len;
  for (int i = 0; i < n; i++)
    if (mix_tag_equal (&g_array_index (tags, MixTag, i), tag))
      at = i;
  int next = at < 0 && by < 0 ? n - 1 : at + by;
  *tag = next >= 0 && next < n ? g_array_index (tags, MixTag, next) : (MixTag){ 0 };
  return n > 0;
}

/**
 * mix_plot_get_area:
 * @x: (out) (optional): left edge of the axes, in pixels; the others likewise
 */
void
mix_plot_get_area (const MixPlot *plot, double *x, double *y, double *width, double *height)
{
  const MixRect *area = &plot->frame.area;

  if (x != NULL)
    *x = area->x;
  if (y != NULL)
    *y = area->y;
  if (width != NULL)
    *width = area->width;
  if (height != NULL)
    *height = area->height;
}

/* In a sheet all parts of a column have one x axis, and all of a row one y axis. */
double
mix_plot_x_from_pixel (const MixPlot *plot, double pixel)
{
  if (plot->parts != NULL)
    {
      const MixPlot *part = mix_plot_find_part (plot, pixel, (double) NAN);
      return mix_plot_x_from_pixel (part, pixel - part->place.x);
    }
  return mix_scale_from_pixel (&plot->frame.x, pixel);
}

double
mix_plot_y_from_pixel (const MixPlot *plot, double pixel)
{
  if (plot->parts != NULL)
    {
      const MixPlot *part = mix_plot_find_part (plot, (double) NAN, pixel);
      return mix_plot_y_from_pixel (part, pixel - part->place.y);
    }
  return mix_scale_from_pixel (&plot->frame.y, pixel);
}

double
mix_plot_x_to_pixel (const MixPlot *plot, double x)
{
  if (plot->parts != NULL)
    {
      const MixPlot *part = g_ptr_array_index (plot->parts, 0);
      return part->place.x + mix_plot_x_to_pixel (part, x);
    }
  return mix_scale_to_pixel (&plot->frame.x, x);
}

double
mix_plot_y_to_pixel (const MixPlot *plot, double y)
{
  if (plot->parts != NULL)
    {
      const MixPlot *part = g_ptr_array_index (plot->parts, 0);
      return part->place.y + mix_plot_y_to_pixel (part, y);
    }
  return mix_scale_to_pixel (&plot->frame.y, y);
}

const char *
mix_plot_get_title (const MixPlot *plot)
{
  return plot->title != NULL ? plot->title : "";
}

const char *
mix_plot_get_description (const MixPlot *plot)
{
  return plot->description != NULL ? plot->description : "";
}
