/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-mixture.h"

G_BEGIN_DECLS

#define MIX_STOCK_ERROR (mix_stock_error_quark ())
GQuark mix_stock_error_quark (void);

typedef enum
{
  MIX_STOCK_ERROR_PRICES, /* prices for which no order is best */
} MixStockError;

/* The newsvendor's question: an order is placed before the demand is known. An order q earns at a
 * demand d: margin · d − underage · (d − q)⁺ − overage · (q − d)⁺. A plain value.
 *
 * A Gaussian reaches below 0, where no demand is: unless it is signed, an outcome below 0 is a
 * demand of 0, and no order is below 0. Signed amounts, such as a balance of energy, mean what they
 * say. */
typedef struct
{
  double margin;   /* earned by a unit that is ordered and asked for; 0 where only costs count */
  double underage; /* lost by a unit that is asked for but not ordered; above 0 */
  double overage;  /* lost by a unit that is ordered but not asked for; above 0 */
  gboolean is_signed;
} MixStock;

/* Each sets all but is_signed, which becomes FALSE. FALSE with an error that says which number is
 * wrong and why. */
gboolean mix_stock_init_prices (MixStock *stock, double cost, double price, double salvage,
                                GError **error);
gboolean mix_stock_init_costs (MixStock *stock, double shortage, double holding, GError **error);
gboolean mix_stock_init_service (MixStock *stock, double level, GError **error);

double mix_stock_ratio (const MixStock *stock);
double mix_stock_earn (const MixStock *stock, double order, double demand);

/* Of demand under a mixture. All in units of y, or of money. */
double mix_stock_order (const MixStock *stock, const MixMixture *demand);
double mix_stock_clamp (const MixStock *stock, double order);
double mix_stock_expected (const MixStock *stock, const MixMixture *demand, double order);
double mix_stock_regret (const MixStock *stock, const MixMixture *demand, double order);
double mix_stock_mean_demand (const MixStock *stock, const MixMixture *demand);
double mix_stock_left_over (const MixStock *stock, const MixMixture *demand, double order);

/* P(what is earned ≤ amount). Its only jump is at mix_stock_best_case(), where it has one. */
double mix_stock_cdf (const MixStock *stock, const MixMixture *demand, double order,
                      double amount);
double mix_stock_best_case (const MixStock *stock, double order);
double mix_stock_quantile (const MixStock *stock, const MixMixture *demand, double order, double q);

/* An order, with all that a person asks about it. */
typedef struct
{
  double order;
  double expected;   /* earned on average; with costs alone it is below 0 */
  double p_stockout; /* P(demand > order) */
  double lost;       /* expected units asked for but not there */
  double left_over;  /* expected units ordered but not asked for */
  double p_negative; /* P(outcome < 0) */
} MixStockPlan;

void mix_stock_plan (const MixStock *stock, const MixMixture *demand, double order,
                     MixStockPlan *plan);

G_END_DECLS
