/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-import-table.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "mix-accessible.h"
#include "mix-csv.h"
#include "mix-format.h"
#include "mix-import-column.h"

/* MixImportTable shows the first rows of a file as they will be read, under their columns' heads.
 * A file may have very many columns, and each head costs menus: so many as fit a few screens are
 * shown at a time, with a bar above to leaf through them and to search one by its name. */

#define COLUMNS_AT_ONCE 40
#define BESIDE_FOUND 40 /* pixels that are left about the head that was searched */
#define MAX_SHOWN_ROWS 60
#define MAX_CELL_CHARS 18
#define MAX_SHOWN_CELLS 2000
#define ROWS_ABOVE 5 /* of the one with the error */

struct _MixImportTable
{
  GtkWidget parent_instance;

  GtkWidget *bar, *before, *after, *search, *where, *roles;
  GtkWidget *scroller;
  GtkGrid *grid;

  const MixImportPreview *read; /* borrowed; NULL: nothing is shown */
  MixImportChoices *choices;    /* borrowed */
  GPtrArray *heads;             /* of borrowed MixImportColumn: those on the screen */
  guint first;                  /* column that is shown, from 0 */
  guint n_columns;
  int found; /* the column that was searched last; −1: none */
  guint scroll_idle;
};

enum
{
  FORM_CHANGED,
  ROLE_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MixImportTable, mix_import_table, GTK_TYPE_WIDGET)

static void build (MixImportTable *self);

/* Heads */

/* Which columns are y and x is said where they are out of sight. */
static void
show_roles (MixImportTable *self)
{
  int y = self->read->dataset != NULL
            ? mix_import_choices_find (self->choices, MIX_ROLE_TARGET) : -1;
  int x = self->read->dataset != NULL ? mix_import_choices_find (self->choices, MIX_ROLE_X) : -1;
  GString *text = g_string_new (NULL);

  if (y >= 0)
    g_string_printf (text, _ ("y: %s"), mix_dataset_get_column (self->read->dataset, (guint) y)->name);
  if (y >= 0 && x >= 0)
    g_string_append (text, ", ");
  if (x >= 0)
    g_string_append_printf (text, _ ("x: %s"),
                            mix_dataset_get_column (self->read->dataset, (guint) x)->name);
  gtk_label_set_text (GTK_LABEL (self->roles), text->str);
  gtk_widget_set_tooltip_text (self->roles, text->str);
  g_string_free (text, TRUE);
}

static void
keep (MixImportTable *self, MixImportColumn *head)
{
  MixColumnChoice choice = mix_import_column_get_choice (head);

  mix_import_choices_set (self->choices, mix_import_column_get_number (head), &choice);
}

static void
role_changed_cb (MixImportTable *self, MixImportColumn *changed)
{
  keep (self, changed);
  for (guint i = 0; i < self->heads->len; i++)
    {
      MixImportColumn *head = self->heads->pdata[i];
      guint number = mix_import_column_get_number (head);
      mix_import_column_set_role (head, mix_import_choices_get (self->choices, number)->role);
    }
  show_roles (self);
  g_signal_emit (self, signals[ROLE_CHANGED], 0);
}

static void
form_changed_cb (MixImportTable *self, MixImportColumn *changed)
{
  keep (self, changed);
  g_signal_emit (self, signals[FORM_CHANGED], 0);
}

static void
add_heads (MixImportTable *self)
{
  guint end = MIN (self->n_columns, self->first + COLUMNS_AT_ONCE);

  for (guint i = self->first; i < end; i++)
    {
      GtkWidget *head
        = mix_import_column_new (self->read, i, mix_import_choices_get (self->choices, i));
      g_signal_connect_object (head, "form-changed", G_CALLBACK (form_changed_cb), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (head, "role-changed", G_CALLBACK (role_changed_cb), self,
                               G_CONNECT_SWAPPED);
      if ((int) i == self->found)
        gtk_widget_add_css_class (head, "found");
      gtk_grid_attach (self->grid, head, (int) (i - self->first) + 1, 0, 1, 1);
      g_ptr_array_add (self->heads, head);
    }
}

/* Cells */

static void
add_cell (MixImportTable *self, const char *text, int column, int row, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  if (column > 0)
    {
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_label_set_width_chars (GTK_LABEL (label),
                                 (int) MIN (g_utf8_strlen (text, -1), MAX_CELL_CHARS));
    }
  gtk_label_set_max_width_chars (GTK_LABEL (label), MAX_CELL_CHARS);
  gtk_label_set_single_line_mode (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), column == 0 ? 1 : 0);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  gtk_grid_attach (self->grid, label, column, row, 1, 1);
}

