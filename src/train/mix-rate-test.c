/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-rate-test.h"

#include <math.h>

/* Rows whose loss is measured after each step: a mini-batch's own loss would be lost in its
 * noise. */
#define MEASURED_ROWS 2048
/* Share of the mean that the losses before keep at each step; what is missing at the start is made
 * up for as in Adam. */
#define SMOOTHING 0.7
/* So much above its lowest, the loss will not come back. */
#define DIVERGED_NATS 2
/* Steps to either side over which a slope is measured. */
#define SLOPE_REACH 5
#define LEAST_SHARE 0.1 /* of the rate at the lowest loss */

static double
rate_at (guint step)
{
  double share = step / (double) (MIX_RATE_TEST_STEPS - 1);
  return MIX_RATE_TEST_LOW * pow (MIX_RATE_TEST_HIGH / MIX_RATE_TEST_LOW, share);
}

static void
smooth (MixRateTest *test)
{
  double mean = 0, kept = 1;

  for (guint i = 0; i < test->n; i++)
    {
      mean = SMOOTHING * mean + (1 - SMOOTHING) * test->loss[i];
      kept *= SMOOTHING;
      test->smoothed[i] = mean / (1 - kept);
    }
}

/* Per step, so per equal ratio of rates. */
static double
slope_at (const MixRateTest *test, guint step)
{
  guint first = step > SLOPE_REACH ? step - SLOPE_REACH : 0;
  guint last = MIN (step + SLOPE_REACH, test->n - 1);
  return (test->smoothed[last] - test->smoothed[first]) / (last - first);
}

/**
 * mix_rate_test_judge:
 * @test: with rate and loss [n]; smoothed [n] is written
 *
 * The rate at the lowest loss is about the largest that still learns. A peak below it is good:
 * where the loss falls fastest (Smith 2017), unless that is noise more than ten times below.
 */
void
mix_rate_test_judge (MixRateTest *test)
{
  double fastest = 0;

  smooth (test);
  test->lowest = test->steepest = 0;
  for (guint i = 1; i < test->n; i++)
    if (test->smoothed[i] < test->smoothed[test->lowest])
      test->lowest = i;
  for (guint i = 1; i < test->lowest; i++)
    if (slope_at (test, i) < fastest)
      {
        fastest = slope_at (test, i);
        test->steepest = i;
      }
  test->suggested = (double) NAN;
  if (test->n > 0)
    test->suggested = MAX (test->rate[test->steepest], LEAST_SHARE * test->rate[test->lowest]);
}

static gboolean
is_lost (MixRateTest *test)
{
  double low = HUGE_VAL;

  smooth (test);
  for (guint i = 0; i < test->n; i++)
    low = MIN (low, test->smoothed[i]);
  return !(test->smoothed[test->n - 1] <= low + DIVERGED_NATS);
}

/* One mini-batch at a rate, and the loss after it; FALSE where the run is over. */
static gboolean
train_at (MixTrainer *trainer, double rate, double *loss)
{
  MixConfig config = *mix_trainer_get_config (trainer);
  guint64 step = mix_trainer_get_step (trainer);

  config.learning_rate = rate;
  mix_trainer_set_config (trainer, &config);
  while (mix_trainer_get_step (trainer) == step)
    if (mix_trainer_step (trainer) != MIX_RUN_RUNNING)
      return FALSE;
  *loss = mix_trainer_measure (trainer, MEASURED_ROWS);
  return isfinite (*loss);
}

/**
 * mix_rate_test_new:
 * @config: every option; the rate, its schedule and what ends a run early have no say
 *
 * Trains a network of its own for up to MIX_RATE_TEST_STEPS mini-batches. A fraction of a second
 * for most networks.
 *
 * Returns: (transfer full): the test; NULL with an error where mix_trainer_new() has one
 */
MixRateTest *
mix_rate_test_new (const MixConfig *config, MixDesign *design, GError **error)
{
  MixConfig own = *config;
  own.schedule = MIX_SCHEDULE_CONSTANT;
  own.warmup = 0;
  own.patience = 0;
  own.plain_network = FALSE;
  own.epochs = MIX_RATE_TEST_STEPS;
  own.learning_rate = MIX_RATE_TEST_LOW;
  g_autoptr (MixTrainer) trainer = mix_trainer_new (&own, design, error);
  if (trainer == NULL)
    return NULL;

  MixRateTest *test = g_new0 (MixRateTest, 1);
  test->rate = g_new (double, MIX_RATE_TEST_STEPS);
  test->loss = g_new (double, MIX_RATE_TEST_STEPS);
  test->smoothed = g_new (double, MIX_RATE_TEST_STEPS);
  while (test->n < MIX_RATE_TEST_STEPS && !test->diverged)
    {
      test->rate[test->n] = rate_at (test->n);
      test->diverged = !train_at (trainer, test->rate[test->n], &test->loss[test->n]);
      if (test->diverged)
        break;
      test->n++;
      test->diverged = is_lost (test);
    }
  mix_rate_test_judge (test);
  return test;
}

void
mix_rate_test_free (MixRateTest *test)
{
  if (test == NULL)
    return;
  g_free (test->rate);
  g_free (test->loss);
  g_free (test->smoothed);
  g_free (test);
}
