/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "mix-data-table-private.h"
#include "mix-dataset-cell.h"
#include "mix-format.h"

/* The columns of the table and their cells. A cell keeps its place, so that the pointer, the focus
 * and an editor find out what they are about. */

#define SAMPLE 120      /* rows that tell how wide a column is */
#define LEAST_CHARS 4
#define MOST_CHARS 22
#define CELL_KEY "mix-data-cell"

/* Cells */

/* The line of the file, the row's number, or +1 for the first row that was added to a file's. */
static char *
number_text (const MixDataset *dataset, gsize row)
{
  const MixRowLines *lines = mix_dataset_get_lines (dataset);
  gulong line = mix_dataset_get_line (dataset, row);

  if (line > 0)
    return g_strdup_printf ("%lu", line);
  if (lines != NULL)
    return g_strdup_printf ("+%zu", row - mix_row_lines_get_n_rows (lines) + 1);
  return g_strdup_printf ("%zu", row + 1);
}

static gboolean
is_number (const MixColumn *column)
{
  return column->kind != MIX_COLUMN_TEXT && column->time == MIX_TIME_NONE;
}

/* What is shown; *missing: nothing is there. */
static char *
cell_text (const MixDataset *dataset, gssize column, gsize row, gboolean *missing)
{
  *missing = FALSE;
  if (column < 0)
    return number_text (dataset, row);
  const MixColumn *c = mix_dataset_get_column (dataset, (guint) column);
  char *text = mix_dataset_format_cell (dataset, (guint) column, row);
  if (text == NULL)
    {
      *missing = TRUE;
      return g_strdup (c->kind == MIX_COLUMN_MIXED ? "?" : "–");
    }
  if (!is_number (c) || strchr (text, '-') == NULL)
    return text;
  GString *shown = g_string_new (text);
  g_string_replace (shown, "-", MIX_MINUS, 0);
  g_free (text);
  return g_string_free (shown, FALSE);
}

