/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-scene-struct.h"

#include <math.h>

#define FEW_ROWS 2000 /* up to so many, those that validate are shown at first */

static void
forget_curves (MixScene *scene)
{
  g_clear_pointer (&scene->curves, mix_curves_free);
  g_clear_pointer (&scene->quantiles, mix_quantile_curves_free);
  g_clear_pointer (&scene->slice, mix_slice_free);
  g_clear_pointer (&scene->pinned, mix_slice_free);
}

MixScene *
mix_scene_new (void)
{
  MixScene *scene = g_new0 (MixScene, 1);

  mix_view_init (&scene->view);
  mix_risk_init (&scene->risk);
  scene->pointed_epoch = (double) NAN;
  scene->picked = -1;
  scene->all_x = scene->all_y = (MixSpan){ 0, 1 };
  scene->rows = mix_scene_rows_new ();
  return scene;
}

void
mix_scene_free (MixScene *scene)
{
  forget_curves (scene);
  mix_scene_forget_judgement (scene);
  mix_scene_set_sides (scene, NULL, NULL, NULL);
  mix_scene_set_ensemble (scene, NULL);
  mix_scene_rows_free (scene->rows);
  g_clear_pointer (&scene->design, mix_design_unref);
  g_clear_pointer (&scene->snapshot, mix_snapshot_unref);
  g_free (scene->held);
  g_free (scene->evidence);
  g_free (scene);
}

/* A canvas is there before its rows, and does not shrink to them. */
static void
round_out (const MixScene *scene, MixSpan *span, double margin)
{
  const double half = 1;
  gboolean is_canvas = mix_dataset_is_canvas (mix_design_get_dataset (scene->design));

  if (is_canvas && span->low >= -half && span->high <= half)
    {
      *span = (MixSpan){ -half, half };
      return;
    }
  mix_range_round_out (&span->low, &span->high, margin);
  if (is_canvas)
    *span = (MixSpan){ MIN (span->low, -half), MAX (span->high, half) };
}

/* The axes follow the data, not the curves: they stay where they are while a network learns. */
static void
find_ranges (MixScene *scene)
{
  const MixGenerator *truth = mix_scene_get_truth (scene, NULL);
  MixSpan x, y = { (double) NAN, (double) NAN };

  mix_design_feature_range (scene->design, scene->x_feature, &x.low, &x.high);
  if (truth != NULL && x.low >= truth->x_low && x.high <= truth->x_high)
    x = (MixSpan){ truth->x_low, truth->x_high };
  else
    round_out (scene, &x, 0.01);
  if (mix_design_has_target (scene->design))
    mix_design_target_range (scene->design, &y.low, &y.high);
  round_out (scene, &y, 0.025);
  scene->all_x = x;
  scene->all_y = y;
}

static double
first_x0 (const MixScene *scene)
{
  return scene->all_x.low + (scene->all_x.high - scene->all_x.low) * 3 / 4;
}

/* What was chosen for other axes means nothing on these. */
static void
forget_places (MixScene *scene, gboolean y_too)
{
  const MixSpan all = { (double) NAN, (double) NAN };

  scene->view.x = all;
  scene->view.pin = (double) NAN;
  if (!y_too)
    return;
  scene->view.y = scene->view.epochs = all;
  scene->view.threshold = (double) NAN;
  scene->view.hidden_components = 0;
}

/**
 * mix_scene_set_design:
 * @design: a reference is taken; the same again changes nothing
 *
 * Shows other rows: first feature on x, the others held at their medians, x0 three quarters to the
 * right, no snapshot.
 */
void
mix_scene_set_design (MixScene *scene, MixDesign *design)
{
  if (scene->design == design)
    return;

  forget_curves (scene);
  mix_scene_forget_judgement (scene);
  mix_scene_rows_clear (scene->rows);
  g_clear_pointer (&scene->snapshot, mix_snapshot_unref);
  g_clear_pointer (&scene->design, mix_design_unref);
  g_clear_pointer (&scene->held, g_free);
  scene->x_feature = 0;
  scene->picked = -1;
  if (design == NULL)
    return;

  scene->design = mix_design_ref (design);
  guint n_features = mix_design_get_n_features (design);
  scene->held = g_new (double, n_features);
  for (guint f = 0; f < n_features; f++)
    scene->held[f] = mix_design_feature_median (design, f);
  find_ranges (scene);
  forget_places (scene, TRUE);
  mix_view_set_shown (&scene->view, MIX_SHOW_VALIDATION,
                      mix_design_get_n_rows (design) <= FEW_ROWS);
  scene->x0 = first_x0 (scene);
}

