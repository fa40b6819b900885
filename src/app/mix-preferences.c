/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-preferences.h"

#include <glib/gi18n-lib.h>

#include "mix-dialog.h"
#include "mix-focus.h"
#include "mix-settings.h"

/* What belongs to no run and to no window. Everything else stands in the sidebar, next to what it
 * changes. */

static const char *const styles[] = { "default", "light", "dark" };

static void
style_chosen_cb (AdwComboRow *row)
{
  GApplication *application = g_application_get_default ();
  guint selected = adw_combo_row_get_selected (row);

  if (selected < G_N_ELEMENTS (styles))
    g_action_group_change_action_state (G_ACTION_GROUP (application), "style",
                                        g_variant_new_string (styles[selected]));
}

static guint
style_in_use (void)
{
  g_autoptr (GVariant) state = g_action_group_get_action_state (
    G_ACTION_GROUP (g_application_get_default ()), "style");

  for (guint i = 0; i < G_N_ELEMENTS (styles); i++)
    if (g_str_equal (g_variant_get_string (state, NULL), styles[i]))
      return i;
  return 0;
}

static GtkWidget *
make_style_row (void)
{
  const char *const names[] = { _ ("As the system"), _ ("Light"), _ ("Dark"), NULL };
  g_autoptr (GtkStringList) list = gtk_string_list_new (names);
  GtkWidget *row = adw_combo_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Style"));
  gtk_widget_set_tooltip_text (row, _ ("Light or dark; high contrast follows the system"));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (list));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), style_in_use ());
  g_signal_connect (row, "notify::selected", G_CALLBACK (style_chosen_cb), NULL);
  return row;
}

static GtkWidget *
make_threads_row (void)
{
  const char *help = _ ("How many threads train; 0 leaves one processor to the window");
  GtkWidget *row = adw_action_row_new (), *spin = gtk_spin_button_new_with_range (0, 256, 1);

  g_object_set (row, "title", _ ("Threads of a new window"), "subtitle", help, "tooltip-text", help,
                NULL);
  mix_focus_let_wheel_past (spin);
  gtk_widget_set_valign (spin, GTK_ALIGN_CENTER);
  if (mix_settings_get () != NULL)
    g_settings_bind (mix_settings_get (), "threads", spin, "value", G_SETTINGS_BIND_DEFAULT);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), spin);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), spin);
  return row;
}

/* Returns: (transfer none): a dialog; GTK owns it until it is closed. No AdwPreferencesWindow: that
 * of libadwaita 1.2 never lets go of its groups. */
GtkWindow *
mix_preferences_new (GtkWindow *parent)
{
  GtkWidget *page = adw_preferences_page_new (), *group = adw_preferences_group_new ();
  GtkWindow *window = mix_dialog_new (_ ("Preferences"), 480, 300, page);

  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), make_style_row ());
  if (mix_settings_get () != NULL)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), make_threads_row ());
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
  gtk_window_set_transient_for (window, parent);
  gtk_window_set_modal (window, TRUE);
  return window;
}
