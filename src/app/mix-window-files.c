/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include <glib/gstdio.h>
#include <glib/gi18n-lib.h>

#include "mix-csv.h"
#include "mix-dataset-edit.h"
#include "mix-format.h"
#include "mix-import-page.h"
#include "mix-left-out.h"
#include "mix-model-io.h"
#include "mix-plot-export.h"
#include "mix-window-private.h"

/* Files: tables in, models and figures out. What fails says why and changes nothing. */

#define LARGE (32 << 20) /* bytes */
#define EXPORT_SCALE 2 /* device pixels of a PNG per logical pixel */

static const char default_generator[] = "two-branch";

static void
generate (MixWindow *self, const MixGenerator *generator)
{
  g_autoptr (GError) error = NULL;

  if (!mix_lab_generate (self->lab, generator, MIX_LAB_ROWS, 1, 1, &error))
    mix_window_say (self, error->message);
}

/* A window always has something to look at. */
void
mix_window_ensure_data (MixWindow *self)
{
  if (mix_lab_get_design (self->lab) == NULL)
    generate (self, mix_generator_find (default_generator));
}

/* What a thread reads. */
typedef struct
{
  char *path;
  MixImport import;
  gboolean is_reload; /* of what is open: its columns stay chosen */
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_free (reading->path);
  g_free (reading);
}

static void
read_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Reading *reading = data;
  const MixCsvOptions options = { .import = &reading->import, .cancellable = cancellable };
  g_autoptr (GError) error = NULL;
  MixDataset *dataset = mix_csv_read_with (reading->path, &options, &error);

  if (dataset != NULL)
    g_task_return_pointer (task, dataset, (GDestroyNotify) mix_dataset_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* Columns that look like numbers but for a cell are left out, and that is not kept quiet. */
static void
say_faults (MixWindow *self, MixDataset *dataset, const char *path)
{
  for (guint i = 0; i < mix_dataset_get_n_columns (dataset); i++)
    {
      const MixColumn *column = mix_dataset_get_column (dataset, i);
      if (column->kind != MIX_COLUMN_MIXED)
        continue;
      g_autofree char *text
        = g_strdup_printf (_ ("“%s” is left out: %s"), column->name, column->fault);
      mix_window_say_about (self, path, text);
      return;
    }
}

/* A table that was read is shown */

/* A column that was chosen as a feature and is none is not kept quiet. */
static void
say_left_out (MixWindow *self, MixDataset *dataset)
{
  const char *target = mix_design_get_target_name (mix_lab_get_design (self->lab));
  g_autofree char *text
    = mix_lab_get_all_others (self->lab) ? mix_left_out_describe (dataset, target) : NULL;

  if (text != NULL)
    mix_window_say (self, text);
}

static void
started (MixWindow *self, MixLabStart *start, MixDataset *dataset, GError *error)
{
  const char *path = mix_dataset_get_path (dataset);
  g_autoptr (GError) reason = NULL;

  if (error == NULL && mix_lab_begin (self->lab, start, &reason))
    {
      mix_window_take_back (&self->fault_toast);
      mix_window_follow_file (self, path);
      say_left_out (self, dataset);
    }
  else
    mix_window_say_about (self, path, error != NULL ? error->message : reason->message);
}

static void
start_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  mix_lab_start_prepare_in_task (data, task);
}

static void
started_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  MixWindow *self = MIX_WINDOW (source);
  g_autoptr (MixDataset) dataset = data;
  g_autoptr (GError) error = NULL;

  g_task_propagate_boolean (G_TASK (result), &error);
  if (!mix_window_end_load (self, result))
    return;
  started (self, g_task_get_task_data (G_TASK (result)), dataset, error);
}

/* Takes start. Many rows are split and scaled in a thread. */
static void
start_with (MixWindow *self, MixDataset *dataset, MixLabStart *start)
{
  if (mix_dataset_get_n_rows (dataset) < MIX_LAB_MANY_ROWS)
    {
      g_autoptr (GError) error = NULL;
      mix_lab_start_prepare (start, NULL, &error);
      started (self, start, dataset, error);
      mix_lab_start_free (start);
      return;
    }
  mix_window_begin_load (self, start_thread, start, (GDestroyNotify) mix_lab_start_free, started_cb,
                         mix_dataset_ref (dataset));
}

