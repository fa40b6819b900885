/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-figure-run.h"

#include <string.h>

#include "mix-figure-fixture.h"
#include "mix-plot-build.h"

static MixSnapshot *
snapshot_of (MixDesign *design, int components, int epochs)
{
  g_autoptr (MixTrainer) trainer = mix_fixture_trainer (design, components, 10);

  for (int i = 0; i < epochs; i++)
    mix_trainer_run_epoch (trainer);
  return mix_trainer_make_snapshot (trainer);
}

/* How many pixels a plot leaves unlike the ground that it is painted on. */
static guint
ink_of (MixPlot *plot, int width, int height)
{
  cairo_surface_t *image = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cairo_t *cr = cairo_create (image);
  guint n = 0;

  mix_plot_layout (plot, width, height, NULL);
  mix_plot_paint (plot, cr, 1, MIX_PLOT_ALL);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (image);
  const guint32 *pixels = (const guint32 *) (gpointer) cairo_image_surface_get_data (image);
  for (int i = 0; i < width * height; i++)
    n += pixels[i] != pixels[height / 2 * width + 3]; /* beside the axes */
  cairo_surface_destroy (image);
  return n;
}

static void
test_thumbnail (void)
{
  g_autoptr (MixDesign) design = mix_fixture_generated ("two-branch", 300);
  g_autoptr (MixSnapshot) before = snapshot_of (design, 2, 0), after = snapshot_of (design, 2, 6);
  const MixPalette *palette = mix_palette_get (MIX_SCHEME_LIGHT);
  g_autoptr (MixPlot) rows = mix_figure_build_run_thumbnail (before, palette);
  g_autoptr (MixPlot) learnt = mix_figure_build_run_thumbnail (after, palette);

  g_assert_cmpuint (ink_of (rows, 92, 46), >, 100);
  g_assert_cmpuint (ink_of (learnt, 92, 46), >, ink_of (rows, 92, 46));
}

/* Each of the two fits adds its lines, and the legend tells them apart with their scores. */
static void
test_overlay (void)
{
  g_autoptr (MixDesign) design = mix_fixture_generated ("two-branch", 300);
  g_autoptr (MixSnapshot) none = snapshot_of (design, 2, 0);
  g_autoptr (MixSnapshot) first = snapshot_of (design, 2, 6), second = snapshot_of (design, 3, 2);
  const MixPalette *palette = mix_palette_get (MIX_SCHEME_DARK);
  MixNamedRun runs[] = { { none, "Run 1" }, { first, "Run 2" }, { second, "Run 3" } };
  g_autoptr (MixPlot) one = mix_figure_build_overlay (&runs[1], &runs[0], palette);
  g_autoptr (MixPlot) both = mix_figure_build_overlay (&runs[1], &runs[2], palette);

  g_assert_cmpuint (ink_of (both, 640, 400), >, ink_of (one, 640, 400) + 400);
  const char *description = mix_plot_get_description (both);
  g_assert_nonnull (strstr (description, "Run 2, validation NLL "));
  g_assert_nonnull (strstr (description, "Run 3, validation NLL "));
}

static void
test_other_columns (void)
{
  static const char *const names[] = { "a", "b", "y" };
  g_autoptr (MixDesign) design = mix_fixture_generated ("two-branch", 300);
  g_autoptr (MixDesign) table = mix_fixture_table (names, 3, 200, 0, 1);
  g_autoptr (MixSnapshot) first = snapshot_of (design, 2, 2), second = snapshot_of (table, 2, 2);
  MixNamedRun runs[] = { { first, "Run 1" }, { second, "Run 2" } };
  const MixPalette *palette = mix_palette_get (MIX_SCHEME_LIGHT);
  g_autoptr (MixPlot) plot = mix_figure_build_overlay (&runs[0], &runs[1], palette);
  g_autoptr (MixPlot) back = mix_figure_build_overlay (&runs[1], &runs[0], palette);

  g_assert_cmpuint (ink_of (plot, 640, 400), >, 1000);
  g_assert_cmpuint (ink_of (back, 640, 400), >, 1000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/figure-run/thumbnail", test_thumbnail);
  g_test_add_func ("/figure-run/overlay", test_overlay);
  g_test_add_func ("/figure-run/other-columns", test_other_columns);
  return g_test_run ();
}
