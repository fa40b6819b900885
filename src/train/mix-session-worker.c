/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <time.h>

#include "mix-session-private.h"

/* The thread of a session. */

/* What nobody else sees. */
typedef struct
{
  MixRun *run;
  MixKeyframe *shown; /* the moment on show; NULL for the newest */
  gboolean running;
  guint64 seen; /* number of the newest command that was taken over */
  gint64 interval_us;
  gint64 next_post; /* monotonic time */
  double least_seconds;
  gint64 pace_start;        /* monotonic time: since when the pace counts */
  guint64 pace_start_step;  /* and from which step */
} Worker;

/* The worker's post. A run that the owner has replaced meanwhile is no news, and must not push the
 * first snapshot of the new one out of the mailbox. */
static void
post_of_run (MixSession *self, MixSnapshot *snapshot)
{
  pthread_mutex_lock (&self->mutex);
  if (snapshot->run_id == self->run_id)
    snapshot = atomic_exchange (&self->mailbox, snapshot);
  pthread_mutex_unlock (&self->mutex);
  g_clear_pointer (&snapshot, mix_snapshot_unref);
}

/* (transfer full): the moment on show of the worker's run. */
static MixSnapshot *
make_snapshot (const Worker *worker)
{
  MixTrainer *trainer = mix_run_get_trainer (worker->run);

  return worker->shown != NULL ? mix_keyframe_make_snapshot (worker->shown, trainer)
                               : mix_trainer_make_snapshot (trainer);
}

/* The same as its owner should see it. */
static void
post_state (MixSession *self, Worker *worker)
{
  MixSnapshot *snapshot = make_snapshot (worker);

  snapshot->run_id = mix_run_get_id (worker->run);
  if (snapshot->state == MIX_RUN_RUNNING && !worker->running)
    snapshot->state = MIX_RUN_PAUSED;
  else if (snapshot->state == MIX_RUN_READY && worker->running)
    snapshot->state = MIX_RUN_RUNNING;
  post_of_run (self, snapshot);
  worker->next_post = g_get_monotonic_time () + worker->interval_us;
}

static gboolean
has_work (const Worker *worker)
{
  return worker->running && !mix_run_state_is_over (mix_trainer_get_state (mix_run_get_trainer (worker->run)));
}

static void
show (Worker *worker, MixKeyframe *keyframe)
{
  MixKeyframe *before = worker->shown;

  worker->shown = keyframe != NULL ? mix_keyframe_ref (keyframe) : NULL;
  g_clear_pointer (&before, mix_keyframe_unref);
}

/* Shows the keyframe at a place; beyond the last of them is the newest moment. */
static void
seek (Worker *worker, gint64 index)
{
  MixKeyframes *keyframes = mix_run_get_keyframes (worker->run);
  guint n = mix_keyframes_get_n (keyframes);

  worker->running = FALSE;
  if (n == 0 || index >= (gint64) n)
    show (worker, NULL);
  else
    show (worker, mix_keyframes_get (keyframes, (guint) MAX (index, 0)));
}

static void
seek_epoch (Worker *worker, guint epoch)
{
  MixKeyframes *keyframes = mix_run_get_keyframes (worker->run);

  const MixTrainer *trainer = mix_run_get_trainer (worker->run);
  gboolean diverged = mix_trainer_get_state (trainer) == MIX_RUN_DIVERGED;

  if (epoch == G_MAXUINT || (epoch >= mix_trainer_get_epoch (trainer) && !diverged))
    seek (worker, G_MAXINT64);
  else
    seek (worker, mix_keyframes_find (keyframes, epoch));
}

/* The place of the moment on show among the keyframes. The newest one stands where the next
 * keyframe will be, or where the last one is while nothing has happened since. */
static gint64
place_on_show (const Worker *worker)
{
  MixKeyframes *keyframes = mix_run_get_keyframes (worker->run);
  MixTrainer *trainer = mix_run_get_trainer (worker->run);

  if (worker->shown != NULL)
    return mix_keyframes_find (keyframes, mix_keyframe_get_epoch (worker->shown));
  gint64 n = mix_keyframes_get_n (keyframes);
  return mix_trainer_is_at_epoch (trainer) ? n - 1 : n;
}

static void
take_up (Worker *worker, MixRun *run, const MixConfig *config)
{
  if (worker->run != run)
    {
      if (worker->run != NULL)
        mix_run_put_away (worker->run);
      g_clear_pointer (&worker->run, mix_run_unref);
      worker->run = mix_run_ref (run);
      mix_run_take_up (run);
    }
  mix_trainer_set_config (mix_run_get_trainer (run), config);
  show (worker, NULL);
  worker->running = FALSE;
}

static void
branch (Worker *worker, MixRun *run)
{
  mix_run_branch (worker->run, worker->shown, run);
  mix_run_unref (worker->run);
  worker->run = mix_run_ref (run);
  show (worker, NULL);
  worker->running = FALSE;
}

