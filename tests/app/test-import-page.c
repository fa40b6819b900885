/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>

#include <math.h>

#include "gui.h"
#include "mix-import-column.h"
#include "mix-import-page.h"
#include "mix-import-table.h"

static char *folder;

/* The rows are written ten times over: enough of them to learn from. */
static char *
write_file (const char *name, const char *head, const char *rows)
{
  char *path = g_build_filename (folder, name, NULL);
  GString *text = g_string_new (head);

  for (guint i = 0; i < 10; i++)
    g_string_append (text, rows);
  g_assert_true (g_file_set_contents (path, text->str, -1, NULL));
  g_string_free (text, TRUE);
  return path;
}

static MixImportPage *
find_page (void)
{
  GtkWidget *page = gui_find_window (MIX_TYPE_IMPORT_PAGE);

  return page != NULL ? MIX_IMPORT_PAGE (page) : NULL;
}

static gboolean
has_read (gpointer data)
{
  MixImportPage *page = find_page ();
  return page != NULL && !mix_import_page_get_busy (page)
         && mix_import_page_get_preview (page) != NULL;
}

static gboolean
is_gone (gpointer data)
{
  return find_page () == NULL;
}

static MixDataset *
get_dataset (MixWindow *window)
{
  return mix_design_get_dataset (mix_lab_get_design (mix_window_get_lab (window)));
}

static gboolean
is_file (gpointer window)
{
  return mix_dataset_get_path (get_dataset (window)) != NULL;
}

/* A file in doubt is shown, another is open at once: here each is open. */
static gboolean
has_read_or_open (gpointer window)
{
  if (has_read (NULL))
    g_signal_emit_by_name (gui_find (GTK_WIDGET (find_page ()), "import_button"), "clicked");
  return find_page () == NULL && is_file (window);
}

