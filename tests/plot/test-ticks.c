/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-ticks.h"

#include <math.h>

#define T MIX_THIN_SPACE

static void
assert_labels (const MixTicks *ticks, const char *wanted)
{
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint i = 0; i < ticks->n; i++)
    {
      g_autofree char *label = mix_tick_label (ticks, i);
      g_string_append_printf (all, "%s%s", i > 0 ? " " : "", label);
    }
  g_assert_cmpstr (all->str, ==, wanted);
}

static void
test_labels (void)
{
  const struct
  {
    double low, high;
    guint most;
    const char *labels;
  } cases[] = {
    { -160, 160, 7, "−150 −100 −50 0 50 100 150" },
    { -10, 10, 5, "−10 −5 0 5 10" },
    { 0, 1, 3, "0 0.5 1" },
    { 0, 0.022, 5, "0 0.005 0.010 0.015 0.020" },
    { 1200, 5400, 5, "2" T "000 3" T "000 4" T "000 5" T "000" },
    { 0, 4.6e6, 5, "0 1 2 3 4" },
    { 0, 4.6e-6, 5, "0 1 2 3 4" },
    { 0, 130, 3, "0 50 100" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      MixTicks ticks;
      mix_ticks_linear (&ticks, cases[i].low, cases[i].high, cases[i].most);
      assert_labels (&ticks, cases[i].labels);
    }
}

static void
test_any_range (void)
{
  const double ends[][2] = { { 3, 3 }, { 0, 0 }, { 1e9, 1e9 + 1 }, { -1e-12, 1e-12 },
                             { -1e300, 1e300 }, { 5, -5 }, { (double) NAN, 2 }, { 0.1, 0.7 } };
  guint checked = 0;

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    for (guint most = 1; most <= 12; most++, checked++)
      {
        MixTicks ticks;
        mix_ticks_linear (&ticks, ends[i][0], ends[i][1], most);
        g_assert_cmpuint (ticks.n, <=, most + 1);
        for (guint t = 1; t < ticks.n; t++)
          {
            g_autofree char *a = mix_tick_label (&ticks, t - 1), *b = mix_tick_label (&ticks, t);
            g_assert_cmpfloat (ticks.values[t], >, ticks.values[t - 1]);
            g_assert_cmpstr (a, !=, b);
          }
        if (most >= 3)
          g_assert_cmpuint (ticks.n, >=, 2);
      }
  g_assert_cmpuint (checked, ==, 12 * G_N_ELEMENTS (ends));
}

static void
test_step (void)
{
  g_assert_cmpfloat_with_epsilon (mix_tick_step (320, 7), 50, 1e-9);
  g_assert_cmpfloat_with_epsilon (mix_tick_step (10, 10), 1, 1e-9);
  g_assert_cmpfloat_with_epsilon (mix_tick_step (0.022, 5), 0.005, 1e-12);
}

static void
test_above (void)
{
  MixScale scale;
  MixTicks ticks;

  mix_scale_init_above (&scale, 3.954, 3.953, 3.954 + 1.5);
  mix_scale_set_pixels (&scale, 140, 0);
  mix_ticks_above (&ticks, &scale, 20);
  assert_labels (&ticks, "+0.01 +0.03 +0.1 +0.3 +1");
  mix_ticks_above (&ticks, &scale, 40);
  assert_labels (&ticks, "+0.01 +0.1 +1");

  mix_scale_init_above (&scale, -1, -1.2, -1 + 20);
  mix_scale_set_pixels (&scale, 300, 0);
  mix_ticks_above (&ticks, &scale, 20);
  assert_labels (&ticks, "−0.1 −0.03 −0.01 +0.01 +0.03 +0.1 +0.3 +1 +3 +10");
  for (guint i = 1; i < ticks.n; i++)
    g_assert_cmpfloat (mix_scale_to_pixel (&scale, ticks.values[i - 1])
                         - mix_scale_to_pixel (&scale, ticks.values[i]), >=, 20 - 1e-9);
}

static double
day (int year, int month, int d)
{
  return (double) mix_calendar_day (year, month, d);
}

static void
assert_time_labels (MixTimeUnit unit, double low, double high, guint most, const char *expected,
                    const char *context)
{
  g_autoptr (GString) all = g_string_new (NULL);
  MixTicks ticks;

  mix_ticks_time (&ticks, unit, low, high, most);
  for (guint i = 0; i < ticks.n; i++)
    {
      g_autofree char *label = mix_tick_label (&ticks, i);
      g_string_append_printf (all, "%s%s", i > 0 ? "|" : "", label);
    }
  g_assert_cmpstr (all->str, ==, expected);
  g_autofree char *said = mix_ticks_context (&ticks);
  g_assert_cmpstr (said, ==, context);
}

static void
test_dates (void)
{
  assert_time_labels (MIX_TIME_DAYS, day (1990, 6, 1), day (2024, 1, 1), 5,
                      "2000|2010|2020", NULL);
  assert_time_labels (MIX_TIME_DAYS, day (2015, 3, 1), day (2020, 1, 1), 5,
                      "2016|2017|2018|2019|2020", NULL);
  assert_time_labels (MIX_TIME_DAYS, day (2019, 2, 1), day (2020, 2, 2), 5, "Apr|Jul|Oct|2020", NULL);
  assert_time_labels (MIX_TIME_DAYS, day (2019, 2, 1), day (2019, 6, 2), 5,
                      "Feb|Mar|Apr|May|Jun", "2019");
  assert_time_labels (MIX_TIME_DAYS, day (2020, 2, 20), day (2020, 3, 25), 5,
                      "24 Feb|2 Mar|9 Mar|16 Mar|23 Mar", "2020");
  assert_time_labels (MIX_TIME_DAYS, day (2020, 12, 30), day (2021, 1, 3), 5,
                      "30 Dec|31 Dec|1 Jan 2021|2 Jan|3 Jan", NULL);
  assert_time_labels (MIX_TIME_DAYS, day (2020, 2, 26), day (2020, 3, 4), 5,
                      "27 Feb|1 Mar|3 Mar", "2020"); /* a leap year */
  assert_time_labels (MIX_TIME_DAYS, day (2021, 2, 26), day (2021, 3, 4), 5,
                      "27 Feb|1 Mar|3 Mar", "2021");
  assert_time_labels (MIX_TIME_DAYS, day (2020, 1, 5), day (2020, 3, 5), 5,
                      "15 Jan|1 Feb|15 Feb|1 Mar", "2020");
}

static void
test_times (void)
{
  double noon = (double) mix_calendar_day (2020, 3, 29) * 86400 + 43200;

  assert_time_labels (MIX_TIME_SECONDS, noon, noon + 86400, 5, "12:00|18:00|30 Mar|06:00|12:00",
                      "2020"); /* no hour is lost to summer time */
  assert_time_labels (MIX_TIME_SECONDS, noon, noon + 3600, 5, "12:00|12:15|12:30|12:45|13:00",
                      "29 Mar 2020");
  assert_time_labels (MIX_TIME_SECONDS, noon, noon + 60, 5, "12:00:00|12:00:15|12:00:30|12:00:45|"
                      "12:01:00", "29 Mar 2020");
  assert_time_labels (MIX_TIME_SECONDS, noon, noon + 1, 5,
                      "12:00:00.0|12:00:00.5|12:00:01.0", "29 Mar 2020");
  assert_time_labels (MIX_TIME_CLOCK_HOURS, 6, 18, 5, "06:00|09:00|12:00|15:00|18:00", NULL);
  assert_time_labels (MIX_TIME_CLOCK_HOURS, 0, 24, 5, "00:00|06:00|12:00|18:00|00:00", NULL);
}

/* The first and the last year that a file can name, and beyond. */
static void
test_far_dates (void)
{
  assert_time_labels (MIX_TIME_DAYS, day (1, 1, 1), day (1, 12, 31), 5, "1|Apr|Jul|Oct", NULL);
  assert_time_labels (MIX_TIME_DAYS, day (1, 1, 1), day (9999, 12, 31), 5, "2000|4000|6000|8000",
                      NULL);
  assert_time_labels (MIX_TIME_DAYS, day (9999, 10, 1), day (10000, 2, 1), 5,
                      "Oct|Nov|Dec|10000|Feb", NULL);
  assert_time_labels (MIX_TIME_YEARS, 1, 3, 5, "1|Jul|2|Jul|3", NULL);
  assert_time_labels (MIX_TIME_DAYS, -1e12, 1e12, 3, "−1|0|1", NULL);
}

/* From a millisecond to ten thousand years: ascending, no two the same, neither too many nor
 * none. */
static void
test_any_dates (void)
{
  static const double starts[] = { -62135596800.0, -1e9, 0, 951782400, 1582934399.5, 2.5e11 };
  guint checked = 0;

  for (guint i = 0; i < G_N_ELEMENTS (starts); i++)
    for (double length = 0.001; length < 3.2e11; length *= 1.7)
      for (guint most = 2; most <= 8; most++, checked++)
        {
          MixTicks ticks;
          double from = starts[i] + 0.37 * length;
          mix_ticks_time (&ticks, MIX_TIME_SECONDS, from, from + length, most);
          g_assert_cmpuint (ticks.n, <=, most + 1);
          if (most >= 5)
            g_assert_cmpuint (ticks.n, >=, 2);
          for (guint t = 1; t < ticks.n; t++)
            {
              g_autofree char *a = mix_tick_label (&ticks, t - 1), *b = mix_tick_label (&ticks, t);
              g_assert_cmpfloat (ticks.values[t], >, ticks.values[t - 1]);
              g_assert_cmpstr (a, !=, b);
            }
        }
  g_assert_cmpuint (checked, >, 1000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ticks/labels", test_labels);
  g_test_add_func ("/ticks/any-range", test_any_range);
  g_test_add_func ("/ticks/step", test_step);
  g_test_add_func ("/ticks/above-the-best", test_above);
  g_test_add_func ("/ticks/dates", test_dates);
  g_test_add_func ("/ticks/times", test_times);
  g_test_add_func ("/ticks/far-dates", test_far_dates);
  g_test_add_func ("/ticks/any-dates", test_any_dates);
  return g_test_run ();
}
