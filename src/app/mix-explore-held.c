/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-explore-private.h"

#include <glib/gi18n-lib.h>

/* Which feature is on the x axis, and what the others are held at. It is a person's choice, so it
 * can be undone, in the order of all else that was changed. */

typedef struct
{
  guint n_features, x_feature;
  gssize picked;
  double x0;
  double *held; /* [n_features] */
} Plane;

static void
plane_free (gpointer data)
{
  Plane *plane = data;

  g_free (plane->held);
  g_free (plane);
}

/* Returns: (transfer full): what is in effect */
static Plane *
keep (MixExplorePage *self)
{
  Plane *plane = g_new0 (Plane, 1);

  plane->n_features = mix_design_get_n_features (mix_scene_get_design (self->scene));
  plane->x_feature = mix_scene_get_x_feature (self->scene);
  plane->picked = mix_scene_get_picked (self->scene);
  plane->x0 = mix_scene_get_x0 (self->scene);
  plane->held = g_new (double, plane->n_features);
  for (guint f = 0; f < plane->n_features; f++)
    plane->held[f] = mix_scene_get_held (self->scene, f);
  return plane;
}

static void
show (MixExplorePage *self)
{
  mix_explore_page_build (self, FALSE);
  mix_explore_page_describe (self);
}

static void
put_on_x (MixExplorePage *self, guint feature)
{
  if (mix_scene_get_x_feature (self->scene) == feature)
    return;
  mix_scene_set_x_feature (self->scene, feature);
  mix_explore_page_forget_trail (self); /* another feature takes the zoom back, too */
  mix_explore_page_follow_design (self);
}

static gpointer
exchange (gpointer owner, gpointer data)
{
  MixExplorePage *self = MIX_EXPLORE_PAGE (owner);
  MixDesign *design = mix_scene_get_design (self->scene);
  Plane *to = data;

  /* Data that were drawn or opened since have features of their own. */
  if (mix_design_get_n_features (design) != to->n_features)
    return to;
  Plane *before = keep (self);
  put_on_x (self, to->x_feature);
  for (guint f = 0; f < to->n_features; f++)
    mix_scene_set_held (self->scene, f, to->held[f]);
  if (to->picked < (gssize) mix_design_get_n_rows (design))
    mix_scene_set_picked (self->scene, to->picked);
  mix_scene_set_x0 (self->scene, to->x0);
  plane_free (to);
  mix_explore_page_follow_look (self);
  return before;
}

static const MixUndoKind planes = { exchange, plane_free };

static void
note (MixExplorePage *self, Plane *before, const char *name, const char *merge)
{
  mix_undo_add (mix_lab_get_undo (self->lab), &planes, self, before, name, merge);
}

/* Puts a feature on the x axis. */
void
mix_explore_page_set_x_feature (MixExplorePage *self, guint feature)
{
  MixDesign *design = mix_scene_get_design (self->scene);

  if (mix_scene_get_x_feature (self->scene) == feature)
    return;
  g_autofree char *name
    = g_strdup_printf (_ ("put %s on the x axis"), mix_design_get_feature_label (design, feature));
  Plane *before = keep (self);
  put_on_x (self, feature);
  note (self, before, name, NULL);
  show (self);
}

/**
 * mix_explore_page_hold:
 * @values: [n], of the features from @first on
 * @name: of the change, to follow “Undo”
 * @merge: (nullable): of the control; see mix_undo_add()
 */
void
mix_explore_page_hold (MixExplorePage *self, guint first, guint n, const double *values,
                       const char *name, const char *merge)
{
  gboolean differs = FALSE;

  for (guint f = 0; f < n; f++)
    differs |= ABS (mix_scene_get_held (self->scene, first + f) - values[f]) > 0;
  if (!differs)
    return;
  note (self, keep (self), name, merge);
  for (guint f = 0; f < n; f++)
    mix_scene_set_held (self->scene, first + f, values[f]);
  show (self);
}

/* With one feature alone, it is x₀ that moves, and that is no change. */
static void
note_pick (MixExplorePage *self, MixDesign *design, gssize row)
{
  if (row < 0 || mix_design_get_n_features (design) < 2)
    return;
  g_autofree char *place = mix_dataset_name_row (mix_design_get_dataset (design),
                                                 mix_design_source_row (design, (gsize) row));
  g_autofree char *name = g_strdup_printf (_ ("look at %s"), place);
  note (self, keep (self), name, "pick");
}

void
mix_explore_page_pick (MixExplorePage *self, gssize row)
{
  g_return_if_fail (MIX_IS_EXPLORE_PAGE (self));

  MixDesign *design = mix_scene_get_design (self->scene);
  if (design == NULL || mix_scene_get_picked (self->scene) == row)
    return;
  note_pick (self, design, row);
  mix_scene_set_picked (self->scene, row);
  if (row >= 0)
    {
      guint n = mix_design_get_n_features (design);
      g_autofree double *values = g_new (double, n);
      mix_design_get_row (design, (gsize) row, values);
      for (guint f = 0; f < n; f++)
        mix_scene_set_held (self->scene, f, values[f]);
      mix_scene_set_x0 (self->scene, values[mix_scene_get_x_feature (self->scene)]);
    }
  show (self);
}
