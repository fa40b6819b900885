/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-diagnostics.h"

#include <math.h>

#include <glib/gi18n-lib.h>

/* What the numbers of a diagnosis say, in sentences. */

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
 * @time: what its numbers stand for
 *
 * Returns: (transfer full): the coverage in all, and the worst bin
 */
char *
mix_diagnostics_say_coverage (const MixDiagnostics *d, const char *x_name, MixTimeUnit time)
{
  const MixRowBin *worst = &d->by_x[d->worst_bin];
  const MixEstimate *all = &d->estimate[MIX_STATISTIC_COVERAGE_90];

  gboolean by_chance = worst->lower <= d->level && worst->upper >= d->level;
  g_autofree char *low = mix_time_format_iso (worst->low, time);
  g_autofree char *high = mix_time_format_iso (worst->high, time);
  g_autofree char *where = worst->high > worst->low
                             ? g_strdup_printf (_ ("%s is %s to %s"), x_name, low, high)
                             : g_strdup_printf (_ ("%s is %s"), x_name, low);
  return g_strdup_printf (by_chance
                            ? _ ("The 90 %% interval holds %.1f ± %.1f %% of the outcomes. Worst, but "
                                 "within chance, where %s: %.0f %% of %lu rows.")
                            : _ ("The 90 %% interval holds %.1f ± %.1f %% of the outcomes. Worst where "
                                 "%s: %.0f %% of %lu rows."),
                          100 * all->value, 100 * all->error, where,
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
    return g_strdup_printf (_ ("Recalibration needs %u rows."), MIX_LEAST_FOR_REPAIR);
  return g_strdup_printf (_ ("Recalibrated on %lu rows and judged on the other %lu, the "
                             "miscalibration area goes from %.3f to %.3f, the NLL from %.3f to "
                             "%.3f nats, the CRPS from %.4g to %.4g."),
                          (gulong) d->n_fit, (gulong) d->n_judged, d->before[area].value,
                          d->after[area].value, d->before[nll].value, d->after[nll].value,
                          d->before[crps].value, d->after[crps].value);
}

/**
 * mix_diagnostics_say_sharpness:
 *
 * Returns: (transfer full): how wide the intervals are
 */
char *
mix_diagnostics_say_sharpness (const MixDiagnostics *d)
{
  const MixEstimate *half = &d->estimate[MIX_STATISTIC_WIDTH_50];
  const MixEstimate *most = &d->estimate[MIX_STATISTIC_WIDTH_90];

  return g_strdup_printf (_ ("On average the 50 %% interval is %.4g ± %.2g wide and the 90 %% interval "
                             "%.4g ± %.2g."),
                          half->value, half->error, most->value, most->error);
}
