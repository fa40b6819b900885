/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One of the few files that are compiled with -ffast-math, so that gcc vectorises exp, log, tanh and erfc
 * through libmvec. Nothing here may ask whether a number is finite, other than by its bits.
 * Divisions and square roots may become a reciprocal estimate and a Newton step, which is as exact
 * but turns infinite and denormal arguments into NaN: arguments are bounded instead. */
#include "mix-kernels.h"

#include <math.h>
#include <string.h>

#include "mix-kernels-private.h"
#include "mix-math.h"

/* Before a loop over arrays that the compiler cannot know to be different ones. */
#ifdef __clang__
#define DISTINCT_ARRAYS _Pragma ("clang loop vectorize(assume_safety)")
#else
#define DISTINCT_ARRAYS _Pragma ("GCC ivdep")
#endif

#define EXP_LIMIT 80.0f /* exp of it, and of minus it, are normal floats */
#define GRADIENT_LIMIT 1e18f /* its square is a float */
#define SQRT_HALF 0.70710678f
#define INVERSE_SQRT_2PI 0.39894228f

INLINE float
clamp (float v, float low, float high)
{
  v = v < low ? low : v;
  return v > high ? high : v;
}

INLINE float
logistic (float v)
{
  return 1.0f / (1.0f + expf (clamp (-v, -EXP_LIMIT, EXP_LIMIT)));
}

/* ---- Layers -------------------------------------------------------------------------------- */

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
      float z = pre.scale * pre.in[i] + pre.bias, near = clamp (z, -12.0f, 12.0f);
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
      return z > 0.0f ? z : expm1f (clamp (z, -EXP_LIMIT, 0.0f));
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

/* ---- The mixture head ---------------------------------------------------------------------- */

/* Panels of one block, each [k × stride]; a name's array is reused where a comment says so. */
typedef struct
{
  float *logit;   /* outputs: logit → ln pi → its gradient */
  float *s;       /* outputs: s → ln sigma → its gradient */
  float *mu;      /* outputs: mu → its gradient */
  float *pi;      /* exp of logit, then the probability */
  float *inverse; /* 1/sigma */
  float *slope;   /* d ln sigma / ds */
  float *outside; /* −1 where s was below its limits, 1 above, else 0 */
  float *z;       /* (y − mu)/sigma */
  float *joint;   /* ln (pi·density) without its constant, then exp of it less the greatest */
  float *top, *total, *log_total; /* [stride] */
} MdnPanels;

INLINE MdnPanels
mdn_panels (gsize k, gsize stride, float *outputs, float *scratch)
{
  gsize size = k * stride;
  MdnPanels p = { .logit = outputs, .s = outputs + size, .mu = outputs + 2 * size };

  p.pi = scratch;
  p.inverse = scratch + size;
  p.slope = scratch + 2 * size;
  p.outside = scratch + 3 * size;
  p.z = scratch + 4 * size;
  p.joint = scratch + 5 * size;
  p.top = scratch + 6 * size;
  p.total = p.top + stride;
  p.log_total = p.total + stride;
  return p;
}

/* By bits, as -ffast-math believes that every number is finite. */
INLINE gboolean
all_finite (gsize k, gsize n, gsize stride, const float *outputs)
{
  guint32 greatest = 0;

  for (gsize u = 0; u < 3 * k; u++)
    for (gsize i = 0; i < n; i++)
      {
        guint32 bits;
        memcpy (&bits, outputs + u * stride + i, sizeof bits);
        bits &= 0x7fffffffu;
        greatest = bits > greatest ? bits : greatest;
      }
  return greatest < 0x7f800000u;
}

/* top [n] = max over components of v [k × stride] */
INLINE void
greatest_component (gsize k, gsize n, gsize stride, const float *restrict v, float *restrict top)
{
  for (gsize i = 0; i < n; i++)
    top[i] = v[i];
  for (gsize c = 1; c < k; c++)
    for (gsize i = 0; i < n; i++)
      top[i] = v[c * stride + i] > top[i] ? v[c * stride + i] : top[i];
}

/* e = exp (v − top), total = Σ e: every exponent ≤ 0, one of them 0, so 1 ≤ total ≤ k. e may be
 * v. */
INLINE void
exponentials (gsize k, gsize n, gsize stride, const float *v, const float *restrict top, float *e,
              float *restrict total)
{
  for (gsize i = 0; i < n; i++)
    total[i] = 0.0f;
  for (gsize c = 0; c < k; c++)
    {
      DISTINCT_ARRAYS
      for (gsize i = 0; i < n; i++)
        {
          float difference = v[c * stride + i] - top[i];
          float value = expf (difference < -EXP_LIMIT ? -EXP_LIMIT : difference);
          value = difference < -EXP_LIMIT ? 0.0f : value;
          e[c * stride + i] = value;
          total[i] += value;
        }
    }
}

