/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-team.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>

/* How long an idle thread watches for the next round before it sleeps: the steps of a run follow
 * each other faster than a thread can be woken. */
#define WATCH_US 50

struct _MixTeam
{
  guint n_helpers;
  GThread **helpers;

  /* The round, its number of tasks and the next of them, in one word, so that a task is claimed in
   * one exchange: 32, 16 and 16 bits. */
  _Atomic uint64_t ticket;
  _Atomic guint done; /* tasks of the round */
  MixTeamTask task;
  gpointer data;

  atomic_bool quit;
  _Atomic guint sleepers;
  pthread_mutex_t mutex;
  pthread_cond_t woken;
};

static guint
n_tasks_of (uint64_t ticket)
{
  return (ticket >> 16) & 0xffff;
}

static guint
next_of (uint64_t ticket)
{
  return ticket & 0xffff;
}

/* Works until every task of the round is somebody's. */
static void
work_off (MixTeam *team)
{
  uint64_t ticket = atomic_load (&team->ticket);

  while (next_of (ticket) < n_tasks_of (ticket))
    if (atomic_compare_exchange_weak (&team->ticket, &ticket, ticket + 1))
      {
        team->task (next_of (ticket), team->data);
        atomic_fetch_add (&team->done, 1);
        ticket = atomic_load (&team->ticket);
      }
}

static gboolean
has_news (MixTeam *team, uint64_t round)
{
  return atomic_load (&team->quit) || atomic_load (&team->ticket) >> 32 != round;
}

static void
relax (void)
{
#if defined(__x86_64__) || defined(__i386__)
  __builtin_ia32_pause ();
#else
  atomic_signal_fence (memory_order_seq_cst);
#endif
}

static void
wait_for_round (MixTeam *team, uint64_t round)
{
  gint64 end = g_get_monotonic_time () + WATCH_US;

  do
    for (guint i = 0; i < 64; i++)
      {
        if (has_news (team, round))
          return;
        relax ();
      }
  while (g_get_monotonic_time () < end);

  pthread_mutex_lock (&team->mutex);
  atomic_fetch_add (&team->sleepers, 1);
  while (!has_news (team, round))
    pthread_cond_wait (&team->woken, &team->mutex);
  atomic_fetch_sub (&team->sleepers, 1);
  pthread_mutex_unlock (&team->mutex);
}

static gpointer
help (gpointer data)
{
  MixTeam *team = data;
  uint64_t round = 0;

  for (;;)
    {
      wait_for_round (team, round);
      if (atomic_load (&team->quit))
        return NULL;
      round = atomic_load (&team->ticket) >> 32;
      work_off (team);
    }
}

static void
wake (MixTeam *team)
{
  if (atomic_load (&team->sleepers) == 0)
    return;
  pthread_mutex_lock (&team->mutex);
  pthread_cond_broadcast (&team->woken);
  pthread_mutex_unlock (&team->mutex);
}

/**
 * mix_team_new:
 * @n_threads: together with the thread that will ask; 1 for nobody else
 *
 * Returns: (transfer full): a team whose threads sleep until they are needed
 */
MixTeam *
mix_team_new (guint n_threads)
{
  MixTeam *team = g_new0 (MixTeam, 1);

  pthread_mutex_init (&team->mutex, NULL);
  pthread_cond_init (&team->woken, NULL);
  team->n_helpers = MAX (n_threads, 1) - 1;
  team->helpers = g_new0 (GThread *, team->n_helpers);
  for (guint i = 0; i < team->n_helpers; i++)
    team->helpers[i] = g_thread_new ("team", help, team);
  return team;
}

/**
 * mix_team_free:
 *
 * Joins the threads.
 */
void
mix_team_free (MixTeam *team)
{
  if (team == NULL)
    return;
  pthread_mutex_lock (&team->mutex);
  atomic_store (&team->quit, TRUE);
  pthread_cond_broadcast (&team->woken);
  pthread_mutex_unlock (&team->mutex);
  for (guint i = 0; i < team->n_helpers; i++)
    g_thread_join (team->helpers[i]);
  g_free (team->helpers);
  pthread_cond_destroy (&team->woken);
  pthread_mutex_destroy (&team->mutex);
  g_free (team);
}

/**
 * mix_team_run:
 * @team: (nullable): NULL does them all here
 * @n_tasks: at most MIX_TEAM_MAX_TASKS
 * @task: called once with each number below n_tasks, from any of the threads
 *
 * Returns when all are done. One thread asks at a time.
 */
void
mix_team_run (MixTeam *team, guint n_tasks, MixTeamTask task, gpointer data)
{
  g_return_if_fail (n_tasks <= MIX_TEAM_MAX_TASKS);

  if (team == NULL || team->n_helpers == 0 || n_tasks <= 1)
    {
      for (guint i = 0; i < n_tasks; i++)
        task (i, data);
      return;
    }

  uint64_t round = (atomic_load (&team->ticket) >> 32) + 1;
  team->task = task;
  team->data = data;
  atomic_store (&team->done, 0);
  atomic_store (&team->ticket, round << 32 | (uint64_t) n_tasks << 16);
  wake (team);
  work_off (team);
  while (atomic_load (&team->done) < n_tasks)
    relax ();
}
