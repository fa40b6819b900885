/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-import-page.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "mix-csv.h"
#include "mix-format.h"
#include "mix-import-column.h"
#include "mix-import-rows.h"

/* MixImportPage shows how a file will be read: the settings with their guesses on the left, the
 * first rows and the columns' heads on the right, and above them what could be read in another way
 * and what is wrong. Every change reads the file anew, in a thread. */

#define MAX_SHOWN_ROWS 60
#define MAX_SHOWN_COLUMNS 100
#define MAX_SHOWN_CELLS 2000
#define MAX_SAID_MISSING 4 /* columns; the heads of all say how many */
#define ROWS_ABOVE 5 /* of the one with the error */

struct _MixImportPage
{
  AdwWindow parent_instance;

  /* template */
  AdwWindowTitle *heading;
  GtkWidget *import_button, *cancel_button, *sentences;
  GtkProgressBar *progress;
  GtkListBox *settings;
  GtkGrid *preview;
  GtkScrolledWindow *preview_scroll;

  /* owned */
  char *path;
  MixImport import; /* as the person has it */
  MixImportRows *rows;
  MixImportPreview *read;
  GCancellable *reading; /* NULL: not reading */
  GPtrArray *columns;    /* of borrowed MixImportColumn */
  GArray *roles;         /* of MixColumnRole, by column; as long as nobody saw any: empty */
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

static void
clear_children (GtkWidget *parent, void (*remove) (GtkWidget *parent, GtkWidget *child))
{
  for (GtkWidget *child; (child = gtk_widget_get_first_child (parent)) != NULL;)
    remove (parent, child);
}

static void
remove_from_box (GtkWidget *parent, GtkWidget *child)
{
  gtk_box_remove (GTK_BOX (parent), child);
}

static void
remove_from_grid (GtkWidget *parent, GtkWidget *child)
{
  gtk_grid_remove (GTK_GRID (parent), child);
}

static void
add_sentence (MixImportPage *self, const char *icon, const char *style, const char *text)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *image = gtk_image_new_from_icon_name (icon), *label = gtk_label_new (text);

  gtk_widget_set_valign (image, GTK_ALIGN_START);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_set_focusable (label, FALSE);
  gtk_widget_add_css_class (box, style);
  gtk_box_append (GTK_BOX (box), image);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (self->sentences), box);
}

/* Without the folder, which is known. */
static char *
shorten (MixImportPage *self, const char *message)
{
  g_autofree char *name = g_path_get_basename (self->path);
  GString *text = g_string_new (message);

  g_string_replace (text, self->path, name, 0);
  return g_string_free (text, FALSE);
}

static void
show_faults (MixImportPage *self)
{
  MixDataset *dataset = self->read->dataset;

  for (guint i = 0; dataset != NULL && i < mix_dataset_get_n_columns (dataset); i++)
    {
      const MixColumn *column = mix_dataset_get_column (dataset, i);
      if (column->kind != MIX_COLUMN_MIXED)
        continue;
      g_autofree char *fault = shorten (self, column->fault);
      add_sentence (self, "dialog-warning-symbolic", "warning", fault);
    }
}

static void
show_missing (MixImportPage *self)
{
  MixDataset *dataset = self->read->dataset;
  guint n_said = 0;

  for (guint i = 0; dataset != NULL && i < mix_dataset_get_n_columns (dataset); i++)
    {
      const MixColumn *column = mix_dataset_get_column (dataset, i);
      if (column->n_missing == 0 || column->n_missing == mix_dataset_get_n_rows (dataset)
          || n_said++ >= MAX_SAID_MISSING)
        continue;
      g_autofree char *text = mix_column_describe_missing (column);
      add_sentence (self, "dialog-information-symbolic", "note", text);
    }
}

/* Columns that there is no room for are read all the same. */
static void
show_rest (MixImportPage *self)
{
  MixDataset *dataset = self->read->dataset;
  guint n = dataset != NULL ? mix_dataset_get_n_columns (dataset) : 0;

  if (n <= MAX_SHOWN_COLUMNS)
    return;
  g_autofree char *text = g_strdup_printf (
    ngettext ("%u more column is read as guessed, and can be chosen in the sidebar afterwards",
              "%u more columns are read as guessed, and can be chosen in the sidebar afterwards",
              n - MAX_SHOWN_COLUMNS),
    n - MAX_SHOWN_COLUMNS);
  add_sentence (self, "dialog-information-symbolic", "note", text);
}

