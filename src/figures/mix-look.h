/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-scene.h"

G_BEGIN_DECLS

/* How a scene was looked at, at one moment, to be put back in parts. */
typedef struct _MixLook MixLook;

typedef enum
{
  MIX_LOOK_SHOWN = 1 << 0,
  MIX_LOOK_COMPONENTS = 1 << 1,
  MIX_LOOK_COLORING = 1 << 2,
  MIX_LOOK_MIXING = 1 << 3,
  MIX_LOOK_LOSS_SCALE = 1 << 4,
  MIX_LOOK_LEVEL = 1 << 5,
  MIX_LOOK_BAND = 1 << 6,
  MIX_LOOK_THRESHOLD = 1 << 7,
  MIX_LOOK_PIN = 1 << 8,
  MIX_LOOK_AXES = 1 << 9,
  MIX_LOOK_X0 = 1 << 10,
  MIX_LOOK_FEATURES = 1 << 11, /* the one on x, and what the others are held at */
  MIX_LOOK_ALL = (1 << 12) - 1
} MixLookParts;

MixLook *mix_look_new (const MixScene *scene);
void mix_look_free (MixLook *look);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MixLook, mix_look_free)

MixLookParts mix_look_differ (const MixLook *a, const MixLook *b);
void mix_look_put (const MixLook *look, MixLookParts parts, MixScene *scene);
char *mix_look_name (const MixLook *before, const MixLook *after, MixDesign *design);

G_END_DECLS
