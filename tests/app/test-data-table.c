/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui.h"

#include <string.h>

#include "mix-csv.h"
#include "mix-data-window.h"
#include "mix-dataset-cell.h"

/* The rows as a table beside the plots, driven as a person would. */

typedef struct
{
  MixWindow *window;
  MixLab *lab;
  MixDataWindow *data;
  MixDataTable *table;
  GtkWidget *view;
  GtkSelectionModel *selection;
} Fixture;

static MixDataWindow *
find_data_window (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (MIX_IS_DATA_WINDOW (l->data))
      return l->data;
  return NULL;
}

static void
open_table (Fixture *f)
{
  g_autofree char *path = g_build_filename (g_getenv ("MIX_SAMPLES_DIR"), "geyser.csv", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (MixDataset) dataset = mix_csv_read (path, NULL, &error);

  g_assert_no_error (error);
  f->window = gui_window ("@linear");
  f->lab = mix_window_get_lab (f->window);
  g_assert_true (mix_lab_set_dataset (f->lab, dataset, &error));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (f->window), "win.data", NULL));
  f->data = find_data_window ();
  g_assert_nonnull (f->data);
  f->table = mix_data_window_get_table (f->data);
  f->view = gui_find_type (GTK_WIDGET (f->table), GTK_TYPE_COLUMN_VIEW);
  f->selection = gtk_column_view_get_model (GTK_COLUMN_VIEW (f->view));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (f->data));
}

static void
close_table (Fixture *f)
{
  MixDataWindow *data = f->data;

  g_object_add_weak_pointer (G_OBJECT (data), (gpointer *) &data);
  gui_close (f->window);
  g_assert_null (data);
}

static MixDataset *
dataset_of (Fixture *f)
{
  return mix_design_get_dataset (mix_lab_get_design (f->lab));
}

/* Selects a position and says which row is there. */
static guint32
select_position (Fixture *f, guint position)
{
  gsize n;

  g_assert_true (gtk_selection_model_select_item (f->selection, position, TRUE));
  g_autofree guint32 *rows = mix_data_table_get_selected (f->table, &n);
  g_assert_cmpuint (n, ==, 1);
  return rows[0];
}

static double
value_at (Fixture *f, const char *column, guint position)
{
  int place = mix_dataset_find_column (dataset_of (f), column);
  guint32 row = select_position (f, position);

  return mix_dataset_get_column (dataset_of (f), (guint) place)->values[row];
}

static GtkEventController *
controller_called (GtkWidget *widget, const char *name)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      if (g_strcmp0 (gtk_event_controller_get_name (controller), name) == 0)
        return controller; /* the widget keeps it */
    }
  return NULL;
}

static const char *
undo_name (Fixture *f)
{
  return mix_undo_get_undo_name (mix_lab_get_undo (f->lab));
}

/* All rows are there; a head sorts them, and the selected row stays selected. */
static void
test_sort (void)
{
  Fixture f;

  open_table (&f);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (f.selection));
  g_assert_cmpuint (n, ==, mix_dataset_get_n_rows (dataset_of (&f)));
  guint32 fifth = select_position (&f, 5);
  mix_data_table_sort (f.table, "duration", FALSE);
  gsize n_selected;
  g_autofree guint32 *rows = mix_data_table_get_selected (f.table, &n_selected);
  g_assert_cmpuint (n_selected, ==, 1);
  g_assert_cmpuint (rows[0], ==, fifth);
  for (guint i = 1; i < n; i += 23)
    g_assert_cmpfloat (value_at (&f, "duration", i - 1), <=, value_at (&f, "duration", i));
  mix_data_table_sort (f.table, "waiting", TRUE);
  for (guint i = 1; i < n; i += 23)
    g_assert_cmpfloat (value_at (&f, "waiting", i - 1), >=, value_at (&f, "waiting", i));
  /* By keys: the column that left and right have chosen, at first the first. */
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (f.table), "data.sort-down", NULL));
  g_assert_cmpfloat (value_at (&f, "waiting", 0), >, value_at (&f, "waiting", n - 1));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (f.table), "data.sort", NULL));
  g_assert_cmpfloat (value_at (&f, "waiting", 0), <, value_at (&f, "waiting", n - 1));
  mix_data_table_sort (f.table, NULL, FALSE);
  g_assert_cmpuint (select_position (&f, 7), ==, 7);
  mix_data_table_sort (f.table, NULL, TRUE);
  g_assert_cmpuint (select_position (&f, 0), ==, n - 1);

  /* Who selected nothing has nothing selected afterwards. */
  gtk_selection_model_unselect_all (f.selection);
  mix_data_table_sort (f.table, "duration", FALSE);
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (f.selection);
  g_assert_true (gtk_bitset_is_empty (selected));
  close_table (&f);
}

