/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "mix-row-score.h"

G_BEGIN_DECLS

/* Every number that sums up how well a forecaster does on some rows; one table drives what
 * repeats. */
typedef enum
{
  MIX_STATISTIC_RMSE,
  MIX_STATISTIC_MAE,
  MIX_STATISTIC_R2,
  MIX_STATISTIC_NLL,
  MIX_STATISTIC_CRPS,
  MIX_STATISTIC_PINBALL,
  MIX_STATISTIC_COVERAGE_50,
  MIX_STATISTIC_COVERAGE_80,
  MIX_STATISTIC_COVERAGE_90,
  MIX_STATISTIC_COVERAGE_95,
  MIX_STATISTIC_WIDTH_50,
  MIX_STATISTIC_WIDTH_80,
  MIX_STATISTIC_WIDTH_90,
  MIX_STATISTIC_WIDTH_95,
  MIX_STATISTIC_MISCALIBRATION,
  MIX_STATISTIC_SHARPNESS,
  MIX_STATISTIC_SPREAD,
  MIX_N_STATISTICS,
} MixStatistic;

typedef enum
{
  MIX_UNIT_TARGET, /* that of the target */
  MIX_UNIT_NATS,
  MIX_UNIT_SHARE,  /* of 1, shown in per cent */
  MIX_UNIT_NONE,
} MixUnit;

typedef enum
{
  MIX_BETTER_LOWER,
  MIX_BETTER_HIGHER,
  MIX_BETTER_NEAR,    /* goal */
  MIX_BETTER_NEITHER, /* says how sharp, not how good */
} MixBetter;

typedef struct
{
  const char *id;    /* "coverage-90": JSON and tables */
  const char *label; /* untranslated */
  MixUnit unit;
  MixBetter better;
  double goal;       /* of MIX_BETTER_NEAR */
} MixStatisticInfo;

extern const MixStatisticInfo mix_statistics[MIX_N_STATISTICS];

/* A number and its standard error by the bootstrap. */
typedef struct
{
  double value, error;
} MixEstimate;

/* How many resamples mix_statistics_compare() makes of n rows. */
guint mix_statistics_n_resamples (gsize n);

void mix_statistics_compute (const MixRowScores *scores, double values[MIX_N_STATISTICS]);

/* forecasters [n_forecasters], all on the same rows. n_resamples 0: mix_statistics_n_resamples().
 * estimates [n_forecasters × MIX_N_STATISTICS]; worse, if not NULL, likewise: by how much each is
 * worse than the first, on the same resamples; 0 where neither more nor less is better. FALSE where
 * cancelled. */
gboolean mix_statistics_compare (const MixRowScores *const *forecasters, guint n_forecasters,
                                 guint n_resamples, guint64 seed, GCancellable *cancellable,
                                 MixEstimate *estimates, MixEstimate *worse);

G_END_DECLS
