/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-metrics.h"

#include "mix-math.h"
#include "mix-normal.h"

#define ARRAY(...) ((double[]){ __VA_ARGS__ })
#define MIXTURE(n, ...) ((MixMixture){ n, __VA_ARGS__ })

/* Rows of a made-up forecast: two components that move with i. */
typedef struct
{
  double pi[2], mu[2], sigma[2];
} Row;

static MixMixture
row_init (Row *row, MixRng *rng)
{
  row->pi[0] = mix_rng_uniform (rng);
  row->pi[1] = 1 - row->pi[0];
  row->mu[0] = 3 * mix_rng_normal (rng);
  row->mu[1] = row->mu[0] + 5 * mix_rng_uniform (rng);
  row->sigma[0] = 0.2 + mix_rng_uniform (rng);
  row->sigma[1] = 0.1 + 2 * mix_rng_uniform (rng);
  return (MixMixture){ 2, row->pi, row->mu, row->sigma };
}

static void
test_by_hand (void)
{
  MixMixture standard = MIXTURE (1, ARRAY (1), ARRAY (0), ARRAY (1));
  MixMixture shifted = MIXTURE (1, ARRAY (1), ARRAY (4), ARRAY (2));
  g_autoptr (MixScorer) scorer = mix_scorer_new (1);
  MixMetrics m;

  mix_scorer_add (scorer, &standard, 1);  /* error 1, z = 1, F = 0.841 */
  mix_scorer_add (scorer, &shifted, 1);   /* error −3, z = −1.5, F = 0.067 */
  mix_scorer_add (scorer, &standard, -4); /* error −4, z = −4, F = 3e-5 */
  mix_scorer_finish (scorer, &m);

  g_assert_cmpuint (m.n_rows, ==, 3);
  g_assert_cmpfloat_with_epsilon (
      m.nll, 0.5 * MIX_LOG_2PI + (0.5 + 0.5 * 2.25 + log (2) + 8) / 3, 1e-14);
  g_assert_cmpfloat_with_epsilon (m.mae, 8.0 / 3, 1e-14);
  g_assert_cmpfloat_with_epsilon (m.rmse, sqrt (26.0 / 3), 1e-14);
  /* ȳ = −2/3; Σ (y − ȳ)² = 18 − 3 · 4/9 */
  g_assert_cmpfloat_with_epsilon (m.r2, 1 - 26 / (18 - 4.0 / 3), 1e-13);

  /* |z| of the intervals: 0.674, 1.282, 1.645, 1.960 */
  g_assert_cmpfloat_with_epsilon (m.coverage[0], 0, 1e-15);
  g_assert_cmpfloat_with_epsilon (m.coverage[1], 1.0 / 3, 1e-15);
  g_assert_cmpfloat_with_epsilon (m.coverage[2], 2.0 / 3, 1e-15);
  g_assert_cmpfloat_with_epsilon (m.coverage[3], 2.0 / 3, 1e-15);
  g_assert_cmpfloat_with_epsilon (m.width[3], 2 * 1.959963984540054 * 4 / 3, 1e-13);

  /* The median's pinball loss is half the absolute error. */
  g_assert_cmpfloat_with_epsilon (m.pinball[3], 4.0 / 3, 1e-14);
  /* q = 0.95 is at 1.645 sigmas: 0.05 of how far y is below it. */
  double z = mix_normal_quantile (0.95);
  g_assert_cmpfloat_with_epsilon (m.pinball[6], 0.05 * (z - 1 + 4 + 2 * z - 1 + z + 4) / 3, 1e-13);

  g_assert_cmpuint (m.pit[0], ==, 1);
  g_assert_cmpuint (m.pit[1], ==, 1);
  g_assert_cmpuint (m.pit[16], ==, 1);
  /* Shares of F ≤ q: 1/3 at 0.05, 2/3 from 0.10 to 0.80, 1 from 0.85 to 0.95. */
  double error = 1.0 / 3 - 0.05 + 0.05 + 0.1 + 0.15;
  for (guint j = 2; j <= 16; j++)
    error += fabs (2.0 / 3 - 0.05 * j);
  g_assert_cmpfloat_with_epsilon (m.calibration_error, error / 19, 1e-14);
  g_assert_cmpfloat_with_epsilon (m.mean_pi[0], 1, 1e-15);
  g_assert_cmpfloat_with_epsilon (m.effective_components, 1, 1e-15);
}