static gboolean
is_fault_row (MixImportTable *self, const MixCsvSampleRow *row)
{
  const MixImportPreview *read = self->read;

  return read->line > 0 && row->line <= read->line
         && mix_import_preview_find_line (read, read->line)
              == mix_import_preview_find_line (read, row->line);
}

static const char *
find_style (MixImportTable *self, guint place, guint cell)
{
  const MixCsvSampleRow *row = mix_csv_sample_row (self->read->sample, place);
  gboolean is_header = place == 0 && self->read->has_header;

  if (is_fault_row (self, row))
    return cell + 1 == self->read->column ? "fault-cell" : "fault-row";
  if (is_header)
    return "names-row";
  if (self->read->dataset != NULL && mix_import_preview_find_row (self->read, place) < 0)
    return "left-out";
  return mix_import_preview_is_fault (self->read, place, cell) ? "fault-cell" : NULL;
}

/* The cell as it is read: the number, and nothing for a missing one. */
static char *
show_value (MixImportTable *self, guint row, guint column)
{
  const MixImportPreview *read = self->read;
  const char *text = mix_csv_sample_cell (read->sample, row, column);
  char number[32];

  gssize place = mix_import_preview_find_row (read, row);
  if (place < 0 || column >= mix_dataset_get_n_columns (read->dataset))
    return g_strdup (text);
  const MixColumn *c = mix_dataset_get_column (read->dataset, column);
  if (c->kind == MIX_COLUMN_TEXT || c->time != MIX_TIME_NONE)
    return g_strdup (text);
  if (!isnan (c->values[place]))
    return g_strdup (mix_csv_format_number (c->values[place], number));
  return c->kind == MIX_COLUMN_MIXED ? g_strdup (text) : g_strdup ("–");
}

static void
add_row (MixImportTable *self, guint row, int place)
{
  const MixCsvSampleRow *r = mix_csv_sample_row (self->read->sample, row);
  g_autofree char *line = g_strdup_printf ("%lu", r->line);
  gboolean is_left_out = self->read->dataset != NULL && !(row == 0 && self->read->has_header)
                         && mix_import_preview_find_row (self->read, row) < 0;
  guint end = MIN (r->cells->len, self->first + COLUMNS_AT_ONCE);

  add_cell (self, line, 0, place, "note");
  for (guint i = self->first; i < end; i++)
    {
      g_autofree char *text = show_value (self, row, i);
      add_cell (self, text, (int) (i - self->first) + 1, place, find_style (self, row, i));
    }
  if (is_left_out && end < self->first + COLUMNS_AT_ONCE && r->cells->len < self->n_columns)
    add_cell (self, _ ("left out"), (int) (end - self->first) + 1, place, "note");
  if (is_fault_row (self, r) && self->read->column > r->cells->len && end >= self->first
      && end < self->first + COLUMNS_AT_ONCE)
    add_cell (self, _ ("no cell"), (int) (end - self->first) + 1, place, "fault-cell");
}

/* Of a file with an error, those about its row. */
static void
add_rows (MixImportTable *self)
{
  const MixImportPreview *read = self->read;
  guint n = read->sample != NULL ? read->sample->rows->len : 0;
  int fault = read->line > 0 ? mix_import_preview_find_line (read, read->line) : -1;
  guint across = CLAMP (self->n_columns, 1, COLUMNS_AT_ONCE);
  guint most = CLAMP (MAX_SHOWN_CELLS / across, 12, MAX_SHOWN_ROWS);
  guint first = fault > ROWS_ABOVE ? (guint) fault - ROWS_ABOVE : 0;
  /* The names are in the heads, where there are heads. */
  gboolean skip_names = read->has_header && read->dataset != NULL;

  if (read->dataset == NULL && first > 0 && read->has_header)
    add_row (self, 0, 0);
  for (guint row = first == 0 && skip_names ? 1 : first, place = 1; row < n && place <= most;
       row++, place++)
    add_row (self, row, (int) place);
}

/* The bar */

static void
show_bar (MixImportTable *self)
{
  guint end = MIN (self->n_columns, self->first + COLUMNS_AT_ONCE);
  g_autofree char *all = mix_format_count (self->n_columns);
  g_autofree char *from = mix_format_count (self->first + 1);
  g_autofree char *to = mix_format_count (end);
  g_autofree char *text = g_strdup_printf (_ ("Columns %s to %s of %s"), from, to, all);

  gtk_widget_set_visible (self->bar, self->n_columns > COLUMNS_AT_ONCE);
  gtk_label_set_text (GTK_LABEL (self->where), text);
  gtk_widget_set_sensitive (self->before, self->first > 0);
  gtk_widget_set_sensitive (self->after, end < self->n_columns);
  gtk_widget_set_visible (self->search, self->read->dataset != NULL);
  show_roles (self);
}

