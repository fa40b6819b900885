/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-date.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A cursor over the cell. */
typedef struct
{
  const char *c, *end;
} Cursor;

static gboolean
take (Cursor *cursor, char c)
{
  if (cursor->c == cursor->end || *cursor->c != c)
    return FALSE;
  cursor->c++;
  return TRUE;
}

static gboolean
take_number (Cursor *cursor, guint max_digits, int *value, guint *n_digits)
{
  *value = 0;
  for (*n_digits = 0; cursor->c < cursor->end && g_ascii_isdigit (*cursor->c)
                      && *n_digits < max_digits;
       ++*n_digits)
    *value = *value * 10 + (*cursor->c++ - '0');
  return *n_digits > 0;
}

static gboolean
take_two (Cursor *cursor, int *value)
{
  guint n_digits;
  return take_number (cursor, 2, value, &n_digits);
}

/* English names, of which the first three letters tell. */
static gboolean
take_month (Cursor *cursor, int *month)
{
  static const char names[] = "janfebmaraprmayjunjulaugsepoctnovdec";
  const char *start = cursor->c;

  while (cursor->c < cursor->end && g_ascii_isalpha (*cursor->c))
    cursor->c++;
  if (cursor->c - start < 3)
    return FALSE;
  take (cursor, '.');
  for (int i = 0; i < 12; i++)
    if (g_ascii_strncasecmp (start, names + 3 * i, 3) == 0)
      {
        *month = i + 1;
        return TRUE;
      }
  return FALSE;
}

/* Two digits are a year from 1969 to 2068, as POSIX has it. */
static gboolean
take_year (Cursor *cursor, int *year)
{
  guint n_digits;

  if (!take_number (cursor, 4, year, &n_digits) || n_digits == 1 || n_digits == 3)
    return FALSE;
  if (n_digits == 2)
    *year += *year < 69 ? 2000 : 1900;
  return TRUE;
}

static gboolean
take_separator (Cursor *cursor, char *separator)
{
  if (cursor->c == cursor->end || strchr ("-/. ", *cursor->c) == NULL)
    return FALSE;
  *separator = *cursor->c++;
  if (*separator == '.')
    take (cursor, ' ');
  return TRUE;
}

static gboolean
is_day (int year, int month, int day)
{
  return month >= 1 && month <= 12 && day >= 1 && day <= 31
         && g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) MAX (year, 1));
}

static guint
count_digits (const Cursor *cursor)
{
  guint n = 0;

  while (cursor->c + n < cursor->end && g_ascii_isdigit (cursor->c[n]))
    n++;
  return n;
}

/* 2020-03-04, 20200304 */
static gboolean
take_year_first (Cursor *cursor, int *year, int *month, int *day)
{
  guint n_digits;
  char separator;

  if (count_digits (cursor) == 8)
    return take_number (cursor, 4, year, &n_digits) && take_two (cursor, month)
           && take_two (cursor, day);
  return take_number (cursor, 4, year, &n_digits) && n_digits == 4
         && take_separator (cursor, &separator) && separator != ' ' && take_two (cursor, month)
         && (!take (cursor, separator) ? (*day = 1) : take_two (cursor, day));
}

/* 4 March 2020, 4-Mar-20, March 4, 2020, March 2020 */
static gboolean
take_named_month (Cursor *cursor, int *year, int *month, int *day)
{
  char separator;

  if (take_month (cursor, month))
    {
      Cursor after = *cursor;
      if (take_separator (&after, &separator) && count_digits (&after) == 4)
        {
          *cursor = after;
          *day = 1;
          return take_year (cursor, year);
        }
      return take (cursor, ' ') && take_two (cursor, day) && (take (cursor, ','), TRUE)
             && take (cursor, ' ') && take_year (cursor, year);
    }
  return take_two (cursor, day) && take_separator (cursor, &separator) && take_month (cursor, month)
         && take_separator (cursor, &separator) && take_year (cursor, year);
}

