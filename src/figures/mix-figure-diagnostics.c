/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-figure-diagnostics.h"

#include <math.h>
#include <stdlib.h>

#include <glib/gi18n-lib.h>

#include "mix-chart.h"
#include "mix-figure-private.h"
#include "mix-normal.h"

#define MOST_POINTS 400   /* of a Q–Q plot */
#define MOST_INTERVALS 80
#define Z95 1.96

/**
 * mix_figure_start_diagnosis:
 * @reading: how to read it
 * @sentence: (transfer full): what it says now
 *
 * Returns: (transfer full): a chart with its words: "PIT", and on how many rows of what kind
 */
MixChart *
mix_figure_start_diagnosis (const MixDiagnostics *d, const MixPalette *palette, const char *title,
                            const char *reading, char *sentence)
{
  MixChart *chart = mix_chart_new (palette, title);
  g_autofree char *rows = mix_stat_rows_describe (d->scores->rows);
  g_autofree char *words = g_strdup_printf ("%s, %s", reading, rows);

  mix_chart_set_words (chart, words, sentence);
  g_free (sentence);
  return chart;
}

/**
 * mix_figure_new_pit:
 *
 * The histogram of F(y) with the band that a flat one leaves to chance.
 */
MixPlot *
mix_figure_new_pit (const MixDiagnostics *d, MixDesign *design, const MixPalette *palette)
{
  const MixPit *pit = &d->pit;
  MixChart *chart = mix_figure_start_diagnosis (d, palette, _ ("PIT"), _ ("flat is calibrated"),
                           mix_diagnostics_say_pit (d));
  double most = (double) pit->high, expected = (double) d->scores->n / pit->n_bins;

  for (guint i = 0; i < pit->n_bins; i++)
    most = MAX (most, (double) pit->count[i]);
  mix_chart_set_x (chart, 0, 1, _ ("probability of less"));
  mix_chart_set_y (chart, 0, 1.12 * most);
  mix_chart_add_bar (chart, 0, 1, (double) pit->low, (double) pit->high, &palette->axis_text, 0.16);
  for (guint i = 0; i < pit->n_bins; i++)
    {
      double left = (double) i / pit->n_bins, right = (i + 1.0) / pit->n_bins;
      gboolean outside = pit->count[i] < pit->low || pit->count[i] > pit->high;
      double gap = 0.06 / pit->n_bins;
      mix_chart_add_bar (chart, left + gap, right - gap, 0, (double) pit->count[i],
                         &palette->selection, outside ? 0.95 : 0.5);
    }
  mix_chart_add_line (chart, 0, expected, 1, expected, &palette->text, 1.5, TRUE);
  mix_chart_add_word (chart, 1, 1.12 * most, 1, 2, &palette->axis_text,
                      _ ("grey: 95 % of bins, if calibrated"));
  return mix_chart_finish (chart);
}

/**
 * mix_figure_new_reliability:
 *
 * The share of outcomes below each predicted quantile, against the diagonal.
 */
MixPlot *
mix_figure_new_reliability (const MixDiagnostics *d, MixDesign *design, const MixPalette *palette)
{
  MixChart *chart = mix_figure_start_diagnosis (d, palette, _ ("Reliability"), _ ("on the diagonal is calibrated"),
                           mix_diagnostics_say_reliability (d));
  double q[MIX_N_RELIABILITY], low[MIX_N_RELIABILITY], high[MIX_N_RELIABILITY];
  double between_low[MIX_N_RELIABILITY], between_high[MIX_N_RELIABILITY];
  MixLineStyle line = { .color = palette->mean, .width = 2.5 };
  MixAreaStyle chance = { .color = palette->axis_text, .alpha = 0.14, .pattern = -1 };
  MixAreaStyle area = { .color = palette->selection, .alpha = 0.4, .pattern = -1 };

  for (guint j = 0; j < MIX_N_RELIABILITY; j++)
    {
      q[j] = j / 100.0;
      double half = Z95 * sqrt (q[j] * (1 - q[j]) / (double) d->scores->n);
      low[j] = MAX (q[j] - half, 0);
      high[j] = MIN (q[j] + half, 1);
      between_low[j] = MIN (q[j], d->reliability[j]);
      between_high[j] = MAX (q[j], d->reliability[j]);
    }
  mix_chart_set_x (chart, 0, 1, _ ("predicted probability"));
  mix_chart_set_y (chart, 0, 1);
  mix_chart_take_layer (chart, mix_layer_area_new (MIX_ALONG_X, q, low, high, NULL,
                                                   MIX_N_RELIABILITY, &chance));
  mix_chart_take_layer (chart, mix_layer_area_new (MIX_ALONG_X, q, between_low, between_high, NULL,
                                                   MIX_N_RELIABILITY, &area));
  mix_chart_take_layer (chart,
                        mix_layer_line_new (q, d->reliability, NULL, MIX_N_RELIABILITY, &line));
  mix_chart_add_line (chart, 0, 0, 1, 1, &palette->text, 1.5, TRUE);
  mix_chart_add_word (chart, 0.02, 0.95, 0, 0, &palette->axis_text, _ ("↑ share of outcomes below"));
  return mix_chart_finish (chart);
}

