/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-scene-private.h"

#include <math.h>

#include "mix-figure-fixture.h"
#include "mix-near.h"

static const char *const names[] = { "age", "mass", "price" };

/* Equal for rows that look the same; 0: there are none. */
static guint64
key_of_rows (MixScene *scene, MixScheme scheme)
{
  MixLayer *rows = mix_scene_make_rows (scene, mix_palette_get (scheme), FALSE);
  guint64 key = rows != NULL ? rows->class->hash (rows, 1) : 0;

  g_clear_pointer (&rows, mix_layer_free);
  return key;
}

static void
test_view (void)
{
  g_autoptr (MixScene) scene = mix_scene_new ();
  g_autoptr (MixDesign) design = mix_fixture_table (names, 3, 200, 10, 1);
  double low, high;

  g_assert_null (mix_scene_get_design (scene));
  mix_scene_set_design (scene, design);
  g_assert_true (mix_scene_get_design (scene) == design);
  mix_scene_get_x_range (scene, &low, &high);
  g_assert_cmpfloat (low, <=, 41);
  g_assert_cmpfloat (high, >=, 99);
  g_assert_cmpfloat_with_epsilon (mix_scene_get_x0 (scene), low + (high - low) * 3 / 4, 1e-9);

  mix_scene_set_x0 (scene, 1e9);
  g_assert_cmpfloat_with_epsilon (mix_scene_get_x0 (scene), high, 1e-9);
  mix_scene_set_x0 (scene, (double) NAN);
  g_assert_cmpfloat_with_epsilon (mix_scene_get_x0 (scene), high, 1e-9);

  mix_scene_set_x_feature (scene, 1);
  mix_scene_get_x_range (scene, &low, &high);
  g_assert_cmpfloat (low, >, 200);
  g_assert_cmpfloat_with_epsilon (mix_scene_get_x0 (scene), low + (high - low) * 3 / 4, 1e-9);
  g_assert_cmpfloat_with_epsilon (mix_scene_get_held (scene, 0),
                                  mix_design_feature_median (design, 0), 1e-9);
}

/* A generator's own ends are the axis's; a table's get a margin. */
static void
test_ranges (void)
{
  g_autoptr (MixScene) scene = mix_scene_new ();
  g_autoptr (MixDesign) branches = mix_fixture_generated ("two-branch", 500);
  double low, high, y_low, y_high, row_low, row_high;

  mix_scene_set_design (scene, branches);
  mix_scene_get_x_range (scene, &low, &high);
  g_assert_cmpfloat_with_epsilon (low, -10, 1e-12);
  g_assert_cmpfloat_with_epsilon (high, 10, 1e-12);
  mix_scene_get_y_range (scene, &y_low, &y_high);
  mix_design_target_range (branches, &row_low, &row_high);
  g_assert_cmpfloat (y_low, <, row_low);
  g_assert_cmpfloat (y_high, >, row_high);
  g_assert_cmpfloat (y_high - y_low, <, 1.3 * (row_high - row_low));
}

/* The curves are the model's own predictions; the mean is the mixture's. */
static void
test_curves (void)
{
  g_autoptr (MixDesign) design = mix_fixture_table (names, 3, 300, 10, 1);
  g_autoptr (MixScene) scene = mix_fixture_scene (design, 2, 3, 5);
  const MixCurves *curves = mix_scene_get_curves (scene);
  double low, high, pi[2], mu[2], sigma[2];

  g_assert_nonnull (curves);
  g_assert_true (curves == mix_scene_get_curves (scene));
  g_assert_cmpuint (curves->k, ==, 2);
  mix_scene_get_x_range (scene, &low, &high);
  g_assert_cmpfloat_with_epsilon (curves->x[0], low, 1e-9);
  g_assert_cmpfloat_with_epsilon (curves->x[curves->n - 1], high, 1e-9);
  guint i = curves->n / 3;
  double x[] = { curves->x[i], mix_scene_get_held (scene, 1) };
  mix_model_predict (mix_scene_get_snapshot (scene)->model, x, 1, pi, mu, sigma);
  g_assert_cmpfloat_with_epsilon (curves->mu[2 * i + 1], mu[1], 1e-5);
  g_assert_cmpfloat_with_epsilon (curves->mean[i], pi[0] * mu[0] + pi[1] * mu[1], 1e-5);
  g_assert_nonnull (curves->plain);

  mix_scene_set_x0 (scene, x[0]);
  const MixSlice *slice = mix_scene_get_slice (scene);
  g_assert_cmpfloat_with_epsilon (slice->mixture.mu[1], mu[1], 1e-5);
  g_assert_cmpfloat_with_epsilon (slice->mean, curves->mean[i], 1e-5);
  double mass = 0;
  for (guint p = 0; p < slice->n_pieces; p++)
    mass += slice->pieces[p].mass;
  g_assert_cmpfloat_with_epsilon (mass, mix_scene_get_view (scene)->level, 1e-3);
}

