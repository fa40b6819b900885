/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-figure-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define MAX_WORDS 4
#define CROSSING_COST 90.0 /* pixels that a word goes to avoid a curve all along it */
#define FLOOR_SHARE 0.07 /* of the axis, below the best */

typedef enum
{
  SERIES_TRAIN,
  SERIES_VALIDATION,
  SERIES_PLAIN,
  N_SERIES,
} Series;

/* The curves, and what the labels need. */
typedef struct
{
  guint n;
  double *epoch;            /* [n] */
  double *nll[N_SERIES];    /* [n], NaN where there is none */
  double last[N_SERIES];    /* the last finite value, or NaN */
  double origin;            /* the best possible, or the lowest so far */
  gboolean truth_known;
  double x_high;
  char *floor_text;
} LossCurves;

static void
loss_curves_free (gpointer data)
{
  LossCurves *curves = data;

  g_free (curves->epoch);
  for (guint s = 0; s < N_SERIES; s++)
    g_free (curves->nll[s]);
  g_free (curves->floor_text);
  g_free (curves);
}

static double
value_of (const MixLossPoint *point, Series series)
{
  switch (series)
    {
    case SERIES_TRAIN: return point->train_nll;
    case SERIES_VALIDATION: return point->validation_nll;
    case SERIES_PLAIN:
      return isfinite (point->plain_validation_nll) ? point->plain_validation_nll
                                                    : point->plain_train_nll;
    case N_SERIES:
    default: return (double) NAN;
    }
}

static double
lowest_of (const LossCurves *curves)
{
  double low = HUGE_VAL;

  for (guint s = 0; s < N_SERIES; s++)
    for (guint i = 0; i < curves->n; i++)
      if (isfinite (curves->nll[s][i]))
        low = MIN (low, curves->nll[s][i]);
  return low;
}

static void
find_origin (LossCurves *curves, const MixScene *scene)
{
  double noise = 1;
  const MixGenerator *truth = mix_scene_get_truth (scene, &noise);
  double best = truth != NULL && truth->optimal_nll != NULL ? truth->optimal_nll (noise)
                                                            : (double) NAN;

  curves->truth_known = isfinite (best);
  curves->origin = curves->truth_known ? best : lowest_of (curves);
  if (!isfinite (curves->origin))
    curves->origin = 0;
  g_autofree char *number = mix_format_number (curves->origin, 3);
  curves->floor_text = g_strdup_printf (curves->truth_known ? _ ("best possible %s")
                                                            : _ ("lowest so far %s"), number);
}

/* The end of the epoch axis: at first 20, then in steps while it runs, and what it was at the
 * end. */
static double
epochs_shown (const MixSnapshot *snapshot, double last)
{
  gboolean over = snapshot->state == MIX_RUN_FINISHED || snapshot->state == MIX_RUN_DIVERGED;
  double planned = MAX (snapshot->config.epochs, 1);

  if (over)
    return MAX (last, 1);
  return MIN (mix_range_step_up (MAX (last, MIN (planned, 20))), MAX (planned, MAX (last, 1)));
}

static LossCurves *
loss_curves_new (MixScene *scene)
{
  LossCurves *curves = g_new0 (LossCurves, 1);
  const MixSnapshot *snapshot = mix_scene_get_snapshot (scene);
  const MixHistory *history = snapshot != NULL ? snapshot->history : NULL;

  curves->n = history != NULL ? mix_history_get_n_points (history) : 0;
  curves->epoch = g_new (double, curves->n + 1);
  for (guint s = 0; s < N_SERIES; s++)
    {
      curves->nll[s] = g_new (double, curves->n + 1);
      curves->last[s] = (double) NAN;
    }
  for (guint i = 0; i < curves->n; i++)
    {
      const MixLossPoint *point = mix_history_get_point (history, i);
      curves->epoch[i] = point->epoch;
      for (guint s = 0; s < N_SERIES; s++)
        {
          double nll = value_of (point, (Series) s);
          curves->nll[s][i] = isfinite (nll) ? nll : (double) NAN;
          if (isfinite (nll))
            curves->last[s] = nll;
        }
    }
  curves->x_high = 20;
  if (curves->n > 0)
    curves->x_high = epochs_shown (snapshot, curves->epoch[curves->n - 1]);
  find_origin (curves, scene);
  return curves;
}

