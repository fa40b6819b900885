/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui.h"

#include "mix-option-row.h"
#include "mix-reading.h"

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

/* The shortcut of a key without a modifier, as the window would take it. */
static gboolean
press (MixWindow *window, guint key)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (window));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      if (g_strcmp0 (gtk_event_controller_get_name (controller), "plain-keys") != 0)
        continue;
      g_assert_cmpint (gtk_event_controller_get_propagation_phase (controller), ==,
                       GTK_PHASE_BUBBLE);
      for (guint j = 0; j < g_list_model_get_n_items (G_LIST_MODEL (controller)); j++)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), j);
          GtkShortcutTrigger *trigger = gtk_shortcut_get_trigger (shortcut);
          if (gtk_keyval_trigger_get_keyval (GTK_KEYVAL_TRIGGER (trigger)) == key)
            return gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0,
                                                 GTK_WIDGET (window),
                                                 gtk_shortcut_get_arguments (shortcut));
        }
    }
  g_assert_not_reached ();
}

static void
test_first_picture (void)
{
  MixWindow *window = gui_window (NULL);
  GtkLabel *title = GTK_LABEL (gui_find (GTK_WIDGET (window), "title"));

  g_assert_nonnull (get_snapshot (window));
  g_assert_cmpint (get_snapshot (window)->state, ==, MIX_RUN_READY);
  g_assert_cmpstr (gtk_label_get_text (title), ==, "Two branches");
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (window));
  g_assert_true (focus == gui_find (GTK_WIDGET (window), "fit"));
  g_assert_nonnull (get_snapshot (window)->plain);
  gui_close (window);
}

static void
test_space_trains (void)
{
  MixWindow *window = gui_window ("@two-branch");
  MixReading *subtitle = MIX_READING (gui_find (GTK_WIDGET (window), "subtitle"));

  g_assert_true (press (window, GDK_KEY_space));
  g_assert_true (mix_lab_get_running (mix_window_get_lab (window)));
  g_assert_true (gui_wait_epoch (window, 2));
  g_assert_true (press (window, GDK_KEY_space));
  g_assert_true (gui_wait_idle (window));
  g_assert_false (mix_lab_get_running (mix_window_get_lab (window)));
  guint epoch = get_snapshot (window)->epoch;
  g_assert_cmpint (get_snapshot (window)->state, ==, MIX_RUN_PAUSED);
  g_assert_nonnull (strstr (mix_reading_get_text (subtitle), "validation NLL"));

  gui_turn (100);
  g_assert_cmpuint (get_snapshot (window)->epoch, ==, epoch);
  guint64 step = get_snapshot (window)->step;
  g_assert_true (press (window, GDK_KEY_period));
  g_assert_true (gui_wait_idle (window));
  g_assert_cmpuint (get_snapshot (window)->step, ==, step + 1);

  activate (window, "win.reset");
  g_assert_true (gui_wait_idle (window));
  g_assert_cmpuint (get_snapshot (window)->step, ==, 0);
  gui_close (window);
}

/* Paused, nothing asks for frames: an idle window costs nothing. */
static void
test_idle_has_no_tick (void)
{
  MixWindow *window = gui_window ("@two-branch");

  activate (window, "win.train");
  g_assert_true (gui_wait_epoch (window, 1));
  activate (window, "win.train");
  g_assert_true (gui_wait_idle (window));
  gui_turn (300);
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (window));
  gint64 frame = gdk_frame_clock_get_frame_counter (clock);
  gui_turn (300);
  g_assert_cmpint (gdk_frame_clock_get_frame_counter (clock), ==, frame);
  gui_close (window);
}

/* Outcomes drawn so far; each draw has a seed of its own. */
static guint64
outcomes_seed (MixWindow *window)
{
  MixExplorePage *page = MIX_EXPLORE_PAGE (gui_find (GTK_WIDGET (window), "page"));

  return mix_scene_get_view (mix_explore_page_get_scene (page))->seed;
}

