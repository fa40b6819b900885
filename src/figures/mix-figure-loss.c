/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-figure-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "mix-cover.h"
#include "mix-loss-usage.h"

#define LATER_ALPHA 0.42 /* of the epochs after the one on show */
#define MAX_WORDS 5
#define MAX_HEIGHTS 256 /* that a word tries */
#define WORD_GAP 10.0   /* pixels */
#define CURVE_ROOM 2.0  /* pixels: half the width of a curve */
#define HEIGHT_STEP 2.0 /* pixels from one to the next */
#define CROSSING_COST 90.0 /* pixels that a word goes to avoid a curve all along it */
#define ITEM_VALIDATION (MIX_N_SHOWS + 1) /* of the legend: it cannot be hidden */
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
  int best;                 /* whose network is on show after the last; −1: the last's */
  int moment;               /* the earlier one that is on show; −1: none */
  double origin;            /* the best possible, or the lowest so far */
  gboolean truth_known;
  double x_high;
  char *floor_text;
  gboolean linear;
  MixSpan shown;  /* of the axis of epochs */
  double pointed; /* the epoch that is read; NaN: none */
  MixSnapshot *snapshot; /* whose usage is shown as a strip; NULL: not shown */
  MixView view;
} LossCurves;

static void
loss_curves_free (gpointer data)
{
  LossCurves *curves = data;

  g_free (curves->epoch);
  for (guint s = 0; s < N_SERIES; s++)
    g_free (curves->nll[s]);
  g_free (curves->floor_text);
  g_clear_pointer (&curves->snapshot, mix_snapshot_unref);
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

/* The index of the best epoch, once its weights are back; −1 where the last is on show. */
static int
find_best (const MixSnapshot *snapshot)
{
  guint n = mix_history_get_n_points (snapshot->history);
  const MixLossPoint *best = mix_history_get_best (snapshot->history);

  if (snapshot->state == MIX_RUN_FINISHED)
    for (guint i = 0; i + 1 < n; i++)
      if (mix_history_get_point (snapshot->history, i) == best)
        return (int) i;
  return -1;
}

/**
 * mix_figure_get_all_epochs:
 * @all: (out): what the axis shows without zoom
 */
void
mix_figure_get_all_epochs (MixScene *scene, MixSpan *all)
{
  const MixSnapshot *snapshot = mix_scene_get_snapshot (scene);
  const MixLossPoint *last = NULL;

  if (snapshot != NULL && snapshot->history != NULL)
    last = mix_history_get_last (snapshot->history);
  *all = (MixSpan){ 0, last != NULL ? epochs_shown (snapshot, last->epoch) : 20 };
}

/* Where a person looks back at the run, the numbers are those of that moment. */
static void
find_moment (LossCurves *curves, const MixSnapshot *snapshot)
{
  curves->moment = -1;
  if (snapshot == NULL || !snapshot->is_past)
    return;
  for (guint i = 0; i < curves->n && curves->epoch[i] < snapshot->epoch + 0.5; i++)
    curves->moment = (int) i;
  for (guint s = 0; curves->moment >= 0 && s < N_SERIES; s++)
    curves->last[s] = curves->nll[s][curves->moment];
}

/* The epoch whose network is on show. */
static double
epoch_on_show (const LossCurves *curves)
{
  if (curves->moment >= 0)
    return curves->epoch[curves->moment];
  return curves->n > 0 ? curves->epoch[curves->n - 1] : 0;
}

static LossCurves *
loss_curves_new (MixScene *scene)
{
  LossCurves *curves = g_new0 (LossCurves, 1);
  MixSnapshot *snapshot = mix_scene_get_snapshot (scene);
  const MixHistory *history = snapshot != NULL ? snapshot->history : NULL;

  curves->view = *mix_scene_get_view (scene);
  if (mix_loss_usage_is_known (history) && mix_scene_shows (scene, MIX_SHOW_USAGE))
    curves->snapshot = mix_snapshot_ref (snapshot);
  const gboolean shown[] = { mix_scene_shows (scene, MIX_SHOW_TRAIN), TRUE,
                             mix_scene_shows (scene, MIX_SHOW_PLAIN) };
  curves->linear = mix_scene_get_view (scene)->loss_scale == MIX_LOSS_LINEAR;
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
          double nll = shown[s] ? value_of (point, (Series) s) : (double) NAN;
          curves->nll[s][i] = isfinite (nll) ? nll : (double) NAN;
          if (isfinite (nll))
            curves->last[s] = nll;
        }
    }
  curves->best = history != NULL ? find_best (snapshot) : -1;
  find_moment (curves, snapshot);
  mix_figure_get_all_epochs (scene, &curves->shown);
  curves->x_high = curves->shown.high;
  if (mix_span_is_set (&mix_scene_get_view (scene)->epochs))
    curves->shown = mix_scene_get_view (scene)->epochs;
  curves->pointed = mix_scene_get_pointed_epoch (scene);
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

