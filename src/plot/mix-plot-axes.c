/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-plot-private.h"

#include <math.h>
#include <string.h>

/* About one tick per 55 pixels upward and 90 across; at least three where there is any room. */
static void
make_linear_ticks (const MixAxis *axis, const MixScale *scale, double length, double unit,
                   gboolean across, MixTicks *ticks)
{
  double each = (across ? 90 : 55) * unit, least = (across ? 50 : 22) * unit;
  long most = across ? (length > 1100 * unit ? 8 : 5) : 7;
  guint n = (guint) CLAMP (lrint (length / each), 2, most);

  mix_ticks_time (ticks, axis->time, scale->low, scale->high, n);
  while (ticks->n < 3 && n < (guint) most && length / (n + 1) >= least)
    mix_ticks_time (ticks, axis->time, scale->low, scale->high, ++n);
}

static void
make_ticks (const MixAxis *axis, const MixScale *scale, double length, double unit, gboolean across,
            MixTicks *ticks)
{
  if (scale->kind == MIX_SCALE_ABOVE)
    mix_ticks_above (ticks, scale, 20 * unit);
  else
    make_linear_ticks (axis, scale, length, unit, across, ticks);
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
add_lines (MixPlot *plot)
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
  return (MixTextStyle){ .size = MIX_PLOT_TICK_SIZE, .color = plot->palette->axis_text,
                         .xalign = xalign, .yalign = 0.5 };
}

/* With what the labels of dates leave out: "sold on · 2020". */
static char *
full_x_name (const MixPlot *plot)
{
  g_autofree char *context = mix_ticks_context (&plot->x_ticks);
  const char *name = plot->x.name != NULL ? plot->x.name : "";

  if (context == NULL)
    return g_strdup (name);
  return g_strconcat (name, *name != '\0' ? " · " : "", context, NULL);
}

/* The name of the x axis stands behind its numbers; a number that it would touch is left out. */
static double
add_x_name (MixPlot *plot, double y)
{
  g_autofree char *name = full_x_name (plot);
  const MixFrame *frame = &plot->frame;
  MixTextStyle style = tick_style (plot, 1);
  double right = frame->width - (frame->narrow ? 8 : 16) * frame->unit;

  if (*name == '\0')
    return frame->width;
  style.max_width = MAX (frame->width - right, 0.4 * frame->area.width);
  double width, height;
  mix_text_measure (frame, &style, name, &width, &height);
  MixRect rect = mix_marks_text (plot->still, frame, &style, right, y, name);
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

/* What the labels of dates leave out, under the highest of them, a word a line where it is wide. */
static void
add_y_context (MixPlot *plot, double right)
{
  const MixFrame *frame = &plot->frame;
  MixTextStyle style = tick_style (plot, 1);
  g_autofree char *context = mix_ticks_context (&plot->y_ticks);

  if (context == NULL)
    return;
  char *year = strrchr (context, ' ');
  double y = mix_scale_to_pixel (&frame->y, plot->y_ticks.values[plot->y_ticks.n - 1]);
  if (year != NULL)
    {
      *year++ = '\0';
      mix_marks_text (plot->still, frame, &style, right, y += 13 * frame->unit, context);
    }
  mix_marks_text (plot->still, frame, &style, right, y + 13 * frame->unit,
                  year != NULL ? year : context);
}

/* A date with its year may be wider than the room beside the axis: the year goes below. */
static void
add_y_label (MixPlot *plot, double right, double y, char *label)
{
  const MixFrame *frame = &plot->frame;
  MixTextStyle style = tick_style (plot, 1);
  double width, height;
  char *last = strrchr (label, ' ');

  mix_text_measure (frame, &style, label, &width, &height);
  if (plot->y.time != MIX_TIME_NONE && width > right && last != NULL)
    {
      mix_marks_text (plot->still, frame, &style, right, y + 13 * frame->unit, last + 1);
      *last = '\0';
    }
  mix_marks_text (plot->still, frame, &style, right, y, label);
}

static void
add_y_labels (MixPlot *plot)
{
  const MixFrame *frame = &plot->frame;
  double offset = plot->y.offset > 0 && !frame->narrow ? plot->y.offset : 8;
  double right = frame->area.x - offset * frame->unit;

  for (guint i = 0; plot->y.labels && i < plot->y_ticks.n; i++)
    {
      g_autofree char *label = mix_tick_label (&plot->y_ticks, i);
      double y = mix_scale_to_pixel (&frame->y, plot->y_ticks.values[i]);
      add_y_label (plot, right, y, label);
    }
  if (plot->y.labels)
    add_y_context (plot, right);
}

void
mix_plot_make_ticks (MixPlot *plot)
{
  const MixFrame *frame = &plot->frame;

  make_ticks (&plot->x, &frame->x, frame->area.width, frame->unit, TRUE, &plot->x_ticks);
  make_ticks (&plot->y, &frame->y, frame->area.height, frame->unit, FALSE, &plot->y_ticks);
}

/**
 * mix_plot_add_axes:
 *
 * Grid, lines, numbers and the name of the x axis, after mix_plot_make_ticks().
 */
void
mix_plot_add_axes (MixPlot *plot)
{
  add_grid (plot);
  add_lines (plot);
  add_x_labels (plot);
  add_y_labels (plot);
}