static void
test_outcomes_move_on_screen_only (void)
{
  MixWindow *window = gui_window ("@two-branch");
  MixExplorePage *page = MIX_EXPLORE_PAGE (gui_find (GTK_WIDGET (window), "page"));
  GtkSettings *settings = gtk_settings_get_default ();

  g_object_set (settings, "gtk-enable-animations", TRUE, NULL);
  activate (window, "win.step");
  g_assert_true (gui_wait_idle (window));
  gtk_widget_activate_action (GTK_WIDGET (mix_explore_page_get_view (page, "fit")),
                              "view.show-outcomes", NULL);
  guint64 first = outcomes_seed (window);
  gui_turn (1500);
  g_assert_cmpuint (outcomes_seed (window), >, first);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.page", "s", "compare");
  gui_turn (100);
  first = outcomes_seed (window);
  gui_turn (1500);
  g_assert_cmpuint (outcomes_seed (window), ==, first);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.page", "s", "explore");
  gui_turn (1500);
  g_assert_cmpuint (outcomes_seed (window), >, first);
  g_object_set (settings, "gtk-enable-animations", FALSE, NULL);
  gui_close (window);
}

/* A sanitizer makes everything slow. */
#ifdef __SANITIZE_ADDRESS__
#define CLOSING_TIME (30 * G_USEC_PER_SEC)
#else
#define CLOSING_TIME (2 * G_USEC_PER_SEC)
#endif

static void
test_close_while_training (void)
{
  MixWindow *window = gui_window ("@two-branch");

  activate (window, "win.train");
  g_assert_true (gui_wait_epoch (window, 1));
  gint64 start = g_get_monotonic_time ();
  gui_close (window);
  g_assert_cmpint (g_get_monotonic_time () - start, <, CLOSING_TIME);
}

static void
test_close_while_a_number_is_typed (void)
{
  MixWindow *window = gui_window ("@two-branch");
  GtkWidget *row = gui_option_row (GTK_WIDGET (window), "components");
  GtkWidget *text = gui_find_type (gui_find_type (row, GTK_TYPE_SPIN_BUTTON), GTK_TYPE_TEXT);

  gtk_widget_grab_focus (text);
  gtk_editable_set_text (GTK_EDITABLE (text), "7");
  gui_close (window);
}

static gboolean
is_another_run (gpointer window)
{
  static guint64 first;
  guint64 run = get_snapshot (window)->run_id;

  if (first == 0)
    first = run;
  return run != first;
}

static void
test_diverged (void)
{
  MixWindow *window = gui_window ("@two-branch");
  MixLab *lab = mix_window_get_lab (window);
  GtkInfoBar *bar = GTK_INFO_BAR (gui_find (GTK_WIDGET (window), "diverged_bar"));

  g_assert_false (gtk_info_bar_get_revealed (bar));
  g_assert_true (mix_lab_set_option (lab, "learning-rate", "10", NULL));
  g_assert_true (mix_lab_set_option (lab, "clip-norm", "0", NULL));
  activate (window, "win.train");
  g_assert_true (gui_wait_idle (window));
  g_assert_cmpint (get_snapshot (window)->state, ==, MIX_RUN_DIVERGED);
  g_assert_true (gtk_info_bar_get_revealed (bar));
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (gui_find (GTK_WIDGET (bar), "diverged_reason"))),
                   !=, "");
  g_assert_false (is_another_run (window));
  g_signal_emit_by_name (gui_find (GTK_WIDGET (bar), "halve_button"), "clicked");
  g_assert_cmpfloat_with_epsilon (mix_lab_get_config (lab)->learning_rate, 5, 1e-9);
  g_assert_true (mix_lab_get_running (lab));
  g_assert_true (gui_wait_until (is_another_run, window)); /* which may diverge as soon */
  /* The bar goes with its button: Space must not fall to whatever tile comes next. */
  g_assert_true (MIX_IS_PLOT_VIEW (gtk_window_get_focus (GTK_WINDOW (window))));
  gui_close (window);
}

/* Escape in the bar, or its button, leaves it; Space trains after that too. */
static void
test_diverged_bar_is_dismissed (void)
{
  MixWindow *window = gui_window ("@two-branch");
  GtkInfoBar *bar = GTK_INFO_BAR (gui_find (GTK_WIDGET (window), "diverged_bar"));

  for (guint i = 0; i < 2; i++)
    {
      gtk_info_bar_set_revealed (bar, TRUE);
      gtk_widget_grab_focus (gui_find (GTK_WIDGET (bar), "halve_button"));
      if (i == 0)
        g_signal_emit_by_name (bar, "close");
      else
        g_signal_emit_by_name (gui_find (GTK_WIDGET (bar), "dismiss_button"), "clicked");
      g_assert_false (gtk_info_bar_get_revealed (bar));
      g_assert_true (MIX_IS_PLOT_VIEW (gtk_window_get_focus (GTK_WINDOW (window))));
    }
  gui_close (window);
}

