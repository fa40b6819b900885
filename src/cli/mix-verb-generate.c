/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-verbs.h"

#include <glib/gi18n-lib.h>

#include "mix-csv.h"
#include "mix-input.h"
#include "mix-output.h"

static gboolean
print_list (GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  for (const MixGenerator *g = mix_generators; g->id != NULL; g++)
    g_string_append_printf (text, "%-18s %s\n", g->id, _ (g->summary));
  return mix_output_print (text->str, error);
}

static gboolean
write_table (const char *id, const MixGeneratorOptions *options, const char *output, GError **error)
{
  const MixGenerator *generator = mix_input_find_generator (id[0] == '@' ? id + 1 : id, error);
  if (generator == NULL || !mix_output_check (output, error))
    return FALSE;

  g_autoptr (MixDataset) table = mix_input_generate (generator, options, error);
  return table != NULL && mix_csv_write (table, output, error);
}

static gboolean
run (MixCommand *command, GError **error)
{
  g_auto (MixGeneratorOptions) options = { NULL };
  g_autofree char *output = NULL;
  gboolean list = FALSE;
  const GOptionEntry entries[] = {
    { "list", 0, 0, G_OPTION_ARG_NONE, &list, N_ ("List the generators"), NULL },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output,
      N_ ("Where to write, - for standard output (-)"), N_ ("FILE") },
    G_OPTION_ENTRY_NULL,
  };

  mix_command_add_options (command, entries);
  mix_generator_options_add (&options, command, TRUE);
  if (!mix_command_parse (command, error) || !mix_command_expect (command, list ? 0 : 1, error))
    return FALSE;
  if (list)
    return print_list (error);
  return write_table (mix_command_get_argument (command, 0), &options,
                      output != NULL ? output : "-", error);
}

const MixVerb mix_verb_generate = {
  .name = "generate",
  .arguments = N_ ("ID"),
  .summary = N_ ("Write a synthetic data set as CSV, columns x and y"),
  .run = run,
};