/**
 * mix_figure_new_coverage:
 *
 * The share of rows inside the 90 % interval, in bins of the feature.
 */
MixPlot *
mix_figure_new_coverage (const MixDiagnostics *d, MixDesign *design, const MixPalette *palette)
{
  const char *x_name = mix_design_get_feature_label (design, d->feature);
  MixChart *chart = mix_figure_start_diagnosis (d, palette, _ ("Coverage"), _ ("each point on the line is calibrated"),
                           mix_diagnostics_say_coverage (
                             d, x_name, mix_design_get_feature_time (design, d->feature)));
  double low = d->by_x[0].low, high = d->by_x[d->n_by_x - 1].high, least = d->level;

  for (guint i = 0; i < d->n_by_x; i++)
    least = MIN (least, d->by_x[i].lower);
  mix_chart_set_x (chart, low - 0.03 * (high - low), high + 0.03 * (high - low), x_name);
  mix_chart_set_times (chart, mix_design_get_feature_time (design, d->feature), MIX_TIME_NONE);
  mix_chart_set_y (chart, MAX (least - 0.05, 0), 1.03);
  mix_chart_add_line (chart, -HUGE_VAL, d->level, HUGE_VAL, d->level, &palette->text, 1.5, TRUE);
  for (guint i = 0; i < d->n_by_x; i++)
    {
      const MixRowBin *bin = &d->by_x[i];
      double x = 0.5 * (bin->low + bin->high), share = (double) bin->hits / (double) bin->n;
      gboolean off = bin->lower > d->level || bin->upper < d->level;
      const MixColor *color = off ? &palette->selection : &palette->axis_text;

      mix_chart_add_line (chart, bin->low, share, bin->high, share, color, 2, FALSE);
      mix_chart_add_point (chart, x, bin->lower, share, bin->upper, color, !off);
      if (i == d->worst_bin)
        mix_chart_add_label (chart, x, bin->lower, bin->upper, 0.5, 10, color, _ ("worst"));
    }
  return mix_chart_finish (chart);
}

/**
 * mix_figure_new_spread:
 *
 * Residuals against the predicted standard deviation, and their root mean square in bins of it.
 */
MixPlot *
mix_figure_new_spread (const MixDiagnostics *d, MixDesign *design, const MixPalette *palette)
{
  MixChart *chart = mix_figure_start_diagnosis (d, palette, _ ("Residuals"),
                           _ ("on the diagonal is as predicted"),
                           mix_diagnostics_say_spread (d));
  gsize n = d->scores->n, every = MAX (n / 1000, 1);
  g_autofree MixPoint *points = g_new0 (MixPoint, n / every + 1);
  double most_sd = 0, most = 0;
  guint n_points = 0;

  for (gsize i = 0; i < n; i += every)
    {
      const MixRowScore *row = &d->scores->score[i];
      points[n_points++] = (MixPoint){ .x = row->sd, .y = fabs (row->y - row->mean),
                                       .rgb = mix_color_to_rgb (&palette->rows) };
      most_sd = MAX (most_sd, row->sd);
    }
  for (guint i = 0; i < d->n_by_sd; i++)
    most = MAX (most, d->by_sd[i].rms);
  most = 1.6 * MAX (most, most_sd);
  mix_chart_set_x (chart, 0, 1.06 * most_sd, _ ("predicted sd"));
  mix_chart_set_y (chart, 0, most);
  g_autoptr (MixCloud) cloud = mix_cloud_new (points, n_points, palette->rows_alpha, 2);
  mix_chart_take_layer (chart, mix_layer_points_new (cloud));
  double end = MIN (1.06 * most_sd, most);
  mix_chart_add_line (chart, 0, 0, end, end, &palette->text, 1.5, TRUE);
  for (guint i = 0; i < d->n_by_sd; i++)
    {
      const MixRowBin *bin = &d->by_sd[i];
      double error = bin->rms / sqrt (2 * (double) bin->n);
      mix_chart_add_point (chart, bin->sd, bin->rms - 2 * error, bin->rms, bin->rms + 2 * error,
                           &palette->selection, FALSE);
    }
  mix_chart_add_word (chart, 0, most, 0, 10, &palette->axis_text,
                      _ ("↑ |outcome − mean|, and its rms in bins"));
  return mix_chart_finish (chart);
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  double first = *(const double *) a, second = *(const double *) b;

  return first < second ? -1 : first > second;
}

