/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-scale.h"

#include <math.h>

static void
check_round_trip (const MixScale *scale)
{
  guint checked = 0;

  for (double pixel = -50; pixel <= 450; pixel += 12.5, checked++)
    {
      double value = mix_scale_from_pixel (scale, pixel);
      g_assert_cmpfloat_with_epsilon (mix_scale_to_pixel (scale, value), pixel, 1e-5);
    }
  g_assert_cmpuint (checked, >, 30);
}

static void
test_round_trip (void)
{
  const double ranges[][2] = { { -10, 10 }, { 1e6, 1.0001e6 }, { 1e-7, 3e-7 }, { -1e200, 1e200 } };
  MixScale scale;

  for (guint i = 0; i < G_N_ELEMENTS (ranges); i++)
    {
      mix_scale_init (&scale, ranges[i][0], ranges[i][1]);
      mix_scale_set_pixels (&scale, 400, 20);
      check_round_trip (&scale);
      g_assert_cmpfloat_with_epsilon (mix_scale_to_pixel (&scale, ranges[i][0]), 400, 1e-6);
      g_assert_cmpfloat_with_epsilon (mix_scale_to_pixel (&scale, ranges[i][1]), 20, 1e-6);
    }
  mix_scale_init_above (&scale, 3.954, 3.9, 6.5);
  mix_scale_set_pixels (&scale, 200, 30);
  check_round_trip (&scale);
}

/* t = log10 (1 + d / 0.005): at 0.045 above the best t is 1, at 0.495 it is 2. */
static void
test_above (void)
{
  MixScale scale;

  mix_scale_init_above (&scale, -2, -2, -2 + 0.495);
  mix_scale_set_pixels (&scale, 0, 100);
  g_assert_cmpfloat_with_epsilon (mix_scale_to_pixel (&scale, -2), 0, 1e-9);
  g_assert_cmpfloat_with_epsilon (mix_scale_to_pixel (&scale, -2 + 0.045), 50, 1e-9);
  g_assert_cmpfloat_with_epsilon (mix_scale_to_pixel (&scale, -2 - 0.045), -50, 1e-9);
}

static void
test_degenerate (void)
{
  const double bad[][2] = {
    { 3, 3 }, { 0, 0 }, { 5, 2 }, { (double) NAN, 1 }, { -HUGE_VAL, HUGE_VAL }, { 1e300, 1e300 },
    { -1e308, 1e308 }, { 1e15, 1e15 + 0.1 }, { (double) NAN, (double) NAN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      MixScale scale;
      mix_scale_init (&scale, bad[i][0], bad[i][1]);
      g_assert_false (mix_range_is_degenerate (scale.low, scale.high));
      mix_scale_set_pixels (&scale, 0, 100);
      g_assert_true (isfinite (mix_scale_to_pixel (&scale, scale.low)));
      g_assert_true (isfinite (mix_scale_to_pixel (&scale, 1e308)));
      double low = bad[i][0], high = bad[i][1];
      mix_range_round_out (&low, &high, 0.02);
      g_assert_cmpfloat (low, <, high);
    }
  MixScale scale;
  mix_scale_init (&scale, 0, 1);
  mix_scale_set_pixels (&scale, 7, 7);
  g_assert_cmpfloat_with_epsilon (mix_scale_from_pixel (&scale, 9), 0, 1e-12);
  g_assert_true (isnan (mix_scale_to_pixel (&scale, (double) NAN)));
}

static void
test_round_out (void)
{
  double low = -152.3, high = 150.1;

  mix_range_round_out (&low, &high, 0.02);
  g_assert_cmpfloat_with_epsilon (low, -160, 1e-9);
  g_assert_cmpfloat_with_epsilon (high, 160, 1e-9);

  /* A little more data, the same axis. */
  double low2 = -152.9, high2 = 150.8;
  mix_range_round_out (&low2, &high2, 0.02);
  g_assert_cmpfloat_with_epsilon (low2, low, 1e-9);
  g_assert_cmpfloat_with_epsilon (high2, high, 1e-9);
}

static void
test_step_up (void)
{
  const double cases[][2] = { { 1, 1 }, { 1.2, 1.5 }, { 42, 50 }, { 118, 150 }, { 0.0151, 0.02 },
                              { 8, 10 }, { 70, 70 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpfloat_with_epsilon (mix_range_step_up (cases[i][0]), cases[i][1], 1e-9);
  g_assert_cmpfloat_with_epsilon (mix_range_step_up (0), 1, 1e-9);
  g_assert_cmpfloat_with_epsilon (mix_range_step_up ((double) NAN), 1, 1e-9);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scale/round-trip", test_round_trip);
  g_test_add_func ("/scale/above-the-best", test_above);
  g_test_add_func ("/scale/degenerate", test_degenerate);
  g_test_add_func ("/scale/round-out", test_round_out);
  g_test_add_func ("/scale/step-up", test_step_up);
  return g_test_run ();
}
