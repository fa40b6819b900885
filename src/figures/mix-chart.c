/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-chart.h"

#include <math.h>

#include "mix-chart-place.h"

#define WORD_SIZE 11.5
#define WORD_GAP 8.0   /* to what it is beside */
#define CROSS_ARM 5.0
#define CROSS_WIDTH 2.25
#define LABEL_STEP 7.0 /* from one place that is tried to the next */

typedef enum
{
  SHAPE_BAR,
  SHAPE_CURVE,
  SHAPE_LINE,
  SHAPE_POINT,
  SHAPE_CROSS,
  SHAPE_WORD,
  SHAPE_LABEL,
  N_SHAPES,
} ShapeKind;

typedef struct
{
  ShapeKind kind;
  double x1, y1, x2, y2; /* data */
  double middle;         /* of a point */
  MixColor color;
  double width;          /* of a line, design pixels */
  double xalign, shift;
  gboolean flag;         /* dashed, or a ring */
  char *text;
  double *curve;         /* [2 n] x and y in turn, data */
  guint n;
} Shape;

struct _MixChart
{
  MixPlot *plot;
  GArray *shapes;
  MixAxis x, y;
  char *title, *reading, *sentence, *message, *x_name;
};

static void
clear_shape (gpointer data)
{
  Shape *shape = data;

  g_free (shape->text);
  g_free (shape->curve);
}

/**
 * mix_chart_new:
 * @palette: static
 *
 * Returns: (transfer full): a chart without marks; mix_chart_finish() frees it
 */
MixChart *
mix_chart_new (const MixPalette *palette, const char *title)
{
  MixChart *chart = g_new0 (MixChart, 1);

  chart->plot = mix_plot_new (palette);
  chart->shapes = g_array_new (FALSE, FALSE, sizeof (Shape));
  g_array_set_clear_func (chart->shapes, clear_shape);
  chart->title = g_strdup (title);
  chart->y = (MixAxis){ .grid = TRUE, .labels = TRUE, .offset = 8 };
  chart->x = (MixAxis){ .line = TRUE, .labels = TRUE };
  return chart;
}

/**
 * mix_chart_with_minus:
 *
 * Returns: (transfer full): a text where a hyphen before a number is a minus; not one in a date
 */
char *
mix_chart_with_minus (const char *text)
{
  GString *result = g_string_new (NULL);

  for (const char *c = text; *c != '\0'; c++)
    if (*c == '-' && g_ascii_isdigit (c[1]) && (c == text || !g_ascii_isalnum (c[-1])))
      g_string_append (result, MIX_MINUS);
    else
      g_string_append_c (result, *c);
  return g_string_free (result, FALSE);
}

char *
mix_chart_typeset (const char *text)
{
  static const char *const joints[][2]
    = { { " %", MIX_THIN_SPACE "%" },
        { " ± ", MIX_NO_BREAK_SPACE "±" MIX_NO_BREAK_SPACE },
        { " < ", MIX_NO_BREAK_SPACE "<" MIX_NO_BREAK_SPACE },
        { " > ", MIX_NO_BREAK_SPACE ">" MIX_NO_BREAK_SPACE } };
  g_autofree char *with_minus = mix_chart_with_minus (text);
  GString *set = g_string_new (with_minus);

  for (guint i = 0; i < G_N_ELEMENTS (joints); i++)
    g_string_replace (set, joints[i][0], joints[i][1], 0);
  return g_string_free (set, FALSE);
}

void
mix_chart_set_words (MixChart *chart, const char *reading, const char *sentence)
{
  chart->reading = mix_chart_typeset (reading);
  chart->sentence = sentence != NULL ? mix_chart_typeset (sentence) : NULL;
}

void
mix_chart_set_message (MixChart *chart, const char *message)
{
  mix_plot_set_message (chart->plot, message);
  chart->message = g_strdup (message);
  mix_chart_set_x (chart, 0, 1, NULL);
  mix_chart_set_y (chart, 0, 1);
  chart->x.labels = chart->y.labels = chart->y.grid = FALSE;
}

void
mix_chart_set_x (MixChart *chart, double low, double high, const char *x_name)
{
  if (mix_range_is_degenerate (low, high))
    mix_range_widen (&low, &high);
  mix_scale_init (&chart->x.scale, low, high);
  chart->x_name = g_strdup (x_name);
  chart->x.labels = x_name != NULL;
}

