/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <math.h>

#include "mix-generators.h"
#include "mix-metrics.h"
#include "mix-recalibration.h"
#include "mix-stat-rows.h"

G_BEGIN_DECLS

/* What one forecast is worth at one row, in data units. */
typedef struct
{
  double y;
  double mean, sd;  /* of the forecast */
  double nll;       /* −ln p(y), nats */
  double crps;
  double pit;       /* F(y) */
  double residual;  /* Φ⁻¹ (F(y)), within ±38: standard normal where calibrated */
  double low[MIX_N_COVERAGE], high[MIX_N_COVERAGE]; /* ends of the central intervals */
  double pinball;   /* mean over mix_pinball_levels */
} MixRowScore;

/* A made-up fault of a forecast: sigma times scale, mu plus shift. */
typedef struct
{
  double scale; /* above 0 */
  double shift; /* data units */
} MixDistortion;

/* The scores of one forecaster on some rows. */
typedef struct
{
  MixStatRows *rows;
  gsize n;
  MixRowScore *score; /* [n] */
  guint components;   /* 0: not a mixture */
  guint order[MIX_MAX_POOLED];      /* [components] which of the model's a place of what follows is */
  double mean_pi[MIX_MAX_POOLED];   /* [components], ascending mean of mu over the rows */
  double claimed[MIX_MAX_POOLED];   /* share of rows for which a component answers most */
} MixRowScores;

/* Takes rows over. distortion, repair: NULL for none. What is recalibrated has no mean and sd of
 * its own: they stay those of the model. */
MixRowScores *mix_row_scores_new (const MixModel *model, MixDesign *design, MixStatRows *rows,
                                  const MixDistortion *distortion, const MixRecalibration *repair);
/* Of the truth itself; NULL where nobody knows it. rows are copied. */
MixRowScores *mix_row_scores_new_truth (MixDesign *design, const MixStatRows *rows);
/* (transfer full): those at some places [n] of scores. */
MixRowScores *mix_row_scores_pick (const MixRowScores *scores, const guint32 *places, gsize n);
void mix_row_scores_free (MixRowScores *scores);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MixRowScores, mix_row_scores_free)

/* Which of n equal parts of 0 … 1 a probability is in, and the first of the levels 0, 1/n … 1 that
 * it does not exceed; NaN counts as 0. */
static inline guint
mix_pit_bin (double p, guint n)
{
  double scaled = floor (p * n);

  return scaled > 0 ? (guint) MIN (scaled, n - 1) : 0;
}

static inline guint
mix_pit_level (double p, guint n)
{
  double scaled = ceil (p * n);

  return scaled > 0 ? (guint) MIN (scaled, n) : 0;
}

/* The quantiles of the pinball loss and of the ends of the intervals, ascending. */
#define MIX_N_SCORE_LEVELS 9
extern const double mix_score_levels[MIX_N_SCORE_LEVELS];

void mix_row_score_mixture (MixRowScore *score, const MixMixture *mixture, double y,
                            const MixRecalibration *repair);
/* From quantiles at mix_score_levels: the intervals, and the pinball loss. */
void mix_row_score_set_quantiles (MixRowScore *score, const double *quantiles);

G_END_DECLS
