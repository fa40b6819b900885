/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-slice-labels.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define MAX_LABELS (MIX_MAX_POOLED + 3 + MIX_MOST_MODES)
#define BRACKET_X 9.0  /* left of the axis, design pixels */
#define BRACKET_END 5.0
#define LINE_HEIGHT 13.5
#define BEND 12.0    /* left of a word: where its leader turns to it */
#define MAX_PEAKS 4  /* that words keep off */
#define UNMOVED 1e9  /* the weight of what does not give way */

typedef enum
{
  LABEL_COMPONENT,
  LABEL_MEAN,
  LABEL_MEDIAN,
  LABEL_PLAIN,
  LABEL_MODE,
} LabelKind;

typedef struct
{
  LabelKind kind;
  guint component;
  double y;        /* data */
  double priority;
  char *lines[2];  /* the second may be NULL */
  gboolean off;    /* what it names is hidden */
} Label;

typedef struct
{
  double low, high;
  char *low_text, *high_text, *mass_text;
} Piece;

struct _MixSliceLabels
{
  guint n;
  Label labels[MAX_LABELS];
  guint n_pieces;
  Piece pieces[8];
  char *set_text;
  gboolean has_truth, has_total;
  MixView view;

  /* the outline of the density, for labels to keep clear of */
  guint n_grid;
  double *y, *extent; /* [n_grid] */
  double picked;      /* y of a row that somebody points at; NaN: none */
};

/* show: what its word shows and hides; where that is hidden the word is crossed out. */
static Label *
add_label (MixSliceLabels *labels, LabelKind kind, MixShow show, double y, double priority,
           char *text)
{
  Label *label = &labels->labels[labels->n++];

  g_assert (labels->n <= MAX_LABELS);
  *label = (Label){ .kind = kind, .y = y, .lines = { text },
                    .off = !mix_view_shows (&labels->view, show) };
  label->priority = label->off ? priority / 10 : priority;
  return label;
}

static void
add_components (MixSliceLabels *labels, const MixMixture *m, const MixNumberStyle *style)
{
  for (guint k = 0; k < m->k; k++)
    {
      double centre = mix_mixture_component_at (m, k, 0);
      g_autofree char *mu = mix_format_styled (centre, style);
      g_autofree char *sigma = mix_format_span (mix_figure_half_width (m, k), style);
      if (m->pi[k] <= 0.005 || !mix_view_shows (&labels->view, MIX_SHOW_COMPONENTS))
        continue;
      Label *label = add_label (labels, LABEL_COMPONENT, MIX_SHOW_COMPONENTS, centre, m->pi[k],
                                g_strdup_printf ("μ %s", mu));
      label->component = k;
      label->off = !mix_view_shows_component (&labels->view, k);
      if (!label->off)
        label->lines[1] = g_strdup_printf ("σ %s", sigma);
    }
}

static void
add_middles (MixSliceLabels *labels, const MixSlice *slice, const MixNumberStyle *style,
             double height)
{
  g_autofree char *mean = mix_format_styled (slice->mean, style);
  g_autofree char *median = mix_format_styled (slice->median, style);
  gboolean both = mix_view_shows (&labels->view, MIX_SHOW_MEAN)
                  && mix_view_shows (&labels->view, MIX_SHOW_SLICE_MEDIAN);

  if (both && fabs (slice->mean - slice->median) * 200 < height)
    {
      add_label (labels, LABEL_MEAN, MIX_SHOW_MEAN, slice->mean, 0.3,
                 g_strdup_printf (_ ("mean, median %s"), mean));
      return;
    }
  add_label (labels, LABEL_MEAN, MIX_SHOW_MEAN, slice->mean, 0.3,
             g_strdup_printf (_ ("mean %s"), mean));
  add_label (labels, LABEL_MEDIAN, MIX_SHOW_SLICE_MEDIAN, slice->median, 0.2,
             g_strdup_printf (_ ("median %s"), median));
}

static void
add_labels (MixSliceLabels *labels, MixScene *scene, const MixSlice *slice)
{
  MixNumberStyles styles;
  double low, high;

  mix_figure_number_styles (scene, &styles);
  mix_scene_get_y_range (scene, &low, &high);
  add_components (labels, &slice->mixture, &styles.y);
  add_middles (labels, slice, &styles.y, high - low);
  for (guint i = 0; i < slice->n_modes && mix_view_lists (&labels->view, MIX_SHOW_MODES); i++)
    {
      g_autofree char *mode = mix_format_styled (slice->modes[i], &styles.y);
      add_label (labels, LABEL_MODE, MIX_SHOW_MODES, slice->modes[i], 0.15,
                 g_strdup_printf (_ ("mode %s"), mode));
    }
  if (slice->has_plain)
    {
      g_autofree char *plain = mix_format_styled (slice->plain, &styles.y);
      add_label (labels, LABEL_PLAIN, MIX_SHOW_PLAIN, slice->plain, 0.25,
                 g_strdup_printf (_ ("plain network %s"), plain));
    }
}

