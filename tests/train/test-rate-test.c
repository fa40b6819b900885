/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-rate-test.h"

#include <math.h>
#include <string.h>

#include "mix-train-fixture.h"

#define N 120

/* A test whose losses a function gives. */
static MixRateTest *
made_up (double (*loss_at) (guint step))
{
  MixRateTest *test = g_new0 (MixRateTest, 1);

  test->n = N;
  test->rate = g_new (double, N);
  test->loss = g_new (double, N);
  test->smoothed = g_new (double, N);
  for (guint i = 0; i < N; i++)
    {
      test->rate[i] = 1e-6 * pow (10, i / 20.0);
      test->loss[i] = loss_at (i);
    }
  mix_rate_test_judge (test);
  return test;
}

/* Flat at 2, falls by 1 along a tangent hyperbolic around step 60, and rises from 90 on. */
static double
valley (guint step)
{
  return 1.5 - 0.5 * tanh ((step - 60.0) / 8) + (step > 90 ? 0.05 * (step - 90.0) : 0);
}

/* Falls right before it rises. */
static double
late_valley (guint step)
{
  return 1.5 - 0.5 * tanh ((step - 82.0) / 4) + (step > 90 ? 0.05 * (step - 90.0) : 0);
}

static double
rising (guint step)
{
  return 1 + 0.01 * step;
}

static double
constant (guint step)
{
  return 3;
}

static void
test_valley (void)
{
  g_autoptr (MixRateTest) test = made_up (valley);

  /* Smoothing drags by some 2 steps. */
  g_assert_cmpuint (test->steepest, >=, 60);
  g_assert_cmpuint (test->steepest, <=, 64);
  g_assert_cmpuint (test->lowest, >=, 88);
  g_assert_cmpuint (test->lowest, <=, 94);
  /* More than a factor of ten apart: a tenth of the rate at the lowest. */
  g_assert_cmpfloat_with_epsilon (test->suggested, 0.1 * test->rate[test->lowest], 1e-15);

  g_autoptr (MixRateTest) late = made_up (late_valley);
  g_assert_cmpuint (late->steepest, >=, 82);
  g_assert_cmpuint (late->steepest, <=, 86);
  g_assert_cmpfloat_with_epsilon (late->suggested, late->rate[late->steepest], 1e-15);
}

/* The smoothed curve: s ← 0.7 s + 0.3 loss, over 1 − 0.7ᵗ. */
static void
test_smoothing (void)
{
  g_autoptr (MixRateTest) test = made_up (rising);
  g_autoptr (MixRateTest) flat = made_up (constant);

  g_assert_cmpfloat_with_epsilon (test->smoothed[0], 1, 1e-12);
  g_assert_cmpfloat_with_epsilon (test->smoothed[1], (0.7 * 1 + 1.01) / 1.7, 1e-12);
  for (guint i = 0; i < N; i++)
    g_assert_cmpfloat_with_epsilon (flat->smoothed[i], 3, 1e-12);
}

/* Nothing falls: the suggestion is one of the rates all the same, and a low one. */
static void
test_nothing_falls (void)
{
  g_autoptr (MixRateTest) test = made_up (rising);

  g_assert_cmpuint (test->lowest, ==, 0);
  g_assert_cmpfloat (test->suggested, <=, 1e-6);
  g_assert_cmpfloat (test->suggested, >, 0);
}

/* On data: rates rise by one factor, the loss falls at first and rises at last, and the suggested
 * rate learns more in an epoch than one a hundred times below. */
static void
test_on_data (void)
{
  g_autoptr (MixDesign) design = generated_design ("two-branch", 2000);
  MixConfig config = small_config ();
  g_autoptr (GError) error = NULL;
  g_autoptr (MixRateTest) test = mix_rate_test_new (&config, design, &error);
  g_autoptr (MixRateTest) again = mix_rate_test_new (&config, design, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (test->n, >, 50);
  g_assert_cmpuint (test->n, <=, MIX_RATE_TEST_STEPS);
  g_assert_cmpfloat (test->smoothed[test->n - 1], >, test->smoothed[test->lowest] + 0.3);
  g_assert_cmpfloat_with_epsilon (test->rate[0], MIX_RATE_TEST_LOW, 1e-12);
  for (guint i = 1; i < test->n; i++)
    g_assert_cmpfloat_with_epsilon (test->rate[i] / test->rate[i - 1], pow (1e7, 1 / 199.0), 1e-9);
  g_assert_cmpfloat (test->smoothed[test->lowest], <, test->loss[0] - 0.2);
  g_assert_cmpfloat (test->suggested, >, 1e-4);
  g_assert_cmpfloat (test->suggested, <, 0.1);
  g_assert_cmpuint (again->n, ==, test->n);
  g_assert_cmpint (memcmp (test->loss, again->loss, test->n * sizeof (double)), ==, 0);

  double nll[2];
  config.epochs = 1;
  config.warmup = 0;
  config.schedule = MIX_SCHEDULE_CONSTANT;
  for (guint i = 0; i < 2; i++)
    {
      config.learning_rate = i == 0 ? test->suggested : test->suggested / 100;
      g_autoptr (MixTrainer) trainer = mix_trainer_new (&config, design, NULL);
      mix_trainer_run_epoch (trainer);
      nll[i] = mix_history_get_last (mix_trainer_get_history (trainer))->train_nll;
    }
  g_assert_cmpfloat (nll[0], <, nll[1] - 0.1);
}

static void
test_refused_data (void)
{
  const double x[] = { 1 }, y[] = { 2 };
  g_autoptr (MixDesign) one = design_of (x, y, 1);
  g_autoptr (GError) error = NULL;
  MixConfig config = small_config ();

  g_assert_null (mix_rate_test_new (&config, one, &error));
  g_assert_error (error, MIX_TRAIN_ERROR, MIX_TRAIN_ERROR_DATA);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rate-test/valley", test_valley);
  g_test_add_func ("/rate-test/smoothing", test_smoothing);
  g_test_add_func ("/rate-test/nothing-falls", test_nothing_falls);
  g_test_add_func ("/rate-test/on-data", test_on_data);
  g_test_add_func ("/rate-test/refused-data", test_refused_data);
  return g_test_run ();
}
