/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-layer.h"

G_BEGIN_DECLS

typedef enum
{
  MIX_FADE_THIN, /* weight 0 leaves a line that is thin and faint */
  MIX_FADE_OUT,  /* weight 0 leaves none; the width stays */
} MixFade;

/* Lengths in design pixels. */
typedef struct
{
  MixColor color;
  double alpha; /* 0 is taken as 1 */
  double width;
  const double *dash; /* static; NULL for a solid line */
  int n_dashes;
  double casing;   /* width of a rim of the card's colour under it; 0: none */
  double underlay; /* alpha of a solid line of the same colour under a dash; 0: none */
  double dots;     /* above 0: round dots so far apart, width across, instead of a line */
  MixFade fade;    /* what a weight does */
  double shift;    /* moved across the line, upward for one that runs to the right */
} MixLineStyle;

/* Through x [n], y [n]; a NaN parts it. weight [n], 0 … 1, or NULL: fades a line whose x
 * ascends, as style says. All are copied. */
MixLayer *mix_layer_line_new (const double *x, const double *y, const double *weight, guint n,
                              const MixLineStyle *style);

/* Sample style, for a legend, through pixels. */
void mix_line_style_apply (const MixLineStyle *style, double unit, cairo_t *cr);

G_END_DECLS