static char *
set_text_of (const MixSlice *slice, double level)
{
  static const char *const numbers[] = { N_ ("one piece"), N_ ("two pieces"), N_ ("three pieces"),
                                         N_ ("four pieces"), N_ ("five pieces"),
                                         N_ ("six pieces"), N_ ("seven pieces"),
                                         N_ ("eight pieces") };
  g_autofree char *percent = mix_format_percent (level);

  return g_strdup_printf (_ ("%s lies in %s"), percent,
                          _ (numbers[CLAMP (slice->n_pieces, 1, 8) - 1]));
}

static void
add_pieces (MixSliceLabels *labels, MixScene *scene, const MixSlice *slice)
{
  MixNumberStyles styles;

  labels->set_text = set_text_of (slice, mix_scene_get_view (scene)->level);
  if (!mix_scene_shows (scene, MIX_SHOW_SET))
    return;
  mix_figure_number_styles (scene, &styles);
  labels->n_pieces = slice->n_pieces;
  for (guint i = 0; i < slice->n_pieces; i++)
    labels->pieces[i] = (Piece){ slice->pieces[i].low, slice->pieces[i].high,
                                 mix_format_styled (slice->pieces[i].low, &styles.y_coarse),
                                 mix_format_styled (slice->pieces[i].high, &styles.y_coarse),
                                 mix_format_percent (slice->pieces[i].mass) };
}

MixSliceLabels *
mix_slice_labels_new (MixScene *scene, const MixSliceGrid *grid)
{
  MixSliceLabels *labels = g_new0 (MixSliceLabels, 1);
  const MixSlice *slice = mix_scene_get_slice (scene);
  const MixSlice *pinned = mix_scene_get_pinned_slice (scene);

  labels->view = *mix_scene_get_view (scene);
  labels->picked = mix_figure_picked_y (scene);
  if (grid != NULL)
    {
      labels->n_grid = grid->n;
      labels->y = g_memdup2 (grid->y, grid->n * sizeof (double));
      labels->extent = g_memdup2 (grid->total, grid->n * sizeof (double));
      labels->has_truth = grid->truth != NULL;
      labels->has_total = grid->k > 0;
      for (guint i = 0; grid->truth != NULL && i < grid->n; i++)
        labels->extent[i] = MAX (labels->extent[i], grid->truth[i]);
      for (guint i = 0; pinned != NULL && i < grid->n; i++)
        labels->extent[i]
          = fmax (labels->extent[i], mix_mixture_density (&pinned->mixture, grid->y[i]));
    }
  if (slice != NULL)
    {
      add_labels (labels, scene, slice);
      add_pieces (labels, scene, slice);
    }
  return labels;
}

void
mix_slice_labels_free (gpointer data)
{
  MixSliceLabels *labels = data;

  for (guint i = 0; i < labels->n; i++)
    {
      g_free (labels->labels[i].lines[0]);
      g_free (labels->labels[i].lines[1]);
    }
  for (guint i = 0; i < labels->n_pieces; i++)
    {
      g_free (labels->pieces[i].low_text);
      g_free (labels->pieces[i].high_text);
      g_free (labels->pieces[i].mass_text);
    }
  g_free (labels->set_text);
  g_free (labels->y);
  g_free (labels->extent);
  g_free (labels);
}

/* How far right the density reaches between two heights, in pixels. */
static double
reach (const MixSliceLabels *labels, const MixFrame *frame, double top, double bottom)
{
  double most = frame->area.x;

  for (guint i = 0; i < labels->n_grid; i++)
    {
      double y = mix_scale_to_pixel (&frame->y, labels->y[i]);
      if (y >= top && y <= bottom && !isnan (labels->extent[i]))
        most = MAX (most, mix_scale_to_pixel (&frame->x, labels->extent[i]));
    }
  return MIN (most, frame->area.x + frame->area.width);
}

