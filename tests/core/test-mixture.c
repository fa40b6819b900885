/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-mixture.h"

#include <float.h>

#include "mix-math.h"
#include "mix-normal.h"
#include "mix-types.h"

typedef struct
{
  double pi[MIX_MAX_COMPONENTS], mu[MIX_MAX_COMPONENTS], sigma[MIX_MAX_COMPONENTS];
  MixMixture mixture;
} Example;

/* A mixture of any shape: weights, means and widths over several orders of magnitude. */
static void
example_init (Example *example, MixRng *rng, guint k)
{
  double logits[MIX_MAX_COMPONENTS], spread = exp (3 * mix_rng_normal (rng));

  for (guint i = 0; i < k; i++)
    {
      logits[i] = 2 * mix_rng_normal (rng);
      example->mu[i] = spread * mix_rng_normal (rng);
      example->sigma[i] = spread * exp (1.5 * mix_rng_normal (rng) - 1);
    }
  mix_softmax (logits, k, example->pi);
  example->mixture = (MixMixture){ k, example->pi, example->mu, example->sigma };
}

#define MIXTURE(n, ...) ((MixMixture){ n, __VA_ARGS__ })
#define ARRAY(...) ((double[]){ __VA_ARGS__ })

/* Simpson's rule between two points. */
static double
integrate (const MixMixture *mixture, double (*f) (const MixMixture *, double), double low,
           double high, guint steps)
{
  double h = (high - low) / steps, sum = f (mixture, low) + f (mixture, high);

  for (guint i = 1; i < steps; i++)
    sum += (i % 2 == 1 ? 4 : 2) * f (mixture, low + i * h);
  return sum * h / 3;
}

/* The integral of f from 40 sigmas below to y, with a fine step around every component. */
static double
integrate_piecewise (const MixMixture *mixture, double (*f) (const MixMixture *, double),
                     double low, double high)
{
  GArray *cuts = g_array_new (FALSE, FALSE, sizeof (double));
  double sum = 0;

  g_array_append_val (cuts, low);
  g_array_append_val (cuts, high);
  for (guint k = 0; k < mixture->k; k++)
    for (int i = -20; i <= 20; i++)
      {
        double cut = mixture->mu[k] + 0.5 * i * mixture->sigma[k];
        if (cut > low && cut < high)
          g_array_append_val (cuts, cut);
      }
  for (guint i = 1; i < cuts->len; i++)
    for (guint j = i; j > 0; j--)
      {
        double *pair = &g_array_index (cuts, double, j - 1);
        if (pair[0] <= pair[1])
          break;
        double kept = pair[0];
        pair[0] = pair[1];
        pair[1] = kept;
      }
  for (guint i = 0; i + 1 < cuts->len; i++)
    sum += integrate (mixture, f, g_array_index (cuts, double, i),
                      g_array_index (cuts, double, i + 1), 16);
  g_array_unref (cuts);
  return sum;
}

static void
range_of (const MixMixture *mixture, double sigmas, double *low, double *high)
{
  *low = HUGE_VAL;
  *high = -HUGE_VAL;
  for (guint k = 0; k < mixture->k; k++)
    {
      if (!(mixture->pi[k] > 0))
        continue;
      *low = MIN (*low, mixture->mu[k] - sigmas * mixture->sigma[k]);
      *high = MAX (*high, mixture->mu[k] + sigmas * mixture->sigma[k]);
    }
}

