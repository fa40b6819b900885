/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Writes pictures of every figure in many states into a folder, to be looked at:
 *   mix-figure-shots FOLDER [WORD]    only the scenes whose name has WORD in it */

#include <string.h>

#include "mix-csv.h"
#include "mix-figure-fixture.h"
#include "mix-plot-export.h"

static const char *folder, *word;

static void
shoot (MixScene *scene, const char *figure, const char *name, MixScheme scheme, double width,
       double height)
{
  static const char *const schemes[] = { "light", "dark", "hc-light", "hc-dark" };
  g_autofree char *path = g_strdup_printf ("%s/%s-%s-%s-%.0fx%.0f.png", folder, name, figure,
                                           schemes[scheme], width, height);
  g_autoptr (MixPlot) plot
    = mix_figure_build (mix_figure_find (figure), scene, mix_palette_get (scheme));
  g_autoptr (GError) error = NULL;

  if (!mix_plot_export (plot, path, width, height, width < 700 ? 2 : 1, &error))
    g_error ("%s", error->message);
}

/* The four panels as a window has them, in one picture. */
static void
shoot_grid (MixScene *scene, const char *name, MixScheme scheme, double scale)
{
  static const struct
  {
    const char *id;
    double x, y, width, height;
  } panels[] = { { "fit", 0, 0, 628, 444 }, { "slice", 636, 0, 328, 444 },
                 { "mixing", 0, 452, 628, 208 }, { "loss", 636, 452, 328, 208 } };
  cairo_surface_t *image = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int) (964 * scale),
                                                       (int) (660 * scale));
  cairo_surface_set_device_scale (image, scale, scale);
  cairo_t *cr = cairo_create (image);
  g_autofree char *path = g_strdup_printf ("%s/%s-grid-%d.png", folder, name, (int) scheme);

  mix_scene_set_linked (scene, TRUE);
  mix_scene_set_show_x0 (scene, TRUE);
  cairo_set_source_rgb (cr, scheme % 2 ? 0.14 : 0.98, scheme % 2 ? 0.14 : 0.98,
                        scheme % 2 ? 0.16 : 0.98);
  cairo_paint (cr);
  for (guint i = 0; i < G_N_ELEMENTS (panels); i++)
    {
      g_autoptr (MixPlot) plot
        = mix_figure_build (mix_figure_find (panels[i].id), scene, mix_palette_get (scheme));
      mix_plot_layout (plot, panels[i].width, panels[i].height, NULL);
      cairo_save (cr);
      cairo_translate (cr, panels[i].x, panels[i].y);
      mix_plot_paint (plot, cr, scale, MIX_PLOT_ALL);
      cairo_restore (cr);
      g_print ("%s: %s\n", name, mix_plot_get_description (plot));
    }
  cairo_surface_write_to_png (image, path);
  cairo_destroy (cr);
  cairo_surface_destroy (image);
  mix_scene_set_linked (scene, FALSE);
}

static void
shoot_all (MixScene *scene, const char *name)
{
  if (word != NULL && strstr (name, word) == NULL)
    return;
  shoot_grid (scene, name, MIX_SCHEME_LIGHT, 2);
  shoot_grid (scene, name, MIX_SCHEME_DARK, 2);
  shoot_grid (scene, name, MIX_SCHEME_HIGH_CONTRAST_LIGHT, 2);
  shoot_grid (scene, name, MIX_SCHEME_HIGH_CONTRAST_DARK, 2);
  mix_scene_set_show_x0 (scene, FALSE);
  for (const MixFigure *figure = mix_figures; figure->id != NULL; figure++)
    {
      shoot (scene, figure->id, name, MIX_SCHEME_LIGHT, 300, 200);
      shoot (scene, figure->id, name, MIX_SCHEME_LIGHT, 628, 444);
      shoot (scene, figure->id, name, MIX_SCHEME_LIGHT, 960, 600);
      shoot (scene, figure->id, name, MIX_SCHEME_DARK, 1920, 1080);
    }
}

static void
shoot_trained (const char *name, MixDesign *design, int components, int epochs, int planned,
               double x0)
{
  if (word != NULL && strstr (name, word) == NULL)
    return;
  g_autoptr (MixScene) scene = mix_fixture_scene (design, components, epochs, planned);
  if (x0 > -1e9)
    mix_scene_set_x0 (scene, x0);
  shoot_all (scene, name);
}

static MixDesign *
sample (const char *name, const char *target, const char *const *features)
{
  g_autofree char *path = g_build_filename (g_getenv ("MIX_SAMPLES_DIR"), name, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (MixDataset) table = mix_csv_read (path, NULL, &error);
  MixDesign *design = table != NULL ? mix_design_new (table, target, features, &error) : NULL;

  if (design == NULL)
    g_error ("%s", error->message);
  return design;
}

int
main (int argc, char **argv)
{
  const char *const long_names[] = { "Average waiting time between eruptions in minutes",
                                     "flipper_length_mm", "bill length",
                                     "The duration of the eruption as measured by hand" };
  const char *const short_names[] = { "age", "price" };
  static const double k_list[] = { 1, 3, 5, 8 };

  if (argc < 2)
    return 2;
  folder = argv[1];
  word = argc > 2 ? argv[2] : NULL;
  g_autoptr (MixDesign) branches = mix_fixture_generated ("two-branch", 20000);
  shoot_trained ("two", branches, 2, 40, 118, 6.8);
  shoot_trained ("early", branches, 2, 1, 118, -9.5);
  for (guint i = 0; i < G_N_ELEMENTS (k_list); i++)
    {
      g_autofree char *name = g_strdup_printf ("k%.0f", k_list[i]);
      shoot_trained (name, branches, (int) k_list[i], 12, 12, 9.6);
    }
  g_autoptr (MixDesign) mixture = mix_fixture_generated ("gaussian-mixture", 8000);
  shoot_trained ("gm", mixture, 2, 20, 40, 0.7);
  g_autoptr (MixDesign) linear = mix_fixture_generated ("linear", 3000);
  shoot_trained ("linear", linear, 1, 30, 40, -1e10);
  g_autoptr (MixDesign) millions = mix_fixture_table (short_names, 2, 400, 0, 2.3e6);
  shoot_trained ("millions", millions, 2, 60, 100, -1e10);
  g_autoptr (MixDesign) tiny = mix_fixture_table (short_names, 2, 400, 3e-6, 1e-6);
  shoot_trained ("tiny", tiny, 2, 60, 100, -1e10);
  g_autoptr (MixDesign) wide = mix_fixture_table (long_names, 4, 900, 0, 1);
  shoot_trained ("wide", wide, 3, 60, 100, -1e10);
  const char *const waiting[] = { "waiting", NULL };
  g_autoptr (MixDesign) geyser = sample ("geyser.csv", "duration", waiting);
  shoot_trained ("geyser", geyser, 2, 100, 200, -1e10);

  g_autoptr (MixScene) empty = mix_scene_new ();
  shoot_all (empty, "empty");
  g_autoptr (MixScene) rows = mix_scene_new ();
  mix_scene_set_design (rows, geyser);
  shoot_all (rows, "rows");
  g_autoptr (MixScene) ready = mix_scene_new ();
  mix_scene_set_design (ready, branches);
  shoot_all (ready, "ready");
  return 0;
}
