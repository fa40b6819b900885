/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-plot.h"

#include <math.h>

#include "mix-layer-area.h"
#include "mix-layer-bands.h"
#include "mix-layer-line.h"
#include "mix-layer-points.h"
#include "mix-plot-build.h"

static const MixInsets roomy = { 46, 72, 32, 28 }, tight = { 40, 34, 28, 26 };

/* A plot of one horizontal line at y = level, over a few points. */
static MixPlot *
make_plot (MixScheme scheme, double level, double point_y)
{
  const MixPalette *palette = mix_palette_get (scheme);
  MixPlot *plot = mix_plot_new (palette);
  MixAxis x = { .grid = TRUE, .labels = TRUE, .line = TRUE, .name = "x" };
  MixAxis y = { .grid = TRUE, .labels = TRUE };
  const double xs[] = { -10, 0, 10 }, ys[] = { level, level, level };
  const MixPoint points[] = { { 5, point_y, 0x00ff00, MIX_POINT_DISC },
                              { 6, point_y, 0x00ff00, MIX_POINT_RING } };
  MixLineStyle style = { .color = palette->component[0], .width = 3, .casing = 5.5 };

  mix_scale_init (&x.scale, -10, 10);
  mix_scale_init (&y.scale, -160, 160);
  mix_plot_set_title (plot, "Fit");
  mix_plot_set_subtitle (plot, "y against x", FALSE);
  mix_plot_set_insets (plot, &roomy, &tight);
  mix_plot_set_axes (plot, &x, &y);
  g_autoptr (MixCloud) cloud = mix_cloud_new (points, G_N_ELEMENTS (points), 1, 3);
  mix_plot_take_layer (plot, mix_layer_points_new (cloud));
  mix_plot_take_layer (plot, mix_layer_line_new (xs, ys, NULL, 3, &style));
  return plot;
}

static cairo_surface_t *
paint (MixPlot *plot, int width, int height, double scale)
{
  cairo_surface_t *image = cairo_image_surface_create (
    CAIRO_FORMAT_ARGB32, (int) (width * scale), (int) (height * scale));
  cairo_surface_set_device_scale (image, scale, scale);
  cairo_t *cr = cairo_create (image);

  mix_plot_paint (plot, cr, scale, MIX_PLOT_ALL);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (image);
  return image;
}

static guint32
pixel_at (cairo_surface_t *image, double x, double y)
{
  const guint8 *data = cairo_image_surface_get_data (image);
  gsize offset = (gsize) y * (gsize) cairo_image_surface_get_stride (image) + 4 * (gsize) x;

  return *(const guint32 *) (gconstpointer) (data + offset);
}

static gboolean
is_near (guint32 pixel, guint32 rgb, int slack)
{
  for (int shift = 0; shift < 24; shift += 8)
    if (ABS ((int) ((pixel >> shift) & 0xff) - (int) ((rgb >> shift) & 0xff)) > slack)
      return FALSE;
  return TRUE;
}

static void
test_pixels (void)
{
  for (int s = 0; s < 4; s++)
    for (double scale = 1; scale < 3; scale++)
      {
        const MixPalette *palette = mix_palette_get ((MixScheme) s);
        g_autoptr (MixPlot) plot = make_plot ((MixScheme) s, 40, -80);
        mix_plot_layout (plot, 628, 444, NULL);
        cairo_surface_t *image = paint (plot, 628, 444, scale);
        double x = mix_plot_x_to_pixel (plot, -3.3), y = mix_plot_y_to_pixel (plot, 40);
        guint32 line = mix_color_to_rgb (&palette->component[0]);
        g_assert_true (is_near (pixel_at (image, x * scale, y * scale), line, 6));
        x = mix_plot_x_to_pixel (plot, 5);
        y = mix_plot_y_to_pixel (plot, -80);
        g_assert_true (is_near (pixel_at (image, x * scale, y * scale), 0x00ff00, 6));
        g_assert_true (is_near (pixel_at (image, 20 * scale, 430 * scale),
                                mix_color_to_rgb (&palette->card), 1));
        g_assert_cmpuint (pixel_at (image, 0, 0) >> 24, ==, 0); /* outside the round corner */
        cairo_surface_destroy (image);
      }
}

