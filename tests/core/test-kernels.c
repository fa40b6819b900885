/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The vectorised kernels against the C library in double precision, for every length of a block. */
#include "mix-kernels.h"

#include <math.h>

#include "mix-math.h"
#include "mix-rng.h"

#define STRIDE 96
#define N_UNITS 2
#define GUARD 12345.0f /* beyond the rows of a block: must stay */

static double
activation (MixActivation kind, double z)
{
  switch (kind)
    {
    case MIX_ACTIVATION_RELU:
      return MAX (z, 0);
    case MIX_ACTIVATION_TANH:
      return tanh (z);
    case MIX_ACTIVATION_ELU:
      return z > 0 ? z : expm1 (z);
    case MIX_ACTIVATION_SILU:
      return z / (1 + exp (-z));
    case MIX_ACTIVATION_GELU:
      return z * mix_normal_cdf (z);
    case MIX_ACTIVATION_SIGMOID:
    default:
      return 1 / (1 + exp (-z));
    }
}

static double
slope_of (MixActivation kind, double z)
{
  return (activation (kind, z + 1e-5) - activation (kind, z - 1e-5)) / 2e-5;
}

/* Points from −200 to 200, dense near 0, none at the kink. */
static float
point (gsize i, gsize n)
{
  double t = (2 * (double) i + 1) / (double) n - 1;
  return (float) (200 * t * t * t + 0.003);
}

static void
fill (float *v, gsize n, float value)
{
  for (gsize i = 0; i < n; i++)
    v[i] = value;
}

static void
check_rows (MixActivation kind, gsize n_rows)
{
  float values[N_UNITS * STRIDE], slopes[N_UNITS * STRIDE], deltas[N_UNITS * STRIDE];
  const float bias[N_UNITS] = { 0, 0.25f };
  float dbias[N_UNITS] = { 10, 20 };
  double sums[N_UNITS] = { 10, 20 };

  fill (values, G_N_ELEMENTS (values), GUARD);
  fill (slopes, G_N_ELEMENTS (slopes), GUARD);
  fill (deltas, G_N_ELEMENTS (deltas), GUARD);
  for (gsize u = 0; u < N_UNITS; u++)
    for (gsize i = 0; i < n_rows; i++)
      {
        values[u * STRIDE + i] = point (i, n_rows) - bias[u];
        deltas[u * STRIDE + i] = -0.5f;
      }
  mix_kernel_activate (kind, NULL, NULL, bias, N_UNITS, n_rows, STRIDE, values, slopes);
  mix_kernel_backward (kind, values, slopes, NULL, N_UNITS, n_rows, STRIDE, deltas, dbias, NULL);
  for (gsize u = 0; u < N_UNITS; u++)
    for (gsize i = 0; i < STRIDE; i++)
      {
        double z = (double) point (i, n_rows), value = (double) values[u * STRIDE + i];
        double delta = (double) deltas[u * STRIDE + i];
        if (i >= n_rows)
          {
            g_assert_cmpfloat_with_epsilon (value, (double) GUARD, 1e-9);
            g_assert_cmpfloat_with_epsilon (delta, (double) GUARD, 1e-9);
            continue;
          }
        g_assert_cmpfloat_with_epsilon (value, activation (kind, z), 3e-6 + 3e-7 * fabs (z));
        g_assert_cmpfloat_with_epsilon (delta, -0.5 * slope_of (kind, z), 2e-5);
        sums[u] += delta;
      }
  for (gsize u = 0; u < N_UNITS; u++)
    g_assert_cmpfloat_with_epsilon ((double) dbias[u], sums[u], 1e-5);
}

static void
test_activations (void)
{
  for (int kind = MIX_ACTIVATION_RELU; kind <= MIX_ACTIVATION_SIGMOID; kind++)
    for (gsize n_rows = 1; n_rows <= STRIDE; n_rows++)
      check_rows ((MixActivation) kind, n_rows);
}

/* What a layer of one input does in one pass is what it would do in two. */
static void
test_scalar_layer (void)
{
  const float weights[N_UNITS] = { -1.5f, 0.75f }, bias[N_UNITS] = { 0.5f, -0.25f };
  float x[STRIDE], values[N_UNITS * STRIDE], slopes[N_UNITS * STRIDE], deltas[N_UNITS * STRIDE];
  float dbias[N_UNITS] = { 0 }, dweights[N_UNITS] = { 1, 1 };
  double expected[N_UNITS] = { 1, 1 };

  for (gsize i = 0; i < STRIDE; i++)
    x[i] = point (i, STRIDE) / 50;
  fill (deltas, G_N_ELEMENTS (deltas), 0.25f);
  mix_kernel_activate (MIX_ACTIVATION_TANH, x, weights, bias, N_UNITS, STRIDE, STRIDE, values,
                       slopes);
  mix_kernel_backward (MIX_ACTIVATION_TANH, values, slopes, x, N_UNITS, STRIDE, STRIDE, deltas,
                       dbias, dweights);
  for (gsize u = 0; u < N_UNITS; u++)
    for (gsize i = 0; i < STRIDE; i++)
      {
        double z = (double) weights[u] * (double) x[i] + (double) bias[u];
        g_assert_cmpfloat_with_epsilon ((double) values[u * STRIDE + i], tanh (z), 1e-6);
        expected[u] += 0.25 * (1 - tanh (z) * tanh (z)) * (double) x[i];
      }
  for (gsize u = 0; u < N_UNITS; u++)
    g_assert_cmpfloat_with_epsilon ((double) dweights[u], expected[u], 1e-5);
}

