/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui.h"

#include <math.h>
#include <string.h>

#include "mix-figure.h"
#include "mix-run-tile.h"

/* A whole session as a person would have it, from opening a file to closing the window while it
 * trains. */

typedef struct
{
  MixWindow *window;
  MixLab *lab;
  MixExplorePage *page;
} Session;

static MixSnapshot *
shown (const Session *session)
{
  return mix_lab_get_snapshot (session->lab);
}

static void
activate (const Session *session, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (session->window), action, NULL));
}

static gboolean
is_opened (gpointer data)
{
  MixDesign *design = mix_lab_get_design (((const Session *) data)->lab);

  return design != NULL
         && g_str_has_suffix (mix_dataset_get_title (mix_design_get_dataset (design)), ".csv");
}

static Session
open_session (void)
{
  MixWindow *window = gui_window ("@two-branch");
  Session session = { window, mix_window_get_lab (window),
                      MIX_EXPLORE_PAGE (gui_find (GTK_WIDGET (window), "page")) };
  g_autofree char *path = g_build_filename (g_getenv ("MIX_SAMPLES_DIR"), "geyser.csv", NULL);

  mix_window_open (window, path);
  g_assert_true (gui_wait_until (is_opened, &session));
  return session;
}

static void
train_to (const Session *session, guint epoch)
{
  activate (session, "win.train");
  g_assert_true (gui_wait_epoch (session->window, epoch));
  activate (session, "win.train");
  g_assert_true (gui_wait_idle (session->window));
  g_assert_false (mix_lab_get_running (session->lab));
}

/* The pointer takes the line in the fit and lets it go further right. */
static void
drag_x0 (const Session *session)
{
  MixPlotView *fit = mix_explore_page_get_view (session->page, "fit");
  MixScene *scene = mix_explore_page_get_scene (session->page);
  GtkEventController *gesture = gui_controller (GTK_WIDGET (fit), GTK_TYPE_GESTURE_DRAG);
  MixPlot *plot = mix_plot_view_get_plot (fit);
  double x, y, width, height, low, high;

  mix_plot_get_area (plot, &x, &y, &width, &height);
  mix_scene_get_x_range (scene, &low, &high);
  double from = mix_plot_x_to_pixel (plot, mix_scene_get_x0 (scene)), to = x + 0.25 * width;
  g_signal_emit_by_name (gesture, "drag-begin", from, y + height);
  g_signal_emit_by_name (gesture, "drag-update", to - from, 0.0);
  g_signal_emit_by_name (gesture, "drag-end", to - from, 0.0);
  g_assert_cmpfloat_with_epsilon (mix_scene_get_x0 (scene), low + 0.25 * (high - low),
                                  0.02 * (high - low));
}

static gboolean
is_past (gpointer data)
{
  const Session *session = data;

  return shown (session)->is_past && !mix_lab_get_busy (session->lab);
}

/* The thumb of the timeline is pulled back. */
static void
scrub_to (const Session *session, guint epoch)
{
  GtkWidget *scale = gui_find (GTK_WIDGET (session->window), "scale");
  gboolean handled;

  g_signal_emit_by_name (scale, "change-value", GTK_SCROLL_JUMP, (double) epoch, &handled);
  g_assert_true (gui_wait_until (is_past, (gpointer) session));
  g_assert_cmpuint (shown (session)->epoch, ==, epoch);
}

static gboolean
is_same_model (MixModel *a, MixModel *b)
{
  gsize n = mix_network_n_params (mix_model_get_network (a));

  return n == mix_network_n_params (mix_model_get_network (b))
         && memcmp (mix_model_get_params (a), mix_model_get_params (b), n * sizeof (float)) == 0;
}

/* An epoch that is to be shown. */
typedef struct
{
  const Session *session;
  guint epoch;
} Awaited;

static gboolean
is_shown (gpointer data)
{
  const Awaited *awaited = data;

  return shown (awaited->session)->epoch == awaited->epoch;
}

static void
branch_and_undo (const Session *session)
{
  guint newest = shown (session)->newest_epoch;
  g_autoptr (MixModel) past = mix_model_ref (shown (session)->model);

  activate (session, "win.branch");
  g_assert_true (gui_wait_idle (session->window));
  g_assert_false (shown (session)->is_past);
  g_assert_true (is_same_model (shown (session)->model, past));
  train_to (session, 5);
  activate (session, "win.undo");
  /* The run comes back from its worker. */
  g_assert_true (gui_wait_until (is_shown, &(Awaited){ session, newest }));
  g_assert_true (gui_wait_idle (session->window));
  g_assert_cmpuint (shown (session)->epoch, ==, newest);
}

static void
pin_and_bring_back (const Session *session)
{
  g_autoptr (MixModel) kept = mix_model_ref (shown (session)->model);

  activate (session, "win.pin");
  g_assert_true (gui_wait_idle (session->window));
  GtkWidget *tile = gui_find_type (GTK_WIDGET (session->window), MIX_TYPE_RUN_TILE);
  g_assert_nonnull (tile);
  activate (session, "win.reset-anew");
  train_to (session, 2);
  g_assert_false (is_same_model (shown (session)->model, kept));
  mix_lab_bring_back (session->lab, mix_run_tile_get_run (MIX_RUN_TILE (tile)));
  g_assert_true (gui_wait_idle (session->window));
  g_assert_true (is_same_model (shown (session)->model, kept));
}

static void
test_session (void)
{
  Session session = open_session ();

  g_assert_true (mix_lab_set_option (session.lab, "epochs", "100000", NULL));
  g_assert_true (mix_lab_set_option (session.lab, "patience", "0", NULL));
  train_to (&session, 4);
  drag_x0 (&session);

  gtk_spin_button_spin (GTK_SPIN_BUTTON (gui_find_type (
                          gui_option_row (GTK_WIDGET (session.window), "components"),
                          GTK_TYPE_SPIN_BUTTON)),
                        GTK_SPIN_STEP_FORWARD, 1);
  g_assert_cmpint (mix_lab_get_config (session.lab)->components, ==, 3);
  g_assert_cmpuint (shown (&session)->step, ==, 0); /* that restarts */
  train_to (&session, 8);
  scrub_to (&session, 3);
  branch_and_undo (&session);
  pin_and_bring_back (&session);

  /* Back to the start: three components, then the two of the beginning, then the generated rows. */
  while (mix_undo_get_undo_name (mix_lab_get_undo (session.lab)) != NULL)
    activate (&session, "win.undo");
  g_assert_true (gui_wait_idle (session.window));
  g_assert_cmpint (mix_lab_get_config (session.lab)->components, ==, 2);
  while (mix_undo_get_redo_name (mix_lab_get_undo (session.lab)) != NULL)
    activate (&session, "win.redo");
  g_assert_true (gui_wait_idle (session.window));
  g_assert_cmpint (mix_lab_get_config (session.lab)->components, ==, 3);

  activate (&session, "win.train");
  g_assert_true (mix_lab_get_running (session.lab));
  gui_close (session.window);
}

int
main (int argc, char **argv)
{
  g_autoptr (MixApplication) application = gui_init (&argc, &argv);

  g_test_add_func ("/session-of-a-person", test_session);
  return g_test_run ();
}
