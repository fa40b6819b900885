/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui.h"

#include "mix-preferences.h"

/* Closing the dialog while one of its menus is open leaves nothing of it behind: GTK would ask a
 * menu that lives without a surface where the pointer is. */
static void
test_close_with_an_open_menu (void)
{
  MixWindow *window = gui_window ("@two-branch");
  GtkWindow *dialog = mix_preferences_new (GTK_WINDOW (window));

  gtk_window_present (dialog);
  gui_turn (100);
  GtkWidget *row = gui_find_type (GTK_WIDGET (dialog), ADW_TYPE_COMBO_ROW);
  gtk_widget_activate (row);
  gui_turn (100);
  GtkWidget *popover = gui_find_type (row, GTK_TYPE_POPOVER);
  g_assert_true (gtk_widget_get_visible (popover));
  g_object_add_weak_pointer (G_OBJECT (row), (gpointer *) &row);
  g_object_add_weak_pointer (G_OBJECT (popover), (gpointer *) &popover);
  gtk_window_close (dialog);
  gui_turn (100);
  g_assert_null (popover);
  g_assert_null (row);
  gui_close (window);
}

int
main (int argc, char **argv)
{
  g_autoptr (MixApplication) application = gui_init (&argc, &argv);

  g_test_add_func ("/preferences/close-with-an-open-menu", test_close_with_an_open_menu);
  return g_test_run ();
}
