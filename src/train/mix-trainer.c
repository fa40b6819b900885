/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-trainer.h"

#include <math.h>
#include <stdarg.h>

#include <glib/gi18n-lib.h>

#include "mix-diagnosis.h"
#include "mix-learner.h"
#include "mix-scaler.h"
#include "mix-trainer-start.h"

G_DEFINE_QUARK (mix-train-error-quark, mix_train_error)

/* The most rows that one call works on, so that it returns soon whatever the size of a batch. */
#define PIECE_ROWS 8192
/* Training rows that an epoch's NLL is measured on: as many as validate, within these. */
#define LEAST_MEASURED_ROWS 4096
#define MOST_MEASURED_ROWS 65536
/* A run this much worse than its start, for so many epochs in a row, has diverged. */
#define HOPELESS_NATS 2
#define HOPELESS_EPOCHS 3
/* The share of all steps after which annealing is over. */
#define ANNEALED_SHARE 0.2
#define RATE_WINDOW_US (G_USEC_PER_SEC / 4)

/* What the next call will do. An epoch is its batches, then the two measurements; a run starts with
 * the measurements (epoch 0) and ends with the residuals, which a point network's sigma comes from. */
typedef enum
{
  PHASE_BATCHES,
  PHASE_MEASURE_TRAIN,
  PHASE_MEASURE_VALIDATION,
  PHASE_RESIDUALS,
} Phase;

/* Sums over rows, in units of the scaled target. */
typedef struct
{
  double loss;          /* of the network: NLL, or squared error of a point head */
  double squares;       /* squared error of its mean; only beside a plain network */
  double plain_squares; /* squared error of the plain network */
} Tally;

struct _MixTrainer
{
  MixConfig config;
  MixDesign *design;
  MixSplit *split; /* its training rows are shuffled at every epoch */
  MixScaler *scaler;
  MixRng order_rng, gumbel_rng, noise_rng;

  MixLearner *learner;
  MixLearner *plain; /* NULL without one */
  MixTeam *team;
  double residual_sd, best_residual_sd;             /* of learner where it is a point network */
  double plain_residual_sd, plain_best_residual_sd; /* data units */
  double plain_best;                                /* its lowest validation NLL */

  gsize batch_size;
  guint64 n_steps; /* of the whole run */
  guint32 *measured; /* training rows that are measured at every epoch */
  gsize n_measured;

  float *x, *y, *gumbel; /* one piece; gumbel NULL with plain softmax */
  float *pi, *mu, *sigma; /* the predictions of one piece; NULL without a plain network */

  Phase phase;
  gsize position;   /* in the rows that the phase walks over */
  gsize batch_done; /* rows of the current batch that are in the gradient */
  double batch_loss, batch_plain_loss;
  Tally train_tally, validation_tally;

  MixRunState state;
  char *reason;
  guint epoch, best_epoch;
  guint64 step;
  gboolean out_of_patience;
  MixPlateau plateau; /* what reduce-on-plateau has seen */
  guint harmful_epochs; /* in a row */
  MixHistory *history;

  gint64 worked_us;
  gint64 window_us; /* the rate's: time and rows since it was last worked out */
  gsize window_rows;
  double rows_per_second;
};

static gsize
n_validation (const MixTrainer *trainer)
{
  return trainer->split->n_validation;
}

static double
scheduled_rate (const MixTrainer *trainer, guint64 step)
{
  const MixConfig *config = &trainer->config;
  double at = ((double) step + 1) / (double) trainer->n_steps;

  return mix_config_learning_rate (config, trainer->split->n_train)
         * mix_schedule_factor ((MixSchedule) config->schedule, config->warmup, at,
                                &trainer->plateau);
}

/* How softly rows are shared among the components: less and less, and exactly from there on. */
static double
scheduled_softening (const MixTrainer *trainer)
{
  double at = (double) trainer->step / (double) trainer->n_steps / ANNEALED_SHARE;
  return at < 1 ? trainer->config.annealing * (1 - at) : 0;
}

static void G_GNUC_PRINTF (2, 3)
diverge (MixTrainer *trainer, const char *format, ...)
{
  va_list arguments;
  va_start (arguments, format);
  g_free (trainer->reason);
  trainer->reason = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  trainer->state = MIX_RUN_DIVERGED;
}

