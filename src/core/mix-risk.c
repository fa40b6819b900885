/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-risk.h"

#include <math.h>

#include "mix-tail.h"

#define LEVEL 0.05

/**
 * mix_risk_init:
 *
 * Asks for the 5 % tail alone.
 */
void
mix_risk_init (MixRisk *risk)
{
  const double none = (double) NAN;

  *risk = (MixRisk){ .above = none, .low = none, .high = none, .level = LEVEL };
}

/**
 * mix_risk_answer:
 * @answer: (out): in closed form, but for the quantile, which is a root of the exact cdf
 */
void
mix_risk_answer (const MixRisk *risk, const MixMixture *mixture, MixRiskAnswer *answer)
{
  const double none = (double) NAN;

  *answer = (MixRiskAnswer){ none, none, none, none };
  if (!isnan (risk->above))
    answer->p_above = mix_mixture_survival (mixture, risk->above);
  if (!isnan (risk->low) && !isnan (risk->high))
    answer->p_between = mix_mixture_between (mixture, risk->low, risk->high);
  if (!(risk->level > 0 && risk->level < 1))
    return;
  answer->value_at_risk = mix_mixture_quantile (mixture, risk->level);
  answer->expected_shortfall = risk->level < 0.5 ? mix_mixture_mean_below (mixture, risk->level)
                                                 : mix_mixture_mean_above (mixture, risk->level);
}
