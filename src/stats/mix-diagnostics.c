/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-diagnostics.h"

#include <math.h>
#include <stdlib.h>

#include <glib/gi18n-lib.h>

#define SEED 1             /* of the resamples and of the halves */
#define LEVEL 2            /* of mix_coverage_levels: 90 % */
#define ROWS_PER_BIN 20    /* so that a bin says something */
#define LEAST_FOR_REPAIR 40

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

/* Learns the map on one half of the rows. Returns: (transfer full): what the other half is worth with
 * the model as it is. */
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
  if (d->scores->n < LEAST_FOR_REPAIR)
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

/**
 * mix_diagnostics_say_pit:
 *
 * Returns: (transfer full): what the shape of the histogram means
 */
char *
mix_diagnostics_say_pit (const MixDiagnostics *d)
{
  static const char *const words[] = {
    [MIX_PIT_FLAT] = N_ ("Flat within chance (p = %.2g): what the model calls probable is as "
                         "probable as it says."),
    [MIX_PIT_CUP] = N_ ("∪: too many outcomes in both tails (p = %.2g). The forecasts are too "
                        "narrow."),
    [MIX_PIT_CAP] = N_ ("∩: too many outcomes in the middle (p = %.2g). The forecasts are too "
                        "wide."),
    [MIX_PIT_RISING] = N_ ("A slope up: outcomes are higher than forecast (p = %.2g). The forecasts "
                           "are too low."),
    [MIX_PIT_FALLING] = N_ ("A slope down: outcomes are lower than forecast (p = %.2g). The "
                            "forecasts are too high."),
    [MIX_PIT_UNEVEN] = N_ ("Uneven, more than by chance (p = %.2g), but neither too wide nor too "
                           "narrow, too high nor too low."),
  };

  return g_strdup_printf (_ (words[d->pit.shape]), d->pit.p);
}

/**
 * mix_diagnostics_say_reliability:
 *
 * Returns: (transfer full): the area, and the level at which the curve is farthest off
 */
char *
mix_diagnostics_say_reliability (const MixDiagnostics *d)
{
  const MixEstimate *area = &d->estimate[MIX_STATISTIC_MISCALIBRATION];
  guint farthest = 50;

  for (guint j = 0; j < MIX_N_RELIABILITY; j++)
    if (fabs (d->reliability[j] - j / 100.0) > fabs (d->reliability[farthest] - farthest / 100.0))
      farthest = j;
  return g_strdup_printf (_ ("Miscalibration area %.3f ± %.3f. Farthest off at %u %%: %.0f %% of the "
                             "outcomes lie below that quantile."),
                          area->value, area->error, farthest, 100 * d->reliability[farthest]);
}

/**
 * mix_diagnostics_say_coverage:
 * @x_name: the feature's name
 *
 * Returns: (transfer full): the coverage in all, and the worst bin
 */
char *
mix_diagnostics_say_coverage (const MixDiagnostics *d, const char *x_name)
{
  const MixRowBin *worst = &d->by_x[d->worst_bin];
  const MixEstimate *all = &d->estimate[MIX_STATISTIC_COVERAGE_90];

  gboolean by_chance = worst->lower <= d->level && worst->upper >= d->level;
  return g_strdup_printf (by_chance
                            ? _ ("The 90 %% interval holds %.1f ± %.1f %% of the outcomes. Worst, but "
                                 "within chance, where %s is %.4g to %.4g: %.0f %% of %lu rows.")
                            : _ ("The 90 %% interval holds %.1f ± %.1f %% of the outcomes. Worst where "
                                 "%s is %.4g to %.4g: %.0f %% of %lu rows."),
                          100 * all->value, 100 * all->error, x_name, worst->low, worst->high,
                          100 * (double) worst->hits / (double) worst->n, (gulong) worst->n);
}

/**
 * mix_diagnostics_say_spread:
 *
 * Returns: (transfer full): whether residuals are as large as predicted
 */
char *
mix_diagnostics_say_spread (const MixDiagnostics *d)
{
  const MixEstimate *spread = &d->estimate[MIX_STATISTIC_SPREAD];
  double away = (spread->value - 1) / spread->error;

  if (away > 2)
    return g_strdup_printf (_ ("Residuals are %.2f ± %.2f times the predicted sd: larger than the "
                               "model says."), spread->value, spread->error);
  if (away < -2)
    return g_strdup_printf (_ ("Residuals are %.2f ± %.2f times the predicted sd: smaller than the "
                               "model says."), spread->value, spread->error);
  return g_strdup_printf (_ ("Residuals are %.2f ± %.2f times the predicted sd: as large as the "
                             "model says."), spread->value, spread->error);
}

/**
 * mix_diagnostics_say_worst:
 *
 * Returns: (transfer full): how much of the loss the worst rows are
 */
char *
mix_diagnostics_say_worst (const MixDiagnostics *d)
{
  double sum = 0, n = (double) d->scores->n;

  for (guint i = 0; i < d->n_worst; i++)
    sum += d->scores->score[d->worst[i]].nll;
  double rest = (d->estimate[MIX_STATISTIC_NLL].value * n - sum) / (n - d->n_worst);
  if (d->n_worst == d->scores->n)
    return g_strdup_printf (_ ("The mean NLL of these rows is %.3f nats."), sum / n);
  return g_strdup_printf (_ ("Without the worst %u rows the NLL would be %.3f instead of %.3f nats."),
                          d->n_worst, rest, d->estimate[MIX_STATISTIC_NLL].value);
}

/**
 * mix_diagnostics_say_repair:
 *
 * Returns: (transfer full): what recalibration does
 */
char *
mix_diagnostics_say_repair (const MixDiagnostics *d)
{
  const MixStatistic area = MIX_STATISTIC_MISCALIBRATION, nll = MIX_STATISTIC_NLL;
  const MixStatistic crps = MIX_STATISTIC_CRPS;

  if (!d->has_repair)
    return g_strdup_printf (_ ("Recalibration needs %u rows."), LEAST_FOR_REPAIR);
  return g_strdup_printf (_ ("Recalibrated on %lu rows and judged on the other %lu, the "
                             "miscalibration area goes from %.3f to %.3f, the NLL from %.3f to "
                             "%.3f nats, the CRPS from %.4g to %.4g."),
                          (gulong) d->n_fit, (gulong) d->n_judged, d->before[area].value,
                          d->after[area].value, d->before[nll].value, d->after[nll].value,
                          d->before[crps].value, d->after[crps].value);
}
