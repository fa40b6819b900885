/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-trainer.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "mix-trainer-private.h"
#include "mix-trainer-start.h"

G_DEFINE_QUARK (mix-train-error-quark, mix_train_error)

static gboolean
check_rows (const MixConfig *config, MixDesign *design, gsize n_train, GError **error)
{
  gsize n = mix_design_get_n_rows (design);

  if (n >= G_MAXUINT32)
    g_set_error (error, MIX_TRAIN_ERROR, MIX_TRAIN_ERROR_DATA,
                 _ ("%.0f rows are more than the %u that can be trained on"), (double) n,
                 G_MAXUINT32 - 1);
  else if (n < 2)
    g_set_error (error, MIX_TRAIN_ERROR, MIX_TRAIN_ERROR_DATA,
                 _ ("%s has one complete row; training needs at least two"),
                 mix_dataset_get_title (mix_design_get_dataset (design)));
  else if (config->head == MIX_HEAD_MIXTURE && n_train < (gsize) config->components)
    g_set_error (error, MIX_TRAIN_ERROR, MIX_TRAIN_ERROR_DATA,
                 _ ("%d components need at least as many training rows, and there are %u (of %u "
                    "complete rows); use fewer components"),
                 config->components, (guint) n_train, (guint) n);
  else
    return TRUE;
  return FALSE;
}

/* An engine that was asked for by name has to be able to do the work. */
static gboolean
check_engine (const MixConfig *config, const MixDesign *design, GError **error)
{
  if (config->engine != MIX_ENGINE_COLLAPSED
      || (mix_design_get_n_features (design) == 1 && config->activation == MIX_ACTIVATION_RELU
          && config->hidden.n > 0))
    return TRUE;
  g_set_error_literal (error, MIX_TRAIN_ERROR, MIX_TRAIN_ERROR_OPTIONS,
                       _ ("The collapsed engine needs one feature, ReLU and a hidden layer; "
                          "use the engine “auto”"));
  return FALSE;
}

static gsize
piece_rows (const MixNetworkSpec *spec, gsize n_rows)
{
  gsize rows = MOST_PIECE_WORK / mix_network_spec_n_params (spec);
  return MIN (CLAMP (rows, LEAST_PIECE_ROWS, MOST_PIECE_ROWS), n_rows);
}

static void
make_learners (MixTrainer *trainer, MixRng *rng)
{
  const MixConfig *config = &trainer->config;
  guint n_features = mix_design_get_n_features (trainer->design);
  MixNetworkSpec spec = mix_config_network_spec (config, n_features, (MixHeadKind) config->head);
  gsize rows = piece_rows (&spec, MAX (trainer->split->n_train, mix_trainer_n_validation (trainer)));
  MixRng weights = mix_rng_split (rng), plain_weights = mix_rng_split (rng);

  trainer->piece_rows = rows;
  trainer->x = g_new (float, rows * n_features);
  trainer->y = g_new (float, rows);
  if (config->head == MIX_HEAD_MIXTURE && config->mixing == MIX_MIXING_GUMBEL_SOFTMAX)
    trainer->gumbel = g_new (float, rows * spec.components);
  trainer->learner = mix_trainer_start_learner (config, &spec, trainer->design, trainer->split,
                                                trainer->scaler, &weights, rows);
  if (mix_trainer_get_threads (trainer) > 1)
    trainer->team = mix_team_new (mix_trainer_get_threads (trainer));
  if (!config->plain_network || config->head == MIX_HEAD_POINT)
    return;

  MixNetworkSpec plain = mix_config_network_spec (config, n_features, MIX_HEAD_POINT);
  trainer->plain = mix_trainer_start_learner (config, &plain, trainer->design, trainer->split,
                                              trainer->scaler, &plain_weights, rows);
  trainer->pi = g_new (float, rows * spec.components);
  trainer->mu = g_new (float, rows * spec.components);
  trainer->sigma = g_new (float, rows * spec.components);
}

/**
 * mix_trainer_new:
 * @config: every option
 * @design: the columns and rows to train on
 *
 * Splits, scales, and starts the parameters. Takes time in proportion to the rows.
 *
 * Returns: (transfer full): a trainer before its first step; NULL with an error for a person
 */
MixTrainer *
mix_trainer_new (const MixConfig *config, MixDesign *design, GError **error)
{
  return mix_trainer_new_member (config, design, 0, error);
}

/* What the random numbers of a member come from: the seed itself, or a number drawn from it. */
static guint64
member_seed (const MixConfig *config, guint member)
{
  guint64 seed = (guint64) config->seed;
  MixRng rng;

  mix_rng_init (&rng, seed);
  for (guint i = 0; i < member; i++)
    seed = mix_rng_next (&rng);
  return seed;
}

