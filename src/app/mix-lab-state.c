/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-lab-private.h"

/* How the laboratory goes from one state to another: a run is taken up, started over, or changed
 * while it lives. */

/* What the networks know that a run with other rows starts from. */
static MixSnapshot *
warm_start (MixLab *self, MixLabHow how)
{
  gboolean learnt = self->snapshot != NULL && mix_snapshot_has_learnt (self->snapshot)
                    && self->snapshot->state != MIX_RUN_DIVERGED;

  return (how & MIX_LAB_WARM) && learnt ? self->snapshot : NULL;
}

/* Takes over a state whose run the session has. meanwhile: (transfer full) (nullable): what is
 * shown until the session answers, which it may have done already. */
static void
follow_session (MixLab *self, const MixLabState *to, MixSnapshot *meanwhile)
{
  gboolean new_design = to->design != self->design;
  gboolean new_config = !mix_config_equal (&to->config, &self->config) || self->pending != NULL;

  mix_lab_drop_pending (self);
  self->config = to->config;
  self->all_others = to->all_others;
  self->components_chosen = to->components_chosen;
  if (new_design)
    {
      g_clear_pointer (&self->design, mix_design_unref);
      self->design = mix_design_ref (to->design);
      mix_lab_emit (self, MIX_LAB_DATA_CHANGED);
    }
  if (meanwhile != NULL)
    mix_lab_take_snapshot (self, meanwhile);
  mix_lab_poll (self);
  if (new_config || new_design) /* what is chosen automatically depends on the rows */
    mix_lab_emit (self, MIX_LAB_CONFIG_CHANGED);
}

/* Whether the table has the columns: nobody waits to hear that it has not. */
static gboolean
has_columns (const MixLabColumns *columns)
{
  MixDataset *dataset = columns->dataset;

  if (columns->target != NULL && mix_dataset_find_column (dataset, columns->target) < 0)
    return FALSE;
  for (guint i = 0; columns->features != NULL && columns->features[i] != NULL; i++)
    if (mix_dataset_find_column (dataset, columns->features[i]) < 0)
      return FALSE;
  return TRUE;
}

/* At once, or, with many rows, when a thread has got it ready. from: (nullable): what the networks
 * start from; NULL: as how says */
gboolean
mix_lab_start_over (MixLab *self, const MixLabState *to, MixLabHow how, const MixSnapshot *from,
                    GError **error)
{
  if (from == NULL)
    from = warm_start (self, how);
  if (mix_lab_takes_long (self, to) && (to->columns == NULL || has_columns (to->columns)))
    {
      mix_lab_wait_for (self, to, how, from);
      return TRUE;
    }
  g_autoptr (MixLabStart) start = mix_lab_start_new_state (to, from);
  if (!mix_lab_start_prepare (start, NULL, error))
    return FALSE;
  MixLabState state = *to;
  state.columns = NULL;
  state.design = start->design;
  mix_session_load_trainer (self->session, g_steal_pointer (&start->trainer));
  follow_session (self, &state, NULL);
  if (how & MIX_LAB_RUN)
    mix_session_run (self->session);
  mix_lab_update (self);
  return TRUE;
}

/* Starts over, paused, with a trainer that is there already, which it takes. */
void
mix_lab_start_with (MixLab *self, const MixLabState *to, MixTrainer *trainer)
{
  mix_session_load_trainer (self->session, trainer);
  follow_session (self, to, NULL);
  mix_lab_update (self);
}

/* Goes back to a run that was there before, or as_copy to one that stays as it is. What it showed
 * is shown until the session has it again. */
void
mix_lab_take_up (MixLab *self, const MixLabState *to, gboolean as_copy)
{
  MixSnapshot *snapshot = mix_snapshot_ref (to->snapshot);

  if (as_copy)
    mix_session_take_up_copy (self->session, to->run, &to->config);
  else
    mix_session_take_up (self->session, to->run, &to->config);
  follow_session (self, to, snapshot);
  mix_lab_update (self);
}

