/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Compiled like mix-kernels.c. Doubles are spelt as vectors, as the compiler would not see them. */
#include "mix-collapse-kernels.h"

#include "mix-kernels-private.h"

#define LANES MIX_COLLAPSE_LANES

#define HALF (LANES / 2)

/* The helpers that take vectors are always inlined: there is no call whose conventions could differ. */
#pragma GCC diagnostic ignored "-Wpsabi"

typedef double Doubles __attribute__ ((vector_size (8 * HALF), aligned (8), may_alias));
typedef float Floats __attribute__ ((vector_size (4 * HALF), aligned (4), may_alias));

INLINE Doubles
load_doubles (const double *from)
{
  return *(const Doubles *) from;
}

INLINE void
store_doubles (Doubles values, double *to)
{
  *(Doubles *) to = values;
}

INLINE Doubles
widen (const float *from)
{
  return __builtin_convertvector (*(const Floats *) from, Doubles);
}

INLINE void
narrow (Doubles values, float *to)
{
  *(Floats *) to = __builtin_convertvector (values, Floats);
}

typedef float Vector __attribute__ ((vector_size (4 * LANES), aligned (4), may_alias));

/* Of two rows that are n apart, the blocks of n that belong to the upper one, and to the lower. */
#define LOW_1  0, 16, 2, 18, 4, 20, 6, 22, 8, 24, 10, 26, 12, 28, 14, 30
#define HIGH_1 1, 17, 3, 19, 5, 21, 7, 23, 9, 25, 11, 27, 13, 29, 15, 31
#define LOW_2  0, 1, 16, 17, 4, 5, 20, 21, 8, 9, 24, 25, 12, 13, 28, 29
#define HIGH_2 2, 3, 18, 19, 6, 7, 22, 23, 10, 11, 26, 27, 14, 15, 30, 31
#define LOW_4  0, 1, 2, 3, 16, 17, 18, 19, 8, 9, 10, 11, 24, 25, 26, 27
#define HIGH_4 4, 5, 6, 7, 20, 21, 22, 23, 12, 13, 14, 15, 28, 29, 30, 31
#define LOW_8  0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23
#define HIGH_8 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31

