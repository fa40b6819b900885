/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui.h"

#include <string.h>

#include "mix-figure-grid.h"
#include "mix-table-window.h"

/* What plots say to whoever does not see them: in a sentence, and as a table of numbers. */

static MixWindow *
open_window (void)
{
  MixWindow *window = gui_window ("@two-branch");

  gui_train (window, 2);
  return window;
}

/* Returns: NULL where it is the expected one, else what it is. */
static char *
differs (GtkWidget *view, const char *expected)
{
  return gtk_test_accessible_check_property (GTK_ACCESSIBLE (view),
                                             GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, expected);
}

static char *
shown_sentence (GtkWidget *view)
{
  return g_strdup (mix_plot_get_description (mix_plot_view_get_plot (MIX_PLOT_VIEW (view))));
}

/* After x₀ has moved and rests, the sentence is of the new one. */
static void
test_refreshed (void)
{
  static const char *const ids[] = { "fit", "slice" };
  MixWindow *window = open_window ();
  MixExplorePage *page = MIX_EXPLORE_PAGE (gui_find (GTK_WIDGET (window), "page"));

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      GtkWidget *view = gui_find (GTK_WIDGET (window), ids[i]);
      g_autofree char *before = shown_sentence (view);
      g_assert_null (differs (view, before));
      mix_explore_page_set_x0 (page, i == 0 ? -7.5 : 0.25);
      gui_turn (700);
      g_autofree char *after = shown_sentence (view), *other = differs (view, after);
      g_assert_cmpstr (after, !=, before);
      g_assert_cmpstr (other, ==, NULL);
    }
  gui_close (window);
}

typedef struct
{
  const char *page, *action;
  guint n_plots;
} Case;

static const Case cases[] = {
  { "explore", "view.table", 4 },
  { "compare", "figures.table", 5 },
  { "diagnose", "figures.table", 9 },
  { "decide", "figures.table", 4 },
};

/* What a study draws has no numbers before; it was said then that a step of training is lacking. */
static gboolean
waits_for_study (GtkWidget *view)
{
  GtkWidget *grid = gtk_widget_get_ancestor (view, MIX_TYPE_FIGURE_GRID);
  const char *id = grid != NULL ? mix_figure_grid_get_focus_figure (MIX_FIGURE_GRID (grid)) : NULL;
  MixWindow *window = MIX_WINDOW (gtk_widget_get_root (view));

  if (g_strcmp0 (id, "evidence") != 0)
    return FALSE;
  g_assert_null (strstr (gui_toast (window), "train a step"));
  return TRUE;
}

/* As the key does, where the focus is. */
static void
check_table (const Case *place, GtkWidget *view)
{
  gtk_widget_grab_focus (view);
  g_assert_true (gtk_widget_has_focus (view));
  g_assert_true (gtk_widget_activate_action (view, place->action, "s", ""));
  GtkWidget *window = gui_find_window (MIX_TYPE_TABLE_WINDOW);
  if (window == NULL && waits_for_study (view))
    return;
  g_assert_nonnull (window);
  GtkWidget *table = gui_find_type (window, GTK_TYPE_COLUMN_VIEW);
  GListModel *rows = G_LIST_MODEL (gtk_column_view_get_model (GTK_COLUMN_VIEW (table)));
  g_test_message ("%s: %u rows", gtk_window_get_title (GTK_WINDOW (window)),
                  g_list_model_get_n_items (rows));
  g_assert_cmpuint (g_list_model_get_n_items (rows), >=, 1);
  gtk_window_destroy (GTK_WINDOW (window));
}

static guint
check_all (const Case *place, GtkWidget *widget)
{
  guint n = 0;

  if (MIX_IS_PLOT_VIEW (widget) && gtk_widget_get_mapped (widget)
      && gtk_widget_get_focusable (widget))
    {
      check_table (place, widget);
      return 1;
    }
  GtkWidget *child = gtk_widget_get_first_child (widget);
  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    n += check_all (place, child);
  return n;
}

static gboolean
has_settled (gpointer grid)
{
  return mix_figure_grid_get_scene (grid) != NULL && !mix_figure_grid_get_working (grid);
}

static void
test_table (gconstpointer data)
{
  const Case *place = data;
  MixWindow *window = open_window ();

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.page", "s", place->page));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  AdwViewStack *pages = ADW_VIEW_STACK (gui_find (GTK_WIDGET (window), "pages"));
  GtkWidget *page = adw_view_stack_get_visible_child (pages);
  GtkWidget *grid = gui_find_type (page, MIX_TYPE_FIGURE_GRID);
  if (grid != NULL)
    g_assert_true (gui_wait_until (has_settled, grid));
  g_assert_cmpuint (check_all (place, page), >=, place->n_plots);
  gui_close (window);
}

int
main (int argc, char **argv)
{
  g_autoptr (MixApplication) application = gui_init (&argc, &argv);

  g_test_add_func ("/plot-words/refreshed", test_refreshed);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/plot-words/table/", cases[i].page, NULL);
      g_test_add_data_func (path, &cases[i], test_table);
    }
  return g_test_run ();
}
