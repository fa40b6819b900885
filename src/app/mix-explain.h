/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A button that explains the idea behind an option; NULL where its help says all. */
GtkWidget *mix_explain_button_new (const char *option);

G_END_DECLS
