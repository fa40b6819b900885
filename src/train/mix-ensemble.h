/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-trainer.h"

G_BEGIN_DECLS

/* As many trainers as the option “ensemble” says, side by side. Owned by one thread; the work is
 * shared among as many as the option “threads” says, and comes out the same whatever it says. */
typedef struct _MixEnsemble MixEnsemble;

MixEnsemble *mix_ensemble_new (const MixConfig *config, MixDesign *design, GError **error);
void mix_ensemble_free (MixEnsemble *ensemble);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MixEnsemble, mix_ensemble_free)

/* A small piece of work for every member that is not done. RUNNING while one is; DIVERGED as soon
 * as one has. */
MixRunState mix_ensemble_step (MixEnsemble *ensemble);
void mix_ensemble_finish (MixEnsemble *ensemble);
MixRunState mix_ensemble_get_state (const MixEnsemble *ensemble);

guint mix_ensemble_get_n_members (const MixEnsemble *ensemble);
const MixTrainer *mix_ensemble_get_member (const MixEnsemble *ensemble, guint member);
const MixTrainer *mix_ensemble_get_diverged (const MixEnsemble *ensemble, guint *member);
guint mix_ensemble_get_threads (const MixEnsemble *ensemble);
double mix_ensemble_get_seconds (const MixEnsemble *ensemble);

MixModel *mix_ensemble_make_model (const MixEnsemble *ensemble);
/* Of the weights that were kept, pooled. All NaN before anything was measured. */
MixLossPoint mix_ensemble_measure (const MixEnsemble *ensemble);

G_END_DECLS