static void
set_class (GtkWidget *widget, const char *name, gboolean on)
{
  if (on)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

static gboolean
has_name (GtkWidget *widget, const char *name)
{
  return strcmp (gtk_widget_get_css_name (widget), name) == 0;
}

static GtkWidget *
find_row_widget (GtkWidget *widget, GtkWidget *end)
{
  while (widget != NULL && widget != end && !has_name (widget, "row"))
    widget = gtk_widget_get_parent (widget);
  return widget != end ? widget : NULL;
}

static void
style_cell (MixDataTable *self, MixDataCell *cell)
{
  const guint8 *excluded = mix_dataset_get_excluded (self->dataset);
  GtkWidget *row = find_row_widget (cell->label, GTK_WIDGET (self->view));
  gboolean is_current = cell->column->place == self->current
                        && row != NULL && gtk_widget_has_focus (row);

  set_class (cell->label, "excluded", excluded != NULL && excluded[cell->place] != 0);
  set_class (cell->label, "current", is_current);
  if (row != NULL && cell->column->place == 0)
    set_class (row, "pointed", self->pointed == (gssize) cell->place);
}

static void
show_cell (MixDataTable *self, MixDataCell *cell)
{
  gboolean missing;
  g_autofree char *text
    = cell_text (self->dataset, cell->column->column, cell->place, &missing);

  gtk_inscription_set_text (GTK_INSCRIPTION (cell->label), text);
  set_class (cell->label, "missing", missing);
  style_cell (self, cell);
}

/* Numbers and dates stand at the right. */
static gboolean
is_right (const MixDataTable *self, const MixShownColumn *shown)
{
  return shown->column < 0
         || mix_dataset_get_column (self->dataset, (guint) shown->column)->kind != MIX_COLUMN_TEXT;
}

static void
free_cell (gpointer data)
{
  MixDataCell *cell = data;

  g_hash_table_remove (cell->cells, cell);
  g_hash_table_unref (cell->cells);
  g_free (cell);
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, MixShownColumn *column)
{
  MixDataTable *self = column->table;
  MixDataCell *cell = g_new0 (MixDataCell, 1);

  cell->column = column;
  cell->label = gtk_inscription_new (NULL);
  if (is_right (self, column)) /* also where words run from the right: "−6.3", not "6.3−" */
    gtk_widget_set_direction (cell->label, GTK_TEXT_DIR_LTR);
  gtk_inscription_set_xalign (GTK_INSCRIPTION (cell->label),
                              is_right (self, column) ? 1 : 0);
  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (cell->label),
                                     GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_inscription_set_min_chars (GTK_INSCRIPTION (cell->label), column->chars);
  gtk_widget_add_css_class (cell->label, "numeric");
  set_class (cell->label, "row-number", column->column < 0);
  cell->cells = g_hash_table_ref (self->cells);
  g_hash_table_add (self->cells, cell);
  g_object_set_data_full (G_OBJECT (cell->label), CELL_KEY, cell, free_cell);
  gtk_list_item_set_child (item, cell->label);
}

static MixDataCell *
cell_of (GtkListItem *item)
{
  GtkWidget *label = gtk_list_item_get_child (item);

  return label != NULL ? g_object_get_data (G_OBJECT (label), CELL_KEY) : NULL;
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, MixShownColumn *column)
{
  MixDataCell *cell = cell_of (item);

  g_assert (cell != NULL);
  cell->position = gtk_list_item_get_position (item);
  cell->place = mix_data_row_get_place (gtk_list_item_get_item (item));
  cell->bound = TRUE;
  show_cell (column->table, cell);
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, MixShownColumn *column)
{
  MixDataCell *cell = cell_of (item);

  if (cell != NULL)
    cell->bound = FALSE;
}

static void
each_cell (MixDataTable *self, void (*act) (MixDataTable *self, MixDataCell *cell))
{
  GHashTableIter iter;
  gpointer cell;

  g_hash_table_iter_init (&iter, self->cells);
  while (g_hash_table_iter_next (&iter, &cell, NULL))
    if (((MixDataCell *) cell)->bound)
      act (self, cell);
}

/* What the cells on the screen say, after the table changed. */
void
mix_data_table_show_cells (MixDataTable *self)
{
  each_cell (self, show_cell);
}

/* How they look, after something is pointed at, excluded or in focus. */
void
mix_data_table_style_cells (MixDataTable *self)
{
  each_cell (self, style_cell);
}

/* The cell that a widget is in, or the first of its row; NULL: none. */
MixDataCell *
mix_data_table_find_cell (MixDataTable *self, GtkWidget *widget)
{
  for (; widget != NULL && widget != GTK_WIDGET (self->view); widget = gtk_widget_get_parent (widget))
    {
      GtkWidget *inner = widget;
      while (inner != NULL)
        {
          MixDataCell *cell = g_object_get_data (G_OBJECT (inner), CELL_KEY);
          if (cell != NULL)
            return cell->bound ? cell : NULL;
          inner = has_name (widget, "row") || has_name (widget, "cell")
                    ? gtk_widget_get_first_child (inner)
                    : NULL;
        }
    }
  return NULL;
}

/* The current column's cell in the row that has the focus; NULL: none has. */
MixDataCell *
mix_data_table_get_focused (MixDataTable *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GHashTableIter iter;
  gpointer key;

  if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self->view)))
    return NULL;
  MixDataCell *first = mix_data_table_find_cell (self, focus);
  if (first == NULL)
    return NULL;
  g_hash_table_iter_init (&iter, self->cells);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      MixDataCell *cell = key;
      if (cell->bound && cell->position == first->position
          && cell->column->place == self->current)
        return cell;
    }
  return first;
}

const MixShownColumn *
mix_data_table_get_current (MixDataTable *self)
{
  return self->current < self->columns->len ? self->columns->pdata[self->current] : NULL;
}

/* Columns */

/* A head that can be clicked needs a sorter; this one only tells which column was asked. */
static int
ask_cb (gconstpointer a, gconstpointer b, gpointer data)
{
  const MixShownColumn *column = data;

  if (column->table->asked < 0)
    column->table->asked = (int) column->place;
  return -1;
}

static guint
measure_chars (const MixDataset *dataset, gssize column)
{
  gsize n = mix_dataset_get_n_rows (dataset), n_sampled = MIN (n, SAMPLE);
  glong most = LEAST_CHARS;
  gboolean missing;

  for (gsize i = 0; i <= n_sampled && n > 0; i++)
    {
      gsize row = i < n_sampled ? i * n / n_sampled : n - 1;
      g_autofree char *text = cell_text (dataset, column, row, &missing);
      most = MAX (most, g_utf8_strlen (text, -1));
    }
  return (guint) MIN (most, MOST_CHARS);
}

static gboolean
is_feature (MixDesign *design, const char *name)
{
  g_auto (GStrv) names = mix_design_list_columns (design);

  return g_strv_contains ((const char *const *) names, name);
}

