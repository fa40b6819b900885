/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui.h"

#include "mix-diagnose-page.h"
#include "mix-distort-box.h"
#include "mix-worst-list.h"

/* The page Diagnose, driven as a person would. */

typedef struct
{
  MixWindow *window;
  MixFigureGrid *grid;
  MixDistortBox *distort;
  GtkRange *scale, *shift;
} Fixture;

static const MixDiagnostics *
get_diagnostics (const Fixture *f)
{
  return mix_scene_get_diagnostics (mix_figure_grid_get_scene (f->grid));
}

static gboolean
has_settled (gpointer data)
{
  const Fixture *f = data;

  return mix_figure_grid_get_scene (f->grid) != NULL && !mix_figure_grid_get_working (f->grid);
}

static GtkWidget *
find_nth (GtkWidget *root, GType type, guint *n)
{
  if (g_type_is_a (G_OBJECT_TYPE (root), type) && (*n)-- == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_nth (child, type, n);
      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWidget *
nth (gpointer root, GType type, guint n)
{
  return find_nth (GTK_WIDGET (root), type, &n);
}

/* A window on the page with a network that has learnt something. */
static void
open_page (Fixture *f, const char *data, guint epochs)
{
  f->window = gui_window (data);
  gui_train (f->window, epochs);
  g_assert_true (
    gtk_widget_activate_action (GTK_WIDGET (f->window), "win.page", "s", "diagnose"));
  GtkWidget *page = gui_find_type (GTK_WIDGET (f->window), MIX_TYPE_DIAGNOSE_PAGE);
  f->grid = MIX_FIGURE_GRID (gui_find_type (page, MIX_TYPE_FIGURE_GRID));
  f->distort = MIX_DISTORT_BOX (gui_find_type (page, MIX_TYPE_DISTORT_BOX));
  f->scale = GTK_RANGE (nth (f->distort, GTK_TYPE_SCALE, 0));
  f->shift = GTK_RANGE (nth (f->distort, GTK_TYPE_SCALE, 1));
  g_assert_true (gui_wait_until (has_settled, f));
}

static MixPitShape
shape_at (Fixture *f, double log2_scale, double shift)
{
  gint64 start = g_get_monotonic_time ();

  gtk_range_set_value (f->scale, log2_scale);
  gtk_range_set_value (f->shift, shift);
  g_assert_true (gui_wait_until (has_settled, f));
  g_test_message ("shown after %.0f ms", (double) (g_get_monotonic_time () - start) / 1000);
  return get_diagnostics (f)->pit.shape;
}

/* Each fault has its shape, on the picture too; the button takes it back. */
static void
test_break (void)
{
  Fixture f;
  open_page (&f, "@linear", 60);
  GtkWidget *reset = nth (f.distort, GTK_TYPE_BUTTON, 0);

  g_assert_false (gtk_widget_get_sensitive (reset));
  g_assert_cmpint (shape_at (&f, -2, 0), ==, MIX_PIT_CUP);
  g_assert_true (gtk_widget_get_sensitive (reset));
  MixPlot *plot = mix_plot_view_get_plot (mix_figure_grid_get_view (f.grid, "pit"));
  g_assert_nonnull (strstr (mix_plot_get_description (plot), "∪"));
  g_assert_cmpint (shape_at (&f, 2, 0), ==, MIX_PIT_CAP);
  g_assert_cmpint (shape_at (&f, 0, -1), ==, MIX_PIT_RISING);
  g_assert_cmpint (shape_at (&f, 0, 1), ==, MIX_PIT_FALLING);
  g_signal_emit_by_name (reset, "clicked");
  g_assert_true (gui_wait_until (has_settled, &f));
  g_assert_cmpfloat (mix_distort_box_get_distortion (f.distort).scale, <=, 0);
  gui_close (f.window);
}

/* What was broken is repaired, and scored on rows that did not learn how. */
static void
test_repair (void)
{
  Fixture f;
  open_page (&f, "@linear", 60);
  gsize n = get_diagnostics (&f)->scores->n;

  g_assert_cmpint (shape_at (&f, 2, 0), ==, MIX_PIT_CAP);
  gtk_switch_set_active (GTK_SWITCH (nth (f.distort, GTK_TYPE_SWITCH, 0)), TRUE);
  g_assert_true (gui_wait_until (has_settled, &f));
  const MixDiagnostics *d = get_diagnostics (&f);
  g_assert_cmpuint (d->scores->n, ==, n - n / 2);
  g_assert_cmpint (d->pit.shape, !=, MIX_PIT_CAP);
  g_assert_cmpfloat (d->after[MIX_STATISTIC_CRPS].value, <, d->before[MIX_STATISTIC_CRPS].value);
  g_assert_cmpfloat_with_epsilon (d->estimate[MIX_STATISTIC_CRPS].value,
                                  d->after[MIX_STATISTIC_CRPS].value, 1e-12);
  gui_close (f.window);
}

/* A slider that rests is followed by all the rows. */
static gboolean
is_whole (gpointer data)
{
  return has_settled (data) && get_diagnostics (data)->scores->rows->of == 0;
}

static void
test_quick_then_whole (void)
{
  Fixture f;
  open_page (&f, "@two-branch", 1);
  MixLab *lab = mix_window_get_lab (f.window);

  g_assert_true (mix_lab_generate (lab, mix_generator_find ("two-branch"), 9000, 1, 1, NULL));
  mix_lab_step (lab);
  g_assert_true (gui_wait_idle (f.window));
  g_assert_true (gui_wait_until (is_whole, &f));
  gsize all = get_diagnostics (&f)->scores->n;
  gtk_range_set_value (f.scale, 1);
  g_assert_true (gui_wait_until (has_settled, &f));
  g_assert_cmpuint (get_diagnostics (&f)->scores->n, <, all);
  g_assert_cmpuint (get_diagnostics (&f)->scores->rows->of, ==, all);
  g_assert_true (gui_wait_until (is_whole, &f));
  g_assert_cmpuint (get_diagnostics (&f)->scores->n, ==, all);
  gui_close (f.window);
}

/* A row of the list is marked in the fit, with x0 where it is; a click on the figure picks one
 * too. */
static void
test_pick (void)
{
  Fixture f;
  open_page (&f, "@two-branch", 3);
  GtkWidget *page = gui_find_type (GTK_WIDGET (f.window), MIX_TYPE_DIAGNOSE_PAGE);
  GtkListBox *list = GTK_LIST_BOX (
    gui_find_type (gui_find_type (page, MIX_TYPE_WORST_LIST), GTK_TYPE_LIST_BOX));
  MixScene *scene
    = mix_explore_page_get_scene (MIX_EXPLORE_PAGE (gui_find (GTK_WIDGET (f.window), "page")));
  const MixDiagnostics *d = get_diagnostics (&f);
  gsize row = d->scores->rows->rows[d->worst[2]];
  double x = mix_design_get_x (mix_scene_get_design (scene), row, 0);

  gtk_list_box_select_row (list, gtk_list_box_get_row_at_index (list, 2));
  g_assert_cmpint (mix_scene_get_picked (scene), ==, row);
  g_assert_cmpfloat_with_epsilon (mix_scene_get_x0 (scene), x, 1e-9);

  gsize first = d->scores->rows->rows[d->worst[0]];
  MixPlotView *view = mix_figure_grid_get_view (f.grid, "losses");
  MixAct act = { .kind = MIX_ACT_PICK,
                 .x = mix_design_get_x (mix_scene_get_design (scene), first, 0),
                 .y = d->scores->score[d->worst[0]].nll };
  g_signal_emit_by_name (view, "acted", &act);
  g_assert_cmpint (mix_scene_get_picked (scene), ==, first);
  g_assert_true (gtk_list_box_get_selected_row (list) == gtk_list_box_get_row_at_index (list, 0));
  act.x = 1e6;
  g_signal_emit_by_name (view, "acted", &act);
  g_assert_cmpint (mix_scene_get_picked (scene), ==, -1);
  g_assert_null (gtk_list_box_get_selected_row (list));
  gui_close (f.window);
}

/* Out with it: the networks go on without the row, and it comes back with undo. */
static void
test_remove (void)
{
  Fixture f;
  open_page (&f, "@two-branch", 3);
  MixLab *lab = mix_window_get_lab (f.window);
  GtkWidget *page = gui_find_type (GTK_WIDGET (f.window), MIX_TYPE_DIAGNOSE_PAGE);
  GtkWidget *worst = gui_find_type (page, MIX_TYPE_WORST_LIST);
  const MixDiagnostics *d = get_diagnostics (&f);
  MixDesign *design = mix_lab_get_design (lab);
  gsize n = mix_design_get_n_rows (design), row = d->scores->rows->rows[d->worst[0]];
  double x = mix_design_get_x (design, row, 0);

  g_signal_emit_by_name (nth (worst, GTK_TYPE_BUTTON, 0), "clicked");
  design = mix_lab_get_design (lab);
  g_assert_cmpuint (mix_design_get_n_rows (design), ==, n - 1);
  for (gsize i = 0; i < n - 1; i++)
    g_assert_true (ABS (mix_design_get_x (design, i, 0) - x) > 0);
  g_assert_true (mix_lab_get_running (lab));
  mix_lab_pause (lab);
  g_assert_true (gui_wait_idle (f.window));
  g_assert_true (g_str_has_prefix (mix_undo_get_undo_name (mix_lab_get_undo (lab)), "exclude "));
  mix_undo_undo (mix_lab_get_undo (lab));
  g_assert_cmpuint (mix_design_get_n_rows (mix_lab_get_design (lab)), ==, n);
  g_assert_true (gui_wait_until (has_settled, &f));
  gui_close (f.window);
}

int
main (int argc, char **argv)
{
  g_autoptr (MixApplication) application = gui_init (&argc, &argv);

  g_test_add_func ("/diagnose-page/break", test_break);
  g_test_add_func ("/diagnose-page/repair", test_repair);
  g_test_add_func ("/diagnose-page/quick-then-whole", test_quick_then_whole);
  g_test_add_func ("/diagnose-page/pick", test_pick);
  g_test_add_func ("/diagnose-page/remove", test_remove);
  return g_test_run ();
}
