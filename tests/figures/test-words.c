/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words in charts are beside what they name, inside the axes, and off one another. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "mix-chart.h"
#include "mix-figure-decide.h"
#include "mix-figure-fixture.h"
#include "mix-plot-private.h"
#include "mix-scene-private.h"

#define NARROW 345 /* of a chart in a window 360 wide */

static const double pi[] = { 0.5, 0.5 }, mu[] = { -40, 40 }, sigma[] = { 12, 12 };
static const MixMixture branches = { 2, pi, mu, sigma };

static MixPlot *
build (MixScene *scene, const char *id, double width, double height)
{
  MixPlot *plot
    = mix_figure_build (mix_figure_find (id), scene, mix_palette_get (MIX_SCHEME_LIGHT));

  mix_plot_layout (plot, width, height, NULL);
  return plot;
}

static MixRect
find_word (const MixPlot *plot, const char *word)
{
  MixRect place = { 0 };

  if (!mix_marks_find_word (plot->live, word, &place))
    g_error ("“%s” is nowhere", word);
  return place;
}

/* How many words and discs a row of pixels goes through that are so far apart. */
static guint
count_apart (const MixPlot *plot, double y, double gap)
{
  guint n = 0;
  double last = -gap;

  for (double x = 0; x < plot->frame.width; x++)
    {
      if (mix_marks_is_free (plot->live, &(MixRect){ x, y, 1, 1 }))
        continue;
      n += x - last >= gap;
      last = x;
    }
  return n;
}

/* Names and numbers of the scores ran into one another in a narrow window. */
static void
test_scores_are_apart (void)
{
  g_autoptr (MixDesign) design = mix_fixture_generated ("two-branch", 400);
  g_autoptr (MixScene) scene = mix_fixture_scene (design, 2, 4, 4);

  for (double width = NARROW; width < 1000; width += 40)
    {
      g_autoptr (MixPlot) plot = build (scene, "scores", width, 340);
      MixRect truth = find_word (plot, "Truth"), label = find_word (plot, "R² of the mean");
      double row = label.y + label.height / 2;
      g_assert_cmpuint (count_apart (plot, truth.y + truth.height / 2, 3), ==, 5);
      g_assert_cmpuint (count_apart (plot, row, 6), >=, 4); /* dots of the strip too */
    }
}

static gboolean
is_inside (const MixRect *rect, double x, double y)
{
  return x > rect->x && x < rect->x + rect->width && y > rect->y && y < rect->y + rect->height;
}

static void
assert_in_axes (const MixPlot *plot, const MixRect *rect)
{
  const MixRect *area = &plot->frame.area;

  g_assert_cmpfloat (rect->x, >, area->x - 2);
  g_assert_cmpfloat (rect->x + rect->width, <, area->x + area->width + 2);
  g_assert_cmpfloat (rect->y + rect->height, <, area->y + area->height + 2);
}

/* A word beside the upright line that it names, and on neither it nor another. */
static void
assert_names_line (const MixPlot *plot, const MixRect *rect, double own, double other)
{
  double x = mix_plot_x_to_pixel (plot, own), not = mix_plot_x_to_pixel (plot, other);
  double right = rect->x + rect->width;

  g_assert_cmpfloat (MIN (fabs (rect->x - x), fabs (right - x)), <, 14);
  g_assert_false (x > rect->x && x < right);
  g_assert_false (not > rect->x && not < right
                  && rect->y + rect->height > mix_plot_y_to_pixel (plot, 0.0186));
}

