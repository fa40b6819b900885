/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "mix-pinned-run.h"

G_BEGIN_DECLS

#define MIX_TYPE_RUN_TILE (mix_run_tile_get_type ())
G_DECLARE_FINAL_TYPE (MixRunTile, mix_run_tile, MIX, RUN_TILE, GtkToggleButton)

GtkWidget *mix_run_tile_new (MixPinnedRun *run);
MixPinnedRun *mix_run_tile_get_run (MixRunTile *self);
void mix_run_tile_refresh (MixRunTile *self);

G_END_DECLS
