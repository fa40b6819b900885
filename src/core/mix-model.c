/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-model.h"

#include <string.h>

struct _MixModel
{
  MixNetwork *network;
  float *params; /* [mix_network_n_params] */
  char **feature_names;
  MixFeatureLevel *feature_levels; /* [n_features] */
  MixFeatureRule *feature_rules;   /* [n_features] */
  MixScaling *feature_scaling; /* [n_features] */
  char *target_name;
  MixScaling target_scaling;
  MixTransform *target_transform;  /* NULL: none */
  MixTimeUnit target_time;
  double residual_sd;
  GHashTable *settings; /* char* → char* */
  MixModel *companion;
  guint n_members;    /* 0: not an ensemble; else all of the above is as in the first member */
  MixModel **members; /* [n_members] */
};

static GHashTable *
copy_settings (GHashTable *settings)
{
  GHashTable *copy = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GHashTableIter iter;
  gpointer key, value;

  if (settings == NULL)
    return copy;
  g_hash_table_iter_init (&iter, settings);
  while (g_hash_table_iter_next (&iter, &key, &value))
    g_hash_table_insert (copy, g_strdup (key), g_strdup (value));
  return copy;
}

static char **
copy_names (const char *const *names, guint n)
{
  char **copy = g_new0 (char *, n + 1);

  for (guint i = 0; i < n; i++)
    copy[i] = g_strdup (names[i]);
  return copy;
}

/**
 * mix_model_new:
 * @spec: the network
 * @params: its parameters [mix_network_n_params], in the layout of its views
 * @feature_names: [n_features]
 * @feature_scaling: [n_features], data units to the network's
 * @target_name: the column that is predicted
 * @target_scaling: data units to the network's
 * @residual_sd: the constant sigma of a point head in data units, 0 for a mixture
 * @settings: (nullable): how it was trained, option name → text
 * @companion: (nullable): the plain network trained beside it on the same columns; one that has no
 *   companion itself
 *
 * Copies everything, but takes a reference to the companion.
 *
 * Returns: (transfer full): the model, which never changes
 */
MixModel *
mix_model_new (const MixNetworkSpec *spec, const float *params, const char *const *feature_names,
               const MixScaling *feature_scaling, const char *target_name,
               const MixScaling *target_scaling, double residual_sd, GHashTable *settings,
               MixModel *companion)
{
  g_return_val_if_fail (companion == NULL || companion->companion == NULL, NULL);
  MixNetwork *network = mix_network_new (spec);
  g_return_val_if_fail (network != NULL, NULL);

  MixModel *model = g_atomic_rc_box_new0 (MixModel);
  model->network = network;
  model->params = g_memdup2 (params, mix_network_n_params (network) * sizeof *params);
  model->feature_names = copy_names (feature_names, spec->n_features);
  model->feature_levels = g_new0 (MixFeatureLevel, spec->n_features);
  model->feature_rules = g_new0 (MixFeatureRule, spec->n_features);
  model->feature_scaling = g_memdup2 (feature_scaling, spec->n_features * sizeof *feature_scaling);
  model->target_name = g_strdup (target_name);
  model->target_scaling = *target_scaling;
  model->residual_sd = residual_sd;
  model->settings = copy_settings (settings);
  model->companion = companion != NULL ? mix_model_ref (companion) : NULL;
  return model;
}

static gboolean
same_transform (const MixTransform *a, const MixTransform *b)
{
  if (a == NULL || b == NULL)
    return a == b;
  return a->kind == b->kind && a->n == b->n && memcmp (a->y, b->y, sizeof a->y) == 0
         && memcmp (a->z, b->z, sizeof a->z) == 0;
}

static gboolean
same_columns (const MixModel *a, const MixModel *b)
{
  return same_transform (a->target_transform, b->target_transform)
         && g_strv_equal ((const char *const *) a->feature_names,
                       (const char *const *) b->feature_names)
         && g_str_equal (a->target_name, b->target_name);
}

/**
 * mix_model_can_pool:
 * @members: [n_members]
 *
 * Returns: whether they can be an ensemble: networks of one spec on the same columns, none of them
 *   an ensemble itself, and no more Gaussians in all than a mixture may have
 */
gboolean
mix_model_can_pool (MixModel *const *members, guint n_members)
{
  if (n_members < 1 || n_members > MIX_MAX_MEMBERS
      || n_members * mix_model_get_components (members[0]) > MIX_MAX_POOLED)
    return FALSE;
  for (guint i = 0; i < n_members; i++)
    if (members[i]->n_members > 0 || !same_columns (members[0], members[i])
        || !mix_network_spec_equal (mix_model_get_spec (members[0]),
                                    mix_model_get_spec (members[i])))
      return FALSE;
  return TRUE;
}

