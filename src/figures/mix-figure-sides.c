/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-figure-sides.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "mix-chart.h"
#include "mix-estimate.h"
#include "mix-figure-compare.h"
#include "mix-figure-private.h"

#define N_GRID 161
#define MOST_POINTS 1200 /* of a panel */
#define LEVEL 2          /* of mix_coverage_levels: 90 % */

/* One forecaster along x, the other features held. */
typedef struct
{
  guint k;
  double x[N_GRID];
  const MixModel *model;   /* borrowed */
  double *pi, *mu, *sigma; /* [N_GRID × k] */
  double mean[N_GRID];
  double low[N_GRID], high[N_GRID]; /* of the 90 % interval */
} Side;

static void
side_clear (Side *side)
{
  g_free (side->pi);
  g_free (side->mu);
  g_free (side->sigma);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Side, side_clear)

static void
predict_grid (Side *side, MixScene *scene, const MixModel *model)
{
  guint n_features = mix_model_get_n_features (model);
  g_autofree double *grid = g_new (double, N_GRID * n_features);
  double low, high;

  mix_scene_get_x_range (scene, &low, &high);
  for (guint i = 0; i < N_GRID; i++)
    {
      side->x[i] = low + (high - low) * i / (N_GRID - 1);
      for (guint f = 0; f < n_features; f++)
        grid[i * n_features + f]
          = f == mix_scene_get_x_feature (scene) ? side->x[i] : mix_scene_get_held (scene, f);
    }
  side->model = model;
  side->k = mix_model_get_components (model);
  side->pi = g_new (double, N_GRID * side->k);
  side->mu = g_new (double, N_GRID * side->k);
  side->sigma = g_new (double, N_GRID * side->k);
  mix_model_predict (model, grid, N_GRID, side->pi, side->mu, side->sigma);
}

static void
side_init (Side *side, MixScene *scene, const MixModel *model)
{
  const double q[] = { 0.05, 0.95 };

  predict_grid (side, scene, model);
  for (guint i = 0; i < N_GRID; i++)
    {
      gsize at = (gsize) i * side->k;
      MixMixture m
        = mix_model_mixture (model, side->pi + at, side->mu + at, side->sigma + at);
      double ends[2];
      side->mean[i] = mix_mixture_mean (&m);
      mix_mixture_quantiles (&m, q, 2, ends);
      side->low[i] = ends[0];
      side->high[i] = ends[1];
    }
}

static gboolean
is_inside (const MixRowScore *row)
{
  return row->y >= row->low[LEVEL] && row->y <= row->high[LEVEL];
}

/* The judged rows: as they came out, or as far as they are from the mean. */
static void
add_rows (MixChart *chart, MixScene *scene, const MixRowScores *scores, gboolean residuals,
          const MixPalette *palette)
{
  MixDesign *design = mix_scene_get_design (scene);
  gsize every = MAX ((scores->n + MOST_POINTS - 1) / MOST_POINTS, 1);
  g_autofree MixPoint *points = g_new0 (MixPoint, scores->n / every + 1);
  guint n = 0;

  for (gsize i = 0; i < scores->n; i += every)
    {
      const MixRowScore *row = &scores->score[i];
      const MixColor *color
        = residuals && !is_inside (row) ? &palette->selection : &palette->rows;
      points[n++] = (MixPoint){
        .x = mix_design_get_x (design, scores->rows->rows[i], mix_scene_get_x_feature (scene)),
        .y = residuals ? row->y - row->mean : row->y,
        .rgb = mix_color_to_rgb (color),
        .shape = residuals && !is_inside (row) ? MIX_POINT_RING : MIX_POINT_DISC,
      };
    }
  double alpha = CLAMP (palette->rows_alpha * 1.4, 0.3, 0.9);
  g_autoptr (MixCloud) cloud = mix_cloud_new (points, n, alpha, n > 400 ? 1.7 : 2.4);
  mix_chart_take_layer (chart, mix_layer_points_new (cloud));
}

static void
add_line (MixChart *chart, const Side *side, const double *y, const MixLineStyle *style)
{
  mix_chart_take_layer (chart, mix_layer_line_new (side->x, y, NULL, N_GRID, style));
}

