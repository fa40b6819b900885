/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-keyframe.h"

G_BEGIN_DECLS

/* The keyframes of a run in order of their epochs, in bounded memory. Where there are too many,
 * every second one goes; the first, the best and the last stay. */
typedef struct _MixKeyframes MixKeyframes;

#define MIX_KEYFRAMES_MOST 512
#define MIX_KEYFRAMES_MOST_BYTES (32u << 20)

MixKeyframes *mix_keyframes_new (guint most, gsize most_bytes);
MixKeyframes *mix_keyframes_copy_first (const MixKeyframes *keyframes, guint n);
void mix_keyframes_free (MixKeyframes *keyframes);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MixKeyframes, mix_keyframes_free)

void mix_keyframes_add (MixKeyframes *keyframes, MixKeyframe *keyframe);
void mix_keyframes_set_limits (MixKeyframes *keyframes, guint most, gsize most_bytes);

guint mix_keyframes_get_n (const MixKeyframes *keyframes);
MixKeyframe *mix_keyframes_get (const MixKeyframes *keyframes, guint index);
MixKeyframe *mix_keyframes_get_last (const MixKeyframes *keyframes);
guint mix_keyframes_find (const MixKeyframes *keyframes, guint epoch);
gsize mix_keyframes_get_size (const MixKeyframes *keyframes);

G_END_DECLS
