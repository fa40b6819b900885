/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-command.h"
#include "mix-risk.h"
#include "mix-stock.h"

G_BEGIN_DECLS

/* The options about an order and its risk, as text; NULL where not given. They are on the stack of
 * a verb and freed by the cleanup. */
typedef struct
{
  char *cost, *price, *salvage, *shortage, *holding, *service;
  char *above, *between, *risk;
  gboolean is_signed;
} MixStockOptions;

void mix_stock_options_clear (MixStockOptions *options);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MixStockOptions, mix_stock_options_clear)

void mix_stock_options_add (MixStockOptions *options, MixCommand *command);
/* Whether any of the prices, costs or the service level was given. */
gboolean mix_stock_options_are_given (const MixStockOptions *options);
gboolean mix_stock_options_parse (const MixStockOptions *options, const char *verb, MixStock *stock,
                                  GError **error);
gboolean mix_stock_options_parse_risk (const MixStockOptions *options, MixRisk *risk,
                                       GError **error);

G_END_DECLS