static void
test_exclude (void)
{
  Fixture f;

  open_table (&f);
  gsize before = mix_design_get_n_rows (mix_lab_get_design (f.lab));
  g_autoptr (GtkBitset) rows = gtk_bitset_new_range (10, 3);
  g_autoptr (GtkBitset) all = gtk_bitset_new_range (0, (guint) before);
  gtk_selection_model_set_selection (f.selection, rows, all);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (f.table), "table.exclude", NULL));
  g_assert_cmpuint (mix_design_get_n_rows (mix_lab_get_design (f.lab)), ==, before - 3);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (f.selection)), ==, before);
  g_assert_cmpstr (undo_name (&f), ==, "exclude 3 rows");
  gtk_test_widget_wait_for_draw (GTK_WIDGET (f.data));

  /* What is selected stays so, and can be taken back. */
  g_assert_true (gtk_selection_model_is_selected (f.selection, 11));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (f.table), "table.include", NULL));
  g_assert_cmpuint (mix_design_get_n_rows (mix_lab_get_design (f.lab)), ==, before);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (f.data), "data.undo", NULL));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (f.data), "data.undo", NULL));
  g_assert_null (mix_dataset_get_excluded (dataset_of (&f)));

  /* Not all of them: something is said, and nothing happens. */
  gtk_selection_model_select_all (f.selection);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (f.table), "table.exclude", NULL));
  g_assert_cmpuint (mix_design_get_n_rows (mix_lab_get_design (f.lab)), ==, before);
  close_table (&f);
}

static GtkWidget *
open_editor (Fixture *f, guint position)
{
  select_position (f, position);
  mix_data_table_go_to (f->table, 1);
  gtk_widget_grab_focus (GTK_WIDGET (f->table));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (f->data));
  mix_data_table_edit (f->table);
  return gui_find_type (GTK_WIDGET (f->table), GTK_TYPE_ENTRY);
}

static void
type (GtkWidget *entry, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  g_signal_emit_by_name (entry, "activate");
}

static void
test_edit (void)
{
  Fixture f;

  open_table (&f);
  GtkWidget *entry = open_editor (&f, 0);
  g_assert_nonnull (entry);
  const MixDataset *before = dataset_of (&f);
  g_autofree char *shown = mix_dataset_format_cell (before, 0, 0);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, shown);

  type (entry, "many");
  g_assert_true (dataset_of (&f) == before);
  g_assert_true (gtk_widget_has_css_class (entry, "error"));
  type (entry, "77.5");
  g_assert_cmpfloat_with_epsilon (mix_dataset_get_column (dataset_of (&f), 0)->values[0], 77.5,
                                  1e-12);
  g_assert_cmpstr (undo_name (&f), ==, "edit waiting in line 2");
  g_assert_false (gtk_widget_get_visible (gtk_widget_get_ancestor (entry, GTK_TYPE_POPOVER)));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (f.data), "data.undo", NULL));
  g_assert_true (dataset_of (&f) == before);

  /* Closed with an open editor. */
  g_assert_nonnull (open_editor (&f, 3));
  close_table (&f);
}

static char *
clipboard_text (Fixture *f)
{
  GdkContentProvider *content
    = gdk_clipboard_get_content (gtk_widget_get_clipboard (GTK_WIDGET (f->table)));
  g_auto (GValue) value = G_VALUE_INIT;

  g_assert_nonnull (content);
  g_value_init (&value, G_TYPE_STRING);
  g_assert_true (gdk_content_provider_get_value (content, &value, NULL));
  return g_value_dup_string (&value);
}