static void
test_sums (void)
{
  float values[N_UNITS * STRIDE], sums[N_UNITS] = { 1, 2 };
  const float bias[N_UNITS] = { 3, 4 };

  for (gsize n_rows = 0; n_rows <= STRIDE; n_rows++)
    {
      fill (values, G_N_ELEMENTS (values), 0.5f);
      sums[0] = 1;
      mix_kernel_row_sums (values, N_UNITS, n_rows, STRIDE, sums);
      g_assert_cmpfloat_with_epsilon ((double) sums[0], 1 + 0.5 * (double) n_rows, 1e-9);
      mix_kernel_add_bias (bias, N_UNITS, n_rows, STRIDE, values);
      for (gsize i = 0; i < STRIDE; i++)
        g_assert_cmpfloat_with_epsilon ((double) values[STRIDE + i], i < n_rows ? 4.5 : 0.5, 1e-9);
    }
}

static void
test_squared_error (void)
{
  float outputs[] = { 1, 2, -3 };
  const float y[] = { 1, 0, 1 };

  g_assert_cmpfloat_with_epsilon (mix_kernel_squared_error (y, 0.5f, 3, outputs, FALSE), 20, 1e-9);
  g_assert_cmpfloat_with_epsilon ((double) outputs[2], -3, 1e-9);
  mix_kernel_squared_error (y, 0.5f, 3, outputs, TRUE);
  g_assert_cmpfloat_with_epsilon ((double) outputs[1], 2, 1e-6);
  g_assert_cmpfloat_with_epsilon ((double) outputs[2], -4, 1e-6);
}

/* The head's sigma for every s, to the last digits of a float also where ELU (s) + 1 would cancel.
 */
static void
test_sigma_of_s (void)
{
  const MixSigmaActivation kinds[] = { MIX_SIGMA_ELU1, MIX_SIGMA_EXP, MIX_SIGMA_SOFTPLUS };
  float outputs[3 * STRIDE], scratch[MIX_MDN_SCRATCH (1) * STRIDE];

  for (guint kind = 0; kind < G_N_ELEMENTS (kinds); kind++)
    for (double floor = 0; floor < 1; floor += 0.3)
      {
        MixMdnConstants constants = { .k = 1,
                                      .sigma_activation = kinds[kind],
                                      .weight = 1,
                                      .sigma_floor_squared = (float) (floor * floor),
                                      .inverse_temperature = 1 };
        fill (outputs, G_N_ELEMENTS (outputs), 0);
        for (gsize i = 0; i < STRIDE; i++)
          outputs[STRIDE + i] = (float) (-13.9 + 27.8 * (double) i / STRIDE);
        mix_kernel_mdn_predict (&constants, STRIDE, STRIDE, outputs, scratch);
        for (gsize i = 0; i < STRIDE; i++)
          {
            double s = (double) (float) (-13.9 + 27.8 * (double) i / STRIDE);
            double raw = kinds[kind] == MIX_SIGMA_EXP        ? exp (s)
                         : kinds[kind] == MIX_SIGMA_SOFTPLUS ? log1p (exp (s))
                         : s > 0                             ? 1 + s
                                                             : exp (s);
            g_assert_cmpfloat_with_epsilon ((double) outputs[STRIDE + i] / hypot (raw, floor), 1,
                                            1e-6);
            g_assert_cmpfloat_with_epsilon ((double) outputs[i], 1, 1e-6);
          }
      }
}

/* -ffast-math believes in finite numbers only: the check by bits must survive it. */
static void
test_mdn_refuses_what_is_not_finite (void)
{
  const float bad[] = { NAN, INFINITY, -INFINITY };
  const MixMdnConstants constants = { .k = 2, .inverse_temperature = 1, .weight = 1 };
  float outputs[6 * STRIDE], scratch[MIX_MDN_SCRATCH (2) * STRIDE], y[STRIDE] = { 0 };
  double loss;

  for (gsize n_rows = 1; n_rows <= STRIDE; n_rows += 5)
    for (gsize at = 0; at < 6 * STRIDE; at++)
      {
        fill (outputs, G_N_ELEMENTS (outputs), 0.25f);
        outputs[at] = bad[at % 3];
        gboolean inside = at % STRIDE < n_rows;
        g_assert_cmpint (
            mix_kernel_mdn (&constants, y, NULL, n_rows, STRIDE, outputs, scratch, TRUE, &loss), ==,
            !inside);
        g_assert_true (inside || isfinite (loss));
      }
}

static void
test_sum_squares (void)
{
  float v[100];

  fill (v, 100, 1e25f);
  g_assert_cmpfloat_with_epsilon (mix_kernel_sum_squares (v, 100) / 1e52, 1, 1e-6);
  mix_kernel_scale (1e-25f, 100, v);
  g_assert_cmpfloat_with_epsilon (mix_kernel_sum_squares (v, 100), 100, 1e-4);
  g_assert_cmpfloat (mix_kernel_sum_squares (v, 0), <=, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/kernels/activations", test_activations);
  g_test_add_func ("/kernels/scalar-layer", test_scalar_layer);
  g_test_add_func ("/kernels/sums", test_sums);
  g_test_add_func ("/kernels/squared-error", test_squared_error);
  g_test_add_func ("/kernels/sigma-of-s", test_sigma_of_s);
  g_test_add_func ("/kernels/mdn-not-finite", test_mdn_refuses_what_is_not_finite);
  g_test_add_func ("/kernels/sum-squares", test_sum_squares);
  return g_test_run ();
}
