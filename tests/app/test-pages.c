/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui.h"

#include "mix-card-layout.h"
#include "mix-figure-grid.h"
#include "mix-settings.h"
#include "mix-table-window.h"

/* The pages beside Explore. */

static void
show_page (MixWindow *window, const char *name)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.page", "s", name));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
}

static MixFigureGrid *
get_grid (MixWindow *window)
{
  AdwViewStack *pages = ADW_VIEW_STACK (gui_find (GTK_WIDGET (window), "pages"));

  return MIX_FIGURE_GRID (
    gui_find_type (adw_view_stack_get_visible_child (pages), MIX_TYPE_FIGURE_GRID));
}

static gboolean
has_settled (gpointer grid)
{
  return mix_figure_grid_get_scene (grid) != NULL && !mix_figure_grid_get_working (grid);
}

static MixSnapshot *
shown_snapshot (MixFigureGrid *grid)
{
  return mix_scene_get_snapshot (mix_figure_grid_get_scene (grid));
}

/* Every page shows figures with words, of the run on show, and has the focus. */
static void
test_every_page (void)
{
  MixWindow *window = gui_window ("@two-branch");
  static const char *const pages[][2]
    = { { "compare", "comparison" }, { "diagnose", "pit" }, { "decide", "profit" } };

  gui_train (window, 2);
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      show_page (window, pages[i][0]);
      MixFigureGrid *grid = get_grid (window);
      g_assert_true (gui_wait_until (has_settled, grid));
      MixPlotView *view = mix_figure_grid_get_view (grid, pages[i][1]);
      g_assert_true (shown_snapshot (grid) == mix_lab_get_snapshot (mix_window_get_lab (window)));
      g_assert_nonnull (mix_plot_view_get_plot (view));
      g_assert_true (gtk_test_accessible_has_property (GTK_ACCESSIBLE (view),
                                                       GTK_ACCESSIBLE_PROPERTY_DESCRIPTION));
      g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (window)),
                                             GTK_WIDGET (grid)));
      g_autoptr (MixPlot) plot = mix_figure_grid_build_figure (grid, pages[i][1]);
      g_assert_nonnull (plot);
    }
  gui_close (window);
}

/* What nobody sees is not worked out; what is seen follows the training, at the latest when it
 * rests. */
static void
test_unseen_costs_nothing (void)
{
  MixWindow *window = gui_window ("@two-branch");

  show_page (window, "diagnose");
  MixFigureGrid *grid = get_grid (window);
  g_assert_true (gui_wait_until (has_settled, grid));
  show_page (window, "explore");
  MixSnapshot *before = shown_snapshot (grid);
  gui_train (window, 2);
  gui_turn (50);
  g_assert_true (shown_snapshot (grid) == before);
  show_page (window, "diagnose");
  g_assert_true (gui_wait_until (has_settled, grid));
  g_assert_true (shown_snapshot (grid) == mix_lab_get_snapshot (mix_window_get_lab (window)));
  gui_train (window, 4);
  g_assert_true (gui_wait_until (has_settled, grid));
  g_assert_true (shown_snapshot (grid) == mix_lab_get_snapshot (mix_window_get_lab (window)));

  /* Explore is built when it comes back. */
  show_page (window, "explore");
  GtkWidget *fit = gui_find (GTK_WIDGET (window), "fit");
  g_assert_nonnull (mix_plot_view_get_plot (MIX_PLOT_VIEW (fit)));
  gui_close (window);
}

/* The numbers of the figure in focus, and a word where there are none. */
static void
test_table (void)
{
  MixWindow *window = gui_window ("@two-branch");

  show_page (window, "diagnose");
  MixFigureGrid *grid = get_grid (window);
  g_assert_true (gui_wait_until (has_settled, grid));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (grid), "figures.table", "s", ""));
  g_assert_nonnull (gui_toast (window));
  gui_train (window, 1);
  g_assert_true (gui_wait_until (has_settled, grid));
  gtk_widget_grab_focus (GTK_WIDGET (mix_figure_grid_get_view (grid, "coverage")));
  g_assert_cmpstr (mix_figure_grid_get_focus_figure (grid), ==, "coverage");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (grid), "figures.table", "s", ""));
  GtkWindow *table = GTK_WINDOW (gui_find_window (MIX_TYPE_TABLE_WINDOW));
  g_assert_nonnull (table);
  g_assert_cmpstr (gtk_window_get_title (table), ==, "Coverage");
  gtk_window_destroy (table);
  gui_close (window);
}

