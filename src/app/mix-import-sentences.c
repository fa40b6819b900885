/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-import-sentences.h"

#include <glib/gi18n-lib.h>

/* What the import page says in words above the rows: what is wrong, what could be read in another
 * way, and what was done. */

#define MAX_SAID_FAULTS 4  /* columns */
#define MAX_SAID_MISSING 4 /* columns; the heads of all say how many */

static void
add_sentence (GtkBox *box, const char *icon, const char *style, const char *text)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *image = gtk_image_new_from_icon_name (icon), *label = gtk_label_new (text);

  gtk_widget_set_valign (image, GTK_ALIGN_START);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (line, style);
  gtk_box_append (GTK_BOX (line), image);
  gtk_box_append (GTK_BOX (line), label);
  gtk_box_append (box, line);
}

/* Without the folder, which is known. */
static char *
shorten (const char *path, const char *message)
{
  g_autofree char *name = g_path_get_basename (path);
  GString *text = g_string_new (message);

  g_string_replace (text, path, name, 0);
  return g_string_free (text, FALSE);
}

/* Of very many, the first: a page of sentences is not read. */
static void
show_faults (GtkBox *box, const char *path, MixDataset *dataset)
{
  guint n_said = 0, n_more = 0;

  for (guint i = 0; dataset != NULL && i < mix_dataset_get_n_columns (dataset); i++)
    {
      const MixColumn *column = mix_dataset_get_column (dataset, i);
      if (column->kind != MIX_COLUMN_MIXED)
        continue;
      if (n_said == MAX_SAID_FAULTS)
        {
          n_more++;
          continue;
        }
      n_said++;
      g_autofree char *fault = shorten (path, column->fault);
      add_sentence (box, "dialog-warning-symbolic", "warning", fault);
    }
  if (n_more == 0)
    return;
  g_autofree char *rest = g_strdup_printf (
    ngettext ("%u more column has such a cell; its head is red",
              "%u more columns have such a cell; their heads are red", n_more),
    n_more);
  add_sentence (box, "dialog-warning-symbolic", "warning", rest);
}

static void
show_missing (GtkBox *box, MixDataset *dataset)
{
  guint n_said = 0;

  for (guint i = 0; dataset != NULL && i < mix_dataset_get_n_columns (dataset); i++)
    {
      const MixColumn *column = mix_dataset_get_column (dataset, i);
      if (column->n_missing == 0 || column->n_missing == mix_dataset_get_n_rows (dataset)
          || n_said++ >= MAX_SAID_MISSING)
        continue;
      g_autofree char *text = mix_column_describe_missing (column);
      add_sentence (box, "dialog-information-symbolic", "note", text);
    }
}

/**
 * mix_import_sentences_show:
 * @box: gets a line for each; hidden where there is none
 * @path: of the file
 * @read: what came of reading it
 * @lack: (nullable): what is still to be done before it can be imported
 */
void
mix_import_sentences_show (GtkBox *box, const char *path, const MixImportPreview *read,
                           const char *lack)
{
  const MixImportReport *report = read->report;

  for (GtkWidget *child; (child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL;)
    gtk_box_remove (box, child);
  if (read->error != NULL)
    {
      g_autofree char *message = shorten (path, read->error->message);
      add_sentence (box, "dialog-error-symbolic", "error", message);
    }
  if (lack != NULL)
    add_sentence (box, "dialog-warning-symbolic", "warning", lack);
  for (guint i = 0; report != NULL && i < report->doubts->len; i++)
    add_sentence (box, "dialog-question-symbolic", "doubt", report->doubts->pdata[i]);
  show_faults (box, path, read->dataset);
  for (guint i = 0; report != NULL && i < report->notes->len; i++)
    add_sentence (box, "dialog-information-symbolic", "note", report->notes->pdata[i]);
  show_missing (box, read->dataset);
  gtk_widget_set_visible (GTK_WIDGET (box), gtk_widget_get_first_child (GTK_WIDGET (box)) != NULL);
}