static void
test_density_integrates_to_the_cdf (void)
{
  MixRng rng;
  mix_rng_init (&rng, 1);

  for (guint round = 0; round < 60; round++)
    {
      Example example;
      double low, high, last = 0;
      example_init (&example, &rng, 1 + round % 7);
      const MixMixture *m = &example.mixture;

      range_of (m, 12, &low, &high);
      g_assert_cmpfloat_with_epsilon (integrate_piecewise (m, mix_mixture_density, low, high), 1,
                                      1e-8);
      for (guint i = 0; i <= 40; i++)
        {
          double y = low + (high - low) * i / 40, f = mix_mixture_cdf (m, y);
          g_assert_cmpfloat (f, >=, last);
          last = f;
          g_assert_cmpfloat_with_epsilon (f + mix_mixture_survival (m, y), 1, 1e-14);
          if (i % 10 == 5)
            g_assert_cmpfloat_with_epsilon (integrate_piecewise (m, mix_mixture_density, low, y), f,
                                            1e-8);
          double log_density = mix_mixture_log_density (m, y), density = mix_mixture_density (m, y);
          if (density > 1e-280)
            g_assert_cmpfloat_with_epsilon (log_density, log (density), 1e-10);
        }
      g_assert_cmpfloat (last, >, 1 - 1e-12);
    }
}

static void
test_normal_quantile (void)
{
  /* From tables of the normal distribution, to 16 digits. */
  g_assert_cmpfloat_with_epsilon (mix_normal_quantile (0.975), 1.959963984540054, 4e-16);
  g_assert_cmpfloat_with_epsilon (mix_normal_quantile (0.995), 2.575829303548901, 2e-15);
  g_assert_cmpfloat_with_epsilon (mix_normal_quantile (0.75), 0.6744897501960817, 4e-16);
  g_assert_cmpfloat_with_epsilon (mix_normal_quantile (0.5), 0, 1e-16);
  g_assert_cmpfloat_with_epsilon (mix_normal_quantile (1e-10), -6.361340902404056, 2e-15);
  for (double z = -37; z < 8; z += 0.37)
    {
      double slack = z > 0 ? 1e-16 / mix_normal_density (z) : 0;
      g_assert_cmpfloat_with_epsilon (mix_normal_quantile (mix_normal_cdf (z)), z,
                                      2e-15 * (1 + fabs (z)) + slack);
    }
  g_assert_true (isnan (mix_normal_quantile ((double) NAN)));
  g_assert_true (mix_normal_quantile (0) < -DBL_MAX && mix_normal_quantile (1) > DBL_MAX);
}

static void
test_quantile_undoes_cdf (void)
{
  const double levels[] = { 1e-300, 1e-20, 1e-9, 1e-4, 0.01, 0.3, 0.5, 0.7, 0.99, 1 - 1e-9 };
  MixRng rng;
  mix_rng_init (&rng, 2);

  for (guint round = 0; round < 400; round++)
    {
      Example example;
      double y[G_N_ELEMENTS (levels)];
      example_init (&example, &rng, 1 + round % 9);
      const MixMixture *m = &example.mixture;

      mix_mixture_quantiles (m, levels, G_N_ELEMENTS (levels), y);
      for (guint i = 0; i < G_N_ELEMENTS (levels); i++)
        {
          double q = levels[i];
          if (q <= 0.5)
            g_assert_cmpfloat_with_epsilon (mix_mixture_cdf (m, y[i]) / q, 1, 1e-12);
          else
            g_assert_cmpfloat_with_epsilon (mix_mixture_survival (m, y[i]) / (1 - q), 1, 1e-12);
          g_assert_true (i == 0 || y[i] > y[i - 1]);
          g_assert_cmpfloat_with_epsilon (mix_mixture_quantile (m, q), y[i],
                                          1e-12 * (1 + fabs (y[i])));
        }
    }
}

/* Every quantile against plain bisection of the cdf. */
static double
bisected (const MixMixture *mixture, double q)
{
  double low, high;

  range_of (mixture, 40, &low, &high);
  for (guint i = 0; i < 300; i++)
    {
      double middle = 0.5 * low + 0.5 * high;
      if (q <= 0.5 ? mix_mixture_cdf (mixture, middle) >= q
                   : mix_mixture_survival (mixture, middle) <= 1 - q)
        high = middle;
      else
        low = middle;
    }
  return high;
}

