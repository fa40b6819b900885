/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui.h"

#include "mix-figure-table.h"
#include "mix-style.h"
#include "mix-table-window.h"

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

typedef struct
{
  MixWindow *window;
  MixScene *scene;
  MixPlotView *fit;
  GtkEventController *drag;
} Hand;

static gboolean
press_escape (MixWindow *window)
{
  GtkWidget *page = gui_find (GTK_WIDGET (window), "page");
  GtkEventController *keys = gui_controller (page, GTK_TYPE_SHORTCUT_CONTROLLER);
  g_autoptr (GtkShortcut) escape = g_list_model_get_item (G_LIST_MODEL (keys), 0);

  return gtk_shortcut_action_activate (gtk_shortcut_get_action (escape), 0, page, NULL);
}

static Hand
hand_on_fit (void)
{
  MixWindow *window = gui_window ("@two-branch");
  MixExplorePage *page = MIX_EXPLORE_PAGE (gui_find (GTK_WIDGET (window), "page"));
  MixPlotView *fit = get_view (window, "fit");

  g_assert_true (gui_wait_idle (window));
  return (Hand){ window, mix_explore_page_get_scene (page), fit,
                 gui_controller (GTK_WIDGET (fit), GTK_TYPE_GESTURE_DRAG) };
}

static MixPlot *
plot_of (const Hand *hand)
{
  return mix_plot_view_get_plot (hand->fit);
}

static void
press (const Hand *hand, double x, double y)
{
  g_signal_emit_by_name (hand->drag, "drag-begin", x, y);
}

static void
drag (const Hand *hand, double x, double y, double dx, double dy)
{
  press (hand, x, y);
  g_signal_emit_by_name (hand->drag, "drag-update", dx, dy);
  g_signal_emit_by_name (hand->drag, "drag-end", dx, dy);
}

/* A drag from anywhere moves x0; what does not depend on it is not built again. */
static void
test_drag_moves_x0 (void)
{
  Hand hand = hand_on_fit ();
  double x, y, width, height, low, high;
  MixPlot *loss = mix_plot_view_get_plot (get_view (hand.window, "loss"));
  MixPlot *slice = mix_plot_view_get_plot (get_view (hand.window, "slice"));

  mix_plot_get_area (plot_of (&hand), &x, &y, &width, &height);
  g_assert_cmpfloat (width, >, 100);
  drag (&hand, x + width / 2 - 30, y + 10, 30, 0);
  g_assert_cmpfloat_with_epsilon (mix_scene_get_x0 (hand.scene), 0, 0.1);
  g_assert_true (mix_plot_view_get_plot (get_view (hand.window, "loss")) == loss);
  g_assert_false (mix_plot_view_get_plot (get_view (hand.window, "slice")) == slice);

  /* Outside of the axes it stops at their end. */
  mix_scene_get_x_range (hand.scene, &low, &high);
  drag (&hand, x + 30, y + height / 2, width / 2 - 30, 5);
  double at = mix_plot_x_to_pixel (plot_of (&hand), mix_scene_get_x0 (hand.scene));
  drag (&hand, at, y + height / 3, width, 0);
  g_assert_cmpfloat_with_epsilon (mix_scene_get_x0 (hand.scene), high, 1e-9);
  g_assert_false (mix_span_is_set (&mix_scene_get_view (hand.scene)->x));
  gui_close (hand.window);
}

static double
pin_of (const Hand *hand)
{
  return mix_scene_get_view (hand->scene)->pin;
}

static const char *
undo_name (const Hand *hand)
{
  return mix_undo_get_undo_name (mix_lab_get_undo (mix_window_get_lab (hand->window)));
}

/* A click that trembles pins a second x0 there and leaves the first where it was; one on its line
 * takes it away, and so does Escape. */
