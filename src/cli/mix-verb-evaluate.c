/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-verbs.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "mix-input.h"
#include "mix-metrics.h"
#include "mix-model-io.h"
#include "mix-output.h"
#include "mix-sweep.h"

typedef struct
{
  MixMetrics model;
  gboolean has_plain;
  MixMetrics plain; /* of the companion */
  gsize n_dropped;
  double optimal_nll; /* NaN for a table that no generator made */
  double truth_nll;   /* of the truth, on these rows; NaN likewise */
} Evaluation;

/* The scores of all rows so far, and of a block. */
typedef struct
{
  MixDesign *design;
  MixScorer *all;
  guint components;
} Scoring;

typedef struct
{
  MixScorer *scorer;
  double y[MIX_FORECAST_BLOCK];
} Block;

static gpointer
block_new (gpointer data)
{
  const Scoring *scoring = data;
  Block *block = g_new (Block, 1);

  block->scorer = mix_scorer_new (scoring->components);
  return block;
}

static void
block_free (gpointer data)
{
  Block *block = data;

  mix_scorer_free (block->scorer);
  g_free (block);
}

static void
score_block (gpointer slot, const MixForecast *forecast, gpointer data)
{
  const Scoring *scoring = data;
  Block *block = slot;

  for (gsize i = 0; i < forecast->n_rows; i++)
    block->y[i] = mix_design_get_y (scoring->design, forecast->start + i);
  mix_scorer_clear (block->scorer);
  mix_scorer_add_rows (block->scorer, forecast->pi, forecast->mu, forecast->sigma,
                       mix_model_get_target_transform (forecast->model), block->y,
                       forecast->n_rows);
}

static gboolean
add_block (gpointer slot, const MixForecast *forecast, gpointer data, GError **error)
{
  const Scoring *scoring = data;
  const Block *block = slot;

  mix_scorer_merge (scoring->all, block->scorer);
  return TRUE;
}

static void
score (const MixModel *model, MixDesign *design, guint n_threads, MixMetrics *metrics)
{
  const MixSweepTasks tasks = { score_block, add_block, block_new, block_free };
  guint k = mix_model_get_components (model);
  g_autoptr (MixScorer) scorer = mix_scorer_new (k);
  Scoring scoring = { design, scorer, k };

  mix_sweep (model, design, n_threads, &tasks, &scoring, NULL);
  mix_scorer_finish (scorer, metrics);
}

/* Components as predict shows them. */
static void
sort_components (const MixModel *model, MixDesign *design, MixMetrics *metrics)
{
  guint order[MIX_MAX_POOLED];
  double sorted[MIX_MAX_POOLED];

  mix_forecast_order (model, design, order);
  for (guint k = 0; k < metrics->components; k++)
    sorted[k] = metrics->mean_pi[order[k]];
  for (guint k = 0; k < metrics->components; k++)
    metrics->mean_pi[k] = sorted[k];
}

/* Only where x and y of the generator are what the model predicts from and to is its truth the
 * truth. */
static void
score_truth (MixDesign *design, Evaluation *evaluation)
{
  MixDataset *table = mix_design_get_dataset (design);
  const MixGenerator *generator = mix_design_get_truth (design);
  double noise = mix_dataset_get_noise (table), sum = 0;
  gsize n = mix_design_get_n_rows (design);

  evaluation->optimal_nll = evaluation->truth_nll = (double) NAN;
  if (generator == NULL)
    return;
  for (gsize i = 0; i < n; i++)
    sum -= log (
        generator->density (mix_design_get_x (design, i, 0), mix_design_get_y (design, i), noise));
  evaluation->optimal_nll = mix_design_get_optimal_nll (design);
  evaluation->truth_nll = sum / (double) n;
}

static void
evaluate (const MixModel *model, MixDesign *design, guint n_threads, Evaluation *evaluation)
{
  const MixModel *companion = mix_model_get_companion (model);

  *evaluation = (Evaluation){ .has_plain = companion != NULL,
                              .n_dropped = mix_design_get_n_dropped (design) };
  score (model, design, n_threads, &evaluation->model);
  sort_components (model, design, &evaluation->model);
  if (companion != NULL)
    score (companion, design, n_threads, &evaluation->plain);
  score_truth (design, evaluation);
}

/* An object of numbers, named by their levels: "0.05". */
static void
add_by_level (JsonBuilder *builder, const char *name, const double *levels, const double *values,
              guint n)
{
  char level[G_ASCII_DTOSTR_BUF_SIZE];

  json_builder_set_member_name (builder, name);
  json_builder_begin_object (builder);
  for (guint i = 0; i < n; i++)
    mix_json_add_number (builder, g_ascii_formatd (level, sizeof level, "%g", levels[i]),
                         values[i]);
  json_builder_end_object (builder);
}

static void
add_scores (JsonBuilder *builder, const MixMetrics *m)
{
  mix_json_add_number (builder, "nll", m->nll);
  mix_json_add_number (builder, "crps", m->crps);
  mix_json_add_number (builder, "rmse", m->rmse);
  mix_json_add_number (builder, "mae", m->mae);
  mix_json_add_number (builder, "r2", m->r2);
}

