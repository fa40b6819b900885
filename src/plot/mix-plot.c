/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-plot.h"

#include <math.h>

#include "mix-hash.h"
#include "mix-plot-build.h"

/* Design pixels. */
#define NARROW 420.0 /* below: the tight insets across, unless a figure says otherwise */
#define LOW 240.0    /* below: the tight insets upward */
#define TITLE_X 13.0
#define TITLE_Y 15.0
#define TITLE_SIZE 14.0
#define SUBTITLE_SIZE 12.0
#define NOTE_Y 33.0
#define NOTE_ROOM 40.0 /* under the plot's upper edge, for a note to be shown */
#define TICK_SIZE 11.0
#define CARD_RADIUS 12.0
#define CORNER_ROOM 36.0 /* for a window's button at the title's other end */

struct _MixPlot
{
  /* what it shows */
  const MixPalette *palette;
  char *title, *subtitle, *note, *description, *message, *x_name;
  gboolean live_subtitle, titles_on_top, bare;
  MixInsets roomy, tight;
  double narrow;
  MixAxis x, y;
  GPtrArray *layers;
  MixArrangeFunc arrange;
  gpointer arrange_data;
  GDestroyNotify arrange_free;

  /* where it is, after layout */
  MixType *type;
  MixFrame frame;
  MixTicks x_ticks, y_ticks;
  MixMarks *ground; /* under the rows: the grid */
  MixMarks *still;  /* over the rows: axes and words */
  MixMarks *live;
  guint64 still_key;
};

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

void
mix_plot_set_title (MixPlot *plot, const char *title)
{
  g_free (plot->title);
  plot->title = g_strdup (title);
}

void
mix_plot_set_subtitle (MixPlot *plot, const char *subtitle, gboolean live)
{
  g_free (plot->subtitle);
  plot->subtitle = g_strdup (subtitle);
  plot->live_subtitle = live;
}

void
mix_plot_set_titles_on_top (MixPlot *plot, gboolean on_top)
{
  plot->titles_on_top = on_top;
}

void
mix_plot_set_note (MixPlot *plot, const char *note)
{
  g_free (plot->note);
  plot->note = g_strdup (note);
}

void
mix_plot_take_description (MixPlot *plot, char *description)
{
  g_free (plot->description);
  plot->description = description;
}

void
mix_plot_set_insets (MixPlot *plot, const MixInsets *roomy, const MixInsets *tight)
{
  plot->roomy = *roomy;
  plot->tight = *tight;
}

void
mix_plot_set_narrow (MixPlot *plot, double narrow)
{
  plot->narrow = narrow;
}

void
mix_plot_set_axes (MixPlot *plot, const MixAxis *x, const MixAxis *y)
{
  plot->x = *x;
  plot->y = *y;
  g_free (plot->x_name);
  plot->x_name = g_strdup (x->name);
  plot->x.name = plot->x_name;
}

void
mix_plot_take_layer (MixPlot *plot, MixLayer *layer)
{
  g_ptr_array_add (plot->layers, layer);
}

void
mix_plot_set_arrange (MixPlot *plot, MixArrangeFunc arrange, gpointer data, GDestroyNotify free_data)
{
  g_return_if_fail (plot->arrange == NULL);

  plot->arrange = arrange;
  plot->arrange_data = data;
  plot->arrange_free = free_data;
}

void
mix_plot_set_message (MixPlot *plot, const char *message)
{
  g_free (plot->message);
  plot->message = g_strdup (message);
}

void
mix_plot_set_bare (MixPlot *plot, gboolean bare)
{
  plot->bare = bare;
}

