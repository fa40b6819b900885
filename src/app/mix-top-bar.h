/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "mix-lab.h"

G_BEGIN_DECLS

#define MIX_TYPE_TOP_BAR (mix_top_bar_get_type ())
G_DECLARE_FINAL_TYPE (MixTopBar, mix_top_bar, MIX, TOP_BAR, GtkBox)

void mix_top_bar_set_reading (MixTopBar *self, gboolean reading);
void mix_top_bar_popup_export (MixTopBar *self);
GMenu *mix_top_bar_get_recent_menu (MixTopBar *self);

G_END_DECLS