static void
press_import (void)
{
  GtkWidget *button = gui_find (GTK_WIDGET (find_page ()), "import_button");
  g_assert_true (gtk_widget_get_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
}

/* A clean file is opened at once; its settings are a key away. */
static void
test_clean (void)
{
  MixWindow *window = gui_window ("@two-branch");
  g_autofree char *path = write_file ("clean.csv", "x;y;d\n", "1,5;2,5;1.2.2020\n3,5;4,5;2.2.2020\n");

  mix_window_open (window, path);
  g_assert_true (gui_wait_until (is_file, window));
  g_assert_null (find_page ());
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.import-settings", NULL));
  g_assert_true (gui_wait_until (has_read, NULL));
  const MixImportPreview *preview = mix_import_page_get_preview (find_page ());
  g_assert_cmpint (preview->report->settings.decimal, ==, MIX_DECIMAL_MARK_COMMA);
  press_import ();
  g_assert_true (gui_wait_until (is_gone, NULL));
  g_assert_cmpstr (mix_design_get_target_name (mix_lab_get_design (mix_window_get_lab (window))), ==,
                   "y");
  gui_close (window);
}

/* What could be read in two ways is shown first, and nothing changes until Import. */
static void
test_doubt (void)
{
  MixWindow *window = gui_window ("@two-branch");
  g_autofree char *path = write_file ("doubt.csv", "x|y\n", "1,234|2\n2,345|3\n");

  mix_window_open (window, path);
  g_assert_true (gui_wait_until (has_read, NULL));
  g_assert_false (is_file (window));
  g_assert_true (
      gtk_widget_get_visible (gui_find (GTK_WIDGET (find_page ()), "sentences")));
  press_import ();
  g_assert_true (gui_wait_until (is_gone, NULL));
  g_assert_true (is_file (window));
  g_assert_cmpint ((int) mix_dataset_get_column (get_dataset (window), 0)->values[0], ==, 1234);
  gui_close (window);
}

static GtkDropDown *
find_menu (GtkWidget *page, guint row)
{
  GtkListBox *list = GTK_LIST_BOX (gui_find (page, "settings"));
  GtkWidget *found
      = gui_find_type (GTK_WIDGET (gtk_list_box_get_row_at_index (list, (int) row)), GTK_TYPE_DROP_DOWN);
  return GTK_DROP_DOWN (found);
}

static gboolean
is_read_with_comma (gpointer data)
{
  return has_read (NULL)
         && mix_import_page_get_preview (find_page ())->report->settings.decimal
              == MIX_DECIMAL_MARK_COMMA;
}

/* A changed setting reads the file anew, and is kept. */
static void
test_change (void)
{
  MixWindow *window = gui_window ("@two-branch");
  g_autofree char *path = write_file ("change.csv", "x|y\n", "1,234|2\n2,345|3\n");

  mix_window_open (window, path);
  g_assert_true (gui_wait_until (has_read, NULL));
  gtk_drop_down_set_selected (find_menu (GTK_WIDGET (find_page ()), 3), 2);
  g_assert_true (gui_wait_until (is_read_with_comma, NULL));
  press_import ();
  g_assert_true (gui_wait_until (is_gone, NULL));
  const MixColumn *x = mix_dataset_get_column (get_dataset (window), 0);
  g_assert_true (x->values[0] > 1.2 && x->values[0] < 1.3);
  gui_close (window);
}

/* A broken file points at its row, and there is nothing to import until it is mended. */
static void
test_broken (void)
{
  MixWindow *window = gui_window ("@two-branch");
  g_autofree char *path = write_file ("broken.csv", "x,y\n1,2\n3\n", "4,5\n6,7\n");

  mix_window_open (window, path);
  g_assert_true (gui_wait_until (has_read, NULL));
  const MixImportPreview *preview = mix_import_page_get_preview (find_page ());
  g_assert_cmpuint (preview->line, ==, 3);
  g_assert_cmpuint (preview->column, ==, 2);
  g_assert_cmpint (mix_import_preview_find_line (preview, preview->line), ==, 2);
  g_assert_cmpint (mix_import_preview_find_line (preview, 5002), ==, -1); /* not the row nearest */
  g_assert_false (
      gtk_widget_get_sensitive (gui_find (GTK_WIDGET (find_page ()), "import_button")));
  gtk_drop_down_set_selected (find_menu (GTK_WIDGET (find_page ()), 10), 1);
  gui_turn (20);
  g_assert_true (gui_wait_until (has_read, NULL));
  press_import ();
  g_assert_true (gui_wait_until (is_gone, NULL));
  g_assert_cmpuint (mix_dataset_get_n_rows (get_dataset (window)), ==, 21);
  gui_close (window);
}

/* Neither the page nor its window waits for a file that is being read. */
static void
test_close (void)
{
  MixWindow *window = gui_window ("@two-branch");
  g_autofree char *path = write_file ("close.csv", "x|y\n", "1,234|2\n2,345|3\n");

  mix_window_open (window, path);
  g_assert_true (gui_wait_until (has_read, NULL));
  gtk_drop_down_set_selected (find_menu (GTK_WIDGET (find_page ()), 3), 2);
  gtk_window_close (GTK_WINDOW (find_page ()));
  g_assert_true (gui_wait_until (is_gone, NULL));
  g_assert_false (is_file (window));

  mix_window_open (window, path);
  g_assert_true (gui_wait_until (has_read, NULL));
  gtk_drop_down_set_selected (find_menu (GTK_WIDGET (find_page ()), 3), 2);
  gui_close (window);
  g_assert_true (gui_wait_until (is_gone, NULL));
}

static char *
write_wide (guint n_columns)
{
  char *path = g_build_filename (folder, "wide.csv", NULL);
  GString *text = g_string_new (NULL);

  for (guint row = 0; row < 20; row++)
    for (guint i = 0; i < n_columns; i++)
      g_string_append_printf (text, row == 0 ? "column %u%s" : "%u%s", row == 0 ? i + 1 : row * i % 97,
                              i + 1 < n_columns ? "," : "\n");
  g_assert_true (g_file_set_contents (path, text->str, -1, NULL));
  g_string_free (text, TRUE);
  return path;
}

static MixImportColumn *
find_head (GtkWidget *root, guint number)
{
  if (MIX_IS_IMPORT_COLUMN (root)
      && mix_import_column_get_number (MIX_IMPORT_COLUMN (root)) == number)
    return MIX_IMPORT_COLUMN (root);
  GtkWidget *child = gtk_widget_get_first_child (root);
  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      MixImportColumn *found = find_head (child, number);
      if (found != NULL)
        return found;
    }
  return NULL;
}

