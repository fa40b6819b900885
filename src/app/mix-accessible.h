/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void mix_accessible_name (GtkWidget *widget, const char *name, const char *description);
void mix_accessible_name_by_label (GtkButton *button);

G_END_DECLS
