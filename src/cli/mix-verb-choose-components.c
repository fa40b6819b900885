/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-verbs.h"

#include <glib/gi18n-lib.h>

#include "mix-config-options.h"
#include "mix-evidence.h"
#include "mix-figure-decide.h"
#include "mix-input.h"
#include "mix-output.h"
#include "mix-plot-export.h"
#include "mix-progress.h"
#include "mix-stats-report.h"
#include "mix-train-rate.h"

typedef struct
{
  MixConfig config;
  MixInputOptions input;
  char *target, *features, *most_text, *folds_text, *output;
  gboolean json, quiet;
  gint64 most, folds;
} ChooseOptions;

static void
choose_options_clear (ChooseOptions *options)
{
  mix_input_options_clear (&options->input);
  g_free (options->target);
  g_free (options->features);
  g_free (options->most_text);
  g_free (options->folds_text);
  g_free (options->output);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ChooseOptions, choose_options_clear)

static void
progress_cb (guint n_done, guint n_runs, gpointer data)
{
  MixProgress *progress = data;

  if (mix_progress_is_due (progress))
    {
      g_autofree char *words = g_strdup_printf (_ ("network %u of %u"), n_done, n_runs);
      mix_progress_draw (progress, (double) n_done / n_runs, words);
    }
}

static gboolean
print_json (const MixEvidence *evidence, GError **error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  mix_json_add_integer (builder, "rows", (gint64) evidence->point[0].n);
  mix_json_add_integer (builder, "folds", evidence->n_folds);
  mix_json_add_integer (builder, "chosen", evidence->point[evidence->chosen].components);
  mix_json_add_integer (builder, "best", evidence->point[evidence->best].components);
  json_builder_set_member_name (builder, "components");
  json_builder_begin_array (builder);
  for (guint i = 0; i < evidence->n; i++)
    {
      json_builder_begin_object (builder);
      mix_json_add_integer (builder, "components", evidence->point[i].components);
      mix_json_add_number (builder, "nll", evidence->point[i].nll);
      mix_json_add_number (builder, "error", evidence->point[i].error);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  return mix_output_print_json (builder, error);
}

static gboolean
print_text (const MixEvidence *evidence, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, _ ("NLL in nats per row, %u-fold cross-validation on %lu rows\n"),
                          evidence->n_folds, (gulong) evidence->point[0].n);
  for (guint i = 0; i < evidence->n; i++)
    {
      const MixEvidencePoint *point = &evidence->point[i];
      MixEstimate estimate = { point->nll, point->error };
      g_autofree char *value = mix_stats_report_format (MIX_UNIT_NATS, &estimate);
      g_string_append_printf (text, "K = %-2u  %s%s%s\n", point->components, value,
                              i == evidence->best ? _ ("  lowest") : "",
                              i == evidence->chosen ? _ ("  chosen") : "");
    }
  g_string_append_printf (text, _ ("\nK = %u: the fewest components within one standard error of "
                                   "the lowest NLL.\n"),
                          evidence->point[evidence->chosen].components);
  return mix_output_print (text->str, error);
}

static gboolean
draw (const MixEvidence *evidence, const char *path, GError **error)
{
  g_autoptr (MixPlot) plot
    = mix_figure_build_evidence (evidence, mix_palette_get (MIX_SCHEME_LIGHT));
  return mix_plot_export (plot, path, 960, 640, 1, error);
}

static gboolean
choose (ChooseOptions *options, const char *data, GError **error)
{
  g_auto (GStrv) features = options->features ? g_strsplit (options->features, ",", -1) : NULL;
  MixProgress progress;

  options->input.generator.seed = g_strdup_printf ("%" G_GINT64_FORMAT, options->config.seed);
  g_autoptr (MixDataset) table = mix_input_read_table (data, &options->input, error);
  if (table == NULL)
    return FALSE;
  g_autoptr (MixDesign) design
    = mix_design_new (table, options->target, (const char *const *) features, error);
  if (design == NULL)
    return FALSE;
  mix_progress_start (&progress, !options->quiet);
  g_autoptr (MixEvidence) evidence = mix_evidence_gather (
    &options->config, design, (guint) options->most, (guint) options->folds,
    (guint) options->config.threads, NULL, progress_cb, &progress, error);
  mix_progress_end (&progress);
  if (evidence == NULL)
    return FALSE;
  if (options->output != NULL && !draw (evidence, options->output, error))
    return FALSE;
  return options->json ? print_json (evidence, error) : print_text (evidence, error);
}

static gboolean
run (MixCommand *command, GError **error)
{
  g_auto (ChooseOptions) options = { { 0 } };
  g_autoptr (MixConfigOptions) table = mix_config_options_new ();
  const GOptionEntry entries[] = {
    { "most", 0, 0, G_OPTION_ARG_FILENAME, &options.most_text,
      N_ ("Try one to so many components (8)"), N_ ("K") },
    { "folds", 0, 0, G_OPTION_ARG_FILENAME, &options.folds_text,
      N_ ("Parts of the rows, each predicted from the others (5)"), N_ ("N") },
    { "target", 0, 0, G_OPTION_ARG_FILENAME, &options.target,
      N_ ("The column to predict; the last one with numbers if not given"), N_ ("COLUMN") },
    { "features", 0, 0, G_OPTION_ARG_FILENAME, &options.features,
      N_ ("Columns to predict from, categories too; all others with numbers if not given"),
      N_ ("A,B,…") },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options.output,
      N_ ("Where to draw it; .png, .svg or .pdf"), N_ ("FILE") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.json, N_ ("Print everything as JSON"), NULL },
    { "quiet", 'q', 0, G_OPTION_ARG_NONE, &options.quiet, N_ ("Show no progress"), NULL },
    G_OPTION_ENTRY_NULL,
  };

  options.most = 8;
  options.folds = 5;
  mix_command_add_options (command, entries);
  mix_input_options_add (&options.input, command, FALSE);
  mix_config_options_add (table, command);
  mix_config_init (&options.config);
  return mix_command_parse (command, error) && mix_command_expect (command, 1, error)
         && mix_parse_whole ("most", options.most_text, 1, MIX_MAX_EVIDENCE, &options.most, error)
         && mix_parse_whole ("folds", options.folds_text, 2, 100, &options.folds, error)
         && mix_config_options_apply (table, &options.config, error)
         && mix_train_check_picture (options.output, error)
         && choose (&options, mix_command_get_argument (command, 0), error);
}

const MixVerb mix_verb_choose_components = {
  .name = "choose-components",
  .arguments = N_ ("DATA"),
  .summary = N_ ("Find by cross-validation how many components a table is worth"),
  .details = N_ ("Takes the options of train. The simplest K within one standard error of the "
                 "lowest NLL is chosen.\nDATA is a CSV file, - for standard input, or @ID for a "
                 "generator (@two-branch)."),
  .run = run,
};