static gboolean
is_in_sight (const LossCurves *curves, guint series, guint i)
{
  return isfinite (curves->nll[series][i]) && curves->epoch[i] >= curves->shown.low
         && curves->epoch[i] <= curves->shown.high;
}

static void
find_range (const LossCurves *curves, double *low, double *high)
{
  double least = 0, most = 0;

  for (guint s = 0; s < N_SERIES; s++)
    for (guint i = 0; i < curves->n; i++)
      if (is_in_sight (curves, s, i))
        {
          least = MIN (least, curves->nll[s][i] - curves->origin);
          most = MAX (most, curves->nll[s][i] - curves->origin);
        }
  double top = 1.25 * step_beyond (MAX (most, 0.1));
  double share = FLOOR_SHARE + (curves->snapshot != NULL ? MIX_LOSS_USAGE_SHARE : 0);
  double floor_room = 0.005 * (pow (1 + top / 0.005, share) - 1);
  *high = curves->origin + top;
  *low = curves->origin - (least < -floor_room ? 1.1 * step_beyond (-least) : floor_room);
}

/* On a linear axis: all that there is, and the best possible. */
static void
find_linear_range (const LossCurves *curves, double *low, double *high)
{
  double least = curves->origin, most = -HUGE_VAL;

  for (guint s = 0; s < N_SERIES; s++)
    for (guint i = 0; i < curves->n; i++)
      if (is_in_sight (curves, s, i))
        {
          least = MIN (least, curves->nll[s][i]);
          most = MAX (most, curves->nll[s][i]);
        }
  *low = least;
  *high = most > least ? most : least + 1;
  if (curves->snapshot != NULL)
    *low -= MIX_LOSS_USAGE_SHARE * (*high - *low);
  mix_range_round_out (low, high, 0.06);
}

static void
add_floor (MixPlot *plot, const LossCurves *curves, const MixPalette *palette)
{
  MixLineStyle style = { .color = palette->truth, .width = 2.5, .dots = 7 };
  const double x[] = { 0, curves->x_high }, y[] = { curves->origin, curves->origin };

  if (curves->truth_known || curves->n > 0)
    mix_plot_take_tagged (plot, mix_layer_line_new (x, y, NULL, 2, &style), MIX_SHOW_TRUTH + 1, 0);
}

static void
add_curves (MixPlot *plot, const LossCurves *curves, const MixPalette *palette)
{
  gboolean validates = isfinite (curves->last[SERIES_VALIDATION]);
  MixLineStyle plain = mix_figure_plain_style (palette);
  MixLineStyle train = { .color = validates ? palette->train_loss : palette->mean,
                         .width = validates ? 5 : 1.5 };
  MixLineStyle validation = { .color = palette->mean, .width = 1.5 };

  const struct
  {
    Series series;
    const MixLineStyle *style;
    guint item;
  } lines[] = { { SERIES_PLAIN, &plain, MIX_SHOW_PLAIN + 1 },
                { SERIES_TRAIN, &train, MIX_SHOW_TRAIN + 1 },
                { SERIES_VALIDATION, &validation, ITEM_VALIDATION } };

  guint first = curves->moment >= 0 ? (guint) curves->moment : 0;
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      const double *nll = curves->nll[lines[i].series];
      MixLineStyle later = *lines[i].style;
      if (curves->moment >= 0)
        later.color.alpha *= LATER_ALPHA;
      mix_plot_take_tagged (plot, mix_layer_line_new (curves->epoch + first, nll + first, NULL,
                                                      curves->n - first, &later),
                            lines[i].item, 0);
      if (first > 0)
        mix_plot_take_tagged (plot, mix_layer_line_new (curves->epoch, nll, NULL, first + 1,
                                                        lines[i].style),
                              lines[i].item, 0);
    }
}

typedef struct
{
  char *text; /* markup */
  MixColor color;
  double value; /* of the line that it belongs to */
  double side;  /* −1: rather above its line, 1: below */
  double epoch; /* beside which it stands */
  guint item;    /* what it stands for */
  gboolean anywhere; /* along a line that is much the same all over */
  gboolean centred;  /* on its epoch */
  MixRect rect; /* pixels, once it has found its place */
  gboolean shown;
} Word;

