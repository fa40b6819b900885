/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-session.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <time.h>

#include "mix-trainer.h"

/* A display frame. */
#define FIRST_INTERVAL_US 16667

typedef enum
{
  COMMAND_PAUSE,
  COMMAND_RUN,
  COMMAND_STEP,
} Command;

struct _MixSession
{
  GObject parent_instance;

  /* the owner's */
  GThread *worker; /* NULL until the first load */
  guint64 run_id;
  guint64 asked;
  MixRunState last_state; /* of the newest snapshot that was taken */
  gboolean wants_run;

  /* between the two: under the mutex */
  pthread_mutex_t mutex;
  pthread_cond_t changed;
  gboolean quit;
  Command command;
  MixTrainer *next_trainer; /* to take over; NULL for none */
  guint64 next_run_id;
  MixConfig config;
  gboolean config_changed;
  gint64 interval_us;
  double least_seconds;
  guint64 newest; /* number of the newest command */

  /* between the two: atomic */
  _Atomic guint64 news;     /* = newest, to look at without the mutex */
  _Atomic guint64 answered; /* the newest command whose snapshot is in the mailbox */
  _Atomic (MixSnapshot *) mailbox;
};

G_DEFINE_FINAL_TYPE (MixSession, mix_session, G_TYPE_OBJECT)

/* What only the worker sees. */
typedef struct
{
  MixTrainer *trainer;
  guint64 run_id;
  Command command;
  guint64 seen; /* number of the newest command that was taken over */
  gint64 interval_us;
  gint64 next_post; /* monotonic time */
  double least_seconds;
  gint64 pace_start;        /* monotonic time: since when the pace counts */
  guint64 pace_start_step;  /* and from which step */
} Worker;

static gboolean
is_over (MixRunState state)
{
  return state == MIX_RUN_FINISHED || state == MIX_RUN_DIVERGED;
}

/* The worker's post. A run that the owner has replaced meanwhile is no news, and must not push the
 * first snapshot of the new one out of the mailbox. */
static void
post_of_run (MixSession *self, MixSnapshot *snapshot)
{
  pthread_mutex_lock (&self->mutex);
  if (snapshot->run_id == self->next_run_id)
    snapshot = atomic_exchange (&self->mailbox, snapshot);
  pthread_mutex_unlock (&self->mutex);
  g_clear_pointer (&snapshot, mix_snapshot_unref);
}

/* The newest state of the worker's run, as its owner should see it. */
static void
post_state (MixSession *self, Worker *worker)
{
  if (worker->trainer == NULL)
    return;
  MixSnapshot *snapshot = mix_trainer_make_snapshot (worker->trainer);
  snapshot->run_id = worker->run_id;
  if (snapshot->state == MIX_RUN_RUNNING && worker->command == COMMAND_PAUSE)
    snapshot->state = MIX_RUN_PAUSED;
  else if (snapshot->state == MIX_RUN_READY && worker->command == COMMAND_RUN)
    snapshot->state = MIX_RUN_RUNNING;
  post_of_run (self, snapshot);
  worker->next_post = g_get_monotonic_time () + worker->interval_us;
}

static gboolean
has_work (const Worker *worker)
{
  return worker->command != COMMAND_PAUSE && worker->trainer != NULL
         && !is_over (mix_trainer_get_state (worker->trainer));
}

/* Takes over what the owner asked for, waiting while there is nothing to do. Returns FALSE to end. */
static gboolean
take_commands (MixSession *self, Worker *worker)
{
  MixTrainer *old = NULL;

  pthread_mutex_lock (&self->mutex);
  while (!self->quit && self->newest == worker->seen && !has_work (worker))
    pthread_cond_wait (&self->changed, &self->mutex);
  gboolean go_on = !self->quit;
  if (self->next_trainer != NULL)
    {
      old = worker->trainer;
      worker->trainer = g_steal_pointer (&self->next_trainer);
      worker->run_id = self->next_run_id;
      self->config_changed = FALSE;
    }
  if (self->config_changed && worker->trainer != NULL)
    mix_trainer_set_config (worker->trainer, &self->config);
  self->config_changed = FALSE;
  worker->command = self->command;
  if (self->command == COMMAND_STEP)
    self->command = COMMAND_PAUSE;
  worker->interval_us = self->interval_us;
  worker->least_seconds = self->least_seconds;
  worker->seen = self->newest;
  pthread_mutex_unlock (&self->mutex);

  g_clear_pointer (&old, mix_trainer_free);
  return go_on;
}

