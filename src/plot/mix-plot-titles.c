/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-plot-private.h"

/* Design pixels. */
#define MESSAGE_STEP 4.0 /* from one try to the next */
#define MESSAGE_GAP 8.0  /* to other words */
#define TITLE_X 13.0
#define TITLE_Y 15.0
#define TITLE_SIZE 14.0
#define SUBTITLE_SIZE 12.0
#define NOTE_TOP 25.0
#define NOTE_ROOM 40.0 /* under the plot's upper edge, for a note to be shown */
#define CORNER_ROOM 36.0 /* for a window's button at the title's other end */

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

static MixTextStyle
note_style (const MixPlot *plot)
{
  return (MixTextStyle){ .size = MIX_PLOT_TICK_SIZE,
                         .color = plot->palette->axis_text,
                         .max_width
                         = MAX (plot->frame.width - 2 * TITLE_X * plot->frame.unit, 40),
                         .wrap = plot->note_in_lines };
}

/**
 * mix_plot_fit_note:
 * @plot: with a frame whose size and type are known
 * @free_height: that the note may have at most, pixels
 *
 * Returns: the height of the lines of its note after the first, in pixels; 0 where it has but one
 */
double
mix_plot_fit_note (MixPlot *plot, double free_height)
{
  double width, height, line;

  plot->note_in_lines = plot->note != NULL && plot->note_wraps;
  if (!plot->note_in_lines)
    return 0;
  MixTextStyle style = note_style (plot);
  mix_text_measure (&plot->frame, &style, plot->note, &width, &height);
  mix_text_measure (&plot->frame, &style, "x", &width, &line);
  plot->note_in_lines = height - line <= free_height;
  return plot->note_in_lines ? MAX (height - line, 0) : 0;
}

void
mix_plot_add_titles (MixPlot *plot)
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
  note = note_style (plot);
  note.halo = plot->titles_on_top;
  if (plot->note != NULL && frame->area.y > NOTE_ROOM * unit)
    mix_marks_text (marks, frame, &note, TITLE_X * unit, NOTE_TOP * unit, plot->note);
}

/* The middle of the message: where it is wanted, or as near to that as no other words stand. */
static double
find_message_place (const MixPlot *plot, const MixTextStyle *style, double wanted)
{
  const MixRect *area = &plot->frame.area;
  double width, height, step = MESSAGE_STEP * plot->frame.unit;
  double gap = MESSAGE_GAP * plot->frame.unit;

  mix_text_measure (&plot->frame, style, plot->message, &width, &height);
  for (guint i = 0; i * step < area->height; i++)
    for (int side = -1; side <= 1; side += 2)
      {
        double y = wanted + side * (i * step);
        MixRect place = { area->x + (area->width - width) / 2 - gap, y - (height + gap) / 2,
                          width + 2 * gap, height + gap };
        gboolean inside
          = y - height / 2 >= area->y && y + height / 2 <= area->y + area->height;
        if (inside && mix_marks_is_free (plot->live, &place))
          return y;
      }
  return wanted;
}

void
mix_plot_add_message (MixPlot *plot)
{
  const MixRect *area = &plot->frame.area;
  MixTextStyle style = { .size = 13, .color = plot->palette->axis_text, .xalign = 0.5,
                         .yalign = 0.5, .wrap = TRUE, .halo = TRUE, .ground = TRUE };

  if (plot->message == NULL)
    return;
  style.max_width = MAX (area->width - 16 * plot->frame.unit, 40);
  double y = find_message_place (plot, &style, area->y + area->height * plot->message_share);
  mix_marks_text (plot->live, &plot->frame, &style, area->x + area->width / 2, y, plot->message);
}