/* What a label is of. */
static void
set_tag (const Label *label, MixMarks *live)
{
  static const guint items[] = {
    [LABEL_COMPONENT] = 0,
    [LABEL_MEAN] = MIX_SHOW_MEAN + 1,
    [LABEL_MEDIAN] = MIX_SHOW_SLICE_MEDIAN + 1,
    [LABEL_PLAIN] = MIX_SHOW_PLAIN + 1,
    [LABEL_MODE] = MIX_SHOW_MODES + 1,
  };

  mix_marks_set_tag (live, items[label->kind],
                     label->kind == LABEL_COMPONENT ? label->component + 1 : 0);
}

static void
add_component_label (const Label *label, const MixFrame *frame, MixMarks *live, double x, double y,
                     gboolean two_lines)
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
add_leader (const Label *label, const MixFrame *frame, MixMarks *live, double x, double y)
{
  const MixPalette *palette = frame->palette;
  double unit = frame->unit, axis = frame->area.x, at = mix_scale_to_pixel (&frame->y, label->y);
  MixLineStyle dashed = mix_figure_plain_style (palette);
  MixShapeStyle style = { .stroke = palette->mean, .width = 1.25 * unit };
  double xy[] = { axis, at, x - BEND * unit, at, x - 3 * unit, y };

  if (label->kind == LABEL_PLAIN)
    style = (MixShapeStyle){ .stroke = palette->plain, .width = dashed.width * unit,
                             .dash = dashed.dash, .n_dashes = dashed.n_dashes };
  mix_marks_shape (live, &style, xy, label->kind == LABEL_PLAIN ? 2 : 3);
  if (label->kind == LABEL_PLAIN && fabs (y - at) > 1)
    {
      double thin[] = { x - BEND * unit, at, x - 3 * unit, y };
      style.width = 1 * unit;
      style.n_dashes = 0;
      mix_marks_shape (live, &style, thin, 2);
    }
}

static void
add_marker (const Label *label, const MixFrame *frame, MixMarks *live)
{
  double unit = frame->unit, x = frame->area.x, y = mix_scale_to_pixel (&frame->y, label->y);
  MixShapeStyle style = { .fill = frame->palette->mean, .stroke = frame->palette->card,
                          .width = 1 * unit, .closed = TRUE };
  double r = 4.5 * unit, diamond[] = { x, y - r, x + r, y, x, y + r, x - r, y };
  double triangle[] = { x, y - r, x + 1.5 * r, y, x, y + r };

  if (label->kind == LABEL_MEAN)
    mix_marks_circle (live, &style, x, y, 3.5 * unit);
  else if (label->kind == LABEL_MEDIAN)
    mix_marks_shape (live, &style, diamond, 4);
  else if (label->kind == LABEL_MODE)
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
label_width (const Label *label, const MixFrame *frame, gboolean two_lines)
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
  return width + (label->kind == LABEL_COMPONENT ? 22 : 0) * frame->unit;
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
start_of (const MixSliceLabels *labels, const Label *label, const MixLabelSlot *slot,
          const MixFrame *frame, gboolean two_lines)
{
  double unit = frame->unit, half = slot->height / 2, right = right_of_words (labels, frame);
  double clear = reach (labels, frame, slot->at - half, slot->at + half);
  double gap = label->kind == LABEL_COMPONENT ? 6 : 24;
  double x = MIN (clear + gap * unit, right - label_width (label, frame, two_lines));

  return MAX (x, frame->area.x + 6 * unit);
}

static void
arrange_one (const Label *label, const MixLabelSlot *slot, double x, const MixFrame *frame,
             gboolean two_lines, MixMarks *live)
{
  set_tag (label, live);
  double room = label_width (label, frame, two_lines), half = (two_lines ? 14 : 8) * frame->unit;
  mix_marks_add_entry (live, &(MixRect){ x - 4, slot->at - half, room + 8, 2 * half });
  if (label->kind == LABEL_COMPONENT)
    {
      add_component_label (label, frame, live, x, slot->at, two_lines);
      return;
    }
  MixTextStyle style = mix_figure_label_style (
    frame->palette,
    label->kind == LABEL_PLAIN ? &frame->palette->axis_text : &frame->palette->text);
  style.size = 11;
  style.struck = label->off;
  if (!label->off)
    add_leader (label, frame, live, x, slot->at);
  mix_marks_text (live, frame, &style, x, slot->at, label->lines[0]);
}

/* Slots of labels, and behind them those of what words keep off. */
typedef struct
{
  MixLabelSlot slot[MAX_LABELS + MAX_PEAKS];
  gboolean two_lines;
  double x[MAX_LABELS];
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
      const Label *label = &labels->labels[i];
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
      const Label *label = &labels->labels[i];
      double at = mix_scale_to_pixel (&frame->y, label->y), to = column->slot[i].at;
      double bend = column->x[i] - BEND * frame->unit;
      if (label->kind == LABEL_COMPONENT || label->off || !is_on_show (&column->slot[i]))
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
  double start[MAX_LABELS], left = 0;

  for (guint i = 0; i < labels->n; i++)
    {
      start[i] = start_of (labels, &labels->labels[i], &column->slot[i], frame, column->two_lines);
      if (is_on_show (&column->slot[i]) && labels->labels[i].kind != LABEL_COMPONENT)
        left = MAX (left, start[i]);
    }
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < labels->n; i++)
      {
        const Label *label = &labels->labels[i];
        double widest
          = right_of_words (labels, frame) - label_width (label, frame, column->two_lines);
        gboolean own = label->kind == LABEL_COMPONENT
                       && (pass == 0 || !is_crossed (labels, frame, column, i));
        column->x[i] = own ? start[i] : MAX (MIN (left, widest), start[i]);
      }
}

