/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-mixture.h"

#include "mix-math.h"
#include "mix-mixture-through.h"
#include "mix-types.h"

/* (y − mu) / sigma. Without any width a component is a step at its mean, which belongs to the upper
 * side. */
static inline double
standard_score (const MixMixture *mixture, guint k, double y)
{
  double distance = y - mixture->mu[k];

  if (mixture->sigma[k] > 0 || isnan (distance) || isnan (mixture->sigma[k]))
    return distance / mixture->sigma[k];
  return distance < 0 ? -HUGE_VAL : HUGE_VAL;
}

/* ln (pi_k N(y | mu_k, sigma_k²)) */
static inline double
log_term (const MixMixture *mixture, guint k, double y)
{
  double z = (y - mixture->mu[k]) / mixture->sigma[k];

  return log (mixture->pi[k]) - log (mixture->sigma[k]) - 0.5 * MIX_LOG_2PI - 0.5 * z * z;
}

/**
 * mix_mixture_density:
 *
 * Returns: p(y), per unit of y
 */
double
mix_mixture_density (const MixMixture *mixture, double y)
{
  double sum = 0;

  if (mixture->transform != NULL)
    return mix_mixture_density_through (mixture, y);
  for (guint k = 0; k < mixture->k; k++)
    {
      double z = (y - mixture->mu[k]) / mixture->sigma[k];
      sum += mixture->pi[k] * mix_normal_density (z) / mixture->sigma[k];
    }
  return sum;
}

/**
 * mix_mixture_log_density:
 *
 * Returns: ln p(y) by log-sum-exp; finite as far from every component as 1e150 sigmas
 */
double
mix_mixture_log_density (const MixMixture *mixture, double y)
{
  double term[MIX_MAX_POOLED];

  if (mixture->transform != NULL)
    return mix_mixture_log_density_through (mixture, y);
  g_return_val_if_fail (mixture->k >= 1 && mixture->k <= MIX_MAX_POOLED, (double) NAN);
  for (guint k = 0; k < mixture->k; k++)
    {
      term[k] = log_term (mixture, k, y);
      if (isnan (term[k]))
        return term[k];
    }
  return mix_log_sum_exp (term, mixture->k);
}

/**
 * mix_mixture_cdf:
 *
 * Returns: F(y) = P(Y ≤ y), from 0 to 1, with all digits in the lower tail
 */
double
mix_mixture_cdf (const MixMixture *mixture, double y)
{
  double sum = 0;

  if (mixture->transform != NULL)
    return mix_mixture_cdf_through (mixture, y);
  for (guint k = 0; k < mixture->k; k++)
    sum += mixture->pi[k] * mix_normal_cdf (standard_score (mixture, k, y));
  return sum > 1 ? 1 : sum;
}

/**
 * mix_mixture_survival:
 *
 * Returns: P(Y > y) = 1 − F(y), with all digits in the upper tail
 */
double
mix_mixture_survival (const MixMixture *mixture, double y)
{
  double sum = 0;

  if (mixture->transform != NULL)
    return mix_mixture_survival_through (mixture, y);
  for (guint k = 0; k < mixture->k; k++)
    sum += mixture->pi[k] * mix_normal_cdf (-standard_score (mixture, k, y));
  return sum > 1 ? 1 : sum;
}

/**
 * mix_mixture_mean:
 *
 * Returns: Σ pi_k mu_k
 */
double
mix_mixture_mean (const MixMixture *mixture)
{
  double mean = 0;

  if (mixture->transform != NULL)
    return mix_mixture_mean_through (mixture);
  for (guint k = 0; k < mixture->k; k++)
    mean += mixture->pi[k] * mixture->mu[k];
  return mean;
}

/**
 * mix_mixture_variance:
 *
 * Returns: Σ pi_k (sigma_k² + (mu_k − mean)²): what the components spread, and what they are apart
 */
