/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-sweep.h"

#include "mix-team.h"

/* Blocks that are under way at once, for each thread: a few, so that none waits for the last. */
#define SLOTS_OF_THREAD 4
#define MOST_THREADS 256

typedef struct
{
  MixForecast forecast;
  gpointer content;
} Slot;

typedef struct
{
  const MixSweepTasks *tasks;
  gpointer data;
  Slot *slots;
  gsize start; /* of the first block of the round */
} Round;

static void
work_on_slot (guint number, gpointer data)
{
  const Round *round = data;
  Slot *slot = &round->slots[number];

  mix_forecast_seek (&slot->forecast, round->start + number * MIX_FORECAST_BLOCK);
  round->tasks->work (slot->content, &slot->forecast, round->data);
}

static Slot *
make_slots (const MixModel *model, const MixDesign *design, const Round *round, guint n_slots)
{
  Slot *slots = g_new0 (Slot, n_slots);

  for (guint i = 0; i < n_slots; i++)
    {
      mix_forecast_init (&slots[i].forecast, model, design);
      slots[i].content = round->tasks->slot_new (round->data);
    }
  return slots;
}

static void
free_slots (const Round *round, guint n_slots)
{
  for (guint i = 0; i < n_slots; i++)
    {
      mix_forecast_clear (&round->slots[i].forecast);
      round->tasks->slot_free (round->slots[i].content);
    }
  g_free (round->slots);
}

/**
 * mix_sweep:
 * @design: with the model's features in the model's order
 * @n_threads: at least 1; they share the blocks, which are the same however many they are
 * @tasks: what is done to a block
 *
 * Predicts all rows.
 *
 * Returns: FALSE with the error of the task that stopped it
 */
gboolean
mix_sweep (const MixModel *model, const MixDesign *design, guint n_threads,
           const MixSweepTasks *tasks, gpointer data, GError **error)
{
  gsize n_rows = mix_design_get_n_rows (design);
  gsize n_blocks = (n_rows + MIX_FORECAST_BLOCK - 1) / MIX_FORECAST_BLOCK;
  guint n = CLAMP (n_threads, 1, MOST_THREADS);
  guint n_slots = (guint) MIN (n > 1 ? SLOTS_OF_THREAD * n : 1, n_blocks);
  g_autoptr (MixTeam) team = n_slots > 1 ? mix_team_new (n) : NULL;
  Round round = { .tasks = tasks, .data = data };
  gboolean ok = TRUE;

  round.slots = make_slots (model, design, &round, n_slots);
  for (gsize block = 0; ok && block < n_blocks; block += n_slots)
    {
      guint n_here = (guint) MIN (n_slots, n_blocks - block);
      round.start = block * MIX_FORECAST_BLOCK;
      mix_team_run (team, n_here, work_on_slot, &round);
      for (guint i = 0; ok && tasks->take != NULL && i < n_here; i++)
        ok = tasks->take (round.slots[i].content, &round.slots[i].forecast, data, error);
    }
  free_slots (&round, n_slots);
  return ok;
}
