/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-import-rows.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "mix-accessible.h"

typedef struct
{
  MixImportRows *rows; /* borrowed */
  const MixImportOption *option;
  GtkWidget *row;       /* borrowed */
  GtkDropDown *menu;    /* of a choice, owned; NULL: an entry */
  GtkStringList *words; /* borrowed from the menu */
  GtkEditable *entry;   /* owned */
} Row;

struct _MixImportRows
{
  Row rows[MIX_N_IMPORT_OPTIONS];
  MixImportSetting changed;
  gpointer data;
  gboolean showing; /* the change comes from us */
};

static void
menu_cb (GtkDropDown *menu, GParamSpec *pspec, gpointer data)
{
  Row *row = data;
  guint selected = gtk_drop_down_get_selected (menu);

  if (!row->rows->showing && selected != GTK_INVALID_LIST_POSITION)
    row->rows->changed (row->option->name, row->option->choices[selected].nick, row->rows->data);
}

/* An empty entry is an automatic one. */
static void
entry_cb (GtkEditable *entry, gpointer data)
{
  Row *row = data;
  const char *text = gtk_editable_get_text (entry);

  if (!row->rows->showing)
    row->rows->changed (row->option->name, *text != '\0' ? text : row->option->initial,
                        row->rows->data);
}

static GtkWidget *
make_menu (Row *row)
{
  row->words = gtk_string_list_new (NULL);
  for (const MixChoice *c = row->option->choices; c->nick != NULL; c++)
    gtk_string_list_append (row->words, _ (c->label));
  GtkWidget *menu = gtk_drop_down_new (G_LIST_MODEL (row->words), NULL);
  row->menu = g_object_ref_sink (GTK_DROP_DOWN (menu));
  gtk_widget_add_css_class (menu, "flat");
  g_signal_connect (menu, "notify::selected", G_CALLBACK (menu_cb), row);
  return menu;
}

static GtkWidget *
make_entry (Row *row)
{
  GtkWidget *entry = gtk_entry_new ();

  row->entry = g_object_ref_sink (GTK_EDITABLE (entry));
  gtk_editable_set_width_chars (row->entry, 9);
  gtk_editable_set_max_width_chars (row->entry, 9);
  gtk_entry_set_max_length (GTK_ENTRY (entry), (int) MIN (row->option->size, 200) - 1);
  g_signal_connect (entry, "changed", G_CALLBACK (entry_cb), row);
  return entry;
}

/* However large the text is, the list becomes wider before a word is torn apart. */
static void
keep_words (GtkWidget *row)
{
  GObject *title = gtk_widget_get_template_child (row, ADW_TYPE_ACTION_ROW, "title");

  if (GTK_IS_LABEL (title))
    gtk_label_set_wrap_mode (GTK_LABEL (title), PANGO_WRAP_WORD);
}

static void
add_row (MixImportRows *rows, GtkListBox *list, const MixImportOption *option, Row *row)
{
  *row = (Row){ .rows = rows, .option = option, .row = adw_action_row_new () };
  GtkWidget *control = option->kind == MIX_IMPORT_CHOICE ? make_menu (row) : make_entry (row);

  gtk_widget_set_valign (control, GTK_ALIGN_CENTER);
  mix_accessible_name (control, _ (option->label), NULL);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row->row), _ (option->label));
  keep_words (row->row);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row->row), control);
  gtk_list_box_append (list, row->row);
}

/**
 * mix_import_rows_new:
 * @list: gets the rows, but for the kinds, which the columns' heads have; it may outlive the result
 * only without being used
 * @changed: called where a person changes a setting
 */
MixImportRows *
mix_import_rows_new (GtkListBox *list, MixImportSetting changed, gpointer data)
{
  MixImportRows *rows = g_new0 (MixImportRows, 1);
  guint n;
  const MixImportOption *options = mix_import_options (&n);

  rows->changed = changed;
  rows->data = data;
  for (guint i = 0; i < n; i++)
    if (!options[i].of_columns)
      add_row (rows, list, &options[i], &rows->rows[i]);
  return rows;
}

void
mix_import_rows_free (MixImportRows *rows)
{
  for (guint i = 0; i < MIX_N_IMPORT_OPTIONS; i++)
    {
      Row *row = &rows->rows[i];
      if (row->menu != NULL)
        g_signal_handlers_disconnect_by_data (row->menu, row);
      if (row->entry != NULL)
        g_signal_handlers_disconnect_by_data (row->entry, row);
      g_clear_object (&row->menu);
      g_clear_object (&row->entry);
    }
  g_free (rows);
}

/* The first word of a menu says what automatic comes to. */
static void
show_choice (Row *row, const MixImport *import, const MixImportReport *report)
{
  int given = G_STRUCT_MEMBER (int, import, row->option->offset);
  int found = G_STRUCT_MEMBER (int, &report->settings, row->option->offset);
  const char *label = "";
  guint selected = 0;

  for (guint i = 0; row->option->choices[i].nick != NULL; i++)
    {
      if (row->option->choices[i].value == given)
        selected = i;
      if (row->option->choices[i].value == found)
        label = _ (row->option->choices[i].label);
    }
  if (strcmp (row->option->choices[0].nick, "auto") == 0)
    {
      g_autofree char *automatic
        = given == MIX_IMPORT_AUTO ? g_strdup_printf (_ ("%s (auto)"), label)
                                   : g_strdup (_ ("Automatic"));
      const char *const words[] = { automatic, NULL };
      gtk_string_list_splice (row->words, 0, 1, words);
    }
  gtk_drop_down_set_selected (row->menu, selected);
}

static void
show_text (Row *row, const MixImport *import, const MixImportReport *report)
{
  g_autofree char *given = mix_import_get (import, row->option->name);
  g_autofree char *found = mix_import_get (&report->settings, row->option->name);
  gboolean is_auto = strcmp (given, row->option->initial) == 0;

  if (gtk_widget_has_focus (GTK_WIDGET (gtk_editable_get_delegate (row->entry))))
    return;
  gtk_entry_set_placeholder_text (GTK_ENTRY (row->entry), found);
  gtk_editable_set_text (row->entry, is_auto ? "" : given);
}

/* How dates are read is no question where there are none. */
static gboolean
is_idle (const Row *row, const MixImport *import, const MixImportReport *report)
{
  if (!g_str_has_prefix (row->option->name, "date") || !mix_import_is_auto (import, row->option))
    return FALSE;
  for (guint i = 0; i < report->forms->len; i++)
    if (g_array_index (report->forms, MixColumnForm, i) == MIX_FORM_DATE)
      return FALSE;
  return strstr (import->kinds, "=date") == NULL;
}

/**
 * mix_import_rows_show:
 * @import: as the person has it
 * @report: what came of it
 *
 * Shows settings with their guesses.
 */
void
mix_import_rows_show (MixImportRows *rows, const MixImport *import, const MixImportReport *report)
{
  rows->showing = TRUE;
  for (guint i = 0; i < MIX_N_IMPORT_OPTIONS; i++)
    {
      Row *row = &rows->rows[i];
      if (row->row == NULL)
        continue;
      gtk_widget_set_visible (row->row, !is_idle (row, import, report));
      if (row->menu != NULL)
        show_choice (row, import, report);
      else
        show_text (row, import, report);
      g_autofree char *tip
        = report->reasons[i] != NULL
            ? g_strdup_printf ("%s\n%s", _ (row->option->help), report->reasons[i])
            : g_strdup (_ (row->option->help));
      gtk_widget_set_tooltip_text (row->row, tip);
    }
  rows->showing = FALSE;
}
