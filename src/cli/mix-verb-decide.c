/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-verbs.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "mix-csv.h"
#include "mix-forecast.h"
#include "mix-input.h"
#include "mix-model-io.h"
#include "mix-output.h"
#include "mix-stock-options.h"

#define WORTH_A_NOTE 0.01 /* of the probability, below 0 */

typedef struct
{
  MixInputOptions input;
  MixStockOptions text;
  char *output;

  /* What the text says. */
  MixStock stock;
  gboolean has_money; /* FALSE: a service level */
  MixRisk asked;
} DecideOptions;

static void
decide_options_clear (DecideOptions *options)
{
  mix_input_options_clear (&options->input);
  mix_stock_options_clear (&options->text);
  g_free (options->output);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DecideOptions, decide_options_clear)

/* What the rows of the output are made from. */
typedef struct
{
  const DecideOptions *options;
  const MixModel *model;
  MixDesign *design;
  GPtrArray *inputs; /* const MixColumn* */
  GPtrArray *names;  /* const char*, of the columns that are written */
  gsize n_negative;  /* rows with more below 0 than WORTH_A_NOTE */
} Job;

static void
job_clear (Job *job)
{
  g_clear_pointer (&job->inputs, g_ptr_array_unref);
  g_clear_pointer (&job->names, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Job, job_clear)

/* The name of what is earned: with costs alone, it is what is lost. */
static const char *
money_name (const DecideOptions *options)
{
  return options->text.price != NULL ? "expected_profit" : "expected_cost";
}

static void
list_names (Job *job)
{
  const DecideOptions *options = job->options;

  job->names = g_ptr_array_new ();
  for (guint i = 0; i < job->inputs->len; i++)
    g_ptr_array_add (job->names, ((const MixColumn *) job->inputs->pdata[i])->name);
  g_ptr_array_add (job->names, (gpointer) "order");
  if (options->has_money)
    g_ptr_array_add (job->names, (gpointer) money_name (options));
  g_ptr_array_add (job->names, (gpointer) "p_stockout");
  g_ptr_array_add (job->names, (gpointer) "expected_lost_sales");
  g_ptr_array_add (job->names, (gpointer) "expected_left_over");
  g_ptr_array_add (job->names, (gpointer) "p_below_0");
  g_ptr_array_add (job->names, (gpointer) "forecast");
  if (options->has_money)
    g_ptr_array_add (job->names, (gpointer) "forecast_costs");
  if (options->text.above != NULL)
    g_ptr_array_add (job->names, (gpointer) "p_above");
  if (options->text.between != NULL)
    g_ptr_array_add (job->names, (gpointer) "p_between");
  if (options->text.risk != NULL)
    {
      g_ptr_array_add (job->names, (gpointer) "value_at_risk");
      g_ptr_array_add (job->names, (gpointer) "expected_shortfall");
    }
}

/* In the order of list_names(); returns the place after it. */
static double *
fill_plan (Job *job, const MixMixture *demand, double forecast, double *cells)
{
  const DecideOptions *options = job->options;
  const MixStock *stock = &options->stock;
  MixStockPlan plan;

  mix_stock_plan (stock, demand, mix_stock_order (stock, demand), &plan);
  job->n_negative += plan.p_negative > WORTH_A_NOTE;
  *cells++ = plan.order;
  if (options->has_money)
    *cells++ = options->text.price != NULL ? plan.expected : -plan.expected;
  *cells++ = plan.p_stockout;
  *cells++ = plan.lost;
  *cells++ = plan.left_over;
  *cells++ = plan.p_negative;
  *cells++ = forecast;
  if (options->has_money)
    *cells++ = mix_stock_regret (stock, demand, mix_stock_clamp (stock, forecast));
  return cells;
}

static void
fill_questions (const DecideOptions *options, const MixMixture *demand, double *cells)
{
  MixRiskAnswer answer;

  mix_risk_answer (&options->asked, demand, &answer);
  if (options->text.above != NULL)
    *cells++ = answer.p_above;
  if (options->text.between != NULL)
    *cells++ = answer.p_between;
  if (options->text.risk == NULL)
    return;
  *cells++ = answer.value_at_risk;
  *cells = answer.expected_shortfall;
}

/* The plain network's number where there is one; else the mean of the mixture. */
static double
forecast_of (const MixForecast *plain, const MixMixture *demand, gsize row)
{
  if (plain->model == NULL)
    return mix_mixture_mean (demand);
  MixMixture point = mix_forecast_get (plain, row);
  return mix_mixture_mean (&point);
}

static gboolean
write_rows (Job *job, const char *output, GError **error)
{
  const MixModel *companion = mix_model_get_companion (job->model);
  g_autofree double *cells = g_new (double, job->names->len);
  g_auto (MixForecast) forecast = { NULL };
  g_auto (MixForecast) plain = { NULL };
  g_autoptr (MixCsvWriter) writer = mix_csv_writer_new (
    output, (const char *const *) job->names->pdata, job->names->len, error);

  if (writer == NULL)
    return FALSE;
  mix_forecast_init (&forecast, job->model, job->design);
  if (companion != NULL)
    mix_forecast_init (&plain, companion, job->design);
  while (mix_forecast_next (&forecast) && (companion == NULL || mix_forecast_next (&plain)))
    for (gsize i = 0; i < forecast.n_rows; i++)
      {
        MixMixture demand = mix_forecast_get (&forecast, i);
        gsize source = mix_design_source_row (job->design, forecast.start + i);
        for (guint j = 0; j < job->inputs->len; j++)
          cells[j] = ((const MixColumn *) job->inputs->pdata[j])->values[source];
        fill_questions (job->options, &demand,
                        fill_plan (job, &demand, forecast_of (&plain, &demand, i),
                                   cells + job->inputs->len));
        if (!mix_csv_writer_add (writer, cells, error))
          return FALSE;
      }
  return mix_csv_writer_close (writer, error);
}

static void
note_rows (const Job *job)
{
  gsize n = mix_design_get_n_rows (job->design);

  mix_input_note_dropped (job->design);
  if (job->n_negative > 0 && !job->options->text.is_signed)
    mix_output_note (ngettext ("in %zu row of %zu, more than 1 %% of the distribution is below 0; "
                               "it counts as no demand (--signed: it counts as it is)",
                               "in %zu rows of %zu, more than 1 %% of the distribution is below 0; "
                               "it counts as no demand (--signed: it counts as it is)",
                               job->n_negative),
                     job->n_negative, n);
}

static gboolean
decide (const DecideOptions *options, const char *model_path, const char *data, GError **error)
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

  g_auto (Job) job = { .options = options, .model = model, .design = design };
  job.inputs = mix_input_list_columns (mix_design_get_dataset (design));
  list_names (&job);
  if (!write_rows (&job, output, error))
    return FALSE;
  note_rows (&job);
  return TRUE;
}

