/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-format.h"

#include <locale.h>
#include <math.h>

#define M MIX_MINUS
#define T MIX_THIN_SPACE

static void
test_number (void)
{
  const struct
  {
    double value;
    int decimals;
    const char *text;
  } cases[] = {
    { 0, 0, "0" },
    { -0.0, 2, "0.00" },
    { -0.001, 2, "0.00" },
    { -0.006, 2, M "0.01" },
    { 999, 0, "999" },
    { 1000, 0, "1" T "000" },
    { -1234567.25, 1, M "1" T "234" T "567.2" },
    { 1e-6, 7, "0.0000010" },
    { 2.5e17, 2, "2.50×10¹⁷" },
    { HUGE_VAL, 1, "∞" },
    { -HUGE_VAL, 1, M "∞" },
    { (double) NAN, 1, "–" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = mix_format_number (cases[i].value, cases[i].decimals);
      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_words (void)
{
  g_autofree char *plus = mix_format_signed (0.0174, 3);
  g_assert_cmpstr (plus, ==, "+0.017");
  g_autofree char *minus = mix_format_signed (-0.01, 2);
  g_assert_cmpstr (minus, ==, M "0.01");
  g_autofree char *small = mix_format_percent (0.021);
  g_assert_cmpstr (small, ==, "2.1" T "%");
  g_autofree char *large = mix_format_percent (0.464);
  g_assert_cmpstr (large, ==, "46" T "%");
  g_autofree char *count = mix_format_count (50000);
  g_assert_cmpstr (count, ==, "50" T "000");
  g_autofree char *power = mix_format_power (-6);
  g_assert_cmpstr (power, ==, "×10⁻⁶");
  g_autofree char *subscript = mix_format_subscript (12);
  g_assert_cmpstr (subscript, ==, "₁₂");
}

static void
test_decimals (void)
{
  g_assert_cmpint (mix_format_decimals (50), ==, 0);
  g_assert_cmpint (mix_format_decimals (1), ==, 0);
  g_assert_cmpint (mix_format_decimals (0.5), ==, 1);
  g_assert_cmpint (mix_format_decimals (0.01), ==, 2);
  g_assert_cmpint (mix_format_decimals (0.005), ==, 3);
  g_assert_cmpint (mix_format_decimals (0), ==, 0);
  g_assert_cmpint (mix_format_decimals (-1), ==, 0);
  g_assert_cmpint (mix_format_decimals (1e-30), ==, 12);
}

/* Numbers in the millions and in millionths get a power of a thousand; those between are written
 * out. */
static void
test_style (void)
{
  MixNumberStyle style = mix_number_style_for_range (-160, 160, 1000);
  g_assert_cmpint (style.exponent, ==, 0);
  g_assert_cmpint (style.decimals, ==, 1);

  style = mix_number_style_for_range (0, 5e6, 1000);
  g_assert_cmpint (style.exponent, ==, 6);
  g_autofree char *text = mix_format_styled (4512345, &style);
  g_assert_cmpstr (text, ==, "4.512");

  style = mix_number_style_for_range (1e-6, 3e-6, 1000);
  g_assert_cmpint (style.exponent, ==, -6);
  g_autofree char *tiny = mix_format_styled (2.5e-6, &style);
  g_assert_cmpstr (tiny, ==, "2.500");

  style = mix_number_style_for_range (0, 0, 10);
  g_assert_cmpint (style.exponent, ==, 0);
}

static void
test_locale (void)
{
  const char *set = NULL, *names[] = { "de_DE.UTF-8", "fr_FR.UTF-8", "de_DE.utf8" };

  for (guint i = 0; i < G_N_ELEMENTS (names) && set == NULL; i++)
    set = setlocale (LC_NUMERIC, names[i]);
  if (set == NULL)
    {
      g_test_skip ("no locale with a decimal comma is installed");
      return;
    }
  g_autofree char *text = mix_format_number (3.5, 1);
  setlocale (LC_NUMERIC, "C");
  g_assert_cmpstr (text, ==, "3.5");
}

static void
test_moments (void)
{
  static const struct
  {
    double value, low, high;
    MixTimeUnit unit;
    const char *text;
  } cases[] = {
    { 18444.5, 17000, 19000, MIX_TIME_DAYS, "1 Jul 2020" },
    { 18444.5, 18440, 18450, MIX_TIME_DAYS, "1 Jul 2020 12:00" },
    { 2020.5, 1900, 2100, MIX_TIME_YEARS, "Jul 2020" },
    { 2020.5, -4000, 4000, MIX_TIME_YEARS, "2020" },
    { 1593604800.25, 1593604800, 1593604801, MIX_TIME_SECONDS, "1 Jul 2020 12:00:00.250" },
    { 13.75, 0, 24, MIX_TIME_CLOCK_HOURS, "13:45" },
    { -719162, -719162, 2932896, MIX_TIME_DAYS, "1" },
    { 18444 - 1e-10, 18440, 18450, MIX_TIME_DAYS, "1 Jul 2020 00:00" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      MixNumberStyle style
        = mix_time_style_for_range (cases[i].unit, cases[i].low, cases[i].high, 1000);
      g_autofree char *text = mix_format_styled (cases[i].value, &style);
      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_durations (void)
{
  static const struct
  {
    double length;
    MixTimeUnit unit;
    const char *text;
  } cases[] = {
    { 6.8412, MIX_TIME_DAYS, "6.84 d" }, { 1, MIX_TIME_DAYS, "24.0 h" },
    { 0.02, MIX_TIME_DAYS, "28.8 min" }, { 3.5, MIX_TIME_YEARS, "3.50 years" },
    { 1200, MIX_TIME_DAYS, "3.29 years" }, { 0.5, MIX_TIME_SECONDS, "0.500 s" },
    { 365, MIX_TIME_DAYS, "365 d" },     { 0, MIX_TIME_DAYS, "0 s" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      MixNumberStyle style = { .time = cases[i].unit };
      g_autofree char *text = mix_format_span (cases[i].length, &style);
      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/format/number", test_number);
  g_test_add_func ("/format/words", test_words);
  g_test_add_func ("/format/decimals", test_decimals);
  g_test_add_func ("/format/style", test_style);
  g_test_add_func ("/format/locale", test_locale);
  g_test_add_func ("/format/moments", test_moments);
  g_test_add_func ("/format/durations", test_durations);
  return g_test_run ();
}
