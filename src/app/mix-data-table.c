/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-data-table-private.h"

#include <glib/gi18n-lib.h>

#include "mix-accessible.h"
#include "mix-csv.h"
#include "mix-dataset-order.h"
#include "mix-focus.h"

/* MixDataTable shows the rows that a laboratory learns from, each by its line in the file; a
 * million of them open at once. A click on a column's head sorts. Rows are excluded and cells
 * edited under the laboratory's undo. A row under the pointer is ringed in the fit, and a point
 * under the pointer there is marked here.
 *
 * Keys: arrows go from row to row and, left and right, from column to column; F2 or Enter edits,
 * Delete excludes, Shift+Delete includes, Ctrl+A selects all, Ctrl+C copies. CSS: datatable,
 * row.pointed, .excluded, .missing, .current, .row-number. Signals: "changed" when other rows are
 * selected, or the table is another. */

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MixDataTable, mix_data_table, GTK_TYPE_WIDGET)

/* Which rows */

static void
say (MixDataTable *self, const char *text)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "data.say", "s", text);
}

static void
tell (MixDataTable *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Returns: (transfer none) */
MixDesign *
mix_data_table_get_design (MixDataTable *self)
{
  g_return_val_if_fail (MIX_IS_DATA_TABLE (self), NULL);

  MixDesign *canvas = mix_lab_get_canvas (self->lab);
  return canvas != NULL ? canvas : mix_lab_get_design (self->lab);
}

/* With room for one more. */
static guint32 *
list_selected (MixDataTable *self, gsize *n)
{
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (self->selection);
  guint32 *rows = g_new (guint32, gtk_bitset_get_size (selected) + 1);
  GtkBitsetIter iter;
  guint position;

  *n = 0;
  if (!gtk_bitset_iter_init_first (&iter, selected, &position))
    return rows;
  do
    rows[(*n)++] = mix_data_rows_get_place (self->rows, position);
  while (gtk_bitset_iter_next (&iter, &position));
  return rows;
}

/**
 * mix_data_table_get_selected:
 * @n: (out): how many
 *
 * Returns: (transfer full): [n] rows of the table, in the order that is shown; those selected, or
 *   where none is, the one that has the focus
 */
guint32 *
mix_data_table_get_selected (MixDataTable *self, gsize *n)
{
  g_return_val_if_fail (MIX_IS_DATA_TABLE (self) && n != NULL, NULL);

  guint32 *rows = list_selected (self, n);
  MixDataCell *focused = *n == 0 ? mix_data_table_get_focused (self) : NULL;

  if (focused != NULL)
    rows[(*n)++] = focused->place;
  return rows;
}

/* Order */

/* Rows that were selected stay so where they are now. */
static void
restore_selection (MixDataTable *self, const guint32 *rows, gsize n)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->rows));
  g_autoptr (GtkBitset) selected = gtk_bitset_new_empty ();
  g_autoptr (GtkBitset) all = gtk_bitset_new_range (0, n_items);

  for (gsize i = 0; i < n; i++)
    gtk_bitset_add (selected, mix_data_rows_find (self->rows, rows[i]));
  gtk_selection_model_set_selection (self->selection, selected, all);
}

static void
order_by (MixDataTable *self, const MixShownColumn *column, gboolean descending)
{
  gsize n;
  g_autofree guint32 *rows = list_selected (self, &n);
  guint n_rows = g_list_model_get_n_items (G_LIST_MODEL (self->rows));
  guint32 *order = NULL;

  if (column != NULL && column->column >= 0)
    order = mix_dataset_order_rows (self->dataset, (guint) column->column, descending);
  else if (column != NULL && descending)
    {
      order = g_new (guint32, n_rows + 1);
      for (guint i = 0; i < n_rows; i++)
        order[i] = n_rows - 1 - i;
    }
  self->quiet = TRUE;
  mix_data_rows_set_order (self->rows, order);
  restore_selection (self, rows, n);
  self->quiet = FALSE;
  if (n == 1)
    mix_data_table_scroll_to (self, rows[0]);
  else if (n_rows > 0)
    mix_data_table_scroll_to (self, mix_data_rows_get_place (self->rows, 0));
}

