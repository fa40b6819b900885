/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-import-page.h"

#include <glib/gi18n-lib.h>

#include "mix-accessible.h"
#include "mix-format.h"
#include "mix-import-choices.h"
#include "mix-import-rows.h"
#include "mix-import-sentences.h"
#include "mix-import-table.h"

/* MixImportPage shows how a file will be read: the settings with their guesses on the left, the
 * first rows and the columns' heads on the right, and above them what could be read in another way
 * and what is wrong. Every change reads the file anew, in a thread. */

struct _MixImportPage
{
  AdwWindow parent_instance;

  /* template */
  AdwWindowTitle *heading;
  GtkWidget *import_button, *cancel_button;
  GtkBox *sentences;
  GtkProgressBar *progress;
  GtkListBox *settings;
  MixImportTable *table;

  /* owned */
  char *path;
  MixImport import; /* as the person has it */
  MixImportRows *rows;
  MixImportPreview *read;
  GCancellable *reading; /* NULL: not reading */
  MixImportChoices *choices;
  guint tick;

  /* What was pressed Import for, as long as the file is read once more. */
  gboolean importing, all_others;
  char *target, *x;
};

enum
{
  IMPORTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MixImportPage, mix_import_page, ADW_TYPE_WINDOW)

static void start_reading (MixImportPage *self);

/* What a thread reads. It does not keep the page, which must go with its window. */
typedef struct
{
  GWeakRef page;
  char *path;
  MixImport import;
  int progress; /* of 1000, atomic */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;
  g_weak_ref_clear (&job->page);
  g_free (job->path);
  g_free (job);
}

static void
read_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  g_task_return_pointer (
    task, mix_import_preview_new (job->path, &job->import, &job->progress, cancellable),
    (GDestroyNotify) mix_import_preview_free);
}

/* What could not be put into the settings is said, and nothing is read. is_last: then columns that
 * are not used are ignored; before, each can still be chosen. */
static gboolean
take_columns (MixImportPage *self, gboolean is_last)
{
  g_autoptr (GError) error = NULL;

  if (mix_import_choices_take_kinds (self->choices, &self->import, &error)
      && mix_import_choices_take_transforms (self->choices, &self->import, &error)
      && (!is_last || mix_import_choices_take_ignored (self->choices, &self->import, &error)))
    return TRUE;
  GtkWidget *dialog = adw_message_dialog_new (
    GTK_WINDOW (self), _ ("Too Many Columns Are Chosen One by One"), error->message);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
  return FALSE;
}

static void
form_changed_cb (MixImportPage *self)
{
  if (take_columns (self, FALSE))
    start_reading (self);
}

static void
show_heading (MixImportPage *self)
{
  g_autofree char *name = g_path_get_basename (self->path);
  MixDataset *dataset = self->read->dataset;
  g_autofree char *n_rows
    = mix_format_count (dataset != NULL ? mix_dataset_get_n_rows (dataset) : 0);
  g_autofree char *facts
    = dataset != NULL ? g_strdup_printf (_ ("%s rows, %u columns"), n_rows,
                                         mix_dataset_get_n_columns (dataset))
                      : g_strdup (_ ("cannot be read like this"));

  adw_window_title_set_title (self->heading, name);
  adw_window_title_set_subtitle (self->heading, facts);
}

static char *
find_name (MixImportPage *self, MixColumnRole role)
{
  int column = mix_import_choices_find (self->choices, role);

  return column >= 0
           ? g_strdup (mix_dataset_get_column (self->read->dataset, (guint) column)->name)
           : NULL;
}

static void
finish (MixImportPage *self)
{
  g_signal_emit (self, signals[IMPORTED], 0, self->read->dataset, self->target, self->x,
                 self->all_others);
  gtk_window_close (GTK_WINDOW (self));
}

static void
import_cb (MixImportPage *self)
{
  g_free (self->target);
  g_free (self->x);
  self->target = find_name (self, MIX_ROLE_TARGET);
  self->x = find_name (self, MIX_ROLE_X);
  self->all_others = mix_import_choices_find (self->choices, MIX_ROLE_FEATURE) >= 0;
  MixImport before = self->import;
  if (!take_columns (self, TRUE))
    {
      self->import = before;
      return;
    }
  mix_import_choices_take_validation (self->choices, &self->import);
  self->importing = !mix_import_equal (&before, &self->import);
  if (self->importing)
    start_reading (self);
  else
    finish (self);
}

