/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui.h"

#include <string.h>

#include "mix-help-window.h"
#include "mix-menu.h"
#include "mix-preferences.h"
#include "mix-settings.h"

/* Whoever hears the window instead of seeing it, or has no mouse, finds everything. */

/* Its own, or that of the row or box around it, which the pointer shows as well. */
static gboolean
has_tooltip (GtkWidget *widget)
{
  for (guint i = 0; widget != NULL && i < 5; i++, widget = gtk_widget_get_parent (widget))
    if (gtk_widget_get_tooltip_text (widget) != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
is_control (GtkWidget *widget)
{
  return GTK_IS_BUTTON (widget) || GTK_IS_MENU_BUTTON (widget) || GTK_IS_SWITCH (widget)
         || GTK_IS_DROP_DOWN (widget) || GTK_IS_SPIN_BUTTON (widget) || GTK_IS_SCALE (widget)
         || GTK_IS_ENTRY (widget);
}

/* What is inside these is GTK's. */
static gboolean
is_whole (GtkWidget *widget)
{
  return is_control (widget) || GTK_IS_WINDOW_CONTROLS (widget) || GTK_IS_INFO_BAR (widget)
         || GTK_IS_POPOVER (widget) || GTK_IS_SCROLLBAR (widget);
}

static void
fail_for (GtkWidget *widget, const char *what)
{
  const char *id = gtk_buildable_get_buildable_id (GTK_BUILDABLE (widget));
  GtkWidget *row = gtk_widget_get_ancestor (widget, ADW_TYPE_ACTION_ROW);

  g_test_message ("%s %s in “%s” %s", G_OBJECT_TYPE_NAME (widget), id != NULL ? id : "",
                  row != NULL ? adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)) : "", what);
  g_test_fail ();
}

static guint
check_controls (GtkWidget *widget)
{
  guint n = 0;

  if (is_control (widget))
    {
      n = 1;
      if (gui_name_fault (widget) != NULL)
        fail_for (widget, gui_name_fault (widget));
      gboolean worded = GTK_IS_BUTTON (widget) && gui_find_type (widget, GTK_TYPE_LABEL) != NULL;
      if (!has_tooltip (widget) && !worded)
        fail_for (widget, "has no tooltip");
    }
  if (ADW_IS_ACTION_ROW (widget) && gtk_widget_get_tooltip_text (widget) == NULL)
    fail_for (widget, "has no tooltip");
  if (is_whole (widget))
    return n;
  GtkWidget *child = gtk_widget_get_first_child (widget);
  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    n += check_controls (child);
  return n;
}

static void
test_controls (void)
{
  g_auto (GStrv) all = g_strsplit ("model training stability comparison", " ", -1);

  gui_forget_settings ();
  g_settings_set_strv (mix_settings_get (), "expanded", (const char *const *) all);
  MixWindow *window = gui_window ("@two-branch");
  g_assert_cmpuint (check_controls (GTK_WIDGET (window)), >=, 50);
  gui_close (window);
  gui_forget_settings ();
}

/* Every plot says what it is and what it shows. */
static void
test_plots (void)
{
  MixWindow *window = gui_window ("@two-branch");
  static const char *const ids[] = { "fit", "slice", "mixing", "loss" };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      GtkWidget *view = gui_find (GTK_WIDGET (window), ids[i]);
      g_assert_true (gtk_widget_get_focusable (view));
      g_assert_null (gui_name_fault (view));
      g_assert_true (
        gtk_test_accessible_has_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION));
    }
  gui_close (window);
}

/* Tab goes round: from the fit through every panel and control, and back. */
static void
test_tab_reaches_everything (void)
{
  MixWindow *window = gui_window ("@two-branch");
  GtkWidget *start = gtk_window_get_focus (GTK_WINDOW (window));
  g_autoptr (GHashTable) reached = g_hash_table_new (NULL, NULL);
  gboolean moved;

  for (guint i = 0; i < 300; i++)
    {
      g_signal_emit_by_name (window, "move-focus", GTK_DIR_TAB_FORWARD, &moved);
      GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (window));
      g_assert_nonnull (focus);
      g_hash_table_add (reached, focus);
      if (focus == start)
        break;
    }
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) == start);
  g_assert_cmpuint (g_hash_table_size (reached), >=, 20);
  static const char *const ids[]
    = { "slice", "mixing", "loss", "train_button", "menu_button", "open_tile", "noise_scale" };
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      GtkWidget *widget = gui_find (GTK_WIDGET (window), ids[i]);
      GtkWidget *inner = GTK_IS_MENU_BUTTON (widget) ? gtk_widget_get_first_child (widget) : widget;
      g_test_message ("%s", ids[i]);
      g_assert_true (g_hash_table_contains (reached, inner));
    }
  gui_close (window);
}