static void
show_sentences (MixImportPage *self)
{
  const MixImportReport *report = self->read->report;

  clear_children (self->sentences, remove_from_box);
  if (self->read->error != NULL)
    {
      g_autofree char *message = shorten (self, self->read->error->message);
      add_sentence (self, "dialog-error-symbolic", "error", message);
    }
  for (guint i = 0; report != NULL && i < report->doubts->len; i++)
    add_sentence (self, "dialog-question-symbolic", "doubt", report->doubts->pdata[i]);
  show_faults (self);
  for (guint i = 0; report != NULL && i < report->notes->len; i++)
    add_sentence (self, "dialog-information-symbolic", "note", report->notes->pdata[i]);
  show_missing (self);
  show_rest (self);
  gtk_widget_set_visible (self->sentences,
                          gtk_widget_get_first_child (self->sentences) != NULL);
}

static void
role_changed_cb (MixImportPage *self, MixImportColumn *changed)
{
  MixColumnRole role = mix_import_column_get_role (changed);

  for (guint i = 0; i < self->columns->len; i++)
    {
      MixImportColumn *column = self->columns->pdata[i];
      if (column != changed
          && (role == MIX_ROLE_TARGET || role == MIX_ROLE_X || role == MIX_ROLE_VALIDATION)
          && mix_import_column_get_role (column) == role)
        mix_import_column_set_role (column, MIX_ROLE_NONE);
    }
}

/* As the heads of the columns say it: "2=date,3=text". */
static void
take_forms (MixImportPage *self)
{
  GString *kinds = g_string_new (NULL);

  for (guint i = 0; i < self->columns->len; i++)
    {
      MixColumnForm form = mix_import_column_get_form (self->columns->pdata[i]);
      if (form != MIX_FORM_AUTO)
        g_string_append_printf (kinds, "%s%u=%s", kinds->len > 0 ? "," : "", i + 1,
                                mix_choice_nick (mix_column_forms, (int) form));
    }
  mix_import_set (&self->import, "kinds", kinds->len > 0 ? kinds->str : "auto", NULL);
  g_string_free (kinds, TRUE);
}

/* "2=log,3=sqrt" */
static void
take_transforms (MixImportPage *self)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < self->columns->len; i++)
    {
      MixTransformKind kind = mix_import_column_get_transform (self->columns->pdata[i]);
      if (kind != MIX_TRANSFORM_NONE)
        g_string_append_printf (list, "%s%u=%s", list->len > 0 ? "," : "", i + 1,
                                mix_choice_nick (mix_transform_choices, (int) kind));
    }
  mix_import_set (&self->import, "transforms", list->len > 0 ? list->str : "none", NULL);
}

static void
form_changed_cb (MixImportPage *self)
{
  take_forms (self);
  take_transforms (self);
  start_reading (self);
}

/* What the person chose, as long as the columns are the same; until then a guess. */
static MixColumnRole
find_role (MixImportPage *self, const MixDataset *dataset, guint column)
{
  int target, x;

  const MixColumn *c = mix_dataset_get_column (dataset, column);
  if (self->roles->len == mix_dataset_get_n_columns (dataset))
    {
      MixColumnRole role = g_array_index (self->roles, MixColumnRole, column);
      gboolean fits = role == MIX_ROLE_VALIDATION ? c->kind != MIX_COLUMN_MIXED
                                                  : c->kind == MIX_COLUMN_NUMBER;
      return fits ? role : MIX_ROLE_NONE;
    }
  if (c->marks_validation)
    return MIX_ROLE_VALIDATION;
  mix_dataset_guess_axes (dataset, &target, &x);
  if ((int) column == target)
    return MIX_ROLE_TARGET;
  return (int) column == x ? MIX_ROLE_X : MIX_ROLE_NONE;
}

