/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-session.h"

#include <string.h>

#include "mix-trainer.h"

#include "mix-train-fixture.h"

/* The past of a session's run, and its other runs: whatever is looked at, the run learns the
 * same. */

#define PATIENCE_US (60 * G_USEC_PER_SEC)
#define EPOCHS 12

typedef struct
{
  MixSession *session;
  MixDesign *design;
  MixConfig config;
  MixSnapshot *snapshot; /* the newest that was taken */
  MixSnapshot *end;      /* of the run that nobody disturbed */
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->design = generated_design ("two-branch", 1500);
  f->config = small_config ();
  f->config.plain_network = TRUE;
  f->config.epochs = EPOCHS;
  f->config.patience = 0;
  g_autoptr (MixTrainer) trainer = mix_trainer_new (&f->config, f->design, NULL);
  while (mix_trainer_step (trainer) == MIX_RUN_RUNNING)
    ;
  f->end = mix_trainer_make_snapshot (trainer);
  f->session = mix_session_new ();
  g_assert_true (mix_session_load (f->session, &f->config, f->design, NULL));
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_assert_finalize_object (f->session);
  mix_design_unref (f->design);
  mix_snapshot_unref (f->end);
  g_clear_pointer (&f->snapshot, mix_snapshot_unref);
}

static gboolean
take (Fixture *f)
{
  MixSnapshot *snapshot = mix_session_take_snapshot (f->session);

  if (snapshot == NULL)
    return FALSE;
  g_clear_pointer (&f->snapshot, mix_snapshot_unref);
  f->snapshot = snapshot;
  return TRUE;
}

/* Until the worker has answered everything, and all of it was taken. */
static void
settle (Fixture *f)
{
  gint64 end = g_get_monotonic_time () + PATIENCE_US;

  while (mix_session_is_busy (f->session))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      if (!take (f))
        g_usleep (100);
    }
}

static void
train_to_epoch (Fixture *f, guint epoch)
{
  gint64 end = g_get_monotonic_time () + PATIENCE_US;

  mix_session_run (f->session);
  do
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      if (!take (f))
        g_usleep (50);
    }
  while (f->snapshot == NULL || f->snapshot->is_past || f->snapshot->epoch < epoch);
  mix_session_pause (f->session);
  settle (f);
}

static void
train_to_end (Fixture *f)
{
  train_to_epoch (f, EPOCHS);
  mix_session_run (f->session);
  settle (f);
  g_assert_cmpint (f->snapshot->state, ==, MIX_RUN_FINISHED);
}

static void
assert_same_model (MixModel *a, MixModel *b)
{
  gsize size = mix_network_n_params (mix_model_get_network (a)) * sizeof (float);

  g_assert_cmpint (memcmp (mix_model_get_params (a), mix_model_get_params (b), size), ==, 0);
  if (mix_model_get_companion (a) != NULL)
    assert_same_model (mix_model_get_companion (a), mix_model_get_companion (b));
}

static void
assert_same_end (Fixture *f)
{
  g_assert_cmpint (f->snapshot->state, ==, MIX_RUN_FINISHED);
  g_assert_cmpuint (mix_history_get_n_points (f->snapshot->history), ==, EPOCHS + 1);
  for (guint i = 0; i <= EPOCHS; i++)
    {
      double a = mix_history_get_point (f->snapshot->history, i)->validation_nll;
      double b = mix_history_get_point (f->end->history, i)->validation_nll;
      g_assert_cmpint (memcmp (&a, &b, sizeof a), ==, 0);
    }
  assert_same_model (f->snapshot->model, f->end->model);
}

static void
test_looking_back_changes_nothing (Fixture *f, gconstpointer data)
{
  for (guint epoch = 2; epoch < EPOCHS; epoch += 2)
    {
      train_to_epoch (f, epoch);
      guint newest = f->snapshot->epoch;
      g_autoptr (MixModel) left = mix_model_ref (f->snapshot->model);
      mix_session_seek (f->session, epoch / 2);
      settle (f);
      g_assert_true (f->snapshot->is_past);
      g_assert_cmpint (f->snapshot->state, ==, MIX_RUN_PAUSED);
      g_assert_cmpuint (f->snapshot->epoch, ==, epoch / 2);
      g_assert_cmpuint (f->snapshot->newest_epoch, ==, newest);
      g_assert_cmpuint (mix_snapshot_get_point (f->snapshot)->epoch, ==, epoch / 2);
      g_assert_cmpuint (mix_history_get_last (f->snapshot->history)->epoch, <=, newest);
      mix_session_seek (f->session, newest);
      settle (f);
      g_assert_false (f->snapshot->is_past);
      assert_same_model (f->snapshot->model, left);
    }
  train_to_end (f);
  assert_same_end (f);
}

