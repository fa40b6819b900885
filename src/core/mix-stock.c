/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-stock.h"

#include <float.h>
#include <math.h>

#include <glib/gi18n-lib.h>

#include "mix-tail.h"

G_DEFINE_QUARK (mix-stock-error-quark, mix_stock_error)

G_GNUC_PRINTF (2, 3)
static gboolean
fail (GError **error, const char *format, ...)
{
  va_list arguments;
  va_start (arguments, format);
  g_autofree char *text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error_literal (error, MIX_STOCK_ERROR, MIX_STOCK_ERROR_PRICES, text);
  return FALSE;
}

/**
 * mix_stock_init_prices:
 * @cost: paid for a unit that is ordered; at least 0
 * @price: got for a unit that is sold; above the cost
 * @salvage: got for a unit that is left over, below 0 where it costs something; below the cost
 *
 * Returns: FALSE with a MIX_STOCK_ERROR where no order is best
 */
gboolean
mix_stock_init_prices (MixStock *stock, double cost, double price, double salvage, GError **error)
{
  if (!(cost >= 0) || !isfinite (cost) || !isfinite (price) || !isfinite (salvage))
    return fail (error, _ ("the cost of a unit, %g, is not a number from 0 up"), cost);
  if (!(price > cost))
    return fail (error, _ ("the price, %g, is not above the cost, %g: no unit that is sold would "
                           "earn anything, so nothing is worth ordering"), price, cost);
  if (!(salvage < cost))
    return fail (error, _ ("the salvage value, %g, is not below the cost, %g: a unit that is left "
                           "over would lose nothing, so no order would be large enough"),
                 salvage, cost);
  *stock = (MixStock){ .margin = price - cost, .underage = price - cost,
                       .overage = cost - salvage };
  return TRUE;
}

/**
 * mix_stock_init_costs:
 * @shortage: what a unit costs that is asked for but not there; above 0
 * @holding: what a unit costs that is there but not asked for; above 0
 *
 * Returns: FALSE with a MIX_STOCK_ERROR where no order is best
 */
gboolean
mix_stock_init_costs (MixStock *stock, double shortage, double holding, GError **error)
{
  if (!(shortage > 0) || !isfinite (shortage))
    return fail (error, _ ("the shortage cost, %g, is not above 0: nothing would be worth "
                           "ordering"), shortage);
  if (!(holding > 0) || !isfinite (holding))
    return fail (error, _ ("the holding cost, %g, is not above 0: no order would be large enough"),
                 holding);
  *stock = (MixStock){ .underage = shortage, .overage = holding };
  return TRUE;
}

/**
 * mix_stock_init_service:
 * @level: the probability that the order is enough, between 0 and 1
 *
 * Any costs in this ratio give this level; these are such that what is lost is the pinball loss.
 *
 * Returns: FALSE with a MIX_STOCK_ERROR where no order is best
 */
gboolean
mix_stock_init_service (MixStock *stock, double level, GError **error)
{
  if (!(level > 0 && level < 1))
    return fail (error, _ ("the service level, %g, is not between 0 and 1"), level);
  *stock = (MixStock){ .underage = level, .overage = 1 - level };
  return TRUE;
}

/**
 * mix_stock_ratio:
 *
 * Returns: the critical ratio, underage / (underage + overage): the probability with which the best
 *   order is enough (Arrow, Harris & Marschak, 1951)
 */
double
mix_stock_ratio (const MixStock *stock)
{
  return stock->underage / (stock->underage + stock->overage);
}

/* The demand that an outcome means. */
static double
demand_of (const MixStock *stock, double y)
{
  return stock->is_signed ? y : MAX (y, 0);
}

/**
 * mix_stock_clamp:
 *
 * Returns: the nearest order that can be placed
 */
double
mix_stock_clamp (const MixStock *stock, double order)
{
  return demand_of (stock, order);
}

/**
 * mix_stock_earn:
 * @demand: an outcome
 *
 * Returns: what an order earns then
 */
double
mix_stock_earn (const MixStock *stock, double order, double demand)
{
  double d = demand_of (stock, demand);

  return stock->margin * d
         - (d > order ? stock->underage * (d - order) : stock->overage * (order - d));
}

/**
 * mix_stock_order:
 *
 * Returns: the order that earns most on average, F⁻¹ of the critical ratio; the least of them where
 *   several do. Where two branches lie apart, it jumps across the gap as the ratio passes the
 *   weight of the lower one.
 */
double
mix_stock_order (const MixStock *stock, const MixMixture *demand)
{
  return mix_stock_clamp (stock, mix_mixture_quantile (demand, mix_stock_ratio (stock)));
}

