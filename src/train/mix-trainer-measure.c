/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-trainer-private.h"

#include <math.h>

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
      tally->loss += mix_learner_evaluate (trainer->learner, trainer->team, trainer->x, trainer->y,
                                           n);
      if (trainer->plain != NULL)
        {
          tally->plain_squares += mix_learner_evaluate (trainer->plain, trainer->team, trainer->x,
                                                        trainer->y, n);
          if (trainer->phase == MIX_PHASE_MEASURE_VALIDATION)
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
network_nll (const MixTrainer *trainer, const MixTally *tally, gsize n)
{
  if (trainer->config.head == MIX_HEAD_POINT)
    return gaussian_nll (trainer, tally->loss, n, trainer->residual_sd);
  return tally->loss / (double) n + mix_scaler_log_jacobian (trainer->scaler);
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
