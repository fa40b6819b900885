/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-decimal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "mix-rng.h"

#define N 100000

static void
test_known_texts (void)
{
  const struct
  {
    double value;
    const char *text;
  } cases[] = {
    { 0, "0" },
    { -0.0, "-0" },
    { 1, "1" },
    { -1, "-1" },
    { 10, "10" },
    { 0.1, "0.1" },
    { 0.3, "0.3" },
    { 1.0 / 3, "0.3333333333333333" },
    { 2.0 / 3, "0.6666666666666666" },
    { 0.1 + 0.2, "0.30000000000000004" },
    { 1234.5678, "1234.5678" },
    { 1000, "1000" },
    { 0.001, "0.001" },
    { 0.0001, "0.0001" },
    { 0.00001, "1e-05" },
    { 0.00012, "0.00012" },
    { 1e15, "1000000000000000" },
    { 123456789012345.0, "123456789012345" },
    { 9007199254740993.0, "9007199254740992" },
    { 1e16, "1e+16" },
    { 1e22, "1e+22" },
    { 1e23, "1e+23" },
    { 1.7976931348623157e308, "1.7976931348623157e+308" },
    { -1.7976931348623157e308, "-1.7976931348623157e+308" },
    { 2.2250738585072014e-308, "2.2250738585072014e-308" },
    { 5e-324, "5e-324" },
    { HUGE_VAL, "inf" },
    { -HUGE_VAL, "-inf" },
    { (double) NAN, "NA" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      char text[MIX_DECIMAL_SIZE];
      g_assert_cmpstr (mix_decimal_format (cases[i].value, text), ==, cases[i].text);
    }
}

static double
random_finite (MixRng *rng)
{
  double value;
  do
    {
      guint64 bits = mix_rng_next (rng);
      memcpy (&value, &bits, sizeof value);
    }
  while (!isfinite (value));
  return value;
}

static void
assert_round_trip (double value)
{
  char text[MIX_DECIMAL_SIZE];
  double back = 0, reference;

  mix_decimal_format (value, text);
  g_assert_cmpint (mix_decimal_parse (text, strlen (text), &back), ==, MIX_DECIMAL_NUMBER);
  reference = g_ascii_strtod (text, NULL);
  g_assert_true (memcmp (&back, &value, sizeof value) == 0);
  g_assert_true (memcmp (&reference, &value, sizeof value) == 0);
}

static void
test_round_trip (void)
{
  MixRng rng;

  mix_rng_init (&rng, 1);
  for (guint i = 0; i < N; i++)
    {
      assert_round_trip (random_finite (&rng));
      assert_round_trip (mix_rng_normal (&rng) * exp (10 * mix_rng_normal (&rng)));
    }
  for (int exponent = -1074; exponent < 1024; exponent++)
    assert_round_trip (ldexp (1, exponent));
}

/* No shorter text reads back: one digit less, rounded either way, is another number. */
static void
test_shortest (void)
{
  MixRng rng;
  guint n_long = 0;

  mix_rng_init (&rng, 2);
  for (guint i = 0; i < N / 10; i++)
    {
      double value = fabs (mix_rng_normal (&rng)) + 0.01;
      char text[MIX_DECIMAL_SIZE], shorter[48];
      mix_decimal_format (value, text);
      gsize digits = 0;
      gboolean begun = FALSE;
      for (const char *c = text; *c != '\0'; c++)
        if (g_ascii_isdigit (*c) && (begun |= *c != '0'))
          digits++;
      g_assert_cmpuint (digits, <=, 17);
      n_long += digits >= 16;
      g_snprintf (shorter, sizeof shorter, "%.*e", (int) digits - 2, value);
      g_assert_cmpfloat (fabs (strtod (shorter, NULL) - value), >, 0);
    }
  g_assert_cmpuint (n_long, >, N / 20);
}

/* Any decimal that goes the fast way is rounded as the C library rounds it. */
static void
test_parse_is_exact (void)
{
  MixRng rng;

  mix_rng_init (&rng, 3);
  for (guint i = 0; i < N; i++)
    {
      guint64 digits = mix_rng_next (&rng);
      char text[64];
      double value = 0;
      for (guint64 cut = mix_rng_below (&rng, 20); cut > 0; cut--)
        digits /= 10;
      g_snprintf (text, sizeof text, "%" G_GUINT64_FORMAT "e%d", digits,
                  (int) mix_rng_below (&rng, 95) - 62);
      g_assert_cmpint (mix_decimal_parse (text, strlen (text), &value), ==, MIX_DECIMAL_NUMBER);
      double reference = g_ascii_strtod (text, NULL);
      g_assert_true (memcmp (&value, &reference, sizeof value) == 0);
    }
}

/* Zeros after the point, and an exponent behind a fraction, are no detour. */
static void
test_small_numbers_are_exact (void)
{
  MixRng rng;

  mix_rng_init (&rng, 4);
  for (guint i = 0; i < N; i++)
    {
      double power = pow (10, (double) mix_rng_below (&rng, 60) - 50);
      char text[G_ASCII_DTOSTR_BUF_SIZE + 60];
      double value = 0, number = power * (mix_rng_uniform (&rng) - 0.5);
      g_ascii_formatd (text, sizeof text, i % 2 == 0 ? "%.16e" : "%.22f", number);
      g_assert_cmpint (mix_decimal_parse (text, strlen (text), &value), ==, MIX_DECIMAL_NUMBER);
      double reference = g_ascii_strtod (text, NULL);
      g_assert_true (memcmp (&value, &reference, sizeof value) == 0);
    }
}

/* Ties, and numbers right beside them, where a second rounding would show. */
static void
test_ties (void)
{
  const struct
  {
    guint64 digits;
    int exponent;
    double expected;
  } cases[] = {
    { 9007199254740993u, 0, 9007199254740992.0 }, /* 2⁵³ + 1: to even */
    { 9007199254740995u, 0, 9007199254740996.0 },
    { 90071992547409931u, -1, 9007199254740994.0 },
    { 90071992547409929u, -1, 9007199254740992.0 },
    { 18014398509481986u, 1, 180143985094819872.0 },
    { 18446744073709551615u, 0, 18446744073709551616.0 },
    { 18446744073709551615u, 19, 1.8446744073709552e38 },
    { 18446744073709551615u, -19, 1.8446744073709552 },
    { 1, -19, 1e-19 },
    { 1, 19, 1e19 },
    { 1, -54, 1e-54 },
    { 1, 27, 1e27 },
    { 18446744073709551615u, -54, 1.8446744073709552e-35 },
    { 18446744073709551615u, -27, 1.8446744073709552e-08 },
    { 18446744073709551615u, -28, 1.8446744073709552e-09 },
    { 18446744073709551615u, 27, 1.8446744073709552e46 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      double value = mix_decimal_scale (cases[i].digits, cases[i].exponent);
      g_assert_true (memcmp (&value, &cases[i].expected, sizeof value) == 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/decimal/known-texts", test_known_texts);
  g_test_add_func ("/decimal/round-trip", test_round_trip);
  g_test_add_func ("/decimal/shortest", test_shortest);
  g_test_add_func ("/decimal/parse", test_parse_is_exact);
  g_test_add_func ("/decimal/small-numbers", test_small_numbers_are_exact);
  g_test_add_func ("/decimal/ties", test_ties);
  return g_test_run ();
}
