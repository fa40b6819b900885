/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-amount.h"

#define TAIL 0.002
#define PARTS 300 /* of the range between the tails, that must be told apart */

/**
 * mix_amount_style:
 * @time: what the numbers of the target stand for
 * @demand: whose range says how much of a date is worth saying
 */
MixNumberStyle
mix_amount_style (MixTimeUnit time, const MixMixture *demand)
{
  if (time == MIX_TIME_NONE)
    return (MixNumberStyle){ 0 };
  return mix_time_style_for_range (time, mix_mixture_quantile (demand, TAIL),
                                   mix_mixture_quantile (demand, 1 - TAIL), PARTS);
}

/**
 * mix_amount_format:
 * @digits: of a number
 *
 * Returns: (transfer full): "12.34", or "3 Apr 2020"
 */
char *
mix_amount_format (double amount, int digits, const MixNumberStyle *style)
{
  return style->time != MIX_TIME_NONE ? mix_format_moment (amount, style)
                                      : g_strdup_printf ("%.*g", digits, amount);
}

/**
 * mix_amount_format_length:
 * @digits: of a number
 *
 * Returns: (transfer full): how far two amounts are apart: "12.34", or "5.5 h"
 */
char *
mix_amount_format_length (double length, int digits, const MixNumberStyle *style)
{
  return style->time != MIX_TIME_NONE ? mix_format_duration (length, style)
                                      : g_strdup_printf ("%.*g", digits, length);
}
