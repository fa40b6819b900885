/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-learner.h"

#include <math.h>
#include <string.h>

/**
 * mix_learner_new:
 * @init: how its parameters start
 * @rng: gives their random numbers
 * @max_rows: the most rows that come at once
 *
 * Returns: (transfer full): a learner whose best parameters are its first
 */
MixLearner *
mix_learner_new (const MixNetworkSpec *spec, const MixInit *init, MixRng *rng, gsize max_rows)
{
  MixLearner *learner = g_new0 (MixLearner, 1);

  learner->network = mix_network_new (spec);
  learner->n_params = mix_network_n_params (learner->network);
  learner->params = g_new0 (float, learner->n_params);
  learner->best_params = g_new0 (float, learner->n_params);
  learner->gradient = g_new0 (float, learner->n_params);
  learner->optimizer = mix_optimizer_new_adam (learner->n_params, 0.9, 0.999, 1e-8);
  learner->workspace = mix_workspace_new (learner->network, max_rows);
  mix_network_init_params (learner->network, init, rng, learner->params);
  mix_learner_keep_best (learner);
  return learner;
}

void
mix_learner_free (MixLearner *learner)
{
  if (learner == NULL)
    return;
  g_clear_pointer (&learner->network, mix_network_unref);
  g_clear_pointer (&learner->optimizer, mix_optimizer_free);
  g_clear_pointer (&learner->workspace, mix_workspace_free);
  g_free (learner->params);
  g_free (learner->best_params);
  g_free (learner->gradient);
  g_free (learner);
}

/**
 * mix_learner_begin:
 *
 * Starts a batch: no gradient yet.
 */
void
mix_learner_begin (MixLearner *learner)
{
  memset (learner->gradient, 0, learner->n_params * sizeof *learner->gradient);
}

/**
 * mix_learner_add:
 * @x: [n_rows × n_features], scaled
 * @y: [n_rows], scaled
 * @gumbel: (nullable): [n_rows × components], frozen noise
 * @weight: of a row: one over the rows of the whole batch
 *
 * Adds a piece of a batch to the gradient.
 *
 * Returns: the sum of its rows' losses
 */
double
mix_learner_add (MixLearner *learner, const float *x, const float *y, gsize n_rows,
                 const MixLoss *loss, const float *gumbel, double weight)
{
  return mix_network_loss_gradient (learner->network, learner->params, x, y, n_rows, loss, gumbel,
                                    weight, learner->workspace, learner->gradient);
}

static void
decay_weights (MixLearner *learner, double share)
{
  guint n_views;
  const MixParamView *views = mix_network_get_views (learner->network, &n_views);

  for (guint v = 0; v < n_views; v++)
    if (g_str_has_suffix (views[v].name, ".W"))
      for (gsize i = 0; i < views[v].rows * views[v].cols; i++)
        learner->params[views[v].offset + i] *= (float) (1 - share);
}

/**
 * mix_learner_update:
 *
 * Ends a batch: adds the penalties, clips, and moves the parameters.
 *
 * Returns: FALSE where the gradient is infinite or not a number; then nothing has moved
 */
gboolean
mix_learner_update (MixLearner *learner, const MixLoss *loss, const MixUpdate *update)
{
  mix_network_penalty (learner->network, learner->params, loss, learner->gradient);
  double norm = mix_gradient_clip (learner->gradient, learner->n_params, update->clip_norm);
  if (!isfinite (norm))
    return FALSE;

  if (update->weight_decay > 0)
    decay_weights (learner, update->rate * update->weight_decay);
  mix_optimizer_step (learner->optimizer, update->rate, learner->gradient, learner->params);
  return TRUE;
}

/**
 * mix_learner_evaluate:
 *
 * Returns: the sum over rows of the NLL with plain softmax (or of the squared error of a point head),
 * per scaled target
 */
double
mix_learner_evaluate (MixLearner *learner, const float *x, const float *y, gsize n_rows)
{
  static const MixLoss plain_softmax = { .mixing = MIX_MIXING_SOFTMAX, .temperature = 1 };
  return mix_network_loss_gradient (learner->network, learner->params, x, y, n_rows,
                                    &plain_softmax, NULL, 1, learner->workspace, NULL);
}

void
mix_learner_keep_best (MixLearner *learner)
{
  memcpy (learner->best_params, learner->params, learner->n_params * sizeof *learner->params);
}

void
mix_learner_restore_best (MixLearner *learner)
{
  memcpy (learner->params, learner->best_params, learner->n_params * sizeof *learner->params);
}
