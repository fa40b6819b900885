/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include <glib/gstdio.h>

#include "mix-ensemble.h"
#include "mix-figure-decide.h"
#include "mix-figure-fixture.h"
#include "mix-figure-table.h"
#include "mix-format.h"
#include "mix-plot-export.h"

/* A trained scene with all that any figure needs. */
static MixScene *
full_scene (MixDesign *design, int epochs)
{
  MixScene *scene = mix_fixture_scene (design, 2, epochs, epochs);
  MixEvidence evidence = { .n = 3,
                           .n_folds = 5,
                           .point = { { 1, 9, 3, 0.1 },
                                      { 2, 9, 2.05, 0.1 },
                                      { 3, 9, 2.04, 0.1 } } };

  mix_evidence_choose (&evidence);
  mix_scene_set_evidence (scene, &evidence);
  return scene;
}

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
  MixScene *scene = full_scene (design, 6);
  const double sizes[][2] = { { 200, 140 }, { 640, 420 }, { 1600, 1000 } };

  for (const MixFigure *figure = mix_figures; figure->id != NULL; figure++)
    for (MixScheme scheme = MIX_SCHEME_LIGHT; scheme <= MIX_SCHEME_HIGH_CONTRAST_DARK; scheme++)
      {
        g_autoptr (MixPlot) plot = build (scene, figure->id, scheme);
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

  for (const MixFigure *figure = mix_figures; figure->id != NULL; figure++)
    {
      g_autoptr (MixPlot) none = build (scene, figure->id, MIX_SCHEME_LIGHT);
      mix_plot_layout (none, 300, 200, NULL);
    }
  mix_scene_set_design (scene, design);
  for (const MixFigure *figure = mix_figures; figure->id != NULL; figure++)
    {
      g_autoptr (MixPlot) plot = build (scene, figure->id, MIX_SCHEME_LIGHT);
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
  g_assert_nonnull (strstr (mix_plot_get_description (profit), "66.7" MIX_THIN_SPACE "% quantile"));
  /* Amounts below 0 are in the data, so they are taken as they are. */
  g_assert_true (mix_scene_get_stock (scene).is_signed);
  MixStock stock;
  g_assert_true (mix_stock_init_service (&stock, 0.9, NULL));
  mix_scene_set_stock (scene, &stock);
  g_autoptr (MixPlot) cost = build (scene, "profit", MIX_SCHEME_LIGHT);
  g_assert_nonnull (strstr (mix_plot_get_description (cost), "90.0" MIX_THIN_SPACE "% quantile"));
  mix_scene_free (scene);
}

/* Every figure of plot --list in every set of colours as PNG, SVG and PDF, each with what such a
 * file starts with; and its data. */
static void
test_files (void)
{
  g_autoptr (MixDesign) design = mix_fixture_generated ("two-branch", 200);
  MixScene *scene = full_scene (design, 4);
  g_autofree char *folder = g_dir_make_tmp ("mix-XXXXXX", NULL);
  const char *const kinds[][2]
    = { { "p.png", "\x89PNG" }, { "p.svg", "<?xml" }, { "p.pdf", "%PDF" } };

  for (const MixFigure *figure = mix_figures; figure->id != NULL; figure++)
    {
      g_autoptr (MixDataset) table = mix_figure_table (figure, scene);
      g_assert_nonnull (table);
      g_assert_cmpuint (mix_dataset_get_n_rows (table), >=, 2);
      for (guint scheme = 0; scheme <= MIX_SCHEME_HIGH_CONTRAST_DARK; scheme++)
        {
          g_autoptr (MixPlot) plot = build (scene, figure->id, (MixScheme) scheme);
          for (guint j = 0; j < G_N_ELEMENTS (kinds); j++)
            {
              g_autofree char *path = g_build_filename (folder, kinds[j][0], NULL);
              g_autofree char *bytes = NULL;
              GError *error = NULL;
              g_assert_true (mix_plot_export (plot, path, 320, 210, 1, &error));
              g_assert_no_error (error);
              g_assert_true (g_file_get_contents (path, &bytes, NULL, NULL));
              g_assert_true (g_str_has_prefix (bytes, kinds[j][1]));
              g_remove (path);
            }
        }
    }
  g_rmdir (folder);
  mix_scene_free (scene);
}

/* Each figure has numbers of its own. */
static void
test_tables_differ (void)
{
  g_autoptr (MixDesign) design = mix_fixture_generated ("two-branch", 200);
  MixScene *scene = full_scene (design, 4);
  const MixDiagnostics *diagnostics = mix_scene_get_diagnostics (scene);
  g_autoptr (GHashTable) titles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (const MixFigure *figure = mix_figures; figure->id != NULL; figure++)
    {
      g_autoptr (MixDataset) table = mix_figure_table (figure, scene);
      g_test_message ("%s: %s", figure->id, mix_dataset_get_title (table));
      g_assert_true (g_hash_table_add (titles, g_strdup (mix_dataset_get_title (table))));
    }

  g_autoptr (MixDataset) losses = mix_figure_table (mix_figure_find ("losses"), scene);
  const MixColumn *nll = mix_dataset_get_column (losses, 3);
  g_assert_cmpstr (mix_dataset_get_column (losses, 1)->name, ==, "x");
  g_assert_cmpstr (nll->name, ==, "nll");
  for (gsize i = 0; i < mix_dataset_get_n_rows (losses); i++)
    g_assert_cmpfloat (nll->values[i], <=, nll->values[diagnostics->worst[0]]);

  g_autoptr (MixDataset) both = mix_figure_table (mix_figure_find ("comparison"), scene);
  g_assert_cmpuint (mix_dataset_get_n_rows (both), ==, mix_scene_get_comparison (scene)->n_bins);
  for (gsize i = 0; i < mix_dataset_get_n_rows (both); i++)
    {
      double share = mix_dataset_get_column (both, 5)->values[i]; /* plain, between its bounds */
      g_assert_cmpfloat (share, >=, mix_dataset_get_column (both, 6)->values[i]);
      g_assert_cmpfloat (share, <=, mix_dataset_get_column (both, 7)->values[i]);
    }
  mix_scene_free (scene);
}

/* Two networks in four panels: the left ones share their x axis, the upper ones their y axis, and a
 * place in any of them is one in the data. */
static void
test_sides (void)
{
  g_autoptr (MixDesign) design = mix_fixture_generated ("two-branch", 300);
  MixScene *scene = full_scene (design, 4);
  g_autoptr (MixPlot) plot = build (scene, "sides", MIX_SCHEME_LIGHT);

  mix_plot_layout (plot, 1000, 700, NULL);
  double left = mix_plot_x_to_pixel (plot, 2), top = mix_plot_y_to_pixel (plot, 30);
  g_assert_cmpfloat (left, <, 500);
  g_assert_cmpfloat (top, <, 350);
  g_assert_cmpfloat_with_epsilon (mix_plot_x_from_pixel (plot, left), 2, 1e-9);
  g_assert_cmpfloat_with_epsilon (mix_plot_x_from_pixel (plot, left + 497), 2, 0.05);
  g_assert_cmpfloat_with_epsilon (mix_plot_y_from_pixel (plot, top), 30, 1e-9);
  /* Below, the residuals are on an axis of their own, about 0. */
  g_assert_cmpfloat (mix_plot_y_from_pixel (plot, 660), <, 0);
  g_assert_cmpfloat (mix_plot_y_from_pixel (plot, 420), >, 0);
  guint64 wide = mix_plot_get_still_key (plot);
  mix_plot_layout (plot, 400, 1200, NULL);
  g_assert_cmpuint (mix_plot_get_still_key (plot), !=, wide);
  /* One below the other, the second half of the width is the same panel. */
  g_assert_cmpfloat (mix_plot_x_from_pixel (plot, 390) - mix_plot_x_from_pixel (plot, 60), >, 15);
  g_assert_nonnull (strstr (mix_plot_get_description (plot), "validation rows"));
  mix_scene_free (scene);
}

/* Where two branches lie apart, the best order leaps; where there is one, it does not. */
static void
test_jump (void)
{
  const double pi[] = { 0.3, 0.7 }, mu[] = { -40, 40 }, sigma[] = { 3, 3 };
  const MixMixture two = { 2, pi, mu, sigma }, one = { 1, &(double){ 1 }, mu, sigma };
  MixStock stock;
  MixOrderJump jump;

  g_assert_true (mix_stock_init_service (&stock, 0.9, NULL));
  stock.is_signed = TRUE;
  MixDecision decision = { .stock = &stock, .demand = &two, .name = "y", .where = "x = 1" };
  g_assert_true (mix_decision_find_jump (&decision, &jump));
  g_assert_cmpfloat_with_epsilon (jump.ratio, 0.3, 0.02);
  g_assert_cmpfloat (jump.low, <, -30);
  g_assert_cmpfloat (jump.high, >, 30);
  decision.demand = &one;
  g_assert_false (mix_decision_find_jump (&decision, &jump));
}

/* A best order that is a date was said as a number of days. */
static void
test_orders_are_dates (void)
{
  const double pi[] = { 1 }, mu[] = { 18444 }, sigma[] = { 20 };
  const MixMixture demand = { 1, pi, mu, sigma };
  MixStock stock;

  g_assert_true (mix_stock_init_service (&stock, 0.5, NULL));
  MixDecision decision
    = { .stock = &stock, .demand = &demand, .forecast = 18450, .time = MIX_TIME_DAYS };
  g_autofree char *sentence = mix_decision_say (&decision);
  g_assert_true (g_str_has_prefix (sentence, "Order 1 Jul 2020"));
  g_assert_nonnull (strstr (sentence, "To order the forecast, 7 Jul 2020"));
  decision.time = MIX_TIME_NONE;
  g_autofree char *plain = mix_decision_say (&decision);
  g_assert_true (g_str_has_prefix (plain, "Order 1.844e+04, the 50.0 % quantile"));
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
  g_autoptr (MixDesign) design = mix_fixture_generated ("two-branch", 100);
  MixScene *scene = full_scene (design, 1);
  g_autoptr (MixPlot) plot = build (scene, "evidence", MIX_SCHEME_DARK);
  g_assert_nonnull (strstr (mix_plot_get_description (plot), "K = 2 is the simplest"));
  /* Before all are known, none is chosen. */
  MixEvidence some = *mix_scene_get_evidence (scene);
  some.point[0].nll = (double) NAN;
  some.is_partial = TRUE;
  mix_evidence_choose (&some);
  mix_scene_set_evidence (scene, &some);
  g_autoptr (MixPlot) part = build (scene, "evidence", MIX_SCHEME_DARK);
  g_assert_nonnull (strstr (mix_plot_get_description (part), "2 of 3 K are known"));
  mix_scene_set_evidence (scene, NULL);
  g_autoptr (MixPlot) none = build (scene, "evidence", MIX_SCHEME_DARK);
  g_assert_nonnull (strstr (mix_plot_get_description (none), "none is done yet"));
  g_assert_null (mix_figure_table (mix_figure_find ("evidence"), scene));
  mix_scene_free (scene);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/figure-stats/every-figure", test_every_figure);
  g_test_add_func ("/figure-stats/before-training", test_before_training);
  g_test_add_func ("/figure-stats/words", test_words);
  g_test_add_func ("/figure-stats/files", test_files);
  g_test_add_func ("/figure-stats/tables-differ", test_tables_differ);
  g_test_add_func ("/figure-stats/sides", test_sides);
  g_test_add_func ("/figure-stats/jump", test_jump);
  g_test_add_func ("/figure-stats/ensemble", test_ensemble);
  g_test_add_func ("/figure-stats/evidence", test_evidence);
  g_test_add_func ("/figure-stats/orders-are-dates", test_orders_are_dates);
  return g_test_run ();
}
