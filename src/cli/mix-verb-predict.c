/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-verbs.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "mix-csv.h"
#include "mix-input.h"
#include "mix-model-io.h"
#include "mix-output.h"
#include "mix-sweep.h"

#define MAX_QUANTILES 1000
#define MAX_SAMPLES 10000

typedef struct
{
  MixInputOptions input;
  char *quantiles_text, *samples_text, *threads_text, *output;
  gboolean components;

  /* What the text says. */
  char **words; /* the quantiles as they were given */
  double *levels;
  guint n_levels, n_threads;
  gint64 n_samples, seed;
} PredictOptions;

static void
predict_options_clear (PredictOptions *options)
{
  mix_input_options_clear (&options->input);
  g_free (options->quantiles_text);
  g_free (options->samples_text);
  g_free (options->threads_text);
  g_free (options->output);
  g_strfreev (options->words);
  g_free (options->levels);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PredictOptions, predict_options_clear)

static gboolean
fail_quantiles (const char *word, const char *why, GError **error)
{
  g_set_error (error, MIX_CLI_ERROR, MIX_CLI_ERROR_USAGE, "--quantiles: “%s” %s", word, why);
  return FALSE;
}

static gboolean
parse_quantile (PredictOptions *options, guint i, GError **error)
{
  const char *word = g_strstrip (options->words[i]);
  char *end;
  double level = g_ascii_strtod (word, &end);

  if (end == word || *end != '\0' || !(level > 0 && level < 1))
    return fail_quantiles (word, _ ("is not a number between 0 and 1"), error);
  for (guint j = 0; j < i; j++)
    if (g_str_equal (options->words[j], word))
      return fail_quantiles (word, _ ("is there twice"), error);
  options->levels[i] = level;
  return TRUE;
}

static gboolean
parse_quantiles (PredictOptions *options, GError **error)
{
  const char *text = options->quantiles_text != NULL ? options->quantiles_text : "0.05,0.5,0.95";

  options->words = g_strsplit (text, ",", MAX_QUANTILES + 1);
  options->n_levels = g_strv_length (options->words);
  options->levels = g_new0 (double, options->n_levels + 1);
  if (options->n_levels > MAX_QUANTILES)
    return fail_quantiles (text, _ ("are too many"), error);
  for (guint i = 0; i < options->n_levels; i++)
    if (!parse_quantile (options, i, error))
      return FALSE;
  return TRUE;
}

/* What the rows of the output are made from. */
typedef struct
{
  const PredictOptions *options;
  const MixModel *model;
  MixDesign *design;
  GPtrArray *inputs; /* const MixColumn*, those of the table that hold numbers */
  guint k;
  guint order[MIX_MAX_POOLED];
  GPtrArray *names; /* char*, of the columns that are written */
  GArray *times;    /* MixTimeUnit, as many: which of them are written as dates */
  guint64 sample_seed; /* of the first block; the others count on */
  MixCsvWriter *writer; /* borrowed */
} Job;