/* One of the four rounds that transpose a tile: swaps blocks of n between rows that are n apart. */
#define SWAP_BLOCKS(tile, n)                                                                       \
  for (gsize i = 0; i < LANES; i++)                                                                \
    if ((i & n) == 0)                                                                              \
      {                                                                                            \
        Vector upper = tile[i], lower = tile[i + n];                                               \
        tile[i] = __builtin_shufflevector (upper, lower, LOW_##n);                                 \
        tile[i + n] = __builtin_shufflevector (upper, lower, HIGH_##n);                            \
      }

INLINE void
transpose_tile (const float *from, gsize from_stride, float *to, gsize to_stride, gboolean add)
{
  Vector tile[LANES];

  for (gsize i = 0; i < LANES; i++)
    tile[i] = *(const Vector *) (from + i * from_stride);
  SWAP_BLOCKS (tile, 1)
  SWAP_BLOCKS (tile, 2)
  SWAP_BLOCKS (tile, 4)
  SWAP_BLOCKS (tile, 8)
  for (gsize i = 0; i < LANES; i++)
    {
      Vector *row = (Vector *) (to + i * to_stride);
      if (add)
        tile[i] += *row;
      *row = tile[i];
    }
}

/* Whole tiles through registers, the rest one by one. */
INLINE void
transpose (const float *from, gsize n_rows, gsize n_columns, gsize from_stride, float *to,
           gsize to_stride, gboolean add)
{
  gsize whole_rows = n_rows - n_rows % LANES, whole_columns = n_columns - n_columns % LANES;

  for (gsize i = 0; i < whole_rows; i += LANES)
    for (gsize j = 0; j < whole_columns; j += LANES)
      transpose_tile (from + i * from_stride + j, from_stride, to + j * to_stride + i, to_stride,
                      add);
  for (gsize i = 0; i < n_rows; i++)
    for (gsize j = i < whole_rows ? whole_columns : 0; j < n_columns; j++)
      {
        float *place = &to[j * to_stride + i];
        *place = add ? *place + from[i * from_stride + j] : from[i * from_stride + j];
      }
}

/* to [n_columns × to_stride] = from [n_rows × from_stride], transposed. */
KERNEL void
mix_collapse_kernel_transpose (const float *from, gsize n_rows, gsize n_columns, gsize from_stride,
                               float *to, gsize to_stride)
{
  transpose (from, n_rows, n_columns, from_stride, to, to_stride, FALSE);
}

/* to [n_columns × to_stride] += from [n_rows × from_stride], transposed. */
KERNEL void
mix_collapse_kernel_add_transposed (const float *from, gsize n_rows, gsize n_columns,
                                    gsize from_stride, float *to, gsize to_stride)
{
  transpose (from, n_rows, n_columns, from_stride, to, to_stride, TRUE);
}

/* Adds a unit that is active: weight·x + bias times its column. */
KERNEL void
mix_collapse_kernel_add_unit (const float *restrict column, double weight, double bias,
                              gsize lanes, double *restrict slope, double *restrict level)
{
  for (gsize u = 0; u < lanes; u++)
    {
      slope[u] += weight * (double) column[u];
      level[u] += bias * (double) column[u];
    }
}

/* One after another, the lines of all segments. A step adds weight·x + bias times a column of the
 * next layer; slope and level [lanes] come in as those of the first segment. */
KERNEL void
mix_collapse_kernel_lines_of_segments (const MixCollapseStep *steps, gsize n_segments, gsize lanes,
                                       const double *slope, const double *level, float *slopes,
                                       float *levels)
{
  for (gsize at = 0; at < lanes; at += HALF)
    {
      Doubles a = load_doubles (slope + at), b = load_doubles (level + at);
      for (gsize s = 0; s < n_segments; s++)
        {
          Doubles column = widen (steps[s].column + at);
          a += steps[s].weight * column;
          b += steps[s].bias * column;
          narrow (a, slopes + s * lanes + at);
          narrow (b + steps[s].centre * a, levels + s * lanes + at);
        }
    }
}

/* segment = how many kinks are below x. n_kinks is a multiple of the lanes. */
KERNEL void
mix_collapse_kernel_segments (const float *restrict kinks, gsize n_kinks, const float *restrict x,
                              gsize n_rows, guint32 *restrict segment)
{
  for (gsize i = 0; i < n_rows; i++)
    {
      gint32 below = 0;
      for (gsize k = 0; k < n_kinks; k++)
        below += kinks[k] < x[i];
      segment[i] = (guint32) below;
    }
}

INLINE void
lines (const float *restrict slope, const float *restrict level, const float *restrict centre,
       const guint32 *restrict segment, const float *restrict x, gsize n_rows, gsize lanes,
       gboolean relu, float *restrict rows)
{
  for (gsize i = 0; i < n_rows; i++)
    {
      gsize s = segment[i];
      float dx = x[i] - centre[s];
      for (gsize u = 0; u < lanes; u++)
        {
          float z = level[s * lanes + u] + dx * slope[s * lanes + u];
          rows[i * lanes + u] = !relu || z > 0.0f ? z : 0.0f;
        }
    }
}

/* rows [n_rows × lanes] = what the second layer makes of x, followed by ReLU or not. */
KERNEL void
mix_collapse_kernel_lines (const float *slope, const float *level, const float *centre,
                           const guint32 *segment, const float *x, gsize n_rows, gsize lanes,
                           gboolean relu, float *rows)
{
  if (relu)
    lines (slope, level, centre, segment, x, n_rows, lanes, TRUE, rows);
  else
    lines (slope, level, centre, segment, x, n_rows, lanes, FALSE, rows);
}

INLINE void
scatter (const float *restrict deltas, const float *restrict activations,
         const float *restrict centre, const guint32 *restrict segment, const float *restrict x,
         gsize n_rows, gsize lanes, float *restrict sum, float *restrict moment)
{
  for (gsize i = 0; i < n_rows; i++)
    {
      gsize s = segment[i];
      float dx = x[i] - centre[s];
      for (gsize u = 0; u < lanes; u++)
        {
          float dz = deltas[i * lanes + u];
          if (activations != NULL)
            dz = activations[i * lanes + u] > 0.0f ? dz : 0.0f;
          sum[s * lanes + u] += dz;
          moment[s * lanes + u] += dx * dz;
        }
    }
}

/* Adds deltas [n_rows × lanes] to the sums of their segments; activations, where there are any, are
 * those of the ReLU that the deltas have not passed yet. */
KERNEL void
mix_collapse_kernel_scatter (const float *deltas, const float *activations, const float *centre,
                             const guint32 *segment, const float *x, gsize n_rows, gsize lanes,
                             float *sum, float *moment)
{
  if (activations != NULL)
    scatter (deltas, activations, centre, segment, x, n_rows, lanes, sum, moment);
  else
    scatter (deltas, NULL, centre, segment, x, n_rows, lanes, sum, moment);
}

/* Σ dz and Σ x·dz over all segments, from sums about the centres. totals [2 × lanes]. */
KERNEL void
mix_collapse_kernel_totals (const MixCollapseStep *steps, gsize n_segments, const float *sum,
                            const float *moment, gsize lanes, double *totals)
{
  for (gsize at = 0; at < lanes; at += HALF)
    {
      Doubles sums = { 0 }, moments = { 0 };
      for (gsize s = 0; s < n_segments; s++)
        {
          Doubles here = widen (sum + s * lanes + at);
          sums += here;
          moments += widen (moment + s * lanes + at) + steps[s].centre * here;
        }
      store_doubles (sums, totals + at);
      store_doubles (moments, totals + lanes + at);
    }
}

/* What each unit learns from its active rows: those left of its kink, or right of it. totals
 * [2 × lanes] are those of all rows; products [2 × HALF × n_kinks] is scratch. */
KERNEL void
mix_collapse_kernel_units (const MixCollapseStep *steps, gsize n_kinks, const float *sum,
                           const float *moment, gsize lanes, const double *totals,
                           double *products, float *dcolumns)
{
  for (gsize at = 0; at < lanes; at += HALF)
    {
      Doubles total = load_doubles (totals + at), total_moment = load_doubles (totals + lanes + at);
      Doubles left = { 0 }, left_moment = { 0 };
      for (gsize s = 0; s < n_kinks; s++)
        {
          const MixCollapseStep *step = &steps[s + 1];
          Doubles here = widen (sum + s * lanes + at), column = widen (step->column + at);
          double *product = products + 2 * HALF * s;
          left += here;
          left_moment += widen (moment + s * lanes + at) + steps[s].centre * here;
          Doubles active = step->right * total - step->sign * left;
          Doubles active_moment = step->right * total_moment - step->sign * left_moment;
          narrow (step->sign * (step->weight * active_moment + step->bias * active),
                  dcolumns + step->unit * lanes + at);
          active *= column;
          active_moment *= column;
          if (at > 0)
            {
              active += load_doubles (product);
              active_moment += load_doubles (product + HALF);
            }
          store_doubles (active, product);
          store_doubles (active_moment, product + HALF);
        }
    }
}
