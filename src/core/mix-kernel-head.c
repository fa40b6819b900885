/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The mixture head and the point head. Compiled like all kernels. */
#include "mix-kernels.h"

#include <math.h>
#include <string.h>

#include "mix-kernels-private.h"
#include "mix-math.h"

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
      float d_raw, raw = raw_sigma (activation, clamp_float (s[i], low, high), &d_raw) + epsilon;
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
          z[c + i] = clamp_float ((y[i] - p->mu[c + i]) * p->inverse[c + i], -limit, limit);
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