static void
imported_cb (MixWindow *self, MixDataset *dataset, const char *target, const char *x,
             gboolean all_others)
{
  start_with (self, dataset, mix_lab_start_new (self->lab, dataset, target, x, all_others));
}

static MixImportPage *
show_import_page (MixWindow *self, const char *path, const MixImport *import)
{
  MixImportPage *page = mix_import_page_new (GTK_WINDOW (self), path, import);

  g_signal_connect_object (page, "imported", G_CALLBACK (imported_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (page));
  return page;
}

/**
 * mix_window_import_settings:
 *
 * Shows how the open file was read, to change it.
 */
void
mix_window_import_settings (MixWindow *self)
{
  MixDesign *design = mix_lab_get_design (self->lab);
  MixDataset *dataset = design != NULL ? mix_design_get_dataset (design) : NULL;
  const char *path = dataset != NULL ? mix_dataset_get_path (dataset) : NULL;

  if (path == NULL)
    {
      mix_window_say (self, _ ("These data are not from a file: there is nothing to set"));
      return;
    }
  MixImportPage *page = show_import_page (self, path, &mix_dataset_get_import (dataset)->asked);
  mix_import_page_remember (page, design, mix_lab_get_all_others (self->lab));
}

/* A file that can only be read in one way is opened at once; one that leaves doubts, or has cells
 * that are no numbers among numbers, is looked at first. */
static gboolean
needs_a_look (const MixDataset *dataset)
{
  for (guint i = 0; i < mix_dataset_get_n_columns (dataset); i++)
    if (mix_dataset_get_column (dataset, i)->kind == MIX_COLUMN_MIXED)
      return TRUE;
  return mix_dataset_get_import (dataset)->doubts->len > 0;
}

static void
show_dataset (MixWindow *self, MixDataset *dataset)
{
  start_with (self, dataset, mix_lab_start_new (self->lab, dataset, NULL, NULL, FALSE));
}

/* Rows that were excluded are back where the file says something else in their place. */
static void
say_lost (MixWindow *self, gsize n_lost)
{
  if (n_lost == 0)
    return;
  g_autofree char *count = mix_format_count (n_lost);
  g_autofree char *text = g_strdup_printf (
    ngettext ("%s row that was excluded has changed in the file: it is taken again",
              "%s rows that were excluded have changed in the file: they are taken again", n_lost),
    count);
  mix_window_say (self, text);
}

/* With the columns that are chosen and the rows that are excluded, as long as they are there. */
static void
replace_dataset (MixWindow *self, MixDataset *dataset)
{
  g_autofree char *name = g_strdup_printf (_ ("reload %s"), mix_dataset_get_title (dataset));
  MixDataset *before = mix_design_get_dataset (mix_lab_get_design (self->lab));
  gsize n_lost;
  g_autoptr (MixDataset) again = mix_dataset_exclude_again (dataset, before, &n_lost);

  if (mix_lab_edit_dataset (self->lab, again, name, NULL, NULL))
    {
      say_lost (self, n_lost);
      return;
    }
  show_dataset (self, dataset);
  say_faults (self, dataset, mix_dataset_get_path (dataset));
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  MixWindow *self = MIX_WINDOW (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (MixDataset) dataset = g_task_propagate_pointer (G_TASK (result), &error);

  if (!mix_window_end_load (self, result))
    return;
  const Reading *reading = g_task_get_task_data (G_TASK (result));
  const char *path = reading->path;
  if (dataset != NULL && reading->is_reload)
    replace_dataset (self, dataset);
  else if (dataset != NULL && needs_a_look (dataset))
    show_import_page (self, path, NULL);
  else if (dataset != NULL)
    show_dataset (self, dataset);
  else
    {
      mix_window_take_back (&self->fault_toast);
      g_set_object (&self->fault_toast, mix_window_say_about (self, path, error->message));
    }
  if (g_error_matches (error, MIX_DATA_ERROR, MIX_DATA_ERROR_FORMAT))
    show_import_page (self, path, &reading->import);
  mix_window_ensure_data (self);
}

static gboolean
is_large (const char *path)
{
  GStatBuf facts;
  return g_stat (path, &facts) == 0 && facts.st_size > LARGE;
}

/* A large file is read on the import page, which shows how far it is and can be left. import:
 * (nullable) */
static void
read_path (MixWindow *self, const char *path, const MixImport *import, gboolean is_reload)
{
  Reading *reading = g_new0 (Reading, 1);

  if (!is_reload && is_large (path))
    {
      reading_free (reading);
      mix_window_ensure_data (self);
      show_import_page (self, path, import);
      return;
    }
  reading->path = g_strdup (path);
  reading->is_reload = is_reload;
  if (is_reload)
    mix_window_take_back (&self->changed_toast); /* what it offers is done */
  mix_import_init (&reading->import);
  if (import != NULL)
    reading->import = *import;
  mix_window_begin_load (self, read_thread, reading, reading_free, read_cb, NULL);
}

/**
 * mix_window_open:
 * @name: a table's or a project's path; "@two-branch" and the like for a generator; NULL for the
 *   first picture
 *
 * Opens data. A table is read in a thread while the window lives on; what is wrong with it is said
 * in a toast, and then the data that were open stay open.
 */
void
mix_window_open (MixWindow *self, const char *name)
{
  g_return_if_fail (MIX_IS_WINDOW (self));

  const MixGenerator *generator
    = name != NULL && *name == '@' ? mix_generator_find (name + 1) : NULL;
  if (name == NULL)
    mix_window_ensure_data (self);
  else if (generator != NULL)
    generate (self, generator);
  else if (mix_project_is_path (name))
    mix_window_open_project (self, name);
  else
    read_path (self, name, NULL, FALSE);
}

/**
 * mix_window_reload:
 *
 * Reads the open file anew, in the same way.
 */
void
mix_window_reload (MixWindow *self)
{
  MixDesign *design = mix_lab_get_design (self->lab);
  MixDataset *dataset = design != NULL ? mix_design_get_dataset (design) : NULL;
  MixImportReport *report = dataset != NULL ? mix_dataset_get_import (dataset) : NULL;

  if (self->watched != NULL)
    read_path (self, self->watched, report != NULL ? &report->asked : NULL, report != NULL);
  else
    mix_window_say (self, _ ("These data are not from a file: there is nothing to read anew"));
}

/* A table from the clipboard */

static char *
pasted_path (void)
{
  g_autofree char *folder = g_build_filename (g_get_user_cache_dir (), "mixture-lab", NULL);

  g_mkdir_with_parents (folder, 0700);
  return g_build_filename (folder, _ ("pasted table.csv"), NULL);
}

/* Returns: whether the file is a pasted table, which the next one takes the place of. */
gboolean
mix_window_is_pasted (const char *path)
{
  g_autofree char *pasted = pasted_path ();

  return g_str_equal (path, pasted);
}

static void
text_cb (GObject *clipboard, GAsyncResult *result, gpointer data)
{
  g_autoptr (MixWindow) self = data;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (clipboard), result, NULL);
  g_autofree char *path = pasted_path ();
  g_autoptr (GError) error = NULL;

  if (self->lab == NULL)
    return; /* the window was closed */
  if (text == NULL || strchr (text, '\n') == NULL)
    mix_window_say (self, _ ("There is no table on the clipboard: copy cells of a spreadsheet"));
  else if (!g_file_set_contents (path, text, -1, &error))
    mix_window_say (self, error->message);
  else
    show_import_page (self, path, NULL);
}

/**
 * mix_window_paste:
 *
 * Shows the text on the clipboard as a table.
 */
void
mix_window_paste (MixWindow *self)
{
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (self)), NULL, text_cb,
                                 g_object_ref (self));
}

