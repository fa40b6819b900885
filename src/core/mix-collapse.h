/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-types.h"

G_BEGIN_DECLS

/* The exact collapse of the first layer of a network with one input and ReLU. Its activations
 * are linear in x between kinks at −b / w, so what the second layer makes of them is, on each of
 * the segments between two kinks, a line: z = Z[s] + A[s]·(x − c[s]). Lines are worked out once
 * a step, and a row then costs one multiply-add per unit of the second layer, whatever the size
 * of the first. Gradients go the same way back: sums of dz and of (x − c)·dz per segment give
 * those of both layers. The same mathematics as the dense path, in fewer operations (MATH.md). */
typedef struct _MixCollapse MixCollapse;

/* The most rows that are put in order at a time. */
#define MIX_COLLAPSE_WINDOW 2048

MixCollapse *mix_collapse_new (gsize n_units, gsize n_next, gsize n_outputs, gsize max_rows);
void mix_collapse_free (MixCollapse *collapse);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MixCollapse, mix_collapse_free)

void mix_collapse_fold (MixCollapse *collapse, const float *weights, const float *bias,
                        const float *next_weights, const float *next_bias);

void mix_collapse_take (MixCollapse *collapse, const float *x, gsize n_rows);
void mix_collapse_arrange (MixCollapse *collapse, const float *x, gsize n_rows, guint32 *order);
void mix_collapse_take_arranged (MixCollapse *collapse, gsize first, gsize n_rows);

void mix_collapse_forward (MixCollapse *collapse, gsize stride, float *values);
void mix_collapse_backward (MixCollapse *collapse, gsize stride, const float *deltas);

gsize mix_collapse_get_lanes (const MixCollapse *collapse);
const float *mix_collapse_forward_relu (MixCollapse *collapse);
float *mix_collapse_get_deltas (MixCollapse *collapse);
void mix_collapse_backward_relu (MixCollapse *collapse);

void mix_collapse_fold_head (MixCollapse *collapse, const float *weights, const float *bias);
void mix_collapse_forward_head (MixCollapse *collapse, gsize stride, float *outputs);
void mix_collapse_backward_head (MixCollapse *collapse, gsize stride, const float *deltas);
void mix_collapse_unfold_head (MixCollapse *collapse, float *dweights);

void mix_collapse_unfold (MixCollapse *collapse, float *dweights, float *dbias,
                          float *dnext_weights, float *dnext_bias);

G_END_DECLS
