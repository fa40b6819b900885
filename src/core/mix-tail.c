/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-tail.h"

#include "mix-math.h"
#include "mix-mixture-through.h"

/* E (m + s Z)⁺ of a standard normal Z: s L(−m/s) with the normal loss function
 * L(z) = φ(z) − z Φ(−z). */
static double
mean_above_zero (double m, double s)
{
  if (!(s > 0))
    return MAX (m, 0);
  double z = -m / s, loss = mix_normal_density (z) - z * mix_normal_cdf (-z);
  return loss < 0 ? 0 : s * loss;
}

/**
 * mix_mixture_excess:
 *
 * How much Y is above y on average, where being below counts as 0: Σ pi_k sigma_k L(z_k) with
 * z_k = (y − mu_k) / sigma_k and the normal loss function L (Silver, Pyke & Thomas, Inventory and
 * Production Management in Supply Chains, 4th ed., appendix II).
 *
 * Returns: E (Y − y)⁺, in units of y; at least 0
 */
double
mix_mixture_excess (const MixMixture *mixture, double y)
{
  double sum = 0;

  if (mixture->transform != NULL)
    return mix_mixture_excess_through (mixture, y);
  for (guint k = 0; k < mixture->k; k++)
    sum += mixture->pi[k] * mean_above_zero (mixture->mu[k] - y, mixture->sigma[k]);
  return sum;
}

/**
 * mix_mixture_shortfall:
 *
 * Returns: E (y − Y)⁺, how much Y is below y on average, in units of y; at least 0. It is
 * mix_mixture_excess() + y − E Y.
 */
double
mix_mixture_shortfall (const MixMixture *mixture, double y)
{
  double sum = 0;

  if (mixture->transform != NULL)
    return mix_mixture_shortfall_through (mixture, y);
  for (guint k = 0; k < mixture->k; k++)
    sum += mixture->pi[k] * mean_above_zero (y - mixture->mu[k], mixture->sigma[k]);
  return sum;
}

/**
 * mix_mixture_between:
 *
 * Returns: P(low < Y ≤ high), with all digits in both tails; 0 where high is not above low
 */
double
mix_mixture_between (const MixMixture *mixture, double low, double high)
{
  if (!(low < high))
    return 0;
  double p = mix_mixture_cdf (mixture, low) > 0.5
               ? mix_mixture_survival (mixture, low) - mix_mixture_survival (mixture, high)
               : mix_mixture_cdf (mixture, high) - mix_mixture_cdf (mixture, low);
  return MAX (p, 0);
}

/**
 * mix_mixture_mean_below:
 * @q: above 0, at most 1
 *
 * The expected shortfall of the lower tail, y − E (y − Y)⁺ / q at the quantile y of q
 * (Rockafellar & Uryasev, 2000): exact, as F(y) = q there.
 *
 * Returns: E[Y | Y ≤ F⁻¹(q)], in units of y
 */
double
mix_mixture_mean_below (const MixMixture *mixture, double q)
{
  if (!(q < 1))
    return mix_mixture_mean (mixture);
  double y = mix_mixture_quantile (mixture, q);
  return y - mix_mixture_shortfall (mixture, y) / q;
}

/**
 * mix_mixture_mean_above:
 * @q: at least 0, below 1
 *
 * Returns: E[Y | Y > F⁻¹(q)], in units of y: the expected shortfall of the upper tail
 */
double
mix_mixture_mean_above (const MixMixture *mixture, double q)
{
  if (!(q > 0))
    return mix_mixture_mean (mixture);
  double y = mix_mixture_quantile (mixture, q);
  return y + mix_mixture_excess (mixture, y) / (1 - q);
}
