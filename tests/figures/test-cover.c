/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "mix-cover.h"

#define N 40

/* The same by hand: every segment against every place. */
static double
crossings (const double *x, const double *y, guint n, const MixRect *word, double top)
{
  double width = 0;

  for (double at = word->x + 0.5; at < word->x + word->width; at += 1)
    for (guint i = 1; i < n; i++)
      if (at >= x[i - 1] && at < x[i])
        {
          double here = y[i - 1] + (y[i] - y[i - 1]) * (at - x[i - 1]) / (x[i] - x[i - 1]);
          width += here > top && here < top + word->height ? 1 : 0;
        }
  return width / word->width;
}

static void
test_against_walking (void)
{
  const MixRect area = { 10, 20, 200, 100 }, word = { 50, 20, 80, 14 };
  g_autoptr (MixCover) cover = mix_cover_new (&area);
  double x[101], y[101], share[N], most = 0;

  for (guint i = 0; i < 101; i++)
    {
      x[i] = 10 + 2 * i;
      y[i] = 70 + 40 * sin (x[i] / 23);
    }
  mix_cover_add (cover, x, y, 101);
  mix_cover_measure (cover, &word, 2, share, N);
  for (guint i = 0; i < N; i++)
    {
      g_assert_cmpfloat_with_epsilon (share[i], crossings (x, y, 101, &word, 20 + 2 * i), 0.12);
      most = MAX (most, share[i]);
    }
  g_assert_cmpfloat (most, >, 0.2);
}

static void
test_level_line (void)
{
  const MixRect area = { 0, 0, 100, 100 }, word = { 10, 0, 50, 10 };
  g_autoptr (MixCover) cover = mix_cover_new (&area);
  double share[10];

  mix_cover_add (cover, (double[]){ 0, 100 }, (double[]){ 35, 35 }, 2);
  mix_cover_measure (cover, &word, 10, share, 10);
  for (guint i = 0; i < 10; i++)
    g_assert_cmpfloat_with_epsilon (share[i], i == 3 ? 1 : 0, 1e-9);
}

/* Where a curve has no value, and outside of the area, it hides nothing and breaks nothing. */
static void
test_gaps_and_outside (void)
{
  const MixRect area = { 0, 0, 100, 100 }, word = { 10, 0, 50, 10 };
  const double x[] = { -500, 20, 40, 60, 1e9 };
  const double y[] = { 5, (double) NAN, 5, HUGE_VAL, 5 };
  g_autoptr (MixCover) cover = mix_cover_new (&area);
  double share[10];

  mix_cover_add (cover, x, y, 5);
  mix_cover_add (cover, x, y, 0);
  mix_cover_measure (cover, &word, 10, share, 10);
  for (guint i = 0; i < 10; i++)
    g_assert_cmpfloat_with_epsilon (share[i], 0, 1e-9);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cover/against-walking", test_against_walking);
  g_test_add_func ("/cover/level-line", test_level_line);
  g_test_add_func ("/cover/gaps-and-outside", test_gaps_and_outside);
  return g_test_run ();
}
