/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "mix-data-table.h"

G_BEGIN_DECLS

#define MIX_TYPE_DATA_WINDOW (mix_data_window_get_type ())
G_DECLARE_FINAL_TYPE (MixDataWindow, mix_data_window, MIX, DATA_WINDOW, AdwWindow)

MixDataWindow *mix_data_window_new (GtkWindow *parent, MixLab *lab, MixExplorePage *explore);
MixDataTable *mix_data_window_get_table (MixDataWindow *self);

G_END_DECLS