/**
 * mix_scene_set_snapshot:
 * @snapshot: (nullable): a reference is taken; its design becomes the scene's
 */
void
mix_scene_set_snapshot (MixScene *scene, MixSnapshot *snapshot)
{
  if (scene->snapshot == snapshot)
    return;

  MixSnapshot *kept = snapshot != NULL ? mix_snapshot_ref (snapshot) : NULL;
  if (kept != NULL && kept->design != NULL)
    mix_scene_set_design (scene, kept->design);
  g_clear_pointer (&scene->snapshot, mix_snapshot_unref);
  scene->snapshot = kept;
  forget_curves (scene);
  mix_scene_forget_judgement (scene);
  mix_scene_rows_set_snapshot (scene->rows, kept);
}

MixDesign *
mix_scene_get_design (const MixScene *scene)
{
  return scene->design;
}

MixSnapshot *
mix_scene_get_snapshot (const MixScene *scene)
{
  return scene->snapshot;
}

/**
 * mix_scene_copy:
 *
 * Returns: (transfer full): another scene that shows the same in the same way; what was worked out
 *   for the first is not copied. It may be handed to another thread.
 */
MixScene *
mix_scene_copy (const MixScene *scene)
{
  MixScene *copy = mix_scene_new ();

  mix_scene_set_design (copy, scene->design);
  mix_scene_set_snapshot (copy, scene->snapshot);
  mix_scene_rows_share (copy->rows, scene->rows);
  copy->x_feature = scene->x_feature;
  for (guint f = 0; scene->design != NULL && f < mix_design_get_n_features (scene->design); f++)
    copy->held[f] = scene->held[f];
  copy->x0 = scene->x0;
  copy->picked = scene->picked;
  copy->show_x0 = scene->show_x0;
  copy->linked = scene->linked;
  copy->view = scene->view;
  copy->stock = scene->stock;
  copy->diagnosis = scene->diagnosis;
  copy->risk = scene->risk;
  mix_scene_set_sides (copy, scene->side_names[0], scene->other, scene->side_names[1]);
  mix_scene_set_ensemble (copy, scene->ensemble);
  mix_scene_set_evidence (copy, scene->evidence);
  copy->pointed_epoch = scene->pointed_epoch;
  copy->all_x = scene->all_x;
  copy->all_y = scene->all_y;
  return copy;
}

/**
 * mix_scene_set_x_feature:
 * @feature: of the design; the others are held at their medians
 */
void
mix_scene_set_x_feature (MixScene *scene, guint feature)
{
  g_return_if_fail (scene->design != NULL);
  g_return_if_fail (feature < mix_design_get_n_features (scene->design));

  if (scene->x_feature == feature)
    return;
  scene->x_feature = feature;
  forget_curves (scene);
  mix_scene_forget_judgement (scene);
  mix_scene_rows_clear_made (scene->rows);
  find_ranges (scene);
  forget_places (scene, FALSE);
  scene->x0 = first_x0 (scene);
}

guint
mix_scene_get_x_feature (const MixScene *scene)
{
  return scene->x_feature;
}

/**
 * mix_scene_set_x0:
 * @x0: in data units; clamped to the range of the whole x axis, ignored where it is no number
 */
void
mix_scene_set_x0 (MixScene *scene, double x0)
{
  if (isnan (x0))
    return;
  scene->x0 = CLAMP (x0, scene->all_x.low, scene->all_x.high);
  g_clear_pointer (&scene->slice, mix_slice_free);
}

double
mix_scene_get_x0 (const MixScene *scene)
{
  return scene->x0;
}

