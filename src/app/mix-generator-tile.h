/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "mix-generators.h"

G_BEGIN_DECLS

#define MIX_TYPE_GENERATOR_TILE (mix_generator_tile_get_type ())
G_DECLARE_FINAL_TYPE (MixGeneratorTile, mix_generator_tile, MIX, GENERATOR_TILE, GtkToggleButton)

GtkWidget *mix_generator_tile_new (const MixGenerator *generator);

const MixGenerator *mix_generator_tile_get_generator (MixGeneratorTile *self);
void mix_generator_tile_draw (MixGeneratorTile *self, double noise, guint64 seed);

G_END_DECLS
