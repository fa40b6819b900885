/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include <glib/gstdio.h>

#include "gui.h"
#include "mix-model-io.h"

static char *folder, *table, *project;

static void
write_rows (const char *path, guint n)
{
  GString *text = g_string_new ("x,z,y\n");

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%u.5,%u,%u.25\n", i, i % 5, i * 7 % 31);
  g_assert_true (g_file_set_contents (path, text->str, -1, NULL));
  g_string_free (text, TRUE);
}

static MixDesign *
get_design (gpointer window)
{
  return mix_lab_get_design (mix_window_get_lab (window));
}

static gboolean
has_forty (gpointer window)
{
  return mix_design_get_n_rows (get_design (window)) == 40;
}

static gboolean
has_fifty (gpointer window)
{
  return mix_design_get_n_rows (get_design (window)) == 50;
}

static gboolean
has_toast (gpointer window)
{
  return gui_toast (window) != NULL;
}

static gboolean
has_project (gpointer window)
{
  g_autofree char *name = NULL;

  g_object_get (window, "project", &name, NULL);
  return name != NULL;
}

/* The question that a window asks, or NULL. */
static AdwMessageDialog *
find_question (gpointer window)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (ADW_IS_MESSAGE_DIALOG (l->data) && gtk_window_get_transient_for (l->data) == window)
      return l->data;
  return NULL;
}

static gboolean
asks (gpointer window)
{
  return find_question (window) != NULL;
}

static void
answer (MixWindow *window, const char *says, const char *response)
{
  g_assert_true (gui_wait_until (asks, window));
  AdwMessageDialog *dialog = find_question (window);
  g_assert_nonnull (strstr (adw_message_dialog_get_heading (dialog), says));
  adw_message_dialog_response (dialog, response);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static char *
get_model (MixWindow *window)
{
  return mix_model_to_json (mix_lab_get_snapshot (mix_window_get_lab (window))->model);
}

/* A window with the table, trained with three components, on the page Compare, and saved. Returns
 * what it has learnt. */
static char *
make_project (void)
{
  MixWindow *window = gui_window ("@two-branch");
  MixLab *lab = mix_window_get_lab (window);
  AdwViewStack *pages = ADW_VIEW_STACK (gui_find (GTK_WIDGET (window), "pages"));

  write_rows (table, 40);
  mix_window_open (window, table);
  g_assert_true (gui_wait_until (has_forty, window));
  g_assert_true (mix_lab_choose_columns (lab, "x", "y", TRUE, NULL));
  g_assert_true (mix_lab_set_option (lab, "components", "3", NULL));
  g_assert_true (mix_lab_set_option (lab, "epochs", "4", NULL));
  mix_lab_run (lab);
  g_assert_true (gui_wait_epoch (window, 4));
  g_assert_true (gui_wait_idle (window));
  adw_view_stack_set_visible_child_name (pages, "compare");
  mix_window_save_as (window, project);
  g_assert_true (gui_wait_until (has_project, window));
  g_assert_nonnull (strstr (gui_toast (window), "study.mixlab"));
  char *model = get_model (window);
  gui_close (window);
  return model;
}

/* What was saved is there again: columns, options, what was learnt, the page. */
static void
test_open (void)
{
  g_autofree char *was = make_project ();
  MixWindow *window = gui_window ("@two-branch");
  MixLab *lab = mix_window_get_lab (window);

  mix_window_open (window, project);
  g_assert_true (gui_wait_until (has_project, window));
  g_assert_true (gui_wait_idle (window));
  g_assert_cmpstr (mix_design_get_target_name (get_design (window)), ==, "x");
  g_assert_cmpuint (mix_design_get_n_features (get_design (window)), ==, 2);
  g_assert_true (mix_lab_get_all_others (lab));
  g_assert_cmpint (mix_lab_get_config (lab)->components, ==, 3);
  AdwViewStack *pages = ADW_VIEW_STACK (gui_find (GTK_WIDGET (window), "pages"));
  g_assert_cmpstr (adw_view_stack_get_visible_child_name (pages), ==, "compare");
  g_autofree char *is = get_model (window);
  g_assert_true (g_str_equal (is, was));
  g_assert_true (mix_snapshot_has_learnt (mix_lab_get_snapshot (lab)));
  GtkLabel *title = GTK_LABEL (gui_find (GTK_WIDGET (window), "title"));
  g_assert_cmpstr (gtk_label_get_text (title), ==, "study — table.csv");

  /* That can be undone; and other data are another matter than the project. */
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.undo", NULL));
  g_assert_cmpuint (mix_design_get_n_features (get_design (window)), ==, 1);
  g_autofree char *other = g_build_filename (folder, "other.csv", NULL);
  write_rows (other, 50);
  mix_window_open (window, other);
  g_assert_true (gui_wait_until (has_fifty, window));
  g_assert_false (has_project (window));
  gui_close (window);
  g_unlink (other);
}

/* A table that changed is asked about; until the answer, and with "no", what was open stays. */
static void
test_changed (void)
{
  g_autofree char *was = make_project ();
  MixWindow *window = gui_window ("@two-branch");

  write_rows (table, 50);
  mix_window_open (window, project);
  answer (window, "Has Changed", "cancel");
  g_assert_false (has_project (window));
  g_assert_nonnull (mix_dataset_get_generator (mix_design_get_dataset (get_design (window))));
  mix_window_open (window, project);
  answer (window, "Has Changed", "use");
  g_assert_true (gui_wait_until (has_project, window));
  g_assert_true (has_fifty (window));
  gui_close (window);
}

static void
test_gone (void)
{
  g_autofree char *was = make_project ();
  MixWindow *window = gui_window (NULL);

  g_unlink (table);
  mix_window_open (window, project);
  answer (window, "Is Not There", "cancel");
  g_assert_false (has_project (window));
  g_assert_nonnull (get_design (window));
  gui_close (window);
}

static GtkFileChooser *
find_chooser (void)
{
  GtkWidget *chooser = gui_find_window (GTK_TYPE_FILE_CHOOSER);

  return chooser != NULL ? GTK_FILE_CHOOSER (chooser) : NULL;
}

static gboolean
has_chooser (gpointer data)
{
  return find_chooser () != NULL;
}

/* The folder is read in the background. */
static gboolean
has_chosen (gpointer path)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (find_chooser ());
  g_autoptr (GFile) wanted = g_file_new_for_path (path);

  return file != NULL && g_file_equal (file, wanted);
}