/**
 * mix_trainer_new_member:
 * @member: counted from 0
 *
 * The members of an ensemble share the split, so that the pooled mixture can be validated on rows
 * that none of them was trained on.
 *
 * Returns: (transfer full): a trainer before its first step; NULL with an error for a person
 */
MixTrainer *
mix_trainer_new_member (const MixConfig *config, MixDesign *design, guint member, GError **error)
{
  gsize n = mix_design_get_n_rows (design);
  MixRng rng;

  if (n < 2 || n >= G_MAXUINT32)
    {
      check_rows (config, design, n, error);
      return NULL;
    }
  g_autoptr (MixDesign) fitted = mix_design_fit (design, config->validation, config->validation_every,
                                                 (guint64) config->seed, error);
  if (fitted == NULL)
    return NULL;
  design = fitted;
  g_autoptr (MixSplit) split = mix_design_split (design, config->validation,
                                                   config->validation_every, (guint64) config->seed);
  if (!check_rows (config, design, split->n_train, error) || !check_engine (config, design, error))
    return NULL;

  MixTrainer *trainer = g_new0 (MixTrainer, 1);
  trainer->config = *config;
  trainer->design = mix_design_ref (design);
  trainer->split = g_steal_pointer (&split);
  trainer->scaler = mix_scaler_new (design, trainer->split->train, trainer->split->n_train);
  trainer->feed = mix_feed_new (trainer->scaler, trainer->design, trainer->split);
  trainer->history = mix_history_new ();
  trainer->batch_size = (gsize) mix_config_batch_size (config, trainer->split->n_train);
  trainer->n_steps = (guint64) config->epochs
                     * ((trainer->split->n_train + trainer->batch_size - 1) / trainer->batch_size);
  trainer->n_measured = CLAMP (trainer->split->n_validation, LEAST_MEASURED_ROWS,
                               MOST_MEASURED_ROWS);
  trainer->n_measured = MIN (trainer->n_measured, trainer->split->n_train);
  trainer->measured = g_memdup2 (trainer->split->train,
                                 trainer->n_measured * sizeof *trainer->measured);
  trainer->train_slope
    = mix_design_mean_log_slope (design, trainer->measured, trainer->n_measured);
  trainer->validation_slope = mix_design_mean_log_slope (design, trainer->split->validation,
                                                         trainer->split->n_validation);

  mix_rng_init (&rng, member_seed (config, member));
  trainer->order_rng = trainer->first_order_rng = mix_rng_split (&rng);
  trainer->gumbel_rng = mix_rng_split (&rng);
  make_learners (trainer, &rng);
  trainer->noise_rng = mix_rng_split (&rng);
  trainer->best_residual_sd = trainer->residual_sd = trainer->scaler->target.scale;
  trainer->plain_best_residual_sd = trainer->plain_residual_sd = trainer->scaler->target.scale;
  mix_trainer_begin_phase (trainer, MIX_PHASE_MEASURE_TRAIN);
  return trainer;
}

/* residual_sd, best: (inout): of a point network, until it is measured. Returns whether they
 * fit. */
static gboolean
adopt (MixLearner *learner, const MixModel *model, double *residual_sd, double *best)
{
  if (learner == NULL || model == NULL || mix_model_get_n_members (model) > 0
      || !mix_network_spec_equal (mix_network_get_spec (learner->network), mix_model_get_spec (model)))
    return FALSE;
  memcpy (learner->params, mix_model_get_params (model), learner->n_params * sizeof (float));
  memcpy (learner->best_params, learner->params, learner->n_params * sizeof (float));
  if (mix_model_get_residual_sd (model) > 0)
    *residual_sd = *best = mix_model_get_residual_sd (model);
  return TRUE;
}

/**
 * mix_trainer_adopt:
 * @model, @plain: (nullable): what the networks start from
 *
 * For a run that goes on with other rows: the parameters are taken over where the networks have the
 * same shape, and as they are, so that after another scaling of the data the curves have moved
 * along with it. To be called before the first step.
 */
void
mix_trainer_adopt (MixTrainer *trainer, const MixModel *model, const MixModel *plain)
{
  g_return_if_fail (mix_trainer_get_step (trainer) == 0);

  trainer->is_warm
    = adopt (trainer->learner, model, &trainer->residual_sd, &trainer->best_residual_sd);
  adopt (trainer->plain, plain, &trainer->plain_residual_sd, &trainer->plain_best_residual_sd);
}

