/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "mix-window-private.h"

/* Projects in and out. Files are read and written in threads; where the table's file is no longer
 * what it was, the person is asked, and until then nothing of what is open changes. */

struct _MixOpening
{
  char *path;  /* of the project */
  char *table; /* that was chosen in the place of the project's; NULL: none */
  MixProject *project;
  MixProjectFile file;
  MixDataset *dataset; /* NULL: its file is not what it was */
  MixLabStart *start;  /* NULL: not yet */
};

static void
opening_free (gpointer data)
{
  MixOpening *opening = data;

  g_free (opening->path);
  g_free (opening->table);
  g_clear_pointer (&opening->project, mix_project_free);
  mix_project_file_clear (&opening->file);
  g_clear_pointer (&opening->dataset, mix_dataset_unref);
  g_clear_pointer (&opening->start, mix_lab_start_free);
  g_free (opening);
}

void
mix_window_forget_opening (MixWindow *self)
{
  g_clear_pointer (&self->opening, opening_free);
}

/* Which project is open */

/* Returns: (transfer full) (nullable): the project's name without its suffix. */
char *
mix_window_name_project (MixWindow *self)
{
  if (self->project == NULL)
    return NULL;
  g_autofree char *name = g_filename_display_basename (self->project);
  if (mix_project_is_path (name))
    name[strlen (name) - strlen (MIX_PROJECT_SUFFIX)] = '\0';
  return g_steal_pointer (&name);
}

/* path: (nullable) */
void
mix_window_set_project (MixWindow *self, const char *path)
{
  if (g_strcmp0 (path, self->project) == 0)
    return;
  g_free (self->project);
  self->project = g_strdup (path);
  g_object_notify (G_OBJECT (self), "project");
}

/* Opening */

static gboolean
find_rows (MixOpening *opening, GCancellable *cancellable, GError **error)
{
  const char *path = opening->table;

  if (path == NULL)
    {
      if (!mix_project_find_file (opening->project, &opening->file, cancellable, error))
        return FALSE;
      if (opening->file.state != MIX_PROJECT_SAME)
        return TRUE; /* the person is asked */
      path = opening->file.path;
    }
  opening->dataset = mix_project_make_dataset (opening->project, path, cancellable, error);
  return opening->dataset != NULL;
}

static void
open_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  MixOpening *opening = data;
  GError *error = NULL;

  if (opening->project == NULL)
    opening->project = mix_project_load (opening->path, &error);
  if (opening->project != NULL && find_rows (opening, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void opened_cb (GObject *source, GAsyncResult *result, gpointer data);

/* Takes the opening; reads what of it is not read yet. */
static void
read_opening (MixWindow *self, MixOpening *opening)
{
  mix_window_begin_load (self, open_thread, opening, opening_free, opened_cb, NULL);
}

static void
look_as_before (MixWindow *self, const MixProject *project)
{
  if (project->page != NULL
      && adw_view_stack_get_child_by_name (self->pages, project->page) != NULL)
    adw_view_stack_set_visible_child_name (self->pages, project->page);
  if (isfinite (project->x0))
    mix_explore_page_set_x0 (self->page, project->x0);
}

/* error: (nullable): why there is nothing to begin with */
static void
begin (MixWindow *self, const MixOpening *opening, GError *error)
{
  g_autoptr (GError) reason = NULL;
  const char *table = mix_dataset_get_path (opening->dataset);

  if (error != NULL || !mix_lab_begin (self->lab, opening->start, &reason))
    {
      mix_window_say_about (self, opening->path, error != NULL ? error->message : reason->message);
      return;
    }
  if (table != NULL)
    mix_window_follow_file (self, table);
  else
    mix_window_stop_watching (self);
  mix_window_remember_recent (opening->path, "application/json");
  mix_window_set_project (self, opening->path);
  look_as_before (self, opening->project);
}

static void
begin_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const MixOpening *opening = data;

  mix_lab_start_prepare_in_task (opening->start, task);
}

static void
begun_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  MixWindow *self = MIX_WINDOW (source);
  g_autoptr (GError) error = NULL;

  g_task_propagate_boolean (G_TASK (result), &error);
  if (!mix_window_end_load (self, result))
    return;
  begin (self, g_task_get_task_data (G_TASK (result)), error);
  mix_window_ensure_data (self);
}

