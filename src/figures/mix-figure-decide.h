/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-evidence.h"
#include "mix-figure.h"
#include "mix-stock.h"

G_BEGIN_DECLS

/* What is decided about: a demand, and what is ordered where nobody asks for its distribution. */
typedef struct
{
  const MixStock *stock;
  const MixMixture *demand;
  double forecast;
  const char *name;  /* of the amount */
  const char *where; /* "x = 3.2" */
} MixDecision;

/* What any order earns on average, and what the best one and the forecast may earn. */
MixPlot *mix_figure_new_profit (const MixDecision *decision, const MixPalette *palette);
MixPlot *mix_figure_new_outcomes (const MixDecision *decision, const MixPalette *palette);
char *mix_decision_say (const MixDecision *decision); /* (transfer full) */

/* Of a scene: at its x0, with its stock. */
MixPlot *mix_figure_build_profit (MixScene *scene, const MixPalette *palette);
MixPlot *mix_figure_build_outcomes (MixScene *scene, const MixPalette *palette);

/* An ensemble's variance along x, in two bands. */
MixPlot *mix_figure_build_variance (MixScene *scene, const MixPalette *palette);

/* K by evidence. Not among mix_figures: it takes many trainings. */
MixPlot *mix_figure_build_evidence (const MixEvidence *evidence, const MixPalette *palette);

G_END_DECLS
