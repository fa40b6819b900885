/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-evidence.h"
#include "mix-figure.h"
#include "mix-risk.h"
#include "mix-stock.h"

G_BEGIN_DECLS

/* What is decided about: a demand, and what is ordered where nobody asks for its distribution. */
typedef struct
{
  const MixStock *stock;
  const MixMixture *demand;
  const MixRisk *risk;
  double forecast;
  const char *name;  /* of the amount */
  const char *where; /* "x = 3.2" */
  MixTimeUnit time; /* of the target, where it is a date */
} MixDecision;

/* A gap that the best order leaps over. */
typedef struct
{
  double ratio;     /* at which it does */
  double low, high; /* the orders below and above */
} MixOrderJump;

/* What any order earns on average, and what the best one and the forecast may earn. */
MixPlot *mix_figure_new_profit (const MixDecision *decision, const MixPalette *palette);
MixPlot *mix_figure_new_outcomes (const MixDecision *decision, const MixPalette *palette);
char *mix_decision_say (const MixDecision *decision); /* (transfer full) */
char *mix_decision_format (const MixDecision *decision, double amount);
/* The best order against the critical ratio: where it jumps. */
MixPlot *mix_figure_new_orders (const MixDecision *decision, const MixPalette *palette);
gboolean mix_decision_find_jump (const MixDecision *decision, MixOrderJump *jump);
/* What an outcome may be, with the probabilities that were asked for. */
MixPlot *mix_figure_new_risk (const MixDecision *decision, const MixPalette *palette);

typedef MixPlot *(*MixDecisionFunc) (const MixDecision *decision, const MixPalette *palette);
MixPlot *mix_figure_build_decision (MixScene *scene, const MixPalette *palette, const char *title,
                                    MixDecisionFunc make);

/* Of a scene: at its x0, with its stock. */
MixPlot *mix_figure_build_profit (MixScene *scene, const MixPalette *palette);
MixPlot *mix_figure_build_outcomes (MixScene *scene, const MixPalette *palette);
MixPlot *mix_figure_build_orders (MixScene *scene, const MixPalette *palette);
MixPlot *mix_figure_build_risk (MixScene *scene, const MixPalette *palette);

/* An ensemble's variance along x, in two bands. */
MixPlot *mix_figure_build_variance (MixScene *scene, const MixPalette *palette);

/* K by evidence, all of it or what is known so far; of a scene: that was set on it. */
MixPlot *mix_figure_new_evidence (const MixEvidence *evidence, const MixPalette *palette);
MixPlot *mix_figure_build_evidence (MixScene *scene, const MixPalette *palette);

G_END_DECLS