/* The menu of a head with its roles, as a person chooses there. */
static void
choose_role (MixImportTable *table, guint number, MixColumnRole role)
{
  MixImportColumn *head = find_head (GTK_WIDGET (table), number);
  g_assert_nonnull (head);
  GtkWidget *box = gtk_widget_get_first_child (GTK_WIDGET (head));
  GtkWidget *last = gtk_widget_get_last_child (box);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (gtk_widget_get_prev_sibling (last)), role);
}

/* However many columns there are, each can be found, shown and chosen, and what is out of sight
 * stays chosen. */
static void
test_very_many_columns (void)
{
  MixWindow *window = gui_window ("@two-branch");
  g_autofree char *path = write_wide (2000);

  mix_window_open (window, path);
  g_assert_true (gui_wait_until (is_file, window));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.import-settings", NULL));
  g_assert_true (gui_wait_until (has_read, NULL));
  MixImportTable *table
    = MIX_IMPORT_TABLE (gui_find_type (GTK_WIDGET (find_page ()), MIX_TYPE_IMPORT_TABLE));
  g_assert_nonnull (find_head (GTK_WIDGET (table), 0));
  g_assert_null (find_head (GTK_WIDGET (table), 1499));
  g_assert_true (mix_import_table_find (table, "Column 1500", FALSE));
  choose_role (table, 1499, MIX_ROLE_TARGET);
  g_assert_true (mix_import_table_find (table, "1500", TRUE)); /* the only one */
  g_assert_true (mix_import_table_find (table, "44", FALSE));
  g_assert_cmpuint (mix_import_table_get_first (table), <=, 43);
  choose_role (table, 43, MIX_ROLE_X);
  choose_role (table, 44, MIX_ROLE_FEATURE);
  g_assert_false (mix_import_table_find (table, "no such", FALSE));
  press_import ();
  g_assert_true (gui_wait_until (is_gone, NULL));
  MixDesign *design = mix_lab_get_design (mix_window_get_lab (window));
  g_assert_cmpstr (mix_design_get_target_name (design), ==, "column 1500");
  g_assert_cmpstr (mix_design_get_feature_name (design, 0), ==, "column 44");
  g_assert_cmpuint (mix_design_get_n_features (design), ==, 2); /* the others are left out */
  gui_close (window);
}

static MixColumnRole
role_of (guint column)
{
  MixImportTable *table
    = MIX_IMPORT_TABLE (gui_find_type (GTK_WIDGET (find_page ()), MIX_TYPE_IMPORT_TABLE));

  return mix_import_column_get_choice (find_head (GTK_WIDGET (table), column)).role;
}

static void
choose (guint column, MixColumnRole role)
{
  choose_role (
    MIX_IMPORT_TABLE (gui_find_type (GTK_WIDGET (find_page ()), MIX_TYPE_IMPORT_TABLE)), column, role);
}

/* Importing once more dropped the features: nothing brought them back. */
static void
test_settings_again_have_the_roles (void)
{
  MixWindow *window = gui_window ("@two-branch");
  g_autofree char *path
    = write_file ("roles.csv", "a|b|c|d|e\n", "1|1,5|3|4|u\n2|2,5|5|7|v\n");
  MixLab *lab = mix_window_get_lab (window);

  mix_window_open (window, path);
  g_assert_true (gui_wait_until (has_read_or_open, window));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.import-settings", NULL));
  g_assert_true (gui_wait_until (has_read, NULL));
  choose (2, MIX_ROLE_TARGET);
  choose (3, MIX_ROLE_X);
  choose (1, MIX_ROLE_FEATURE);
  choose (4, MIX_ROLE_FEATURE);
  for (guint time = 0; time < 2; time++)
    {
      press_import ();
      g_assert_true (gui_wait_until (is_gone, NULL));
      g_auto (GStrv) names = mix_design_list_columns (mix_lab_get_design (lab));
      g_autofree char *list = g_strjoinv (" ", names);
      g_assert_cmpstr (list, ==, "d b e");
      g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.import-settings", NULL));
      g_assert_true (gui_wait_until (has_read, NULL));
      g_assert_cmpint (role_of (0), ==, MIX_ROLE_NONE);
      g_assert_cmpint (role_of (1), ==, MIX_ROLE_FEATURE);
      g_assert_cmpint (role_of (2), ==, MIX_ROLE_TARGET);
      g_assert_cmpint (role_of (3), ==, MIX_ROLE_X);
      g_assert_cmpint (role_of (4), ==, MIX_ROLE_FEATURE);
      /* What was not used is read as what it holds, and can be chosen. */
      const MixImportPreview *preview = mix_import_page_get_preview (find_page ());
      g_assert_cmpint (mix_dataset_get_column (preview->dataset, 0)->kind, ==, MIX_COLUMN_NUMBER);
    }
  gui_close (window);
}

