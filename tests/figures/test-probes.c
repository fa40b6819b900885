/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pixel probes: what each figure draws is there, in its colour, in all four colour sets. */
#include <math.h>

#include "mix-figure-fixture.h"
#include "mix-layer-points.h"
#include "mix-scene-private.h"

#define WIDTH 628
#define HEIGHT 444

static cairo_surface_t *
paint (MixPlot *plot)
{
  cairo_surface_t *image = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (image);

  mix_plot_layout (plot, WIDTH, HEIGHT, NULL);
  mix_plot_paint (plot, cr, 1, MIX_PLOT_ALL);
  cairo_destroy (cr);
  cairo_surface_flush (image);
  return image;
}

static guint32
pixel_at (cairo_surface_t *image, int x, int y)
{
  const guint8 *data = cairo_image_surface_get_data (image);
  gsize offset = (gsize) y * (gsize) cairo_image_surface_get_stride (image) + 4 * (gsize) x;

  return *(const guint32 *) (gconstpointer) (data + offset);
}

/* How far a pixel is from a colour, the worst of the three channels. */
static int
distance (guint32 pixel, guint32 rgb)
{
  int worst = 0;

  for (int shift = 0; shift < 24; shift += 8)
    worst = MAX (worst, ABS ((int) ((pixel >> shift) & 0xff) - (int) ((rgb >> shift) & 0xff)));
  return worst;
}

/* Of the pixels in a square around a place the nearest to a colour. */
static int
nearest (cairo_surface_t *image, double x, double y, int reach, const MixColor *color)
{
  guint32 rgb = mix_color_to_rgb (color);
  int least = 255;

  for (int dy = -reach; dy <= reach; dy++)
    for (int dx = -reach; dx <= reach; dx++)
      {
        int px = CLAMP ((int) x + dx, 0, WIDTH - 1), py = CLAMP ((int) y + dy, 0, HEIGHT - 1);
        least = MIN (least, distance (pixel_at (image, px, py), rgb));
      }
  return least;
}

typedef struct
{
  MixScene *scene;
  const MixPalette *palette;
  MixPlot *plot;
  cairo_surface_t *image;
} Probe;

static Probe
probe (MixScene *scene, const char *figure, MixScheme scheme)
{
  Probe p = { scene, mix_palette_get (scheme), NULL, NULL };

  p.plot = mix_figure_build (mix_figure_find (figure), scene, p.palette);
  p.image = paint (p.plot);
  return p;
}

static void
probe_clear (Probe *p)
{
  cairo_surface_destroy (p->image);
  mix_plot_unref (p->plot);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Probe, probe_clear)

static int
at_data (const Probe *p, double x, double y, int reach, const MixColor *color)
{
  return nearest (p->image, mix_plot_x_to_pixel (p->plot, x), mix_plot_y_to_pixel (p->plot, y),
                  reach, color);
}

static void
show_only (MixScene *scene, guint32 shows)
{
  MixView view = *mix_scene_get_view (scene);

  view.shown = shows;
  view.hidden_components = 0;
  mix_scene_set_view (scene, &view);
}

#define SHOW(what) (1u << MIX_SHOW_##what)

static MixScene *
make_scene (void)
{
  g_autoptr (MixDesign) design = mix_fixture_generated ("two-branch", 600);
  MixScene *scene = mix_fixture_scene (design, 2, 4, 10);

  mix_scene_set_x0 (scene, 6);
  return scene;
}

/* Each curve of the fit is where its numbers are, and where it is hidden there is none. */
static void
test_fit (gconstpointer data)
{
  MixScheme scheme = GPOINTER_TO_UINT (data);
  g_autoptr (MixScene) scene = make_scene ();
  const MixPalette *palette = mix_palette_get (scheme);

  show_only (scene, SHOW (COMPONENTS) | SHOW (PLAIN));
  MixSlice slice = *mix_scene_get_slice (scene);
  g_auto (Probe) lines = probe (scene, "fit", scheme);
  g_assert_cmpint (at_data (&lines, 6, slice.mixture.mu[0], 2, &palette->component[0]), <, 80);
  g_assert_cmpint (at_data (&lines, 6, slice.plain, 8, &palette->plain), <, 90);

  show_only (scene, SHOW (MEAN));
  g_auto (Probe) mean = probe (scene, "fit", scheme);
  g_assert_cmpint (at_data (&mean, 6, slice.mean, 1, &palette->mean), <, 110);
  show_only (scene, 0);
  g_auto (Probe) none = probe (scene, "fit", scheme);
  g_assert_cmpint (at_data (&none, 6.1, slice.mean, 1, &palette->mean), >, 110);

  show_only (scene, SHOW (TRUTH));
  g_auto (Probe) truth = probe (scene, "fit", scheme);
  g_assert_cmpint (at_data (&truth, 6, 36, 6, &palette->truth), <, 90);
  show_only (scene, SHOW (HEAT));
  g_auto (Probe) heat = probe (scene, "fit", scheme);
  g_assert_cmpint (at_data (&heat, 6.1, slice.mean, 1, &palette->card), >, 12);
  show_only (scene, SHOW (MARGINAL));
  g_auto (Probe) marginal = probe (scene, "fit", scheme);
  double left;
  mix_plot_get_area (marginal.plot, &left, NULL, NULL, NULL);
  g_assert_cmpfloat (left, >, 100);
  g_assert_cmpint (nearest (marginal.image, left - 10, mix_plot_y_to_pixel (marginal.plot, 0), 4,
                            &palette->rows), <, 90);
}