static void
test_effective_components (void)
{
  const double even[] = { 0.25, 0.25, 0.25, 0.25 }, sure[] = { 0, 1, 0, 0 };
  const double mu[] = { 0, 1, 2, 3 }, sigma[] = { 1, 1, 1, 1 };
  MixMixture mixtures[] = { { 4, even, mu, sigma }, { 4, sure, mu, sigma } };
  const double expected[] = { 4, 1 };

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (MixScorer) scorer = mix_scorer_new (4);
      MixMetrics m;
      mix_scorer_add (scorer, &mixtures[i], 0.5);
      mix_scorer_finish (scorer, &m);
      g_assert_cmpfloat_with_epsilon (m.effective_components, expected[i], 1e-13);
      g_assert_cmpuint (m.components, ==, 4);
      /* One row: y is constant. */
      g_assert_true (isnan (m.r2));
    }
}

static void
test_no_rows (void)
{
  g_autoptr (MixScorer) scorer = mix_scorer_new (2);
  MixMetrics m;

  mix_scorer_finish (scorer, &m);
  g_assert_cmpuint (m.n_rows, ==, 0);
  g_assert_true (isnan (m.nll) && isnan (m.rmse) && isnan (m.coverage[0]) && isnan (m.r2));
  g_assert_true (isnan (m.calibration_error));
}

/* Everything again from its definition, through single quantiles. */
static void
test_against_brute_force (void)
{
  enum { N = 500 };
  g_autoptr (MixScorer) scorer = mix_scorer_new (2);
  double coverage[MIX_N_COVERAGE] = { 0 }, width[MIX_N_COVERAGE] = { 0 };
  double pinball[MIX_N_PINBALL] = { 0 }, crps = 0, share[20] = { 0 }, pi = 0;
  MixMetrics m;
  MixRng rng;

  mix_rng_init (&rng, 1);
  for (guint i = 0; i < N; i++)
    {
      Row row;
      MixMixture mixture = row_init (&row, &rng);
      double y = mix_mixture_sample (&mixture, &rng) + 0.3;

      mix_scorer_add (scorer, &mixture, y);
      for (guint j = 0; j < MIX_N_COVERAGE; j++)
        {
          double low = mix_mixture_quantile (&mixture, 0.5 - 0.5 * mix_coverage_levels[j]);
          double high = mix_mixture_quantile (&mixture, 0.5 + 0.5 * mix_coverage_levels[j]);
          coverage[j] += y >= low && y <= high;
          width[j] += high - low;
        }
      for (guint j = 0; j < MIX_N_PINBALL; j++)
        {
          double q = mix_pinball_levels[j], d = y - mix_mixture_quantile (&mixture, q);
          pinball[j] += MAX (q * d, (q - 1) * d);
        }
      for (guint j = 1; j < 20; j++)
        share[j] += mix_mixture_cdf (&mixture, y) <= j / 20.0;
      crps += mix_mixture_crps (&mixture, y);
      pi += row.pi[0];
    }
  mix_scorer_finish (scorer, &m);

  double calibration = 0;
  for (guint j = 1; j < 20; j++)
    calibration += fabs (share[j] / N - j / 20.0) / 19;
  g_assert_cmpfloat (calibration, >, 1e-3);
  g_assert_cmpfloat_with_epsilon (m.calibration_error, calibration, 1e-13);
  g_assert_cmpfloat_with_epsilon (m.crps, crps / N, 1e-13);
  g_assert_cmpfloat_with_epsilon (m.mean_pi[0], pi / N, 1e-13);
  for (guint j = 0; j < MIX_N_COVERAGE; j++)
    {
      g_assert_cmpfloat_with_epsilon (m.coverage[j], coverage[j] / N, 1e-13);
      g_assert_cmpfloat_with_epsilon (m.width[j], width[j] / N, 1e-12);
    }
  for (guint j = 0; j < MIX_N_PINBALL; j++)
    g_assert_cmpfloat_with_epsilon (m.pinball[j], pinball[j] / N, 1e-12);
}

