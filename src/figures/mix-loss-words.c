/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-loss-words.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "mix-cover.h"
#include "mix-loss-usage.h"

/* The names and numbers of the losses' curves, each beside its curve where it covers little. */

#define MAX_WORDS 5
#define MAX_HEIGHTS 256 /* that a word tries */
#define WORD_GAP 10.0   /* pixels */
#define CURVE_ROOM 2.0  /* pixels: half the width of a curve */
#define HEIGHT_STEP 2.0 /* pixels from one to the next */
#define CROSSING_COST 140.0 /* pixels that a word goes to avoid a curve all along it */
#define DISORDER_COST 60.0 /* and to stand above a word whose line it lies under */
#define BETWEEN_COST 120.0 /* for each curve between it and its own line */
#define NEAR_COST 36.0     /* beyond it one is not said that others crowd out */
#define FAR_COST 70.0      /* beyond it a word that can be missed is not said */
#define PLACE_COST 6.0     /* for each place further from where the word would stand */
#define MOST_PLACES 8
#define FULL_HEIGHT 110.0  /* design pixels of axes; below it only what matters most is said */

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
  gboolean off;      /* its line is not drawn */
  double limit;      /* the cost beyond which it is not said */
  int series;        /* its own curve; −1: another line */
  MixRect rect; /* pixels, once it has found its place */
  gboolean shown;
} Word;

/* What words are placed over, in pixels. */
typedef struct
{
  const MixFrame *frame;
  MixCover *cover;
  double bottom;           /* of where words can be */
  double moment;           /* its line; infinite without one */
  double at[MIX_N_SERIES]; /* where the curves end; NaN where one is not drawn */
} Ground;

static char *
number_of (const MixLossCurves *curves, double nll)
{
  return curves->truth_known ? mix_format_signed (nll - curves->origin, 3)
                             : mix_format_number (nll, 3);
}

static Word
best_word (const MixLossCurves *curves, const MixPalette *palette)
{
  guint i = (guint) curves->best;
  double nll = mix_loss_curves_criterion (curves, i);
  g_autofree char *number = number_of (curves, nll);

  return (Word){ g_markup_printf_escaped (_ ("best, epoch %.0f <b>%s</b>"), curves->epoch[i],
                                          number),
                 palette->text, nll, 1, curves->epoch[i], MIX_SHOW_VALIDATION_LOSS + 1,
                 .centred = TRUE, .off = !curves->drawn[MIX_SERIES_VALIDATION],
                 .limit = NEAR_COST, .series = MIX_SERIES_VALIDATION };
}

/* Then one word says both. */
static gboolean
best_is_lowest (const MixLossCurves *curves)
{
  return curves->best >= 0
         && mix_loss_curves_criterion (curves, (guint) curves->best) - curves->origin < 5e-4;
}

static Word
series_word (const MixLossCurves *curves, MixLossSeries series, const MixPalette *palette,
             double limit)
{
  static const char *const names[] = { [MIX_SERIES_TRAIN] = N_ ("train <b>%s</b>"),
                                       [MIX_SERIES_VALIDATION] = N_ ("validation <b>%s</b>"),
                                       [MIX_SERIES_PLAIN] = N_ ("plain network %s") };
  gboolean plain = series == MIX_SERIES_PLAIN;
  double value = curves->last[series], others = -HUGE_VAL;
  g_autofree char *number = plain ? mix_format_number (value, 2) : number_of (curves, value);

  for (guint s = 0; s < MIX_N_SERIES; s++)
    if (s != series && curves->drawn[s] && s != MIX_SERIES_PLAIN && isfinite (curves->last[s]))
      others = MAX (others, curves->last[s]);
  return (Word){ g_markup_printf_escaped (_ (names[series]), number),
                 series == MIX_SERIES_VALIDATION ? palette->text : palette->axis_text, value,
                 value >= others ? -1 : 1, mix_loss_curves_epoch_on_show (curves),
                 mix_loss_series_show (series) + 1u, .anywhere = plain,
                 .off = !curves->drawn[series], .limit = limit, .series = (int) series };
}

