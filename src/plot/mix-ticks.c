/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-ticks.h"

#include <math.h>
#include <stdlib.h>

/**
 * mix_tick_step:
 * @range: what is to be divided, above 0
 * @most: how many ticks at most, ≥ 1
 *
 * Returns: the smallest of 1, 2, 5 × 10ⁿ of which no more than @most fit into @range
 */
double
mix_tick_step (double range, guint most)
{
  static const double steps[] = { 1, 2, 5, 10 };

  double raw = range / MAX (most, 1);
  double decade = pow (10, floor (log10 (raw)));
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (steps[i] * decade >= raw * (1 - 1e-9))
      return steps[i] * decade;
  return 10 * decade;
}

static MixNumberStyle
style_of (double low, double high, double step)
{
  MixNumberStyle style = mix_number_style_for_range (low, high, 1);

  style.decimals = mix_format_decimals (step * pow (10, -style.exponent));
  return style;
}

/**
 * mix_ticks_linear:
 * @most: how many fit; at most 15 are made
 *
 * Multiples of 1, 2 or 5 × 10ⁿ inside the range, both ends included. Decimals follow the step.
 */
void
mix_ticks_linear (MixTicks *ticks, double low, double high, guint most)
{
  *ticks = (MixTicks){ 0 };
  mix_range_widen (&low, &high);
  most = CLAMP (most, 1, MIX_MAX_TICKS - 1);

  double step = mix_tick_step (high - low, most);
  double first = ceil (low / step - 1e-9), last = floor (high / step + 1e-9);
  for (double i = first; i <= last && ticks->n < MIX_MAX_TICKS; i++)
    ticks->values[ticks->n++] = i * step + 0.0;
  ticks->style = style_of (low, high, step);
}

static void
add_above (MixTicks *ticks, const MixScale *scale, double value, double gap)
{
  double pixel = mix_scale_to_pixel (scale, value);

  if (ticks->n == MIX_MAX_TICKS || value < scale->low || value > scale->high)
    return;
  for (guint i = 0; i < ticks->n; i++)
    if (fabs (mix_scale_to_pixel (scale, ticks->values[i]) - pixel) < gap)
      return;
  ticks->values[ticks->n++] = value;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

/**
 * mix_ticks_above:
 * @scale: a MIX_SCALE_ABOVE with its pixels set
 * @gap: pixels between two ticks at least
 *
 * The decades come first, the threes between them where there is room.
 */
void
mix_ticks_above (MixTicks *ticks, const MixScale *scale, double gap)
{
  *ticks = (MixTicks){ .above = TRUE, .origin = scale->origin, .style = { .decimals = 2 } };

  for (int n = 0; n <= 6; n++)
    for (int sign = 1; sign >= -1; sign -= 2)
      add_above (ticks, scale, scale->origin + sign * 0.01 * pow (10, n), gap);
  for (int n = 0; n <= 5; n++)
    for (int sign = 1; sign >= -1; sign -= 2)
      add_above (ticks, scale, scale->origin + sign * 0.03 * pow (10, n), gap);
  qsort (ticks->values, ticks->n, sizeof (double), compare);
}

/**
 * mix_tick_label:
 *
 * Returns: (transfer full): the number, or the moment, at a tick. Zero has no decimals; neither
 *   have whole numbers among three ticks or fewer: "0 0.5 1".
 */
char *
mix_tick_label (const MixTicks *ticks, guint tick)
{
  g_return_val_if_fail (tick < ticks->n, NULL);

  if (ticks->style.time != MIX_TIME_NONE)
    return mix_tick_label_time (ticks, tick);
  if (!ticks->above)
    {
      double shown = ticks->values[tick] * pow (10, -ticks->style.exponent);
      MixNumberStyle style = ticks->style;
      double last_digit = pow (10, -style.decimals);
      gboolean whole = fabs (shown - round (shown)) < last_digit / 2;
      if (whole && (ticks->n <= 3 || fabs (shown) < last_digit / 2))
        style.decimals = 0;
      return mix_format_styled (ticks->values[tick], &style);
    }
  double d = ticks->values[tick] - ticks->origin;
  return mix_format_signed (d, mix_format_decimals (fabs (d) * (1 + 1e-6)));
}
