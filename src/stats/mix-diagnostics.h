/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-recalibration.h"
#include "mix-statistics.h"

G_BEGIN_DECLS

#define MIX_MAX_BINS 100
#define MIX_N_RELIABILITY 101
#define MIX_N_WORST 10
#define MIX_LEAST_FOR_REPAIR 40 /* rows */

/* What the histogram of F(y) says. */
typedef enum
{
  MIX_PIT_FLAT,    /* nothing that chance does not explain */
  MIX_PIT_CUP,     /* ∪: outcomes in both tails, forecasts too narrow */
  MIX_PIT_CAP,     /* ∩: outcomes in the middle, forecasts too wide */
  MIX_PIT_RISING,  /* outcomes above what was forecast */
  MIX_PIT_FALLING, /* outcomes below */
  MIX_PIT_UNEVEN,  /* none of these, but not flat */
} MixPitShape;

typedef struct
{
  guint n_bins;
  gsize count[MIX_MAX_BINS];
  gsize low, high;        /* 95 % of flat histograms have a given bin within */
  double chi_square, p;   /* against flat, n_bins − 1 degrees of freedom */
  double mean, variance;  /* of F(y); ½ and 1/12 where flat */
  MixPitShape shape;
} MixPit;

/* Rows that are neighbours in some quantity. */
typedef struct
{
  double low, high; /* of the quantity */
  gsize n, hits;    /* rows, and those inside the interval */
  double lower, upper; /* 95 % interval of their share (Wilson) */
  double sd, rms;   /* root mean square of the predicted sd, and of the residuals */
} MixRowBin;

typedef struct
{
  MixRowScores *scores;
  double level;     /* of the interval in the bins: 0.9 */
  MixEstimate estimate[MIX_N_STATISTICS];
  MixPit pit;
  double reliability[MIX_N_RELIABILITY]; /* share of rows with F(y) ≤ j / 100 */
  guint feature;    /* of the bins by x */
  guint n_by_x, worst_bin;
  MixRowBin by_x[MIX_MAX_BINS];
  guint n_by_sd;
  MixRowBin by_sd[MIX_MAX_BINS];
  guint n_worst;
  gsize worst[MIX_N_WORST]; /* places in scores, the highest NLL first */

  /* Recalibration, learnt on one half of the rows and judged on the other. */
  gboolean has_repair; /* FALSE: too few rows */
  gsize n_fit, n_judged;
  MixRecalibration repair;
  MixEstimate before[MIX_N_STATISTICS], after[MIX_N_STATISTICS]; /* of the half that is judged; not those of a mean or sd */
} MixDiagnostics;

typedef struct
{
  guint n_bins;    /* of the histogram; 0: from the number of rows */
  guint feature;   /* that the coverage is broken down by */
  MixDistortion distortion; /* scale 0: none */
  gsize most_rows;   /* evenly out of more; 0: all */
  guint n_resamples; /* of the error bars; 0: from the number of rows */
  gboolean repaired; /* judge the recalibrated forecasts, on the half that did not learn the map */
} MixDiagnosticsOptions;

/* rows: transfer full. NULL where cancelled. */
MixDiagnostics *mix_diagnostics_new (const MixModel *model, MixDesign *design, MixStatRows *rows,
                                     const MixDiagnosticsOptions *options,
                                     GCancellable *cancellable);
void mix_diagnostics_free (MixDiagnostics *diagnostics);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MixDiagnostics, mix_diagnostics_free)

void mix_pit_compute (MixPit *pit, const MixRowScores *scores, guint n_bins);
guint mix_row_bins_compute (const MixRowScores *scores, const double *by, guint level, guint most,
                            MixRowBin *bins);
guint mix_row_bins_worst (const MixRowBin *bins, guint n_bins, double level);

/* Whether a statistic says anything about a recalibrated forecast, which has no mean of its own. */
gboolean mix_statistic_is_of_quantiles (MixStatistic statistic);

/* What the numbers say now, in sentences. (transfer full) */
char *mix_diagnostics_say_pit (const MixDiagnostics *diagnostics);
char *mix_diagnostics_say_reliability (const MixDiagnostics *diagnostics);
char *mix_diagnostics_say_coverage (const MixDiagnostics *diagnostics, const char *x_name,
                                    MixTimeUnit time);
char *mix_diagnostics_say_spread (const MixDiagnostics *diagnostics);
char *mix_diagnostics_say_sharpness (const MixDiagnostics *diagnostics);
char *mix_diagnostics_say_worst (const MixDiagnostics *diagnostics);
char *mix_diagnostics_say_repair (const MixDiagnostics *diagnostics);

G_END_DECLS
