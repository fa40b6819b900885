/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-undo.h"

/* MixUndo knows neither widgets nor what its states are. Properties "undo-name" and "redo-name":
 * what would be taken back or done again, NULL where there is nothing. */

/* Changes of one control within this time of each other are one entry. */
#define MERGE_US (G_USEC_PER_SEC * 3 / 2)

typedef struct
{
  const MixUndoKind *kind;
  gpointer owner;
  gpointer state;
  char *name;
  char *merge; /* NULL: never goes together with another */
  guint serial;
} Entry;

struct _MixUndo
{
  GObject parent_instance;

  GPtrArray *entries; /* Entry, the oldest first */
  guint n_done;       /* the entries before this one can be undone, the others redone */
  gint64 last_time;   /* of the newest change; 0 where the next one is an entry of its own */
  gboolean exchanging;
  guint serial; /* of the newest entry that was ever added */
};

enum
{
  PROP_UNDO_NAME = 1,
  PROP_REDO_NAME,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (MixUndo, mix_undo, G_TYPE_OBJECT)

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  if (entry->state != NULL)
    entry->kind->free (entry->state);
  g_free (entry->name);
  g_free (entry->merge);
  g_free (entry);
}

static void
notify (MixUndo *self)
{
  for (guint i = PROP_UNDO_NAME; i < N_PROPS; i++)
    g_object_notify_by_pspec (G_OBJECT (self), props[i]);
}

static void
mix_undo_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  MixUndo *self = MIX_UNDO (object);

  if (prop_id == PROP_UNDO_NAME)
    g_value_set_string (value, mix_undo_get_undo_name (self));
  else if (prop_id == PROP_REDO_NAME)
    g_value_set_string (value, mix_undo_get_redo_name (self));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
mix_undo_finalize (GObject *object)
{
  g_ptr_array_unref (MIX_UNDO (object)->entries);
  G_OBJECT_CLASS (mix_undo_parent_class)->finalize (object);
}

