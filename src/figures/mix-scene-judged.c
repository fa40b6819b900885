/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-scene-struct.h"

/* What a scene is judged by: the pages Compare, Diagnose and Decide. */

/* Its network, rows or columns are others. */
void
mix_scene_forget_judgement (MixScene *scene)
{
  g_clear_pointer (&scene->comparison, mix_comparison_free);
  g_clear_pointer (&scene->diagnostics, mix_diagnostics_free);
}

void
mix_scene_set_stock (MixScene *scene, const MixStock *stock)
{
  scene->stock = *stock;
}

/**
 * mix_scene_get_stock:
 *
 * Returns: the one that was set; before, one that takes amounts below 0 as they are where the data
 *   have any
 */
MixStock
mix_scene_get_stock (const MixScene *scene)
{
  MixStock stock = scene->stock;
  double low = 0, high;

  if (stock.overage > 0)
    return stock;
  mix_stock_init_prices (&stock, 4, 10, 1, NULL);
  if (scene->design != NULL && mix_design_has_target (scene->design))
    mix_design_target_range (scene->design, &low, &high);
  stock.is_signed = low < 0;
  return stock;
}

/**
 * mix_scene_set_sides:
 * @other: (nullable): sees the columns of the design, in their order; a reference is taken
 */
void
mix_scene_set_sides (MixScene *scene, const char *name, MixModel *other, const char *other_name)
{
  MixModel *kept = other != NULL ? mix_model_ref (other) : NULL;
  char *names[2] = { g_strdup (name), g_strdup (other_name) };

  g_clear_pointer (&scene->other, mix_model_unref);
  scene->other = kept;
  for (guint i = 0; i < 2; i++)
    {
      g_free (scene->side_names[i]);
      scene->side_names[i] = names[i];
    }
  g_clear_pointer (&scene->comparison, mix_comparison_free);
}

const char *
mix_scene_get_side_name (const MixScene *scene, MixSide side)
{
  g_return_val_if_fail (side <= MIX_SIDE_PLAIN, NULL);
  return scene->side_names[side];
}

/**
 * mix_scene_get_other:
 *
 * Returns: (transfer none) (nullable): what the network is compared with
 */
MixModel *
mix_scene_get_other (const MixScene *scene)
{
  if (scene->other != NULL || scene->snapshot == NULL)
    return scene->other;
  return scene->snapshot->plain != NULL ? scene->snapshot->plain
                                        : mix_model_get_companion (scene->snapshot->model);
}

/**
 * mix_scene_get_comparison:
 *
 * Returns: (nullable): both sides on the rows that judge the network; NULL before training, without
 *   a target, or where its output is not finite
 */
const MixComparison *
mix_scene_get_comparison (MixScene *scene)
{
  if (scene->comparison != NULL || !mix_scene_is_trained (scene)
      || !mix_design_has_target (scene->design) || mix_scene_get_slice (scene) == NULL)
    return scene->comparison;

  const MixModel *model = scene->snapshot->model;
  scene->comparison = mix_comparison_new (model, mix_scene_get_other (scene), scene->design,
                                          mix_stat_rows_new (model, scene->design), NULL);
  return scene->comparison;
}

void
mix_scene_set_ensemble (MixScene *scene, MixSnapshot *ensemble)
{
  MixSnapshot *kept = ensemble != NULL ? mix_snapshot_ref (ensemble) : NULL;

  g_clear_pointer (&scene->ensemble, mix_snapshot_unref);
  scene->ensemble = kept;
}

MixSnapshot *
mix_scene_get_ensemble (const MixScene *scene)
{
  return scene->ensemble;
}

/**
 * mix_scene_set_diagnosis:
 * @how: copied, but for the feature
 */
void
mix_scene_set_diagnosis (MixScene *scene, const MixDiagnosticsOptions *how)
{
  scene->diagnosis = *how;
  mix_scene_forget_judgement (scene);
}

const MixDiagnosticsOptions *
mix_scene_get_diagnosis (const MixScene *scene)
{
  return &scene->diagnosis;
}

/**
 * mix_scene_get_diagnostics:
 *
 * Returns: (nullable): what tells whether the network's distributions can be believed; NULL before
 *   training, without a target, or where its output is not finite
 */
const MixDiagnostics *
mix_scene_get_diagnostics (MixScene *scene)
{
  if (scene->diagnostics != NULL || !mix_scene_is_trained (scene)
      || !mix_design_has_target (scene->design) || mix_scene_get_slice (scene) == NULL)
    return scene->diagnostics;

  const MixModel *model = scene->snapshot->model;
  MixDiagnosticsOptions how = scene->diagnosis;
  how.feature = scene->x_feature;
  scene->diagnostics
    = mix_diagnostics_new (model, scene->design, mix_stat_rows_new (model, scene->design), &how, NULL);
  return scene->diagnostics;
}

void
mix_scene_set_risk (MixScene *scene, const MixRisk *risk)
{
  scene->risk = *risk;
}

MixRisk
mix_scene_get_risk (const MixScene *scene)
{
  return scene->risk;
}

void
mix_scene_set_evidence (MixScene *scene, const MixEvidence *evidence)
{
  g_free (scene->evidence);
  scene->evidence = evidence != NULL ? g_memdup2 (evidence, sizeof *evidence) : NULL;
}

const MixEvidence *
mix_scene_get_evidence (const MixScene *scene)
{
  return scene->evidence;
}
