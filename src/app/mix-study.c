/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-study.h"

#include <glib/gi18n-lib.h>

#include "mix-ensemble.h"

/* MixStudy is many trainings in a thread, beside the run that a person watches: it takes copies of
 * what it needs, is looked at a few times a second, and can be cancelled within a mini-batch.
 *
 * Signals: "changed" when it is further, done, or cancelled. */

#define LOOK_MS 150

/* What the thread and the owner share. */
typedef struct
{
  MixStudyKind kind;
  MixConfig config;
  MixDesign *design;
  guint n; /* K to try, or networks */
  GCancellable *cancellable;

  GMutex mutex;
  double share;
  gboolean has_evidence;
  MixEvidence evidence; /* so far */
  MixSnapshot *ensemble;
} Work;

struct _MixStudy
{
  GObject parent_instance;

  MixStudyKind kind;
  Work *work; /* the newest; owned with the task */
  gboolean running;
  guint timer;
  double share;
  char *fault;
  MixDesign *design; /* that the results are of */
  gboolean has_evidence;
  MixEvidence evidence;
  MixSnapshot *ensemble;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MixStudy, mix_study, G_TYPE_OBJECT)

static void
work_clear (gpointer data)
{
  Work *work = data;

  mix_design_unref (work->design);
  g_object_unref (work->cancellable);
  g_mutex_clear (&work->mutex);
  g_clear_pointer (&work->ensemble, mix_snapshot_unref);
}

static void
work_unref (gpointer work)
{
  g_atomic_rc_box_release_full (work, work_clear);
}

/* In the thread */

static void
evidence_cb (const MixEvidence *so_far, guint n_done, guint n_runs, gpointer data)
{
  Work *work = data;

  g_mutex_lock (&work->mutex);
  work->evidence = *so_far;
  work->has_evidence = TRUE;
  work->share = (double) n_done / n_runs;
  g_mutex_unlock (&work->mutex);
}

static gboolean
gather (Work *work, GError **error)
{
  guint n_threads = MAX (g_get_num_processors (), 2) - 1; /* one is left to the window */
  g_autoptr (MixEvidence) evidence
    = mix_evidence_gather (&work->config, work->design, work->n, 5, n_threads, work->cancellable,
                           evidence_cb, work, error);

  return evidence != NULL;
}

static double
share_of (const MixEnsemble *ensemble, const MixConfig *config)
{
  guint n = mix_ensemble_get_n_members (ensemble), epochs = 0;

  for (guint i = 0; i < n; i++)
    {
      const MixTrainer *member = mix_ensemble_get_member (ensemble, i);
      gboolean over = mix_trainer_get_state (member) == MIX_RUN_FINISHED;
      epochs += over ? (guint) config->epochs : mix_trainer_get_epoch (member);
    }
  return (double) epochs / (n * MAX (config->epochs, 1));
}

static gboolean
train (Work *work, GError **error)
{
  g_autoptr (MixEnsemble) ensemble = mix_ensemble_new (&work->config, work->design, error);
  guint member;

  if (ensemble == NULL)
    return FALSE;
  while (mix_ensemble_step (ensemble) == MIX_RUN_RUNNING)
    {
      if (g_cancellable_set_error_if_cancelled (work->cancellable, error))
        return FALSE;
      g_mutex_lock (&work->mutex);
      work->share = share_of (ensemble, &work->config);
      g_mutex_unlock (&work->mutex);
    }
  if (mix_ensemble_get_state (ensemble) == MIX_RUN_DIVERGED)
    {
      const MixTrainer *trainer = mix_ensemble_get_diverged (ensemble, &member);
      g_set_error (error, MIX_TRAIN_ERROR, MIX_TRAIN_ERROR_OPTIONS, _ ("Network %u diverged: %s"),
                   member + 1, mix_trainer_get_reason (trainer));
      return FALSE;
    }
  g_autoptr (MixModel) model = mix_ensemble_make_model (ensemble);
  g_mutex_lock (&work->mutex);
  work->ensemble = mix_snapshot_new_for_model (model, work->design);
  g_mutex_unlock (&work->mutex);
  return TRUE;
}

