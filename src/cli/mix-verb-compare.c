/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-verbs.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "mix-comparison.h"
#include "mix-input.h"
#include "mix-model-io.h"
#include "mix-output.h"
#include "mix-stats-report.h"

#define LABEL_WIDTH 32
#define VALUE_WIDTH 19

static const char *const verdicts[] = { "none", "tie", "model", "other" };
static const char *const side_ids[MIX_N_SIDES] = { "model", "other", "truth" };

/* Of the 90 % interval in bins of the first feature. */
static void
add_coverage (JsonBuilder *builder, const MixComparison *c)
{
  json_builder_set_member_name (builder, "coverage_by_x");
  json_builder_begin_array (builder);
  for (guint i = 0; i < c->n_bins; i++)
    {
      json_builder_begin_object (builder);
      mix_json_add_number (builder, "from", c->bins[MIX_SIDE_MODEL][i].low);
      mix_json_add_number (builder, "to", c->bins[MIX_SIDE_MODEL][i].high);
      mix_json_add_integer (builder, "rows", (gint64) c->bins[MIX_SIDE_MODEL][i].n);
      for (guint side = 0; side < MIX_N_SIDES; side++)
        if (c->scores[side] != NULL)
          mix_json_add_number (builder, side_ids[side],
                               (double) c->bins[side][i].hits / (double) c->bins[side][i].n);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static gboolean
print_json (const MixComparison *c, GError **error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *sentence = mix_comparison_say (c);

  json_builder_begin_object (builder);
  mix_json_add_integer (builder, "rows", (gint64) c->scores[MIX_SIDE_MODEL]->n);
  mix_json_add_integer (builder, "resamples",
                        mix_statistics_n_resamples (c->scores[MIX_SIDE_MODEL]->n));
  for (guint side = 0; side < MIX_N_SIDES; side++)
    if (c->scores[side] != NULL)
      mix_stats_report_add_json (builder, side_ids[side], c->estimate[side], NULL);
  if (c->scores[MIX_SIDE_PLAIN] != NULL)
    mix_stats_report_add_json (builder, "other_worse_by", c->worse[MIX_SIDE_PLAIN], NULL);
  add_coverage (builder, c);
  json_builder_set_member_name (builder, "verdicts");
  json_builder_begin_object (builder);
  for (guint s = 0; s < MIX_N_STATISTICS; s++)
    mix_json_add_string (builder, mix_statistics[s].id,
                         verdicts[mix_comparison_judge (c, s)]);
  json_builder_end_object (builder);
  mix_json_add_string (builder, "sentence", sentence);
  json_builder_end_object (builder);
  return mix_output_print_json (builder, error);
}

static void
append_statistic (GString *text, const MixComparison *c, MixStatistic s)
{
  static const char *const marks[] = { "", "=", "<", ">" };
  const MixStatisticInfo *info = &mix_statistics[s];

  mix_stats_report_pad (text, _ (info->label), LABEL_WIDTH);
  for (guint side = 0; side < MIX_N_SIDES; side++)
    {
      g_autofree char *value = mix_estimate_format (info->unit, &c->estimate[side][s]);
      if (c->scores[side] != NULL)
        mix_stats_report_pad (text, value, VALUE_WIDTH);
      if (side == MIX_SIDE_MODEL && c->scores[MIX_SIDE_PLAIN] != NULL)
        mix_stats_report_pad (text, marks[mix_comparison_judge (c, s)], 3);
    }
  while (text->str[text->len - 1] == ' ')
    g_string_truncate (text, text->len - 1);
  g_string_append_c (text, '\n');
}

static gboolean
print_text (const MixComparison *c, GError **error)
{
  const char *const titles[MIX_N_SIDES] = { _ ("model"), _ ("other"), _ ("the truth") };
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *rows = mix_stat_rows_describe (c->scores[MIX_SIDE_MODEL]->rows);
  g_autofree char *sentence = mix_comparison_say (c);

  g_string_append_printf (text, _ ("%s; ± is a standard error from %u resamples; < and > point to "
                                   "the better side, = is a tie\n"),
                          rows, mix_statistics_n_resamples (c->scores[MIX_SIDE_MODEL]->n));
  mix_stats_report_pad (text, "", LABEL_WIDTH);
  for (guint side = 0; side < MIX_N_SIDES; side++)
    if (c->scores[side] != NULL)
      mix_stats_report_pad (text, titles[side],
                            VALUE_WIDTH
                              + (side == MIX_SIDE_MODEL && c->scores[MIX_SIDE_PLAIN] != NULL ? 3
                                                                                             : 0));
  g_string_append_c (text, '\n');
  for (guint s = 0; s < MIX_N_STATISTICS; s++)
    append_statistic (text, c, s);
  g_string_append_printf (text, "\n%s\n", sentence);
  return mix_output_print (text->str, error);
}

/* The other side must see the same columns, in the same order. */
static gboolean
check_columns (const MixModel *model, const MixModel *other, const char *path, GError **error)
{
  guint n = mix_model_get_n_features (model);
  gboolean same = n == mix_model_get_n_features (other)
                  && g_str_equal (mix_model_get_target_name (model),
                                  mix_model_get_target_name (other));

  for (guint i = 0; same && i < n; i++)
    same = g_str_equal (mix_model_get_feature_name (model, i),
                        mix_model_get_feature_name (other, i));
  if (!same)
    g_set_error (error, MIX_CLI_ERROR, MIX_CLI_ERROR_FAILED,
                 _ ("%s: it predicts from other columns, or another target, than the first model"),
                 path);
  return same;
}

typedef struct
{
  MixInputOptions input;
  char *against;
  gboolean json;
} CompareOptions;

static void
compare_options_clear (CompareOptions *options)
{
  mix_input_options_clear (&options->input);
  g_free (options->against);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CompareOptions, compare_options_clear)

static gboolean
compare (const CompareOptions *options, const char *model_path, const char *data, GError **error)
{
  g_autoptr (MixModel) other = NULL;

  if (!mix_input_check_stdin (model_path, data, error))
    return FALSE;
  g_autoptr (MixModel) model = mix_model_load (model_path, error);
  if (model == NULL)
    return FALSE;
  if (options->against != NULL
      && ((other = mix_model_load (options->against, error)) == NULL
          || !check_columns (model, other, options->against, error)))
    return FALSE;
  g_autoptr (MixDesign) design
    = mix_input_read_design (data, &options->input, model, TRUE, error);
  if (design == NULL)
    return FALSE;
  g_autoptr (MixComparison) comparison
    = mix_comparison_new (model, other, design, mix_stat_rows_new (model, design), NULL);
  return options->json ? print_json (comparison, error) : print_text (comparison, error);
}

static gboolean
run (MixCommand *command, GError **error)
{
  g_auto (CompareOptions) options = { { { NULL } } };
  const GOptionEntry entries[] = {
    { "against", 0, 0, G_OPTION_ARG_FILENAME, &options.against,
      N_ ("Another model for the other side; the plain network if not given"), N_ ("MODEL") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.json, N_ ("Print everything as JSON"), NULL },
    G_OPTION_ENTRY_NULL,
  };

  mix_command_add_options (command, entries);
  mix_input_options_add (&options.input, command, TRUE);
  return mix_command_parse (command, error) && mix_command_expect (command, 2, error)
         && compare (&options, mix_command_get_argument (command, 0),
                     mix_command_get_argument (command, 1), error);
}

const MixVerb mix_verb_compare = {
  .name = "compare",
  .arguments = N_ ("MODEL DATA"),
  .summary = N_ ("Score a model beside its plain network, or another model, on the same rows"),
  .details = N_ ("The plain network’s uncertainty is one constant sigma, from its residuals. A "
                 "generator’s truth is\nscored too. Where DATA is the table that the model was "
                 "trained on, the rows that validated it are\nused, else all. DATA is a CSV file, - "
                 "for standard input, or @ID for a generator (@two-branch)."),
  .run = run,
};