static void
data_chosen (MixWindow *self, GFile *file)
{
  g_autofree char *path = g_file_get_path (file);

  if (path != NULL)
    mix_window_open (self, path);
  else
    mix_window_say (self, _ ("Only files of this computer can be opened"));
}

void
mix_window_choose_data (MixWindow *self)
{
  static const char *const both[]
    = { "*.csv", "*.CSV", "*.tsv", "*.txt", "*" MIX_PROJECT_SUFFIX, NULL };
  static const char *const projects[] = { "*" MIX_PROJECT_SUFFIX, NULL };
  static const char *const all[] = { "*", NULL };
  GtkFileChooser *chooser
    = mix_window_make_chooser (self, _ ("Open a Table or a Project"),
                               GTK_FILE_CHOOSER_ACTION_OPEN, data_chosen);

  mix_window_add_filter (chooser, _ ("Tables and projects"), both);
  mix_window_add_filter (chooser, _ ("Projects"), projects);
  mix_window_add_filter (chooser, _ ("All files"), all);
  mix_window_show_chooser (self);
}

static void
model_chosen (MixWindow *self, GFile *file)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = mix_window_with_ending (file, ".json");
  gboolean saved = mix_model_save (mix_lab_get_snapshot (self->lab)->model, path, &error);

  mix_window_say_saved (self, path, saved, error);
}