static void
work_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Work *work = data;
  GError *error = NULL;

  if (work->kind == MIX_STUDY_EVIDENCE ? gather (work, &error) : train (work, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* In the main thread */

/* Takes over how far it is. */
static void
look (MixStudy *self)
{
  Work *work = self->work;

  g_mutex_lock (&work->mutex);
  self->share = work->share;
  self->has_evidence = work->has_evidence;
  self->evidence = work->evidence;
  if (work->ensemble != NULL && self->ensemble != work->ensemble)
    {
      g_clear_pointer (&self->ensemble, mix_snapshot_unref);
      self->ensemble = mix_snapshot_ref (work->ensemble);
    }
  g_mutex_unlock (&work->mutex);
  g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
look_cb (gpointer data)
{
  look (data);
  return G_SOURCE_CONTINUE;
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  MixStudy *self = MIX_STUDY (source);
  g_autoptr (GError) error = NULL;
  gboolean done = g_task_propagate_boolean (G_TASK (result), &error);

  if (self->work == NULL || self->work != g_task_get_task_data (G_TASK (result)))
    return;
  g_clear_handle_id (&self->timer, g_source_remove);
  self->running = FALSE;
  g_free (self->fault);
  self->fault
    = done || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ? NULL
                                                                        : g_strdup (error->message);
  look (self);
}

/* Nobody waits for it any more. */
static void
let_go (MixStudy *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->work != NULL)
    g_cancellable_cancel (self->work->cancellable);
  g_clear_pointer (&self->work, work_unref);
  self->running = FALSE;
}

static void
forget_results (MixStudy *self)
{
  self->share = 0;
  self->has_evidence = FALSE;
  g_clear_pointer (&self->fault, g_free);
  g_clear_pointer (&self->design, mix_design_unref);
  g_clear_pointer (&self->ensemble, mix_snapshot_unref);
}

static void
mix_study_dispose (GObject *object)
{
  MixStudy *self = MIX_STUDY (object);

  let_go (self);
  forget_results (self);
  G_OBJECT_CLASS (mix_study_parent_class)->dispose (object);
}

static void
mix_study_class_init (MixStudyClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mix_study_dispose;
  signals[CHANGED] = g_signal_new ("changed", MIX_TYPE_STUDY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
mix_study_init (MixStudy *self)
{
}

MixStudy *
mix_study_new (MixStudyKind kind)
{
  MixStudy *self = g_object_new (MIX_TYPE_STUDY, NULL);

  self->kind = kind;
  return self;
}

/**
 * mix_study_start:
 * @config: copied
 * @design: a reference is taken
 * @n: the most components to try, or how many networks
 *
 * Starts over; what is under way is cancelled.
 */
void
mix_study_start (MixStudy *self, const MixConfig *config, MixDesign *design, guint n)
{
  g_return_if_fail (MIX_IS_STUDY (self));

  mix_study_forget (self);
  self->work = g_atomic_rc_box_new0 (Work);
  self->work->kind = self->kind;
  self->work->config = *config;
  self->work->n = n;
  self->work->design = mix_design_ref (design);
  self->work->cancellable = g_cancellable_new ();
  g_mutex_init (&self->work->mutex);
  if (self->kind == MIX_STUDY_ENSEMBLE)
    {
      self->work->config.ensemble = (int) n;
      self->work->config.plain_network = FALSE;
    }
  self->design = mix_design_ref (design);
  self->running = TRUE;
  g_autoptr (GTask) task = g_task_new (self, NULL, done_cb, NULL);
  g_task_set_task_data (task, g_atomic_rc_box_acquire (self->work), work_unref);
  g_task_run_in_thread (task, work_thread);
  self->timer = g_timeout_add (LOOK_MS, look_cb, self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Ends it as soon as it looks up; what is known by then stays. */
void
mix_study_cancel (MixStudy *self)
{
  g_return_if_fail (MIX_IS_STUDY (self));
  if (self->running)
    g_cancellable_cancel (self->work->cancellable);
}

/* Takes its results back, as they are of other rows. */
void
mix_study_forget (MixStudy *self)
{
  g_return_if_fail (MIX_IS_STUDY (self));

  let_go (self);
  forget_results (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

gboolean
mix_study_get_running (MixStudy *self)
{
  g_return_val_if_fail (MIX_IS_STUDY (self), FALSE);
  return self->running;
}

/* Of the work, from 0 to 1. */
double
mix_study_get_share (MixStudy *self)
{
  g_return_val_if_fail (MIX_IS_STUDY (self), 0);
  return self->share;
}

/* Returns: (nullable): why it failed. */
const char *
mix_study_get_fault (MixStudy *self)
{
  g_return_val_if_fail (MIX_IS_STUDY (self), NULL);
  return self->fault;
}

/* Returns: (transfer none) (nullable): the rows that it is about. */
MixDesign *
mix_study_get_design (MixStudy *self)
{
  g_return_val_if_fail (MIX_IS_STUDY (self), NULL);
  return self->design;
}

/* Returns: (nullable): all of it, or what is known so far. */
const MixEvidence *
mix_study_get_evidence (MixStudy *self)
{
  g_return_val_if_fail (MIX_IS_STUDY (self), NULL);
  return self->has_evidence ? &self->evidence : NULL;
}

/* Returns: (transfer none) (nullable): the networks together, when they are done. */
MixSnapshot *
mix_study_get_ensemble (MixStudy *self)
{
  g_return_val_if_fail (MIX_IS_STUDY (self), NULL);
  return self->ensemble;
}
