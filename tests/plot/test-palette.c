/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-palette.h"

#include <math.h>

#define N_SCHEMES 4

static void
test_contrast (void)
{
  const double least_component[N_SCHEMES] = { 3.0, 5.35, 5.0, 7.6 };
  guint checked = 0;

  for (int s = 0; s < N_SCHEMES; s++)
    {
      const MixPalette *p = mix_palette_get ((MixScheme) s);
      g_assert_cmpint ((int) p->scheme, ==, s);
      for (guint k = 0; k < MIX_N_COMPONENT_COLORS; k++, checked++)
        g_assert_cmpfloat (mix_color_contrast (&p->component[k], &p->card), >=, least_component[s]);
      g_assert_cmpfloat (mix_color_contrast (&p->text, &p->card), >=, 7);
      g_assert_cmpfloat (mix_color_contrast (&p->axis_text, &p->card), >=, 4.5);
      g_assert_cmpfloat (mix_color_contrast (&p->selection, &p->card), >=, 4.5);
      g_assert_cmpfloat (mix_color_contrast (&p->selection_text, &p->selection_fill), >=, 4.5);
      g_assert_cmpfloat (mix_color_contrast (&p->mean, &p->card), >=, 7);
    }
  g_assert_cmpuint (checked, ==, N_SCHEMES * MIX_N_COMPONENT_COLORS);
}

static void
test_contrast_scale (void)
{
  const MixColor black = { 0, 0, 0, 1 }, white = { 1, 1, 1, 1 }, grey = { 0.5, 0.5, 0.5, 1 };

  g_assert_cmpfloat_with_epsilon (mix_color_contrast (&black, &white), 21, 1e-9);
  g_assert_cmpfloat_with_epsilon (mix_color_contrast (&grey, &grey), 1, 1e-9);
  g_assert_cmpfloat_with_epsilon (mix_color_luminance (&grey), 0.2140, 1e-3);
}

static void
test_text_on (void)
{
  for (int s = 0; s < N_SCHEMES; s++)
    for (guint k = 0; k < MIX_N_COMPONENT_COLORS; k++)
      {
        const MixColor *ground = mix_palette_component (mix_palette_get ((MixScheme) s), k);
        MixColor on = mix_color_on (ground);
        g_assert_cmpfloat (mix_color_contrast (&on, ground), >=, 4.3);
      }
}

/* Beyond eight the hues repeat; hue and dash together never do, up to the largest K. */
static void
test_second_cue (void)
{
  const MixPalette *p = mix_palette_get (MIX_SCHEME_LIGHT);
  guint pairs = 0;

  for (guint a = 0; a < 32; a++)
    for (guint b = a + 1; b < 32; b++, pairs++)
      {
        int na, nb;
        const double *da = mix_palette_dash (a, &na), *db = mix_palette_dash (b, &nb);
        gboolean same_dash = da == db;
        gboolean same_hue = mix_palette_component (p, a) == mix_palette_component (p, b);
        g_assert_false (same_dash && same_hue);
        g_assert_cmpint (na, <=, 6);
      }
  g_assert_cmpuint (pairs, ==, 496);
}

static void
test_set_source (void)
{
  cairo_surface_t *image = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 1, 1);
  cairo_t *cr = cairo_create (image);
  const MixColor half = { 1, 0, 0, 0.5 };

  mix_color_set_source (&half, 0.5, cr);
  cairo_paint (cr);
  cairo_surface_flush (image);
  guint32 pixel = *(guint32 *) (gpointer) cairo_image_surface_get_data (image);
  g_assert_cmpint (ABS ((int) (pixel >> 24) - 64), <=, 1);
  cairo_destroy (cr);
  cairo_surface_destroy (image);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/palette/contrast", test_contrast);
  g_test_add_func ("/palette/contrast-scale", test_contrast_scale);
  g_test_add_func ("/palette/text-on-a-badge", test_text_on);
  g_test_add_func ("/palette/second-cue", test_second_cue);
  g_test_add_func ("/palette/set-source", test_set_source);
  return g_test_run ();
}