/* The next of ±0.01, 0.03, 0.1 … beyond a distance from the best: an end that moves in steps. */
static double
step_beyond (double distance)
{
  for (int n = -2; n < 300; n++)
    for (int i = 0; i < 2; i++)
      {
        double step = (i == 0 ? 1 : 3) * pow (10, n);
        if (step >= distance)
          return step;
      }
  return distance;
}

static void
find_range (const LossCurves *curves, double *low, double *high)
{
  double least = 0, most = 0;

  for (guint s = 0; s < N_SERIES; s++)
    for (guint i = 0; i < curves->n; i++)
      if (isfinite (curves->nll[s][i]))
        {
          least = MIN (least, curves->nll[s][i] - curves->origin);
          most = MAX (most, curves->nll[s][i] - curves->origin);
        }
  double top = 1.25 * step_beyond (MAX (most, 0.1));
  double floor_room = 0.005 * (pow (1 + top / 0.005, FLOOR_SHARE) - 1);
  *high = curves->origin + top;
  *low = curves->origin - (least < -floor_room ? 1.1 * step_beyond (-least) : floor_room);
}

static void
add_floor (MixPlot *plot, const LossCurves *curves, const MixPalette *palette)
{
  MixLineStyle style = { .color = palette->truth, .width = 2.5, .dots = 7 };
  const double x[] = { 0, curves->x_high }, y[] = { curves->origin, curves->origin };

  if (curves->truth_known || curves->n > 0)
    mix_plot_take_layer (plot, mix_layer_line_new (x, y, NULL, 2, &style));
}

static void
add_curves (MixPlot *plot, const LossCurves *curves, const MixPalette *palette)
{
  gboolean validates = isfinite (curves->last[SERIES_VALIDATION]);
  MixLineStyle plain = mix_figure_plain_style (palette);
  MixLineStyle train = { .color = validates ? palette->train_loss : palette->mean,
                         .width = validates ? 5 : 1.5 };
  MixLineStyle validation = { .color = palette->mean, .width = 1.5 };

  mix_plot_take_layer (plot, mix_layer_line_new (curves->epoch, curves->nll[SERIES_PLAIN], NULL,
                                                 curves->n, &plain));
  mix_plot_take_layer (plot, mix_layer_line_new (curves->epoch, curves->nll[SERIES_TRAIN], NULL,
                                                 curves->n, &train));
  mix_plot_take_layer (plot, mix_layer_line_new (curves->epoch, curves->nll[SERIES_VALIDATION],
                                                 NULL, curves->n, &validation));
}

typedef struct
{
  char *text; /* markup */
  MixColor color;
  double value; /* of the line that it belongs to */
  double side;  /* −1: rather above its line, 1: below */
  gboolean anywhere; /* along a line that is much the same all over */
  MixRect rect; /* pixels, once it has found its place */
  gboolean shown;
} Word;

static char *
number_of (const LossCurves *curves, double nll)
{
  return curves->truth_known ? mix_format_signed (nll - curves->origin, 3)
                             : mix_format_number (nll, 3);
}

static guint
words_of (const LossCurves *curves, const MixPalette *palette, Word *words)
{
  guint n = 0;
  double validation = curves->last[SERIES_VALIDATION], train = curves->last[SERIES_TRAIN];

  if (isfinite (validation))
    {
      g_autofree char *number = number_of (curves, validation);
      words[n++] = (Word){ g_markup_printf_escaped (_ ("validation <b>%s</b>"), number),
                           palette->text, validation, -1 };
    }
  if (isfinite (train))
    {
      g_autofree char *number = number_of (curves, train);
      words[n++] = (Word){ g_markup_printf_escaped (_ ("train <b>%s</b>"), number),
                           palette->axis_text, train, train > validation ? -1 : 1 };
    }
  if (isfinite (curves->last[SERIES_PLAIN]))
    {
      double plain = curves->last[SERIES_PLAIN];
      g_autofree char *number = mix_format_number (plain, 2);
      words[n++] = (Word){ g_markup_printf_escaped (_ ("plain network %s"), number),
                           palette->axis_text, plain, 1, TRUE };
    }
  if (curves->truth_known || curves->n > 0)
    words[n++] = (Word){ g_markup_printf_escaped ("%s", curves->floor_text), palette->text,
                         curves->origin, -1, TRUE };
  return n;
}

/* The curves in pixels: words try many places against them. */
typedef struct
{
  guint n;
  double *x, *y[N_SERIES]; /* [n] */
  double floor;
} LossPixels;

