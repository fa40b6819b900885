/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-collapse.h"
#include "mix-types.h"

G_BEGIN_DECLS

/* Rows that are worked on at a time: their activations stay in the cache between one layer and the
 * next, and the products are of the size at which OpenBLAS needs not repack its arguments. */
#define MIX_BLOCK_ROWS 96
#define MIX_BLOCK_ALIGNMENT 16 /* numbers in the widest vector */

/* One dense layer: where its weights [n_outputs × n_inputs] and biases [n_outputs] start in the
 * parameter vector. */
typedef struct
{
  gsize n_inputs, n_outputs;
  gsize weights, bias;
} MixDense;

/* A stack of dense layers; all but the last, the head's, are followed by the activation. */
typedef struct
{
  guint n_layers;
  MixDense layers[MIX_MAX_HIDDEN + 1];
  MixActivation activation;
  gsize n_params;
} MixMlp;

void mix_mlp_init (MixMlp *mlp, gsize n_features, const MixLayers *hidden, gsize n_outputs,
                   MixActivation activation);

/* One block's numbers, in panels (see mix-kernels.h). */
typedef struct
{
  gsize stride;
  float *values[MIX_MAX_HIDDEN + 1]; /* [n_outputs × stride] of each layer */
  float *slopes[MIX_MAX_HIDDEN + 1]; /* the same, or NULL */
  float *deltas[2];                  /* [the widest layer × stride] */
  float *transposed;                 /* the same, for one panel the other way round */
  float *memory;
  gboolean wide;                     /* whether the processor has vectors of 16 numbers */
  gboolean small_head;               /* whether the head goes along with the collapsed layers */
  MixCollapse *collapse;             /* the first two layers in one; NULL until wanted */
  gboolean collapsed;                /* whether the current pass goes that way */
  gboolean arranged;                 /* and its rows are in the order of mix_mlp_arrange() */
  gsize first_row;                   /* of the block in that order */
  const float *rows;                 /* its activations, where the second layer is hidden */
} MixMlpBlock;

gboolean mix_mlp_can_collapse (const MixMlp *mlp);

void mix_mlp_block_init (MixMlpBlock *block, const MixMlp *mlp, gsize max_rows);
void mix_mlp_block_clear (MixMlpBlock *block);

void mix_mlp_begin (const MixMlp *mlp, const float *params, gboolean collapse, MixMlpBlock *block);
gboolean mix_mlp_arrange (const MixMlp *mlp, const float *x, gsize n_rows, MixMlpBlock *block,
                          guint32 *order);
void mix_mlp_end (const MixMlp *mlp, MixMlpBlock *block, float *gradient);
float *mix_mlp_forward (const MixMlp *mlp, const float *params, const float *x, gsize n_rows,
                        MixMlpBlock *block);
void mix_mlp_backward (const MixMlp *mlp, const float *params, const float *x, gsize n_rows,
                       MixMlpBlock *block, float *gradient);

float *mix_panel_alloc (gsize n_numbers);

G_END_DECLS