/* “expected shortfall” stood at the line of the value at risk, on the density. */
static void
test_risk_names_its_lines (void)
{
  const double levels[] = { 0.01, 0.05, 0.3, 0.7, 0.95, 0.99 };
  MixStock stock;

  g_assert_true (mix_stock_init_service (&stock, 0.9, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (levels); i++)
    {
      MixRisk risk = { .level = levels[i], .above = NAN, .low = NAN, .high = NAN };
      MixDecision decision = { .stock = &stock, .demand = &branches, .risk = &risk, .name = "y",
                               .where = "x = 1" };
      MixRiskAnswer answer;
      mix_risk_answer (&risk, &branches, &answer);
      g_autoptr (MixPlot) plot
        = mix_figure_new_risk (&decision, mix_palette_get (MIX_SCHEME_LIGHT));
      mix_plot_layout (plot, 328, 240, NULL);
      MixRect value = find_word (plot, "value at risk");
      MixRect shortfall = find_word (plot, "expected shortfall");
      assert_names_line (plot, &value, answer.value_at_risk, answer.expected_shortfall);
      assert_names_line (plot, &shortfall, answer.expected_shortfall, answer.value_at_risk);
      for (double y = -80; y < 80; y += 0.1)
        {
          double px = mix_plot_x_to_pixel (plot, y);
          double py = mix_plot_y_to_pixel (plot, mix_mixture_density (&branches, y));
          g_assert_false (is_inside (&value, px, py) || is_inside (&shortfall, px, py));
        }
    }
}

/* Whether an upright line at x goes through a word. */
static gboolean
is_cut (const MixPlot *plot, const MixRect *rect, double x)
{
  double at = mix_plot_x_to_pixel (plot, x);

  return at > rect->x - 1 && at < rect->x + rect->width + 1;
}

/* The line of the one order cut the word of the other, and words reached past the axes. */
static void
test_orders_are_off_each_other (void)
{
  MixStock stock;

  for (double ratio = 0.08; ratio < 1; ratio += 0.12)
    for (int which = 0; which < 2; which++)
      {
        g_assert_true (mix_stock_init_service (&stock, ratio, NULL));
        stock.is_signed = TRUE;
        double best = mix_stock_order (&stock, &branches), forecast = 0.25;
        MixDecision decision = { .stock = &stock, .demand = &branches, .forecast = forecast,
                                 .name = "y", .where = "x = 1" };
        const MixPalette *palette = mix_palette_get (MIX_SCHEME_LIGHT);
        g_autoptr (MixPlot) plot = which == 0 ? mix_figure_new_profit (&decision, palette)
                                              : mix_figure_new_outcomes (&decision, palette);
        mix_plot_layout (plot, 328, 240, NULL);
        g_autofree char *amount = mix_decision_format (&decision, best);
        g_autofree char *hyphened = g_strdup_printf ("best order %s", amount);
        g_autofree char *best_word = mix_chart_with_minus (hyphened);
        MixRect order = find_word (plot, which == 0 ? best_word : "best order");
        MixRect other = find_word (plot, which == 0 ? "forecast 0.25" : "forecast");
        assert_in_axes (plot, &order);
        assert_in_axes (plot, &other);
        if (which == 1)
          {
            g_assert_false (is_cut (plot, &other, mix_stock_best_case (&stock, forecast)));
            continue;
          }
        double top = mix_plot_y_to_pixel (plot, mix_stock_expected (&stock, &branches, best));
        g_assert_false (is_cut (plot, &other, best) && other.y + other.height > top);
        for (double y = -70; y < 70; y += 0.1)
          {
            double px = mix_plot_x_to_pixel (plot, y);
            double py = mix_plot_y_to_pixel (plot, mix_stock_expected (&stock, &branches, y));
            g_assert_false (is_inside (&order, px, py) || is_inside (&other, px, py));
          }
      }
}

static gboolean
is_over (const MixRect *rect, double left, double top, double right, double bottom)
{
  return left < rect->x + rect->width && right > rect->x && top < rect->y + rect->height
         && bottom > rect->y;
}

/* “plain network” stood on the numbers of the axis, and “worst” on the bar beside its own. */
static void
test_coverage_names_its_bars (void)
{
  g_autoptr (MixDesign) design = mix_fixture_generated ("two-branch", 2000);

  for (int epochs = 1; epochs < 5; epochs++)
    for (double width = 250; width < 400; width += 47)
      {
        g_autoptr (MixScene) scene = mix_fixture_scene (design, 2, epochs, 5);
        g_autoptr (MixPlot) both = build (scene, "comparison", width, 200);
        g_autoptr (MixPlot) one = build (scene, "coverage", width, 200);
        const MixDiagnostics *d = mix_scene_get_diagnostics (scene);
        MixRect plain = find_word (both, "plain network"), model = find_word (both, "model");
        MixRect worst = find_word (one, "worst");
        assert_in_axes (both, &plain);
        assert_in_axes (both, &model);
        assert_in_axes (one, &worst);
        for (guint i = 0; i < d->n_by_x; i++)
          {
            const MixRowBin *bin = &d->by_x[i];
            double share = (double) bin->hits / (double) bin->n;
            double x = mix_plot_x_to_pixel (one, 0.5 * (bin->low + bin->high));
            double y = mix_plot_y_to_pixel (one, share);
            g_assert_false (is_over (&worst, mix_plot_x_to_pixel (one, bin->low), y,
                                     mix_plot_x_to_pixel (one, bin->high), y));
            g_assert_false (is_over (&worst, x, mix_plot_y_to_pixel (one, bin->upper), x,
                                     mix_plot_y_to_pixel (one, bin->lower)));
          }
      }
}

/* The longest run of pixels of the grid's colour in a row of a rectangle. */
static int
longest_grid (const MixPlot *plot, cairo_surface_t *image, const MixRect *rect)
{
  const MixColor *grid = &plot->palette->grid, *card = &plot->palette->card;
  double share = grid->alpha;
  int longest = 0, expected = (int) (255 * (share * grid->green + (1 - share) * card->green));

  for (int y = (int) rect->y; y < rect->y + rect->height; y++)
    {
      const guint8 *row = cairo_image_surface_get_data (image)
                          + y * cairo_image_surface_get_stride (image);
      int run = 0;
      for (int x = (int) rect->x; x < rect->x + rect->width; x++)
        {
          run = ABS (row[4 * x + 1] - expected) < 9 ? run + 1 : 0;
          longest = MAX (longest, run);
        }
    }
  return longest;
}

/* A grid line was seen between the letters of words at its height. */
static void
test_words_are_not_struck (void)
{
  for (MixScheme scheme = MIX_SCHEME_LIGHT; scheme <= MIX_SCHEME_HIGH_CONTRAST_DARK; scheme++)
    {
      const MixPalette *palette = mix_palette_get (scheme);
      MixChart *chart = mix_chart_new (palette, "Chart");
      const char *const words[] = { "its rms in bins", "the best order" };
      mix_chart_set_x (chart, 0, 1, "x");
      mix_chart_set_y (chart, 0, 1);
      mix_chart_add_word (chart, 0.1, 0.5, 0, 0, &palette->text, words[0]);
      mix_chart_add_label (chart, 0.5, 0.5, 0.5, 0, 0, &palette->text, words[1]);
      g_autoptr (MixPlot) plot = mix_chart_finish (chart);
      cairo_surface_t *image = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 500, 280);
      cairo_t *cr = cairo_create (image);
      mix_plot_layout (plot, 500, 280, NULL);
      mix_plot_paint (plot, cr, 1, MIX_PLOT_ALL);
      for (guint i = 0; i < G_N_ELEMENTS (words); i++)
        {
          MixRect rect = find_word (plot, words[i]), beside = rect;
          beside.x += rect.width + 5;
          beside.width = 25;
          g_assert_cmpint (longest_grid (plot, image, &beside), >, 15);
          g_assert_cmpint (longest_grid (plot, image, &rect), <, 3);
        }
      cairo_destroy (cr);
      cairo_surface_destroy (image);
    }
}

