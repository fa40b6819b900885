/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-snapshot.h"

G_BEGIN_DECLS

#define MIX_TRAIN_ERROR (mix_train_error_quark ())
GQuark mix_train_error_quark (void);

typedef enum
{
  MIX_TRAIN_ERROR_DATA,    /* too few rows for what was asked */
  MIX_TRAIN_ERROR_OPTIONS, /* options that do not go together */
} MixTrainError;

/* The synchronous engine: the mixture density network, and the plain network in lockstep with it,
 * on the same split and the same batches. Used by the command line, by tests and by a session's
 * worker; owned by one thread at a time. */
typedef struct _MixTrainer MixTrainer;

/* Fails where there are fewer training rows than components, and the like, with a message for a
 * person. */
MixTrainer *mix_trainer_new (const MixConfig *config, MixDesign *design, GError **error);
/* A member of an ensemble: the same rows as its siblings', other first weights and other batches.
 * Member 0 is what mix_trainer_new() makes. */
MixTrainer *mix_trainer_new_member (const MixConfig *config, MixDesign *design, guint member,
                                    GError **error);
void mix_trainer_free (MixTrainer *trainer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MixTrainer, mix_trainer_free)

/* Starts from the parameters of models instead, before the first step. */
void mix_trainer_adopt (MixTrainer *trainer, const MixModel *model, const MixModel *plain);

/* A small piece of work: a mini-batch of both networks, or a part of the measurements that end an
 * epoch. Returns the state after it: RUNNING while there is more to do, FINISHED at the end of the
 * last epoch or out of patience, DIVERGED. Stepping on from there does nothing. */
MixRunState mix_trainer_step (MixTrainer *trainer);

/* Steps until one more epoch is measured; the first call passes epoch 0 as well. */
MixRunState mix_trainer_run_epoch (MixTrainer *trainer);

/* Ends a run before its time (Ctrl-C): restores the best weights so far. */
void mix_trainer_finish (MixTrainer *trainer);

/* Takes over the live options of config; the others must be as they were. */
void mix_trainer_set_config (MixTrainer *trainer, const MixConfig *config);

const MixConfig *mix_trainer_get_config (const MixTrainer *trainer);
MixDesign *mix_trainer_get_design (const MixTrainer *trainer);
MixRunState mix_trainer_get_state (const MixTrainer *trainer);
const char *mix_trainer_get_reason (const MixTrainer *trainer);
guint mix_trainer_get_epoch (const MixTrainer *trainer);
guint64 mix_trainer_get_step (const MixTrainer *trainer); /* whole mini-batches */
guint64 mix_trainer_get_n_steps (const MixTrainer *trainer); /* of a run to its last epoch */
gboolean mix_trainer_is_at_epoch (const MixTrainer *trainer);
guint mix_trainer_get_best_epoch (const MixTrainer *trainer);
gboolean mix_trainer_stopped_early (const MixTrainer *trainer); /* out of patience */
const MixHistory *mix_trainer_get_history (const MixTrainer *trainer);
const MixSplit *mix_trainer_get_split (const MixTrainer *trainer);
guint mix_trainer_get_threads (const MixTrainer *trainer); /* that share a batch */
MixEngine mix_trainer_get_engine (const MixTrainer *trainer); /* never AUTO */
gsize mix_trainer_get_n_parameters (const MixTrainer *trainer);
double mix_trainer_measure (MixTrainer *trainer, gsize most_rows);
double mix_trainer_get_seconds (const MixTrainer *trainer); /* of training, both networks */

/* The networks as they are now, the plain one as the companion of the mixture. One network: an
 * option “ensemble” of more is left to MixEnsemble. */
MixModel *mix_trainer_make_model (const MixTrainer *trainer);
MixSnapshot *mix_trainer_make_snapshot (const MixTrainer *trainer);

void mix_trainer_note_validation (const MixTrainer *trainer, GHashTable *settings);

G_END_DECLS
