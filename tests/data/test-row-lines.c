/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-row-lines.h"

static void
check (const gulong *line, gsize n)
{
  g_autoptr (MixRowLines) lines = mix_row_lines_new ();

  for (gsize i = 0; i < n; i++)
    mix_row_lines_add (lines, line[i]);
  g_assert_cmpuint (mix_row_lines_get_n_rows (lines), ==, n);
  for (gsize i = 0; i < n; i++)
    {
      g_assert_cmpuint (mix_row_lines_get (lines, i), ==, line[i]);
      g_assert_cmpint (mix_row_lines_find (lines, line[i]), ==, (gssize) i);
      for (gulong after = line[i]; after < (i + 1 < n ? line[i + 1] : line[i] + 9); after++)
        g_assert_cmpint (mix_row_lines_find (lines, after), ==, (gssize) i);
    }
  g_assert_cmpuint (mix_row_lines_get (lines, n), ==, 0);
  g_assert_cmpint (mix_row_lines_find (lines, line[0] - 1), ==, -1);
}

static void
test_patterns (void)
{
  check ((gulong[]){ 1 }, 1);
  check ((gulong[]){ 2, 3, 4, 5 }, 4);
  check ((gulong[]){ 2, 4, 6, 8, 9, 10 }, 6);
  check ((gulong[]){ 3, 4, 9, 10, 11, 30 }, 6);
  check ((gulong[]){ 5, 50, 51, 60, 61, 100 }, 6);
}

/* A hostile file does not fill the memory: its lines are forgotten, all of them. */
static void
test_bounded (void)
{
  g_autoptr (MixRowLines) lines = mix_row_lines_new ();
  gulong line = 1;

  for (guint i = 0; i < 2000000; i++)
    mix_row_lines_add (lines, line += 1 + (i * i) % 7);
  g_assert_cmpuint (mix_row_lines_get_n_rows (lines), ==, 2000000);
  g_assert_cmpuint (mix_row_lines_get (lines, 0), ==, 0);
  g_assert_cmpint (mix_row_lines_find (lines, 5), ==, -1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/row-lines/patterns", test_patterns);
  g_test_add_func ("/row-lines/bounded", test_bounded);
  return g_test_run ();
}
