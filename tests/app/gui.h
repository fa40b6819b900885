/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-application.h"
#include "mix-explore-page.h"
#include "mix-window.h"

G_BEGIN_DECLS

/* Helpers of the window's tests. GTK 4 cannot synthesize input: tests emit the signals of a
 * widget's own controllers and activate actions. */

MixApplication *gui_init (int *argc, char ***argv);

void gui_forget_settings (void);
MixWindow *gui_window (const char *data);
void gui_close (MixWindow *window);

GtkWidget *gui_find (GtkWidget *root, const char *id);
GtkWidget *gui_find_type (GtkWidget *root, GType type);
GtkWidget *gui_find_window (GType type);
GtkWidget *gui_option_row (GtkWidget *root, const char *name);
GtkEventController *gui_controller (GtkWidget *widget, GType type);
const char *gui_name_fault (GtkWidget *widget);
const char *gui_toast (MixWindow *window);

void gui_turn (guint milliseconds);
gboolean gui_wait_until (gboolean (*condition) (gpointer data), gpointer data);
gboolean gui_wait_idle (MixWindow *window);
gboolean gui_wait_epoch (MixWindow *window, guint epoch);
void gui_train (MixWindow *window, guint epoch);

G_END_DECLS
