/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Compiled like all kernels. Doubles are spelt as vectors, as the compiler would not see them. */
#include "mix-collapse-kernels.h"

#include "mix-vectors.h"

/* One of the four rounds that transpose a tile: swaps blocks of n between rows that are n apart. */
#define SWAP_BLOCKS(tile, n)                                                                       \
  for (gsize i = 0; i < LANES; i++)                                                                \
    if ((i & n) == 0)                                                                              \
      {                                                                                            \
        Vector upper = tile[i], lower = tile[i + n];                                               \
        tile[i] = LOW_BLOCKS (upper, lower, n);                                                    \
        tile[i + n] = HIGH_BLOCKS (upper, lower, n);                                               \
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

/* Lanes are walked over by blocks of a few vectors, whose sums do not wait for each other.
 * n_vectors is a constant where these are called. */
#define BLOCK 4

INLINE void
lines_of_block (const MixCollapseStep *steps, gsize n_segments, gsize lanes, gsize at,
                gsize n_vectors, const double *slope, const double *level, float *slopes,
                float *levels)
{
  Doubles a[BLOCK], b[BLOCK];

  UNROLLED for (gsize v = 0; v < n_vectors; v++)
    {
      a[v] = load_doubles (slope + at + v * HALF);
      b[v] = load_doubles (level + at + v * HALF);
    }
  for (gsize s = 1; s < n_segments; s++) /* what is active left of all kinks */
    UNROLLED for (gsize v = 0; v < n_vectors; v++)
      {
        Doubles column = widen (steps[s].column + at + v * HALF);
        a[v] -= steps[s].left_weight * column;
        b[v] -= steps[s].left_bias * column;
      }
  for (gsize s = 0; s < n_segments; s++)
    UNROLLED for (gsize v = 0; v < n_vectors; v++)
      {
        Doubles column = widen (steps[s].column + at + v * HALF);
        gsize to = s * lanes + at + v * HALF;
        a[v] += steps[s].weight * column;
        b[v] += steps[s].bias * column;
        narrow (a[v], slopes + to);
        narrow (b[v] + steps[s].centre * a[v], levels + to);
      }
}

/* One after another, the lines of all segments. A step adds weight·x + bias times a column of the
 * next layer; slope and level [lanes] come in as what no kink changes. */
KERNEL void
mix_collapse_kernel_lines_of_segments (const MixCollapseStep *steps, gsize n_segments, gsize lanes,
                                       const double *slope, const double *level, float *slopes,
                                       float *levels)
{
  gsize at = 0;

  for (; at + BLOCK * HALF <= lanes; at += BLOCK * HALF)
    lines_of_block (steps, n_segments, lanes, at, BLOCK, slope, level, slopes, levels);
  if (at < lanes)
    lines_of_block (steps, n_segments, lanes, at, 2, slope, level, slopes, levels);
}

INLINE void
totals_of_block (const MixCollapseStep *steps, gsize n_segments, const float *sum,
                 const float *moment, gsize lanes, gsize at, gsize n_vectors, double *totals)
{
  Doubles sums[BLOCK] = { 0 }, moments[BLOCK] = { 0 };

  for (gsize s = 0; s < n_segments; s++)
    UNROLLED for (gsize v = 0; v < n_vectors; v++)
      {
        gsize from = s * lanes + at + v * HALF;
        Doubles here = widen (sum + from);
        sums[v] += here;
        moments[v] += widen (moment + from) + steps[s].centre * here;
      }
  UNROLLED for (gsize v = 0; v < n_vectors; v++)
    {
      store_doubles (sums[v], totals + at + v * HALF);
      store_doubles (moments[v], totals + lanes + at + v * HALF);
    }
}

/* Σ dz and Σ x·dz over all segments, from sums about the centres. totals [2 × lanes]. */
KERNEL void
mix_collapse_kernel_totals (const MixCollapseStep *steps, gsize n_segments, const float *sum,
                            const float *moment, gsize lanes, double *totals)
{
  gsize at = 0;

  for (; at + BLOCK * HALF <= lanes; at += BLOCK * HALF)
    totals_of_block (steps, n_segments, sum, moment, lanes, at, BLOCK, totals);
  if (at < lanes)
    totals_of_block (steps, n_segments, sum, moment, lanes, at, 2, totals);
}

INLINE void
units_of_block (const MixCollapseStep *steps, gsize n_kinks, const float *sum, const float *moment,
                gsize lanes, gsize at, gsize n_vectors, const double *totals, double *products,
                float *dcolumns)
{
  Doubles left[BLOCK] = { 0 }, left_moment[BLOCK] = { 0 };

  for (gsize s = 0; s < n_kinks; s++)
    {
      MixCollapseStep step = steps[s + 1]; /* not what the stores could change */
      double centre = steps[s].centre;
      double *product = products + MIX_COLLAPSE_PRODUCTS * s;
      Doubles by_bias = { 0 }, by_weight = { 0 };
      UNROLLED for (gsize v = 0; v < n_vectors; v++)
        {
          gsize lane = at + v * HALF;
          Doubles here = widen (sum + s * lanes + lane), column = widen (step.column + lane);
          left[v] += here;
          left_moment[v] += widen (moment + s * lanes + lane) + centre * here;
          Doubles active = step.right * load_doubles (totals + lane) - step.sign * left[v];
          Doubles active_moment
            = step.right * load_doubles (totals + lanes + lane) - step.sign * left_moment[v];
          narrow (step.sign * (step.weight * active_moment + step.bias * active),
                  dcolumns + step.unit * lanes + lane);
          by_bias += active * column;
          by_weight += active_moment * column;
        }
      if (at > 0)
        {
          by_bias += load_doubles (product);
          by_weight += load_doubles (product + HALF);
        }
      store_doubles (by_bias, product);
      store_doubles (by_weight, product + HALF);
    }
}

/* What each unit learns from its active rows: those left of its kink, or right of it. totals
 * [2 × lanes] are those of all rows; products [MIX_COLLAPSE_PRODUCTS × n_kinks] is scratch. */
KERNEL void
mix_collapse_kernel_units (const MixCollapseStep *steps, gsize n_kinks, const float *sum,
                           const float *moment, gsize lanes, const double *totals,
                           double *products, float *dcolumns, float *dweights, float *dbias)
{
  gsize at = 0;

  for (; at + BLOCK * HALF <= lanes; at += BLOCK * HALF)
    units_of_block (steps, n_kinks, sum, moment, lanes, at, BLOCK, totals, products, dcolumns);
  if (at < lanes)
    units_of_block (steps, n_kinks, sum, moment, lanes, at, 2, totals, products, dcolumns);
  for (gsize s = 0; s < n_kinks; s++)
    {
      const double *product = products + MIX_COLLAPSE_PRODUCTS * s;
      double db = 0, dw = 0;
      for (gsize u = 0; u < HALF; u++)
        {
          db += product[u];
          dw += product[HALF + u];
        }
      dbias[steps[s + 1].unit] += (float) db;
      dweights[steps[s + 1].unit] += (float) dw;
    }
}
