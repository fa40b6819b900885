/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-schedule.h"

#include <math.h>

#include <glib/gi18n-lib.h>

/* One cycle (Smith & Topin 2018): how long it rises, and how low it starts and ends. */
#define CYCLE_RISE 0.3
#define CYCLE_START (1 / 25.0)
#define CYCLE_END (CYCLE_START / 1e4)

const MixChoice mix_schedule_choices[] = {
  { MIX_SCHEDULE_CONSTANT, "constant", N_ ("Constant") },
  { MIX_SCHEDULE_COSINE, "cosine", N_ ("Cosine") },
  { MIX_SCHEDULE_PLATEAU, "plateau", N_ ("Reduce on plateau") },
  { MIX_SCHEDULE_ONE_CYCLE, "one-cycle", N_ ("One cycle") },
  { 0 },
};

/**
 * mix_plateau_observe:
 * @plateau: (inout): what was seen so far
 * @nll: of the epoch that has ended, on the validation rows where there are any
 *
 * Counts a reduction at the end of MIX_PLATEAU_PATIENCE + 1 epochs none of which was better than
 * the best before them, and starts to count again.
 */
void
mix_plateau_observe (MixPlateau *plateau, double nll)
{
  if (!plateau->any || nll < plateau->best - MIX_PLATEAU_LEAST_GAIN)
    {
      plateau->any = TRUE;
      plateau->best = nll;
      plateau->waited = 0;
    }
  else if (++plateau->waited > MIX_PLATEAU_PATIENCE)
    {
      plateau->reductions++;
      plateau->waited = 0;
    }
}

/* Half a cosine from one value to another while at goes from 0 to 1. */
static double
anneal (double from, double to, double at)
{
  return to + (from - to) * 0.5 * (1 + cos (G_PI * at));
}

static double
one_cycle (double at)
{
  if (at < CYCLE_RISE)
    return anneal (CYCLE_START, 1, at / CYCLE_RISE);
  return anneal (1, CYCLE_END, (at - CYCLE_RISE) / (1 - CYCLE_RISE));
}

/**
 * mix_schedule_factor:
 * @warmup: share of the run in which the rate rises linearly from 0, in [0, 1); one cycle has a
 *   rise of its own instead
 * @at: how much of the run is over with this step, in (0, 1]; more counts as 1
 * @plateau: (nullable): for reduce-on-plateau
 *
 * Returns: the learning rate as a share of its peak, in [0, 1]
 */
double
mix_schedule_factor (MixSchedule schedule, double warmup, double at, const MixPlateau *plateau)
{
  at = CLAMP (at, 0, 1);
  if (schedule == MIX_SCHEDULE_ONE_CYCLE)
    return one_cycle (at);
  if (at < warmup)
    return at / warmup;
  switch (schedule)
    {
    case MIX_SCHEDULE_COSINE:
      return anneal (1, 0, (at - warmup) / (1 - warmup));
    case MIX_SCHEDULE_PLATEAU:
      return plateau != NULL ? pow (MIX_PLATEAU_FACTOR, plateau->reductions) : 1;
    case MIX_SCHEDULE_CONSTANT:
    case MIX_SCHEDULE_ONE_CYCLE:
    default:
      return 1;
    }
}
