/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-head.h"

#include <math.h>

#include "mix-kernels.h"

static MixMdnConstants
constants_of (const MixNetworkSpec *spec, const MixLoss *loss, gboolean gumbel, double weight)
{
  return (MixMdnConstants){
    .k = spec->components,
    .sigma_activation = spec->sigma_activation,
    .sigma_epsilon = (float) spec->sigma_epsilon,
    .sigma_floor_squared = (float) (spec->sigma_floor * spec->sigma_floor),
    .inverse_temperature = gumbel ? (float) (1 / loss->temperature) : 1.0f,
    .weight = (float) weight,
  };
}

/**
 * mix_head_mdn_scratch:
 *
 * Returns: panel rows of scratch that the head needs
 */
gsize
mix_head_mdn_scratch (const MixNetworkSpec *spec)
{
  return MIX_MDN_SCRATCH (spec->components);
}

/**
 * mix_head_mdn_loss:
 * @block: outputs [3K × stride]: logits, s, mu; afterwards, if wanted, the gradient of
 *   @weight × the sum
 *
 * Returns: Σ over rows of −ln Σₖ piₖ N(y | muₖ, sigmaₖ²); NaN where an output is not finite
 */
double
mix_head_mdn_loss (const MixNetworkSpec *spec, const MixLoss *loss, double weight,
                   const MixHeadBlock *block, gboolean want_gradient)
{
  MixMdnConstants constants = constants_of (spec, loss, block->gumbel != NULL, weight);
  double sum;

  if (!mix_kernel_mdn (&constants, block->y, block->gumbel, block->n_rows, block->stride,
                       block->outputs, block->scratch, want_gradient, &sum))
    return (double) NAN;
  return sum;
}

/* to [n_rows × k] = panel [k × stride], transposed */
static void
gather (const float *panel, gsize k, gsize n_rows, gsize stride, float *to)
{
  for (gsize row = 0; row < n_rows; row++)
    for (gsize c = 0; c < k; c++)
      to[row * k + c] = panel[c * stride + row];
}

/**
 * mix_head_mdn_predict:
 * @pi, @mu, @sigma: (out): [n_rows × K], row-major
 */
void
mix_head_mdn_predict (const MixNetworkSpec *spec, const MixHeadBlock *block, float *pi, float *mu,
                      float *sigma)
{
  MixMdnConstants constants = constants_of (spec, NULL, FALSE, 1);
  gsize k = spec->components, size = k * block->stride;

  mix_kernel_mdn_predict (&constants, block->n_rows, block->stride, block->outputs, block->scratch);
  gather (block->outputs, k, block->n_rows, block->stride, pi);
  gather (block->outputs + size, k, block->n_rows, block->stride, sigma);
  gather (block->outputs + 2 * size, k, block->n_rows, block->stride, mu);
}

/**
 * mix_head_mdn_s_of_sigma:
 * @sigma: above 0; at most the floor means the least sigma that the head can give
 *
 * Returns: s within its limits, with sigma (s) = sigma
 */
double
mix_head_mdn_s_of_sigma (const MixNetworkSpec *spec, double sigma)
{
  double floor = spec->sigma_floor, least = exp (MIX_S_MIN);
  double raw = sigma > floor ? sqrt ((sigma - floor) * (sigma + floor)) : 0;

  raw = CLAMP (raw, least, exp (MIX_S_MAX));
  switch (spec->sigma_activation)
    {
    case MIX_SIGMA_EXP:
      return log (raw);
    case MIX_SIGMA_SOFTPLUS:
      return raw + log (-expm1 (-raw)); /* ln (exp (raw) − 1) */
    case MIX_SIGMA_ELU1:
    default:
      return raw > 1 ? raw - 1 : log (raw);
    }
}
