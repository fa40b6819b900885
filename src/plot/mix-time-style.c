/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <math.h>

#include "mix-format.h"

#define HOUR 3600.0
#define DAY 86400.0
#define YEAR (365.2425 * DAY)

/* The parts of a moment are left out from the smallest on, once two moments are told apart
 * without. */
#define YEARS_FROM (360 * DAY)
#define MONTHS_FROM (28 * DAY)
#define DAYS_FROM (2 * HOUR)
#define MINUTES_FROM 5.0

/**
 * mix_time_style_for_range:
 * @unit: MIX_TIME_NONE gives mix_number_style_for_range()
 *
 * Returns: how moments along an axis are written: as much of date and time as tells so many parts
 *   of the range apart
 */
MixNumberStyle
mix_time_style_for_range (MixTimeUnit unit, double low, double high, double parts)
{
  double seconds = mix_time_to_seconds (high, unit) - mix_time_to_seconds (low, unit);

  if (unit == MIX_TIME_NONE)
    return mix_number_style_for_range (low, high, parts);
  return (MixNumberStyle){ .time = unit, .grain = MAX (seconds / parts, 1e-6) };
}

static char *
format_date (const MixDateTime *m, double grain, gboolean brief)
{
  const char *month = mix_calendar_month_name (m->month);

  if (grain >= YEARS_FROM)
    return g_strdup_printf ("%" G_GINT64_FORMAT, m->year);
  if (grain >= MONTHS_FROM)
    return g_strdup_printf ("%s %" G_GINT64_FORMAT, month, m->year);
  if (brief)
    return g_strdup_printf ("%d %s", m->day, month);
  return g_strdup_printf ("%d %s %" G_GINT64_FORMAT, m->day, month, m->year);
}

static char *
format_clock (const MixDateTime *m, double grain)
{
  int decimals = grain < 0.5 ? mix_format_decimals (grain) : 0;

  if (grain >= MINUTES_FROM)
    return g_strdup_printf ("%02d:%02d", m->hour, m->minute);
  g_autofree char *second = mix_format_number (m->second, MIN (decimals, 6));
  return g_strdup_printf ("%02d:%02d:%s%s", m->hour, m->minute, m->second < 10 ? "0" : "", second);
}

/**
 * mix_format_moment:
 *
 * Returns: (transfer full): "3 Apr 2020", "3 Apr 2020 06:00", "Apr 2020", "06:00:05.25"; the number
 *   where there is no such date
 */
char *
mix_format_moment (double value, const MixNumberStyle *style)
{
  double grain = style->grain, seconds = mix_time_to_seconds (value, style->time);
  MixDateTime m;

  if (!(fabs (seconds) < MIX_MOST_SECONDS))
    return mix_format_number (value, 0);
  /* Half of the last digit that is shown, where that is a fraction of a second; else a trifle. */
  double digit = grain < 0.5 ? pow (10, -MIN (mix_format_decimals (grain), 6)) : 1e-3;
  mix_date_time_init (&m, (floor (seconds / digit + 0.5) + 1e-3) * digit);
  if (mix_time_is_clock (style->time))
    return format_clock (&m, grain);
  g_autofree char *date = format_date (&m, grain, style->brief);
  if (grain >= DAYS_FROM)
    return g_steal_pointer (&date);
  g_autofree char *clock = format_clock (&m, grain);
  return g_strdup_printf ("%s %s", date, clock);
}

/**
 * mix_format_duration:
 * @length: in the style's unit
 *
 * Returns: (transfer full): "3.2 years", "12 d", "5.5 h", "40 min", "1.25 s", three digits of it
 */
char *
mix_format_duration (double length, const MixNumberStyle *style)
{
  static const struct
  {
    double seconds, from;
    const char *text;
  } units[] = { { YEAR, 2 * YEAR, N_ ("%s years") }, { DAY, 2 * DAY, N_ ("%s d") },
                { HOUR, 2 * HOUR, N_ ("%s h") },     { 60, 120, N_ ("%s min") },
                { 1, 0, N_ ("%s s") } };
  double seconds = style->time == MIX_TIME_YEARS ? length * YEAR
                                                 : mix_time_to_seconds (length, style->time);
  guint u = 0;

  if (!isfinite (seconds))
    return mix_format_number (seconds, 0);
  while (fabs (seconds) < units[u].from)
    u++;
  double shown = seconds / units[u].seconds;
  int digits = fabs (shown) > 0 ? (int) floor (log10 (fabs (shown))) + 1 : 3;
  g_autofree char *number = mix_format_number (shown, CLAMP (3 - digits, 0, 6));
  return g_strdup_printf (_ (units[u].text), number);
}
