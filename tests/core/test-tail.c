/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-tail.h"

#include "mix-mixture-example.h"

#define ARRAY(...) ((double[]){ __VA_ARGS__ })
#define MIXTURE(n, ...) ((MixMixture){ n, __VA_ARGS__ })

static double
above (double y, gpointer data)
{
  return MAX (y - *(double *) data, 0);
}

static double
below (double y, gpointer data)
{
  return MAX (*(double *) data - y, 0);
}

/* What lies above and below a number, against quadrature and against the mean. */
static void
test_excess_is_an_integral (void)
{
  MixRng rng;
  mix_rng_init (&rng, 3);

  for (guint round = 0; round < 40; round++)
    {
      MixtureExample example;
      mixture_example_init (&example, &rng, 1 + round % 5);
      const MixMixture *m = &example.mixture;
      double y = 4 + 8 * mix_rng_normal (&rng);

      g_assert_cmpfloat_with_epsilon (mix_mixture_excess (m, y),
                                      mixture_example_expect (m, above, &y), 1e-5);
      g_assert_cmpfloat_with_epsilon (mix_mixture_shortfall (m, y),
                                      mixture_example_expect (m, below, &y), 1e-5);
      g_assert_cmpfloat_with_epsilon (mix_mixture_excess (m, y) - mix_mixture_shortfall (m, y),
                                      mix_mixture_mean (m) - y, 1e-12);
    }
}

/* L(0) = 1/√2π, L(1) = 0.0833155, L(−1) = 1.0833155 of a standard normal; and far out it is small,
 * but never below 0. */
static void
test_normal_loss (void)
{
  MixMixture standard = MIXTURE (1, ARRAY (1), ARRAY (0), ARRAY (1));

  g_assert_cmpfloat_with_epsilon (mix_mixture_excess (&standard, 0), 0.3989422804014327, 1e-15);
  g_assert_cmpfloat_with_epsilon (mix_mixture_excess (&standard, 1), 0.0833154705876863, 1e-15);
  g_assert_cmpfloat_with_epsilon (mix_mixture_excess (&standard, -1), 1.0833154705876863, 1e-15);
  for (double y = 5; y < 50; y += 0.37)
    {
      g_assert_cmpfloat (mix_mixture_excess (&standard, y), >=, 0);
      g_assert_cmpfloat (mix_mixture_excess (&standard, y), <, 1e-6);
    }
}

/* A component without any width is a step. */
static void
test_point_mass (void)
{
  MixMixture point = MIXTURE (1, ARRAY (1), ARRAY (3), ARRAY (0));

  g_assert_cmpfloat_with_epsilon (mix_mixture_excess (&point, 1), 2, 1e-15);
  g_assert_cmpfloat_with_epsilon (mix_mixture_excess (&point, 3), 0, 1e-15);
  g_assert_cmpfloat_with_epsilon (mix_mixture_shortfall (&point, 5), 2, 1e-15);
}

/* The expected shortfall of a standard normal is φ(z) / q, and the means of the two parts of any
 * mixture make up its mean. */
static void
test_means_of_tails (void)
{
  MixMixture standard = MIXTURE (1, ARRAY (1), ARRAY (0), ARRAY (1));
  MixRng rng;
  mix_rng_init (&rng, 4);

  g_assert_cmpfloat_with_epsilon (mix_mixture_mean_below (&standard, 0.05), -2.0627128075074257,
                                  1e-12);
  g_assert_cmpfloat_with_epsilon (mix_mixture_mean_above (&standard, 0.95), 2.0627128075074257,
                                  1e-12);
  g_assert_cmpfloat_with_epsilon (mix_mixture_mean_below (&standard, 1), 0, 1e-15);
  for (guint round = 0; round < 40; round++)
    {
      MixtureExample example;
      mixture_example_init (&example, &rng, 1 + round % 5);
      const MixMixture *m = &example.mixture;
      double q = 0.01 + 0.98 * mix_rng_uniform (&rng), y = mix_mixture_quantile (m, q);
      double low = mix_mixture_mean_below (m, q), high = mix_mixture_mean_above (m, q);

      g_assert_cmpfloat (low, <, y);
      g_assert_cmpfloat (high, >, y);
      g_assert_cmpfloat_with_epsilon (q * low + (1 - q) * high, mix_mixture_mean (m), 1e-11);
    }
}

static void
test_between (void)
{
  MixMixture standard = MIXTURE (1, ARRAY (1), ARRAY (0), ARRAY (1));

  g_assert_cmpfloat_with_epsilon (mix_mixture_between (&standard, -1, 1), 0.6826894921370859, 1e-15);
  g_assert_cmpfloat_with_epsilon (mix_mixture_between (&standard, 1, -1), 0, 1e-300);
  /* Φ(−9) − Φ(−10): both tails keep their digits. */
  double tail = 1.1285122074233e-19;
  g_assert_cmpfloat_with_epsilon (mix_mixture_between (&standard, 9, 10) / tail, 1, 1e-9);
  g_assert_cmpfloat_with_epsilon (mix_mixture_between (&standard, -10, -9) / tail, 1, 1e-9);
  g_assert_cmpfloat_with_epsilon (mix_mixture_between (&standard, -HUGE_VAL, HUGE_VAL), 1, 1e-15);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tail/excess-is-an-integral", test_excess_is_an_integral);
  g_test_add_func ("/tail/normal-loss", test_normal_loss);
  g_test_add_func ("/tail/point-mass", test_point_mass);
  g_test_add_func ("/tail/means-of-tails", test_means_of_tails);
  g_test_add_func ("/tail/between", test_between);
  return g_test_run ();
}
