/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-command.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "mix-config.h"
#include "mix-import.h"
#include "mix-output.h"
#include "mix-stock.h"

G_DEFINE_QUARK (mix-cli-error-quark, mix_cli_error)

struct _MixCommand
{
  const MixVerb *verb; /* borrowed */
  int argc;
  char **argv;         /* borrowed */
  GOptionContext *context;
  char **arguments;    /* NULL-terminated, or NULL for none */
  gboolean help;
};

/**
 * mix_cli_exit_status:
 *
 * Returns: what the program exits with after this error: 1 the work failed, 2 wrong usage, 130
 * interrupted
 */
int
mix_cli_exit_status (const GError *error)
{
  if (error->domain == MIX_CLI_ERROR)
    return error->code;
  if (error->domain == G_OPTION_ERROR || error->domain == MIX_CONFIG_ERROR
      || error->domain == MIX_IMPORT_ERROR || error->domain == MIX_STOCK_ERROR)
    return MIX_CLI_ERROR_USAGE;
  return MIX_CLI_ERROR_FAILED;
}

/**
 * mix_command_new:
 * @argv: [argc] the words from the verb on
 *
 * Returns: (transfer full): a command, still without options but --help
 */
MixCommand *
mix_command_new (const MixVerb *verb, int argc, char **argv)
{
  MixCommand *command = g_new0 (MixCommand, 1);
  const GOptionEntry entries[] = {
    { "help", 'h', 0, G_OPTION_ARG_NONE, &command->help, N_ ("Show these options"), NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &command->arguments, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };

  command->verb = verb;
  command->argc = argc;
  command->argv = argv;
  command->context = g_option_context_new (verb->arguments);
  g_option_context_set_help_enabled (command->context, FALSE);
  g_option_context_set_translation_domain (command->context, GETTEXT_PACKAGE);
  g_option_context_set_summary (command->context, verb->summary);
  g_option_context_set_description (command->context, verb->details);
  mix_command_add_options (command, entries);
  return command;
}

void
mix_command_free (MixCommand *command)
{
  g_option_context_free (command->context);
  g_strfreev (command->arguments);
  g_free (command);
}

/**
 * mix_command_add_options:
 * @entries: ends with an empty one; copied, but for what they point to
 */
void
mix_command_add_options (MixCommand *command, const GOptionEntry *entries)
{
  g_option_context_add_main_entries (command->context, entries, GETTEXT_PACKAGE);
}

/**
 * mix_command_parse:
 *
 * Reads the words into what the options point to. Where they ask for help, it is printed.
 *
 * Returns: whether the verb has work to do; FALSE without an error after --help
 */
gboolean
mix_command_parse (MixCommand *command, GError **error)
{
  int argc = command->argc;
  char **argv = command->argv;

  if (!g_option_context_parse (command->context, &argc, &argv, error))
    {
      g_prefix_error (error, "%s: ", command->verb->name);
      return FALSE;
    }
  if (!command->help)
    return TRUE;

  g_autofree char *text = g_option_context_get_help (command->context, TRUE, NULL);
  mix_output_print (text, error);
  return FALSE;
}

/**
 * mix_command_expect:
 * @n_arguments: how many words there must be beside the options
 *
 * Returns: whether there are, or FALSE with an error
 */
gboolean
mix_command_expect (const MixCommand *command, guint n_arguments, GError **error)
{
  guint given = command->arguments != NULL ? g_strv_length (command->arguments) : 0;
  if (given == n_arguments)
    return TRUE;

  if (given > n_arguments)
    g_set_error (error, MIX_CLI_ERROR, MIX_CLI_ERROR_USAGE, _ ("%s: “%s” is one word too many"),
                 command->verb->name, command->arguments[n_arguments]);
  else
    g_set_error (error, MIX_CLI_ERROR, MIX_CLI_ERROR_USAGE,
                 _ ("%s: give %s; “mixture-lab-cli %s --help” says more"), command->verb->name,
                 command->verb->arguments, command->verb->name);
  return FALSE;
}

/**
 * mix_command_get_argument:
 *
 * Returns: (nullable): a word beside the options, counted from 0; owned by the command
 */
const char *
mix_command_get_argument (const MixCommand *command, guint argument)
{
  guint given = command->arguments != NULL ? g_strv_length (command->arguments) : 0;
  return argument < given ? command->arguments[argument] : NULL;
}

/**
 * mix_parse_whole:
 * @option: its name, for the error
 * @text: (nullable): what was given; NULL leaves @value as it is
 *
 * Returns: FALSE with a usage error where text is no whole number from min to max
 */
gboolean
mix_parse_whole (const char *option, const char *text, gint64 min, gint64 max, gint64 *value,
                 GError **error)
{
  if (text == NULL || g_ascii_string_to_signed (text, 10, min, max, value, NULL))
    return TRUE;
  g_set_error (error, MIX_CLI_ERROR, MIX_CLI_ERROR_USAGE,
               _ ("--%s: “%s” is not a whole number from %.0f to %.0f"), option, text, (double) min,
               (double) max);
  return FALSE;
}

#define MAX_THREADS 256

/**
 * mix_parse_threads:
 * @text: (nullable): what was given
 * @n_threads: (out): at least 1
 *
 * Returns: FALSE with a usage error where text is no whole number from 0 to 256
 */
gboolean
mix_parse_threads (const char *text, guint *n_threads, GError **error)
{
  gint64 n = 0;

  if (!mix_parse_whole ("threads", text, 0, MAX_THREADS, &n, error))
    return FALSE;
  *n_threads = n > 0 ? (guint) n : g_get_num_processors ();
  return TRUE;
}

/**
 * mix_parse_number:
 * @option: its name, for the error
 * @text: (nullable): what was given; NULL leaves @value as it is
 *
 * Returns: FALSE with a usage error where text is no number from min to max
 */
gboolean
mix_parse_number (const char *option, const char *text, double min, double max, double *value,
                  GError **error)
{
  char *end;
  double number;

  if (text == NULL)
    return TRUE;
  number = g_ascii_strtod (text, &end);
  if (end != text && *end == '\0' && isfinite (number) && number >= min && number <= max)
    {
      *value = number;
      return TRUE;
    }
  g_set_error (error, MIX_CLI_ERROR, MIX_CLI_ERROR_USAGE,
               _ ("--%s: “%s” is not a number from %g to %g"), option, text, min, max);
  return FALSE;
}

/* Levenshtein's distance by bytes; row [strlen (b) + 1] is the last row of the usual table. */
static guint
edit_distance (const char *a, const char *b)
{
  gsize n = strlen (b);
  g_autofree guint *row = g_new (guint, n + 1);

  for (gsize j = 0; j <= n; j++)
    row[j] = (guint) j;
  for (guint i = 1; a[i - 1] != '\0'; i++)
    {
      guint diagonal = row[0];
      row[0] = i;
      for (gsize j = 1; j <= n; j++)
        {
          guint change = diagonal + (a[i - 1] != b[j - 1]);
          diagonal = row[j];
          row[j] = MIN (change, MIN (row[j], row[j - 1]) + 1);
        }
    }
  return row[n];
}

/**
 * mix_nearest_word:
 * @words: ends with NULL
 *
 * Returns: (nullable): the one that most likely was meant; NULL where none is near
 */
const char *
mix_nearest_word (const char *word, const char *const *words)
{
  const char *nearest = NULL;
  guint least = (guint) MIN (strlen (word), 8) / 3 + 2;

  for (; *words != NULL; words++)
    {
      guint distance = edit_distance (word, *words);
      if (distance < least)
        {
          least = distance;
          nearest = *words;
        }
    }
  return nearest;
}