/* What the design makes of a column; NULL: nothing. */
static const char *
role_of (MixDesign *design, const MixColumn *column)
{
  const MixFeatureLevel *level = mix_design_get_feature_level (design, 0);
  const char *x = level != NULL ? level->column : mix_design_get_feature_name (design, 0);

  if (g_strcmp0 (column->name, mix_design_get_target_name (design)) == 0)
    return _ ("target");
  if (g_strcmp0 (column->name, x) == 0)
    return _ ("x");
  if (is_feature (design, column->name))
    return _ ("feature");
  return column->marks_validation ? _ ("validation") : NULL;
}

static char *
title_of (MixDataTable *self, const MixShownColumn *shown)
{
  if (shown->column < 0)
    return g_strdup (mix_dataset_get_lines (self->dataset) != NULL ? _ ("Line") : _ ("Row"));
  const MixColumn *column = mix_dataset_get_column (self->dataset, (guint) shown->column);
  const char *role = role_of (mix_data_table_get_design (self), column);
  return role != NULL ? g_strdup_printf ("%s · %s", column->name, role) : g_strdup (column->name);
}

/* Heads say what a column is used for. */
void
mix_data_table_title_columns (MixDataTable *self)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      MixShownColumn *shown = self->columns->pdata[i];
      g_autofree char *title = title_of (self, shown);
      gtk_column_view_column_set_title (shown->shown, title);
    }
}

static void
free_column (gpointer data)
{
  MixShownColumn *column = data;

  gtk_column_view_remove_column (column->table->view, column->shown);
  g_object_unref (column->shown);
  g_free (column);
}

static void
add_column (MixDataTable *self, gssize column)
{
  MixShownColumn *shown = g_new0 (MixShownColumn, 1);
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  *shown = (MixShownColumn){ .table = self, .place = self->columns->len, .column = column,
                              .chars = measure_chars (self->dataset, column) };
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), shown);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), shown);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), shown);
  shown->shown = gtk_column_view_column_new (NULL, factory);
  g_autoptr (GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (ask_cb, shown, NULL));
  gtk_column_view_column_set_sorter (shown->shown, sorter);
  gtk_column_view_column_set_resizable (shown->shown, TRUE);
  gtk_column_view_column_set_expand (shown->shown, column >= 0);
  g_ptr_array_add (self->columns, shown);
  gtk_column_view_append_column (self->view, shown->shown);
}

/* y and the first x are always there, where there are too many columns to show.
 * place: among those that have cells */
static gboolean
is_shown (MixDataTable *self, guint column, guint place)
{
  MixDesign *design = mix_data_table_get_design (self);
  const char *name = mix_dataset_get_column (self->dataset, column)->name;

  return (place >= self->first && place < self->first + MIX_DATA_TABLE_COLUMNS)
         || g_strcmp0 (name, mix_design_get_target_name (design)) == 0
         || g_strcmp0 (name, mix_design_get_feature_name (design, 0)) == 0;
}

static GtkWidget *
find_label (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *label = GTK_IS_LABEL (child) ? child : find_label (child);
      if (label != NULL)
        return label;
    }
  return NULL;
}

/* Heads stand over the numbers, which GTK has no property for; where its parts are others, nothing
 * happens. */
static void
align_heads (MixDataTable *self)
{
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (self->view));
  GtkWidget *head = header != NULL ? gtk_widget_get_first_child (header) : NULL;

  for (guint i = 0; i < self->columns->len && head != NULL; i++)
    {
      const MixShownColumn *shown = self->columns->pdata[i];
      GtkWidget *label = find_label (head);
      if (label != NULL && is_right (self, shown))
        {
          gtk_widget_set_hexpand (label, TRUE);
          gtk_widget_set_direction (label, GTK_TEXT_DIR_LTR);
          gtk_label_set_xalign (GTK_LABEL (label), 1);
          /* behind its arrow */
          gtk_widget_insert_before (label, gtk_widget_get_parent (label), NULL);
        }
      head = gtk_widget_get_next_sibling (head);
    }
}

/* The columns of another table. */
void
mix_data_table_build_columns (MixDataTable *self)
{
  guint n = mix_dataset_get_n_columns (self->dataset);

  g_clear_pointer (&self->columns, g_ptr_array_unref);
  self->columns = g_ptr_array_new_with_free_func (free_column);
  self->n_with_cells = 0;
  add_column (self, -1);
  for (guint i = 0; i < n; i++)
    if (mix_dataset_has_cells (self->dataset, i) && is_shown (self, i, self->n_with_cells++))
      add_column (self, i);
  self->current = MIN (1, self->columns->len - 1);
  mix_data_table_title_columns (self);
  align_heads (self);
}
