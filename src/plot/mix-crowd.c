/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-crowd.h"

#include <math.h>
#include <string.h>

#include "mix-splat.h"

#define MOST_OPAQUE 0.78
#define DENSE 30.0      /* marks over one another, below which nothing counts as densest */
#define SOLID_SHARE 0.005 /* of the pixels with marks, which may be the densest together */

/* Marks over one another are told apart by so many steps for each doubling. */
#define STEP_BITS 5
#define STEPS (1 << STEP_BITS)
#define N_LEVELS (32 * STEPS)

/* Adds an amount to the pixels from … to lies over, each its share. */
static void
spread (float *pixels, int n, double from, double to, float amount)
{
  int first = (int) floor (from), last = (int) ceil (to) - 1;
  float density = amount / (float) (to - from);

  if (first == last)
    {
      if (first >= 0 && first < n)
        pixels[first] += amount;
      return;
    }
  for (int p = MAX (first, 0); p <= MIN (last, n - 1); p++)
    pixels[p] += density * (float) (MIN (to, p + 1.0) - MAX (from, (double) p));
}

/* Adds a share of a line of pixels [n] to another. */
static void
add_line (float *restrict to, const float *restrict from, int n, float share)
{
  for (int i = 0; i < n; i++)
    to[i] += share * from[i];
}

/* Returns: whether there is any point in the row */
static gboolean
spread_row (const MixBins *bins, guint row, const MixCrowdPlace *place, float *line)
{
  const guint32 *counts = bins->counts + (gsize) row * bins->columns;
  double step = (place->right - place->left) / bins->columns;
  gboolean any = FALSE;

  for (guint c = 0; c < bins->columns; c++)
    {
      if (counts[c] == 0)
        continue;
      if (!any)
        memset (line, 0, (gsize) place->width * sizeof *line);
      any = TRUE;
      spread (line, place->width, place->left + c * step, place->left + (c + 1) * step,
              (float) counts[c]);
    }
  return any;
}

/* Points for each pixel. */
static float *
count_pixels (const MixBins *bins, const MixCrowdPlace *place)
{
  gsize width = (gsize) place->width;
  float *out = g_new0 (float, width * (gsize) place->height);
  g_autofree float *line = g_new (float, width);
  double step = (place->bottom - place->top) / bins->rows;

  for (guint row = 0; row < bins->rows; row++)
    {
      double from = place->top + row * step, to = from + step;
      int first = MAX ((int) floor (from), 0), last = MIN ((int) ceil (to), place->height) - 1;
      if (first > last || !spread_row (bins, row, place, line))
        continue;
      for (int p = first; p <= last; p++)
        add_line (out + (gsize) p * width, line, place->width,
                  (float) ((MIN (to, p + 1.0) - MAX (from, (double) p)) / step));
    }
  return out;
}

/* What a mark covers of the pixels around its own. */
static void
add_mark (const float *points, const MixCrowdPlace *place, double radius, double ring, float *out)
{
  int half = (int) ceil (radius + ring / 2 + 0.5), width = place->width;

  for (int dy = -half; dy <= half; dy++)
    for (int dx = -half; dx <= half; dx++)
      {
        float share = (float) mix_stamp_coverage (hypot (dx, dy), radius, ring);
        if (share <= 0)
          continue;
        for (int row = MAX (0, dy); row < MIN (place->height, place->height + dy); row++)
          add_line (out + (gsize) row * (gsize) width + MAX (0, dx),
                    points + (gsize) (row - dy) * (gsize) width + MAX (0, -dx), width - ABS (dx),
                    share);
      }
}

float *
mix_crowd_overlap (const MixBins *bins, const MixCrowdPlace *place, double radius, double ring)
{
  g_autofree float *points = count_pixels (bins, place);
  float *out = g_new0 (float, (gsize) place->width * (gsize) place->height);

  add_mark (points, place, radius, ring, out);
  return out;
}

/* The step of a number of marks, from 1 on: a float's exponent and the first bits behind it. */
static guint
level_of (float marks)
{
  guint32 bits;

  memcpy (&bits, &marks, sizeof bits);
  guint level = (bits >> (23 - STEP_BITS)) - (127u << STEP_BITS);
  return MIN (level, N_LEVELS - 1);
}

static double
marks_at (guint level)
{
  return ldexp (1 + (level % STEPS + 0.5) / STEPS, (int) (level / STEPS));
}

/* The number of marks that count as densest. */
static double
find_dense (const float *overlap, gsize n)
{
  g_autofree gsize *pixels = g_new0 (gsize, N_LEVELS);
  gsize n_marked = 0, n_denser = 0;
  guint level = N_LEVELS - 1;

  for (gsize i = 0; i < n; i++)
    if (overlap[i] >= 1)
      pixels[level_of (overlap[i])]++;
  for (guint i = 0; i < N_LEVELS; i++)
    n_marked += pixels[i];
  while (level > 0 && (double) (n_denser + pixels[level]) <= SOLID_SHARE * (double) n_marked)
    n_denser += pixels[level--];
  return MAX (marks_at (level), DENSE);
}

void
mix_crowd_tone (const float *overlap, cairo_surface_t *mask, double alpha)
{
  int width = cairo_image_surface_get_width (mask), height = cairo_image_surface_get_height (mask);
  int stride = cairo_image_surface_get_stride (mask);
  double dense = find_dense (overlap, (gsize) width * (gsize) height);
  float lone = (float) (255 * alpha);
  guint8 tone[N_LEVELS];

  for (guint i = 0; i < N_LEVELS; i++)
    tone[i] = (guint8) lrint (255 * (alpha + (MAX (MOST_OPAQUE, alpha) - alpha)
                                               * MIN (log (marks_at (i)) / log (dense), 1)));
  cairo_surface_flush (mask);
  for (int row = 0; row < height; row++)
    {
      guint8 *out = cairo_image_surface_get_data (mask) + (gsize) row * (gsize) stride;
      for (int i = 0; i < width; i++, overlap++)
        out[i] = *overlap >= 1 ? tone[level_of (*overlap)] : (guint8) (lone * *overlap + 0.5f);
    }
  cairo_surface_mark_dirty (mask);
}