static LossPixels
loss_pixels (const LossCurves *curves, const MixFrame *frame)
{
  LossPixels pixels = { .n = curves->n, .x = g_new (double, curves->n + 1),
                        .floor = mix_scale_to_pixel (&frame->y, curves->origin) };

  for (guint i = 0; i < curves->n; i++)
    pixels.x[i] = mix_scale_to_pixel (&frame->x, curves->epoch[i]);
  for (guint s = 0; s < N_SERIES; s++)
    {
      pixels.y[s] = g_new (double, curves->n + 1);
      for (guint i = 0; i < curves->n; i++)
        pixels.y[s][i] = mix_scale_to_pixel (&frame->y, curves->nll[s][i]);
    }
  return pixels;
}

static void
loss_pixels_clear (LossPixels *pixels)
{
  g_free (pixels->x);
  for (guint s = 0; s < N_SERIES; s++)
    g_free (pixels->y[s]);
}

/* The share of a rectangle's width in which a curve runs through it. */
static double
crossed_by_curves (const LossPixels *pixels, const MixRect *rect)
{
  double crossed = 0, top = rect->y, bottom = rect->y + rect->height;
  guint start = pixels->n;

  while (start > 1 && pixels->x[start - 1] >= rect->x)
    start--;
  for (guint i = MAX (start, 1); i < pixels->n; i++)
    {
      double overlap = MIN (pixels->x[i], rect->x + rect->width) - MAX (pixels->x[i - 1], rect->x);
      if (!(overlap > 0))
        continue;
      for (guint s = 0; s < N_SERIES; s++)
        {
          double y1 = pixels->y[s][i - 1], y2 = pixels->y[s][i];
          if (MAX (y1, y2) > top && MIN (y1, y2) < bottom)
            crossed += overlap / rect->width;
        }
    }
  return crossed + (pixels->floor > top && pixels->floor < bottom ? 1 : 0);
}

static gboolean
overlaps (const MixRect *a, const MixRect *b)
{
  return a->x < b->x + b->width && b->x < a->x + a->width && a->y < b->y + b->height
         && b->y < a->y + a->height;
}

static double
cost_of (const LossPixels *pixels, const MixFrame *frame, const Word *words, guint w)
{
  const Word *word = &words[w];
  double line = mix_scale_to_pixel (&frame->y, word->value);
  double wanted = line + word->side * 12 * frame->unit;

  for (guint other = 0; other < w; other++)
    if (words[other].shown && overlaps (&words[other].rect, &word->rect))
      return HUGE_VAL;
  return fabs (word->rect.y + word->rect.height / 2 - wanted)
         + CROSSING_COST * crossed_by_curves (pixels, &word->rect);
}

/* Tries every height, and for a level line three places along it: near the line, off all curves,
 * and off the words that already stand. */
static void
place_word (const LossPixels *pixels, const MixFrame *frame, Word *words, guint w)
{
  Word *word = &words[w];
  const MixRect *area = &frame->area;
  double room = MAX (word->rect.x - area->x - 6 * frame->unit, 0), least = HUGE_VAL;
  MixRect best = word->rect;

  for (guint place = 0; place < (word->anywhere ? 4 : 1); place++)
    for (double y = area->y - 3; y + word->rect.height <= area->y + area->height; y += 2)
      {
        MixRect start = word->rect;
        word->rect.y = y;
        word->rect.x -= room * place / 3;
        double cost = cost_of (pixels, frame, words, w) + 6 * place;
        if (cost < least)
          {
            least = cost;
            best = word->rect;
          }
        word->rect = start;
      }
  word->shown = least < HUGE_VAL;
  word->rect = best;
}

/* Words stand beside the curves' end, or over the curves at the right where there is no room. */
static void
arrange_words (const LossCurves *curves, const MixFrame *frame, MixMarks *live)
{
  Word words[MAX_WORDS];
  double unit = frame->unit, right = frame->area.x + frame->area.width;
  double end = curves->n > 0 ? mix_scale_to_pixel (&frame->x, curves->epoch[curves->n - 1])
                             : frame->area.x;
  guint n = words_of (curves, frame->palette, words);
  MixTextStyle style = { .size = MIX_LABEL_SIZE, .markup = TRUE, .halo = TRUE, .yalign = 0.5 };
  LossPixels pixels = loss_pixels (curves, frame);

  for (guint i = 0; i < n; i++)
    {
      MixRect *rect = &words[i].rect;
      mix_text_measure (frame, &style, words[i].text, &rect->width, &rect->height);
      rect->height = MIX_LABEL_GAP * unit;
      rect->x = MAX (MIN (end + 10 * unit, right - rect->width), frame->area.x);
      place_word (&pixels, frame, words, i);
      style.color = words[i].color;
      if (words[i].shown && rect->width < frame->area.width)
        mix_marks_text (live, frame, &style, rect->x, rect->y + rect->height / 2, words[i].text);
    }
  for (guint i = 0; i < n; i++)
    g_free (words[i].text);
  loss_pixels_clear (&pixels);
}

