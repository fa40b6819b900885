/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What mix-collapse does to rows. Compiled like all kernels. */
#include "mix-collapse-rows.h"

#include "mix-vectors.h"

#define ADD_PAIRS(sums, n_pairs, block)                                                            \
  UNROLLED for (gsize i = 0; i < n_pairs; i++)                                                     \
    sums[i] = LOW_BLOCKS (sums[2 * i], sums[2 * i + 1], block)                                     \
              + HIGH_BLOCKS (sums[2 * i], sums[2 * i + 1], block);

/* Lane i of the result is the sum over the lanes of sums[i]. */
INLINE Vector
sum_each (Vector sums[LANES])
{
  ADD_PAIRS (sums, 8, 1)
  ADD_PAIRS (sums, 4, 2)
  ADD_PAIRS (sums, 2, 4)
  ADD_PAIRS (sums, 1, 8)
  return sums[0];
}

/* How many kinks are below each x, from those of the vector that each falls into. */
INLINE void
segments_of_tile (const MixCollapseKinks *kinks, const float *restrict x,
                  gint32 *restrict segment, float *restrict distance)
{
  const Vector one = (Vector){ 0 } + 1.0f;
  gint32 n_kinks = (gint32) kinks->n, n_blocks = (n_kinks + LANES - 1) / LANES;
  gint32 block[LANES] = { 0 };
  float within[LANES];
  Vector below[LANES];

  for (gint32 b = 0; b < n_blocks; b++)
    for (gsize i = 0; i < LANES; i++)
      block[i] += kinks->coarse[b] < x[i];
  UNROLLED for (gsize i = 0; i < LANES; i++)
    {
      gsize at = (gsize) (block[i] < n_blocks ? block[i] : n_blocks) * LANES; /* NaN is anywhere */
      below[i] = (Vector) ((Bits) one & (load (kinks->kinks + at) < x[i]));
    }
  store (sum_each (below), within);
  for (gsize i = 0; i < LANES; i++)
    {
      gint32 s = LANES * block[i] + (gint32) within[i];
      segment[i] = s < n_kinks ? s : n_kinks;
    }
  for (gsize i = 0; i < LANES; i++)
    distance[i] = x[i] - kinks->centre[segment[i]];
}

/* segment = how many kinks are below x, from the last of each LANES kinks, coarse, and then from
 * the LANES where it falls. Both are padded by infinite ones; segment and distance are written
 * up to whole vectors, as if by further rows at 0. */
KERNEL void
mix_collapse_kernel_segments (const MixCollapseKinks *kinks, const float *x, gsize n_rows,
                              gint32 *segment, float *distance)
{
  MixCollapseKinks own = *kinks;
  gsize i = 0;

  for (; i + LANES <= n_rows; i += LANES)
    segments_of_tile (&own, x + i, segment + i, distance + i);
  if (i == n_rows)
    return;
  float rest[LANES] = { 0 };
  for (gsize r = 0; r < n_rows - i; r++)
    rest[r] = x[i + r];
  segments_of_tile (&own, rest, segment + i, distance + i);
}

INLINE void
lines (const MixCollapseRows *rows, gboolean relu)
{
  gsize lanes = rows->lanes;

  for (gsize i = 0; i < rows->n_rows; i++)
    {
      const float *restrict level = rows->level + (gsize) rows->segment[i] * lanes;
      const float *restrict slope = rows->slope + (gsize) rows->segment[i] * lanes;
      float *restrict row = rows->values + i * lanes;
      float distance = rows->distance[i];
      for (gsize u = 0; u < lanes; u++)
        {
          float z = level[u] + distance * slope[u];
          row[u] = !relu || z > 0.0f ? z : 0.0f;
        }
    }
}

/* The values of all rows: what the second layer makes of x, followed by ReLU or not. */
KERNEL void
mix_collapse_kernel_lines (const MixCollapseRows *rows, gboolean relu)
{
  if (relu)
    lines (rows, TRUE);
  else
    lines (rows, FALSE);
}

/* Adds deltas [n_rows × lanes] to the sums of their segments; relu: the values are those of a
 * ReLU that the deltas have not passed yet. */