void
mix_window_choose_model (MixWindow *self)
{
  static const char *const models[] = { "*.json", NULL };
  GtkFileChooser *chooser
    = mix_window_make_chooser (self, _ ("Save the Model"), GTK_FILE_CHOOSER_ACTION_SAVE,
                               model_chosen);

  mix_window_add_filter (chooser, _ ("Models (JSON)"), models);
  gtk_file_chooser_set_current_name (chooser, "model.json");
  mix_window_show_chooser (self);
}

/**
 * mix_window_save_data:
 *
 * Writes the rows on show as CSV, as they are now: generated, drawn or edited, without those that
 * are excluded.
 */
gboolean
mix_window_save_data (MixWindow *self, const char *path, GError **error)
{
  MixDesign *canvas = mix_lab_get_canvas (self->lab);
  MixDesign *design = canvas != NULL ? canvas : mix_lab_get_design (self->lab);

  g_return_val_if_fail (design != NULL, FALSE);
  return mix_csv_write (mix_design_get_dataset (design), path, error);
}

static void
rows_file_chosen (MixWindow *self, GFile *file)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = mix_window_with_ending (file, ".csv");
  gboolean saved = mix_window_save_data (self, path, &error);

  mix_window_say_saved (self, path, saved, error);
}

void
mix_window_choose_rows_file (MixWindow *self)
{
  static const char *const tables[] = { "*.csv", NULL };
  GtkFileChooser *chooser
    = mix_window_make_chooser (self, _ ("Save the Rows"), GTK_FILE_CHOOSER_ACTION_SAVE,
                               rows_file_chosen);

  mix_window_add_filter (chooser, _ ("Tables (CSV)"), tables);
  gtk_file_chooser_set_current_name (chooser, "rows.csv");
  mix_window_show_chooser (self);
}

/**
 * mix_window_export:
 * @figure: the id of a figure
 * @path: its ending says PNG, SVG or PDF
 *
 * Writes a figure as it is on show, in the size of its panel.
 */
gboolean
mix_window_export (MixWindow *self, const char *figure, const char *path, GError **error)
{
  MixFigureGrid *grid = mix_window_get_grid (self);
  MixPlotView *view = grid != NULL ? mix_figure_grid_get_view (grid, figure) : NULL;

  if (view == NULL)
    view = mix_explore_page_get_view (self->page, figure);
  g_return_val_if_fail (view != NULL, FALSE);
  g_autoptr (MixPlot) plot = mix_window_build_figure (self, figure);
  return mix_plot_export (plot, path, MAX (gtk_widget_get_width (GTK_WIDGET (view)), 300),
                          MAX (gtk_widget_get_height (GTK_WIDGET (view)), 200), EXPORT_SCALE,
                          error);
}

static void
figure_chosen (MixWindow *self, GFile *file)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = mix_window_with_ending (file, ".png");
  gboolean saved = mix_window_export (self, self->exporting, path, &error);

  mix_window_say_saved (self, path, saved, error);
}

void
mix_window_choose_figure_file (MixWindow *self, const char *figure)
{
  static const char *const pictures[] = { "*.png", "*.svg", "*.pdf", NULL };
  GtkFileChooser *chooser
    = mix_window_make_chooser (self, _ ("Export the Figure"), GTK_FILE_CHOOSER_ACTION_SAVE,
                               figure_chosen);
  g_autofree char *name = g_strconcat (figure, ".png", NULL);

  g_free (self->exporting);
  self->exporting = g_strdup (figure);
  mix_window_add_filter (chooser, _ ("Pictures (PNG, SVG, PDF)"), pictures);
  gtk_file_chooser_set_current_name (chooser, name);
  mix_window_show_chooser (self);
}

static gboolean
drop_cb (MixWindow *self, const GValue *value)
{
  GSList *files = g_value_get_boxed (value);

  if (files == NULL)
    return FALSE;
  data_chosen (self, files->data);
  return TRUE;
}

/* A file may be let fall anywhere on the window. */
void
mix_window_add_drop_target (MixWindow *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_signal_connect_swapped (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->toasts), GTK_EVENT_CONTROLLER (target));
}
