/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-normal.h"

#include "mix-math.h"

/* Where the two rational functions of Acklam's approximation meet. */
#define TAIL 0.02425

static double
central_quantile (double q)
{
  static const double a[] = { -3.969683028665376e+01, 2.209460984245205e+02,
                              -2.759285104469687e+02, 1.383577518672690e+02,
                              -3.066479806614716e+01, 2.506628277459239e+00 };
  static const double b[] = { -5.447609879822406e+01, 1.615858368580409e+02,
                              -1.556989798598866e+02, 6.680131188771972e+01,
                              -1.328068155288572e+01, 1 };
  double d = q - 0.5, r = d * d, top = 0, bottom = 0;

  for (guint i = 0; i < G_N_ELEMENTS (a); i++)
    {
      top = top * r + a[i];
      bottom = bottom * r + b[i];
    }
  return d * top / bottom;
}

static double
tail_quantile (double q)
{
  static const double c[] = { -7.784894002430293e-03, -3.223964580411365e-01,
                              -2.400758277161838e+00, -2.549732539343734e+00,
                              4.374664141464968e+00,  2.938163982698783e+00 };
  static const double d[] = { 7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e+00,
                              3.754408661907416e+00, 1 };
  double r = sqrt (-2 * log (q)), top = 0, bottom = 0;

  for (guint i = 0; i < G_N_ELEMENTS (c); i++)
    top = top * r + c[i];
  for (guint i = 0; i < G_N_ELEMENTS (d); i++)
    bottom = bottom * r + d[i];
  return top / bottom;
}

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
  if (q < TAIL)
    return tail_quantile (q);
  if (q > 1 - TAIL)
    return -tail_quantile (1 - q);
  return central_quantile (q);
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