/* What differs from the run on show in more than live options, or is not about it. */
static gboolean
needs_start (MixLab *self, const MixLabState *to, MixLabHow how)
{
  if (!mix_lab_state_has_data (to))
    return FALSE;
  if (to->columns != NULL || to->design != self->design || (how & MIX_LAB_RESTART))
    return TRUE;
  return (self->pending != NULL && to->run == NULL)
         || mix_config_needs_restart (&self->config, &to->config);
}

/* What was got ready is not waited for any longer: the run on show stays. */
static void
stay (MixLab *self)
{
  if (self->pending == NULL)
    return;
  mix_lab_drop_pending (self);
  mix_lab_emit (self, MIX_LAB_CONFIG_CHANGED);
}

/* Takes up a run, or starts one over, or changes what is live; on failure nothing has changed. */
static gboolean
put_into_effect (MixLab *self, const MixLabState *to, MixLabHow how, GError **error)
{
  if (to->run != NULL && to->run != mix_session_get_run (self->session))
    {
      mix_lab_take_up (self, to, FALSE);
      return TRUE;
    }
  if (to->run != NULL)
    stay (self);
  if (needs_start (self, to, how))
    return mix_lab_start_over (self, to, how, NULL, error);

  self->all_others = to->all_others;
  self->components_chosen = to->components_chosen;
  if (mix_config_equal (&to->config, &self->config))
    return TRUE;
  self->config = to->config;
  mix_session_set_config (self->session, &to->config);
  mix_lab_emit (self, MIX_LAB_CONFIG_CHANGED);
  return TRUE;
}

static void
set_canvas (MixLab *self, MixDesign *canvas)
{
  MixDesign *before = self->canvas;

  self->canvas = canvas != NULL ? mix_design_ref (canvas) : NULL;
  g_clear_pointer (&before, mix_design_unref);
}

/* What stands in words: of the canvas, or of the run again. */
static void
show_readout (MixLab *self)
{
  g_autoptr (MixSnapshot) drawn = mix_snapshot_new ();

  drawn->config = self->config;
  drawn->state = MIX_RUN_READY;
  drawn->history = mix_history_new ();
  if (self->canvas != NULL)
    drawn->design = mix_design_ref (self->canvas);
  if (self->canvas != NULL || self->snapshot != NULL)
    mix_readout_show (self->readout, self->canvas != NULL ? drawn : self->snapshot);
}

/* What was drawn gives way to what is in effect. */
void
mix_lab_leave_canvas (MixLab *self)
{
  if (self->canvas == NULL)
    return;
  set_canvas (self, NULL);
  show_readout (self);
  mix_lab_emit (self, MIX_LAB_DATA_CHANGED);
}

/* Puts a state into effect; on failure nothing has changed. */
gboolean
mix_lab_apply (MixLab *self, const MixLabState *to, MixLabHow how, GError **error)
{
  g_autoptr (MixDesign) before = self->canvas != NULL ? mix_design_ref (self->canvas) : NULL;

  set_canvas (self, to->canvas);
  if (!put_into_effect (self, to, how, error))
    {
      set_canvas (self, before);
      return FALSE;
    }
  if (self->canvas == before)
    return TRUE;
  show_readout (self);
  mix_lab_emit (self, MIX_LAB_DATA_CHANGED);
  return TRUE;
}

/* The same for what a person does, so that it can be undone. Before there are data nothing can. */
gboolean
mix_lab_change (MixLab *self, const MixLabState *to, MixLabHow how, const char *name,
                const char *merge, GError **error)
{
  g_autoptr (MixLabState) before = mix_lab_keep (self);

  if (!mix_lab_apply (self, to, how, error))
    return FALSE;
  if (mix_lab_state_has_data (before))
    mix_lab_note (self, g_steal_pointer (&before), name, merge);
  return TRUE;
}
