/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-verbs.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "mix-config-options.h"
#include "mix-evidence-file.h"
#include "mix-figure-decide.h"
#include "mix-input.h"
#include "mix-interrupt.h"
#include "mix-output.h"
#include "mix-plot-export.h"
#include "mix-progress.h"
#include "mix-stats-report.h"
#include "mix-train-rate.h"

typedef struct
{
  MixConfig config;
  MixInputOptions input;
  char *target, *features, *most_text, *folds_text, *output, *table;
  gboolean json, quiet, dark, high_contrast;
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
  g_free (options->table);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ChooseOptions, choose_options_clear)

/* How far it is, and what is known by then. */
typedef struct
{
  MixProgress bar;
  MixEvidence so_far;
  guint n_done, n_runs;
} Progress;

static void
progress_cb (const MixEvidence *so_far, guint n_done, guint n_runs, gpointer data)
{
  Progress *progress = data;

  progress->so_far = *so_far;
  progress->n_done = n_done;
  progress->n_runs = n_runs;
  if (mix_progress_is_due (&progress->bar))
    {
      g_autofree char *words = g_strdup_printf (_ ("network %u of %u"), n_done, n_runs);
      mix_progress_draw (&progress->bar, (double) n_done / n_runs, words);
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
print_text (const MixEvidence *evidence, gboolean partial, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, _ ("NLL in nats per row, %u-fold cross-validation on %lu rows\n"),
                          evidence->n_folds, (gulong) evidence->point[0].n);
  for (guint i = 0; i < evidence->n; i++)
    {
      const MixEvidencePoint *point = &evidence->point[i];
      if (partial && !isfinite (point->nll))
        continue;
      MixEstimate estimate = { point->nll, point->error };
      g_autofree char *value = mix_estimate_format (MIX_UNIT_NATS, &estimate);
      g_string_append_printf (text, "K = %-2u  %s%s%s\n", point->components, value,
                              i == evidence->best && !partial ? _ ("  lowest") : "",
                              i == evidence->chosen && !partial ? _ ("  chosen") : "");
    }
  if (partial)
    return mix_output_print (text->str, error);
  g_string_append_printf (text, _ ("\nK = %u: the fewest components within one standard error of "
                                   "the lowest NLL.\n"),
                          evidence->point[evidence->chosen].components);
  return mix_output_print (text->str, error);
}

static gboolean
write_files (const ChooseOptions *options, const MixEvidence *evidence, GError **error)
{
  const MixPalette *palette
    = mix_palette_get (mix_scheme_choose (options->dark, options->high_contrast));

  if (options->table != NULL && !mix_evidence_write (evidence, options->table, error))
    return FALSE;
  if (options->output == NULL)
    return TRUE;
  g_autoptr (MixPlot) plot = mix_figure_new_evidence (evidence, palette);
  return mix_plot_export (plot, options->output, 960, 640, 1, error);
}

static gboolean
print (const ChooseOptions *options, const MixEvidence *evidence, gboolean partial, GError **error)
{
  if (g_strcmp0 (options->table, "-") == 0)
    return TRUE;
  return options->json ? print_json (evidence, error) : print_text (evidence, partial, error);
}

/* What is known by then is not lost: every K that all folds are done of. */
static gboolean
fail_interrupted (const ChooseOptions *options, const Progress *progress, GError **error)
{
  guint n_known = mix_evidence_n_known (&progress->so_far);

  if (n_known > 0
      && !(write_files (options, &progress->so_far, error)
           && print (options, &progress->so_far, TRUE, error)))
    return FALSE;
  g_set_error (error, MIX_CLI_ERROR, MIX_CLI_ERROR_INTERRUPTED,
               n_known > 0
                 ? _ ("interrupted after %u of %u networks; %u of %u K are known, none is chosen")
                 : _ ("interrupted after %u of %u networks; too few for any K"),
               progress->n_done, progress->n_runs, n_known, (guint) options->most);
  return FALSE;
}

static gboolean
choose (ChooseOptions *options, const char *data, GError **error)
{
  g_auto (GStrv) features = options->features ? g_strsplit (options->features, ",", -1) : NULL;
  Progress progress = { .n_runs = (guint) (options->most * options->folds) };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) failure = NULL;

  options->input.generator.seed = g_strdup_printf ("%" G_GINT64_FORMAT, options->config.seed);
  g_autoptr (MixDataset) table = mix_input_read_table (data, &options->input, error);
  if (table == NULL)
    return FALSE;
  g_autoptr (MixDesign) design
    = mix_design_new (table, options->target, (const char *const *) features, error);
  if (design == NULL)
    return FALSE;
  g_autoptr (MixInterrupt) interrupt = mix_interrupt_new (cancellable);
  if (!options->quiet)
    mix_input_note_dropped (design);
  mix_progress_start (&progress.bar, !options->quiet);
  g_autoptr (MixEvidence) evidence = mix_evidence_gather (
    &options->config, design, (guint) options->most, (guint) options->folds,
    (guint) options->config.threads, cancellable, progress_cb, &progress, &failure);
  mix_progress_end (&progress.bar);
  if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return fail_interrupted (options, &progress, error);
  if (evidence == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  return write_files (options, evidence, error) && print (options, evidence, FALSE, error);
}

static gboolean
check_table (const ChooseOptions *options, GError **error)
{
  if (options->json && g_strcmp0 (options->table, "-") == 0)
    {
      g_set_error_literal (error, MIX_CLI_ERROR, MIX_CLI_ERROR_USAGE,
                           _ ("only one of --json and --table - can have standard output"));
      return FALSE;
    }
  return options->table == NULL || mix_output_check (options->table, error);
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
    { "table", 0, 0, G_OPTION_ARG_FILENAME, &options.table,
      N_ ("Where to write it as CSV, - for standard output; “plot --evidence” reads it"),
      N_ ("FILE") },
    { "dark", 0, 0, G_OPTION_ARG_NONE, &options.dark, N_ ("Dark colours"), NULL },
    { "high-contrast", 0, 0, G_OPTION_ARG_NONE, &options.high_contrast,
      N_ ("Colours of high contrast"), NULL },
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
         && mix_train_check_picture (options.output, error) && check_table (&options, error)
         && choose (&options, mix_command_get_argument (command, 0), error);
}

const MixVerb mix_verb_choose_components = {
  .name = "choose-components",
  .arguments = N_ ("DATA"),
  .summary = N_ ("Find by cross-validation how many components a table is worth"),
  .details = N_ ("Takes the options of train. The simplest K within one standard error of the "
                 "lowest NLL is chosen.\nCtrl-C prints what is known by then; the exit status is then 130.\nDATA is a CSV file, - for standard input, or @ID for a "
                 "generator (@two-branch)."),
  .run = run,
};