static gboolean
is_revealed (gpointer bar)
{
  return adw_view_switcher_bar_get_reveal (bar);
}

/* Where the switcher has no room it is at the foot, on every page, and GTK has nothing to complain
 * of. */
static void
test_narrow (void)
{
  static const char *const pages[] = { "explore", "compare", "diagnose", "decide" };

  gui_forget_settings ();
  g_settings_set_int (mix_settings_get (), "width", 360);
  MixWindow *window = gui_window ("@two-branch");
  GtkWidget *bar = gui_find (GTK_WIDGET (window), "switcher_bar");
  g_assert_true (gui_wait_until (is_revealed, bar));
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      show_page (window, pages[i]);
      gui_turn (20);
      g_assert_true (is_revealed (bar));
    }
  gui_close (window);
  gui_forget_settings ();
}

/* A page is made when it is opened, also the one that a start comes back to, and only then. */
static void
test_made_when_opened (void)
{
  gui_forget_settings ();
  MixWindow *window = gui_window ("@two-branch");
  g_assert_null (gui_find_type (GTK_WIDGET (window), MIX_TYPE_FIGURE_GRID));
  show_page (window, "diagnose");
  MixFigureGrid *grid = get_grid (window);
  g_assert_nonnull (grid);
  show_page (window, "explore");
  show_page (window, "diagnose");
  g_assert_true (get_grid (window) == grid);
  gui_close (window);
  window = gui_window ("@two-branch");
  g_assert_nonnull (get_grid (window));
  /* Space trains there, too. */
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (window)),
                                         GTK_WIDGET (get_grid (window))));
  gui_close (window);
  gui_forget_settings ();
}

static void
test_page_is_remembered (void)
{
  gui_forget_settings ();
  MixWindow *window = gui_window ("@two-branch");
  show_page (window, "decide");
  gui_close (window);
  window = gui_window ("@two-branch");
  AdwViewStack *pages = ADW_VIEW_STACK (gui_find (GTK_WIDGET (window), "pages"));
  g_assert_cmpstr (adw_view_stack_get_visible_child_name (pages), ==, "decide");
  gui_close (window);
  gui_forget_settings ();
}

static void
test_close_while_working (void)
{
  MixWindow *window = gui_window ("@two-branch");

  gui_train (window, 1);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.page", "s", "diagnose"));
  gui_close (window);
}

/* As many columns as there is room for, and no hole where another number leaves none. */
static void
test_columns (void)
{
  g_assert_cmpuint (mix_card_layout_columns (344, 8, 1), ==, 1);
  g_assert_cmpuint (mix_card_layout_columns (790, 8, 1), ==, 2);
  g_assert_cmpuint (mix_card_layout_columns (980, 8, 1), ==, 3);
  g_assert_cmpuint (mix_card_layout_columns (2500, 8, 1), ==, 4);
  g_assert_cmpuint (mix_card_layout_columns (980, 4, 1), ==, 2);
  g_assert_cmpuint (mix_card_layout_columns (980, 1, 1), ==, 1);
  g_assert_cmpuint (mix_card_layout_columns (980, 0, 1), ==, 1);
  g_assert_cmpuint (mix_card_layout_columns (1270, 8, 2), ==, 2); /* words twice as large */
}

int
main (int argc, char **argv)
{
  g_autoptr (MixApplication) application = gui_init (&argc, &argv);

  g_test_add_func ("/pages/every-page", test_every_page);
  g_test_add_func ("/pages/unseen-costs-nothing", test_unseen_costs_nothing);
  g_test_add_func ("/pages/table", test_table);
  g_test_add_func ("/pages/narrow", test_narrow);
  g_test_add_func ("/pages/made-when-opened", test_made_when_opened);
  g_test_add_func ("/pages/page-is-remembered", test_page_is_remembered);
  g_test_add_func ("/pages/close-while-working", test_close_while_working);
  g_test_add_func ("/pages/columns", test_columns);
  return g_test_run ();
}
