/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-calendar.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/**
 * mix_calendar_day:
 * @month: 1 to 12
 * @day: from 1
 *
 * From Howard Hinnant's "chrono-compatible low-level date algorithms"; the year begins in March
 * here.
 *
 * Returns: a day's number since 1970-01-01 in the Gregorian calendar
 */
gint64
mix_calendar_day (gint64 year, int month, int day)
{
  gint64 y = month <= 2 ? year - 1 : year, era = (y >= 0 ? y : y - 399) / 400, of_era = y - era * 400;
  gint64 of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

  return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

/* The inverse, from the same source. */
static void
find_date (gint64 number, MixDateTime *moment)
{
  gint64 z = number + 719468, era = (z >= 0 ? z : z - 146096) / 146097, of_era = z - era * 146097;
  gint64 year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  int of_year = (int) (of_era - (365 * year + year / 4 - year / 100));
  int month = (5 * of_year + 2) / 153;

  moment->day = of_year - (153 * month + 2) / 5 + 1;
  moment->month = month < 10 ? month + 3 : month - 9;
  moment->year = year + era * 400 + (moment->month <= 2 ? 1 : 0);
}

/**
 * mix_date_time_init:
 * @seconds: since 1970-01-01 00:00, or since midnight; within ±MIX_MOST_SECONDS
 */
void
mix_date_time_init (MixDateTime *moment, double seconds)
{
  double day = floor (seconds / MIX_SECONDS_OF_DAY);
  double rest = seconds - day * MIX_SECONDS_OF_DAY;

  find_date ((gint64) day, moment);
  moment->hour = CLAMP ((int) (rest / 3600), 0, 23);
  moment->minute = CLAMP ((int) ((rest - moment->hour * 3600) / 60), 0, 59);
  moment->second = rest - moment->hour * 3600 - moment->minute * 60;
}

/**
 * mix_calendar_month_name:
 * @month: 1 to 12
 *
 * Returns: (transfer none): the month's short name
 */
const char *
mix_calendar_month_name (int month)
{
  static const char *const names[]
    = { N_ ("Jan"), N_ ("Feb"), N_ ("Mar"), N_ ("Apr"), N_ ("May"), N_ ("Jun"),
        N_ ("Jul"), N_ ("Aug"), N_ ("Sep"), N_ ("Oct"), N_ ("Nov"), N_ ("Dec") };

  return _ (names[CLAMP (month, 1, 12) - 1]);
}

gboolean
mix_time_is_clock (MixTimeUnit unit)
{
  return unit == MIX_TIME_CLOCK_HOURS || unit == MIX_TIME_CLOCK_SECONDS;
}

static double
start_of_year (gint64 year)
{
  return (double) mix_calendar_day (year, 1, 1) * MIX_SECONDS_OF_DAY;
}

/* The year with the part of it that is over. */
static double
to_years (double seconds)
{
  MixDateTime moment;

  mix_date_time_init (&moment, CLAMP (seconds, -MIX_MOST_SECONDS, MIX_MOST_SECONDS));
  double start = start_of_year (moment.year), end = start_of_year (moment.year + 1);
  return (double) moment.year + (seconds - start) / (end - start);
}

static double
from_years (double years)
{
  double year = CLAMP (floor (years), -3e6, 3e6);
  double start = start_of_year ((gint64) year), end = start_of_year ((gint64) year + 1);

  return start + (years - year) * (end - start);
}

/**
 * mix_time_to_seconds:
 * @value: in @unit
 *
 * Returns: seconds since 1970-01-01 00:00, or since midnight
 */
double
mix_time_to_seconds (double value, MixTimeUnit unit)
{
  switch (unit)
    {
    case MIX_TIME_YEARS:
      return from_years (value);
    case MIX_TIME_DAYS:
      return value * MIX_SECONDS_OF_DAY;
    case MIX_TIME_HOURS:
    case MIX_TIME_CLOCK_HOURS:
      return value * 3600;
    case MIX_TIME_SECONDS:
    case MIX_TIME_CLOCK_SECONDS:
    case MIX_TIME_NONE:
    default:
      return value;
    }
}

/**
 * mix_time_from_seconds:
 *
 * Returns: the inverse of mix_time_to_seconds()
 */
double
mix_time_from_seconds (double seconds, MixTimeUnit unit)
{
  switch (unit)
    {
    case MIX_TIME_YEARS:
      return to_years (seconds);
    case MIX_TIME_DAYS:
      return seconds / MIX_SECONDS_OF_DAY;
    case MIX_TIME_HOURS:
    case MIX_TIME_CLOCK_HOURS:
      return seconds / 3600;
    case MIX_TIME_SECONDS:
    case MIX_TIME_CLOCK_SECONDS:
    case MIX_TIME_NONE:
    default:
      return seconds;
    }
}

/**
 * mix_time_format_iso:
 *
 * Returns: (transfer full): the date, with its time where it is not midnight, to the second; the
 *   number where there is no such date
 */
char *
mix_time_format_iso (double value, MixTimeUnit unit)
{
  double seconds = floor (mix_time_to_seconds (value, unit) + 0.5);
  MixDateTime m;

  if (unit == MIX_TIME_NONE || !(fabs (seconds) < MIX_MOST_SECONDS))
    return g_strdup_printf ("%.4g", value);
  mix_date_time_init (&m, seconds);
  int second = (int) m.second;
  g_autofree char *date
    = mix_time_is_clock (unit)
        ? g_strdup ("")
        : g_strdup_printf ("%s%04" G_GINT64_FORMAT "-%02d-%02d", m.year < 0 ? "-" : "",
                           ABS (m.year), m.month, m.day);
  if (*date != '\0' && m.hour + m.minute + second == 0)
    return g_steal_pointer (&date);
  const char *gap = *date != '\0' ? " " : "";
  if (second == 0)
    return g_strdup_printf ("%s%s%02d:%02d", date, gap, m.hour, m.minute);
  return g_strdup_printf ("%s%s%02d:%02d:%02d", date, gap, m.hour, m.minute, second);
}
