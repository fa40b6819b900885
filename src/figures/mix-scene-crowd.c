/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-scene-rows.h"

/* The rows of a scene: at once where they are few, counted by another thread where they are very
 * many and whoever shows them is patient. */

struct _MixRowCount
{
  MixCensusRequest request; /* its design a reference of its own */
  MixCensus *before;        /* NULL: none */
  MixCensus *census;        /* NULL: not yet */
};

/* What is looked at. */
static MixCensusRequest
find_where (const MixScene *scene)
{
  MixCensusRequest where = { .design = mix_scene_get_design (scene),
                             .x_feature = mix_scene_get_x_feature (scene) };

  mix_scene_get_x_range (scene, &where.x.low, &where.x.high);
  mix_scene_get_y_range (scene, &where.y.low, &where.y.high);
  return where;
}

/**
 * mix_scene_make_rows:
 * @validation: the rows that validate, not those that train
 *
 * Returns: (transfer full) (nullable): a layer of all rows, coloured as the view says; NULL without
 *   a design or a target, or where there are none
 */
MixLayer *
mix_scene_make_rows (MixScene *scene, const MixPalette *palette, gboolean validation)
{
  MixDesign *design = mix_scene_get_design (scene);
  int coloring = mix_scene_get_view (scene)->coloring;
  gboolean is_colored = coloring != MIX_COLORING_PLAIN && mix_scene_is_trained (scene);

  if (design == NULL || !mix_design_has_target (design))
    return NULL;
  MixCensusRequest where = find_where (scene);
  MixRowColors colors = { design, is_colored ? mix_scene_get_snapshot (scene) : NULL, palette,
                          coloring, validation };
  return mix_scene_rows_make_layer (mix_scene_get_rows (scene), &where, &colors);
}

/* How many rows the figures draw, and of how many. */
void
mix_scene_get_row_counts (MixScene *scene, MixRowCounts *counts)
{
  *counts = (MixRowCounts){ 0 };
  if (mix_scene_get_design (scene) == NULL)
    return;
  MixCensusRequest where = find_where (scene);
  mix_scene_rows_count (mix_scene_get_rows (scene), &where, counts);
  if (!mix_scene_shows (scene, MIX_SHOW_VALIDATION))
    counts->n_validation = 0;
  if (!mix_scene_shows (scene, MIX_SHOW_ROWS))
    counts->n_training = 0;
}

/**
 * mix_scene_set_patient:
 * @patient: whether a picture of very many rows may wait for who counts them in another thread; not
 *   at first
 */
void
mix_scene_set_patient (MixScene *scene, gboolean patient)
{
  mix_scene_rows_set_patient (mix_scene_get_rows (scene), patient);
}

/**
 * mix_scene_set_thrifty:
 * @thrifty: whether the rows keep their colours while a network learns, as other work falls to the
 *   frames that are drawn until this is FALSE again
 */
void
mix_scene_set_thrifty (MixScene *scene, gboolean thrifty)
{
  mix_scene_rows_set_thrifty (mix_scene_get_rows (scene), thrifty);
}

/**
 * mix_scene_make_count:
 *
 * Returns: (transfer full) (nullable): what is to be counted for a better picture of the rows; NULL
 *   where it is as good as can be
 */
MixRowCount *
mix_scene_make_count (MixScene *scene)
{
  MixDesign *design = mix_scene_get_design (scene);

  if (design == NULL || !mix_design_has_target (design))
    return NULL;
  MixCensusRequest where = find_where (scene);
  if (!mix_scene_rows_wants (mix_scene_get_rows (scene), &where))
    return NULL;
  MixCensus *before = mix_scene_rows_get_census (mix_scene_get_rows (scene));
  MixRowCount *count = g_new0 (MixRowCount, 1);
  count->request = where;
  count->request.design = mix_design_ref (where.design);
  count->before = before != NULL ? mix_census_ref (before) : NULL;
  return count;
}

/* Counts; from any thread. */
void
mix_row_count_run (MixRowCount *count)
{
  count->census = mix_census_new (&count->request, count->before);
}

void
mix_row_count_free (MixRowCount *count)
{
  mix_design_unref (count->request.design);
  g_clear_pointer (&count->before, mix_census_unref);
  g_clear_pointer (&count->census, mix_census_unref);
  g_free (count);
}

/**
 * mix_scene_take_count:
 * @count: (transfer full): that was run
 *
 * Returns: whether it is of the rows on show; they are drawn from it then
 */
gboolean
mix_scene_take_count (MixScene *scene, MixRowCount *count)
{
  gboolean is_ours = count->request.design == mix_scene_get_design (scene);

  if (is_ours)
    mix_scene_rows_take_census (mix_scene_get_rows (scene), g_steal_pointer (&count->census));
  mix_row_count_free (count);
  return is_ours;
}
