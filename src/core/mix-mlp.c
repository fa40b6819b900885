/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-mlp.h"

#include "mix-blas.h"
#include "mix-collapse-kernels.h"
#include "mix-collapse-rows.h"
#include "mix-kernels.h"

#define PANEL_ALIGNMENT 64 /* bytes: a cache line, and the widest vector */
#define MOST_SMALL_OUTPUTS 24

/**
 * mix_panel_alloc:
 *
 * Returns: (transfer full): that many zeros, aligned for vectors; free with g_aligned_free()
 */
float *
mix_panel_alloc (gsize n_numbers)
{
  return g_aligned_alloc0 (MAX (n_numbers, 1), sizeof (float), PANEL_ALIGNMENT);
}

static MixMatrix
weights_of (const MixDense *dense, const float *params, gboolean transposed)
{
  MixMatrix weights
      = { params + dense->weights, dense->n_outputs, dense->n_inputs, dense->n_inputs, transposed };
  if (transposed)
    {
      weights.rows = dense->n_inputs;
      weights.cols = dense->n_outputs;
    }
  return weights;
}

static MixMatrix
panel_of (const float *panel, gsize n_units, gsize n_rows, gsize stride)
{
  return (MixMatrix){ panel, n_units, n_rows, stride, FALSE };
}

static MixMatrix
transposed (MixMatrix matrix)
{
  return (MixMatrix){ matrix.data, matrix.cols, matrix.rows, matrix.stride, !matrix.transposed };
}

/* What a layer reads, as [n_inputs × n_rows]: the panel below it, or x [n_rows × features]. */
static MixMatrix
input_of (const MixMlp *mlp, guint layer, const float *x, gsize n_rows, const MixMlpBlock *block)
{
  gsize n_inputs = mlp->layers[layer].n_inputs;

  if (layer == 2 && block->collapsed)
    return transposed ((MixMatrix){ block->rows, n_rows, n_inputs,
                                    mix_collapse_get_lanes (block->collapse), FALSE });
  if (layer > 0)
    return panel_of (block->values[layer - 1], n_inputs, n_rows, block->stride);
  return transposed ((MixMatrix){ x, n_rows, n_inputs, n_inputs, FALSE });
}

/**
 * mix_mlp_init:
 * @mlp: (out): the layers and where they lie in the parameter vector, one after another
 * @n_outputs: of the head
 */
void
mix_mlp_init (MixMlp *mlp, gsize n_features, const MixLayers *hidden, gsize n_outputs,
              MixActivation activation)
{
  gsize offset = 0, n_inputs = n_features;

  *mlp = (MixMlp){ .n_layers = hidden->n + 1, .activation = activation };
  for (guint i = 0; i < mlp->n_layers; i++)
    {
      MixDense *dense = &mlp->layers[i];
      dense->n_inputs = n_inputs;
      dense->n_outputs = i < hidden->n ? hidden->units[i] : n_outputs;
      dense->weights = offset;
      dense->bias = offset + dense->n_outputs * n_inputs;
      offset = dense->bias + dense->n_outputs;
      n_inputs = dense->n_outputs;
    }
  mlp->n_params = offset;
}

static gboolean
keeps_slopes (MixActivation activation)
{
  return activation == MIX_ACTIVATION_SILU || activation == MIX_ACTIVATION_GELU;
}

/**
 * mix_mlp_block_init:
 * @block: (out): memory for blocks of at most MIN (max_rows, MIX_BLOCK_ROWS) rows; clear it with
 *   mix_mlp_block_clear()
 */
void
mix_mlp_block_init (MixMlpBlock *block, const MixMlp *mlp, gsize max_rows)
{
  gsize rows = CLAMP (max_rows, 1, MIX_BLOCK_ROWS);
  gsize stride = (rows + MIX_BLOCK_ALIGNMENT - 1) / MIX_BLOCK_ALIGNMENT * MIX_BLOCK_ALIGNMENT;
  guint copies = keeps_slopes (mlp->activation) ? 2 : 1;
  gsize units = 0, widest = 0;

  for (guint i = 0; i < mlp->n_layers; i++)
    {
      units += mlp->layers[i].n_outputs;
      widest = MAX (widest, mlp->layers[i].n_outputs);
    }
  *block = (MixMlpBlock){ .stride = stride };
  block->memory = mix_panel_alloc ((units * copies + 3 * widest) * stride);

  float *at = block->memory;
  for (guint i = 0; i < mlp->n_layers; i++)
    {
      gsize size = mlp->layers[i].n_outputs * stride;
      block->values[i] = at;
      block->slopes[i] = copies == 2 ? at + size : NULL;
      at += copies * size;
    }
  block->deltas[0] = at;
  block->deltas[1] = at + widest * stride;
  block->transposed = at + 2 * widest * stride;
  block->wide = mix_collapse_kernels_are_wide ();
  block->small_head
    = block->wide && mlp->n_layers == 3 && mlp->layers[2].n_outputs <= MOST_SMALL_OUTPUTS;
}