static char *
number_of (const LossCurves *curves, double nll)
{
  return curves->truth_known ? mix_format_signed (nll - curves->origin, 3)
                             : mix_format_number (nll, 3);
}

static double
criterion (const LossCurves *curves, guint i)
{
  double validation = curves->nll[SERIES_VALIDATION][i];

  return isfinite (validation) ? validation : curves->nll[SERIES_TRAIN][i];
}

/* The point whose network all figures show. */
static guint
index_on_show (const LossCurves *curves)
{
  if (curves->moment >= 0)
    return (guint) curves->moment;
  return curves->best >= 0 ? (guint) curves->best : MAX (curves->n, 1) - 1;
}

static Word
best_word (const LossCurves *curves, const MixPalette *palette)
{
  guint i = (guint) curves->best;
  double nll = criterion (curves, i);
  g_autofree char *number = number_of (curves, nll);

  return (Word){ g_markup_printf_escaped (_ ("best, epoch %.0f <b>%s</b>"), curves->epoch[i], number),
                 palette->text, nll, 1, curves->epoch[i], ITEM_VALIDATION, .centred = TRUE };
}

/* Then one word says both. */
static gboolean
best_is_lowest (const LossCurves *curves)
{
  return curves->best >= 0 && criterion (curves, (guint) curves->best) - curves->origin < 5e-4;
}

static guint
words_of (const LossCurves *curves, const MixPalette *palette, Word *words)
{
  guint n = 0;
  double validation = curves->last[SERIES_VALIDATION], train = curves->last[SERIES_TRAIN];
  double end = epoch_on_show (curves);

  if (curves->best >= 0)
    words[n++] = best_word (curves, palette);
  if (isfinite (curves->last[SERIES_PLAIN]))
    {
      double plain = curves->last[SERIES_PLAIN];
      g_autofree char *number = mix_format_number (plain, 2);
      words[n++] = (Word){ g_markup_printf_escaped (_ ("plain network %s"), number),
                           palette->axis_text, plain,
                           plain > criterion (curves, curves->n - 1) ? -1 : 1, end,
                           MIX_SHOW_PLAIN + 1, TRUE };
    }
  if (isfinite (validation))
    {
      g_autofree char *number = number_of (curves, validation);
      words[n++] = (Word){ g_markup_printf_escaped (_ ("validation <b>%s</b>"), number),
                           palette->text, validation, -1, end, ITEM_VALIDATION };
    }
  if (isfinite (train))
    {
      g_autofree char *number = number_of (curves, train);
      words[n++] = (Word){ g_markup_printf_escaped (_ ("train <b>%s</b>"), number),
                           palette->axis_text, train, train > validation ? -1 : 1, end,
                           MIX_SHOW_TRAIN + 1 };
    }
  if (curves->truth_known || (curves->n > 0 && !best_is_lowest (curves)))
    words[n++] = (Word){ g_markup_printf_escaped ("%s", curves->floor_text), palette->text,
                         curves->origin, -1, end, MIX_SHOW_TRUTH + 1, TRUE };
  return n;
}

/* What the curves, thinned to columns, and the line of the best possible cover. */
static MixCover *
cover_of (const LossCurves *curves, const MixFrame *frame)
{
  MixCover *cover = mix_cover_new (&frame->area);
  g_autofree double *x = g_new (double, curves->n + 1), *y = g_new (double, curves->n + 1);
  double floor = mix_scale_to_pixel (&frame->y, curves->origin);
  double ends[] = { frame->area.x, frame->area.x + frame->area.width };

  for (guint i = 0; i < curves->n; i++)
    x[i] = mix_scale_to_pixel (&frame->x, curves->epoch[i]);
  for (guint s = 0; s < N_SERIES; s++)
    {
      for (guint i = 0; i < curves->n; i++)
        y[i] = mix_scale_to_pixel (&frame->y, curves->nll[s][i]);
      mix_cover_add (cover, x, y, curves->n);
    }
  mix_cover_add (cover, ends, (double[]){ floor, floor }, 2);
  return cover;
}

/* Words on one line keep a gap that nobody reads over. */
static gboolean
overlaps (const MixRect *a, const MixRect *b)
{
  return a->x < b->x + b->width + WORD_GAP && b->x < a->x + a->width + WORD_GAP
         && a->y < b->y + b->height && b->y < a->y + a->height;
}

static gboolean
is_taken (const Word *words, guint n, const MixRect *rect)
{
  for (guint i = 0; i < n; i++)
    if (words[i].shown && overlaps (&words[i].rect, rect))
      return TRUE;
  return FALSE;
}

