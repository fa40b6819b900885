/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "mix-dataset.h"

G_BEGIN_DECLS

#define MIX_TYPE_TABLE_WINDOW (mix_table_window_get_type ())
G_DECLARE_FINAL_TYPE (MixTableWindow, mix_table_window, MIX, TABLE_WINDOW, AdwWindow)

MixTableWindow *mix_table_window_new (GtkWindow *parent, MixDataset *table);
void mix_table_window_copy (MixTableWindow *self);

G_END_DECLS
