/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include <glib/gi18n-lib.h>

#include "mix-chart.h"
#include "mix-estimate.h"
#include "mix-figure-private.h"
#include "mix-figure-sides.h"

/* The scoreboard as a picture: a row for each statistic, with a dot for every forecaster on an axis
 * of the row's own, and its number. */

/* Design pixels. */
#define ROW_HEIGHT 34.0 /* at most */
#define LEAST_ROW 15.0  /* rows that have no room are left out */
#define LABEL_WIDTH 168.0
#define NUMBER_WIDTH 118.0 /* where there is room */
#define NUMBER_GAP 10.0    /* at least, to what is to the left */
#define DOT_ROOM 14.0      /* a heading's dot, and the gap to its name */
#define STRIP_ROOM 90.0 /* least width of the axis with the dots */
#define ERRORS 2.0      /* of a whisker, to each side */

typedef struct
{
  MixEstimate estimate[MIX_N_SIDES][MIX_N_STATISTICS];
  MixVerdict verdict[MIX_N_STATISTICS];
  gboolean has[MIX_N_SIDES];
  char *name[MIX_N_SIDES], *brief[MIX_N_SIDES];
} Board;

static void
board_free (gpointer data)
{
  Board *board = data;

  for (guint side = 0; side < MIX_N_SIDES; side++)
    {
      g_free (board->name[side]);
      g_free (board->brief[side]);
    }
  g_free (board);
}

static Board *
board_new (const MixSides *sides)
{
  const MixComparison *c = sides->comparison;
  Board *board = g_new0 (Board, 1);

  for (guint side = 0; side < MIX_N_SIDES; side++)
    {
      board->has[side] = c->scores[side] != NULL;
      board->name[side] = g_strdup (side == MIX_SIDE_TRUTH ? _ ("Truth") : sides->name[side]);
      board->brief[side] = g_strdup (side == MIX_SIDE_TRUTH ? _ ("Truth") : sides->brief[side]);
      for (guint s = 0; s < MIX_N_STATISTICS; s++)
        board->estimate[side][s] = c->estimate[side][s];
    }
  for (guint s = 0; s < MIX_N_STATISTICS; s++)
    board->verdict[s] = mix_comparison_judge (c, (MixStatistic) s);
  return board;
}

/* Where the columns are, in pixels. */
typedef struct
{
  double label, label_width, strip_left, strip_right;
  double number[MIX_N_SIDES], width[MIX_N_SIDES]; /* number: right edges */
  double size; /* of the type, design pixels */
  gboolean has_strip, has_errors, is_brief;
} Columns;

static char *
number_text (const Board *board, const Columns *columns, guint side, guint s)
{
  g_autofree char *text = mix_statistic_format ((MixStatistic) s, &board->estimate[side][s]);
  char *plus = strstr (text, " ±");

  if (!columns->has_errors && plus != NULL)
    *plus = '\0';
  return mix_chart_typeset (text);
}

static const char *
heading_text (const Board *board, const Columns *columns, guint side)
{
  return columns->is_brief ? board->brief[side] : board->name[side];
}

static double
measure (const Columns *columns, const MixFrame *frame, gboolean bold, const char *text)
{
  MixTextStyle style = { .size = columns->size, .bold = bold };
  double width, height;

  mix_text_measure (frame, &style, text, &width, &height);
  return width;
}

/* What a column's numbers take, and its heading; to the left of the first one's nothing is. */
static double
measure_column (const Board *board, const Columns *columns, const MixFrame *frame, guint side)
{
  double width = 0;

  for (guint s = 0; s < MIX_N_STATISTICS; s++)
    {
      g_autofree char *text = number_text (board, columns, side, s);
      width = MAX (width, measure (columns, frame, TRUE, text));
    }
  if (side != MIX_SIDE_MODEL)
    width = MAX (width, measure (columns, frame, TRUE, heading_text (board, columns, side))
                          + DOT_ROOM * frame->unit);
  return width + NUMBER_GAP * frame->unit;
}

static double
measure_labels (const Columns *columns, const MixFrame *frame)
{
  double width = 0;

  for (guint s = 0; s < MIX_N_STATISTICS; s++)
    width = MAX (width, measure (columns, frame, FALSE, _ (mix_statistics[s].label)));
  return width;
}

/* Columns as wide as they need to be, from the right. Returns: whether the labels have room too */
static gboolean
place_columns (const Board *board, const MixFrame *frame, Columns *columns)
{
  double unit = frame->unit, right = frame->area.x + frame->area.width;
  double free = frame->area.width - LABEL_WIDTH * unit;
  guint n = 0;

  for (guint side = 0; side < MIX_N_SIDES; side++)
    n += board->has[side];
  for (guint side = MIX_N_SIDES; side-- > 0;)
    if (board->has[side])
      {
        columns->number[side] = right;
        columns->width[side] = MAX (measure_column (board, columns, frame, side),
                                    MIN (NUMBER_WIDTH * unit, free / n));
        right -= columns->width[side];
      }
  columns->label_width = right - frame->area.x;
  columns->has_strip = columns->label_width > (LABEL_WIDTH + STRIP_ROOM) * unit;
  columns->strip_left = frame->area.x + LABEL_WIDTH * unit;
  columns->strip_right = right - 12 * unit;
  return columns->label_width >= measure_labels (columns, frame);
}