void
mix_scene_set_picked (MixScene *scene, gssize row)
{
  gssize n = scene->design != NULL ? (gssize) mix_design_get_n_rows (scene->design) : 0;

  scene->picked = row < n ? row : -1;
}

gssize
mix_scene_get_picked (const MixScene *scene)
{
  return scene->picked;
}

void
mix_scene_set_show_x0 (MixScene *scene, gboolean show)
{
  scene->show_x0 = show;
}

gboolean
mix_scene_get_show_x0 (const MixScene *scene)
{
  return scene->show_x0;
}

void
mix_scene_set_linked (MixScene *scene, gboolean linked)
{
  scene->linked = linked;
}

/**
 * mix_scene_set_stacked:
 * @stacked: whether linked figures stand one under another, so that no y axis is beside its like
 */
void
mix_scene_set_stacked (MixScene *scene, gboolean stacked)
{
  scene->stacked = stacked;
}

gboolean
mix_scene_get_stacked (const MixScene *scene)
{
  return scene->stacked;
}

gboolean
mix_scene_get_linked (const MixScene *scene)
{
  return scene->linked;
}

/**
 * mix_scene_set_accompanied:
 * @accompanied: whether a page says beside the figures what comes of them, so that they need not
 */
void
mix_scene_set_accompanied (MixScene *scene, gboolean accompanied)
{
  scene->accompanied = accompanied;
}

gboolean
mix_scene_get_accompanied (const MixScene *scene)
{
  return scene->accompanied;
}

/**
 * mix_scene_set_view:
 * @view: copied; a zoom is kept near the data
 */
void
mix_scene_set_view (MixScene *scene, const MixView *view)
{
  MixView before = scene->view;

  scene->view = *view;
  mix_span_confine (&scene->view.x, &scene->all_x);
  mix_span_confine (&scene->view.y, &scene->all_y);
  view = &scene->view;
  if (fabs (before.level - view->level) > 0)
    {
      g_clear_pointer (&scene->slice, mix_slice_free);
      g_clear_pointer (&scene->pinned, mix_slice_free);
    }
  if (fabs (before.band - view->band) > 0)
    g_clear_pointer (&scene->quantiles, mix_quantile_curves_free);
  if (!mix_span_equal (&before.x, &view->x))
    {
      g_clear_pointer (&scene->curves, mix_curves_free);
      g_clear_pointer (&scene->quantiles, mix_quantile_curves_free);
    }
  if (!(fabs (before.pin - view->pin) <= 0))
    g_clear_pointer (&scene->pinned, mix_slice_free);
  if (before.coloring != view->coloring)
    mix_scene_rows_clear_made (scene->rows);
}

const MixView *
mix_scene_get_view (const MixScene *scene)
{
  return &scene->view;
}

gboolean
mix_scene_shows (const MixScene *scene, MixShow show)
{
  return mix_view_shows (&scene->view, show);
}

void
mix_scene_set_focus (MixScene *scene, const MixTag *focus)
{
  scene->focus = *focus;
}

const MixTag *
mix_scene_get_focus (const MixScene *scene)
{
  return &scene->focus;
}

gboolean
mix_scene_point_at_epoch (MixScene *scene, double epoch)
{
  double before = scene->pointed_epoch;

  scene->pointed_epoch = rint (epoch);
  return !(isnan (before) && isnan (epoch)) && !(fabs (scene->pointed_epoch - before) <= 0);
}

double
mix_scene_get_pointed_epoch (const MixScene *scene)
{
  return scene->pointed_epoch;
}

void
mix_scene_get_x_range (const MixScene *scene, double *low, double *high)
{
  const MixSpan *span = mix_span_is_set (&scene->view.x) ? &scene->view.x : &scene->all_x;

  *low = span->low;
  *high = span->high;
}

void
mix_scene_get_y_range (const MixScene *scene, double *low, double *high)
{
  const MixSpan *span = mix_span_is_set (&scene->view.y) ? &scene->view.y : &scene->all_y;

  *low = span->low;
  *high = span->high;
}

void
mix_scene_get_all_x (const MixScene *scene, MixSpan *all)
{
  *all = scene->all_x;
}

