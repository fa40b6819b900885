/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui.h"

#include <string.h>

#include "mix-run-tile.h"
#include "mix-run-window.h"
#include "mix-shelf-bar.h"

static void
activate (MixWindow *window, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), action, NULL));
}

static void
pin_after (MixWindow *window, guint steps)
{
  for (guint i = 0; i < steps; i++)
    activate (window, "win.step");
  g_assert_true (gui_wait_idle (window));
  activate (window, "win.pin");
  g_assert_true (gui_wait_idle (window));
}

static MixRunTile *
tile_at (MixWindow *window, guint index)
{
  GtkWidget *tile = gui_find_type (gui_find (GTK_WIDGET (window), "shelf"), MIX_TYPE_RUN_TILE);

  for (guint i = 0; i < index; i++)
    tile = gtk_widget_get_next_sibling (tile);
  return MIX_RUN_TILE (tile);
}

static GtkWidget *
button_of (GtkWidget *root, const char *label)
{
  if (GTK_IS_BUTTON (root) && !GTK_IS_TOGGLE_BUTTON (root))
    {
      GtkWidget *child = gtk_button_get_child (GTK_BUTTON (root));
      return GTK_IS_LABEL (child) && g_str_equal (gtk_label_get_label (GTK_LABEL (child)), label)
               ? root : NULL;
    }
  GtkWidget *child = gtk_widget_get_first_child (root);
  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = button_of (child, label);
      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
press (MixWindow *window, const char *label)
{
  GtkWidget *button = button_of (gui_find (GTK_WIDGET (window), "shelf"), label);

  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
}

static MixRunWindow *
find_comparison (void)
{
  g_autoptr (GList) all = gtk_window_list_toplevels ();

  for (GList *item = all; item != NULL; item = item->next)
    if (MIX_IS_RUN_WINDOW (item->data))
      return item->data;
  return NULL;
}

static gboolean
has_label (GtkWidget *root, const char *text)
{
  if (GTK_IS_LABEL (root) && g_str_equal (gtk_label_get_text (GTK_LABEL (root)), text))
    return TRUE;
  GtkWidget *child = gtk_widget_get_first_child (root);
  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    if (has_label (child, text))
      return TRUE;
  return FALSE;
}

static void
test_pin_and_bring_back (void)
{
  MixWindow *window = gui_window ("@two-branch");
  MixLab *lab = mix_window_get_lab (window);

  pin_after (window, 20);
  guint64 step = mix_lab_get_snapshot (lab)->step;
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (tile_at (window, 0))));
  g_assert_true (mix_lab_set_option (lab, "components", "4", NULL));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (tile_at (window, 0)), TRUE);
  press (window, "Bring Back");
  g_assert_true (gui_wait_idle (window));
  g_assert_cmpuint (mix_lab_get_snapshot (lab)->step, ==, step);
  g_assert_cmpint (mix_lab_get_config (lab)->components, ==, 2);
  gui_close (window);
}

static void
test_compare_two (void)
{
  MixWindow *window = gui_window ("@two-branch");
  MixLab *lab = mix_window_get_lab (window);

  pin_after (window, 20);
  g_assert_true (mix_lab_set_option (lab, "components", "4", NULL));
  pin_after (window, 10);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (tile_at (window, 0)), TRUE);
  g_assert_null (find_comparison ());
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (tile_at (window, 1)), TRUE);
  GtkWidget *comparison = GTK_WIDGET (find_comparison ());
  g_assert_nonnull (comparison);
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (comparison)), ==, "Run 1 and Run 2");
  g_assert_true (has_label (comparison, "Components"));
  g_assert_false (has_label (comparison, "Activation"));
  gtk_test_widget_wait_for_draw (comparison);

  pin_after (window, 1); /* a third that is chosen takes the place of the first */
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (tile_at (window, 2)), TRUE);
  g_assert_true (GTK_WIDGET (find_comparison ()) == comparison);
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (comparison)), ==, "Run 2 and Run 3");
  g_assert_false (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (tile_at (window, 0))));
  gui_close (window);
  g_assert_null (find_comparison ());
}

static void
test_take_off (void)
{
  MixWindow *window = gui_window ("@two-branch");
  GtkWidget *revealer = gui_find_type (gui_find (GTK_WIDGET (window), "shelf"), GTK_TYPE_REVEALER);

  g_assert_false (gtk_revealer_get_reveal_child (GTK_REVEALER (revealer)));
  pin_after (window, 2);
  g_assert_true (gtk_revealer_get_reveal_child (GTK_REVEALER (revealer)));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (tile_at (window, 0)), TRUE);
  press (window, "Take Off");
  g_assert_false (gtk_revealer_get_reveal_child (GTK_REVEALER (revealer)));
  activate (window, "win.undo");
  g_assert_true (gtk_revealer_get_reveal_child (GTK_REVEALER (revealer)));
  gui_close (window);
}

int
main (int argc, char **argv)
{
  g_autoptr (MixApplication) application = gui_init (&argc, &argv);

  g_test_add_func ("/shelf-bar/pin-and-bring-back", test_pin_and_bring_back);
  g_test_add_func ("/shelf-bar/compare-two", test_compare_two);
  g_test_add_func ("/shelf-bar/take-off", test_take_off);
  return g_test_run ();
}