/**
 * mix_model_set_feature_level:
 * @level: (nullable): where the feature's numbers come from; copied. NULL: a column of numbers
 *
 * Makes the feature the indicator of a word.
 */
void
mix_model_set_feature_level (MixModel *model, guint feature, const MixFeatureLevel *level)
{
  g_return_if_fail (feature < mix_model_get_n_features (model));
  MixFeatureLevel *kept = &model->feature_levels[feature];

  g_free (kept->column);
  g_free (kept->level);
  kept->column = level != NULL ? g_strdup (level->column) : NULL;
  kept->level = level != NULL ? g_strdup (level->level) : NULL;
}

/**
 * mix_model_set_feature_rule:
 * @rule: (nullable): what is done with the cells; copied. NULL: nothing
 */
void
mix_model_set_feature_rule (MixModel *model, guint feature, const MixFeatureRule *rule)
{
  g_return_if_fail (feature < mix_model_get_n_features (model));
  MixFeatureRule *kept = &model->feature_rules[feature];

  g_free (kept->missing_of);
  g_clear_pointer (&kept->transform, mix_transform_unref);
  *kept = rule != NULL ? *rule : (MixFeatureRule){ 0 };
  kept->missing_of = g_strdup (kept->missing_of);
  if (kept->transform != NULL)
    mix_transform_ref (kept->transform);
}

/**
 * mix_model_set_target_transform:
 * @transform: (nullable): what the target goes through before it is scaled; a reference is taken
 */
void
mix_model_set_target_transform (MixModel *model, MixTransform *transform)
{
  g_clear_pointer (&model->target_transform, mix_transform_unref);
  model->target_transform = transform != NULL ? mix_transform_ref (transform) : NULL;
}

/**
 * mix_model_set_target_time:
 * @time: what the target's numbers stand for where they are dates or times
 */
void
mix_model_set_target_time (MixModel *model, MixTimeUnit time)
{
  model->target_time = time;
}

/**
 * mix_model_new_ensemble:
 * @members: [n_members], which mix_model_can_pool(); references are taken
 * @settings: (nullable): how it was trained, option name → text
 * @companion: (nullable): as in mix_model_new()
 *
 * Deep ensembles (Lakshminarayanan et al. 2017): the members' mixtures, each with weight 1/N, are
 * one mixture of N·K components.
 *
 * Returns: (transfer full): the model
 */
MixModel *
mix_model_new_ensemble (MixModel *const *members, guint n_members, GHashTable *settings,
                        MixModel *companion)
{
  g_return_val_if_fail (mix_model_can_pool (members, n_members), NULL);
  const MixModel *first = members[0];
  MixModel *model = mix_model_new (mix_model_get_spec (first), first->params,
                                   (const char *const *) first->feature_names,
                                   first->feature_scaling, first->target_name,
                                   &first->target_scaling, first->residual_sd, settings, companion);

  if (model == NULL)
    return NULL;
  for (guint i = 0; i < mix_model_get_n_features (first); i++)
    {
      mix_model_set_feature_level (model, i, mix_model_get_feature_level (first, i));
      mix_model_set_feature_rule (model, i, mix_model_get_feature_rule (first, i));
    }
  mix_model_set_target_transform (model, first->target_transform);
  mix_model_set_target_time (model, first->target_time);
  model->n_members = n_members;
  model->members = g_new (MixModel *, n_members);
  for (guint i = 0; i < n_members; i++)
    model->members[i] = mix_model_ref (members[i]);
  return model;
}

MixModel *
mix_model_ref (MixModel *model)
{
  return g_atomic_rc_box_acquire (model);
}

static void
clear_model (gpointer data)
{
  MixModel *model = data;

  for (guint i = 0; i < mix_model_get_n_features (model); i++)
    {
      mix_model_set_feature_level (model, i, NULL);
      mix_model_set_feature_rule (model, i, NULL);
    }
  g_free (model->feature_levels);
  g_free (model->feature_rules);
  mix_network_unref (model->network);
  g_free (model->params);
  g_strfreev (model->feature_names);
  g_free (model->feature_scaling);
  g_free (model->target_name);
  g_clear_pointer (&model->target_transform, mix_transform_unref);
  g_hash_table_unref (model->settings);
  g_clear_pointer (&model->companion, mix_model_unref);
  for (guint i = 0; i < model->n_members; i++)
    mix_model_unref (model->members[i]);
  g_free (model->members);
}