/* Which column the person clicked on, and which way: the view's sorter asks that column's first. */
static void
sort_as_asked (MixDataTable *self)
{
  GtkSorter *sorter = gtk_column_view_get_sorter (self->view);
  g_autoptr (MixDataRow) one = g_object_new (MIX_TYPE_DATA_ROW, NULL);
  g_autoptr (MixDataRow) other = g_object_new (MIX_TYPE_DATA_ROW, NULL);

  if (self->columns == NULL)
    return;
  self->asked = -1;
  GtkOrdering ordering = gtk_sorter_compare (sorter, one, other);
  const MixShownColumn *column
    = self->asked >= 0 ? self->columns->pdata[self->asked] : NULL;
  order_by (self, column, ordering == GTK_ORDERING_LARGER);
}

/**
 * mix_data_table_sort:
 * @column: (nullable): its name; NULL: the order of the table
 */
void
mix_data_table_sort (MixDataTable *self, const char *column, gboolean descending)
{
  g_return_if_fail (MIX_IS_DATA_TABLE (self));

  GtkSortType type = descending ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING;
  int wanted = column != NULL ? mix_dataset_find_column (self->dataset, column) : -1;
  for (guint i = 0; i < self->columns->len; i++)
    {
      const MixShownColumn *shown = self->columns->pdata[i];
      if (shown->column == wanted)
        gtk_column_view_sort_by_column (self->view, shown->shown, type);
    }
}

/* By the current column, which left and right choose. */
void
mix_data_table_sort_current (MixDataTable *self, gboolean descending)
{
  g_return_if_fail (MIX_IS_DATA_TABLE (self));

  const MixShownColumn *column = mix_data_table_get_current (self);
  if (column != NULL)
    gtk_column_view_sort_by_column (self->view, column->shown,
                                    descending ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
}

/* The table */

/* Whether the same rows and columns are shown, whatever they say. */
static gboolean
is_same_shape (const MixDataset *a, const MixDataset *b)
{
  guint n = mix_dataset_get_n_columns (a);

  if (mix_dataset_get_n_rows (a) != mix_dataset_get_n_rows (b)
      || mix_dataset_get_n_columns (b) != n
      || (mix_dataset_get_lines (a) == NULL) != (mix_dataset_get_lines (b) == NULL))
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      const MixColumn *one = mix_dataset_get_column (a, i), *other = mix_dataset_get_column (b, i);
      if (!g_str_equal (one->name, other->name) || one->kind != other->kind)
        return FALSE;
    }
  return TRUE;
}

static void
show_another (MixDataTable *self)
{
  mix_data_table_close_editor (self);
  self->quiet = TRUE;
  mix_data_rows_set_count (self->rows, 0);
  mix_data_table_build_columns (self);
  mix_data_rows_set_count (self->rows, mix_dataset_get_n_rows (self->dataset));
  self->quiet = FALSE;
}

static void
data_changed_cb (MixDataTable *self)
{
  MixDesign *design = mix_data_table_get_design (self);
  g_autoptr (MixDataset) before = g_steal_pointer (&self->dataset);

  self->pointed = -1;
  self->dataset = mix_dataset_ref (mix_design_get_dataset (design));
  if (before == NULL || !is_same_shape (before, self->dataset))
    {
      self->first = 0;
      show_another (self);
    }
  else
    {
      mix_data_table_title_columns (self);
      mix_data_table_show_cells (self);
    }
  tell (self);
}

/* What a person does */

/**
 * mix_data_table_exclude:
 * @exclude: FALSE: the rows that are selected are taken back
 */
void
mix_data_table_exclude (MixDataTable *self, gboolean exclude)
{
  g_return_if_fail (MIX_IS_DATA_TABLE (self));

  g_autoptr (GError) error = NULL;
  gsize n;
  g_autofree guint32 *rows = mix_data_table_get_selected (self, &n);

  if (n > 0 && !mix_lab_exclude_rows (self->lab, rows, n, exclude, &error))
    say (self, error->message);
}

/**
 * mix_data_table_copy:
 * @all: every row that is not excluded, and not those that are selected
 *
 * Puts rows on the clipboard as CSV with a header, in the order that is shown.
 */