static void
test_untrained (void)
{
  g_autoptr (MixDesign) design = mix_fixture_generated ("two-branch", 400);
  g_autoptr (MixTrainer) trainer = mix_fixture_trainer (design, 2, 5);
  g_autoptr (MixSnapshot) ready = mix_trainer_make_snapshot (trainer);
  g_autoptr (MixScene) scene = mix_scene_new ();

  mix_scene_set_snapshot (scene, ready);
  g_assert_true (mix_scene_get_design (scene) == design);
  g_assert_false (mix_scene_is_trained (scene));
  g_assert_null (mix_scene_get_curves (scene));
  g_assert_null (mix_scene_get_slice (scene));
  g_assert_cmpuint (key_of_rows (scene, MIX_SCHEME_LIGHT), !=, 0);
  mix_scene_set_snapshot (scene, NULL);
  g_assert_true (mix_scene_get_design (scene) == design);
}

/* While it runs the rows keep their colours for an eighth of a second; paused they are exact. */
static void
test_rows_are_kept (gconstpointer data)
{
  g_autoptr (MixDesign) design = mix_fixture_generated ("two-branch", GPOINTER_TO_UINT (data));
  g_autoptr (MixTrainer) trainer = mix_fixture_trainer (design, 2, 50);
  g_autoptr (MixScene) scene = mix_scene_new ();
  MixSnapshot *snapshots[3];
  guint64 keys[3];

  for (guint i = 0; i < 3; i++)
    {
      mix_trainer_run_epoch (trainer);
      snapshots[i] = mix_trainer_make_snapshot (trainer);
      snapshots[i]->state = i < 2 ? MIX_RUN_RUNNING : MIX_RUN_PAUSED;
    }
  for (guint i = 0; i < 3; i++)
    {
      mix_scene_set_snapshot (scene, snapshots[i]);
      keys[i] = key_of_rows (scene, MIX_SCHEME_LIGHT);
      mix_snapshot_unref (snapshots[i]);
    }
  g_assert_cmpuint (keys[0], ==, keys[1]);
  g_assert_cmpuint (keys[1], !=, keys[2]);
  g_assert_cmpuint (key_of_rows (scene, MIX_SCHEME_DARK), !=, keys[2]);
}

static void
test_row_counts (void)
{
  g_autoptr (MixDesign) many = mix_fixture_generated ("two-branch", 20000);
  g_autoptr (MixDesign) few = mix_fixture_generated ("two-branch", 500);
  g_autoptr (MixScene) scene = mix_fixture_scene (few, 2, 1, 2);
  MixRowCounts counts;

  mix_scene_get_row_counts (scene, &counts);
  g_assert_cmpuint (counts.n_training + counts.n_validation, ==, 500);
  g_assert_cmpuint (counts.n_validation, >, 0);
  mix_scene_set_design (scene, many);
  mix_scene_get_row_counts (scene, &counts);
  g_assert_cmpuint (counts.n_training, ==, 20000); /* all of them */
  g_assert_cmpuint (counts.of_training, ==, 20000);
  g_assert_cmpuint (counts.n_validation, ==, 0);
}

/* Another view: only what is in it is drawn, and only what it changes is worked out again. */
static void
test_set_view (void)
{
  g_autoptr (MixDesign) design = mix_fixture_generated ("two-branch", 400);
  g_autoptr (MixScene) scene = mix_fixture_scene (design, 2, 2, 5);
  MixView view = *mix_scene_get_view (scene);
  const MixCurves *curves = mix_scene_get_curves (scene);

  view.band = 0.5;
  view.pin = -3;
  mix_scene_set_view (scene, &view);
  g_assert_true (mix_scene_get_curves (scene) == curves);
  const MixQuantileCurves *quantiles = mix_scene_get_quantiles (scene);
  MixMixture m = { 2, curves->pi, curves->mu, curves->sigma };
  g_assert_cmpfloat_with_epsilon (mix_mixture_cdf (&m, quantiles->low[0]), 0.25, 1e-6);
  g_assert_cmpfloat_with_epsilon (mix_scene_get_pinned_slice (scene)->x, -3, 1e-12);

  view.x = (MixSpan){ 0, 2 };
  mix_scene_set_view (scene, &view);
  curves = mix_scene_get_curves (scene);
  g_assert_cmpfloat_with_epsilon (curves->x[0], 0, 1e-9);
  g_assert_cmpfloat_with_epsilon (curves->x[curves->n - 1], 2, 1e-9);
  mix_scene_set_x0 (scene, -9); /* x0 may be out of sight */
  g_assert_cmpfloat_with_epsilon (mix_scene_get_x0 (scene), -9, 1e-9);

  g_autoptr (MixDesign) other = mix_fixture_generated ("linear", 5000);
  mix_scene_set_design (scene, other);
  g_assert_false (mix_span_is_set (&mix_scene_get_view (scene)->x));
  g_assert_true (isnan (mix_scene_get_view (scene)->pin));
  g_assert_false (mix_scene_shows (scene, MIX_SHOW_VALIDATION)); /* there are many */
}

