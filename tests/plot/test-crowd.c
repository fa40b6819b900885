/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-crowd.h"

#include <math.h>

#include "mix-splat.h"

#define SIZE 60

static double
sum_of_mark (double radius, double ring)
{
  double sum = 0;

  for (int dy = -9; dy <= 9; dy++)
    for (int dx = -9; dx <= 9; dx++)
      sum += mix_stamp_coverage (hypot (dx, dy), radius, ring);
  return sum;
}

static double
sum_of (const float *pixels)
{
  double sum = 0;

  for (guint i = 0; i < SIZE * SIZE; i++)
    sum += (double) pixels[i];
  return sum;
}

/* No point is lost and none is counted twice, whether bins are smaller than pixels or larger. */
static void
test_sum (void)
{
  static const guint sizes[] = { 7, 40, 97, 331 };

  for (guint s = 0; s < G_N_ELEMENTS (sizes); s++)
    {
      guint n = sizes[s], points = 0;
      g_autoptr (MixBins) bins = mix_bins_new (n, n, 0, 1, 0, 1);
      MixCrowdPlace place = { SIZE, SIZE, 12.3, 47.9, 11.8, 48.4 };
      for (guint i = 0; i < n * n; i += 5)
        points += bins->counts[i] = 1 + i % 3;
      g_autofree float *disc = mix_crowd_overlap (bins, &place, 1.4, 0);
      g_autofree float *ring = mix_crowd_overlap (bins, &place, 2, 1);
      g_assert_cmpfloat_with_epsilon (sum_of (disc) / points, sum_of_mark (1.4, 0), 1e-3);
      g_assert_cmpfloat_with_epsilon (sum_of (ring) / points, sum_of_mark (2, 1), 1e-3);
    }
}

/* A point that stands alone is a mark where it is; what is outside is cut off. */
static void
test_place (void)
{
  g_autoptr (MixBins) bins = mix_bins_new (100, 50, -1, 1, -1, 1);
  MixCrowdPlace place = { SIZE, SIZE, -50, 50, -10, 40 }; /* a column a pixel, a row a pixel */

  bins->counts[30 * 100 + 70] = 1; /* pixel 20 across, 20 down */
  bins->counts[30 * 100 + 3] = 9;  /* left of the image */
  g_autofree float *overlap = mix_crowd_overlap (bins, &place, 2, 0);
  g_assert_cmpfloat_with_epsilon ((double) overlap[20 * SIZE + 20], 1, 1e-4);
  g_assert_cmpfloat_with_epsilon ((double) overlap[20 * SIZE + 21], 1, 1e-4);
  g_assert_cmpfloat_with_epsilon ((double) overlap[20 * SIZE + 24], 0, 1e-4);
  g_assert_cmpfloat_with_epsilon (sum_of (overlap), sum_of_mark (2, 0), 1e-3);
}

/* A mark alone is as opaque as was said, and more of them are more so, without end or jump. */
static void
test_tone (void)
{
  float overlap[SIZE * SIZE] = { 0 };
  cairo_surface_t *mask = cairo_image_surface_create (CAIRO_FORMAT_A8, SIZE, SIZE);
  const guint8 *tones = cairo_image_surface_get_data (mask);
  int stride = cairo_image_surface_get_stride (mask);

  for (int i = 1; i < SIZE * SIZE; i++)
    overlap[i] = (float) pow (2, (i - 600) / 220.0);
  mix_crowd_tone (overlap, mask, 0.3);
  g_assert_cmpuint (tones[0], ==, 0);
  int before = 0;
  for (int i = 1; i < SIZE * SIZE; i++)
    {
      int tone = tones[i / SIZE * stride + i % SIZE];
      g_assert_cmpint (tone, >=, before);
      g_assert_cmpint (tone, <=, before + 12);
      if (i == 600)
        g_assert_cmpint (ABS (tone - 77), <=, 1);
      before = tone;
    }
  g_assert_cmpint (before, >, 180);
  g_assert_cmpint (before, <, 220); /* curves are still seen on it */
  cairo_surface_destroy (mask);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/crowd/sum", test_sum);
  g_test_add_func ("/crowd/place", test_place);
  g_test_add_func ("/crowd/tone", test_tone);
  return g_test_run ();
}
