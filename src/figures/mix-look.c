/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-look.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "mix-format.h"

/* A look is a value; what differs between two is a set of parts, and a part can be put back without
 * the others. */

struct _MixLook
{
  MixView view;
  double x0;
  guint x_feature, n_features;
  double held[]; /* [n_features] */
};

/**
 * mix_look_new:
 * @scene: with a design
 *
 * Returns: (transfer full): how it is looked at
 */
MixLook *
mix_look_new (const MixScene *scene)
{
  guint n = mix_design_get_n_features (mix_scene_get_design (scene));
  MixLook *look = g_malloc (sizeof *look + n * sizeof (double));

  look->view = *mix_scene_get_view (scene);
  look->x0 = mix_scene_get_x0 (scene);
  look->x_feature = mix_scene_get_x_feature (scene);
  look->n_features = n;
  for (guint f = 0; f < n; f++)
    look->held[f] = mix_scene_get_held (scene, f);
  return look;
}

void
mix_look_free (MixLook *look)
{
  g_free (look);
}

static gboolean
is_same (double a, double b)
{
  return (isnan (a) && isnan (b)) || fabs (a - b) <= 0;
}

static gboolean
has_same_axes (const MixView *a, const MixView *b)
{
  return mix_span_equal (&a->x, &b->x) && mix_span_equal (&a->y, &b->y)
         && mix_span_equal (&a->epochs, &b->epochs);
}

static gboolean
has_same_features (const MixLook *a, const MixLook *b)
{
  gboolean same = a->x_feature == b->x_feature && a->n_features == b->n_features;

  for (guint f = 0; same && f < a->n_features; f++)
    same = is_same (a->held[f], b->held[f]);
  return same;
}

/* Which parts of two looks differ. */
MixLookParts
mix_look_differ (const MixLook *a, const MixLook *b)
{
  const MixView *v = &a->view, *w = &b->view;

  return (v->shown != w->shown ? MIX_LOOK_SHOWN : 0)
         | (v->hidden_components != w->hidden_components ? MIX_LOOK_COMPONENTS : 0)
         | (v->coloring != w->coloring ? MIX_LOOK_COLORING : 0)
         | (v->mixing != w->mixing ? MIX_LOOK_MIXING : 0)
         | (v->loss_scale != w->loss_scale ? MIX_LOOK_LOSS_SCALE : 0)
         | (is_same (v->level, w->level) ? 0 : MIX_LOOK_LEVEL)
         | (is_same (v->band, w->band) ? 0 : MIX_LOOK_BAND)
         | (is_same (v->threshold, w->threshold) ? 0 : MIX_LOOK_THRESHOLD)
         | (is_same (v->pin, w->pin) ? 0 : MIX_LOOK_PIN)
         | (has_same_axes (v, w) ? 0 : MIX_LOOK_AXES) | (is_same (a->x0, b->x0) ? 0 : MIX_LOOK_X0)
         | (has_same_features (a, b) ? 0 : MIX_LOOK_FEATURES);
}

static void
put_view (const MixView *from, MixLookParts parts, MixView *to)
{
  if (parts & MIX_LOOK_SHOWN)
    to->shown = from->shown;
  if (parts & MIX_LOOK_COMPONENTS)
    to->hidden_components = from->hidden_components;
  if (parts & MIX_LOOK_COLORING)
    to->coloring = from->coloring;
  if (parts & MIX_LOOK_MIXING)
    to->mixing = from->mixing;
  if (parts & MIX_LOOK_LOSS_SCALE)
    to->loss_scale = from->loss_scale;
  if (parts & MIX_LOOK_LEVEL)
    to->level = from->level;
  if (parts & MIX_LOOK_BAND)
    to->band = from->band;
  if (parts & MIX_LOOK_THRESHOLD)
    to->threshold = from->threshold;
  if (parts & MIX_LOOK_PIN)
    to->pin = from->pin;
  if (parts & MIX_LOOK_AXES)
    {
      to->x = from->x;
      to->y = from->y;
      to->epochs = from->epochs;
    }
}

/**
 * mix_look_put:
 * @scene: of other rows, perhaps; where it has other features they stay as they are
 *
 * Looks at a scene, in these parts, as it was looked at.
 */
