/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-truth.h"

#include "mix-math.h"
#include "mix-normal.h"

#define MAX_ROUNDS 200

/* The density, cdf and quantile of one branch about 0. */

static double
branch_density (const MixTruth *truth, double y)
{
  if (!(truth->spread > 0))
    return 0;
  if (truth->shape == MIX_TRUTH_UNIFORM)
    return fabs (y) <= 0.5 * truth->spread ? 1 / truth->spread : 0;
  return mix_normal_density (y / truth->spread) / truth->spread;
}

static double
branch_cdf (const MixTruth *truth, double y)
{
  if (!(truth->spread > 0))
    return y >= 0 ? 1 : 0;
  if (truth->shape == MIX_TRUTH_UNIFORM)
    return CLAMP (y / truth->spread + 0.5, 0, 1);
  return mix_normal_cdf (y / truth->spread);
}

static double
branch_quantile (const MixTruth *truth, double q)
{
  if (!(truth->spread > 0))
    return 0;
  if (truth->shape == MIX_TRUTH_UNIFORM)
    return (q - 0.5) * truth->spread;
  return mix_normal_quantile (q) * truth->spread;
}

/**
 * mix_truth_density:
 *
 * Returns: p(y | x); never NaN, and 0 for a point mass, which has none
 */
double
mix_truth_density (const MixTruth *truth, double y)
{
  double sum = 0;
  for (guint k = 0; k < truth->n; k++)
    sum += truth->weight[k] * branch_density (truth, y - truth->centre[k]);
  return sum;
}

/**
 * mix_truth_cdf:
 *
 * Returns: P(Y ≤ y | x)
 */
double
mix_truth_cdf (const MixTruth *truth, double y)
{
  double sum = 0;
  for (guint k = 0; k < truth->n; k++)
    sum += truth->weight[k] * branch_cdf (truth, y - truth->centre[k]);
  return sum;
}

/* The least y in [low, high] with F(y) ≥ q, given that F(low) < q ≤ F(high): Newton's steps, and
 * halving where they leave the bracket or where the density is 0. */
static double
find_root (const MixTruth *truth, double q, double low, double high)
{
  double y = 0.5 * (low + high);

  for (guint round = 0; round < MAX_ROUNDS; round++)
    {
      double excess = mix_truth_cdf (truth, y) - q;
      double step = -excess / mix_truth_density (truth, y);
      double last = y;

      if (excess >= 0)
        high = y;
      else
        low = y;
      y += step;
      if (!(y > low && y < high))
        y = 0.5 * (low + high);
      if (fabs (y - last) <= 4 * G_MINDOUBLE + 2e-16 * fabs (y))
        break;
    }
  return y;
}

/**
 * mix_truth_quantile:
 * @q: in [0, 1]
 *
 * Returns: inf {y: F(y) ≥ q}; at 0 and 1 the ends of the distribution, infinite for Gaussians
 */
double
mix_truth_quantile (const MixTruth *truth, double q)
{
  double low = HUGE_VAL, high = -HUGE_VAL, offset = branch_quantile (truth, q);

  for (guint k = 0; k < truth->n; k++)
    if (truth->weight[k] > 0)
      {
        low = MIN (low, truth->centre[k] + offset);
        high = MAX (high, truth->centre[k] + offset);
      }
  /* A mixture's quantile lies between those of its parts. */
  if (!(low < high) || mix_truth_cdf (truth, low) >= q)
    return low;
  return find_root (truth, q, low, high);
}

/* E|m + Y| of a branch Y about 0. */
static double
mean_distance (const MixTruth *truth, double m)
{
  double s = truth->spread, a = fabs (m);

  if (!(s > 0))
    return a;
  if (truth->shape == MIX_TRUTH_UNIFORM)
    return a >= 0.5 * s ? a : m * m / s + 0.25 * s;
  return 2 * s * mix_normal_density (m / s) + m * erf (m / s * M_SQRT1_2);
}

/* E|m + Y − Y′| of two of them: Gaussian as well, or a triangle. */
static double
mean_difference (const MixTruth *truth, double m)
{
  double s = truth->spread, d = fabs (m) / s;

  if (!(s > 0) || (truth->shape == MIX_TRUTH_UNIFORM && d >= 1))
    return fabs (m);
  if (truth->shape == MIX_TRUTH_UNIFORM)
    return s * (1.0 / 3 + d * d - d * d * d / 3);
  s *= M_SQRT2;
  return 2 * s * mix_normal_density (m / s) + m * erf (m / s * M_SQRT1_2);
}

/**
 * mix_truth_crps:
 *
 * Returns: the continuous ranked probability score E|Y − y| − ½ E|Y − Y′| in closed form, in units
 *   of y
 */
double
mix_truth_crps (const MixTruth *truth, double y)
{
  double to_y = 0, between = 0;

  for (guint i = 0; i < truth->n; i++)
    {
      to_y += truth->weight[i] * mean_distance (truth, truth->centre[i] - y);
      for (guint j = 0; j < truth->n; j++)
        between += truth->weight[i] * truth->weight[j]
                   * mean_difference (truth, truth->centre[i] - truth->centre[j]);
    }
  return MAX (to_y - 0.5 * between, 0);
}

double
mix_truth_mean (const MixTruth *truth)
{
  double sum = 0;
  for (guint k = 0; k < truth->n; k++)
    sum += truth->weight[k] * truth->centre[k];
  return sum;
}

double
mix_truth_sd (const MixTruth *truth)
{
  double mean = mix_truth_mean (truth);
  double variance = truth->spread * truth->spread;

  if (truth->shape == MIX_TRUTH_UNIFORM)
    variance /= 12;
  for (guint k = 0; k < truth->n; k++)
    variance += truth->weight[k] * (truth->centre[k] - mean) * (truth->centre[k] - mean);
  return sqrt (variance);
}

double
mix_integrate (double (*f) (double x, double argument), double argument, double low, double high,
               guint panels)
{
  static const double node[] = { 0.14887433898163122, 0.43339539412924719, 0.67940956829902441,
                                 0.86506336668898451, 0.97390652851717172 };
  static const double weight[] = { 0.29552422471475287, 0.26926671930999636, 0.21908636251598204,
                                   0.14945134915058059, 0.066671344308688138 };
  double half = 0.5 * (high - low) / panels, sum = 0;

  for (guint panel = 0; panel < panels; panel++)
    {
      double middle = low + (2 * panel + 1) * half;
      for (guint i = 0; i < G_N_ELEMENTS (node); i++)
        sum += weight[i]
               * (f (middle - half * node[i], argument) + f (middle + half * node[i], argument));
    }
  return sum * half;
}