static void
test_click_pins_second_x0 (void)
{
  Hand hand = hand_on_fit ();
  double x, y, width, height, x0 = mix_scene_get_x0 (hand.scene);

  mix_plot_get_area (plot_of (&hand), &x, &y, &width, &height);
  g_assert_true (isnan (pin_of (&hand)));
  drag (&hand, x + width / 4, y + height / 3, 2, 1);
  g_assert_cmpfloat_with_epsilon (pin_of (&hand), -5, 0.2);
  g_assert_cmpfloat_with_epsilon (mix_scene_get_x0 (hand.scene), x0, 1e-12);
  g_assert_cmpstr (undo_name (&hand), ==, "pin a second x₀");

  drag (&hand, x + width / 2, y + height / 3, 0, 0); /* another place */
  g_assert_cmpfloat_with_epsilon (pin_of (&hand), 0, 0.2);
  drag (&hand, x + width / 2 + 2, y + height / 2, 0, 0);
  g_assert_true (isnan (pin_of (&hand)));
  g_assert_cmpstr (undo_name (&hand), ==, "take the second x₀ away");

  drag (&hand, mix_plot_x_to_pixel (plot_of (&hand), x0), y + height / 3, 0, 0);
  g_assert_true (isnan (pin_of (&hand))); /* x0 with itself is no comparison */

  drag (&hand, x + width / 4, y + height / 3, 0, 0);
  g_assert_true (isfinite (pin_of (&hand)));
  g_assert_true (press_escape (hand.window));
  g_assert_true (isnan (pin_of (&hand)));
  g_assert_false (press_escape (hand.window)); /* others may have it */
  gui_close (hand.window);
}

/* Two clicks show all; the first is as if it had never been, whether it pinned or took away. */
static void
test_double_click_leaves_second_x0 (void)
{
  Hand hand = hand_on_fit ();
  GtkEventController *click = gui_controller (GTK_WIDGET (hand.fit), GTK_TYPE_GESTURE_CLICK);
  double x, y, width, height;

  mix_plot_get_area (plot_of (&hand), &x, &y, &width, &height);
  for (guint round = 0; round < 2; round++)
    {
      MixAct zoom = { .kind = MIX_ACT_ZOOM, .x = -4, .y = 0, .factor = 0.5 };
      double before = pin_of (&hand), at = x + width / 4;
      g_signal_emit_by_name (hand.fit, "acted", &zoom);
      if (round == 1)
        at = mix_plot_x_to_pixel (plot_of (&hand), before); /* on its line */
      for (guint i = 0; i < 2; i++)
        {
          press (&hand, at, y + height / 3);
          g_signal_emit_by_name (click, "pressed", i + 1, at, y + height / 3);
          g_signal_emit_by_name (hand.drag, "drag-end", 0.0, 0.0);
          if (i == 0)
            g_assert_cmpint (isnan (pin_of (&hand)), !=, isnan (before));
        }
      g_assert_false (mix_span_is_set (&mix_scene_get_view (hand.scene)->x));
      g_assert_cmpint (isnan (before), ==, isnan (pin_of (&hand)));
      if (isfinite (before))
        g_assert_cmpfloat_with_epsilon (pin_of (&hand), before, 1e-12);
      g_assert_cmpstr (undo_name (&hand), ==, "zoom");
      drag (&hand, x + width / 3, y + height / 3, 0, 0);
    }
  gui_close (hand.window);
}

/* Once zoomed in a drag pans: what was under the pointer stays there, in all panels that share the
 * axis; back and forth walk the places, and fit ends where it began. */