void
mix_scene_get_all_y (const MixScene *scene, MixSpan *all)
{
  *all = scene->all_y;
}

/**
 * mix_scene_set_held:
 * @feature: not the one on x
 * @value: at which it is held; ignored where it is no finite number
 */
void
mix_scene_set_held (MixScene *scene, guint feature, double value)
{
  g_return_if_fail (scene->design != NULL);
  g_return_if_fail (feature < mix_design_get_n_features (scene->design));

  if (!isfinite (value) || !(fabs (scene->held[feature] - value) > 0))
    return;
  scene->held[feature] = value;
  forget_curves (scene);
}

double
mix_scene_get_held (const MixScene *scene, guint feature)
{
  return scene->held[feature];
}

/**
 * mix_scene_is_trained:
 *
 * Returns: whether there is a network that has learnt something: a step, or all that is in a file
 */
gboolean
mix_scene_is_trained (const MixScene *scene)
{
  const MixSnapshot *snapshot = scene->snapshot;

  return snapshot != NULL && snapshot->model != NULL && scene->design != NULL
         && mix_model_get_n_features (snapshot->model) == mix_design_get_n_features (scene->design)
         && mix_snapshot_has_learnt (snapshot);
}

/**
 * mix_scene_get_truth:
 * @noise: (out) (optional): what the generator was called with
 *
 * Returns: (nullable): the generator of the rows, where the design looks at its x and y
 */
const MixGenerator *
mix_scene_get_truth (const MixScene *scene, double *noise)
{
  if (scene->design == NULL)
    return NULL;
  if (noise != NULL)
    *noise = mix_dataset_get_noise (mix_design_get_dataset (scene->design));
  return mix_design_get_truth (scene->design);
}

/**
 * mix_scene_get_curves:
 *
 * Returns: (nullable): both networks along the x axis
 */
const MixCurves *
mix_scene_get_curves (MixScene *scene)
{
  double low, high;

  if (scene->curves != NULL || !mix_scene_is_trained (scene))
    return scene->curves;
  mix_scene_get_x_range (scene, &low, &high);
  scene->curves = mix_curves_new (scene->snapshot, scene->held, scene->x_feature, low, high);
  return scene->curves;
}

/**
 * mix_scene_get_quantiles:
 *
 * Returns: (nullable): the ends of the quantile band and the median along the x axis
 */
const MixQuantileCurves *
mix_scene_get_quantiles (MixScene *scene)
{
  const MixCurves *curves = mix_scene_get_curves (scene);

  if (scene->quantiles == NULL && curves != NULL)
    scene->quantiles = mix_quantile_curves_new (curves, scene->view.band);
  return scene->quantiles;
}

/**
 * mix_scene_get_slice:
 *
 * Returns: (nullable): both networks at x0; NULL too where the mixture is not finite
 */
const MixSlice *
mix_scene_get_slice (MixScene *scene)
{
  if (scene->slice == NULL && mix_scene_is_trained (scene))
    scene->slice = mix_slice_new (scene->snapshot, scene->held, scene->x_feature, scene->x0,
                                  scene->view.level);
  return scene->slice;
}

/**
 * mix_scene_get_pinned_slice:
 *
 * Returns: (nullable): the networks at the pin; NULL without one
 */
const MixSlice *
mix_scene_get_pinned_slice (MixScene *scene)
{
  if (scene->pinned == NULL && isfinite (scene->view.pin) && mix_scene_is_trained (scene))
    scene->pinned = mix_slice_new (scene->snapshot, scene->held, scene->x_feature,
                                   scene->view.pin, scene->view.level);
  return scene->pinned;
}

/* Which rows are drawn, and how. */
MixSceneRows *
mix_scene_get_rows (MixScene *scene)
{
  return scene->rows;
}

gssize
mix_scene_find_row (MixScene *scene, double x, double y, double reach_x, double reach_y)
{
  if (scene->design == NULL || !mix_design_has_target (scene->design)
      || !mix_scene_shows (scene, MIX_SHOW_ROWS))
    return -1;
  return mix_design_find_nearest (scene->design, scene->x_feature, x, y, reach_x, reach_y);
}
