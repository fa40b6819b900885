/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-mixture.h"

G_BEGIN_DECLS

/* What is asked about an outcome. A plain value; NaN: not asked. */
typedef struct
{
  double above;     /* P(Y > above) */
  double low, high; /* P(low < Y ≤ high) */
  double level;     /* of the value at risk: the lower tail below ½, else the upper */
} MixRisk;

/* The answers, NaN where nothing was asked. */
typedef struct
{
  double p_above, p_between;
  double value_at_risk;      /* F⁻¹(level) */
  double expected_shortfall; /* the mean of what lies beyond it */
} MixRiskAnswer;

void mix_risk_init (MixRisk *risk);
void mix_risk_answer (const MixRisk *risk, const MixMixture *mixture, MixRiskAnswer *answer);

G_END_DECLS