/* Takes the opening. Many rows are split and scaled in a thread. */
static void
show_opening (MixWindow *self, MixOpening *opening)
{
  g_autofree char *name = g_filename_display_basename (opening->path);
  g_autofree char *what = g_strdup_printf (_ ("open %s"), name);

  opening->start
    = mix_lab_start_new_project (self->lab, opening->project, opening->dataset, what);
  if (mix_dataset_get_n_rows (opening->dataset) < MIX_LAB_MANY_ROWS)
    {
      g_autoptr (GError) error = NULL;
      mix_lab_start_prepare (opening->start, NULL, &error);
      begin (self, opening, error);
      opening_free (opening);
      return;
    }
  mix_window_begin_load (self, begin_thread, opening, opening_free, begun_cb, NULL);
}

/* The table's file is not what it was */

static void
table_chosen (MixWindow *self, GFile *file)
{
  MixOpening *opening = g_steal_pointer (&self->opening);

  g_free (opening->table);
  opening->table = g_file_get_path (file);
  read_opening (self, opening);
}

static void
choose_table (MixWindow *self)
{
  static const char *const tables[] = { "*.csv", "*.CSV", "*.tsv", "*.txt", NULL };
  static const char *const all[] = { "*", NULL };
  GtkFileChooser *chooser = mix_window_make_chooser (
    self, _ ("Choose the Project's Table"), GTK_FILE_CHOOSER_ACTION_OPEN, table_chosen);

  mix_window_add_filter (chooser, _ ("Tables (CSV, TSV)"), tables);
  mix_window_add_filter (chooser, _ ("All files"), all);
  mix_window_show_chooser (self);
}

static void
answer_cb (MixWindow *self, const char *response)
{
  if (self->opening == NULL)
    return;
  if (g_str_equal (response, "choose"))
    choose_table (self);
  else if (g_str_equal (response, "use"))
    {
      MixOpening *opening = g_steal_pointer (&self->opening);
      opening->table = g_strdup (opening->file.path);
      read_opening (self, opening);
    }
  else
    mix_window_forget_opening (self);
}

static char *
say_changed (const MixOpening *opening, const char *project)
{
  g_auto (GStrv) lines
    = mix_fingerprint_describe (&opening->project->fingerprint, &opening->file.found);
  g_autofree char *differences = g_strjoinv ("\n", lines);

  return g_strdup_printf (_ ("The file is not the one that “%s” was saved with.\n\n%s\n\nWith the "
                             "changed file, what was learnt is shown on its rows."),
                          project, differences);
}

static char *
say_gone (const MixOpening *opening, const char *project)
{
  g_autofree char *path = g_filename_display_name (opening->project->path);

  return g_strdup_printf (_ ("“%s” was saved with the table\n%s\n\nSay where it is now. The project's "
                             "options and what was learnt are kept."),
                          project, path);
}

/* Takes the opening. */
static void
ask (MixWindow *self, MixOpening *opening)
{
  gboolean gone = opening->file.state == MIX_PROJECT_GONE;
  g_autofree char *table = g_filename_display_basename (opening->project->path);
  g_autofree char *project = g_filename_display_basename (opening->path);
  g_autofree char *heading
    = g_strdup_printf (gone ? _ ("“%s” Is Not There") : _ ("“%s” Has Changed"), table);
  g_autofree char *body = gone ? say_gone (opening, project) : say_changed (opening, project);
  GtkWidget *widget = adw_message_dialog_new (GTK_WINDOW (self), heading, body);
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (widget);

  mix_window_forget_opening (self);
  self->opening = opening;
  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "choose",
                                    gone ? _ ("_Locate…") : _ ("C_hoose Another…"), NULL);
  if (!gone)
    adw_message_dialog_add_response (dialog, "use", _ ("_Use the Changed File"));
  adw_message_dialog_set_response_appearance (dialog, gone ? "choose" : "use",
                                              ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, gone ? "choose" : "use");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (answer_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  MixWindow *self = MIX_WINDOW (source);
  GTask *task = G_TASK (result);
  MixOpening *opening = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  gboolean done = g_task_propagate_boolean (task, &error);

  if (!mix_window_end_load (self, result))
    return;
  if (!done)
    mix_window_say_about (self, opening->path, error->message);
  else
    {
      MixOpening *own = g_new0 (MixOpening, 1);
      *own = *opening;
      *opening = (MixOpening){ 0 };
      if (own->dataset != NULL)
        show_opening (self, own);
      else
        ask (self, own);
    }
  mix_window_ensure_data (self);
}