/* What is near x0 is counted, and its density integrates to one. */
static void
test_near (void)
{
  g_autoptr (MixDesign) design = mix_fixture_generated ("two-branch", 4000);
  g_autoptr (MixScene) scene = mix_scene_new ();
  MixNear near;
  double sum = 0;
  gsize n = 0;

  mix_scene_set_design (scene, design);
  mix_scene_set_x0 (scene, 5);
  mix_near_count (scene, 0.025, &near);
  for (gsize i = 0; i < 4000; i++)
    n += fabs (mix_design_get_x (design, i, 0) - 5) <= 0.5;
  g_assert_cmpuint (near.n_rows, ==, n);
  g_assert_cmpuint (n, >, 50);
  for (guint i = 0; i < MIX_NEAR_BINS; i++)
    sum += near.density[i] * near.width;
  g_assert_cmpfloat_with_epsilon (sum, 1, 1e-9);
  mix_near_count (scene, HUGE_VAL, &near);
  g_assert_cmpuint (near.n_rows, ==, 4000);
}

/* A probability is dragged in whole percents, and its quantile read. */
static void
test_whole_percent (void)
{
  g_autoptr (MixDesign) design = mix_fixture_generated ("two-branch", 400);
  g_autoptr (MixScene) scene = mix_fixture_scene (design, 2, 2, 5);
  double y = mix_figure_whole_percent (scene, 31.4);
  double percent = 100 * mix_mixture_cdf (&mix_scene_get_slice (scene)->mixture, y);

  g_assert_cmpfloat_with_epsilon (percent, rint (percent), 1e-4);
  g_assert_cmpfloat_with_epsilon (
    percent, 100 * mix_mixture_cdf (&mix_scene_get_slice (scene)->mixture, 31.4), 0.51);
}

static void
test_truth (void)
{
  g_autoptr (MixScene) scene = mix_scene_new ();
  g_autoptr (MixDesign) branches = mix_fixture_generated ("two-branch", 100);
  g_autoptr (MixDesign) table = mix_fixture_table (names, 3, 100, 0, 1);
  double noise = 0;

  g_assert_null (mix_scene_get_truth (scene, NULL));
  mix_scene_set_design (scene, branches);
  g_assert_nonnull (mix_scene_get_truth (scene, &noise));
  g_assert_cmpfloat_with_epsilon (noise, 1, 1e-12);
  mix_scene_set_design (scene, table);
  g_assert_null (mix_scene_get_truth (scene, NULL));
}

/* A row that is drawn is found where it is, and none far from all. */
static void
test_find_row (void)
{
  g_autoptr (MixScene) scene = mix_scene_new ();
  g_autoptr (MixDesign) design = mix_fixture_table (names, 3, 200, 10, 1);

  g_assert_cmpint (mix_scene_find_row (scene, 50, 100, 1, 1), ==, -1);
  mix_scene_set_design (scene, design);
  for (gsize row = 0; row < mix_design_get_n_rows (design); row += 7)
    {
      double x = mix_design_get_x (design, row, 0), y = mix_design_get_y (design, row);
      gssize found = mix_scene_find_row (scene, x + 1e-7, y - 1e-7, 0.5, 5);
      g_assert_cmpint (found, >=, 0);
      g_assert_cmpfloat_with_epsilon (mix_design_get_x (design, (gsize) found, 0), x, 1e-5);
      g_assert_cmpfloat_with_epsilon (mix_design_get_y (design, (gsize) found), y, 1e-5);
    }
  g_assert_cmpint (mix_scene_find_row (scene, 1e4, 1e6, 0.5, 5), ==, -1);
  g_assert_cmpint (mix_scene_find_row (scene, (double) NAN, 0, 0.5, 5), ==, -1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scene/view", test_view);
  g_test_add_func ("/scene/ranges", test_ranges);
  g_test_add_func ("/scene/curves", test_curves);
  g_test_add_func ("/scene/untrained", test_untrained);
  g_test_add_data_func ("/scene/rows-are-kept/marks", GUINT_TO_POINTER (600), test_rows_are_kept);
  g_test_add_data_func ("/scene/rows-are-kept/crowd", GUINT_TO_POINTER (8000), test_rows_are_kept);
  g_test_add_func ("/scene/row-counts", test_row_counts);
  g_test_add_func ("/scene/set-view", test_set_view);
  g_test_add_func ("/scene/near", test_near);
  g_test_add_func ("/scene/whole-percent", test_whole_percent);
  g_test_add_func ("/scene/truth", test_truth);
  g_test_add_func ("/scene/find-row", test_find_row);
  return g_test_run ();
}
