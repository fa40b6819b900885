/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-head.h"

#include <math.h>
#include <string.h>

#include "mix-kernels.h"

/**
 * mix_head_point_loss:
 * @block: outputs [1 × stride], the predictions; afterwards, if wanted, the gradient of
 *   @weight × the sum
 *
 * Returns: Σ over rows of (prediction − y)²; NaN where it is not finite
 */
double
mix_head_point_loss (double weight, const MixHeadBlock *block, gboolean want_gradient)
{
  double sum = mix_kernel_squared_error (block->y, (float) weight, block->n_rows, block->outputs,
                                         want_gradient);
  return isfinite (sum) ? sum : (double) NAN;
}

/**
 * mix_head_point_predict:
 * @pi, @mu, @sigma: (out): [n_rows]: 1, the prediction, 0
 */
void
mix_head_point_predict (const MixHeadBlock *block, float *pi, float *mu, float *sigma)
{
  for (gsize row = 0; row < block->n_rows; row++)
    {
      pi[row] = 1.0f;
      sigma[row] = 0.0f;
    }
  memcpy (mu, block->outputs, block->n_rows * sizeof *mu);
}
