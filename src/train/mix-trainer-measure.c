/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-trainer-private.h"

#include <float.h>
#include <math.h>

/* Sum of squared errors of the mixture's mean over the gathered rows. */
static double
squared_errors (MixTrainer *trainer, gsize n)
{
  gsize k = mix_network_get_spec (trainer->learner->network)->components;
  double squares = 0;

  mix_network_predict (trainer->learner->network, mix_learner_get_shown (trainer->learner),
                       trainer->x, n, trainer->learner->workspaces[0], trainer->pi, trainer->mu,
                       trainer->sigma);
  for (gsize row = 0; row < n; row++)
    {
      double mean = 0;
      for (gsize i = row * k; i < (row + 1) * k; i++)
        mean += (double) trainer->pi[i] * (double) trainer->mu[i];
      squares += (mean - (double) trainer->y[row]) * (mean - (double) trainer->y[row]);
    }
  return squares;
}

/* The predictive mean of a row of scaled Gaussians, in data units. sd: of a point network, else
 * 0. */
static double
mean_in_data_units (const MixTrainer *trainer, gsize k, const float *pi, const float *mu,
                    const float *sigma, double sd)
{
  const MixTransform *transform = mix_design_get_target_transform (trainer->design);
  double scale = trainer->scaler->target.scale, shift = trainer->scaler->target.shift, sum = 0;
  double mean, variance;

  for (gsize i = 0; i < k; i++)
    {
      double width = sd > 0 ? sd : MAX ((double) sigma[i], (double) FLT_MIN) * scale;
      mix_transform_moments (transform, (double) mu[i] * scale + shift, width, &mean, &variance);
      sum += (sd > 0 ? 1 : (double) pi[i]) * mean;
    }
  return sum;
}

static double
data_squares (MixTrainer *trainer, const MixLearner *learner, const guint32 *rows, gsize n, double sd)
{
  gsize k = mix_network_get_spec (learner->network)->components;
  double squares = 0;

  mix_network_predict (learner->network, mix_learner_get_shown (learner), trainer->x, n,
                       learner->workspaces[0], trainer->pi, trainer->mu, trainer->sigma);
  for (gsize i = 0; i < n; i++)
    {
      double mean = mean_in_data_units (trainer, k, trainer->pi + i * k, trainer->mu + i * k,
                                        trainer->sigma + i * k, sd);
      double error = mean - mix_design_get_y (trainer->design, rows[i]);
      squares += error * error;
    }
  return squares;
}

static double root_mean_square (const MixTrainer *trainer, double squares, gsize n);

static void
add_data_squares (MixTrainer *trainer, const guint32 *rows, gsize n, MixTally *tally)
{
  double sd = root_mean_square (trainer, trainer->train_tally.plain_squares, trainer->n_measured);

  tally->data_squares += data_squares (trainer, trainer->learner, rows, n, 0);
  tally->plain_data_squares
    += data_squares (trainer, trainer->plain, rows, n, MAX (sd, DBL_MIN));
}

/* The loss of the gathered rows, of what is shown of a network. */
static double
evaluate (MixTrainer *trainer, MixLearner *learner, gsize n)
{
  return mix_learner_evaluate (learner, trainer->team, mix_learner_get_shown (learner), trainer->x,
                               trainer->y, n);
}

/**
 * mix_trainer_measure_piece:
 * @rows: [n_rows], all that the phase measures
 * @tally: (inout): added to
 *
 * Measures the next piece of them.
 *
 * Returns: whether it was the last
 */
gboolean
mix_trainer_measure_piece (MixTrainer *trainer, const guint32 *rows, gsize n_rows, MixTally *tally)
{
  gsize n = MIN (trainer->piece_rows, n_rows - trainer->position);

  if (n > 0)
    {
      mix_trainer_gather (trainer, rows + trainer->position, n);
      tally->loss += evaluate (trainer, trainer->learner, n);
      if (trainer->plain != NULL)
        {
          tally->plain_squares += evaluate (trainer, trainer->plain, n);
          if (trainer->phase == MIX_PHASE_MEASURE_VALIDATION
              && mix_design_get_target_transform (trainer->design) != NULL)
            add_data_squares (trainer, rows + trainer->position, n, tally);
          else if (trainer->phase == MIX_PHASE_MEASURE_VALIDATION)
            tally->squares += squared_errors (trainer, n);
        }
    }
  trainer->position += n;
  return trainer->position == n_rows;
}

/* The mean NLL of rows whose squared errors from a prediction sum to squares, as Gaussians of one
 * sd; all in data units, or those of the target's transform, but squares. Floored like the
 * mixture's sigma. */
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

/* The NLL of the network over n rows, in nats per row of the raw target. slope: of the target's
 * transform, mean of ln dT/dy over these rows. */
static double
network_nll (const MixTrainer *trainer, const MixTally *tally, gsize n, double slope)
{
  if (trainer->config.head == MIX_HEAD_POINT)
    return gaussian_nll (trainer, tally->loss, n, trainer->residual_sd) - slope;
  return tally->loss / (double) n + mix_scaler_log_jacobian (trainer->scaler) - slope;
}

/**
 * mix_trainer_set_residuals:
 * @tally: of n training rows
 *
 * Takes over the spread of point networks around their predictions.
 */
void
mix_trainer_set_residuals (MixTrainer *trainer, const MixTally *tally, gsize n)
{
  trainer->residual_sd = root_mean_square (trainer, tally->loss, n);
  trainer->plain_residual_sd = root_mean_square (trainer, tally->plain_squares, n);
}

/**
 * mix_trainer_loss_point:
 *
 * Returns: what both measurements came to, in data units
 */
MixLossPoint
mix_trainer_loss_point (MixTrainer *trainer)
{
  const MixTally *train = &trainer->train_tally, *validation = &trainer->validation_tally;
  gsize n = trainer->n_measured, n_valid = mix_trainer_n_validation (trainer);
  double none = (double) NAN;
  MixLossPoint point = {
    .epoch = trainer->epoch,
    .learning_rate = mix_trainer_rate (trainer),
    .seconds = mix_trainer_get_seconds (trainer),
    .validation_nll = none,
    .plain_train_nll = none,
    .plain_validation_nll = none,
    .validation_rmse = none,
    .plain_validation_rmse = none,
  };

  mix_trainer_set_residuals (trainer, train, n);
  point.train_nll = network_nll (trainer, train, n, trainer->train_slope);
  if (n_valid > 0)
    point.validation_nll = network_nll (trainer, validation, n_valid, trainer->validation_slope);
  if (trainer->plain == NULL)
    return point;

  point.plain_train_nll = gaussian_nll (trainer, train->plain_squares, n,
                                        trainer->plain_residual_sd)
                          - trainer->train_slope;
  if (n_valid > 0)
    {
      point.plain_validation_nll = gaussian_nll (trainer, validation->plain_squares, n_valid,
                                                 trainer->plain_residual_sd)
                                   - trainer->validation_slope;
      point.validation_rmse = root_mean_square (trainer, validation->squares, n_valid);
      point.plain_validation_rmse = root_mean_square (trainer, validation->plain_squares, n_valid);
      if (mix_design_get_target_transform (trainer->design) != NULL)
        {
          point.validation_rmse = sqrt (validation->data_squares / (double) n_valid);
          point.plain_validation_rmse = sqrt (validation->plain_data_squares / (double) n_valid);
        }
    }
  return point;
}
