/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-project-format.h"

#include <math.h>
#include <string.h>

#include "mix-json.h"
#include "mix-model-io.h"

/* Keys in a fixed order: the same project is the same bytes. */

static const char *
yes_no (gboolean value)
{
  return value ? "true" : "false";
}

/* The way from a folder to a file, both absolute; NULL where it begins at the root. */
static char *
relative_path (const char *folder, const char *path)
{
  g_auto (GStrv) from = g_strsplit (folder, G_DIR_SEPARATOR_S, -1);
  g_auto (GStrv) to = g_strsplit (path, G_DIR_SEPARATOR_S, -1);
  g_autoptr (GString) way = g_string_new (NULL);
  guint same = 0;

  while (from[same] != NULL && to[same] != NULL && g_str_equal (from[same], to[same]))
    same++;
  if (same < 2)
    return NULL;
  for (guint i = same; from[i] != NULL; i++)
    if (*from[i] != '\0')
      g_string_append (way, ".." G_DIR_SEPARATOR_S);
  for (guint i = same; to[i] != NULL; i++)
    g_string_append_printf (way, "%s%s", to[i], to[i + 1] != NULL ? G_DIR_SEPARATOR_S : "");
  return g_strdup (way->str);
}

static void
append_pair (GString *out, const char *key, const char *text)
{
  g_string_append_printf (out, "\"%s\": ", key);
  mix_json_append_text (out, text);
}

static void
append_file (GString *out, const MixProject *project, const char *folder)
{
  g_autofree char *relative = relative_path (folder, project->path);

  append_pair (out, KEY_PATH, project->path);
  if (relative != NULL)
    {
      g_string_append (out, ", ");
      append_pair (out, KEY_RELATIVE, relative);
    }
  g_string_append_printf (out,
                          ",\n\"" KEY_SIZE "\": %" G_GUINT64_FORMAT ", \"" KEY_MODIFIED
                          "\": %" G_GINT64_FORMAT ", ",
                          project->fingerprint.size, project->fingerprint.modified);
  append_pair (out, KEY_SHA256, project->fingerprint.sha256);
}

static void
append_generator (GString *out, const MixProject *project)
{
  g_autofree char *seed = g_strdup_printf ("%" G_GUINT64_FORMAT, project->seed);
  MixImport plain;

  mix_import_init (&plain);
  append_pair (out, KEY_GENERATOR, project->generator->id);
  g_string_append_printf (out, ", \"" KEY_ROWS "\": %" G_GUINT64_FORMAT ", \"" KEY_NOISE "\": ",
                          project->rows);
  mix_json_append_number (out, project->noise);
  g_string_append (out, ", ");
  append_pair (out, KEY_SEED, seed);
  if (mix_import_equal (&project->import, &plain))
    return;
  g_string_append (out, ", ");
  mix_project_append_import (out, &project->import);
}

static void
append_data (GString *out, const MixProject *project, const char *folder)
{
  g_string_append (out, "\"" KEY_DATA "\": {");
  if (project->generator != NULL)
    append_generator (out, project);
  else
    {
      if (project->path != NULL)
        append_file (out, project, folder);
      else
        mix_project_append_table (out, project->table);
      g_string_append (out, ",\n");
      mix_project_append_import (out, &project->import);
    }
  g_string_append (out, "},\n");
}

static void
append_columns (GString *out, const MixProject *project)
{
  append_pair (out, KEY_TARGET, project->target);
  g_string_append (out, ", \"" KEY_FEATURES "\": [");
  for (char **name = project->features; *name != NULL; name++)
    {
      g_string_append (out, name == project->features ? "" : ", ");
      mix_json_append_text (out, *name);
    }
  g_string_append_printf (
    out, "], \"" KEY_ALL_OTHERS "\": %s, \"" KEY_COMPONENTS_CHOSEN "\": %s,\n",
    yes_no (project->all_others), yes_no (project->components_chosen));
}

static void
append_view (GString *out, const MixProject *project)
{
  g_string_append (out, ",\n\"" KEY_VIEW "\": {");
  if (project->page != NULL)
    append_pair (out, KEY_PAGE, project->page);
  if (isfinite (project->x0))
    {
      g_string_append_printf (out, "%s\"" KEY_X0 "\": ", project->page != NULL ? ", " : "");
      mix_json_append_number (out, project->x0);
    }
  g_string_append_c (out, '}');
}

static void
append_model (GString *out, const char *key, const MixModel *model)
{
  if (model == NULL)
    return;
  g_autofree char *text = mix_model_to_json (model);
  g_string_append_printf (out, ",\n\"%s\": %s", key, g_strchomp (text));
}

/**
 * mix_project_to_json:
 * @project: with a table, a target and features
 * @folder: absolute; where the project is going to be
 *
 * Returns: (transfer full): the text of a project file. The same project gives the same bytes, and
 * every number reads back bit for bit.
 */
char *
mix_project_to_json (const MixProject *project, const char *folder)
{
  g_return_val_if_fail (project != NULL && folder != NULL, NULL);
  g_return_val_if_fail (project->target != NULL && project->features != NULL, NULL);

  GString *out = g_string_new (NULL);
  g_autoptr (GHashTable) options = mix_config_to_settings (&project->config);

  g_string_append (out, "{\"" KEY_FORMAT "\": \"" FORMAT_NAME "\",\n");
  g_string_append_printf (out, "\"" KEY_VERSION "\": %d,\n", FORMAT_VERSION);
  append_data (out, project, folder);
  append_columns (out, project);
  g_string_append (out, "\"" KEY_OPTIONS "\": ");
  mix_json_append_settings (out, options);
  append_view (out, project);
  append_model (out, KEY_MODEL, project->model);
  g_string_append (out, "}\n");
  return g_string_free (out, FALSE);
}
