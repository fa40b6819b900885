/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-lab-private.h"

#include <glib/gi18n-lib.h>

#include "mix-component-split.h"
#include "mix-csv.h"

/* What a person does with the run: training, its pace, its past, and the ways out of where it went
 * wrong. */

/* By MixPace: the least time of a whole run. */
static const double least_seconds[] = {
  [MIX_PACE_WATCH] = 8,
  [MIX_PACE_FAST] = 2,
  [MIX_PACE_FULL] = 0,
};

/* Whether the run on show has come to its end. */
gboolean
mix_lab_is_over (MixLab *self)
{
  return self->snapshot != NULL && mix_snapshot_shows_best (self->snapshot);
}

static void
restart (MixLab *self, MixLabHow how, const char *name)
{
  g_autoptr (GError) error = NULL;
  MixLabState same = mix_lab_now (self);

  if (self->design != NULL && !mix_lab_change (self, &same, how | MIX_LAB_RESTART, name, NULL, &error))
    g_warning ("the same data and options did not load again: %s", error->message);
}

/* Trains on; a run that is over starts anew. */
void
mix_lab_run (MixLab *self)
{
  g_return_if_fail (MIX_IS_LAB (self));

  if (self->design == NULL || self->canvas != NULL || mix_lab_run_pending (self, TRUE))
    return;
  if (mix_lab_is_over (self))
    restart (self, MIX_LAB_RUN, _ ("train again"));
  else
    mix_session_run (self->session);
  mix_lab_update (self);
}

void
mix_lab_pause (MixLab *self)
{
  g_return_if_fail (MIX_IS_LAB (self));

  mix_lab_run_pending (self, FALSE);
  mix_session_pause (self->session);
  mix_lab_update (self);
}

void
mix_lab_toggle (MixLab *self)
{
  g_return_if_fail (MIX_IS_LAB (self));

  if (self->running)
    mix_lab_pause (self);
  else
    mix_lab_run (self);
}

/* One mini-batch; where an earlier moment is on show, the one after it. */
void
mix_lab_step (MixLab *self)
{
  g_return_if_fail (MIX_IS_LAB (self));

  if (self->design == NULL || self->canvas != NULL || self->pending != NULL)
    return;
  if (mix_lab_is_over (self))
    restart (self, 0, _ ("train again"));
  if (self->pending != NULL)
    return;
  if (self->snapshot->is_past)
    mix_session_seek_by (self->session, 1);
  else
    mix_session_step (self->session);
  mix_lab_update (self);
}

/* The same data, options and seed again, before the first step. */
void
mix_lab_reset (MixLab *self)
{
  g_return_if_fail (MIX_IS_LAB (self));
  restart (self, 0, _ ("reset"));
}

/* The same data and options from other first weights: the seed goes on by one. */
void
mix_lab_reset_anew (MixLab *self)
{
  g_return_if_fail (MIX_IS_LAB (self));

  MixLabState to = mix_lab_now (self);
  const MixOption *seed = mix_option_find ("seed");
  if (self->design == NULL)
    return;
  to.config.seed = (double) to.config.seed < seed->max ? to.config.seed + 1 : 1;
  mix_lab_change (self, &to, self->running ? MIX_LAB_RUN : 0, _ ("start from other weights"), NULL,
                  NULL);
}

/* Pauses, and shows the kept moment that is nearest to an epoch. */
void
mix_lab_seek (MixLab *self, guint epoch)
{
  g_return_if_fail (MIX_IS_LAB (self));

  gboolean newest = self->snapshot != NULL && epoch >= self->snapshot->newest_epoch;
  mix_session_seek (self->session, newest ? G_MAXUINT : epoch);
  mix_lab_update (self);
}

/* The same for the moment so many places after the one on show, or before it where that is below
 * 0. */
void
mix_lab_seek_by (MixLab *self, int by)
{
  g_return_if_fail (MIX_IS_LAB (self));

  mix_session_seek_by (self->session, by);
  mix_lab_update (self);
}

/* Training goes on from the earlier moment on show; the run that went on from there before is kept
 * under undo. */
void
mix_lab_branch (MixLab *self)
{
  g_return_if_fail (MIX_IS_LAB (self));

  if (self->snapshot == NULL || !self->snapshot->is_past)
    return;
  mix_lab_give_up_pending (self);
  g_autofree char *name = g_strdup_printf (_ ("branch from epoch %u"), self->snapshot->epoch);
  MixLabState *before = mix_lab_keep (self);
  mix_session_branch (self->session);
  mix_lab_note (self, before, name, NULL);
  mix_lab_update (self);
}

