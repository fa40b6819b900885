/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How many outputs of a head are worked on at a time. */
#define MIX_COLLAPSE_OUTPUTS 8

/* What the segments are found by. */
typedef struct
{
  gsize n;
  float *kinks;  /* [n, rounded up to vectors, and one vector more]: ascending; +∞ beyond */
  float *coarse; /* [those vectors, rounded up]: the last of each vector; +∞ beyond */
  float *centre; /* [n + 1] */
} MixCollapseKinks;

/* A block of rows and the lines that they are on. n_rows is rounded up to whole vectors wherever
 * it is the size of an array; lanes is a multiple of a vector. Rows of a segment that follow
 * each other are quicker. */
typedef struct
{
  gsize n_rows, lanes;
  const gint32 *segment;      /* [n_rows] */
  const float *distance;      /* [n_rows]: x − the segment's centre */
  const float *slope, *level; /* [segments × lanes] */
  float *sum, *moment;        /* [segments × lanes]: Σ dz, Σ distance·dz */
  float *values;              /* [n_rows × lanes], row-major */
} MixCollapseRows;

/* The layer after the second. */
typedef struct
{
  gsize n_outputs;
  float *weights;    /* [n_outputs × lanes] */
  float *dweights;   /* [n_outputs × lanes] */
  const float *bias; /* [n_outputs] */
} MixCollapseHead;

gboolean mix_collapse_kernels_are_wide (void);

void mix_collapse_kernel_segments (const MixCollapseKinks *kinks, const float *x, gsize n_rows,
                                   gint32 *segment, float *distance);
void mix_collapse_kernel_lines (const MixCollapseRows *rows, gboolean relu);
void mix_collapse_kernel_scatter (const MixCollapseRows *rows, const float *deltas, gboolean relu);
void mix_collapse_kernel_forward_head (const MixCollapseRows *rows, const MixCollapseHead *head,
                                       gsize stride, float *outputs);
void mix_collapse_kernel_backward_head (const MixCollapseRows *rows, const MixCollapseHead *head,
                                        gsize stride, const float *deltas, float *partial);

G_END_DECLS