static void
test_step_back_and_forth (Fixture *f, gconstpointer data)
{
  train_to_epoch (f, 4);
  guint newest;
  do /* until in the middle of an epoch: a step may end one */
    {
      newest = f->snapshot->epoch;
      mix_session_step (f->session);
      settle (f);
    }
  while (f->snapshot->epoch != newest);
  for (guint i = 0; i <= newest + 2; i++)
    {
      mix_session_seek_by (f->session, -1);
      settle (f);
      g_assert_true (f->snapshot->is_past);
      g_assert_cmpuint (f->snapshot->epoch, ==, i > newest ? 0 : newest - i);
    }
  for (guint i = 1; i <= newest; i++)
    {
      mix_session_seek_by (f->session, 1);
      settle (f);
      g_assert_cmpuint (f->snapshot->epoch, ==, i);
      g_assert_true (f->snapshot->is_past);
    }
  mix_session_seek_by (f->session, 1);
  settle (f);
  g_assert_false (f->snapshot->is_past);
  train_to_end (f);
  assert_same_end (f);
}

/* With the same options a branch learns again what the run had learnt, to the last bit. */
static void
test_branch_repeats (Fixture *f, gconstpointer data)
{
  train_to_end (f);
  for (guint epoch = EPOCHS; epoch-- > 0;)
    {
      mix_session_seek (f->session, epoch);
      mix_session_branch (f->session);
      settle (f);
      g_assert_false (f->snapshot->is_past);
      g_assert_cmpuint (f->snapshot->epoch, ==, epoch);
      g_assert_cmpuint (mix_history_get_last (f->snapshot->history)->epoch, ==, epoch);
      train_to_end (f);
      assert_same_end (f);
    }
}

static void
test_branch_goes_another_way (Fixture *f, gconstpointer data)
{
  train_to_end (f);
  mix_session_seek (f->session, 3);
  mix_session_branch (f->session);
  f->config.learning_rate /= 10;
  mix_session_set_config (f->session, &f->config);
  train_to_end (f);
  double a = mix_history_get_point (f->snapshot->history, 3)->train_nll;
  double b = mix_history_get_point (f->end->history, 3)->train_nll;
  g_assert_cmpint (memcmp (&a, &b, sizeof a), ==, 0);
  a = mix_history_get_point (f->snapshot->history, 4)->train_nll;
  b = mix_history_get_point (f->end->history, 4)->train_nll;
  g_assert_cmpint (memcmp (&a, &b, sizeof a), !=, 0);
}

/* A run that another took the place of goes on as if nothing had been. */
static void
test_comes_back (Fixture *f, gconstpointer data)
{
  train_to_epoch (f, 5);
  mix_session_step (f->session);
  settle (f);
  g_autoptr (MixRun) first = mix_run_ref (mix_session_get_run (f->session));
  g_autoptr (MixSnapshot) left = mix_snapshot_ref (f->snapshot);
  MixConfig other = f->config;
  other.components = 3;
  g_assert_true (mix_session_load (f->session, &other, f->design, NULL));
  mix_session_run (f->session);
  train_to_epoch (f, 1);

  mix_session_take_up (f->session, first, &f->config);
  g_assert_false (mix_session_is_running (f->session));
  settle (f);
  g_assert_cmpuint (f->snapshot->run_id, ==, left->run_id);
  g_assert_cmpuint (f->snapshot->step, ==, left->step);
  assert_same_model (f->snapshot->model, left->model);
  mix_session_seek (f->session, 2); /* with its past */
  settle (f);
  g_assert_cmpuint (f->snapshot->epoch, ==, 2);
  train_to_end (f);
  assert_same_end (f);
}

