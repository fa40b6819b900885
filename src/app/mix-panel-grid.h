/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "mix-panel-layout.h"

G_BEGIN_DECLS

#define MIX_TYPE_PANEL_GRID (mix_panel_grid_get_type ())
G_DECLARE_FINAL_TYPE (MixPanelGrid, mix_panel_grid, MIX, PANEL_GRID, GtkWidget)

G_END_DECLS
