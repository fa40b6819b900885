/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-model-io.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "mix-json.h"
#include "mix-model-format.h"
#include "mix-value.h"

G_DEFINE_QUARK (mix-model-error-quark, mix_model_error)

/* Writing: plain text, keys in a fixed order, so that the same model is the same bytes */

/* The fewest digits that read back, through a double, as the same float. */
static void
append_float (GString *out, float value)
{
  char decimal[G_ASCII_DTOSTR_BUF_SIZE];
  const char *const formats[] = { "%.6g", "%.7g", "%.8g", "%.9g" };

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      float back = (float) g_ascii_strtod (
          g_ascii_formatd (decimal, sizeof decimal, formats[i], (double) value), NULL);
      if (memcmp (&back, &value, sizeof value) == 0)
        break;
    }
  mix_json_append_decimal (out, decimal);
}

static void
append_spec (GString *out, const MixNetworkSpec *spec)
{
  g_string_append_printf (out, "\"" KEY_SPEC "\": {\"" KEY_HIDDEN "\": [");
  for (guint i = 0; i < spec->hidden.n; i++)
    g_string_append_printf (out, i == 0 ? "%u" : ", %u", spec->hidden.units[i]);
  g_string_append_printf (out, "], \"" KEY_ACTIVATION "\": \"%s\", \"" KEY_HEAD "\": \"%s\"",
                          mix_choice_nick (mix_activation_choices, (int) spec->activation),
                          mix_choice_nick (mix_head_choices, (int) spec->head));
  g_string_append_printf (
      out, ", \"" KEY_COMPONENTS "\": %u, \"" KEY_SIGMA_ACTIVATION "\": \"%s\"", spec->components,
      mix_choice_nick (mix_sigma_activation_choices, (int) spec->sigma_activation));
  g_string_append_printf (out, ", \"" KEY_SIGMA_BIAS "\": %s, \"" KEY_SIGMA_EPSILON "\": ",
                          spec->sigma_bias ? "true" : "false");
  mix_json_append_number (out, spec->sigma_epsilon);
  g_string_append (out, ", \"" KEY_SIGMA_FLOOR "\": ");
  mix_json_append_number (out, spec->sigma_floor);
  g_string_append (out, "},\n");
}

static void
append_numbers (GString *out, const char *key, const double *values, guint n)
{
  g_string_append_printf (out, ", \"%s\": [", key);
  for (guint i = 0; i < n; i++)
    {
      g_string_append (out, i == 0 ? "" : ", ");
      mix_json_append_number (out, values[i]);
    }
  g_string_append_c (out, ']');
}

static void
append_transform (GString *out, const MixTransform *transform)
{
  if (transform == NULL)
    return;
  g_string_append_printf (out, ", \"" KEY_TRANSFORM "\": \"%s\"",
                          mix_choice_nick (mix_transform_choices, (int) transform->kind));
  if (transform->kind != MIX_TRANSFORM_RANK)
    return;
  append_numbers (out, KEY_KNOTS, transform->y, transform->n);
  append_numbers (out, KEY_SCORES, transform->z, transform->n);
}

static void
append_column (GString *out, const char *name, const MixFeatureLevel *level,
               const MixFeatureRule *rule, MixTimeUnit time, const MixScaling *scaling)
{
  g_string_append (out, "{\"" KEY_NAME "\": ");
  mix_json_append_text (out, name);
  if (level != NULL)
    {
      g_string_append (out, ", \"" KEY_CATEGORY "\": ");
      mix_json_append_text (out, level->column);
    }
  if (level != NULL && level->level != NULL)
    {
      g_string_append (out, ", \"" KEY_LEVEL "\": ");
      mix_json_append_text (out, level->level);
    }
  if (rule != NULL && rule->missing_of != NULL)
    {
      g_string_append (out, ", \"" KEY_MISSING_OF "\": ");
      mix_json_append_text (out, rule->missing_of);
    }
  if (rule != NULL && rule->fills)
    {
      g_string_append (out, ", \"" KEY_FILL "\": ");
      mix_json_append_number (out, rule->fill);
    }
  append_transform (out, rule != NULL ? rule->transform : NULL);
  if (time != MIX_TIME_NONE)
    g_string_append_printf (out, ", \"" KEY_TIME "\": \"%s\"",
                            mix_choice_nick (mix_time_choices, (int) time));
  g_string_append (out, ", \"" KEY_SHIFT "\": ");
  mix_json_append_number (out, scaling->shift);
  g_string_append (out, ", \"" KEY_SCALE "\": ");
  mix_json_append_number (out, scaling->scale);
  g_string_append_c (out, '}');
}