/* A pinned moment stays what it was: each time that it is taken up it goes on to the same end. */
static void
test_pin_stays (Fixture *f, gconstpointer data)
{
  train_to_epoch (f, 4);
  mix_session_step (f->session); /* in the middle of an epoch */
  settle (f);
  g_autoptr (MixSnapshot) left = mix_snapshot_ref (f->snapshot);
  g_autoptr (MixRun) pin = mix_session_pin (f->session);
  train_to_end (f);
  MixSnapshot *kept = mix_run_get_snapshot (pin);
  g_assert_nonnull (kept);
  g_assert_cmpuint (kept->step, ==, left->step);
  assert_same_model (kept->model, left->model);
  for (guint i = 0; i < 2; i++)
    {
      mix_session_take_up_copy (f->session, pin, &f->config);
      settle (f);
      g_assert_cmpint (f->snapshot->state, ==, left->state);
      g_assert_cmpuint (f->snapshot->step, ==, left->step);
      assert_same_model (f->snapshot->model, left->model);
      train_to_end (f);
      assert_same_end (f);
    }
}

/* The moment on show is pinned, without what came after it; the run knows nothing of it. */
static void
test_pin_the_past (Fixture *f, gconstpointer data)
{
  train_to_epoch (f, 8);
  mix_session_seek (f->session, 3);
  g_autoptr (MixRun) pin = mix_session_pin (f->session);
  settle (f);
  g_assert_true (f->snapshot->is_past);
  MixSnapshot *kept = mix_run_get_snapshot (pin);
  g_assert_false (kept->is_past);
  g_assert_cmpuint (kept->epoch, ==, 3);
  g_assert_cmpuint (mix_history_get_last (kept->history)->epoch, ==, 3);
  assert_same_model (kept->model, f->snapshot->model);
  mix_session_take_up_copy (f->session, pin, &f->config);
  train_to_end (f);
  assert_same_end (f);
}

/* Anything in any order, without waiting: the run that is taken up in the end is as it was. */
static void
test_any_order (Fixture *f, gconstpointer data)
{
  MixRng rng;

  mix_rng_init (&rng, 7);
  train_to_epoch (f, 3);
  g_autoptr (MixRun) pin = NULL;
  g_autoptr (MixRun) first = mix_run_ref (mix_session_get_run (f->session));
  for (guint i = 0; i < 400; i++)
    switch (mix_rng_below (&rng, 9))
      {
      case 0:
        mix_session_run (f->session);
        break;
      case 1:
        mix_session_step (f->session);
        break;
      case 2:
      case 3:
        mix_session_seek (f->session, (guint) mix_rng_below (&rng, EPOCHS));
        break;
      case 4:
        mix_session_seek_by (f->session, (int) mix_rng_below (&rng, 5) - 2);
        break;
      case 5:
        mix_session_branch (f->session);
        break;
      case 6:
        mix_session_take_up (f->session, first, &f->config);
        break;
      case 7:
        g_clear_pointer (&pin, mix_run_unref);
        pin = mix_session_pin (f->session);
        mix_session_take_up_copy (f->session, pin, &f->config);
        break;
      default:
        take (f);
        g_usleep ((gulong) mix_rng_below (&rng, 2000));
      }
  mix_session_take_up (f->session, first, &f->config);
  train_to_end (f);
  assert_same_end (f);
}

/* Before the first step there is no past, and nothing comes of looking for it. */
static void
test_no_past (Fixture *f, gconstpointer data)
{
  mix_session_seek (f->session, 0);
  mix_session_seek_by (f->session, -1);
  mix_session_branch (f->session);
  settle (f);
  g_assert_false (f->snapshot->is_past);
  g_assert_cmpint (f->snapshot->state, ==, MIX_RUN_READY);
  train_to_end (f);
  assert_same_end (f);
}

static void
add (const char *path, void (*test) (Fixture *f, gconstpointer data))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/session-past/looking-back-changes-nothing", test_looking_back_changes_nothing);
  add ("/session-past/step-back-and-forth", test_step_back_and_forth);
  add ("/session-past/branch-repeats", test_branch_repeats);
  add ("/session-past/branch-goes-another-way", test_branch_goes_another_way);
  add ("/session-past/comes-back", test_comes_back);
  add ("/session-past/pin-stays", test_pin_stays);
  add ("/session-past/pin-the-past", test_pin_the_past);
  add ("/session-past/any-order", test_any_order);
  add ("/session-past/no-past", test_no_past);
  return g_test_run ();
}