static void
go_to (MixImportTable *self, guint first)
{
  self->first = first;
  build (self);
  gtk_adjustment_set_value (
    gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (self->scroller)), 0);
}

static void
before_cb (MixImportTable *self)
{
  go_to (self, self->first > COLUMNS_AT_ONCE ? self->first - COLUMNS_AT_ONCE : 0);
}

static void
after_cb (MixImportTable *self)
{
  go_to (self, self->first + COLUMNS_AT_ONCE);
}

/* The head that was found comes into sight, once it has a place. */
static gboolean
scroll_cb (gpointer data)
{
  MixImportTable *self = data;
  graphene_rect_t place;
  guint at = (guint) self->found - self->first;
  GtkAdjustment *across
    = gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (self->scroller));

  if (self->found >= 0 && at < self->heads->len
      && gtk_widget_get_width (self->heads->pdata[at]) == 0
      && gtk_widget_get_mapped (GTK_WIDGET (self)))
    return G_SOURCE_CONTINUE; /* there was no layout yet */
  self->scroll_idle = 0;
  if (self->found >= 0 && at < self->heads->len
      && gtk_widget_compute_bounds (self->heads->pdata[at], GTK_WIDGET (self->grid), &place))
    gtk_adjustment_clamp_page (across, (double) place.origin.x - BESIDE_FOUND,
                               (double) (place.origin.x + place.size.width) + BESIDE_FOUND);
  return G_SOURCE_REMOVE;
}

static void
show_found (MixImportTable *self, guint column)
{
  self->found = (int) column;
  self->first = column / COLUMNS_AT_ONCE * COLUMNS_AT_ONCE;
  build (self);
  if (self->scroll_idle == 0)
    self->scroll_idle = g_timeout_add (30, scroll_cb, self);
}

/* Its name, or its number. */
static gboolean
matches (MixImportTable *self, guint column, const char *wanted)
{
  g_autofree char *name
    = g_utf8_casefold (mix_dataset_get_column (self->read->dataset, column)->name, -1);
  g_autofree char *number = g_strdup_printf ("%u", column + 1);

  return strstr (name, wanted) != NULL || g_str_equal (number, wanted);
}

/**
 * mix_import_table_find:
 * @text: in a column's name, or its number
 * @next: look behind the one that was found last
 *
 * Shows the column; from the last one on the search begins anew.
 *
 * Returns: whether there is one
 */
gboolean
mix_import_table_find (MixImportTable *self, const char *text, gboolean next)
{
  g_return_val_if_fail (MIX_IS_IMPORT_TABLE (self), FALSE);

  g_autofree char *wanted = g_utf8_casefold (text, -1);
  guint from = next && self->found >= 0 ? (guint) self->found + 1 : 0;

  for (guint i = 0; *wanted != '\0' && self->read != NULL && self->read->dataset != NULL
                    && i < self->n_columns; i++)
    {
      guint column = (from + i) % self->n_columns;
      if (!matches (self, column, wanted))
        continue;
      show_found (self, column);
      return TRUE;
    }
  return FALSE;
}

static void
search (MixImportTable *self, gboolean next)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));

  if (*text == '\0' || mix_import_table_find (self, text, next))
    gtk_widget_remove_css_class (self->search, "error");
  else
    gtk_widget_add_css_class (self->search, "error");
}

static void
search_changed_cb (MixImportTable *self)
{
  search (self, FALSE);
}

static void
search_next_cb (MixImportTable *self)
{
  search (self, TRUE);
}

/* The whole */