static void
gather (MixTrainer *trainer, const guint32 *rows, gsize n)
{
  mix_scaler_gather (trainer->scaler, trainer->design, rows, n, trainer->x, trainer->y);
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

/* A batch of n_rows, the last of which is at the position, cannot be learnt from by this network. */
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
           (double) trainer->step + 1, scheduled_rate (trainer, trainer->step), cause);
}

/* The end of a batch: checks that its losses are finite, then moves both networks. */
static void
update (MixTrainer *trainer, gsize n_rows)
{
  MixLoss loss = mix_config_loss (&trainer->config);
  MixLoss no_penalty = { .temperature = 1 };
  MixUpdate by = { scheduled_rate (trainer, trainer->step), trainer->config.clip_norm,
                   trainer->config.weight_decay };

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

static void
begin_phase (MixTrainer *trainer, Phase phase)
{
  trainer->phase = phase;
  trainer->position = 0;
  if (phase == PHASE_BATCHES)
    {
      mix_rng_shuffle (&trainer->order_rng, trainer->split->train, trainer->split->n_train);
      begin_batch (trainer);
    }
  else if (phase == PHASE_MEASURE_TRAIN)
    trainer->train_tally = trainer->validation_tally = (Tally){ 0 };
  else if (phase == PHASE_RESIDUALS)
    trainer->train_tally = (Tally){ 0 };
}

/* A piece of a batch, and the update where it is the last. */
static void
train_piece (MixTrainer *trainer)
{
  const MixSplit *split = trainer->split;
  gsize batch_start = trainer->position - trainer->batch_done;
  gsize batch_rows = MIN (trainer->batch_size, split->n_train - batch_start);
  gsize n = MIN (PIECE_ROWS, batch_rows - trainer->batch_done);
  double weight = 1.0 / (double) batch_rows;
  MixLoss loss = mix_config_loss (&trainer->config);
  loss.softening = scheduled_softening (trainer);
  MixLoss squared_error = { .temperature = 1 };

  gather (trainer, split->train + trainer->position, n);
  add_noise (trainer, trainer->config.input_noise,
             n * (gsize) mix_design_get_n_features (trainer->design), trainer->x);
  add_noise (trainer, trainer->config.target_noise, n, trainer->y);
  if (trainer->gumbel != NULL)
    draw_gumbel (trainer, n);
  trainer->batch_loss += mix_learner_add (trainer->learner, trainer->team, trainer->x, trainer->y, n, &loss,
                                          trainer->gumbel, weight);
  if (trainer->plain != NULL)
    trainer->batch_plain_loss += mix_learner_add (trainer->plain, trainer->team, trainer->x, trainer->y, n,
                                                  &squared_error, NULL, weight);
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
      begin_phase (trainer, PHASE_MEASURE_TRAIN);
    }
}

/* Sum of squared errors of the mixture's mean over the gathered rows. */
static double
squared_errors (MixTrainer *trainer, gsize n)
{
  gsize k = mix_network_get_spec (trainer->learner->network)->components;
  double squares = 0;

  mix_network_predict (trainer->learner->network, trainer->learner->params, trainer->x, n,
                       trainer->learner->workspaces[0], trainer->pi, trainer->mu, trainer->sigma);
  for (gsize row = 0; row < n; row++)
    {
      double mean = 0;
      for (gsize i = row * k; i < (row + 1) * k; i++)
        mean += (double) trainer->pi[i] * (double) trainer->mu[i];
      squares += (mean - (double) trainer->y[row]) * (mean - (double) trainer->y[row]);
    }
  return squares;
}

/* Measures the next piece of rows [n_rows]. Returns whether it was the last. */
static gboolean
measure_piece (MixTrainer *trainer, const guint32 *rows, gsize n_rows, Tally *tally)
{
  gsize n = MIN (PIECE_ROWS, n_rows - trainer->position);

  if (n > 0)
    {
      gather (trainer, rows + trainer->position, n);
      tally->loss += mix_learner_evaluate (trainer->learner, trainer->team, trainer->x, trainer->y, n);
      if (trainer->plain != NULL)
        {
          tally->plain_squares += mix_learner_evaluate (trainer->plain, trainer->team, trainer->x, trainer->y, n);
          if (trainer->phase == PHASE_MEASURE_VALIDATION)
            tally->squares += squared_errors (trainer, n);
        }
    }
  trainer->position += n;
  return trainer->position == n_rows;
}

