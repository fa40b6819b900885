/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-scene-private.h"

#include <math.h>

#include "mix-scene-rows.h"

#define N_GRID 256

struct _MixScene
{
  /* what is on show */
  MixDesign *design;
  MixSnapshot *snapshot;
  guint x_feature;
  double *held; /* [n_features] */
  double x0;
  gboolean show_x0, linked;
  double x_low, x_high, y_low, y_high;

  /* worked out when asked for, kept until it changes */
  MixCurves *curves;
  MixSlice *slice;
  MixSceneRows *rows;
};

static void
curves_free (MixCurves *curves)
{
  g_free (curves->x);
  g_free (curves->pi);
  g_free (curves->mu);
  g_free (curves->sigma);
  g_free (curves->mean);
  g_free (curves->plain);
  g_free (curves);
}

static void
slice_free (MixSlice *slice)
{
  g_free ((double *) slice->mixture.pi);
  g_free ((double *) slice->mixture.mu);
  g_free ((double *) slice->mixture.sigma);
  g_free (slice);
}

static void
forget_curves (MixScene *scene)
{
  g_clear_pointer (&scene->curves, curves_free);
  g_clear_pointer (&scene->slice, slice_free);
}

MixScene *
mix_scene_new (void)
{
  MixScene *scene = g_new0 (MixScene, 1);

  scene->x_high = scene->y_high = 1;
  scene->rows = mix_scene_rows_new ();
  return scene;
}

void
mix_scene_free (MixScene *scene)
{
  forget_curves (scene);
  mix_scene_rows_free (scene->rows);
  g_clear_pointer (&scene->design, mix_design_unref);
  g_clear_pointer (&scene->snapshot, mix_snapshot_unref);
  g_free (scene->held);
  g_free (scene);
}

/* The axes follow the data, not the curves: they stay where they are while a network learns. */
static void
find_ranges (MixScene *scene)
{
  const MixGenerator *truth = mix_scene_get_truth (scene, NULL);

  mix_design_feature_range (scene->design, scene->x_feature, &scene->x_low, &scene->x_high);
  if (truth != NULL && scene->x_low >= truth->x_low && scene->x_high <= truth->x_high)
    {
      scene->x_low = truth->x_low;
      scene->x_high = truth->x_high;
    }
  else
    mix_range_round_out (&scene->x_low, &scene->x_high, 0.01);
  scene->y_low = scene->y_high = (double) NAN;
  if (mix_design_has_target (scene->design))
    mix_design_target_range (scene->design, &scene->y_low, &scene->y_high);
  mix_range_round_out (&scene->y_low, &scene->y_high, 0.025);
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
  mix_scene_rows_clear (scene->rows);
  g_clear_pointer (&scene->snapshot, mix_snapshot_unref);
  g_clear_pointer (&scene->design, mix_design_unref);
  g_clear_pointer (&scene->held, g_free);
  scene->x_feature = 0;
  if (design == NULL)
    return;

  scene->design = mix_design_ref (design);
  guint n_features = mix_design_get_n_features (design);
  scene->held = g_new (double, n_features);
  for (guint f = 0; f < n_features; f++)
    scene->held[f] = mix_design_feature_median (design, f);
  find_ranges (scene);
  scene->x0 = scene->x_low + (scene->x_high - scene->x_low) * 3 / 4;
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
  mix_scene_rows_clear_cloud (scene->rows);
  find_ranges (scene);
  scene->x0 = scene->x_low + (scene->x_high - scene->x_low) * 3 / 4;
}

guint
mix_scene_get_x_feature (const MixScene *scene)
{
  return scene->x_feature;
}

/**
 * mix_scene_set_x0:
 * @x0: in data units; clamped to the range of the x axis, ignored where it is no number
 */
void
mix_scene_set_x0 (MixScene *scene, double x0)
{
  if (isnan (x0))
    return;
  scene->x0 = CLAMP (x0, scene->x_low, scene->x_high);
  g_clear_pointer (&scene->slice, slice_free);
}

