/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The readers of options: lines of NAME=TEXT, for training and for importing. What is taken is
 * given back as text that is taken again. */
#include <string.h>

#include "mix-config.h"
#include "mix-fuzz.h"
#include "mix-import.h"

static void
set_config (MixConfig *config, const char *name, const char *text)
{
  g_autoptr (GError) error = NULL;

  if (!mix_config_set (config, name, text, &error))
    {
      g_assert_nonnull (error);
      return;
    }
  g_autofree char *back = mix_config_get (config, name);
  g_assert_true (mix_config_set (config, name, back, NULL));
}

static void
set_import (MixImport *import, const char *name, const char *text)
{
  g_autoptr (GError) error = NULL;

  if (!mix_import_set (import, name, text, &error))
    {
      g_assert_nonnull (error);
      return;
    }
  g_autofree char *back = mix_import_get (import, name);
  g_assert_true (mix_import_set (import, name, back, NULL));
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize length)
{
  g_autofree char *text = g_strndup ((const char *) bytes, length);
  g_auto (GStrv) lines = g_strsplit (text, "\n", 64);
  g_autoptr (GHashTable) settings = g_hash_table_new (g_str_hash, g_str_equal);
  MixConfig config;
  MixImport import;

  mix_config_init (&config);
  mix_import_init (&import);
  for (char **line = lines; *line != NULL; line++)
    {
      char *mark = strchr (*line, '=');
      if (mark == NULL)
        continue;
      *mark = '\0';
      set_config (&config, *line, mark + 1);
      set_import (&import, *line, mark + 1);
      g_hash_table_insert (settings, *line, mark + 1);
    }
  mix_config_from_settings (&config, settings, NULL);
  return 0;
}
