/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-variance.h"

/**
 * mix_variance_split:
 * @pooled: of an ensemble, as mix_model_predict() gives it
 * @n_members: of the ensemble, at least 1
 *
 * The law of total variance: the variance of the pooled mixture is the mean of the members'
 * variances and the variance of their means. More data let the members agree, and so shrink the
 * second; the first is in the data themselves (Lakshminarayanan et al., 2017).
 *
 * Returns: both, in the square of the units of y; they sum to mix_mixture_variance()
 */
MixVarianceSplit
mix_variance_split (const MixMixture *pooled, guint n_members)
{
  MixVarianceSplit split = { 0 };
  guint k = pooled->k / n_members;
  double mean = mix_mixture_mean (pooled);

  g_return_val_if_fail (n_members >= 1 && pooled->k % n_members == 0, split);
  for (guint member = 0; member < n_members; member++)
    {
      const double *pi = pooled->pi + member * k, *mu = pooled->mu + member * k;
      const double *sigma = pooled->sigma + member * k;
      double weight = 0, own = 0, variance = 0;

      for (guint i = 0; i < k; i++)
        {
          weight += pi[i];
          own += pi[i] * mu[i];
        }
      own = weight > 0 ? own / weight : mean;
      for (guint i = 0; i < k; i++)
        variance += pi[i] * (sigma[i] * sigma[i] + (mu[i] - own) * (mu[i] - own));
      split.aleatoric += variance;
      split.epistemic += weight * (own - mean) * (own - mean);
    }
  return split;
}
