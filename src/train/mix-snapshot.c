/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-snapshot.h"

MixSnapshot *
mix_snapshot_ref (MixSnapshot *snapshot)
{
  return g_atomic_rc_box_acquire (snapshot);
}

static void
clear (gpointer data)
{
  MixSnapshot *snapshot = data;
  g_free (snapshot->reason);
  g_clear_pointer (&snapshot->design, mix_design_unref);
  g_clear_pointer (&snapshot->model, mix_model_unref);
  g_clear_pointer (&snapshot->plain, mix_model_unref);
  g_clear_pointer (&snapshot->history, mix_history_free);
}

void
mix_snapshot_unref (MixSnapshot *snapshot)
{
  g_atomic_rc_box_release_full (snapshot, clear);
}

/**
 * mix_snapshot_new:
 *
 * Returns: (transfer full): an empty snapshot; its maker fills it before anybody else sees it
 */
MixSnapshot *
mix_snapshot_new (void)
{
  return g_atomic_rc_box_new0 (MixSnapshot);
}

/**
 * mix_snapshot_has_learnt:
 *
 * Returns: whether there was a step, or the run began with what was learnt before, or all is from a
 *   file
 */
gboolean
mix_snapshot_has_learnt (const MixSnapshot *snapshot)
{
  return snapshot->step > 0 || snapshot->is_warm || snapshot->state == MIX_RUN_FINISHED;
}

/**
 * mix_snapshot_new_for_model:
 * @model: from a file
 * @design: the rows to show it on, with the columns that the model wants
 *
 * Returns: (transfer full): the end of a run whose history nobody kept
 */
MixSnapshot *
mix_snapshot_new_for_model (MixModel *model, MixDesign *design)
{
  MixSnapshot *snapshot = mix_snapshot_new ();
  MixModel *companion = mix_model_get_companion (model);
  GHashTable *settings = mix_model_get_settings (model);

  snapshot->state = MIX_RUN_FINISHED;
  if (settings == NULL || !mix_config_from_settings (&snapshot->config, settings, NULL))
    mix_config_init (&snapshot->config);
  snapshot->design = mix_design_ref (design);
  snapshot->n_train = mix_design_get_n_rows (design);
  snapshot->n_parameters = mix_model_get_n_trainable (model);
  snapshot->model = mix_model_ref (model);
  snapshot->plain = companion != NULL ? mix_model_ref (companion) : NULL;
  snapshot->history = mix_history_new ();
  return snapshot;
}

gboolean
mix_snapshot_shows_best (const MixSnapshot *snapshot)
{
  return snapshot->state == MIX_RUN_FINISHED || snapshot->state == MIX_RUN_DIVERGED;
}

/**
 * mix_snapshot_get_point:
 *
 * Returns: (nullable): the losses of the networks on show: at the end those of the best epoch, as
 *   its weights are back; else of the last epoch that was over at that moment
 */
const MixLossPoint *
mix_snapshot_get_point (const MixSnapshot *snapshot)
{
  if (snapshot->is_past)
    return mix_history_find (snapshot->history, snapshot->epoch);
  return mix_snapshot_shows_best (snapshot) ? mix_history_get_best (snapshot->history)
                                            : mix_history_get_last (snapshot->history);
}
