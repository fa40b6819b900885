/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-dialog.h"

static void
close_on_escape (GtkWidget *window)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_add_shortcut (
    GTK_SHORTCUT_CONTROLLER (keys),
    gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                      gtk_named_action_new ("window.close")));
  gtk_widget_add_controller (window, keys);
}

/* A small window with a header bar and content under it, which fills the rest; Escape closes it.
 * width and height are in pixels, the size at first.
 *
 * Returns: (transfer none): the window; GTK owns it until it is closed. */
GtkWindow *
mix_dialog_new (const char *title, int width, int height, GtkWidget *content)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  AdwWindow *window = g_object_new (ADW_TYPE_WINDOW, "title", title, "default-width", width,
                                    "default-height", height, NULL);

  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_widget_set_vexpand (content, TRUE);
  gtk_box_append (GTK_BOX (box), content);
  adw_window_set_content (window, box);
  close_on_escape (GTK_WIDGET (window));
  return GTK_WINDOW (window);
}
