/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include <glib/gstdio.h>

#include "mix-ensemble.h"
#include "mix-figure-decide.h"
#include "mix-figure-fixture.h"
#include "mix-plot-export.h"

static const char *const ids[] = { "pit",       "reliability", "coverage", "residuals", "quantiles",
                                   "intervals", "variance",    "profit",   "outcomes",  "losses",
                                   "comparison" };

static MixPlot *
build (MixScene *scene, const char *id, MixScheme scheme)
{
  const MixFigure *figure = mix_figure_find (id);

  g_assert_nonnull (figure);
  return mix_figure_build (figure, scene, mix_palette_get (scheme));
}

/* Every figure in every set of colours and at sizes from a thumbnail's to a wall's, and it says in
 * words what it shows. */
static void
test_every_figure (void)
{
  g_autoptr (MixDesign) design = mix_fixture_generated ("two-branch", 300);
  MixScene *scene = mix_fixture_scene (design, 2, 6, 6);
  const double sizes[][2] = { { 200, 140 }, { 640, 420 }, { 1600, 1000 } };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    for (MixScheme scheme = MIX_SCHEME_LIGHT; scheme <= MIX_SCHEME_HIGH_CONTRAST_DARK; scheme++)
      {
        g_autoptr (MixPlot) plot = build (scene, ids[i], scheme);
        const char *words = mix_plot_get_description (plot);
        for (guint j = 0; j < G_N_ELEMENTS (sizes); j++)
          {
            mix_plot_layout (plot, sizes[j][0], sizes[j][1], NULL);
            cairo_surface_t *image = cairo_image_surface_create (
              CAIRO_FORMAT_ARGB32, (int) sizes[j][0], (int) sizes[j][1]);
            cairo_t *cr = cairo_create (image);
            mix_plot_paint (plot, cr, 1, MIX_PLOT_ALL);
            g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
            cairo_destroy (cr);
            cairo_surface_destroy (image);
          }
        g_assert_cmpuint (strlen (words), >, 10);
        g_assert_null (strstr (words, "nan"));
        g_assert_null (strstr (words, "inf"));
      }
  mix_scene_free (scene);
}

/* Before training, each says what is missing. */
static void
test_before_training (void)
{
  g_autoptr (MixDesign) design = mix_fixture_generated ("two-branch", 60);
  MixScene *scene = mix_scene_new ();

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr (MixPlot) none = build (scene, ids[i], MIX_SCHEME_LIGHT);
      mix_plot_layout (none, 300, 200, NULL);
    }
  mix_scene_set_design (scene, design);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr (MixPlot) plot = build (scene, ids[i], MIX_SCHEME_LIGHT);
      mix_plot_layout (plot, 300, 200, NULL);
    }
  mix_scene_free (scene);
}

static void
test_words (void)
{
  g_autoptr (MixDesign) design = mix_fixture_generated ("two-branch", 400);
  MixScene *scene = mix_fixture_scene (design, 2, 8, 8);
  g_autoptr (MixPlot) pit = build (scene, "pit", MIX_SCHEME_LIGHT);
  g_autoptr (MixPlot) profit = build (scene, "profit", MIX_SCHEME_LIGHT);

  g_assert_nonnull (strstr (mix_plot_get_description (pit), "validation rows"));
  g_assert_nonnull (strstr (mix_plot_get_description (profit), "66.7 % quantile"));
  /* Amounts below 0 are in the data, so they are taken as they are. */
  g_assert_true (mix_scene_get_stock (scene).is_signed);
  MixStock stock;
  g_assert_true (mix_stock_init_service (&stock, 0.9, NULL));
  mix_scene_set_stock (scene, &stock);
  g_autoptr (MixPlot) cost = build (scene, "profit", MIX_SCHEME_LIGHT);
  g_assert_nonnull (strstr (mix_plot_get_description (cost), "90.0 % quantile"));
  mix_scene_free (scene);
}

/* As PNG, SVG and PDF, each with what such a file starts with. */
static void
test_files (void)
{
  g_autoptr (MixDesign) design = mix_fixture_generated ("two-branch", 200);
  MixScene *scene = mix_fixture_scene (design, 2, 4, 4);
  g_autofree char *folder = g_dir_make_tmp ("mix-XXXXXX", NULL);
  const char *const kinds[][2]
    = { { "p.png", "\x89PNG" }, { "p.svg", "<?xml" }, { "p.pdf", "%PDF" } };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    for (guint j = 0; j < G_N_ELEMENTS (kinds); j++)
      {
        g_autoptr (MixPlot) plot = build (scene, ids[i], MIX_SCHEME_LIGHT);
        g_autofree char *path = g_build_filename (folder, kinds[j][0], NULL);
        g_autofree char *bytes = NULL;
        GError *error = NULL;
        g_assert_true (mix_plot_export (plot, path, 640, 420, 1, &error));
        g_assert_no_error (error);
        g_assert_true (g_file_get_contents (path, &bytes, NULL, NULL));
        g_assert_true (g_str_has_prefix (bytes, kinds[j][1]));
        g_remove (path);
      }
  g_rmdir (folder);
  mix_scene_free (scene);
}

static void
test_ensemble (void)
{
  g_autoptr (MixDesign) design = mix_fixture_generated ("linear", 200);
  MixConfig config;
  mix_fixture_config (&config, 1, 4);
  config.ensemble = 3;
  config.plain_network = FALSE;
  g_autoptr (MixEnsemble) ensemble = mix_ensemble_new (&config, design, NULL);
  while (mix_ensemble_step (ensemble) == MIX_RUN_RUNNING)
    ;
  g_autoptr (MixModel) model = mix_ensemble_make_model (ensemble);
  g_autoptr (MixSnapshot) snapshot = mix_snapshot_new_for_model (model, design);
  MixScene *scene = mix_scene_new ();
  mix_scene_set_design (scene, design);
  mix_scene_set_snapshot (scene, snapshot);
  g_autoptr (MixPlot) plot = build (scene, "variance", MIX_SCHEME_LIGHT);
  mix_plot_layout (plot, 600, 400, NULL);
  g_assert_nonnull (strstr (mix_plot_get_description (plot), "the 3 networks"));
  mix_scene_free (scene);
}

static void
test_evidence (void)
{
  MixEvidence evidence = { .n = 3,
                           .n_folds = 5,
                           .point = { { 1, 9, 3, 0.1 },
                                      { 2, 9, 2.05, 0.1 },
                                      { 3, 9, (double) NAN, (double) NAN } } };
  mix_evidence_choose (&evidence);
  g_autoptr (MixPlot) plot
    = mix_figure_build_evidence (&evidence, mix_palette_get (MIX_SCHEME_DARK));
  mix_plot_layout (plot, 600, 400, NULL);
  g_assert_nonnull (strstr (mix_plot_get_description (plot), "K = 2 is the simplest"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/figure-stats/every-figure", test_every_figure);
  g_test_add_func ("/figure-stats/before-training", test_before_training);
  g_test_add_func ("/figure-stats/words", test_words);
  g_test_add_func ("/figure-stats/files", test_files);
  g_test_add_func ("/figure-stats/ensemble", test_ensemble);
  g_test_add_func ("/figure-stats/evidence", test_evidence);
  return g_test_run ();
}