static const char *
first_sentence (void)
{
  GtkWidget *box = gui_find (GTK_WIDGET (find_page ()), "sentences");
  GtkWidget *label = gui_find_type (box, GTK_TYPE_LABEL);

  return label != NULL ? gtk_label_get_text (GTK_LABEL (label)) : "";
}

/* A button that did nothing did not say why. */
static void
test_says_what_is_lacking (void)
{
  MixWindow *window = gui_window ("@two-branch");
  g_autofree char *path = write_file ("lack.csv", "a|b\n", "1|1,5\n2|2,5\n");

  mix_window_open (window, path);
  g_assert_true (gui_wait_until (has_read_or_open, window));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.import-settings", NULL));
  g_assert_true (gui_wait_until (has_read, NULL));
  GtkWidget *button = gui_find (GTK_WIDGET (find_page ()), "import_button");
  g_assert_true (gtk_widget_get_sensitive (button));
  choose (0, MIX_ROLE_NONE);
  g_assert_false (gtk_widget_get_sensitive (button));
  g_assert_nonnull (strstr (first_sentence (), "x axis"));
  choose (1, MIX_ROLE_NONE);
  g_assert_nonnull (strstr (first_sentence (), "Target y"));
  choose (0, MIX_ROLE_TARGET);
  choose (1, MIX_ROLE_X);
  g_assert_true (gtk_widget_get_sensitive (button));
  gui_close (window);
}

/* Cells that are no numbers among numbers, and rows that are left out. */
static void
test_marks_cells_and_rows (void)
{
  g_autofree char *path = write_file ("marks.csv", "a,b\n1,2\n3\nhuh,5\nNA,6\n", "7,8\n9,10\n");
  MixImport import;

  mix_import_init (&import);
  g_assert_true (mix_import_set (&import, "ragged", "skip", NULL));
  g_autoptr (MixImportPreview) preview = mix_import_preview_new (path, &import, NULL, NULL);
  g_assert_cmpint (mix_import_preview_find_row (preview, 0), ==, -1);
  g_assert_cmpint (mix_import_preview_find_row (preview, 1), ==, 0);
  g_assert_cmpint (mix_import_preview_find_row (preview, 2), ==, -1);
  g_assert_cmpint (mix_import_preview_find_row (preview, 3), ==, 1);
  g_assert_true (mix_import_preview_is_fault (preview, 3, 0));
  g_assert_false (mix_import_preview_is_fault (preview, 3, 1));
  g_assert_false (mix_import_preview_is_fault (preview, 4, 0)); /* missing */
  g_assert_false (mix_import_preview_is_fault (preview, 2, 0)); /* left out */
}

static void
choose_setting (guint row, guint item)
{
  gtk_drop_down_set_selected (find_menu (GTK_WIDGET (find_page ()), row), item);
}

static gboolean
reads_1234 (gpointer data)
{
  const MixImportPreview *preview
    = has_read (NULL) ? mix_import_page_get_preview (find_page ()) : NULL;
  const MixColumn *column = preview != NULL && preview->dataset != NULL
                              ? mix_dataset_get_column (preview->dataset, 0) : NULL;

  return column != NULL && column->kind == MIX_COLUMN_NUMBER
         && fabs (column->values[0] - 1234.5) < 1e-9;
}