static void
test_extreme_widths (void)
{
  const struct
  {
    double pi[3], mu[3], sigma[3];
  } cases[] = {
    { { 0.5, 0.5, 0 }, { 0, 0, 0 }, { 1e-12, 1e6, 1 } },
    { { 0.3, 0.3, 0.4 }, { 5, 5, -1e5 }, { 1e-12, 1e6, 1e-3 } },
    { { 1e-9, 1 - 1e-9, 0 }, { 1, 0, 1e300 }, { 1e-12, 1, 1e-300 } },
    { { 0, 0, 1 }, { -1e9, 1e9, 3 }, { 1, 1, 2 } },
    { { 0.2, 0.2, 0.6 }, { 1e8, -1e8, 0 }, { 1e-5, 1e-5, 1e-5 } },
    { { 0.1, 0.2, 0.7 }, { 1, 1, 1 }, { 1, 1 + 1e-9, 1 - 1e-9 } },
  };
  const double levels[] = { 1e-12, 0.05, 0.1, 0.25, 0.45, 0.55, 0.65, 0.9, 1 - 1e-6 };

  for (guint c = 0; c < G_N_ELEMENTS (cases); c++)
    for (guint i = 0; i < G_N_ELEMENTS (levels); i++)
      {
        MixMixture m = { 3, cases[c].pi, cases[c].mu, cases[c].sigma };
        double y = mix_mixture_quantile (&m, levels[i]), expected = bisected (&m, levels[i]);
        g_assert_cmpfloat_with_epsilon (y, expected, 1e-12 * MAX (1e-2, fabs (expected)));
      }
}

/* Both components far apart, and q is exactly the weight of the left one: any y in the gap has
 * F(y) = q to rounding, and the answer is its left end. */
static void
test_flat_cdf_gives_its_left_end (void)
{
  const double weights[] = { 0.5, 0.1, 0.3, 0.7, 0.9, 0.35, 0.999, 1e-5 };
  const double gaps[] = { 100, 1000, 1e12 };

  for (guint i = 0; i < G_N_ELEMENTS (weights); i++)
    for (guint j = 0; j < G_N_ELEMENTS (gaps); j++)
      {
        double q = weights[i];
        MixMixture m = MIXTURE (2, ARRAY (q, 1 - q), ARRAY (0, gaps[j]), ARRAY (1, 1));
        MixMixture swapped = MIXTURE (2, ARRAY (1 - q, q), ARRAY (gaps[j], 0), ARRAY (1, 1));
        double y = mix_mixture_quantile (&m, q);
        g_assert_cmpfloat (y, >, 6);
        g_assert_cmpfloat (y, <, 9);
        g_assert_cmpfloat_with_epsilon (mix_mixture_quantile (&swapped, q), y, 0.5);
        g_assert_cmpfloat (mix_mixture_quantile (&m, q * (1 + 1e-9)), >, gaps[j] - 9);
      }

  /* A sum of three weights that rounding does not quite reach. */
  MixMixture sums = MIXTURE (4, ARRAY (0.1, 0.4, 0.2, 0.3), ARRAY (0, 3e3, 1e3, 2e3),
                             ARRAY (1, 1, 1, 1));
  g_assert_cmpfloat (mix_mixture_quantile (&sums, 0.1), <, 10);
  g_assert_cmpfloat (mix_mixture_quantile (&sums, 0.3), <, 1010);
  g_assert_cmpfloat (mix_mixture_quantile (&sums, 0.6), <, 2010);
}

