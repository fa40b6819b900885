/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-chart-place.h"

#include <math.h>

#define MOST_STEPS 5
#define CLEAR 2.0 /* pixels around a word that lines keep off */
#define COST_OF_WORDS 3 /* in crossed lines */
#define COST_OF_EDGE 4

/* Whether a segment has a point in a rectangle (Liang & Barsky, 1984). */
static gboolean
crosses (const MixSegment *segment, const MixRect *rect)
{
  double dx = segment->x2 - segment->x1, dy = segment->y2 - segment->y1, from = 0, to = 1;
  const double p[] = { -dx, dx, -dy, dy };
  const double q[] = { segment->x1 - rect->x, rect->x + rect->width - segment->x1,
                       segment->y1 - rect->y, rect->y + rect->height - segment->y1 };

  for (guint i = 0; i < 4; i++)
    {
      if (fabs (p[i]) < 1e-12 && q[i] < 0)
        return FALSE;
      if (p[i] < -1e-12)
        from = MAX (from, q[i] / p[i]);
      else if (p[i] > 1e-12)
        to = MIN (to, q[i] / p[i]);
    }
  return from <= to;
}

static guint
count_crossed (const GArray *segments, const MixRect *rect)
{
  guint n = 0, last = G_MAXUINT;

  for (guint i = 0; i < segments->len; i++)
    {
      const MixSegment *segment = &g_array_index (segments, MixSegment, i);
      if (segment->shape == last || !crosses (segment, rect))
        continue;
      last = segment->shape;
      n++;
    }
  return n;
}

static MixRect
rect_at (const MixBeside *beside, double xalign, double y, double width, double height,
         const MixRect *area)
{
  double gap = xalign < 0.5 ? beside->gap : xalign > 0.5 ? -beside->gap : 0;
  double x = beside->x + gap - xalign * width;

  x = CLAMP (x, area->x, MAX (area->x, area->x + area->width - width));
  return (MixRect){ x, y - height / 2, width, height };
}

static guint
cost_of (const MixRect *rect, const MixRect *area, const MixMarks *marks, const GArray *segments)
{
  const MixRect around = { rect->x - CLEAR, rect->y - CLEAR, rect->width + 2 * CLEAR,
                           rect->height + 2 * CLEAR };
  gboolean outside
    = rect->y < area->y - rect->height / 2 || rect->y + rect->height > area->y + area->height;

  return count_crossed (segments, &around) + (outside ? COST_OF_EDGE : 0)
         + (mix_marks_is_free (marks, rect) ? 0 : COST_OF_WORDS);
}

MixRect
mix_place_beside (const MixBeside *beside, double width, double height, const MixRect *area,
                  const MixMarks *marks, const GArray *segments)
{
  gboolean under = beside->shift > 0, middle = fabs (beside->xalign - 0.5) < 0.25;
  const double ends[] = { (under ? beside->bottom : beside->top) + beside->shift,
                          (under ? beside->top : beside->bottom) - beside->shift };
  const double aligns[] = { beside->xalign, middle ? 0 : 1 - beside->xalign, middle ? 1 : 0.5 };
  guint least = G_MAXUINT;
  MixRect best = { 0 };

  for (int step = 0; step <= MOST_STEPS; step++)
    for (guint end = 0; end < 2; end++)
      for (int side = -1; side <= 1; side += 2)
        for (guint i = 0; i < 3; i++)
          {
            double y = ends[end] + side * step * beside->step;
            MixRect rect = rect_at (beside, aligns[i], y, width, height, area);
            guint cost = cost_of (&rect, area, marks, segments);
            if (cost >= least)
              continue;
            least = cost;
            best = rect;
          }
  return best;
}
