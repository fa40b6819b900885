/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-slice-labels-private.h"

#include <math.h>

/* Where the words of a slice stand: in a column right of the density, each at its height as far as
 * there is room, with a leader to what it names. */

#define LINE_HEIGHT 13.5
#define BEND 12.0    /* left of a word: where its leader turns to it */
#define MAX_PEAKS 4  /* that words keep off */
#define UNMOVED 1e9  /* the weight of what does not give way */

/* What a label is of. */
static void
set_tag (const MixSliceLabel *label, MixMarks *live)
{
  static const guint items[] = {
    [MIX_SLICE_LABEL_COMPONENT] = 0,
    [MIX_SLICE_LABEL_MEAN] = MIX_SHOW_MEAN + 1,
    [MIX_SLICE_LABEL_MEDIAN] = MIX_SHOW_SLICE_MEDIAN + 1,
    [MIX_SLICE_LABEL_PLAIN] = MIX_SHOW_PLAIN + 1,
    [MIX_SLICE_LABEL_MODE] = MIX_SHOW_MODES + 1,
  };

  mix_marks_set_tag (live, items[label->kind],
                     label->kind == MIX_SLICE_LABEL_COMPONENT ? label->component + 1 : 0);
}

static void
add_component_label (const MixSliceLabel *label, const MixFrame *frame, MixMarks *live, double x,
                     double y, gboolean two_lines)
{
  MixTextStyle style = mix_figure_label_style (frame->palette, &frame->palette->text);
  double unit = frame->unit;

  style.size = 11;
  style.struck = label->off;
  mix_figure_add_badge (live, frame, x + 8 * unit, y, label->component, !label->off);
  mix_marks_text (live, frame, &style, x + 21 * unit,
                  y - (two_lines && !label->off ? LINE_HEIGHT / 2 : 0) * unit, label->lines[0]);
  if (two_lines && label->lines[1] != NULL)
    mix_marks_text (live, frame, &style, x + 21 * unit, y + LINE_HEIGHT / 2 * unit,
                    label->lines[1]);
}

/* From the value on the axis to the word: straight, with a bend where the word had to move. */
static void
add_leader (const MixSliceLabel *label, const MixFrame *frame, MixMarks *live, double x, double y)
{
  const MixPalette *palette = frame->palette;
  double unit = frame->unit, axis = frame->area.x, at = mix_scale_to_pixel (&frame->y, label->y);
  MixLineStyle dashed = mix_figure_plain_style (palette);
  MixShapeStyle style = { .stroke = palette->mean, .width = 1.25 * unit };
  double xy[] = { axis, at, x - BEND * unit, at, x - 3 * unit, y };

  if (label->kind == MIX_SLICE_LABEL_PLAIN)
    style = (MixShapeStyle){ .stroke = palette->plain, .width = dashed.width * unit,
                             .dash = dashed.dash, .n_dashes = dashed.n_dashes };
  mix_marks_shape (live, &style, xy, label->kind == MIX_SLICE_LABEL_PLAIN ? 2 : 3);
  if (label->kind == MIX_SLICE_LABEL_PLAIN && fabs (y - at) > 1)
    {
      double thin[] = { x - BEND * unit, at, x - 3 * unit, y };
      style.width = 1 * unit;
      style.n_dashes = 0;
      mix_marks_shape (live, &style, thin, 2);
    }
}

static void
add_marker (const MixSliceLabel *label, const MixFrame *frame, MixMarks *live)
{
  double unit = frame->unit, x = frame->area.x, y = mix_scale_to_pixel (&frame->y, label->y);
  MixShapeStyle style = { .fill = frame->palette->mean, .stroke = frame->palette->card,
                          .width = 1 * unit, .closed = TRUE };
  double r = 4.5 * unit, diamond[] = { x, y - r, x + r, y, x, y + r, x - r, y };
  double triangle[] = { x, y - r, x + 1.5 * r, y, x, y + r };

  if (label->kind == MIX_SLICE_LABEL_MEAN)
    mix_marks_circle (live, &style, x, y, 3.5 * unit);
  else if (label->kind == MIX_SLICE_LABEL_MEDIAN)
    mix_marks_shape (live, &style, diamond, 4);
  else if (label->kind == MIX_SLICE_LABEL_MODE)
    mix_marks_shape (live, &style, triangle, 3);
}