/* logit = (logit + gumbel)/temperature; gumbel [n × k], row-major. */
INLINE void
perturb (gsize k, gsize n, gsize stride, const float *restrict gumbel, float inverse_temperature,
         float *restrict logit)
{
  for (gsize c = 0; c < k; c++)
    for (gsize i = 0; i < n; i++)
      logit[c * stride + i] = (logit[c * stride + i] + gumbel[i * k + c]) * inverse_temperature;
}

/* logit becomes ln pi, pi the softmax. */
INLINE void
log_softmax (gsize k, gsize n, gsize stride, const MdnPanels *p)
{
  float *restrict logit = p->logit, *restrict pi = p->pi;
  float *restrict top = p->top, *restrict total = p->total;

  greatest_component (k, n, stride, logit, top);
  exponentials (k, n, stride, logit, top, pi, total);
  for (gsize i = 0; i < n; i++)
    {
      top[i] += logf (total[i]);
      total[i] = 1.0f / total[i];
    }
  for (gsize c = 0; c < k; c++)
    for (gsize i = 0; i < n; i++)
      {
        logit[c * stride + i] -= top[i];
        pi[c * stride + i] *= total[i];
      }
}

/* sigma before its floor, and the derivative by s, for s within its limits. */
INLINE float
raw_sigma (MixSigmaActivation activation, float s, float *d_raw)
{
  float e, positive = s > 0.0f ? s : 0.0f;

  switch (activation)
    {
    case MIX_SIGMA_EXP:
      e = expf (s);
      *d_raw = e;
      return e;
    case MIX_SIGMA_SOFTPLUS:
      e = expf (-fabsf (s) < -EXP_LIMIT ? -EXP_LIMIT : -fabsf (s));
      *d_raw = (s > 0.0f ? 1.0f : e) / (1.0f + e);
      return positive + log1pf (e);
    case MIX_SIGMA_ELU1:
    default: /* ELU (s) + 1 is exp (s) for s ≤ 0 and 1 + s above: no cancellation */
      e = expf (s < 0.0f ? s : 0.0f);
      *d_raw = e;
      return e + positive;
    }
}

/* s becomes ln sigma, sigma = hypot (raw, floor). Outside its limits s counts as the limit. */
INLINE void
sigma_row (MixSigmaActivation activation, float epsilon, float floor_squared, gsize n,
           float *restrict s, float *restrict inverse, float *restrict slope,
           float *restrict outside)
{
  float low = (float) MIX_S_MIN;
  float high = activation == MIX_SIGMA_EXP ? (float) MIX_S_MAX : expf ((float) MIX_S_MAX);

  for (gsize i = 0; i < n; i++)
    {
      float d_raw, raw = raw_sigma (activation, clamp (s[i], low, high), &d_raw) + epsilon;
      float variance = raw * raw + floor_squared;
      float inverse_sigma = 1.0f / sqrtf (variance);
      outside[i] = s[i] < low ? -1.0f : s[i] > high ? 1.0f : 0.0f;
      slope[i] = raw * d_raw * inverse_sigma * inverse_sigma;
      inverse[i] = inverse_sigma;
      s[i] = 0.5f * logf (variance);
    }
}

INLINE void
sigma_panel (const MixMdnConstants *constants, gsize n, gsize stride, const MdnPanels *p)
{
  float epsilon = constants->sigma_epsilon, floor_squared = constants->sigma_floor_squared;

  for (gsize at = 0; at < constants->k * stride; at += stride)
    switch (constants->sigma_activation)
      {
      case MIX_SIGMA_EXP:
        sigma_row (MIX_SIGMA_EXP, epsilon, floor_squared, n, p->s + at, p->inverse + at,
                   p->slope + at, p->outside + at);
        break;
      case MIX_SIGMA_SOFTPLUS:
        sigma_row (MIX_SIGMA_SOFTPLUS, epsilon, floor_squared, n, p->s + at, p->inverse + at,
                   p->slope + at, p->outside + at);
        break;
      case MIX_SIGMA_ELU1:
      default:
        sigma_row (MIX_SIGMA_ELU1, epsilon, floor_squared, n, p->s + at, p->inverse + at,
                   p->slope + at, p->outside + at);
      }
}

/* joint = ln pi − ln sigma − z²/2, then the log-sum-exp of it. Returns Σ over rows of the NLL. */
INLINE double
joint_density (const MixMdnConstants *constants, gsize n, gsize stride, const float *restrict y,
               const MdnPanels *p)
{
  gsize k = constants->k;
  float *restrict joint = p->joint, *restrict z = p->z;
  const float *restrict top = p->top, *restrict total = p->total;
  double loss = 0;

  for (gsize c = 0; c < k * stride; c += stride)
    {
      DISTINCT_ARRAYS
      for (gsize i = 0; i < n; i++)
        {
          float limit = (float) MIX_Z_MAX;
          z[c + i] = clamp ((y[i] - p->mu[c + i]) * p->inverse[c + i], -limit, limit);
          joint[c + i] = p->logit[c + i] - p->s[c + i] - 0.5f * z[c + i] * z[c + i];
        }
    }
  greatest_component (k, n, stride, joint, p->top);
  exponentials (k, n, stride, joint, p->top, joint, p->total);
  for (gsize i = 0; i < n; i++)
    loss -= (double) (top[i] + logf (total[i]));
  return loss + 0.5 * MIX_LOG_2PI * (double) n;
}

