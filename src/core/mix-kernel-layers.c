/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Activations, and the way back through them. Compiled like all kernels. */
#include "mix-kernels.h"

#include <math.h>

#include "mix-kernels-private.h"

#define SQRT_HALF 0.70710678f
#define INVERSE_SQRT_2PI 0.39894228f

INLINE float
logistic (float v)
{
  return 1.0f / (1.0f + expf (clamp_float (-v, -EXP_LIMIT, EXP_LIMIT)));
}

/* What a unit's pre-activations are made from: scale·in + bias. */
typedef struct
{
  const float *in;
  float scale, bias;
} Affine;

INLINE void
silu (gsize n, Affine pre, float *v, float *slope)
{
  DISTINCT_ARRAYS
  for (gsize i = 0; i < n; i++)
    {
      float z = pre.scale * pre.in[i] + pre.bias, gate = logistic (z);
      slope[i] = gate * (1.0f + z * (1.0f - gate));
      v[i] = z * gate;
    }
}

INLINE void
gelu (gsize n, Affine pre, float *v, float *slope)
{
  DISTINCT_ARRAYS
  for (gsize i = 0; i < n; i++)
    {
      float z = pre.scale * pre.in[i] + pre.bias, near = clamp_float (z, -12.0f, 12.0f);
      float cdf = 0.5f * erfcf (-SQRT_HALF * near);
      slope[i] = cdf + near * INVERSE_SQRT_2PI * expf (-0.5f * near * near);
      v[i] = z * cdf;
    }
}

INLINE float
activation_of (MixActivation activation, float z)
{
  switch (activation)
    {
    case MIX_ACTIVATION_RELU:
      return z > 0.0f ? z : 0.0f;
    case MIX_ACTIVATION_TANH:
      return tanhf (z);
    case MIX_ACTIVATION_ELU:
      return z > 0.0f ? z : expm1f (clamp_float (z, -EXP_LIMIT, 0.0f));
    case MIX_ACTIVATION_SIGMOID:
    case MIX_ACTIVATION_SILU:
    case MIX_ACTIVATION_GELU:
    default:
      return logistic (z);
    }
}

INLINE void
simple (MixActivation activation, gsize n, Affine pre, float *v)
{
  DISTINCT_ARRAYS
  for (gsize i = 0; i < n; i++)
    v[i] = activation_of (activation, pre.scale * pre.in[i] + pre.bias);
}

/* v = activation (pre); slope gets the derivative where v alone does not tell it. The activation is
 * a constant in each loop, so that none asks for it. */
INLINE void
activate (MixActivation activation, gsize n, Affine pre, float *v, float *slope)
{
  switch (activation)
    {
    case MIX_ACTIVATION_RELU:
      return simple (MIX_ACTIVATION_RELU, n, pre, v);
    case MIX_ACTIVATION_TANH:
      return simple (MIX_ACTIVATION_TANH, n, pre, v);
    case MIX_ACTIVATION_ELU:
      return simple (MIX_ACTIVATION_ELU, n, pre, v);
    case MIX_ACTIVATION_SIGMOID:
      return simple (MIX_ACTIVATION_SIGMOID, n, pre, v);
    case MIX_ACTIVATION_SILU:
      return silu (n, pre, v, slope);
    case MIX_ACTIVATION_GELU:
      return gelu (n, pre, v, slope);
    default:
      g_assert_not_reached ();
    }
}

/* The derivative of an activation from its value, or from the slope that was kept. */
INLINE float
derivative (MixActivation activation, float v, float slope)
{
  switch (activation)
    {
    case MIX_ACTIVATION_RELU:
      return v > 0.0f ? 1.0f : 0.0f;
    case MIX_ACTIVATION_TANH:
      return 1.0f - v * v;
    case MIX_ACTIVATION_ELU:
      return v > 0.0f ? 1.0f : 1.0f + v;
    case MIX_ACTIVATION_SIGMOID:
      return v * (1.0f - v);
    case MIX_ACTIVATION_SILU:
    case MIX_ACTIVATION_GELU:
    default:
      return slope;
    }
}

/* What a unit's deltas add up to: by its bias, and by its weight where it has one input, x. */
typedef struct
{
  float bias, weight;
} DeltaSums;

