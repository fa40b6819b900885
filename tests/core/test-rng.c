/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-rng.h"

#include <math.h>

#include "mix-math.h"

#define N 200000

static void
test_reference_stream (void)
{
  /* The first outputs of the authors' xoshiro256++ for the state {1, 2, 3, 4}. */
  MixRng rng = { { 1, 2, 3, 4 } };
  const guint64 expected[] = { 41943041, 58720359, 3588806011781223, 3591011842654386 };

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_cmpuint (mix_rng_next (&rng), ==, expected[i]);
}

static void
test_same_seed_same_numbers (void)
{
  MixRng a, b, c;
  mix_rng_init (&a, 7);
  mix_rng_init (&b, 7);
  mix_rng_init (&c, 8);

  guint same_as_next_seed = 0;
  for (guint i = 0; i < 100; i++)
    {
      guint64 x = mix_rng_next (&a);
      g_assert_cmpuint (x, ==, mix_rng_next (&b));
      same_as_next_seed += x == mix_rng_next (&c);
    }
  g_assert_cmpuint (same_as_next_seed, ==, 0);

  MixRng child = mix_rng_split (&a);
  g_assert_cmpuint (mix_rng_next (&child), !=, mix_rng_next (&a));
}

static void
assert_moments (double (*draw) (MixRng *), double mean, double variance)
{
  MixRng rng;
  double sum = 0, squares = 0;

  mix_rng_init (&rng, 1);
  for (guint i = 0; i < N; i++)
    {
      double v = draw (&rng);
      g_assert_true (isfinite (v));
      sum += v;
      squares += (v - mean) * (v - mean);
    }
  /* Five standard errors; the kurtosis of none of them is above 5.4. */
  g_assert_cmpfloat (fabs (sum / N - mean), <, 5 * sqrt (variance / N));
  g_assert_cmpfloat (fabs (squares / N - variance), <, 5 * variance * sqrt (4.4 / N));
}

static void
test_moments (void)
{
  assert_moments (mix_rng_uniform, 0.5, 1.0 / 12);
  assert_moments (mix_rng_normal, 0, 1);
  assert_moments (mix_rng_gumbel, 0.57721566490153286, G_PI * G_PI / 6);
}

static void
test_shuffle_is_a_fair_permutation (void)
{
  MixRng rng;
  guint first_counts[5] = { 0 };

  mix_rng_init (&rng, 3);
  for (guint round = 0; round < 5000; round++)
    {
      guint32 items[5] = { 0, 1, 2, 3, 4 };
      guint seen = 0;
      mix_rng_shuffle (&rng, items, G_N_ELEMENTS (items));
      for (guint i = 0; i < G_N_ELEMENTS (items); i++)
        seen |= 1u << items[i];
      g_assert_cmpuint (seen, ==, 31);
      first_counts[items[0]]++;
    }
  for (guint i = 0; i < G_N_ELEMENTS (first_counts); i++)
    g_assert_cmpfloat (fabs (first_counts[i] - 1000.0), <, 5 * sqrt (800));
}

static void
test_log_sum_exp (void)
{
  const double far[] = { -1e4, -1e4 }, none[] = { -HUGE_VAL, -HUGE_VAL }, huge[] = { 1e4, 0 };
  double p[2];

  g_assert_cmpfloat_with_epsilon (mix_log_sum_exp (far, 2), -1e4 + G_LN2, 1e-9);
  g_assert_true (isinf (mix_log_sum_exp (none, 2)));
  g_assert_cmpfloat_with_epsilon (mix_log_sum_exp (huge, 2), 1e4, 1e-9);
  mix_softmax (huge, 2, p);
  g_assert_cmpfloat_with_epsilon (p[0] + p[1], 1, 1e-15);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rng/reference-stream", test_reference_stream);
  g_test_add_func ("/rng/same-seed-same-numbers", test_same_seed_same_numbers);
  g_test_add_func ("/rng/moments", test_moments);
  g_test_add_func ("/rng/shuffle", test_shuffle_is_a_fair_permutation);
  g_test_add_func ("/math/log-sum-exp", test_log_sum_exp);
  return g_test_run ();
}