static void
test_text_keeps_its_keys (void)
{
  MixWindow *window = gui_window ("@two-branch");
  GtkWidget *row = gui_option_row (GTK_WIDGET (window), "hidden");

  gtk_widget_grab_focus (mix_option_row_get_control (MIX_OPTION_ROW (row)));
  g_assert_true (GTK_IS_EDITABLE (gtk_window_get_focus (GTK_WINDOW (window))));
  g_assert_false (press (window, GDK_KEY_space));
  g_assert_false (press (window, GDK_KEY_period));
  g_assert_false (mix_lab_get_running (mix_window_get_lab (window)));
  g_assert_cmpuint (get_snapshot (window)->step, ==, 0);
  gui_close (window);
}

static gboolean
is_icon_only (GtkWidget *widget)
{
  if (GTK_IS_BUTTON (widget))
    return gtk_button_get_icon_name (GTK_BUTTON (widget)) != NULL;
  return GTK_IS_MENU_BUTTON (widget)
         && gtk_menu_button_get_icon_name (GTK_MENU_BUTTON (widget)) != NULL;
}

/* The buttons of GTK's own widgets (spin buttons, window controls) are GTK's. */
static guint
check_names (GtkWidget *widget)
{
  guint n = 0;

  if (GTK_IS_SPIN_BUTTON (widget) || GTK_IS_WINDOW_CONTROLS (widget) || GTK_IS_INFO_BAR (widget))
    return 0;
  if (is_icon_only (widget))
    {
      g_test_message ("%s", gtk_buildable_get_buildable_id (GTK_BUILDABLE (widget)));
      g_assert_nonnull (gtk_widget_get_tooltip_text (widget));
      g_assert_true (
        gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL));
      n++;
      if (GTK_IS_MENU_BUTTON (widget))
        return n;
    }
  GtkWidget *child = gtk_widget_get_first_child (widget);
  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    n += check_names (child);
  return n;
}

static void
test_icon_buttons_are_named (void)
{
  MixWindow *window = gui_window ("@two-branch");

  g_assert_cmpuint (check_names (GTK_WIDGET (window)), >=, 6);
  gui_close (window);
}

static void
test_dark (void)
{
  MixWindow *window = gui_window ("@two-branch");
  GActionGroup *application = G_ACTION_GROUP (g_application_get_default ());

  g_action_group_change_action_state (application, "style", g_variant_new_string ("dark"));
  g_assert_true (adw_style_manager_get_dark (adw_style_manager_get_default ()));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  g_action_group_change_action_state (application, "style", g_variant_new_string ("default"));
  g_assert_false (adw_style_manager_get_dark (adw_style_manager_get_default ()));
  gui_close (window);
}

static void
test_sidebar (void)
{
  MixWindow *window = gui_window ("@two-branch");
  AdwFlap *flap = ADW_FLAP (gui_find (GTK_WIDGET (window), "flap"));
  GtkToggleButton *button = GTK_TOGGLE_BUTTON (gui_find (GTK_WIDGET (window), "sidebar_button"));

  g_assert_false (adw_flap_get_folded (flap));
  g_assert_true (gtk_toggle_button_get_active (button));
  activate (window, "win.sidebar");
  g_assert_false (adw_flap_get_reveal_flap (flap));
  g_assert_false (gtk_toggle_button_get_active (button));
  gui_close (window);
}