void
mix_data_table_copy (MixDataTable *self, gboolean all)
{
  g_return_if_fail (MIX_IS_DATA_TABLE (self));

  const guint8 *excluded = mix_dataset_get_excluded (self->dataset);
  gsize n = 0;
  g_autofree guint32 *rows
    = all ? g_new (guint32, mix_dataset_get_n_rows (self->dataset) + 1)
          : mix_data_table_get_selected (self, &n);

  for (guint i = 0; all && i < mix_dataset_get_n_rows (self->dataset); i++)
    {
      guint32 place = mix_data_rows_get_place (self->rows, i);
      if (excluded == NULL || excluded[place] == 0)
        rows[n++] = place;
    }
  g_autofree char *text = mix_csv_format_rows (self->dataset, rows, n);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  g_autofree char *said
    = g_strdup_printf (ngettext ("%zu row copied as CSV", "%zu rows copied as CSV", n), n);
  say (self, said);
}

/* Opens an editor for the current column of the row that has the focus. */
void
mix_data_table_edit (MixDataTable *self)
{
  g_return_if_fail (MIX_IS_DATA_TABLE (self));

  MixDataCell *cell = mix_data_table_get_focused (self);
  if (cell != NULL)
    mix_data_table_edit_cell (self, cell);
}

/**
 * mix_data_table_go_to:
 * @number: a line of the file, or a row's number, from 1
 *
 * Selects the row that is there, or the last before it, and brings it into sight.
 */
void
mix_data_table_go_to (MixDataTable *self, gulong number)
{
  g_return_if_fail (MIX_IS_DATA_TABLE (self));

  const MixRowLines *lines = mix_dataset_get_lines (self->dataset);
  gsize n = mix_dataset_get_n_rows (self->dataset);
  gssize row = lines != NULL ? mix_row_lines_find (lines, number) : (gssize) MIN (number, n) - 1;

  if (n == 0)
    return;
  guint32 place = (guint32) MAX (row, 0);
  mix_data_table_scroll_to (self, place);
  gtk_selection_model_select_item (self->selection, mix_data_rows_find (self->rows, place), TRUE);
}

/**
 * mix_data_table_get_columns:
 * @first, @last: (out): from 1: which columns are shown, of those that have cells
 * @n: (out): how many these are; others are text that is not kept
 *
 * y and x are shown besides.
 */
void
mix_data_table_get_columns (MixDataTable *self, guint *first, guint *last, guint *n)
{
  g_return_if_fail (MIX_IS_DATA_TABLE (self));

  *n = self->n_with_cells;
  *first = MIN (self->first + 1, *n);
  *last = MIN (self->first + MIX_DATA_TABLE_COLUMNS, *n);
}

/* Returns: whether there are columns on that side; they are shown instead. */
gboolean
mix_data_table_turn_columns (MixDataTable *self, gboolean forward)
{
  g_return_val_if_fail (MIX_IS_DATA_TABLE (self), FALSE);

  if (forward ? self->first + MIX_DATA_TABLE_COLUMNS >= self->n_with_cells : self->first == 0)
    return FALSE;
  self->first = forward ? self->first + MIX_DATA_TABLE_COLUMNS
                        : self->first - MIN (self->first, MIX_DATA_TABLE_COLUMNS);
  show_another (self);
  tell (self);
  return TRUE;
}

/* Keys */

static void
edit_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  mix_data_table_edit (MIX_DATA_TABLE (widget));
}

static void
exclude_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  mix_data_table_exclude (MIX_DATA_TABLE (widget), TRUE);
}

static void
include_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  mix_data_table_exclude (MIX_DATA_TABLE (widget), FALSE);
}

static void
copy_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  mix_data_table_copy (MIX_DATA_TABLE (widget), FALSE);
}

/* Enter or a double click on a row. */
static void
activate_cb (MixDataTable *self, guint position)
{
  mix_data_table_edit (self);
}

/* Left and right go from column to column; the list would do nothing with them. */
static gboolean
key_cb (GtkEventControllerKey *keys, guint key, guint code, GdkModifierType state,
        MixDataTable *self)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  guint last = self->columns != NULL ? self->columns->len - 1 : 0;

  if ((state & gtk_accelerator_get_default_mod_mask ()) != 0
      || (key != GDK_KEY_Left && key != GDK_KEY_Right) || last == 0)
    return GDK_EVENT_PROPAGATE;
  if ((key == GDK_KEY_Right) != rtl)
    self->current = MIN (self->current + 1, last);
  else
    self->current = MAX (self->current, 2) - 1;
  mix_data_table_style_cells (self);
  return GDK_EVENT_STOP;
}