/* The most important first. */
static guint
words_of (const MixLossCurves *curves, const MixFrame *frame, Word *words)
{
  const MixPalette *palette = frame->palette;
  gboolean full = frame->area.height >= FULL_HEIGHT * frame->unit;
  double limit = full ? HUGE_VAL : NEAR_COST;
  guint n = 0;

  if (isfinite (curves->last[MIX_SERIES_VALIDATION]))
    words[n++] = series_word (curves, MIX_SERIES_VALIDATION, palette, HUGE_VAL);
  if (isfinite (curves->last[MIX_SERIES_TRAIN]))
    {
      words[n] = series_word (curves, MIX_SERIES_TRAIN, palette, n > 0 ? limit : HUGE_VAL);
      n++;
    }
  if (curves->truth_known || (curves->n > 0 && !best_is_lowest (curves)))
    words[n++] = (Word){ g_markup_printf_escaped ("%s", curves->floor_text), palette->text,
                         curves->origin, -1, mix_loss_curves_epoch_on_show (curves),
                         MIX_SHOW_TRUTH + 1, TRUE, .off = !curves->floor_drawn,
                         .limit = FAR_COST, .series = -1 };
  if (isfinite (curves->last[MIX_SERIES_PLAIN]))
    words[n++] = series_word (curves, MIX_SERIES_PLAIN, palette, limit);
  if (curves->best >= 0 && full)
    words[n++] = best_word (curves, palette);
  return n;
}

/* What the curves, thinned to columns, and the line of the best possible cover. What is later than
 * the moment on show is faint, and can be written over. */