double
mix_mixture_variance (const MixMixture *mixture)
{
  double mean = mix_mixture_mean (mixture), variance = 0;

  if (mixture->transform != NULL)
    return mix_mixture_variance_through (mixture);
  for (guint k = 0; k < mixture->k; k++)
    {
      double away = mixture->mu[k] - mean;
      variance += mixture->pi[k] * (mixture->sigma[k] * mixture->sigma[k] + away * away);
    }
  return variance;
}

/* E|m + s Z| of a standard normal Z: 2s φ(m/s) + m (2Φ(m/s) − 1). */
static inline double
mean_distance (double m, double s)
{
  if (!(s > 0))
    return fabs (m);
  double z = m / s;
  return 2 * s * mix_normal_density (z) + m * erf (z * M_SQRT1_2);
}

/**
 * mix_mixture_crps:
 * @y: what came out, in the units of the mixture
 *
 * The continuous ranked probability score in closed form, E|Y − y| − ½ E|Y − Y′| (Grimit et al.,
 * 2006): Σ pi_i A(y − mu_i, sigma_i²) − ½ ΣΣ pi_i pi_j A(mu_i − mu_j, sigma_i² + sigma_j²) with
 * A(m, s²) = 2s φ(m/s) + m (2Φ(m/s) − 1).
 *
 * Returns: the score, in units of y; at least 0, and lower is better
 */
double
mix_mixture_crps (const MixMixture *mixture, double y)
{
  const double *pi = mixture->pi, *mu = mixture->mu, *sigma = mixture->sigma;
  double to_y = 0, between = 0;

  if (mixture->transform != NULL)
    return mix_mixture_crps_through (mixture, y);
  for (guint i = 0; i < mixture->k; i++)
    {
      to_y += pi[i] * mean_distance (y - mu[i], sigma[i]);
      between += pi[i] * pi[i] * sigma[i] / sqrt (G_PI);
      for (guint j = 0; j < i; j++)
        between += pi[i] * pi[j]
                   * mean_distance (mu[i] - mu[j],
                                    sqrt (sigma[i] * sigma[i] + sigma[j] * sigma[j]));
    }
  double score = to_y - between;
  return score < 0 ? 0 : score;
}

/**
 * mix_mixture_sample:
 *
 * Returns: a draw of Y: a component by its weight, then a normal number
 */
double
mix_mixture_sample (const MixMixture *mixture, MixRng *rng)
{
  double left = mix_rng_uniform (rng);
  guint chosen = 0;

  if (mixture->transform != NULL)
    return mix_mixture_sample_through (mixture, rng);
  for (guint k = 0; k < mixture->k; k++)
    if (mixture->pi[k] > 0)
      {
        chosen = k;
        left -= mixture->pi[k];
        if (left < 0)
          break;
      }
  return mixture->mu[chosen] + mixture->sigma[chosen] * mix_rng_normal (rng);
}

/* Beyond what a double can square, all goes to the component that is the fewest sigmas away. */
static guint
nearest_component (const MixMixture *mixture, double y)
{
  double least = HUGE_VAL;
  guint nearest = 0;

  for (guint k = 0; k < mixture->k; k++)
    {
      double z = fabs (standard_score (mixture, k, y));
      if (mixture->pi[k] > 0 && z < least)
        {
          least = z;
          nearest = k;
        }
    }
  return nearest;
}

/**
 * mix_mixture_responsibilities:
 * @responsibility: (out): [k], sums to 1
 *
 * How probable it is that y came from each component: pi_k N_k(y) / Σ pi_j N_j(y), by log-sum-exp.
 */
void
mix_mixture_responsibilities (const MixMixture *mixture, double y, double *responsibility)
{
  g_return_if_fail (mixture->k >= 1);
  y = mix_transform_forward (mixture->transform, y);

  for (guint k = 0; k < mixture->k; k++)
    responsibility[k] = log_term (mixture, k, y);
  double total = mix_log_sum_exp (responsibility, mixture->k);
  gboolean out_of_reach = total < 0 && isinf (total);
  guint nearest = out_of_reach ? nearest_component (mixture, y) : 0;
  for (guint k = 0; k < mixture->k; k++)
    responsibility[k] = out_of_reach ? (k == nearest ? 1 : 0) : exp (responsibility[k] - total);
}