void
mix_chart_set_y (MixChart *chart, double low, double high)
{
  if (mix_range_is_degenerate (low, high))
    mix_range_widen (&low, &high);
  mix_scale_init (&chart->y.scale, low, high);
}

void
mix_chart_set_times (MixChart *chart, MixTimeUnit x, MixTimeUnit y)
{
  chart->x.time = x;
  chart->y.time = y;
}

void
mix_chart_take_layer (MixChart *chart, MixLayer *layer)
{
  mix_plot_take_layer (chart->plot, layer);
}

void
mix_chart_add_curve (MixChart *chart, const double *x, const double *y, guint n,
                     const MixLineStyle *style)
{
  Shape shape = { .kind = SHAPE_CURVE, .curve = g_new (double, 2 * n), .n = n };

  for (guint i = 0; i < n; i++)
    {
      shape.curve[2 * i] = x[i];
      shape.curve[2 * i + 1] = y[i];
    }
  g_array_append_val (chart->shapes, shape);
  mix_chart_take_layer (chart, mix_layer_line_new (x, y, NULL, n, style));
}

void
mix_chart_add_bar (MixChart *chart, double left, double right, double low, double high,
                   const MixColor *color, double alpha)
{
  Shape shape = { .kind = SHAPE_BAR, .x1 = left, .x2 = right, .y1 = low, .y2 = high,
                  .color = *color };

  shape.color.alpha *= alpha;
  g_array_append_val (chart->shapes, shape);
}

void
mix_chart_add_line (MixChart *chart, double x1, double y1, double x2, double y2,
                    const MixColor *color, double width, gboolean dashed)
{
  Shape shape = { .kind = SHAPE_LINE, .x1 = x1, .y1 = y1, .x2 = x2, .y2 = y2, .color = *color,
                  .width = width, .flag = dashed };

  g_array_append_val (chart->shapes, shape);
}

void
mix_chart_add_point (MixChart *chart, double x, double low, double y, double high,
                     const MixColor *color, gboolean ring)
{
  Shape shape = { .kind = SHAPE_POINT, .x1 = x, .y1 = low, .middle = y, .y2 = high,
                  .color = *color, .flag = ring };

  g_array_append_val (chart->shapes, shape);
}

void
mix_chart_add_cross (MixChart *chart, double x, double y, const MixColor *color)
{
  Shape shape = { .kind = SHAPE_CROSS, .x1 = x, .middle = y, .color = *color };

  g_array_append_val (chart->shapes, shape);
}

void
mix_chart_add_word (MixChart *chart, double x, double y, double xalign, double shift,
                    const MixColor *color, const char *text)
{
  Shape shape = { .kind = SHAPE_WORD, .x1 = x, .y1 = y, .xalign = xalign, .shift = shift,
                  .color = *color, .text = mix_chart_typeset (text) };

  g_array_append_val (chart->shapes, shape);
}

void
mix_chart_add_label (MixChart *chart, double x, double low, double high, double xalign,
                     double shift, const MixColor *color, const char *text)
{
  Shape shape = { .kind = SHAPE_LABEL, .x1 = x, .y1 = low, .y2 = high, .xalign = xalign,
                  .shift = shift, .color = *color, .text = mix_chart_typeset (text) };

  g_array_append_val (chart->shapes, shape);
}

/* What the plot keeps. */
typedef struct
{
  GArray *shapes;
} Arranger;

static void
arranger_free (gpointer data)
{
  Arranger *arranger = data;

  g_array_unref (arranger->shapes);
  g_free (arranger);
}

static double
x_of (const MixFrame *frame, double x)
{
  double left = frame->area.x;

  return CLAMP (mix_scale_to_pixel (&frame->x, x), left, left + frame->area.width);
}

static double
y_of (const MixFrame *frame, double y)
{
  double top = frame->area.y;

  return CLAMP (mix_scale_to_pixel (&frame->y, y), top, top + frame->area.height);
}

static void
arrange_bar (const Shape *shape, const MixFrame *frame, MixMarks *marks)
{
  MixShapeStyle style = { .fill = shape->color };
  double left = x_of (frame, shape->x1), right = x_of (frame, shape->x2);
  double top = y_of (frame, shape->y2), bottom = y_of (frame, shape->y1);
  MixRect rect = { left, top, MAX (right - left, 0), MAX (bottom - top, 0) };

  mix_marks_rectangle (marks, &style, &rect, 0);
}