static gboolean
parse (MixCommand *command, DecideOptions *options, GError **error)
{
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options->output,
      N_ ("Where to write, - for standard output (-)"), N_ ("FILE") },
    G_OPTION_ENTRY_NULL,
  };

  mix_stock_options_add (&options->text, command);
  mix_command_add_options (command, entries);
  mix_input_options_add (&options->input, command, TRUE);
  if (!mix_command_parse (command, error) || !mix_command_expect (command, 2, error))
    return FALSE;
  options->has_money = options->text.service == NULL;
  return mix_stock_options_parse (&options->text, "decide", &options->stock, error)
         && mix_stock_options_parse_risk (&options->text, &options->asked, error);
}

static gboolean
run (MixCommand *command, GError **error)
{
  g_auto (DecideOptions) options = { { { NULL } } };

  mix_risk_init (&options.asked);
  return parse (command, &options, error)
         && decide (&options, mix_command_get_argument (command, 0),
                    mix_command_get_argument (command, 1), error);
}

const MixVerb mix_verb_decide = {
  .name = "decide",
  .arguments = N_ ("MODEL DATA"),
  .summary = N_ ("Write how much to order for every row, and what that is worth"),
  .details = N_ ("The order is the quantile at (price − cost) / (price − salvage), or at shortage / "
                 "(shortage +\nholding): it earns most on average. “forecast” is the plain "
                 "network’s number, or the mean where\nthere is none, and “forecast_costs” what is "
                 "lost by ordering that instead. DATA is a CSV file,\n- for standard input, or @ID "
                 "for a generator (@two-branch)."),
  .run = run,
};
