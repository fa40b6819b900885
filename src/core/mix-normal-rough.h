/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <math.h>

#include <glib.h>

G_BEGIN_DECLS

/* Peter Acklam's two rational functions (2003), for one number and for loops over many. */
#define MIX_NORMAL_TAIL 0.02425 /* where they meet */

/* Φ⁻¹ (q) for q from MIX_NORMAL_TAIL to 1 − MIX_NORMAL_TAIL */
static inline double
mix_normal_central_quantile (double q)
{
  static const double a[] = { -3.969683028665376e+01, 2.209460984245205e+02,
                              -2.759285104469687e+02, 1.383577518672690e+02,
                              -3.066479806614716e+01, 2.506628277459239e+00 };
  static const double b[] = { -5.447609879822406e+01, 1.615858368580409e+02,
                              -1.556989798598866e+02, 6.680131188771972e+01,
                              -1.328068155288572e+01, 1 };
  double d = q - 0.5, r = d * d, top = a[0], bottom = b[0];

  for (guint i = 1; i < G_N_ELEMENTS (a); i++)
    {
      top = top * r + a[i];
      bottom = bottom * r + b[i];
    }
  return d * top / bottom;
}

/* Φ⁻¹ (q) for q above 0 and below MIX_NORMAL_TAIL */
static inline double
mix_normal_tail_quantile (double q)
{
  static const double c[] = { -7.784894002430293e-03, -3.223964580411365e-01,
                              -2.400758277161838e+00, -2.549732539343734e+00,
                              4.374664141464968e+00,  2.938163982698783e+00 };
  static const double d[] = { 7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e+00,
                              3.754408661907416e+00, 1 };
  double r = sqrt (-2 * log (q)), top = c[0], bottom = d[0];

  for (guint i = 1; i < G_N_ELEMENTS (c); i++)
    top = top * r + c[i];
  for (guint i = 1; i < G_N_ELEMENTS (d); i++)
    bottom = bottom * r + d[i];
  return top / bottom;
}

G_END_DECLS
