/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-session.h"

#include "mix-trainer.h"

#include "mix-train-fixture.h"

#define PATIENCE_US (20 * G_USEC_PER_SEC)

typedef struct
{
  MixSession *session;
  MixDesign *design;
  MixConfig config;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->session = mix_session_new ();
  f->design = generated_design ("two-branch", 2000);
  f->config = small_config ();
  f->config.plain_network = TRUE;
  f->config.epochs = 1000000; /* for ever */
  f->config.patience = 0;
  g_assert_true (mix_session_load (f->session, &f->config, f->design, NULL));
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_assert_finalize_object (f->session);
  mix_design_unref (f->design);
}

static MixSnapshot *
wait_for_snapshot (MixSession *session)
{
  gint64 end = g_get_monotonic_time () + PATIENCE_US;
  MixSnapshot *snapshot;

  while ((snapshot = mix_session_take_snapshot (session)) == NULL)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      g_usleep (200);
    }
  return snapshot;
}

static MixSnapshot *
wait_for_state (MixSession *session, MixRunState state)
{
  for (;;)
    {
      MixSnapshot *snapshot = wait_for_snapshot (session);
      if (snapshot->state == state)
        return snapshot;
      mix_snapshot_unref (snapshot);
    }
}

static void
wait_until_idle (MixSession *session)
{
  gint64 end = g_get_monotonic_time () + PATIENCE_US;

  while (mix_session_is_busy (session))
    {
      MixSnapshot *snapshot = mix_session_take_snapshot (session);
      g_clear_pointer (&snapshot, mix_snapshot_unref);
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      g_usleep (200);
    }
}

static void
test_ready (Fixture *f, gconstpointer data)
{
  g_autoptr (MixSnapshot) ready = wait_for_snapshot (f->session);

  g_assert_cmpint (ready->state, ==, MIX_RUN_READY);
  g_assert_cmpuint (ready->step, ==, 0);
  g_assert_nonnull (ready->model);
  g_assert_nonnull (ready->plain);
  wait_until_idle (f->session);
  g_assert_false (mix_session_is_running (f->session));
}

static void
test_run_and_pause (Fixture *f, gconstpointer data)
{
  mix_session_run (f->session);
  g_assert_true (mix_session_is_running (f->session));
  guint64 step = 0;
  for (guint i = 0; i < 5; i++)
    {
      g_autoptr (MixSnapshot) snapshot = wait_for_state (f->session, MIX_RUN_RUNNING);
      g_assert_cmpuint (snapshot->step, >=, step);
      step = snapshot->step;
      g_usleep (20000);
    }
  g_assert_cmpuint (step, >, 0);

  mix_session_pause (f->session);
  g_autoptr (MixSnapshot) paused = wait_for_state (f->session, MIX_RUN_PAUSED);
  wait_until_idle (f->session);
  g_usleep (30000);
  g_assert_null (mix_session_take_snapshot (f->session));

  mix_session_step (f->session);
  g_autoptr (MixSnapshot) after = wait_for_state (f->session, MIX_RUN_PAUSED);
  g_assert_cmpuint (after->step, ==, paused->step + 1);
}

static void
test_snapshots_are_no_more_than_frames (Fixture *f, gconstpointer data)
{
  guint n = 0;
  mix_session_set_interval (f->session, 20000);
  mix_session_run (f->session);
  g_autoptr (MixSnapshot) first = wait_for_state (f->session, MIX_RUN_RUNNING);
  gint64 end = g_get_monotonic_time () + 200000;

  while (g_get_monotonic_time () < end)
    {
      MixSnapshot *snapshot = mix_session_take_snapshot (f->session);
      n += snapshot != NULL;
      g_clear_pointer (&snapshot, mix_snapshot_unref);
      g_usleep (100);
    }
  g_assert_cmpuint (n, >=, 1);
  g_assert_cmpuint (n, <=, 11);
}

static void
test_finishes (Fixture *f, gconstpointer data)
{
  f->config.epochs = 3;
  g_assert_true (mix_session_load (f->session, &f->config, f->design, NULL));
  mix_session_run (f->session);
  g_autoptr (MixSnapshot) snapshot = wait_for_state (f->session, MIX_RUN_FINISHED);

  g_assert_cmpuint (snapshot->epoch, ==, 3);
  g_assert_cmpuint (mix_history_get_n_points (snapshot->history), ==, 4);
  g_assert_false (mix_session_is_running (f->session));
  wait_until_idle (f->session);
  mix_session_run (f->session); /* over is over */
  wait_until_idle (f->session);
  g_assert_false (mix_session_is_running (f->session));
}

static void
test_loading_anew_while_running (Fixture *f, gconstpointer data)
{
  mix_session_run (f->session);
  g_autoptr (MixSnapshot) old = wait_for_state (f->session, MIX_RUN_RUNNING);

  f->config.components = 3;
  g_assert_true (mix_session_load (f->session, &f->config, f->design, NULL));
  g_autoptr (MixSnapshot) ready = wait_for_snapshot (f->session);
  g_assert_cmpint (ready->state, ==, MIX_RUN_READY);
  g_assert_cmpuint (ready->run_id, !=, old->run_id);
  g_assert_cmpuint (mix_model_get_components (ready->model), ==, 3);

  for (guint i = 0; i < 20; i++)
    g_assert_true (mix_session_load (f->session, &f->config, f->design, NULL));
  mix_session_run (f->session);
  g_autoptr (MixSnapshot) running = wait_for_state (f->session, MIX_RUN_RUNNING);
  g_assert_cmpuint (running->run_id, ==, ready->run_id + 20);
}

