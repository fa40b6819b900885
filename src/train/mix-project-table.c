/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-project-format.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "mix-json.h"
#include "mix-value.h"

/* Rows that a project keeps itself, and import settings. */

const MixChoice mix_project_column_kinds[] = {
  { MIX_COLUMN_NUMBER, "number", NULL },
  { MIX_COLUMN_TEXT, "text", NULL },
  { MIX_COLUMN_MIXED, "mixed", NULL },
  { 0 },
};

/* Writing */

static void
append_values (GString *out, const double *values, gsize n)
{
  g_string_append (out, ", \"" KEY_VALUES "\": [");
  for (gsize i = 0; i < n; i++)
    {
      g_string_append (out, i == 0 ? "" : ",");
      if (isfinite (values[i]))
        mix_json_append_number (out, values[i]);
      else
        g_string_append (out, "null");
    }
  g_string_append_c (out, ']');
}

static void
append_words (GString *out, const MixColumn *column, gsize n)
{
  g_string_append (out, ", \"" KEY_LEVELS "\": [");
  for (char **level = column->levels; *level != NULL; level++)
    {
      g_string_append (out, level == column->levels ? "" : ", ");
      mix_json_append_text (out, *level);
    }
  g_string_append (out, "], \"" KEY_CODES "\": [");
  for (gsize i = 0; i < n; i++)
    g_string_append_printf (out, i == 0 ? "%u" : ",%u", column->codes[i]);
  g_string_append_c (out, ']');
}

static void
append_column (GString *out, const MixColumn *column, gsize n)
{
  g_string_append (out, "{\"" KEY_NAME "\": ");
  mix_json_append_text (out, column->name);
  g_string_append_printf (out, ", \"" KEY_KIND "\": \"%s\", \"" KEY_TIME "\": \"%s\"",
                          mix_choice_nick (mix_project_column_kinds, (int) column->kind),
                          mix_choice_nick (mix_time_choices, (int) column->time));
  g_string_append_printf (out, ", \"" KEY_VALIDATION "\": %s, \"" KEY_TRANSFORM "\": \"%s\"",
                          column->marks_validation ? "true" : "false",
                          mix_choice_nick (mix_transform_choices, (int) column->transform));
  if (column->kind != MIX_COLUMN_TEXT)
    append_values (out, column->values, n);
  if (column->levels != NULL && column->codes != NULL)
    append_words (out, column, n);
  g_string_append_c (out, '}');
}

/* Only where there are any. */
static void
append_excluded (GString *out, const MixDataset *table)
{
  const guint8 *excluded = mix_dataset_get_excluded (table);
  const char *comma = "";

  if (excluded == NULL)
    return;
  g_string_append (out, ", \"" KEY_EXCLUDED "\": [");
  for (gsize i = 0; i < mix_dataset_get_n_rows (table); i++)
    if (excluded[i] != 0)
      {
        g_string_append_printf (out, "%s%zu", comma, i);
        comma = ",";
      }
  g_string_append_c (out, ']');
}

void
mix_project_append_table (GString *out, const MixDataset *table)
{
  gsize n_rows = mix_dataset_get_n_rows (table);

  g_string_append (out, "\"" KEY_TITLE "\": ");
  mix_json_append_text (out, mix_dataset_get_title (table));
  g_string_append_printf (out, ", \"" KEY_ROWS "\": %zu, \"" KEY_COLUMNS "\": [", n_rows);
  for (guint i = 0; i < mix_dataset_get_n_columns (table); i++)
    {
      g_string_append (out, i == 0 ? "\n" : ",\n");
      append_column (out, mix_dataset_get_column (table, i), n_rows);
    }
  g_string_append (out, "]");
  append_excluded (out, table);
}

/* Those that are not as they begin. */
void
mix_project_append_import (GString *out, const MixImport *import)
{
  g_autoptr (GHashTable) settings = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  guint n;
  const MixImportOption *options = mix_import_options (&n);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = mix_import_get (import, options[i].name);
      if (!g_str_equal (text, options[i].initial))
        g_hash_table_insert (settings, (gpointer) options[i].name, g_steal_pointer (&text));
    }
  g_string_append (out, "\"" KEY_IMPORT "\": ");
  mix_json_append_settings (out, settings);
}

/* Reading */