/* Why there is nothing to import yet; NULL: there is, or an error says it. */
static const char *
find_lack (MixImportPage *self)
{
  MixDataset *dataset = self->read->dataset;

  if (dataset == NULL)
    return NULL;
  if (mix_dataset_get_n_columns (dataset) < 2)
    return _ ("There is one column only, and nothing to predict it from: is the delimiter another one?");
  if (mix_dataset_n_number_columns (dataset) == 0)
    return _ ("No column holds numbers alone, which the target has to: choose “Number” as the kind of "
              "one, or another decimal mark");
  if (mix_import_choices_find (self->choices, MIX_ROLE_TARGET) < 0)
    return _ ("Choose the column to predict: “Target y” as its role");
  if (mix_import_choices_find (self->choices, MIX_ROLE_X) < 0)
    return _ ("Choose the column to predict it from: “x axis” as its role");
  return NULL;
}

/* What is said, and whether that can be imported. */
static void
judge (MixImportPage *self)
{
  const char *lack = find_lack (self);

  mix_import_sentences_show (self->sentences, self->path, self->read, lack);
  gtk_widget_set_sensitive (self->import_button, self->read->dataset != NULL && lack == NULL);
}

static void
role_changed_cb (MixImportPage *self)
{
  if (self->reading == NULL)
    judge (self);
}

static void
show_read (MixImportPage *self)
{
  show_heading (self);
  if (self->read->dataset != NULL)
    mix_import_choices_follow (self->choices, &self->import, self->read->dataset);
  judge (self);
  mix_import_table_show (self->table, self->read, self->choices);
  if (self->read->report != NULL)
    mix_import_rows_show (self->rows, &self->import, self->read->report);
  gboolean ready = gtk_widget_get_sensitive (self->import_button);
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  if (ready && (focus == NULL || focus == self->cancel_button))
    gtk_widget_grab_focus (self->import_button);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Job *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (MixImportPage) self = g_weak_ref_get (&job->page);
  g_autoptr (MixImportPreview) read = g_task_propagate_pointer (G_TASK (result), NULL);

  /* The page was closed, or settings have changed since. */
  if (self == NULL || g_task_get_cancellable (G_TASK (result)) != self->reading || read == NULL)
    return;
  g_clear_object (&self->reading);
  g_clear_handle_id (&self->tick, g_source_remove);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), FALSE);
  mix_import_table_clear (self->table);
  g_clear_pointer (&self->read, mix_import_preview_free);
  self->read = g_steal_pointer (&read);
  if (self->importing && self->read->dataset != NULL)
    finish (self);
  else
    show_read (self);
}

static gboolean
tick_cb (gpointer data)
{
  Job *job = g_task_get_task_data (G_TASK (data));
  g_autoptr (MixImportPage) self = g_weak_ref_get (&job->page);

  if (self == NULL)
    return G_SOURCE_CONTINUE; /* it is being disposed of, and will remove us */
  gtk_widget_set_visible (GTK_WIDGET (self->progress), TRUE);
  gtk_progress_bar_set_fraction (self->progress, g_atomic_int_get (&job->progress) / 1000.0);
  return G_SOURCE_CONTINUE;
}

static void
stop_reading (MixImportPage *self)
{
  g_clear_handle_id (&self->tick, g_source_remove);
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
}

static void
start_reading (MixImportPage *self)
{
  Job *job = g_new0 (Job, 1);

  stop_reading (self);
  if (self->read != NULL && self->importing)
    g_clear_pointer (&self->read->dataset, mix_dataset_unref); /* two large tables are one too many */
  g_weak_ref_init (&job->page, self);
  job->path = g_strdup (self->path);
  job->import = self->import;
  self->reading = g_cancellable_new ();
  gtk_widget_set_sensitive (self->import_button, FALSE);
  g_autoptr (GTask) task = g_task_new (NULL, self->reading, read_cb, NULL);
  g_task_set_return_on_cancel (task, FALSE);
  g_task_set_task_data (task, job, job_free);
  self->tick = g_timeout_add_full (G_PRIORITY_DEFAULT, 150, tick_cb, g_object_ref (task),
                                   g_object_unref);
  g_task_run_in_thread (task, read_thread);
}

