/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui.h"

#include "mix-figure.h"
#include "mix-style.h"

static MixPlotView *
get_view (MixWindow *window, const char *figure)
{
  MixExplorePage *page = MIX_EXPLORE_PAGE (gui_find (GTK_WIDGET (window), "page"));
  return mix_explore_page_get_view (page, figure);
}

/* A curve that moves does not paint the rows again; another style does. */
static void
test_still_is_kept (void)
{
  MixWindow *window = gui_window ("@two-branch");
  MixPlotView *view = get_view (window, "loss");
  AdwStyleManager *manager = adw_style_manager_get_default ();

  g_assert_true (gui_wait_idle (window));
  gui_turn (100);
  guint before = mix_plot_view_get_n_still (view);
  g_assert_cmpuint (before, >, 0);
  gtk_widget_queue_draw (GTK_WIDGET (view));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  g_assert_cmpuint (mix_plot_view_get_n_still (view), ==, before);

  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_FORCE_DARK);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  gui_turn (50);
  g_assert_cmpuint (mix_plot_view_get_n_still (view), >, before);
  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_DEFAULT);
  gui_close (window);
}

static void
count_cb (guint *n)
{
  (*n)++;
}

static void
test_drag_picks (void)
{
  MixWindow *window = gui_window ("@two-branch");
  MixExplorePage *page = MIX_EXPLORE_PAGE (gui_find (GTK_WIDGET (window), "page"));
  MixScene *scene = mix_explore_page_get_scene (page);
  MixPlotView *fit = get_view (window, "fit");
  GtkEventController *drag = gui_controller (GTK_WIDGET (fit), GTK_TYPE_GESTURE_DRAG);
  double x, y, width, height;
  guint n_loss = 0;

  g_assert_true (gui_wait_idle (window));
  MixPlot *loss = mix_plot_view_get_plot (get_view (window, "loss"));
  MixPlot *slice = mix_plot_view_get_plot (get_view (window, "slice"));
  mix_plot_get_area (mix_plot_view_get_plot (fit), &x, &y, &width, &height);
  g_assert_cmpfloat (width, >, 100);
  g_signal_connect_swapped (fit, "x-picked", G_CALLBACK (count_cb), &n_loss);
  g_signal_emit_by_name (drag, "drag-begin", x + width / 2, y + 10);
  g_assert_cmpuint (n_loss, ==, 1);

  /* The middle of the axis is 0 in two-branch; what does not depend on x0 is not built again. */
  g_assert_cmpfloat_with_epsilon (mix_scene_get_x0 (scene), 0, 0.1);
  g_assert_true (mix_plot_view_get_plot (get_view (window, "loss")) == loss);
  g_assert_false (mix_plot_view_get_plot (get_view (window, "slice")) == slice);

  /* Outside of the axes it stops at their end. */
  double low, high;
  mix_scene_get_x_range (scene, &low, &high);
  g_signal_emit_by_name (drag, "drag-begin", x + width + 50, y);
  g_assert_cmpfloat_with_epsilon (mix_scene_get_x0 (scene), high, 1e-9);
  gui_close (window);
}

static void
test_keys_move (void)
{
  MixWindow *window = gui_window ("@two-branch");
  MixExplorePage *page = MIX_EXPLORE_PAGE (gui_find (GTK_WIDGET (window), "page"));
  MixScene *scene = mix_explore_page_get_scene (page);
  double low, high;

  mix_scene_get_x_range (scene, &low, &high);
  mix_scene_set_x0 (scene, low + 0.5 * (high - low));
  g_signal_emit_by_name (get_view (window, "slice"), "x-moved", 0.1);
  g_assert_cmpfloat_with_epsilon (mix_scene_get_x0 (scene), low + 0.6 * (high - low), 1e-9);
  g_signal_emit_by_name (get_view (window, "loss"), "x-moved", -1.0);
  g_assert_cmpfloat_with_epsilon (mix_scene_get_x0 (scene), low, 1e-9);
  gui_close (window);
}

static void
test_accessible (void)
{
  static const char *const figures[] = { "fit", "slice", "mixing", "loss" };
  MixWindow *window = gui_window ("@two-branch");

  g_assert_true (gui_wait_idle (window));
  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    {
      GtkAccessible *view = GTK_ACCESSIBLE (get_view (window, figures[i]));
      gtk_test_accessible_assert_role (view, GTK_ACCESSIBLE_ROLE_IMG);
      g_assert_true (gtk_test_accessible_has_property (view, GTK_ACCESSIBLE_PROPERTY_LABEL));
      g_assert_true (gtk_test_accessible_has_property (view, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION));
      g_assert_true (gtk_widget_get_focusable (GTK_WIDGET (view)));
    }
  gui_close (window);
}

static void
test_finalizes (void)
{
  MixPlotView *view = g_object_ref_sink (mix_plot_view_new ());
  MixScene *scene = mix_scene_new ();
  MixPlot *plot = mix_figure_build (mix_figure_find ("fit"), scene, mix_style_palette ());

  mix_plot_view_set_plot (view, plot);
  g_assert_true (mix_plot_view_get_plot (view) == plot);
  mix_plot_unref (plot);
  mix_plot_view_describe (view);
  mix_scene_free (scene);
  g_assert_finalize_object (view);
}

int
main (int argc, char **argv)
{
  g_autoptr (MixApplication) application = gui_init (&argc, &argv);

  g_test_add_func ("/plot-view/still-is-kept", test_still_is_kept);
  g_test_add_func ("/plot-view/drag-picks", test_drag_picks);
  g_test_add_func ("/plot-view/keys-move", test_keys_move);
  g_test_add_func ("/plot-view/accessible", test_accessible);
  g_test_add_func ("/plot-view/finalizes", test_finalizes);
  return g_test_run ();
}
