/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>

#include "gui.h"
#include "mix-import-page.h"

static char *folder;

static char *
write_rows (const char *name, guint n)
{
  char *path = g_build_filename (folder, name, NULL);
  GString *text = g_string_new ("x,y\n");

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%u.5,%u.25\n", i, i * 7 % 31);
  g_assert_true (g_file_set_contents (path, text->str, -1, NULL));
  g_string_free (text, TRUE);
  return path;
}

static gsize
count_rows (MixWindow *window)
{
  return mix_design_get_n_rows (mix_lab_get_design (mix_window_get_lab (window)));
}

static gboolean
has_forty (gpointer window)
{
  return count_rows (window) == 40;
}

static gboolean
has_fifty (gpointer window)
{
  return count_rows (window) == 50;
}

static gboolean
has_toast (gpointer window)
{
  return gui_toast (window) != NULL;
}

static gboolean
has_no_toast (gpointer window)
{
  return gui_toast (window) == NULL;
}

/* A file that changes is offered, and read anew with the columns that are chosen; that can be
 * undone. */
static void
test_reload (void)
{
  MixWindow *window = gui_window ("@two-branch");
  MixLab *lab = mix_window_get_lab (window);
  g_autofree char *path = write_rows ("reload.csv", 40);

  mix_window_open (window, path);
  g_assert_true (gui_wait_until (has_forty, window));
  g_assert_true (mix_lab_choose_columns (lab, "x", "y", FALSE, NULL));
  g_free (write_rows ("reload.csv", 50));
  g_assert_true (gui_wait_until (has_toast, window));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.reload", NULL));
  g_assert_true (gui_wait_until (has_fifty, window));
  g_assert_true (gui_wait_until (has_no_toast, window)); /* nothing is left to reload */
  g_assert_cmpstr (mix_design_get_target_name (mix_lab_get_design (lab)), ==, "x");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.undo", NULL));
  g_assert_cmpuint (count_rows (window), ==, 40);
  gui_close (window);
}

static gboolean
has_forty_eight (gpointer window)
{
  return count_rows (window) == 48;
}

static gboolean
has_thirty (gpointer window)
{
  return count_rows (window) == 30;
}

/* Excluded rows came back without a word. */
static void
test_reload_keeps_excluded_rows (void)
{
  MixWindow *window = gui_window ("@two-branch");
  const guint32 rows[] = { 3, 35 };
  g_autofree char *path = write_rows ("excluded.csv", 40);

  mix_window_open (window, path);
  g_assert_true (gui_wait_until (has_forty, window));
  g_assert_true (mix_lab_exclude_rows (mix_window_get_lab (window), rows, 2, TRUE, NULL));
  g_assert_cmpuint (count_rows (window), ==, 38);
  g_free (write_rows ("excluded.csv", 50));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.reload", NULL));
  g_assert_true (gui_wait_until (has_forty_eight, window));

  /* Row 35 is no longer there. */
  g_free (write_rows ("excluded.csv", 31));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.reload", NULL));
  g_assert_true (gui_wait_until (has_thirty, window));
  g_assert_true (gui_wait_until (has_toast, window));
  gui_close (window);
}

/* What vanished is said; the rows stay. */
static void
test_vanish (void)
{
  MixWindow *window = gui_window ("@two-branch");
  g_autofree char *path = write_rows ("gone.csv", 40);

  mix_window_open (window, path);
  g_assert_true (gui_wait_until (has_forty, window));
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_true (gui_wait_until (has_toast, window));
  g_assert_cmpuint (count_rows (window), ==, 40);
  gui_close (window);
}

static gboolean
page_has_read (gpointer data)
{
  GtkWidget *page = gui_find_window (MIX_TYPE_IMPORT_PAGE);

  if (page == NULL || mix_import_page_get_busy (MIX_IMPORT_PAGE (page)))
    return FALSE;
  g_signal_emit_by_name (gui_find (page, "import_button"), "clicked");
  return TRUE;
}

/* Cells of a spreadsheet, with tabs between, come by way of the import page. */
static void
test_paste (void)
{
  MixWindow *window = gui_window ("@two-branch");
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (window));
  GString *text = g_string_new ("x\ty\n");

  for (guint i = 0; i < 40; i++)
    g_string_append_printf (text, "%u.5\t%u.25\n", i, i * 7 % 31);
  gdk_clipboard_set_text (clipboard, text->str);
  g_string_free (text, TRUE);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.paste", NULL));
  g_assert_true (gui_wait_until (page_has_read, NULL));
  g_assert_true (gui_wait_until (has_forty, window));
  gdk_clipboard_set_text (clipboard, "no table");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.paste", NULL));
  g_assert_true (gui_wait_until (has_toast, window));
  gui_close (window);
}

static gboolean
is_sample (gpointer window)
{
  return count_rows (window) == 342;
}

static gboolean
open_penguins (gpointer data)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);
      GtkWidget *list = gui_find_type (GTK_WIDGET (window), GTK_TYPE_LIST_BOX);
      if (g_strcmp0 (gtk_window_get_title (window), "Sample Tables") != 0 || list == NULL)
        continue;
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 4);
      g_signal_emit_by_name (list, "row-activated", row);
      return TRUE;
    }
  return FALSE;
}

/* Penguins: the year is no target. */
static void
test_samples (void)
{
  MixWindow *window = gui_window ("@two-branch");

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.samples", NULL));
  g_assert_true (gui_wait_until (open_penguins, NULL));
  g_assert_true (gui_wait_until (is_sample, window));
  g_assert_cmpstr (
    mix_design_get_target_name (mix_lab_get_design (mix_window_get_lab (window))), ==,
    "body_mass_g");
  gui_close (window);
}

int
main (int argc, char **argv)
{
  g_autoptr (MixApplication) application = gui_init (&argc, &argv);

  folder = g_dir_make_tmp ("mixture-lab-XXXXXX", NULL);
  g_test_add_func ("/window-watch/reload", test_reload);
  g_test_add_func ("/window-watch/reload-keeps-excluded-rows", test_reload_keeps_excluded_rows);
  g_test_add_func ("/window-watch/vanish", test_vanish);
  g_test_add_func ("/window-watch/paste", test_paste);
  g_test_add_func ("/window-watch/samples", test_samples);
  int status = g_test_run ();
  g_free (folder);
  return status;
}
