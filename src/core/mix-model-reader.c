/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-model-io.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "mix-model-format.h"
#include "mix-value.h"

/* A file may come from anywhere: nothing of it is used before its kind and range were looked at. */
#define MAX_FEATURES 65536

/* From here on a number rounds to infinity as a float. */
#define FLOAT_END 0x1.ffffffp127

/* The parts of a model */

static gboolean
read_hidden (JsonObject *object, MixLayers *hidden, GError **error)
{
  JsonArray *units = mix_value_get_array (object, KEY_HIDDEN, error);

  if (units == NULL)
    return FALSE;
  hidden->n = json_array_get_length (units);
  if (hidden->n > MIX_MAX_HIDDEN)
    {
      mix_value_fail (error, MIX_MODEL_ERROR_VALUE,
                      _ ("%u hidden layers are more than the %d that can be"), hidden->n,
                      MIX_MAX_HIDDEN);
      return FALSE;
    }
  for (guint i = 0; i < hidden->n; i++)
    if (!mix_value_read_whole (json_array_get_element (units, i), KEY_HIDDEN, 1, MIX_MAX_UNITS,
                               &hidden->units[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
read_spec (JsonObject *root, MixNetworkSpec *spec, GError **error)
{
  JsonObject *object = mix_value_get_object (root, KEY_SPEC, error);
  int activation = 0, head = 0, sigma_activation = 0;

  if (object == NULL || !read_hidden (object, &spec->hidden, error)
      || !mix_value_get_choice (object, KEY_ACTIVATION, mix_activation_choices, &activation, error)
      || !mix_value_get_choice (object, KEY_HEAD, mix_head_choices, &head, error)
      || !mix_value_get_whole (object, KEY_COMPONENTS, 1,
                               head == MIX_HEAD_POINT ? 1 : MIX_MAX_COMPONENTS, &spec->components,
                               error)
      || !mix_value_get_choice (object, KEY_SIGMA_ACTIVATION, mix_sigma_activation_choices,
                                &sigma_activation, error)
      || !mix_value_get_switch (object, KEY_SIGMA_BIAS, &spec->sigma_bias, error)
      || !mix_value_get_number (object, KEY_SIGMA_EPSILON, MIX_SIGN_NOT_NEGATIVE,
                                &spec->sigma_epsilon, error)
      || !mix_value_get_number (object, KEY_SIGMA_FLOOR, MIX_SIGN_NOT_NEGATIVE, &spec->sigma_floor,
                                error))
    return FALSE;
  spec->activation = (MixActivation) activation;
  spec->head = (MixHeadKind) head;
  spec->sigma_activation = (MixSigmaActivation) sigma_activation;
  return TRUE;
}

/* name: (out) (transfer none) */
static gboolean
read_column (JsonObject *object, const char **name, MixScaling *scaling, GError **error)
{
  *name = mix_value_get_text (object, KEY_NAME, error);
  if (*name == NULL)
    return FALSE;
  if (**name == '\0')
    {
      mix_value_fail (error, MIX_MODEL_ERROR_VALUE, _ ("a column has no name"));
      return FALSE;
    }
  if (mix_value_get_number (object, KEY_SHIFT, MIX_SIGN_ANY, &scaling->shift, error)
      && mix_value_get_number (object, KEY_SCALE, MIX_SIGN_POSITIVE, &scaling->scale, error))
    return TRUE;
  g_prefix_error (error, _ ("column “%s”: "), *name);
  return FALSE;
}

/* level: (out): its words are the tree's; column NULL for a column of numbers */
static gboolean
read_level (JsonObject *object, MixFeatureLevel *level, GError **error)
{
  if (!json_object_has_member (object, KEY_CATEGORY))
    return TRUE;
  level->column = (char *) mix_value_get_text (object, KEY_CATEGORY, error);
  if (level->column == NULL)
    return FALSE;
  if (!json_object_has_member (object, KEY_LEVEL))
    return TRUE;
  level->level = (char *) mix_value_get_text (object, KEY_LEVEL, error);
  return level->level != NULL;
}

/* numbers: (out): [MIX_MAX_RANK_KNOTS] */
static gboolean
read_knots (JsonObject *object, const char *key, double *numbers, guint *n, GError **error)
{
  JsonArray *array = mix_value_get_array (object, key, error);

  if (array == NULL)
    return FALSE;
  *n = json_array_get_length (array);
  for (guint i = 0; i < MIN (*n, MIX_MAX_RANK_KNOTS); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      if (!mix_value_holds (node, G_TYPE_INT64) && !mix_value_holds (node, G_TYPE_DOUBLE))
        return mix_value_wrong_kind (key, _ ("a list of numbers"), error);
      numbers[i] = json_node_get_double (node);
    }
  return TRUE;
}

/* transform: (out) (transfer full): NULL where the column has none */
static gboolean
read_transform (JsonObject *object, MixTransform **transform, GError **error)
{
  double y[MIX_MAX_RANK_KNOTS], z[MIX_MAX_RANK_KNOTS];
  guint n_y, n_z;
  int kind;

  *transform = NULL;
  if (!json_object_has_member (object, KEY_TRANSFORM))
    return TRUE;
  if (!mix_value_get_choice (object, KEY_TRANSFORM, mix_transform_choices, &kind, error))
    return FALSE;
  if (kind != MIX_TRANSFORM_RANK)
    {
      *transform = mix_transform_new ((MixTransformKind) kind);
      return TRUE;
    }
  if (!read_knots (object, KEY_KNOTS, y, &n_y, error)
      || !read_knots (object, KEY_SCORES, z, &n_z, error))
    return FALSE;
  *transform = n_y == n_z ? mix_transform_new_knots (y, z, n_y) : NULL;
  if (*transform == NULL)
    mix_value_fail (error, MIX_MODEL_ERROR_VALUE,
                    _ ("“%s” and “%s” must be equally many numbers, from 2 to %d, that ascend"),
                    KEY_KNOTS, KEY_SCORES, MIX_MAX_RANK_KNOTS);
  return *transform != NULL;
}

/* time: (out): MIX_TIME_NONE where the column holds no dates */
static gboolean
read_time (JsonObject *object, int *time, GError **error)
{
  *time = MIX_TIME_NONE;
  return !json_object_has_member (object, KEY_TIME)
         || mix_value_get_choice (object, KEY_TIME, mix_time_choices, time, error);
}

/* rule: (out): its text is the tree's, its transform the caller's */
static gboolean
read_rule (JsonObject *object, MixFeatureRule *rule, GError **error)
{
  if (json_object_has_member (object, KEY_MISSING_OF))
    {
      rule->missing_of = (char *) mix_value_get_text (object, KEY_MISSING_OF, error);
      if (rule->missing_of == NULL)
        return FALSE;
    }
  rule->fills = json_object_has_member (object, KEY_FILL);
  if (rule->fills && !mix_value_get_number (object, KEY_FILL, MIX_SIGN_ANY, &rule->fill, error))
    return FALSE;
  return read_transform (object, &rule->transform, error);
}

/* What has been read of a model so far. */
typedef struct
{
  MixNetworkSpec spec;
  const char **names;  /* [n_features], owned by the tree */
  MixScaling *scaling; /* [n_features] */
  MixFeatureLevel *levels; /* [n_features], their words owned by the tree */
  MixFeatureRule *rules;   /* [n_features], likewise */
  const char *target_name;
  MixScaling target_scaling;
  MixTransform *target_transform;
  int target_time;
  double residual_sd;
  GHashTable *settings;
  float *params;
  MixModel *companion;
} Draft;

static void
draft_clear (Draft *draft)
{
  g_free (draft->names);
  g_free (draft->scaling);
  g_free (draft->levels);
  for (guint i = 0; draft->rules != NULL && i < draft->spec.n_features; i++)
    g_clear_pointer (&draft->rules[i].transform, mix_transform_unref);
  g_free (draft->rules);
  g_clear_pointer (&draft->target_transform, mix_transform_unref);
  g_clear_pointer (&draft->settings, g_hash_table_unref);
  g_free (draft->params);
  g_clear_pointer (&draft->companion, mix_model_unref);
}

static gboolean
is_taken (const Draft *draft, guint n_names, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  g_hash_table_add (seen, (gpointer) draft->target_name);
  for (guint i = 0; i < n_names; i++)
    if (!g_hash_table_add (seen, (gpointer) draft->names[i]))
      {
        mix_value_fail (error, MIX_MODEL_ERROR_VALUE, _ ("the column “%s” is there twice"),
                        draft->names[i]);
        return TRUE;
      }
  return FALSE;
}

static gboolean
read_columns (JsonObject *root, Draft *draft, GError **error)
{
  JsonArray *features = mix_value_get_array (root, KEY_FEATURES, error);
  JsonObject *target = features != NULL ? mix_value_get_object (root, KEY_TARGET, error) : NULL;

  if (target == NULL || !read_column (target, &draft->target_name, &draft->target_scaling, error)
      || !read_transform (target, &draft->target_transform, error)
      || !read_time (target, &draft->target_time, error))
    return FALSE;
  guint n = json_array_get_length (features);
  if (n < 1 || n > MAX_FEATURES)
    {
      mix_value_fail (error, MIX_MODEL_ERROR_VALUE, _ ("%u features: there must be from 1 to %d"),
                      n, MAX_FEATURES);
      return FALSE;
    }
  draft->spec.n_features = n;
  draft->names = g_new0 (const char *, n);
  draft->scaling = g_new0 (MixScaling, n);
  draft->levels = g_new0 (MixFeatureLevel, n);
  draft->rules = g_new0 (MixFeatureRule, n);
  for (guint i = 0; i < n; i++)
    {
      JsonNode *node = json_array_get_element (features, i);
      if (!JSON_NODE_HOLDS_OBJECT (node))
        return mix_value_wrong_kind (KEY_FEATURES, _ ("a list of objects"), error);
      JsonObject *feature = json_node_get_object (node);
      if (!read_column (feature, &draft->names[i], &draft->scaling[i], error)
          || !read_level (feature, &draft->levels[i], error)
          || !read_rule (feature, &draft->rules[i], error))
        return FALSE;
    }
  return !is_taken (draft, n, error);
}

static gboolean
read_settings (JsonObject *root, Draft *draft, GError **error)
{
  if (json_object_has_member (root, KEY_SETTINGS))
    draft->settings = mix_value_get_settings (root, KEY_SETTINGS, error);
  else
    draft->settings = g_hash_table_new (g_str_hash, g_str_equal);
  return draft->settings != NULL;
}

static gboolean
check_lengths (JsonObject *object, const MixNetwork *network, GError **error)
{
  guint n_views;
  const MixParamView *views = mix_network_get_views (network, &n_views);

  for (guint i = 0; i < n_views; i++)
    {
      JsonArray *numbers = mix_value_get_array (object, views[i].name, error);
      if (numbers == NULL)
        return FALSE;
      gsize expected = views[i].rows * views[i].cols;
      if (json_array_get_length (numbers) != expected)
        {
          mix_value_fail (error, MIX_MODEL_ERROR_VALUE,
                          _ ("“%s” has %u numbers, and the layers need %zu"), views[i].name,
                          json_array_get_length (numbers), expected);
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
read_tensor (JsonArray *numbers, const MixParamView *view, float *params, GError **error)
{
  for (gsize i = 0; i < view->rows * view->cols; i++)
    {
      JsonNode *node = json_array_get_element (numbers, (guint) i);
      if (!mix_value_holds (node, G_TYPE_INT64) && !mix_value_holds (node, G_TYPE_DOUBLE))
        return mix_value_wrong_kind (view->name, _ ("a list of numbers"), error);
      double value = json_node_get_double (node);
      if (!(fabs (value) < FLOAT_END))
        {
          mix_value_fail (error, MIX_MODEL_ERROR_VALUE,
                          _ ("“%s” holds %g, which is not a possible value"), view->name, value);
          return FALSE;
        }
      params[view->offset + i] = (float) value;
    }
  return TRUE;
}

static gboolean
read_parameters (JsonObject *root, Draft *draft, GError **error)
{
  JsonObject *object = mix_value_get_object (root, KEY_PARAMETERS, error);
  g_autoptr (MixNetwork) network = mix_network_new (&draft->spec);
  guint n_views;

  if (object == NULL || !check_lengths (object, network, error))
    return FALSE;
  const MixParamView *views = mix_network_get_views (network, &n_views);
  draft->params = g_new0 (float, mix_network_n_params (network));
  for (guint i = 0; i < n_views; i++)
    if (!read_tensor (json_object_get_array_member (object, views[i].name), &views[i],
                      draft->params, error))
      return FALSE;
  return TRUE;
}

static gboolean
check_format (JsonObject *root, GError **error)
{
  JsonNode *format = json_object_get_member (root, KEY_FORMAT);
  guint version;

  if (format == NULL || !mix_value_holds (format, G_TYPE_STRING)
      || !g_str_equal (json_node_get_string (format), FORMAT_NAME))
    {
      mix_value_fail (error, MIX_MODEL_ERROR_FORMAT,
                      _ ("not a model of Mixture Lab: its “%s” is not “%s”"), KEY_FORMAT,
                      FORMAT_NAME);
      return FALSE;
    }
  if (!mix_value_get_whole (root, KEY_VERSION, 1, G_MAXINT, &version, error))
    return FALSE;
  if (version <= FORMAT_VERSION)
    return TRUE;
  mix_value_fail (
      error, MIX_MODEL_ERROR_VERSION,
      _ ("the file is of a newer Mixture Lab (format %u; this one reads up to %d): update it to "
         "open this model"),
      version, FORMAT_VERSION);
  return FALSE;
}

/* What a model may hold beside its own network. */
typedef enum
{
  MAY_HOLD_NOTHING = 0,
  MAY_HOLD_COMPANION = 1 << 0,
  MAY_HOLD_MEMBERS = 1 << 1,
} MayHold;

static MixModel *read_model (JsonObject *root, MayHold may, GError **error);

static gboolean
read_companion (JsonObject *root, MayHold may, Draft *draft, GError **error)
{
  JsonNode *node = json_object_get_member (root, KEY_COMPANION);

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return mix_value_wrong_kind (KEY_COMPANION, _ ("a model"), error);
  if ((may & MAY_HOLD_COMPANION) == 0)
    {
      mix_value_fail (error, MIX_MODEL_ERROR_VALUE, _ ("it must not have a companion itself"));
      return FALSE;
    }
  draft->companion = read_model (json_node_get_object (node), MAY_HOLD_NOTHING, error);
  if (draft->companion == NULL)
    {
      g_prefix_error (error, _ ("the companion: "));
      return FALSE;
    }
  if (mix_model_get_n_features (draft->companion) == draft->spec.n_features)
    return TRUE;
  mix_value_fail (error, MIX_MODEL_ERROR_VALUE,
                  _ ("the companion has other features than the model"));
  return FALSE;
}

/* An ensemble */

static gboolean
read_member (JsonNode *node, GPtrArray *members, GError **error)
{
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return mix_value_wrong_kind (KEY_MEMBERS, _ ("a list of models"), error);

  MixModel *member = read_model (json_node_get_object (node), MAY_HOLD_NOTHING, error);
  if (member == NULL)
    {
      g_prefix_error (error, _ ("member %u: "), members->len + 1);
      return FALSE;
    }
  g_ptr_array_add (members, member);
  return TRUE;
}

static gboolean
read_members (JsonObject *root, GPtrArray *members, GError **error)
{
  JsonArray *array = mix_value_get_array (root, KEY_MEMBERS, error);

  if (array == NULL)
    return FALSE;
  if (json_array_get_length (array) < 1 || json_array_get_length (array) > MIX_MAX_MEMBERS)
    {
      mix_value_fail (error, MIX_MODEL_ERROR_VALUE, _ ("%u members: there must be from 1 to %d"),
                      json_array_get_length (array), MIX_MAX_MEMBERS);
      return FALSE;
    }
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (!read_member (json_array_get_element (array, i), members, error))
      return FALSE;
  if (mix_model_can_pool ((MixModel *const *) members->pdata, members->len))
    return TRUE;
  mix_value_fail (error, MIX_MODEL_ERROR_VALUE,
                  _ ("the members must have the same layers and columns, and no more than %d "
                     "components in all"),
                  MIX_MAX_POOLED);
  return FALSE;
}

static MixModel *
read_ensemble (JsonObject *root, MayHold may, GError **error)
{
  g_autoptr (GPtrArray) members
      = g_ptr_array_new_with_free_func ((GDestroyNotify) mix_model_unref);
  Draft draft = { 0 };
  MixModel *model = NULL;

  if ((may & MAY_HOLD_MEMBERS) == 0)
    {
      mix_value_fail (error, MIX_MODEL_ERROR_VALUE, _ ("it must not be an ensemble itself"));
      return NULL;
    }
  if (read_members (root, members, error) && read_settings (root, &draft, error))
    {
      draft.spec = *mix_model_get_spec (members->pdata[0]);
      if (read_companion (root, may, &draft, error))
        model = mix_model_new_ensemble ((MixModel *const *) members->pdata, members->len,
                                        draft.settings, draft.companion);
    }
  draft_clear (&draft);
  return model;
}

static MixModel *
read_single (JsonObject *root, MayHold may, GError **error)
{
  Draft draft = { 0 };
  MixModel *model = NULL;

  if (read_spec (root, &draft.spec, error) && read_columns (root, &draft, error)
      && mix_value_get_number (root, KEY_RESIDUAL_SD, MIX_SIGN_NOT_NEGATIVE, &draft.residual_sd,
                               error)
      && read_settings (root, &draft, error) && read_parameters (root, &draft, error)
      && read_companion (root, may, &draft, error))
    model = mix_model_new (&draft.spec, draft.params, draft.names, draft.scaling, draft.target_name,
                           &draft.target_scaling, draft.residual_sd, draft.settings,
                           draft.companion);
  if (model != NULL)
    {
      mix_model_set_target_transform (model, draft.target_transform);
      mix_model_set_target_time (model, (MixTimeUnit) draft.target_time);
    }
  for (guint i = 0; model != NULL && i < draft.spec.n_features; i++)
    {
      if (draft.levels[i].column != NULL)
        mix_model_set_feature_level (model, i, &draft.levels[i]);
      mix_model_set_feature_rule (model, i, &draft.rules[i]);
    }
  draft_clear (&draft);
  return model;
}

static MixModel *
read_model (JsonObject *root, MayHold may, GError **error)
{
  if (!check_format (root, error))
    return NULL;
  if (json_object_has_member (root, KEY_MEMBERS))
    return read_ensemble (root, may, error);
  return read_single (root, may, error);
}

/**
 * mix_model_from_object:
 *
 * Returns: (transfer full): the model that is written in a part of another file, as by
 * mix_model_from_json()
 */
MixModel *
mix_model_from_object (JsonObject *object, GError **error)
{
  return read_model (object, MAY_HOLD_COMPANION | MAY_HOLD_MEMBERS, error);
}

/**
 * mix_model_from_json:
 * @text: what mix_model_to_json() wrote, or anything else
 * @length: in bytes; −1 where a NUL ends it
 * @error: what is wrong, without the name of a file; any of MIX_MODEL_ERROR but WRITE
 *
 * Returns: (transfer full): the model; NULL on an error. Keys that are not known are passed over.
 */
MixModel *
mix_model_from_json (const char *text, gssize length, GError **error)
{
  gsize size = length < 0 ? strlen (text) : (gsize) length;
  g_autoptr (JsonParser) parser = mix_value_parse (text, size, error);

  if (parser != NULL)
    return mix_model_from_object (json_node_get_object (json_parser_get_root (parser)), error);
  g_prefix_error (error, _ ("not a model: "));
  return NULL;
}