static MixRect
find_entry (const MixPlot *plot, guint item, guint component)
{
  return mix_fixture_find_entry (plot->live, plot->frame.width, plot->frame.height,
                                 (MixTag){ (guint8) item, (guint8) component });
}

/* The plain network's line, from the axis to its word, went through badges and numbers. */
static void
test_leaders_are_off_components (void)
{
  g_autoptr (MixDesign) design = mix_fixture_generated ("linear", 400);
  g_autoptr (MixScene) scene = mix_fixture_scene (design, 2, 2, 6);
  double low, high;
  guint near = 0;

  mix_scene_get_x_range (scene, &low, &high);
  for (double share = 0.05; share < 1; share += 0.05)
    {
      mix_scene_set_x0 (scene, low + share * (high - low));
      g_autoptr (MixPlot) plot = build (scene, "slice", 328, 444);
      MixRect plain = find_entry (plot, MIX_SHOW_PLAIN + 1, 0);
      double at = mix_plot_y_to_pixel (plot, mix_scene_get_slice (scene)->plain);
      for (guint c = 1; c <= 2; c++)
        {
          MixRect word = find_entry (plot, 0, c);
          gboolean same_height = at > word.y + 3 && at < word.y + word.height - 3;
          near += same_height;
          g_assert_false (same_height && word.x < plain.x - 9);
        }
    }
  g_assert_cmpuint (near, >, 2);
}

/* The truth of a slice that is much broader went through words, and past the axis. */
static void
test_words_are_off_a_cut_truth (void)
{
  g_autoptr (MixDesign) design = mix_fixture_generated ("step", 400);
  g_autoptr (MixScene) scene = mix_fixture_scene (design, 2, 1, 20);
  guint cut = 0;

  for (double x0 = 0.05; x0 < 1; x0 += 0.03)
    {
      mix_scene_set_x0 (scene, x0);
      const MixSlice *slice = mix_scene_get_slice (scene);
      g_autoptr (MixPlot) plot = build (scene, "slice", 328, 444);
      double noise, end = plot->frame.x.high;
      const MixGenerator *truth = mix_scene_get_truth (scene, &noise);
      const MixRect words[] = { find_entry (plot, 0, 1), find_entry (plot, 0, 2),
                                find_entry (plot, MIX_SHOW_MEAN + 1, 0),
                                find_entry (plot, MIX_SHOW_PLAIN + 1, 0) };
      g_assert_cmpuint (slice->mixture.k, ==, 2);
      for (double y = 0; y < 100; y += 0.1)
        {
          if (truth->density (x0, y, noise) < end)
            continue;
          cut++;
          double at = mix_plot_y_to_pixel (plot, y);
          for (guint i = 0; i < G_N_ELEMENTS (words); i++)
            g_assert_false (fabs (at - (words[i].y + words[i].height / 2)) < (i < 2 ? 11 : 5));
        }
    }
  g_assert_cmpuint (cut, >, 20);
}