static void
step_once (Worker *worker)
{
  guint64 before = mix_trainer_get_step (worker->trainer);
  while (mix_trainer_get_step (worker->trainer) == before
         && !is_over (mix_trainer_step (worker->trainer)))
    ;
  worker->command = COMMAND_PAUSE;
}

/* When the next step is due, in monotonic time. */
static gint64
next_step_time (const Worker *worker)
{
  double steps = (double) (mix_trainer_get_step (worker->trainer) - worker->pace_start_step);
  double whole = (double) mix_trainer_get_n_steps (worker->trainer);
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
  worker->pace_start_step = mix_trainer_get_step (worker->trainer);
  while (has_work (worker) && atomic_load (&self->news) == worker->seen)
    {
      mix_trainer_step (worker->trainer);
      if (g_get_monotonic_time () >= worker->next_post && has_work (worker))
        post_state (self, worker);
      keep_pace (self, worker);
    }
}

static gpointer
work (gpointer data)
{
  MixSession *self = data;
  Worker worker = { .command = COMMAND_PAUSE };

  while (take_commands (self, &worker))
    {
      if (worker.command == COMMAND_STEP && has_work (&worker))
        step_once (&worker);
      post_state (self, &worker);
      atomic_store (&self->answered, worker.seen);
      if (!has_work (&worker))
        continue;
      run (self, &worker);
      if (!has_work (&worker))
        post_state (self, &worker);
    }
  g_clear_pointer (&worker.trainer, mix_trainer_free);
  return NULL;
}

/* Ends a change that the owner made under the mutex, and wakes the worker. */
static void
announce_and_unlock (MixSession *self)
{
  self->asked = ++self->newest;
  atomic_store (&self->news, self->newest);
  pthread_cond_signal (&self->changed);
  pthread_mutex_unlock (&self->mutex);
}

static void
command (MixSession *self, Command what)
{
  if (self->worker == NULL)
    return;
  pthread_mutex_lock (&self->mutex);
  self->command = what;
  announce_and_unlock (self);
}

static void
mix_session_dispose (GObject *object)
{
  MixSession *self = MIX_SESSION (object);

  if (self->worker != NULL)
    {
      pthread_mutex_lock (&self->mutex);
      self->quit = TRUE;
      announce_and_unlock (self);
      g_thread_join (g_steal_pointer (&self->worker));
    }
  MixSnapshot *unread = atomic_exchange (&self->mailbox, NULL);
  g_clear_pointer (&unread, mix_snapshot_unref);
  G_OBJECT_CLASS (mix_session_parent_class)->dispose (object);
}

static void
mix_session_finalize (GObject *object)
{
  MixSession *self = MIX_SESSION (object);

  g_clear_pointer (&self->next_trainer, mix_trainer_free);
  pthread_cond_destroy (&self->changed);
  pthread_mutex_destroy (&self->mutex);
  G_OBJECT_CLASS (mix_session_parent_class)->finalize (object);
}

static void
mix_session_class_init (MixSessionClass *class)
{
  G_OBJECT_CLASS (class)->dispose = mix_session_dispose;
  G_OBJECT_CLASS (class)->finalize = mix_session_finalize;
}

static void
mix_session_init (MixSession *self)
{
  pthread_mutex_init (&self->mutex, NULL);
  pthread_condattr_t monotonic;
  pthread_condattr_init (&monotonic);
  pthread_condattr_setclock (&monotonic, CLOCK_MONOTONIC);
  pthread_cond_init (&self->changed, &monotonic);
  pthread_condattr_destroy (&monotonic);
  self->command = COMMAND_PAUSE;
  self->interval_us = FIRST_INTERVAL_US;
}

/**
 * mix_session_new:
 *
 * Returns: (transfer full): a session with nothing loaded
 */
