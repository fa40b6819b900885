/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include <glib/gi18n-lib.h>

#include "mix-chart.h"
#include "mix-figure-diagnostics.h"
#include "mix-figure-private.h"
#include "mix-figure-stats-table.h"

#define LITTLE 0.02     /* of the rows: a component that can be left out */
#define MOST_NUMBERS 12 /* components that are numbered one by one */

static char *
say_usage (const MixRowScores *scores)
{
  guint n_little = 0;
  double effective = exp (mix_figure_entropy (scores->mean_pi, scores->components));

  for (guint k = 0; k < scores->components; k++)
    n_little += scores->mean_pi[k] < LITTLE && scores->claimed[k] < LITTLE;
  if (n_little > 0)
    return g_strdup_printf (
      ngettext ("%u of %u components has less than 2 %% of the weight and of the rows: %.1f would do.",
                "%u of %u components have less than 2 %% of the weight and of the rows: %.1f would do.",
                n_little),
      n_little, scores->components, effective);
  return g_strdup_printf (
    ngettext ("The one component has all of the rows.",
              "All %u components are in use, as much as %.1f of equal weight.", scores->components),
    scores->components, effective);
}

static void
add_component (MixChart *chart, const MixRowScores *scores, guint k, const MixPalette *palette)
{
  const MixColor *color = mix_palette_component (palette, scores->order[k]);
  double at = scores->order[k] + 1, pi = scores->mean_pi[k], claimed = scores->claimed[k];
  g_autofree char *percent = g_strdup_printf ("%.0f %%", 100 * pi);

  mix_chart_add_bar (chart, at - 0.32, at + 0.32, 0, pi, color, 0.75);
  mix_chart_add_point (chart, at, claimed, claimed, claimed, &palette->text, TRUE);
  if (scores->components > MOST_NUMBERS)
    return;
  g_autofree char *number = g_strdup_printf ("%u", scores->order[k] + 1);
  mix_chart_add_word (chart, at, MAX (pi, claimed), 0.5, -14, &palette->text, percent);
  mix_chart_add_word (chart, at, 0, 0.5, 13, &palette->axis_text, number);
}

/**
 * mix_figure_new_usage:
 *
 * What weight the components have over the rows, and for how many rows each answers most.
 */
MixPlot *
mix_figure_new_usage (const MixDiagnostics *d, MixDesign *design, const MixPalette *palette)
{
  const MixRowScores *scores = d->scores;
  MixChart *chart = mix_chart_new (palette, _ ("Component usage"));
  g_autofree char *rows = mix_stat_rows_describe (scores->rows);
  g_autofree char *reading
    = g_strdup_printf (_ ("bars: mean π, rings: rows that it answers for most, %s"), rows);
  g_autofree char *sentence = say_usage (scores);
  double most = 0;

  for (guint k = 0; k < scores->components; k++)
    most = MAX (most, MAX (scores->mean_pi[k], scores->claimed[k]));
  mix_chart_set_words (chart, reading, sentence);
  mix_chart_set_x (chart, 0.4, scores->components + 0.6,
                   scores->components > MOST_NUMBERS ? _ ("component") : NULL);
  mix_chart_set_y (chart, 0, MIN (1.2 * most, 1.15));
  for (guint k = 0; k < scores->components; k++)
    add_component (chart, scores, k, palette);
  return mix_chart_finish (chart);
}

MixPlot *
mix_figure_build_usage (MixScene *scene, const MixPalette *palette)
{
  return mix_figure_build_diagnosis (scene, palette, _ ("Component usage"), mix_figure_new_usage);
}
