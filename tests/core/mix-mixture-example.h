/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-math.h"
#include "mix-mixture.h"
#include "mix-types.h"

/* Mixtures of any shape for the suites about what is made of them. */
typedef struct
{
  double pi[MIX_MAX_COMPONENTS], mu[MIX_MAX_COMPONENTS], sigma[MIX_MAX_COMPONENTS];
  MixMixture mixture;
} MixtureExample;

static inline void
mixture_example_init (MixtureExample *example, MixRng *rng, guint k)
{
  double logits[MIX_MAX_COMPONENTS];

  for (guint i = 0; i < k; i++)
    {
      logits[i] = mix_rng_normal (rng);
      example->mu[i] = 4 + 6 * mix_rng_normal (rng);
      example->sigma[i] = exp (0.7 * mix_rng_normal (rng));
    }
  mix_softmax (logits, k, example->pi);
  example->mixture = (MixMixture){ k, example->pi, example->mu, example->sigma };
}

/* E g(Y) by Simpson's rule over each component, ±12 sigmas; a kink of g costs no more than 1e-6. */
static inline double
mixture_example_expect (const MixMixture *mixture, double (*g) (double y, gpointer data),
                        gpointer data)
{
  const guint steps = 8000;
  double sum = 0;

  for (guint k = 0; k < mixture->k; k++)
    for (guint i = 0; i <= steps; i++)
      {
        double z = -12 + 24.0 * i / steps;
        double weight = i == 0 || i == steps ? 1 : i % 2 == 1 ? 4 : 2;
        sum += weight * 24.0 / steps / 3 * mixture->pi[k] * mix_normal_density (z)
               * g (mixture->mu[k] + mixture->sigma[k] * z, data);
      }
  return sum;
}
