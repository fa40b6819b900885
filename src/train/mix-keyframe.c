/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-keyframe.h"

#include <string.h>

#include "mix-trainer-private.h"

/* The numbers of one network. */
typedef struct
{
  GBytes *params, *best_params;
  GBytes *average;  /* NULL where none is taken */
  GBytes *gradient; /* of the batch that is half done; NULL where none is */
  MixOptimizer *optimizer;
} Weights;

struct _MixKeyframe
{
  MixTrainer values; /* of the trainer; no pointer in it is followed */
  char *reason;
  guint n_points; /* of the history */
  gsize n_taken;  /* rows of the epoch, from the feed */
  Weights learner;
  Weights plain; /* all NULL without a plain network */
};

/* numbers [n] as bytes: those of a keyframe before where they are the same. */
static GBytes *
share (const float *numbers, gsize n, GBytes *const *candidates, guint n_candidates)
{
  gsize size = n * sizeof *numbers;

  for (guint i = 0; i < n_candidates; i++)
    if (candidates[i] != NULL && g_bytes_get_size (candidates[i]) == size
        && memcmp (g_bytes_get_data (candidates[i], NULL), numbers, size) == 0)
      return g_bytes_ref (candidates[i]);
  return g_bytes_new (numbers, size);
}

static void
keep_weights (Weights *weights, const MixLearner *learner, gboolean mid_batch,
              const Weights *previous)
{
  if (learner == NULL)
    return;
  weights->params = share (learner->params, learner->n_params, NULL, 0);
  if (learner->average != NULL)
    weights->average = share (learner->average, learner->n_params, NULL, 0);
  GBytes *candidates[] = { weights->average != NULL ? weights->average : weights->params, previous != NULL ? previous->best_params : NULL };
  weights->best_params = share (learner->best_params, learner->n_params, candidates,
                                G_N_ELEMENTS (candidates));
  if (mid_batch)
    weights->gradient = share (learner->gradient, learner->n_params, NULL, 0);
  weights->optimizer = mix_optimizer_copy (learner->optimizer);
}

static void
clear_weights (Weights *weights)
{
  g_clear_pointer (&weights->params, g_bytes_unref);
  g_clear_pointer (&weights->best_params, g_bytes_unref);
  g_clear_pointer (&weights->average, g_bytes_unref);
  g_clear_pointer (&weights->gradient, g_bytes_unref);
  g_clear_pointer (&weights->optimizer, mix_optimizer_free);
}

static void
copy_back (float *to, GBytes *from, gsize n)
{
  memcpy (to, g_bytes_get_data (from, NULL), n * sizeof *to);
}

static void
restore_weights (const Weights *weights, MixLearner *learner)
{
  if (learner == NULL)
    return;
  copy_back (learner->params, weights->params, learner->n_params);
  copy_back (learner->best_params, weights->best_params, learner->n_params);
  mix_learner_drop_average (learner);
  if (weights->average != NULL)
    learner->average = g_memdup2 (g_bytes_get_data (weights->average, NULL),
                                  g_bytes_get_size (weights->average));
  if (weights->gradient != NULL)
    copy_back (learner->gradient, weights->gradient, learner->n_params);
  else
    mix_learner_begin (learner);
  mix_optimizer_free (learner->optimizer);
  learner->optimizer = mix_optimizer_copy (weights->optimizer);
}

/**
 * mix_keyframe_new:
 * @trainer: between two steps
 * @previous: (nullable): an earlier keyframe of the same run, to share with
 *
 * Returns: (transfer full): the trainer's state, as a copy
 */
MixKeyframe *
mix_keyframe_new (const MixTrainer *trainer, const MixKeyframe *previous)
{
  MixKeyframe *keyframe = g_atomic_rc_box_new0 (MixKeyframe);
  gboolean mid_batch = trainer->batch_done > 0;

  keyframe->values = *trainer;
  keyframe->reason = g_strdup (trainer->reason);
  keyframe->n_points = mix_history_get_n_points (trainer->history);
  keyframe->n_taken = mix_feed_get_n_taken (trainer->feed);
  keep_weights (&keyframe->learner, trainer->learner, mid_batch,
                previous != NULL ? &previous->learner : NULL);
  keep_weights (&keyframe->plain, trainer->plain, mid_batch,
                previous != NULL ? &previous->plain : NULL);
  return keyframe;
}

MixKeyframe *
mix_keyframe_ref (MixKeyframe *keyframe)
{
  return g_atomic_rc_box_acquire (keyframe);
}

static void
clear (gpointer data)
{
  MixKeyframe *keyframe = data;

  clear_weights (&keyframe->learner);
  clear_weights (&keyframe->plain);
  g_free (keyframe->reason);
}

void
mix_keyframe_unref (MixKeyframe *keyframe)
{
  g_atomic_rc_box_release_full (keyframe, clear);
}

guint
mix_keyframe_get_epoch (const MixKeyframe *keyframe)
{
  return keyframe->values.epoch;
}

