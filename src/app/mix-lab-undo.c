/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-lab-private.h"

#include <glib/gi18n-lib.h>

#include "mix-format.h"

/* What a person changed in the laboratory can be taken back: an entry holds all that was in
 * effect. */

/* Runs that are kept to come back to; older ones are trained anew, which gives the same again. */
#define MOST_RUNS 8

/* Returns: (transfer full): what was borrowed, to keep. */
MixLabState *
mix_lab_state_copy (const MixLabState *of)
{
  MixLabState *state = g_memdup2 (of, sizeof *of);

  if (state->columns != NULL)
    g_atomic_rc_box_acquire (state->columns);
  if (state->design != NULL)
    mix_design_ref (state->design);
  if (state->canvas != NULL)
    mix_design_ref (state->canvas);
  if (state->run != NULL)
    mix_run_ref (state->run);
  if (state->snapshot != NULL)
    mix_snapshot_ref (state->snapshot);
  return state;
}

/* Returns: (transfer full): what a person chose last, to keep. */
MixLabState *
mix_lab_keep (MixLab *self)
{
  MixLabState now = mix_lab_now (self);

  return mix_lab_state_copy (&now);
}

/* FALSE only before there are any. */
gboolean
mix_lab_state_has_data (const MixLabState *state)
{
  return state->design != NULL || state->columns != NULL;
}

static void
forget_run (MixLabState *state)
{
  g_clear_pointer (&state->run, mix_run_unref);
  g_clear_pointer (&state->snapshot, mix_snapshot_unref);
}

void
mix_lab_state_free (MixLabState *state)
{
  if (state == NULL)
    return;
  forget_run (state);
  g_clear_pointer (&state->columns, mix_lab_columns_unref);
  g_clear_pointer (&state->design, mix_design_unref);
  g_clear_pointer (&state->canvas, mix_design_unref);
  g_free (state);
}

/* What trains goes on training, as after any change. */
static gpointer
exchange (gpointer owner, gpointer data)
{
  MixLab *self = owner;
  g_autoptr (MixLabState) state = data;
  MixLabState *before = mix_lab_keep (self);
  gboolean runs = self->running;
  g_autoptr (GError) error = NULL;

  if (!mix_lab_apply (self, state, state->run == NULL ? MIX_LAB_RESTART : 0, &error))
    g_warning ("what was in effect once did not load again: %s", error->message);
  if (runs && self->canvas == NULL && !mix_lab_is_over (self))
    mix_session_run (self->session);
  mix_lab_update (self);
  return before;
}

static const MixUndoKind changes = { exchange, (GDestroyNotify) mix_lab_state_free };

/* The runs that were met, the newest first. */
typedef struct
{
  MixRun *runs[MOST_RUNS];
  guint n;
} Met;

static void
meet (gpointer data, gpointer met_data)
{
  MixLabState *state = data;
  Met *met = met_data;

  for (guint i = 0; i < met->n; i++)
    if (met->runs[i] == state->run)
      return;
  if (state->run == NULL)
    return;
  if (met->n < MOST_RUNS)
    met->runs[met->n++] = state->run;
  else
    forget_run (state);
}

/* Notes a change that was made to what was in effect before, which it takes over. */
void
mix_lab_note (MixLab *self, MixLabState *before, const char *name, const char *merge)
{
  Met met = { .runs = { mix_session_get_run (self->session) }, .n = 1 };

  mix_undo_add (self->undo, &changes, self, before, name, merge);
  mix_undo_foreach (self->undo, &changes, meet, &met);
}

/* Forgets the changes that were noted after an entry. */
void
mix_lab_forget_since (MixLab *self, guint serial)
{
  mix_undo_forget_since (self->undo, &changes, serial);
}

/* Returns: (transfer full): what setting an option to a value is called: "change components to
 * 5". */
char *
mix_lab_name_option (const MixOption *option, const char *text)
{
  g_autofree char *label = mix_format_within_sentence (_ (option->label));
  int value;

  if (option->kind == MIX_OPTION_LAYERS)
    {
      g_auto (GStrv) layers = g_strsplit (text, ",", -1);
      g_autofree char *list = g_strjoinv (", ", layers);
      return g_strdup_printf (_ ("change %s to %s"), label, list);
    }
  if (option->kind == MIX_OPTION_SWITCH)
    return g_strdup_printf (g_str_equal (text, "on") ? _ ("switch on %s") : _ ("switch off %s"),
                            label);
  if (option->kind != MIX_OPTION_CHOICE || !mix_choice_parse (option->choices, text, &value))
    return g_strdup_printf (_ ("change %s to %s"), label, text);
  for (const MixChoice *choice = option->choices; choice->nick != NULL; choice++)
    if (choice->value == value)
      return g_strdup_printf (_ ("change %s to %s"), label, _ (choice->label));
  g_return_val_if_reached (NULL);
}