static void
arrange_line (const Shape *shape, const MixFrame *frame, MixMarks *marks)
{
  static const double dash[] = { 6, 4 };
  MixShapeStyle style = { .stroke = shape->color, .width = shape->width * frame->ink,
                          .dash = dash, .n_dashes = shape->flag ? 2 : 0 };

  mix_marks_line (marks, &style, x_of (frame, shape->x1), y_of (frame, shape->y1),
                  x_of (frame, shape->x2), y_of (frame, shape->y2));
}

static void
arrange_point (const Shape *shape, const MixFrame *frame, MixMarks *marks)
{
  MixShapeStyle whisker = { .stroke = shape->color, .width = 1.5 * frame->ink };
  MixShapeStyle disc = { .fill = shape->color, .stroke = frame->palette->card,
                         .width = 1.2 * frame->ink };
  MixShapeStyle ring = { .fill = frame->palette->card, .stroke = shape->color,
                         .width = 1.8 * frame->ink };
  double x = x_of (frame, shape->x1);

  if (shape->y2 > shape->y1)
    mix_marks_line (marks, &whisker, x, y_of (frame, shape->y1), x, y_of (frame, shape->y2));
  mix_marks_circle (marks, shape->flag ? &ring : &disc, x, y_of (frame, shape->middle),
                    (shape->flag ? 4.5 : 4) * frame->unit);
}

static void
arrange_cross (const Shape *shape, const MixFrame *frame, MixMarks *marks)
{
  MixShapeStyle stroke = { .stroke = shape->color, .width = CROSS_WIDTH * frame->ink,
                           .casing = (CROSS_WIDTH + 2.4) * frame->ink, .round = TRUE };
  double x = x_of (frame, shape->x1), y = y_of (frame, shape->middle);
  double arm = CROSS_ARM * frame->unit;

  for (int side = -1; side <= 1; side += 2)
    mix_marks_line (marks, &stroke, x - arm, y - side * arm, x + arm, y + side * arm);
}

static MixTextStyle
word_style (const Shape *shape)
{
  return (MixTextStyle){ .size = WORD_SIZE, .color = shape->color, .halo = TRUE, .ground = TRUE,
                         .xalign = shape->xalign, .yalign = 0.5 };
}

static void
arrange_word (const Shape *shape, const MixFrame *frame, MixMarks *marks)
{
  MixTextStyle style = word_style (shape);
  double gap = (shape->xalign < 0.5 ? WORD_GAP : shape->xalign > 0.5 ? -WORD_GAP : 0) * frame->unit;
  double width, height, x = x_of (frame, shape->x1) + gap;

  /* Kept inside of the plot, whatever is beside it. */
  mix_text_measure (frame, &style, shape->text, &width, &height);
  x = CLAMP (x, frame->area.x + shape->xalign * width,
             MAX (frame->area.x + shape->xalign * width,
                  frame->width - 6 * frame->unit - (1 - shape->xalign) * width));
  mix_marks_text (marks, frame, &style, x, y_of (frame, shape->y1) + shape->shift * frame->unit,
                  shape->text);
}

static void
add_segment (GArray *segments, const MixFrame *frame, guint shape, double x1, double y1, double x2,
             double y2)
{
  MixSegment segment = { x_of (frame, x1), y_of (frame, y1), x_of (frame, x2), y_of (frame, y2),
                         shape };

  g_array_append_val (segments, segment);
}

/* What labels keep off, but for words and discs, which are in the marks. */
static GArray *
list_segments (const GArray *shapes, const MixFrame *frame)
{
  GArray *segments = g_array_new (FALSE, FALSE, sizeof (MixSegment));

  for (guint i = 0; i < shapes->len; i++)
    {
      const Shape *shape = &g_array_index (shapes, Shape, i);
      const double *xy = shape->curve;
      if (shape->kind == SHAPE_LINE)
        add_segment (segments, frame, i, shape->x1, shape->y1, shape->x2, shape->y2);
      if (shape->kind == SHAPE_POINT)
        add_segment (segments, frame, i, shape->x1, shape->y1, shape->x1, shape->y2);
      for (guint j = 0; j + 1 < shape->n; j++, xy += 2)
        add_segment (segments, frame, i, xy[0], xy[1], xy[2], xy[3]);
    }
  return segments;
}

/* Whether a bar is where a word stands: that would look torn by a ground in the card's colour. */
static gboolean
is_over_bar (const GArray *shapes, const MixFrame *frame, const MixRect *word)
{
  for (guint i = 0; i < shapes->len; i++)
    {
      const Shape *shape = &g_array_index (shapes, Shape, i);
      if (shape->kind == SHAPE_BAR && x_of (frame, shape->x1) < word->x + word->width
          && x_of (frame, shape->x2) > word->x && y_of (frame, shape->y2) < word->y + word->height
          && y_of (frame, shape->y1) > word->y)
        return TRUE;
    }
  return FALSE;
}

