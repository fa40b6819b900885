/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-mixture.h"

#include <float.h>
#include <string.h>

#include "mix-math.h"
#include "mix-types.h"

#define MOST_ROWS 531

static const double levels[]
  = { 1e-300, 1e-20, 1e-9, 1e-4, 0.01, 0.3, 0.5, 0.7, 0.99, 1 - 1e-9 };
#define N_LEVELS (G_N_ELEMENTS (levels))

typedef struct
{
  guint k;
  double *pi, *mu, *sigma; /* [MOST_ROWS × k] */
  double *y;               /* [MOST_ROWS × N_LEVELS] */
} Rows;

static void
clear_rows (Rows *rows)
{
  g_free (rows->pi);
  g_free (rows->mu);
  g_free (rows->sigma);
  g_free (rows->y);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Rows, clear_rows)

/* Mixtures of any shape: weights, means and widths over several orders of magnitude. */
static void
make_rows (Rows *rows, guint k, guint64 seed)
{
  MixRng rng;

  mix_rng_init (&rng, seed);
  *rows = (Rows){ k, g_new (double, MOST_ROWS * k), g_new (double, MOST_ROWS * k),
                  g_new (double, MOST_ROWS * k), g_new (double, MOST_ROWS * N_LEVELS) };
  for (gsize row = 0; row < MOST_ROWS; row++)
    {
      double spread = exp (3 * mix_rng_normal (&rng)), logits[MIX_MAX_POOLED] = { 0 };
      for (guint c = 0; c < k; c++)
        {
          logits[c] = 2 * mix_rng_normal (&rng);
          rows->mu[row * k + c] = spread * mix_rng_normal (&rng);
          rows->sigma[row * k + c] = spread * exp (1.5 * mix_rng_normal (&rng) - 1);
        }
      mix_softmax (logits, k, rows->pi + row * k);
    }
}

static void
find_quantiles (Rows *rows, gsize n_rows)
{
  mix_mixture_quantiles_of_rows (rows->k, rows->pi, rows->mu, rows->sigma, n_rows, levels,
                                 N_LEVELS, rows->y);
}

static MixMixture
get_row (const Rows *rows, gsize row)
{
  gsize at = row * rows->k;
  return (MixMixture){ rows->k, rows->pi + at, rows->mu + at, rows->sigma + at };
}

static void
test_undo_the_cdf (void)
{
  const guint ks[] = { 1, 2, 3, 5, 8, 32, MIX_MAX_POOLED };

  for (guint i = 0; i < G_N_ELEMENTS (ks); i++)
    {
      g_auto (Rows) rows = { 0 };
      make_rows (&rows, ks[i], i);
      find_quantiles (&rows, MOST_ROWS);
      for (gsize row = 0; row < MOST_ROWS; row++)
        for (guint level = 0; level < N_LEVELS; level++)
          {
            MixMixture m = get_row (&rows, row);
            double q = levels[level], y = rows.y[row * N_LEVELS + level];
            double ratio = q <= 0.5 ? mix_mixture_cdf (&m, y) / q
                                    : mix_mixture_survival (&m, y) / (1 - q);
            g_assert_cmpfloat_with_epsilon (ratio, 1, 1e-12);
          }
    }
}

static void
test_same_as_one_by_one (void)
{
  double expected[N_LEVELS];

  for (guint k = 1; k < 10; k++)
    {
      g_auto (Rows) rows = { 0 };
      make_rows (&rows, k, 100 + k);
      find_quantiles (&rows, MOST_ROWS);
      for (gsize row = 0; row < MOST_ROWS; row++)
        {
          MixMixture m = get_row (&rows, row);
          double sd = sqrt (mix_mixture_variance (&m));
          mix_mixture_quantiles (&m, levels, N_LEVELS, expected);
          for (guint level = 0; level < N_LEVELS; level++)
            g_assert_cmpfloat_with_epsilon (rows.y[row * N_LEVELS + level], expected[level],
                                            1e-13 * (sd + fabs (expected[level])));
        }
    }
}

