/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>

#include "gui.h"
#include "mix-csv.h"

static MixSnapshot *
get_snapshot (MixWindow *window)
{
  return mix_lab_get_snapshot (mix_window_get_lab (window));
}

static void
activate (MixWindow *window, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), action, NULL));
}

static gboolean
has_toast (gpointer window)
{
  return gui_toast (window) != NULL;
}

static gboolean
is_file (gpointer window)
{
  MixDesign *design = mix_lab_get_design (mix_window_get_lab (window));
  return design != NULL && mix_dataset_get_path (mix_design_get_dataset (design)) != NULL;
}

static char *
sample (const char *name)
{
  return g_build_filename (g_getenv ("MIX_SAMPLES_DIR"), name, NULL);
}

static void
test_open_good_file (void)
{
  MixWindow *window = gui_window ("@two-branch");
  g_autofree char *path = sample ("geyser.csv");

  mix_window_open (window, path);
  g_assert_true (gui_wait_until (is_file, window));
  MixDesign *design = mix_lab_get_design (mix_window_get_lab (window));
  g_assert_cmpuint (mix_design_get_n_features (design), ==, 1);
  g_assert_true (gtk_widget_get_visible (gui_find (GTK_WIDGET (window), "column_rows")));
  g_assert_false (gtk_widget_get_visible (gui_find (GTK_WIDGET (window), "generator_rows")));
  activate (window, "win.train");
  g_assert_true (gui_wait_epoch (window, 2));
  gui_close (window);
}

static void
test_columns_swap (void)
{
  MixWindow *window = gui_window ("@two-branch");
  g_autofree char *path = sample ("geyser.csv");

  mix_window_open (window, path);
  g_assert_true (gui_wait_until (is_file, window));
  GtkDropDown *target = GTK_DROP_DOWN (gui_find (GTK_WIDGET (window), "target"));
  GtkDropDown *x = GTK_DROP_DOWN (gui_find (GTK_WIDGET (window), "x"));
  guint was_target = gtk_drop_down_get_selected (target), was_x = gtk_drop_down_get_selected (x);
  g_assert_cmpuint (was_target, !=, was_x);
  gtk_drop_down_set_selected (target, was_x);
  g_assert_cmpuint (gtk_drop_down_get_selected (target), ==, was_x);
  g_assert_cmpuint (gtk_drop_down_get_selected (x), ==, was_target);
  gui_close (window);
}

/* What is wrong with a file is said, and what was open stays open. */
static void
test_open_bad_files (void)
{
  static const char *const bad[] = { "", "a,b\n", "a,b\n1,2\n3\n", "a,b\nx,y\nz,w\n" };
  g_autofree char *folder = g_dir_make_tmp ("mixture-lab-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "bad.csv", NULL);

  for (guint i = 0; i <= G_N_ELEMENTS (bad) + 1; i++)
    {
      MixWindow *window = gui_window ("@two-branch");
      guint64 run = get_snapshot (window)->run_id;
      if (i < G_N_ELEMENTS (bad))
        g_assert_true (g_file_set_contents (path, bad[i], -1, NULL));
      mix_window_open (window, i < G_N_ELEMENTS (bad)    ? path
                               : i == G_N_ELEMENTS (bad) ? folder
                                                         : "/nowhere/at/all.csv");
      g_assert_true (gui_wait_until (has_toast, window));
      g_test_message ("%s", gui_toast (window));
      g_assert_null (strstr (gui_toast (window), folder));
      if (i < G_N_ELEMENTS (bad))
        g_assert_nonnull (strstr (gui_toast (window), "bad.csv"));
      g_assert_cmpuint (get_snapshot (window)->run_id, ==, run);
      g_assert_false (is_file (window));
      gui_close (window);
    }
  g_unlink (path);
  g_rmdir (folder);
}

/* A window that was asked to show a file which is not there has data all the same. */
static void
test_bad_argument (void)
{
  MixWindow *window = gui_window ("/nowhere/at/all.csv");

  g_assert_true (gui_wait_until (has_toast, window));
  g_assert_nonnull (get_snapshot (window));
  gui_close (window);
}

static void
test_close_while_loading (void)
{
  MixWindow *window = gui_window ("@two-branch");
  g_autofree char *path = sample ("quakes.csv");

  mix_window_open (window, path);
  gui_close (window);
}

static void
test_drop (void)
{
  MixWindow *window = gui_window ("@two-branch");
  GtkWidget *place = gui_find (GTK_WIDGET (window), "toasts");
  GtkEventController *target = gui_controller (place, GTK_TYPE_DROP_TARGET);
  g_autofree char *path = sample ("mcycle.csv");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_auto (GValue) value = G_VALUE_INIT;
  gboolean taken = FALSE;

  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_take_boxed (&value, gdk_file_list_new_from_array (&file, 1));
  g_signal_emit_by_name (target, "drop", &value, 10.0, 10.0, &taken);
  g_assert_true (taken);
  g_assert_true (gui_wait_until (is_file, window));
  gui_close (window);
}

static void
test_export (void)
{
  static const char *const endings[] = { "png", "svg", "pdf" };
  MixWindow *window = gui_window ("@two-branch");
  g_autofree char *folder = g_dir_make_tmp ("mixture-lab-XXXXXX", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *path = g_strdup_printf ("%s/fit.%s", folder, endings[i]);
      g_autoptr (GError) error = NULL;
      g_assert_true (mix_window_export (window, "fit", path, &error));
      g_assert_no_error (error);
      g_assert_cmpint (g_unlink (path), ==, 0);
    }
  g_rmdir (folder);
  gui_close (window);
}

/* What was generated is read back as it was, to the last bit. */
static void
test_save_data (void)
{
  MixWindow *window = gui_window ("@two-branch");
  MixDesign *design = mix_lab_get_design (mix_window_get_lab (window));
  g_autofree char *folder = g_dir_make_tmp ("mixture-lab-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "rows.csv", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (mix_window_save_data (window, path, &error));
  g_assert_no_error (error);
  g_autoptr (MixDataset) read = mix_csv_read (path, NULL, &error);
  g_assert_no_error (error);
  gsize n = mix_dataset_get_n_rows (read);
  g_assert_cmpuint (n, ==, mix_dataset_get_n_rows (mix_design_get_dataset (design)));
  g_assert_cmpuint (n, >, 0);
  for (guint c = 0; c < 2; c++)
    g_assert_cmpint (memcmp (mix_dataset_get_column (read, c)->values,
                             mix_dataset_get_column (mix_design_get_dataset (design), c)->values,
                             n * sizeof (double)),
                     ==, 0);
  g_assert_false (mix_window_save_data (window, "/nowhere/at/all.csv", &error));
  g_assert_nonnull (error);
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_rmdir (folder);
  gui_close (window);
}

int
main (int argc, char **argv)
{
  g_autoptr (MixApplication) application = gui_init (&argc, &argv);

  g_test_add_func ("/window-files/open-good-file", test_open_good_file);
  g_test_add_func ("/window-files/columns-swap", test_columns_swap);
  g_test_add_func ("/window-files/open-bad-files", test_open_bad_files);
  g_test_add_func ("/window-files/bad-argument", test_bad_argument);
  g_test_add_func ("/window-files/close-while-loading", test_close_while_loading);
  g_test_add_func ("/window-files/drop", test_drop);
  g_test_add_func ("/window-files/export", test_export);
  g_test_add_func ("/window-files/save-data", test_save_data);
  return g_test_run ();
}