static void
test_slice (gconstpointer data)
{
  MixScheme scheme = GPOINTER_TO_UINT (data);
  g_autoptr (MixScene) scene = make_scene ();
  const MixPalette *palette = mix_palette_get (scheme);
  MixView view = *mix_scene_get_view (scene);

  view.threshold = 120;
  view.shown = SHOW (COMPONENTS) | SHOW (MIXTURE) | SHOW (NEAR);
  mix_scene_set_view (scene, &view);
  const MixSlice *slice = mix_scene_get_slice (scene);
  g_auto (Probe) p = probe (scene, "slice", scheme);
  double y = slice->modes[0], top = mix_mixture_density (&slice->mixture, y);
  g_assert_cmpint (at_data (&p, top, y, 3, &palette->total), <, 60);
  g_assert_cmpint (at_data (&p, top / 3, y, 1, &palette->card), >, 15);
  g_assert_cmpint (at_data (&p, top, 120, 3, &palette->selection), <, 90);

  MixHit hit;
  mix_plot_find_hit (p.plot, mix_plot_x_to_pixel (p.plot, top / 2),
                     mix_plot_y_to_pixel (p.plot, 120), &hit);
  g_assert_cmpint (hit.kind, ==, MIX_HIT_HANDLE);
  g_assert_cmpuint (hit.handle, ==, MIX_HANDLE_THRESHOLD);
  g_assert_true (hit.upright);
}

static void
test_mixing (gconstpointer data)
{
  MixScheme scheme = GPOINTER_TO_UINT (data);
  g_autoptr (MixScene) scene = make_scene ();
  const MixPalette *palette = mix_palette_get (scheme);
  MixView view = *mix_scene_get_view (scene);

  view.mixing = MIX_MIXING_LINES;
  view.shown = SHOW (COMPONENTS);
  mix_scene_set_view (scene, &view);
  g_auto (Probe) lines = probe (scene, "mixing", scheme);
  double pi = mix_scene_get_slice (scene)->mixture.pi[0];
  g_assert_cmpint (at_data (&lines, 6, pi, 2, &palette->component[0]), <, 90);
  view.mixing = MIX_MIXING_STACKED;
  mix_scene_set_view (scene, &view);
  g_auto (Probe) stack = probe (scene, "mixing", scheme);
  g_assert_cmpint (at_data (&stack, 6.2, 1 - pi / 2, 0, &palette->card), >, 8);
}

static void
test_loss (gconstpointer data)
{
  MixScheme scheme = GPOINTER_TO_UINT (data);
  g_autoptr (MixScene) scene = make_scene ();
  const MixPalette *palette = mix_palette_get (scheme);
  const MixHistory *history = mix_scene_get_snapshot (scene)->history;
  const MixLossPoint *point = mix_history_get_point (history, 2);
  MixView view = *mix_scene_get_view (scene);

  for (int scale = 0; scale < 2; scale++)
    {
      view.loss_scale = scale;
      mix_scene_set_view (scene, &view);
      g_auto (Probe) p = probe (scene, "loss", scheme);
      g_assert_cmpint (at_data (&p, point->epoch, point->validation_nll, 2, &palette->mean), <, 90);
    }
}

/* All else is dimmed: the truth stays as strong, the component is a quarter. */
static void
test_focus (gconstpointer data)
{
  MixScheme scheme = GPOINTER_TO_UINT (data);
  g_autoptr (MixScene) scene = make_scene ();
  const MixPalette *palette = mix_palette_get (scheme);
  const MixTag truth = { MIX_SHOW_TRUTH + 1, 0 };

  show_only (scene, SHOW (COMPONENTS) | SHOW (TRUTH));
  double mu = mix_scene_get_slice (scene)->mixture.mu[0];
  mix_scene_set_focus (scene, &truth);
  g_auto (Probe) p = probe (scene, "fit", scheme);
  g_assert_cmpint (at_data (&p, 6, 36, 6, &palette->truth), <, 90);
  g_assert_cmpint (at_data (&p, 6, mu, 2, &palette->component[0]), >, 60);
}

static void
add (const char *name, GTestDataFunc test)
{
  static const char *const schemes[] = { "light", "dark", "hc-light", "hc-dark" };

  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    {
      g_autofree char *path = g_strdup_printf ("/probes/%s/%s", name, schemes[i]);
      g_test_add_data_func (path, GUINT_TO_POINTER (i), test);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("fit", test_fit);
  add ("slice", test_slice);
  add ("mixing", test_mixing);
  add ("loss", test_loss);
  add ("focus", test_focus);
  return g_test_run ();
}
