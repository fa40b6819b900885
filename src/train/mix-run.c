/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-run.h"

#include <stdatomic.h>

/* A run that is put away is remembered more coarsely. */
#define MOST_AWAY 32
#define MOST_BYTES_AWAY (4u << 20)

struct _MixRun
{
  _Atomic guint n_references;
  guint64 id;
  MixTrainer *trainer;
  MixKeyframes *keyframes;

  /* While it is put away */
  MixKeyframe *moment;
  MixHistory *history;
  MixConfig config;
  MixDesign *design;

  _Atomic (MixSnapshot *) snapshot; /* of a fork: its moment; set once */
};

/**
 * mix_run_new:
 * @id: unlike that of any other run of the session
 * @trainer: (transfer full) (nullable): NULL for a run that mix_run_branch() fills
 *
 * Returns: (transfer full): a run without a past
 */
MixRun *
mix_run_new (guint64 id, MixTrainer *trainer)
{
  MixRun *run = g_new0 (MixRun, 1);

  atomic_init (&run->n_references, 1);
  run->id = id;
  run->trainer = trainer;
  run->keyframes = mix_keyframes_new (MIX_KEYFRAMES_MOST, MIX_KEYFRAMES_MOST_BYTES);
  return run;
}

MixRun *
mix_run_ref (MixRun *run)
{
  atomic_fetch_add (&run->n_references, 1);
  return run;
}

static void
clear_moment (MixRun *run)
{
  g_clear_pointer (&run->moment, mix_keyframe_unref);
  g_clear_pointer (&run->history, mix_history_free);
  g_clear_pointer (&run->design, mix_design_unref);
}

void
mix_run_unref (MixRun *run)
{
  if (atomic_fetch_sub (&run->n_references, 1) > 1)
    return;
  g_clear_pointer (&run->trainer, mix_trainer_free);
  g_clear_pointer (&run->keyframes, mix_keyframes_free);
  clear_moment (run);
  MixSnapshot *snapshot = atomic_load (&run->snapshot);
  g_clear_pointer (&snapshot, mix_snapshot_unref);
  g_free (run);
}

guint64
mix_run_get_id (const MixRun *run)
{
  return run->id;
}

MixTrainer *
mix_run_get_trainer (MixRun *run)
{
  return run->trainer;
}

MixKeyframes *
mix_run_get_keyframes (MixRun *run)
{
  return run->keyframes;
}

static gboolean
is_kept (const MixRun *run)
{
  const MixKeyframe *last = mix_keyframes_get_last (run->keyframes);

  return last != NULL && mix_keyframe_get_epoch (last) >= mix_trainer_get_epoch (run->trainer);
}

/**
 * mix_run_step:
 *
 * mix_trainer_step(), and a keyframe where that ended an epoch.
 *
 * Returns: the state after it
 */
MixRunState
mix_run_step (MixRun *run)
{
  MixRunState state = mix_trainer_step (run->trainer);

  if (mix_trainer_is_at_epoch (run->trainer) && !is_kept (run))
    mix_keyframes_add (run->keyframes,
                       mix_keyframe_new (run->trainer, mix_keyframes_get_last (run->keyframes)));
  return state;
}

/* Notes where the run is left. */
static void
keep_moment (MixRun *run)
{
  const MixHistory *history = mix_trainer_get_history (run->trainer);

  run->moment = mix_keyframe_new (run->trainer, mix_keyframes_get_last (run->keyframes));
  run->history = mix_history_copy (history);
  run->config = *mix_trainer_get_config (run->trainer);
  run->design = mix_design_ref (mix_trainer_get_design (run->trainer));
  mix_keyframes_set_limits (run->keyframes, MOST_AWAY, MOST_BYTES_AWAY);
}

/**
 * mix_run_put_away:
 *
 * Frees the trainer; what is left is small, and enough for mix_run_take_up().
 */
void
mix_run_put_away (MixRun *run)
{
  if (run->trainer == NULL)
    return;
  keep_moment (run);
  g_clear_pointer (&run->trainer, mix_trainer_free);
}

/**
 * mix_run_take_up:
 *
 * Makes a run that was put away what it was. Takes time in proportion to the rows.
 */