void
mix_trainer_free (MixTrainer *trainer)
{
  if (trainer == NULL)
    return;
  g_clear_pointer (&trainer->feed, mix_feed_free);
  g_clear_pointer (&trainer->design, mix_design_unref);
  g_clear_pointer (&trainer->split, mix_split_free);
  g_clear_pointer (&trainer->scaler, mix_scaler_free);
  g_clear_pointer (&trainer->team, mix_team_free);
  g_clear_pointer (&trainer->learner, mix_learner_free);
  g_clear_pointer (&trainer->plain, mix_learner_free);
  g_clear_pointer (&trainer->history, mix_history_free);
  g_free (trainer->measured);
  g_free (trainer->x);
  g_free (trainer->y);
  g_free (trainer->gumbel);
  g_free (trainer->pi);
  g_free (trainer->mu);
  g_free (trainer->sigma);
  g_free (trainer->reason);
  g_free (trainer);
}

/**
 * mix_trainer_set_config:
 * @config: differs from the trainer's in live options only
 */
void
mix_trainer_set_config (MixTrainer *trainer, const MixConfig *config)
{
  g_return_if_fail (!mix_config_needs_restart (&trainer->config, config));
  trainer->config = *config;
}

const MixConfig *
mix_trainer_get_config (const MixTrainer *trainer)
{
  return &trainer->config;
}

MixDesign *
mix_trainer_get_design (const MixTrainer *trainer)
{
  return trainer->design;
}

MixRunState
mix_trainer_get_state (const MixTrainer *trainer)
{
  return trainer->state;
}

const char *
mix_trainer_get_reason (const MixTrainer *trainer)
{
  return trainer->reason;
}

guint
mix_trainer_get_epoch (const MixTrainer *trainer)
{
  return trainer->epoch;
}

guint64
mix_trainer_get_step (const MixTrainer *trainer)
{
  return trainer->step;
}

guint64
mix_trainer_get_n_steps (const MixTrainer *trainer)
{
  return trainer->n_steps;
}

/**
 * mix_trainer_is_at_epoch:
 *
 * Returns: whether an epoch (or the start, epoch 0) has just been measured, and nothing has changed
 *   since
 */
gboolean
mix_trainer_is_at_epoch (const MixTrainer *trainer)
{
  return trainer->state == MIX_RUN_RUNNING && trainer->phase == MIX_PHASE_DECIDE;
}

guint
mix_trainer_get_best_epoch (const MixTrainer *trainer)
{
  return trainer->best_epoch;
}

gboolean
mix_trainer_stopped_early (const MixTrainer *trainer)
{
  return trainer->out_of_patience;
}

const MixHistory *
mix_trainer_get_history (const MixTrainer *trainer)
{
  return trainer->history;
}

const MixSplit *
mix_trainer_get_split (const MixTrainer *trainer)
{
  return trainer->split;
}

gsize
mix_trainer_get_n_parameters (const MixTrainer *trainer)
{
  return mix_network_n_trainable (trainer->learner->network);
}

guint
mix_trainer_get_threads (const MixTrainer *trainer)
{
  return MIN ((guint) mix_config_threads (&trainer->config), trainer->learner->n_shards);
}

MixEngine
mix_trainer_get_engine (const MixTrainer *trainer)
{
  if (trainer->config.engine == MIX_ENGINE_AUTO)
    return mix_network_can_collapse (trainer->learner->network) ? MIX_ENGINE_COLLAPSED
                                                                : MIX_ENGINE_DENSE;
  return (MixEngine) trainer->config.engine;
}

/**
 * mix_trainer_measure:
 * @most_rows: how many rows to measure on, at most
 *
 * Between two mini-batches: the mean loss over training rows that stay the same, so that two such
 * measurements can be compared; of the newest parameters, not of their average.
 *
 * Returns: nats per row of the raw target, or the squared error of a point network in units of the
 *   target's variance
 */
double
mix_trainer_measure (MixTrainer *trainer, gsize most_rows)
{
  gsize n = MIN (MIN (most_rows, trainer->n_measured), trainer->piece_rows);

  mix_trainer_gather (trainer, trainer->measured, n);
  double loss = mix_learner_evaluate (trainer->learner, trainer->team, trainer->learner->params,
                                      trainer->x, trainer->y, n)
                / (double) n;
  if (trainer->config.head == MIX_HEAD_POINT)
    return loss;
  return loss + mix_scaler_log_jacobian (trainer->scaler)
         - mix_design_mean_log_slope (trainer->design, trainer->measured, n);
}

double
mix_trainer_get_seconds (const MixTrainer *trainer)
{
  return (double) trainer->worked_us / G_USEC_PER_SEC;
}

