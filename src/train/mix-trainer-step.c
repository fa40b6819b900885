/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-trainer-private.h"

#include <math.h>
#include <stdarg.h>

#include <glib/gi18n-lib.h>

#include "mix-diagnosis.h"

/* A run this much worse than its start, for so many epochs in a row, has diverged. */
#define HOPELESS_NATS 2
#define HOPELESS_EPOCHS 3
#define RATE_WINDOW_US (G_USEC_PER_SEC / 4)

/**
 * mix_trainer_rate:
 *
 * Returns: the learning rate of the next step
 */
double
mix_trainer_rate (const MixTrainer *trainer)
{
  const MixConfig *config = &trainer->config;
  double at = ((double) trainer->step + 1) / (double) trainer->n_steps;

  return mix_config_learning_rate (config, trainer->split->n_train)
         * mix_schedule_factor ((MixSchedule) config->schedule, config->warmup, at,
                                &trainer->plateau);
}

/* The share of all steps in which mixing coefficients are held; one component has none to hold. */
static double
held_share (const MixTrainer *trainer)
{
  const MixConfig *config = &trainer->config;
  return config->head == MIX_HEAD_MIXTURE && config->components > 1 ? config->hold_mixing : 0;
}

static gboolean
holds_mixing (const MixTrainer *trainer)
{
  return (double) trainer->step < held_share (trainer) * (double) trainer->n_steps;
}

/* The epoch that patience counts from: what cannot be learnt while mixing is held is no reason to
 * stop. */
static guint
patient_since (const MixTrainer *trainer)
{
  guint held = (guint) ceil (held_share (trainer) * trainer->config.epochs);
  return CLAMP (held, trainer->best_epoch, trainer->epoch);
}

static void
restore_best (MixTrainer *trainer)
{
  mix_learner_restore_best (trainer->learner);
  trainer->residual_sd = trainer->best_residual_sd;
  if (trainer->plain != NULL)
    {
      mix_learner_restore_best (trainer->plain);
      trainer->plain_residual_sd = trainer->plain_best_residual_sd;
    }
}

/* What is left is the last that was good. */
static void G_GNUC_PRINTF (2, 3)
diverge (MixTrainer *trainer, const char *format, ...)
{
  va_list arguments;
  va_start (arguments, format);
  g_free (trainer->reason);
  trainer->reason = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  trainer->state = MIX_RUN_DIVERGED;
  if (mix_history_get_best (trainer->history) != NULL)
    restore_best (trainer);
}

static void
draw_gumbel (MixTrainer *trainer, gsize n)
{
  for (gsize i = 0; i < n * (gsize) trainer->config.components; i++)
    trainer->gumbel[i] = (float) mix_rng_gumbel (&trainer->gumbel_rng);
}

/* values [n] += sd × N(0, 1). Without noise no number is drawn: the option changes nothing else. */
static void
add_noise (MixTrainer *trainer, double sd, gsize n, float *values)
{
  if (sd > 0)
    for (gsize i = 0; i < n; i++)
      values[i] += (float) (sd * mix_rng_normal (&trainer->noise_rng));
}

static MixDiagnosis
diagnosis_of (const MixTrainer *trainer, MixLearner *learner, const guint32 *rows, gsize n_rows)
{
  return (MixDiagnosis){ .config = &trainer->config,
                         .learner = learner,
                         .design = trainer->design,
                         .scaler = trainer->scaler,
                         .rows = rows,
                         .n_rows = n_rows };
}

/* A batch of n_rows, the last of which is at the position, cannot be learnt from by this
 * network. */
static void
diverge_in_batch (MixTrainer *trainer, MixLearner *learner, double loss, gsize n_rows)
{
  MixDiagnosis diagnosis = diagnosis_of (
    trainer, learner, trainer->split->train + trainer->position - n_rows, n_rows);
  gboolean of_loss = !isfinite (loss);
  g_autofree char *cause = of_loss ? mix_diagnosis_of_loss (&diagnosis)
                                   : mix_diagnosis_of_gradient (&diagnosis);

  diverge (trainer,
           of_loss ? _ ("The loss became infinite at step %.0f, with a learning rate of %.2g. %s")
                   : _ ("The gradient became infinite at step %.0f, with a learning rate of %.2g. %s"),
           (double) trainer->step + 1, mix_trainer_rate (trainer), cause);
}

