/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <math.h>

#include "mix-diagnostics.h"

/* The forecast of two branches' truth, perhaps distorted, on rows of that truth. */
static inline MixRowScores *
truth_scores (gsize n, guint64 seed, double scale, double shift)
{
  MixRowScores *scores = g_new0 (MixRowScores, 1);
  MixRng rng;

  mix_rng_init (&rng, seed);
  scores->n = n;
  scores->components = 2;
  scores->rows = g_new0 (MixStatRows, 1);
  scores->score = g_new (MixRowScore, n);
  for (gsize i = 0; i < n; i++)
    {
      double x = -10 + 20 * mix_rng_uniform (&rng), side = mix_rng_uniform (&rng) < 0.5 ? -1 : 1;
      double y = side * x * x + 2 * fabs (x) * mix_rng_normal (&rng);
      const double pi[] = { 0.5, 0.5 }, mu[] = { shift - x * x, shift + x * x };
      const double sigma[] = { 2 * fabs (x) * scale, 2 * fabs (x) * scale };
      MixMixture forecast = { 2, pi, mu, sigma };
      mix_row_score_mixture (&scores->score[i], &forecast, y, NULL);
    }
  return scores;
}

/* One Gaussian a row, N(0, 1) in truth. */
static inline MixRowScores *
normal_scores (gsize n, guint64 seed, double scale, double shift)
{
  MixRowScores *scores = truth_scores (n, seed, 1, 0);
  MixRng rng;

  mix_rng_init (&rng, seed + 1000);
  for (gsize i = 0; i < n; i++)
    {
      const double one = 1;
      MixMixture forecast = { 1, &one, &shift, &scale };
      mix_row_score_mixture (&scores->score[i], &forecast, mix_rng_normal (&rng), NULL);
    }
  return scores;
}