static void
job_clear (Job *job)
{
  g_clear_pointer (&job->inputs, g_ptr_array_unref);
  g_clear_pointer (&job->names, g_ptr_array_unref);
  g_clear_pointer (&job->times, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Job, job_clear)

/* name: taken over */
static void
add_name (Job *job, char *name, MixTimeUnit time)
{
  g_ptr_array_add (job->names, name);
  g_array_append_val (job->times, time);
}

static void
add_numbered_names (Job *job, const char *stem, guint n, MixTimeUnit time)
{
  for (guint i = 1; i <= n; i++)
    add_name (job, g_strdup_printf ("%s_%u", stem, i), time);
}

static void
list_names (Job *job)
{
  MixTimeUnit time = mix_design_get_target_time (job->design);
  gboolean is_plain = mix_model_get_target_transform (job->model) == NULL;

  job->names = g_ptr_array_new_with_free_func (g_free);
  job->times = g_array_new (FALSE, FALSE, sizeof (MixTimeUnit));
  for (guint i = 0; i < job->inputs->len; i++)
    {
      const MixColumn *column = job->inputs->pdata[i];
      add_name (job, mix_column_get_label (column), column->time);
    }
  add_name (job, g_strdup ("mean"), time);
  add_name (job, g_strdup ("sd"), MIX_TIME_NONE);
  for (guint i = 0; i < job->options->n_levels; i++)
    add_name (job, g_strconcat ("q", job->options->words[i], NULL), time);
  if (job->options->components)
    {
      add_numbered_names (job, "pi", job->k, MIX_TIME_NONE);
      add_numbered_names (job, "mu", job->k, is_plain ? time : MIX_TIME_NONE);
      add_numbered_names (job, "sigma", job->k, MIX_TIME_NONE);
    }
  add_numbered_names (job, "sample", (guint) job->options->n_samples, time);
}

static void
job_init (Job *job, const PredictOptions *options, const MixModel *model, MixDesign *design)
{
  MixRng rng;

  *job = (Job){ .options = options, .model = model, .design = design };
  job->k = mix_model_get_components (model);
  job->inputs = mix_input_list_columns (mix_design_get_dataset (design));
  list_names (job);
  if (options->components)
    mix_forecast_order (model, design, job->order);
  /* A stream of its own: a generator's rows may have been drawn from the same seed. */
  mix_rng_init (&rng, (guint64) options->seed);
  job->sample_seed = mix_rng_next (&rng);
}

/* What a block of rows becomes. */
typedef struct
{
  double *quantiles; /* [rows × n_levels] */
  double *cells;     /* [names->len] */
  GString *text;
} Block;

static gpointer
block_new (gpointer data)
{
  const Job *job = data;
  Block *block = g_new (Block, 1);

  block->quantiles = g_new (double, MIX_FORECAST_BLOCK * (gsize) job->options->n_levels + 1);
  block->cells = g_new (double, job->names->len);
  block->text = g_string_new (NULL);
  return block;
}

static void
block_free (gpointer data)
{
  Block *block = data;

  g_free (block->quantiles);
  g_free (block->cells);
  g_string_free (block->text, TRUE);
  g_free (block);
}

/* cells [names->len] */
static void
fill_row (const Job *job, const MixMixture *mixture, gsize row, const double *quantiles,
          MixRng *rng, double *cells)
{
  const PredictOptions *options = job->options;
  const double *const parts[] = { mixture->pi, mixture->mu, mixture->sigma };
  gsize source = mix_design_source_row (job->design, row);

  for (guint i = 0; i < job->inputs->len; i++)
    *cells++ = ((const MixColumn *) job->inputs->pdata[i])->values[source];
  *cells++ = mix_mixture_mean (mixture);
  *cells++ = sqrt (mix_mixture_variance (mixture));
  for (guint i = 0; i < options->n_levels; i++)
    *cells++ = quantiles[i];
  for (guint part = 0; options->components && part < G_N_ELEMENTS (parts); part++)
    for (guint k = 0; k < job->k; k++)
      *cells++ = parts[part][job->order[k]];
  for (gint64 i = 0; i < options->n_samples; i++)
    *cells++ = mix_mixture_sample (mixture, rng);
}

/* A forecast of a date says no more digits than mean anything. */
static void
round_dates (const Job *job, double *cells)
{
  const MixTimeUnit *times = (const MixTimeUnit *) (gconstpointer) job->times->data;

  for (guint i = job->inputs->len; i < job->names->len; i++)
    if (times[i] != MIX_TIME_NONE)
      cells[i] = mix_time_round (cells[i], times[i]);
}

/* A sweep's work: the lines of a block. Its samples come from a stream of its own. */
static void
fill_block (gpointer slot, const MixForecast *forecast, gpointer data)
{
  const Job *job = data;
  const MixTimeUnit *times = (const MixTimeUnit *) (gconstpointer) job->times->data;
  guint n_levels = job->options->n_levels;
  Block *block = slot;
  MixRng rng;

  mix_rng_init (&rng, job->sample_seed + forecast->start / MIX_FORECAST_BLOCK);
  mix_mixture_quantiles_of_rows (job->k, forecast->pi, forecast->mu, forecast->sigma,
                                 forecast->n_rows, job->options->levels, n_levels,
                                 block->quantiles);
  mix_transform_inverse_all (mix_model_get_target_transform (job->model), block->quantiles,
                             forecast->n_rows * n_levels);
  g_string_truncate (block->text, 0);
  for (gsize i = 0; i < forecast->n_rows; i++)
    {
      MixMixture mixture = mix_forecast_get (forecast, i);
      fill_row (job, &mixture, forecast->start + i, block->quantiles + i * n_levels, &rng,
                block->cells);
      round_dates (job, block->cells);
      mix_csv_format_row (block->text, block->cells, times, job->names->len);
    }
}

static gboolean
write_block (gpointer slot, const MixForecast *forecast, gpointer data, GError **error)
{
  const Job *job = data;
  const Block *block = slot;

  return mix_csv_writer_add_lines (job->writer, block->text, error);
}

static gboolean
write_rows (Job *job, const char *output, GError **error)
{
  const MixSweepTasks tasks = { fill_block, write_block, block_new, block_free };
  g_autoptr (MixCsvWriter) writer = mix_csv_writer_new (
      output, (const char *const *) job->names->pdata, job->names->len, error);

  if (writer == NULL)
    return FALSE;
  job->writer = writer;
  return mix_sweep (job->model, job->design, job->options->n_threads, &tasks, job, error)
         && mix_csv_writer_close (writer, error);
}

static gboolean
predict (const PredictOptions *options, const char *model_path, const char *data, GError **error)
{
  const char *output = options->output != NULL ? options->output : "-";

  if (!mix_input_check_stdin (model_path, data, error) || !mix_output_check (output, error))
    return FALSE;
  g_autoptr (MixModel) model = mix_model_load (model_path, error);
  if (model == NULL)
    return FALSE;
  g_autoptr (MixDesign) design
    = mix_input_read_design (data, &options->input, model, FALSE, error);
  if (design == NULL)
    return FALSE;

  mix_input_note_dropped (design);
  mix_input_note_dates (design);
  g_auto (Job) job = { NULL };
  job_init (&job, options, model, design);
  return write_rows (&job, output, error);
}

static gboolean
parse (MixCommand *command, PredictOptions *options, GError **error)
{
  const GOptionEntry entries[] = {
    { "quantiles", 'q', 0, G_OPTION_ARG_FILENAME, &options->quantiles_text,
      N_ ("Which quantiles, between 0 and 1 (0.05,0.5,0.95)"), N_ ("A,B,…") },
    { "components", 0, 0, G_OPTION_ARG_NONE, &options->components,
      N_ ("Write pi, mu and sigma of every component"), NULL },
    { "samples", 0, 0, G_OPTION_ARG_FILENAME, &options->samples_text,
      N_ ("Draw so many values for every row (0)"), N_ ("N") },
    { "seed", 0, 0, G_OPTION_ARG_FILENAME, &options->input.generator.seed,
      N_ ("Fixes the samples, and a generator's numbers (1)"), N_ ("S") },
    { "threads", 0, 0, G_OPTION_ARG_FILENAME, &options->threads_text,
      N_ ("How many threads share the rows, 0 for one on each processor (0)"), N_ ("N") },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options->output,
      N_ ("Where to write, - for standard output (-)"), N_ ("FILE") },
    G_OPTION_ENTRY_NULL,
  };

  options->seed = 1;
  mix_command_add_options (command, entries);
  mix_input_options_add (&options->input, command, FALSE);
  return mix_command_parse (command, error) && mix_command_expect (command, 2, error)
         && parse_quantiles (options, error)
         && mix_parse_whole ("samples", options->samples_text, 0, MAX_SAMPLES, &options->n_samples,
                             error)
         && mix_parse_threads (options->threads_text, &options->n_threads, error)
         && mix_parse_whole ("seed", options->input.generator.seed, 0, G_MAXINT64, &options->seed,
                             error);
}

static gboolean
run (MixCommand *command, GError **error)
{
  g_auto (PredictOptions) options = { { { NULL } } };

  return parse (command, &options, error)
         && predict (&options, mix_command_get_argument (command, 0),
                     mix_command_get_argument (command, 1), error);
}

const MixVerb mix_verb_predict = {
  .name = "predict",
  .arguments = N_ ("MODEL DATA"),
  .summary = N_ ("Write a table with the distribution that a model predicts for every row"),
  .details = N_ ("DATA is a CSV file, - for standard input, or @ID for a generator (@two-branch).\n"
                 "The target need not be among its columns. Components are in ascending order of "
                 "their mean."),
  .run = run,
};