MixSession *
mix_session_new (void)
{
  return g_object_new (MIX_TYPE_SESSION, NULL);
}

/**
 * mix_session_load:
 * @config: every option
 * @design: what to train on
 *
 * Starts over, paused, before the first step. A READY snapshot is in the mailbox when it returns.
 *
 * Returns: FALSE with an error for a person where these data cannot be trained on like this; then the
 * current run goes on as it was
 */
gboolean
mix_session_load (MixSession *self, const MixConfig *config, MixDesign *design, GError **error)
{
  MixTrainer *trainer = mix_trainer_new (config, design, error);
  if (trainer == NULL)
    return FALSE;

  MixSnapshot *ready = mix_trainer_make_snapshot (trainer);
  ready->run_id = ++self->run_id;

  pthread_mutex_lock (&self->mutex);
  MixTrainer *never_run = self->next_trainer;
  self->next_trainer = trainer;
  self->next_run_id = self->run_id;
  self->config = *config;
  self->command = COMMAND_PAUSE;
  MixSnapshot *unread = atomic_exchange (&self->mailbox, ready);
  announce_and_unlock (self);

  g_clear_pointer (&unread, mix_snapshot_unref);
  g_clear_pointer (&never_run, mix_trainer_free);
  self->last_state = MIX_RUN_READY;
  self->wants_run = FALSE;
  if (self->worker == NULL)
    self->worker = g_thread_new ("training", work, self);
  return TRUE;
}

/**
 * mix_session_run:
 *
 * Trains on from where the run is; a run that is over stays so.
 */
void
mix_session_run (MixSession *self)
{
  self->wants_run = self->worker != NULL && !is_over (self->last_state);
  command (self, COMMAND_RUN);
}

void
mix_session_pause (MixSession *self)
{
  self->wants_run = FALSE;
  command (self, COMMAND_PAUSE);
}

/**
 * mix_session_step:
 *
 * Trains on one mini-batch, then pauses.
 */
void
mix_session_step (MixSession *self)
{
  self->wants_run = FALSE;
  command (self, COMMAND_STEP);
}

/**
 * mix_session_set_config:
 * @config: differs from what was loaded in live options only
 */
void
mix_session_set_config (MixSession *self, const MixConfig *config)
{
  if (self->worker == NULL)
    return;
  pthread_mutex_lock (&self->mutex);
  g_warn_if_fail (!mix_config_needs_restart (&self->config, config));
  self->config = *config;
  self->config_changed = TRUE;
  announce_and_unlock (self);
}

gboolean
mix_session_is_busy (MixSession *self)
{
  return atomic_load (&self->answered) != self->asked || atomic_load (&self->mailbox) != NULL
         || self->last_state == MIX_RUN_RUNNING;
}

gboolean
mix_session_is_running (MixSession *self)
{
  return self->wants_run;
}

/**
 * mix_session_take_snapshot:
 *
 * Returns: (transfer full) (nullable): the newest snapshot of the current run since the last call
 */
MixSnapshot *
mix_session_take_snapshot (MixSession *self)
{
  MixSnapshot *snapshot = atomic_exchange (&self->mailbox, NULL);

  if (snapshot == NULL)
    return NULL;
  if (snapshot->run_id != self->run_id)
    {
      mix_snapshot_unref (snapshot);
      return NULL;
    }
  self->last_state = snapshot->state;
  if (is_over (snapshot->state))
    self->wants_run = FALSE;
  return snapshot;
}

/**
 * mix_session_set_least_seconds:
 * @seconds: 0 for as fast as it goes
 *
 * Acts at once, on a running session too.
 */
void
mix_session_set_least_seconds (MixSession *self, double seconds)
{
  pthread_mutex_lock (&self->mutex);
  self->least_seconds = seconds;
  if (self->worker != NULL)
    announce_and_unlock (self);
  else
    pthread_mutex_unlock (&self->mutex);
}

void
mix_session_set_interval (MixSession *self, gint64 microseconds)
{
  pthread_mutex_lock (&self->mutex);
  self->interval_us = microseconds;
  pthread_mutex_unlock (&self->mutex);
}