/* Tries every height at one place along the axis; penalty is what the place itself costs. */
static void
try_heights (const MixCover *cover, const MixFrame *frame, Word *words, guint w, MixRect rect,
             double penalty, double *least)
{
  Word *word = &words[w];
  double share[MAX_HEIGHTS], top = rect.y;
  double wanted = mix_scale_to_pixel (&frame->y, word->value) + word->side * 12 * frame->unit;
  double room = frame->area.y + frame->area.height - rect.height - top;
  double step = MAX (HEIGHT_STEP, room / (MAX_HEIGHTS - 1));
  guint n = room < 0 ? 0 : (guint) (room / step) + 1;

  MixRect roomy = { rect.x, rect.y - CURVE_ROOM, rect.width, rect.height + 2 * CURVE_ROOM };
  mix_cover_measure (cover, &roomy, step, share, n);
  for (guint i = 0; i < n; i++)
    {
      rect.y = top + i * step;
      double cost
        = fabs (rect.y + rect.height / 2 - wanted) + CROSSING_COST * share[i] + penalty;
      if (cost < *least && !is_taken (words, w, &rect))
        {
          *least = cost;
          word->rect = rect;
          word->shown = TRUE;
        }
    }
}

/* For a level line there are four places along it: near the line, off all curves, and off the words
 * that already stand. */
static void
place_word (const MixCover *cover, const MixFrame *frame, Word *words, guint w)
{
  MixRect start = words[w].rect;
  double room = MAX (start.x - frame->area.x - 6 * frame->unit, 0), least = HUGE_VAL;

  start.y = frame->area.y - 3;
  for (guint place = 0; place < (words[w].anywhere ? 4 : 1); place++)
    {
      MixRect rect = start;
      rect.x -= room * place / 3;
      try_heights (cover, frame, words, w, rect, 6 * place, &least);
    }
}

/* Words stand beside the curves' end, or over the curves at the right where there is no room; the
 * best epoch's at its dot. */
static void
arrange_words (const LossCurves *curves, const MixFrame *frame, MixMarks *live)
{
  Word words[MAX_WORDS];
  double unit = frame->unit, right = frame->area.x + frame->area.width;
  guint n = words_of (curves, frame->palette, words);
  MixTextStyle style = { .size = MIX_LABEL_SIZE, .markup = TRUE, .halo = TRUE, .yalign = 0.5 };
  g_autoptr (MixCover) cover = cover_of (curves, frame);

  for (guint i = 0; i < n; i++)
    {
      MixRect *rect = &words[i].rect;
      double at = mix_scale_to_pixel (&frame->x, words[i].epoch);
      mix_text_measure (frame, &style, words[i].text, &rect->width, &rect->height);
      rect->height = MIX_LABEL_GAP * unit;
      rect->x = words[i].centred ? at - rect->width / 2 : at + 10 * unit;
      rect->x = MAX (MIN (rect->x, right - rect->width), frame->area.x);
      place_word (cover, frame, words, i);
      style.color = words[i].color;
      mix_marks_set_tag (live, words[i].item, 0);
      if (words[i].shown && rect->width < frame->area.width)
        {
          mix_marks_text (live, frame, &style, rect->x, rect->y + rect->height / 2, words[i].text);
          mix_marks_add_entry (live, rect);
        }
      g_free (words[i].text);
    }
  mix_marks_set_tag (live, 0, 0);
}

/* The recorded epoch that is nearest to where the loss is read; −1: nowhere. */
static int
pointed_index (const LossCurves *curves)
{
  double least = HUGE_VAL;
  int nearest = -1;

  for (guint i = 0; i < curves->n && isfinite (curves->pointed); i++)
    {
      double distance = fabs (curves->epoch[i] - curves->pointed);
      if (!(distance < least))
        continue;
      least = distance;
      nearest = (int) i;
    }
  return nearest;
}

/* "epoch 42: validation 3.971, train 3.969, plain 5.25": what gives way stands last. */
static char *
readout_of (const LossCurves *curves, guint i)
{
  static const struct
  {
    Series series;
    const char *word;
  } parts[] = { { SERIES_VALIDATION, N_ ("validation") }, { SERIES_TRAIN, N_ ("train") },
                { SERIES_PLAIN, N_ ("plain") } };
  GString *out = g_string_new (NULL);

  g_string_append_printf (out, _ ("epoch %.0f:"), curves->epoch[i]);
  for (guint p = 0, n = 0; p < G_N_ELEMENTS (parts); p++)
    {
      double nll = curves->nll[parts[p].series][i];
      g_autofree char *number = mix_format_number (nll, 3);
      if (isfinite (nll))
        g_string_append_printf (out, "%s %s %s", n++ > 0 ? "," : "", _ (parts[p].word), number);
    }
  return g_string_free (out, FALSE);
}