static void
add_components (MixChart *chart, const Side *side, const MixPalette *palette)
{
  g_autofree double *weight = g_new (double, N_GRID * side->k);
  double mu[N_GRID], share[N_GRID];

  for (guint i = 0; i < N_GRID * side->k; i++)
    weight[i] = mix_figure_fair_share (side->pi[i], side->k);
  MixTransform *transform = mix_model_get_target_transform (side->model);
  MixLayer *bands
    = mix_layer_bands_new (side->x, side->mu, side->sigma, weight, N_GRID, side->k);
  if (transform != NULL)
    mix_layer_bands_set_map (bands, (MixBandsMap) mix_transform_inverse,
                             mix_transform_ref (transform), (GDestroyNotify) mix_transform_unref);
  mix_chart_take_layer (chart, bands);
  for (guint k = 0; k < side->k; k++)
    {
      MixLineStyle style
        = { .color = *mix_palette_component (palette, k), .width = 2.5, .casing = 4.5 };
      style.dash = mix_palette_dash (k, &style.n_dashes);
      style.underlay = style.n_dashes > 0 ? 0.32 : 0;
      for (guint i = 0; i < N_GRID; i++)
        {
          mu[i] = mix_transform_inverse (transform, side->mu[i * side->k + k]);
          share[i] = weight[i * side->k + k];
        }
      mix_chart_take_layer (chart, mix_layer_line_new (side->x, mu, share, N_GRID, &style));
    }
}

/* One Gaussian of a constant σ: its mean, and σ once and twice. */
static void
add_constant (MixChart *chart, const Side *side, const MixPalette *palette)
{
  MixLineStyle style = mix_figure_plain_style (palette);
  MixAreaStyle area = { .color = palette->plain, .alpha = 0.16, .pattern = -1 };
  double low[N_GRID], high[N_GRID];

  for (guint times = 2; times >= 1; times--)
    {
      for (guint i = 0; i < N_GRID; i++)
        {
          low[i] = side->mean[i] - times * side->sigma[i];
          high[i] = side->mean[i] + times * side->sigma[i];
        }
      mix_chart_take_layer (chart, mix_layer_area_new (MIX_ALONG_X, side->x, low, high, NULL,
                                                       N_GRID, &area));
    }
  style.width = 3;
  add_line (chart, side, side->mean, &style);
}

static void
add_truth (MixChart *chart, MixScene *scene, const MixPalette *palette)
{
  g_autoptr (MixTruthCurves) truth = mix_figure_truth_curves (scene);
  MixLineStyle style = mix_figure_truth_style (palette);

  for (guint b = 0; truth != NULL && b < truth->n_branches; b++)
    mix_chart_take_layer (chart, mix_layer_line_new (truth->x, truth->centre + b * truth->n, NULL,
                                                     truth->n, &style));
}

static void
set_axes (MixChart *chart, MixScene *scene, double y_low, double y_high)
{
  double low, high;
  g_autofree char *name = mix_figure_x_name (scene, 24);

  mix_scene_get_x_range (scene, &low, &high);
  mix_chart_set_x (chart, low, high, name);
  mix_chart_set_times (chart, mix_figure_x_time (scene), MIX_TIME_NONE);
  mix_chart_set_y (chart, y_low, y_high);
}

static MixPlot *
new_fit (MixScene *scene, const MixSides *sides, MixSide which, const Side *side,
         const MixPalette *palette)
{
  const MixEstimate *estimate = sides->comparison->estimate[which];
  MixChart *chart = mix_chart_new (palette, sides->name[which]);
  gboolean is_point = mix_model_get_spec (sides->model[which])->head == MIX_HEAD_POINT;
  g_autofree char *nll = mix_statistic_format (MIX_STATISTIC_NLL, &estimate[MIX_STATISTIC_NLL]);
  g_autofree char *words
    = is_point ? g_strdup_printf (_ ("NLL %s, constant σ"), nll)
               : g_strdup_printf (_ ("NLL %s, K = %u"), nll, side->k);
  MixLineStyle mean = { .color = palette->mean, .width = 1.5 };
  double low, high;

  mix_scene_get_y_range (scene, &low, &high);
  mix_chart_set_words (chart, words, NULL);
  set_axes (chart, scene, low, high);
  mix_chart_set_times (chart, mix_figure_x_time (scene), mix_figure_y_time (scene));
  add_rows (chart, scene, sides->comparison->scores[which], FALSE, palette);
  if (is_point)
    add_constant (chart, side, palette);
  else
    add_components (chart, side, palette);
  if (!is_point && side->k > 1)
    add_line (chart, side, side->mean, &mean);
  add_truth (chart, scene, palette);
  return mix_chart_finish (chart);
}