gboolean
mix_project_read_import (JsonObject *data, MixImport *import, GError **error)
{
  g_autoptr (GHashTable) settings = mix_value_get_settings (data, KEY_IMPORT, error);
  GHashTableIter iter;
  gpointer name, text;

  if (settings == NULL)
    return FALSE;
  mix_import_init (import);
  g_hash_table_iter_init (&iter, settings);
  while (g_hash_table_iter_next (&iter, &name, &text))
    {
      g_autoptr (GError) reason = NULL;
      if (mix_import_set (import, name, text, &reason))
        continue;
      mix_value_fail (error, MIX_MODEL_ERROR_VALUE, "“%s”: %s", KEY_IMPORT, reason->message);
      return FALSE;
    }
  return TRUE;
}

/* The list at the key, of exactly n elements. */
static JsonArray *
get_list (JsonObject *object, const char *key, gsize n, GError **error)
{
  JsonArray *list = mix_value_get_array (object, key, error);

  if (list == NULL || json_array_get_length (list) == n)
    return list;
  mix_value_fail (error, MIX_MODEL_ERROR_VALUE, _ ("“%s” has %u elements, and the table has %zu rows"),
                  key, json_array_get_length (list), n);
  return NULL;
}

static gboolean
read_values (JsonObject *object, MixColumn *column, gsize n, GError **error)
{
  JsonArray *list = get_list (object, KEY_VALUES, n, error);

  for (gsize i = 0; list != NULL && i < n; i++)
    {
      JsonNode *node = json_array_get_element (list, (guint) i);
      column->n_missing += JSON_NODE_HOLDS_NULL (node);
      if (JSON_NODE_HOLDS_NULL (node))
        continue;
      if (!mix_value_holds (node, G_TYPE_INT64) && !mix_value_holds (node, G_TYPE_DOUBLE))
        return mix_value_wrong_kind (KEY_VALUES, _ ("a list of numbers"), error);
      column->values[i] = json_node_get_double (node);
      if (!isfinite (column->values[i]))
        {
          mix_value_fail (error, MIX_MODEL_ERROR_VALUE, _ ("“%s” holds a number that is too large"),
                          KEY_VALUES);
          return FALSE;
        }
    }
  return list != NULL;
}

static gboolean
read_levels (JsonObject *object, MixColumn *column, guint *n_levels, GError **error)
{
  JsonArray *list = mix_value_get_array (object, KEY_LEVELS, error);

  if (list == NULL)
    return FALSE;
  *n_levels = json_array_get_length (list);
  if (*n_levels > MIX_MAX_LEVELS)
    {
      mix_value_fail (error, MIX_MODEL_ERROR_VALUE, _ ("%u words are more than the %d that can be"),
                      *n_levels, MIX_MAX_LEVELS);
      return FALSE;
    }
  column->levels = g_new0 (char *, *n_levels + 1);
  for (guint i = 0; i < *n_levels; i++)
    {
      JsonNode *node = json_array_get_element (list, i);
      if (!mix_value_holds (node, G_TYPE_STRING))
        return mix_value_wrong_kind (KEY_LEVELS, _ ("a list of texts"), error);
      column->levels[i] = g_strdup (json_node_get_string (node));
    }
  return TRUE;
}

static gboolean
read_words (JsonObject *object, MixColumn *column, gsize n, GError **error)
{
  guint n_levels, code;

  if (!json_object_has_member (object, KEY_LEVELS))
    return TRUE;
  if (!read_levels (object, column, &n_levels, error))
    return FALSE;
  JsonArray *list = get_list (object, KEY_CODES, n, error);
  if (list == NULL)
    return FALSE;
  column->codes = g_new0 (guint8, n);
  column->n_missing = 0;
  for (gsize i = 0; i < n; i++)
    {
      if (!mix_value_read_whole (json_array_get_element (list, (guint) i), KEY_CODES, 0, n_levels,
                                 &code, error))
        return FALSE;
      column->codes[i] = (guint8) code;
      column->n_missing += code == 0;
    }
  return TRUE;
}

