/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui.h"

#include <glib/gstdio.h>
#include <math.h>

#include "mix-compare-page.h"
#include "mix-decide-form.h"
#include "mix-decide-page.h"

/* The pages Compare and Decide. */

static MixWindow *
trained_window (const char *page)
{
  MixWindow *window = gui_window ("@two-branch");
  MixLab *lab = mix_window_get_lab (window);

  g_assert_true (mix_lab_generate (lab, mix_generator_find ("two-branch"), 600, 1, 1, NULL));
  g_assert_true (mix_lab_set_option (lab, "hidden", "16", NULL));
  g_assert_true (mix_lab_set_option (lab, "epochs", "6", NULL));
  mix_lab_set_pace (lab, MIX_PACE_FULL);
  mix_lab_run (lab);
  g_assert_true (gui_wait_epoch (window, 6));
  g_assert_true (gui_wait_idle (window));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.page", "s", page);
  return window;
}

static gboolean
is_shown (gpointer data)
{
  MixFigureGrid *grid = data;

  return mix_figure_grid_get_scene (grid) != NULL && !mix_figure_grid_get_working (grid);
}

static MixFigureGrid *
wait_for_grid (GtkWidget *page)
{
  MixFigureGrid *grid = MIX_FIGURE_GRID (gui_find_type (page, MIX_TYPE_FIGURE_GRID));

  g_assert_true (gui_wait_until (is_shown, grid));
  return grid;
}

/* The first entry of the form: the cost of a unit. */
static void
type_cost (MixDecideForm *form, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (gui_find_type (GTK_WIDGET (form), GTK_TYPE_ENTRY)), text);
}

/* What is typed acts; what makes no sense says so, and what was in effect before stays. */
static void
test_costs (void)
{
  MixWindow *window = trained_window ("decide");
  GtkWidget *page = gui_find_type (GTK_WIDGET (window), MIX_TYPE_DECIDE_PAGE);
  MixDecideForm *form = MIX_DECIDE_FORM (gui_find_type (page, MIX_TYPE_DECIDE_FORM));
  MixFigureGrid *grid = wait_for_grid (page);

  MixStock before = mix_scene_get_stock (mix_figure_grid_get_scene (grid));
  g_assert_cmpfloat_with_epsilon (mix_stock_ratio (&before), 6.0 / 9, 1e-12);
  g_assert_true (before.is_signed); /* half of the rows are below 0 */
  type_cost (form, "7,5");
  g_assert_true (gui_wait_until (is_shown, grid));
  MixStock after = mix_scene_get_stock (mix_figure_grid_get_scene (grid));
  g_assert_cmpfloat_with_epsilon (mix_stock_ratio (&after), 2.5 / 9, 1e-12);
  type_cost (form, "12");
  g_assert_cmpfloat_with_epsilon (mix_stock_ratio (mix_decide_form_get_stock (form)), 2.5 / 9, 1e-12);
  type_cost (form, "nine");
  g_assert_cmpfloat_with_epsilon (mix_stock_ratio (mix_decide_form_get_stock (form)), 2.5 / 9, 1e-12);
  gui_close (window);
}