/* The mean NLL of rows whose squared errors from a prediction sum to squares, as Gaussians of one sd;
 * all in data units but squares. Floored like the mixture's sigma. */
static double
gaussian_nll (const MixTrainer *trainer, double squares, gsize n, double sd)
{
  double scale = trainer->scaler->target.scale;
  double floored = MAX (sd, scale * MAX (trainer->config.sigma_floor, 1e-12));
  double mean_square = squares / (double) n * scale * scale;
  return log (floored) + 0.5 * log (2 * G_PI) + 0.5 * mean_square / (floored * floored);
}

static double
root_mean_square (const MixTrainer *trainer, double squares, gsize n)
{
  return sqrt (squares / (double) n) * trainer->scaler->target.scale;
}

/* The NLL of the network over n rows, in nats per row of the raw target. */
static double
network_nll (const MixTrainer *trainer, const Tally *tally, gsize n)
{
  if (trainer->config.head == MIX_HEAD_POINT)
    return gaussian_nll (trainer, tally->loss, n, trainer->residual_sd);
  return tally->loss / (double) n + mix_scaler_log_jacobian (trainer->scaler);
}

static MixLossPoint
loss_point (MixTrainer *trainer)
{
  const Tally *train = &trainer->train_tally, *validation = &trainer->validation_tally;
  gsize n = trainer->n_measured, n_valid = n_validation (trainer);
  double none = (double) NAN;
  MixLossPoint point = {
    .epoch = trainer->epoch,
    .learning_rate = scheduled_rate (trainer, trainer->step),
    .seconds = mix_trainer_get_seconds (trainer),
    .validation_nll = none,
    .plain_train_nll = none,
    .plain_validation_nll = none,
    .validation_rmse = none,
    .plain_validation_rmse = none,
  };

  trainer->residual_sd = root_mean_square (trainer, train->loss, n);
  trainer->plain_residual_sd = root_mean_square (trainer, train->plain_squares, n);
  point.train_nll = network_nll (trainer, train, n);
  if (n_valid > 0)
    point.validation_nll = network_nll (trainer, validation, n_valid);
  if (trainer->plain == NULL)
    return point;

  point.plain_train_nll = gaussian_nll (trainer, train->plain_squares, n,
                                        trainer->plain_residual_sd);
  if (n_valid > 0)
    {
      point.plain_validation_nll = gaussian_nll (trainer, validation->plain_squares, n_valid,
                                                 trainer->plain_residual_sd);
      point.validation_rmse = root_mean_square (trainer, validation->squares, n_valid);
      point.plain_validation_rmse = root_mean_square (trainer, validation->plain_squares, n_valid);
    }
  return point;
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

  double plain = n_validation (trainer) > 0 ? point->plain_validation_nll : point->plain_train_nll;
  if (trainer->plain != NULL && (point->epoch == 0 || plain < trainer->plain_best))
    {
      trainer->plain_best = plain;
      trainer->plain_best_residual_sd = trainer->plain_residual_sd;
      mix_learner_keep_best (trainer->plain);
    }
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

/* Whether training has done nothing but harm for a while: the numbers are finite, as the head bounds
 * them, but no step will bring them back. */
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

/* Both measurements are done: records them, and decides whether to go on. */
static void
end_epoch (MixTrainer *trainer)
{
  MixLossPoint point = loss_point (trainer);
  const MixConfig *config = &trainer->config;

  if (!isfinite (point.train_nll) || (n_validation (trainer) > 0 && !isfinite (point.validation_nll)))
    {
      diverge (trainer, _ ("The NLL became infinite after epoch %u. A lower learning rate may help."),
               trainer->epoch);
      return;
    }
  mix_history_add (trainer->history, &point);
  keep_best (trainer, &point);
  if (config->schedule == MIX_SCHEDULE_PLATEAU)
    mix_plateau_observe (&trainer->plateau, n_validation (trainer) > 0 ? point.validation_nll
                                                                       : point.train_nll);
  if (is_hopeless (trainer, &point))
    {
      MixDiagnosis diagnosis = diagnosis_of (trainer, trainer->learner, trainer->measured,
                                             trainer->n_measured);
      g_autofree char *worst = mix_diagnosis_worst_row (&diagnosis);
      diverge (trainer, _ ("After %u epochs the NLL is %.1f nats worse than before the first step, with "
                           "a learning rate of %.2g; it is highest at %s. A lower learning rate may "
                           "help."),
               trainer->epoch,
               point.train_nll - mix_history_get_point (trainer->history, 0)->train_nll,
               mix_config_learning_rate (config, trainer->split->n_train), worst);
      restore_best (trainer);
      return;
    }

  trainer->out_of_patience = config->patience > 0 && n_validation (trainer) > 0
                             && trainer->epoch - trainer->best_epoch >= (guint) config->patience;
  if (trainer->epoch < (guint) config->epochs && !trainer->out_of_patience)
    {
      begin_phase (trainer, PHASE_BATCHES);
      return;
    }
  restore_best (trainer);
  begin_phase (trainer, PHASE_RESIDUALS);
}

/* The spread of point networks over all of their training rows; nothing to do for a mixture alone. */
static void
residual_piece (MixTrainer *trainer)
{
  gsize n = trainer->split->n_train;
  gboolean any = trainer->plain != NULL || trainer->config.head == MIX_HEAD_POINT;

  if (any && !measure_piece (trainer, trainer->split->train, n, &trainer->train_tally))
    return;
  if (any)
    {
      trainer->residual_sd = root_mean_square (trainer, trainer->train_tally.loss, n);
      trainer->plain_residual_sd = root_mean_square (trainer, trainer->train_tally.plain_squares, n);
    }
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
    case PHASE_BATCHES:
      train_piece (trainer);
      break;
    case PHASE_MEASURE_TRAIN:
      if (measure_piece (trainer, trainer->measured, trainer->n_measured, &trainer->train_tally))
        begin_phase (trainer, PHASE_MEASURE_VALIDATION);
      break;
    case PHASE_MEASURE_VALIDATION:
      if (measure_piece (trainer, trainer->split->validation, n_validation (trainer),
                         &trainer->validation_tally))
        end_epoch (trainer);
      break;
    case PHASE_RESIDUALS:
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
         && (trainer->phase == PHASE_RESIDUALS
             || mix_history_get_n_points (trainer->history) < wanted));
  return trainer->state;
}

