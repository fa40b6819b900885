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

/* part: ticks of the second, of which it has 10^digits. buffer [MIX_TIME_SIZE]; its length. */
static gsize
print_moment (double seconds, int part, int digits, gboolean is_clock, char *buffer)
{
  MixDateTime m;
  gsize n = 0;

  mix_date_time_init (&m, seconds);
  int second = (int) m.second;
  if (!is_clock)
    n += (gsize) g_snprintf (buffer, MIX_TIME_SIZE, "%s%04" G_GINT64_FORMAT "-%02d-%02d",
                             m.year < 0 ? "-" : "", ABS (m.year), m.month, m.day);
  if (!is_clock && m.hour + m.minute + second + part == 0)
    return n;
  n += (gsize) g_snprintf (buffer + n, MIX_TIME_SIZE - n, "%s%02d:%02d", n > 0 ? " " : "", m.hour,
                           m.minute);
  if (second + part > 0)
    n += (gsize) g_snprintf (buffer + n, MIX_TIME_SIZE - n, ":%02d", second);
  if (part > 0)
    n += (gsize) g_snprintf (buffer + n, MIX_TIME_SIZE - n, ".%0*d", digits, part);
  return n;
}

/**
 * mix_time_print:
 * @buffer: (out): at least MIX_TIME_SIZE
 *
 * A date or a time of day in the fewest digits that read back as the same number: whole seconds,
 * thousandths or millionths.
 *
 * Returns: the length of what is written, without a NUL behind it; 0 where there is no such moment
 */
gsize
mix_time_print (double value, MixTimeUnit unit, char *buffer)
{
  static const int powers[] = { 1, 1000, 1000000 };
  double seconds = mix_time_to_seconds (value, unit), whole = 0, ticks = 0;
  guint i = 0;

  if (unit == MIX_TIME_NONE || !(fabs (seconds) < MIX_MOST_SECONDS))
    return 0;
  for (i = 0; i < G_N_ELEMENTS (powers); i++)
    {
      ticks = floor (seconds * powers[i] + 0.5);
      whole = floor (ticks / powers[i]);
      ticks -= whole * powers[i];
      if (!(fabs (mix_time_from_seconds (whole + ticks / powers[i], unit) - value) > 0))
        break;
    }
  int digits = 3 * (int) MIN (i, G_N_ELEMENTS (powers) - 1);
  return print_moment (whole, (int) ticks, digits, mix_time_is_clock (unit), buffer);
}

/**
 * mix_time_round:
 *
 * Returns: the moment that is said of a forecast: to the second, or to a thousandth of it where
 *   numbers count less than days
 */
double
mix_time_round (double value, MixTimeUnit unit)
{
  double power = unit == MIX_TIME_YEARS || unit == MIX_TIME_DAYS ? 1 : 1000;
  double seconds = mix_time_to_seconds (value, unit);

  if (unit == MIX_TIME_NONE || !(fabs (seconds) < MIX_MOST_SECONDS))
    return value;
  double ticks = floor (seconds * power + 0.5), whole = floor (ticks / power);
  return mix_time_from_seconds (whole + (ticks - whole * power) / power, unit);
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
  char text[MIX_TIME_SIZE];

  if (unit == MIX_TIME_NONE || !(fabs (seconds) < MIX_MOST_SECONDS))
    return g_strdup_printf ("%.4g", value);
  return g_strndup (text, print_moment (seconds, 0, 0, mix_time_is_clock (unit), text));
}
