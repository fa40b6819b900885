/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-input.h"

#include <glib/gi18n-lib.h>

#include "mix-config.h"
#include "mix-csv.h"
#include "mix-date.h"
#include "mix-output.h"

void
mix_generator_options_clear (MixGeneratorOptions *options)
{
  g_clear_pointer (&options->rows, g_free);
  g_clear_pointer (&options->noise, g_free);
  g_clear_pointer (&options->seed, g_free);
}

/**
 * mix_generator_options_add:
 * @options: cleared; must outlive the command
 * @with_seed: whether --seed is among them
 */
void
mix_generator_options_add (MixGeneratorOptions *options, MixCommand *command, gboolean with_seed)
{
  const GOptionEntry entries[] = {
    { "rows", 0, 0, G_OPTION_ARG_FILENAME, &options->rows,
      N_ ("Rows that a generator makes; its own number if not given"), N_ ("N") },
    { "noise", 0, 0, G_OPTION_ARG_FILENAME, &options->noise,
      N_ ("Multiplies a generator's noise (1)"), N_ ("F") },
    G_OPTION_ENTRY_NULL,
  };
  const GOptionEntry seed[] = {
    { "seed", 0, 0, G_OPTION_ARG_FILENAME, &options->seed,
      N_ ("Fixes a generator's numbers (1)"), N_ ("S") },
    G_OPTION_ENTRY_NULL,
  };

  mix_command_add_options (command, entries);
  if (with_seed)
    mix_command_add_options (command, seed);
}

/**
 * mix_input_find_generator:
 * @id: as "generate --list" prints it, without the @
 *
 * Returns: a generator, static; NULL with a usage error
 */
const MixGenerator *
mix_input_find_generator (const char *id, GError **error)
{
  const MixGenerator *generator = mix_generator_find (id);
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  if (generator != NULL)
    return generator;
  for (const MixGenerator *g = mix_generators; g->id != NULL; g++)
    g_ptr_array_add (ids, (gpointer) g->id);
  g_ptr_array_add (ids, NULL);
  g_autofree char *known = g_strjoinv (", ", (char **) ids->pdata);
  g_set_error (error, MIX_CLI_ERROR, MIX_CLI_ERROR_USAGE,
               _ ("there is no generator “%s”; there are %s"), id, known);
  return NULL;
}

/**
 * mix_input_generate:
 *
 * Returns: (transfer full): the table that a generator makes; NULL with a usage error where an
 *   option is out of its range
 */
MixDataset *
mix_input_generate (const MixGenerator *generator, const MixGeneratorOptions *options,
                    GError **error)
{
  gint64 rows = generator->rows;
  gint64 seed = 1;
  double noise = 1;
  const MixOption *seed_option = mix_option_find ("seed");

  if (!mix_parse_whole ("rows", options->rows, 1, MIX_MAX_ROWS, &rows, error)
      || !mix_parse_number ("noise", options->noise, 0, 1000, &noise, error)
      || !mix_parse_whole ("seed", options->seed, 0, (gint64) seed_option->max, &seed, error))
    return NULL;
  return mix_generator_make (generator, (gsize) rows, noise, (guint64) seed);
}

void
mix_input_options_clear (MixInputOptions *options)
{
  mix_generator_options_clear (&options->generator);
  mix_import_args_clear (&options->import);
}

/**
 * mix_input_options_add:
 * @options: cleared; must outlive the command
 * @with_seed: whether --seed is among them
 */
void
mix_input_options_add (MixInputOptions *options, MixCommand *command, gboolean with_seed)
{
  mix_generator_options_add (&options->generator, command, with_seed);
  mix_import_args_add (&options->import, command);
}

static MixDataset *
generate (const char *id, const MixInputOptions *options, GError **error)
{
  const MixGenerator *generator = mix_input_find_generator (id, error);

  if (generator == NULL)
    return NULL;
  if (mix_import_args_any (&options->import))
    {
      g_set_error (error, MIX_CLI_ERROR, MIX_CLI_ERROR_USAGE,
                   _ ("the options that say how a file is read are not for a generator, @%s"), id);
      return NULL;
    }
  return mix_input_generate (generator, &options->generator, error);
}

/* What could be read in another way is always said; the rest where somebody asks. */
static void
tell (const MixDataset *table, gboolean verbose)
{
  const MixImportReport *report = mix_dataset_get_import (table);

  if (verbose)
    {
      g_autofree char *text = mix_import_report_describe (report);
      g_auto (GStrv) lines = g_strsplit (g_strchomp (text), "\n", -1);
      for (char **line = lines; *line != NULL; line++)
        mix_output_note ("%s", *line);
      return;
    }
  for (guint i = 0; i < report->doubts->len; i++)
    mix_output_note (_ ("in doubt: %s"), (const char *) report->doubts->pdata[i]);
  for (guint i = 0; i < report->notes->len; i++)
    mix_output_note ("%s", (const char *) report->notes->pdata[i]);
}