/**
 * mix_trainer_finish:
 *
 * Ends a run before its time: the best weights so far come back. Does nothing to a run that is over.
 */
void
mix_trainer_finish (MixTrainer *trainer)
{
  if (trainer->state != MIX_RUN_READY && trainer->state != MIX_RUN_RUNNING)
    return;
  restore_best (trainer);
  begin_phase (trainer, PHASE_RESIDUALS);
  while (mix_trainer_step (trainer) == MIX_RUN_RUNNING)
    ;
}

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

static void
make_learners (MixTrainer *trainer, MixRng *rng)
{
  const MixConfig *config = &trainer->config;
  guint n_features = mix_design_get_n_features (trainer->design);
  gsize rows = MIN (PIECE_ROWS, MAX (trainer->split->n_train, n_validation (trainer)));
  MixNetworkSpec spec = mix_config_network_spec (config, n_features, (MixHeadKind) config->head);
  MixRng weights = mix_rng_split (rng), plain_weights = mix_rng_split (rng);

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
 * The members of an ensemble share the split, so that the pooled mixture can be validated on rows that
 * none of them was trained on.
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
  g_autoptr (MixSplit) split = mix_split_new (n, config->validation, (guint64) config->seed);
  if (!check_rows (config, design, split->n_train, error) || !check_engine (config, design, error))
    return NULL;

  MixTrainer *trainer = g_new0 (MixTrainer, 1);
  trainer->config = *config;
  trainer->design = mix_design_ref (design);
  trainer->split = g_steal_pointer (&split);
  trainer->scaler = mix_scaler_new (design, trainer->split->train, trainer->split->n_train);
  trainer->history = mix_history_new ();
  trainer->batch_size = (gsize) mix_config_batch_size (config, trainer->split->n_train);
  trainer->n_steps = (guint64) config->epochs
                     * ((trainer->split->n_train + trainer->batch_size - 1) / trainer->batch_size);
  trainer->n_measured = CLAMP (trainer->split->n_validation, LEAST_MEASURED_ROWS,
                               MOST_MEASURED_ROWS);
  trainer->n_measured = MIN (trainer->n_measured, trainer->split->n_train);
  trainer->measured = g_memdup2 (trainer->split->train,
                                 trainer->n_measured * sizeof *trainer->measured);

  mix_rng_init (&rng, member_seed (config, member));
  trainer->order_rng = mix_rng_split (&rng);
  trainer->gumbel_rng = mix_rng_split (&rng);
  make_learners (trainer, &rng);
  trainer->noise_rng = mix_rng_split (&rng);
  trainer->best_residual_sd = trainer->residual_sd = trainer->scaler->target.scale;
  trainer->plain_best_residual_sd = trainer->plain_residual_sd = trainer->scaler->target.scale;
  begin_phase (trainer, PHASE_MEASURE_TRAIN);
  return trainer;
}