void
mix_model_unref (MixModel *model)
{
  g_atomic_rc_box_release_full (model, clear_model);
}

const MixNetworkSpec *
mix_model_get_spec (const MixModel *model)
{
  return mix_network_get_spec (model->network);
}

/**
 * mix_model_get_network:
 *
 * Returns: (transfer none): what knows the layout of the parameters
 */
MixNetwork *
mix_model_get_network (const MixModel *model)
{
  return model->network;
}

/**
 * mix_model_get_params:
 *
 * Returns: (transfer none): [mix_network_n_params]
 */
const float *
mix_model_get_params (const MixModel *model)
{
  return model->params;
}

guint
mix_model_get_n_features (const MixModel *model)
{
  return mix_model_get_spec (model)->n_features;
}

/**
 * mix_model_get_components:
 *
 * Returns: K of the mixtures that it predicts, 1 for a point model; times the members of an
 *   ensemble
 */
guint
mix_model_get_components (const MixModel *model)
{
  return mix_model_get_spec (model)->components * MAX (model->n_members, 1);
}

/**
 * mix_model_get_n_trainable:
 *
 * Returns: how many parameters were trained, in all members of an ensemble
 */
gsize
mix_model_get_n_trainable (const MixModel *model)
{
  return mix_network_n_trainable (model->network) * MAX (model->n_members, 1);
}

guint
mix_model_get_n_members (const MixModel *model)
{
  return model->n_members;
}

/**
 * mix_model_get_member:
 *
 * Returns: (transfer none): a network of an ensemble
 */
MixModel *
mix_model_get_member (const MixModel *model, guint member)
{
  g_return_val_if_fail (member < model->n_members, NULL);
  return model->members[member];
}

/**
 * mix_model_get_feature_name:
 *
 * Returns: (transfer none): the column's name; NULL past the last feature
 */
const char *
mix_model_get_feature_name (const MixModel *model, guint feature)
{
  g_return_val_if_fail (feature < mix_model_get_n_features (model), NULL);
  return model->feature_names[feature];
}

/**
 * mix_model_get_feature_level:
 *
 * Returns: (transfer none) (nullable): the word that the feature stands for; NULL for a column of
 *   numbers
 */
const MixFeatureLevel *
mix_model_get_feature_level (const MixModel *model, guint feature)
{
  g_return_val_if_fail (feature < mix_model_get_n_features (model), NULL);
  const MixFeatureLevel *level = &model->feature_levels[feature];
  return level->column != NULL ? level : NULL;
}

/**
 * mix_model_get_feature_rule:
 *
 * Returns: (transfer none): what the model does with the feature's cells
 */
const MixFeatureRule *
mix_model_get_feature_rule (const MixModel *model, guint feature)
{
  g_return_val_if_fail (feature < mix_model_get_n_features (model), NULL);
  return &model->feature_rules[feature];
}

const char *
mix_model_get_target_name (const MixModel *model)
{
  return model->target_name;
}

/**
 * mix_model_get_feature_scaling:
 *
 * Returns: (transfer none): [n_features]
 */
const MixScaling *
mix_model_get_feature_scaling (const MixModel *model)
{
  return model->feature_scaling;
}

const MixScaling *
mix_model_get_target_scaling (const MixModel *model)
{
  return &model->target_scaling;
}

/**
 * mix_model_get_target_transform:
 *
 * Returns: (transfer none) (nullable): what the target goes through before it is scaled
 */
MixTransform *
mix_model_get_target_transform (const MixModel *model)
{
  return model->target_transform;
}

MixMixture
mix_model_mixture (const MixModel *model, const double *pi, const double *mu, const double *sigma)
{
  return (MixMixture){ mix_model_get_components (model), pi, mu, sigma, model->target_transform };
}

MixTimeUnit
mix_model_get_target_time (const MixModel *model)
{
  return model->target_time;
}

double
mix_model_get_residual_sd (const MixModel *model)
{
  return model->residual_sd;
}

/**
 * mix_model_get_settings:
 *
 * Returns: (transfer none): option name → text; empty where none are known. Not to be changed.
 */
GHashTable *
mix_model_get_settings (const MixModel *model)
{
  return model->settings;
}

/**
 * mix_model_get_companion:
 *
 * Returns: (transfer none) (nullable): the plain network that was trained beside it
 */
MixModel *
mix_model_get_companion (const MixModel *model)
{
  return model->companion;
}