/**
 * mix_input_read_table:
 * @data: a CSV file, "-" for standard input, or "@ID"
 *
 * Says on standard error what a person should know about how the file was read.
 *
 * Returns: (transfer full): the table; NULL with an error
 */
MixDataset *
mix_input_read_table (const char *data, const MixInputOptions *options, GError **error)
{
  MixImport import;

  if (data[0] == '@')
    return generate (data + 1, options, error);
  if (options->generator.rows != NULL || options->generator.noise != NULL)
    {
      g_set_error (error, MIX_CLI_ERROR, MIX_CLI_ERROR_USAGE,
                   _ ("--%s is for a generator, such as @two-branch, not for %s"),
                   options->generator.rows != NULL ? "rows" : "noise", data);
      return NULL;
    }

  mix_import_init (&import);
  if (!mix_import_args_apply (&options->import, &import, error))
    return NULL;
  MixCsvOptions reading = { .import = &import };
  if (!mix_import_args_get_limit (&options->import, &reading.max_bytes, error))
    return NULL;
  MixDataset *table = mix_csv_read_with (data, &reading, error);
  if (table != NULL)
    tell (table, options->import.verbose);
  return table;
}

/**
 * mix_input_read_design:
 * @require_target: whether a table without the target is an error
 *
 * Returns: (transfer full): the table's rows for the model; NULL on an error
 */
MixDesign *
mix_input_read_design (const char *data, const MixInputOptions *options, const MixModel *model,
                       gboolean require_target, GError **error)
{
  g_autoptr (MixDataset) table = mix_input_read_table (data, options, error);

  if (table == NULL)
    return NULL;
  MixDesign *design = mix_design_new_for_model (table, model, require_target, error);
  g_auto (GStrv) unknown = design != NULL ? mix_design_describe_unknown_levels (design) : NULL;

  for (guint i = 0; unknown != NULL && unknown[i] != NULL; i++)
    mix_output_note ("%s", unknown[i]);
  return design;
}

/**
 * mix_input_note_dropped:
 *
 * Says how many rows of the table are not in the design, if any; and which cells of the columns
 * that are used are missing, where, and what was done about it.
 */
void
mix_input_note_dropped (const MixDesign *design)
{
  gsize dropped = mix_design_get_n_dropped (design);
  g_auto (GStrv) missing = mix_design_describe_missing (design);

  if (dropped > 0)
    mix_output_note (ngettext ("%zu row of %zu is left out: it misses a value",
                               "%zu rows of %zu are left out: they miss a value", dropped),
                     dropped, dropped + mix_design_get_n_rows (design));
  for (char **sentence = missing; *sentence != NULL; sentence++)
    mix_output_note ("%s", *sentence);
}

/**
 * mix_input_note_dates:
 *
 * Says in what the lengths are of a forecast that is a date, as a date itself needs no unit.
 */
void
mix_input_note_dates (const MixDesign *design)
{
  const char *unit = mix_date_length_name (mix_design_get_target_time (design));

  if (unit != NULL)
    mix_output_note (_ ("%s is a date or time, and so are its forecasts; how far they are apart "
                        "(sd, sigma, amounts) is in %s"),
                     mix_design_get_target_label (design), unit);
}

/**
 * mix_input_list_columns:
 *
 * Returns: (transfer container): the columns that hold numbers, const MixColumn*; a table keeps no
 *   others, which a note says
 */
GPtrArray *
mix_input_list_columns (MixDataset *table)
{
  GPtrArray *columns = g_ptr_array_new ();
  g_autoptr (GString) left_out = g_string_new (NULL);

  for (guint i = 0; i < mix_dataset_get_n_columns (table); i++)
    {
      const MixColumn *column = mix_dataset_get_column (table, i);
      if (column->kind == MIX_COLUMN_NUMBER)
        g_ptr_array_add (columns, (gpointer) column);
      else
        g_string_append_printf (left_out, "%s%s", left_out->len > 0 ? ", " : "", column->name);
    }
  if (left_out->len > 0)
    mix_output_note (_ ("columns without numbers are not written: %s"), left_out->str);
  return columns;
}

/**
 * mix_input_check_stdin:
 *
 * Returns: whether at most one of them is standard input; FALSE with a usage error
 */
gboolean
mix_input_check_stdin (const char *model, const char *data, GError **error)
{
  if (!g_str_equal (model, "-") || !g_str_equal (data, "-"))
    return TRUE;
  g_set_error_literal (error, MIX_CLI_ERROR, MIX_CLI_ERROR_USAGE,
                       _ ("only one of model and data can come from standard input"));
  return FALSE;
}
