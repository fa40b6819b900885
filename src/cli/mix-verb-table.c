/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-verbs.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "mix-csv.h"
#include "mix-date.h"
#include "mix-input.h"
#include "mix-output.h"
#include "mix-select.h"

#define FEW_LEVELS 12 /* that stand in one line */

/* What a script calls it. */
static const char *
kind_of (const MixColumn *column)
{
  if (column->kind == MIX_COLUMN_MIXED)
    return "mixed";
  if (column->kind == MIX_COLUMN_NUMBER)
    return column->time != MIX_TIME_NONE ? "date" : "number";
  return column->levels != NULL ? "category" : "text";
}

static void
measure (const MixDataset *table, const MixColumn *column, double *low, double *high)
{
  mix_select_range (column->values, NULL, mix_dataset_get_n_rows (table), low, high);
  if (*low > *high)
    *low = *high = (double) NAN;
}

/* Of the first missing cells. */
static void
add_missing_lines (JsonBuilder *builder, const MixColumn *column)
{
  json_builder_set_member_name (builder, "missing_lines");
  json_builder_begin_array (builder);
  for (gsize i = 0; i < MIN (column->n_missing, MIX_MAX_LISTED_LINES); i++)
    if (column->missing_lines[i] > 0)
      json_builder_add_int_value (builder, (gint64) column->missing_lines[i]);
  json_builder_end_array (builder);
}

static void
add_column (JsonBuilder *builder, const MixDataset *table, const MixColumn *column)
{
  double low, high;

  measure (table, column, &low, &high);
  json_builder_begin_object (builder);
  mix_json_add_string (builder, "name", column->name);
  mix_json_add_string (builder, "kind", kind_of (column));
  mix_json_add_string (builder, "unit",
                       column->time != MIX_TIME_NONE ? mix_date_unit_name (column->time)
                                                     : column->unit);
  mix_json_add_integer (builder, "count",
                        (gint64) (mix_dataset_get_n_rows (table) - column->n_missing));
  mix_json_add_integer (builder, "missing", (gint64) column->n_missing);
  add_missing_lines (builder, column);
  mix_json_add_number (builder, "low", low);
  mix_json_add_number (builder, "high", high);
  mix_json_add_string (builder, "fault",
                       column->kind == MIX_COLUMN_MIXED ? column->fault : NULL);
  if (column->levels != NULL)
    {
      json_builder_set_member_name (builder, "levels");
      json_builder_begin_array (builder);
      for (char **level = column->levels; *level != NULL; level++)
        json_builder_add_string_value (builder, *level);
      json_builder_end_array (builder);
    }
  json_builder_end_object (builder);
}

static void
add_sentences (JsonBuilder *builder, const char *name, const GPtrArray *sentences)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; i < sentences->len; i++)
    json_builder_add_string_value (builder, sentences->pdata[i]);
  json_builder_end_array (builder);
}

static void
add_settings (JsonBuilder *builder, const MixImportReport *report)
{
  guint n;
  const MixImportOption *options = mix_import_options (&n);

  json_builder_set_member_name (builder, "settings");
  json_builder_begin_object (builder);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *value = mix_import_get (&report->settings, options[i].name);
      mix_json_add_string (builder, options[i].name, value);
    }
  json_builder_end_object (builder);
  add_sentences (builder, "doubts", report->doubts);
  add_sentences (builder, "notes", report->notes);
}

static gboolean
print_json (const MixDataset *table, GError **error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  mix_json_add_integer (builder, "rows", (gint64) mix_dataset_get_n_rows (table));
  json_builder_set_member_name (builder, "columns");
  json_builder_begin_array (builder);
  for (guint i = 0; i < mix_dataset_get_n_columns (table); i++)
    add_column (builder, table, mix_dataset_get_column (table, i));
  json_builder_end_array (builder);
  if (mix_dataset_get_import (table) != NULL)
    add_settings (builder, mix_dataset_get_import (table));
  json_builder_end_object (builder);
  return mix_output_print_json (builder, error);
}

static char *
format_value (const MixColumn *column, double value)
{
  char number[32];

  if (column->time != MIX_TIME_NONE)
    return mix_time_format_iso (value, column->time);
  return g_strdup (mix_csv_format_number (value, number));
}

static void
append_column (GString *text, const MixDataset *table, const MixColumn *column)
{
  double low, high;

  g_string_append_printf (text, "%s: %s", column->name, kind_of (column));
  measure (table, column, &low, &high);
  if (isfinite (low))
    {
      g_autofree char *from = format_value (column, low), *to = format_value (column, high);
      g_string_append_printf (text, _ (", %s to %s"), from, to);
    }
  if (!(low < high) && column->kind == MIX_COLUMN_NUMBER)
    g_string_append (text, _ (", constant"));
  if (column->levels != NULL && g_strv_length (column->levels) <= FEW_LEVELS)
    {
      g_autofree char *levels = g_strjoinv (", ", column->levels);
      g_string_append_printf (text, " (%s)", levels);
    }
  if (column->n_missing > 0)
    g_string_append_printf (text, ngettext (", %zu missing", ", %zu missing", column->n_missing),
                            column->n_missing);
  if (column->kind == MIX_COLUMN_MIXED)
    g_string_append_printf (text, "; %s", column->fault);
  g_string_append_c (text, '\n');
}

static gboolean
print_text (const MixDataset *table, GError **error)
{
  gsize n = mix_dataset_get_n_rows (table);
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, ngettext ("%zu row\n", "%zu rows\n", n), n);
  for (guint i = 0; i < mix_dataset_get_n_columns (table); i++)
    append_column (text, table, mix_dataset_get_column (table, i));
  return mix_output_print (text->str, error);
}

static gboolean
run_on (const char *data, const MixInputOptions *options, const char *output, gboolean json,
        GError **error)
{
  if (!mix_output_check (output, error))
    return FALSE;
  g_autoptr (MixDataset) table = mix_input_read_table (data, options, error);
  if (table == NULL)
    return FALSE;
  if (output != NULL)
    return mix_csv_write (table, output, error);
  return json ? print_json (table, error) : print_text (table, error);
}

static gboolean
run (MixCommand *command, GError **error)
{
  g_auto (MixInputOptions) options = { { NULL } };
  g_autofree char *output = NULL;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Print the columns as JSON"), NULL },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output,
      N_ ("Write the numbers as CSV instead, - for standard output"), N_ ("FILE") },
    G_OPTION_ENTRY_NULL,
  };

  mix_command_add_options (command, entries);
  mix_input_options_add (&options, command, TRUE);
  return mix_command_parse (command, error) && mix_command_expect (command, 1, error)
         && run_on (mix_command_get_argument (command, 0), &options, output, json, error);
}

const MixVerb mix_verb_table = {
  .name = "table",
  .arguments = N_ ("DATA"),
  .summary = N_ ("Show a table as it is read: each column's kind, range and missing cells"),
  .details = N_ ("DATA is a CSV file, - for standard input, or @ID for a generator (@two-branch).\n"
                 "How the file is written is guessed; --verbose says why, and options decide."),
  .run = run,
};