static void
test_pan_zoom_and_back (void)
{
  Hand hand = hand_on_fit ();
  double x, y, width, height, low, high, before = mix_scene_get_x0 (hand.scene);

  mix_plot_get_area (plot_of (&hand), &x, &y, &width, &height);
  mix_scene_get_y_range (hand.scene, &low, &high);
  MixAct zoom = { .kind = MIX_ACT_ZOOM, .x = -4, .y = 0, .factor = 0.5 };
  g_signal_emit_by_name (hand.fit, "acted", &zoom);
  MixSpan zoomed = mix_scene_get_view (hand.scene)->x;
  g_assert_cmpfloat_with_epsilon (zoomed.low, -7, 1e-9);
  g_assert_cmpfloat_with_epsilon (zoomed.high, 3, 1e-9);
  g_assert_cmpfloat_with_epsilon (
    mix_plot_x_to_pixel (mix_plot_view_get_plot (get_view (hand.window, "mixing")), -7), x, 1);

  double under = mix_plot_x_from_pixel (plot_of (&hand), x + 40);
  drag (&hand, x + 40, y + 5, 60, 0);
  g_assert_cmpfloat_with_epsilon (mix_plot_x_from_pixel (plot_of (&hand), x + 100), under, 1e-6);
  g_assert_cmpfloat_with_epsilon (mix_scene_get_x0 (hand.scene), before, 1e-9);

  gtk_widget_activate_action (GTK_WIDGET (hand.fit), "view.back", NULL);
  g_assert_true (mix_span_equal (&mix_scene_get_view (hand.scene)->x, &zoomed));
  gtk_widget_activate_action (GTK_WIDGET (hand.fit), "view.forth", NULL);
  g_assert_false (mix_span_equal (&mix_scene_get_view (hand.scene)->x, &zoomed));
  MixAct all = { .kind = MIX_ACT_FIT };
  g_signal_emit_by_name (hand.fit, "acted", &all);
  g_assert_false (mix_span_is_set (&mix_scene_get_view (hand.scene)->x));
  double low2, high2;
  mix_scene_get_y_range (hand.scene, &low2, &high2);
  g_assert_cmpfloat_with_epsilon (low2, low, 1e-9);
  g_assert_cmpfloat_with_epsilon (high2, high, 1e-9);
  gui_close (hand.window);
}

static gboolean
has_focus (gpointer scene)
{
  return mix_tag_is_set (mix_scene_get_focus (scene));
}

/* A word of the legend is found under the pointer, isolates, toggles; the menu does the same. */
static void
test_legend_toggles (void)
{
  Hand hand = hand_on_fit ();
  double x, y, width, height;
  MixHit hit = { 0 };

  mix_lab_step (mix_window_get_lab (hand.window));
  g_assert_true (gui_wait_idle (hand.window));
  mix_plot_get_area (plot_of (&hand), &x, &y, &width, &height);
  double at = x;
  for (; at < x + width && hit.tag.item != MIX_SHOW_TRUTH + 1; at += 2)
    mix_plot_find_hit (plot_of (&hand), at, y + height + 14, &hit);
  g_assert_cmpint (hit.kind, ==, MIX_HIT_ENTRY);
  g_assert_cmpuint (hit.tag.item, ==, MIX_SHOW_TRUTH + 1);

  GtkEventController *motion
    = gui_controller (GTK_WIDGET (hand.fit), GTK_TYPE_EVENT_CONTROLLER_MOTION);
  g_signal_emit_by_name (motion, "motion", at, y + height + 14);
  g_assert_true (mix_tag_equal (mix_scene_get_focus (hand.scene), &hit.tag));
  g_signal_emit_by_name (motion, "leave");
  g_assert_false (mix_tag_is_set (mix_scene_get_focus (hand.scene)));

  /* A curve is isolated after a moment's rest, not at once. */
  double mu = mix_plot_y_to_pixel (plot_of (&hand), 36);
  double right = mix_plot_x_to_pixel (plot_of (&hand), 6);
  g_signal_emit_by_name (motion, "motion", right, mu);
  g_assert_false (mix_tag_is_set (mix_scene_get_focus (hand.scene)));
  g_assert_true (gui_wait_until (has_focus, hand.scene));
  g_signal_emit_by_name (motion, "leave");
  g_assert_false (mix_tag_is_set (mix_scene_get_focus (hand.scene)));

  drag (&hand, at, y + height + 14, 0, 0);
  g_assert_false (mix_scene_shows (hand.scene, MIX_SHOW_TRUTH));
  gtk_widget_activate_action (GTK_WIDGET (hand.fit), "view.show-truth", NULL);
  g_assert_true (mix_scene_shows (hand.scene, MIX_SHOW_TRUTH));
  gtk_widget_activate_action (GTK_WIDGET (hand.fit), "view.show-heat", NULL);
  g_assert_true (mix_scene_shows (hand.scene, MIX_SHOW_HEAT));
  MixAct second = { .kind = MIX_ACT_TOGGLE, .tag = { 0, 2 } };
  g_signal_emit_by_name (hand.fit, "acted", &second);
  g_assert_false (mix_view_shows_component (mix_scene_get_view (hand.scene), 1));
  gui_close (hand.window);
}

