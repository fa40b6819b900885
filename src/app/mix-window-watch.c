/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "mix-window-private.h"

/* The file that is open: it is remembered among the recent ones, and watched. */

#define MOST_RECENT 8
static char recent_group[] = "mixture-lab";

static void
offer (MixWindow *self, const char *text, gboolean can_reload)
{
  AdwToast *toast = adw_toast_new (text);

  if (can_reload)
    {
      adw_toast_set_button_label (toast, _ ("_Reload"));
      adw_toast_set_action_name (toast, "win.reload");
      adw_toast_set_timeout (toast, 0);
    }
  mix_window_take_back (&self->changed_toast);
  g_set_object (&self->changed_toast, toast);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
changed_cb (MixWindow *self, GFile *file, GFile *other, GFileMonitorEvent event)
{
  g_autofree char *name = g_path_get_basename (self->watched);
  g_autofree char *escaped = g_markup_escape_text (name, -1);
  g_autofree char *changed = g_strdup_printf (_ ("“%s” has changed"), escaped);
  g_autofree char *gone
    = g_strdup_printf (_ ("“%s” is no longer there; its rows stay as they were read"), escaped);

  if (event == G_FILE_MONITOR_EVENT_CHANGES_DONE_HINT || event == G_FILE_MONITOR_EVENT_CREATED
      || event == G_FILE_MONITOR_EVENT_MOVED_IN
      || (event == G_FILE_MONITOR_EVENT_RENAMED && g_file_test (self->watched, G_FILE_TEST_EXISTS)))
    offer (self, changed, TRUE);
  else if ((event == G_FILE_MONITOR_EVENT_DELETED || event == G_FILE_MONITOR_EVENT_MOVED_OUT
            || event == G_FILE_MONITOR_EVENT_RENAMED)
           && !g_file_test (self->watched, G_FILE_TEST_EXISTS))
    offer (self, gone, FALSE);
}

void
mix_window_stop_watching (MixWindow *self)
{
  if (self->monitor != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->monitor, self);
      g_file_monitor_cancel (self->monitor);
    }
  g_clear_object (&self->monitor);
  mix_window_take_back (&self->changed_toast);
  g_clear_pointer (&self->watched, g_free);
}

/* Puts a file first among the recent ones. */
void
mix_window_remember_recent (const char *path, const char *mime)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *uri = g_file_get_uri (file);
  char *groups[] = { recent_group, NULL };
  char program[] = "mixture-lab", command[] = "mixture-lab %u";
  const GtkRecentData data
    = { .mime_type = (char *) mime, .app_name = program, .app_exec = command, .groups = groups };

  gtk_recent_manager_add_full (gtk_recent_manager_get_default (), uri, &data);
}

/**
 * mix_window_follow_file:
 * @path: the file that was just opened
 *
 * Puts it first among the recent files, and watches it in the place of the last one.
 */
void
mix_window_follow_file (MixWindow *self, const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);

  if (g_strcmp0 (path, self->watched) != 0)
    mix_window_set_project (self, NULL); /* other data are no part of it */
  mix_window_stop_watching (self);
  mix_window_remember_recent (path, "text/csv");
  self->watched = g_strdup (path);
  self->monitor = g_file_monitor_file (file, G_FILE_MONITOR_WATCH_MOVES, NULL, NULL);
  if (self->monitor != NULL)
    g_signal_connect_swapped (self->monitor, "changed", G_CALLBACK (changed_cb), self);
}

/* Recent files */

static int
compare_visits (gconstpointer a, gconstpointer b)
{
  return g_date_time_compare (gtk_recent_info_get_modified ((GtkRecentInfo *) b),
                              gtk_recent_info_get_modified ((GtkRecentInfo *) a));
}

/* An underscore in a name is no mnemonic. */
static void
add_recent (GMenu *menu, GtkRecentInfo *info)
{
  g_autoptr (GFile) file = g_file_new_for_uri (gtk_recent_info_get_uri (info));
  g_autofree char *path = g_file_get_path (file);
  g_autofree char *name = g_file_get_basename (file);
  GString *label = g_string_new (name);

  g_string_replace (label, "_", "__", 0);
  if (path != NULL && g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (label->str, NULL);
      g_menu_item_set_action_and_target (item, "win.open-recent", "s", path);
      g_menu_append_item (menu, item);
    }
  g_string_free (label, TRUE);
}

void
mix_window_list_recent (MixWindow *self)
{
  GList *all = gtk_recent_manager_get_items (gtk_recent_manager_get_default ());
  GMenu *menu = mix_top_bar_get_recent_menu (self->top_bar);

  g_menu_remove_all (menu);
  all = g_list_sort (all, compare_visits);
  for (GList *l = all; l != NULL; l = l->next)
    if (gtk_recent_info_has_group (l->data, recent_group)
        && g_menu_model_get_n_items (G_MENU_MODEL (menu)) < MOST_RECENT)
      add_recent (menu, l->data);
  g_list_free_full (all, (GDestroyNotify) gtk_recent_info_unref);
}
