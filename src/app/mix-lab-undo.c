/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-lab-private.h"

#include <glib/gi18n-lib.h>

/* What a person changed in the laboratory can be taken back: an entry holds all that was in effect. */

static MixLabState *
state_copy (const MixLabState *state)
{
  MixLabState *copy = g_new (MixLabState, 1);

  *copy = *state;
  mix_design_ref (copy->design);
  return copy;
}

static void
state_free (gpointer data)
{
  MixLabState *state = data;

  mix_design_unref (state->design);
  g_free (state);
}

static gpointer
exchange (gpointer owner, gpointer data)
{
  MixLab *self = owner;
  MixLabState *state = data, now = mix_lab_now (self);
  MixLabState *before = state_copy (&now);
  g_autoptr (GError) error = NULL;

  if (!mix_lab_apply (self, state, 0, &error))
    g_warning ("what was in effect once did not load again: %s", error->message);
  state_free (state);
  return before;
}

static const MixUndoKind changes = { exchange, state_free };

/* Notes a change that was made to what was in effect before. */
void
mix_lab_note (MixLab *self, const MixLabState *before, const char *name, const char *merge)
{
  mix_undo_add (self->undo, &changes, self, state_copy (before), name, merge);
}

/* "Components" in the middle of a sentence; “λ of π” and the like stay as they are. */
static char *
within_sentence (const char *label)
{
  g_autofree char *first = g_utf8_substring (label, 0, 1);
  g_autofree char *small = g_utf8_strdown (first, -1);

  return g_strconcat (small, g_utf8_next_char (label), NULL);
}

/* Returns: (transfer full): what setting an option to a value is called: "change components to 5". */
char *
mix_lab_name_option (const MixOption *option, const char *text)
{
  g_autofree char *label = within_sentence (_ (option->label));
  int value;

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