static MixModel *
make_model (const MixTrainer *trainer, const MixLearner *learner, const float *params,
            double residual_sd, GHashTable *settings, MixModel *companion)
{
  guint n = mix_design_get_n_features (trainer->design);
  g_autofree const char **names = g_new (const char *, n);
  const MixNetworkSpec *spec = mix_network_get_spec (learner->network);

  for (guint i = 0; i < n; i++)
    names[i] = mix_design_get_feature_name (trainer->design, i);
  MixModel *model
    = mix_model_new (spec, params, names, trainer->scaler->features,
                     mix_design_get_target_name (trainer->design), &trainer->scaler->target,
                     spec->head == MIX_HEAD_POINT ? residual_sd : 0, settings, companion);
  for (guint i = 0; i < n; i++)
    {
      MixFeatureRule rule = mix_design_get_feature_rule (trainer->design, i);
      mix_model_set_feature_level (model, i, mix_design_get_feature_level (trainer->design, i));
      mix_model_set_feature_rule (model, i, &rule);
    }
  mix_model_set_target_transform (model, mix_design_get_target_transform (trainer->design));
  mix_model_set_target_time (model, mix_design_get_target_time (trainer->design));
  return model;
}

/* settings: (inout): what a table needs to be parted again as it was. */
void
mix_trainer_note_validation (const MixTrainer *trainer, GHashTable *settings)
{
  const char *column = mix_design_get_validation_column (trainer->design);

  if (column != NULL)
    g_hash_table_insert (settings, g_strdup (MIX_SETTING_VALIDATION_COLUMN), g_strdup (column));
}

static MixModel *
make_model_of (const MixTrainer *trainer, const MixMoment *moment)
{
  g_autoptr (GHashTable) settings = mix_config_to_settings (&trainer->config);
  g_hash_table_insert (settings, g_strdup ("ensemble"), g_strdup ("1"));
  mix_trainer_note_validation (trainer, settings);
  g_autoptr (MixModel) plain = NULL;
  if (moment->plain_params != NULL)
    plain = make_model (trainer, trainer->plain, moment->plain_params, moment->plain_residual_sd,
                        settings, NULL);
  return make_model (trainer, trainer->learner, moment->params, moment->residual_sd, settings, plain);
}

static MixMoment
newest_moment (const MixTrainer *trainer)
{
  const MixLearner *plain = trainer->plain;
  return (MixMoment){ .params = mix_learner_get_shown (trainer->learner),
                      .plain_params = plain != NULL ? mix_learner_get_shown (plain) : NULL,
                      .residual_sd = trainer->residual_sd,
                      .plain_residual_sd = trainer->plain_residual_sd };
}

/**
 * mix_trainer_make_model:
 *
 * Returns: (transfer full): the network as it is now, with the plain one as its companion and the
 *   options as its settings
 */
MixModel *
mix_trainer_make_model (const MixTrainer *trainer)
{
  MixMoment moment = newest_moment (trainer);
  return make_model_of (trainer, &moment);
}

/**
 * mix_trainer_make_snapshot_of:
 * @moment: the numbers of the networks
 *
 * Returns: (transfer full): the state of the trainer, with these numbers for its networks
 */
MixSnapshot *
mix_trainer_make_snapshot_of (const MixTrainer *trainer, const MixMoment *moment)
{
  MixSnapshot *snapshot = mix_snapshot_new ();
  MixModel *plain;

  snapshot->state = trainer->state;
  snapshot->reason = g_strdup (trainer->reason);
  snapshot->config = trainer->config;
  snapshot->design = mix_design_ref (trainer->design);
  snapshot->epoch = snapshot->newest_epoch = trainer->epoch;
  snapshot->step = trainer->step;
  snapshot->is_warm = trainer->is_warm;
  snapshot->n_train = trainer->split->n_train;
  snapshot->n_validation = trainer->split->n_validation;
  snapshot->n_parameters = mix_trainer_get_n_parameters (trainer);
  snapshot->rows_per_second = trainer->rows_per_second;
  snapshot->seconds = mix_trainer_get_seconds (trainer);
  snapshot->model = make_model_of (trainer, moment);
  plain = mix_model_get_companion (snapshot->model);
  if (plain != NULL)
    {
      snapshot->plain = mix_model_ref (plain);
      snapshot->n_plain_parameters = mix_network_n_trainable (trainer->plain->network);
    }
  snapshot->history = mix_history_copy (trainer->history);
  return snapshot;
}

/**
 * mix_trainer_make_snapshot:
 *
 * Returns: (transfer full): this moment, sharing nothing that the trainer will change
 */
MixSnapshot *
mix_trainer_make_snapshot (const MixTrainer *trainer)
{
  MixMoment moment = newest_moment (trainer);
  return mix_trainer_make_snapshot_of (trainer, &moment);
}
