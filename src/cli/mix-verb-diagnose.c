/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-verbs.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "mix-diagnostics.h"
#include "mix-input.h"
#include "mix-model-io.h"
#include "mix-output.h"
#include "mix-stats-report.h"

#define DATE_WIDTH 19 /* 2020-07-31 13:45:10 */

typedef struct
{
  MixInputOptions input;
  char *bins, *x, *scale, *shift;
  gboolean json;
  MixDiagnosticsOptions how; /* what the text says, but for the feature */
} DiagnoseOptions;

static void
diagnose_options_clear (DiagnoseOptions *options)
{
  mix_input_options_clear (&options->input);
  g_free (options->bins);
  g_free (options->x);
  g_free (options->scale);
  g_free (options->shift);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DiagnoseOptions, diagnose_options_clear)

static gboolean
choose_feature (DiagnoseOptions *options, const MixModel *model, GError **error)
{
  g_autoptr (GString) known = g_string_new (NULL);

  for (guint i = 0; i < mix_model_get_n_features (model); i++)
    {
      const char *name = mix_model_get_feature_name (model, i);
      g_string_append_printf (known, "%s%s", i > 0 ? ", " : "", name);
      if (options->x != NULL && g_str_equal (options->x, name))
        {
          options->how.feature = i;
          return TRUE;
        }
    }
  if (options->x == NULL)
    return TRUE;
  g_set_error (error, MIX_CLI_ERROR, MIX_CLI_ERROR_USAGE,
               _ ("--x: the model has no feature “%s”; it has %s"), options->x, known->str);
  return FALSE;
}

static void
add_pit (JsonBuilder *builder, const MixPit *pit)
{
  static const char *const shapes[] = { "flat", "cup", "cap", "rising", "falling", "uneven" };

  json_builder_set_member_name (builder, "pit");
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "counts");
  json_builder_begin_array (builder);
  for (guint i = 0; i < pit->n_bins; i++)
    json_builder_add_int_value (builder, (gint64) pit->count[i]);
  json_builder_end_array (builder);
  mix_json_add_integer (builder, "band_low", (gint64) pit->low);
  mix_json_add_integer (builder, "band_high", (gint64) pit->high);
  mix_json_add_number (builder, "chi_square", pit->chi_square);
  mix_json_add_number (builder, "p", pit->p);
  mix_json_add_number (builder, "mean", pit->mean);
  mix_json_add_number (builder, "variance", pit->variance);
  mix_json_add_string (builder, "shape", shapes[pit->shape]);
  json_builder_end_object (builder);
}

static void
add_numbers (JsonBuilder *builder, const char *name, const double *values, guint n)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; i < n; i++)
    if (isfinite (values[i]))
      json_builder_add_double_value (builder, values[i]);
    else
      json_builder_add_null_value (builder);
  json_builder_end_array (builder);
}

