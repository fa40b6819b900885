/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-generators.h"

#include <math.h>

#include "mix-test-exact.h"

#define N 200000

static const double noises[] = { 0.25, 1, 3 };

typedef void (*CaseFunc) (const MixGenerator *generator, double x, double noise);

/* Every generator, at places all over its range, at every noise. */
static void
for_each_case (CaseFunc check)
{
  guint n = 0;

  for (const MixGenerator *g = mix_generators; g->id != NULL; g++)
    for (guint i = 0; i < G_N_ELEMENTS (noises); i++)
      for (double t = 0.03; t < 1; t += 0.134, n++)
        check (g, g->x_low + t * (g->x_high - g->x_low), noises[i]);
  g_assert_cmpuint (n, ==, 5 * 3 * 8);
}

static void
check_density (const MixGenerator *g, double x, double noise)
{
  double low = g->quantile (x, 1e-13, noise) - 0.1 * g->sd (x, noise);
  double high = g->quantile (x, 1 - 1e-13, noise) + 0.1 * g->sd (x, noise);
  guint n = 20000;
  double step = (high - low) / n, sum = 0, peak = 0;

  for (guint i = 0; i < n; i++)
    {
      double y = low + (i + 0.5) * step;
      double mass = g->cdf (x, y + step / 2, noise) - g->cdf (x, y - step / 2, noise);
      double density = g->density (x, y, noise);
      sum += density * step;
      peak = MAX (peak, density);
      g_assert_cmpfloat (mass, >=, 0);
      g_assert_true (isfinite (density) && density >= 0);
    }
  g_assert_cmpfloat_with_epsilon (sum, 1, 2 * peak * step); /* uniform edges cut a step */
  g_assert_cmpfloat_with_epsilon (g->cdf (x, low, noise), 0, 1e-12);
  g_assert_cmpfloat_with_epsilon (g->cdf (x, high, noise), 1, 1e-12);
}

static void
test_density_integrates_to_1 (void)
{
  for_each_case (check_density);
}

static void
check_slope (const MixGenerator *g, double x, double noise)
{
  guint n = 0;

  for (double q = 0.0513; q < 1; q += 0.0917, n++)
    {
      double y = g->quantile (x, q, noise), h = 1e-5 * g->sd (x, noise);
      double slope = (g->cdf (x, y + h, noise) - g->cdf (x, y - h, noise)) / (2 * h);
      double density = g->density (x, y, noise);
      g_assert_cmpfloat_with_epsilon (slope / density, 1, 1e-6);
    }
  g_assert_cmpuint (n, >=, 10);
}

static void
test_slope_of_cdf_is_density (void)
{
  for_each_case (check_slope);
}

static void
check_quantile (const MixGenerator *g, double x, double noise)
{
  double last = -HUGE_VAL;

  for (double q = 0.001; q < 1; q += 0.0123)
    {
      double y = g->quantile (x, q, noise), step = 1e-9 * g->sd (x, noise);
      g_assert_cmpfloat (y, >=, last);
      g_assert_cmpfloat_with_epsilon (g->cdf (x, y, noise), q, 1e-12);
      g_assert_cmpfloat (g->cdf (x, y - step, noise), <, q);
      last = y;
    }
}

static void
test_cdf_of_quantile_is_identity (void)
{
  for_each_case (check_quantile);
}

static void
check_branches (const MixGenerator *g, double x, double noise)
{
  double centre[4], weight[4], sum = 0, mean = 0;
  guint n = g->branches (x, noise, centre, weight);

  g_assert_cmpuint (n, >=, 1);
  g_assert_cmpuint (n, <=, 4);
  for (guint k = 0; k < n; k++)
    {
      g_assert_true (k == 0 || centre[k] > centre[k - 1]);
      sum += weight[k];
      mean += weight[k] * centre[k];
    }
  g_assert_cmpfloat_with_epsilon (sum, 1, 1e-15);
  g_assert_cmpfloat_with_epsilon (mean, g->mean (x, noise), 1e-12);
}