static gboolean
read_column (JsonObject *object, MixColumn *column, gsize n, GError **error)
{
  static const char *const known[]
    = { KEY_NAME,   KEY_KIND,   KEY_TIME,  KEY_VALIDATION, KEY_TRANSFORM,
        KEY_VALUES, KEY_LEVELS, KEY_CODES, NULL };
  int kind = 0, transform = 0, time = 0;
  const char *name = mix_value_get_text (object, KEY_NAME, error);

  if (name == NULL || !mix_value_check_keys (object, known, error)
      || !mix_value_get_choice (object, KEY_KIND, mix_project_column_kinds, &kind, error)
      || !mix_value_get_choice (object, KEY_TIME, mix_time_choices, &time, error)
      || !mix_value_get_switch (object, KEY_VALIDATION, &column->marks_validation, error)
      || !mix_value_get_choice (object, KEY_TRANSFORM, mix_transform_choices, &transform, error))
    return FALSE;
  column->name = g_strdup (name);
  column->kind = (MixColumnKind) kind;
  column->transform = (MixTransformKind) transform;
  column->time = (MixTimeUnit) time;
  column->values = g_new (double, n);
  for (gsize i = 0; i < n; i++)
    column->values[i] = (double) NAN;
  if (column->kind == MIX_COLUMN_MIXED)
    column->fault = g_strdup_printf (_ ("column \"%s\" has cells that are no numbers"), name);
  if (column->kind != MIX_COLUMN_TEXT && !read_values (object, column, n, error))
    return FALSE;
  return read_words (object, column, n, error);
}

static void
free_columns (MixColumn *columns, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_free (columns[i].name);
      g_free (columns[i].values);
      g_free (columns[i].fault);
      g_strfreev (columns[i].levels);
      g_free (columns[i].codes);
    }
  g_free (columns);
}

static gboolean
read_columns (JsonArray *list, MixColumn *columns, gsize n_rows, GError **error)
{
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonNode *node = json_array_get_element (list, i);
      if (!JSON_NODE_HOLDS_OBJECT (node))
        return mix_value_wrong_kind (KEY_COLUMNS, _ ("a list of objects"), error);
      if (!read_column (json_node_get_object (node), &columns[i], n_rows, error))
        {
          g_prefix_error (error, _ ("column %u: "), i + 1);
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
read_excluded (JsonObject *data, MixDataset *table, GError **error)
{
  gsize n_rows = mix_dataset_get_n_rows (table);
  g_autofree guint8 *excluded = g_new0 (guint8, n_rows);
  guint row;

  if (!json_object_has_member (data, KEY_EXCLUDED))
    return TRUE;
  JsonArray *list = mix_value_get_array (data, KEY_EXCLUDED, error);
  if (list == NULL)
    return FALSE;
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      if (!mix_value_read_whole (json_array_get_element (list, i), KEY_EXCLUDED, 0,
                                 (guint) n_rows - 1, &row, error))
        return FALSE;
      excluded[row] = 1;
    }
  mix_dataset_set_excluded (table, g_steal_pointer (&excluded));
  return TRUE;
}

/* Whether so many cells are in the file: a column has a list of them, or is text. */
static gboolean
check_size (guint n_rows, guint n_columns, GError **error)
{
  if (n_columns > 0 && n_rows <= MIX_PROJECT_MAX_CELLS / n_columns)
    return TRUE;
  mix_value_fail (error, MIX_MODEL_ERROR_VALUE,
                  _ ("a table of %u rows and %u columns: a project holds at most %d cells"), n_rows,
                  n_columns, MIX_PROJECT_MAX_CELLS);
  return FALSE;
}

/**
 * mix_project_read_table:
 * @data: an object that has the table's columns
 *
 * Returns: (transfer full): the table; NULL with an error
 */
MixDataset *
mix_project_read_table (JsonObject *data, GError **error)
{
  guint n_rows;
  const char *title = mix_value_get_text (data, KEY_TITLE, error);
  JsonArray *list = title != NULL ? mix_value_get_array (data, KEY_COLUMNS, error) : NULL;

  if (list == NULL
      || !mix_value_get_whole (data, KEY_ROWS, 1, MIX_PROJECT_MAX_CELLS, &n_rows, error)
      || !check_size (n_rows, json_array_get_length (list), error))
    return NULL;
  guint n_columns = json_array_get_length (list);
  MixColumn *columns = g_new0 (MixColumn, n_columns);
  if (!read_columns (list, columns, n_rows, error))
    {
      free_columns (columns, n_columns);
      return NULL;
    }
  g_autoptr (MixDataset) table = mix_dataset_new (title, n_rows, columns, n_columns);
  return read_excluded (data, table, error) ? g_steal_pointer (&table) : NULL;
}
