/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-config-options.h"

#include <glib/gi18n-lib.h>

struct _MixConfigOptions
{
  guint n;
  const MixOption *table; /* [n], static */
  char **values;          /* [n], as given; NULL where not given */
  char **helps;           /* [n] */
  GOptionEntry *entries;  /* [n + 1] */
};

/**
 * mix_config_options_new:
 *
 * Returns: (transfer full): entries made from the table, none of them given yet
 */
MixConfigOptions *
mix_config_options_new (void)
{
  MixConfigOptions *options = g_new0 (MixConfigOptions, 1);

  options->table = mix_options (&options->n);
  options->values = g_new0 (char *, options->n);
  options->helps = g_new0 (char *, options->n);
  options->entries = g_new0 (GOptionEntry, options->n + 1);
  for (guint i = 0; i < options->n; i++)
    {
      const MixOption *option = &options->table[i];
      options->helps[i] = g_strdup_printf ("%s (%s)", _ (option->help), option->initial);
      options->entries[i] = (GOptionEntry){
        .long_name = option->name,
        .arg = G_OPTION_ARG_FILENAME, /* text as it comes, whatever the locale */
        .arg_data = &options->values[i],
        .description = options->helps[i],
        .arg_description = option->kind == MIX_OPTION_SWITCH   ? "on|off"
                           : option->kind == MIX_OPTION_CHOICE ? N_ ("NAME")
                           : option->kind == MIX_OPTION_LAYERS ? N_ ("A,B,…")
                                                               : N_ ("N"),
      };
    }
  return options;
}

void
mix_config_options_free (MixConfigOptions *options)
{
  for (guint i = 0; i < options->n; i++)
    {
      g_free (options->values[i]);
      g_free (options->helps[i]);
    }
  g_free (options->values);
  g_free (options->helps);
  g_free (options->entries);
  g_free (options);
}

void
mix_config_options_add (MixConfigOptions *options, MixCommand *command)
{
  mix_command_add_options (command, options->entries);
}

/**
 * mix_config_options_apply:
 * @config: gets what was given; the rest stays as it is
 *
 * Returns: FALSE with an error where a value is not allowed
 */
gboolean
mix_config_options_apply (const MixConfigOptions *options, MixConfig *config, GError **error)
{
  for (guint i = 0; i < options->n; i++)
    if (options->values[i] != NULL
        && !mix_config_set (config, options->table[i].name, options->values[i], error))
      {
        g_prefix_error_literal (error, "--");
        return FALSE;
      }
  return TRUE;
}