static void
arrange_readout (const LossCurves *curves, const MixFrame *frame, MixMarks *live)
{
  int i = pointed_index (curves);
  double unit = frame->unit, top = frame->area.y, bottom = top + frame->area.height;
  MixShapeStyle line = { .stroke = frame->palette->axis, .width = unit };

  if (i < 0)
    return;
  double x = mix_scale_to_pixel (&frame->x, curves->epoch[i]);
  if (x < frame->area.x - 1 || x > frame->area.x + frame->area.width + 1)
    return;
  mix_marks_line (live, &line, x, top, x, bottom);
  for (guint s = 0; s < N_SERIES; s++)
    {
      const MixPalette *palette = frame->palette;
      MixShapeStyle dot = { .fill = s == SERIES_PLAIN ? palette->plain : palette->mean,
                            .stroke = frame->palette->card, .width = 1.5 * unit };
      double y = mix_scale_to_pixel (&frame->y, curves->nll[s][i]);
      if (y >= top && y <= bottom)
        mix_marks_circle (live, &dot, x, y, 3.5 * unit);
    }
}

/* The cursor at an earlier moment. */
static void
arrange_moment (const LossCurves *curves, const MixFrame *frame, MixMarks *live)
{
  MixShapeStyle line = { .stroke = frame->palette->selection, .width = 1.5 * frame->unit };

  if (curves->moment < 0)
    return;
  double x = mix_scale_to_pixel (&frame->x, curves->epoch[curves->moment]);
  mix_marks_line (live, &line, x, frame->area.y, x, frame->area.y + frame->area.height);
}

/* The dot is where the network is that all figures show. */
static void
arrange_loss (gpointer data, const MixFrame *frame, MixMarks *still, MixMarks *live)
{
  const LossCurves *curves = data;
  guint shown = index_on_show (curves);

  if (curves->snapshot != NULL)
    mix_loss_usage_arrange (curves->snapshot->history, &curves->view, frame, live);
  arrange_moment (curves, frame, live);
  arrange_words (curves, frame, live);
  arrange_readout (curves, frame, live);
  if (curves->n > 0 && isfinite (criterion (curves, shown)))
    {
      MixShapeStyle dot = { .fill = frame->palette->mean, .stroke = frame->palette->card,
                            .width = 1.5 * frame->unit };
      mix_marks_circle (live, &dot, mix_scale_to_pixel (&frame->x, curves->epoch[shown]),
                        mix_scale_to_pixel (&frame->y, criterion (curves, shown)),
                        4.5 * frame->unit);
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
      if (curves->best >= 0)
        g_string_append_printf (out, _ (" The network of epoch %.0f, the best, is on show."),
                                curves->epoch[curves->best]);
    }
  if (curves->truth_known || curves->n > 0)
    g_string_append_printf (out, " %c%s.", g_ascii_toupper (curves->floor_text[0]),
                            curves->floor_text + 1);
  return g_string_free (out, FALSE);
}

/* (transfer full): how far from the best possible, where that is known; else what the axis shows. */
static char *
subtitle_of (const LossCurves *curves)
{
  if (curves->truth_known && curves->n > 0)
    {
      double above = criterion (curves, index_on_show (curves)) - curves->origin;
      g_autofree char *number = mix_format_number (fabs (above), 3);
      return g_strdup_printf (above >= 0 ? _ ("%s nats above the best possible")
                                         : _ ("%s nats below the best possible"), number);
    }
  if (curves->linear)
    return g_strdup (_ ("NLL, nats per row"));
  return g_strdup (curves->truth_known ? _ ("nats per row, log above the best")
                                       : _ ("nats per row, log above the lowest"));
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
  mix_scale_init (&x.scale, curves->shown.low, curves->shown.high);
  if (curves->linear)
    {
      find_linear_range (curves, &low, &high);
      mix_scale_init (&y.scale, low, high);
    }
  else
    {
      find_range (curves, &low, &high);
      mix_scale_init_above (&y.scale, curves->origin, low, high);
    }
  mix_plot_set_title (plot, _ ("Loss"));
  int pointed = pointed_index (curves);
  g_autofree char *subtitle
    = pointed >= 0 ? readout_of (curves, (guint) pointed) : subtitle_of (curves);
  mix_plot_set_subtitle (plot, subtitle, TRUE);
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
