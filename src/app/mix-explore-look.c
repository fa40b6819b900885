/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-explore-private.h"
#include "mix-look.h"

/* How a person looks at the page can be taken back like whatever else is changed, and comes back
 * with the data that it was of; mix-explore-held.c does that for the features. */

#define MOST_REMEMBERED 8

/* A part of a look, to put back. */
typedef struct
{
  MixLook *look;
  MixLookParts parts;
} Part;

static void
part_free (gpointer data)
{
  Part *part = data;

  mix_look_free (part->look);
  g_free (part);
}

static gpointer
exchange (gpointer owner, gpointer data)
{
  MixExplorePage *self = owner;
  Part *part = data;

  if (mix_scene_get_design (self->scene) == NULL)
    return part;
  MixLook *now = mix_look_new (self->scene);
  mix_look_put (part->look, part->parts, self->scene);
  mix_look_free (part->look);
  part->look = now;
  mix_explore_page_follow_look (self);
  return part;
}

static const MixUndoKind changes = { exchange, part_free };
static const MixUndoKind journeys = { exchange, part_free, .is_journey = TRUE };

/* What moves in many steps is one entry. */
static const struct
{
  MixLookParts parts;
  const MixUndoKind *kind;
  const char *merge;
} gestures[] = {
  { MIX_LOOK_X0, &journeys, "x0" },
  { MIX_LOOK_AXES, &journeys, "axes" },
  { MIX_LOOK_THRESHOLD, &changes, "threshold" },
  { MIX_LOOK_PIN, &changes, "pin" },
};

static void
add (MixExplorePage *self, const MixUndoKind *kind, MixLook *before, MixLookParts parts,
     const char *name, const char *merge)
{
  Part *part = g_new (Part, 1);

  *part = (Part){ before, parts };
  mix_undo_add (mix_lab_get_undo (self->lab), kind, self, part, name, merge);
}

/* Returns: (transfer full) (nullable): how it is looked at, before a person changes that; NULL where
 * there is nothing to look at yet. */
MixLook *
mix_explore_page_keep_look (MixExplorePage *self)
{
  return mix_scene_get_design (self->scene) != NULL ? mix_look_new (self->scene) : NULL;
}

/* Notes what a person changed. before: (transfer full) (nullable) */
void
mix_explore_page_note_look (MixExplorePage *self, MixLook *before)
{
  g_autoptr (MixLook) was = before;
  g_autoptr (MixLook) now = mix_explore_page_keep_look (self);

  if (was == NULL || now == NULL || self->lab == NULL)
    return;
  MixLookParts parts = mix_look_differ (was, now);
  if (parts == 0)
    return;
  g_autofree char *name = mix_look_name (was, now, mix_scene_get_design (self->scene));
  for (guint i = 0; i < G_N_ELEMENTS (gestures); i++)
    if (parts == gestures[i].parts)
      {
        add (self, gestures[i].kind, g_steal_pointer (&was), parts, name, gestures[i].merge);
        return;
      }
  add (self, &changes, g_steal_pointer (&was), parts, name, NULL);
}

/* The first click of two did something already, as an entry of its own; two are another thing. */
void
mix_explore_page_drop_click (MixExplorePage *self)
{
  if (self->click_noted)
    mix_undo_drop (mix_lab_get_undo (self->lab), &changes, self);
  self->click_noted = FALSE;
}

/* Looks at data */

typedef struct
{
  MixDataset *dataset;
  MixLook *look;
} Remembered;

static void
remembered_free (gpointer data)
{
  Remembered *remembered = data;

  mix_dataset_unref (remembered->dataset);
  mix_look_free (remembered->look);
  g_free (remembered);
}

static Remembered *
find_remembered (MixExplorePage *self, MixDataset *dataset, guint *index)
{
  for (guint i = 0; self->looks != NULL && i < self->looks->len; i++)
    {
      Remembered *remembered = g_ptr_array_index (self->looks, i);
      *index = i;
      if (remembered->dataset == dataset)
        return remembered;
    }
  return NULL;
}

/* Before other data come: these may come back by undo. */
void
mix_explore_page_remember_look (MixExplorePage *self)
{
  MixDesign *design = mix_scene_get_design (self->scene);
  guint index;

  if (design == NULL)
    return;
  if (self->looks == NULL)
    self->looks = g_ptr_array_new_with_free_func (remembered_free);
  if (find_remembered (self, mix_design_get_dataset (design), &index) != NULL)
    g_ptr_array_remove_index (self->looks, index);
  if (self->looks->len >= MOST_REMEMBERED)
    g_ptr_array_remove_index (self->looks, 0);
  Remembered *remembered = g_new (Remembered, 1);
  *remembered
    = (Remembered){ mix_dataset_ref (mix_design_get_dataset (design)), mix_look_new (self->scene) };
  g_ptr_array_add (self->looks, remembered);
}

/* Data that were looked at before are looked at as they were. Returns: whether they were */
gboolean
mix_explore_page_recall_look (MixExplorePage *self)
{
  guint index;
  Remembered *remembered
    = find_remembered (self, mix_design_get_dataset (mix_scene_get_design (self->scene)), &index);

  if (remembered == NULL)
    return FALSE;
  mix_look_put (remembered->look, MIX_LOOK_ALL, self->scene);
  return TRUE;
}