/* What comes out for a row does not depend on the rows around it. */
static void
test_rows_are_on_their_own (void)
{
  const gsize numbers[] = { 1, 7, 16, 17, 100 };
  g_auto (Rows) rows = { 0 };
  g_autofree double *alone = g_new (double, MOST_ROWS * N_LEVELS);

  make_rows (&rows, 4, 5);
  find_quantiles (&rows, MOST_ROWS);
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      for (gsize row = 0; row < MOST_ROWS; row += numbers[i])
        mix_mixture_quantiles_of_rows (4, rows.pi + row * 4, rows.mu + row * 4,
                                       rows.sigma + row * 4, MIN (numbers[i], MOST_ROWS - row),
                                       levels, N_LEVELS, alone + row * N_LEVELS);
      g_assert_true (memcmp (alone, rows.y, MOST_ROWS * N_LEVELS * sizeof *alone) == 0);
    }
}

/* Rows that no kernel can have, among those that it can: each comes out as it does by itself. */
static void
test_odd_rows (void)
{
  const double none = (double) NAN;
  const struct
  {
    double pi[3], mu[3], sigma[3];
  } odd[] = {
    { { 0.5, 0.5, 0 }, { 0, 100, 0 }, { 1, 1, 1 } }, /* flat at 0.5 */
    { { 0.3, 0.4, 0.3 }, { 0, 1e3, 2e3 }, { 1, 1, 1 } },
    { { 0.5, 0.5, 0 }, { 3, 4, 5 }, { 0, 0, 0 } },
    { { 0, 0, 0 }, { 3, 4, 5 }, { 1, 1, 1 } },
    { { 0.2, 0.3, 0.5 }, { none, 4, 5 }, { 1, 1, 1 } },
    { { 0.2, none, 0.5 }, { 1, 4, 5 }, { 1, 1, 1 } },
    { { 0.2, 0.3, 0.5 }, { 1, 4, 5 }, { 1, none, 1 } },
    { { 0.2, 0.3, 0.5 }, { 1, HUGE_VAL, 5 }, { 1, 1, 1 } },
    { { 0.5, 0.5, 0 }, { 0, 0, 1e300 }, { 1e-12, 1e6, 1e-300 } },
    { { 0.2, 0.2, 0.6 }, { 1e8, -1e8, 0 }, { 1e-5, 1e-5, 1e-5 } },
    { { 0, 0, 1 }, { none, HUGE_VAL, 5 }, { 1, 1, 1 } },
  };
  const double q[] = { -1, 0, 1e-5, 0.3, 0.5, 0.7, 1, none };
  enum { N = 40, K = 3 };
  double pi[N * K], mu[N * K], sigma[N * K], y[N * G_N_ELEMENTS (q)];

  for (gsize row = 0; row < N; row++)
    for (gsize c = 0; c < K; c++)
      {
        gsize which = row / 2 % G_N_ELEMENTS (odd);
        pi[row * K + c] = row % 2 == 0 ? odd[which].pi[c] : 1.0 / K;
        mu[row * K + c] = row % 2 == 0 ? odd[which].mu[c] : (double) c;
        sigma[row * K + c] = row % 2 == 0 ? odd[which].sigma[c] : 1;
      }
  mix_mixture_quantiles_of_rows (K, pi, mu, sigma, N, q, G_N_ELEMENTS (q), y);
  for (gsize row = 0; row < N; row++)
    for (guint i = 0; i < G_N_ELEMENTS (q); i++)
      {
        MixMixture m = { K, pi + row * K, mu + row * K, sigma + row * K };
        double expected = mix_mixture_quantile (&m, q[i]), got = y[row * G_N_ELEMENTS (q) + i];
        g_assert_cmpint (isnan (got) != 0, ==, isnan (expected) != 0);
        g_assert_cmpint (isinf (got) != 0, ==, isinf (expected) != 0);
        if (isfinite (expected))
          g_assert_cmpfloat_with_epsilon (got, expected, 1e-12 * MAX (1e-2, fabs (expected)));
        else if (isinf (expected))
          g_assert_true ((got > 0) == (expected > 0));
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mixture-rows/undo-the-cdf", test_undo_the_cdf);
  g_test_add_func ("/mixture-rows/same-as-one-by-one", test_same_as_one_by_one);
  g_test_add_func ("/mixture-rows/on-their-own", test_rows_are_on_their_own);
  g_test_add_func ("/mixture-rows/odd-rows", test_odd_rows);
  return g_test_run ();
}