static MixCover *
cover_of (const MixLossCurves *curves, const MixFrame *frame)
{
  MixCover *cover = mix_cover_new (&frame->area);
  g_autofree double *x = g_new (double, curves->n + 1), *y = g_new (double, curves->n + 1);
  double floor = mix_scale_to_pixel (&frame->y, curves->origin);
  double ends[] = { frame->area.x, frame->area.x + frame->area.width };
  guint n = curves->moment >= 0 ? (guint) curves->moment + 1 : curves->n;

  for (guint i = 0; i < n; i++)
    x[i] = mix_scale_to_pixel (&frame->x, curves->epoch[i]);
  for (guint s = 0; s < MIX_N_SERIES; s++)
    {
      if (!curves->drawn[s])
        continue;
      for (guint i = 0; i < n; i++)
        y[i] = mix_scale_to_pixel (&frame->y, curves->nll[s][i]);
      mix_cover_add (cover, x, y, n);
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

/* How many words above or below rect belong to lines that run the other way round. */
static guint
count_disorder (const Word *words, guint w, const MixRect *rect)
{
  guint n = 0;

  for (guint i = 0; i < w; i++)
    {
      const MixRect *other = &words[i].rect;
      gboolean beside = rect->x < other->x + other->width && other->x < rect->x + rect->width;
      if (words[i].shown && beside && words[i].item != words[w].item)
        n += (words[i].value > words[w].value) != (other->y < rect->y);
    }
  return n;
}

/* How many curves lie between a word and its own line, so that it would name them. */
static guint
count_between (const Ground *ground, const Word *word, double middle, double line)
{
  guint n = 0;

  for (int s = 0; s < MIX_N_SERIES; s++)
    n += s != word->series && (ground->at[s] - middle) * (ground->at[s] - line) < 0;
  return n;
}

/* Tries every height at one place along the axis; penalty is what the place itself costs. */
static void
try_heights (const Ground *ground, Word *words, guint w, MixRect rect, double penalty,
             double *least)
{
  const MixFrame *frame = ground->frame;
  Word *word = &words[w];
  double share[MAX_HEIGHTS], top = rect.y, bottom = ground->bottom;
  double line = CLAMP (mix_scale_to_pixel (&frame->y, word->value), frame->area.y, bottom);
  double wanted = line + word->side * 12 * frame->unit;
  double room = bottom - rect.height - top;
  double step = MAX (HEIGHT_STEP, room / (MAX_HEIGHTS - 1));
  guint n = room < 0 ? 0 : (guint) (room / step) + 1;

  MixRect roomy = { rect.x, rect.y - CURVE_ROOM, rect.width, rect.height + 2 * CURVE_ROOM };
  mix_cover_measure (ground->cover, &roomy, step, share, n);
  for (guint i = 0; i < n; i++)
    {
      rect.y = top + i * step;
      double middle = rect.y + rect.height / 2;
      double cost = fabs (middle - wanted) + CROSSING_COST * share[i] + penalty
                    + DISORDER_COST * count_disorder (words, w, &rect)
                    + BETWEEN_COST * count_between (ground, word, middle, line);
      if (cost < *least && !is_taken (words, w, &rect))
        {
          *least = cost;
          word->rect = rect;
          word->shown = TRUE;
        }
    }
}

/* Where a word can stand along the axis, the best first: beside the end of the curves, or on either
 * side of the moment's line, which no word crosses; a level line's anywhere along it. */
static guint
list_places (const Ground *ground, const Word *word, double *places)
{
  const MixFrame *frame = ground->frame;
  double moment = ground->moment;
  double low = frame->area.x, high = frame->area.x + frame->area.width - word->rect.width;
  double left = MAX (word->rect.x - low - 6 * frame->unit, 0), right = high - word->rect.x;
  guint n = 0;

  places[n++] = word->rect.x;
  for (guint i = 1; word->anywhere && i <= 3; i++)
    places[n++] = word->rect.x - left * i / 3;
  for (guint i = 1; word->anywhere && isfinite (moment) && i <= 3; i++)
    places[n++] = word->rect.x + right * i / 3;
  if (isfinite (moment) && !word->anywhere && !word->centred)
    places[n++] = moment - 10 * frame->unit - word->rect.width;
  for (int side = -1; word->centred && side <= 1; side += 2) /* of its dot */
    places[n++] = CLAMP (word->rect.x + side * (word->rect.width / 2 + 8 * frame->unit), low, high);
  return n;
}

/* Near its line, off all curves, and off the words that already stand. */
static void
place_word (const Ground *ground, Word *words, guint w)
{
  MixRect start = words[w].rect;
  double places[MOST_PLACES], least = words[w].limit;
  guint n = list_places (ground, &words[w], places);

  for (guint i = 0; i < n; i++)
    {
      MixRect rect = { places[i], ground->frame->area.y - 3, start.width, start.height };
      gboolean crosses = rect.x < ground->moment && ground->moment < rect.x + rect.width;
      if (!crosses && rect.x >= ground->frame->area.x)
        try_heights (ground, words, w, rect, PLACE_COST * i, &least);
    }
}

static void
survey (Ground *ground, const MixLossCurves *curves, const MixFrame *frame)
{
  *ground = (Ground){ .frame = frame, .cover = cover_of (curves, frame), .moment = HUGE_VAL };
  ground->bottom = frame->area.y + frame->area.height
                   - (curves->usage_drawn ? mix_loss_usage_height (frame) : 0);
  if (curves->moment >= 0)
    ground->moment = mix_scale_to_pixel (&frame->x, curves->epoch[curves->moment]);
  for (guint s = 0; s < MIX_N_SERIES; s++)
    ground->at[s] = curves->drawn[s] ? mix_scale_to_pixel (&frame->y, curves->last[s])
                                     : (double) NAN;
}

/* Words stand beside the curves' end, or over the curves at the right where there is no room; the
 * best epoch's at its dot. */
void
mix_loss_words_arrange (const MixLossCurves *curves, const MixFrame *frame, MixMarks *live)
{
  Word words[MAX_WORDS];
  double unit = frame->unit, right = frame->area.x + frame->area.width;
  guint n = words_of (curves, frame, words);
  MixTextStyle style = { .size = MIX_LABEL_SIZE, .markup = TRUE, .halo = TRUE, .yalign = 0.5 };
  Ground ground;

  survey (&ground, curves, frame);
  for (guint i = 0; i < n; i++)
    {
      MixRect *rect = &words[i].rect;
      double at = mix_scale_to_pixel (&frame->x, words[i].epoch);
      mix_text_measure (frame, &style, words[i].text, &rect->width, &rect->height);
      rect->height = MIX_LABEL_GAP * unit;
      rect->x = words[i].centred ? at - rect->width / 2 : at + 10 * unit;
      rect->x = MAX (MIN (rect->x, right - rect->width), frame->area.x);
      place_word (&ground, words, i);
      style.color = words[i].color;
      style.struck = words[i].off;
      mix_marks_set_tag (live, words[i].item, 0);
      if (words[i].shown && rect->width < frame->area.width)
        {
          mix_marks_text (live, frame, &style, rect->x, rect->y + rect->height / 2, words[i].text);
          mix_marks_add_entry (live, rect);
        }
      g_free (words[i].text);
    }
  mix_marks_set_tag (live, 0, 0);
  mix_cover_free (ground.cover);
}