static void
test_quantile_at_and_beyond_the_ends (void)
{
  MixMixture m = MIXTURE (2, ARRAY (0.4, 0.6), ARRAY (-1, 2), ARRAY (1, 3));
  MixMixture lost = MIXTURE (2, ARRAY (0.4, 0.6), ARRAY (-1, (double) NAN), ARRAY (1, 3));
  MixMixture weightless = MIXTURE (2, ARRAY (0, 0), ARRAY (-1, 1), ARRAY (1, 3));
  MixMixture step = MIXTURE (2, ARRAY (0.5, 0.5), ARRAY (3, 4), ARRAY (0, 0));

  g_assert_true (mix_mixture_quantile (&m, 0) < -DBL_MAX);
  g_assert_true (mix_mixture_quantile (&m, -3) < -DBL_MAX);
  g_assert_true (mix_mixture_quantile (&m, 1) > DBL_MAX);
  g_assert_true (mix_mixture_quantile (&m, HUGE_VAL) > DBL_MAX);
  g_assert_true (isnan (mix_mixture_quantile (&m, (double) NAN)));
  g_assert_true (isnan (mix_mixture_quantile (&lost, 0.5)));
  g_assert_true (isnan (mix_mixture_quantile (&weightless, 0.5)));
  g_assert_true (isnan (mix_mixture_cdf (&lost, 0.5)));
  g_assert_true (isnan (mix_mixture_log_density (&lost, 0.5)));
  g_assert_true (isfinite (mix_mixture_quantile (&m, DBL_MIN)));
  g_assert_true (isfinite (mix_mixture_quantile (&m, 1 - DBL_EPSILON / 2)));

  g_assert_cmpfloat_with_epsilon (mix_mixture_quantile (&step, 0.3), 3, 1e-14);
  g_assert_cmpfloat_with_epsilon (mix_mixture_quantile (&step, 0.7), 4, 1e-14);
  g_assert_cmpfloat_with_epsilon (mix_mixture_cdf (&step, 3), 0.5, 1e-15);
}

static void
test_moments_against_samples (void)
{
  enum { N = 100000 };
  MixRng rng;
  mix_rng_init (&rng, 3);

  for (guint round = 0; round < 5; round++)
    {
      Example example;
      double sum = 0, squares = 0, fourth = 0;
      example_init (&example, &rng, 1 + round);
      const MixMixture *m = &example.mixture;
      double mean = mix_mixture_mean (m), variance = mix_mixture_variance (m);
      double below = mix_mixture_quantile (m, 0.2);
      guint n_below = 0;

      for (guint i = 0; i < N; i++)
        {
          double y = mix_mixture_sample (m, &rng), away = (y - mean) * (y - mean);
          sum += y;
          squares += away;
          fourth += away * away;
          n_below += y <= below;
        }
      double kurtosis = fourth / N / variance / variance;
      g_assert_cmpfloat (fabs (sum / N - mean), <, 5 * sqrt (variance / N));
      g_assert_cmpfloat (fabs (squares / N / variance - 1), <, 5 * sqrt ((kurtosis - 1) / N));
      g_assert_cmpfloat (fabs (n_below / (double) N - 0.2), <, 5 * sqrt (0.16 / N));
    }
}

static double
squared_cdf (const MixMixture *mixture, double y)
{
  double f = mix_mixture_cdf (mixture, y);

  return f * f;
}

static double
squared_survival (const MixMixture *mixture, double y)
{
  double f = mix_mixture_survival (mixture, y);

  return f * f;
}

static void
test_crps (void)
{
  MixMixture known = MIXTURE (3, ARRAY (0.1, 0.2, 0.7), ARRAY (0.1, -0.3, 1),
                              ARRAY (0.4, 2.1, 0.7));
  g_assert_cmpfloat_with_epsilon (mix_mixture_crps (&known, 0), 0.46806866729387275, 1e-15);

  /* Of a step it is the absolute error. */
  MixMixture step = MIXTURE (1, ARRAY (1), ARRAY (2), ARRAY (0));
  g_assert_cmpfloat_with_epsilon (mix_mixture_crps (&step, 5), 3, 1e-15);

  MixRng rng;
  mix_rng_init (&rng, 4);
  for (guint round = 0; round < 30; round++)
    {
      Example example;
      double low, high;
      example_init (&example, &rng, 1 + round % 5);
      const MixMixture *m = &example.mixture;
      double y = mix_mixture_sample (m, &rng);
      range_of (m, 12, &low, &high);
      double by_hand = integrate_piecewise (m, squared_cdf, low, y)
                       + integrate_piecewise (m, squared_survival, y, high);
      g_assert_cmpfloat_with_epsilon (mix_mixture_crps (m, y) / by_hand, 1, 1e-6);
    }
}