INLINE void
scatter (const MixCollapseRows *rows, const float *deltas, gboolean relu)
{
  gsize lanes = rows->lanes;

  for (gsize i = 0; i < rows->n_rows; i++)
    {
      const float *restrict delta = deltas + i * lanes, *restrict row = rows->values + i * lanes;
      float *restrict sum = rows->sum + (gsize) rows->segment[i] * lanes;
      float *restrict moment = rows->moment + (gsize) rows->segment[i] * lanes;
      float distance = rows->distance[i];
      for (gsize u = 0; u < lanes; u++)
        {
          float dz = !relu || row[u] > 0.0f ? delta[u] : 0.0f;
          sum[u] += dz;
          moment[u] += distance * dz;
        }
    }
}

KERNEL void
mix_collapse_kernel_scatter (const MixCollapseRows *rows, const float *deltas, gboolean relu)
{
  if (relu)
    scatter (rows, deltas, TRUE);
  else
    scatter (rows, deltas, FALSE);
}

/**
 * mix_collapse_kernels_are_wide:
 *
 * Returns: whether the processor has registers for what is spelt as vectors here; with narrower
 *   ones a product of matrices is quicker
 */
gboolean
mix_collapse_kernels_are_wide (void)
{
#if defined(__AVX512F__) || defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  return TRUE;
#elif defined(MIX_KERNEL_CLONES)
  return __builtin_cpu_supports ("avx512f") && __builtin_cpu_supports ("avx512vl");
#else
  return FALSE;
#endif
}

/* With a head */

/* The values lie in tiles: as many rows as a vector has lanes, one vector of units after
 * another. */
#define TILE (LANES * LANES)

/* The second layer's ReLU of one tile's rows. */
INLINE void
lines_of_tile (const MixCollapseRows *rows, gsize at, float *tile)
{
  gsize lanes = rows->lanes;

  for (gsize i = 0; i < LANES; i++)
    {
      const float *level = rows->level + (gsize) rows->segment[at + i] * lanes;
      const float *slope = rows->slope + (gsize) rows->segment[at + i] * lanes;
      float distance = rows->distance[at + i];
      for (gsize u = 0; u < lanes; u += LANES)
        {
          Vector z = load (level + u) + distance * load (slope + u);
          store ((Vector) ((Bits) z & (z > 0.0f)), tile + (u + i) * LANES);
        }
    }
}

/* One output of the head for a tile. */
INLINE Vector
output_of_tile (const float *tile, const float *weights, gsize lanes)
{
  Vector sums[LANES] = { 0 };

  for (gsize u = 0; u < lanes; u += LANES, tile += TILE)
    {
      Vector w = load (weights + u);
      UNROLLED for (gsize i = 0; i < LANES; i++)
        sums[i] += w * load (tile + i * LANES);
    }
  return sum_each (sums);
}

/* outputs [n_outputs × stride] = the head after the second layer's ReLU. */
KERNEL void
mix_collapse_kernel_forward_head (const MixCollapseRows *shared_rows,
                                  const MixCollapseHead *shared_head, gsize stride, float *outputs)
{
  MixCollapseRows rows = *shared_rows; /* not what the stores could change */
  MixCollapseHead head = *shared_head;

  for (gsize at = 0; at < rows.n_rows; at += LANES)
    {
      float *tile = rows.values + at * rows.lanes;
      lines_of_tile (&rows, at, tile);
      for (gsize o = 0; o < head.n_outputs; o++)
        store (output_of_tile (tile, head.weights + o * rows.lanes, rows.lanes) + head.bias[o],
               outputs + o * stride + at);
    }
}

INLINE void
add_to (Vector values, float *to)
{
  store (load (to) + values, to);
}

/* From a few outputs back to one vector of units: their weights' gradient, and what the units
 * learn, added up in between in partial [n_rows × LANES] where there are more outputs. Rows of
 * one segment that follow each other are added up on the way. */