static void
test_branches (void)
{
  for_each_case (check_branches);
}

/* Draws against the truth: (y − mean)/sd has mean 0 and variance 1, cdf(y) is uniform, x fills its
 * range evenly, and the mean of −ln density is the floor. */
static void
check_draws (const MixGenerator *g, double noise)
{
  MixRng rng;
  double sum = 0, squares = 0, fourths = 0, ranks = 0, nll = 0, nll_squares = 0, places = 0;

  mix_rng_init (&rng, 11);
  for (guint i = 0; i < N; i++)
    {
      double x, y;
      g->draw (&rng, noise, &x, &y);
      g_assert_true (x > g->x_low && x < g->x_high && isfinite (y));
      double z = (y - g->mean (x, noise)) / g->sd (x, noise);
      double loss = -log (g->density (x, y, noise));
      sum += z;
      squares += z * z;
      fourths += z * z * z * z;
      ranks += g->cdf (x, y, noise);
      places += (x - g->x_low) / (g->x_high - g->x_low);
      nll += loss;
      nll_squares += loss * loss;
    }
  sum /= N, squares /= N, fourths /= N, ranks /= N, places /= N, nll /= N, nll_squares /= N;
  g_assert_cmpfloat (fabs (sum), <, 5 / sqrt (N));
  g_assert_cmpfloat (fabs (squares - 1), <, 5 * sqrt (MAX (fourths - 1, 0) / N) + 1e-9);
  g_assert_cmpfloat (fabs (ranks - 0.5), <, 5 / sqrt (12 * N));
  g_assert_cmpfloat (fabs (places - 0.5), <, 5 / sqrt (12 * N));
  double error = sqrt (MAX (nll_squares - nll * nll, 0) / N);
  g_assert_cmpfloat (fabs (g->optimal_nll (noise) - nll), <, 5 * error + 1e-9);
}

static void
test_draws_follow_the_truth (void)
{
  for (const MixGenerator *g = mix_generators; g->id != NULL; g++)
    for (guint i = 0; i < G_N_ELEMENTS (noises); i++)
      check_draws (g, noises[i]);
}

static double
floor_of (const char *id, double noise)
{
  return mix_generator_find (id)->optimal_nll (noise);
}

static void
test_known_floors (void)
{
  g_assert_cmpfloat_with_epsilon (floor_of ("linear", 1), -0.58106, 5e-6);
  g_assert_cmpfloat_with_epsilon (floor_of ("step", 1), -0.58106, 5e-6);
  g_assert_cmpfloat_with_epsilon (floor_of ("two-branch", 1), 3.95449, 5e-6);
  g_assert_cmpfloat_with_epsilon (floor_of ("gaussian-mixture", 1), -G_LN2, 1e-15);
  g_assert_cmpfloat_with_epsilon (floor_of ("linear", 3), floor_of ("linear", 1) + log (3), 1e-12);

  /* With hardly any noise the sign of a branch is free: ln 2 less than a coin and a Gaussian. */
  g_assert_cmpfloat_with_epsilon (floor_of ("two-branch", 1e-6),
                                  1.4189385332046727 + log (2e-6) + log (10) - 1 + G_LN2, 1e-5);
  for (const MixGenerator *g = mix_generators; g->id != NULL; g++)
    g_assert_true (isinf (g->optimal_nll (0)) && g->optimal_nll (0) < 0);
}

