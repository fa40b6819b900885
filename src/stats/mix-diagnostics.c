/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-diagnostics.h"

#include <stdlib.h>

#define SEED 1             /* of the resamples and of the halves */
#define LEVEL 2            /* of mix_coverage_levels: 90 % */
#define ROWS_PER_BIN 20    /* so that a bin says something */

/* 5 to 20, by the rows. */
static guint
default_bins (gsize n)
{
  return (guint) CLAMP (n / ROWS_PER_BIN, 5, 20);
}

static void
fill_reliability (MixDiagnostics *d)
{
  gsize counts[MIX_N_RELIABILITY] = { 0 }, below = 0;

  for (gsize i = 0; i < d->scores->n; i++)
    counts[mix_pit_level (d->scores->score[i].pit, MIX_N_RELIABILITY - 1)]++;
  for (guint j = 0; j < MIX_N_RELIABILITY; j++)
    {
      below += counts[j];
      d->reliability[j] = (double) below / (double) d->scores->n;
    }
}

static void
fill_bins (MixDiagnostics *d, MixDesign *design)
{
  gsize n = d->scores->n;
  g_autofree double *by = g_new (double, n);
  guint most = (guint) CLAMP (n / ROWS_PER_BIN, 1, 10);

  for (gsize i = 0; i < n; i++)
    by[i] = mix_design_get_x (design, d->scores->rows->rows[i], d->feature);
  d->n_by_x = mix_row_bins_compute (d->scores, by, LEVEL, most, d->by_x);
  d->worst_bin = mix_row_bins_worst (d->by_x, d->n_by_x, d->level);
  for (gsize i = 0; i < n; i++)
    by[i] = d->scores->score[i].sd;
  d->n_by_sd = mix_row_bins_compute (d->scores, by, LEVEL, most, d->by_sd);
}

/* The highest losses, by insertion. */
static void
fill_worst (MixDiagnostics *d)
{
  const MixRowScore *score = d->scores->score;

  for (gsize i = 0; i < d->scores->n; i++)
    {
      guint place = d->n_worst;
      if (place == MIX_N_WORST && !(score[i].nll > score[d->worst[place - 1]].nll))
        continue;
      d->n_worst = MIN (d->n_worst + 1, MIX_N_WORST);
      for (place = MIN (place, MIX_N_WORST - 1);
           place > 0 && score[i].nll > score[d->worst[place - 1]].nll; place--)
        d->worst[place] = d->worst[place - 1];
      d->worst[place] = i;
    }
}

static int
compare_places (gconstpointer a, gconstpointer b)
{
  guint32 first = *(const guint32 *) a, second = *(const guint32 *) b;

  return first < second ? -1 : first > second;
}

/* Learns the map on one half of the rows. Returns: (transfer full): what the other half is worth
 * with the model as it is. */
static MixRowScores *
learn_repair (MixDiagnostics *d)
{
  gsize n = d->scores->n, half = n / 2;
  g_autofree guint32 *places = g_new (guint32, n);
  g_autofree double *pit = g_new (double, n);
  MixRng rng;

  for (gsize i = 0; i < n; i++)
    places[i] = (guint32) i;
  mix_rng_init (&rng, SEED);
  mix_rng_shuffle (&rng, places, n);
  for (gsize i = 0; i < half; i++)
    pit[i] = d->scores->score[places[i]].pit;
  d->has_repair = TRUE;
  d->n_fit = half;
  d->n_judged = n - half;
  mix_recalibration_fit (&d->repair, pit, half);
  qsort (places + half, n - half, sizeof *places, compare_places);
  return mix_row_scores_pick (d->scores, places + half, n - half);
}

/* Where the options say so, what is judged from here on is the repaired half. */
static gboolean
fill_repair (MixDiagnostics *d, const MixModel *model, MixDesign *design,
             const MixDiagnosticsOptions *options, const MixDistortion *distortion,
             GCancellable *cancellable)
{
  if (d->scores->n < MIX_LEAST_FOR_REPAIR)
    return TRUE;
  g_autoptr (MixRowScores) before = learn_repair (d);
  MixStatRows *rows = mix_stat_rows_copy (before->rows);
  g_autoptr (MixRowScores) after
    = mix_row_scores_new (model, design, rows, distortion, &d->repair);
  const MixRowScores *both[] = { before, after };
  MixEstimate estimates[2 * MIX_N_STATISTICS];
  if (!mix_statistics_compare (both, 2, options->n_resamples, SEED, cancellable, estimates, NULL))
    return FALSE;
  if (options->repaired)
    {
      mix_row_scores_free (d->scores);
      d->scores = g_steal_pointer (&after);
    }
  for (guint s = 0; s < MIX_N_STATISTICS; s++)
    {
      d->before[s] = estimates[s];
      d->after[s] = estimates[MIX_N_STATISTICS + s];
    }
  return TRUE;
}

/**
 * mix_diagnostics_new:
 * @rows: (transfer full): which rows, at least one
 * @options: how
 * @cancellable: (nullable)
 *
 * All that tells whether a model's distributions can be believed. A function of its arguments: the
 * same ones give the same bytes.
 *
 * Returns: (transfer full) (nullable): NULL where it was cancelled
 */
MixDiagnostics *
mix_diagnostics_new (const MixModel *model, MixDesign *design, MixStatRows *rows,
                     const MixDiagnosticsOptions *options, GCancellable *cancellable)
{
  const MixDistortion *distortion = options->distortion.scale > 0 ? &options->distortion : NULL;
  g_autoptr (MixDiagnostics) d = g_new0 (MixDiagnostics, 1);

  g_return_val_if_fail (rows->n >= 1, NULL);
  if (options->most_rows > 0)
    mix_stat_rows_thin (rows, options->most_rows);
  d->scores = mix_row_scores_new (model, design, rows, distortion, NULL);
  if (!fill_repair (d, model, design, options, distortion, cancellable))
    return NULL;
  d->level = mix_coverage_levels[LEVEL];
  d->feature = options->feature;
  const MixRowScores *one = d->scores;
  if (!mix_statistics_compare (&one, 1, options->n_resamples, SEED, cancellable, d->estimate, NULL))
    return NULL;
  mix_pit_compute (&d->pit, d->scores,
                   options->n_bins > 0 ? options->n_bins : default_bins (d->scores->n));
  fill_reliability (d);
  fill_bins (d, design);
  fill_worst (d);
  return g_steal_pointer (&d);
}

void
mix_diagnostics_free (MixDiagnostics *diagnostics)
{
  if (diagnostics == NULL)
    return;
  mix_row_scores_free (diagnostics->scores);
  g_free (diagnostics);
}

/**
 * mix_statistic_is_of_quantiles:
 *
 * Returns: whether it follows from quantiles and densities alone
 */
gboolean
mix_statistic_is_of_quantiles (MixStatistic statistic)
{
  switch (statistic)
    {
    case MIX_STATISTIC_RMSE:
    case MIX_STATISTIC_MAE:
    case MIX_STATISTIC_R2:
    case MIX_STATISTIC_SHARPNESS:
    case MIX_STATISTIC_SPREAD:
      return FALSE;
    default:
      return TRUE;
    }
}
