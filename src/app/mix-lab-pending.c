/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-lab-private.h"

/* A change of many rows takes seconds: it is got ready in a thread, and until then what was there is
 * still on show, and trains on. The options are the new ones at once, and the change can be undone
 * at once. One thread at a time: a newer change takes the place of the one that waits. */

struct _MixLabPending
{
  MixLabState *to;    /* without a run */
  MixLabState *shown; /* what is still on show */
  MixLabHow how;
  MixLabStart *start; /* until a thread has it */
  guint serial;       /* of the newest entry of undo before the change */
};

typedef struct
{
  GWeakRef lab;
  MixLabStart *start;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_weak_ref_clear (&job->lab);
  mix_lab_start_free (job->start);
  g_free (job);
}

static void
pending_free (MixLabPending *pending)
{
  mix_lab_state_free (pending->to);
  mix_lab_state_free (pending->shown);
  mix_lab_start_free (pending->start);
  g_free (pending);
}

static void
prepare_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;

  mix_lab_start_prepare_in_task (job->start, task);
}

static void prepared_cb (GObject *source, GAsyncResult *result, gpointer data);

static void
launch (MixLab *self)
{
  Job *job = g_new0 (Job, 1);

  g_weak_ref_init (&job->lab, self);
  job->start = g_steal_pointer (&self->pending->start);
  self->preparing = g_cancellable_new ();
  g_autoptr (GTask) task = g_task_new (NULL, self->preparing, prepared_cb, NULL);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, prepare_thread);
}

/* What is shown is all that there is again; the options are those that it has. */
static MixLabPending *
drop (MixLab *self)
{
  MixLabPending *pending = g_steal_pointer (&self->pending);

  g_cancellable_cancel (self->preparing);
  self->config = pending->shown->config;
  self->all_others = pending->shown->all_others;
  self->components_chosen = pending->shown->components_chosen;
  return pending;
}

/* Forgets a change that is being got ready; does nothing where there is none. Who calls it goes
 * elsewhere, or says that the options have changed. */
void
mix_lab_drop_pending (MixLab *self)
{
  if (self->pending != NULL)
    pending_free (drop (self));
  mix_lab_update (self);
}

/* The laboratory ends. */
void
mix_lab_end_pending (MixLab *self)
{
  g_cancellable_cancel (self->preparing);
  g_clear_object (&self->preparing);
  g_clear_pointer (&self->pending, pending_free);
}

/* Goes back to what is shown, as if the change had never been asked for; does nothing where none
 * is got ready. */
void
mix_lab_give_up_pending (MixLab *self)
{
  if (self->pending == NULL)
    return;
  MixLabPending *pending = drop (self);
  mix_lab_forget_since (self, pending->serial);
  pending_free (pending);
  mix_lab_update (self);
  mix_lab_emit (self, MIX_LAB_DATA_CHANGED);
  mix_lab_emit (self, MIX_LAB_CONFIG_CHANGED);
}

static void
go_there (MixLab *self, MixLabStart *start)
{
  MixLabPending *pending = drop (self);
  MixLabState to = *pending->to;

  to.columns = NULL;
  to.design = start->design;
  mix_lab_start_with (self, &to, g_steal_pointer (&start->trainer));
  if (pending->how & MIX_LAB_RUN)
    mix_lab_run (self);
  pending_free (pending);
}

static void
prepared_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = G_TASK (result);
  Job *job = g_task_get_task_data (task);
  g_autoptr (MixLab) self = g_weak_ref_get (&job->lab);
  g_autoptr (GError) error = NULL;
  gboolean done = g_task_propagate_boolean (task, &error);

  if (self == NULL)
    return; /* the window was closed */
  gboolean is_late = g_cancellable_is_cancelled (self->preparing);
  g_clear_object (&self->preparing);
  if (is_late && self->pending != NULL)
    launch (self);
  else if (!is_late && done)
    go_there (self, job->start);
  else if (!is_late)
    {
      mix_lab_give_up_pending (self);
      g_signal_emit_by_name (self, "failed", error->message);
    }
}

static MixLabState *
copy_without_run (const MixLabState *state)
{
  MixLabState *copy = mix_lab_state_copy (state);

  if (copy->columns != NULL)
    g_clear_pointer (&copy->design, mix_design_unref);
  g_clear_pointer (&copy->run, mix_run_unref);
  g_clear_pointer (&copy->snapshot, mix_snapshot_unref);
  return copy;
}

/* Whether getting a state ready takes so long that a window would not answer meanwhile. */
gboolean
mix_lab_takes_long (MixLab *self, const MixLabState *to)
{
  return self->design != NULL
         && mix_dataset_get_n_rows (mix_lab_state_dataset (to)) >= MIX_LAB_MANY_ROWS;
}

/**
 * mix_lab_wait_for:
 * @from: (nullable): what the networks start from
 *
 * Goes to a state as soon as it is ready.
 */
void
mix_lab_wait_for (MixLab *self, const MixLabState *to, MixLabHow how, const MixSnapshot *from)
{
  MixLabPending *pending = g_new0 (MixLabPending, 1);
  MixLabPending *before = self->pending != NULL ? drop (self) : NULL;

  if (before != NULL && (how & MIX_LAB_WARM) && !(before->how & MIX_LAB_WARM))
    from = NULL; /* the change before this one starts from nothing */
  pending->to = copy_without_run (to);
  pending->how = how | (before != NULL ? before->how & MIX_LAB_RUN : 0);
  pending->start = mix_lab_start_new_state (to, from);
  pending->shown = before != NULL ? g_steal_pointer (&before->shown) : mix_lab_keep (self);
  pending->serial = before != NULL ? before->serial : mix_undo_get_serial (self->undo);
  self->pending = pending;
  if (before != NULL)
    pending_free (before);
  self->config = to->config;
  self->all_others = to->all_others;
  self->components_chosen = to->components_chosen;
  if (self->preparing == NULL)
    launch (self);
  mix_lab_update (self);
  mix_lab_emit (self, MIX_LAB_CONFIG_CHANGED);
}

/* What a person chose last, borrowed: on show, or got ready. */
MixLabState
mix_lab_now (MixLab *self)
{
  if (self->pending != NULL)
    {
      MixLabState chosen = *self->pending->to;
      chosen.canvas = self->canvas;
      return chosen;
    }
  return (MixLabState){ .config = self->config,
                        .design = self->design,
                        .canvas = self->canvas,
                        .run = mix_session_get_run (self->session),
                        .snapshot = self->snapshot,
                        .all_others = self->all_others,
                        .components_chosen = self->components_chosen };
}

/* What is on show, borrowed; its snapshot may be an earlier one. */
MixLabState
mix_lab_shown (MixLab *self)
{
  return self->pending != NULL ? *self->pending->shown : mix_lab_now (self);
}

/* Whether it will train when it is there. FALSE where nothing is got ready. */
gboolean
mix_lab_run_pending (MixLab *self, gboolean run)
{
  if (self->pending == NULL)
    return FALSE;
  self->pending->how = run ? self->pending->how | MIX_LAB_RUN : self->pending->how & ~MIX_LAB_RUN;
  return TRUE;
}

/* Returns: whether a change of many rows is being got ready; what was there before is on show. */
gboolean
mix_lab_get_pending (MixLab *self)
{
  g_return_val_if_fail (MIX_IS_LAB (self), FALSE);
  return self->pending != NULL;
}
