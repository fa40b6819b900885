/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "mix-calendar.h"

static void
test_days (void)
{
  g_assert_cmpint (mix_calendar_day (1970, 1, 1), ==, 0);
  g_assert_cmpint (mix_calendar_day (2000, 3, 1), ==, 11017);
  g_assert_cmpint (mix_calendar_day (1969, 12, 31), ==, -1);
  g_assert_cmpint (mix_calendar_day (1, 1, 1), ==, -719162);
  g_assert_cmpint (mix_calendar_day (9999, 12, 31), ==, 2932896);
  g_assert_cmpint (mix_calendar_day (1900, 3, 1) - mix_calendar_day (1900, 2, 28), ==, 1);
  g_assert_cmpint (mix_calendar_day (2000, 3, 1) - mix_calendar_day (2000, 2, 28), ==, 2);
}

/* Every day of the years 1 to 9999 is the day after the one before, as GLib counts them. */
static void
test_every_day (void)
{
  g_autoptr (GDate) date = g_date_new_dmy (1, 1, 1);
  MixDateTime moment;

  for (gint64 day = -719162; day <= 2932896; day++, g_date_add_days (date, 1))
    {
      if (day % 97 != 0)
        continue;
      mix_date_time_init (&moment, (double) day * MIX_SECONDS_OF_DAY + 0.5);
      g_assert_cmpint (moment.year, ==, g_date_get_year (date));
      g_assert_cmpint (moment.month, ==, (int) g_date_get_month (date));
      g_assert_cmpint (moment.day, ==, g_date_get_day (date));
      g_assert_cmpint (mix_calendar_day (moment.year, moment.month, moment.day), ==, day);
    }
}

static void
test_units (void)
{
  static const double moments[] = { -62135596800.0, -1, 0, 1, 951782400, 1593561600.25, 253402300799.0 };

  for (int unit = MIX_TIME_YEARS; unit <= MIX_TIME_CLOCK_SECONDS; unit++)
    for (guint i = 0; i < G_N_ELEMENTS (moments); i++)
      {
        double value = mix_time_from_seconds (moments[i], (MixTimeUnit) unit);
        double back = mix_time_to_seconds (value, (MixTimeUnit) unit);
        g_assert_cmpfloat (fabs (back - moments[i]), <, 1e-4);
      }
  g_assert_cmpfloat (fabs (mix_time_from_seconds (mix_time_to_seconds (2020.5, MIX_TIME_YEARS),
                                                  MIX_TIME_DAYS) - 18445), <, 1e-6);
}

static void
test_iso (void)
{
  static const struct
  {
    double value;
    MixTimeUnit unit;
    const char *text;
  } cases[] = {
    { 0, MIX_TIME_DAYS, "1970-01-01" },
    { 18444.5, MIX_TIME_DAYS, "2020-07-01 12:00" },
    { 2020, MIX_TIME_YEARS, "2020-01-01" },
    { 1593561601, MIX_TIME_SECONDS, "2020-07-01 00:00:01" },
    { -719162, MIX_TIME_DAYS, "0001-01-01" },
    { 2932896, MIX_TIME_DAYS, "9999-12-31" },
    { -719163, MIX_TIME_DAYS, "0000-12-31" },
    { 2932897, MIX_TIME_DAYS, "10000-01-01" },
    { 13.75, MIX_TIME_CLOCK_HOURS, "13:45" },
    { 0, MIX_TIME_CLOCK_SECONDS, "00:00" },
    { 1e300, MIX_TIME_DAYS, "1e+300" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = mix_time_format_iso (cases[i].value, cases[i].unit);
      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
assert_prints (double value, MixTimeUnit unit, const char *expected)
{
  char text[MIX_TIME_SIZE];
  g_autofree char *printed = g_strndup (text, mix_time_print (value, unit, text));

  g_assert_cmpstr (printed, ==, expected);
}

/* A thousandth of a second is not lost where a table is written. */
static void
test_print (void)
{
  double moment = mix_time_from_seconds (1593561601.25, MIX_TIME_DAYS);

  assert_prints (18444.5, MIX_TIME_DAYS, "2020-07-01 12:00");
  assert_prints (1593561601.25, MIX_TIME_SECONDS, "2020-07-01 00:00:01.250");
  assert_prints (1593561601.000001, MIX_TIME_SECONDS, "2020-07-01 00:00:01.000001");
  assert_prints (moment, MIX_TIME_DAYS, "2020-07-01 00:00:01.250");
  assert_prints (mix_time_from_seconds (86399, MIX_TIME_YEARS), MIX_TIME_YEARS,
                 "1970-01-01 23:59:59");
  assert_prints (0.5, MIX_TIME_CLOCK_SECONDS, "00:00:00.500");
  assert_prints (-2e12, MIX_TIME_YEARS, "");
  assert_prints (1, MIX_TIME_NONE, "");
}

/* A forecast says no digits that mean nothing. */
static void
test_round (void)
{
  assert_prints (mix_time_round (18444.123456789, MIX_TIME_DAYS), MIX_TIME_DAYS,
                 "2020-07-01 02:57:47");
  assert_prints (mix_time_round (2020.123456789, MIX_TIME_YEARS), MIX_TIME_YEARS,
                 "2020-02-15 04:26:40");
  assert_prints (mix_time_round (1593561601.123456, MIX_TIME_SECONDS), MIX_TIME_SECONDS,
                 "2020-07-01 00:00:01.123");
  g_assert_cmpfloat_with_epsilon (mix_time_round (1.25, MIX_TIME_NONE), 1.25, 1e-300);
  g_assert_true (isnan (mix_time_round ((double) NAN, MIX_TIME_DAYS)));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/calendar/days", test_days);
  g_test_add_func ("/calendar/every-day", test_every_day);
  g_test_add_func ("/calendar/units", test_units);
  g_test_add_func ("/calendar/iso", test_iso);
  g_test_add_func ("/calendar/print", test_print);
  g_test_add_func ("/calendar/round", test_round);
  return g_test_run ();
}
