/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-scaler.h"

#include <math.h>

#include "mix-generators.h"
#include "mix-test-exact.h"
#include "mix-test-table.h"

#define NAN_D ((double) NAN)

static void
test_mean_0_sd_1 (void)
{
  gsize n = 5000;
  g_autoptr (MixDataset) dataset = mix_generator_make (mix_generator_find ("step"), n, 1, 3);
  g_autoptr (MixDesign) design = mix_design_new (dataset, NULL, NULL, NULL);
  g_autofree guint32 *rows = g_new (guint32, n);
  g_autofree float *x = g_new (float, n), *y = g_new (float, n);
  for (gsize i = 0; i < n; i++)
    rows[i] = (guint32) (n - 1 - i);

  g_autoptr (MixScaler) scaler = mix_scaler_new (design, rows, n);
  g_autoptr (MixScaler) copy = mix_scaler_copy (scaler);
  mix_scaler_gather (copy, design, rows, n, x, y);

  double sum_x = 0, sum_y = 0, squares_x = 0, squares_y = 0;
  for (gsize i = 0; i < n; i++)
    {
      sum_x += (double) x[i];
      sum_y += (double) y[i];
      squares_x += (double) x[i] * (double) x[i];
      squares_y += (double) y[i] * (double) y[i];
      double raw = (double) y[i] * scaler->target.scale + scaler->target.shift;
      g_assert_cmpfloat_with_epsilon (raw, mix_design_get_y (design, rows[i]), 1e-4);
    }
  double size = (double) n;
  g_assert_cmpfloat_with_epsilon (sum_x / size, 0, 1e-6);
  g_assert_cmpfloat_with_epsilon (sum_y / size, 0, 1e-6);
  g_assert_cmpfloat_with_epsilon (squares_x / size, 1, 1e-6);
  g_assert_cmpfloat_with_epsilon (squares_y / size, 1, 1e-6);
}

static MixScaling
scaling_of (const double *values, gsize n)
{
  const char *names[] = { "x", "y" };
  g_autofree double *both = g_new (double, 2 * n);
  g_autofree guint32 *rows = g_new (guint32, n);
  for (gsize i = 0; i < n; i++)
    {
      both[i] = (double) i;
      both[n + i] = values[i];
      rows[i] = (guint32) i;
    }
  g_autoptr (MixDataset) dataset = mix_test_table ("t", names, 2, n, both);
  g_autoptr (MixDesign) design = mix_design_new (dataset, NULL, NULL, NULL);
  g_autoptr (MixScaler) scaler = mix_scaler_new (design, rows, n);
  return scaler->target;
}

static void
test_odd_columns (void)
{
  const double constant[] = { 0.1, 0.1, 0.1 }, single[] = { 7 }, far[] = { 1e9, 1e9 + 1, 1e9 + 2 },
               outlier[] = { 1e12, 0, 0, 0 }, huge[] = { 1e300, -1e300 }, tiny[] = { 0, 1e-310 };

  MixScaling s = scaling_of (constant, 3);
  mix_assert_exact (s.shift, 0.1);
  mix_assert_exact (s.scale, 1);
  s = scaling_of (single, 1);
  mix_assert_exact (s.shift, 7);
  mix_assert_exact (s.scale, 1);
  s = scaling_of (far, 3);
  g_assert_cmpfloat_with_epsilon (s.shift, 1e9 + 1, 1e-6);
  g_assert_cmpfloat_with_epsilon (s.scale, sqrt (2.0 / 3), 1e-12);
  s = scaling_of (outlier, 4);
  g_assert_cmpfloat_with_epsilon (s.scale / 1e12, sqrt (3) / 4, 1e-12);
  s = scaling_of (huge, 2);
  g_assert_true (isfinite (s.shift) && s.scale > 0);
  s = scaling_of (tiny, 2);
  mix_assert_exact (s.scale, 1);
}

/* p_raw(y) = p_scaled((y − shift) / scale) / scale. */
static void
test_log_jacobian (void)
{
  const double values[] = { 2, 4, 4, 4, 5, 5, 7, 9 }; /* mean 5, sd 2 */
  const char *names[] = { "x", "y" };
  double both[16];
  guint32 rows[8];
  for (guint i = 0; i < 8; i++)
    {
      both[i] = i;
      both[8 + i] = values[i];
      rows[i] = i;
    }
  g_autoptr (MixDataset) dataset = mix_test_table ("t", names, 2, 8, both);
  g_autoptr (MixDesign) design = mix_design_new (dataset, NULL, NULL, NULL);
  g_autoptr (MixScaler) scaler = mix_scaler_new (design, rows, 8);
  float x[8], y[8];

  mix_scaler_gather (scaler, design, rows, 8, x, y);
  double scaled = 0, raw = 0, sd = 2;
  for (guint i = 0; i < 8; i++)
    {
      double z = (double) y[i], d = values[i] - 5;
      scaled += (0.5 * z * z + 0.5 * log (2 * G_PI)) / 8;
      raw += (0.5 * d * d / (sd * sd) + log (sd) + 0.5 * log (2 * G_PI)) / 8;
    }
  g_assert_cmpfloat_with_epsilon (mix_scaler_log_jacobian (scaler), G_LN2, 1e-15);
  g_assert_cmpfloat_with_epsilon (scaled + mix_scaler_log_jacobian (scaler), raw, 1e-6);
}

static void
test_only_the_listed_rows_count (void)
{
  const char *names[] = { "a", "b", "y" };
  const double values[] = { 1, NAN_D, 3, 100, 5, 6, 7, 8, 10, 20, 30, 40 };
  const guint32 rows[] = { 1, 0 }; /* of the complete rows 0, 2, 3 of the table */
  g_autoptr (MixDataset) dataset = mix_test_table ("t", names, 3, 4, values);
  g_autoptr (MixDesign) design = mix_design_new (dataset, NULL, NULL, NULL);
  g_autoptr (MixScaler) scaler = mix_scaler_new (design, rows, 2);
  float x[4], y[2];

  mix_assert_exact (scaler->features[0].shift, 2);
  mix_assert_exact (scaler->features[0].scale, 1);
  mix_assert_exact (scaler->target.shift, 20);
  mix_scaler_gather (scaler, design, rows, 2, x, y);
  const float expected_x[] = { 1, 1, -1, -1 }, expected_y[] = { 1, -1 };
  for (guint i = 0; i < 4; i++)
    g_assert_cmpfloat_with_epsilon ((double) x[i], (double) expected_x[i], 1e-7);
  for (guint i = 0; i < 2; i++)
    g_assert_cmpfloat_with_epsilon ((double) y[i], (double) expected_y[i], 1e-7);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scaler/mean-0-sd-1", test_mean_0_sd_1);
  g_test_add_func ("/scaler/odd-columns", test_odd_columns);
  g_test_add_func ("/scaler/log-jacobian", test_log_jacobian);
  g_test_add_func ("/scaler/listed-rows", test_only_the_listed_rows_count);
  return g_test_run ();
}
