/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-verbs.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "mix-input.h"
#include "mix-model-io.h"
#include "mix-orders.h"
#include "mix-output.h"
#include "mix-stock-options.h"

typedef struct
{
  MixInputOptions input;
  MixStockOptions text;
  char *output;

  /* What the text says. */
  MixStock stock;
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

static void
note_rows (const MixOrders *orders, gsize n_negative)
{
  gsize n = mix_design_get_n_rows (orders->design);

  mix_input_note_dropped (orders->design);
  mix_input_note_dates (orders->design);
  if (n_negative > 0 && !orders->stock.is_signed)
    mix_output_note (ngettext ("in %zu row of %zu, more than 1 %% of the distribution is below 0; "
                               "it counts as no demand (--signed: it counts as it is)",
                               "in %zu rows of %zu, more than 1 %% of the distribution is below 0; "
                               "it counts as no demand (--signed: it counts as it is)",
                               n_negative),
                     n_negative, n);
}

static gboolean
decide (const DecideOptions *options, const char *model_path, const char *data, GError **error)
{
  const char *output = options->output != NULL ? options->output : "-";
  gsize n_negative;

  if (!mix_input_check_stdin (model_path, data, error) || !mix_output_check (output, error))
    return FALSE;
  g_autoptr (MixModel) model = mix_model_load (model_path, error);
  if (model == NULL)
    return FALSE;
  g_autoptr (MixDesign) design
    = mix_input_read_design (data, &options->input, model, FALSE, error);
  if (design == NULL)
    return FALSE;

  g_autoptr (GPtrArray) columns = mix_input_list_columns (mix_design_get_dataset (design));
  MixOrders orders = { .model = model,
                       .plain = mix_model_get_companion (model),
                       .design = design,
                       .columns = columns,
                       .stock = options->stock,
                       .is_service = options->text.service != NULL,
                       .risk = options->asked };
  if (!mix_orders_write (&orders, output, &n_negative, error))
    return FALSE;
  note_rows (&orders, n_negative);
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
  return mix_command_parse (command, error) && mix_command_expect (command, 2, error)
         && mix_stock_options_parse (&options->text, "decide", &options->stock, error)
         && mix_stock_options_parse_risk (&options->text, &options->asked, error);
}

static gboolean
run (MixCommand *command, GError **error)
{
  g_auto (DecideOptions) options = { { { NULL } } };

  mix_risk_init (&options.asked);
  options.asked.level = (double) NAN; /* unless it is asked for */
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