static void
add_bins (JsonBuilder *builder, const char *name, const MixRowBin *bins, guint n)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; i < n; i++)
    {
      json_builder_begin_object (builder);
      mix_json_add_number (builder, "from", bins[i].low);
      mix_json_add_number (builder, "to", bins[i].high);
      mix_json_add_integer (builder, "rows", (gint64) bins[i].n);
      mix_json_add_number (builder, "coverage", (double) bins[i].hits / (double) bins[i].n);
      mix_json_add_number (builder, "coverage_low", bins[i].lower);
      mix_json_add_number (builder, "coverage_high", bins[i].upper);
      mix_json_add_number (builder, "sd", bins[i].sd);
      mix_json_add_number (builder, "rms_residual", bins[i].rms);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

/* Counted from 1, below the names. */
static gint64
table_row (MixDesign *design, const MixDiagnostics *d, guint i)
{
  return (gint64) mix_design_source_row (design, d->scores->rows->rows[d->worst[i]]) + 1;
}

static void
add_worst (JsonBuilder *builder, const MixDiagnostics *d, MixDesign *design)
{
  json_builder_set_member_name (builder, "worst_rows");
  json_builder_begin_array (builder);
  for (guint i = 0; i < d->n_worst; i++)
    {
      const MixRowScore *row = &d->scores->score[d->worst[i]];
      json_builder_begin_object (builder);
      mix_json_add_integer (builder, "row", table_row (design, d, i));
      mix_json_add_number (builder, mix_design_get_feature_name (design, d->feature),
                           mix_design_get_x (design, d->scores->rows->rows[d->worst[i]],
                                             d->feature));
      mix_json_add_number (builder, "outcome", row->y);
      mix_json_add_number (builder, "mean", row->mean);
      mix_json_add_number (builder, "sd", row->sd);
      mix_json_add_number (builder, "pit", row->pit);
      mix_json_add_number (builder, "nll", row->nll);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_repair (JsonBuilder *builder, const MixDiagnostics *d)
{
  gboolean wanted[MIX_N_STATISTICS];

  json_builder_set_member_name (builder, "recalibration");
  if (!d->has_repair)
    {
      json_builder_add_null_value (builder);
      return;
    }
  for (guint s = 0; s < MIX_N_STATISTICS; s++)
    wanted[s] = mix_statistic_is_of_quantiles (s);
  json_builder_begin_object (builder);
  mix_json_add_integer (builder, "rows_fitted", (gint64) d->n_fit);
  mix_json_add_integer (builder, "rows_judged", (gint64) d->n_judged);
  add_numbers (builder, "p", d->repair.p, d->repair.n);
  add_numbers (builder, "share", d->repair.share, d->repair.n);
  mix_stats_report_add_json (builder, "before", d->before, wanted);
  mix_stats_report_add_json (builder, "after", d->after, wanted);
  json_builder_end_object (builder);
}

static gboolean
print_json (const MixDiagnostics *d, MixDesign *design, GError **error)
{
  static const char *const kinds[] = { "validation", "training", "other" };
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  mix_json_add_integer (builder, "rows", (gint64) d->scores->n);
  mix_json_add_string (builder, "rows_kind", kinds[d->scores->rows->kind]);
  mix_json_add_integer (builder, "resamples", mix_statistics_n_resamples (d->scores->n));
  mix_stats_report_add_json (builder, "statistics", d->estimate, NULL);
  add_pit (builder, &d->pit);
  add_numbers (builder, "reliability", d->reliability, MIX_N_RELIABILITY);
  add_bins (builder, "coverage_by_x", d->by_x, d->n_by_x);
  mix_json_add_integer (builder, "worst_bin", d->worst_bin);
  add_bins (builder, "spread_by_sd", d->by_sd, d->n_by_sd);
  add_numbers (builder, "mean_pi", d->scores->mean_pi, d->scores->components);
  add_numbers (builder, "claimed", d->scores->claimed, d->scores->components);
  add_worst (builder, d, design);
  add_repair (builder, d);
  json_builder_end_object (builder);
  return mix_output_print_json (builder, error);
}

static char *
format_value (double value, MixTimeUnit time)
{
  return time != MIX_TIME_NONE ? mix_time_format_iso (value, time)
                               : g_strdup_printf ("%.5g", value);
}

static void
append_worst (GString *text, const MixDiagnostics *d, MixDesign *design)
{
  MixTimeUnit x_time = mix_design_get_feature_time (design, d->feature);
  MixTimeUnit y_time = mix_design_get_target_time (design);
  int x_width = x_time != MIX_TIME_NONE ? DATE_WIDTH : 12;
  int y_width = y_time != MIX_TIME_NONE ? DATE_WIDTH : 12;

  g_string_append_printf (text, _ ("\nThe rows that cost most:\n"));
  g_string_append_printf (text, "%8s %*.*s %*.*s %*s %12s %10s\n", _ ("row"), x_width, x_width,
                          mix_design_get_feature_label (design, d->feature), y_width, y_width,
                          mix_design_get_target_label (design), y_width, _ ("mean"), _ ("sd"),
                          "NLL");
  for (guint i = 0; i < d->n_worst; i++)
    {
      const MixRowScore *row = &d->scores->score[d->worst[i]];
      double value = mix_design_get_x (design, d->scores->rows->rows[d->worst[i]], d->feature);
      g_autofree char *x = format_value (value, x_time);
      g_autofree char *y = format_value (row->y, y_time), *mean = format_value (row->mean, y_time);
      g_string_append_printf (text, "%8.0f %*s %*s %*s %12.5g %10.4g\n",
                              (double) table_row (design, d, i), x_width, x, y_width, y, y_width,
                              mean, row->sd, row->nll);
    }
}

static void
append_components (GString *text, const MixDiagnostics *d)
{
  for (guint k = 0; k < d->scores->components; k++)
    g_string_append_printf (text, _ ("component %u: mean weight %.1f %%, answers most for %.1f %% "
                                     "of the rows\n"),
                            d->scores->order[k] + 1, 100 * d->scores->mean_pi[k],
                            100 * d->scores->claimed[k]);
}

static gboolean
print_text (const MixDiagnostics *d, MixDesign *design, GError **error)
{
  const char *x_name = mix_design_get_feature_name (design, d->feature);
  g_autofree char *rows = mix_stat_rows_describe (d->scores->rows);
  char *const sentences[] = { mix_diagnostics_say_pit (d), mix_diagnostics_say_reliability (d),
                              mix_diagnostics_say_coverage (
                                d, x_name, mix_design_get_feature_time (design, d->feature)),
                              mix_diagnostics_say_spread (d),
                              mix_diagnostics_say_sharpness (d), mix_diagnostics_say_worst (d),
                              mix_diagnostics_say_repair (d) };
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, _ ("%s; ± is a standard error from %u resamples\n"), rows,
                          mix_statistics_n_resamples (d->scores->n));
  for (guint s = 0; s < MIX_N_STATISTICS; s++)
    {
      g_autofree char *value
        = mix_estimate_format (mix_statistics[s].unit, &d->estimate[s]);
      mix_stats_report_pad (text, _ (mix_statistics[s].label), 34);
      g_string_append_printf (text, "%s%s\n", value,
                              mix_statistics[s].unit == MIX_UNIT_SHARE ? " %" : "");
    }
  g_string_append_c (text, '\n');
  for (guint i = 0; i < G_N_ELEMENTS (sentences); i++)
    {
      g_string_append_printf (text, "%s\n", sentences[i]);
      g_free (sentences[i]);
    }
  append_components (text, d);
  append_worst (text, d, design);
  return mix_output_print (text->str, error);
}

static gboolean
diagnose (DiagnoseOptions *options, const char *model_path, const char *data, GError **error)
{
  if (!mix_input_check_stdin (model_path, data, error))
    return FALSE;
  g_autoptr (MixModel) model = mix_model_load (model_path, error);
  if (model == NULL)
    return FALSE;
  g_autoptr (MixDesign) design
    = mix_input_read_design (data, &options->input, model, TRUE, error);
  if (design == NULL || !choose_feature (options, model, error))
    return FALSE;
  g_autoptr (MixDiagnostics) diagnostics = mix_diagnostics_new (
    model, design, mix_stat_rows_new (model, design), &options->how, NULL);
  return options->json ? print_json (diagnostics, design, error)
                       : print_text (diagnostics, design, error);
}

static gboolean
parse_how (DiagnoseOptions *options, GError **error)
{
  gint64 bins = 0;

  options->how.distortion = (MixDistortion){ 1, 0 };
  if (!mix_parse_whole ("bins", options->bins, 2, MIX_MAX_BINS, &bins, error)
      || !mix_parse_number ("scale-sigma", options->scale, 1e-3, 1e3,
                            &options->how.distortion.scale, error)
      || !mix_parse_number ("shift-mu", options->shift, -1e300, 1e300,
                            &options->how.distortion.shift, error))
    return FALSE;
  options->how.n_bins = (guint) bins;
  return TRUE;
}

static gboolean
run (MixCommand *command, GError **error)
{
  g_auto (DiagnoseOptions) options = { { { NULL } } };
  const GOptionEntry entries[] = {
    { "bins", 0, 0, G_OPTION_ARG_FILENAME, &options.bins,
      N_ ("Bins of the histogram of F(y); by the number of rows if not given"), N_ ("N") },
    { "x", 0, 0, G_OPTION_ARG_FILENAME, &options.x,
      N_ ("The feature by which coverage is broken down; the first if not given"), N_ ("COLUMN") },
    { "scale-sigma", 0, 0, G_OPTION_ARG_FILENAME, &options.scale,
      N_ ("Break the model: every sigma times F (1)"), N_ ("F") },
    { "shift-mu", 0, 0, G_OPTION_ARG_FILENAME, &options.shift,
      N_ ("Break the model: every mu plus D (0)"), N_ ("D") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.json, N_ ("Print everything as JSON"), NULL },
    G_OPTION_ENTRY_NULL,
  };

  mix_command_add_options (command, entries);
  mix_input_options_add (&options.input, command, TRUE);
  return mix_command_parse (command, error) && mix_command_expect (command, 2, error)
         && parse_how (&options, error)
         && diagnose (&options, mix_command_get_argument (command, 0),
                      mix_command_get_argument (command, 1), error);
}

const MixVerb mix_verb_diagnose = {
  .name = "diagnose",
  .arguments = N_ ("MODEL DATA"),
  .summary = N_ ("Tell whether a model’s distributions can be believed"),
  .details = N_ ("Where DATA is the table that the model was trained on, the rows that validated it "
                 "are used,\nelse all. DATA is a CSV file, - for standard input, or @ID for a "
                 "generator (@two-branch)."),
  .run = run,
};
