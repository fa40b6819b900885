/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-palette.h"

G_BEGIN_DECLS

#define MIX_BLENDER_CODES 1024

/* Mixes the components' colours as light mixes, with a gamma of 2.2, not as their codes. A
 * value. */
typedef struct
{
  double red[MIX_N_COMPONENT_COLORS], green[MIX_N_COMPONENT_COLORS], blue[MIX_N_COMPONENT_COLORS];
  guint8 code[MIX_BLENDER_CODES + 1]; /* of a light, 0 … 1 */
} MixBlender;

void mix_blender_init (MixBlender *blender, const MixPalette *palette);
/* share [k], summing to 1; 0xRRGGBB. */
guint32 mix_blender_mix (const MixBlender *blender, const double *share, guint k);

G_END_DECLS
