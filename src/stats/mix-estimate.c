/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-estimate.h"

#include <math.h>

/**
 * mix_estimate_format:
 *
 * Returns: (transfer full): "3.972 ± 0.041", shares in per cent: as many decimals as the error has
 *   two figures
 */
char *
mix_estimate_format (MixUnit unit, const MixEstimate *estimate)
{
  double factor = unit == MIX_UNIT_SHARE ? 100 : 1;
  double value = factor * estimate->value, error = factor * estimate->error;

  if (!isfinite (value))
    return g_strdup ("–");
  if (!(error > 1e-9 * fabs (value)))
    return g_strdup_printf ("%.5g", value); /* the same on all rows, or nobody knows */
  int decimals = CLAMP (1 - (int) floor (log10 (error)), 0, 8);
  return g_strdup_printf ("%.*f ± %.*f", decimals, value, decimals, error);
}

/**
 * mix_statistic_format:
 *
 * Returns: (transfer full): an estimate of a statistic, with its unit
 */
char *
mix_statistic_format (MixStatistic statistic, const MixEstimate *estimate)
{
  MixUnit unit = mix_statistics[statistic].unit;
  g_autofree char *number = mix_estimate_format (unit, estimate);

  if (unit == MIX_UNIT_SHARE && isfinite (estimate->value))
    return g_strconcat (number, " %", NULL);
  return g_steal_pointer (&number);
}