static void
make_frame (MixPlot *plot, double width, double height)
{
  MixFrame *frame = &plot->frame;
  double unit = mix_type_get_unit (plot->type);

  *frame = (MixFrame){ .width = width, .height = height, .unit = unit, .palette = plot->palette,
                       .type = plot->type, .x = plot->x.scale, .y = plot->y.scale };
  frame->ink = unit * CLAMP (MAX (width / 628, height / 444) / unit, 0.85, 1.4);
  frame->narrow = width < plot->narrow * unit;
  frame->low = height < LOW * unit;

  const MixInsets *across = frame->narrow ? &plot->tight : &plot->roomy;
  const MixInsets *upward = frame->low ? &plot->tight : &plot->roomy;
  double left = round (across->left * unit), right = round (across->right * unit);
  double top = round (upward->top * unit), bottom = round (upward->bottom * unit);
  frame->area = (MixRect){ left, top, MAX (width - left - right, 1), MAX (height - top - bottom, 1) };
  mix_scale_set_pixels (&frame->x, left, left + frame->area.width);
  mix_scale_set_pixels (&frame->y, top + frame->area.height, top);
}

/* About one tick per 55 pixels upward and 90 across; at least three where there is any room. */
static void
make_linear_ticks (const MixScale *scale, double length, double unit, gboolean across,
                   MixTicks *ticks)
{
  double each = (across ? 90 : 55) * unit, least = (across ? 50 : 22) * unit;
  long most = across ? (length > 1100 * unit ? 8 : 5) : 7;
  guint n = (guint) CLAMP (lrint (length / each), 2, most);

  mix_ticks_linear (ticks, scale->low, scale->high, n);
  while (ticks->n < 3 && n < (guint) most && length / (n + 1) >= least)
    mix_ticks_linear (ticks, scale->low, scale->high, ++n);
}

static void
make_ticks (const MixScale *scale, double length, double unit, gboolean across, MixTicks *ticks)
{
  if (scale->kind == MIX_SCALE_ABOVE)
    mix_ticks_above (ticks, scale, 20 * unit);
  else
    make_linear_ticks (scale, length, unit, across, ticks);
}

static double
snapped (double pixel)
{
  return floor (pixel) + 0.5;
}

static void
add_grid (MixPlot *plot)
{
  const MixRect *area = &plot->frame.area;
  MixShapeStyle style = { .stroke = plot->palette->grid, .width = 1 };

  for (guint i = 0; plot->x.grid && i < plot->x_ticks.n; i++)
    {
      double x = snapped (mix_scale_to_pixel (&plot->frame.x, plot->x_ticks.values[i]));
      mix_marks_line (plot->ground, &style, x, area->y, x, area->y + area->height);
    }
  for (guint i = 0; plot->y.grid && i < plot->y_ticks.n; i++)
    {
      double y = snapped (mix_scale_to_pixel (&plot->frame.y, plot->y_ticks.values[i]));
      mix_marks_line (plot->ground, &style, area->x, y, area->x + area->width, y);
    }
}

static void
add_axis_lines (MixPlot *plot)
{
  const MixRect *area = &plot->frame.area;
  MixShapeStyle style = { .stroke = plot->palette->axis, .width = 1 };
  double bottom = floor (area->y + area->height) + 0.5;

  if (plot->x.line)
    mix_marks_line (plot->still, &style, area->x, bottom, area->x + area->width, bottom);
  if (plot->y.line)
    mix_marks_line (plot->still, &style, snapped (area->x), area->y, snapped (area->x), bottom);
}

static MixTextStyle
tick_style (const MixPlot *plot, double xalign)
{
  return (MixTextStyle){ .size = TICK_SIZE, .color = plot->palette->axis_text, .xalign = xalign,
                         .yalign = 0.5 };
}

/* The name of the x axis stands behind its numbers; a number that it would touch is left out. */
static double
add_x_name (MixPlot *plot, double y)
{
  const MixFrame *frame = &plot->frame;
  MixTextStyle style = tick_style (plot, 1);
  double right = frame->width - (frame->narrow ? 8 : 16) * frame->unit;

  if (plot->x.name == NULL || *plot->x.name == '\0')
    return frame->width;
  style.max_width = MAX (frame->width - right, 0.4 * frame->area.width);
  double width, height;
  mix_text_measure (frame, &style, plot->x.name, &width, &height);
  MixRect rect = mix_marks_text (plot->still, frame, &style, right, y, plot->x.name);
  return right - MIN (width, rect.width);
}

