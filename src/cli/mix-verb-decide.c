/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-verbs.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "mix-csv.h"
#include "mix-forecast.h"
#include "mix-input.h"
#include "mix-model-io.h"
#include "mix-output.h"
#include "mix-stock.h"
#include "mix-tail.h"

#define WORTH_A_NOTE 0.01 /* of the probability, below 0 */

typedef struct
{
  MixInputOptions input;
  char *cost, *price, *salvage, *shortage, *holding, *service;
  char *above, *between, *risk, *output;
  gboolean is_signed;

  /* What the text says. */
  MixStock stock;
  gboolean has_money; /* FALSE: a service level */
  double above_value, low, high, risk_level;
} DecideOptions;

static void
decide_options_clear (DecideOptions *options)
{
  char **const texts[] = { &options->cost,    &options->price, &options->salvage,
                           &options->shortage, &options->holding, &options->service,
                           &options->above,   &options->between, &options->risk,
                           &options->output };

  mix_input_options_clear (&options->input);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_clear_pointer (texts[i], g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DecideOptions, decide_options_clear)

static gboolean
parse_any (const char *option, const char *text, double *value, GError **error)
{
  return mix_parse_number (option, text, -1e300, 1e300, value, error);
}

static gboolean
parse_prices (DecideOptions *options, GError **error)
{
  double cost = 0, price = 0, salvage = 0;

  return parse_any ("cost", options->cost, &cost, error)
         && parse_any ("price", options->price, &price, error)
         && parse_any ("salvage", options->salvage, &salvage, error)
         && mix_stock_init_prices (&options->stock, cost, price, salvage, error);
}

static gboolean
parse_costs (DecideOptions *options, GError **error)
{
  double shortage = 0, holding = 0;

  return parse_any ("shortage", options->shortage, &shortage, error)
         && parse_any ("holding", options->holding, &holding, error)
         && mix_stock_init_costs (&options->stock, shortage, holding, error);
}

static gboolean
parse_service (DecideOptions *options, GError **error)
{
  double level = 0;

  return parse_any ("service", options->service, &level, error)
         && mix_stock_init_service (&options->stock, level, error);
}

/* One of three ways to say what too much and too little cost. */
static gboolean
parse_stock (DecideOptions *options, GError **error)
{
  gboolean prices = options->cost != NULL && options->price != NULL;
  gboolean costs = options->shortage != NULL && options->holding != NULL;
  gboolean service = options->service != NULL;
  gboolean any_price
    = options->cost != NULL || options->price != NULL || options->salvage != NULL;
  gboolean any_cost = options->shortage != NULL || options->holding != NULL;

  options->has_money = !service;
  if (any_price + any_cost + service != 1 || !(prices || costs || service))
    {
      g_set_error_literal (error, MIX_CLI_ERROR, MIX_CLI_ERROR_USAGE,
                           _ ("decide: give --cost and --price, or --shortage and --holding, or "
                              "--service"));
      return FALSE;
    }
  if (!(prices ? parse_prices (options, error)
               : costs ? parse_costs (options, error) : parse_service (options, error)))
    return FALSE;
  options->stock.is_signed = options->is_signed;
  return TRUE;
}

static gboolean
parse_between (DecideOptions *options, GError **error)
{
  if (options->between == NULL)
    return TRUE;
  g_auto (GStrv) ends = g_strsplit (options->between, ",", -1);
  if (g_strv_length (ends) == 2 && parse_any ("between", g_strstrip (ends[0]), &options->low, NULL)
      && parse_any ("between", g_strstrip (ends[1]), &options->high, NULL)
      && options->low < options->high)
    return TRUE;
  g_set_error (error, MIX_CLI_ERROR, MIX_CLI_ERROR_USAGE,
               _ ("--between: “%s” is not A,B with A below B"), options->between);
  return FALSE;
}

static gboolean
parse_questions (DecideOptions *options, GError **error)
{
  if (!parse_any ("above", options->above, &options->above_value, error)
      || !parse_between (options, error))
    return FALSE;
  if (options->risk == NULL)
    return TRUE;
  if (mix_parse_number ("risk", options->risk, 0, 1, &options->risk_level, NULL)
      && options->risk_level > 0 && options->risk_level < 1)
    return TRUE;
  g_set_error (error, MIX_CLI_ERROR, MIX_CLI_ERROR_USAGE,
               _ ("--risk: “%s” is not a number between 0 and 1"), options->risk);
  return FALSE;
}

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
  return options->price != NULL ? "expected_profit" : "expected_cost";
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
  if (options->above != NULL)
    g_ptr_array_add (job->names, (gpointer) "p_above");
  if (options->between != NULL)
    g_ptr_array_add (job->names, (gpointer) "p_between");
  if (options->risk != NULL)
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
    *cells++ = options->price != NULL ? plan.expected : -plan.expected;
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
  double level = options->risk_level;

  if (options->above != NULL)
    *cells++ = mix_mixture_survival (demand, options->above_value);
  if (options->between != NULL)
    *cells++ = mix_mixture_between (demand, options->low, options->high);
  if (options->risk == NULL)
    return;
  *cells++ = mix_mixture_quantile (demand, level);
  *cells = level < 0.5 ? mix_mixture_mean_below (demand, level)
                       : mix_mixture_mean_above (demand, level);
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
  if (job->n_negative > 0 && !job->options->is_signed)
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
    { "cost", 0, 0, G_OPTION_ARG_FILENAME, &options->cost, N_ ("What a unit costs"), N_ ("C") },
    { "price", 0, 0, G_OPTION_ARG_FILENAME, &options->price, N_ ("What a unit sells for"),
      N_ ("P") },
    { "salvage", 0, 0, G_OPTION_ARG_FILENAME, &options->salvage,
      N_ ("What a unit is worth that is left over (0)"), N_ ("S") },
    { "shortage", 0, 0, G_OPTION_ARG_FILENAME, &options->shortage,
      N_ ("Instead: what a unit costs that is not there when it is asked for"), N_ ("B") },
    { "holding", 0, 0, G_OPTION_ARG_FILENAME, &options->holding,
      N_ ("and what a unit costs that nobody asks for"), N_ ("H") },
    { "service", 0, 0, G_OPTION_ARG_FILENAME, &options->service,
      N_ ("Instead: how probable it is to be that the order is enough"), N_ ("LEVEL") },
    { "signed", 0, 0, G_OPTION_ARG_NONE, &options->is_signed,
      N_ ("Amounts below 0 mean what they say, as in a balance"), NULL },
    { "above", 0, 0, G_OPTION_ARG_FILENAME, &options->above,
      N_ ("Write the probability of more than T, too"), N_ ("T") },
    { "between", 0, 0, G_OPTION_ARG_FILENAME, &options->between,
      N_ ("Write the probability of what lies between, too"), N_ ("A,B") },
    { "risk", 0, 0, G_OPTION_ARG_FILENAME, &options->risk,
      N_ ("Write the quantile of this level, and the mean of what lies beyond it, too"),
      N_ ("LEVEL") },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options->output,
      N_ ("Where to write, - for standard output (-)"), N_ ("FILE") },
    G_OPTION_ENTRY_NULL,
  };

  mix_command_add_options (command, entries);
  mix_input_options_add (&options->input, command, TRUE);
  return mix_command_parse (command, error) && mix_command_expect (command, 2, error)
         && parse_stock (options, error) && parse_questions (options, error);
}

static gboolean
run (MixCommand *command, GError **error)
{
  g_auto (DecideOptions) options = { { { NULL } } };

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
