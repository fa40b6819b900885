/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-ensemble.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "mix-mixture.h"
#include "mix-team.h"

/* How long members work by themselves, so that a caller can look up in between. */
#define SLICE_US (G_USEC_PER_SEC / 20)
#define BLOCK_ROWS 1024
/* Training rows that the pooled NLL is measured on: at least these, and as many as validate. */
#define LEAST_MEASURED_ROWS 4096

struct _MixEnsemble
{
  MixConfig config;
  MixDesign *design;
  guint n_members;
  MixTrainer **members; /* [n_members] */
  guint n_threads;
  MixTeam *team; /* NULL where one thread does it all */
  gint64 worked_us;
};

static gboolean
check_size (const MixConfig *config, GError **error)
{
  int k = config->head == MIX_HEAD_MIXTURE ? config->components : 1;

  if (config->ensemble == 1 || config->ensemble * k <= MIX_MAX_POOLED)
    return TRUE;
  g_set_error (error, MIX_TRAIN_ERROR, MIX_TRAIN_ERROR_OPTIONS,
               _ ("An ensemble of %d networks with %d components each has more than the %d that can "
                  "be pooled; use fewer of one or the other"),
               config->ensemble, k, MIX_MAX_POOLED);
  return FALSE;
}

/* Threads go to members first; where there are more, the members share batches among theirs. One
 * plain network beside them is enough. */
static MixConfig
config_of_member (const MixConfig *config, guint member)
{
  MixConfig own = *config;

  if (config->ensemble > 1)
    own.threads = MAX (1, mix_config_threads (config) / config->ensemble);
  if (member > 0)
    own.plain_network = FALSE;
  return own;
}

/**
 * mix_ensemble_new:
 * @config: every option; “ensemble” says how many
 *
 * Returns: (transfer full): the trainers before their first step; NULL with an error for a person
 */
MixEnsemble *
mix_ensemble_new (const MixConfig *config, MixDesign *design, GError **error)
{
  if (!check_size (config, error))
    return NULL;

  g_autoptr (MixDesign) fitted = mix_design_fit (design, config->validation, config->validation_every,
                                                 (guint64) config->seed, error);
  if (fitted == NULL)
    return NULL;
  g_autoptr (MixEnsemble) ensemble = g_new0 (MixEnsemble, 1);
  ensemble->config = *config;
  ensemble->design = mix_design_ref (fitted);
  ensemble->members = g_new0 (MixTrainer *, (gsize) config->ensemble);
  for (guint i = 0; i < (guint) config->ensemble; i++)
    {
      MixConfig own = config_of_member (config, i);
      ensemble->members[i] = mix_trainer_new_member (&own, fitted, i, error);
      if (ensemble->members[i] == NULL)
        return NULL;
      ensemble->n_members++;
    }
  ensemble->n_threads = MIN ((guint) mix_config_threads (config), ensemble->n_members);
  if (ensemble->n_threads > 1)
    ensemble->team = mix_team_new (ensemble->n_threads);
  return g_steal_pointer (&ensemble);
}

void
mix_ensemble_free (MixEnsemble *ensemble)
{
  if (ensemble == NULL)
    return;
  g_clear_pointer (&ensemble->team, mix_team_free);
  for (guint i = 0; i < ensemble->n_members; i++)
    mix_trainer_free (ensemble->members[i]);
  g_free (ensemble->members);
  g_clear_pointer (&ensemble->design, mix_design_unref);
  g_free (ensemble);
}

static void
work_on_member (guint member, gpointer data)
{
  MixEnsemble *ensemble = data;
  gint64 end = g_get_monotonic_time () + SLICE_US;

  while (mix_trainer_step (ensemble->members[member]) == MIX_RUN_RUNNING
         && g_get_monotonic_time () < end)
    ;
}

/**
 * mix_ensemble_step:
 *
 * Members never look at each other, so how far each comes in its slice of time changes nothing.
 *
 * Returns: the state after it
 */
