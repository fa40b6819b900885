/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-figure-rate.h"

#include <math.h>
#include <string.h>

#include "mix-plot-build.h"

#define N 100

static double rates[N], losses[N], smoothed[N];

static MixRateTest
valley (void)
{
  MixRateTest test = { .n = N, .rate = rates, .loss = losses, .smoothed = smoothed };

  for (guint i = 0; i < N; i++)
    {
      rates[i] = 1e-5 * pow (10, i / 20.0);
      losses[i] = 1.5 - 0.5 * tanh ((i - 50.0) / 8) + (i > 80 ? exp (i - 80.0) : 0);
    }
  mix_rate_test_judge (&test);
  return test;
}

/* The axis goes from the first rate to the last, logarithmically, and what diverges is cut off. */
static void
test_axes (void)
{
  MixRateTest test = valley ();
  g_autoptr (MixPlot) plot = mix_figure_build_rate (&test, mix_palette_get (MIX_SCHEME_LIGHT));
  double x, y, width, height;

  mix_plot_layout (plot, 960, 640, NULL);
  mix_plot_get_area (plot, &x, &y, &width, &height);
  g_assert_cmpfloat_with_epsilon (mix_plot_x_from_pixel (plot, x), -5, 1e-9);
  g_assert_cmpfloat_with_epsilon (mix_plot_x_from_pixel (plot, x + width), log10 (rates[N - 1]),
                                  1e-9);
  g_assert_cmpfloat (mix_plot_y_from_pixel (plot, y), <, 4);
  g_assert_cmpfloat (mix_plot_y_from_pixel (plot, y + height), <, 1);
}

static void
test_description (void)
{
  MixRateTest test = valley ();
  g_autoptr (MixPlot) plot = mix_figure_build_rate (&test, mix_palette_get (MIX_SCHEME_DARK));
  g_autofree char *suggested = g_strdup_printf ("Suggested: %.2g.", test.suggested);

  g_assert_nonnull (strstr (mix_plot_get_description (plot), suggested));
}

/* No step, one step, and a curve that is flat: a picture each time. */
static void
test_little_to_show (void)
{
  for (guint n = 0; n < N; n += n < 3 ? 1 : 40)
    {
      MixRateTest test = valley ();
      for (guint i = 0; i < N; i++)
        losses[i] = 2;
      test.n = n;
      mix_rate_test_judge (&test);
      g_autoptr (MixPlot) plot = mix_figure_build_rate (&test, mix_palette_get (MIX_SCHEME_LIGHT));
      cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 300, 200);
      cairo_t *cr = cairo_create (surface);
      mix_plot_layout (plot, 300, 200, NULL);
      mix_plot_paint (plot, cr, 1, MIX_PLOT_ALL);
      g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
      cairo_destroy (cr);
      cairo_surface_destroy (surface);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/figure-rate/axes", test_axes);
  g_test_add_func ("/figure-rate/description", test_description);
  g_test_add_func ("/figure-rate/little-to-show", test_little_to_show);
  return g_test_run ();
}
