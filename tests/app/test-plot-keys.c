/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui.h"

#include <math.h>

/* Keys on a plot. */

static MixExplorePage *
get_page (MixWindow *window)
{
  return MIX_EXPLORE_PAGE (gui_find (GTK_WIDGET (window), "page"));
}

static MixPlotView *
get_view (MixWindow *window, const char *figure)
{
  return mix_explore_page_get_view (get_page (window), figure);
}

static MixScene *
get_scene (MixWindow *window)
{
  return mix_explore_page_get_scene (get_page (window));
}

static void
test_keys_move (void)
{
  gboolean done;
  MixWindow *window = gui_window ("@two-branch");
  MixScene *scene = get_scene (window);
  double low, high;

  mix_scene_get_x_range (scene, &low, &high);
  mix_scene_set_x0 (scene, low + 0.5 * (high - low));
  g_signal_emit_by_name (get_view (window, "slice"), "x-moved", 0.1, &done);
  g_assert_cmpfloat_with_epsilon (mix_scene_get_x0 (scene), low + 0.6 * (high - low), 1e-9);
  g_signal_emit_by_name (get_view (window, "fit"), "x-moved", -1.0, &done);
  g_assert_cmpfloat_with_epsilon (mix_scene_get_x0 (scene), low, 1e-9);
  gui_close (window);
}

/* What a key of the view does: as GTK does it, after its other controllers. */
static gboolean
strike (MixPlotView *view, guint key, GdkModifierType modifiers)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (view));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GListModel) shortcuts = g_list_model_get_item (controllers, i);
      for (guint s = 0; GTK_IS_SHORTCUT_CONTROLLER (shortcuts)
                        && s < g_list_model_get_n_items (shortcuts); s++)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (shortcuts, s);
          GtkShortcutTrigger *trigger = gtk_shortcut_get_trigger (shortcut);
          if (GTK_IS_KEYVAL_TRIGGER (trigger)
              && gtk_keyval_trigger_get_keyval (GTK_KEYVAL_TRIGGER (trigger)) == key
              && gtk_keyval_trigger_get_modifiers (GTK_KEYVAL_TRIGGER (trigger)) == modifiers)
            return gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0,
                                                 GTK_WIDGET (view),
                                                 gtk_shortcut_get_arguments (shortcut));
        }
    }
  return FALSE;
}

/* Whatever the pointer does with a plot, keys do. */
static void
test_keys_do_what_the_pointer_does (void)
{
  MixWindow *window = gui_window ("@two-branch");
  MixScene *scene = get_scene (window);
  MixPlotView *fit = get_view (window, "fit"), *slice = get_view (window, "slice");
  MixPlotView *loss = get_view (window, "loss");
  const MixView *view = mix_scene_get_view (scene);
  double low, high;

  g_assert_true (gui_wait_idle (window));
  /* The threshold. */
  g_assert_false (strike (slice, GDK_KEY_Up, 0));
  gtk_widget_activate_action (GTK_WIDGET (slice), "view.threshold", NULL);
  double before = view->threshold;
  g_assert_true (strike (slice, GDK_KEY_Up, 0));
  g_assert_cmpfloat (view->threshold, >, before);

  /* What is in sight. */
  mix_scene_get_x_range (scene, &low, &high);
  gtk_widget_activate_action (GTK_WIDGET (fit), "view.zoom-in", NULL);
  before = view->x.low;
  g_assert_cmpfloat (before, >, low);
  g_assert_true (strike (fit, GDK_KEY_Left, GDK_CONTROL_MASK));
  g_assert_cmpfloat (view->x.low, <, before);
  before = view->y.low;
  g_assert_true (strike (fit, GDK_KEY_Up, GDK_CONTROL_MASK));
  g_assert_cmpfloat (view->y.low, >, before);

  /* Words of the legend: alone, hidden, and all again. */
  g_assert_true (strike (fit, GDK_KEY_Down, GDK_ALT_MASK));
  MixTag word = *mix_scene_get_focus (scene);
  g_assert_true (mix_tag_is_set (&word));
  guint32 shown = view->shown;
  guint64 hidden = view->hidden_components;
  g_assert_true (strike (fit, GDK_KEY_Return, 0));
  g_assert_true (view->shown != shown || view->hidden_components != hidden);
  g_assert_true (strike (fit, GDK_KEY_Return, 0));
  g_assert_true (view->shown == shown && view->hidden_components == hidden);
  g_assert_true (strike (fit, GDK_KEY_Escape, 0));
  g_assert_false (mix_tag_is_set (mix_scene_get_focus (scene)));

  /* The losses of an epoch, until the focus is elsewhere. */
  gtk_widget_grab_focus (GTK_WIDGET (loss));
  before = mix_scene_get_x0 (scene);
  g_assert_true (strike (loss, GDK_KEY_Right, 0));
  g_assert_true (isfinite (mix_scene_get_pointed_epoch (scene)));
  g_assert_cmpfloat_with_epsilon (mix_scene_get_x0 (scene), before, 1e-12);
  gtk_widget_grab_focus (GTK_WIDGET (fit));
  g_assert_true (isnan (mix_scene_get_pointed_epoch (scene)));
  gui_close (window);
}

int
main (int argc, char **argv)
{
  g_autoptr (MixApplication) application = gui_init (&argc, &argv);

  g_test_add_func ("/plot-keys/move", test_keys_move);
  g_test_add_func ("/plot-keys/do-what-the-pointer-does", test_keys_do_what_the_pointer_does);
  return g_test_run ();
}