static void
arrange_label (const Shape *shape, const GArray *shapes, const GArray *segments,
               const MixFrame *frame, MixMarks *marks)
{
  double unit = frame->unit, width, height;
  MixTextStyle style = word_style (shape);
  MixBeside beside = { .x = x_of (frame, shape->x1), .top = y_of (frame, shape->y2),
                       .bottom = y_of (frame, shape->y1), .xalign = shape->xalign,
                       .shift = shape->shift * unit, .gap = WORD_GAP * unit,
                       .step = LABEL_STEP * unit };

  mix_text_measure (frame, &style, shape->text, &width, &height);
  MixRect place
    = mix_place_beside (&beside, width, WORD_SIZE * unit, &frame->area, marks, segments);
  style.xalign = 0;
  style.ground = !is_over_bar (shapes, frame, &place);
  mix_marks_text (marks, frame, &style, place.x, place.y + place.height / 2, shape->text);
}

/* After all else, so that they know what to keep off. */
static void
arrange_labels (const GArray *shapes, const MixFrame *frame, MixMarks *marks)
{
  g_autoptr (GArray) segments = list_segments (shapes, frame);

  for (guint i = 0; i < shapes->len; i++)
    {
      const Shape *shape = &g_array_index (shapes, Shape, i);
      if (shape->kind == SHAPE_LABEL)
        arrange_label (shape, shapes, segments, frame, marks);
    }
}

static void
arrange_shapes (gpointer data, const MixFrame *frame, MixMarks *still, MixMarks *live)
{
  static void (*const arrange[N_SHAPES]) (const Shape *shape, const MixFrame *frame,
                                          MixMarks *marks)
    = { [SHAPE_BAR] = arrange_bar, [SHAPE_LINE] = arrange_line, [SHAPE_POINT] = arrange_point,
        [SHAPE_WORD] = arrange_word };
  const Arranger *arranger = data;

  for (guint i = 0; i < arranger->shapes->len; i++)
    {
      const Shape *shape = &g_array_index (arranger->shapes, Shape, i);
      if (arrange[shape->kind] != NULL)
        arrange[shape->kind](shape, frame, shape->kind == SHAPE_BAR ? still : live);
    }
  for (guint i = 0; i < arranger->shapes->len; i++)
    if (g_array_index (arranger->shapes, Shape, i).kind == SHAPE_CROSS)
      arrange_cross (&g_array_index (arranger->shapes, Shape, i), frame, live);
  arrange_labels (arranger->shapes, frame, live);
}

static void
set_texts (MixChart *chart)
{
  GString *description = g_string_new (NULL);

  mix_plot_set_title (chart->plot, chart->title);
  if (chart->reading != NULL)
    mix_plot_set_subtitle (chart->plot, chart->reading, FALSE);
  if (chart->sentence != NULL)
    {
      mix_plot_set_note (chart->plot, chart->sentence);
      mix_plot_set_note_wraps (chart->plot, TRUE);
    }
  g_string_append_printf (description, "%s: %s", chart->title,
                          chart->message != NULL ? chart->message
                          : chart->reading != NULL ? chart->reading : "");
  if (chart->sentence != NULL)
    g_string_append_printf (description, ". %s", chart->sentence);
  mix_plot_take_description (chart->plot, g_string_free (description, FALSE));
}

/**
 * mix_chart_finish:
 * @chart: (transfer full)
 *
 * Returns: (transfer full): the plot, not laid out yet
 */
MixPlot *
mix_chart_finish (MixChart *chart)
{
  const MixInsets roomy = { 56, 20, 54, 30 }, tight = { 44, 10, 46, 26 };
  MixPlot *plot = chart->plot;
  Arranger *arranger = g_new (Arranger, 1);

  chart->x.name = chart->x_name;
  mix_plot_set_axes (plot, &chart->x, &chart->y);
  mix_plot_set_insets (plot, &roomy, &tight);
  set_texts (chart);
  arranger->shapes = chart->shapes;
  mix_plot_set_arrange (plot, arrange_shapes, arranger, arranger_free);
  g_free (chart->title);
  g_free (chart->reading);
  g_free (chart->sentence);
  g_free (chart->message);
  g_free (chart->x_name);
  g_free (chart);
  return plot;
}