/* A curve that moves leaves the key; rows, sizes, colours and scales change it. */
static void
test_still_key (void)
{
  g_autoptr (MixPlot) plot = make_plot (MIX_SCHEME_LIGHT, 40, -80);
  g_autoptr (MixPlot) moved = make_plot (MIX_SCHEME_LIGHT, 90, -80);
  g_autoptr (MixPlot) other_rows = make_plot (MIX_SCHEME_LIGHT, 40, -81);
  g_autoptr (MixPlot) dark = make_plot (MIX_SCHEME_DARK, 40, -80);
  g_autoptr (MixPlot) titled = make_plot (MIX_SCHEME_LIGHT, 40, -80);
  MixPlot *different[] = { other_rows, dark, titled };

  mix_plot_set_subtitle (titled, "another", FALSE);
  mix_plot_layout (plot, 600, 400, NULL);
  mix_plot_layout (moved, 600, 400, NULL);
  guint64 key = mix_plot_get_still_key (plot);
  g_assert_cmpuint (key, !=, 0);
  g_assert_cmpuint (key, ==, mix_plot_get_still_key (moved));
  for (guint i = 0; i < G_N_ELEMENTS (different); i++)
    {
      mix_plot_layout (different[i], 600, 400, NULL);
      g_assert_cmpuint (mix_plot_get_still_key (different[i]), !=, key);
    }
  mix_plot_layout (moved, 601, 400, NULL);
  g_assert_cmpuint (mix_plot_get_still_key (moved), !=, key);
  mix_plot_set_subtitle (moved, "another", TRUE);
  mix_plot_layout (moved, 600, 400, NULL);
}

static guint32
pixel_of (MixPlot *plot, cairo_surface_t *image, double x, double y)
{
  return pixel_at (image, mix_plot_x_to_pixel (plot, x), mix_plot_y_to_pixel (plot, y));
}

static void
test_parts (void)
{
  g_autoptr (MixPlot) plot = make_plot (MIX_SCHEME_LIGHT, 40, -80);
  cairo_surface_t *image = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 600, 400);
  cairo_t *cr = cairo_create (image);

  mix_plot_layout (plot, 600, 400, NULL);
  mix_plot_paint (plot, cr, 1, MIX_PLOT_LIVE);
  cairo_surface_flush (image);
  g_assert_cmpuint (pixel_of (plot, image, 5, -80), ==, 0);
  g_assert_cmpuint (pixel_of (plot, image, -3, 40), !=, 0);
  mix_plot_paint (plot, cr, 1, MIX_PLOT_STILL);
  cairo_surface_flush (image);
  g_assert_cmpuint (pixel_of (plot, image, 5, -80), !=, 0);
  cairo_destroy (cr);
  cairo_surface_destroy (image);
}

static void
test_area (void)
{
  g_autoptr (MixPlot) plot = make_plot (MIX_SCHEME_LIGHT, 0, 0);
  double x, y, width, height;

  mix_plot_layout (plot, 628, 444, NULL);
  mix_plot_get_area (plot, &x, &y, &width, &height);
  g_assert_cmpfloat_with_epsilon (x, 46, 1e-9);
  g_assert_cmpfloat_with_epsilon (y, 32, 1e-9);
  g_assert_cmpfloat_with_epsilon (width, 510, 1e-9);
  g_assert_cmpfloat_with_epsilon (height, 384, 1e-9);
  g_assert_cmpfloat_with_epsilon (mix_plot_x_from_pixel (plot, x), -10, 1e-9);
  g_assert_cmpfloat_with_epsilon (mix_plot_x_from_pixel (plot, x + width + 51), 12, 1e-9);
  g_assert_cmpfloat_with_epsilon (mix_plot_y_from_pixel (plot, y), 160, 1e-9);
  for (double v = -30; v < 30; v += 3.7)
    g_assert_cmpfloat_with_epsilon (mix_plot_x_from_pixel (plot, mix_plot_x_to_pixel (plot, v)), v,
                                    1e-9);
}

/* The picture grows with the font that is set, and says so in its insets. */
static void
test_font (void)
{
  g_autoptr (MixPlot) plot = make_plot (MIX_SCHEME_LIGHT, 0, 0);
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  g_autoptr (PangoFontDescription) font = pango_font_description_from_string ("sans 22");
  double x;

  mix_plot_layout (plot, 900, 700, NULL);
  guint64 key = mix_plot_get_still_key (plot);
  pango_cairo_context_set_resolution (context, 96);
  pango_context_set_font_description (context, font);
  guint serial = pango_context_get_serial (context);
  mix_plot_layout (plot, 900, 700, context);
  g_assert_cmpuint (pango_context_get_serial (context), ==, serial); /* a widget's: left alone */
  mix_plot_get_area (plot, &x, NULL, NULL, NULL);
  g_assert_cmpfloat_with_epsilon (x, 92, 0.6);
  g_assert_cmpuint (mix_plot_get_still_key (plot), !=, key);
  mix_plot_layout (plot, 900, 700, NULL);
  g_assert_cmpuint (mix_plot_get_still_key (plot), ==, key);
  g_object_unref (context);
}

static void
test_any_size (void)
{
  const double sizes[][2] = { { 1, 1 }, { 30, 20 }, { 120, 90 }, { 300, 200 }, { 3000, 40 },
                              { 0, -5 }, { (double) NAN, 100 } };
  guint painted = 0;

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++, painted++)
    {
      g_autoptr (MixPlot) plot = make_plot (MIX_SCHEME_DARK, 10, 1e308);
      mix_plot_set_message (plot, "A sentence that is longer than the plot is wide");
      mix_plot_layout (plot, sizes[i][0], sizes[i][1], NULL);
      cairo_surface_destroy (paint (plot, 200, 100, 1));
    }
  g_assert_cmpuint (painted, ==, G_N_ELEMENTS (sizes));
}

