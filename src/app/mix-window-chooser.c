/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include <glib/gi18n-lib.h>

#include "mix-window-private.h"

/* What choosing a file takes, and what is said about it. */

/* What a toast says is no longer so. */
void
mix_window_take_back (AdwToast **toast)
{
  if (*toast != NULL)
    adw_toast_dismiss (*toast);
  g_clear_object (toast);
}

/* A toast has one line: whoever opened a file knows its folder, but not what is wrong with it.
 * Returns: (transfer none): it */
AdwToast *
mix_window_say_about (MixWindow *self, const char *path, const char *message)
{
  g_autofree char *name = g_path_get_basename (path);
  GString *text = g_string_new (message);

  g_string_replace (text, path, name, 0);
  AdwToast *toast = mix_window_say_for_now (self, text->str);
  g_string_free (text, TRUE);
  return toast;
}

static void
remember_folder (MixWindow *self, GFile *file)
{
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autofree char *path = folder != NULL ? g_file_get_path (folder) : NULL;

  mix_window_remember_folder (self, path);
}

static void
response_cb (MixWindow *self, int response, GtkFileChooserNative *chooser)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));

  if (response == GTK_RESPONSE_ACCEPT && file != NULL)
    {
      remember_folder (self, file);
      self->chosen (self, file);
    }
  g_clear_object (&self->chooser);
}

void
mix_window_add_filter (GtkFileChooser *chooser, const char *name, const char *const *patterns)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  for (; *patterns != NULL; patterns++)
    gtk_file_filter_add_pattern (filter, *patterns);
  gtk_file_chooser_add_filter (chooser, filter);
}

GtkFileChooser *
mix_window_make_chooser (MixWindow *self, const char *title, GtkFileChooserAction action,
                         MixChosen chosen)
{
  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (title, GTK_WINDOW (self), action, NULL, NULL);
  GtkFileChooser *chooser = GTK_FILE_CHOOSER (self->chooser);
  if (self->folder != NULL && *self->folder != '\0')
    {
      g_autoptr (GFile) folder = g_file_new_for_path (self->folder);
      gtk_file_chooser_set_current_folder (chooser, folder, NULL);
    }
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  self->chosen = chosen;
  g_signal_connect_object (chooser, "response", G_CALLBACK (response_cb), self, G_CONNECT_SWAPPED);
  return chooser;
}

void
mix_window_show_chooser (MixWindow *self)
{
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

void
mix_window_say_saved (MixWindow *self, const char *path, gboolean saved, const GError *error)
{
  g_autofree char *text = g_strdup_printf (_ ("Saved %s"), path);

  mix_window_say_about (self, path, saved ? text : error->message);
}

char *
mix_window_with_ending (GFile *file, const char *ending)
{
  g_autofree char *path = g_file_get_path (file);
  g_autofree char *name = g_path_get_basename (path);

  return strchr (name, '.') != NULL ? g_steal_pointer (&path) : g_strconcat (path, ending, NULL);
}