static void
mix_undo_class_init (MixUndoClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = mix_undo_get_property;
  object_class->finalize = mix_undo_finalize;
  props[PROP_UNDO_NAME] = g_param_spec_string ("undo-name", NULL, NULL, NULL, flags);
  props[PROP_REDO_NAME] = g_param_spec_string ("redo-name", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
mix_undo_init (MixUndo *self)
{
  self->entries = g_ptr_array_new_with_free_func (entry_free);
}

/* Returns: (transfer full): an empty list. */
MixUndo *
mix_undo_new (void)
{
  return g_object_new (MIX_TYPE_UNDO, NULL);
}

/* The entry that a change with this key belongs to, if its control is still being dragged. */
static Entry *
find_merge (MixUndo *self, const MixUndoKind *kind, gpointer owner, const char *merge)
{
  gboolean is_late = self->last_time == 0
                     || g_get_monotonic_time () - self->last_time > MERGE_US;

  if (merge == NULL || self->n_done == 0 || (is_late && !kind->is_journey))
    return NULL;
  Entry *newest = g_ptr_array_index (self->entries, self->n_done - 1);
  gboolean same = newest->kind == kind && newest->owner == owner
                  && g_strcmp0 (newest->merge, merge) == 0;
  return same ? newest : NULL;
}

/* After what is done, before what can be redone. */
static void
insert (MixUndo *self, const MixUndoKind *kind, gpointer owner, gpointer state, const char *name,
        const char *merge)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->kind = kind;
  entry->owner = owner;
  entry->state = state;
  entry->name = g_strdup (name);
  entry->merge = g_strdup (merge);
  entry->serial = ++self->serial;
  g_ptr_array_insert (self->entries, (int) self->n_done++, entry);
  if (self->entries->len <= MIX_UNDO_MOST_ENTRIES)
    return;
  g_ptr_array_remove_index (self->entries, 0);
  self->n_done--;
}

/**
 * mix_undo_add:
 * @kind: static
 * @owner: what the states are of; outlives the list
 * @state: (transfer full): what was in effect before the change
 * @name: of the change, to follow “Undo”: "change components to 5"
 * @merge: (nullable): of the control; its changes in quick succession become one entry, which goes
 *   back to before the first and has the name of the last
 *
 * Notes a change that has just been made. What had been undone cannot be redone after it, unless it
 * is one of a journey. Changes that an exchange makes are not noted.
 */
void
mix_undo_add (MixUndo *self, const MixUndoKind *kind, gpointer owner, gpointer state,
              const char *name, const char *merge)
{
  g_return_if_fail (MIX_IS_UNDO (self));
  g_return_if_fail (name != NULL);

  if (self->exchanging)
    {
      kind->free (state);
      return;
    }
  if (self->entries->len > self->n_done && !kind->is_journey)
    g_ptr_array_remove_range (self->entries, self->n_done, self->entries->len - self->n_done);
  Entry *entry = find_merge (self, kind, owner, merge);
  self->last_time = g_get_monotonic_time ();
  if (entry != NULL)
    kind->free (state);
  else
    insert (self, kind, owner, state, name, merge);
  if (entry != NULL && g_str_equal (entry->name, name))
    return; /* a drag: nobody needs to hear of every pixel */
  if (entry != NULL)
    {
      g_free (entry->name);
      entry->name = g_strdup (name);
    }
  notify (self);
}

/* Returns: what tells the entries so far from those that come. */
guint
mix_undo_get_serial (MixUndo *self)
{
  g_return_val_if_fail (MIX_IS_UNDO (self), 0);
  return self->serial;
}

/**
 * mix_undo_forget_since:
 * @serial: from mix_undo_get_serial()
 *
 * Forgets the entries of a kind that were added since: they came to nothing.
 */
void
mix_undo_forget_since (MixUndo *self, const MixUndoKind *kind, guint serial)
{
  g_return_if_fail (MIX_IS_UNDO (self));

  for (guint i = self->entries->len; i > 0; i--)
    {
      Entry *entry = g_ptr_array_index (self->entries, i - 1);
      if (entry->kind != kind || entry->serial <= serial)
        continue;
      g_ptr_array_remove_index (self->entries, i - 1);
      self->n_done -= i - 1 < self->n_done;
    }
  self->last_time = 0;
  notify (self);
}

/* The next change is an entry of its own: a gesture has ended. */
void
mix_undo_seal (MixUndo *self)
{
  g_return_if_fail (MIX_IS_UNDO (self));
  self->last_time = 0;
}

static void
exchange (MixUndo *self, Entry *entry)
{
  self->exchanging = TRUE;
  entry->state = entry->kind->exchange (entry->owner, g_steal_pointer (&entry->state));
  self->exchanging = FALSE;
  self->last_time = 0;
}

/* Takes the newest change back; nothing where there is none. */
void
mix_undo_undo (MixUndo *self)
{
  g_return_if_fail (MIX_IS_UNDO (self));

  if (self->exchanging || self->n_done == 0)
    return;
  exchange (self, g_ptr_array_index (self->entries, --self->n_done));
  notify (self);
}

/* Makes again the change that was taken back last. */
void
mix_undo_redo (MixUndo *self)
{
  g_return_if_fail (MIX_IS_UNDO (self));

  if (self->exchanging || self->n_done == self->entries->len)
    return;
  exchange (self, g_ptr_array_index (self->entries, self->n_done++));
  notify (self);
}

/* Takes the newest change back for good where it is one of this kind and owner: it was none that a
 * person meant. */
void
mix_undo_drop (MixUndo *self, const MixUndoKind *kind, gpointer owner)
{
  g_return_if_fail (MIX_IS_UNDO (self));

  Entry *newest = self->n_done > 0 ? g_ptr_array_index (self->entries, self->n_done - 1) : NULL;
  if (self->exchanging || newest == NULL || newest->kind != kind || newest->owner != owner)
    return;
  self->n_done--;
  exchange (self, newest);
  g_ptr_array_remove (self->entries, newest);
  notify (self);
}

static const char *
name_at (MixUndo *self, guint index)
{
  return ((Entry *) g_ptr_array_index (self->entries, index))->name;
}

/* Returns: (nullable): what undoing would take back. */
const char *
mix_undo_get_undo_name (MixUndo *self)
{
  g_return_val_if_fail (MIX_IS_UNDO (self), NULL);
  return self->n_done > 0 ? name_at (self, self->n_done - 1) : NULL;
}

/* Returns: (nullable): what redoing would do again. */
const char *
mix_undo_get_redo_name (MixUndo *self)
{
  g_return_val_if_fail (MIX_IS_UNDO (self), NULL);
  return self->n_done < self->entries->len ? name_at (self, self->n_done) : NULL;
}

/* Shows the states of one kind to visit, the newest first, so that their owner can keep them
 * small. */
void
mix_undo_foreach (MixUndo *self, const MixUndoKind *kind, GFunc visit, gpointer data)
{
  g_return_if_fail (MIX_IS_UNDO (self));

  for (guint i = self->entries->len; i > 0; i--)
    {
      Entry *entry = g_ptr_array_index (self->entries, i - 1);
      if (entry->kind == kind && entry->state != NULL)
        visit (entry->state, data);
    }
}
