/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Steps of the optimisers. Compiled like all kernels. */
#include "mix-kernels.h"

#include <math.h>

#include "mix-kernels-private.h"

#define GRADIENT_LIMIT 1e18f /* its square is a float */

/**
 * mix_kernel_adam:
 * @gradient: [n]
 * @first, @second: (inout): [n], the moments
 * @params: (inout): [n]
 *
 * Moments too small to move a parameter are dropped: dead units would drive them into the denormal
 * numbers, where processors are slow. Gradients whose square is no float count as the limit: a step
 * is about as long as the rate however long they are.
 */
KERNEL void
mix_kernel_adam (const MixAdamConstants *constants, const float *restrict gradient, gsize n,
                 float *restrict first, float *restrict second, float *restrict params)
{
  MixAdamConstants a = *constants;

  for (gsize i = 0; i < n; i++)
    {
      float g = clamp_float (gradient[i], -GRADIENT_LIMIT, GRADIENT_LIMIT);
      float m = a.beta1 * first[i] + a.rest1 * g;
      float v = a.beta2 * second[i] + a.rest2 * g * g;
      m = fabsf (m) < 1e-30f ? 0.0f : m;
      v = v < 1e-35f ? 0.0f : v;
      first[i] = m;
      second[i] = v;
      params[i] -= a.rate * m / (sqrtf (v * a.second_factor) + a.epsilon);
    }
}

/**
 * mix_kernel_momentum:
 * @decay: β, of the velocity
 * @velocity: (inout): [n] ← β velocity + gradient; too small to move anything it becomes 0
 * @params: (inout): [n] ← params − rate velocity
 */
KERNEL void
mix_kernel_momentum (float decay, float rate, const float *restrict gradient, gsize n,
                     float *restrict velocity, float *restrict params)
{
  for (gsize i = 0; i < n; i++)
    {
      float v = decay * velocity[i] + gradient[i];
      v = fabsf (v) < 1e-30f ? 0.0f : v;
      velocity[i] = v;
      params[i] -= rate * v;
    }
}

/**
 * mix_kernel_add_scaled:
 * @to: (inout): [n] ← to + factor v
 */
KERNEL void
mix_kernel_add_scaled (float factor, const float *restrict v, gsize n, float *restrict to)
{
  for (gsize i = 0; i < n; i++)
    to[i] += factor * v[i];
}

/**
 * mix_kernel_sum_squares:
 *
 * Returns: Σ v², summed in double precision; not finite where an element is not
 */
KERNEL double
mix_kernel_sum_squares (const float *v, gsize n)
{
  double sum = 0;
  for (gsize i = 0; i < n; i++)
    sum += (double) v[i] * (double) v[i];
  return sum;
}

/**
 * mix_kernel_scale:
 * @v: (inout): [n], times factor
 */
KERNEL void
mix_kernel_scale (float factor, gsize n, float *v)
{
  for (gsize i = 0; i < n; i++)
    v[i] *= factor;
}
