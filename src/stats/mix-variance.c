/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-variance.h"

#include "mix-types.h"

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
  double mu[MIX_MAX_POOLED], variance[MIX_MAX_POOLED];
  double mean = mix_mixture_mean (pooled);

  g_return_val_if_fail (n_members >= 1 && pooled->k % n_members == 0, split);
  for (guint i = 0; i < pooled->k; i++)
    mix_transform_moments (pooled->transform, pooled->mu[i], pooled->sigma[i], &mu[i], &variance[i]);
  for (guint member = 0; member < n_members; member++)
    {
      double weight = 0, own = 0, within = 0;

      for (guint i = member * k; i < (member + 1) * k; i++)
        {
          weight += pooled->pi[i];
          own += pooled->pi[i] * mu[i];
        }
      own = weight > 0 ? own / weight : mean;
      for (guint i = member * k; i < (member + 1) * k; i++)
        within += pooled->pi[i] * (variance[i] + (mu[i] - own) * (mu[i] - own));
      split.aleatoric += within;
      split.epistemic += weight * (own - mean) * (own - mean);
    }
  return split;
}