static void
append_columns (GString *out, const MixModel *model)
{
  g_string_append (out, "\"" KEY_FEATURES "\": [");
  for (guint i = 0; i < mix_model_get_n_features (model); i++)
    {
      g_string_append (out, i == 0 ? "" : ", ");
      append_column (out, mix_model_get_feature_name (model, i),
                     mix_model_get_feature_level (model, i), mix_model_get_feature_rule (model, i),
                     MIX_TIME_NONE, &mix_model_get_feature_scaling (model)[i]);
    }
  g_string_append (out, "],\n\"" KEY_TARGET "\": ");
  MixFeatureRule target = { .transform = mix_model_get_target_transform (model) };
  append_column (out, mix_model_get_target_name (model), NULL, &target,
                 mix_model_get_target_time (model), mix_model_get_target_scaling (model));
  g_string_append (out, ",\n\"" KEY_RESIDUAL_SD "\": ");
  mix_json_append_number (out, mix_model_get_residual_sd (model));
  g_string_append (out, ",\n");
}

static void
append_settings (GString *out, GHashTable *settings)
{
  g_string_append (out, "\"" KEY_SETTINGS "\": ");
  mix_json_append_settings (out, settings);
  g_string_append (out, ",\n");
}

static void
append_parameters (GString *out, const MixModel *model)
{
  guint n_views;
  const MixParamView *views = mix_network_get_views (mix_model_get_network (model), &n_views);
  const float *params = mix_model_get_params (model);

  g_string_append (out, "\"" KEY_PARAMETERS "\": {");
  for (guint i = 0; i < n_views; i++)
    {
      const MixParamView *view = &views[i];
      g_string_append (out, i == 0 ? "\n" : ",\n");
      mix_json_append_text (out, view->name);
      g_string_append (out, ": [");
      for (gsize j = 0; j < view->rows * view->cols; j++)
        {
          g_string_append (out, j == 0 ? "" : ",");
          append_float (out, params[view->offset + j]);
        }
      g_string_append_c (out, ']');
    }
  g_string_append (out, "}");
}

static void append_model (GString *out, const MixModel *model);

static void
append_members (GString *out, const MixModel *model)
{
  append_settings (out, mix_model_get_settings (model));
  g_string_append (out, "\"" KEY_MEMBERS "\": [");
  for (guint i = 0; i < mix_model_get_n_members (model); i++)
    {
      g_string_append (out, i == 0 ? "\n" : ",\n");
      append_model (out, mix_model_get_member (model, i));
    }
  g_string_append_c (out, ']');
}

static void
append_model (GString *out, const MixModel *model)
{
  const MixModel *companion = mix_model_get_companion (model);

  g_string_append (out, "{\"" KEY_FORMAT "\": \"" FORMAT_NAME "\",\n");
  g_string_append_printf (out, "\"" KEY_VERSION "\": %d,\n", FORMAT_VERSION);
  if (mix_model_get_n_members (model) > 0)
    append_members (out, model);
  else
    {
      append_spec (out, mix_model_get_spec (model));
      append_columns (out, model);
      append_settings (out, mix_model_get_settings (model));
      append_parameters (out, model);
    }
  if (companion != NULL)
    {
      g_string_append (out, ",\n\"" KEY_COMPANION "\": ");
      append_model (out, companion);
    }
  g_string_append_c (out, '}');
}

/**
 * mix_model_to_json:
 *
 * Returns: (transfer full): the text of a model file. The same model gives the same bytes, and
 * every parameter reads back bit for bit.
 */
char *
mix_model_to_json (const MixModel *model)
{
  GString *out = g_string_new (NULL);

  append_model (out, model);
  g_string_append_c (out, '\n');
  return g_string_free (out, FALSE);
}

/**
 * mix_model_save:
 * @path: where to, or "-" for standard output
 * @error: MIX_MODEL_ERROR_WRITE, beginning with the path
 *
 * Returns: whether the file is there as a whole; where not, an old one is as it was
 */
gboolean
mix_model_save (const MixModel *model, const char *path, GError **error)
{
  g_autofree char *text = mix_model_to_json (model);
  gsize length = strlen (text);

  if (length > MIX_VALUE_MAX_BYTES)
    {
      g_set_error (error, MIX_MODEL_ERROR, MIX_MODEL_ERROR_WRITE,
                   _ ("%s: the model needs %zu MiB, and files above %d MiB cannot be "
                      "read back: use fewer hidden units, or a smaller ensemble"),
                   path, length >> 20, MIX_VALUE_MAX_BYTES >> 20);
      return FALSE;
    }
  return mix_value_write_file (path, text, length, error);
}

/**
 * mix_model_load:
 * @path: a model file, or "-" for standard input
 * @error: any of MIX_MODEL_ERROR but WRITE, beginning with the path
 *
 * Returns: (transfer full): the model; NULL on an error
 */
MixModel *
mix_model_load (const char *path, GError **error)
{
  gsize length = 0;
  g_autofree char *text = mix_value_read_file (path, &length, error);

  if (text == NULL)
    return NULL;
  MixModel *model = mix_model_from_json (text, (gssize) length, error);
  if (model == NULL)
    g_prefix_error (error, "%s: ", path);
  return model;
}
