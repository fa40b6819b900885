/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-mixture.h"
#include "mix-types.h"

G_BEGIN_DECLS

/* The levels at which coverage and width are reported, and the quantiles of the pinball loss. */
#define MIX_N_COVERAGE 4
#define MIX_N_PINBALL 7
#define MIX_N_PIT 20
extern const double mix_coverage_levels[MIX_N_COVERAGE]; /* 0.5 0.8 0.9 0.95 */
extern const double mix_pinball_levels[MIX_N_PINBALL];   /* 0.05 0.1 0.25 0.5 0.75 0.9 0.95 */

/* How well a distribution predicts, in data units. The NLL is in nats per row. */
typedef struct
{
  gsize n_rows;
  double nll, crps;
  double rmse, mae, r2;               /* of the predictive mean; r2 NaN where y is constant */
  double coverage[MIX_N_COVERAGE];    /* share of rows inside the central interval */
  double width[MIX_N_COVERAGE];       /* mean width of the central interval */
  double pinball[MIX_N_PINBALL];
  gsize pit[MIX_N_PIT];               /* histogram of F(y), equal bins */
  double calibration_error;           /* mean over q of |share of rows with F(y) ≤ q − q| */
  double mean_pi[MIX_MAX_POOLED];                /* [components] */
  guint components;
  double effective_components;        /* exp of the entropy of mean_pi */
} MixMetrics;

/* Accumulates row by row; free of models, so that a truth can be scored like a network. */
typedef struct _MixScorer MixScorer;

MixScorer *mix_scorer_new (guint components);
void mix_scorer_free (MixScorer *scorer);
void mix_scorer_add (MixScorer *scorer, const MixMixture *mixture, double y);
void mix_scorer_add_rows (MixScorer *scorer, const double *pi, const double *mu,
                          const double *sigma, const MixTransform *transform, const double *y,
                          gsize n_rows);
void mix_scorer_clear (MixScorer *scorer);
void mix_scorer_merge (MixScorer *scorer, const MixScorer *other);
void mix_scorer_finish (MixScorer *scorer, MixMetrics *metrics);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MixScorer, mix_scorer_free)

G_END_DECLS
