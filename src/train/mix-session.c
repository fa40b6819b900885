/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-session-private.h"

/* A display frame. */
#define FIRST_INTERVAL_US 16667

G_DEFINE_FINAL_TYPE (MixSession, mix_session, G_TYPE_OBJECT)

void
mix_command_free (gpointer data)
{
  MixCommand *command = data;

  g_clear_pointer (&command->run, mix_run_unref);
  g_clear_pointer (&command->from, mix_run_unref);
  g_free (command);
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

/* Appends a command; of several to seek or to change options only the last one counts. */
static void
append_and_unlock (MixSession *self, const MixCommand *command)
{
  MixCommand *last = g_queue_peek_tail (&self->commands);

  if (last != NULL && last->kind == command->kind
      && (command->kind == MIX_COMMAND_SEEK || command->kind == MIX_COMMAND_CONFIG))
    *last = *command;
  else
    g_queue_push_tail (&self->commands, g_memdup2 (command, sizeof *command));
  announce_and_unlock (self);
}

static void
tell (MixSession *self, const MixCommand *command)
{
  if (self->worker == NULL)
    return;
  pthread_mutex_lock (&self->mutex);
  append_and_unlock (self, command);
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
  g_clear_pointer (&self->run, mix_run_unref);
  G_OBJECT_CLASS (mix_session_parent_class)->dispose (object);
}

static void
mix_session_finalize (GObject *object)
{
  MixSession *self = MIX_SESSION (object);

  g_queue_clear_full (&self->commands, mix_command_free);
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
  g_queue_init (&self->commands);
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

/* Puts a run in the place of the current one. ready: (transfer full) (nullable): its first
 * snapshot. */
static void
set_run (MixSession *self, const MixCommand *command, MixSnapshot *ready)
{
  MixCommand taken = *command;

  taken.run = mix_run_ref (command->run);
  if (command->from != NULL)
    taken.from = mix_run_ref (command->from);
  self->last_state = ready != NULL ? ready->state : MIX_RUN_PAUSED;
  pthread_mutex_lock (&self->mutex);
  self->run_id = mix_run_get_id (command->run);
  MixSnapshot *unread = atomic_exchange (&self->mailbox, ready);
  append_and_unlock (self, &taken);

  g_clear_pointer (&unread, mix_snapshot_unref);
  g_clear_pointer (&self->run, mix_run_unref);
  self->run = mix_run_ref (command->run);
  self->wants_run = FALSE;
  if (self->worker == NULL)
    self->worker = g_thread_new ("training", mix_session_work, self);
}

/**
 * mix_session_load:
 * @config: every option
 * @design: what to train on
 *
 * Starts over, paused, before the first step. A READY snapshot is in the mailbox when it returns.
 *
 * Returns: FALSE with an error for a person where these data cannot be trained on like this; then
 *   the current run goes on as it was
 */
gboolean
mix_session_load (MixSession *self, const MixConfig *config, MixDesign *design, GError **error)
{
  return mix_session_load_warm (self, config, design, NULL, error);
}

/**
 * mix_session_load_warm:
 * @config: every option
 * @design: what to train on
 * @from: (nullable): whose networks the run starts from, as mix_trainer_adopt(); NULL: from none
 *
 * As mix_session_load(), but what has been learnt from other rows is not lost.
 */
gboolean
mix_session_load_warm (MixSession *self, const MixConfig *config, MixDesign *design,
                       const MixSnapshot *from, GError **error)
{
  MixTrainer *trainer = mix_trainer_new (config, design, error);
  if (trainer == NULL)
    return FALSE;

  if (from != NULL)
    mix_trainer_adopt (trainer, from->model, from->plain);
  mix_session_load_trainer (self, trainer);
  return TRUE;
}

/**
 * mix_session_load_trainer:
 * @trainer: (transfer full): before its first step
 *
 * As mix_session_load(), with a trainer that another thread has made: with many rows that takes
 * seconds.
 */
void
mix_session_load_trainer (MixSession *self, MixTrainer *trainer)
{
  const MixConfig *config = mix_trainer_get_config (trainer);
  MixSnapshot *ready = mix_trainer_make_snapshot (trainer);

  ready->run_id = ++self->last_id;
  g_autoptr (MixRun) next = mix_run_new (self->last_id, trainer);
  self->config = *config;
  set_run (self, &(MixCommand){ .kind = MIX_COMMAND_TAKE_UP, .run = next, .config = *config }, ready);
}

/**
 * mix_session_get_run:
 *
 * Returns: (transfer none) (nullable): the current run; who keeps a reference can come back to it
 */
MixRun *
mix_session_get_run (MixSession *self)
{
  return self->run;
}

/**
 * mix_session_take_up:
 * @run: that was the current one once
 * @config: differs from that of the run in live options only
 *
 * Goes back to a run as it was left, paused at its newest moment. The current one is left as it is.
 */
void
mix_session_take_up (MixSession *self, MixRun *run, const MixConfig *config)
{
  g_return_if_fail (self->worker != NULL);

  self->config = *config;
  set_run (self, &(MixCommand){ .kind = MIX_COMMAND_TAKE_UP, .run = run, .config = *config }, NULL);
}

/**
 * mix_session_branch:
 *
 * Makes the moment on show the newest one of another run, which is the current one then; what had
 * come after it stays with the run before.
 */
void
mix_session_branch (MixSession *self)
{
  g_return_if_fail (self->worker != NULL);

  g_autoptr (MixRun) next = mix_run_new (++self->last_id, NULL);
  set_run (self, &(MixCommand){ .kind = MIX_COMMAND_BRANCH, .run = next }, NULL);
}

/**
 * mix_session_pin:
 *
 * Puts the moment on show away as a run of its own; the current one goes on as it is.
 *
 * Returns: (transfer full): a run for mix_session_take_up_copy(), whose snapshot is there as soon
 *   as the worker has made it
 */
MixRun *
mix_session_pin (MixSession *self)
{
  g_return_val_if_fail (self->worker != NULL, NULL);

  MixRun *pin = mix_run_new (++self->last_id, NULL);
  tell (self, &(MixCommand){ .kind = MIX_COMMAND_PIN, .run = mix_run_ref (pin) });
  return pin;
}

/**
 * mix_session_take_up_copy:
 * @pin: from mix_session_pin(), which it stays
 * @config: differs from that of the run in live options only
 *
 * Goes on, paused, as the pinned run was left. The current one is left as it is.
 */
void
mix_session_take_up_copy (MixSession *self, MixRun *pin, const MixConfig *config)
{
  g_return_if_fail (self->worker != NULL);

  g_autoptr (MixRun) next = mix_run_new (++self->last_id, NULL);
  self->config = *config;
  set_run (self,
           &(MixCommand){ .kind = MIX_COMMAND_COPY, .run = next, .from = pin, .config = *config },
           NULL);
}

/**
 * mix_session_seek:
 * @epoch: from the newest one on: the newest moment, but where the run has diverged the last that
 *   was good; G_MAXUINT for the newest in any case
 *
 * Pauses, and shows the moment of the run that is nearest to an epoch among those that were kept.
 */
void
mix_session_seek (MixSession *self, guint epoch)
{
  self->wants_run = FALSE;
  tell (self, &(MixCommand){ .kind = MIX_COMMAND_SEEK, .epoch = epoch });
}

/**
 * mix_session_seek_by:
 * @by: below 0 for earlier ones
 *
 * Pauses, and shows the moment so many places from the one on show.
 */
void
mix_session_seek_by (MixSession *self, int by)
{
  self->wants_run = FALSE;
  tell (self, &(MixCommand){ .kind = MIX_COMMAND_SEEK_BY, .by = by });
}

/**
 * mix_session_run:
 *
 * Trains on from where the run is; a run that is over stays so.
 */
void
mix_session_run (MixSession *self)
{
  self->wants_run = self->worker != NULL && !mix_run_state_is_over (self->last_state);
  tell (self, &(MixCommand){ .kind = MIX_COMMAND_RUN });
}

void
mix_session_pause (MixSession *self)
{
  self->wants_run = FALSE;
  tell (self, &(MixCommand){ .kind = MIX_COMMAND_PAUSE });
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
  tell (self, &(MixCommand){ .kind = MIX_COMMAND_STEP });
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
  g_warn_if_fail (!mix_config_needs_restart (&self->config, config));
  self->config = *config;
  tell (self, &(MixCommand){ .kind = MIX_COMMAND_CONFIG, .config = *config });
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
  if (snapshot->run_id != mix_run_get_id (self->run))
    {
      mix_snapshot_unref (snapshot);
      return NULL;
    }
  self->last_state = snapshot->state;
  if (mix_run_state_is_over (snapshot->state))
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
