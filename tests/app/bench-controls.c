/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long it takes from what a person does until the window shows it, both networks in training: a
 * line of JSON for each number of rows, in milliseconds, the worst of some tries.
 *
 *   bench-controls [ROWS…]
 *
 * train is Space at a network that has learnt nothing, until one that has learnt something is
 * painted; it includes the rest of a frame, as all do. */
#include <stdio.h>

#include "gui.h"

#define TRIES 3

typedef struct
{
  MixWindow *window;
  MixLab *lab;
  MixExplorePage *page;
  guint try;
  gboolean painted;
} Bench;

typedef struct
{
  const char *name;
  void (*act) (Bench *bench);
  gboolean (*is_done) (const Bench *bench); /* NULL: at the next frame */
} Control;

static const MixSnapshot *
shown (const Bench *bench)
{
  return mix_lab_get_snapshot (bench->lab);
}

static void
set (Bench *bench, const char *option, const char *value)
{
  g_autoptr (GError) error = NULL;

  mix_lab_set_option (bench->lab, option, value, &error);
  g_assert_no_error (error);
}

static void
train (Bench *bench)
{
  mix_lab_run (bench->lab);
}

static gboolean
has_learnt (const Bench *bench)
{
  return shown (bench)->step > 0;
}

static void
move_x0 (Bench *bench)
{
  gboolean done;
  g_signal_emit_by_name (mix_explore_page_get_view (bench->page, "fit"), "x-moved", 0.05, &done);
}

static void
change_rate (Bench *bench)
{
  set (bench, "learning-rate", bench->try % 2 == 0 ? "0.004" : "0.005");
}

static void
change_penalty (Bench *bench)
{
  set (bench, "lambda-sigma", bench->try % 2 == 0 ? "0.01" : "0.02");
}

static void
change_components (Bench *bench)
{
  set (bench, "components", bench->try % 2 == 0 ? "3" : "4");
}

static gboolean
has_components (const Bench *bench)
{
  return mix_model_get_components (shown (bench)->model) == (bench->try % 2 == 0 ? 3 : 4);
}

static void
change_units (Bench *bench)
{
  set (bench, "hidden", bench->try % 2 == 0 ? "48,48" : "64");
}

static gboolean
starts_over (const Bench *bench)
{
  return shown (bench)->step == 0;
}

static void
reset (Bench *bench)
{
  mix_lab_reset (bench->lab);
}

static void
undo (Bench *bench)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (bench->window), "win.undo", NULL));
}

static void
zoom (Bench *bench)
{
  MixAct act = { .kind = MIX_ACT_ZOOM, .x = 10, .y = 100, .factor = 0.9 };

  g_signal_emit_by_name (mix_explore_page_get_view (bench->page, "fit"), "acted", &act);
}

static void
hold (Bench *bench)
{
  mix_lab_pause (bench->lab);
}

static gboolean
rests (const Bench *bench)
{
  return !mix_lab_get_busy (bench->lab);
}

static void
look_back (Bench *bench)
{
  mix_lab_seek_by (bench->lab, -1);
}

static gboolean
looks_back (const Bench *bench)
{
  return shown (bench)->is_past || shown (bench)->epoch == 0;
}

/* In the order in which they are done, again and again. */
static const Control controls[] = {
  { "train", train, has_learnt },
  { "x0", move_x0, NULL },
  { "zoom", zoom, NULL },
  { "learning_rate", change_rate, NULL },
  { "penalty", change_penalty, NULL },
  { "pause", hold, rests },
  { "look_back", look_back, looks_back },
  { "components", change_components, has_components },
  { "units", change_units, starts_over },
  { "undo", undo, has_components },
  { "reset", reset, starts_over },
};

static void
painted_cb (GdkFrameClock *clock, Bench *bench)
{
  bench->painted = TRUE;
}

/* Milliseconds until the effect is painted. */
static double
time_control (Bench *bench, const Control *control)
{
  gint64 start = g_get_monotonic_time ();

  control->act (bench);
  bench->painted = FALSE;
  while (control->is_done != NULL && !control->is_done (bench))
    g_main_context_iteration (NULL, TRUE);
  while (!bench->painted)
    g_main_context_iteration (NULL, TRUE);
  return 1e-3 * (double) (g_get_monotonic_time () - start);
}

static void
measure (gsize rows)
{
  MixWindow *window = gui_window ("@two-branch");
  Bench bench = { window, mix_window_get_lab (window),
                  MIX_EXPLORE_PAGE (gui_find (GTK_WIDGET (window), "page")), 0, FALSE };
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (window));
  gulong painted = g_signal_connect (clock, "after-paint", G_CALLBACK (painted_cb), &bench);
  double worst[G_N_ELEMENTS (controls)] = { 0 };

  set (&bench, "epochs", "100000");
  mix_lab_generate (bench.lab, mix_generator_find ("two-branch"), rows, 1, 1, NULL);
  while (mix_lab_get_pending (bench.lab))
    g_main_context_iteration (NULL, TRUE);
  gui_turn (500);
  for (bench.try = 0; bench.try < TRIES; bench.try++)
    for (guint i = 0; i < G_N_ELEMENTS (controls); i++)
      {
        double ms = time_control (&bench, &controls[i]);
        worst[i] = MAX (worst[i], ms);
        gui_turn (300);
      }
  printf ("{\"rows\": %zu", rows);
  for (guint i = 0; i < G_N_ELEMENTS (controls); i++)
    printf (", \"%s_ms\": %.0f", controls[i].name, worst[i]);
  printf ("}\n");
  fflush (stdout);
  g_signal_handler_disconnect (clock, painted);
  gui_close (window);
}

int
main (int argc, char **argv)
{
  g_autoptr (MixApplication) application = gui_init (&argc, &argv);

  if (argc <= 1)
    {
      measure (10000);
      measure (100000);
      measure (1000000);
    }
  for (int i = 1; i < argc; i++)
    measure (MAX ((gsize) g_ascii_strtoull (argv[i], NULL, 10), 1));
  return 0;
}