INLINE DeltaSums
scale_and_sum (MixActivation activation, gsize n, const float *v, const float *slope,
               const float *x, float *delta)
{
  DeltaSums sums = { 0.0f, 0.0f };

  DISTINCT_ARRAYS
  for (gsize i = 0; i < n; i++)
    {
      float d = delta[i] * derivative (activation, v[i], slope[i]);
      delta[i] = d;
      sums.bias += d;
      sums.weight += d * x[i];
    }
  return sums;
}

INLINE DeltaSums
backward (MixActivation activation, gsize n, const float *v, const float *slope, const float *x,
          float *delta)
{
  switch (activation)
    {
    case MIX_ACTIVATION_RELU:
      return scale_and_sum (MIX_ACTIVATION_RELU, n, v, v, x, delta);
    case MIX_ACTIVATION_TANH:
      return scale_and_sum (MIX_ACTIVATION_TANH, n, v, v, x, delta);
    case MIX_ACTIVATION_ELU:
      return scale_and_sum (MIX_ACTIVATION_ELU, n, v, v, x, delta);
    case MIX_ACTIVATION_SIGMOID:
      return scale_and_sum (MIX_ACTIVATION_SIGMOID, n, v, v, x, delta);
    case MIX_ACTIVATION_SILU:
    case MIX_ACTIVATION_GELU:
    default:
      return scale_and_sum (MIX_ACTIVATION_SILU, n, v, slope, x, delta);
    }
}

/**
 * mix_kernel_activate:
 * @x, @weights: (nullable): [n_rows] and [n_units], where the layer has one input; otherwise
 *   @values holds the weights' product with the inputs
 * @bias: [n_units]
 * @values: (inout): [n_units × stride] = activation (weights·x + bias), or of (values + bias)
 * @slopes: (out): [n_units × stride], the derivative; for SiLU and GELU; else NULL
 */
KERNEL void
mix_kernel_activate (MixActivation activation, const float *x, const float *weights,
                     const float *bias, gsize n_units, gsize n_rows, gsize stride, float *values,
                     float *slopes)
{
  for (gsize u = 0; u < n_units; u++)
    {
      float *v = values + u * stride;
      Affine pre = { x == NULL ? v : x, x == NULL ? 1.0f : weights[u], bias[u] };
      activate (activation, n_rows, pre, v, slopes == NULL ? NULL : slopes + u * stride);
    }
}

/**
 * mix_kernel_backward:
 * @values, @slopes: what mix_kernel_activate() left
 * @x: (nullable): [n_rows], where the layer has one input
 * @deltas: (inout): [n_units × stride]; in: by a unit's value, out: by its pre-activation
 * @dbias: (inout): [n_units] += the sum of deltas over rows
 * @dweights: (inout) (nullable): [n_units] += deltas·x, where the layer has one input
 */
KERNEL void
mix_kernel_backward (MixActivation activation, const float *values, const float *slopes,
                     const float *x, gsize n_units, gsize n_rows, gsize stride, float *deltas,
                     float *dbias, float *dweights)
{
  for (gsize u = 0; u < n_units; u++)
    {
      const float *v = values + u * stride, *slope = slopes == NULL ? NULL : slopes + u * stride;
      DeltaSums sums
          = backward (activation, n_rows, v, slope, x == NULL ? v : x, deltas + u * stride);
      dbias[u] += sums.bias;
      if (x != NULL)
        dweights[u] += sums.weight;
    }
}

/**
 * mix_kernel_add_bias:
 * @values: (inout): [n_units × stride] += bias [n_units] in every row
 */
KERNEL void
mix_kernel_add_bias (const float *bias, gsize n_units, gsize n_rows, gsize stride, float *values)
{
  for (gsize u = 0; u < n_units; u++)
    {
      float *restrict v = values + u * stride;
      for (gsize i = 0; i < n_rows; i++)
        v[i] += bias[u];
    }
}

/**
 * mix_kernel_row_sums:
 * @sums: (inout): [n_units] += the sums of values [n_units × stride] over rows
 */
KERNEL void
mix_kernel_row_sums (const float *values, gsize n_units, gsize n_rows, gsize stride, float *sums)
{
  for (gsize u = 0; u < n_units; u++)
    {
      float sum = 0.0f;
      for (gsize i = 0; i < n_rows; i++)
        sum += values[u * stride + i];
      sums[u] += sum;
    }
}