/* The end of a batch: checks that its losses are finite, then moves both networks. */
static void
update (MixTrainer *trainer, gsize n_rows)
{
  MixLoss loss = mix_config_loss (&trainer->config);
  MixLoss no_penalty = { .temperature = 1 };
  gsize n_train = trainer->split->n_train;
  double over = mix_config_averaging (&trainer->config, n_train) * (double) trainer->step;
  MixUpdate by = { .rate = mix_trainer_rate (trainer),
                   .clip_norm = trainer->config.clip_norm,
                   .weight_decay = mix_config_weight_decay (&trainer->config, n_train),
                   .hold_mixing = holds_mixing (trainer),
                   .kept_share = over / (1 + over) };

  if (!isfinite (trainer->batch_loss) || !mix_learner_update (trainer->learner, &loss, &by))
    diverge_in_batch (trainer, trainer->learner, trainer->batch_loss, n_rows);
  else if (trainer->plain != NULL
           && (!isfinite (trainer->batch_plain_loss)
               || !mix_learner_update (trainer->plain, &no_penalty, &by)))
    diverge_in_batch (trainer, trainer->plain, trainer->batch_plain_loss, n_rows);
  else
    trainer->step++;
}

static void
begin_batch (MixTrainer *trainer)
{
  trainer->batch_done = 0;
  trainer->batch_loss = trainer->batch_plain_loss = 0;
  mix_learner_begin (trainer->learner);
  if (trainer->plain != NULL)
    mix_learner_begin (trainer->plain);
}

/**
 * mix_trainer_begin_phase:
 *
 * Goes over to the next thing to do.
 */
void
mix_trainer_begin_phase (MixTrainer *trainer, MixPhase phase)
{
  trainer->phase = phase;
  trainer->position = 0;
  if (phase == MIX_PHASE_BATCHES)
    {
      mix_feed_begin (trainer->feed, &trainer->order_rng);
      trainer->n_orders++;
      begin_batch (trainer);
    }
  else if (phase == MIX_PHASE_MEASURE_TRAIN)
    trainer->train_tally = trainer->validation_tally = (MixTally){ 0 };
  else if (phase == MIX_PHASE_RESIDUALS)
    trainer->train_tally = (MixTally){ 0 };
}

/* A piece of a batch, and the update where it is the last. */
static void
train_piece (MixTrainer *trainer)
{
  const MixSplit *split = trainer->split;
  gsize batch_start = trainer->position - trainer->batch_done;
  gsize batch_rows = MIN (trainer->batch_size, split->n_train - batch_start);
  gsize n = MIN (trainer->piece_rows, batch_rows - trainer->batch_done);
  double weight = 1.0 / (double) batch_rows;
  MixLoss loss = mix_config_loss (&trainer->config);
  MixLoss squared_error = { .temperature = 1 };

  mix_feed_take (trainer->feed, n, trainer->x, trainer->y);
  add_noise (trainer, mix_config_input_noise (&trainer->config, split->n_train),
             n * (gsize) mix_design_get_n_features (trainer->design), trainer->x);
  add_noise (trainer, mix_config_target_noise (&trainer->config, split->n_train), n, trainer->y);
  if (trainer->gumbel != NULL)
    draw_gumbel (trainer, n);
  trainer->batch_loss += mix_learner_add (trainer->learner, trainer->team, trainer->x, trainer->y,
                                          n, &loss, trainer->gumbel, weight);
  if (trainer->plain != NULL)
    trainer->batch_plain_loss += mix_learner_add (trainer->plain, trainer->team, trainer->x,
                                                  trainer->y, n, &squared_error, NULL, weight);
  trainer->position += n;
  trainer->batch_done += n;
  trainer->window_rows += n;
  if (trainer->batch_done < batch_rows)
    return;

  update (trainer, batch_rows);
  begin_batch (trainer);
  if (trainer->position == split->n_train && trainer->state == MIX_RUN_RUNNING)
    {
      trainer->epoch++;
      mix_trainer_begin_phase (trainer, MIX_PHASE_MEASURE_TRAIN);
    }
}

