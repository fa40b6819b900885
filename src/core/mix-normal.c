/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-normal.h"

#include "mix-math.h"
#include "mix-normal-rough.h"

/**
 * mix_normal_quantile_rough:
 * @q: a probability
 *
 * Peter Acklam's rational approximation (2003), good to 1.2e-9 of the value: quick, for whoever
 * refines it or only needs a scale that is straight for a normal distribution.
 *
 * Returns: near Φ⁻¹(q); −inf at q ≤ 0, +inf at q ≥ 1, NaN for NaN
 */
double
mix_normal_quantile_rough (double q)
{
  if (isnan (q))
    return q;
  if (q <= 0)
    return -HUGE_VAL;
  if (q >= 1)
    return HUGE_VAL;
  if (q < MIX_NORMAL_TAIL)
    return mix_normal_tail_quantile (q);
  if (q > 1 - MIX_NORMAL_TAIL)
    return -mix_normal_tail_quantile (1 - q);
  return mix_normal_central_quantile (q);
}

/**
 * mix_normal_quantile:
 * @q: a probability
 *
 * The inverse of the standard normal cdf, to nearly all digits in both tails: the rough one and one
 * step of Newton on ln Φ, which keeps its digits where Φ itself is 1e-300.
 *
 * Returns: Φ⁻¹(q); −inf at q ≤ 0, +inf at q ≥ 1, NaN for NaN
 */
double
mix_normal_quantile (double q)
{
  if (!(q > 0 && q < 1))
    return mix_normal_quantile_rough (q);
  if (q > 0.5)
    return -mix_normal_quantile (1 - q);

  double z = mix_normal_quantile_rough (q);
  double p = mix_normal_cdf (z), density = mix_normal_density (z);
  return density > 0 ? z - log (p / q) * (p / density) : z;
}