static void
test_copy (void)
{
  Fixture f;

  open_table (&f);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (f.selection));
  mix_data_table_sort (f.table, "duration", TRUE);
  g_autofree char *first = mix_dataset_format_cell (dataset_of (&f), 1, select_position (&f, 0));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (f.table), "table.copy", NULL));
  g_autofree char *one = clipboard_text (&f);
  g_auto (GStrv) lines = g_strsplit (one, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 3);
  g_assert_cmpstr (lines[0], ==, "waiting,duration");
  g_assert_true (g_str_has_suffix (lines[1], first));

  mix_data_table_exclude (f.table, TRUE);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (f.data), "data.copy-all", NULL));
  g_autofree char *all = clipboard_text (&f);
  g_auto (GStrv) rest = g_strsplit (all, "\n", -1);
  g_assert_cmpuint (g_strv_length (rest), ==, n + 1);
  close_table (&f);
}

static gssize
ringed (Fixture *f)
{
  return mix_scene_get_picked (
    mix_explore_page_get_scene (MIX_EXPLORE_PAGE (gui_find (GTK_WIDGET (f->window), "page"))));
}

static GtkWidget *
find_row_with_class (GtkWidget *root, const char *class)
{
  if (gtk_widget_has_css_class (root, class))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_row_with_class (child, class);
      if (found != NULL)
        return found;
    }
  return NULL;
}

/* Both ways: the pointer here rings there, the pointer there marks here. */
static void
test_link (void)
{
  Fixture f;

  open_table (&f);
  GtkEventController *motion = controller_called (f.view, "row-pointer");
  g_assert_cmpint (ringed (&f), ==, -1);
  g_signal_emit_by_name (motion, "motion", 40.0, 120.0);
  gssize here = ringed (&f);
  g_assert_cmpint (here, >=, 0);
  g_assert_nonnull (find_row_with_class (f.view, "pointed"));
  g_signal_emit_by_name (motion, "motion", 40.0, 200.0);
  g_assert_cmpint (ringed (&f), >, here);
  g_signal_emit_by_name (motion, "leave");
  g_assert_cmpint (ringed (&f), ==, -1);
  g_assert_null (find_row_with_class (f.view, "pointed"));

  select_position (&f, 4);
  g_assert_cmpint (ringed (&f), ==, 4);

  MixExplorePage *page = MIX_EXPLORE_PAGE (gui_find (GTK_WIDGET (f.window), "page"));
  MixPlotView *fit = mix_explore_page_get_view (page, "fit");
  MixPlot *plot = mix_plot_view_get_plot (fit);
  MixDesign *design = mix_lab_get_design (f.lab);
  gsize last = mix_design_get_n_rows (design) - 1;
  double x = mix_design_get_x (design, last, 0), y = mix_design_get_y (design, last);
  GtkEventController *over_fit
    = gui_controller (GTK_WIDGET (fit), GTK_TYPE_EVENT_CONTROLLER_MOTION);
  g_signal_emit_by_name (over_fit, "motion", mix_plot_x_to_pixel (plot, x),
                         mix_plot_y_to_pixel (plot, y));
  gssize there = ringed (&f);
  g_assert_cmpfloat_with_epsilon (mix_design_get_x (design, (gsize) there, 0), x, 1e-9);
  g_assert_cmpfloat_with_epsilon (mix_design_get_y (design, (gsize) there), y, 1e-9);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (f.data));
  g_assert_nonnull (find_row_with_class (f.view, "pointed"));
  g_signal_emit_by_name (over_fit, "leave");
  g_assert_cmpint (ringed (&f), ==, 4);

  /* Gone with the window. */
  gtk_window_destroy (GTK_WINDOW (f.data));
  g_assert_cmpint (ringed (&f), ==, -1);
  g_assert_null (find_data_window ());
  gui_close (f.window);
}

/* Both columns of a generator, with all of their digits. */
static void
test_generated_rows_are_not_cut (void)
{
  MixWindow *window = gui_window ("@two-branch");

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.data", NULL));
  GtkWidget *data = GTK_WIDGET (find_data_window ());
  gtk_test_widget_wait_for_draw (data);
  gui_turn (200);
  GtkWidget *view = gui_find_type (data, GTK_TYPE_COLUMN_VIEW);
  GtkAdjustment *across = gtk_scrollable_get_hadjustment (GTK_SCROLLABLE (view));
  g_assert_cmpfloat (gtk_adjustment_get_upper (across), >, 100);
  g_assert_cmpfloat (gtk_adjustment_get_upper (across), <=, gtk_adjustment_get_page_size (across));
  gui_close (window);
}