/* Quote and grouping that no guess would come to. */
static void
test_quote_and_grouping_by_hand (void)
{
  MixWindow *window = gui_window ("@two-branch");
  g_autofree char *path
    = write_file ("hand.csv", "x;y\n", "'1.234,5';2\n'2.345,5';3\n'3.456,5';5\n");

  MixImportPage *page = mix_import_page_new (GTK_WINDOW (window), path, NULL);
  gtk_window_present (GTK_WINDOW (page));
  g_assert_true (gui_wait_until (has_read, NULL));
  choose_setting (2, MIX_QUOTE_DOUBLE);
  g_assert_true (gui_wait_until (has_read, NULL));
  g_assert_false (reads_1234 (NULL));
  choose_setting (2, MIX_QUOTE_SINGLE);
  choose_setting (3, MIX_DECIMAL_MARK_COMMA);
  choose_setting (4, MIX_GROUPING_NONE);
  g_assert_true (gui_wait_until (has_read, NULL));
  g_assert_false (reads_1234 (NULL));
  choose_setting (4, MIX_GROUPING_POINT);
  g_assert_true (gui_wait_until (reads_1234, NULL));
  gtk_window_destroy (GTK_WINDOW (page));
  gui_close (window);
}

/* A column that marks validation is no feature. */
static void
test_marks_validation (void)
{
  MixWindow *window = gui_window ("@two-branch");
  g_autofree char *path = write_file ("marks.csv", "x|y|held\n", "1|2|0\n2|3|0\n3|4|1\n4|6|0\n");

  mix_window_open (window, path);
  g_assert_true (gui_wait_until (has_read_or_open, window));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.import-settings", NULL));
  g_assert_true (gui_wait_until (has_read, NULL));
  choose (0, MIX_ROLE_X);
  choose (1, MIX_ROLE_TARGET);
  choose (2, MIX_ROLE_VALIDATION);
  press_import ();
  g_assert_true (gui_wait_until (is_gone, NULL));
  g_assert_true (mix_dataset_get_column (get_dataset (window), 2)->marks_validation);
  MixLab *lab = mix_window_get_lab (window);
  g_assert_cmpuint (mix_design_get_n_features (mix_lab_get_design (lab)), ==, 1);
  mix_lab_step (lab);
  g_assert_true (gui_wait_idle (window));
  g_assert_cmpuint (mix_lab_get_snapshot (lab)->n_validation, ==, 10);
  g_assert_cmpuint (mix_lab_get_snapshot (lab)->n_train, ==, 30);
  gui_close (window);
}

/* Cells of a spreadsheet are shown as a file is. */
static void
test_paste (void)
{
  MixWindow *window = gui_window ("@two-branch");
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (window));

  gdk_clipboard_set_text (clipboard, "x\ty\n1\t2\n2\t4\n3\t7\n4\t1\n5\t6\n6\t3\n");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.paste", NULL));
  g_assert_true (gui_wait_until (has_read, NULL));
  press_import ();
  g_assert_true (gui_wait_until (is_gone, NULL));
  g_assert_cmpuint (mix_dataset_get_n_rows (get_dataset (window)), ==, 6);
  gui_close (window);
}

int
main (int argc, char **argv)
{
  folder = g_dir_make_tmp ("mixture-lab-XXXXXX", NULL);
  g_setenv ("XDG_CACHE_HOME", folder, TRUE); /* where a pasted table goes */
  g_autoptr (MixApplication) application = gui_init (&argc, &argv);

  g_test_add_func ("/import-page/clean", test_clean);
  g_test_add_func ("/import-page/doubt", test_doubt);
  g_test_add_func ("/import-page/change", test_change);
  g_test_add_func ("/import-page/broken", test_broken);
  g_test_add_func ("/import-page/close", test_close);
  g_test_add_func ("/import-page/very-many-columns", test_very_many_columns);
  g_test_add_func ("/import-page/settings-again-have-the-roles", test_settings_again_have_the_roles);
  g_test_add_func ("/import-page/says-what-is-lacking", test_says_what_is_lacking);
  g_test_add_func ("/import-page/marks-cells-and-rows", test_marks_cells_and_rows);
  g_test_add_func ("/import-page/quote-and-grouping-by-hand", test_quote_and_grouping_by_hand);
  g_test_add_func ("/import-page/marks-validation", test_marks_validation);
  g_test_add_func ("/import-page/paste", test_paste);
  int status = g_test_run ();
  g_free (folder);
  return status;
}
