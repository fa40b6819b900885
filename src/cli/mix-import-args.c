/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-import-args.h"

#include <glib/gi18n-lib.h>

#define MOST_MIB (1 << 24)

void
mix_import_args_clear (MixImportArgs *args)
{
  for (guint i = 0; i < MIX_N_IMPORT_OPTIONS; i++)
    {
      g_clear_pointer (&args->values[i], g_free);
      g_clear_pointer (&args->helps[i], g_free);
    }
  g_clear_pointer (&args->table_limit, g_free);
}

/* "How cells are parted: auto, comma, …". */
static char *
describe (const MixImportOption *option)
{
  GString *text = g_string_new (_ (option->help));

  for (const MixChoice *c = option->choices; c != NULL && c->nick != NULL; c++)
    g_string_append_printf (text, "%s%s", c == option->choices ? ": " : ", ", c->nick);
  g_string_append_printf (text, " (%s)", option->initial);
  return g_string_free (text, FALSE);
}

/**
 * mix_import_args_add:
 * @args: cleared; must outlive the command
 *
 * Adds an option for each import setting, and --verbose.
 */
void
mix_import_args_add (MixImportArgs *args, MixCommand *command)
{
  GOptionEntry entries[MIX_N_IMPORT_OPTIONS + 3] = { 0 };
  guint n;
  const MixImportOption *options = mix_import_options (&n);

  for (guint i = 0; i < n; i++)
    {
      args->helps[i] = describe (&options[i]);
      entries[i] = (GOptionEntry){
        .long_name = options[i].name,
        .arg = G_OPTION_ARG_FILENAME, /* text as it comes, whatever the locale */
        .arg_data = &args->values[i],
        .description = args->helps[i],
        .arg_description = options[i].kind == MIX_IMPORT_CHOICE  ? N_ ("NAME")
                           : options[i].kind == MIX_IMPORT_COUNT ? N_ ("N")
                                                                 : N_ ("TEXT"),
      };
    }
  entries[n + 1] = (GOptionEntry){
    .long_name = "table-limit",
    .arg = G_OPTION_ARG_FILENAME,
    .arg_data = &args->table_limit,
    .description = N_ ("The most memory that a table may take (3/4 of the machine's; 1024 from a "
                       "pipe)"),
    .arg_description = N_ ("MIB"),
  };
  entries[n] = (GOptionEntry){
    .long_name = "verbose",
    .arg = G_OPTION_ARG_NONE,
    .arg_data = &args->verbose,
    .description = N_ ("Say how the table is read, and why"),
  };
  mix_command_add_options (command, entries);
}

/**
 * mix_import_args_any:
 *
 * Returns: whether any setting was given
 */
gboolean
mix_import_args_any (const MixImportArgs *args)
{
  for (guint i = 0; i < MIX_N_IMPORT_OPTIONS; i++)
    if (args->values[i] != NULL)
      return TRUE;
  return FALSE;
}

/**
 * mix_import_args_get_limit:
 * @bytes: (out): 0 where none is given
 *
 * Returns: FALSE with a usage error
 */
gboolean
mix_import_args_get_limit (const MixImportArgs *args, gsize *bytes, GError **error)
{
  gint64 limit = 0;

  if (!mix_parse_whole ("table-limit", args->table_limit, 1, MOST_MIB, &limit, error))
    return FALSE;
  *bytes = (gsize) limit << 20;
  return TRUE;
}

/**
 * mix_import_args_apply:
 * @import: gets what was given; the rest stays as it is
 *
 * Returns: FALSE with a usage error where a value is not allowed
 */
gboolean
mix_import_args_apply (const MixImportArgs *args, MixImport *import, GError **error)
{
  guint n;
  const MixImportOption *options = mix_import_options (&n);

  for (guint i = 0; i < n; i++)
    if (args->values[i] != NULL
        && !mix_import_set (import, options[i].name, args->values[i], error))
      {
        g_prefix_error_literal (error, "--");
        return FALSE;
      }
  return TRUE;
}