/* Every key of the application stands in the window of shortcuts. */
static void
test_shortcuts_are_listed (void)
{
  g_autoptr (GBytes) bytes = g_resources_lookup_data (
    "/io/github/mixturelab/MixtureLab/ui/help-overlay.ui", G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  GtkApplication *application = GTK_APPLICATION (g_application_get_default ());
  g_auto (GStrv) actions = gtk_application_list_action_descriptions (application);
  guint n = 0;

  for (; actions[n] != NULL; n++)
    {
      g_auto (GStrv) keys = gtk_application_get_accels_for_action (application, actions[n]);
      g_autofree char *element = g_strdup_printf (">%s<", actions[n]);
      g_test_message ("%s, %s", actions[n], keys[0]);
      g_assert_true (strstr (text, element) != NULL
                     || g_str_equal (actions[n], "win.show-help-overlay"));
    }
  g_assert_cmpuint (n, >=, 10);
}

/* The window of shortcuts has a key, is made once, and shows the keys of the application. */
static void
test_shortcuts_open (void)
{
  MixWindow *window = gui_window ("@two-branch");
  GtkApplicationWindow *application_window = GTK_APPLICATION_WINDOW (window);

  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (window));
  g_auto (GStrv) keys_of
    = gtk_application_get_accels_for_action (application, "win.show-help-overlay");
  g_assert_true (g_strv_contains ((const char *const *) keys_of, "<Control>question"));
  g_assert_null (gtk_application_window_get_help_overlay (application_window));
  for (guint i = 0; i < 2; i++)
    {
      g_assert_true (
        gtk_widget_activate_action (GTK_WIDGET (window), "win.show-help-overlay", NULL));
      GtkWidget *shortcuts
        = GTK_WIDGET (gtk_application_window_get_help_overlay (application_window));
      g_assert_true (gtk_widget_get_visible (shortcuts));
      g_autofree char *keys = NULL;
      g_object_get (gui_find_type (shortcuts, GTK_TYPE_SHORTCUTS_SHORTCUT), "accelerator", &keys,
                    NULL);
      g_assert_nonnull (keys);
      gtk_window_close (GTK_WINDOW (shortcuts));
      g_assert_false (gtk_widget_get_visible (shortcuts));
    }
  gui_close (window);
}

/* Every menu button opens a menu of its own that has something in it. */
static void
test_menus_open (void)
{
  MixWindow *window = gui_window ("@two-branch");
  static const char *const ids[] = { "menu_button", "export_button", "fit_menu", "loss_menu" };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      GtkMenuButton *button = GTK_MENU_BUTTON (gui_find (GTK_WIDGET (window), ids[i]));
      g_assert_true (gtk_widget_get_sensitive (GTK_WIDGET (button)));
      gtk_menu_button_popup (button);
      g_assert_true (GTK_IS_POPOVER_MENU (gtk_menu_button_get_popover (button)));
      g_assert_cmpint (g_menu_model_get_n_items (mix_menu_get_model (button)), >=, 1);
      gtk_menu_button_popdown (button);
    }
  gui_close (window);
}

static void
test_help_and_preferences (void)
{
  MixWindow *window = gui_window ("@two-branch");
  GtkWindow *help = mix_help_window_new (GTK_APPLICATION (g_application_get_default ()));
  GtkWindow *preferences = mix_preferences_new (GTK_WINDOW (window));

  gtk_window_present (help);
  gtk_window_present (preferences);
  gui_turn (100);
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (help)));
  GtkWidget *page = gui_find_type (GTK_WIDGET (preferences), ADW_TYPE_PREFERENCES_PAGE);
  g_assert_cmpuint (check_controls (page), >=, 1);
  gtk_window_destroy (help);
  gtk_window_destroy (preferences);
  gui_close (window);
}

int
main (int argc, char **argv)
{
  g_autoptr (MixApplication) application = gui_init (&argc, &argv);

  g_test_add_func ("/accessible/controls", test_controls);
  g_test_add_func ("/accessible/plots", test_plots);
  g_test_add_func ("/accessible/tab-reaches-everything", test_tab_reaches_everything);
  g_test_add_func ("/accessible/shortcuts-are-listed", test_shortcuts_are_listed);
  g_test_add_func ("/accessible/shortcuts-open", test_shortcuts_open);
  g_test_add_func ("/accessible/menus-open", test_menus_open);
  g_test_add_func ("/accessible/help-and-preferences", test_help_and_preferences);
  return g_test_run ();
}