/* The widget */

static void
mix_data_table_dispose (GObject *object)
{
  MixDataTable *self = MIX_DATA_TABLE (object);

  mix_data_table_stop_link (self);
  mix_data_table_close_editor (self);
  if (self->view != NULL)
    {
      gtk_column_view_set_model (self->view, NULL);
      g_clear_pointer (&self->columns, g_ptr_array_unref);
      self->view = NULL;
    }
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_object (&self->selection);
  g_clear_object (&self->rows);
  g_clear_object (&self->lab);
  g_clear_object (&self->explore);
  g_clear_pointer (&self->dataset, mix_dataset_unref);
  G_OBJECT_CLASS (mix_data_table_parent_class)->dispose (object);
}

static void
mix_data_table_finalize (GObject *object)
{
  g_hash_table_unref (MIX_DATA_TABLE (object)->cells);
  G_OBJECT_CLASS (mix_data_table_parent_class)->finalize (object);
}

static gboolean
mix_data_table_grab_focus (GtkWidget *widget)
{
  MixDataTable *self = MIX_DATA_TABLE (widget);

  return gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
mix_data_table_class_init (MixDataTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mix_data_table_dispose;
  G_OBJECT_CLASS (klass)->finalize = mix_data_table_finalize;
  widget_class->focus = mix_focus_as_one_stop;
  widget_class->grab_focus = mix_data_table_grab_focus;
  signals[CHANGED] = g_signal_new ("changed", MIX_TYPE_DATA_TABLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  gtk_widget_class_install_action (widget_class, "table.edit", NULL, edit_cb);
  gtk_widget_class_install_action (widget_class, "table.exclude", NULL, exclude_cb);
  gtk_widget_class_install_action (widget_class, "table.include", NULL, include_cb);
  gtk_widget_class_install_action (widget_class, "table.copy", NULL, copy_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F2, 0, "table.edit", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "table.exclude", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, GDK_SHIFT_MASK,
                                       "table.include", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "table.copy",
                                       NULL);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "datatable");
}

static void
make_view (MixDataTable *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->view = GTK_COLUMN_VIEW (gtk_column_view_new (g_object_ref (self->selection)));
  gtk_column_view_set_show_column_separators (self->view, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "data-table");
  mix_accessible_name (GTK_WIDGET (self->view), _ ("Rows of the table"), NULL);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->view), keys);
  g_signal_connect_object (self->view, "activate", G_CALLBACK (activate_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_column_view_get_sorter (self->view), "changed",
                           G_CALLBACK (sort_as_asked), self, G_CONNECT_SWAPPED);
}

static void
mix_data_table_init (MixDataTable *self)
{
  self->cells = g_hash_table_new (NULL, NULL);
  self->rows = mix_data_rows_new ();
  self->selection = GTK_SELECTION_MODEL (
    gtk_multi_selection_new (G_LIST_MODEL (g_object_ref (self->rows))));
  make_view (self);
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), GTK_WIDGET (self->view));
  gtk_widget_set_vexpand (self->scroller, TRUE);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (tell), self,
                           G_CONNECT_SWAPPED);
}

/**
 * mix_data_table_new:
 * @lab: whose rows are shown; it has a design
 * @explore: whose fit points at rows, and is pointed at
 */
MixDataTable *
mix_data_table_new (MixLab *lab, MixExplorePage *explore)
{
  g_return_val_if_fail (MIX_IS_LAB (lab) && mix_lab_get_design (lab) != NULL, NULL);

  MixDataTable *self = g_object_new (MIX_TYPE_DATA_TABLE, NULL);
  self->lab = g_object_ref (lab);
  self->explore = g_object_ref (explore);
  mix_data_table_add_link (self);
  g_signal_connect_object (lab, "data-changed", G_CALLBACK (data_changed_cb), self,
                           G_CONNECT_SWAPPED);
  data_changed_cb (self);
  return self;
}
