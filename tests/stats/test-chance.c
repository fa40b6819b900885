/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-chance.h"

#include <math.h>

/* Sums of Pascal's triangle. */
static void
test_binomial_quantile (void)
{
  for (guint n = 1; n <= 60; n += 7)
    for (double p = 0.05; p < 1; p += 0.15)
      for (double q = 0.025; q < 1; q += 0.19)
        {
          double term = pow (1 - p, n), sum = term;
          gsize k = 0;
          while (sum < q && k < n)
            {
              term *= (double) (n - k) / (double) (k + 1) * p / (1 - p);
              sum += term;
              k++;
            }
          g_assert_cmpuint (mix_binomial_quantile (n, p, q), ==, k);
        }
  /* Near the Gaussian's for many: 50000 − 1.96 √(1e6 · 0.05 · 0.95). */
  g_assert_cmpfloat_with_epsilon ((double) mix_binomial_quantile (1000000, 0.05, 0.025),
                                  50000 - 1.95996 * sqrt (47500), 2);
}

static void
test_interval (void)
{
  double low, high;

  mix_binomial_interval (45, 50, 1.9599639845400545, &low, &high);
  g_assert_cmpfloat_with_epsilon (low, 0.786398, 1e-5);
  g_assert_cmpfloat_with_epsilon (high, 0.956524, 1e-5);
  mix_binomial_interval (10, 10, 1.9599639845400545, &low, &high);
  g_assert_cmpfloat_with_epsilon (low, 0.722467, 1e-5);
  g_assert_cmpfloat_with_epsilon (high, 1, 1e-12);
  mix_binomial_interval (0, 0, 2, &low, &high);
  g_assert_true (isnan (low) && isnan (high));
}

/* The usual tables, and exp (−x/2) for two degrees. */
static void
test_chi_square (void)
{
  g_assert_cmpfloat_with_epsilon (mix_chi_square_p (3.841458820694124, 1), 0.05, 1e-12);
  g_assert_cmpfloat_with_epsilon (mix_chi_square_p (30.143527205646159, 19), 0.05, 1e-12);
  g_assert_cmpfloat_with_epsilon (mix_chi_square_p (10.117013063859044, 19), 0.95, 1e-12);
  for (double x = 0.1; x < 80; x *= 1.7)
    g_assert_cmpfloat_with_epsilon (mix_chi_square_p (x, 2), exp (-0.5 * x), 1e-13);
  g_assert_cmpfloat_with_epsilon (mix_chi_square_p (0, 5), 1, 1e-15);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chance/binomial-quantile", test_binomial_quantile);
  g_test_add_func ("/chance/interval", test_interval);
  g_test_add_func ("/chance/chi-square", test_chi_square);
  return g_test_run ();
}
