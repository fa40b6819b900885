/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words in charts are beside what they name, inside the axes, and off one another. */
#include "mix-figure-fixture.h"
#include "mix-plot-private.h"

#define NARROW 345 /* of a chart in a window 360 wide */

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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/words/scores-are-apart", test_scores_are_apart);
  return g_test_run ();
}