/* A stroke in the fit adds rows; outside of drawing the same drag does not. */
static void
test_draw (void)
{
  MixWindow *window = gui_window ("@two-branch");
  MixLab *lab = mix_window_get_lab (window);
  GtkWidget *fit = gui_find (GTK_WIDGET (window), "fit");
  GtkEventController *drag = gui_controller (fit, GTK_TYPE_GESTURE_DRAG);
  gsize before = mix_design_get_n_rows (mix_lab_get_design (lab));

  activate (window, "win.train");
  g_assert_true (gui_wait_epoch (window, 2));
  activate (window, "win.draw");
  g_signal_emit_by_name (drag, "drag-begin", 200.0, 150.0);
  g_assert_cmpuint (mix_design_get_n_rows (mix_lab_get_design (lab)), ==, before + 1);
  g_assert_true (mix_lab_get_running (lab));
  gui_turn (100);
  g_signal_emit_by_name (drag, "drag-update", 30.0, 20.0);
  g_signal_emit_by_name (drag, "drag-end", 30.0, 20.0);
  g_assert_cmpuint (mix_design_get_n_rows (mix_lab_get_design (lab)), ==, before + 4);
  activate (window, "win.undo");
  g_assert_cmpuint (mix_design_get_n_rows (mix_lab_get_design (lab)), ==, before);
  g_assert_true (mix_lab_get_running (lab));
  g_assert_true (gui_wait_epoch (window, 3));
  activate (window, "win.draw");
  g_signal_emit_by_name (drag, "drag-begin", 200.0, 150.0);
  g_signal_emit_by_name (drag, "drag-end", 0.0, 0.0);
  g_assert_cmpuint (mix_design_get_n_rows (mix_lab_get_design (lab)), ==, before);
  gui_close (window);
}

/* The same with keys: the brush stands on x0, where up moves it and Insert and Delete use it. */
static void
test_draw_with_keys (void)
{
  gboolean done;
  MixWindow *window = gui_window ("@two-branch");
  MixLab *lab = mix_window_get_lab (window);
  GtkWidget *fit = gui_find (GTK_WIDGET (window), "fit");
  gsize before = mix_design_get_n_rows (mix_lab_get_design (lab));
  MixScene *scene = mix_explore_page_get_scene (MIX_EXPLORE_PAGE (gui_find (GTK_WIDGET (window),
                                                                            "page")));

  g_signal_emit_by_name (fit, "struck", FALSE, &done); /* nobody is drawing yet */
  g_assert_cmpuint (mix_design_get_n_rows (mix_lab_get_design (lab)), ==, before);
  activate (window, "win.draw");
  for (guint i = 0; i < 20; i++)
    g_signal_emit_by_name (fit, "y-moved", 0.02, &done);
  double x0 = mix_scene_get_x0 (scene);
  g_signal_emit_by_name (fit, "struck", FALSE, &done);
  MixDesign *design = mix_lab_get_design (lab);
  g_assert_cmpuint (mix_design_get_n_rows (design), ==, before + 1);
  g_assert_cmpfloat_with_epsilon (mix_design_get_x (design, before, 0), x0, 1e-9);
  double low, high;
  mix_scene_get_y_range (scene, &low, &high);
  g_assert_cmpfloat_with_epsilon (mix_design_get_y (design, before), low + 0.9 * (high - low),
                                  0.02 * (high - low));
  g_signal_emit_by_name (fit, "struck", TRUE, &done);
  g_assert_cmpuint (mix_design_get_n_rows (mix_lab_get_design (lab)), <=, before);
  gui_close (window);
}

int
main (int argc, char **argv)
{
  g_autoptr (MixApplication) application = gui_init (&argc, &argv);

  g_test_add_func ("/window/first-picture", test_first_picture);
  g_test_add_func ("/window/space-trains", test_space_trains);
  g_test_add_func ("/window/idle-has-no-tick", test_idle_has_no_tick);
  g_test_add_func ("/window/outcomes-move-on-screen-only", test_outcomes_move_on_screen_only);
  g_test_add_func ("/window/close-while-training", test_close_while_training);
  g_test_add_func ("/window/close-while-a-number-is-typed", test_close_while_a_number_is_typed);
  g_test_add_func ("/window/diverged", test_diverged);
  g_test_add_func ("/window/diverged-bar-is-dismissed", test_diverged_bar_is_dismissed);
  g_test_add_func ("/window/text-keeps-its-keys", test_text_keeps_its_keys);
  g_test_add_func ("/window/icon-buttons-are-named", test_icon_buttons_are_named);
  g_test_add_func ("/window/draw", test_draw);
  g_test_add_func ("/window/draw-with-keys", test_draw_with_keys);
  g_test_add_func ("/window/dark", test_dark);
  g_test_add_func ("/window/sidebar", test_sidebar);
  return g_test_run ();
}