INLINE void
backward_units (const MixCollapseRows *rows, const MixCollapseHead *head, gsize first,
                gsize n_outputs, gboolean is_first, gboolean is_last, gsize at, gsize stride,
                const float *deltas, float *partial)
{
  gsize lanes = rows->lanes, n_rows = rows->n_rows;
  const gint32 *segment = rows->segment;
  const float *distance = rows->distance, *delta = deltas + first * stride;
  float *sums = rows->sum + at, *moments = rows->moment + at;
  Vector weights[MIX_COLLAPSE_OUTPUTS], dweights[MIX_COLLAPSE_OUTPUTS];
  Vector sum = { 0 }, moment = { 0 };
  gint32 current = segment[0];

  UNROLLED for (gsize o = 0; o < n_outputs; o++)
    {
      weights[o] = load (head->weights + (first + o) * lanes + at);
      dweights[o] = load (head->dweights + (first + o) * lanes + at);
    }
  for (gsize tile = 0; tile < n_rows; tile += LANES)
    {
      const float *values = rows->values + tile * lanes + (at - tile) * LANES;
      gsize end = tile + LANES < n_rows ? tile + LANES : n_rows;
      for (gsize i = tile; i < end; i++)
        {
          Vector value = load (values + i * LANES), dz = { 0 };
          if (!is_first)
            dz = load (partial + i * LANES);
          UNROLLED for (gsize o = 0; o < n_outputs; o++)
            {
              dz += delta[o * stride + i] * weights[o];
              dweights[o] += delta[o * stride + i] * value;
            }
          if (!is_last)
            {
              store (dz, partial + i * LANES);
              continue;
            }
          if (segment[i] != current)
            {
              add_to (sum, sums + (gsize) current * lanes);
              add_to (moment, moments + (gsize) current * lanes);
              sum = moment = (Vector){ 0 };
              current = segment[i];
            }
          dz = (Vector) ((Bits) dz & (value > 0.0f));
          sum += dz;
          moment += distance[i] * dz;
        }
    }
  UNROLLED for (gsize o = 0; o < n_outputs; o++)
    store (dweights[o], head->dweights + (first + o) * lanes + at);
  add_to (sum, sums + (gsize) current * lanes);
  add_to (moment, moments + (gsize) current * lanes);
}

/* The number of outputs has to be a constant for their weights to stay in registers. */
INLINE void
backward_outputs (const MixCollapseRows *rows, const MixCollapseHead *head, gsize first,
                  gsize n_outputs, gsize at, gsize stride, const float *deltas, float *partial)
{
  gboolean is_last = first + n_outputs == head->n_outputs;

  switch (n_outputs)
    {
#define CASE(n)                                                                                    \
    case n:                                                                                        \
      if (n == head->n_outputs)                                                                    \
        backward_units (rows, head, 0, n, TRUE, TRUE, at, stride, deltas, partial);                \
      else                                                                                         \
        backward_units (rows, head, first, n, first == 0, is_last, at, stride, deltas, partial);   \
      break;
      CASE (1)
      CASE (2)
      CASE (3)
      CASE (4)
      CASE (5)
      CASE (6)
      CASE (7)
      CASE (8)
#undef CASE
    default:
      g_assert_not_reached ();
    }
}

/* deltas [n_outputs × stride]: adds the gradient of the head's weights to head->dweights, and
 * the rows' to the sums of their segments. partial [n_rows × LANES] is scratch. */
KERNEL void
mix_collapse_kernel_backward_head (const MixCollapseRows *rows, const MixCollapseHead *head,
                                   gsize stride, const float *deltas, float *partial)
{
  gsize n_turns = (head->n_outputs + MIX_COLLAPSE_OUTPUTS - 1) / MIX_COLLAPSE_OUTPUTS;

  if (rows->n_rows == 0)
    return;
  for (gsize at = 0; at < rows->lanes; at += LANES)
    for (gsize turn = 0; turn < n_turns; turn++)
      {
        gsize first = turn * head->n_outputs / n_turns;
        gsize next = (turn + 1) * head->n_outputs / n_turns;
        backward_outputs (rows, head, first, next - first, at, stride, deltas, partial);
      }
}