/* An order for every row, as the verb writes it. */
static void
test_export (void)
{
  MixWindow *window = trained_window ("decide");
  MixDecidePage *page
    = MIX_DECIDE_PAGE (gui_find_type (GTK_WIDGET (window), MIX_TYPE_DECIDE_PAGE));
  g_autofree char *folder = g_dir_make_tmp ("mix-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "orders.csv", NULL);
  g_autofree char *text = NULL;
  GError *error = NULL;

  g_assert_true (mix_decide_page_export (page, path, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_true (g_str_has_prefix (text, "x,y,order,expected_profit,p_stockout,"));
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 602);
  g_assert_false (mix_decide_page_export (page, "/nowhere/orders.csv", &error));
  g_assert_nonnull (strstr (error->message, "/nowhere"));
  g_clear_error (&error);
  g_remove (path);
  g_rmdir (folder);
  gui_close (window);
}

/* The figures of a page are exported as they are on show there. */
static void
test_figures (void)
{
  MixWindow *window = trained_window ("compare");
  g_autofree char *folder = g_dir_make_tmp ("mix-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "sides.svg", NULL);
  GError *error = NULL;

  wait_for_grid (gui_find_type (GTK_WIDGET (window), MIX_TYPE_COMPARE_PAGE));
  g_assert_true (mix_window_export (window, "sides", path, &error));
  g_assert_no_error (error);
  g_remove (path);
  g_rmdir (folder);
  gui_close (window);
}

/* x0 is one: moved in Explore, it has moved here. */
static void
test_x0 (void)
{
  MixWindow *window = trained_window ("explore");
  MixExplorePage *explore
    = MIX_EXPLORE_PAGE (gui_find_type (GTK_WIDGET (window), MIX_TYPE_EXPLORE_PAGE));

  mix_explore_page_set_x0 (explore, 3);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.page", "s", "decide");
  GtkWidget *page = gui_find_type (GTK_WIDGET (window), MIX_TYPE_DECIDE_PAGE);
  MixFigureGrid *grid = wait_for_grid (page);
  g_assert_cmpfloat_with_epsilon (mix_scene_get_x0 (mix_figure_grid_get_scene (grid)), 3, 1e-9);
  gtk_spin_button_set_value (
    GTK_SPIN_BUTTON (gui_find_type (page, GTK_TYPE_SPIN_BUTTON)), -4);
  g_assert_true (gui_wait_until (is_shown, grid));
  g_assert_cmpfloat_with_epsilon (mix_scene_get_x0 (mix_figure_grid_get_scene (grid)), -4, 1e-9);
  g_assert_cmpfloat_with_epsilon (mix_scene_get_x0 (mix_explore_page_get_scene (explore)), -4,
                                  1e-9);
  gui_close (window);
}

static MixComparePage *
compare_page (MixWindow *window)
{
  return MIX_COMPARE_PAGE (gui_find_type (GTK_WIDGET (window), MIX_TYPE_COMPARE_PAGE));
}

/* A sentence says what ties; a pinned run can take a side. */
static void
test_sides (void)
{
  MixWindow *window = trained_window ("compare");
  MixComparePage *page = compare_page (window);
  MixFigureGrid *grid = wait_for_grid (GTK_WIDGET (page));

  g_assert_nonnull (strstr (mix_compare_page_get_verdict (page), "RMSE"));
  g_assert_null (mix_scene_get_side_name (mix_figure_grid_get_scene (grid), MIX_SIDE_MODEL));
  g_assert_true (mix_lab_pin (mix_window_get_lab (window), NULL));
  mix_compare_page_choose (page, 0, 2);
  g_assert_true (gui_wait_until (is_shown, grid));
  MixScene *scene = mix_figure_grid_get_scene (grid);
  g_assert_cmpstr (mix_scene_get_side_name (scene, MIX_SIDE_PLAIN), ==, "Run 1");
  /* It is the same moment: nothing tells them apart. */
  g_assert_nonnull (strstr (mix_compare_page_get_verdict (page), "cannot be told apart"));
  gui_close (window);
}

static gboolean
is_over (gpointer study)
{
  return !mix_study_get_running (study);
}

static gboolean
has_some (gpointer study)
{
  return mix_study_get_share (study) > 0;
}

/* Evidence is gathered beside the run, can be cancelled, and is forgotten with its rows. */
static void
test_studies (void)
{
  MixWindow *window = trained_window ("compare");
  MixComparePage *page = compare_page (window);
  MixLab *lab = mix_window_get_lab (window);
  MixStudy *evidence = mix_compare_page_get_study (page, MIX_STUDY_EVIDENCE);
  MixStudy *ensemble = mix_compare_page_get_study (page, MIX_STUDY_ENSEMBLE);

  mix_study_start (ensemble, mix_lab_get_config (lab), mix_lab_get_design (lab), 2);
  mix_study_start (evidence, mix_lab_get_config (lab), mix_lab_get_design (lab), 2);
  g_assert_true (gui_wait_until (is_over, ensemble));
  g_assert_cmpuint (mix_model_get_n_members (mix_study_get_ensemble (ensemble)->model), ==, 2);
  g_assert_true (gui_wait_until (is_over, evidence));
  g_assert_cmpuint (mix_evidence_n_known (mix_study_get_evidence (evidence)), ==, 2);

  MixConfig slow = *mix_lab_get_config (lab);
  slow.epochs = 100000;
  slow.patience = 0;
  mix_study_start (ensemble, &slow, mix_lab_get_design (lab), 2);
  g_assert_true (gui_wait_until (has_some, ensemble));
  mix_study_cancel (ensemble);
  g_assert_true (gui_wait_until (is_over, ensemble));
  g_assert_null (mix_study_get_ensemble (ensemble));
  g_assert_null (mix_study_get_fault (ensemble));

  g_assert_true (mix_lab_generate (lab, mix_generator_find ("linear"), 200, 1, 1, NULL));
  g_assert_null (mix_study_get_evidence (evidence));
  /* A window that is closed does not wait for a study, nor the other way round. */
  mix_study_start (evidence, &slow, mix_lab_get_design (lab), 2);
  gui_close (window);
}

int
main (int argc, char **argv)
{
  g_autoptr (MixApplication) application = gui_init (&argc, &argv);

  g_test_add_func ("/pages/costs", test_costs);
  g_test_add_func ("/pages/export", test_export);
  g_test_add_func ("/pages/figures", test_figures);
  g_test_add_func ("/pages/x0", test_x0);
  g_test_add_func ("/pages/sides", test_sides);
  g_test_add_func ("/pages/studies", test_studies);
  int status = g_test_run ();
  return status;
}
