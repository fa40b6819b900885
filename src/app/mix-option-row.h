/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "mix-lab.h"

G_BEGIN_DECLS

#define MIX_TYPE_OPTION_ROW (mix_option_row_get_type ())
G_DECLARE_FINAL_TYPE (MixOptionRow, mix_option_row, MIX, OPTION_ROW, AdwActionRow)

GtkWidget *mix_option_row_new (const MixOption *option, gboolean mark_restart);

void mix_option_row_set_lab (MixOptionRow *self, MixLab *lab);
const MixOption *mix_option_row_get_option (MixOptionRow *self);
GtkWidget *mix_option_row_get_control (MixOptionRow *self);

G_END_DECLS