static gboolean
isolates (const Hand *hand)
{
  return mix_tag_is_set (mix_scene_get_focus (hand->scene));
}

/* Who follows a curve, presses a button or draws wants to see all of it: only rest isolates. */
static void
test_only_rest_isolates (void)
{
  Hand hand = hand_on_fit ();
  GtkEventController *motion
    = gui_controller (GTK_WIDGET (hand.fit), GTK_TYPE_EVENT_CONTROLLER_MOTION);
  MixHit hit;

  mix_lab_step (mix_window_get_lab (hand.window));
  g_assert_true (gui_wait_idle (hand.window));
  double truth = mix_plot_y_to_pixel (plot_of (&hand), 36);
  double right = mix_plot_x_to_pixel (plot_of (&hand), 6);
  mix_plot_find_hit (plot_of (&hand), right, truth, &hit);
  g_assert_cmpint (hit.kind, ==, MIX_HIT_CURVE);
  for (guint i = 0; i < 12; i++) /* along it, for 360 ms */
    {
      double x = 6 - 0.1 * i;
      g_signal_emit_by_name (motion, "motion", mix_plot_x_to_pixel (plot_of (&hand), x),
                             mix_plot_y_to_pixel (plot_of (&hand), x * x));
      gui_turn (30);
      g_assert_false (isolates (&hand));
    }
  g_signal_emit_by_name (motion, "motion", right, truth);
  g_assert_true (gui_wait_until (has_focus, hand.scene));
  press (&hand, right, truth);
  g_assert_false (isolates (&hand));
  g_signal_emit_by_name (hand.drag, "drag-end", 0.0, 0.0);

  mix_plot_view_set_tool (hand.fit, MIX_TOOL_BRUSH);
  g_signal_emit_by_name (motion, "motion", right, truth + 1);
  gui_turn (250);
  g_assert_false (isolates (&hand));
  gui_close (hand.window);
}

/* With another tool every drag is a stroke, from its beginning to its end. */
static void
acted_log_cb (MixPlotView *view, const MixAct *act, GString *log)
{
  g_assert_cmpint (act->kind, ==, MIX_ACT_STROKE);
  g_string_append_c (log, act->begins ? '<' : act->ends ? '>' : '.');
}

static void
test_tool_strokes (void)
{
  Hand hand = hand_on_fit ();
  g_autoptr (GString) log = g_string_new (NULL);
  double x, y, x0 = mix_scene_get_x0 (hand.scene);

  mix_plot_get_area (plot_of (&hand), &x, &y, NULL, NULL);
  mix_plot_view_set_tool (hand.fit, MIX_TOOL_BRUSH);
  g_signal_connect_data (hand.fit, "acted", G_CALLBACK (acted_log_cb), log, NULL, 0);
  drag (&hand, x + 30, y + 30, 20, 20);
  g_assert_cmpstr (log->str, ==, "<.>");
  g_assert_cmpfloat_with_epsilon (mix_scene_get_x0 (hand.scene), x0, 1e-12);
  gui_close (hand.window);
}

/* A wheel and two fingers zoom about the pointer, which is where the data stay. */
static void
test_wheel_and_pinch (void)
{
  Hand hand = hand_on_fit ();
  GtkWidget *fit = GTK_WIDGET (hand.fit);
  GtkEventController *motion = gui_controller (fit, GTK_TYPE_EVENT_CONTROLLER_MOTION);
  GtkEventController *wheel = gui_controller (fit, GTK_TYPE_EVENT_CONTROLLER_SCROLL);
  GtkEventController *pinch = gui_controller (fit, GTK_TYPE_GESTURE_ZOOM);
  double x, y, width, height, low, high, low2, high2;
  gboolean handled;

  mix_plot_get_area (plot_of (&hand), &x, &y, &width, &height);
  mix_scene_get_x_range (hand.scene, &low, &high);
  g_signal_emit_by_name (motion, "motion", x + width / 4, y + height / 3);
  double under = mix_plot_x_from_pixel (plot_of (&hand), x + width / 4);
  g_signal_emit_by_name (wheel, "scroll", 0.0, -2.0, &handled);
  g_assert_true (handled);
  mix_scene_get_x_range (hand.scene, &low2, &high2);
  g_assert_cmpfloat_with_epsilon (high2 - low2, (high - low) / (1.2 * 1.2), 1e-6);
  g_assert_cmpfloat_with_epsilon (mix_plot_x_from_pixel (plot_of (&hand), x + width / 4), under,
                                  1e-6);

  g_signal_emit_by_name (pinch, "scale-changed", 1.5);
  g_signal_emit_by_name (pinch, "scale-changed", 2.0);
  mix_scene_get_x_range (hand.scene, &low, &high);
  g_assert_cmpfloat_with_epsilon (high - low, (high2 - low2) / 2, 1e-6);
  g_assert_cmpfloat_with_epsilon (mix_plot_x_from_pixel (plot_of (&hand), x + width / 4), under,
                                  1e-6);
  gui_close (hand.window);
}