/* With the standard errors and the whole names, as far as there is room. */
static Columns
find_columns (const Board *board, const MixFrame *frame)
{
  static const struct
  {
    gboolean has_errors, is_brief;
    double size;
  } ways[] = { { TRUE, FALSE, 12 }, { TRUE, TRUE, 12 }, { FALSE, FALSE, 12 }, { FALSE, TRUE, 12 },
               { FALSE, TRUE, 11 } };
  Columns columns = { .label = frame->area.x };

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      columns.has_errors = ways[i].has_errors;
      columns.is_brief = ways[i].is_brief;
      columns.size = ways[i].size;
      if (place_columns (board, frame, &columns))
        break;
    }
  return columns;
}

static const MixColor *
side_color (const MixPalette *palette, guint side)
{
  const MixColor *const colors[MIX_N_SIDES]
    = { &palette->selection, &palette->plain, &palette->truth };

  return colors[side];
}

/* What the axis of a row goes from and to: all whiskers, and the goal. */
static void
find_range (const Board *board, guint s, double *low, double *high)
{
  *low = HUGE_VAL;
  *high = -HUGE_VAL;
  for (guint side = 0; side < MIX_N_SIDES; side++)
    {
      const MixEstimate *e = &board->estimate[side][s];
      double error = isfinite (e->error) ? e->error : 0;
      if (!isfinite (e->value))
        continue;
      *low = MIN (*low, e->value - ERRORS * error);
      *high = MAX (*high, e->value + ERRORS * error);
    }
  if (mix_statistics[s].better == MIX_BETTER_NEAR)
    {
      *low = MIN (*low, mix_statistics[s].goal);
      *high = MAX (*high, mix_statistics[s].goal);
    }
  if (mix_range_is_degenerate (*low, *high))
    mix_range_widen (low, high);
}

static void
add_dot (MixMarks *marks, const MixFrame *frame, guint side, double x, double y)
{
  const MixColor *color = side_color (frame->palette, side);
  MixShapeStyle disc = { .fill = *color, .stroke = frame->palette->card,
                         .width = 1.2 * frame->unit };
  MixShapeStyle ring = { .fill = frame->palette->card, .stroke = *color,
                         .width = 1.8 * frame->unit };
  double r = 4.5 * frame->unit;
  const double diamond[] = { x, y - r, x + r, y, x, y + r, x - r, y };

  ring.closed = disc.closed = TRUE;
  if (side == MIX_SIDE_TRUTH)
    mix_marks_shape (marks, &ring, diamond, 4);
  else
    mix_marks_circle (marks, side == MIX_SIDE_MODEL ? &disc : &ring, x, y, r);
}

static void
add_strip (const Board *board, const MixFrame *frame, const Columns *columns, guint s, double y,
           MixMarks *marks)
{
  MixShapeStyle axis = { .stroke = frame->palette->grid, .width = 1 };
  MixShapeStyle goal = { .stroke = frame->palette->text, .width = 1.5 * frame->unit };
  MixScale scale;
  double low, high;

  find_range (board, s, &low, &high);
  mix_scale_init (&scale, low, high);
  mix_scale_set_pixels (&scale, columns->strip_left + 8 * frame->unit,
                        columns->strip_right - 8 * frame->unit);
  mix_marks_line (marks, &axis, columns->strip_left, y, columns->strip_right, y);
  if (mix_statistics[s].better == MIX_BETTER_NEAR)
    {
      double x = mix_scale_to_pixel (&scale, mix_statistics[s].goal);
      mix_marks_line (marks, &goal, x, y - 6 * frame->unit, x, y + 6 * frame->unit);
    }
  for (guint side = MIX_N_SIDES; side-- > 0;)
    {
      const MixEstimate *e = &board->estimate[side][s];
      MixShapeStyle whisker = { .stroke = *side_color (frame->palette, side),
                                .width = 1.75 * frame->unit };
      if (!isfinite (e->value))
        continue;
      if (isfinite (e->error))
        mix_marks_line (marks, &whisker, mix_scale_to_pixel (&scale, e->value - ERRORS * e->error),
                        y, mix_scale_to_pixel (&scale, e->value + ERRORS * e->error), y);
      add_dot (marks, frame, side, mix_scale_to_pixel (&scale, e->value), y);
    }
}

static gboolean
is_better (const Board *board, guint side, guint s)
{
  return (side == MIX_SIDE_MODEL && board->verdict[s] == MIX_VERDICT_MODEL)
         || (side == MIX_SIDE_PLAIN && board->verdict[s] == MIX_VERDICT_PLAIN);
}

