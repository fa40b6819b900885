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
    y[i] = (mix_design_get_seen_target (design, split->train[i]) - scaler->target.shift) / scaler->target.scale;
  qsort (y, n, sizeof *y, compare_numbers);
  return y;
}

/* Where the components start: their means, and one sigma for all. */
static void
place_components (const MixConfig *config, const MixNetworkSpec *spec, const MixDesign *design,
                  const MixSplit *split, const MixScaler *scaler, double *centres, MixInit *init)
{
  gsize n = MIN (split->n_train, MOST_ROWS);
  g_autofree double *y = sorted_targets (design, split, scaler, n);

  init->mu_bias = centres;
  if (config->mu_init == MIX_MU_INIT_KMEANS)
    init->log_sigma = log (MAX (mix_cluster_kmeans (y, n, spec->components, centres), LEAST_SIGMA));
  else if (config->mu_init == MIX_MU_INIT_QUANTILES)
    mix_cluster_quantiles (y, n, spec->components, centres);
}

/* Moves the bends of the first layer from the origin to where rows are: unit j starts with its kink
 * (or the steepest part of its activation) in a random training row. Weights stay as they are. */
static void
spread_kinks (MixLearner *learner, const MixDesign *design, const MixSplit *split,
              const MixScaler *scaler, MixRng *rng)
{
  const MixParamView *weights = mix_network_find_view (learner->network, "layers.0.W");
  const MixParamView *bias = mix_network_find_view (learner->network, "layers.0.b");

  if (weights == NULL)
    return;
  for (gsize unit = 0; unit < weights->rows; unit++)
    {
      const float *w = learner->params + weights->offset + unit * weights->cols;
      guint32 row = split->train[mix_rng_below (rng, split->n_train)];
      double at = 0;
      for (guint i = 0; i < weights->cols; i++)
        at += (double) w[i] * (mix_design_get_seen (design, row, i) - scaler->features[i].shift)
              / scaler->features[i].scale;
      learner->params[bias->offset + unit] = (float) -at;
    }
  mix_learner_keep_best (learner);
}

/**
 * mix_trainer_start_learner:
 * @spec: of the network
 * @split: in random order
 * @max_rows: the most rows that will come at once
 *
 * Starts a network as the options say: for a mixture, means that are spread over the data and a
 * sigma that covers what lies between them, so that every component has rows to explain.
 *
 * Returns: (transfer full): the learner
 */
MixLearner *
mix_trainer_start_learner (const MixConfig *config, const MixNetworkSpec *spec,
                           const MixDesign *design, const MixSplit *split, const MixScaler *scaler,
                           MixRng *rng, gsize max_rows)
{
  double centres[MIX_MAX_COMPONENTS] = { 0 };
  MixInit init = { .head_scale = spec->head == MIX_HEAD_MIXTURE ? config->head_scale : 0 };

  if (spec->head == MIX_HEAD_MIXTURE)
    place_components (config, spec, design, split, scaler, centres, &init);
  MixLearner *learner = mix_learner_new (spec, &init, rng, (MixOptimizerKind) config->optimizer,
                                         (MixEngine) config->engine, max_rows);
  if (spec->head == MIX_HEAD_MIXTURE && config->hold_mixing > 0)
    mix_learner_even_mixing (learner);
  if (config->bias_init == MIX_BIAS_INIT_DATA)
    spread_kinks (learner, design, split, scaler, rng);
  return learner;
}