/**
 * mix_figure_new_quantiles:
 *
 * Quantile residuals Φ⁻¹(F(y)) against those of a standard normal (Dunn & Smyth, 1996).
 */
MixPlot *
mix_figure_new_quantiles (const MixDiagnostics *d, MixDesign *design, const MixPalette *palette)
{
  gsize n = d->scores->n;
  guint n_shown = (guint) MIN (n, MOST_POINTS);
  g_autofree double *sorted = g_new (double, n);
  g_autofree double *z = g_new (double, n_shown), *seen = g_new (double, n_shown);
  g_autofree double *low = g_new (double, n_shown), *high = g_new (double, n_shown);
  MixAreaStyle chance = { .color = palette->axis_text, .alpha = 0.14, .pattern = -1 };
  double end = 3;
  guint outside = 0;

  for (gsize i = 0; i < n; i++)
    sorted[i] = d->scores->score[i].residual;
  qsort (sorted, n, sizeof *sorted, compare_numbers);
  for (guint i = 0; i < n_shown; i++)
    {
      gsize at = n_shown > 1 ? (gsize) ((double) i * (double) (n - 1) / (n_shown - 1) + 0.5) : 0;
      double p = ((double) at + 0.5) / (double) n;
      z[i] = mix_normal_quantile (p);
      seen[i] = CLAMP (sorted[at], -6, 6);
      double half = Z95 * sqrt (p * (1 - p) / (double) n)
                    / (exp (-0.5 * z[i] * z[i]) / sqrt (2 * G_PI));
      low[i] = z[i] - half;
      high[i] = z[i] + half;
      outside += sorted[at] < low[i] || sorted[at] > high[i];
      end = MAX (end, MAX (fabs (seen[i]), fabs (z[i])) + 0.3);
    }
  char *sentence = g_strdup_printf (_ ("%.0f %% of the points are outside of the band of chance, "
                                       "where 5 %% are expected; the lowest residual is %.2f, the "
                                       "highest %.2f."),
                                    100.0 * outside / n_shown, sorted[0], sorted[n - 1]);
  MixChart *chart = mix_figure_start_diagnosis (d, palette, _ ("Q–Q"), _ ("on the diagonal is calibrated"), sentence);
  mix_chart_set_x (chart, -end, end, _ ("standard normal"));
  mix_chart_set_y (chart, -end, end);
  mix_chart_take_layer (chart,
                        mix_layer_area_new (MIX_ALONG_X, z, low, high, NULL, n_shown, &chance));
  g_autofree MixPoint *points = g_new0 (MixPoint, n_shown);
  for (guint i = 0; i < n_shown; i++)
    points[i] = (MixPoint){ .x = z[i], .y = seen[i],
                            .rgb = mix_color_to_rgb (&palette->selection) };
  g_autoptr (MixCloud) cloud = mix_cloud_new (points, n_shown, 0.9, 2.4);
  mix_chart_take_layer (chart, mix_layer_points_new (cloud));
  mix_chart_add_line (chart, -end, -end, end, end, &palette->text, 1.5, TRUE);
  mix_chart_add_word (chart, -end, end, 0, 10, &palette->axis_text, _ ("↑ quantile residuals"));
  return mix_chart_finish (chart);
}

static int
compare_places (gconstpointer a, gconstpointer b, gpointer data)
{
  const MixRowScore *score = data;
  double first = score[*(const gsize *) a].y, second = score[*(const gsize *) b].y;

  return first < second ? -1 : first > second;
}