/* Lines ended between a number and its per cent, or at a ±. */
static void
test_numbers_do_not_break (void)
{
  g_autoptr (MixDesign) design = mix_fixture_generated ("two-branch", 400);
  g_autoptr (MixScene) scene = mix_fixture_scene (design, 2, 4, 4);
  MixRisk risk = { .level = 0.05, .above = 3, .low = -2, .high = 2 };
  guint n = 0;

  mix_scene_set_risk (scene, &risk);
  for (const MixFigure *figure = mix_figures; figure->id != NULL; figure++)
    {
      g_autoptr (MixPlot) plot = build (scene, figure->id, NARROW, 240);
      if (plot->note == NULL)
        continue;
      g_test_message ("%s", plot->note);
      g_assert_null (strstr (plot->note, " %"));
      g_assert_null (strstr (plot->note, "± "));
      g_assert_null (strstr (plot->note, "> "));
      n += strstr (plot->note, "%") != NULL;
    }
  g_assert_cmpuint (n, >, 8);
  g_autofree char *set = mix_chart_typeset ("P(y > -2) = 5 %, 3 ± 1");
  g_assert_cmpstr (set, ==, "P(y\u00a0>\u00a0−2) = 5\u202f%, 3\u00a0±\u00a01");
}

static int
compare_outcomes (gconstpointer a, gconstpointer b)
{
  double first = ((const MixRowScore *) a)->y, second = ((const MixRowScore *) b)->y;

  return (first > second) - (first < second);
}

/* Outcomes outside of their intervals were rings in a colour near that of the discs inside. */
static void
test_outside_is_a_cross (void)
{
  g_autoptr (MixDesign) design = mix_fixture_generated ("two-branch", 250);
  g_autoptr (MixScene) scene = mix_fixture_scene (design, 1, 4, 4);
  const MixDiagnostics *d = mix_scene_get_diagnostics (scene);
  gsize n = d->scores->n;
  g_autofree MixRowScore *rows = g_memdup2 (d->scores->score, n * sizeof *rows);
  g_autoptr (MixPlot) plot = build (scene, "intervals", 1900, 900);
  guint n_outside = 0;

  g_assert_cmpuint (n, <=, 80);
  qsort (rows, n, sizeof *rows, compare_outcomes);
  for (gsize i = 0; i < n; i++)
    {
      gboolean inside = rows[i].y >= rows[i].low[2] && rows[i].y <= rows[i].high[2];
      double x = mix_plot_x_to_pixel (plot, (double) i), y = mix_plot_y_to_pixel (plot, rows[i].y);
      n_outside += !inside;
      g_assert_cmpint (mix_marks_is_free (plot->live, &(MixRect){ x - 1, y - 1, 2, 2 }), ==,
                       !inside); /* of discs */
    }
  g_assert_cmpuint (n_outside, >, 0);
}

static void
test_typeset (void)
{
  static const char *const texts[][2] = {
    { "-3 to -0.5", "\xe2\x88\x92" "3 to \xe2\x88\x92" "0.5" },
    { "from 2020-07-01 on", "from 2020-07-01 on" },
    { "well-known", "well-known" },
    { "90 %", "90\xe2\x80\xaf%" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *set = mix_chart_typeset (texts[i][0]);
      g_assert_cmpstr (set, ==, texts[i][1]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/words/scores-are-apart", test_scores_are_apart);
  g_test_add_func ("/words/risk-names-its-lines", test_risk_names_its_lines);
  g_test_add_func ("/words/orders-are-off-each-other", test_orders_are_off_each_other);
  g_test_add_func ("/words/leaders-are-off-components", test_leaders_are_off_components);
  g_test_add_func ("/words/words-are-off-a-cut-truth", test_words_are_off_a_cut_truth);
  g_test_add_func ("/words/coverage-names-its-bars", test_coverage_names_its_bars);
  g_test_add_func ("/words/words-are-not-struck", test_words_are_not_struck);
  g_test_add_func ("/words/numbers-do-not-break", test_numbers_do_not_break);
  g_test_add_func ("/words/outside-is-a-cross", test_outside_is_a_cross);
  g_test_add_func ("/words/typeset", test_typeset);
  return g_test_run ();
}