MixRunState
mix_ensemble_step (MixEnsemble *ensemble)
{
  gint64 started = g_get_monotonic_time ();

  if (ensemble->n_members == 1)
    mix_trainer_step (ensemble->members[0]);
  else
    mix_team_run (ensemble->team, ensemble->n_members, work_on_member, ensemble);
  ensemble->worked_us += g_get_monotonic_time () - started;
  return mix_ensemble_get_state (ensemble);
}

static void
finish_member (guint member, gpointer data)
{
  MixEnsemble *ensemble = data;
  mix_trainer_finish (ensemble->members[member]);
}

/**
 * mix_ensemble_finish:
 *
 * Ends a run before its time: the best weights of each member so far come back.
 */
void
mix_ensemble_finish (MixEnsemble *ensemble)
{
  mix_team_run (ensemble->team, ensemble->n_members, finish_member, ensemble);
}

/**
 * mix_ensemble_get_diverged:
 * @member: (out) (optional): which, counted from 0
 *
 * Returns: (transfer none) (nullable): the first member that has diverged
 */
const MixTrainer *
mix_ensemble_get_diverged (const MixEnsemble *ensemble, guint *member)
{
  for (guint i = 0; i < ensemble->n_members; i++)
    if (mix_trainer_get_state (ensemble->members[i]) == MIX_RUN_DIVERGED)
      {
        if (member != NULL)
          *member = i;
        return ensemble->members[i];
      }
  return NULL;
}

MixRunState
mix_ensemble_get_state (const MixEnsemble *ensemble)
{
  if (mix_ensemble_get_diverged (ensemble, NULL) != NULL)
    return MIX_RUN_DIVERGED;
  for (guint i = 0; i < ensemble->n_members; i++)
    if (mix_trainer_get_state (ensemble->members[i]) != MIX_RUN_FINISHED)
      return mix_trainer_get_state (ensemble->members[i]);
  return MIX_RUN_FINISHED;
}

guint
mix_ensemble_get_n_members (const MixEnsemble *ensemble)
{
  return ensemble->n_members;
}

const MixTrainer *
mix_ensemble_get_member (const MixEnsemble *ensemble, guint member)
{
  g_return_val_if_fail (member < ensemble->n_members, NULL);
  return ensemble->members[member];
}

/**
 * mix_ensemble_get_threads:
 *
 * Returns: how many threads work at once
 */
guint
mix_ensemble_get_threads (const MixEnsemble *ensemble)
{
  return ensemble->n_threads * mix_trainer_get_threads (ensemble->members[0]);
}

/**
 * mix_ensemble_get_seconds:
 *
 * Returns: of training so far, as a clock on the wall shows it
 */
double
mix_ensemble_get_seconds (const MixEnsemble *ensemble)
{
  if (ensemble->n_members == 1)
    return mix_trainer_get_seconds (ensemble->members[0]);
  return (double) ensemble->worked_us / G_USEC_PER_SEC;
}

/* A network alone, without what is the whole ensemble's. */
static MixModel *
bare_model (const MixTrainer *trainer)
{
  g_autoptr (MixModel) model = mix_trainer_make_model (trainer);
  guint n = mix_model_get_n_features (model);
  g_autofree const char **names = g_new (const char *, n);

  for (guint i = 0; i < n; i++)
    names[i] = mix_model_get_feature_name (model, i);
  MixModel *bare = mix_model_new (
    mix_model_get_spec (model), mix_model_get_params (model), names,
    mix_model_get_feature_scaling (model), mix_model_get_target_name (model),
    mix_model_get_target_scaling (model), mix_model_get_residual_sd (model), NULL, NULL);
  for (guint i = 0; i < n; i++)
    {
      mix_model_set_feature_level (bare, i, mix_model_get_feature_level (model, i));
      mix_model_set_feature_rule (bare, i, mix_model_get_feature_rule (model, i));
    }
  mix_model_set_target_transform (bare, mix_model_get_target_transform (model));
  mix_model_set_target_time (bare, mix_model_get_target_time (model));
  return bare;
}

