/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What ends a verb before it is done, and the exit status that it gets. Errors of other domains are
 * failed work, but for those of GOption and of the table of options, which are wrong usage. */
#define MIX_CLI_ERROR (mix_cli_error_quark ())
GQuark mix_cli_error_quark (void);

typedef enum
{
  MIX_CLI_ERROR_FAILED = 1,
  MIX_CLI_ERROR_USAGE = 2,
  MIX_CLI_ERROR_INTERRUPTED = 130,
} MixCliError;

int mix_cli_exit_status (const GError *error);

/* The words of one call: the options and arguments of a verb. */
typedef struct _MixCommand MixCommand;

typedef struct
{
  const char *name;      /* "train" */
  const char *arguments; /* of the usage line: "DATA" */
  const char *summary;   /* one line; untranslated */
  const char *details;   /* what else --help says; untranslated, or NULL */
  gboolean (*run) (MixCommand *command, GError **error);
} MixVerb;

/* argv [argc] starts with the verb; it is borrowed. */
MixCommand *mix_command_new (const MixVerb *verb, int argc, char **argv);
void mix_command_free (MixCommand *command);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MixCommand, mix_command_free)

void mix_command_add_options (MixCommand *command, const GOptionEntry *entries);
gboolean mix_command_parse (MixCommand *command, GError **error);
gboolean mix_command_expect (const MixCommand *command, guint n_arguments, GError **error);
const char *mix_command_get_argument (const MixCommand *command, guint argument);

/* The values of options, which are read as text so that no locale has a say. text NULL: value stays
 * as it is. */
gboolean mix_parse_whole (const char *option, const char *text, gint64 min, gint64 max,
                          gint64 *value, GError **error);
gboolean mix_parse_number (const char *option, const char *text, double min, double max,
                           double *value, GError **error);

/* The value of --threads; NULL or 0: as many as there are processors. */
gboolean mix_parse_threads (const char *text, guint *n_threads, GError **error);

/* The known word that is nearest to a misspelt one; NULL where none is near. words ends with
 * NULL. */
const char *mix_nearest_word (const char *word, const char *const *words);

G_END_DECLS