static void
setting_cb (const char *name, const char *text, gpointer data)
{
  MixImportPage *self = data;

  self->importing = FALSE;
  if (mix_import_set (&self->import, name, text, NULL))
    start_reading (self);
}

static void
mix_import_page_dispose (GObject *object)
{
  MixImportPage *self = MIX_IMPORT_PAGE (object);

  stop_reading (self);
  g_clear_pointer (&self->rows, mix_import_rows_free);
  if (self->table != NULL)
    mix_import_table_clear (self->table);
  g_clear_pointer (&self->read, mix_import_preview_free);
  g_clear_pointer (&self->choices, mix_import_choices_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), MIX_TYPE_IMPORT_PAGE);
  G_OBJECT_CLASS (mix_import_page_parent_class)->dispose (object);
}

static void
mix_import_page_finalize (GObject *object)
{
  MixImportPage *self = MIX_IMPORT_PAGE (object);

  g_free (self->path);
  g_free (self->target);
  g_free (self->x);
  G_OBJECT_CLASS (mix_import_page_parent_class)->finalize (object);
}

static void
mix_import_page_class_init (MixImportPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = mix_import_page_dispose;
  object_class->finalize = mix_import_page_finalize;
  g_type_ensure (MIX_TYPE_IMPORT_TABLE);
  signals[IMPORTED]
    = g_signal_new ("imported", MIX_TYPE_IMPORT_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 4, G_TYPE_POINTER, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_BOOLEAN);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/mixturelab/MixtureLab/ui/mix-import-page.ui");
  gtk_widget_class_bind_template_child (widget_class, MixImportPage, heading);
  gtk_widget_class_bind_template_child (widget_class, MixImportPage, import_button);
  gtk_widget_class_bind_template_child (widget_class, MixImportPage, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, MixImportPage, sentences);
  gtk_widget_class_bind_template_child (widget_class, MixImportPage, progress);
  gtk_widget_class_bind_template_child (widget_class, MixImportPage, settings);
  gtk_widget_class_bind_template_child (widget_class, MixImportPage, table);
  gtk_widget_class_bind_template_callback (widget_class, form_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, role_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, import_cb);
}

static void
mix_import_page_init (MixImportPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  mix_accessible_name_by_label (GTK_BUTTON (self->import_button));
  mix_accessible_name_by_label (GTK_BUTTON (self->cancel_button));
  self->choices = mix_import_choices_new ();
  self->rows = mix_import_rows_new (self->settings, setting_cb, self);
}

/**
 * mix_import_page_new:
 * @path: of a table
 * @import: (nullable): what the settings begin with
 *
 * Returns: (transfer none): the page, already reading; the caller presents it
 */
MixImportPage *
mix_import_page_new (GtkWindow *parent, const char *path, const MixImport *import)
{
  MixImportPage *self = g_object_new (MIX_TYPE_IMPORT_PAGE, "transient-for", parent, NULL);
  g_autofree char *name = g_path_get_basename (path);

  self->path = g_strdup (path);
  mix_import_init (&self->import);
  if (import != NULL)
    self->import = *import;
  mix_import_set (&self->import, "ignore", "none", NULL); /* each can be chosen again */
  adw_window_title_set_title (self->heading, name);
  start_reading (self);
  return self;
}

/**
 * mix_import_page_remember:
 * @design: of the table, as it is learnt now
 * @all_others: whether it takes every other column
 *
 * To be called at once: the columns begin with the roles that they have.
 */
void
mix_import_page_remember (MixImportPage *self, const MixDesign *design, gboolean all_others)
{
  g_return_if_fail (MIX_IS_IMPORT_PAGE (self) && design != NULL);
  mix_import_choices_remember (self->choices, design, all_others);
}

gboolean
mix_import_page_get_busy (MixImportPage *self)
{
  return self->reading != NULL;
}

const MixImportPreview *
mix_import_page_get_preview (MixImportPage *self)
{
  return self->read;
}