static gboolean
fits_two_lines (const MixSliceLabels *labels, const MixFrame *frame)
{
  double needed = 0;

  for (guint i = 0; i < labels->n; i++)
    needed += labels->labels[i].lines[1] != NULL ? 2 * LINE_HEIGHT + 4 : MIX_LABEL_GAP;
  return !frame->narrow && needed * 1.6 * frame->unit < frame->area.height;
}

static double
label_width (const MixSliceLabel *label, const MixFrame *frame, gboolean two_lines)
{
  MixTextStyle style = mix_figure_label_style (frame->palette, &frame->palette->text);
  double width = 0, height;

  style.size = 11;
  for (guint line = 0; line < (two_lines ? 2 : 1); line++)
    if (label->lines[line] != NULL)
      {
        double w;
        mix_text_measure (frame, &style, label->lines[line], &w, &height);
        width = MAX (width, w);
      }
  return width + (label->kind == MIX_SLICE_LABEL_COMPONENT ? 22 : 0) * frame->unit;
}

/* How far right words may reach: a threshold's knob has the margin to itself. */
static double
right_of_words (const MixSliceLabels *labels, const MixFrame *frame)
{
  double card = frame->width - 8 * frame->unit;

  if (!isfinite (labels->view.threshold))
    return card;
  return MIN (card, frame->area.x + frame->area.width - 12 * frame->unit);
}

/* Where a label starts that keeps clear of the density beside it. */
static double
start_of (const MixSliceLabels *labels, const MixSliceLabel *label, const MixLabelSlot *slot,
          const MixFrame *frame, gboolean two_lines)
{
  double unit = frame->unit, half = slot->height / 2, right = right_of_words (labels, frame);
  double clear = mix_slice_labels_reach (labels, frame, slot->at - half, slot->at + half);
  double gap = label->kind == MIX_SLICE_LABEL_COMPONENT ? 6 : 24;
  double x = MIN (clear + gap * unit, right - label_width (label, frame, two_lines));

  return MAX (x, frame->area.x + 6 * unit);
}

static void
arrange_one (const MixSliceLabel *label, const MixLabelSlot *slot, double x, const MixFrame *frame,
             gboolean two_lines, MixMarks *live)
{
  set_tag (label, live);
  double room = label_width (label, frame, two_lines), half = (two_lines ? 14 : 8) * frame->unit;
  mix_marks_add_entry (live, &(MixRect){ x - 4, slot->at - half, room + 8, 2 * half });
  if (label->kind == MIX_SLICE_LABEL_COMPONENT)
    {
      add_component_label (label, frame, live, x, slot->at, two_lines);
      return;
    }
  MixTextStyle style = mix_figure_label_style (
    frame->palette,
    label->kind == MIX_SLICE_LABEL_PLAIN ? &frame->palette->axis_text : &frame->palette->text);
  style.size = 11;
  style.struck = label->off;
  if (!label->off)
    add_leader (label, frame, live, x, slot->at);
  mix_marks_text (live, frame, &style, x, slot->at, label->lines[0]);
}

/* Slots of labels, and behind them those of what words keep off. */
typedef struct
{
  MixLabelSlot slot[MIX_MOST_SLICE_LABELS + MAX_PEAKS];
  gboolean two_lines;
  double x[MIX_MOST_SLICE_LABELS];
} Column;

/* Where a density is cut off by the axis's end no word is: its outline goes all the way. */
static guint
add_cut_peaks (const MixSliceLabels *labels, const MixFrame *frame, MixLabelSlot *slots)
{
  double top = frame->x.high, foot = top / 2;
  guint n = 0, last = labels->n_grid - 1;

  for (guint i = 0; i < labels->n_grid && n < MAX_PEAKS; i++)
    {
      guint first = i;
      if (!(labels->extent[i] > top))
        continue;
      while (first > 0 && labels->extent[first] > foot)
        first--;
      while (i < last && labels->extent[i] > foot)
        i++;
      double low = mix_scale_to_pixel (&frame->y, labels->y[first]);
      double high = mix_scale_to_pixel (&frame->y, labels->y[i]);
      slots[n++] = (MixLabelSlot){ .wanted = (low + high) / 2, .height = low - high,
                                   .priority = HUGE_VAL, .weight = UNMOVED };
    }
  return n;
}

/* Labels that have no room between a peak and an end of the axis go to its other side, where they
 * keep their order. */