static void
assert_is_highest_density_set (const MixMixture *m, double mass)
{
  MixInterval pieces[MIX_MAX_COMPONENTS];
  guint n = mix_mixture_highest_density_set (m, mass, pieces, MIX_MAX_COMPONENTS);
  double sum = 0, size = 0;

  g_assert_cmpuint (n, >=, 1);
  g_assert_cmpuint (n, <=, m->k);
  double level = mix_mixture_log_density (m, pieces[0].low);
  for (guint i = 0; i < n; i++)
    {
      g_assert_cmpfloat (pieces[i].low, <, pieces[i].high);
      g_assert_true (i == 0 || pieces[i].low > pieces[i - 1].high);
      g_assert_cmpfloat_with_epsilon (
          mix_mixture_cdf (m, pieces[i].high) - mix_mixture_cdf (m, pieces[i].low), pieces[i].mass,
          1e-13);
      g_assert_cmpfloat_with_epsilon (mix_mixture_log_density (m, pieces[i].low), level, 1e-8);
      g_assert_cmpfloat_with_epsilon (mix_mixture_log_density (m, pieces[i].high), level, 1e-8);
      sum += pieces[i].mass;
      size += pieces[i].high - pieces[i].low;
    }
  g_assert_cmpfloat_with_epsilon (sum, mass, 1e-11);

  /* Nothing of the same mass is smaller than it. */
  double central = mix_mixture_quantile (m, 0.5 + 0.5 * mass)
                   - mix_mixture_quantile (m, 0.5 - 0.5 * mass);
  g_assert_cmpfloat (size, <=, central * (1 + 1e-9));

  /* Inside is above the level, outside is below it: no peak was overlooked. */
  double low, high;
  range_of (m, 8, &low, &high);
  for (guint i = 0; i <= 500; i++)
    {
      double y = low + (high - low) * i / 500;
      gboolean inside = FALSE;
      for (guint j = 0; j < n; j++)
        inside = inside || (y >= pieces[j].low && y <= pieces[j].high);
      double above = mix_mixture_log_density (m, y) - level;
      g_assert_true (fabs (above) < 1e-7 || inside == (above > 0));
    }
}

static void
test_highest_density_set (void)
{
  const double masses[] = { 0.01, 0.3, 0.5, 0.9, 0.95, 0.999 };
  MixRng rng;
  mix_rng_init (&rng, 5);

  for (guint round = 0; round < 300; round++)
    {
      Example example;
      example_init (&example, &rng, round < 290 ? 1 + round % 8 : MIX_MAX_COMPONENTS);
      assert_is_highest_density_set (&example.mixture, masses[round % G_N_ELEMENTS (masses)]);
    }
}

static void
test_highest_density_set_of_two_branches (void)
{
  MixMixture m = MIXTURE (3, ARRAY (0.5, 0.5, 0), ARRAY (10, -10, 0), ARRAY (1, 1, 1));
  MixInterval pieces[4];

  g_assert_cmpuint (mix_mixture_highest_density_set (&m, 0.9, pieces, 4), ==, 2);
  double z = mix_normal_quantile (0.95);
  g_assert_cmpfloat_with_epsilon (pieces[0].low, -10 - z, 1e-9);
  g_assert_cmpfloat_with_epsilon (pieces[0].high, -10 + z, 1e-9);
  g_assert_cmpfloat_with_epsilon (pieces[1].low, 10 - z, 1e-9);
  g_assert_cmpfloat_with_epsilon (pieces[0].mass, 0.45, 1e-11);
  g_assert_cmpfloat_with_epsilon (pieces[1].mass, 0.45, 1e-11);

  /* Room for one: the heavier. */
  MixMixture uneven = MIXTURE (2, ARRAY (0.4, 0.6), ARRAY (-10, 10), ARRAY (1, 1));
  g_assert_cmpuint (mix_mixture_highest_density_set (&uneven, 0.9, pieces, 1), ==, 1);
  g_assert_cmpfloat (pieces[0].low, >, 5);
}

