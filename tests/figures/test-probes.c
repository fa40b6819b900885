/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pixel probes: what each figure draws is there, in its colour, in all four colour sets. */
#include <math.h>

#include "mix-dataset-edit.h"
#include "mix-ensemble.h"
#include "mix-figure-fixture.h"
#include "mix-figure-run.h"
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

/* How many pixels of the axes are nearer to a colour than to the ground. */
static guint
count_inked (const Probe *p)
{
  guint32 ground = mix_color_to_rgb (&p->palette->card);
  double left, top, width, height;
  guint n = 0;

  mix_plot_get_area (p->plot, &left, &top, &width, &height);
  for (int y = (int) top; y < top + height; y++)
    for (int x = (int) left; x < left + width; x++)
      n += distance (pixel_at (p->image, x, y), ground) > 20;
  return n;
}

/* Ten times as many rows as marks are drawn are a shade: of the component's colour, stronger where
 * there are more, and nothing where there are none. */
static void
test_density (gconstpointer data)
{
  MixScheme scheme = GPOINTER_TO_UINT (data);
  g_autoptr (MixDesign) few = mix_fixture_generated ("two-branch", 4000);
  g_autoptr (MixDesign) many = mix_fixture_generated ("two-branch", 60000);
  g_autoptr (MixScene) scene = mix_fixture_scene (few, 2, 4, 10);
  g_autoptr (MixScene) crowd = mix_fixture_scene (many, 2, 1, 10);
  const MixPalette *palette = mix_palette_get (scheme);

  show_only (scene, SHOW (ROWS));
  show_only (crowd, SHOW (ROWS));
  g_auto (Probe) marks = probe (scene, "fit", scheme);
  g_auto (Probe) shade = probe (crowd, "fit", scheme);
  g_assert_cmpuint (count_inked (&shade), >, count_inked (&marks));
  int core = at_data (&shade, 6.2, 36, 1, &palette->card);
  int edge = at_data (&shade, 6.2, 85, 0, &palette->card);
  g_assert_cmpint (core, >, 40);
  g_assert_cmpint (core, >, edge + 10);
  g_assert_cmpint (at_data (&shade, -3.3, 120, 3, &palette->card), <, 12);

  const MixTag second = { 0, 2 };
  mix_scene_set_focus (crowd, &second);
  double mu = mix_scene_get_slice (crowd)->mixture.mu[0];
  g_auto (Probe) dimmed = probe (crowd, "fit", scheme);
  mix_plot_set_focus (dimmed.plot, &second);
  cairo_surface_destroy (dimmed.image);
  dimmed.image = paint (dimmed.plot);
  double x = mix_scene_get_x0 (crowd);
  g_assert_cmpint (at_data (&dimmed, x + 0.3, mu, 0, &palette->card), <,
                   at_data (&shade, x + 0.3, mu, 0, &palette->card));
}

/* An empty canvas has axes, and says what to do. */
static void
test_canvas (gconstpointer data)
{
  MixScheme scheme = GPOINTER_TO_UINT (data);
  g_autoptr (MixDataset) empty = mix_dataset_new_canvas ();
  g_autoptr (MixDesign) design = mix_design_new (empty, NULL, NULL, NULL);
  g_autoptr (MixScene) scene = mix_scene_new ();

  mix_scene_set_design (scene, design);
  g_auto (Probe) p = probe (scene, "fit", scheme);
  double low, high;
  mix_scene_get_x_range (scene, &low, &high);
  g_assert_cmpfloat_with_epsilon (low, -1, 1e-12);
  g_assert_cmpfloat_with_epsilon (high, 1, 1e-12);
  g_assert_cmpint (at_data (&p, 0, 0.3, 30, &p.palette->text), <, 120); /* words */
  g_assert_cmpint (at_data (&p, 0.2, -0.72, 12, &p.palette->text), >, 60);
}

/* What the components were used for, epoch by epoch, stands at the foot of the losses. */
static void
test_usage (gconstpointer data)
{
  MixScheme scheme = GPOINTER_TO_UINT (data);
  g_autoptr (MixScene) scene = make_scene ();
  g_auto (Probe) p = probe (scene, "loss", scheme);
  double left, top, width, height;
  int found = 0;

  mix_plot_get_area (p.plot, &left, &top, &width, &height);
  double x = mix_plot_x_to_pixel (p.plot, 2);
  for (int y = (int) (top + 0.9 * height); y < top + height; y++)
    for (int c = 0; c < 2; c++)
      if (nearest (p.image, x, y, 0, &p.palette->component[c]) < 60)
        found |= 1 << c;
  g_assert_cmpint (found, ==, 3);
}

/* Two runs over each other: each in its own colour. */
static void
test_overlay (gconstpointer data)
{
  const MixPalette *palette = mix_palette_get (GPOINTER_TO_UINT (data));
  g_autoptr (MixDesign) design = mix_fixture_generated ("two-branch", 600);
  g_autoptr (MixScene) first = mix_fixture_scene (design, 2, 4, 10);
  g_autoptr (MixScene) second = mix_fixture_scene (design, 1, 4, 10);
  MixNamedRun runs[] = { { mix_scene_get_snapshot (first), "first" },
                         { mix_scene_get_snapshot (second), "second" } };
  Probe p = { first, palette, mix_figure_build_overlay (&runs[0], &runs[1], palette), NULL };

  p.image = paint (p.plot);
  mix_scene_set_x0 (first, 6);
  mix_scene_set_x0 (second, 6);
  for (guint k = 0; k < 2; k++)
    g_assert_cmpint (
      at_data (&p, 6, mix_scene_get_slice (first)->mixture.mu[k], 3, &palette->total), <, 60);
  g_assert_cmpint (at_data (&p, 6, mix_scene_get_slice (second)->mixture.mu[0], 3, &palette->mean), <,
                   90);
  probe_clear (&p);
}

