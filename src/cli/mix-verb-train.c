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
#include "mix-train-report.h"

typedef struct
{
  MixConfig config;
  MixGeneratorOptions generator;
  char *preset;
  char *target;
  char *features; /* names with commas between */
  char *model;    /* path, "-", or NULL for none */
  char *history;
  gboolean json;
  gboolean quiet;
} TrainOptions;

static void
train_options_clear (TrainOptions *options)
{
  mix_generator_options_clear (&options->generator);
  g_free (options->preset);
  g_free (options->target);
  g_free (options->features);
  g_free (options->model);
  g_free (options->history);
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
draw_progress (MixProgress *progress, const MixTrainer *trainer)
{
  const MixConfig *config = mix_trainer_get_config (trainer);
  const MixLossPoint *last = mix_history_get_last (mix_trainer_get_history (trainer));
  guint epoch = mix_trainer_get_epoch (trainer);
  g_autoptr (GString) words = g_string_new (NULL);

  g_string_printf (words, _ ("epoch %u of %d"), epoch, config->epochs);
  if (last != NULL)
    g_string_append_printf (words, _ (", NLL %.3f"),
                            isnan (last->validation_nll) ? last->train_nll : last->validation_nll);
  mix_progress_draw (progress, (double) epoch / config->epochs, words->str);
}

/* Steps until the run is over, by itself or by Ctrl-C. */
static void
run_to_end (MixTrainer *trainer, gboolean quiet)
{
  MixProgress progress;

  mix_progress_start (&progress, !quiet);
  while (!interrupted && mix_trainer_step (trainer) == MIX_RUN_RUNNING)
    if (mix_progress_is_due (&progress))
      draw_progress (&progress, trainer);
  mix_progress_end (&progress);
  if (mix_trainer_get_state (trainer) == MIX_RUN_RUNNING)
    mix_trainer_finish (trainer);
}

static gboolean
write_model (const MixTrainer *trainer, const char *path, GError **error)
{
  g_autoptr (MixModel) model = mix_trainer_make_model (trainer);
  return mix_model_save (model, path, error);
}

static gboolean
report (const TrainOptions *options, const MixTrainer *trainer, MixDesign *design, GError **error)
{
  if (options->json)
    return mix_train_report_print_json (trainer, design, interrupted, error);
  if (options->quiet || g_strcmp0 (options->model, "-") == 0
      || g_strcmp0 (options->history, "-") == 0)
    return TRUE;

  g_autofree char *line = mix_train_report_line (trainer, design, interrupted);
  return mix_output_print (line, error);
}

static gboolean
fail_diverged (const MixTrainer *trainer, GError **error)
{
  double rate = mix_config_learning_rate (mix_trainer_get_config (trainer),
                                          mix_trainer_get_split (trainer)->n_train);

  g_set_error (error, MIX_CLI_ERROR, MIX_CLI_ERROR_FAILED,
               _ ("training diverged: %s Try --learning-rate %.2g, or --clip-norm 1; no model is "
                  "written"),
               mix_trainer_get_reason (trainer), rate / 10);
  return FALSE;
}

static gboolean
fail_interrupted (const MixTrainer *trainer, gboolean written, GError **error)
{
  g_set_error (error, MIX_CLI_ERROR, MIX_CLI_ERROR_INTERRUPTED,
               written ? _ ("interrupted after %u epochs; the best model so far is written")
                       : _ ("interrupted after %u epochs"),
               mix_trainer_get_epoch (trainer));
  return FALSE;
}

/* Files first, so that a report is never of a model that is not there. */
static gboolean
finish (const TrainOptions *options, const MixTrainer *trainer, MixDesign *design, GError **error)
{
  gboolean diverged = mix_trainer_get_state (trainer) == MIX_RUN_DIVERGED;

  if (options->model != NULL && !diverged && !write_model (trainer, options->model, error))
    return FALSE;
  if (options->history != NULL
      && !mix_history_write (mix_trainer_get_history (trainer), options->history, error))
    return FALSE;
  if (!report (options, trainer, design, error))
    return FALSE;
  if (diverged)
    return fail_diverged (trainer, error);
  return !interrupted || fail_interrupted (trainer, options->model != NULL, error);
}

static MixDesign *
read_design (TrainOptions *options, const char *data, GError **error)
{
  g_auto (GStrv) features = options->features ? g_strsplit (options->features, ",", -1) : NULL;

  options->generator.seed = g_strdup_printf ("%" G_GINT64_FORMAT, options->config.seed);
  g_autoptr (MixDataset) table = mix_input_read_table (data, &options->generator, error);
  if (table == NULL)
    return NULL;
  return mix_design_new (table, options->target, (const char *const *) features, error);
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

  g_autoptr (MixTrainer) trainer = mix_trainer_new (&options->config, design, error);
  if (trainer == NULL)
    return FALSE;
  run_to_end (trainer, options->quiet);
  return finish (options, trainer, design, error);
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
  return mix_output_check (options->model, error) && mix_output_check (options->history, error);
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
      N_ ("The columns to predict from; all others if not given"), N_ ("A,B,…") },
    { "model", 'm', 0, G_OPTION_ARG_FILENAME, &options.model,
      N_ ("Where to write the model, - for standard output"), N_ ("FILE") },
    { "history", 0, 0, G_OPTION_ARG_FILENAME, &options.history,
      N_ ("Where to write the losses of each epoch, as CSV"), N_ ("FILE") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.json, N_ ("Print what came of it as JSON"), NULL },
    { "quiet", 'q', 0, G_OPTION_ARG_NONE, &options.quiet, N_ ("Print errors only"), NULL },
    G_OPTION_ENTRY_NULL,
  };

  mix_command_add_options (command, entries);
  mix_generator_options_add (&options.generator, command, FALSE);
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
