/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-transform.h"

#include <math.h>

#include "mix-mixture.h"
#include "mix-tail.h"

static const double values[] = { 0.3, 0.5, 0.5, 1, 2, 2, 2, 5, 9, 40 };

static MixTransform *
make (MixTransformKind kind)
{
  return kind == MIX_TRANSFORM_RANK ? mix_transform_new_rank (values, G_N_ELEMENTS (values))
                                    : mix_transform_new (kind);
}

#define FOR_EACH_KIND(kind)                                                                        \
  for (MixTransformKind kind = MIX_TRANSFORM_LOG; kind <= MIX_TRANSFORM_RANK; kind++)

static void
test_round_trip (void)
{
  FOR_EACH_KIND (kind)
  {
    g_autoptr (MixTransform) t = make (kind);
    double last = -HUGE_VAL;
    for (guint i = 0; i < 200; i++)
      {
        double y = 0.001 * exp (0.08 * i), z = mix_transform_forward (t, y), h = 1e-6 * y;
        double slope = (mix_transform_forward (t, y + h) - mix_transform_forward (t, y - h)) / (2 * h);
        g_assert_cmpfloat (z, >, last);
        last = z;
        g_assert_cmpfloat_with_epsilon (mix_transform_inverse (t, z), y, 1e-12 * (1 + y));
        if (kind == MIX_TRANSFORM_RANK)
          continue; /* its slope jumps at knots */
        g_assert_cmpfloat_with_epsilon (mix_transform_log_slope (t, y), log (slope), 1e-7);
        g_assert_cmpfloat_with_epsilon (log (mix_transform_inverse_slope (t, z)), -log (slope), 1e-7);
      }
  }
}

static void
test_limits (void)
{
  g_assert_false (mix_transform_takes (MIX_TRANSFORM_LOG, 0));
  g_assert_true (mix_transform_takes (MIX_TRANSFORM_LOG, 5e-324));
  g_assert_false (mix_transform_takes (MIX_TRANSFORM_LOG1P, -1));
  g_assert_true (mix_transform_takes (MIX_TRANSFORM_LOG1P, -0.999));
  g_assert_true (mix_transform_takes (MIX_TRANSFORM_SQRT, 0));
  g_assert_false (mix_transform_takes (MIX_TRANSFORM_SQRT, -1e-300));
  g_assert_true (mix_transform_takes (MIX_TRANSFORM_RANK, -1e300));
  g_assert_null (mix_transform_new_rank ((double[]){ 3, 3, 3 }, 3));
  g_assert_null (mix_transform_new_knots ((double[]){ 1, 1 }, (double[]){ 0, 1 }, 2));
  g_autoptr (MixTransform) root = make (MIX_TRANSFORM_SQRT);
  g_assert_true (isnan (mix_transform_inverse (root, (double) NAN)));
  g_assert_cmpfloat_with_epsilon (mix_transform_inverse (root, -2), 0, 1e-300);
}

/* Ranks become normal: the median 0, ties one value, and the least as far down as the greatest
 * up. */
static void
test_rank (void)
{
  static const double plain[] = { 1, 2, 3, 4, 5 };
  g_autoptr (MixTransform) t = mix_transform_new_rank (plain, 5);

  g_assert_cmpfloat_with_epsilon (mix_transform_forward (t, 3), 0, 1e-15);
  g_assert_cmpfloat_with_epsilon (mix_transform_forward (t, 5), 1.2815515655446004, 1e-12);
  g_assert_cmpfloat_with_epsilon (mix_transform_forward (t, 1), -1.2815515655446004, 1e-12);
  g_autoptr (MixTransform) ties = mix_transform_new_rank (values, G_N_ELEMENTS (values));
  g_assert_cmpuint (ties->n, ==, 7);
  g_assert_cmpfloat_with_epsilon (mix_transform_forward (ties, 2), 0.12566134685507402, 1e-12);
}

/* ∫ g (y) p (y) dy over a fine grid of z, as a check that knows no closed form. */
static double
integrate (const MixMixture *m, double (*g) (double y, double a), double a)
{
  double sum = 0, step = 2e-4;

  for (double z = -40; z < 40; z += step)
    {
      double p = 0;
      for (guint k = 0; k < m->k; k++)
        p += m->pi[k] / m->sigma[k] * exp (-0.5 * pow ((z + step / 2 - m->mu[k]) / m->sigma[k], 2));
      if (p > 1e-300)
        sum += p * g (mix_transform_inverse (m->transform, z + step / 2), a);
    }
  return sum * step / sqrt (2 * G_PI);
}

static double
itself (double y, double a)
{
  return y;
}

static double
square (double y, double a)
{
  return (y - a) * (y - a);
}

static double
above (double y, double a)
{
  return MAX (y - a, 0);
}

static double
below (double y, double a)
{
  return MAX (a - y, 0);
}

static const double pi[] = { 0.3, 0.7 }, mu[] = { 0.2, 1.5 }, sigma[] = { 0.5, 0.3 };

static void
test_moments (void)
{
  FOR_EACH_KIND (kind)
  {
    g_autoptr (MixTransform) t = make (kind);
    MixMixture m = { 2, pi, mu, sigma, t };
    double mean = mix_mixture_mean (&m);
    g_assert_cmpfloat_with_epsilon (mean, integrate (&m, itself, 0), 1e-6);
    g_assert_cmpfloat_with_epsilon (mix_mixture_variance (&m), integrate (&m, square, mean), 1e-4);
    g_assert_cmpfloat_with_epsilon (mix_mixture_excess (&m, 2), integrate (&m, above, 2), 1e-6);
    g_assert_cmpfloat_with_epsilon (mix_mixture_shortfall (&m, 2), integrate (&m, below, 2), 1e-6);
    g_assert_cmpfloat_with_epsilon (mix_mixture_excess (&m, -5), mean + 5, 1e-6);
  }
}