double
mix_scene_get_x0 (const MixScene *scene)
{
  return scene->x0;
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

gboolean
mix_scene_get_linked (const MixScene *scene)
{
  return scene->linked;
}

void
mix_scene_get_x_range (const MixScene *scene, double *low, double *high)
{
  *low = scene->x_low;
  *high = scene->x_high;
}

void
mix_scene_get_y_range (const MixScene *scene, double *low, double *high)
{
  *low = scene->y_low;
  *high = scene->y_high;
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
         && (snapshot->step > 0 || snapshot->state == MIX_RUN_FINISHED);
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
  if (scene->design == NULL || mix_design_get_n_features (scene->design) != 1
      || g_strcmp0 (mix_design_get_feature_name (scene->design, 0), "x") != 0
      || g_strcmp0 (mix_design_get_target_name (scene->design), "y") != 0)
    return NULL;

  MixDataset *dataset = mix_design_get_dataset (scene->design);
  if (noise != NULL)
    *noise = mix_dataset_get_noise (dataset);
  return mix_dataset_get_generator (dataset);
}

/* Points [n × n_features] along the x axis. */
static double *
grid_of (const MixScene *scene, guint n)
{
  guint n_features = mix_design_get_n_features (scene->design);
  double *grid = g_new (double, (gsize) n * n_features);

  for (guint i = 0; i < n; i++)
    for (guint f = 0; f < n_features; f++)
      grid[i * n_features + f]
        = f == scene->x_feature
            ? scene->x_low + (scene->x_high - scene->x_low) * i / (double) MAX (n - 1, 1)
            : scene->held[f];
  return grid;
}

static double *
predict_plain (const MixModel *plain, const double *x, guint n)
{
  double *mu = g_new (double, n);
  g_autofree double *pi = g_new (double, n), *sigma = g_new (double, n);

  g_return_val_if_fail (mix_model_get_components (plain) == 1, mu);
  mix_model_predict (plain, x, n, pi, mu, sigma);
  return mu;
}

/**
 * mix_scene_get_curves:
 *
 * Returns: (nullable): both networks along the x axis
 */
const MixCurves *
mix_scene_get_curves (MixScene *scene)
{
  if (scene->curves != NULL || !mix_scene_is_trained (scene))
    return scene->curves;

  MixCurves *curves = scene->curves = g_new0 (MixCurves, 1);
  g_autofree double *grid = grid_of (scene, N_GRID);
  guint n_features = mix_design_get_n_features (scene->design);
  guint k = mix_model_get_components (scene->snapshot->model);
  curves->n = N_GRID;
  curves->k = k;
  curves->x = g_new (double, N_GRID);
  curves->mean = g_new (double, N_GRID);
  curves->pi = g_new (double, N_GRID * k);
  curves->mu = g_new (double, N_GRID * k);
  curves->sigma = g_new (double, N_GRID * k);
  mix_model_predict (scene->snapshot->model, grid, N_GRID, curves->pi, curves->mu, curves->sigma);
  for (guint i = 0; i < N_GRID; i++)
    {
      MixMixture m = { k, curves->pi + i * k, curves->mu + i * k, curves->sigma + i * k };
      curves->x[i] = grid[i * n_features + scene->x_feature];
      curves->mean[i] = mix_mixture_mean (&m);
    }
  if (scene->snapshot->plain != NULL)
    curves->plain = predict_plain (scene->snapshot->plain, grid, N_GRID);
  return curves;
}

static gboolean
is_sound (const MixMixture *m)
{
  for (guint k = 0; k < m->k; k++)
    if (!isfinite (m->pi[k]) || !isfinite (m->mu[k]) || !isfinite (m->sigma[k])
        || !(m->sigma[k] > 0))
      return FALSE;
  return TRUE;
}

/**
 * mix_scene_get_slice:
 *
 * Returns: (nullable): both networks at x0; NULL too where the mixture is not finite
 */
const MixSlice *
mix_scene_get_slice (MixScene *scene)
{
  if (scene->slice != NULL || !mix_scene_is_trained (scene))
    return scene->slice;

  guint k = mix_model_get_components (scene->snapshot->model);
  g_autofree double *x = g_memdup2 (scene->held, mix_design_get_n_features (scene->design)
                                                   * sizeof (double));
  double *pi = g_new (double, k), *mu = g_new (double, k), *sigma = g_new (double, k);
  MixSlice *slice = g_new0 (MixSlice, 1);

  x[scene->x_feature] = scene->x0;
  mix_model_predict (scene->snapshot->model, x, 1, pi, mu, sigma);
  slice->mixture = (MixMixture){ k, pi, mu, sigma };
  if (!is_sound (&slice->mixture))
    {
      slice_free (slice);
      return NULL;
    }
  slice->mean = mix_mixture_mean (&slice->mixture);
  slice->median = mix_mixture_quantile (&slice->mixture, 0.5);
  slice->n_pieces = mix_mixture_highest_density_set (&slice->mixture, MIX_SET_MASS, slice->pieces,
                                                     G_N_ELEMENTS (slice->pieces));
  if (scene->snapshot->plain != NULL)
    {
      g_autofree double *plain = predict_plain (scene->snapshot->plain, x, 1);
      slice->plain = plain[0];
      slice->has_plain = isfinite (slice->plain);
    }
  scene->slice = slice;
  return slice;
}

/**
 * mix_scene_get_cloud:
 *
 * Returns: (transfer none) (nullable): the rows to draw, each in the mixture of its components'
 * colours; NULL without a design or a target
 */
MixCloud *
mix_scene_get_cloud (MixScene *scene, const MixPalette *palette)
{
  if (scene->design == NULL || !mix_design_has_target (scene->design))
    return NULL;
  return mix_scene_rows_get_cloud (scene->rows, scene->design, scene->x_feature,
                                   mix_scene_is_trained (scene) ? scene->snapshot : NULL, palette);
}

void
mix_scene_get_row_counts (MixScene *scene, MixRowCounts *counts)
{
  *counts = (MixRowCounts){ 0 };
  if (scene->design != NULL)
    mix_scene_rows_count (scene->rows, scene->design, counts);
}
