/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-cover.h"

#include <math.h>

#define COLUMN 2.0 /* pixels */

/* What one curve covers of one column. */
typedef struct
{
  double top, bottom;
} Span;

struct _MixCover
{
  double x;
  guint n_columns;
  GPtrArray *curves; /* Span [n_columns]; top > bottom where the curve is not */
};

/**
 * mix_cover_new:
 * @area: in pixels; what is left and right of it is not asked for
 *
 * Returns: (transfer full): covered by nothing yet
 */
MixCover *
mix_cover_new (const MixRect *area)
{
  MixCover *cover = g_new0 (MixCover, 1);

  cover->x = area->x;
  cover->n_columns = (guint) ceil (CLAMP (area->width, 0, 1e5) / COLUMN) + 1;
  cover->curves = g_ptr_array_new_with_free_func (g_free);
  return cover;
}

void
mix_cover_free (MixCover *cover)
{
  g_ptr_array_unref (cover->curves);
  g_free (cover);
}

/* The column of a place, at an end where it is outside. */
static guint
column_at (const MixCover *cover, double x)
{
  return (guint) CLAMP (floor ((x - cover->x) / COLUMN), 0, cover->n_columns - 1.0);
}

static void
add_segment (const MixCover *cover, Span *spans, double x1, double y1, double x2, double y2)
{
  guint first = column_at (cover, x1), last = column_at (cover, x2);

  for (guint c = first; c <= last; c++)
    {
      double left = CLAMP (cover->x + c * COLUMN, x1, x2);
      double right = CLAMP (cover->x + (c + 1) * COLUMN, x1, x2);
      double slope = x2 > x1 ? (y2 - y1) / (x2 - x1) : 0;
      double a = first == last ? y1 : y1 + slope * (left - x1);
      double b = first == last ? y2 : y1 + slope * (right - x1);
      spans[c].top = MIN (spans[c].top, MIN (a, b));
      spans[c].bottom = MAX (spans[c].bottom, MAX (a, b));
    }
}

/**
 * mix_cover_add:
 * @x: [n] ascending, in pixels
 * @y: [n] in pixels; a NaN parts the curve
 *
 * Adds a curve.
 */
void
mix_cover_add (MixCover *cover, const double *x, const double *y, guint n)
{
  Span *spans = g_new (Span, cover->n_columns);

  for (guint c = 0; c < cover->n_columns; c++)
    spans[c] = (Span){ HUGE_VAL, -HUGE_VAL };
  for (guint i = 1; i < n; i++)
    if (isfinite (x[i - 1]) && isfinite (x[i]) && isfinite (y[i - 1]) && isfinite (y[i]))
      add_segment (cover, spans, x[i - 1], y[i - 1], x[i], y[i]);
  g_ptr_array_add (cover->curves, spans);
}

/* The number of places that start above a height. */
static guint
places_above (double height, double step, guint n)
{
  return (guint) CLAMP (ceil (height / step), 0, n);
}

/**
 * mix_cover_measure:
 * @word: its place, size and the first height to try, in pixels
 * @step: from one height to the next below it
 * @share: (out): [n] for each height the share of the word's width in which a curve crosses it,
 *   summed over the curves
 */
void
mix_cover_measure (const MixCover *cover, const MixRect *word, double step, double *share, guint n)
{
  guint first = column_at (cover, word->x), last = column_at (cover, word->x + word->width);
  g_autofree double *change = g_new0 (double, n + 1);
  double one = 1.0 / (last - first + 1), sum = 0;

  for (guint i = 0; i < cover->curves->len; i++)
    {
      const Span *spans = g_ptr_array_index (cover->curves, i);
      for (guint c = first; c <= last; c++)
        if (spans[c].top <= spans[c].bottom)
          {
            change[places_above (spans[c].top - word->height - word->y, step, n)] += one;
            change[places_above (spans[c].bottom - word->y, step, n)] -= one;
          }
    }
  for (guint i = 0; i < n; i++)
    share[i] = sum += change[i];
}
