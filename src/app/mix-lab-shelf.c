/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-lab-private.h"

#include <glib/gi18n-lib.h>

#include "mix-trainer.h"

/* The shelf: runs that a person keeps beside the current one. */

static gpointer
exchange (gpointer owner, gpointer data)
{
  MixLab *self = owner;
  g_autoptr (GPtrArray) runs = data;
  GPtrArray *before = mix_run_shelf_list (self->shelf);

  mix_run_shelf_set (self->shelf, runs);
  return before;
}

static const MixUndoKind pins = { exchange, (GDestroyNotify) g_ptr_array_unref };

static GPtrArray *
copy_list (MixLab *self)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < mix_run_shelf_get_n (self->shelf); i++)
    g_ptr_array_add (copy, g_object_ref (mix_run_shelf_peek (self->shelf, i)));
  return copy;
}

static void
change_shelf (MixLab *self, GPtrArray *runs, const char *name)
{
  GPtrArray *before = mix_run_shelf_list (self->shelf);

  mix_run_shelf_set (self->shelf, runs);
  mix_undo_add (self->undo, &pins, self, before, name, NULL);
}

/**
 * mix_lab_pin:
 *
 * Puts the moment on show on the shelf; training goes on.
 *
 * Returns: FALSE with an error where there is nothing to pin, or no room
 */
gboolean
mix_lab_pin (MixLab *self, GError **error)
{
  g_return_val_if_fail (MIX_IS_LAB (self), FALSE);

  if (self->snapshot == NULL || !mix_snapshot_has_learnt (self->snapshot))
    {
      g_set_error_literal (error, MIX_TRAIN_ERROR, MIX_TRAIN_ERROR_OPTIONS,
                           _ ("Nothing has been learnt yet: train first, then pin the run"));
      return FALSE;
    }
  if (mix_run_shelf_get_n (self->shelf) >= MIX_RUN_SHELF_MOST)
    {
      g_set_error (error, MIX_TRAIN_ERROR, MIX_TRAIN_ERROR_OPTIONS,
                   _ ("The shelf holds %d runs: take one off first"), MIX_RUN_SHELF_MOST);
      return FALSE;
    }
  g_autoptr (GPtrArray) runs = copy_list (self);
  MixLabState shown = mix_lab_shown (self);
  MixPinnedRun *pinned
    = mix_pinned_run_new (mix_run_shelf_next_number (self->shelf), mix_session_pin (self->session),
                          self->snapshot, shown.all_others, shown.components_chosen);
  g_ptr_array_add (runs, pinned);
  change_shelf (self, runs, _ ("pin the run"));
  mix_lab_update (self);
  return TRUE;
}

/* Takes a run off the shelf. */
void
mix_lab_unpin (MixLab *self, MixPinnedRun *pinned)
{
  g_return_if_fail (MIX_IS_LAB (self));

  g_autofree char *name = g_strdup_printf (_ ("take %s off"), mix_pinned_run_get_name (pinned));
  g_autoptr (GPtrArray) runs = copy_list (self);
  if (g_ptr_array_remove (runs, pinned))
    change_shelf (self, runs, name);
}

/**
 * mix_lab_bring_back:
 *
 * Goes on, paused, where a pinned run was; the current one is kept under undo, the pinned one on
 * the shelf.
 */
void
mix_lab_bring_back (MixLab *self, MixPinnedRun *pinned)
{
  g_return_if_fail (MIX_IS_LAB (self));

  g_autofree char *name
    = g_strdup_printf (_ ("bring %s back"), mix_pinned_run_get_name (pinned));
  MixSnapshot *snapshot = mix_pinned_run_get_snapshot (pinned);
  MixLabState to = { .config = snapshot->config,
                     .design = snapshot->design,
                     .run = mix_pinned_run_get_run (pinned),
                     .snapshot = snapshot,
                     .all_others = mix_pinned_run_get_all_others (pinned),
                     .components_chosen = mix_pinned_run_get_components_chosen (pinned) };
  MixLabState *before = mix_lab_keep (self);

  g_clear_pointer (&self->canvas, mix_design_unref);
  mix_lab_take_up (self, &to, TRUE);
  mix_lab_note (self, before, name, NULL);
}

/* Returns: (transfer none): the runs that a person pinned. */
MixRunShelf *
mix_lab_get_shelf (MixLab *self)
{
  g_return_val_if_fail (MIX_IS_LAB (self), NULL);
  return self->shelf;
}