static void
add_row (const Board *board, const MixFrame *frame, const Columns *columns, guint s, double y,
         MixMarks *marks)
{
  MixTextStyle label = { .size = columns->size, .color = frame->palette->text, .yalign = 0.5,
                         .max_width = MAX (columns->label_width, 1) };

  mix_marks_text (marks, frame, &label, columns->label, y, _ (mix_statistics[s].label));
  for (guint side = 0; side < MIX_N_SIDES; side++)
    {
      MixTextStyle number = { .size = columns->size, .color = frame->palette->text, .xalign = 1,
                              .yalign = 0.5, .bold = is_better (board, side, s) };
      if (!board->has[side])
        continue;
      g_autofree char *text = number_text (board, columns, side, s);
      mix_marks_text (marks, frame, &number, columns->number[side], y, text);
    }
  if (columns->has_strip)
    add_strip (board, frame, columns, s, y, marks);
}

static void
add_heading (const Board *board, const MixFrame *frame, const Columns *columns, double y,
             MixMarks *marks)
{
  for (guint side = 0; side < MIX_N_SIDES; side++)
    {
      double right = columns->number[side], dot = DOT_ROOM * frame->unit;
      double left = side == MIX_SIDE_MODEL ? frame->area.x : right - columns->width[side];
      MixTextStyle name = { .size = columns->size, .bold = TRUE, .color = frame->palette->text,
                            .xalign = 1, .yalign = 0.5, .max_width = MAX (right - left - dot, 1) };
      if (!board->has[side])
        continue;
      MixRect rect
        = mix_marks_text (marks, frame, &name, right, y, heading_text (board, columns, side));
      add_dot (marks, frame, side, rect.x - 9 * frame->unit, y);
    }
}

static void
arrange (gpointer data, const MixFrame *frame, MixMarks *still, MixMarks *live)
{
  const Board *board = data;
  Columns columns = find_columns (board, frame);
  double height = CLAMP (frame->area.height / (MIX_N_STATISTICS + 1), LEAST_ROW * frame->unit,
                         ROW_HEIGHT * frame->unit);
  double y = frame->area.y + height / 2;

  add_heading (board, frame, &columns, y, live);
  for (guint s = 0; s < MIX_N_STATISTICS; s++)
    {
      y += height;
      if (y + height / 2 <= frame->area.y + frame->area.height + 1)
        add_row (board, frame, &columns, s, y, live);
    }
}

/* "NLL, nats per row: 3.97 ± 0.03 and 5.27 ± 0.02; …", for who cannot see it. */
static char *
list_numbers (const MixSides *sides)
{
  const MixComparison *c = sides->comparison;
  GString *text = g_string_new (NULL);

  for (guint s = 0; s < MIX_N_STATISTICS; s++)
    {
      g_string_append_printf (text, "%s%s:", s > 0 ? "; " : "", _ (mix_statistics[s].label));
      for (guint side = 0; side < MIX_N_SIDES; side++)
        {
          if (c->scores[side] == NULL)
            continue;
          g_autofree char *number
            = mix_statistic_format ((MixStatistic) s, &c->estimate[side][s]);
          g_string_append_printf (text, "%s %s %s", side > 0 ? "," : "",
                                  side == MIX_SIDE_TRUTH ? _ ("Truth") : sides->name[side], number);
        }
    }
  g_string_append_c (text, '.');
  return g_string_free (text, FALSE);
}

/**
 * mix_figure_new_scores:
 *
 * Bold is better by more than two standard errors of the paired difference; a whisker is two
 * standard errors to each side.
 */
MixPlot *
mix_figure_new_scores (const MixSides *sides, const MixPalette *palette)
{
  MixPlot *plot = mix_plot_new (palette);
  const MixInsets roomy = { 14, 16, 34, 10 }, tight = { 12, 12, 30, 6 };
  MixAxis none = { 0 };
  g_autofree char *sentences = mix_comparison_say (sides->comparison);
  g_autofree char *rows
    = mix_stat_rows_describe (sides->comparison->scores[MIX_SIDE_MODEL]->rows);
  g_autofree char *reading
    = g_strdup_printf (_ ("bold is better beyond chance, ± is a standard error, %s"), rows);

  mix_scale_init (&none.scale, 0, 1);
  mix_plot_set_axes (plot, &none, &none);
  mix_plot_set_insets (plot, &roomy, &tight);
  mix_plot_set_title (plot, _ ("Scores"));
  mix_plot_set_subtitle (plot, reading, FALSE);
  g_autofree char *numbers = list_numbers (sides);
  mix_plot_take_description (plot, g_strdup_printf ("%s: %s. %s %s", _ ("Scores"), rows, sentences,
                                                    numbers));
  mix_plot_set_arrange (plot, arrange, board_new (sides), board_free);
  return plot;
}
