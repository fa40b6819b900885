/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-figure.h"

#include <glib/gi18n-lib.h>

#include "mix-figure-compare.h"
#include "mix-figure-decide.h"
#include "mix-figure-diagnostics.h"
#include "mix-figure-private.h"
#include "mix-figure-sides.h"
#include "mix-figure-stats-table.h"
#include "mix-scene-rows.h"

const MixFigure mix_figures[] = {
  { "fit", N_ ("Fit"),
    N_ ("The rows with every component’s mean and σ bands, the mixture’s mean and the plain "
        "network"),
    mix_figure_build_fit },
  { "mixing", N_ ("Mixing"), N_ ("The mixing coefficients π along x, stacked"),
    mix_figure_build_mixing },
  { "slice", N_ ("Slice"), N_ ("The whole predicted distribution at one x, with its components"),
    mix_figure_build_slice },
  { "loss", N_ ("Loss"),
    N_ ("Training and validation loss of both networks against the best possible"),
    mix_figure_build_loss },
  { "sides", N_ ("Side by side"),
    N_ ("The model and its plain network on the same axes and rows: fits above, residuals below"),
    mix_figure_build_sides, mix_figure_table_sides },
  { "scores", N_ ("Scores"),
    N_ ("Every statistic of the model, its plain network and the truth, with standard errors"),
    mix_figure_build_scores, mix_figure_table_comparison },
  { "comparison", N_ ("Coverage of both"),
    N_ ("The coverage of the model and of its plain network along x"), mix_figure_build_comparison,
    mix_figure_table_both },
  { "pit", N_ ("PIT"),
    N_ ("The histogram of F(y) on validation rows, with the band that a flat one leaves to chance"),
    mix_figure_build_pit,
    mix_figure_table_pit },
  { "reliability", N_ ("Reliability"),
    N_ ("The share of outcomes below each predicted quantile"), mix_figure_build_reliability,
    mix_figure_table_reliability },
  { "coverage", N_ ("Coverage"), N_ ("The share of outcomes inside the 90 % interval, along x"),
    mix_figure_build_coverage,
    mix_figure_table_coverage },
  { "residuals", N_ ("Residuals"), N_ ("Residuals against the predicted standard deviation"),
    mix_figure_build_spread,
    mix_figure_table_spread },
  { "quantiles", N_ ("Q–Q"), N_ ("Quantile residuals against a standard normal"),
    mix_figure_build_quantiles,
    mix_figure_table_quantiles },
  { "intervals", N_ ("Intervals"), N_ ("The 90 % intervals of rows sorted by their outcome"),
    mix_figure_build_intervals,
    mix_figure_table_intervals },
  { "sharpness", N_ ("Sharpness"), N_ ("How wide the 90 % intervals of the rows are"),
    mix_figure_build_sharpness, mix_figure_table_sharpness },
  { "losses", N_ ("Losses"), N_ ("The NLL of every row along x, and the ten that cost most"),
    mix_figure_build_losses, mix_figure_table_losses },
  { "usage", N_ ("Component usage"),
    N_ ("The mean weight of every component, and the rows that it answers for"),
    mix_figure_build_usage, mix_figure_table_usage },
  { "variance", N_ ("Variance"),
    N_ ("What an ensemble says that the data scatter, and what its networks disagree about"),
    mix_figure_build_variance,
    mix_figure_table_variance },
  { "profit", N_ ("Expected profit"), N_ ("What any order earns on average at one x, and the best"),
    mix_figure_build_profit,
    mix_figure_table_profit },
  { "outcomes", N_ ("Profit"),
    N_ ("How probable it is to earn at least an amount, with the best order and with the forecast"),
    mix_figure_build_outcomes,
    mix_figure_table_outcomes },
  { "orders", N_ ("Best order"),
    N_ ("The best order against the critical ratio, and where it jumps"), mix_figure_build_orders,
    mix_figure_table_orders },
  { "risk", N_ ("Risk"),
    N_ ("The density at one x with value at risk, expected shortfall and probabilities"),
    mix_figure_build_risk, mix_figure_table_risk },
  { "evidence", N_ ("K by evidence"),
    N_ ("Cross-validated NLL of every K, as choose-components --table writes it"),
    mix_figure_build_evidence, mix_figure_table_evidence },
  { NULL },
};

/**
 * mix_figure_find:
 *
 * Returns: (transfer none) (nullable): the figure of that id
 */
const MixFigure *
mix_figure_find (const char *id)
{
  for (const MixFigure *figure = mix_figures; figure->id != NULL; figure++)
    if (g_strcmp0 (figure->id, id) == 0)
      return figure;
  return NULL;
}

MixPlot *
mix_figure_build (const MixFigure *figure, MixScene *scene, const MixPalette *palette)
{
  g_return_val_if_fail (figure != NULL, NULL);
  MixPlot *plot = figure->build (scene, palette);
  mix_plot_set_focus (plot, mix_scene_get_focus (scene));
  return plot;
}

/**
 * mix_figure_build_thumbnail:
 * @design: whose rows are drawn, the first feature on x
 *
 * Returns: (transfer full): a picture without words, for a menu
 */
MixPlot *
mix_figure_build_thumbnail (MixDesign *design, const MixPalette *palette)
{
  static const MixInsets insets = { 6, 6, 6, 6 };
  MixPlot *plot = mix_plot_new (palette);
  MixAxis x = { 0 }, y = { 0 };
  double low, high;

  g_return_val_if_fail (design != NULL, plot);

  g_autofree char *title = g_strdup (mix_dataset_get_title (mix_design_get_dataset (design)));
  g_autofree char *count = mix_format_count (mix_design_get_n_rows (design));
  mix_plot_set_bare (plot, TRUE);
  mix_plot_set_title (plot, title);
  mix_plot_take_description (plot, g_strdup_printf (_ ("%s: %s rows."), title, count));
  mix_design_feature_range (design, 0, &low, &high);
  mix_scale_init (&x.scale, low, high);
  mix_design_target_range (design, &low, &high);
  mix_scale_init (&y.scale, low, high);
  mix_plot_set_insets (plot, &insets, &insets);
  mix_plot_set_axes (plot, &x, &y);
  if (mix_design_has_target (design))
    {
      g_autoptr (MixCloud) cloud
        = mix_cloud_of_design (design, 0, 300, mix_color_to_rgb (&palette->text), 0.55, 1.1);
      mix_plot_take_layer (plot, mix_layer_points_new (cloud));
    }
  return plot;
}
