/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-settings.h"

#define SCHEMA_ID "io.github.mixturelab.MixtureLab"

/* g_settings_new() ends the program where the schema is missing. So it is looked for: in the build
 * folder of a program that was not installed, where the desktop looks, where we were installed. */

/* A program of the build folder lies two folders deep in it, its schema in data. */
static char *
build_folder (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);

  if (program == NULL)
    return NULL;
  g_autofree char *folder = g_path_get_dirname (program);
  return g_build_filename (folder, "..", "..", "data", NULL);
}

static GSettingsSchema *
look_in (const char *folder)
{
  g_autofree char *file = folder != NULL ? g_build_filename (folder, "gschemas.compiled", NULL) : NULL;

  if (file == NULL || !g_file_test (file, G_FILE_TEST_EXISTS))
    return NULL;
  g_autoptr (GSettingsSchemaSource) source = g_settings_schema_source_new_from_directory (
    folder, g_settings_schema_source_get_default (), FALSE, NULL);
  return source != NULL ? g_settings_schema_source_lookup (source, SCHEMA_ID, FALSE) : NULL;
}

static GSettingsSchema *
find_schema (void)
{
  GSettingsSchemaSource *usual = g_settings_schema_source_get_default ();
  g_autofree char *build = build_folder ();
  GSettingsSchema *schema = look_in (build);

  if (schema == NULL && usual != NULL)
    schema = g_settings_schema_source_lookup (usual, SCHEMA_ID, TRUE);
  return schema != NULL ? schema : look_in (MIX_DATADIR "/glib-2.0/schemas");
}

/* Returns: (transfer none) (nullable): the settings, the same for the whole program; NULL where the
 * schema is nowhere, and then everything starts as it did the first time. */
GSettings *
mix_settings_get (void)
{
  static gsize once;
  static GSettings *settings;

  if (g_once_init_enter (&once))
    {
      g_autoptr (GSettingsSchema) schema = find_schema ();
      if (schema != NULL)
        settings = g_settings_new_full (schema, NULL, NULL);
      g_once_init_leave (&once, 1);
    }
  return settings;
}