static void
add_x_labels (MixPlot *plot)
{
  const MixFrame *frame = &plot->frame;
  MixTextStyle style = tick_style (plot, 0.5);
  double y = frame->area.y + frame->area.height + 13 * frame->unit;

  if (!plot->x.labels)
    return;
  double name = add_x_name (plot, y), before = -HUGE_VAL;
  for (guint i = 0; i < plot->x_ticks.n; i++)
    {
      g_autofree char *label = mix_tick_label (&plot->x_ticks, i);
      double x = mix_scale_to_pixel (&frame->x, plot->x_ticks.values[i]), width, height;
      mix_text_measure (frame, &style, label, &width, &height);
      x = CLAMP (x, width / 2 + 3, frame->width - width / 2 - 3);
      if (x - width / 2 < before + 8 * frame->unit || x + width / 2 + 6 * frame->unit > name)
        continue;
      mix_marks_text (plot->still, frame, &style, x, y, label);
      before = x + width / 2;
    }
}

static void
add_y_labels (MixPlot *plot)
{
  const MixFrame *frame = &plot->frame;
  MixTextStyle style = tick_style (plot, 1);
  double offset = plot->y.offset > 0 && !frame->narrow ? plot->y.offset : 8;
  double right = frame->area.x - offset * frame->unit;

  for (guint i = 0; plot->y.labels && i < plot->y_ticks.n; i++)
    {
      g_autofree char *label = mix_tick_label (&plot->y_ticks, i);
      double y = mix_scale_to_pixel (&frame->y, plot->y_ticks.values[i]);
      mix_marks_text (plot->still, frame, &style, right, y, label);
    }
}

/* What is after a comma is said where there is room for it. */
static char *
shortened_to (const MixFrame *frame, const MixTextStyle *style, const char *text)
{
  MixTextStyle unlimited = *style;
  char *kept = g_strdup (text);

  unlimited.max_width = 0;
  for (;;)
    {
      double width, height;
      char *comma = NULL;
      mix_text_measure (frame, &unlimited, kept, &width, &height);
      if (width > style->max_width)
        comma = g_strrstr (kept, ", ");
      if (comma == NULL)
        return kept;
      *comma = '\0';
    }
}

static void
add_titles (MixPlot *plot)
{
  const MixFrame *frame = &plot->frame;
  double unit = frame->unit, x = TITLE_X * unit;
  MixTextStyle title = { .size = TITLE_SIZE, .bold = TRUE, .color = plot->palette->text,
                         .yalign = 0.5, .max_width = MAX (frame->width - 2 * x, 1) };
  MixTextStyle note = { .size = SUBTITLE_SIZE, .color = plot->palette->axis_text, .yalign = 0.5 };

  MixMarks *marks = plot->titles_on_top ? plot->live : plot->still;

  title.halo = note.halo = plot->titles_on_top;
  if (plot->title != NULL)
    {
      double width, height;
      mix_text_measure (frame, &title, plot->title, &width, &height);
      title.max_width = 0;
      mix_marks_text (marks, frame, &title, x, TITLE_Y * unit, plot->title);
      x += width + 8 * unit;
    }
  note.max_width = frame->width - x - CORNER_ROOM * unit;
  if (plot->subtitle != NULL && note.max_width > 40 * unit)
    {
      g_autofree char *fitting = shortened_to (frame, &note, plot->subtitle);
      mix_marks_text (plot->live_subtitle ? plot->live : marks, frame, &note, x, TITLE_Y * unit,
                      fitting);
    }
  note.max_width = frame->width - 2 * TITLE_X * unit;
  note.size = TICK_SIZE;
  if (plot->note != NULL && frame->area.y > NOTE_ROOM * unit)
    mix_marks_text (marks, frame, &note, TITLE_X * unit, NOTE_Y * unit, plot->note);
}

/* Over curves that are there all the same, such as the truth's, it stands near the top. */
static void
add_message (MixPlot *plot)
{
  const MixRect *area = &plot->frame.area;
  MixTextStyle style = { .size = 13, .color = plot->palette->axis_text, .xalign = 0.5,
                         .yalign = 0.5, .wrap = TRUE, .halo = TRUE };

  if (plot->message == NULL)
    return;
  style.max_width = MAX (area->width - 16 * plot->frame.unit, 40);
  mix_marks_text (plot->still, &plot->frame, &style, area->x + area->width / 2,
                  area->y + area->height * (plot->layers->len > 0 ? 0.16 : 0.5), plot->message);
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
  plot->still_key = hash;
}