/* What each figure is drawn in: a colour of the palette, how much of it is left over the card, and
 * how many pixels of it there are at least. A figure that is not in here fails. */
static const struct
{
  const char *figure;
  gsize color; /* offset of a MixColor */
  double alpha;
  guint least;
} inks[] = {
  { "fit", G_STRUCT_OFFSET (MixPalette, component[0]), 1, 300 },
  { "mixing", G_STRUCT_OFFSET (MixPalette, component[1]), 1, 300 },
  { "slice", G_STRUCT_OFFSET (MixPalette, total), 1, 300 },
  { "loss", G_STRUCT_OFFSET (MixPalette, plain), 1, 300 },
  { "sides", G_STRUCT_OFFSET (MixPalette, mean), 1, 300 },
  { "scores", G_STRUCT_OFFSET (MixPalette, selection), 1, 30 },
  { "comparison", G_STRUCT_OFFSET (MixPalette, selection), 1, 60 },
  { "pit", G_STRUCT_OFFSET (MixPalette, selection), 0.5, 3000 },
  { "reliability", G_STRUCT_OFFSET (MixPalette, mean), 1, 300 },
  { "coverage", G_STRUCT_OFFSET (MixPalette, axis_text), 1, 60 },
  { "residuals", G_STRUCT_OFFSET (MixPalette, selection), 1, 60 },
  { "quantiles", G_STRUCT_OFFSET (MixPalette, selection), 1, 60 },
  { "intervals", G_STRUCT_OFFSET (MixPalette, mean), 1, 300 },
  { "sharpness", G_STRUCT_OFFSET (MixPalette, selection), 0.5, 1000 },
  { "losses", G_STRUCT_OFFSET (MixPalette, selection), 1, 60 },
  { "usage", G_STRUCT_OFFSET (MixPalette, component[0]), 0.8, 1000 },
  { "variance", G_STRUCT_OFFSET (MixPalette, selection), 1, 60 },
  { "profit", G_STRUCT_OFFSET (MixPalette, mean), 1, 300 },
  { "outcomes", G_STRUCT_OFFSET (MixPalette, selection), 1, 300 },
  { "orders", G_STRUCT_OFFSET (MixPalette, mean), 1, 300 },
  { "risk", G_STRUCT_OFFSET (MixPalette, total), 1, 300 },
  { "evidence", G_STRUCT_OFFSET (MixPalette, selection), 1, 30 },
};

/* Trained, with an evidence and an ensemble, so that no figure has nothing to show. */
static MixScene *
make_full_scene (MixDesign *design)
{
  MixScene *scene = mix_fixture_scene (design, 2, 6, 6);
  MixEvidence evidence = { .n = 3, .n_folds = 5,
                           .point = { { 1, 9, 3, 0.1 },
                                      { 2, 9, 2.05, 0.1 },
                                      { 3, 9, 2.04, 0.1 } } };
  MixConfig config;

  mix_evidence_choose (&evidence);
  mix_scene_set_evidence (scene, &evidence);
  mix_scene_set_x0 (scene, 6);
  mix_fixture_config (&config, 1, 3);
  config.ensemble = 3;
  g_autoptr (MixEnsemble) ensemble = mix_ensemble_new (&config, design, NULL);
  while (mix_ensemble_step (ensemble) == MIX_RUN_RUNNING)
    ;
  g_autoptr (MixModel) model = mix_ensemble_make_model (ensemble);
  g_autoptr (MixSnapshot) snapshot = mix_snapshot_new_for_model (model, design);
  mix_scene_set_ensemble (scene, snapshot);
  return scene;
}

static guint
count_near (cairo_surface_t *image, const MixPalette *palette, const MixColor *color, double alpha)
{
  const MixColor *card = &palette->card;
  MixColor over = { alpha * color->red + (1 - alpha) * card->red,
                    alpha * color->green + (1 - alpha) * card->green,
                    alpha * color->blue + (1 - alpha) * card->blue, 1 };
  guint32 rgb = mix_color_to_rgb (&over);
  guint n = 0;

  for (int y = 40; y < HEIGHT - 34; y++)
    for (int x = 40; x < WIDTH; x++)
      n += distance (pixel_at (image, x, y), rgb) < 48;
  return n;
}

static void
test_every_figure (gconstpointer data)
{
  MixScheme scheme = GPOINTER_TO_UINT (data);
  g_autoptr (MixDesign) design = mix_fixture_generated ("two-branch", 400);
  g_autoptr (MixScene) scene = make_full_scene (design);

  for (const MixFigure *figure = mix_figures; figure->id != NULL; figure++)
    {
      guint i = 0;
      while (i < G_N_ELEMENTS (inks) && !g_str_equal (inks[i].figure, figure->id))
        i++;
      g_assert_cmpuint (i, <, G_N_ELEMENTS (inks));
      g_auto (Probe) p = probe (scene, figure->id, scheme);
      const MixColor *color = G_STRUCT_MEMBER_P (p.palette, inks[i].color);
      guint n = count_near (p.image, p.palette, color, inks[i].alpha);
      g_test_message ("%s: %u pixels", figure->id, n);
      g_assert_cmpuint (n, >=, inks[i].least);
    }
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
  add ("density", test_density);
  add ("canvas", test_canvas);
  add ("usage", test_usage);
  add ("overlay", test_overlay);
  add ("every-figure", test_every_figure);
  return g_test_run ();
}
