/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui.h"

#include "mix-panel-grid.h"
#include "mix-settings.h"
#include "mix-window-private.h"

/* A window comes back as the last one was left. */

static GtkWidget *
get_grid (MixWindow *window)
{
  return gui_find_type (GTK_WIDGET (window), MIX_TYPE_PANEL_GRID);
}

static double
get_share (MixWindow *window, const char *property)
{
  double share;

  g_object_get (get_grid (window), property, &share, NULL);
  return share;
}

static AdwFlap *
get_flap (MixWindow *window)
{
  return ADW_FLAP (gui_find (GTK_WIDGET (window), "flap"));
}

static void
test_first_start (void)
{
  gui_forget_settings ();
  MixWindow *window = gui_window ("@two-branch");
  int width, height;

  gtk_window_get_default_size (GTK_WINDOW (window), &width, &height);
  g_assert_cmpint (width, ==, 1280);
  g_assert_cmpint (height, ==, 800);
  g_assert_cmpfloat_with_epsilon (get_share (window, "column-share"), 628.0 / 956.0, 1e-3);
  g_assert_cmpfloat_with_epsilon (get_share (window, "row-share"), 444.0 / 652.0, 1e-3);
  g_assert_true (adw_flap_get_reveal_flap (get_flap (window)));
  gui_close (window);
}

static void
test_size_and_panes (void)
{
  gui_forget_settings ();
  MixWindow *window = gui_window ("@two-branch");

  gtk_window_set_default_size (GTK_WINDOW (window), 1100, 700);
  g_object_set (get_grid (window), "column-share", 0.5, "row-share", 0.6, NULL);
  mix_lab_set_pace (mix_window_get_lab (window), MIX_PACE_FAST);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.sidebar", NULL);
  gui_turn (50);
  gui_close (window);

  window = mix_window_new (GTK_APPLICATION (g_application_get_default ()));
  int width, height;
  gtk_window_get_default_size (GTK_WINDOW (window), &width, &height);
  g_assert_cmpint (width, ==, 1100);
  g_assert_cmpint (height, ==, 700);
  g_assert_cmpfloat_with_epsilon (get_share (window, "column-share"), 0.5, 1e-9);
  g_assert_cmpfloat_with_epsilon (get_share (window, "row-share"), 0.6, 1e-9);
  g_assert_cmpint (mix_lab_get_pace (mix_window_get_lab (window)), ==, MIX_PACE_FAST);
  g_assert_false (adw_flap_get_reveal_flap (get_flap (window)));
  gui_close (window);
}

/* Without a window manager nothing is maximised: GTK's word that it is comes from here. */
static void
test_maximized_comes_back (void)
{
  gui_forget_settings ();
  GtkApplication *application = GTK_APPLICATION (g_application_get_default ());
  MixWindow *window = mix_window_new (application);
  g_assert_false (gtk_window_is_maximized (GTK_WINDOW (window)));
  gtk_window_maximize (GTK_WINDOW (window));
  g_object_notify (G_OBJECT (window), "maximized");
  mix_window_remember_folder (window, g_get_tmp_dir ());
  gui_close (window);

  window = mix_window_new (application);
  g_assert_true (gtk_window_is_maximized (GTK_WINDOW (window)));
  g_assert_cmpstr (window->folder, ==, g_get_tmp_dir ());
  gui_close (window);
  gui_forget_settings ();
}

/* Where there is no room for the sidebar it is away, and that is nobody's choice. */
static void
test_narrow_window_keeps_the_sidebar (void)
{
  gui_forget_settings ();
  g_settings_set_int (mix_settings_get (), "width", 700);
  MixWindow *window = gui_window ("@two-branch");

  gui_turn (50);
  g_assert_true (adw_flap_get_folded (get_flap (window)));
  g_assert_false (adw_flap_get_reveal_flap (get_flap (window)));
  g_assert_true (g_settings_get_boolean (mix_settings_get (), "sidebar"));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.sidebar", NULL);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.sidebar", NULL);
  g_assert_true (g_settings_get_boolean (mix_settings_get (), "sidebar"));
  gui_close (window);
}

static void
test_style (void)
{
  GActionGroup *application = G_ACTION_GROUP (g_application_get_default ());

  gui_forget_settings ();
  g_action_group_change_action_state (application, "style", g_variant_new_string ("dark"));
  g_autofree char *style = g_settings_get_string (mix_settings_get (), "style");
  g_assert_cmpstr (style, ==, "dark");
  g_action_group_change_action_state (application, "style", g_variant_new_string ("default"));
}

int
main (int argc, char **argv)
{
  g_autoptr (MixApplication) application = gui_init (&argc, &argv);

  g_test_add_func ("/settings/first-start", test_first_start);
  g_test_add_func ("/settings/size-and-panes", test_size_and_panes);
  g_test_add_func ("/settings/maximized-comes-back", test_maximized_comes_back);
  g_test_add_func ("/settings/narrow-window-keeps-the-sidebar",
                   test_narrow_window_keeps_the_sidebar);
  g_test_add_func ("/settings/style", test_style);
  return g_test_run ();
}
