/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void mix_menu_hang (GtkMenuButton *button, GMenuModel *model);
GMenuModel *mix_menu_get_model (GtkMenuButton *button);

G_END_DECLS