void
mix_trainer_free (MixTrainer *trainer)
{
  if (trainer == NULL)
    return;
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
 * measurements can be compared.
 *
 * Returns: nats per row of the raw target, or the squared error of a point network in units of the
 *   target's variance
 */
double
mix_trainer_measure (MixTrainer *trainer, gsize most_rows)
{
  gsize n = MIN (MIN (most_rows, trainer->n_measured), PIECE_ROWS);

  gather (trainer, trainer->measured, n);
  double loss = mix_learner_evaluate (trainer->learner, trainer->team, trainer->x, trainer->y, n)
                / (double) n;
  if (trainer->config.head == MIX_HEAD_POINT)
    return loss;
  return loss + mix_scaler_log_jacobian (trainer->scaler);
}

double
mix_trainer_get_seconds (const MixTrainer *trainer)
{
  return (double) trainer->worked_us / G_USEC_PER_SEC;
}

static MixModel *
make_model (const MixTrainer *trainer, const MixLearner *learner, double residual_sd,
            GHashTable *settings, MixModel *companion)
{
  guint n = mix_design_get_n_features (trainer->design);
  g_autofree const char **names = g_new (const char *, n);
  const MixNetworkSpec *spec = mix_network_get_spec (learner->network);

  for (guint i = 0; i < n; i++)
    names[i] = mix_design_get_feature_name (trainer->design, i);
  return mix_model_new (spec, learner->params, names, trainer->scaler->features,
                        mix_design_get_target_name (trainer->design), &trainer->scaler->target,
                        spec->head == MIX_HEAD_POINT ? residual_sd : 0, settings, companion);
}

static MixModel *
make_plain_model (const MixTrainer *trainer, GHashTable *settings)
{
  if (trainer->plain == NULL)
    return NULL;
  return make_model (trainer, trainer->plain, trainer->plain_residual_sd, settings, NULL);
}

/**
 * mix_trainer_make_model:
 *
 * Returns: (transfer full): the network as it is now, with the plain one as its companion and the options
 * as its settings
 */
MixModel *
mix_trainer_make_model (const MixTrainer *trainer)
{
  g_autoptr (GHashTable) settings = mix_config_to_settings (&trainer->config);
  g_hash_table_insert (settings, g_strdup ("ensemble"), g_strdup ("1"));
  g_autoptr (MixModel) plain = make_plain_model (trainer, settings);
  return make_model (trainer, trainer->learner, trainer->residual_sd, settings, plain);
}

/**
 * mix_trainer_make_snapshot:
 *
 * Returns: (transfer full): this moment, sharing nothing that the trainer will change
 */
MixSnapshot *
mix_trainer_make_snapshot (const MixTrainer *trainer)
{
  MixSnapshot *snapshot = mix_snapshot_new ();
  MixModel *plain;

  snapshot->state = trainer->state;
  snapshot->reason = g_strdup (trainer->reason);
  snapshot->config = trainer->config;
  snapshot->design = mix_design_ref (trainer->design);
  snapshot->epoch = trainer->epoch;
  snapshot->step = trainer->step;
  snapshot->n_train = trainer->split->n_train;
  snapshot->n_validation = trainer->split->n_validation;
  snapshot->n_parameters = mix_trainer_get_n_parameters (trainer);
  snapshot->rows_per_second = trainer->rows_per_second;
  snapshot->seconds = mix_trainer_get_seconds (trainer);
  snapshot->model = mix_trainer_make_model (trainer);
  plain = mix_model_get_companion (snapshot->model);
  if (plain != NULL)
    {
      snapshot->plain = mix_model_ref (plain);
      snapshot->n_plain_parameters = mix_network_n_trainable (trainer->plain->network);
    }
  snapshot->history = mix_history_copy (trainer->history);
  return snapshot;
}
