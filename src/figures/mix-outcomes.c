/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-outcomes.h"

static guint
choose (const double *pi, guint k, double u)
{
  guint c = 0;

  while (c + 1 < k && u >= pi[c])
    u -= pi[c++];
  return c;
}

/**
 * mix_outcomes_sample:
 * @outcomes: (out): [MIX_N_OUTCOMES]
 */
void
mix_outcomes_sample (const MixCurves *curves, guint seed, MixOutcome *outcomes)
{
  MixRng rng;

  mix_rng_init (&rng, seed);
  for (guint i = 0; i < MIX_N_OUTCOMES; i++)
    {
      double place = (i + mix_rng_uniform (&rng)) / MIX_N_OUTCOMES;
      guint at = MIN ((guint) (place * curves->n), curves->n - 1);
      guint c = choose (curves->pi + at * curves->k, curves->k, mix_rng_uniform (&rng));
      guint index = at * curves->k + c;
      outcomes[i] = (MixOutcome){ curves->x[at],
                                  mix_transform_inverse (curves->transform,
                                                         curves->mu[index]
                                                           + curves->sigma[index]
                                                               * mix_rng_normal (&rng)),
                                  c };
    }
}
