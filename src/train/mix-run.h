/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-keyframes.h"

G_BEGIN_DECLS

/* A run of training as a thing: a trainer at work with the keyframes of its past, or, put away,
 * nothing but these and the moment at which it was left. Its references may be held and dropped in
 * any thread; what is inside belongs to the worker of the session that it is of. */
typedef struct _MixRun MixRun;

MixRun *mix_run_new (guint64 id, MixTrainer *trainer);
MixRun *mix_run_ref (MixRun *run);
void mix_run_unref (MixRun *run);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MixRun, mix_run_unref)

guint64 mix_run_get_id (const MixRun *run);
MixSnapshot *mix_run_get_snapshot (MixRun *run); /* of one that mix_session_pin() made */

/* For the worker */
MixTrainer *mix_run_get_trainer (MixRun *run); /* NULL while it is put away */
MixKeyframes *mix_run_get_keyframes (MixRun *run);
MixRunState mix_run_step (MixRun *run);
void mix_run_put_away (MixRun *run);
void mix_run_take_up (MixRun *run);
void mix_run_branch (MixRun *run, MixKeyframe *from, MixRun *branch);
void mix_run_fork (const MixRun *run, MixKeyframe *from, MixRun *fork);
void mix_run_set_snapshot (MixRun *run, MixSnapshot *snapshot);

G_END_DECLS
