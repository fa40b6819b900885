/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-verbs.h"

#include <math.h>
#include <signal.h>

#include <glib/gi18n-lib.h>

#include "mix-config-options.h"
#include "mix-history-file.h"
#include "mix-input.h"
#include "mix-model-io.h"
#include "mix-output.h"
#include "mix-preset.h"
#include "mix-progress.h"
#include "mix-train-rate.h"
#include "mix-train-report.h"

typedef struct
{
  MixConfig config;
  MixInputOptions input;
  char *preset;
  char *target;
  char *features; /* names with commas between */
  char *model;    /* path, "-", or NULL for none */
  char *history;
  char *output;   /* of the picture of find_rate */
  gboolean find_rate;
  gboolean json;
  gboolean quiet;
} TrainOptions;

static void
train_options_clear (TrainOptions *options)
{
  mix_input_options_clear (&options->input);
  g_free (options->preset);
  g_free (options->target);
  g_free (options->features);
  g_free (options->model);
  g_free (options->history);
  g_free (options->output);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TrainOptions, train_options_clear)

static volatile sig_atomic_t interrupted;

static void
interrupt_cb (int signal_number)
{
  interrupted = 1;
}

/* The first Ctrl-C ends the run cleanly, a second one at once. */
static void
catch_interrupt (void)
{
  struct sigaction action = { .sa_handler = interrupt_cb, .sa_flags = (int) SA_RESETHAND };
  sigemptyset (&action.sa_mask);
  sigaction (SIGINT, &action, NULL);
}

static void
draw_progress (MixProgress *progress, const MixEnsemble *ensemble)
{
  guint n_members = mix_ensemble_get_n_members (ensemble), epochs = 0;
  const MixTrainer *first = mix_ensemble_get_member (ensemble, 0);
  const MixConfig *config = mix_trainer_get_config (first);
  const MixLossPoint *last = mix_history_get_last (mix_trainer_get_history (first));
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < n_members; i++)
    epochs += mix_trainer_get_epoch (mix_ensemble_get_member (ensemble, i));
  g_string_printf (words, _ ("epoch %u of %d"), epochs / n_members, config->epochs);
  if (last != NULL)
    g_string_append_printf (words, _ (", NLL %.3f"),
                            isnan (last->validation_nll) ? last->train_nll : last->validation_nll);
  mix_progress_draw (progress, (double) epochs / n_members / config->epochs, words->str);
}

/* Steps until the run is over, by itself or by Ctrl-C. */
static void
run_to_end (MixEnsemble *ensemble, gboolean quiet)
{
  MixProgress progress;

  mix_progress_start (&progress, !quiet);
  while (!interrupted && mix_ensemble_step (ensemble) == MIX_RUN_RUNNING)
    if (mix_progress_is_due (&progress))
      draw_progress (&progress, ensemble);
  mix_progress_end (&progress);
  if (mix_ensemble_get_state (ensemble) != MIX_RUN_DIVERGED)
    mix_ensemble_finish (ensemble);
}

static gboolean
write_model (const MixEnsemble *ensemble, const char *path, GError **error)
{
  g_autoptr (MixModel) model = mix_ensemble_make_model (ensemble);
  return mix_model_save (model, path, error);
}

static gboolean
write_history (const MixEnsemble *ensemble, const char *path, GError **error)
{
  guint n = mix_ensemble_get_n_members (ensemble);
  g_autofree const MixHistory **histories = g_new (const MixHistory *, n);

  for (guint i = 0; i < n; i++)
    histories[i] = mix_trainer_get_history (mix_ensemble_get_member (ensemble, i));
  return mix_history_write (histories, n, path, error);
}

static gboolean
report (const TrainOptions *options, const MixEnsemble *ensemble, MixDesign *design,
        GError **error)
{
  if (options->json)
    return mix_train_report_print_json (ensemble, design, interrupted, error);
  if (options->quiet || g_strcmp0 (options->model, "-") == 0
      || g_strcmp0 (options->history, "-") == 0)
    return TRUE;

  g_autofree char *line = mix_train_report_line (ensemble, design, interrupted);
  return mix_output_print (line, error);
}