static void
arrange_labels (const MixSliceLabels *labels, const MixFrame *frame, MixMarks *live)
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

static void
add_bracket (const MixFrame *frame, MixMarks *live, double x, double y1, double y2)
{
  double unit = frame->unit, end = BRACKET_END * unit;
  MixShapeStyle style = { .stroke = frame->palette->selection, .width = 2.25 * unit };
  double xy[] = { x + end, y1, x, y1, x, y2, x + end, y2 };

  mix_marks_shape (live, &style, xy, 4);
}

/* For each piece its upper end, its mass and its lower end, kept apart. */
static void
arrange_pieces (const MixSliceLabels *labels, const MixFrame *frame, MixMarks *live)
{
  MixLabelSlot slots[3 * G_N_ELEMENTS (labels->pieces)];
  const char *texts[3 * G_N_ELEMENTS (labels->pieces)];
  double unit = frame->unit, top = frame->area.y, bottom = top + frame->area.height;
  double x = frame->area.x - BRACKET_X * unit, width, height;
  guint n = 0;

  mix_marks_set_tag (live, MIX_SHOW_SET + 1, 0);
  for (guint i = 0; i < labels->n_pieces; i++)
    {
      const Piece *piece = &labels->pieces[i];
      double y1 = CLAMP (mix_scale_to_pixel (&frame->y, piece->high), top, bottom);
      double y2 = CLAMP (mix_scale_to_pixel (&frame->y, piece->low), top, bottom);
      double y[] = { y1, (y1 + y2) / 2, y2 };
      const char *words[] = { piece->high_text, piece->mass_text, piece->low_text };
      if (y2 - y1 < 0.5)
        continue;
      add_bracket (frame, live, x, y1, y2);
      for (guint j = 0; j < 3; j++, n++)
        {
          /* a millionth of order, so that the three of a short piece keep theirs */
          slots[n] = (MixLabelSlot){ .wanted = y[j] + 1e-6 * j, .height = 13 * unit,
                                     .priority = j == 1 ? 1 : y2 - y1 > 26 * unit ? 0.5 : 0.1 };
          texts[n] = words[j];
        }
    }
  mix_labels_spread (slots, n, top - 6 * unit, bottom + 6 * unit);
  for (guint i = 0; i < n; i++)
    {
      gboolean mass = i % 3 == 1;
      MixTextStyle style = { .size = mass ? 12 : 11, .bold = mass, .xalign = 1, .yalign = 0.5,
                             .color = mass ? frame->palette->selection : frame->palette->text };
      if (!slots[i].shown)
        continue;
      mix_text_measure (frame, &style, texts[i], &width, &height);
      style.halo = width > x - 9 * unit; /* long numbers go over the bracket, not over the edge */
      mix_marks_text (live, frame, &style, MAX (x - 7 * unit, width + 2 * unit), slots[i].at,
                      texts[i]);
    }
  mix_marks_set_tag (live, 0, 0);
}

typedef struct
{
  double top, bottom;
} Strip;

/* Whether a corner at the right edge is free of density and of words. */
static gboolean
is_free (const MixSliceLabels *labels, const MixFrame *frame, const Strip *strip, double width)
{
  double left = frame->area.x + frame->area.width - width - 12 * frame->unit;

  if (reach (labels, frame, strip->top - 4, strip->bottom + 4) > left)
    return FALSE;
  for (guint i = 0; i < labels->n; i++)
    {
      double y = mix_scale_to_pixel (&frame->y, labels->labels[i].y);
      double half = (labels->labels[i].lines[1] != NULL ? 22 : 16) * frame->unit;
      if (y + half > strip->top && y - half < strip->bottom)
        return FALSE;
    }
  return TRUE;
}

