/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-trainer-start.h"

#include <math.h>
#include <stdlib.h>

#include "mix-cluster.h"

/* Enough rows to place a few centres. */
#define MOST_ROWS 20000
/* A component never starts narrower than this share of sd (y): it could not see its neighbours. */
#define LEAST_SIGMA 0.1

static int
compare_numbers (const void *a, const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;
  return (x > y) - (x < y);
}

/* The scaled targets of the first training rows (which are in random order), ascending. */
static double *
sorted_targets (const MixDesign *design, const MixSplit *split, const MixScaler *scaler, gsize n)
{
  double *y = g_new (double, n);
  for (gsize i = 0; i < n; i++)
    y[i] = (mix_design_get_y (design, split->train[i]) - scaler->target.shift) / scaler->target.scale;
  qsort (y, n, sizeof *y, compare_numbers);
  return y;
}

/**
 * mix_trainer_start_learner:
 * @spec: of the network
 * @split: in random order
 * @max_rows: the most rows that will come at once
 *
 * Starts a network as the options say: for a mixture, means that are spread over the data and a sigma
 * that covers what lies between them, so that every component has rows to explain.
 *
 * Returns: (transfer full): the learner
 */
MixLearner *
mix_trainer_start_learner (const MixConfig *config, const MixNetworkSpec *spec,
                           const MixDesign *design, const MixSplit *split, const MixScaler *scaler,
                           MixRng *rng, gsize max_rows)
{
  double centres[MIX_MAX_COMPONENTS] = { 0 };
  MixInit init = { .head_scale = config->head_scale, .mu_bias = centres };

  if (spec->head == MIX_HEAD_POINT)
    return mix_learner_new (spec, &(MixInit){ 0 }, rng, max_rows);

  gsize n = MIN (split->n_train, MOST_ROWS);
  g_autofree double *y = sorted_targets (design, split, scaler, n);
  if (config->mu_init == MIX_MU_INIT_KMEANS)
    init.log_sigma = log (MAX (mix_cluster_kmeans (y, n, spec->components, centres), LEAST_SIGMA));
  else if (config->mu_init == MIX_MU_INIT_QUANTILES)
    mix_cluster_quantiles (y, n, spec->components, centres);
  return mix_learner_new (spec, &init, rng, max_rows);
}