static gboolean
fail_diverged (const MixEnsemble *ensemble, GError **error)
{
  guint member, n = mix_ensemble_get_n_members (ensemble);
  const MixTrainer *trainer = mix_ensemble_get_diverged (ensemble, &member);
  double rate = mix_config_learning_rate (mix_trainer_get_config (trainer),
                                          mix_trainer_get_split (trainer)->n_train);

  g_set_error (error, MIX_CLI_ERROR, MIX_CLI_ERROR_FAILED,
               _ ("training diverged: %s Try --learning-rate %.2g or --clip-norm 1; no model is "
                  "written"),
               mix_trainer_get_reason (trainer), rate / 10);
  if (n > 1)
    g_prefix_error (error, _ ("network %u of %u: "), member + 1, n);
  return FALSE;
}

static gboolean
fail_interrupted (const MixEnsemble *ensemble, gboolean written, GError **error)
{
  g_set_error (error, MIX_CLI_ERROR, MIX_CLI_ERROR_INTERRUPTED,
               written ? _ ("interrupted after %u epochs; the best model so far is written")
                       : _ ("interrupted after %u epochs"),
               mix_trainer_get_epoch (mix_ensemble_get_member (ensemble, 0)));
  return FALSE;
}

/* Files first, so that a report is never of a model that is not there. */
static gboolean
finish (const TrainOptions *options, const MixEnsemble *ensemble, MixDesign *design,
        GError **error)
{
  gboolean diverged = mix_ensemble_get_state (ensemble) == MIX_RUN_DIVERGED;

  if (options->model != NULL && !diverged && !write_model (ensemble, options->model, error))
    return FALSE;
  if (options->history != NULL && !write_history (ensemble, options->history, error))
    return FALSE;
  if (!report (options, ensemble, design, error))
    return FALSE;
  if (diverged)
    return fail_diverged (ensemble, error);
  return !interrupted || fail_interrupted (ensemble, options->model != NULL, error);
}

static MixDesign *
read_design (TrainOptions *options, const char *data, GError **error)
{
  g_auto (GStrv) features = options->features ? g_strsplit (options->features, ",", -1) : NULL;

  options->input.generator.seed = g_strdup_printf ("%" G_GINT64_FORMAT, options->config.seed);
  g_autoptr (MixDataset) table = mix_input_read_table (data, &options->input, error);
  if (table == NULL)
    return NULL;
  g_autoptr (MixDesign) design
    = mix_design_new (table, options->target, (const char *const *) features, error);
  const MixConfig *config = &options->config;
  return design != NULL ? mix_design_fit (design, config->validation, config->validation_every,
                                          (guint64) config->seed, error)
                        : NULL;
}

static gboolean
train (TrainOptions *options, const char *data, GError **error)
{
  g_autoptr (MixDesign) design = read_design (options, data, error);
  if (design == NULL)
    return FALSE;
  catch_interrupt ();
  if (!options->quiet)
    mix_train_report_notes (design, options->features != NULL);

  if (options->find_rate)
    return mix_train_find_rate (&options->config, design, options->output, options->json, error);
  g_autoptr (MixEnsemble) ensemble = mix_ensemble_new (&options->config, design, error);
  if (ensemble == NULL)
    return FALSE;
  run_to_end (ensemble, options->quiet);
  return finish (options, ensemble, design, error);
}

