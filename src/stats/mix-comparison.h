/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-diagnostics.h"

G_BEGIN_DECLS

typedef enum
{
  MIX_SIDE_MODEL, /* the one that is judged: a mixture density network, usually */
  MIX_SIDE_PLAIN, /* what it is compared with: its plain network, usually */
  MIX_SIDE_TRUTH, /* the truth itself, as a forecaster */
  MIX_N_SIDES,
} MixSide;

typedef enum
{
  MIX_VERDICT_NONE, /* the statistic says nothing about how good */
  MIX_VERDICT_TIE,  /* within two standard errors of the difference */
  MIX_VERDICT_MODEL,
  MIX_VERDICT_PLAIN,
} MixVerdict;

#define MIX_COMPARISON_BINS 10

/* Forecasters on the same rows. */
typedef struct
{
  MixRowScores *scores[MIX_N_SIDES];          /* NULL: there is none */
  MixEstimate estimate[MIX_N_SIDES][MIX_N_STATISTICS]; /* NaN where there is none */
  guint n_bins;     /* of equal numbers of rows along the first feature */
  MixRowBin bins[MIX_N_SIDES][MIX_COMPARISON_BINS]; /* coverage of the 90 % interval in each */
  MixEstimate worse[MIX_N_SIDES][MIX_N_STATISTICS];    /* than the model, by how much; paired */
} MixComparison;

/* rows: transfer full. other: what the model is compared with; NULL for its companion, if it has
 * one. NULL where cancelled. */
MixComparison *mix_comparison_new (const MixModel *model, const MixModel *other, MixDesign *design,
                                   MixStatRows *rows, GCancellable *cancellable);
void mix_comparison_free (MixComparison *comparison);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MixComparison, mix_comparison_free)

MixVerdict mix_comparison_judge (const MixComparison *comparison, MixStatistic statistic);
MixVerdict mix_comparison_judge_coverage (const MixComparison *comparison);
char *mix_comparison_say_verdict (const MixComparison *comparison); /* (transfer full) */
char *mix_comparison_say (const MixComparison *comparison); /* (transfer full) */

G_END_DECLS