static void
keep_best (MixTrainer *trainer, const MixLossPoint *point)
{
  if (mix_history_get_best (trainer->history) == mix_history_get_last (trainer->history))
    {
      trainer->best_epoch = point->epoch;
      trainer->best_residual_sd = trainer->residual_sd;
      mix_learner_keep_best (trainer->learner);
    }

  double plain = mix_trainer_n_validation (trainer) > 0 ? point->plain_validation_nll
                                                        : point->plain_train_nll;
  if (trainer->plain != NULL && (point->epoch == 0 || plain < trainer->plain_best))
    {
      trainer->plain_best = plain;
      trainer->plain_best_residual_sd = trainer->plain_residual_sd;
      mix_learner_keep_best (trainer->plain);
    }
}

/* Whether training has done nothing but harm for a while: the numbers are finite, as the head
 * bounds them, but no step will bring them back. */
static gboolean
is_hopeless (MixTrainer *trainer, const MixLossPoint *point)
{
  const MixLossPoint *start = mix_history_get_point (trainer->history, 0);

  if (point->train_nll > start->train_nll + HOPELESS_NATS)
    trainer->harmful_epochs++;
  else
    trainer->harmful_epochs = 0;
  return trainer->harmful_epochs == HOPELESS_EPOCHS;
}

static void
give_up (MixTrainer *trainer, const MixLossPoint *point)
{
  MixDiagnosis diagnosis = diagnosis_of (trainer, trainer->learner, trainer->measured,
                                         trainer->n_measured);
  g_autofree char *worst = mix_diagnosis_worst_row (&diagnosis);

  diverge (trainer, _ ("After %u epochs the NLL is %.1f nats worse than before the first step, with "
                       "a learning rate of %.2g; it is highest at %s. A lower learning rate may "
                       "help."),
           trainer->epoch,
           point->train_nll - mix_history_get_point (trainer->history, 0)->train_nll,
           mix_config_learning_rate (&trainer->config, trainer->split->n_train), worst);
}

/* Both measurements are done: records them. */
static void
end_epoch (MixTrainer *trainer)
{
  MixLossPoint point = mix_trainer_loss_point (trainer);
  const MixConfig *config = &trainer->config;

  if (!isfinite (point.train_nll)
      || (mix_trainer_n_validation (trainer) > 0 && !isfinite (point.validation_nll)))
    {
      diverge (trainer, _ ("The NLL became infinite after epoch %u. A lower learning rate may help."),
               trainer->epoch);
      return;
    }
  mix_history_add (trainer->history, &point);
  mix_trainer_record_usage (trainer);
  keep_best (trainer, &point);
  if (config->schedule == MIX_SCHEDULE_PLATEAU && !holds_mixing (trainer))
    mix_plateau_observe (&trainer->plateau, mix_trainer_n_validation (trainer) > 0 ? point.validation_nll
                                                                       : point.train_nll);
  mix_trainer_begin_phase (trainer, MIX_PHASE_DECIDE);
}

/* Whether to go on after an epoch. */
static void
decide (MixTrainer *trainer)
{
  const MixLossPoint *point = mix_history_get_last (trainer->history);
  const MixConfig *config = &trainer->config;

  if (is_hopeless (trainer, point))
    {
      give_up (trainer, point);
      return;
    }

  trainer->out_of_patience = config->patience > 0 && mix_trainer_n_validation (trainer) > 0
                             && trainer->epoch - patient_since (trainer) >= (guint) config->patience;
  if (trainer->epoch < (guint) config->epochs && !trainer->out_of_patience)
    {
      if (!holds_mixing (trainer))
        mix_trainer_prune (trainer);
      mix_trainer_begin_phase (trainer, MIX_PHASE_BATCHES);
      return;
    }
  restore_best (trainer);
  mix_trainer_begin_phase (trainer, MIX_PHASE_RESIDUALS);
}