/* A window has a font of its own; a picture on its own has type that can be read when it is large. */
static double
magnification_for (double width, double height)
{
  return CLAMP (pow (MIN (width / 960, height / 600), 0.85), 1, 4);
}

/**
 * mix_plot_layout:
 * @width: logical pixels, above 0
 * @height: logical pixels, above 0
 * @context: (nullable): whose font and resolution to use; NULL for the plot's own, which grows with a
 *   plot of more than 960 × 600 pixels
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
      plot->type = mix_type_new (context, context != NULL ? 1 : magnification_for (width, height));
    }
  mix_marks_clear (plot->ground);
  mix_marks_clear (plot->still);
  mix_marks_clear (plot->live);
  make_frame (plot, width, height);
  double unit = plot->frame.unit;
  make_ticks (&plot->frame.x, plot->frame.area.width, unit, TRUE, &plot->x_ticks);
  make_ticks (&plot->frame.y, plot->frame.area.height, unit, FALSE, &plot->y_ticks);
  for (guint i = 0; i < plot->layers->len; i++)
    {
      MixLayer *layer = g_ptr_array_index (plot->layers, i);
      layer->class->layout (layer, &plot->frame);
    }
  if (!plot->bare)
    {
      add_grid (plot);
      add_axis_lines (plot);
      add_x_labels (plot);
      add_y_labels (plot);
      add_message (plot);
    }
  if (plot->arrange != NULL)
    plot->arrange (plot->arrange_data, &plot->frame, plot->still, plot->live);
  if (!plot->bare)
    add_titles (plot);
  hash_still (plot);
}

static void
paint_card (const MixPlot *plot, cairo_t *cr)
{
  const MixFrame *frame = &plot->frame;
  g_autoptr (MixMarks) marks = mix_marks_new ();
  MixShapeStyle style = { .fill = plot->palette->card, .stroke = plot->palette->card_edge, .width = 1 };
  MixRect rect = { 0.5, 0.5, frame->width - 1, frame->height - 1 };

  mix_marks_rectangle (marks, &style, &rect, CARD_RADIUS * frame->unit);
  mix_marks_paint (marks, plot->palette, cr);
}

static void
paint_layers (MixPlot *plot, MixPlotParts part, cairo_t *cr, double scale)
{
  const MixRect *area = &plot->frame.area;

  cairo_save (cr);
  cairo_rectangle (cr, area->x - 3, area->y - 3, area->width + 6, area->height + 6);
  cairo_clip (cr);
  for (guint i = 0; i < plot->layers->len; i++)
    {
      MixLayer *layer = g_ptr_array_index (plot->layers, i);
      if (layer->part == part)
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
  if (parts & MIX_PLOT_STILL)
    {
      mix_marks_paint (plot->ground, plot->palette, cr);
      paint_layers (plot, MIX_PLOT_STILL, cr, scale);
      mix_marks_paint (plot->still, plot->palette, cr);
    }
  if (parts & MIX_PLOT_LIVE)
    {
      paint_layers (plot, MIX_PLOT_LIVE, cr, scale);
      mix_marks_paint (plot->live, plot->palette, cr);
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
  return plot->still_key;
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

double
mix_plot_x_from_pixel (const MixPlot *plot, double pixel)
{
  return mix_scale_from_pixel (&plot->frame.x, pixel);
}

double
mix_plot_y_from_pixel (const MixPlot *plot, double pixel)
{
  return mix_scale_from_pixel (&plot->frame.y, pixel);
}

double
mix_plot_x_to_pixel (const MixPlot *plot, double x)
{
  return mix_scale_to_pixel (&plot->frame.x, x);
}

double
mix_plot_y_to_pixel (const MixPlot *plot, double y)
{
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

const MixFrame *
mix_plot_get_frame (const MixPlot *plot)
{
  return &plot->frame;
}