/**
 * mix_mlp_block_clear:
 *
 * Frees what mix_mlp_block_init() allocated.
 */
void
mix_mlp_block_clear (MixMlpBlock *block)
{
  g_clear_pointer (&block->memory, g_aligned_free);
  g_clear_pointer (&block->collapse, mix_collapse_free);
}

/* One input needs no matrix product: the element-wise pass does it. */
static gboolean
is_scalar_layer (const MixMlp *mlp, guint layer)
{
  return layer == 0 && mlp->n_layers > 1 && mlp->layers[0].n_inputs == 1;
}

/**
 * mix_mlp_can_collapse:
 *
 * Returns: whether mix-collapse can stand for the first two layers: one input, a hidden layer, ReLU
 */
gboolean
mix_mlp_can_collapse (const MixMlp *mlp)
{
  return is_scalar_layer (mlp, 0) && mlp->activation == MIX_ACTIVATION_RELU;
}

/**
 * mix_mlp_begin:
 * @params: [n_params], the same until mix_mlp_end()
 * @collapse: whether to go through mix-collapse; needs mix_mlp_can_collapse()
 *
 * Starts a pass over any number of blocks.
 */
void
mix_mlp_begin (const MixMlp *mlp, const float *params, gboolean collapse, MixMlpBlock *block)
{
  const MixDense *first = &mlp->layers[0], *second = &mlp->layers[1];

  block->collapsed = collapse;
  block->arranged = FALSE;
  if (!collapse)
    return;
  if (block->collapse == NULL)
    block->collapse
      = mix_collapse_new (first->n_outputs, second->n_outputs,
                          block->small_head ? mlp->layers[2].n_outputs : 0, block->stride);
  mix_collapse_fold (block->collapse, params + first->weights, params + first->bias,
                     params + second->weights, params + second->bias);
  if (block->small_head)
    mix_collapse_fold_head (block->collapse, params + mlp->layers[2].weights,
                            params + mlp->layers[2].bias);
}

/**
 * mix_mlp_arrange:
 * @x: [n_rows], at most MIX_COLLAPSE_WINDOW
 * @order: (out): [n_rows]: which row comes at a place
 *
 * Puts rows into the order that is quickest, if there is one. The caller then puts what belongs to
 * them in that order, and before each mix_mlp_forward() sets the block's first_row.
 *
 * Returns: whether there is another order
 */
gboolean
mix_mlp_arrange (const MixMlp *mlp, const float *x, gsize n_rows, MixMlpBlock *block,
                 guint32 *order)
{
  block->arranged = block->collapsed && n_rows > mlp->layers[0].n_outputs;
  if (block->arranged)
    mix_collapse_arrange (block->collapse, x, n_rows, order);
  return block->arranged;
}

/**
 * mix_mlp_end:
 * @gradient: (inout): [n_params], added to
 *
 * Ends a pass whose gradient was wanted.
 */
void
mix_mlp_end (const MixMlp *mlp, MixMlpBlock *block, float *gradient)
{
  const MixDense *first = &mlp->layers[0], *second = &mlp->layers[1];

  /* The bias of a head that follows at once is mix_mlp_backward()'s. */
  if (!block->collapsed)
    return;
  if (block->small_head)
    mix_collapse_unfold_head (block->collapse, gradient + mlp->layers[2].weights);
  mix_collapse_unfold (block->collapse, gradient + first->weights, gradient + first->bias,
                       gradient + second->weights,
                       mlp->n_layers > 2 ? gradient + second->bias : NULL);
}

static void
forward_layer (const MixMlp *mlp, guint layer, const float *params, const float *x, gsize n_rows,
               MixMlpBlock *block)
{
  const MixDense *dense = &mlp->layers[layer];
  gboolean scalar = is_scalar_layer (mlp, layer);
  float *values = block->values[layer];

  if (!scalar)
    mix_blas_multiply (weights_of (dense, params, FALSE),
                       input_of (mlp, layer, x, n_rows, block), FALSE, values, block->stride);
  if (layer + 1 < mlp->n_layers)
    mix_kernel_activate (mlp->activation, scalar ? x : NULL, params + dense->weights,
                         params + dense->bias, dense->n_outputs, n_rows, block->stride, values,
                         block->slopes[layer]);
  else
    mix_kernel_add_bias (params + dense->bias, dense->n_outputs, n_rows, block->stride, values);
}

/* The layers that mix-collapse does. Returns the next one. */
static guint
forward_collapsed (const MixMlp *mlp, const float *x, gsize n_rows, MixMlpBlock *block)
{
  if (block->arranged)
    mix_collapse_take_arranged (block->collapse, block->first_row, n_rows);
  else
    mix_collapse_take (block->collapse, x, n_rows);

  if (block->small_head)
    mix_collapse_forward_head (block->collapse, block->stride, block->values[2]);
  else if (mlp->n_layers == 2)
    mix_collapse_forward (block->collapse, block->stride, block->values[1]);
  else
    {
      block->rows = mix_collapse_forward_relu (block->collapse);
      return 2;
    }
  return mlp->n_layers;
}

