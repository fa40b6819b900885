/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-splat.h"

#include <math.h>

static double
alpha_sum (cairo_surface_t *image)
{
  const guint8 *data = cairo_image_surface_get_data (image);
  int stride = cairo_image_surface_get_stride (image);
  double sum = 0;

  for (int y = 0; y < cairo_image_surface_get_height (image); y++)
    for (int x = 0; x < cairo_image_surface_get_width (image); x++)
      sum += data[y * stride + 4 * x + 3] / 255.0;
  return sum;
}

/* A disc covers π r² wherever it falls within a pixel. */
static void
test_area (void)
{
  const double places[][2] = { { 20, 20 }, { 20.5, 20.5 }, { 20.13, 19.87 }, { 20.99, 20.01 } };

  for (double r = 1.35; r < 6; r += 1.1)
    for (guint i = 0; i < G_N_ELEMENTS (places); i++)
      {
        cairo_surface_t *image = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 40, 40);
        g_autoptr (MixStamp) stamp = mix_stamp_new (r, 0);
        mix_stamp_draw (stamp, image, places[i][0], places[i][1], 0xff0000, 1);
        g_assert_cmpfloat_with_epsilon (alpha_sum (image) / (G_PI * r * r), 1, 0.08);
        cairo_surface_destroy (image);
      }
}

static guint32
pixel_at (cairo_surface_t *image, int x, int y)
{
  const guint8 *data = cairo_image_surface_get_data (image);
  int stride = cairo_image_surface_get_stride (image);

  return *(const guint32 *) (gconstpointer) (data + y * stride + 4 * x);
}

static void
test_accumulates (void)
{
  cairo_surface_t *image = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 11, 11);
  g_autoptr (MixStamp) stamp = mix_stamp_new (3, 0);

  for (int i = 0; i < 2; i++)
    mix_stamp_draw (stamp, image, 5.5, 5.5, 0x0080ff, 0.5);
  guint32 p = pixel_at (image, 5, 5);
  g_assert_cmpint (ABS ((int) (p >> 24) - 191), <=, 2);           /* 1 − ½² */
  g_assert_cmpint (ABS ((int) (p & 0xff) - 191), <=, 2);          /* premultiplied blue */
  g_assert_cmpint (ABS ((int) ((p >> 8) & 0xff) - 96), <=, 2);
  g_assert_cmpuint (pixel_at (image, 0, 0), ==, 0);
  cairo_surface_destroy (image);
}

static void
test_ring (void)
{
  cairo_surface_t *image = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 21, 21);
  g_autoptr (MixStamp) stamp = mix_stamp_new (6, 1);

  mix_stamp_draw (stamp, image, 10.5, 10.5, 0xffffff, 1);
  g_assert_cmpuint (pixel_at (image, 10, 10), ==, 0);
  g_assert_cmpuint (pixel_at (image, 16, 10) >> 24, >, 150);
  g_assert_cmpfloat_with_epsilon (alpha_sum (image), 2 * G_PI * 6, 4);
  cairo_surface_destroy (image);
}

static void
test_edges (void)
{
  cairo_surface_t *image = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 8, 8);
  const double places[] = { -1e9, -3, -0.5, 0, 7.9, 8, 11, 1e9, (double) NAN, HUGE_VAL };
  g_autoptr (MixStamp) stamp = mix_stamp_new (2, 0);

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    for (guint j = 0; j < G_N_ELEMENTS (places); j++)
      mix_stamp_draw (stamp, image, places[i], places[j], 0xff00ff, 1);
  g_assert_cmpfloat (alpha_sum (image), >, 4);
  cairo_surface_destroy (image);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/splat/area", test_area);
  g_test_add_func ("/splat/accumulates", test_accumulates);
  g_test_add_func ("/splat/ring", test_ring);
  g_test_add_func ("/splat/edges", test_edges);
  return g_test_run ();
}