/* A table that has moved is shown where it is now. */
static void
test_choose_another (void)
{
  g_autofree char *was = make_project ();
  g_autofree char *moved = g_strconcat (table, ".moved.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (moved);
  MixWindow *window = gui_window ("@two-branch");

  g_assert_cmpint (g_rename (table, moved), ==, 0);
  mix_window_open (window, project);
  answer (window, "Is Not There", "choose");
  g_assert_true (gui_wait_until (has_chooser, NULL));
  g_assert_true (gtk_file_chooser_set_file (find_chooser (), file, NULL));
  g_assert_true (gui_wait_until (has_chosen, moved));
  gtk_dialog_response (GTK_DIALOG (find_chooser ()), GTK_RESPONSE_ACCEPT);
  g_assert_true (gui_wait_until (has_project, window));
  g_assert_cmpstr (mix_dataset_get_path (mix_design_get_dataset (get_design (window))), ==, moved);
  gui_close (window);
  g_unlink (moved);
}

/* A table without the project's columns: said, and what was open stays. */
static void
test_other_columns (void)
{
  g_autofree char *was = make_project ();
  MixWindow *window = gui_window ("@two-branch");

  g_assert_true (g_file_set_contents (table, "a,b\n1,2\n2,3\n3,5\n", -1, NULL));
  mix_window_open (window, project);
  answer (window, "Has Changed", "use");
  g_assert_true (gui_wait_until (has_toast, window));
  g_assert_false (has_project (window));
  g_assert_nonnull (mix_dataset_get_generator (mix_design_get_dataset (get_design (window))));
  gui_close (window);
}

static void
test_damaged (void)
{
  MixWindow *window = gui_window ("@two-branch");

  g_assert_true (g_file_set_contents (project, "{\"format\": ", -1, NULL));
  mix_window_open (window, project);
  g_assert_true (gui_wait_until (has_toast, window));
  g_assert_nonnull (strstr (gui_toast (window), "study.mixlab: not a project"));
  g_assert_false (has_project (window));
  gui_close (window);
}

/* Drawn rows are in the project itself; saving goes where it went before. */
static void
test_own_rows (void)
{
  MixWindow *window = gui_window ("@two-branch");
  const double x[] = { 0.5, 1.5 }, y[] = { 2, 3 };
  MixLab *lab = mix_window_get_lab (window);

  g_assert_true (mix_lab_add_points (lab, 0, x, y, 2, NULL));
  gsize n = mix_design_get_n_rows (get_design (window));
  mix_window_save_as (window, project);
  g_assert_true (gui_wait_until (has_project, window));
  gui_close (window);

  window = gui_window ("@linear");
  mix_window_open (window, project);
  g_assert_true (gui_wait_until (has_project, window));
  g_assert_cmpuint (mix_design_get_n_rows (get_design (window)), ==, n);
  g_unlink (project);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.save-project", NULL));
  g_assert_true (gui_wait_until (has_toast, window));
  g_assert_true (g_file_test (project, G_FILE_TEST_EXISTS));
  gui_close (window);
}

static void
test_close_while_opening (void)
{
  g_autofree char *was = make_project ();
  MixWindow *window = gui_window ("@two-branch");

  mix_window_open (window, project);
  gui_close (window);
  window = gui_window ("@two-branch");
  mix_window_save_as (window, project);
  gui_close (window);
}

int
main (int argc, char **argv)
{
  g_autoptr (MixApplication) application = gui_init (&argc, &argv);

  folder = g_dir_make_tmp ("mixture-lab-XXXXXX", NULL);
  table = g_build_filename (folder, "table.csv", NULL);
  project = g_build_filename (folder, "study.mixlab", NULL);
  g_test_add_func ("/window-project/open", test_open);
  g_test_add_func ("/window-project/changed", test_changed);
  g_test_add_func ("/window-project/gone", test_gone);
  g_test_add_func ("/window-project/choose-another", test_choose_another);
  g_test_add_func ("/window-project/other-columns", test_other_columns);
  g_test_add_func ("/window-project/damaged", test_damaged);
  g_test_add_func ("/window-project/own-rows", test_own_rows);
  g_test_add_func ("/window-project/close-while-opening", test_close_while_opening);
  int status = g_test_run ();
  g_unlink (table);
  g_unlink (project);
  g_rmdir (folder);
  return status;
}