static double
relative (double a, double b)
{
  return fabs (a - b) / (1e-300 + fabs (b));
}

/* In blocks that are merged, as one by one. */
static void
test_merge (void)
{
  enum { N = 1000 };
  const gsize sizes[] = { 1, 37, 400 };
  double pi[2 * N], mu[2 * N], sigma[2 * N], y[N];
  g_autoptr (MixScorer) plain = mix_scorer_new (2);
  MixMetrics expected;
  MixRng rng;

  mix_rng_init (&rng, 4);
  for (gsize i = 0; i < N; i++)
    {
      Row row;
      MixMixture mixture = row_init (&row, &rng);
      y[i] = 1000 + 5 * mix_rng_normal (&rng);
      for (gsize k = 0; k < 2; k++)
        {
          pi[2 * i + k] = row.pi[k];
          mu[2 * i + k] = row.mu[k] += 1000;
          sigma[2 * i + k] = row.sigma[k];
        }
      mix_scorer_add (plain, &mixture, y[i]);
    }
  mix_scorer_finish (plain, &expected);

  for (guint s = 0; s < G_N_ELEMENTS (sizes); s++)
    {
      g_autoptr (MixScorer) all = mix_scorer_new (2), block = mix_scorer_new (2);
      MixMetrics m;
      for (gsize at = 0; at < N; at += sizes[s])
        {
          mix_scorer_clear (block);
          mix_scorer_add_rows (block, pi + 2 * at, mu + 2 * at, sigma + 2 * at, NULL, y + at,
                               MIN (sizes[s], N - at));
          mix_scorer_merge (all, block);
        }
      mix_scorer_finish (all, &m);
      g_assert_cmpuint (m.n_rows, ==, N);
      g_assert_cmpfloat (relative (m.nll, expected.nll), <, 1e-12);
      g_assert_cmpfloat (relative (m.crps, expected.crps), <, 1e-12);
      g_assert_cmpfloat (relative (m.rmse, expected.rmse), <, 1e-12);
      g_assert_cmpfloat (relative (m.mae, expected.mae), <, 1e-12);
      g_assert_cmpfloat (relative (1 - m.r2, 1 - expected.r2), <, 1e-11);
      g_assert_cmpfloat (relative (m.width[1], expected.width[1]), <, 1e-12);
      g_assert_cmpfloat (relative (m.pinball[2], expected.pinball[2]), <, 1e-12);
      g_assert_cmpfloat (relative (m.mean_pi[1], expected.mean_pi[1]), <, 1e-12);
      g_assert_cmpfloat (relative (m.coverage[3], expected.coverage[3]), <, 1e-12);
      g_assert_cmpfloat (relative (m.calibration_error, expected.calibration_error), <, 1e-12);
      g_assert_cmpmem (m.pit, sizeof m.pit, expected.pit, sizeof expected.pit);
    }
}

/* The truth scored against itself: F(y) is uniform, the coverage is the level, CRPS is the mean of
 * the pinball loss over all levels, and the NLL is the entropy. */