static void
clear (MixImportTable *self)
{
  GtkWidget *child;

  g_ptr_array_set_size (self->heads, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
}

static void
build (MixImportTable *self)
{
  clear (self);
  if (self->read->dataset != NULL)
    add_heads (self);
  add_rows (self);
  show_bar (self);
}

/* Where nothing could be read, the row with the error is the one that tells. */
static guint
count_columns (const MixImportPreview *read)
{
  guint n = read->column;

  if (read->dataset != NULL)
    return mix_dataset_get_n_columns (read->dataset);
  for (guint i = 0; read->sample != NULL && i < read->sample->rows->len; i++)
    n = MAX (n, mix_csv_sample_row (read->sample, i)->cells->len);
  return n;
}

/**
 * mix_import_table_show:
 * @read: stays with the caller until another is shown, or mix_import_table_clear()
 * @choices: of its columns; stays likewise
 */
void
mix_import_table_show (MixImportTable *self, const MixImportPreview *read,
                       MixImportChoices *choices)
{
  g_return_if_fail (MIX_IS_IMPORT_TABLE (self) && read != NULL);

  self->read = read;
  self->choices = choices;
  self->n_columns = count_columns (read);
  self->found = -1;
  if (self->first >= self->n_columns)
    self->first = 0;
  if (read->line > 0 && read->column > 0)
    self->first = (read->column - 1) / COLUMNS_AT_ONCE * COLUMNS_AT_ONCE;
  build (self);
}

/* What is shown goes away. */
void
mix_import_table_clear (MixImportTable *self)
{
  g_return_if_fail (MIX_IS_IMPORT_TABLE (self));

  clear (self);
  self->read = NULL;
  self->choices = NULL;
}

guint
mix_import_table_get_first (MixImportTable *self)
{
  g_return_val_if_fail (MIX_IS_IMPORT_TABLE (self), 0);
  return self->first;
}

static void
mix_import_table_dispose (GObject *object)
{
  MixImportTable *self = MIX_IMPORT_TABLE (object);

  g_clear_handle_id (&self->scroll_idle, g_source_remove);
  g_clear_pointer (&self->bar, gtk_widget_unparent);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_pointer (&self->heads, g_ptr_array_unref);
  G_OBJECT_CLASS (mix_import_table_parent_class)->dispose (object);
}

static void
mix_import_table_class_init (MixImportTableClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mix_import_table_dispose;
  signals[FORM_CHANGED] = g_signal_new ("form-changed", MIX_TYPE_IMPORT_TABLE, G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ROLE_CHANGED] = g_signal_new ("role-changed", MIX_TYPE_IMPORT_TABLE, G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
}

static GtkWidget *
add_button (MixImportTable *self, const char *icon, const char *name, GCallback callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, name);
  mix_accessible_name (button, name, NULL);
  g_signal_connect_swapped (button, "clicked", callback, self);
  gtk_box_append (GTK_BOX (self->bar), button);
  return button;
}

static GtkWidget *
add_label (MixImportTable *self, const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, style);
  gtk_box_append (GTK_BOX (self->bar), label);
  return label;
}

static void
make_bar (MixImportTable *self)
{
  self->bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_add_css_class (self->bar, "import-bar");
  gtk_widget_set_visible (self->bar, FALSE);
  self->before = add_button (self, "go-previous-symbolic", _ ("Columns before these"),
                             G_CALLBACK (before_cb));
  self->where = add_label (self, "numeric");
  gtk_label_set_ellipsize (GTK_LABEL (self->where), PANGO_ELLIPSIZE_NONE);
  self->after = add_button (self, "go-next-symbolic", _ ("Columns behind these"),
                            G_CALLBACK (after_cb));
  self->search = gtk_search_entry_new ();
  gtk_editable_set_width_chars (GTK_EDITABLE (self->search), 16);
  g_object_set (self->search, "placeholder-text", _ ("Find a column"), NULL);
  mix_accessible_name (self->search, _ ("Find a column by its name or number"), NULL);
  gtk_widget_set_tooltip_text (self->search,
                               _ ("A column's name or number; Enter goes to the next one"));
  g_signal_connect_swapped (self->search, "search-changed", G_CALLBACK (search_changed_cb), self);
  g_signal_connect_swapped (self->search, "activate", G_CALLBACK (search_next_cb), self);
  g_signal_connect_swapped (self->search, "next-match", G_CALLBACK (search_next_cb), self);
  gtk_box_append (GTK_BOX (self->bar), self->search);
  self->roles = add_label (self, "note");
  gtk_widget_set_parent (self->bar, GTK_WIDGET (self));
}

static void
mix_import_table_init (MixImportTable *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  self->heads = g_ptr_array_new ();
  self->found = -1;
  make_bar (self);
  self->grid = GTK_GRID (gtk_grid_new ());
  gtk_widget_set_halign (GTK_WIDGET (self->grid), GTK_ALIGN_START);
  gtk_widget_set_valign (GTK_WIDGET (self->grid), GTK_ALIGN_START);
  gtk_widget_add_css_class (GTK_WIDGET (self->grid), "import-preview");
  mix_accessible_name (GTK_WIDGET (self->grid), _ ("The first rows as they will be read"), NULL);
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), GTK_WIDGET (self->grid));
  gtk_widget_set_vexpand (self->scroller, TRUE);
  gtk_widget_set_focusable (self->scroller, TRUE); /* arrows scroll it; else it would keep Tab */
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
}
