/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void mix_focus_leave_with_pointer (GtkWidget *widget);
void mix_focus_let_wheel_past (GtkWidget *widget);
gboolean mix_focus_through (GtkWidget *parent, GtkDirectionType direction);
gboolean mix_focus_as_one_stop (GtkWidget *widget, GtkDirectionType direction);

G_END_DECLS
