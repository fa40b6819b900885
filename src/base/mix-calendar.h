/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a number stands for where it is a moment. All is UTC, which has no summer time, in the
 * Gregorian calendar of all times. */
typedef enum
{
  MIX_TIME_NONE,          /* it is a number */
  MIX_TIME_YEARS,         /* 2020.5 */
  MIX_TIME_DAYS,          /* since 1970-01-01 00:00 */
  MIX_TIME_HOURS,         /* likewise */
  MIX_TIME_SECONDS,       /* likewise */
  MIX_TIME_CLOCK_HOURS,   /* since midnight */
  MIX_TIME_CLOCK_SECONDS, /* likewise */
} MixTimeUnit;

#define MIX_SECONDS_OF_DAY 86400
/* Beyond so many seconds from 1970 (about 3 million years) nothing is a moment. */
#define MIX_MOST_SECONDS 1e14

typedef struct
{
  gint64 year;
  int month, day; /* from 1 */
  int hour, minute;
  double second;  /* below 60 */
} MixDateTime;

gint64 mix_calendar_day (gint64 year, int month, int day);
void mix_date_time_init (MixDateTime *moment, double seconds);
const char *mix_calendar_month_name (int month);

gboolean mix_time_is_clock (MixTimeUnit unit);
double mix_time_to_seconds (double value, MixTimeUnit unit);
double mix_time_from_seconds (double seconds, MixTimeUnit unit);
/* "2020-07-01", "2020-07-01 13:45", "13:45:10"; (transfer full) */
char *mix_time_format_iso (double value, MixTimeUnit unit);

/* The same, but as many digits of the second as read back as the same number. */
#define MIX_TIME_SIZE 32
gsize mix_time_print (double value, MixTimeUnit unit, char *buffer);
double mix_time_round (double value, MixTimeUnit unit);

G_END_DECLS