/**
 * mix_mlp_forward:
 * @x: [n_rows × features], n_rows at most what the block was made for
 *
 * Returns: (transfer none): the head's outputs, a panel [n_outputs × stride] of the block
 */
float *
mix_mlp_forward (const MixMlp *mlp, const float *params, const float *x, gsize n_rows,
                 MixMlpBlock *block)
{
  guint last = mlp->n_layers - 1, first = 0;

  if (block->collapsed)
    first = forward_collapsed (mlp, x, n_rows, block);
  for (guint i = first; i <= last; i++)
    forward_layer (mlp, i, params, x, n_rows, block);
  return block->values[last];
}

/* dW += delta·inputᵀ. A panel of inputs is transposed first: OpenBLAS is twice as fast at a product
 * of two plain matrices of this size, and the copy costs a fifth of that. */
static void
add_weight_gradient (const MixMlp *mlp, guint layer, const float *x, gsize n_rows,
                     const MixMlpBlock *block, const float *delta, float *gradient)
{
  const MixDense *dense = &mlp->layers[layer];
  MixMatrix input = transposed (input_of (mlp, layer, x, n_rows, block));

  if (input.transposed)
    {
      if (block->wide)
        mix_collapse_kernel_transpose (input.data, input.cols, input.rows, input.stride,
                                       block->transposed, dense->n_inputs);
      else
        mix_blas_transpose (transposed (input), block->transposed);
      input = (MixMatrix){ block->transposed, n_rows, dense->n_inputs, dense->n_inputs, FALSE };
    }
  mix_blas_multiply (panel_of (delta, dense->n_outputs, n_rows, block->stride), input, TRUE,
                     gradient + dense->weights, dense->n_inputs);
}

/* From a layer's delta to that of the layer below, whose bias gradient comes with it. */
static void
pass_down (const MixMlp *mlp, guint layer, const float *params, const float *x, gsize n_rows,
           const MixMlpBlock *block, const float *delta, float *below, float *gradient)
{
  const MixDense *dense = &mlp->layers[layer], *lower = &mlp->layers[layer - 1];

  mix_blas_multiply (weights_of (dense, params, TRUE),
                     panel_of (delta, dense->n_outputs, n_rows, block->stride), FALSE, below,
                     block->stride);
  mix_kernel_backward (mlp->activation, block->values[layer - 1], block->slopes[layer - 1],
                       is_scalar_layer (mlp, layer - 1) ? x : NULL, dense->n_inputs, n_rows,
                       block->stride, below, gradient + lower->bias, gradient + lower->weights);
}

/* The same, down to where the rows went through mix-collapse: the second layer, or a head there. */
static void
pass_down_collapsed (const MixMlp *mlp, const float *params, gsize n_rows,
                     const MixMlpBlock *block, const float *delta)
{
  const MixDense *dense = &mlp->layers[2];

  if (mlp->n_layers == 2)
    {
      mix_collapse_backward (block->collapse, block->stride, delta);
      return;
    }
  mix_blas_multiply (transposed (panel_of (delta, dense->n_outputs, n_rows, block->stride)),
                     weights_of (dense, params, FALSE), FALSE,
                     mix_collapse_get_deltas (block->collapse),
                     mix_collapse_get_lanes (block->collapse));
  mix_collapse_backward_relu (block->collapse);
}

/**
 * mix_mlp_backward:
 * @x: what mix_mlp_forward() read, and @block as it left it, but for the panel of outputs, which
 * now holds the gradient by them
 * @gradient: (inout): [n_params], added to
 */
void
mix_mlp_backward (const MixMlp *mlp, const float *params, const float *x, gsize n_rows,
                  MixMlpBlock *block, float *gradient)
{
  guint last = mlp->n_layers - 1, lowest = block->collapsed ? 2 : 0;
  const float *delta = block->values[last];

  mix_kernel_row_sums (delta, mlp->layers[last].n_outputs, n_rows, block->stride,
                       gradient + mlp->layers[last].bias);
  if (block->collapsed && block->small_head)
    {
      mix_collapse_backward_head (block->collapse, block->stride, delta);
      return;
    }
  for (guint i = last; i > lowest; i--)
    {
      float *below = block->deltas[i % 2];
      add_weight_gradient (mlp, i, x, n_rows, block, delta, gradient);
      pass_down (mlp, i, params, x, n_rows, block, delta, below, gradient);
      delta = below;
    }
  if (lowest <= last && !is_scalar_layer (mlp, lowest))
    add_weight_gradient (mlp, lowest, x, n_rows, block, delta, gradient);
  if (block->collapsed)
    pass_down_collapsed (mlp, params, n_rows, block, delta);
}
