/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "mix-lab.h"

G_BEGIN_DECLS

#define MIX_TYPE_PACE_ROW (mix_pace_row_get_type ())
G_DECLARE_FINAL_TYPE (MixPaceRow, mix_pace_row, MIX, PACE_ROW, AdwActionRow)

GtkWidget *mix_pace_row_new (void);
void mix_pace_row_set_lab (MixPaceRow *self, MixLab *lab);
GtkDropDown *mix_pace_row_get_control (MixPaceRow *self);

G_END_DECLS