void
mix_run_take_up (MixRun *run)
{
  g_autoptr (GError) error = NULL;

  if (run->trainer != NULL)
    return;
  run->trainer = mix_trainer_new (&run->config, run->design, &error);
  if (run->trainer == NULL)
    g_error ("the same data and options did not load again: %s", error->message);
  mix_keyframe_restore (run->moment, run->history, run->trainer);
  mix_keyframes_set_limits (run->keyframes, MIX_KEYFRAMES_MOST, MIX_KEYFRAMES_MOST_BYTES);
  clear_moment (run);
}

/* How many of the keyframes are not later than an epoch. */
static guint
count_until (const MixKeyframes *keyframes, guint epoch)
{
  guint n = mix_keyframes_get_n (keyframes);

  while (n > 0 && mix_keyframe_get_epoch (mix_keyframes_get (keyframes, n - 1)) > epoch)
    n--;
  return n;
}

/**
 * mix_run_branch:
 * @run: at work; it is put away
 * @from: (nullable): one of its keyframes; NULL for its newest moment
 * @branch: (inout): a run without a trainer
 *
 * Makes branch a run that was the same up to a moment, and is there now.
 */
void
mix_run_branch (MixRun *run, MixKeyframe *from, MixRun *branch)
{
  g_autoptr (MixKeyframe) start = from != NULL ? mix_keyframe_ref (from)
                                               : mix_keyframe_new (run->trainer, NULL);
  guint n = count_until (run->keyframes, mix_keyframe_get_epoch (start));

  g_assert (branch->trainer == NULL);
  mix_keyframes_free (branch->keyframes);
  branch->keyframes = mix_keyframes_copy_first (run->keyframes, n);
  keep_moment (run);
  branch->trainer = g_steal_pointer (&run->trainer);
  mix_keyframe_restore (start, run->history, branch->trainer);
}

/* Where a run is, or was left. */
static void
copy_moment (const MixRun *run, MixKeyframe *from, MixRun *fork)
{
  const MixTrainer *trainer = run->trainer;

  if (trainer == NULL)
    {
      fork->moment = mix_keyframe_ref (run->moment);
      fork->history = mix_history_copy (run->history);
      fork->config = run->config;
      fork->design = mix_design_ref (run->design);
      return;
    }
  fork->moment = from != NULL ? mix_keyframe_ref (from)
                              : mix_keyframe_new (trainer, mix_keyframes_get_last (run->keyframes));
  fork->history = mix_history_copy (mix_trainer_get_history (trainer));
  fork->config = *mix_trainer_get_config (trainer);
  fork->design = mix_design_ref (mix_trainer_get_design (trainer));
}

/**
 * mix_run_fork:
 * @run: at work or put away; stays as it is
 * @from: (nullable): one of its keyframes; NULL for its newest moment, and where it is put away
 * @fork: (inout): a run without a trainer
 *
 * Makes fork a run that was the same up to a moment, and is put away there.
 */
void
mix_run_fork (const MixRun *run, MixKeyframe *from, MixRun *fork)
{
  g_assert (fork->trainer == NULL && fork->moment == NULL);
  copy_moment (run, from, fork);
  mix_keyframes_free (fork->keyframes);
  fork->keyframes = mix_keyframes_copy_first (
    run->keyframes, count_until (run->keyframes, mix_keyframe_get_epoch (fork->moment)));
  mix_keyframes_set_limits (fork->keyframes, MOST_AWAY, MOST_BYTES_AWAY);
}

/**
 * mix_run_set_snapshot:
 * @snapshot: (transfer full): the moment of a fork; to be called once
 */
void
mix_run_set_snapshot (MixRun *run, MixSnapshot *snapshot)
{
  MixSnapshot *before = atomic_exchange (&run->snapshot, snapshot);

  g_assert (before == NULL);
}

/**
 * mix_run_get_snapshot:
 *
 * Returns: (transfer none) (nullable): the moment of a fork, from any thread; NULL before the
 *   worker has made it
 */
MixSnapshot *
mix_run_get_snapshot (MixRun *run)
{
  return atomic_load (&run->snapshot);
}