/* Quantiles go straight through, F of them is q again, and the density is the slope of F. */
static void
test_distribution (void)
{
  FOR_EACH_KIND (kind)
  {
    g_autoptr (MixTransform) t = make (kind);
    MixMixture m = { 2, pi, mu, sigma, t }, z = { 2, pi, mu, sigma };
    for (double q = 0.12; q < 0.99; q += 0.02)
      {
        double y = mix_mixture_quantile (&m, q), h = 1e-5;
        double slope = (mix_mixture_cdf (&m, y + h) - mix_mixture_cdf (&m, y - h)) / (2 * h);
        g_assert_cmpfloat_with_epsilon (mix_transform_inverse (t, mix_mixture_quantile (&z, q)), y,
                                        1e-12);
        g_assert_cmpfloat_with_epsilon (mix_mixture_cdf (&m, y), q, 1e-10);
        g_assert_cmpfloat_with_epsilon (mix_mixture_survival (&m, y), 1 - q, 1e-10);
        g_assert_cmpfloat_with_epsilon (mix_mixture_density (&m, y), slope, 1e-3 * (1 + slope));
      }
  }
}

/* −ln p of a log-normal by hand: ln y + ln σ + ½ ln 2π + ½ ((ln y − μ) / σ)². And nothing below
 * 0. */
static void
test_log_normal (void)
{
  g_autoptr (MixTransform) t = make (MIX_TRANSFORM_LOG);
  MixMixture m = { 1, (double[]){ 1 }, (double[]){ 0.5 }, (double[]){ 0.8 }, t };
  double y = 3, by_hand = 1.0986122886681098 - 0.2231435513142097 + 0.9189385332046727
                          + 0.5 * pow ((1.0986122886681098 - 0.5) / 0.8, 2);

  g_assert_cmpfloat_with_epsilon (-mix_mixture_log_density (&m, y), by_hand, 1e-13);
  g_assert_true (mix_mixture_log_density (&m, -1) < -1e300);
  g_assert_cmpfloat_with_epsilon (mix_mixture_cdf (&m, 0), 0, 1e-300);
  g_assert_cmpfloat_with_epsilon (mix_mixture_mean (&m), exp (0.5 + 0.32), 1e-13);
}

/* The CRPS of a log-normal in closed form (Baran & Lerch 2015). */
static double
crps_log_normal (double y, double m, double s)
{
  double w = (log (y) - m) / s;
#define PHI(v) (0.5 * erfc (-(v) *M_SQRT1_2))
  return y * (2 * PHI (w) - 1)
         - 2 * exp (m + s * s / 2) * (PHI (w - s) + PHI (s * M_SQRT1_2) - 1);
}

static void
test_crps (void)
{
  static const double widths[] = { 0.05, 0.3, 1, 2 };
  g_autoptr (MixTransform) t = make (MIX_TRANSFORM_LOG);

  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    for (double y = 0.01; y < 1000; y *= 2.7)
      {
        MixMixture m = { 1, (double[]){ 1 }, (double[]){ 0.7 }, &widths[i], t };
        double expected = crps_log_normal (y, 0.7, widths[i]);
        g_assert_cmpfloat_with_epsilon (mix_mixture_crps (&m, y), expected, 1e-7 * (1 + expected));
      }
}

/* The set holds its mass, is as dense inside as nowhere outside, and parts where the density
 * does. */
static void
test_high_density (void)
{
  static const double narrow[] = { 0.1, 0.1 };
  g_autoptr (MixTransform) t = make (MIX_TRANSFORM_LOG);
  MixMixture m = { 2, pi, mu, narrow, t };
  MixInterval pieces[4];
  double modes[4];

  g_assert_cmpuint (mix_mixture_highest_density_set (&m, 0.9, pieces, 4), ==, 2);
  g_assert_cmpfloat_with_epsilon (mix_mixture_between (&m, pieces[0].low, pieces[0].high)
                                    + mix_mixture_between (&m, pieces[1].low, pieces[1].high),
                                  0.9, 2e-3);
  g_assert_cmpfloat_with_epsilon (mix_mixture_density (&m, pieces[0].low),
                                  mix_mixture_density (&m, pieces[1].high), 0.05);
  g_assert_cmpuint (mix_mixture_modes (&m, modes, 4), ==, 2);
  g_assert_cmpfloat_with_epsilon (modes[0], exp (0.2 - 0.01), 5e-3);
  g_assert_cmpfloat_with_epsilon (modes[1], exp (1.5 - 0.01), 2e-2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/transform/round-trip", test_round_trip);
  g_test_add_func ("/transform/limits", test_limits);
  g_test_add_func ("/transform/rank", test_rank);
  g_test_add_func ("/transform/moments", test_moments);
  g_test_add_func ("/transform/distribution", test_distribution);
  g_test_add_func ("/transform/log-normal", test_log_normal);
  g_test_add_func ("/transform/crps", test_crps);
  g_test_add_func ("/transform/high-density", test_high_density);
  return g_test_run ();
}
