/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-figure-compare.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "mix-chart.h"
#include "mix-figure-private.h"

#define LEVEL 0.9
#define ASIDE 0.012 /* of the axis, so that two sides' whiskers stand side by side */

static void
add_side (MixChart *chart, const MixComparison *c, MixSide side, double aside,
          const MixColor *color, gboolean ring)
{
  for (guint i = 0; i < c->n_bins; i++)
    {
      const MixRowBin *bin = &c->bins[side][i];
      mix_chart_add_point (chart, 0.5 * (bin->low + bin->high) + aside, bin->lower,
                           (double) bin->hits / (double) bin->n, bin->upper, color, ring);
    }
}

/* A word under the lowest point of a side, where the sides differ most. */
static void
name_side (MixChart *chart, const MixComparison *c, MixSide side, double aside,
           const MixColor *color, const char *word)
{
  guint least = 0;

  for (guint i = 1; i < c->n_bins; i++)
    if (c->bins[side][i].lower < c->bins[side][least].lower)
      least = i;
  const MixRowBin *bin = &c->bins[side][least];
  mix_chart_add_label (chart, 0.5 * (bin->low + bin->high) + aside, bin->lower, bin->upper, 0.5, 10,
                       color, word);
}

/**
 * mix_figure_new_comparison:
 * @comparison: with at least one bin
 *
 * What a constant sigma hides: its coverage is right on average, and wrong almost everywhere.
 */
MixPlot *
mix_figure_new_comparison (const MixComparison *comparison, MixDesign *design,
                           const MixPalette *palette)
{
  MixChart *chart = mix_chart_new (palette, _ ("Coverage of both"));
  const MixRowBin *bins = comparison->bins[MIX_SIDE_MODEL];
  double low = bins[0].low, high = bins[comparison->n_bins - 1].high, least = LEVEL;
  gboolean both = comparison->scores[MIX_SIDE_PLAIN] != NULL;
  double aside = both ? ASIDE * (high - low) : 0;
  g_autofree char *rows = mix_stat_rows_describe (comparison->scores[MIX_SIDE_MODEL]->rows);
  g_autofree char *reading = g_strdup_printf ("%s, %s", _ ("90 % is right everywhere"), rows);
  g_autofree char *sentence = mix_comparison_say (comparison);

  for (guint side = 0; side <= MIX_SIDE_PLAIN; side++)
    for (guint i = 0; comparison->scores[side] != NULL && i < comparison->n_bins; i++)
      least = MIN (least, comparison->bins[side][i].lower);
  mix_chart_set_words (chart, reading, sentence);
  mix_chart_set_x (chart, low - 0.04 * (high - low), high + 0.04 * (high - low),
                   mix_design_get_feature_label (design, 0));
  mix_chart_set_times (chart, mix_design_get_feature_time (design, 0), MIX_TIME_NONE);
  mix_chart_set_y (chart, MAX (least - 0.08, 0), 1.03);
  mix_chart_add_line (chart, -HUGE_VAL, LEVEL, HUGE_VAL, LEVEL, &palette->text, 1.5, TRUE);
  if (both)
    {
      add_side (chart, comparison, MIX_SIDE_PLAIN, aside, &palette->plain, TRUE);
      name_side (chart, comparison, MIX_SIDE_PLAIN, aside, &palette->axis_text,
                 _ ("plain network"));
    }
  add_side (chart, comparison, MIX_SIDE_MODEL, -aside, &palette->selection, FALSE);
  name_side (chart, comparison, MIX_SIDE_MODEL, -aside, &palette->selection, _ ("model"));
  return mix_chart_finish (chart);
}

MixPlot *
mix_figure_build_comparison (MixScene *scene, const MixPalette *palette)
{
  const char *missing = mix_figure_missing (scene);

  if (missing != NULL)
    {
      MixChart *chart = mix_chart_new (palette, _ ("Coverage of both"));
      mix_chart_set_message (chart, missing);
      return mix_chart_finish (chart);
    }
  return mix_figure_new_comparison (mix_scene_get_comparison (scene), mix_scene_get_design (scene),
                                    palette);
}

/* The names of the statistics, as a column of words. */
static void
name_statistics (MixColumn *column)
{
  column->kind = MIX_COLUMN_TEXT;
  column->levels = g_new0 (char *, MIX_N_STATISTICS + 1);
  column->codes = g_new (guint8, MIX_N_STATISTICS);
  for (guint s = 0; s < MIX_N_STATISTICS; s++)
    {
      column->levels[s] = g_strdup (mix_statistics[s].id);
      column->codes[s] = (guint8) (s + 1);
      column->values[s] = (double) NAN;
    }
}

/* The scoreboard: a row for each statistic, NaN where a side is not there. */
MixDataset *
mix_figure_table_comparison (MixScene *scene)
{
  static const char *const names[] = { "model", "model_error", "plain", "plain_error",
                                       "truth", "truth_error" };
  const MixComparison *comparison = mix_scene_get_comparison (scene);
  guint n_columns = G_N_ELEMENTS (names) + 1;
  MixColumn *columns = g_new0 (MixColumn, n_columns);

  for (guint i = 0; i < n_columns; i++)
    {
      columns[i].name = g_strdup (i == 0 ? "statistic" : names[i - 1]);
      columns[i].values = g_new (double, MIX_N_STATISTICS);
    }
  name_statistics (&columns[0]);
  for (guint s = 0; s < MIX_N_STATISTICS; s++)
    for (guint side = 0; side < MIX_N_SIDES; side++)
      {
        columns[1 + 2 * side].values[s] = comparison->estimate[side][s].value;
        columns[2 + 2 * side].values[s] = comparison->estimate[side][s].error;
      }
  return mix_dataset_new ("Scores", MIX_N_STATISTICS, columns, n_columns);
}
