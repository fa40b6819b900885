/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-project-format.h"

#include <glib/gi18n-lib.h>

#include "mix-value.h"

/* A file may come from anywhere: nothing of it is used before its kind and range were looked at. */

#define MAX_FEATURES 65536
#define MAX_ROWS 10000000 /* that a generator makes */

static gboolean
check_format (JsonObject *root, GError **error)
{
  guint version;
  const char *format = mix_value_get_text (root, KEY_FORMAT, error);

  if (format == NULL)
    return FALSE;
  if (!g_str_equal (format, FORMAT_NAME))
    {
      mix_value_fail (error, MIX_MODEL_ERROR_FORMAT, _ ("its “%s” is not “%s”"), KEY_FORMAT,
                      FORMAT_NAME);
      return FALSE;
    }
  if (!mix_value_get_whole (root, KEY_VERSION, 1, G_MAXINT, &version, error))
    return FALSE;
  if (version <= FORMAT_VERSION)
    return TRUE;
  mix_value_fail (error, MIX_MODEL_ERROR_VERSION,
                  _ ("the file is of a newer Mixture Lab (format %u; this one reads up to %d): update "
                     "it to open this project"),
                  version, FORMAT_VERSION);
  return FALSE;
}

static gboolean
get_count (JsonObject *object, const char *key, gint64 *value, GError **error)
{
  JsonNode *node = json_object_get_member (object, key);

  if (node == NULL || !mix_value_holds (node, G_TYPE_INT64))
    return mix_value_wrong_kind (key, _ ("a whole number"), error);
  *value = json_node_get_int (node);
  return TRUE;
}

static gboolean
read_fingerprint (JsonObject *data, MixFingerprint *fingerprint, GError **error)
{
  gint64 size;
  const char *sha256 = mix_value_get_text (data, KEY_SHA256, error);

  if (sha256 == NULL || !get_count (data, KEY_SIZE, &size, error)
      || !get_count (data, KEY_MODIFIED, &fingerprint->modified, error))
    return FALSE;
  if (size < 0 || (*sha256 != '\0' && !mix_fingerprint_is_sha256 (sha256)))
    {
      mix_value_fail (error, MIX_MODEL_ERROR_VALUE, _ ("“%s” and “%s” are not those of a file"),
                      KEY_SIZE, KEY_SHA256);
      return FALSE;
    }
  fingerprint->size = (guint64) size;
  g_strlcpy (fingerprint->sha256, sha256, sizeof fingerprint->sha256);
  return TRUE;
}

static gboolean
read_file (JsonObject *data, const char *folder, MixProject *project, GError **error)
{
  static const char *const known[] = { KEY_PATH,     KEY_RELATIVE, KEY_SIZE, KEY_MODIFIED,
                                       KEY_SHA256, KEY_IMPORT,   NULL };
  const char *path = mix_value_get_text (data, KEY_PATH, error);

  if (path == NULL || !mix_value_check_keys (data, known, error)
      || !read_fingerprint (data, &project->fingerprint, error)
      || !mix_project_read_import (data, &project->import, error))
    return FALSE;
  project->path = g_canonicalize_filename (path, folder);
  if (!json_object_has_member (data, KEY_RELATIVE))
    return TRUE;
  const char *relative = mix_value_get_text (data, KEY_RELATIVE, error);
  if (relative == NULL)
    return FALSE;
  project->beside = g_canonicalize_filename (relative, folder);
  return TRUE;
}

static gboolean
read_generator (JsonObject *data, MixProject *project, GError **error)
{
  static const char *const known[]
    = { KEY_GENERATOR, KEY_ROWS, KEY_NOISE, KEY_SEED, KEY_IMPORT, NULL };
  guint rows;
  const char *id = mix_value_get_text (data, KEY_GENERATOR, error);
  const char *seed = id != NULL ? mix_value_get_text (data, KEY_SEED, error) : NULL;

  if (seed == NULL || !mix_value_check_keys (data, known, error)
      || !mix_value_get_whole (data, KEY_ROWS, 1, MAX_ROWS, &rows, error)
      || !mix_value_get_number (data, KEY_NOISE, MIX_SIGN_NOT_NEGATIVE, &project->noise, error)
      || (json_object_has_member (data, KEY_IMPORT)
          && !mix_project_read_import (data, &project->import, error)))
    return FALSE;
  project->rows = rows;
  project->generator = mix_generator_find (id);
  if (project->generator != NULL
      && g_ascii_string_to_unsigned (seed, 10, 0, G_MAXUINT64, &project->seed, NULL))
    return TRUE;
  mix_value_fail (error, MIX_MODEL_ERROR_VALUE, _ ("“%s” or “%s” is unknown here"), id, seed);
  return FALSE;
}

static gboolean
read_own (JsonObject *data, MixProject *project, GError **error)
{
  static const char *const known[] = { KEY_TITLE,  KEY_ROWS,     KEY_COLUMNS,
                                       KEY_IMPORT, KEY_EXCLUDED, NULL };

  if (!mix_value_check_keys (data, known, error)
      || !mix_project_read_import (data, &project->import, error))
    return FALSE;
  project->table = mix_project_read_table (data, error);
  if (project->table == NULL)
    return FALSE;
  g_autoptr (MixImportReport) report = mix_import_report_new (&project->import);
  mix_dataset_set_import (project->table, report);
  return TRUE;
}

