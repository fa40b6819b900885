/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-team.h"

#include <string.h>

#define N_TASKS 37

typedef struct
{
  guint round;
  guint done[N_TASKS];
} Board;

static void
mark (guint task, gpointer data)
{
  Board *board = data;
  board->done[task] += board->round;
}

static void
run_rounds (guint n_threads, guint n_rounds, gulong pause_us)
{
  g_autoptr (MixTeam) team = mix_team_new (n_threads);
  Board board;

  memset (&board, 0, sizeof board);
  for (board.round = 1; board.round <= n_rounds; board.round++)
    {
      guint n_tasks = board.round % N_TASKS + 1, sum = 0;
      memset (board.done, 0, sizeof board.done);
      mix_team_run (team, n_tasks, mark, &board);
      for (guint i = 0; i < N_TASKS; i++)
        {
          g_assert_cmpuint (board.done[i], ==, i < n_tasks ? board.round : 0);
          sum += board.done[i];
        }
      g_assert_cmpuint (sum, ==, n_tasks * board.round);
      if (pause_us > 0)
        g_usleep (pause_us);
    }
}

static void
test_every_task_once (void)
{
  for (guint n_threads = 1; n_threads <= 7; n_threads += 2)
    run_rounds (n_threads, 2000, 0);
}

/* Long enough for the threads to fall asleep in between. */
static void
test_threads_wake_again (void)
{
  run_rounds (3, 40, 1000);
}

static void
test_nobody_else (void)
{
  Board board = { .round = 1 };

  mix_team_run (NULL, N_TASKS, mark, &board);
  for (guint i = 0; i < N_TASKS; i++)
    g_assert_cmpuint (board.done[i], ==, 1);
  g_autoptr (MixTeam) idle = mix_team_new (4);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/team/every-task-once", test_every_task_once);
  g_test_add_func ("/team/wake", test_threads_wake_again);
  g_test_add_func ("/team/nobody-else", test_nobody_else);
  return g_test_run ();
}
