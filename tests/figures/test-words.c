/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words in charts are beside what they name, inside the axes, and off one another. */
#include <math.h>

#include "mix-figure-decide.h"
#include "mix-figure-fixture.h"
#include "mix-plot-private.h"

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
      g_autoptr (MixPlot) plot = mix_figure_new_risk (&decision, mix_palette_get (MIX_SCHEME_LIGHT));
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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/words/scores-are-apart", test_scores_are_apart);
  g_test_add_func ("/words/risk-names-its-lines", test_risk_names_its_lines);
  return g_test_run ();
}