/**
 * mix_window_open_project:
 *
 * Opens a project: at once where its table is what it was, else after asking. What is wrong with it
 * is said in a toast, and then what was open stays open.
 */
void
mix_window_open_project (MixWindow *self, const char *path)
{
  MixOpening *opening = g_new0 (MixOpening, 1);

  opening->path = g_canonicalize_filename (path, NULL);
  mix_window_forget_opening (self);
  read_opening (self, opening);
}

/* Saving */

typedef struct
{
  MixProject *project;
  char *path;
} Saving;

static void
saving_free (gpointer data)
{
  Saving *saving = data;

  mix_project_free (saving->project);
  g_free (saving->path);
  g_free (saving);
}

static void
save_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Saving *saving = data;
  GError *error = NULL;

  if (mix_project_save (saving->project, saving->path, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  MixWindow *self = MIX_WINDOW (source);
  const Saving *saving = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  gboolean saved = g_task_propagate_boolean (G_TASK (result), &error);

  if (self->lab == NULL)
    return; /* the window was closed */
  mix_window_say_saved (self, saving->path, saved, error);
  if (!saved)
    return;
  mix_window_set_project (self, saving->path);
  mix_window_remember_recent (saving->path, "application/json");
}

/* Rows of a pasted table are nowhere else. */
static gboolean
has_own_rows (MixWindow *self)
{
  MixDataset *dataset = mix_design_get_dataset (mix_lab_get_design (self->lab));
  const char *path = mix_dataset_get_path (dataset);

  return path != NULL && mix_window_is_pasted (path);
}

/**
 * mix_window_save_as:
 * @path: of a project
 *
 * Saves what the laboratory works on, in a thread; a toast tells what came of it.
 */
void
mix_window_save_as (MixWindow *self, const char *path)
{
  g_return_if_fail (MIX_IS_WINDOW (self));
  g_return_if_fail (mix_lab_get_design (self->lab) != NULL);

  MixProject *project = mix_lab_make_project (self->lab, has_own_rows (self));
  if (project == NULL)
    {
      mix_window_say (self, _ ("There are too few rows to save: draw some more"));
      return;
    }
  Saving *saving = g_new0 (Saving, 1);
  saving->project = project;
  saving->project->page = g_strdup (adw_view_stack_get_visible_child_name (self->pages));
  saving->project->x0 = mix_explore_page_get_x0 (self->page);
  saving->path = g_strdup (path);
  g_autoptr (GTask) task = g_task_new (self, NULL, saved_cb, NULL);
  g_task_set_task_data (task, saving, saving_free);
  g_task_run_in_thread (task, save_thread);
}

static void
project_chosen (MixWindow *self, GFile *file)
{
  g_autofree char *path = g_file_get_path (file);
  g_autofree char *whole = mix_project_is_path (path) ? g_strdup (path)
                                                      : g_strconcat (path, MIX_PROJECT_SUFFIX, NULL);

  mix_window_save_as (self, whole);
}

/**
 * mix_window_choose_project:
 *
 * Asks where to save what the laboratory works on, and saves it there.
 */
void
mix_window_choose_project (MixWindow *self)
{
  static const char *const projects[] = { "*" MIX_PROJECT_SUFFIX, NULL };
  GtkFileChooser *chooser = mix_window_make_chooser (
    self, _ ("Save the Project"), GTK_FILE_CHOOSER_ACTION_SAVE, project_chosen);
  g_autofree char *name = mix_window_name_project (self);
  g_autofree char *file
    = g_strconcat (name != NULL ? name : _ ("project"), MIX_PROJECT_SUFFIX, NULL);

  mix_window_add_filter (chooser, _ ("Projects"), projects);
  gtk_file_chooser_set_current_name (chooser, file);
  mix_window_show_chooser (self);
}

/**
 * mix_window_save_project:
 *
 * Saves into the project that is open; asks where to, where none is.
 */
void
mix_window_save_project (MixWindow *self)
{
  if (self->project != NULL)
    mix_window_save_as (self, self->project);
  else
    mix_window_choose_project (self);
}