/**
 * mix_keyframe_get_best_epoch:
 *
 * Returns: the best epoch up to this moment
 */
guint
mix_keyframe_get_best_epoch (const MixKeyframe *keyframe)
{
  return keyframe->values.best_epoch;
}

/* How many points the history had at this moment. */
guint
mix_keyframe_get_n_points (const MixKeyframe *keyframe)
{
  return keyframe->n_points;
}

static gsize
weights_size (const Weights *weights)
{
  gsize vector = weights->params != NULL ? g_bytes_get_size (weights->params) : 0;
  guint n_vectors = 4; /* the optimiser has at most two */

  n_vectors += (weights->gradient != NULL) + (weights->average != NULL);
  return n_vectors * vector;
}

gsize
mix_keyframe_get_size (const MixKeyframe *keyframe)
{
  return sizeof *keyframe + weights_size (&keyframe->learner) + weights_size (&keyframe->plain);
}

/* Before the first epoch again, as far as the order of the rows goes. */
static void
reset_order (MixTrainer *trainer)
{
  g_autoptr (MixSplit) split = mix_design_split (trainer->design, trainer->config.validation,
                                                 trainer->config.validation_every,
                                                 (guint64) trainer->config.seed);

  memcpy (trainer->split->train, split->train, split->n_train * sizeof *split->train);
  trainer->order_rng = trainer->first_order_rng;
  trainer->n_orders = 0;
}

/* Gives the rows the order of the moment, and takes as many of them as were taken then. */
static void
restore_order (MixTrainer *trainer, const MixKeyframe *keyframe)
{
  guint n_orders = keyframe->values.n_orders;

  if (trainer->n_orders > n_orders
      || (trainer->n_orders == n_orders
          && mix_feed_get_n_taken (trainer->feed) > keyframe->n_taken))
    reset_order (trainer);
  for (; trainer->n_orders < n_orders; trainer->n_orders++)
    mix_feed_begin (trainer->feed, &trainer->order_rng);
  if (n_orders > 0)
    mix_feed_skip (trainer->feed, keyframe->n_taken - mix_feed_get_n_taken (trainer->feed));
}

/**
 * mix_keyframe_restore:
 * @history: of the run that the keyframe is of, up to its moment at least
 * @trainer: (inout): of the same data, and of options that differ in live ones only; those it keeps
 *
 * Takes a trainer to the moment of the keyframe. Takes time in proportion to the rows times the
 * epochs, for the order of the rows, but a small part of what training took.
 */
void
mix_keyframe_restore (const MixKeyframe *keyframe, const MixHistory *history, MixTrainer *trainer)
{
  MixTrainer now;

  restore_order (trainer, keyframe);
  now = *trainer;
  *trainer = keyframe->values;
  trainer->config = now.config;
  trainer->design = now.design;
  trainer->split = now.split;
  trainer->scaler = now.scaler;
  trainer->feed = now.feed;
  trainer->learner = now.learner;
  trainer->plain = now.plain;
  trainer->team = now.team;
  trainer->measured = now.measured;
  trainer->x = now.x;
  trainer->y = now.y;
  trainer->gumbel = now.gumbel;
  trainer->pi = now.pi;
  trainer->mu = now.mu;
  trainer->sigma = now.sigma;
  trainer->history = mix_history_copy_first (history, keyframe->n_points);
  trainer->reason = g_strdup (keyframe->reason);
  mix_history_free (now.history);
  g_free (now.reason);
  restore_weights (&keyframe->learner, trainer->learner);
  restore_weights (&keyframe->plain, trainer->plain);
}

static const float *
shown (const Weights *weights)
{
  return g_bytes_get_data (weights->average != NULL ? weights->average : weights->params, NULL);
}

/**
 * mix_keyframe_make_snapshot:
 * @trainer: of the run that the keyframe is of, later in it
 *
 * Returns: (transfer full): the moment of the keyframe, with the history of the whole run so far
 */
MixSnapshot *
mix_keyframe_make_snapshot (const MixKeyframe *keyframe, const MixTrainer *trainer)
{
  const MixTrainer *values = &keyframe->values;
  MixMoment moment = { .params = shown (&keyframe->learner),
                       .residual_sd = values->residual_sd,
                       .plain_residual_sd = values->plain_residual_sd };

  if (keyframe->plain.params != NULL)
    moment.plain_params = shown (&keyframe->plain);
  MixSnapshot *snapshot = mix_trainer_make_snapshot_of (trainer, &moment);
  snapshot->state = MIX_RUN_PAUSED;
  g_clear_pointer (&snapshot->reason, g_free);
  snapshot->is_past = TRUE;
  snapshot->newest_epoch = trainer->epoch;
  snapshot->epoch = values->epoch;
  snapshot->step = values->step;
  snapshot->seconds = mix_trainer_get_seconds (values);
  return snapshot;
}
