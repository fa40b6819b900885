/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-figure-decide.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "mix-amount.h"
#include "mix-chart.h"
#include "mix-figure-private.h"

#define N_CURVE 401

/* The orders that anybody would think of. */
static void
order_range (const MixDecision *decision, double *low, double *high)
{
  const MixStock *stock = decision->stock;
  double best = mix_stock_order (stock, decision->demand);
  double forecast = mix_stock_clamp (stock, decision->forecast);

  *low = mix_stock_clamp (stock, mix_mixture_quantile (decision->demand, 0.002));
  *high = mix_stock_clamp (stock, mix_mixture_quantile (decision->demand, 0.998));
  *low = MIN (*low, MIN (best, forecast));
  *high = MAX (*high, MAX (best, forecast));
  if (!(*high > *low))
    *high = *low + 1;
}

/* With costs alone, what is earned is below 0. */
static gboolean
has_profit (const MixDecision *decision)
{
  return decision->stock->margin > 0;
}

/**
 * mix_decision_format:
 *
 * Returns: (transfer full): an amount of what is decided about, or the date that it is
 */
char *
mix_decision_format (const MixDecision *decision, double amount)
{
  MixNumberStyle style = mix_amount_style (decision->time, decision->demand);

  return mix_amount_format (amount, 4, &style);
}

/**
 * mix_decision_say:
 *
 * Returns: (transfer full): the best order, what it earns, and what the forecast loses
 */
char *
mix_decision_say (const MixDecision *decision)
{
  const MixStock *stock = decision->stock;
  double order = mix_stock_order (stock, decision->demand), expected;
  double forecast = mix_stock_clamp (stock, decision->forecast);
  double loss = mix_stock_regret (stock, decision->demand, forecast);
  double p_out = mix_mixture_survival (decision->demand, order);

  g_autofree char *best = mix_decision_format (decision, order);
  g_autofree char *other = mix_decision_format (decision, forecast);

  expected = mix_stock_expected (stock, decision->demand, order);
  return has_profit (decision)
           ? g_strdup_printf (_ ("Order %s, the %.1f %% quantile: it earns %.4g on average and runs "
                                 "out with %.0f %%. To order the forecast, %s, costs %.3g."),
                              best, 100 * mix_stock_ratio (stock), expected, 100 * p_out, other, loss)
           : g_strdup_printf (_ ("Order %s, the %.1f %% quantile: it costs %.4g on average and runs "
                                 "out with %.0f %%. To order the forecast, %s, costs %.3g more."),
                              best, 100 * mix_stock_ratio (stock), -expected, 100 * p_out, other,
                              loss);
}

static MixChart *
start (const MixDecision *decision, const MixPalette *palette, const char *title,
       const char *reading)
{
  MixChart *chart = mix_chart_new (palette, title);
  g_autofree char *sentence = mix_decision_say (decision);
  g_autofree char *words = g_strdup_printf ("%s, %s", reading, decision->where);

  mix_chart_set_words (chart, words, sentence);
  return chart;
}

/* An order, with its word on the side where the other one is not. */
static void
mark_order (MixChart *chart, const MixDecision *decision, double order, double other,
            const char *word, const MixColor *color, gboolean ring)
{
  double expected = mix_stock_expected (decision->stock, decision->demand, order);

  mix_chart_add_line (chart, order, -HUGE_VAL, order, expected, color, 1.5, TRUE);
  mix_chart_add_point (chart, order, expected, expected, expected, color, ring);
  mix_chart_add_label (chart, order, expected, expected, other > order ? 1 : 0, -12, color, word);
}

/**
 * mix_figure_new_profit:
 *
 * What an order earns on average, against the order; its top is the quantile at the critical ratio.
 */
MixPlot *
mix_figure_new_profit (const MixDecision *decision, const MixPalette *palette)
{
  MixChart *chart
    = start (decision, palette, has_profit (decision) ? _ ("Expected profit") : _ ("Expected cost"),
             _ ("the top is the best order"));
  double low, high, least = HUGE_VAL, most = -HUGE_VAL, order[N_CURVE], expected[N_CURVE];
  MixLineStyle line = { .color = palette->mean, .width = 2.5 };
  double best = mix_stock_order (decision->stock, decision->demand);
  g_autofree char *best_text = mix_decision_format (decision, best);
  g_autofree char *best_word = g_strdup_printf (_ ("best order %s"), best_text);
  double forecast = mix_stock_clamp (decision->stock, decision->forecast);
  g_autofree char *forecast_text = mix_decision_format (decision, forecast);
  g_autofree char *forecast_word = g_strdup_printf (_ ("forecast %s"), forecast_text);

  order_range (decision, &low, &high);
  for (guint i = 0; i < N_CURVE; i++)
    {
      order[i] = low + (high - low) * i / (N_CURVE - 1);
      expected[i] = mix_stock_expected (decision->stock, decision->demand, order[i]);
      least = MIN (least, expected[i]);
      most = MAX (most, expected[i]);
    }
  mix_chart_set_x (chart, low, high, decision->name);
  mix_chart_set_times (chart, decision->time, MIX_TIME_NONE);
  mix_chart_set_y (chart, least - 0.04 * (most - least), most + 0.12 * (most - least));
  mix_chart_add_curve (chart, order, expected, N_CURVE, &line);
  mark_order (chart, decision, forecast, best, forecast_word, &palette->axis_text, TRUE);
  mark_order (chart, decision, best, forecast, best_word, &palette->selection, FALSE);
  return mix_chart_finish (chart);
}

