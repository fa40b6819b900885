/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A head right after the collapsed layers is so small that no product of matrices is worth its
 * start: it goes along with the rows while they are in registers. */
#include "mix-collapse-private.h"

#include <string.h>

/**
 * mix_collapse_fold_head:
 * @weights: [n_outputs × n_next]
 * @bias: [n_outputs]; kept by reference until mix_collapse_unfold_head()
 *
 * Takes the parameters of the layer after the second, and forgets its gradient.
 */
void
mix_collapse_fold_head (MixCollapse *c, const float *weights, const float *bias)
{
  MixCollapseHead *head = &c->head;

  for (gsize o = 0; o < head->n_outputs; o++)
    memcpy (head->weights + o * c->lanes, weights + o * c->n_next, c->n_next * sizeof *weights);
  memset (head->dweights, 0, head->n_outputs * c->lanes * sizeof *head->dweights);
  head->bias = bias;
}

/**
 * mix_collapse_forward_head:
 * @outputs: (out): panel [n_outputs × stride], stride being a multiple of whole vectors
 *
 * The first two layers with their ReLU, and the head.
 */
void
mix_collapse_forward_head (MixCollapse *c, gsize stride, float *outputs)
{
  mix_collapse_kernel_forward_head (&c->rows, &c->head, stride, outputs);
}

/**
 * mix_collapse_backward_head:
 * @deltas: panel [n_outputs × stride]: the gradient by the outputs of mix_collapse_forward_head()
 *
 * Adds the rows to the gradient of the head's weights and to the sums of their segments.
 */
void
mix_collapse_backward_head (MixCollapse *c, gsize stride, const float *deltas)
{
  mix_collapse_kernel_backward_head (&c->rows, &c->head, stride, deltas, c->deltas);
}

/**
 * mix_collapse_unfold_head:
 * @dweights: (inout): [n_outputs × n_next], added to
 *
 * The gradient of all rows since the fold. That of the biases is the sum of the deltas.
 */
void
mix_collapse_unfold_head (MixCollapse *c, float *dweights)
{
  for (gsize o = 0; o < c->head.n_outputs; o++)
    for (gsize u = 0; u < c->n_next; u++)
      dweights[o * c->n_next + u] += c->head.dweights[o * c->lanes + u];
}