/* What came after an earlier moment is not of the pinned run. */
static MixSnapshot *
make_pinned_snapshot (const Worker *worker, const MixRun *pin)
{
  MixSnapshot *snapshot = make_snapshot (worker);
  MixHistory *whole = snapshot->history;

  snapshot->run_id = mix_run_get_id (pin);
  if (snapshot->state == MIX_RUN_RUNNING)
    snapshot->state = MIX_RUN_PAUSED;
  if (!snapshot->is_past)
    return snapshot;
  snapshot->is_past = FALSE;
  snapshot->newest_epoch = snapshot->epoch;
  snapshot->history = mix_history_copy_first (whole, mix_keyframe_get_n_points (worker->shown));
  mix_history_free (whole);
  return snapshot;
}

static void
pin (const Worker *worker, MixRun *run)
{
  mix_run_fork (worker->run, worker->shown, run);
  mix_run_set_snapshot (run, make_pinned_snapshot (worker, run));
}

static void
step_once (Worker *worker)
{
  MixTrainer *trainer = mix_run_get_trainer (worker->run);
  guint64 before = mix_trainer_get_step (trainer);

  while (mix_trainer_get_step (trainer) == before && !mix_run_state_is_over (mix_run_step (worker->run)))
    ;
}

static void
obey (Worker *worker, const MixCommand *command)
{
  switch (command->kind)
    {
    case MIX_COMMAND_PAUSE:
      worker->running = FALSE;
      break;
    case MIX_COMMAND_RUN:
      worker->running = TRUE;
      show (worker, NULL);
      break;
    case MIX_COMMAND_STEP:
      worker->running = FALSE;
      show (worker, NULL);
      step_once (worker);
      break;
    case MIX_COMMAND_CONFIG:
      mix_trainer_set_config (mix_run_get_trainer (worker->run), &command->config);
      break;
    case MIX_COMMAND_TAKE_UP:
      take_up (worker, command->run, &command->config);
      break;
    case MIX_COMMAND_BRANCH:
      branch (worker, command->run);
      break;
    case MIX_COMMAND_COPY:
      mix_run_fork (command->from, NULL, command->run);
      take_up (worker, command->run, &command->config);
      break;
    case MIX_COMMAND_PIN:
      pin (worker, command->run);
      break;
    case MIX_COMMAND_SEEK:
      seek_epoch (worker, command->epoch);
      break;
    case MIX_COMMAND_SEEK_BY:
      seek (worker, place_on_show (worker) + command->by);
      break;
    default:
      g_assert_not_reached ();
    }
}

/* Does what the owner asked for, waiting while there is nothing to do. Returns FALSE to end. */
static gboolean
take_commands (MixSession *self, Worker *worker)
{
  GQueue commands;
  MixCommand *command;

  pthread_mutex_lock (&self->mutex);
  while (!self->quit && self->newest == worker->seen && (worker->run == NULL || !has_work (worker)))
    pthread_cond_wait (&self->changed, &self->mutex);
  gboolean go_on = !self->quit;
  commands = self->commands;
  g_queue_init (&self->commands);
  worker->interval_us = self->interval_us;
  worker->least_seconds = self->least_seconds;
  worker->seen = self->newest;
  pthread_mutex_unlock (&self->mutex);

  while ((command = g_queue_pop_head (&commands)) != NULL)
    {
      if (go_on)
        obey (worker, command);
      mix_command_free (command);
    }
  return go_on;
}

/* When the next step is due, in monotonic time. */
static gint64
next_step_time (const Worker *worker)
{
  const MixTrainer *trainer = mix_run_get_trainer (worker->run);
  double steps = (double) (mix_trainer_get_step (trainer) - worker->pace_start_step);
  double whole = (double) mix_trainer_get_n_steps (trainer);
  return worker->pace_start
         + (gint64) (steps / whole * worker->least_seconds * (double) G_USEC_PER_SEC);
}

/* Waits until the next step is due or the owner says something. */
static void
keep_pace (MixSession *self, const Worker *worker)
{
  gint64 due = next_step_time (worker), now = g_get_monotonic_time ();

  if (worker->least_seconds <= 0 || due <= now)
    return;
  pthread_mutex_lock (&self->mutex);
  struct timespec until = { .tv_sec = due / G_USEC_PER_SEC,
                            .tv_nsec = due % G_USEC_PER_SEC * 1000 };
  while (self->newest == worker->seen && !self->quit
         && pthread_cond_timedwait (&self->changed, &self->mutex, &until) != ETIMEDOUT)
    ;
  pthread_mutex_unlock (&self->mutex);
}

/* Steps until the owner says something or the run is over. */
static void
run (MixSession *self, Worker *worker)
{
  worker->pace_start = g_get_monotonic_time ();
  worker->pace_start_step = mix_trainer_get_step (mix_run_get_trainer (worker->run));
  while (has_work (worker) && atomic_load (&self->news) == worker->seen)
    {
      mix_run_step (worker->run);
      if (g_get_monotonic_time () >= worker->next_post && has_work (worker))
        post_state (self, worker);
      keep_pace (self, worker);
    }
}

/* The life of the worker, until it is told to quit. */
gpointer
mix_session_work (gpointer data)
{
  MixSession *self = data;
  Worker worker = { 0 };

  while (take_commands (self, &worker))
    {
      post_state (self, &worker);
      atomic_store (&self->answered, worker.seen);
      if (!has_work (&worker))
        continue;
      run (self, &worker);
      if (!has_work (&worker))
        post_state (self, &worker);
    }
  show (&worker, NULL);
  g_clear_pointer (&worker.run, mix_run_unref);
  return NULL;
}