static gboolean
arrange_note (const MixSliceLabels *labels, const MixFrame *frame, MixMarks *live, gboolean at_top)
{
  double unit = frame->unit, right = frame->area.x + frame->area.width, width, height;
  MixTextStyle style = { .size = 11.5, .bold = TRUE, .color = frame->palette->selection,
                         .xalign = 1, .yalign = 0.5, .halo = TRUE,
                         .struck = !mix_view_shows (&labels->view, MIX_SHOW_SET) };

  if (labels->set_text == NULL)
    return TRUE;
  mix_text_measure (frame, &style, labels->set_text, &width, &height);
  double y = at_top ? frame->area.y + 14 * unit : frame->area.y + frame->area.height - 16 * unit;
  Strip strip = { y - height / 2, y + height / 2 };
  if (!is_free (labels, frame, &strip, width + 14 * unit))
    return FALSE;
  mix_marks_set_tag (live, MIX_SHOW_SET + 1, 0);
  mix_marks_text (live, frame, &style, right, y, labels->set_text);
  add_bracket (frame, live, right - width - 12 * unit, y - 5.5 * unit, y + 5.5 * unit);
  mix_marks_add_entry (live, &(MixRect){ right - width - 14 * unit, y - 9 * unit,
                                         width + 18 * unit, 18 * unit });
  mix_marks_set_tag (live, 0, 0);
  return TRUE;
}

/* Whether words that were asked for take the place of the legend. */
static gboolean
has_words_at_foot (const MixView *view)
{
  return mix_view_shows (view, MIX_SHOW_FORMULA) || mix_view_shows (view, MIX_SHOW_INTERVAL)
         || isfinite (view->pin);
}

static void
arrange_legend (const MixSliceLabels *labels, const MixFrame *frame, MixMarks *live,
                gboolean at_top)
{
  double unit = frame->unit, width = 0, right = frame->area.x + frame->area.width;
  MixLegendEntry entries[2];
  guint n = 0;

  if (labels->has_total)
    entries[n++] = (MixLegendEntry){ .style = { .color = frame->palette->total, .width = 3 },
                                     .text = _ ("mixture"), .tag = { MIX_SHOW_MIXTURE + 1, 0 },
                                     .off = !mix_view_shows (&labels->view, MIX_SHOW_MIXTURE) };
  if (labels->has_truth)
    entries[n++] = (MixLegendEntry){ .style = mix_figure_truth_style (frame->palette),
                                     .text = _ ("truth"), .tag = { MIX_SHOW_TRUTH + 1, 0 },
                                     .off = !mix_view_shows (&labels->view, MIX_SHOW_TRUTH) };
  for (guint i = 0; i < n; i++)
    width = MAX (width, mix_legend_entry_width (frame, &entries[i]));
  double top = at_top ? frame->area.y + 34 * unit
                      : frame->area.y + frame->area.height - (17 * n + 6) * unit;
  Strip strip = { top - 8 * unit, top + 17 * n * unit };
  if (!is_free (labels, frame, &strip, width))
    return;
  for (guint i = 0; i < n; i++)
    mix_legend_entry (live, frame, &entries[i], right - width, top + (17 * i) * unit);
}

static void
arrange_picked (const MixSliceLabels *labels, const MixFrame *frame, MixMarks *live)
{
  double y = mix_scale_to_pixel (&frame->y, labels->picked);
  const MixRect *area = &frame->area;

  if (y >= area->y && y <= area->y + area->height)
    mix_figure_add_row_line (live, frame, area->x, y, area->x + area->width, y);
}

void
mix_slice_labels_arrange (gpointer data, const MixFrame *frame, MixMarks *still, MixMarks *live)
{
  const MixSliceLabels *labels = data;

  arrange_picked (labels, frame, live);
  if (!frame->narrow || frame->area.x > 50 * frame->unit)
    arrange_pieces (labels, frame, live);
  arrange_labels (labels, frame, live);
  if (frame->area.height < 150 * frame->unit || frame->area.width < 150 * frame->unit)
    return;
  gboolean top = arrange_note (labels, frame, live, TRUE);
  gboolean bottom = !top && arrange_note (labels, frame, live, FALSE);
  arrange_legend (labels, frame, live, bottom || has_words_at_foot (&labels->view));
}
