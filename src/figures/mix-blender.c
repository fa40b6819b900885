/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-blender.h"

#include <math.h>

#define GAMMA 2.2

void
mix_blender_init (MixBlender *blender, const MixPalette *palette)
{
  for (guint c = 0; c < MIX_N_COMPONENT_COLORS; c++)
    {
      blender->red[c] = pow (palette->component[c].red, GAMMA);
      blender->green[c] = pow (palette->component[c].green, GAMMA);
      blender->blue[c] = pow (palette->component[c].blue, GAMMA);
    }
  for (guint i = 0; i <= MIX_BLENDER_CODES; i++)
    blender->code[i] = (guint8) lrint (255 * pow (i / (double) MIX_BLENDER_CODES, 1 / GAMMA));
}

static guint32
code_of (const MixBlender *blender, double light)
{
  return blender->code[lrint (MIX_BLENDER_CODES * CLAMP (light, 0, 1))];
}

/**
 * mix_blender_mix:
 * @share: [k] of each component
 *
 * Returns: their colours mixed, 0xRRGGBB
 */
guint32
mix_blender_mix (const MixBlender *blender, const double *share, guint k)
{
  double red = 0, green = 0, blue = 0;

  for (guint c = 0; c < k; c++)
    {
      red += share[c] * blender->red[c % MIX_N_COMPONENT_COLORS];
      green += share[c] * blender->green[c % MIX_N_COMPONENT_COLORS];
      blue += share[c] * blender->blue[c % MIX_N_COMPONENT_COLORS];
    }
  return (code_of (blender, red) << 16) | (code_of (blender, green) << 8)
         | code_of (blender, blue);
}
