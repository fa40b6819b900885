/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "mix-lab.h"

G_BEGIN_DECLS

#define MIX_TYPE_SHELF_BAR (mix_shelf_bar_get_type ())
G_DECLARE_FINAL_TYPE (MixShelfBar, mix_shelf_bar, MIX, SHELF_BAR, GtkWidget)

G_END_DECLS