static void
keep_roles (MixImportPage *self)
{
  if (self->columns->len == 0)
    return;
  g_array_set_size (self->roles, 0);
  for (guint i = 0; i < self->columns->len; i++)
    {
      MixColumnRole role = mix_import_column_get_role (self->columns->pdata[i]);
      g_array_append_val (self->roles, role);
    }
}

static void
add_heads (MixImportPage *self)
{
  MixDataset *dataset = self->read->dataset;
  guint n = MIN (mix_dataset_get_n_columns (dataset), MAX_SHOWN_COLUMNS);

  for (guint i = 0; i < n; i++)
    {
      MixColumnForm form = mix_import_form_of (&self->import, "", i + 1);
      GtkWidget *head
        = mix_import_column_new (self->read, i, form, find_role (self, dataset, i));
      g_signal_connect_object (head, "form-changed", G_CALLBACK (form_changed_cb), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (head, "role-changed", G_CALLBACK (role_changed_cb), self,
                               G_CONNECT_SWAPPED);
      gtk_grid_attach (self->preview, head, (int) i + 1, 0, 1, 1);
      g_ptr_array_add (self->columns, head);
    }
}

static void
add_cell (MixImportPage *self, const char *text, int column, int row, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  if (column > 0)
    gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 18);
  gtk_label_set_single_line_mode (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), column == 0 ? 1 : 0);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  gtk_grid_attach (self->preview, label, column, row, 1, 1);
}

static gboolean
is_fault_row (MixImportPage *self, const MixCsvSampleRow *row)
{
  const MixImportPreview *read = self->read;

  return read->line > 0 && row->line <= read->line
         && mix_import_preview_find_line (read, read->line)
              == mix_import_preview_find_line (read, row->line);
}

static const char *
find_style (MixImportPage *self, const MixCsvSampleRow *row, guint cell, gboolean is_header)
{
  if (is_fault_row (self, row))
    return cell + 1 == self->read->column ? "fault-cell" : "fault-row";
  return is_header ? "names-row" : NULL;
}

/* The cell as it is read: the number, and nothing for a missing one. */
static char *
show_value (MixImportPage *self, guint row, guint column)
{
  const MixImportPreview *read = self->read;
  const char *text = mix_csv_sample_cell (read->sample, row, column);
  char number[32];

  if (read->dataset == NULL || read->report->settings.ragged == MIX_RAGGED_SKIP
      || (row == 0 && read->has_header))
    return g_strdup (text);
  const MixColumn *c = mix_dataset_get_column (read->dataset, column);
  gsize place = read->has_header ? row - 1 : row;
  if (place >= mix_dataset_get_n_rows (read->dataset) || c->kind == MIX_COLUMN_TEXT || c->time != MIX_TIME_NONE)
    return g_strdup (text);
  if (!isnan (c->values[place]))
    return g_strdup (mix_csv_format_number (c->values[place], number));
  return c->kind == MIX_COLUMN_MIXED ? g_strdup (text) : g_strdup ("–");
}

static void
add_row (MixImportPage *self, guint row, int place)
{
  const MixCsvSampleRow *r = mix_csv_sample_row (self->read->sample, row);
  g_autofree char *line = g_strdup_printf ("%lu", r->line);
  gboolean is_header = row == 0 && self->read->has_header;

  add_cell (self, line, 0, place, "note");
  guint n = MIN (r->cells->len, MAX_SHOWN_COLUMNS);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = show_value (self, row, i);
      add_cell (self, text, (int) i + 1, place, find_style (self, r, i, is_header));
    }
  if (is_fault_row (self, r) && self->read->column > r->cells->len && n < MAX_SHOWN_COLUMNS)
    add_cell (self, _ ("no cell"), (int) n + 1, place, "fault-cell");
}

