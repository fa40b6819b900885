/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-history.h"

#include <math.h>

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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/history/best", test_best);
  g_test_add_func ("/history/best-without-validation", test_best_without_validation);
  return g_test_run ();
}
