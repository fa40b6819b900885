/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-figure.h"

#include <math.h>
#include <string.h>

#include "mix-figure-fixture.h"
#include "mix-loss-curves.h"
#include "mix-layer-points.h"
#include "mix-plot-build.h"
#include "mix-plot-export.h"

static const char *const two_names[] = { "age", "price" };

static MixPlot *
build (MixScene *scene, const char *id, MixScheme scheme, double width, double height)
{
  MixPlot *plot = mix_figure_build (mix_figure_find (id), scene, mix_palette_get (scheme));

  g_assert_nonnull (plot);
  mix_plot_layout (plot, width, height, NULL);
  return plot;
}

static cairo_surface_t *
paint (MixPlot *plot, int width, int height)
{
  cairo_surface_t *image = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cairo_t *cr = cairo_create (image);

  mix_plot_paint (plot, cr, 1, MIX_PLOT_ALL);
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

/* How many pixels of an image are about this colour. */
static guint
count_near (cairo_surface_t *image, int width, int height, guint32 rgb, int slack)
{
  guint n = 0;

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      n += is_near (pixel_at (image, x, y), rgb, slack);
  return n;
}

static guint
count_figures (void)
{
  guint n = 0;

  while (mix_figures[n].id != NULL)
    n++;
  return n;
}

static void
test_table (void)
{
  const char *ids[]
    = { "fit",       "mixing",      "slice",    "loss",      "sides",     "scores",
        "comparison", "pit",        "reliability", "coverage", "residuals", "quantiles",
        "intervals", "sharpness", "losses",      "usage",    "variance",  "profit",    "outcomes",
        "orders",    "risk",        "evidence" };
  guint n = 0;

  for (const MixFigure *figure = mix_figures; figure->id != NULL; figure++, n++)
    {
      g_assert_cmpstr (figure->id, ==, ids[n]);
      g_assert_cmpuint (strlen (figure->summary), >, 20);
      g_assert_true (mix_figure_find (figure->id) == figure);
    }
  g_assert_cmpuint (n, ==, G_N_ELEMENTS (ids));
  g_assert_null (mix_figure_find ("none"));
  g_assert_null (mix_figure_find (NULL));
}

/* Every figure of every kind of scene, at every size and in every scheme, can be built and painted,
 * and describes itself. */
static void
test_everything_paints (void)
{
  const double sizes[][2] = { { 40, 30 }, { 300, 200 }, { 640, 480 } };
  g_autoptr (MixDesign) branches = mix_fixture_generated ("two-branch", 400);
  g_autoptr (MixDesign) constant = mix_fixture_table (two_names, 2, 60, 5, 0);
  g_autoptr (MixDesign) tiny = mix_fixture_table (two_names, 2, 60, 3e-6, 1e-7);
  g_autoptr (MixDesign) huge = mix_fixture_table (two_names, 2, 60, 3e6, 4e5);
  MixScene *scenes[] = {
    mix_scene_new (),
    mix_fixture_scene (branches, 2, 0, 3),
    mix_fixture_scene (branches, 1, 2, 3),
    mix_fixture_scene (branches, 8, 2, 3),
    mix_fixture_scene (constant, 2, 1, 3),
    mix_fixture_scene (tiny, 2, 3, 3),
    mix_fixture_scene (huge, 3, 3, 3),
  };
  guint painted = 0;

  for (guint s = 0; s < G_N_ELEMENTS (scenes); s++)
    {
      for (const MixFigure *figure = mix_figures; figure->id != NULL; figure++)
        for (guint z = 0; z < G_N_ELEMENTS (sizes); z++, painted++)
          {
            mix_scene_set_show_x0 (scenes[s], z != 1);
            mix_scene_set_linked (scenes[s], z == 2);
            g_autoptr (MixPlot) plot = build (scenes[s], figure->id, (MixScheme) (painted % 4),
                                              sizes[z][0], sizes[z][1]);
            cairo_surface_destroy (paint (plot, (int) sizes[z][0], (int) sizes[z][1]));
            const char *words = mix_plot_get_description (plot);
            g_assert_cmpuint (strlen (words), >, 20);
            g_assert_null (strstr (words, "nan"));
            g_assert_true (g_utf8_validate (words, -1, NULL));
          }
      mix_scene_free (scenes[s]);
    }
  g_assert_cmpuint (painted, ==, 7 * 3 * count_figures ());
}

/* In a window's grid x is shared down and y across: the edges and the scales are the same. */
static void
test_alignment (void)
{
  const char *const wide_names[] = { "a", "b", "y" };
  g_autoptr (MixDesign) one = mix_fixture_generated ("two-branch", 300);
  g_autoptr (MixDesign) two = mix_fixture_table (wide_names, 3, 200, 0, 3e6);
  MixDesign *designs[] = { one, two };

  for (guint d = 0; d < 2; d++)
    for (int linked = 0; linked < 2; linked++)
      for (double width = 300; width < 800; width += 328)
        {
          g_autoptr (MixScene) scene = mix_fixture_scene (designs[d], 2, 1, 2);
          double x[4], y[4], w[4], h[4];
          mix_scene_set_linked (scene, linked);
          g_autoptr (MixPlot) fit = build (scene, "fit", MIX_SCHEME_LIGHT, width, 444);
          g_autoptr (MixPlot) mixing = build (scene, "mixing", MIX_SCHEME_LIGHT, width, 208);
          g_autoptr (MixPlot) slice = build (scene, "slice", MIX_SCHEME_LIGHT, 328, 444);
          g_autoptr (MixPlot) loss = build (scene, "loss", MIX_SCHEME_LIGHT, 328, 208);
          MixPlot *plots[] = { fit, mixing, slice, loss };
          for (guint p = 0; p < 4; p++)
            mix_plot_get_area (plots[p], &x[p], &y[p], &w[p], &h[p]);
          g_assert_cmpfloat_with_epsilon (x[0], x[1], 1e-9);
          g_assert_cmpfloat_with_epsilon (w[0], w[1], 1e-9);
          g_assert_cmpfloat_with_epsilon (y[0], y[2], 1e-9);
          g_assert_cmpfloat_with_epsilon (h[0], h[2], 1e-9);
          g_assert_cmpfloat_with_epsilon (y[1], y[3], 1e-9);
          g_assert_cmpfloat_with_epsilon (h[1], h[3], 1e-9);
          if (linked)
            g_assert_cmpfloat_with_epsilon (x[2], x[3], 1e-9);
          g_assert_cmpfloat_with_epsilon (mix_plot_x_to_pixel (fit, 3.7),
                                          mix_plot_x_to_pixel (mixing, 3.7), 1e-9);
          g_assert_cmpfloat_with_epsilon (mix_plot_y_to_pixel (fit, 51),
                                          mix_plot_y_to_pixel (slice, 51), 1e-9);
        }
}

/* The next snapshot moves the curves and nothing else, so a widget keeps its picture of the
 * rest. */
static void
test_still_while_running (void)
{
  g_autoptr (MixDesign) design = mix_fixture_generated ("two-branch", 2000);
  g_autoptr (MixTrainer) trainer = mix_fixture_trainer (design, 2, 200);
  g_autoptr (MixScene) scene = mix_scene_new ();
  guint64 keys[2][2];

  mix_scene_set_show_x0 (scene, TRUE);
  for (guint moment = 0; moment < 2; moment++)
    {
      mix_trainer_step (trainer);
      g_autoptr (MixSnapshot) snapshot = mix_trainer_make_snapshot (trainer);
      snapshot->state = MIX_RUN_RUNNING;
      mix_scene_set_snapshot (scene, snapshot);
      mix_scene_set_x0 (scene, moment + 1.0);
      g_autoptr (MixPlot) fit = build (scene, "fit", MIX_SCHEME_LIGHT, 628, 444);
      g_autoptr (MixPlot) mixing = build (scene, "mixing", MIX_SCHEME_LIGHT, 628, 208);
      keys[moment][0] = mix_plot_get_still_key (fit);
      keys[moment][1] = mix_plot_get_still_key (mixing);
    }
  g_assert_cmpuint (keys[0][0], ==, keys[1][0]);
  g_assert_cmpuint (keys[0][1], ==, keys[1][1]);
  g_autoptr (MixPlot) dark = build (scene, "fit", MIX_SCHEME_DARK, 628, 444);
  g_assert_cmpuint (mix_plot_get_still_key (dark), !=, keys[1][0]);
}

/* Well above the first ticks an epoch more leaves the axes of the loss where they are. */
static void
test_loss_axis_is_steady (void)
{
  g_autoptr (MixDesign) design = mix_fixture_generated ("two-branch", 500);
  g_autoptr (MixTrainer) trainer = mix_fixture_trainer (design, 2, 400);
  g_autoptr (MixScene) scene = mix_scene_new ();
  guint changes = 0;
  guint64 before = 0;

  for (guint epoch = 0; epoch < 12; epoch++)
    {
      mix_trainer_run_epoch (trainer);
      g_autoptr (MixSnapshot) snapshot = mix_trainer_make_snapshot (trainer);
      mix_scene_set_snapshot (scene, snapshot);
      g_autoptr (MixPlot) plot = build (scene, "loss", MIX_SCHEME_LIGHT, 328, 208);
      changes += mix_plot_get_still_key (plot) != before;
      before = mix_plot_get_still_key (plot);
    }
  g_assert_cmpuint (changes, <=, 3);
}

/* At the end the best weights are back: the loss says whose network is on show. */
static void
test_loss_names_the_best (void)
{
  g_autoptr (MixDesign) design = mix_fixture_generated ("two-branch", 500);
  g_autoptr (MixScene) scene = mix_fixture_scene (design, 2, 1, 3);
  const double nll[] = { 5, 4.2, 4.6 };

  for (guint over = 0; over < 2; over++)
    {
      g_autoptr (MixTrainer) trainer = mix_fixture_trainer (design, 2, 3);
      mix_trainer_step (trainer);
      g_autoptr (MixSnapshot) snapshot = mix_trainer_make_snapshot (trainer);
      for (guint i = 0; i < G_N_ELEMENTS (nll); i++)
        mix_history_add (snapshot->history, &(MixLossPoint){ .epoch = i + 1, .train_nll = nll[i],
                                                             .validation_nll = nll[i] });
      snapshot->state = over ? MIX_RUN_FINISHED : MIX_RUN_PAUSED;
      mix_scene_set_snapshot (scene, snapshot);
      g_autoptr (MixPlot) plot = build (scene, "loss", MIX_SCHEME_LIGHT, 328, 208);
      gboolean said = strstr (mix_plot_get_description (plot), "epoch 2, the best") != NULL;
      g_assert_cmpint (said, ==, over);
    }
}

static gboolean
has_epoch (const MixLossCurves *curves, double epoch)
{
  for (guint i = 0; i < curves->n; i++)
    if (fabs (curves->epoch[i] - epoch) < 0.5)
      return TRUE;
  return FALSE;
}

/* A run of a night is drawn from as many points as a screen can show, and none that matters is
 * lost: not a spike of any curve, the best, the moment on show or the last; who looks closer sees
 * every epoch. */
static void
test_long_run_is_thinned (void)
{
  const guint n = 200000, spikes[] = { 123457, 134567, 145678 }, best = 150001, moment = 77777;
  g_autoptr (MixDesign) design = mix_fixture_generated ("two-branch", 500);
  g_autoptr (MixScene) scene = mix_fixture_scene (design, 2, 1, 3);
  g_autoptr (MixTrainer) trainer = mix_fixture_trainer (design, 2, 3);

  mix_trainer_step (trainer);
  g_autoptr (MixSnapshot) snapshot = mix_trainer_make_snapshot (trainer);
  for (guint i = 1; i <= n; i++)
    {
      MixLossPoint point = { .epoch = i,
                             .train_nll = i == spikes[0] ? 9 : 4,
                             .validation_nll = i == spikes[1] ? 9 : i == best ? 3 : 4.1,
                             .plain_validation_nll = i == spikes[2] ? 9 : 5 };
      mix_history_add (snapshot->history, &point);
    }
  snapshot->epoch = moment;
  snapshot->newest_epoch = n;
  snapshot->is_past = TRUE;
  mix_scene_set_snapshot (scene, snapshot);
  MixLossCurves *curves = mix_loss_curves_new (scene);
  g_assert_cmpuint (curves->n, <, 13000);
  for (guint i = 1; i < curves->n; i++)
    g_assert_cmpfloat (curves->epoch[i], >, curves->epoch[i - 1]);
  for (guint i = 0; i < G_N_ELEMENTS (spikes); i++)
    g_assert_true (has_epoch (curves, spikes[i]));
  g_assert_true (has_epoch (curves, best) && has_epoch (curves, n));
  g_assert_cmpfloat_with_epsilon (curves->epoch[curves->moment], moment, 0.5);
  mix_loss_curves_free (curves);

  MixView view = *mix_scene_get_view (scene);
  view.epochs = (MixSpan){ 50000, 50200 };
  mix_scene_set_view (scene, &view);
  curves = mix_loss_curves_new (scene);
  for (guint epoch = 50000; epoch <= 50200; epoch++)
    g_assert_true (has_epoch (curves, epoch));
  mix_loss_curves_free (curves);
}

/* The pixel of the middle of a word along an upright line of pixels; NaN where it is not. */
static double
find_word (const MixPlot *plot, MixShow item, double x, double height)
{
  double first = (double) NAN, last = (double) NAN;

  for (double y = 0; y < height; y++)
    {
      MixHit hit;
      mix_plot_find_hit (plot, x, y, &hit);
      if (hit.kind != MIX_HIT_ENTRY || hit.tag.item != item + 1u)
        continue;
      first = isnan (first) ? y : first;
      last = y;
    }
  return 0.5 * (first + last);
}

/* Where a person looks back, the words stand beside the moment's line, never on it, and the plain
 * network's at its own curve, wherever the moment is. */
static void
test_loss_words_keep_off_the_moment (void)
{
  const double width = 328, height = 208;
  g_autoptr (MixDesign) design = mix_fixture_generated ("two-branch", 500);
  g_autoptr (MixScene) scene = mix_fixture_scene (design, 2, 1, 3);
  g_autoptr (MixTrainer) trainer = mix_fixture_trainer (design, 2, 3);

  mix_trainer_step (trainer);
  for (guint moment = 3; moment <= 97; moment++)
    {
      g_autoptr (MixSnapshot) snapshot = mix_trainer_make_snapshot (trainer);
      for (guint i = 1; i <= 100; i++)
        mix_history_add (snapshot->history,
                         &(MixLossPoint){ .epoch = i,
                                          .train_nll = 4 + 1.0 / i,
                                          .validation_nll = 3.96 + 1.2 / i,
                                          .plain_train_nll = 5,
                                          .plain_validation_nll = 5.2 });
      snapshot->epoch = moment;
      snapshot->newest_epoch = 100;
      snapshot->is_past = TRUE;
      mix_scene_set_snapshot (scene, snapshot);
      g_autoptr (MixPlot) plot = build (scene, "loss", MIX_SCHEME_LIGHT, width, height);
      double line = mix_plot_x_to_pixel (plot, moment), plain = mix_plot_y_to_pixel (plot, 5.2);
      double nearest = HUGE_VAL;
      g_test_message ("epoch %u", moment);
      for (guint item = 0; item < MIX_N_SHOWS; item++)
        g_assert_true (isnan (find_word (plot, (MixShow) item, line, height)));
      for (double x = 0; x < width; x += 8)
        nearest = fmin (nearest, fabs (find_word (plot, MIX_SHOW_PLAIN, x, height) - plain));
      g_assert_cmpfloat (nearest, <, 24);
    }
}

static void
test_pixels (void)
{
  const int width = 628, height = 444;
  g_autoptr (MixDesign) design = mix_fixture_generated ("two-branch", 3000);
  g_autoptr (MixScene) scene = mix_fixture_scene (design, 2, 6, 10);

  for (int s = 0; s < 4; s++)
    {
      const MixPalette *palette = mix_palette_get ((MixScheme) s);
      g_autoptr (MixPlot) fit = build (scene, "fit", (MixScheme) s, width, height);
      cairo_surface_t *image = paint (fit, width, height);
      guint32 card = mix_color_to_rgb (&palette->card);
      g_assert_true (is_near (pixel_at (image, 6, height / 2.0), card, 1));
      for (guint k = 0; k < 2; k++)
        g_assert_cmpuint (count_near (image, width, height,
                                      mix_color_to_rgb (&palette->component[k]), 12), >, 200);
      guint violet = mix_color_to_rgb (&palette->selection);
      g_assert_cmpuint (count_near (image, width, height, violet, 4), ==, 0);
      cairo_surface_destroy (image);

      mix_scene_set_show_x0 (scene, TRUE);
      g_autoptr (MixPlot) with_x0 = build (scene, "fit", (MixScheme) s, width, height);
      image = paint (with_x0, width, height);
      g_assert_cmpuint (count_near (image, width, height, violet, 12), >, 150);
      cairo_surface_destroy (image);
      mix_scene_set_show_x0 (scene, FALSE);
    }
}

/* Where there is nothing to show yet the sentence that says so keeps off the dotted truth: in its
 * rows of pixels there is no dot. */
static void
test_message_off_the_truth (void)
{
  const MixPalette *palette = mix_palette_get (MIX_SCHEME_LIGHT);
  g_autoptr (MixDesign) design = mix_fixture_generated ("two-branch", 300);
  g_autoptr (MixScene) scene = mix_scene_new ();
  const double x0[] = { 2, 6.8, 10 };

  mix_scene_set_design (scene, design);
  mix_scene_set_linked (scene, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (x0); i++)
    {
      mix_scene_set_x0 (scene, x0[i]);
      g_autoptr (MixPlot) plot = build (scene, "slice", MIX_SCHEME_LIGHT, 328, 444);
      cairo_surface_t *image = paint (plot, 328, 444);
      guint32 truth = mix_color_to_rgb (&palette->truth);
      guint words = mix_color_to_rgb (&palette->axis_text), rows = 0;
      for (int y = 40; y < 400; y++)
        {
          guint dots = 0, letters = 0;
          for (int x = 90; x < 310; x++)
            {
              dots += is_near (pixel_at (image, x, y), truth, 30);
              letters += is_near (pixel_at (image, x, y), words, 30);
            }
          rows += letters > 10;
          g_assert_false (letters > 10 && dots > 0);
        }
      g_assert_cmpuint (rows, >, 2);
      cairo_surface_destroy (image);
    }
}

/* Before training the rows are grey; a component's colour is nowhere. */
static guint
count_differences (cairo_surface_t *a, cairo_surface_t *b, int width, int height)
{
  guint n = 0;

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      n += pixel_at (a, x, y) != pixel_at (b, x, y);
  return n;
}

/* A row that somebody points at was ringed in the fit and nowhere else. */
static void
test_row_is_marked_in_every_panel (void)
{
  static const char *const panels[] = { "fit", "slice", "mixing" };
  g_autoptr (MixDesign) design = mix_fixture_generated ("two-branch", 300);
  g_autoptr (MixScene) scene = mix_scene_new ();

  mix_scene_set_design (scene, design);
  for (guint i = 0; i < G_N_ELEMENTS (panels); i++)
    {
      mix_scene_set_picked (scene, -1);
      g_autoptr (MixPlot) before = build (scene, panels[i], MIX_SCHEME_LIGHT, 400, 300);
      mix_scene_set_picked (scene, 5);
      g_autoptr (MixPlot) after = build (scene, panels[i], MIX_SCHEME_LIGHT, 400, 300);
      cairo_surface_t *one = paint (before, 400, 300), *other = paint (after, 400, 300);
      g_assert_cmpuint (count_differences (one, other, 400, 300), >, 60);
      cairo_surface_destroy (one);
      cairo_surface_destroy (other);
    }
}

static void
test_rows_alone (void)
{
  const MixPalette *palette = mix_palette_get (MIX_SCHEME_LIGHT);
  g_autoptr (MixDesign) design = mix_fixture_generated ("two-branch", 3000);
  g_autoptr (MixScene) scene = mix_scene_new ();

  mix_scene_set_design (scene, design);
  g_autoptr (MixPlot) plot = build (scene, "fit", MIX_SCHEME_LIGHT, 628, 444);
  cairo_surface_t *image = paint (plot, 628, 444);
  for (guint k = 0; k < MIX_N_COMPONENT_COLORS; k++)
    g_assert_cmpuint (count_near (image, 628, 444, mix_color_to_rgb (&palette->component[k]), 10),
                      <, 12);
  g_assert_cmpuint (628 * 444 - count_near (image, 628, 444, 0xffffff, 10), >, 3000);
  cairo_surface_destroy (image);
}

static void
assert_says (const MixPlot *plot, const char *words)
{
  if (strstr (mix_plot_get_description (plot), words) == NULL)
    g_error ("“%s” does not say “%s”", mix_plot_get_description (plot), words);
}

static void
test_descriptions (void)
{
  g_autoptr (MixDesign) design = mix_fixture_generated ("two-branch", 1000);
  g_autoptr (MixScene) scene = mix_fixture_scene (design, 2, 3, 3);
  g_autoptr (MixPlot) fit = build (scene, "fit", MIX_SCHEME_LIGHT, 300, 200);
  g_autoptr (MixPlot) mixing = build (scene, "mixing", MIX_SCHEME_LIGHT, 300, 200);
  g_autoptr (MixPlot) slice = build (scene, "slice", MIX_SCHEME_LIGHT, 300, 200);
  g_autoptr (MixPlot) loss = build (scene, "loss", MIX_SCHEME_LIGHT, 300, 200);

  assert_says (fit, "y against x, 1" MIX_THIN_SPACE "000 rows");
  assert_says (fit, "A mixture of 2 Gaussians after 3 epochs.");
  assert_says (fit, "At x = 5.00:");
  assert_says (slice, "component 2 has weight 0.");
  assert_says (slice, "of the probability lies in");
  assert_says (slice, "The plain network predicts");
  assert_says (mixing, "component 1 has weight");
  assert_says (loss, "over 3 epochs: training loss is");
  assert_says (loss, "Best possible 3.954.");
  g_assert_cmpstr (mix_plot_get_title (fit), ==, "Fit");
}

static void
test_empty (void)
{
  g_autoptr (MixScene) scene = mix_scene_new ();

  for (const MixFigure *figure = mix_figures; figure->id != NULL; figure++)
    {
      g_autoptr (MixPlot) plot = build (scene, figure->id, MIX_SCHEME_LIGHT, 628, 444);
      cairo_surface_t *image = paint (plot, 628, 444);
      g_assert_cmpuint (628 * 444 - count_near (image, 628, 444, 0xffffff, 2), >, 400);
      cairo_surface_destroy (image);
    }
}

static void
test_thumbnail (void)
{
  g_autoptr (MixDesign) design = mix_fixture_generated ("two-branch", 1000);
  g_autoptr (MixPlot) plot
    = mix_figure_build_thumbnail (design, mix_palette_get (MIX_SCHEME_LIGHT));

  mix_plot_layout (plot, 86, 52, NULL);
  cairo_surface_t *image = paint (plot, 86, 52);
  g_assert_cmpuint (pixel_at (image, 0, 0), ==, 0); /* its holder's ground shows through */
  g_assert_cmpuint (86 * 52 - count_near (image, 86, 52, 0, 0), >, 300);
  cairo_surface_destroy (image);
}

/* A wide range in the scene is a wide range in the file: the command line's way. */
static void
test_export (void)
{
  g_autofree char *directory = g_dir_make_tmp ("mix-figure-XXXXXX", NULL);
  g_autoptr (MixDesign) design = mix_fixture_generated ("two-branch", 2000);
  g_autoptr (MixScene) scene = mix_fixture_scene (design, 3, 2, 4);
  const char *const endings[] = { "png", "svg", "pdf" };
  guint written = 0;

  for (const MixFigure *figure = mix_figures; figure->id != NULL; figure++)
    for (guint e = 0; e < G_N_ELEMENTS (endings); e++, written++)
      {
        g_autofree char *name = g_strdup_printf ("%s.%s", figure->id, endings[e]);
        g_autofree char *path = g_build_filename (directory, name, NULL);
        g_autoptr (MixPlot) plot = build (scene, figure->id, MIX_SCHEME_LIGHT, 640, 400);
        g_autoptr (GError) error = NULL;
        g_assert_true (mix_plot_export (plot, path, 640, 400, 1, &error));
        g_assert_no_error (error);
        g_assert_cmpint (remove (path), ==, 0);
      }
  g_assert_cmpuint (written, ==, 3 * count_figures ());
  g_assert_cmpint (remove (directory), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/figure/table", test_table);
  g_test_add_func ("/figure/everything-paints", test_everything_paints);
  g_test_add_func ("/figure/alignment", test_alignment);
  g_test_add_func ("/figure/still-while-running", test_still_while_running);
  g_test_add_func ("/figure/loss-axis-is-steady", test_loss_axis_is_steady);
  g_test_add_func ("/figure/loss-names-the-best", test_loss_names_the_best);
  g_test_add_func ("/figure/long-run-is-thinned", test_long_run_is_thinned);
  g_test_add_func ("/figure/loss-words-keep-off-the-moment", test_loss_words_keep_off_the_moment);
  g_test_add_func ("/figure/pixels", test_pixels);
  g_test_add_func ("/figure/message-off-the-truth", test_message_off_the_truth);
  g_test_add_func ("/figure/rows-alone", test_rows_alone);
  g_test_add_func ("/figure/row-is-marked-in-every-panel", test_row_is_marked_in_every_panel);
  g_test_add_func ("/figure/descriptions", test_descriptions);
  g_test_add_func ("/figure/empty", test_empty);
  g_test_add_func ("/figure/thumbnail", test_thumbnail);
  g_test_add_func ("/figure/export", test_export);
  return g_test_run ();
}