static gboolean
read_data (JsonObject *root, const char *folder, MixProject *project, GError **error)
{
  JsonObject *data = mix_value_get_object (root, KEY_DATA, error);

  if (data == NULL)
    return FALSE;
  gboolean ok = json_object_has_member (data, KEY_PATH) ? read_file (data, folder, project, error)
                : json_object_has_member (data, KEY_GENERATOR) ? read_generator (data, project, error)
                                                               : read_own (data, project, error);
  if (!ok)
    g_prefix_error (error, "“%s”: ", KEY_DATA);
  return ok;
}

static gboolean
read_features (JsonObject *root, MixProject *project, GError **error)
{
  JsonArray *list = mix_value_get_array (root, KEY_FEATURES, error);
  guint n = list != NULL ? json_array_get_length (list) : 0;

  if (list == NULL)
    return FALSE;
  if (n < 1 || n > MAX_FEATURES)
    {
      mix_value_fail (error, MIX_MODEL_ERROR_VALUE, _ ("%u features: there must be from 1 to %d"), n,
                      MAX_FEATURES);
      return FALSE;
    }
  project->features = g_new0 (char *, n + 1);
  for (guint i = 0; i < n; i++)
    {
      JsonNode *node = json_array_get_element (list, i);
      if (!mix_value_holds (node, G_TYPE_STRING))
        return mix_value_wrong_kind (KEY_FEATURES, _ ("a list of texts"), error);
      project->features[i] = g_strdup (json_node_get_string (node));
    }
  return TRUE;
}

static gboolean
read_columns (JsonObject *root, MixProject *project, GError **error)
{
  const char *target = mix_value_get_text (root, KEY_TARGET, error);

  if (target == NULL || !read_features (root, project, error))
    return FALSE;
  project->target = g_strdup (target);
  return mix_value_get_switch (root, KEY_ALL_OTHERS, &project->all_others, error)
         && mix_value_get_switch (root, KEY_COMPONENTS_CHOSEN, &project->components_chosen, error);
}

static gboolean
read_options (JsonObject *root, MixProject *project, GError **error)
{
  g_autoptr (GHashTable) options = mix_value_get_settings (root, KEY_OPTIONS, error);
  GHashTableIter iter;
  gpointer name, text;

  if (options == NULL)
    return FALSE;
  g_hash_table_iter_init (&iter, options);
  while (g_hash_table_iter_next (&iter, &name, &text))
    {
      g_autoptr (GError) reason = NULL;
      if (mix_config_set (&project->config, name, text, &reason))
        continue;
      mix_value_fail (error, MIX_MODEL_ERROR_VALUE, "“%s”: %s", KEY_OPTIONS, reason->message);
      return FALSE;
    }
  return TRUE;
}

static gboolean
read_view (JsonObject *root, MixProject *project, GError **error)
{
  static const char *const known[] = { KEY_PAGE, KEY_X0, NULL };
  JsonObject *view = mix_value_get_object (root, KEY_VIEW, error);

  if (view == NULL || !mix_value_check_keys (view, known, error))
    return FALSE;
  if (json_object_has_member (view, KEY_X0)
      && !mix_value_get_number (view, KEY_X0, MIX_SIGN_ANY, &project->x0, error))
    return FALSE;
  if (!json_object_has_member (view, KEY_PAGE))
    return TRUE;
  const char *page = mix_value_get_text (view, KEY_PAGE, error);
  project->page = g_strdup (page);
  return page != NULL;
}

static gboolean
read_model (JsonObject *root, const char *key, MixModel **model, GError **error)
{
  if (!json_object_has_member (root, key))
    return TRUE;
  JsonObject *object = mix_value_get_object (root, key, error);
  *model = object != NULL ? mix_model_from_object (object, error) : NULL;
  if (*model == NULL)
    g_prefix_error (error, "“%s”: ", key);
  return *model != NULL;
}

static gboolean
read_all (JsonObject *root, const char *folder, MixProject *project, GError **error)
{
  static const char *const known[]
    = { KEY_FORMAT,   KEY_VERSION,    KEY_DATA,
        KEY_TARGET,   KEY_FEATURES,   KEY_ALL_OTHERS,
        KEY_COMPONENTS_CHOSEN, KEY_OPTIONS, KEY_VIEW,
        KEY_MODEL,    NULL };

  return check_format (root, error) && mix_value_check_keys (root, known, error)
         && read_data (root, folder, project, error) && read_columns (root, project, error)
         && read_options (root, project, error) && read_view (root, project, error)
         && read_model (root, KEY_MODEL, &project->model, error);
}

/**
 * mix_project_from_json:
 * @text: [length]: what mix_project_to_json() wrote, or anything else
 * @folder: absolute; where the project is
 * @error: what is wrong, without the name of a file; any of MIX_MODEL_ERROR but WRITE
 *
 * Returns: (transfer full): the project; NULL on an error, also for a key that is not known
 */
MixProject *
mix_project_from_json (const char *text, gsize length, const char *folder, GError **error)
{
  g_return_val_if_fail (text != NULL && folder != NULL, NULL);

  g_autoptr (MixProject) project = mix_project_new ();
  g_autoptr (JsonParser) parser = mix_value_parse (text, length, error);

  if (parser != NULL
      && read_all (json_node_get_object (json_parser_get_root (parser)), folder, project, error))
    return g_steal_pointer (&project);
  g_prefix_error (error, _ ("not a project: "));
  return NULL;
}