static void
test_highest_density_set_of_spikes (void)
{
  MixMixture spike = MIXTURE (2, ARRAY (0.5, 0.5), ARRAY (5, 0), ARRAY (1e-12, 1e6));
  MixInterval pieces[4];

  guint n = mix_mixture_highest_density_set (&spike, 0.4, pieces, 4);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpfloat_with_epsilon (pieces[0].low, 5, 1e-10);
  g_assert_cmpfloat_with_epsilon (pieces[0].mass, 0.4, 1e-3);
  n = mix_mixture_highest_density_set (&spike, 0.9, pieces, 4);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpfloat (pieces[0].low, <, -1e6);

  /* A spike that is narrower than the numbers around it are apart. */
  MixMixture unresolved = MIXTURE (2, ARRAY (0.995, 0.005), ARRAY (-8.6e6, 0), ARRAY (1e-12, 1));
  n = mix_mixture_highest_density_set (&unresolved, 0.7, pieces, 4);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpfloat_with_epsilon (pieces[0].low, -8.6e6, 1e-5);
  g_assert_cmpfloat_with_epsilon (pieces[0].mass, 0.7, 0.05);

  /* Two components so near that there is but one peak, and just so far that there are two. */
  MixMixture near = MIXTURE (2, ARRAY (0.5, 0.5), ARRAY (0, 1.99), ARRAY (1, 1));
  MixMixture far = MIXTURE (2, ARRAY (0.5, 0.5), ARRAY (0, 2.1), ARRAY (1, 1));
  g_assert_cmpuint (mix_mixture_highest_density_set (&near, 1e-3, pieces, 4), ==, 1);
  g_assert_cmpuint (mix_mixture_highest_density_set (&far, 1e-3, pieces, 4), ==, 2);

  MixMixture step = MIXTURE (2, ARRAY (0.5, 0.5), ARRAY (3, 4), ARRAY (0, 0));
  n = mix_mixture_highest_density_set (&step, 0.9, pieces, 4);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpfloat_with_epsilon (pieces[1].high, 4, 1e-12);
}

static void
test_highest_density_set_at_the_ends (void)
{
  MixMixture m = MIXTURE (1, ARRAY (1), ARRAY (2), ARRAY (3));
  MixMixture lost = MIXTURE (1, ARRAY (1), ARRAY ((double) NAN), ARRAY (3));
  MixInterval piece;

  g_assert_cmpuint (mix_mixture_highest_density_set (&m, 0, &piece, 1), ==, 0);
  g_assert_cmpuint (mix_mixture_highest_density_set (&m, (double) NAN, &piece, 1), ==, 0);
  g_assert_cmpuint (mix_mixture_highest_density_set (&lost, 0.5, &piece, 1), ==, 0);
  g_assert_cmpuint (mix_mixture_highest_density_set (&m, 1, &piece, 1), ==, 1);
  g_assert_true (piece.low < -DBL_MAX && piece.high > DBL_MAX);
  g_assert_cmpuint (mix_mixture_highest_density_set (&m, 0.5, &piece, 1), ==, 1);
  g_assert_cmpfloat_with_epsilon (piece.high - 2, 3 * mix_normal_quantile (0.75), 1e-9);
}

