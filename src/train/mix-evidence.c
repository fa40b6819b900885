/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-evidence.h"

#include <math.h>
#include <pthread.h>

#include <glib/gi18n-lib.h>

#include "mix-rng.h"

/* What the threads share. Everything that a run writes is its own: the NLL of its rows for its
 * K. */
typedef struct
{
  MixConfig config;
  MixDesign *design;
  guint n_components, n_folds, n_runs;
  guint32 *order; /* [n_rows] shuffled; row order[i] is in fold i % n_folds */
  double *nll;    /* [n_components × n_rows] by place in order */
  double *done_nll; /* the same of runs that are done; under the mutex */
  GCancellable *cancellable;
  MixEvidenceProgress progress;
  gpointer data;

  pthread_mutex_t mutex; /* not a GMutex: the thread sanitizer does not see through that */
  guint next, n_done;
  GError *error; /* the first */
} Work;

static MixColumn
copy_column (const Work *work, const char *name, int feature, guint fold, gsize n)
{
  MixTransform *transform = feature < 0
                              ? mix_design_get_target_transform (work->design)
                              : mix_design_get_feature_rule (work->design, (guint) feature).transform;
  MixColumn column = { .name = g_strdup (name),
                       .values = g_new (double, n),
                       .transform = transform != NULL ? transform->kind : MIX_TRANSFORM_NONE };
  gsize n_rows = mix_design_get_n_rows (work->design), to = 0;

  for (gsize i = 0; i < n_rows; i++)
    if (i % work->n_folds != fold)
      column.values[to++] = feature < 0
                              ? mix_design_get_y (work->design, work->order[i])
                              : mix_design_get_x (work->design, work->order[i], (guint) feature);
  return column;
}

/* The rows outside of a fold, as a table of their own. */
static MixDesign *
without_fold (const Work *work, guint fold, GError **error)
{
  guint n_features = mix_design_get_n_features (work->design);
  gsize n_rows = mix_design_get_n_rows (work->design);
  gsize held_out = n_rows / work->n_folds + (fold < n_rows % work->n_folds);
  MixColumn *columns = g_new (MixColumn, n_features + 1);

  for (guint i = 0; i < n_features; i++)
    columns[i] = copy_column (work, mix_design_get_feature_name (work->design, i), (int) i, fold,
                              n_rows - held_out);
  const char *target = mix_design_get_target_name (work->design);
  columns[n_features] = copy_column (work, target, -1, fold, n_rows - held_out);
  g_autoptr (MixDataset) table
    = mix_dataset_new ("", n_rows - held_out, columns, n_features + 1);
  return mix_design_new (table, target, NULL, error);
}

static void
score_fold (const Work *work, const MixModel *model, guint fold, double *nll)
{
  guint k = mix_model_get_components (model), n_features = mix_model_get_n_features (model);
  g_autofree double *x = g_new (double, n_features), *pi = g_new (double, 3 * (gsize) k);
  MixMixture mixture = mix_model_mixture (model, pi, pi + k, pi + 2 * (gsize) k);

  for (gsize i = fold; i < mix_design_get_n_rows (work->design); i += work->n_folds)
    {
      mix_design_get_row (work->design, work->order[i], x);
      mix_model_predict (model, x, 1, pi, pi + k, pi + 2 * (gsize) k);
      nll[i] = -mix_mixture_log_density (&mixture, mix_design_get_y (work->design, work->order[i]));
    }
}

/* One K, one fold. Nothing stops its network early, so that it learns from all of the other rows
 * and the rows of the fold are new to it. */
static gboolean
run_one (const Work *work, guint run, GError **error)
{
  guint fold = run % work->n_folds, k = run / work->n_folds;
  double *nll = work->nll + k * mix_design_get_n_rows (work->design);
  MixConfig config = work->config;

  config.components = (int) k + 1;
  g_autoptr (MixDesign) design = without_fold (work, fold, error);
  if (design == NULL)
    return FALSE;
  g_autoptr (MixTrainer) trainer = mix_trainer_new (&config, design, error);
  if (trainer == NULL)
    return FALSE;
  while (mix_trainer_step (trainer) == MIX_RUN_RUNNING)
    if (g_cancellable_set_error_if_cancelled (work->cancellable, error))
      return FALSE;
  if (mix_trainer_get_state (trainer) == MIX_RUN_DIVERGED)
    return TRUE; /* its rows stay NaN */
  g_autoptr (MixModel) model = mix_trainer_make_model (trainer);
  score_fold (work, model, fold, nll);
  return TRUE;
}

/* The mean over all rows, and its standard error; NaN where a fold is not done, or diverged. */
static MixEvidencePoint
sum_up (const double *nll, gsize n, guint components)
{
  double mean = 0, squares = 0;

  for (gsize i = 0; i < n; i++)
    mean += nll[i] / (double) n;
  for (gsize i = 0; i < n; i++)
    squares += (nll[i] - mean) * (nll[i] - mean);
  return (MixEvidencePoint){ components, n, mean,
                             sqrt (squares / (double) (n - 1) / (double) n) };
}

static void
sum_up_all (const Work *work, MixEvidence *evidence)
{
  gsize n = mix_design_get_n_rows (work->design);

  *evidence = (MixEvidence){ .n = work->n_components, .n_folds = work->n_folds,
                             .is_partial = work->n_done < work->n_runs };
  for (guint k = 0; k < work->n_components; k++)
    evidence->point[k] = sum_up (work->done_nll + k * n, n, k + 1);
  mix_evidence_choose (evidence);
}

