/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-pinned-run.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "mix-format.h"

struct _MixPinnedRun
{
  GObject parent_instance;

  char *name;
  MixRun *run;
  MixSnapshot *snapshot;
  gboolean exact; /* the snapshot is the run's own */
  gboolean all_others, components_chosen;
};

G_DEFINE_FINAL_TYPE (MixPinnedRun, mix_pinned_run, G_TYPE_OBJECT)

static void
mix_pinned_run_finalize (GObject *object)
{
  MixPinnedRun *self = MIX_PINNED_RUN (object);

  g_free (self->name);
  g_clear_pointer (&self->run, mix_run_unref);
  g_clear_pointer (&self->snapshot, mix_snapshot_unref);
  G_OBJECT_CLASS (mix_pinned_run_parent_class)->finalize (object);
}

static void
mix_pinned_run_class_init (MixPinnedRunClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mix_pinned_run_finalize;
}

static void
mix_pinned_run_init (MixPinnedRun *self)
{
}

/**
 * mix_pinned_run_new:
 * @number: of the pin, counted from 1
 * @run: (transfer full): from mix_session_pin()
 * @seen: the snapshot that was on show; a reference is taken
 * @all_others, @components_chosen: as the laboratory has them
 *
 * Returns: (transfer full): the pinned run
 */
MixPinnedRun *
mix_pinned_run_new (guint number, MixRun *run, MixSnapshot *seen, gboolean all_others,
                    gboolean components_chosen)
{
  MixPinnedRun *self = g_object_new (MIX_TYPE_PINNED_RUN, NULL);

  self->name = g_strdup_printf (_ ("Run %u"), number);
  self->run = run;
  self->snapshot = mix_snapshot_ref (seen);
  self->all_others = all_others;
  self->components_chosen = components_chosen;
  return self;
}

/* "Run 3" */
const char *
mix_pinned_run_get_name (MixPinnedRun *self)
{
  g_return_val_if_fail (MIX_IS_PINNED_RUN (self), NULL);
  return self->name;
}

/* Returns: (transfer full): "NLL 3.97", of the rows that validate where there are some; empty
 * before the first epoch. */
char *
mix_pinned_run_make_score (MixPinnedRun *self)
{
  g_return_val_if_fail (MIX_IS_PINNED_RUN (self), NULL);

  const MixLossPoint *point = mix_snapshot_get_point (self->snapshot);
  if (point == NULL)
    return g_strdup ("");
  g_autofree char *nll = mix_format_number (
    isfinite (point->validation_nll) ? point->validation_nll : point->train_nll, 2);
  return g_strdup_printf (_ ("NLL %s"), nll);
}

/* Returns: (transfer full): "Two branches, K = 2, epoch 42, NLL 3.97" */
char *
mix_pinned_run_make_summary (MixPinnedRun *self)
{
  g_return_val_if_fail (MIX_IS_PINNED_RUN (self), NULL);

  const MixSnapshot *snapshot = self->snapshot;
  const char *title = _ (mix_dataset_get_title (mix_design_get_dataset (snapshot->design)));
  g_autofree char *score = mix_pinned_run_make_score (self);
  return g_strdup_printf (_ ("%s, K = %d, epoch %u%s%s"), title, snapshot->config.components,
                          snapshot->epoch, *score != '\0' ? ", " : "", score);
}

/* Returns: (transfer none): what had been learnt. */
MixSnapshot *
mix_pinned_run_get_snapshot (MixPinnedRun *self)
{
  g_return_val_if_fail (MIX_IS_PINNED_RUN (self), NULL);
  return self->snapshot;
}

/* Returns: (transfer none): for mix_session_take_up_copy(). */
MixRun *
mix_pinned_run_get_run (MixPinnedRun *self)
{
  g_return_val_if_fail (MIX_IS_PINNED_RUN (self), NULL);
  return self->run;
}

gboolean
mix_pinned_run_get_all_others (MixPinnedRun *self)
{
  g_return_val_if_fail (MIX_IS_PINNED_RUN (self), FALSE);
  return self->all_others;
}

gboolean
mix_pinned_run_get_components_chosen (MixPinnedRun *self)
{
  g_return_val_if_fail (MIX_IS_PINNED_RUN (self), FALSE);
  return self->components_chosen;
}

/* Takes over the exact snapshot once it is there; returns whether it did so now. */
gboolean
mix_pinned_run_refresh (MixPinnedRun *self)
{
  g_return_val_if_fail (MIX_IS_PINNED_RUN (self), FALSE);

  MixSnapshot *exact = self->exact ? NULL : mix_run_get_snapshot (self->run);
  if (exact == NULL)
    return FALSE;
  self->exact = TRUE;
  mix_snapshot_unref (self->snapshot);
  self->snapshot = mix_snapshot_ref (exact);
  return TRUE;
}
