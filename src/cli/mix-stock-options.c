/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-stock-options.h"

#include <glib/gi18n-lib.h>

void
mix_stock_options_clear (MixStockOptions *options)
{
  char **const texts[] = { &options->cost,    &options->price,   &options->salvage,
                           &options->shortage, &options->holding, &options->service,
                           &options->above,   &options->between, &options->risk };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_clear_pointer (texts[i], g_free);
}

/**
 * mix_stock_options_add:
 *
 * --cost, --price and --salvage, or --shortage and --holding, or --service; --signed; --above,
 * --between and --risk.
 */
void
mix_stock_options_add (MixStockOptions *options, MixCommand *command)
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
      N_ ("Also: the probability of more than T"), N_ ("T") },
    { "between", 0, 0, G_OPTION_ARG_FILENAME, &options->between,
      N_ ("Also: the probability of what lies between"), N_ ("A,B") },
    { "risk", 0, 0, G_OPTION_ARG_FILENAME, &options->risk,
      N_ ("Also: the quantile of this level, and the mean of what lies beyond it"),
      N_ ("LEVEL") },
    G_OPTION_ENTRY_NULL,
  };

  mix_command_add_options (command, entries);
}

static gboolean
parse_any (const char *option, const char *text, double *value, GError **error)
{
  return mix_parse_number (option, text, -1e300, 1e300, value, error);
}

static gboolean
parse_prices (const MixStockOptions *options, MixStock *stock, GError **error)
{
  double cost = 0, price = 0, salvage = 0;

  return parse_any ("cost", options->cost, &cost, error)
         && parse_any ("price", options->price, &price, error)
         && parse_any ("salvage", options->salvage, &salvage, error)
         && mix_stock_init_prices (stock, cost, price, salvage, error);
}

static gboolean
parse_costs (const MixStockOptions *options, MixStock *stock, GError **error)
{
  double shortage = 0, holding = 0;

  return parse_any ("shortage", options->shortage, &shortage, error)
         && parse_any ("holding", options->holding, &holding, error)
         && mix_stock_init_costs (stock, shortage, holding, error);
}

static gboolean
parse_service (const MixStockOptions *options, MixStock *stock, GError **error)
{
  double level = 0;

  return parse_any ("service", options->service, &level, error)
         && mix_stock_init_service (stock, level, error);
}

gboolean
mix_stock_options_are_given (const MixStockOptions *options)
{
  return options->cost != NULL || options->price != NULL || options->salvage != NULL
         || options->shortage != NULL || options->holding != NULL || options->service != NULL;
}

/**
 * mix_stock_options_parse:
 * @verb: for the error
 *
 * One of three ways to say what too much and too little cost.
 *
 * Returns: FALSE with a usage error where it is none of them, or no order would be best
 */
gboolean
mix_stock_options_parse (const MixStockOptions *options, const char *verb, MixStock *stock,
                         GError **error)
{
  gboolean prices = options->cost != NULL && options->price != NULL;
  gboolean costs = options->shortage != NULL && options->holding != NULL;
  gboolean service = options->service != NULL;
  gboolean any_price
    = options->cost != NULL || options->price != NULL || options->salvage != NULL;
  gboolean any_cost = options->shortage != NULL || options->holding != NULL;

  if (any_price + any_cost + service != 1 || !(prices || costs || service))
    {
      g_set_error (error, MIX_CLI_ERROR, MIX_CLI_ERROR_USAGE,
                   _ ("%s: give --cost and --price, or --shortage and --holding, or --service"),
                   verb);
      return FALSE;
    }
  if (!(prices ? parse_prices (options, stock, error)
               : costs ? parse_costs (options, stock, error)
                       : parse_service (options, stock, error)))
    return FALSE;
  stock->is_signed = options->is_signed;
  return TRUE;
}

static gboolean
parse_between (const MixStockOptions *options, MixRisk *risk, GError **error)
{
  if (options->between == NULL)
    return TRUE;
  g_auto (GStrv) ends = g_strsplit (options->between, ",", -1);
  if (g_strv_length (ends) == 2 && parse_any ("between", g_strstrip (ends[0]), &risk->low, NULL)
      && parse_any ("between", g_strstrip (ends[1]), &risk->high, NULL)
      && risk->low < risk->high)
    return TRUE;
  g_set_error (error, MIX_CLI_ERROR, MIX_CLI_ERROR_USAGE,
               _ ("--between: “%s” is not A,B with A below B"), options->between);
  return FALSE;
}

/**
 * mix_stock_options_parse_risk:
 * @risk: (inout): what is not asked for stays as it is
 */
gboolean
mix_stock_options_parse_risk (const MixStockOptions *options, MixRisk *risk, GError **error)
{
  if (!parse_any ("above", options->above, &risk->above, error)
      || !parse_between (options, risk, error))
    return FALSE;
  if (options->risk == NULL)
    return TRUE;
  if (mix_parse_number ("risk", options->risk, 0, 1, &risk->level, NULL) && risk->level > 0
      && risk->level < 1)
    return TRUE;
  g_set_error (error, MIX_CLI_ERROR, MIX_CLI_ERROR_USAGE,
               _ ("--risk: “%s” is not a number between 0 and 1"), options->risk);
  return FALSE;
}