static void
test_truth_is_calibrated (void)
{
  enum { N = 20000 };
  g_autoptr (MixScorer) scorer = mix_scorer_new (2);
  double chi_square = 0;
  gsize rows = 0;
  MixMetrics m;
  MixRng rng;

  mix_rng_init (&rng, 2);
  for (guint i = 0; i < N; i++)
    {
      Row row;
      MixMixture mixture = row_init (&row, &rng);
      mix_scorer_add (scorer, &mixture, mix_mixture_sample (&mixture, &rng));
    }
  mix_scorer_finish (scorer, &m);

  for (guint i = 0; i < MIX_N_PIT; i++)
    {
      double away = (double) m.pit[i] - (double) N / MIX_N_PIT;
      chi_square += away * away / ((double) N / MIX_N_PIT);
      rows += m.pit[i];
    }
  g_assert_cmpuint (rows, ==, N);
  g_assert_cmpfloat (chi_square, <, 43.82); /* 19 degrees of freedom, 1 in 1000 */
  g_assert_cmpfloat (chi_square, >, 4.9);
  g_assert_cmpfloat (m.calibration_error, <, 2.5 * 0.5 / sqrt (N));
  for (guint j = 0; j < MIX_N_COVERAGE; j++)
    {
      double level = mix_coverage_levels[j];
      g_assert_cmpfloat (fabs (m.coverage[j] - level), <, 5 * sqrt (level * (1 - level) / N));
    }
}

/* y → a y + b: everything in units of y scales, shares stay, the NLL grows by ln a. */
static void
test_change_of_units (void)
{
  const double a = 20, b = -7;
  g_autoptr (MixScorer) raw = mix_scorer_new (2), scaled = mix_scorer_new (2);
  MixMetrics before, after;
  MixRng rng;

  mix_rng_init (&rng, 3);
  for (guint i = 0; i < 300; i++)
    {
      Row row, other;
      MixMixture mixture = row_init (&row, &rng);
      double y = mix_mixture_sample (&mixture, &rng);
      mix_scorer_add (raw, &mixture, y);
      other = row;
      for (guint k = 0; k < 2; k++)
        {
          other.mu[k] = a * row.mu[k] + b;
          other.sigma[k] = a * row.sigma[k];
        }
      mixture = (MixMixture){ 2, other.pi, other.mu, other.sigma };
      mix_scorer_add (scaled, &mixture, a * y + b);
    }
  mix_scorer_finish (raw, &before);
  mix_scorer_finish (scaled, &after);

  g_assert_cmpfloat_with_epsilon (after.nll, before.nll + log (a), 1e-11);
  g_assert_cmpfloat_with_epsilon (after.crps, a * before.crps, 1e-10);
  g_assert_cmpfloat_with_epsilon (after.rmse, a * before.rmse, 1e-10);
  g_assert_cmpfloat_with_epsilon (after.r2, before.r2, 1e-11);
  g_assert_cmpfloat_with_epsilon (after.width[2], a * before.width[2], 1e-9);
  g_assert_cmpfloat_with_epsilon (after.pinball[0], a * before.pinball[0], 1e-10);
  g_assert_cmpmem (after.pit, sizeof after.pit, before.pit, sizeof before.pit);
}

/* Not a test of anything but time: -m perf prints rows per second. */
static void
test_speed (void)
{
  enum { N = 200000 };
  g_autoptr (MixScorer) scorer = mix_scorer_new (2);
  g_autofree Row *rows = g_new (Row, N);
  MixRng rng;

  if (!g_test_perf ())
    {
      g_test_skip ("run with -m perf");
      return;
    }
  mix_rng_init (&rng, 4);
  for (guint i = 0; i < N; i++)
    row_init (&rows[i], &rng);
  g_test_timer_start ();
  for (guint i = 0; i < N; i++)
    {
      MixMixture mixture = { 2, rows[i].pi, rows[i].mu, rows[i].sigma };
      mix_scorer_add (scorer, &mixture, rows[i].mu[i % 2] + 0.1);
    }
  double rows_per_second = N / g_test_timer_elapsed ();
  g_test_maximized_result (rows_per_second, "%.0f rows/s", rows_per_second);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/metrics/by-hand", test_by_hand);
  g_test_add_func ("/metrics/effective-components", test_effective_components);
  g_test_add_func ("/metrics/no-rows", test_no_rows);
  g_test_add_func ("/metrics/against-brute-force", test_against_brute_force);
  g_test_add_func ("/metrics/merge", test_merge);
  g_test_add_func ("/metrics/truth-is-calibrated", test_truth_is_calibrated);
  g_test_add_func ("/metrics/change-of-units", test_change_of_units);
  g_test_add_func ("/metrics/speed", test_speed);
  return g_test_run ();
}