static void
show_rows (MixImportPage *self)
{
  const MixImportPreview *read = self->read;
  guint n = read->sample != NULL ? read->sample->rows->len : 0;
  int fault = read->line > 0 ? mix_import_preview_find_line (read, read->line) : -1;
  guint across = read->dataset != NULL ? mix_dataset_get_n_columns (read->dataset) : 1;
  guint most = CLAMP (MAX_SHOWN_CELLS / across, 12, MAX_SHOWN_ROWS);
  guint first = fault > ROWS_ABOVE ? (guint) fault - ROWS_ABOVE : 0;
  /* The names are in the heads, where there are heads. */
  gboolean skip_names = read->has_header && read->dataset != NULL;

  keep_roles (self);
  clear_children (GTK_WIDGET (self->preview), remove_from_grid);
  g_ptr_array_set_size (self->columns, 0);
  if (read->dataset != NULL)
    add_heads (self);
  else if (first > 0 && read->has_header)
    add_row (self, 0, 0);
  for (guint row = first == 0 && skip_names ? 1 : first, place = 1; row < n && place <= most;
       row++, place++)
    add_row (self, row, (int) place);
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
  for (guint i = 0; i < self->columns->len; i++)
    if (mix_import_column_get_role (self->columns->pdata[i]) == role)
      return g_strdup (mix_dataset_get_column (self->read->dataset, i)->name);
  return NULL;
}

static gboolean
has_role (MixImportPage *self, MixColumnRole role)
{
  g_autofree char *name = find_name (self, role);
  return name != NULL;
}

/* Where some columns are features, those that are not used are read as text: nothing takes them. */
static gboolean
leave_out_unused (MixImportPage *self)
{
  MixImport before = self->import;
  g_autoptr (GString) kinds = g_string_new (NULL);

  if (!has_role (self, MIX_ROLE_FEATURE))
    return FALSE;
  for (guint i = 0; i < self->columns->len; i++)
    {
      MixImportColumn *column = self->columns->pdata[i];
      MixColumnForm form = mix_import_column_get_form (column);
      if (mix_import_column_get_role (column) == MIX_ROLE_NONE)
        form = MIX_FORM_TEXT;
      if (form != MIX_FORM_AUTO)
        g_string_append_printf (kinds, "%s%u=%s", kinds->len > 0 ? "," : "", i + 1,
                                mix_choice_nick (mix_column_forms, (int) form));
    }
  mix_import_set (&self->import, "kinds", kinds->len > 0 ? kinds->str : "auto", NULL);
  return !mix_import_equal (&before, &self->import);
}

/* The column that marks the rows that validate is known by its number. */
static gboolean
take_validation (MixImportPage *self)
{
  MixImport before = self->import;
  g_autofree char *text = g_strdup ("none");

  for (guint i = 0; i < self->columns->len; i++)
    if (mix_import_column_get_role (self->columns->pdata[i]) == MIX_ROLE_VALIDATION)
      {
        g_free (text);
        text = g_strdup_printf ("%u", i + 1);
      }
  if (self->columns->len > 0)
    mix_import_set (&self->import, "validation-column", text, NULL);
  return !mix_import_equal (&before, &self->import);
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
  self->all_others = has_role (self, MIX_ROLE_FEATURE);
  self->importing = leave_out_unused (self);
  self->importing = take_validation (self) || self->importing;
  if (self->importing)
    start_reading (self);
  else
    finish (self);
}

static void
show_read (MixImportPage *self)
{
  show_heading (self);
  show_sentences (self);
  show_rows (self);
  if (self->read->report != NULL)
    mix_import_rows_show (self->rows, &self->import, self->read->report);
  gboolean ready = self->read->dataset != NULL
                   && mix_dataset_n_number_columns (self->read->dataset) > 1;
  gtk_widget_set_sensitive (self->import_button, ready);
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
  g_clear_pointer (&self->read, mix_import_preview_free);
  g_clear_pointer (&self->columns, g_ptr_array_unref);
  g_clear_pointer (&self->roles, g_array_unref);
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
  gtk_widget_class_bind_template_child (widget_class, MixImportPage, preview);
  gtk_widget_class_bind_template_child (widget_class, MixImportPage, preview_scroll);
  gtk_widget_class_bind_template_callback (widget_class, import_cb);
}

static void
mix_import_page_init (MixImportPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->columns = g_ptr_array_new ();
  self->roles = g_array_new (FALSE, FALSE, sizeof (MixColumnRole));
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
  adw_window_title_set_title (self->heading, name);
  start_reading (self);
  return self;
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