static void
add_distribution (JsonBuilder *builder, const MixMetrics *m)
{
  add_by_level (builder, "coverage", mix_coverage_levels, m->coverage, MIX_N_COVERAGE);
  add_by_level (builder, "width", mix_coverage_levels, m->width, MIX_N_COVERAGE);
  add_by_level (builder, "pinball", mix_pinball_levels, m->pinball, MIX_N_PINBALL);
  json_builder_set_member_name (builder, "pit");
  json_builder_begin_array (builder);
  for (guint i = 0; i < MIX_N_PIT; i++)
    json_builder_add_int_value (builder, (gint64) m->pit[i]);
  json_builder_end_array (builder);
  mix_json_add_number (builder, "calibration_error", m->calibration_error);
  json_builder_set_member_name (builder, "mean_pi");
  json_builder_begin_array (builder);
  for (guint k = 0; k < m->components; k++)
    json_builder_add_double_value (builder, m->mean_pi[k]);
  json_builder_end_array (builder);
  mix_json_add_number (builder, "effective_components", m->effective_components);
}

static gboolean
print_json (const Evaluation *evaluation, GError **error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  mix_json_add_integer (builder, "rows", (gint64) evaluation->model.n_rows);
  mix_json_add_integer (builder, "dropped_rows", (gint64) evaluation->n_dropped);
  add_scores (builder, &evaluation->model);
  add_distribution (builder, &evaluation->model);
  mix_json_add_number (builder, "optimal_nll", evaluation->optimal_nll);
  mix_json_add_number (builder, "truth_nll", evaluation->truth_nll);
  json_builder_set_member_name (builder, "plain");
  if (evaluation->has_plain)
    {
      json_builder_begin_object (builder);
      add_scores (builder, &evaluation->plain);
      json_builder_end_object (builder);
    }
  else
    json_builder_add_null_value (builder);
  json_builder_end_object (builder);
  return mix_output_print_json (builder, error);
}

static void
append_line (GString *text, const char *words, double value, double plain)
{
  g_autofree char *shown = g_utf8_normalize (words, -1, G_NORMALIZE_DEFAULT_COMPOSE);
  int padding = 34 - (int) g_utf8_strlen (shown, -1);

  g_string_append_printf (text, "%s%*s %11.5g", shown, MAX (padding, 1), "", value);
  if (isfinite (plain))
    g_string_append_printf (text, " %11.5g", plain);
  g_string_append_c (text, '\n');
}

/* Two columns of numbers where a plain network was trained beside the model. */
static gboolean
print_text (const Evaluation *evaluation, GError **error)
{
  const MixMetrics *m = &evaluation->model, *p = &evaluation->plain;
  gboolean both = evaluation->has_plain;
  const double none = (double) NAN;
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, ngettext ("%zu row\n", "%zu rows\n", m->n_rows), m->n_rows);
  if (both)
    g_string_append_printf (text, "%35s %10s %11s\n", "", _ ("model"), _ ("plain"));
  append_line (text, _ ("NLL, nats per row"), m->nll, both ? p->nll : none);
  if (isfinite (evaluation->optimal_nll))
    {
      append_line (text, _ ("  the truth, on these rows"), evaluation->truth_nll, none);
      append_line (text, _ ("  the truth, on endless rows"), evaluation->optimal_nll, none);
    }
  append_line (text, "CRPS", m->crps, both ? p->crps : none);
  append_line (text, _ ("RMSE of the mean"), m->rmse, both ? p->rmse : none);
  append_line (text, _ ("MAE of the mean"), m->mae, both ? p->mae : none);
  append_line (text, "R²", m->r2, both ? p->r2 : none);
  for (guint i = 0; i < MIX_N_COVERAGE; i++)
    {
      g_autofree char *words = g_strdup_printf (_ ("rows inside the %g %% interval, %%"),
                                                100 * mix_coverage_levels[i]);
      append_line (text, words, 100 * m->coverage[i], both ? 100 * p->coverage[i] : none);
    }
  append_line (text, _ ("width of the 90 % interval"), m->width[2], both ? p->width[2] : none);
  append_line (text, _ ("calibration error"), m->calibration_error,
               both ? p->calibration_error : none);
  append_line (text, _ ("effective components"), m->effective_components, none);
  return mix_output_print (text->str, error);
}

static gboolean
run_on (const char *model_path, const char *data, const MixInputOptions *input, guint n_threads,
        gboolean json, GError **error)
{
  Evaluation evaluation;

  if (!mix_input_check_stdin (model_path, data, error))
    return FALSE;
  g_autoptr (MixModel) model = mix_model_load (model_path, error);
  if (model == NULL)
    return FALSE;
  g_autoptr (MixDesign) design
    = mix_input_read_design (data, input, model, TRUE, error);
  if (design == NULL)
    return FALSE;
  evaluate (model, design, n_threads, &evaluation);
  return json ? print_json (&evaluation, error) : print_text (&evaluation, error);
}

static gboolean
run (MixCommand *command, GError **error)
{
  g_auto (MixInputOptions) input = { { NULL } };
  g_autofree char *threads = NULL;
  gboolean json = FALSE;
  guint n_threads;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Print everything as JSON"), NULL },
    { "threads", 0, 0, G_OPTION_ARG_FILENAME, &threads,
      N_ ("How many threads share the rows, 0 for one on each processor (0)"), N_ ("N") },
    G_OPTION_ENTRY_NULL,
  };

  mix_command_add_options (command, entries);
  mix_input_options_add (&input, command, TRUE);
  return mix_command_parse (command, error) && mix_command_expect (command, 2, error)
         && mix_parse_threads (threads, &n_threads, error)
         && run_on (mix_command_get_argument (command, 0), mix_command_get_argument (command, 1),
                    &input, n_threads, json, error);
}

const MixVerb mix_verb_evaluate = {
  .name = "evaluate",
  .arguments = N_ ("MODEL DATA"),
  .summary = N_ ("Measure how well a model predicts a table"),
  .details = N_ ("DATA is a CSV file, - for standard input, or @ID for a generator (@two-branch): "
                 "its truth\nis then scored too. All numbers are in the units of the table."),
  .run = run,
};
