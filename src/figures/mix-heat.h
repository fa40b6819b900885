/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-layer.h"
#include "mix-scene-private.h"

G_BEGIN_DECLS

/* log p(y | x) over the axes of the fit, as a still layer: as strong as the density is, in the
 * mixture of the components' colours by responsibility, or in one where rows are plain. */
MixLayer *mix_heat_new (MixScene *scene, const MixPalette *palette);

G_END_DECLS
