/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-scale.h"

#include <math.h>

#include "mix-ticks.h"

/* Distances from the best possible loss below this are drawn about linearly. */
#define ABOVE_UNIT 0.005

static double
transform (const MixScale *scale, double value)
{
  double d = value - scale->origin;

  if (scale->kind == MIX_SCALE_LINEAR)
    return value;
  return copysign (log10 (1 + fabs (d) / ABOVE_UNIT), d);
}

static double
inverse (const MixScale *scale, double t)
{
  if (scale->kind == MIX_SCALE_LINEAR)
    return t;
  return scale->origin + copysign (ABOVE_UNIT * (pow (10, fabs (t)) - 1), t);
}

/**
 * mix_range_is_degenerate:
 *
 * Returns: whether the range is empty, not finite, or too narrow for its numbers to differ
 */
gboolean
mix_range_is_degenerate (double low, double high)
{
  double size = MAX (fabs (low), fabs (high));

  return !isfinite (low) || !isfinite (high) || !isfinite (high - low)
         || !(high - low > size * 1e-12) || !(high - low > 1e-300);
}

/**
 * mix_range_widen:
 * @low: (inout): lower end
 * @high: (inout): upper end
 *
 * Makes any pair of numbers a range: a constant gets room on both sides, what is not finite becomes
 * 0 … 1, and ends in the wrong order are exchanged.
 */
void
mix_range_widen (double *low, double *high)
{
  if (!isfinite (*low) || !isfinite (*high))
    {
      *low = isfinite (*low) ? *low : isfinite (*high) ? *high : 0;
      *high = *low + 1;
    }
  if (*low > *high)
    {
      double swap = *low;
      *low = *high;
      *high = swap;
    }
  *low = CLAMP (*low, -1e300, 1e300);
  *high = CLAMP (*high, -1e300, 1e300);
  if (mix_range_is_degenerate (*low, *high))
    {
      double room = MAX (fabs (*low), fabs (*high)) / 2;
      room = room > 1e-290 ? room : 1;
      *low -= room;
      *high += room;
    }
}

/**
 * mix_range_round_out:
 * @low: (inout): lower end
 * @high: (inout): upper end
 * @margin: share of the range that is added at least
 *
 * The ends land on a tenth of the ticks' step, so that they stay where they are when a few rows
 * come or go.
 */
void
mix_range_round_out (double *low, double *high, double margin)
{
  mix_range_widen (low, high);

  double room = margin * (*high - *low);
  double grain = mix_tick_step (*high - *low, 6) / 10;
  *low = floor ((*low - room) / grain + 1e-9) * grain;
  *high = ceil ((*high + room) / grain - 1e-9) * grain;
  mix_range_widen (low, high);
}

/**
 * mix_range_step_up:
 * @value: above 0
 *
 * Returns: the next of 1, 1.5, 2, 3, 5, 7 × 10ⁿ; 1 where @value is not a positive number
 */
double
mix_range_step_up (double value)
{
  static const double steps[] = { 1, 1.5, 2, 3, 5, 7, 10 };

  if (!(value > 0) || !isfinite (value))
    return 1;
  double decade = pow (10, floor (log10 (value)));
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (steps[i] * decade >= value * (1 - 1e-9))
      return steps[i] * decade;
  return 10 * decade;
}

/**
 * mix_scale_init:
 * @low: data at the axis's start; any number
 * @high: data at its end
 *
 * A linear scale over 0 … 1 pixel until mix_scale_set_pixels().
 */
void
mix_scale_init (MixScale *scale, double low, double high)
{
  mix_range_widen (&low, &high);
  *scale = (MixScale){ .kind = MIX_SCALE_LINEAR, .low = low, .high = high, .to = 1 };
}

/**
 * mix_scale_init_above:
 * @origin: the value from which distances are measured, such as the best possible loss
 *
 * t = log10 (1 + (value − origin) / 0.005), mirrored below the origin: both 0.01 and 1 nats above
 * the best can be told apart on one axis.
 */
void
mix_scale_init_above (MixScale *scale, double origin, double low, double high)
{
  mix_range_widen (&low, &high);
  *scale = (MixScale){
    .kind = MIX_SCALE_ABOVE, .low = low, .high = high, .origin = origin, .to = 1,
  };
}

/**
 * mix_scale_set_pixels:
 * @from: pixel of the lower end
 * @to: pixel of the upper end
 */
void
mix_scale_set_pixels (MixScale *scale, double from, double to)
{
  scale->from = from;
  scale->to = to;
}

/**
 * mix_scale_to_pixel:
 *
 * Returns: where @value is drawn; beyond the ends it goes on; NaN for NaN. Held within ±4 · 10⁶
 * pixels, which Cairo's fixed point can hold.
 */
double
mix_scale_to_pixel (const MixScale *scale, double value)
{
  double low = transform (scale, scale->low), high = transform (scale, scale->high);
  double share = (transform (scale, value) - low) / (high - low);
  double pixel = scale->from + share * (scale->to - scale->from);

  return isnan (pixel) ? pixel : CLAMP (pixel, -4e6, 4e6);
}

/**
 * mix_scale_from_pixel:
 *
 * Returns: the value at @pixel; the inverse of mix_scale_to_pixel(). The lower end where the axis
 * has no length.
 */
double
mix_scale_from_pixel (const MixScale *scale, double pixel)
{
  double low = transform (scale, scale->low), high = transform (scale, scale->high);
  double length = scale->to - scale->from;

  if (!(fabs (length) > 0))
    return scale->low;
  return inverse (scale, low + (pixel - scale->from) / length * (high - low));
}