/**
 * mix_figure_new_intervals:
 *
 * The 90 % intervals of some rows, sorted by what came out; a cross is outside.
 */
MixPlot *
mix_figure_new_intervals (const MixDiagnostics *d, MixDesign *design, const MixPalette *palette)
{
  gsize n = d->scores->n;
  guint n_shown = (guint) MIN (n, MOST_INTERVALS);
  const guint level = 2;
  const MixEstimate *width = &d->estimate[MIX_STATISTIC_WIDTH_90];
  g_autofree gsize *places = g_new (gsize, n);
  double low = HUGE_VAL, high = -HUGE_VAL;
  MixChart *chart
    = mix_figure_start_diagnosis (d, palette, _ ("Intervals"), _ ("90 % belong in their bars, × is outside"),
             g_strdup_printf (_ ("The 90 %% interval is %.4g ± %.2g wide on average and holds "
                                 "%.1f %% of the outcomes."),
                              width->value, width->error,
                              100 * d->estimate[MIX_STATISTIC_COVERAGE_90].value));

  for (gsize i = 0; i < n; i++)
    places[i] = i;
  g_qsort_with_data (places, (int) n, sizeof *places, compare_places, d->scores->score);
  for (guint i = 0; i < n_shown; i++)
    {
      gsize at = n_shown > 1 ? (gsize) ((double) i * (double) (n - 1) / (n_shown - 1) + 0.5) : 0;
      const MixRowScore *row = &d->scores->score[places[at]];
      gboolean inside = row->y >= row->low[level] && row->y <= row->high[level];
      mix_chart_add_bar (chart, i - 0.3, i + 0.3, row->low[level], row->high[level],
                         &palette->axis_text, 0.32);
      if (inside)
        mix_chart_add_point (chart, i, row->y, row->y, row->y, &palette->mean, FALSE);
      else
        mix_chart_add_cross (chart, i, row->y, &palette->selection);
      low = MIN (low, MIN (row->y, row->low[level]));
      high = MAX (high, MAX (row->y, row->high[level]));
    }
  mix_chart_set_x (chart, -1, n_shown, NULL);
  mix_range_round_out (&low, &high, 0.03);
  mix_chart_set_y (chart, low, high);
  return mix_chart_finish (chart);
}

/**
 * mix_figure_build_diagnosis:
 * @make: draws what is there
 *
 * Returns: (transfer full): a figure of a scene's diagnosis; where there is none, why
 */
MixPlot *
mix_figure_build_diagnosis (MixScene *scene, const MixPalette *palette, const char *title,
                            MixDiagnosisFunc make)
{
  MixDesign *design = mix_scene_get_design (scene);
  const MixDiagnostics *d = mix_scene_get_diagnostics (scene);
  const char *missing = mix_figure_missing (scene);

  if (d == NULL)
    {
      MixChart *chart = mix_chart_new (palette, title);
      mix_chart_set_message (chart, missing != NULL ? missing
                                                    : _ ("These rows have no outcomes to judge by"));
      return mix_chart_finish (chart);
    }
  return make (d, design, palette);
}

MixPlot *
mix_figure_build_pit (MixScene *scene, const MixPalette *palette)
{
  return mix_figure_build_diagnosis (scene, palette, _ ("PIT"), mix_figure_new_pit);
}

MixPlot *
mix_figure_build_reliability (MixScene *scene, const MixPalette *palette)
{
  return mix_figure_build_diagnosis (scene, palette, _ ("Reliability"), mix_figure_new_reliability);
}

MixPlot *
mix_figure_build_coverage (MixScene *scene, const MixPalette *palette)
{
  return mix_figure_build_diagnosis (scene, palette, _ ("Coverage"), mix_figure_new_coverage);
}

MixPlot *
mix_figure_build_spread (MixScene *scene, const MixPalette *palette)
{
  return mix_figure_build_diagnosis (scene, palette, _ ("Residuals"), mix_figure_new_spread);
}

MixPlot *
mix_figure_build_quantiles (MixScene *scene, const MixPalette *palette)
{
  return mix_figure_build_diagnosis (scene, palette, _ ("Q–Q"), mix_figure_new_quantiles);
}

MixPlot *
mix_figure_build_intervals (MixScene *scene, const MixPalette *palette)
{
  return mix_figure_build_diagnosis (scene, palette, _ ("Intervals"), mix_figure_new_intervals);
}