/* The recipe's own numbers, by hand. */
static void
test_recipes (void)
{
  const MixGenerator *two = mix_generator_find ("two-branch");
  const MixGenerator *mixture = mix_generator_find ("gaussian-mixture");
  const MixGenerator *step = mix_generator_find ("step");
  const MixGenerator *soft = mix_generator_find ("soft-mixture");

  /* ½N(9, 6²) + ½N(−9, 6²) at x = 3: variance 36 + 81. */
  g_assert_cmpfloat_with_epsilon (two->sd (3, 1), sqrt (117), 1e-12);
  g_assert_cmpfloat_with_epsilon (two->density (3, 9, 1), (1 + exp (-4.5)) / (12 * sqrt (2 * G_PI)),
                                  1e-15);
  g_assert_cmpfloat_with_epsilon (two->quantile (3, 0.5, 1), 0, 1e-12);
  g_assert_cmpfloat_with_epsilon (mixture->mean (0.322800, 1), 8 * 0.3228 + 0.25, 1e-12);
  g_assert_cmpfloat_with_epsilon (mixture->mean (0.322802, 1), 2 * 0.322802 + 0.25, 1e-12);
  g_assert_cmpfloat_with_epsilon (mixture->sd (0.9, 2), 1 / sqrt (12), 1e-12);
  g_assert_cmpfloat_with_epsilon (step->mean (0.49, 1), 2.45, 1e-12);
  g_assert_cmpfloat_with_epsilon (step->mean (0.5, 1), 50.25, 1e-12);
  g_assert_cmpfloat_with_epsilon (soft->mean (0.95115562795509, 1), 2 * 0.95115562795509 + 0.25,
                                  1e-9);
  g_assert_cmpfloat_with_epsilon (soft->density (0.01, 0.1, 1), 2, 1e-12); /* where both overlap */
}

/* Points without noise: no density, but a mean, a cdf and quantiles, and nothing is NaN. */
static void
test_degenerate_places (void)
{
  guint n = 0;

  for (const MixGenerator *g = mix_generators; g->id != NULL; g++)
    for (guint i = 0; i < 2; i++, n++)
      {
        double x = i == 0 ? 0 : 0.7, noise = i == 0 ? 1 : 0;
        double mean = g->mean (x, noise);
        g_assert_true (isfinite (mean) && isfinite (g->sd (x, noise)));
        for (double y = -2; y <= 8; y += 0.125)
          {
            g_assert_true (isfinite (g->density (x, y, noise)));
            double p = g->cdf (x, y, noise);
            g_assert_true (p >= 0 && p <= 1);
          }
        for (double q = 0; q <= 1; q += 0.125)
          g_assert_false (isnan (g->quantile (x, q, noise)));
      }
  g_assert_cmpuint (n, ==, 10);

  /* Two atoms: F is ½ between them, and the least y that reaches ½ is the lower. */
  const MixGenerator *two = mix_generator_find ("two-branch");
  mix_assert_exact (two->quantile (3, 0.5, 0), -9);
  g_assert_cmpfloat_with_epsilon (two->quantile (3, 0.5001, 0), 9, 1e-12);
}

static void
test_same_arguments_same_numbers (void)
{
  for (const MixGenerator *g = mix_generators; g->id != NULL; g++)
    {
      g_autoptr (MixDataset) a = mix_generator_make (g, 100, 1, 5);
      g_autoptr (MixDataset) b = mix_generator_make (g, 100, 1, 5);
      g_autoptr (MixDataset) c = mix_generator_make (g, 100, 1, 6);
      for (guint i = 0; i < 2; i++)
        {
          const double *first = mix_dataset_get_column (a, i)->values;
          g_assert_cmpmem (first, 100 * sizeof (double), mix_dataset_get_column (b, i)->values,
                           100 * sizeof (double));
          g_assert_cmpfloat (fabs (first[7] - mix_dataset_get_column (c, i)->values[7]), >, 0);
        }
    }
  g_assert_null (mix_generator_find ("Linear"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/generators/density", test_density_integrates_to_1);
  g_test_add_func ("/generators/slope", test_slope_of_cdf_is_density);
  g_test_add_func ("/generators/quantile", test_cdf_of_quantile_is_identity);
  g_test_add_func ("/generators/branches", test_branches);
  g_test_add_func ("/generators/draws", test_draws_follow_the_truth);
  g_test_add_func ("/generators/floors", test_known_floors);
  g_test_add_func ("/generators/recipes", test_recipes);
  g_test_add_func ("/generators/degenerate", test_degenerate_places);
  g_test_add_func ("/generators/same-numbers", test_same_arguments_same_numbers);
  return g_test_run ();
}
