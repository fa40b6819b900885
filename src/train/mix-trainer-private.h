/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-feed.h"
#include "mix-learner.h"
#include "mix-scaler.h"
#include "mix-trainer.h"

G_BEGIN_DECLS

/* What the files of the trainer share: mix-trainer.c makes one and tells about it, -step works,
 * -measure measures, -prune takes components out of use. */

/* The most rows that one call works on, and the most rows times parameters: a few hundredths of a
 * second at worst, whatever the size of a batch or of the network. */
#define MOST_PIECE_ROWS 8192
#define LEAST_PIECE_ROWS 16
#define MOST_PIECE_WORK 100000000
/* Training rows that an epoch's NLL is measured on: as many as validate, within these. */
#define LEAST_MEASURED_ROWS 4096
#define MOST_MEASURED_ROWS 65536

/* What the next call will do. An epoch is its batches, then the two measurements, then the decision
 * what comes next; a run starts with the measurements (epoch 0) and ends with the residuals, which
 * a point network's sigma comes from. */
typedef enum
{
  MIX_PHASE_BATCHES,
  MIX_PHASE_MEASURE_TRAIN,
  MIX_PHASE_MEASURE_VALIDATION,
  MIX_PHASE_DECIDE,
  MIX_PHASE_RESIDUALS,
} MixPhase;

/* Sums over rows, in units of the scaled target. */
typedef struct
{
  double loss;          /* of the network: NLL, or squared error of a point head */
  double squares;       /* squared error of its mean; only beside a plain network */
  double plain_squares; /* squared error of the plain network */
  /* Of predictive means in data units; only where the target has a transform, and on validation
   * rows. */
  double data_squares, plain_data_squares;
} MixTally;

struct _MixTrainer
{
  MixConfig config;
  MixDesign *design;
  MixSplit *split; /* its training rows are put in another order at every epoch */
  MixScaler *scaler;
  MixFeed *feed;
  MixRng order_rng, gumbel_rng, noise_rng;
  MixRng first_order_rng; /* order_rng before the first epoch */
  guint n_orders;         /* of the training rows, so far */

  MixLearner *learner;
  MixLearner *plain; /* NULL without one */
  MixTeam *team;
  gboolean is_warm; /* it began with what was learnt before */
  double residual_sd, best_residual_sd;             /* of learner where it is a point network */
  double plain_residual_sd, plain_best_residual_sd; /* data units */
  double plain_best;                                /* its lowest validation NLL */

  gsize batch_size;
  gsize piece_rows; /* that one call works on, at most */
  guint64 n_steps; /* of the whole run */
  guint32 *measured; /* training rows that are measured at every epoch */
  gsize n_measured;
  double train_slope, validation_slope; /* mean ln dT/dy of the measured rows, of the others */

  float *x, *y, *gumbel; /* one piece; gumbel NULL with plain softmax */
  float *pi, *mu, *sigma; /* the predictions of one piece; NULL without a plain network */

  MixPhase phase;
  gsize position;   /* in the rows that the phase walks over */
  gsize batch_done; /* rows of the current batch that are in the gradient */
  double batch_loss, batch_plain_loss;
  MixTally train_tally, validation_tally;

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

static inline gsize
mix_trainer_n_validation (const MixTrainer *trainer)
{
  return trainer->split->n_validation;
}

/* Rows [n] into the piece. */
static inline void
mix_trainer_gather (MixTrainer *trainer, const guint32 *rows, gsize n)
{
  mix_scaler_gather (trainer->scaler, trainer->design, rows, n, trainer->x, trainer->y);
}

/* The numbers that a model is made of. */
typedef struct
{
  const float *params, *plain_params; /* the latter NULL without a plain network */
  double residual_sd, plain_residual_sd;
} MixMoment;

MixSnapshot *mix_trainer_make_snapshot_of (const MixTrainer *trainer, const MixMoment *moment);

void mix_trainer_begin_phase (MixTrainer *trainer, MixPhase phase);
double mix_trainer_rate (const MixTrainer *trainer);

gboolean mix_trainer_measure_piece (MixTrainer *trainer, const guint32 *rows, gsize n_rows,
                                    MixTally *tally);
MixLossPoint mix_trainer_loss_point (MixTrainer *trainer);
void mix_trainer_record_usage (MixTrainer *trainer);
void mix_trainer_prune (MixTrainer *trainer);
void mix_trainer_set_residuals (MixTrainer *trainer, const MixTally *tally, gsize n);

G_END_DECLS
