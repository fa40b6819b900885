/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-schedule.h"

#include <math.h>

static double
factor (MixSchedule schedule, double warmup, double at)
{
  return mix_schedule_factor (schedule, warmup, at, NULL);
}

static void
test_warmup_is_linear (void)
{
  const MixSchedule schedules[] = { MIX_SCHEDULE_CONSTANT, MIX_SCHEDULE_COSINE,
                                    MIX_SCHEDULE_PLATEAU };

  for (guint i = 0; i < G_N_ELEMENTS (schedules); i++)
    {
      g_assert_cmpfloat_with_epsilon (factor (schedules[i], 0.2, 0.05), 0.25, 1e-15);
      g_assert_cmpfloat_with_epsilon (factor (schedules[i], 0.2, 0.1), 0.5, 1e-15);
      g_assert_cmpfloat_with_epsilon (factor (schedules[i], 0.2, 0.2), 1, 1e-15);
      g_assert_cmpfloat_with_epsilon (factor (schedules[i], 0, 1e-9), 1, 1e-15);
    }
}

static void
test_constant (void)
{
  for (double at = 0.3; at <= 1; at += 0.1)
    g_assert_cmpfloat_with_epsilon (factor (MIX_SCHEDULE_CONSTANT, 0.2, at), 1, 1e-15);
}

/* ½ (1 + cos π u) at u = 1/3, 1/2, 2/3, 1 of what follows the warm-up. */
static void
test_cosine (void)
{
  g_assert_cmpfloat_with_epsilon (factor (MIX_SCHEDULE_COSINE, 0, 1 / 3.0), 0.75, 1e-12);
  g_assert_cmpfloat_with_epsilon (factor (MIX_SCHEDULE_COSINE, 0, 0.5), 0.5, 1e-12);
  g_assert_cmpfloat_with_epsilon (factor (MIX_SCHEDULE_COSINE, 0, 2 / 3.0), 0.25, 1e-12);
  g_assert_cmpfloat_with_epsilon (factor (MIX_SCHEDULE_COSINE, 0, 1), 0, 1e-12);
  g_assert_cmpfloat_with_epsilon (factor (MIX_SCHEDULE_COSINE, 0.4, 0.7), 0.5, 1e-12);
  g_assert_cmpfloat_with_epsilon (factor (MIX_SCHEDULE_COSINE, 0.4, 1.1), 0, 1e-12);
}

/* From 1/25 up to 1 at three tenths, down to 1/250000 at the end; halfway there it is halfway. */
static void
test_one_cycle (void)
{
  const double start = 0.04, end = 4e-6;

  g_assert_cmpfloat_with_epsilon (factor (MIX_SCHEDULE_ONE_CYCLE, 0.9, 0), start, 1e-12);
  g_assert_cmpfloat_with_epsilon (factor (MIX_SCHEDULE_ONE_CYCLE, 0.9, 0.15), (1 + start) / 2,
                                  1e-12);
  g_assert_cmpfloat_with_epsilon (factor (MIX_SCHEDULE_ONE_CYCLE, 0.9, 0.3), 1, 1e-12);
  g_assert_cmpfloat_with_epsilon (factor (MIX_SCHEDULE_ONE_CYCLE, 0.9, 0.65), (1 + end) / 2, 1e-12);
  g_assert_cmpfloat_with_epsilon (factor (MIX_SCHEDULE_ONE_CYCLE, 0.9, 1), end, 1e-12);
}

/* The epochs' NLL, and the share of the peak after each. */
static void
test_plateau (void)
{
  const double nll[] = { -1, -2, -2, -1.9, -2.00005, -2, -2, -3, -3, -3, -3, -3, -3, -3, -3, -3 };
  const double expected[] = { 1,   1,   1,   1,   1,    0.1,  0.1,  0.1,
                              0.1, 0.1, 0.1, 0.01, 0.01, 0.01, 0.01, 0.001 };
  MixPlateau plateau = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (nll); i++)
    {
      mix_plateau_observe (&plateau, nll[i]);
      g_assert_cmpfloat_with_epsilon (
        mix_schedule_factor (MIX_SCHEDULE_PLATEAU, 0.1, 0.5, &plateau), expected[i], 1e-12);
    }
  g_assert_cmpuint (plateau.reductions, ==, 3);
  /* The others do not look at it. */
  g_assert_cmpfloat_with_epsilon (mix_schedule_factor (MIX_SCHEDULE_CONSTANT, 0.1, 0.5, &plateau),
                                  1, 1e-15);
}

/* Whatever is asked, the share is one. */
static void
test_range (void)
{
  guint n = 0;

  for (int schedule = MIX_SCHEDULE_CONSTANT; schedule <= MIX_SCHEDULE_ONE_CYCLE; schedule++)
    for (double warmup = 0; warmup <= 0.9; warmup += 0.1)
      for (double at = -0.1; at <= 1.2; at += 0.01, n++)
        {
          double share = factor ((MixSchedule) schedule, warmup, at);
          g_assert_true (share >= 0 && share <= 1);
        }
  g_assert_cmpuint (n, >, 4000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/schedule/warmup", test_warmup_is_linear);
  g_test_add_func ("/schedule/constant", test_constant);
  g_test_add_func ("/schedule/cosine", test_cosine);
  g_test_add_func ("/schedule/one-cycle", test_one_cycle);
  g_test_add_func ("/schedule/plateau", test_plateau);
  g_test_add_func ("/schedule/range", test_range);
  return g_test_run ();
}