/* The worker of the old run may post at the very moment of a load. */
static void
test_a_load_is_never_without_its_snapshot (Fixture *f, gconstpointer data)
{
  mix_session_set_interval (f->session, 0);
  for (guint i = 0; i < 200; i++)
    {
      mix_session_run (f->session);
      g_usleep (i % 7 * 300);
      g_assert_true (mix_session_load (f->session, &f->config, f->design, NULL));
      g_autoptr (MixSnapshot) ready = mix_session_take_snapshot (f->session);
      g_assert_nonnull (ready);
      g_assert_cmpint (ready->state, ==, MIX_RUN_READY);
    }
}

static void
test_a_bad_load_keeps_the_run (Fixture *f, gconstpointer data)
{
  const double one = 1;
  g_autoptr (MixDesign) tiny = design_of (&one, &one, 1);
  g_autoptr (GError) error = NULL;

  mix_session_run (f->session);
  g_autoptr (MixSnapshot) before = wait_for_state (f->session, MIX_RUN_RUNNING);
  g_assert_false (mix_session_load (f->session, &f->config, tiny, &error));
  g_assert_error (error, MIX_TRAIN_ERROR, MIX_TRAIN_ERROR_DATA);
  g_autoptr (MixSnapshot) after = wait_for_state (f->session, MIX_RUN_RUNNING);
  g_assert_cmpuint (after->run_id, ==, before->run_id);
}

static void
test_live_options (Fixture *f, gconstpointer data)
{
  mix_session_run (f->session);
  g_autoptr (MixSnapshot) before = wait_for_state (f->session, MIX_RUN_RUNNING);
  f->config.learning_rate = 0.125;
  f->config.schedule = MIX_SCHEDULE_CONSTANT;
  f->config.warmup = 0;
  mix_session_set_config (f->session, &f->config);

  const MixLossPoint *last;
  double rate = 0;
  for (guint i = 0; i < 1000 && !(rate > 0.12); i++)
    {
      g_autoptr (MixSnapshot) snapshot = wait_for_snapshot (f->session);
      last = mix_history_get_last (snapshot->history);
      rate = last != NULL ? last->learning_rate : 0;
    }
  g_assert_cmpfloat_with_epsilon (rate, 0.125, 1e-12);
}

/* Answers while a large batch is being worked on, too. */
static void
test_pause_answers_soon (Fixture *f, gconstpointer data)
{
  g_autoptr (MixDesign) large = generated_design ("two-branch", 200000);
  f->config.batch_size = 100000;
  f->config.hidden = (MixLayers){ .n = 2, .units = { 256, 256 } };
  f->config.activation = MIX_ACTIVATION_TANH;
  g_assert_true (mix_session_load (f->session, &f->config, large, NULL));
  mix_session_run (f->session);
  g_usleep (50000);

  mix_session_pause (f->session);
  g_autoptr (MixSnapshot) paused = wait_for_state (f->session, MIX_RUN_PAUSED);
  /* The batch is far from done: a pause did not wait for it. */
  g_assert_cmpuint (paused->epoch, ==, 0);
}

static void
test_pace (Fixture *f, gconstpointer data)
{
  f->config.epochs = 2;
  g_assert_true (mix_session_load (f->session, &f->config, f->design, NULL));
  mix_session_set_least_seconds (f->session, 0.4);
  gint64 start = g_get_monotonic_time ();
  mix_session_run (f->session);
  g_autoptr (MixSnapshot) finished = wait_for_state (f->session, MIX_RUN_FINISHED);
  g_assert_cmpint (g_get_monotonic_time () - start, >=, 350000);

  /* A slow run answers at once, and can be let go. */
  f->config.epochs = 20;
  g_assert_true (mix_session_load (f->session, &f->config, f->design, NULL));
  mix_session_set_least_seconds (f->session, 100000);
  mix_session_run (f->session);
  g_usleep (20000);
  mix_session_pause (f->session);
  g_autoptr (MixSnapshot) paused = wait_for_state (f->session, MIX_RUN_PAUSED);
  g_assert_cmpuint (paused->step, <=, 2);
  mix_session_run (f->session);
  mix_session_set_least_seconds (f->session, 0);
  g_autoptr (MixSnapshot) at_last = wait_for_state (f->session, MIX_RUN_FINISHED);
  g_assert_cmpuint (at_last->epoch, ==, 20);
}

static void
test_dropped_while_running (Fixture *f, gconstpointer data)
{
  mix_session_run (f->session);
  g_autoptr (MixSnapshot) snapshot = wait_for_state (f->session, MIX_RUN_RUNNING);
  /* tear_down proves that the session goes away at once */
}

static void
test_empty_session (void)
{
  MixSession *session = mix_session_new ();
  MixConfig config;

  mix_config_init (&config);
  mix_session_run (session);
  mix_session_pause (session);
  mix_session_step (session);
  mix_session_set_config (session, &config);
  mix_session_set_least_seconds (session, 3);
  g_assert_null (mix_session_take_snapshot (session));
  g_assert_false (mix_session_is_busy (session));
  g_assert_false (mix_session_is_running (session));
  g_assert_finalize_object (session);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/session/ready", test_ready);
  ADD ("/session/run-and-pause", test_run_and_pause);
  ADD ("/session/interval", test_snapshots_are_no_more_than_frames);
  ADD ("/session/finishes", test_finishes);
  ADD ("/session/load-while-running", test_loading_anew_while_running);
  ADD ("/session/load-has-its-snapshot", test_a_load_is_never_without_its_snapshot);
  ADD ("/session/bad-load", test_a_bad_load_keeps_the_run);
  ADD ("/session/live-options", test_live_options);
  ADD ("/session/pause-answers-soon", test_pause_answers_soon);
  ADD ("/session/pace", test_pace);
  ADD ("/session/dropped-while-running", test_dropped_while_running);
  g_test_add_func ("/session/empty", test_empty_session);
  return g_test_run ();
}