/* Another table while it is open, and rows that are added; then all is closed in the middle of
 * training. */
static void
test_other_data (void)
{
  Fixture f;
  g_autoptr (GError) error = NULL;

  open_table (&f);
  g_assert_true (mix_lab_generate (f.lab, mix_generator_find ("two-branch"), 1000000, 1, 1, &error));
  g_assert_no_error (error);
  while (mix_lab_get_pending (f.lab))
    g_main_context_iteration (NULL, TRUE);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (f.data));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (f.selection)), ==, 1000000);
  mix_data_table_sort (f.table, "y", FALSE);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (f.data));
  mix_data_table_go_to (f.table, 777777);
  gsize n;
  g_autofree guint32 *rows = mix_data_table_get_selected (f.table, &n);
  g_assert_cmpuint (rows[0], ==, 777776);

  g_assert_true (mix_lab_generate (f.lab, mix_generator_find ("linear"), 300, 1, 1, &error));
  g_assert_true (mix_lab_add_points (f.lab, 0, (double[]){ 0 }, (double[]){ 0 }, 1, &error));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (f.selection)), ==, 301);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (f.window), "win.train", NULL));
  g_assert_true (gui_wait_epoch (f.window, 1));
  close_table (&f);
}

/* Columns beyond the first sixty could not be seen; y and x are always there. */
static void
test_very_many_columns (void)
{
  Fixture f = { 0 };
  GString *text = g_string_new (NULL);
  guint first, last, n;

  for (guint row = 0; row < 9; row++)
    for (guint i = 0; i < 150; i++)
      g_string_append_printf (text, row == 0 ? "c%u%s" : "%u%s", row == 0 ? i + 1 : row * i % 7,
                              i < 149 ? "," : "\n");
  g_autoptr (MixDataset) dataset = mix_csv_read_bytes ("wide.csv", text->str, text->len, NULL);
  f.window = gui_window ("@linear");
  f.lab = mix_window_get_lab (f.window);
  g_assert_true (mix_lab_set_dataset (f.lab, dataset, NULL));
  g_assert_true (mix_lab_choose_columns (f.lab, "c140", "c2", TRUE, NULL));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (f.window), "win.data", NULL));
  f.data = find_data_window ();
  f.table = mix_data_window_get_table (f.data);
  mix_data_table_get_columns (f.table, &first, &last, &n);
  g_assert_cmpuint (first, ==, 1);
  g_assert_cmpuint (last, ==, 60);
  g_assert_cmpuint (n, ==, 150);
  GtkColumnView *view = GTK_COLUMN_VIEW (gui_find_type (GTK_WIDGET (f.table), GTK_TYPE_COLUMN_VIEW));
  g_assert_cmpuint (g_list_model_get_n_items (gtk_column_view_get_columns (view)), ==, 62);
  gtk_widget_activate_action (GTK_WIDGET (f.data), "data.columns-after", NULL);
  gtk_widget_activate_action (GTK_WIDGET (f.data), "data.columns-after", NULL);
  mix_data_table_get_columns (f.table, &first, &last, &n);
  g_assert_cmpuint (first, ==, 121);
  g_assert_cmpuint (last, ==, 150);
  g_assert_cmpuint (g_list_model_get_n_items (gtk_column_view_get_columns (view)), ==, 32);
  g_assert_false (mix_data_table_turn_columns (f.table, TRUE));
  g_assert_true (mix_data_table_turn_columns (f.table, FALSE));
  g_string_free (text, TRUE);
  gui_close (f.window);
}

int
main (int argc, char **argv)
{
  g_autoptr (MixApplication) application = gui_init (&argc, &argv);

  g_test_add_func ("/data-table/generated-rows-are-not-cut", test_generated_rows_are_not_cut);
  g_test_add_func ("/data-table/sort", test_sort);
  g_test_add_func ("/data-table/exclude", test_exclude);
  g_test_add_func ("/data-table/edit", test_edit);
  g_test_add_func ("/data-table/copy", test_copy);
  g_test_add_func ("/data-table/link", test_link);
  g_test_add_func ("/data-table/other-data", test_other_data);
  g_test_add_func ("/data-table/very-many-columns", test_very_many_columns);
  return g_test_run ();
}