/* outputs become the gradient of weight·NLL by them. Outside the limits of s a gradient passes only
 * if a descent along it leads back inside. */
INLINE void
mdn_gradient (const MixMdnConstants *constants, gsize n, gsize stride, const MdnPanels *p)
{
  float weight = constants->weight;
  float dlogit_weight = weight * constants->inverse_temperature;
  float *restrict share = p->total;

  for (gsize i = 0; i < n; i++)
    share[i] = 1.0f / p->total[i];
  for (gsize c = 0; c < constants->k * stride; c += stride)
    {
      DISTINCT_ARRAYS
      for (gsize i = 0; i < n; i++)
        {
          float responsibility = p->joint[c + i] * share[i], z = p->z[c + i];
          float weighted = weight * responsibility;
          float ds = weighted * (1.0f - z * z) * p->slope[c + i];
          p->logit[c + i] = (p->pi[c + i] - responsibility) * dlogit_weight;
          p->mu[c + i] = -weighted * z * p->inverse[c + i];
          p->s[c + i] = p->outside[c + i] * ds < 0.0f ? 0.0f : ds;
        }
    }
}

/**
 * mix_kernel_mdn:
 * @y: [n_rows]
 * @gumbel: (nullable): [n_rows × k], row-major
 * @outputs: (inout): [3k × stride], logits, s and mu; their gradient afterwards, if wanted
 * @scratch: [MIX_MDN_SCRATCH (k) × stride]
 * @loss: (out): Σ over rows of the negative log likelihood
 *
 * See MATH.md, "The loss" and "Gradients of the head".
 *
 * Returns: FALSE where an output is infinite or NaN; then nothing else holds
 */
KERNEL gboolean
mix_kernel_mdn (const MixMdnConstants *constants, const float *y, const float *gumbel, gsize n_rows,
                gsize stride, float *outputs, float *scratch, gboolean want_gradient, double *loss)
{
  gsize k = constants->k;
  MdnPanels p = mdn_panels (k, stride, outputs, scratch);

  if (!all_finite (k, n_rows, stride, outputs))
    return FALSE;
  if (gumbel != NULL)
    perturb (k, n_rows, stride, gumbel, constants->inverse_temperature, p.logit);
  log_softmax (k, n_rows, stride, &p);
  sigma_panel (constants, n_rows, stride, &p);
  *loss = joint_density (constants, n_rows, stride, y, &p);
  if (want_gradient)
    mdn_gradient (constants, n_rows, stride, &p);
  return TRUE;
}

/**
 * mix_kernel_mdn_predict:
 * @outputs: (inout): [3k × stride]; logits, s and mu become pi, sigma and mu
 * @scratch: [MIX_MDN_SCRATCH (k) × stride]
 */
KERNEL void
mix_kernel_mdn_predict (const MixMdnConstants *constants, gsize n_rows, gsize stride,
                        float *outputs, float *scratch)
{
  MdnPanels p = mdn_panels (constants->k, stride, outputs, scratch);

  log_softmax (constants->k, n_rows, stride, &p);
  sigma_panel (constants, n_rows, stride, &p);
  for (gsize c = 0; c < constants->k * stride; c += stride)
    for (gsize i = 0; i < n_rows; i++)
      {
        p.logit[c + i] = p.pi[c + i];
        p.s[c + i] = 1.0f / p.inverse[c + i];
      }
}

/**
 * mix_kernel_squared_error:
 * @outputs: (inout): [n_rows], the predictions; afterwards the gradient of weight × the sum
 *
 * Returns: Σ over rows of (output − y)²
 */
KERNEL double
mix_kernel_squared_error (const float *y, float weight, gsize n_rows, float *outputs,
                          gboolean want_gradient)
{
  double sum = 0;

  for (gsize i = 0; i < n_rows; i++)
    {
      double error = (double) outputs[i] - (double) y[i];
      sum += error * error;
    }
  if (want_gradient)
    for (gsize i = 0; i < n_rows; i++)
      outputs[i] = 2.0f * weight * (outputs[i] - y[i]);
  return sum;
}

/* ---- The optimiser ------------------------------------------------------------------------- */

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
      float g = clamp (gradient[i], -GRADIENT_LIMIT, GRADIENT_LIMIT);
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
