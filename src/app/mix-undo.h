/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* What a person did, in order, each with a name and a state. Undoing an entry exchanges its state
 * for the one in effect, and so does redoing it: one function serves both ways. */
#define MIX_TYPE_UNDO (mix_undo_get_type ())
G_DECLARE_FINAL_TYPE (MixUndo, mix_undo, MIX, UNDO, GObject)

/* How the states of one sort of entry are put into effect. */
typedef struct
{
  /* Puts state (taken over) into effect and returns the one that it replaces. */
  gpointer (*exchange) (gpointer owner, gpointer state);
  GDestroyNotify free;
  /* About where a person looks, not what is there: what was undone can still be redone after it, and
   * moves of one control in a row are one entry, however long they take. */
  gboolean is_journey;
} MixUndoKind;

#define MIX_UNDO_MOST_ENTRIES 64

MixUndo *mix_undo_new (void);

void mix_undo_add (MixUndo *self, const MixUndoKind *kind, gpointer owner, gpointer state,
                   const char *name, const char *merge);
guint mix_undo_get_serial (MixUndo *self);
void mix_undo_forget_since (MixUndo *self, const MixUndoKind *kind, guint serial);
void mix_undo_seal (MixUndo *self);
void mix_undo_undo (MixUndo *self);
void mix_undo_redo (MixUndo *self);
void mix_undo_drop (MixUndo *self, const MixUndoKind *kind, gpointer owner);
const char *mix_undo_get_undo_name (MixUndo *self);
const char *mix_undo_get_redo_name (MixUndo *self);
void mix_undo_foreach (MixUndo *self, const MixUndoKind *kind, GFunc visit, gpointer data);

G_END_DECLS
