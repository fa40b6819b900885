/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-view.h"

G_BEGIN_DECLS

/* What the axes show at one time. */
typedef struct
{
  MixSpan x, y, epochs;
} MixPlace;

/* The places that a person looked at, one after another, to walk back and forth. Bounded: the
 * oldest go. */
typedef struct _MixTrail MixTrail;

MixTrail *mix_trail_new (void);
void mix_trail_free (MixTrail *trail);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MixTrail, mix_trail_free)

void mix_trail_clear (MixTrail *trail);
void mix_trail_go (MixTrail *trail, const MixPlace *from, const MixPlace *to, gboolean on);
gboolean mix_trail_step (MixTrail *trail, int by, MixPlace *place);
gboolean mix_trail_can_step (const MixTrail *trail, int by);

G_END_DECLS
