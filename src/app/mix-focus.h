/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void mix_focus_leave_with_pointer (GtkWidget *widget);

G_END_DECLS