/* Under the mutex: what a run has written becomes everybody's. */
static void
take_run (Work *work, guint run)
{
  guint fold = run % work->n_folds, k = run / work->n_folds;
  gsize n = mix_design_get_n_rows (work->design);
  MixEvidence so_far;

  for (gsize i = fold; i < n; i += work->n_folds)
    work->done_nll[k * n + i] = work->nll[k * n + i];
  work->n_done++;
  if (work->progress == NULL)
    return;
  sum_up_all (work, &so_far);
  work->progress (&so_far, work->n_done, work->n_runs, work->data);
}

/* Takes runs until none is left: the largest networks first, so that no thread ends long after the
 * others. */
static gpointer
work_thread (gpointer data)
{
  Work *work = data;
  GError *error = NULL;

  pthread_mutex_lock (&work->mutex);
  while (work->next < work->n_runs && work->error == NULL)
    {
      guint run = work->n_runs - 1 - work->next++;
      pthread_mutex_unlock (&work->mutex);
      gboolean done = run_one (work, run, &error);
      pthread_mutex_lock (&work->mutex);
      if (!done && work->error == NULL)
        work->error = g_steal_pointer (&error);
      g_clear_error (&error);
      if (done)
        take_run (work, run);
    }
  pthread_mutex_unlock (&work->mutex);
  return NULL;
}

static void
run_all (Work *work, guint n_threads)
{
  guint n = MIN (n_threads > 0 ? n_threads : g_get_num_processors (), work->n_runs);
  g_autofree GThread **threads = g_new (GThread *, n);

  for (guint i = 0; i < n; i++)
    threads[i] = g_thread_new ("evidence", work_thread, work);
  for (guint i = 0; i < n; i++)
    g_thread_join (threads[i]);
}

/**
 * mix_evidence_choose:
 *
 * The one-standard-error rule (Breiman et al., 1984): the simplest K whose NLL is within one
 * standard error of the best. A K that diverged is out.
 */
void
mix_evidence_choose (MixEvidence *evidence)
{
  evidence->best = 0;
  for (guint i = 1; i < evidence->n; i++)
    if (evidence->point[i].nll < evidence->point[evidence->best].nll
        || isnan (evidence->point[evidence->best].nll))
      evidence->best = i;
  const MixEvidencePoint *best = &evidence->point[evidence->best];
  for (evidence->chosen = 0; evidence->chosen < evidence->best; evidence->chosen++)
    if (evidence->point[evidence->chosen].nll <= best->nll + best->error)
      break;
}

static Work *
work_new (const MixConfig *config, MixDesign *design, guint n_components, guint n_folds)
{
  gsize n = mix_design_get_n_rows (design);
  Work *work = g_new0 (Work, 1);
  MixRng rng;

  work->config = *config;
  work->config.head = MIX_HEAD_MIXTURE;
  work->config.ensemble = 1;
  work->config.plain_network = FALSE;
  work->config.validation = 0;
  work->config.validation_every = 0;
  work->config.threads = 1;
  work->design = design;
  work->n_components = n_components;
  work->n_folds = n_folds;
  work->n_runs = n_components * n_folds;
  work->order = g_new (guint32, n);
  for (gsize i = 0; i < n; i++)
    work->order[i] = (guint32) i;
  mix_rng_init (&rng, (guint64) config->seed);
  mix_rng_shuffle (&rng, work->order, n);
  work->nll = g_new (double, n_components * n);
  for (gsize i = 0; i < n_components * n; i++)
    work->nll[i] = (double) NAN;
  work->done_nll = g_memdup2 (work->nll, n_components * n * sizeof (double));
  pthread_mutex_init (&work->mutex, NULL);
  return work;
}

static void
work_free (Work *work)
{
  g_free (work->order);
  g_free (work->nll);
  g_free (work->done_nll);
  pthread_mutex_destroy (&work->mutex);
  g_clear_error (&work->error);
  g_free (work);
}

/**
 * mix_evidence_gather:
 * @most_components: 1 to MIX_MAX_EVIDENCE
 * @n_folds: at least 2, at most the rows
 * @n_threads: 0 for one each processor; the result is the same whatever it is
 * @cancellable: (nullable): looked at once a mini-batch
 * @progress: (nullable): told after every run
 *
 * Trains every K on all rows but a fold, for every fold, and scores it on the fold.
 *
 * Returns: (transfer full) (nullable): the NLL of every K, on all rows
 */
MixEvidence *
mix_evidence_gather (const MixConfig *config, MixDesign *design, guint most_components,
                     guint n_folds, guint n_threads, GCancellable *cancellable,
                     MixEvidenceProgress progress, gpointer data, GError **error)
{
  gsize n = mix_design_get_n_rows (design);

  g_return_val_if_fail (most_components >= 1 && most_components <= MIX_MAX_EVIDENCE, NULL);
  g_return_val_if_fail (n_folds >= 2, NULL);
  if (n < 2 * (gsize) n_folds)
    {
      g_set_error (error, MIX_TRAIN_ERROR, MIX_TRAIN_ERROR_DATA,
                   _ ("%lu rows are too few for %u folds"), (gulong) n, n_folds);
      return NULL;
    }
  Work *work = work_new (config, design, most_components, n_folds);
  work->cancellable = cancellable;
  work->progress = progress;
  work->data = data;
  run_all (work, n_threads);

  MixEvidence *evidence = NULL;
  if (work->error != NULL)
    g_propagate_error (error, g_steal_pointer (&work->error));
  else
    {
      evidence = g_new (MixEvidence, 1);
      sum_up_all (work, evidence);
    }
  work_free (work);
  return evidence;
}

guint
mix_evidence_n_known (const MixEvidence *evidence)
{
  guint n = 0;

  for (guint i = 0; i < evidence->n; i++)
    n += isfinite (evidence->point[i].nll);
  return n;
}

void
mix_evidence_free (MixEvidence *evidence)
{
  g_free (evidence);
}