void
mix_look_put (const MixLook *look, MixLookParts parts, MixScene *scene)
{
  guint n = mix_design_get_n_features (mix_scene_get_design (scene));
  MixView view;

  if ((parts & MIX_LOOK_FEATURES) && n == look->n_features)
    {
      mix_scene_set_x_feature (scene, look->x_feature);
      for (guint f = 0; f < n; f++)
        mix_scene_set_held (scene, f, look->held[f]);
    }
  view = *mix_scene_get_view (scene);
  put_view (&look->view, parts, &view);
  mix_scene_set_view (scene, &view);
  if (parts & MIX_LOOK_X0)
    mix_scene_set_x0 (scene, look->x0);
}

/* Names, to follow “Undo” */

static char *
name_choice (const MixChoice *choices, int value, const char *format)
{
  for (const MixChoice *choice = choices; choice->nick != NULL; choice++)
    if (choice->value == value)
      {
        g_autofree char *label = mix_format_within_sentence (_ (choice->label));
        return g_strdup_printf (format, label);
      }
  g_return_val_if_reached (NULL);
}

static char *
name_shown (const MixView *before, const MixView *after)
{
  for (guint i = 0; i < MIX_N_SHOWS; i++)
    if (mix_view_shows (before, (MixShow) i) != mix_view_shows (after, (MixShow) i))
      {
        g_autofree char *label = mix_format_within_sentence (_ (mix_shows[i].label));
        return g_strdup_printf (mix_view_shows (after, (MixShow) i) ? _ ("show %s") : _ ("hide %s"),
                                label);
      }
  g_return_val_if_reached (NULL);
}

static char *
name_component (const MixView *before, const MixView *after)
{
  guint k = 0;

  while (mix_view_shows_component (before, k) == mix_view_shows_component (after, k) && k < 63)
    k++;
  return g_strdup_printf (mix_view_shows_component (after, k) ? _ ("show component %u")
                                                              : _ ("hide component %u"), k + 1);
}

static char *
name_share (double share, const char *format)
{
  g_autofree char *percent = mix_format_percent (share);

  return g_strdup_printf (format, percent);
}

/* What may be there or not. */
static char *
name_mark (double before, double after, const char *set, const char *move, const char *clear)
{
  return g_strdup (isnan (before) ? set : isnan (after) ? clear : move);
}

static char *
name_features (const MixLook *before, const MixLook *after, MixDesign *design)
{
  guint n_changed = 0, changed = 0;

  if (before->x_feature != after->x_feature)
    return g_strdup_printf (_ ("put %s on the x axis"),
                            mix_design_get_feature_label (design, after->x_feature));
  for (guint f = 0; f < MIN (before->n_features, after->n_features); f++)
    if (!is_same (before->held[f], after->held[f]))
      {
        changed = f;
        n_changed++;
      }
  if (n_changed > 1)
    return g_strdup (_ ("hold the other features elsewhere"));
  return g_strdup_printf (_ ("hold %s elsewhere"), mix_design_get_feature_label (design, changed));
}

/**
 * mix_look_name:
 * @design: that both are of
 *
 * Returns: (transfer full): what leads from one look to the other, to follow “Undo”: "show median"
 */
char *
mix_look_name (const MixLook *before, const MixLook *after, MixDesign *design)
{
  const MixView *v = &before->view, *w = &after->view;
  MixLookParts parts = mix_look_differ (before, after);

  if (parts & MIX_LOOK_FEATURES)
    return name_features (before, after, design);
  if (parts & MIX_LOOK_SHOWN)
    return name_shown (v, w);
  if (parts & MIX_LOOK_COMPONENTS)
    return name_component (v, w);
  if (parts & MIX_LOOK_COLORING)
    return name_choice (mix_coloring_choices, w->coloring, _ ("show %s"));
  if (parts & MIX_LOOK_MIXING)
    return name_choice (mix_mixing_style_choices, w->mixing, _ ("change mixing to %s"));
  if (parts & MIX_LOOK_LOSS_SCALE)
    return name_choice (mix_loss_scale_choices, w->loss_scale, _ ("change losses to %s"));
  if (parts & MIX_LOOK_LEVEL)
    return name_share (w->level, _ ("change set and interval to %s"));
  if (parts & MIX_LOOK_BAND)
    return name_share (w->band, _ ("change the quantile band to %s"));
  if (parts & MIX_LOOK_THRESHOLD)
    return name_mark (v->threshold, w->threshold, _ ("set a threshold"), _ ("move the threshold"),
                      _ ("take the threshold away"));
  if (parts & MIX_LOOK_PIN)
    return name_mark (v->pin, w->pin, _ ("pin a second x₀"), _ ("move the second x₀"),
                      _ ("take the second x₀ away"));
  return g_strdup (parts & MIX_LOOK_AXES ? _ ("zoom") : _ ("move x₀"));
}