static void
arrange_loss (gpointer data, const MixFrame *frame, MixMarks *still, MixMarks *live)
{
  const LossCurves *curves = data;
  double nll = isfinite (curves->last[SERIES_VALIDATION]) ? curves->last[SERIES_VALIDATION]
                                                          : curves->last[SERIES_TRAIN];

  arrange_words (curves, frame, live);
  if (curves->n > 0 && isfinite (nll))
    {
      MixShapeStyle dot = { .fill = frame->palette->mean, .stroke = frame->palette->card,
                            .width = 1.5 * frame->unit };
      mix_marks_circle (live, &dot, mix_scale_to_pixel (&frame->x, curves->epoch[curves->n - 1]),
                        mix_scale_to_pixel (&frame->y, nll), 4.5 * frame->unit);
    }
}

static char *
description_of (const LossCurves *curves)
{
  GString *out = g_string_new (NULL);
  const char *names[] = { N_ ("training"), N_ ("validation"), N_ ("plain network’s validation") };

  if (curves->n == 0)
    g_string_append (out, _ ("Loss: no epoch has been trained yet."));
  else
    {
      g_string_append_printf (out, _ ("Loss in nats per row over %.0f epochs:"),
                              curves->epoch[curves->n - 1]);
      for (guint s = 0, shown = 0; s < N_SERIES; s++)
        if (isfinite (curves->last[s]))
          {
            g_autofree char *now = mix_format_number (curves->last[s], 3);
            g_string_append_printf (out, _ ("%s %s loss is %s now"), shown++ > 0 ? ";" : "",
                                    _ (names[s]), now);
          }
      g_string_append (out, ".");
    }
  if (curves->truth_known || curves->n > 0)
    g_string_append_printf (out, " %c%s.", g_ascii_toupper (curves->floor_text[0]),
                            curves->floor_text + 1);
  return g_string_free (out, FALSE);
}

static const char *
missing (MixScene *scene, const LossCurves *curves)
{
  const MixSnapshot *snapshot = mix_scene_get_snapshot (scene);

  if (mix_scene_get_design (scene) == NULL)
    return _ ("No data yet: choose a data set, or open a table");
  if (curves->n > 0)
    return NULL;
  if (snapshot != NULL && snapshot->state == MIX_RUN_FINISHED)
    return _ ("No record of its training came with this model");
  return _ ("Appears with the first epoch of training");
}

/**
 * mix_figure_build_loss:
 *
 * Returns: (transfer full): the losses by epoch, on an axis that is logarithmic above the best
 * possible
 */
MixPlot *
mix_figure_build_loss (MixScene *scene, const MixPalette *palette)
{
  const MixInsets roomy = { 58, 16, 34, 30 }, tight = { 48, 12, 30, 26 };
  LossCurves *curves = loss_curves_new (scene);
  MixPlot *plot = mix_plot_new (palette);
  MixAxis x = { .labels = TRUE, .line = TRUE, .name = _ ("epoch") };
  MixAxis y = { .labels = TRUE, .grid = TRUE };
  double low, high;

  x.labels = y.labels = mix_scene_get_design (scene) != NULL;
  find_range (curves, &low, &high);
  mix_scale_init (&x.scale, 0, curves->x_high);
  mix_scale_init_above (&y.scale, curves->origin, low, high);
  mix_plot_set_title (plot, _ ("Loss"));
  mix_plot_set_subtitle (plot, curves->truth_known ? _ ("nats per row, log above the best")
                                                   : _ ("nats per row, log above the lowest"),
                         FALSE);
  mix_plot_set_insets (plot, &roomy, &tight);
  mix_plot_set_narrow (plot, 280);
  mix_plot_set_axes (plot, &x, &y);
  add_floor (plot, curves, palette);
  add_curves (plot, curves, palette);
  mix_plot_set_message (plot, missing (scene, curves));
  mix_plot_take_description (plot, description_of (curves));
  mix_plot_set_arrange (plot, arrange_loss, curves, loss_curves_free);
  return plot;
}
