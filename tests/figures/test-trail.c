/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-trail.h"

static MixPlace
place_at (double low)
{
  return (MixPlace){ .x = { low, low + 1 } };
}

static void
go (MixTrail *trail, double from, double to, gboolean on)
{
  MixPlace a = place_at (from), b = place_at (to);

  mix_trail_go (trail, &a, &b, on);
}

static double
step (MixTrail *trail, int by)
{
  MixPlace place;

  g_assert_true (mix_trail_step (trail, by, &place));
  return place.x.low;
}

/* Turns of a wheel are one place; what was ahead is forgotten where another way is taken. */
static void
test_back_and_forth (void)
{
  g_autoptr (MixTrail) trail = mix_trail_new ();
  MixPlace place;

  g_assert_false (mix_trail_step (trail, -1, &place));
  go (trail, 0, 1, FALSE);
  go (trail, 1, 2, TRUE);
  go (trail, 2, 3, FALSE);
  g_assert_cmpfloat_with_epsilon (step (trail, -1), 2, 1e-9);
  g_assert_cmpfloat_with_epsilon (step (trail, -1), 0, 1e-9);
  g_assert_false (mix_trail_step (trail, -1, &place));
  g_assert_cmpfloat_with_epsilon (step (trail, 1), 2, 1e-9);
  go (trail, 2, 9, FALSE);
  g_assert_false (mix_trail_can_step (trail, 1));
  g_assert_cmpfloat_with_epsilon (step (trail, -1), 2, 1e-9);
}

static void
test_bounded (void)
{
  g_autoptr (MixTrail) trail = mix_trail_new ();
  guint n = 0;

  for (guint i = 0; i < 1000; i++)
    go (trail, i, i + 1, FALSE);
  for (; mix_trail_can_step (trail, -1); n++)
    step (trail, -1);
  g_assert_cmpuint (n, >, 50);
  g_assert_cmpuint (n, <, 200);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trail/back-and-forth", test_back_and_forth);
  g_test_add_func ("/trail/bounded", test_bounded);
  return g_test_run ();
}