/**
 * mix_ensemble_make_model:
 *
 * Returns: (transfer full): what all members predict together, as they are now; for one member its
 *   own model
 */
MixModel *
mix_ensemble_make_model (const MixEnsemble *ensemble)
{
  g_autoptr (MixModel) first = mix_trainer_make_model (ensemble->members[0]);
  if (ensemble->n_members == 1)
    return g_steal_pointer (&first);

  g_autoptr (GPtrArray) members
    = g_ptr_array_new_with_free_func ((GDestroyNotify) mix_model_unref);
  g_autoptr (GHashTable) settings = mix_config_to_settings (&ensemble->config);
  mix_trainer_note_validation (ensemble->members[0], settings);
  for (guint i = 0; i < ensemble->n_members; i++)
    g_ptr_array_add (members, bare_model (ensemble->members[i]));
  return mix_model_new_ensemble ((MixModel *const *) members->pdata, members->len, settings,
                                 mix_model_get_companion (first));
}

/* What the pool is worth */

/* Sums over rows of the pooled mixture's NLL, and of the squared errors of its mean. */
static void
add_rows (const MixModel *model, MixDesign *design, const guint32 *rows, gsize n, double *nll,
          double *squares)
{
  gsize k = mix_model_get_components (model), n_features = mix_model_get_n_features (model);
  g_autofree double *x = g_new (double, n * n_features), *pi = g_new (double, n * k);
  g_autofree double *mu = g_new (double, n * k), *sigma = g_new (double, n * k);

  for (gsize i = 0; i < n; i++)
    mix_design_get_row (design, rows[i], x + i * n_features);
  mix_model_predict (model, x, n, pi, mu, sigma);
  for (gsize i = 0; i < n; i++)
    {
      MixMixture mixture = mix_model_mixture (model, pi + i * k, mu + i * k, sigma + i * k);
      double y = mix_design_get_y (design, rows[i]);
      *nll -= mix_mixture_log_density (&mixture, y);
      *squares += pow (mix_mixture_mean (&mixture) - y, 2);
    }
}

static void
measure (const MixEnsemble *ensemble, const MixModel *model, const guint32 *rows, gsize n,
         double *nll, double *rmse)
{
  double squares = 0;

  *nll = 0;
  for (gsize start = 0; start < n; start += BLOCK_ROWS)
    add_rows (model, ensemble->design, rows + start, MIN (BLOCK_ROWS, n - start), nll, &squares);
  *nll = n > 0 ? *nll / (double) n : (double) NAN;
  *rmse = n > 0 ? sqrt (squares / (double) n) : (double) NAN;
}

/**
 * mix_ensemble_measure:
 *
 * Returns: the losses of mix_ensemble_make_model(): for one member those of its best epoch; for
 *   more worked out anew, which takes a prediction of these rows
 */
MixLossPoint
mix_ensemble_measure (const MixEnsemble *ensemble)
{
  const double none = (double) NAN;
  const MixLossPoint *best
    = mix_history_get_best (mix_trainer_get_history (ensemble->members[0]));
  MixLossPoint point = { .train_nll = none,
                         .validation_nll = none,
                         .plain_train_nll = none,
                         .plain_validation_nll = none,
                         .validation_rmse = none,
                         .plain_validation_rmse = none };
  if (best != NULL)
    point = *best;
  if (best == NULL || ensemble->n_members == 1)
    return point;

  const MixSplit *split = mix_trainer_get_split (ensemble->members[0]);
  g_autoptr (MixModel) model = mix_ensemble_make_model (ensemble);
  double train_rmse;
  measure (ensemble, model, split->train,
           MIN (split->n_train, MAX (split->n_validation, LEAST_MEASURED_ROWS)), &point.train_nll,
           &train_rmse);
  measure (ensemble, model, split->validation, split->n_validation, &point.validation_nll,
           &point.validation_rmse);
  return point;
}