static GtkEventController *
secondary_drag (GtkWidget *widget)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      if (GTK_IS_GESTURE_DRAG (controller)
          && gtk_gesture_single_get_button (GTK_GESTURE_SINGLE (controller))
               == GDK_BUTTON_SECONDARY)
        return controller;
    }
  g_assert_not_reached ();
}

static void
framed_cb (MixPlotView *view, const MixAct *act, MixAct *last)
{
  *last = *act;
}

/* What is inside a rubber band is shown whole; one that is too small does nothing. */
static void
test_rubber_band (void)
{
  Hand hand = hand_on_fit ();
  MixAct last = { 0 };
  double x, y, width, height;

  mix_plot_get_area (plot_of (&hand), &x, &y, &width, &height);
  double left = mix_plot_x_from_pixel (plot_of (&hand), x + 50);
  double top = mix_plot_y_from_pixel (plot_of (&hand), y + 40);
  MixAct frame = { .kind = MIX_ACT_FRAME, .x = left, .x2 = left + 2, .y = top - 20, .y2 = top };
  g_signal_emit_by_name (hand.fit, "acted", &frame);
  const MixView *view = mix_scene_get_view (hand.scene);
  g_assert_cmpfloat_with_epsilon (view->x.low, left, 1e-9);
  g_assert_cmpfloat_with_epsilon (view->x.high, left + 2, 1e-9);
  g_assert_cmpfloat_with_epsilon (view->y.high, top, 1e-9);
  g_signal_connect (hand.fit, "acted", G_CALLBACK (framed_cb), &last);
  GtkEventController *drag2 = secondary_drag (GTK_WIDGET (hand.fit));
  g_signal_emit_by_name (drag2, "drag-begin", x + 50, y + 40);
  g_signal_emit_by_name (drag2, "drag-update", 3.0, 3.0);
  g_signal_emit_by_name (drag2, "drag-end", 3.0, 3.0);
  g_assert_cmpint (last.kind, !=, MIX_ACT_FRAME);
  gui_close (hand.window);
}

/* Alt+T: the numbers in a window of their own, copied as a whole. */
static void
test_table_window (void)
{
  Hand hand = hand_on_fit ();

  mix_lab_step (mix_window_get_lab (hand.window));
  g_assert_true (gui_wait_idle (hand.window));
  g_autoptr (MixDataset) table = mix_figure_table (mix_figure_find ("mixing"), hand.scene);
  MixTableWindow *window = mix_table_window_new (GTK_WINDOW (hand.window), table);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  g_assert_nonnull (gui_find_type (GTK_WIDGET (window), GTK_TYPE_COLUMN_VIEW));
  mix_table_window_copy (window);
  GdkContentProvider *content
    = gdk_clipboard_get_content (gtk_widget_get_clipboard (GTK_WIDGET (window)));
  g_auto (GValue) value = G_VALUE_INIT;
  g_value_init (&value, G_TYPE_STRING);
  g_assert_true (gdk_content_provider_get_value (content, &value, NULL));
  g_assert_true (g_str_has_prefix (g_value_get_string (&value), "x\tpi_1\tpi_2\tentropy\n"));
  gtk_window_destroy (GTK_WINDOW (window));
  gui_close (hand.window);
}

/* Whether the table has been read. */
static gboolean
has_depth (gpointer lab)
{
  MixDesign *design = mix_lab_get_design (lab);

  return design != NULL
         && mix_dataset_find_column (mix_design_get_dataset (design), "depth") >= 0;
}