/* Branches from the best epoch with other live options, and trains on. */
static void
branch_from_best (MixLab *self, const MixConfig *config)
{
  mix_session_seek (self->session, mix_history_get_best (self->snapshot->history)->epoch);
  mix_session_branch (self->session);
  mix_session_set_config (self->session, config);
  self->config = *config;
  mix_session_run (self->session);
  mix_lab_emit (self, MIX_LAB_CONFIG_CHANGED);
  mix_lab_update (self);
}

/* The way out of a run that diverged: back to its best moment, at half the rate; to the start where
 * there is none. */
void
mix_lab_halve_learning_rate (MixLab *self)
{
  char text[32];

  g_return_if_fail (MIX_IS_LAB (self));
  g_return_if_fail (self->snapshot != NULL);

  mix_lab_give_up_pending (self);
  double rate = mix_config_learning_rate (&self->config, self->snapshot->n_train);
  mix_csv_format_number (rate / 2, text);
  MixLabState to = mix_lab_now (self);
  const char *name = _ ("go back and halve the learning rate");
  if (!mix_config_set (&to.config, "learning-rate", text, NULL))
    return;
  if (mix_history_get_best (self->snapshot->history) == NULL)
    {
      mix_lab_change (self, &to, MIX_LAB_RESTART | MIX_LAB_RUN, name, NULL, NULL);
      return;
    }
  MixLabState *before = mix_lab_keep (self);
  branch_from_best (self, &to.config);
  mix_lab_note (self, before, name, NULL);
}

/**
 * mix_lab_split_largest:
 * @usage: of the model on show, with a component to spare
 *
 * Starts over, running, from what has been learnt, the largest component in two halves.
 */
void
mix_lab_split_largest (MixLab *self, const MixUsage *usage)
{
  g_return_if_fail (MIX_IS_LAB (self));
  g_return_if_fail (self->snapshot != NULL);

  g_autoptr (GError) error = NULL;
  g_autoptr (MixLabState) before = mix_lab_keep (self);
  g_autoptr (MixSnapshot) from = mix_snapshot_new ();
  MixLabState same = mix_lab_now (self);

  from->model = mix_model_split_largest (self->snapshot->model, self->design, usage);
  from->plain = self->snapshot->plain != NULL ? mix_model_ref (self->snapshot->plain) : NULL;
  if (mix_lab_start_over (self, &same, MIX_LAB_RUN, from, &error))
    mix_lab_note (self, g_steal_pointer (&before), _ ("split the largest component"), NULL);
  else
    g_warning ("the same data and options did not load again: %s", error->message);
}

void
mix_lab_use_pace (MixLab *self, MixPace pace)
{
  self->pace = pace;
  mix_session_set_least_seconds (self->session, least_seconds[pace]);
  g_object_notify (G_OBJECT (self), "pace");
  mix_lab_update (self);
}

static gpointer
exchange_pace (gpointer owner, gpointer state)
{
  MixLab *self = owner;
  MixPace before = self->pace;

  mix_lab_use_pace (self, (MixPace) GPOINTER_TO_UINT (state));
  return GUINT_TO_POINTER (before);
}

static void
nothing_to_free (gpointer state)
{
}

static const MixUndoKind paces = { exchange_pace, nothing_to_free };

/* Acts at once, on a run too. The result of a run does not depend on it. */
void
mix_lab_set_pace (MixLab *self, MixPace pace)
{
  static const char *const names[] = { N_ ("change speed to watch"), N_ ("change speed to fast"),
                                       N_ ("change speed to full") };

  g_return_if_fail (MIX_IS_LAB (self));
  g_return_if_fail (pace <= MIX_PACE_FULL);

  MixPace before = self->pace;
  if (before == pace)
    return;
  mix_lab_use_pace (self, pace);
  if (self->design != NULL) /* before, it is only set up */
    mix_undo_add (self->undo, &paces, self, GUINT_TO_POINTER (before), _ (names[pace]), "pace");
}

MixPace
mix_lab_get_pace (MixLab *self)
{
  g_return_val_if_fail (MIX_IS_LAB (self), MIX_PACE_WATCH);
  return self->pace;
}