/* Weighted, dashed, dotted, broken and thinned lines and patterned areas all paint something. */
static void
test_layers (void)
{
  const MixPalette *palette = mix_palette_get (MIX_SCHEME_LIGHT);
  MixPlot *plot = mix_plot_new (palette);
  MixAxis axis = { .line = TRUE };
  enum { N = 5000 };
  g_autofree double *x = g_new (double, N), *y = g_new (double, N), *weight = g_new (double, N);
  g_autofree double *zero = g_new0 (double, N);

  mix_scale_init (&axis.scale, 0, 1);
  mix_plot_set_insets (plot, &roomy, &tight);
  mix_plot_set_axes (plot, &axis, &axis);
  for (guint i = 0; i < N; i++)
    {
      x[i] = i / (double) (N - 1);
      y[i] = i % 997 == 5 ? (double) NAN : 0.5 + 0.3 * sin (12 * x[i]);
      weight[i] = x[i];
    }
  for (guint k = 0; k < MIX_N_COMPONENT_COLORS; k++)
    {
      MixLineStyle line = { .color = palette->component[k], .width = 3, .casing = 5.5,
                            .underlay = 0.3, .shift = k };
      MixAreaStyle area = { palette->component[k], 0.2, (int) k };
      line.dash = mix_palette_dash (k, &line.n_dashes);
      line.dots = k == 7 ? 8 : 0;
      mix_plot_take_layer (plot, mix_layer_line_new (x, y, k % 2 ? weight : NULL, N, &line));
      mix_plot_take_layer (plot, mix_layer_area_new (k % 2 ? MIX_ALONG_Y : MIX_ALONG_X, x, zero, y,
                                                     k % 3 ? weight : NULL, N, &area));
    }
  mix_plot_layout (plot, 400, 300, NULL);
  cairo_surface_t *image = paint (plot, 400, 300, 1);
  double px = mix_plot_x_to_pixel (plot, 0.3), py = mix_plot_y_to_pixel (plot, 0.2);
  g_assert_false (is_near (pixel_at (image, px, py), 0xffffff, 8));
  cairo_surface_destroy (image);
  mix_plot_unref (plot);
}

static const double band_x[] = { -10, 0, 10 };

static MixPlot *
make_bands (double weight_at_right)
{
  MixPlot *plot = make_plot (MIX_SCHEME_LIGHT, -150, 1e9);
  const double centre[] = { 0, 0, 0 }, spread[] = { 20, 20, 20 };
  const double weight[] = { 1, 1, weight_at_right };

  mix_plot_take_layer (plot, mix_layer_bands_new (band_x, centre, spread, weight, 3, 1));
  return plot;
}

/* What the pixel lost against white, 0 … 255, in red, of which component 1 has none. */
static int
ink_at (MixPlot *plot, cairo_surface_t *image, double x, double y)
{
  return 255 - (int) ((pixel_of (plot, image, x, y) >> 16) & 0xff);
}

/* Component 1 of the light palette has no red: n veils of 8.2 % leave 255 · 0.918ⁿ of it. */
static void
test_bands (void)
{
  g_autoptr (MixPlot) plot = make_bands (1);
  g_autoptr (MixPlot) fading = make_bands (0);
  const double between[] = { 5, 15, 25, 35, 45 };

  mix_plot_layout (plot, 628, 444, NULL);
  cairo_surface_t *image = paint (plot, 628, 444, 1);
  for (guint i = 0; i < G_N_ELEMENTS (between); i++)
    {
      double wanted = 255 * (1 - pow (1 - 0.082, 4 - i));
      g_assert_cmpint (ABS (ink_at (plot, image, 2.6, between[i]) - (int) wanted), <=, 2);
      g_assert_cmpint (ABS (ink_at (plot, image, 2.6, -between[i]) - (int) wanted), <=, 2);
    }
  cairo_surface_destroy (image);

  mix_plot_layout (fading, 628, 444, NULL);
  image = paint (fading, 628, 444, 1);
  g_assert_cmpint (ink_at (fading, image, -5, 4), >, 60);
  g_assert_cmpint (ABS (ink_at (fading, image, 5.2, 4) - 37), <=, 4);
  g_assert_cmpint (ink_at (fading, image, 9.9, 4), <=, 3);
  cairo_surface_destroy (image);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plot/pixels", test_pixels);
  g_test_add_func ("/plot/still-key", test_still_key);
  g_test_add_func ("/plot/parts", test_parts);
  g_test_add_func ("/plot/area", test_area);
  g_test_add_func ("/plot/font", test_font);
  g_test_add_func ("/plot/any-size", test_any_size);
  g_test_add_func ("/plot/layers", test_layers);
  g_test_add_func ("/plot/bands", test_bands);
  return g_test_run ();
}