/* Residuals of the mean, with the interval that the forecast has around it. */
static MixPlot *
new_residuals (MixScene *scene, const MixSides *sides, MixSide which, const Side *side,
               double most, const MixPalette *palette)
{
  const MixEstimate *estimate = sides->comparison->estimate[which];
  MixChart *chart = mix_chart_new (palette, _ ("Residuals"));
  g_autofree char *rmse = mix_statistic_format (MIX_STATISTIC_RMSE, &estimate[MIX_STATISTIC_RMSE]);
  g_autofree char *inside = mix_statistic_format (MIX_STATISTIC_COVERAGE_90,
                                                  &estimate[MIX_STATISTIC_COVERAGE_90]);
  g_autofree char *words
    = g_strdup_printf (_ ("RMSE %s, 90 %% interval holds %s"), rmse, inside);
  const MixColor *color
    = which == MIX_SIDE_MODEL ? &palette->mean : &palette->plain;
  MixAreaStyle area = { .color = *color, .alpha = 0.13, .pattern = -1 };
  MixLineStyle edge = { .color = *color, .width = 1.75 };
  double low[N_GRID], high[N_GRID];

  for (guint i = 0; i < N_GRID; i++)
    {
      low[i] = side->low[i] - side->mean[i];
      high[i] = side->high[i] - side->mean[i];
    }
  mix_chart_set_words (chart, words, NULL);
  set_axes (chart, scene, -most, most);
  mix_chart_take_layer (chart, mix_layer_area_new (MIX_ALONG_X, side->x, low, high, NULL, N_GRID,
                                                   &area));
  add_rows (chart, scene, sides->comparison->scores[which], TRUE, palette);
  add_line (chart, side, low, &edge);
  add_line (chart, side, high, &edge);
  mix_chart_add_line (chart, -HUGE_VAL, 0, HUGE_VAL, 0, &palette->axis_text, 1, TRUE);
  return mix_chart_finish (chart);
}

/* Of the residuals and the intervals of all sides. */
static double
farthest (const MixSides *sides)
{
  double most = 0;

  for (guint s = 0; s < 2; s++)
    for (gsize i = 0; sides->model[s] != NULL && i < sides->comparison->scores[s]->n; i++)
      {
        const MixRowScore *row = &sides->comparison->scores[s]->score[i];
        if (isfinite (row->y - row->mean))
          most = MAX (most, fabs (row->y - row->mean));
      }
  return most > 0 ? 1.05 * most : 1;
}

/**
 * mix_figure_new_sides:
 * @scene: with a design; which feature is on x, and what the others are held at
 *
 * Above, what each says of the rows; below, how far the rows are from its mean, and the 90 %
 * interval that it has around that: two networks of one RMSE differ in nothing else.
 *
 * Returns: (transfer full): a sheet of four, or of two where there is one side
 */
MixPlot *
mix_figure_new_sides (MixScene *scene, const MixSides *sides, const MixPalette *palette)
{
  MixPlot *plot = mix_plot_new (palette);
  g_autofree char *sentence = mix_comparison_say_verdict (sides->comparison);
  g_autofree char *rows
    = mix_stat_rows_describe (sides->comparison->scores[MIX_SIDE_MODEL]->rows);
  guint n = sides->model[MIX_SIDE_PLAIN] != NULL ? 2 : 1;
  g_auto (Side) first = { 0 };
  g_auto (Side) second = { 0 };
  const Side *side[] = { &first, &second };
  double most = farthest (sides);

  side_init (&first, scene, sides->model[MIX_SIDE_MODEL]);
  if (n == 2)
    side_init (&second, scene, sides->model[MIX_SIDE_PLAIN]);
  mix_plot_set_columns (plot, n);
  for (guint i = 0; i < n; i++)
    mix_plot_take_part (plot, new_fit (scene, sides, (MixSide) i, side[i], palette));
  for (guint i = 0; i < n; i++)
    mix_plot_take_part (plot, new_residuals (scene, sides, (MixSide) i, side[i], most, palette));
  mix_plot_set_title (plot, _ ("Side by side"));
  mix_plot_set_subtitle (plot, rows, FALSE);
  if (!mix_scene_get_accompanied (scene))
    mix_plot_set_note (plot, sentence);
  mix_plot_take_description (plot, g_strdup_printf (_ ("Side by side: %s and %s on the same axes, "
                                                       "%s. %s"),
                                                    sides->name[0],
                                                    n == 2 ? sides->name[1] : _ ("nothing else"),
                                                    rows, sentence));
  return plot;
}