static void
test_responsibilities (void)
{
  MixMixture m = MIXTURE (3, ARRAY (0.5, 0.5, 0), ARRAY (-1, 1, 0), ARRAY (1, 1, 1));
  double r[3];

  mix_mixture_responsibilities (&m, 0.5, r);
  g_assert_cmpfloat_with_epsilon (r[1] / r[0], exp (1), 1e-14);
  g_assert_cmpfloat_with_epsilon (r[0] + r[1], 1, 1e-15);
  g_assert_true (r[2] <= 0);
  mix_mixture_responsibilities (&m, 1e6, r);
  g_assert_cmpfloat_with_epsilon (r[1], 1, 1e-15);
  mix_mixture_responsibilities (&m, -1e200, r);
  g_assert_cmpfloat_with_epsilon (r[0] + r[1] + r[2], 1, 1e-15);
  g_assert_true (isfinite (mix_mixture_log_density (&m, 1e6)));
}

/* N(0; 0, 0.1²) is 3.98942: a negative NLL is normal; and ten times the unit adds ln 10. */
static void
test_density_above_one (void)
{
  MixMixture m = MIXTURE (1, ARRAY (1), ARRAY (0), ARRAY (0.1));
  MixMixture wide = MIXTURE (1, ARRAY (1), ARRAY (0), ARRAY (1));

  g_assert_cmpfloat_with_epsilon (mix_mixture_density (&m, 0), 3.98942280401433, 1e-14);
  g_assert_cmpfloat_with_epsilon (
      mix_mixture_log_density (&m, 0) - mix_mixture_log_density (&wide, 0), log (10), 1e-14);
}

/* Two far apart have two maxima, near ones share one; each is where the slope is zero. */
static void
test_modes (void)
{
  const double pi[] = { 0.3, 0.7 }, apart[] = { -3, 4 }, near[] = { 0, 0.5 }, sigma[] = { 1, 1.5 };
  const MixMixture two = { 2, pi, apart, sigma }, one = { 2, pi, near, sigma };
  double modes[4];

  g_assert_cmpuint (mix_mixture_modes (&two, modes, 4), ==, 2);
  g_assert_cmpfloat (modes[0], <, modes[1]);
  for (guint i = 0; i < 2; i++)
    {
      double here = mix_mixture_density (&two, modes[i]);
      g_assert_cmpfloat (here, >, mix_mixture_density (&two, modes[i] - 0.01));
      g_assert_cmpfloat (here, >, mix_mixture_density (&two, modes[i] + 0.01));
    }
  g_assert_cmpuint (mix_mixture_modes (&two, modes, 1), ==, 1);
  g_assert_cmpuint (mix_mixture_modes (&one, modes, 4), ==, 1);
  g_assert_cmpfloat (modes[0], >, 0);
  g_assert_cmpfloat (modes[0], <, 0.5);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mixture/density-integrates-to-the-cdf", test_density_integrates_to_the_cdf);
  g_test_add_func ("/mixture/density-above-one", test_density_above_one);
  g_test_add_func ("/mixture/normal-quantile", test_normal_quantile);
  g_test_add_func ("/mixture/quantile/undoes-cdf", test_quantile_undoes_cdf);
  g_test_add_func ("/mixture/quantile/extreme-widths", test_extreme_widths);
  g_test_add_func ("/mixture/quantile/flat-cdf", test_flat_cdf_gives_its_left_end);
  g_test_add_func ("/mixture/quantile/ends", test_quantile_at_and_beyond_the_ends);
  g_test_add_func ("/mixture/moments-against-samples", test_moments_against_samples);
  g_test_add_func ("/mixture/crps", test_crps);
  g_test_add_func ("/mixture/highest-density-set/any", test_highest_density_set);
  g_test_add_func ("/mixture/highest-density-set/two-branches",
                   test_highest_density_set_of_two_branches);
  g_test_add_func ("/mixture/highest-density-set/spikes", test_highest_density_set_of_spikes);
  g_test_add_func ("/mixture/highest-density-set/ends", test_highest_density_set_at_the_ends);
  g_test_add_func ("/mixture/responsibilities", test_responsibilities);
  g_test_add_func ("/mixture/modes", test_modes);
  return g_test_run ();
}
