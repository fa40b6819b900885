/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-layer.h"

G_BEGIN_DECLS

typedef enum
{
  MIX_ALONG_X, /* low and high are values on the y axis */
  MIX_ALONG_Y, /* the other way round: a density that stands on the y axis */
} MixDirection;

typedef struct
{
  MixColor color;
  double alpha;
  int pattern; /* the component whose area pattern is drawn over it; −1: none */
} MixAreaStyle;

/* What lies between low [n] and high [n] over at [n], ascending. weight [n], 0 … 1, NULL for 1,
 * fades it along at; all are copied. A NaN parts it. */
MixLayer *mix_layer_area_new (MixDirection direction, const double *at, const double *low,
                              const double *high, const double *weight, guint n,
                              const MixAreaStyle *style);

void mix_pattern_stroke (cairo_t *cr, guint component, const MixRect *extents,
                         const MixColor *color, double alpha, double unit);

G_END_DECLS