static void
leave_small_rooms (const MixFrame *frame, const MixLabelSlot *peak, MixLabelSlot *slots, guint n)
{
  double top = frame->area.y, bottom = top + frame->area.height, half = peak->height / 2;

  for (int side = -1; side <= 1; side += 2)
    {
      double room = side < 0 ? peak->wanted - half - top : bottom - peak->wanted - half, needed = 0;
      for (guint i = 0; i < n; i++)
        if ((slots[i].wanted - peak->wanted) * side >= 0)
          needed += slots[i].height;
      for (guint i = 0; i < n && needed > room; i++)
        if ((slots[i].wanted - peak->wanted) * side >= 0)
          slots[i].wanted
            = peak->wanted - side + 1e-3 * (slots[i].wanted - peak->wanted) / frame->height;
    }
}

static void
find_slots (const MixSliceLabels *labels, const MixFrame *frame, Column *column)
{
  double top = frame->area.y, bottom = top + frame->area.height;

  for (guint i = 0; i < labels->n; i++)
    {
      const MixSliceLabel *label = &labels->labels[i];
      double y = mix_scale_to_pixel (&frame->y, label->y);
      gboolean outside = y < top || y > bottom, two = column->two_lines && label->lines[1] != NULL;
      double lines = two ? 2 * LINE_HEIGHT + 4 : MIX_LABEL_GAP + 1;
      column->slot[i] = (MixLabelSlot){ .wanted = CLAMP (y, top, bottom),
                                        .priority = label->priority,
                                        .height = outside ? 0 : lines * frame->unit };
    }
  guint n_peaks = add_cut_peaks (labels, frame, column->slot + labels->n);
  for (guint i = 0; i < n_peaks; i++)
    leave_small_rooms (frame, &column->slot[labels->n + i], column->slot, labels->n);
  mix_labels_spread (column->slot, labels->n + n_peaks, top - 2, bottom);
}

static gboolean
is_on_show (const MixLabelSlot *slot)
{
  return slot->shown && slot->height > 0;
}

/* Whether another label's leader goes through a component's label. */
static gboolean
is_crossed (const MixSliceLabels *labels, const MixFrame *frame, const Column *column, guint which)
{
  const MixLabelSlot *slot = &column->slot[which];
  double x = column->x[which], half = slot->height / 2;
  double end = x + label_width (&labels->labels[which], frame, column->two_lines);

  for (guint i = 0; i < labels->n; i++)
    {
      const MixSliceLabel *label = &labels->labels[i];
      double at = mix_scale_to_pixel (&frame->y, label->y), to = column->slot[i].at;
      double bend = column->x[i] - BEND * frame->unit;
      if (label->kind == MIX_SLICE_LABEL_COMPONENT || label->off || !is_on_show (&column->slot[i]))
        continue;
      if (x < bend && fabs (at - slot->at) < half)
        return TRUE;
      if (end > bend && x < column->x[i] && MAX (at, to) > slot->at - half
          && MIN (at, to) < slot->at + half)
        return TRUE;
    }
  return FALSE;
}

/* Mean, median and plain network stand in one column, and what their leaders would cross. */
static void
find_places (const MixSliceLabels *labels, const MixFrame *frame, Column *column)
{
  double start[MIX_MOST_SLICE_LABELS], left = 0;

  for (guint i = 0; i < labels->n; i++)
    {
      start[i] = start_of (labels, &labels->labels[i], &column->slot[i], frame, column->two_lines);
      if (is_on_show (&column->slot[i]) && labels->labels[i].kind != MIX_SLICE_LABEL_COMPONENT)
        left = MAX (left, start[i]);
    }
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < labels->n; i++)
      {
        const MixSliceLabel *label = &labels->labels[i];
        double widest
          = right_of_words (labels, frame) - label_width (label, frame, column->two_lines);
        gboolean own = label->kind == MIX_SLICE_LABEL_COMPONENT
                       && (pass == 0 || !is_crossed (labels, frame, column, i));
        column->x[i] = own ? start[i] : MAX (MIN (left, widest), start[i]);
      }
}

void
mix_slice_words_arrange (const MixSliceLabels *labels, const MixFrame *frame, MixMarks *live)
{
  Column column = { .two_lines = fits_two_lines (labels, frame) };

  find_slots (labels, frame, &column);
  find_places (labels, frame, &column);
  for (guint i = 0; i < labels->n; i++)
    if (is_on_show (&column.slot[i]))
      arrange_one (&labels->labels[i], &column.slot[i], column.x[i], frame, column.two_lines, live);
  for (guint i = 0; i < labels->n; i++)
    if (column.slot[i].height > 0 && !labels->labels[i].off)
      {
        set_tag (&labels->labels[i], live);
        add_marker (&labels->labels[i], frame, live);
      }
  mix_marks_set_tag (live, 0, 0);
}
