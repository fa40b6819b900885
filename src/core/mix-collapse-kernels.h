/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The loops of mix-collapse, compiled like all kernels. lanes is always a multiple of this. */
#define MIX_COLLAPSE_LANES 16
#define MIX_COLLAPSE_PRODUCTS 16 /* numbers of scratch that a kink needs in units() */

/* What happens on the way into a segment: the unit whose kink it is turns on (sign 1) or off
 * (−1). */
typedef struct
{
  const float *column; /* [lanes]: the next layer's weights from the unit */
  double weight, bias; /* the unit's, times the sign; 0 on the way into the first segment */
  double left_weight, left_bias; /* the same where it is active to the left, else 0 */
  double sign;
  double right; /* 1 where the unit is active to the right, else 0 */
  double centre;       /* of the segment */
  gsize unit;
} MixCollapseStep;

void mix_collapse_kernel_transpose (const float *from, gsize n_rows, gsize n_columns,
                                    gsize from_stride, float *to, gsize to_stride);
void mix_collapse_kernel_add_transposed (const float *from, gsize n_rows, gsize n_columns,
                                         gsize from_stride, float *to, gsize to_stride);
void mix_collapse_kernel_add_unit (const float *column, double weight, double bias, gsize lanes,
                                   double *slope, double *level);
void mix_collapse_kernel_lines_of_segments (const MixCollapseStep *steps, gsize n_segments,
                                            gsize lanes, const double *slope, const double *level,
                                            float *slopes, float *levels);
void mix_collapse_kernel_totals (const MixCollapseStep *steps, gsize n_segments, const float *sum,
                                 const float *moment, gsize lanes, double *totals);
void mix_collapse_kernel_units (const MixCollapseStep *steps, gsize n_kinks, const float *sum,
                                const float *moment, gsize lanes, const double *totals,
                                double *products, float *dcolumns, float *dweights, float *dbias);

G_END_DECLS
