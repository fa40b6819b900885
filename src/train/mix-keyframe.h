/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-trainer.h"

G_BEGIN_DECLS

/* The exact state of a trainer at one moment: parameters, the optimiser's moments, random
 * generators, schedule, patience, what is half done. Immutable, reference-counted, read from any
 * thread. A trainer of the same data and options that goes back to it goes on to the last bit as
 * the first one did. What does not change from one moment to the next is shared with the keyframe
 * before. */
typedef struct _MixKeyframe MixKeyframe;

MixKeyframe *mix_keyframe_new (const MixTrainer *trainer, const MixKeyframe *previous);
MixKeyframe *mix_keyframe_ref (MixKeyframe *keyframe);
void mix_keyframe_unref (MixKeyframe *keyframe);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MixKeyframe, mix_keyframe_unref)

guint mix_keyframe_get_epoch (const MixKeyframe *keyframe);
guint mix_keyframe_get_best_epoch (const MixKeyframe *keyframe);
guint mix_keyframe_get_n_points (const MixKeyframe *keyframe);
gsize mix_keyframe_get_size (const MixKeyframe *keyframe); /* bytes, shared ones included */

void mix_keyframe_restore (const MixKeyframe *keyframe, const MixHistory *history,
                           MixTrainer *trainer);
MixSnapshot *mix_keyframe_make_snapshot (const MixKeyframe *keyframe, const MixTrainer *trainer);

G_END_DECLS
