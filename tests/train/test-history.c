/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-history.h"

#include <math.h>
#include <stdlib.h>

static void
add (MixHistory *history, guint epoch, double train, double validation)
{
  mix_history_add (history, &(MixLossPoint){ .epoch = epoch,
                                             .train_nll = train,
                                             .validation_nll = validation });
}

static void
test_best (void)
{
  g_autoptr (MixHistory) history = mix_history_new ();
  g_assert_null (mix_history_get_last (history));
  g_assert_null (mix_history_get_best (history));

  add (history, 0, 3, 3.5);
  add (history, 1, 2, 2.5);
  add (history, 2, 1, 2.75);
  g_assert_cmpuint (mix_history_get_n_points (history), ==, 3);
  g_assert_cmpuint (mix_history_get_best (history)->epoch, ==, 1);
  g_assert_cmpuint (mix_history_get_last (history)->epoch, ==, 2);

  g_autoptr (MixHistory) copy = mix_history_copy (history);
  add (history, 3, 1, 1);
  g_assert_cmpuint (mix_history_get_best (history)->epoch, ==, 3);
  g_assert_cmpuint (mix_history_get_best (copy)->epoch, ==, 1);
  g_assert_cmpuint (mix_history_get_n_points (copy), ==, 3);
}

static void
test_best_without_validation (void)
{
  g_autoptr (MixHistory) history = mix_history_new ();
  add (history, 0, 3, (double) NAN);
  add (history, 1, 2, (double) NAN);
  add (history, 2, 2.5, (double) NAN);
  g_assert_cmpuint (mix_history_get_best (history)->epoch, ==, 1);
}

/* However many epochs: few are kept, evenly, and of each what was said of it. */
static void
test_usage_is_bounded (void)
{
  g_autoptr (MixHistory) history = mix_history_new ();
  guint n = 10 * MIX_HISTORY_MOST_USAGES, epoch = 0, before = 0;

  for (guint i = 0; i < n; i++)
    {
      double share = (double) i / n;
      add (history, i, 1, 1);
      mix_history_add_usage (history, (double[]){ share, 1 - share }, 2);
      g_assert_cmpuint (mix_history_get_n_usages (history), <=, MIX_HISTORY_MOST_USAGES);
    }
  g_assert_cmpuint (mix_history_get_n_usages (history), >, MIX_HISTORY_MOST_USAGES / 2);
  g_autoptr (MixHistory) copy = mix_history_copy (history);
  for (guint i = 0; i < mix_history_get_n_usages (copy); i++)
    {
      const float *usage = mix_history_get_usage (copy, i, &epoch);
      g_assert_cmpfloat_with_epsilon ((double) usage[0], (double) epoch / n, 1e-6);
      g_assert_cmpfloat_with_epsilon ((double) usage[1], 1 - (double) epoch / n, 1e-6);
      g_assert_cmpuint (epoch - before, ==, i > 0 ? 16 : 0);
      before = epoch;
    }
  g_autoptr (MixHistory) first = mix_history_copy_first (history, 33);
  g_assert_cmpuint (mix_history_get_n_usages (first), ==, 3); /* epochs 0, 16, 32 */
  mix_history_get_usage (first, 2, &epoch);
  g_assert_cmpuint (epoch, ==, 32);
}

static void
check_points (const MixHistory *history, guint n_points)
{
  g_assert_cmpuint (mix_history_get_n_points (history), ==, n_points);
  for (guint i = 0; i < n_points; i++)
    g_assert_cmpuint (mix_history_get_point (history, i)->epoch, ==, i);
}

/* Copies of any length go on by themselves; the best is that of the points they have. */
static void
test_copies_go_on_by_themselves (void)
{
  const guint lengths[] = { 0, 1, 255, 256, 257, 512, 1000 };
  MixHistory *history = mix_history_new ();

  for (guint i = 0; i < 1000; i++) /* falls to epoch 300, then rises, then falls below */
    mix_history_add (history, &(MixLossPoint){ .epoch = i,
                                               .validation_nll = i < 700 ? abs ((int) i - 300)
                                                                         : -(double) i });
  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      guint n = lengths[i];
      g_autoptr (MixHistory) first = mix_history_copy_first (history, n);
      g_autoptr (MixHistory) second = mix_history_copy (first);
      for (guint j = n; j < n + 300; j++)
        mix_history_add (first, &(MixLossPoint){ .epoch = j, .validation_nll = 1e3 });
      check_points (first, n + 300);
      check_points (second, n);
      if (n > 0)
        g_assert_cmpuint (mix_history_get_best (second)->epoch, ==,
                          n > 700 ? n - 1 : MIN (n - 1, 300));
    }
  check_points (history, 1000);
  g_autoptr (MixHistory) copy = mix_history_copy (history);
  mix_history_free (history);
  check_points (copy, 1000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/history/best", test_best);
  g_test_add_func ("/history/best-without-validation", test_best_without_validation);
  g_test_add_func ("/history/copies-go-on-by-themselves", test_copies_go_on_by_themselves);
  g_test_add_func ("/history/usage-is-bounded", test_usage_is_bounded);
  return g_test_run ();
}
