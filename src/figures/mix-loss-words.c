/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-loss-words.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "mix-cover.h"

/* The names and numbers of the losses' curves, each beside its curve where it covers little. */

#define MAX_WORDS 5
#define MAX_HEIGHTS 256 /* that a word tries */
#define WORD_GAP 10.0   /* pixels */
#define CURVE_ROOM 2.0  /* pixels: half the width of a curve */
#define HEIGHT_STEP 2.0 /* pixels from one to the next */
#define CROSSING_COST 90.0 /* pixels that a word goes to avoid a curve all along it */

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
                 palette->text, nll, 1, curves->epoch[i], MIX_LOSS_ITEM_VALIDATION,
                 .centred = TRUE };
}

/* Then one word says both. */
static gboolean
best_is_lowest (const MixLossCurves *curves)
{
  return curves->best >= 0
         && mix_loss_curves_criterion (curves, (guint) curves->best) - curves->origin < 5e-4;
}

static guint
words_of (const MixLossCurves *curves, const MixPalette *palette, Word *words)
{
  guint n = 0;
  double validation = curves->last[MIX_SERIES_VALIDATION], train = curves->last[MIX_SERIES_TRAIN];
  double end = mix_loss_curves_epoch_on_show (curves);

  if (curves->best >= 0)
    words[n++] = best_word (curves, palette);
  if (isfinite (curves->last[MIX_SERIES_PLAIN]))
    {
      double plain = curves->last[MIX_SERIES_PLAIN];
      g_autofree char *number = mix_format_number (plain, 2);
      words[n++] = (Word){ g_markup_printf_escaped (_ ("plain network %s"), number),
                           palette->axis_text, plain,
                           plain > mix_loss_curves_criterion (curves, curves->n - 1) ? -1 : 1, end,
                           MIX_SHOW_PLAIN + 1, TRUE };
    }
  if (isfinite (validation))
    {
      g_autofree char *number = number_of (curves, validation);
      words[n++] = (Word){ g_markup_printf_escaped (_ ("validation <b>%s</b>"), number),
                           palette->text, validation, -1, end, MIX_LOSS_ITEM_VALIDATION };
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
cover_of (const MixLossCurves *curves, const MixFrame *frame)
{
  MixCover *cover = mix_cover_new (&frame->area);
  g_autofree double *x = g_new (double, curves->n + 1), *y = g_new (double, curves->n + 1);
  double floor = mix_scale_to_pixel (&frame->y, curves->origin);
  double ends[] = { frame->area.x, frame->area.x + frame->area.width };

  for (guint i = 0; i < curves->n; i++)
    x[i] = mix_scale_to_pixel (&frame->x, curves->epoch[i]);
  for (guint s = 0; s < MIX_N_SERIES; s++)
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
void
mix_loss_words_arrange (const MixLossCurves *curves, const MixFrame *frame, MixMarks *live)
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