/* At most one result can go to standard output. */
static gboolean
check_outputs (const TrainOptions *options, GError **error)
{
  int n = options->json + (g_strcmp0 (options->model, "-") == 0)
          + (g_strcmp0 (options->history, "-") == 0);
  if (n > 1)
    {
      g_set_error_literal (error, MIX_CLI_ERROR, MIX_CLI_ERROR_USAGE,
                           _ ("only one of --json, --model - and --history - can have standard "
                              "output"));
      return FALSE;
    }
  if (options->output != NULL && !options->find_rate)
    {
      g_set_error_literal (error, MIX_CLI_ERROR, MIX_CLI_ERROR_USAGE,
                           _ ("--output is for the picture of --find-rate; --model says where the "
                              "model goes"));
      return FALSE;
    }
  if (options->find_rate && (options->model != NULL || options->history != NULL))
    {
      g_set_error_literal (error, MIX_CLI_ERROR, MIX_CLI_ERROR_USAGE,
                           _ ("--find-rate trains no model: leave --model and --history away"));
      return FALSE;
    }
  return mix_output_check (options->model, error) && mix_output_check (options->history, error)
         && mix_train_check_picture (options->output, error);
}

static gboolean
apply_preset (TrainOptions *options, GError **error)
{
  const MixPreset *preset = options->preset != NULL ? mix_preset_find (options->preset) : NULL;
  g_autoptr (GString) names = g_string_new (NULL);
  guint n;
  const MixPreset *presets = mix_presets (&n);

  if (preset != NULL)
    mix_preset_apply (preset, &options->config);
  if (preset != NULL || options->preset == NULL)
    return TRUE;
  for (guint i = 0; i < n; i++)
    g_string_append_printf (names, "%s%s", i == 0 ? "" : ", ", presets[i].name);
  g_set_error (error, MIX_CLI_ERROR, MIX_CLI_ERROR_USAGE,
               _ ("--preset: there is no “%s”; give one of %s"), options->preset, names->str);
  return FALSE;
}

static gboolean
run (MixCommand *command, GError **error)
{
  g_auto (TrainOptions) options = { { 0 } };
  g_autoptr (MixConfigOptions) table = mix_config_options_new ();
  const GOptionEntry entries[] = {
    { "preset", 0, 0, G_OPTION_ARG_FILENAME, &options.preset,
      N_ ("A recipe to start from, careful or article; further options change it"), N_ ("NAME") },
    { "target", 0, 0, G_OPTION_ARG_FILENAME, &options.target,
      N_ ("The column to predict; the last one with numbers if not given"), N_ ("COLUMN") },
    { "features", 0, 0, G_OPTION_ARG_FILENAME, &options.features,
      N_ ("Columns to predict from, categories too; all others with numbers if not given"),
      N_ ("A,B,…") },
    { "model", 'm', 0, G_OPTION_ARG_FILENAME, &options.model,
      N_ ("Where to write the model, - for standard output"), N_ ("FILE") },
    { "history", 0, 0, G_OPTION_ARG_FILENAME, &options.history,
      N_ ("Where to write the losses of each epoch, as CSV"), N_ ("FILE") },
    { "find-rate", 0, 0, G_OPTION_ARG_NONE, &options.find_rate,
      N_ ("Look for a good learning rate instead, by a range test"), NULL },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options.output,
      N_ ("Where to draw the range test; .png, .svg or .pdf"), N_ ("FILE") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.json, N_ ("Print what came of it as JSON"), NULL },
    { "quiet", 'q', 0, G_OPTION_ARG_NONE, &options.quiet, N_ ("Print errors only"), NULL },
    G_OPTION_ENTRY_NULL,
  };

  mix_command_add_options (command, entries);
  mix_input_options_add (&options.input, command, FALSE);
  mix_config_options_add (table, command);
  mix_config_init (&options.config);
  return mix_command_parse (command, error) && mix_command_expect (command, 1, error)
         && apply_preset (&options, error)
         && mix_config_options_apply (table, &options.config, error)
         && check_outputs (&options, error)
         && train (&options, mix_command_get_argument (command, 0), error);
}

const MixVerb mix_verb_train = {
  .name = "train",
  .arguments = N_ ("DATA"),
  .summary = N_ ("Train a mixture density network on a table"),
  .details = N_ ("DATA is a CSV file, - for standard input, or @ID for a generator (@two-branch).\n"
                 "Ctrl-C ends training early and keeps what was learnt; the exit status is then "
                 "130."),
  .run = run,
};