/* 4.3.2020, 04/03/20: which is which is the order's to say. */
static gboolean
take_year_last (Cursor *cursor, MixDateOrder order, MixDate *date, int *year, int *month, int *day)
{
  int first, second;
  char separator, again;

  if (!take_two (cursor, &first) || !take_separator (cursor, &separator) || separator == ' '
      || !take_two (cursor, &second) || !take_separator (cursor, &again) || again != separator
      || !take_year (cursor, year))
    return FALSE;
  gboolean is_german = separator == '.';
  date->has_points = is_german;
  date->is_day_first = is_german || first > 12;
  date->is_month_first = !is_german && second > 12;
  date->is_open = !is_german && first <= 12 && second <= 12 && first != second;
  if (date->is_open && order == MIX_DATE_ISO)
    return FALSE;
  gboolean day_first = order == MIX_DATE_ISO ? date->is_day_first
                                             : is_german || order == MIX_DATE_DAY_FIRST;
  *day = day_first ? first : second;
  *month = day_first ? second : first;
  return TRUE;
}

/* .789: as a fraction, rounded once. */
static double
take_fraction (Cursor *cursor)
{
  double digits = 0, power = 1;

  if (!take (cursor, '.'))
    return 0;
  for (; cursor->c < cursor->end && g_ascii_isdigit (*cursor->c); cursor->c++)
    if (power < 1e15)
      {
        digits = 10 * digits + (*cursor->c - '0');
        power *= 10;
      }
  return digits / power;
}

/* 1:05 PM, 12 am: the hour of the day; FALSE where there is no such hour. */
static gboolean
take_half (Cursor *cursor, int *hour)
{
  const Cursor before = *cursor;

  take (cursor, ' ');
  gboolean is_pm = take (cursor, 'p') || take (cursor, 'P');
  if ((!is_pm && !take (cursor, 'a') && !take (cursor, 'A'))
      || (!take (cursor, 'm') && !take (cursor, 'M')))
    {
      *cursor = before;
      return TRUE;
    }
  gboolean is_hour = *hour >= 1 && *hour <= 12;
  *hour = *hour % 12 + (is_pm ? 12 : 0);
  return is_hour;
}

/* 12:34, 12:34:56.789, then AM, or Z or +01:00; whole seconds, and the rest of one. */
static gboolean
take_time (Cursor *cursor, double *seconds, double *fraction)
{
  int hour, minute, second = 0, zone_hour = 0, zone_minute = 0;

  if (!take_two (cursor, &hour) || !take (cursor, ':') || !take_two (cursor, &minute)
      || (take (cursor, ':') && !take_two (cursor, &second)))
    return FALSE;
  *fraction = take_fraction (cursor);
  if (!take_half (cursor, &hour))
    return FALSE;
  int sign = take (cursor, '+') ? 1 : take (cursor, '-') ? -1 : 0;
  if (sign != 0
      && (!take_two (cursor, &zone_hour) || (take (cursor, ':'), !take_two (cursor, &zone_minute))))
    return FALSE;
  if (sign == 0)
    take (cursor, 'Z');
  *seconds = hour * 3600 + minute * 60 + second - sign * (zone_hour * 3600 + zone_minute * 60);
  gboolean is_end_of_day = hour == 24 && minute + second == 0 && !(*fraction > 0);
  return (hour < 24 || is_end_of_day) && minute < 60 && second <= 60;
}

static gboolean
take_date (Cursor *cursor, MixDateOrder order, MixDate *date)
{
  const Cursor start = *cursor;
  int year = 0, month = 0, day = 0;
  gboolean found = take_year_first (cursor, &year, &month, &day);

  date->is_year_first = found;
  if (!found)
    {
      *cursor = start;
      found = take_year_last (cursor, order, date, &year, &month, &day);
    }
  if (!found)
    {
      *cursor = start;
      found = take_named_month (cursor, &year, &month, &day);
    }
  if (!found || !is_day (year, month, day))
    return FALSE;
  date->seconds = (double) mix_calendar_day (year, month, day) * MIX_SECONDS_OF_DAY;
  return TRUE;
}

