/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <math.h>

#include <glib.h>

G_BEGIN_DECLS

#define MIX_LOG_2PI 1.8378770664093454836
#define MIX_SQRT_2PI 2.5066282746310005024

/* ln Σ exp(v[i]); v [n], n ≥ 1; −inf where all are −inf. Never overflows. */
static inline double
mix_log_sum_exp (const double *v, gsize n)
{
  double top = v[0], sum = 0;
  for (gsize i = 1; i < n; i++)
    top = MAX (top, v[i]);
  if (!(top > -HUGE_VAL))
    return -HUGE_VAL;
  for (gsize i = 0; i < n; i++)
    sum += exp (v[i] - top);
  return top + log (sum);
}

/* p [n] = softmax of logits [n]; may be the same array. */
static inline void
mix_softmax (const double *logits, gsize n, double *p)
{
  double total = mix_log_sum_exp (logits, n);
  for (gsize i = 0; i < n; i++)
    p[i] = exp (logits[i] - total);
}

/* ln N(y | mu, sigma²) from ln sigma, so that a tiny sigma needs no division by it. */
static inline double
mix_gaussian_log_density (double y, double mu, double log_sigma)
{
  double z = (y - mu) * exp (-log_sigma);
  return -log_sigma - 0.5 * MIX_LOG_2PI - 0.5 * z * z;
}

/* Φ(z), the standard normal cdf, accurate in both tails. */
static inline double
mix_normal_cdf (double z)
{
  return 0.5 * erfc (-z * M_SQRT1_2);
}

/* φ(z), the standard normal density. */
static inline double
mix_normal_density (double z)
{
  return exp (-0.5 * z * z) / MIX_SQRT_2PI;
}

G_END_DECLS