/* With several features the x axis is chosen in the window, and the others' values are set. */
static void
test_features (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("MIX_SAMPLES_DIR"), "quakes.csv", NULL);
  MixWindow *window = gui_window (path);
  MixLab *lab = mix_window_get_lab (window);
  MixExplorePage *page = MIX_EXPLORE_PAGE (gui_find (GTK_WIDGET (window), "page"));
  MixScene *scene = mix_explore_page_get_scene (page);

  g_assert_true (gui_wait_until (has_depth, lab));
  g_assert_true (mix_lab_choose_columns (lab, "depth", "lat", TRUE, NULL));
  g_assert_true (gui_wait_idle (window));
  gtk_widget_activate_action (GTK_WIDGET (get_view (window, "fit")), "view.features", NULL);
  GtkWidget *popover = gui_find_type (gui_find (GTK_WIDGET (window), "fit_menu"), GTK_TYPE_POPOVER);
  while (popover != NULL && gui_find_type (popover, GTK_TYPE_SPIN_BUTTON) == NULL)
    popover = gtk_widget_get_next_sibling (popover);
  g_assert_nonnull (popover);

  GtkWidget *grid = gui_find_type (popover, GTK_TYPE_GRID);
  GtkWidget *held = gtk_grid_get_child_at (GTK_GRID (grid), 1, 2);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (held), 170);
  g_assert_cmpfloat_with_epsilon (mix_scene_get_held (scene, 1), 170, 1e-6);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (gtk_grid_get_child_at (GTK_GRID (grid), 0, 2)),
                               TRUE);
  g_assert_cmpuint (mix_scene_get_x_feature (scene), ==, 1);
  gtk_popover_popdown (GTK_POPOVER (popover));
  gui_turn (50);
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

/* What is being typed takes effect when a plot is pressed, and the press is in the plot that comes of
 * it: the one before it is gone. */
static void
test_press_while_a_number_is_typed (void)
{
  Hand hand = hand_on_fit ();
  GtkWidget *row = gui_option_row (GTK_WIDGET (hand.window), "components");
  GtkWidget *spin = gui_find_type (row, GTK_TYPE_SPIN_BUTTON);
  MixPlot *before = plot_of (&hand);

  gtk_widget_grab_focus (spin);
  gtk_editable_set_text (GTK_EDITABLE (spin), "4");
  g_signal_emit_by_name (hand.drag, "drag-begin", 200.0, 150.0);
  g_assert_cmpint (mix_lab_get_config (mix_window_get_lab (hand.window))->components, ==, 4);
  g_assert_true (plot_of (&hand) != before);
  g_signal_emit_by_name (hand.drag, "drag-end", 0.0, 0.0);
  gui_close (hand.window);
}

int
main (int argc, char **argv)
{
  g_autoptr (MixApplication) application = gui_init (&argc, &argv);

  g_test_add_func ("/plot-view/still-is-kept", test_still_is_kept);
  g_test_add_func ("/plot-view/only-rest-isolates", test_only_rest_isolates);
  g_test_add_func ("/plot-view/drag-moves-x0", test_drag_moves_x0);
  g_test_add_func ("/plot-view/click-pins-second-x0", test_click_pins_second_x0);
  g_test_add_func ("/plot-view/double-click-leaves-second-x0",
                   test_double_click_leaves_second_x0);
  g_test_add_func ("/plot-view/pan-zoom-and-back", test_pan_zoom_and_back);
  g_test_add_func ("/plot-view/legend-toggles", test_legend_toggles);
  g_test_add_func ("/plot-view/tool-strokes", test_tool_strokes);
  g_test_add_func ("/plot-view/wheel-and-pinch", test_wheel_and_pinch);
  g_test_add_func ("/plot-view/rubber-band", test_rubber_band);
  g_test_add_func ("/plot-view/table-window", test_table_window);
  g_test_add_func ("/plot-view/features", test_features);
  g_test_add_func ("/plot-view/press-while-typing", test_press_while_a_number_is_typed);
  g_test_add_func ("/plot-view/accessible", test_accessible);
  g_test_add_func ("/plot-view/finalizes", test_finalizes);
  return g_test_run ();
}