/* P(at least this much is earned), along amounts. */
static void
fill_survival (const MixDecision *decision, double order, const double *amount, double *p)
{
  for (guint i = 0; i < N_CURVE; i++)
    {
      double below = nextafter (amount[i], -HUGE_VAL);
      p[i] = 1 - mix_stock_cdf (decision->stock, decision->demand, order, below);
    }
}

/* A word at the step where no more can be earned, on the side where the other's is not. */
static void
mark_best_case (MixChart *chart, const MixDecision *decision, double order, double other,
                const char *word, const MixColor *color)
{
  double most = mix_stock_best_case (decision->stock, order);
  double other_most = mix_stock_best_case (decision->stock, other);

  mix_chart_add_label (chart, most, 0, mix_mixture_survival (decision->demand, order),
                       other_most > most ? 1 : 0, -8, color, word);
}

/**
 * mix_figure_new_outcomes:
 *
 * How probable it is to earn at least an amount, with the best order and with the forecast.
 */
MixPlot *
mix_figure_new_outcomes (const MixDecision *decision, const MixPalette *palette)
{
  MixChart *chart = start (decision, palette,
                           has_profit (decision) ? _ ("Profit") : _ ("Cost, below 0"),
                           _ ("the probability of at least so much"));
  const MixStock *stock = decision->stock;
  double best = mix_stock_order (stock, decision->demand);
  double forecast = mix_stock_clamp (stock, decision->forecast);
  double amount[N_CURVE], p[N_CURVE];
  MixLineStyle line = { .color = palette->selection, .width = 2.5 };
  MixLineStyle plain = mix_figure_plain_style (palette);
  double low = MIN (mix_stock_quantile (stock, decision->demand, best, 0.005),
                    mix_stock_quantile (stock, decision->demand, forecast, 0.005));
  double high
    = MAX (mix_stock_best_case (stock, best), mix_stock_best_case (stock, forecast));
  double room = high > low ? 0.05 * (high - low) : 1;

  low -= room;
  high += 5 * room; /* for the words */
  for (guint i = 0; i < N_CURVE; i++)
    amount[i] = low + (high - low) * i / (N_CURVE - 1);
  mix_chart_set_x (chart, low, high, has_profit (decision) ? _ ("profit") : _ ("minus the cost"));
  mix_chart_set_y (chart, 0, 1.04);
  fill_survival (decision, forecast, amount, p);
  mix_chart_add_curve (chart, amount, p, N_CURVE, &plain);
  fill_survival (decision, best, amount, p);
  mix_chart_add_curve (chart, amount, p, N_CURVE, &line);
  if (low < 0 && high > 0)
    mix_chart_add_line (chart, 0, 0, 0, 1, &palette->text, 1, TRUE);
  mark_best_case (chart, decision, best, forecast, _ ("best order"), &palette->selection);
  mark_best_case (chart, decision, forecast, best, _ ("forecast"), &palette->axis_text);
  return mix_chart_finish (chart);
}

/**
 * mix_figure_build_decision:
 * @make: makes the figure of what is decided at the scene's x0
 *
 * Returns: (transfer full): that figure, or one that says what is missing
 */
MixPlot *
mix_figure_build_decision (MixScene *scene, const MixPalette *palette, const char *title,
                           MixDecisionFunc make)
{
  const char *missing = mix_figure_missing (scene);

  if (missing != NULL)
    {
      MixChart *chart = mix_chart_new (palette, title);
      mix_chart_set_message (chart, missing);
      return mix_chart_finish (chart);
    }
  const MixSlice *slice = mix_scene_get_slice (scene);
  MixStock stock = mix_scene_get_stock (scene);
  MixRisk risk = mix_scene_get_risk (scene);
  g_autofree char *x_name = mix_figure_x_name (scene, 24);
  g_autofree char *name = mix_figure_y_name (scene, 24);
  g_autofree char *where = mix_figure_x0_text (scene, x_name);
  MixDecision decision = { .stock = &stock,
                           .demand = &slice->mixture,
                           .risk = &risk,
                           .forecast = slice->has_plain ? slice->plain : slice->mean,
                           .name = name,
                           .time = mix_figure_y_time (scene),
                           .where = where };
  return make (&decision, palette);
}

MixPlot *
mix_figure_build_profit (MixScene *scene, const MixPalette *palette)
{
  return mix_figure_build_decision (scene, palette, _ ("Expected profit"), mix_figure_new_profit);
}

MixPlot *
mix_figure_build_outcomes (MixScene *scene, const MixPalette *palette)
{
  return mix_figure_build_decision (scene, palette, _ ("Profit"), mix_figure_new_outcomes);
}