/* The spread of point networks over all of their training rows; nothing to do for a mixture
 * alone. */
static void
residual_piece (MixTrainer *trainer)
{
  gsize n = trainer->split->n_train;
  gboolean any = trainer->plain != NULL || trainer->config.head == MIX_HEAD_POINT;

  if (any && !mix_trainer_measure_piece (trainer, trainer->split->train, n, &trainer->train_tally))
    return;
  if (any)
    mix_trainer_set_residuals (trainer, &trainer->train_tally, n);
  trainer->state = MIX_RUN_FINISHED;
}

static void
count_time (MixTrainer *trainer, gint64 started)
{
  gint64 spent = g_get_monotonic_time () - started;
  trainer->worked_us += spent;
  trainer->window_us += spent;
  if (trainer->window_us >= RATE_WINDOW_US)
    {
      trainer->rows_per_second = (double) trainer->window_rows / 1e-6 / (double) trainer->window_us;
      trainer->window_us = 0;
      trainer->window_rows = 0;
    }
}

/**
 * mix_trainer_step:
 *
 * Does a small piece of work on both networks: a mini-batch (or a part of a very large one), or a
 * piece of the measurements that end an epoch. mix_trainer_get_step() tells when a whole mini-batch
 * has passed.
 *
 * Returns: the state after it
 */
MixRunState
mix_trainer_step (MixTrainer *trainer)
{
  gint64 started = g_get_monotonic_time ();

  if (trainer->state != MIX_RUN_READY && trainer->state != MIX_RUN_RUNNING)
    return trainer->state;
  trainer->state = MIX_RUN_RUNNING;
  switch (trainer->phase)
    {
    case MIX_PHASE_BATCHES:
      train_piece (trainer);
      break;
    case MIX_PHASE_MEASURE_TRAIN:
      if (mix_trainer_measure_piece (trainer, trainer->measured, trainer->n_measured,
                                     &trainer->train_tally))
        mix_trainer_begin_phase (trainer, MIX_PHASE_MEASURE_VALIDATION);
      break;
    case MIX_PHASE_MEASURE_VALIDATION:
      if (mix_trainer_measure_piece (trainer, trainer->split->validation,
                                     mix_trainer_n_validation (trainer),
                                     &trainer->validation_tally))
        end_epoch (trainer);
      break;
    case MIX_PHASE_DECIDE:
      decide (trainer);
      break;
    case MIX_PHASE_RESIDUALS:
      residual_piece (trainer);
      break;
    default:
      g_assert_not_reached ();
    }
  count_time (trainer, started);
  return trainer->state;
}

/**
 * mix_trainer_run_epoch:
 *
 * Steps until one more epoch is measured, or the run is over.
 *
 * Returns: the state after it
 */
MixRunState
mix_trainer_run_epoch (MixTrainer *trainer)
{
  guint points = mix_history_get_n_points (trainer->history);
  guint wanted = MAX (points, 1) + 1;

  do
    mix_trainer_step (trainer);
  while (trainer->state == MIX_RUN_RUNNING
         && (trainer->phase == MIX_PHASE_RESIDUALS || trainer->phase == MIX_PHASE_DECIDE
             || mix_history_get_n_points (trainer->history) < wanted));
  return trainer->state;
}

/**
 * mix_trainer_finish:
 *
 * Ends a run before its time: the best weights so far come back. Does nothing to a run that is
 * over.
 */
void
mix_trainer_finish (MixTrainer *trainer)
{
  if (trainer->state != MIX_RUN_READY && trainer->state != MIX_RUN_RUNNING)
    return;
  restore_best (trainer);
  mix_trainer_begin_phase (trainer, MIX_PHASE_RESIDUALS);
  while (mix_trainer_step (trainer) == MIX_RUN_RUNNING)
    ;
}