/**
 * mix_stock_mean_demand:
 *
 * Returns: E D, where D = max (Y, 0) unless amounts are signed
 */
double
mix_stock_mean_demand (const MixStock *stock, const MixMixture *demand)
{
  return stock->is_signed ? mix_mixture_mean (demand) : mix_mixture_excess (demand, 0);
}

/**
 * mix_stock_left_over:
 * @order: one that can be placed
 *
 * Returns: E (order − D)⁺. Where an outcome below 0 is no demand, that is E (order − Y)⁺ − E (0 −
 *   Y)⁺.
 */
double
mix_stock_left_over (const MixStock *stock, const MixMixture *demand, double order)
{
  double below = mix_mixture_shortfall (demand, order);

  return stock->is_signed ? below : MAX (below - mix_mixture_shortfall (demand, 0), 0);
}

/**
 * mix_stock_expected:
 * @order: one that can be placed
 *
 * Returns: what it earns on average: margin E D − underage E (D − order)⁺ − overage E (order − D)⁺,
 *   in closed form
 */
double
mix_stock_expected (const MixStock *stock, const MixMixture *demand, double order)
{
  return stock->margin * mix_stock_mean_demand (stock, demand)
         - stock->underage * mix_mixture_excess (demand, order)
         - stock->overage * mix_stock_left_over (stock, demand, order);
}

/**
 * mix_stock_regret:
 * @order: any that can be placed
 *
 * Returns: what it earns less than the best order, on average; at least 0
 */
double
mix_stock_regret (const MixStock *stock, const MixMixture *demand, double order)
{
  double best = mix_stock_order (stock, demand);
  double less = stock->underage
                  * (mix_mixture_excess (demand, order) - mix_mixture_excess (demand, best))
                + stock->overage
                    * (mix_mixture_shortfall (demand, order)
                       - mix_mixture_shortfall (demand, best));

  return MAX (less, 0);
}

/**
 * mix_stock_best_case:
 *
 * Returns: the most that an order can earn: when just as much is asked for
 */
double
mix_stock_best_case (const MixStock *stock, double order)
{
  return stock->margin * order;
}

/**
 * mix_stock_cdf:
 * @amount: money
 *
 * What is earned rises with the demand up to the order by margin + overage a unit; above it, it
 * falls by underage − margin, which is nothing where prices are given.
 *
 * Returns: P(what is earned ≤ amount)
 */
double
mix_stock_cdf (const MixStock *stock, const MixMixture *demand, double order, double amount)
{
  double fall = stock->underage - stock->margin;

  if (amount >= mix_stock_best_case (stock, order))
    return 1;
  double low = (amount + stock->overage * order) / (stock->margin + stock->overage);
  double p = stock->is_signed || low >= 0 ? mix_mixture_cdf (demand, low) : 0;
  if (fall > 0)
    p += mix_mixture_survival (demand, (stock->underage * order - amount) / fall);
  return MIN (p, 1);
}

/**
 * mix_stock_quantile:
 * @q: between 0 and 1
 *
 * Returns: the least amount a with P(what is earned ≤ a) ≥ q, by halving an interval that holds it
 *   to rounding: the value at risk of an order
 */
double
mix_stock_quantile (const MixStock *stock, const MixMixture *demand, double order, double q)
{
  double high = mix_stock_best_case (stock, order), low = nextafter (high, -HUGE_VAL);

  g_return_val_if_fail (q > 0 && q < 1, (double) NAN);
  if (mix_stock_cdf (stock, demand, order, low) < q)
    return high;
  for (double step = 1; isfinite (low) && mix_stock_cdf (stock, demand, order, low) >= q; step *= 2)
    low = high - step;
  while (high - low > 4 * DBL_EPSILON * MAX (fabs (low), fabs (high)) + DBL_MIN)
    {
      double middle = low + 0.5 * (high - low);
      if (mix_stock_cdf (stock, demand, order, middle) >= q)
        high = middle;
      else
        low = middle;
    }
  return high;
}

/**
 * mix_stock_plan:
 * @order: one that can be placed
 * @plan: (out): what comes of it
 */
void
mix_stock_plan (const MixStock *stock, const MixMixture *demand, double order, MixStockPlan *plan)
{
  *plan = (MixStockPlan){
    .order = order,
    .expected = mix_stock_expected (stock, demand, order),
    .p_stockout = mix_mixture_survival (demand, order),
    .lost = mix_mixture_excess (demand, order),
    .left_over = mix_stock_left_over (stock, demand, order),
    .p_negative = mix_mixture_cdf (demand, 0),
  };
}