static MixPlot *
say (const MixPalette *palette, const char *title, const char *message)
{
  MixChart *chart = mix_chart_new (palette, title);

  mix_chart_set_message (chart, message);
  return mix_chart_finish (chart);
}

/**
 * mix_sides_of_scene:
 * @sides: (out): the network on show and what it is compared with, borrowed from the scene
 *
 * Returns: FALSE where there is nothing to compare yet
 */
gboolean
mix_sides_of_scene (MixScene *scene, MixSides *sides)
{
  const MixComparison *comparison = mix_scene_get_comparison (scene);
  const char *const kinds[] = { _ ("Mixture density network"), _ ("Plain network") };
  const char *const briefly[] = { _ ("Mixture"), _ ("Plain") };

  *sides = (MixSides){ .comparison = comparison };
  if (comparison == NULL)
    return FALSE;
  sides->model[MIX_SIDE_MODEL] = mix_scene_get_snapshot (scene)->model;
  sides->model[MIX_SIDE_PLAIN] = mix_scene_get_other (scene);
  for (guint i = 0; i < 2; i++)
    {
      sides->name[i] = sides->brief[i] = mix_scene_get_side_name (scene, (MixSide) i);
      if (sides->name[i] != NULL || sides->model[i] == NULL)
        continue;
      guint kind = mix_model_get_spec (sides->model[i])->head == MIX_HEAD_POINT ? 1 : 0;
      sides->name[i] = kinds[kind];
      sides->brief[i] = briefly[kind];
    }
  return TRUE;
}

static MixPlot *
build (MixScene *scene, const MixPalette *palette, const char *title, gboolean scores)
{
  const char *missing = mix_figure_missing (scene);
  MixSides sides;

  if (missing != NULL || !mix_sides_of_scene (scene, &sides))
    return say (palette, title, missing != NULL ? missing : _ ("There are no outcomes to judge by"));
  return scores ? mix_figure_new_scores (&sides, palette)
                : mix_figure_new_sides (scene, &sides, palette);
}

MixPlot *
mix_figure_build_sides (MixScene *scene, const MixPalette *palette)
{
  return build (scene, palette, _ ("Side by side"), FALSE);
}

MixPlot *
mix_figure_build_scores (MixScene *scene, const MixPalette *palette)
{
  return build (scene, palette, _ ("Scores"), TRUE);
}

/* A row for every judged row: what came out, and what both sides forecast. */
MixDataset *
mix_figure_table_sides (MixScene *scene)
{
  static const char *const names[]
    = { "row", "x", "outcome", "model_mean", "model_low", "model_high", "other_mean", "other_low",
        "other_high" };
  const MixComparison *c = mix_scene_get_comparison (scene);
  MixDesign *design = mix_scene_get_design (scene);
  guint feature = mix_scene_get_x_feature (scene);
  guint n_columns = c->scores[MIX_SIDE_PLAIN] != NULL ? 9 : 6;
  gsize n = c->scores[MIX_SIDE_MODEL]->n;
  MixColumn *columns = g_new0 (MixColumn, n_columns);

  for (guint i = 0; i < n_columns; i++)
    columns[i] = (MixColumn){ .name = g_strdup (i == 1 ? mix_design_get_feature_label (design, feature)
                                                       : names[i]),
                              .values = g_new (double, n),
                              .time = i == 0   ? MIX_TIME_NONE
                                      : i == 1 ? mix_design_get_feature_time (design, feature)
                                               : mix_design_get_target_time (design),
                              .as_dates = TRUE };
  for (gsize i = 0; i < n; i++)
    {
      guint32 row = c->scores[MIX_SIDE_MODEL]->rows->rows[i];
      columns[0].values[i] = (double) mix_design_source_row (design, row) + 1;
      columns[1].values[i] = mix_design_get_x (design, row, feature);
      columns[2].values[i] = c->scores[MIX_SIDE_MODEL]->score[i].y;
      for (guint side = 0; 3 + 3 * side < n_columns; side++)
        {
          const MixRowScore *score = &c->scores[side]->score[i];
          columns[3 + 3 * side].values[i] = score->mean;
          columns[4 + 3 * side].values[i] = score->low[LEVEL];
          columns[5 + 3 * side].values[i] = score->high[LEVEL];
        }
    }
  return mix_dataset_new (_ ("Side by side"), n, columns, n_columns);
}
