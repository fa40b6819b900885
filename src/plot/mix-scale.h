/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  MIX_SCALE_LINEAR,
  MIX_SCALE_ABOVE, /* logarithmic in the distance from origin, mirrored below it */
} MixScaleKind;

/* From data to pixels and back. A value type; low < high always holds once it is made, so that
 * nobody divides by an empty range. */
typedef struct
{
  MixScaleKind kind;
  double low, high; /* data */
  double origin;    /* MIX_SCALE_ABOVE: the value at which t = 0 */
  double from, to;  /* pixels of low and high; from > to for an axis that grows upward */
} MixScale;

void mix_scale_init (MixScale *scale, double low, double high);
void mix_scale_init_above (MixScale *scale, double origin, double low, double high);
void mix_scale_set_pixels (MixScale *scale, double from, double to);
double mix_scale_to_pixel (const MixScale *scale, double value);
double mix_scale_from_pixel (const MixScale *scale, double pixel);

/* Whether a range needs widening before it can be an axis. */
gboolean mix_range_is_degenerate (double low, double high);
void mix_range_widen (double *low, double *high);
/* Widens to ends that read well, at least margin (share of the range) beyond on each side. */
void mix_range_round_out (double *low, double *high, double margin);
/* The smallest of 1, 1.5, 2, 3, 5, 7 × 10ⁿ not below value: an end that moves in steps. */
double mix_range_step_up (double value);

G_END_DECLS