/**
 * mix_date_parse:
 * @text: [length], without blanks around
 * @order: what 3/4/2020 means
 *
 * Reads ISO 8601 (with time and zone, without hyphens, or year and month only), day or month first
 * with points, slashes or hyphens, English names of months, and times of day, of 12 hours too.
 *
 * Returns: whether text is such, to its very end
 */
gboolean
mix_date_parse (const char *text, gsize length, MixDateOrder order, MixDate *date)
{
  Cursor cursor = { text, text + length };
  double seconds = 0, fraction = 0;

  *date = (MixDate){ .kind = MIX_DATE_TIME };
  if (length < 4 || length > 40)
    return FALSE;
  if (take_time (&cursor, &seconds, &fraction) && cursor.c == cursor.end)
    {
      date->seconds = seconds + fraction;
      return TRUE;
    }

  cursor.c = text;
  *date = (MixDate){ .kind = MIX_DATE_DATE };
  if (!take_date (&cursor, order, date))
    return FALSE;
  if (cursor.c == cursor.end)
    return TRUE;
  if (!take (&cursor, 'T') && !take (&cursor, ' '))
    return FALSE;
  if (!take_time (&cursor, &seconds, &fraction) || cursor.c != cursor.end)
    return FALSE;
  date->seconds = date->seconds + seconds + fraction; /* whole but for the last */
  return TRUE;
}

/**
 * mix_date_time_unit:
 *
 * Returns: what the numbers of a column of such dates, or times of day, stand for
 */
MixTimeUnit
mix_date_time_unit (MixDateUnit unit, MixDateKind kind)
{
  static const MixTimeUnit units[] = { [MIX_DATE_YEARS] = MIX_TIME_YEARS,
                                       [MIX_DATE_DAYS] = MIX_TIME_DAYS,
                                       [MIX_DATE_HOURS] = MIX_TIME_HOURS,
                                       [MIX_DATE_SECONDS] = MIX_TIME_SECONDS };

  if (kind == MIX_DATE_TIME)
    return unit == MIX_DATE_SECONDS ? MIX_TIME_CLOCK_SECONDS : MIX_TIME_CLOCK_HOURS;
  return unit >= MIX_DATE_YEARS && unit <= MIX_DATE_SECONDS ? units[unit] : MIX_TIME_SECONDS;
}

double
mix_date_to_unit (const MixDate *date, MixDateUnit unit)
{
  return mix_time_from_seconds (date->seconds, mix_date_time_unit (unit, date->kind));
}

/**
 * mix_date_unit_name:
 *
 * Returns: (transfer none): what stands behind a column's name, so that nobody takes one unit for
 * another; NULL for a number that is no date
 */
const char *
mix_date_unit_name (MixTimeUnit unit)
{
  switch (unit)
    {
    case MIX_TIME_YEARS:
      return _ ("years");
    case MIX_TIME_DAYS:
      return _ ("days since 1970");
    case MIX_TIME_HOURS:
      return _ ("h since 1970");
    case MIX_TIME_SECONDS:
      return _ ("s since 1970");
    case MIX_TIME_CLOCK_HOURS:
      return _ ("h since midnight");
    case MIX_TIME_CLOCK_SECONDS:
      return _ ("s since midnight");
    case MIX_TIME_NONE:
    default:
      return NULL;
    }
}

/**
 * mix_date_length_name:
 *
 * Returns: (transfer none): what distances between such moments are in; NULL for a number that is no
 *   date
 */
const char *
mix_date_length_name (MixTimeUnit unit)
{
  switch (unit)
    {
    case MIX_TIME_YEARS:
      return _ ("years");
    case MIX_TIME_DAYS:
      return _ ("days");
    case MIX_TIME_HOURS:
    case MIX_TIME_CLOCK_HOURS:
      return _ ("hours");
    case MIX_TIME_SECONDS:
    case MIX_TIME_CLOCK_SECONDS:
      return _ ("seconds");
    case MIX_TIME_NONE:
    default:
      return NULL;
    }
}
