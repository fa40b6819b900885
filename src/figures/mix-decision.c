/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-decision.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "mix-chart.h"
#include "mix-scene-private.h"

static void
line_free (gpointer data)
{
  MixDecisionLine *line = data;

  g_free (line->label);
  g_free (line->best);
  g_free (line->forecast);
  g_free (line);
}

static char *
format (const char *how, double value)
{
  g_autofree char *text = g_strdup_printf (how, value);

  return mix_chart_with_minus (text);
}

/* how: a printf format of one double for both. */
static void
add (GPtrArray *lines, const char *label, const char *how, double best, double forecast)
{
  MixDecisionLine *line = g_new0 (MixDecisionLine, 1);

  line->label = g_strdup (label);
  line->best = format (how, best);
  line->forecast = isfinite (forecast) ? format (how, forecast) : NULL;
  g_ptr_array_add (lines, line);
}

static void
add_plans (GPtrArray *lines, const MixStock *stock, const MixMixture *demand, double forecast,
           gboolean is_service)
{
  double sign = stock->margin > 0 ? 1 : -1, order = mix_stock_order (stock, demand);
  MixStockPlan best, other;

  mix_stock_plan (stock, demand, order, &best);
  mix_stock_plan (stock, demand, forecast, &other);
  add (lines, _ ("Stock"), "%.5g", order, forecast);
  add (lines, _ ("Runs out with"), "%.1f %%", 100 * best.p_stockout, 100 * other.p_stockout);
  add (lines, _ ("Expected lost sales"), "%.4g", best.lost, other.lost);
  add (lines, _ ("Expected left over"), "%.4g", best.left_over, other.left_over);
  if (is_service)
    return;
  add (lines, stock->margin > 0 ? _ ("Expected profit") : _ ("Expected cost"), "%.5g",
       sign * best.expected, sign * other.expected);
  add (lines, _ ("Loses against the best"), "%.4g", 0,
       mix_stock_regret (stock, demand, forecast));
}

/**
 * mix_decision_list:
 *
 * Returns: (transfer full) (nullable): the critical ratio, and what comes of the best order and of
 *   the plain network's number; NULL before training
 */
GPtrArray *
mix_decision_list (MixScene *scene, gboolean is_service)
{
  const MixSlice *slice = mix_scene_get_slice (scene);
  MixStock stock = mix_scene_get_stock (scene);

  if (slice == NULL)
    return NULL;
  GPtrArray *lines = g_ptr_array_new_with_free_func (line_free);
  double forecast = mix_stock_clamp (&stock, slice->has_plain ? slice->plain : slice->mean);
  add (lines, _ ("Critical ratio"), "%.1f %%", 100 * mix_stock_ratio (&stock), (double) NAN);
  add_plans (lines, &stock, &slice->mixture, forecast, is_service);
  return lines;
}

static void
add_answer (GPtrArray *lines, char *label, const char *how, double value)
{
  g_autofree char *named = label, *shown = mix_chart_with_minus (label);

  if (isfinite (value))
    add (lines, shown, how, value, (double) NAN);
}

GPtrArray *
mix_decision_list_risk (MixScene *scene)
{
  const MixSlice *slice = mix_scene_get_slice (scene);
  MixRisk risk = mix_scene_get_risk (scene);
  MixRiskAnswer answer;

  if (slice == NULL)
    return NULL;
  GPtrArray *lines = g_ptr_array_new_with_free_func (line_free);
  mix_risk_answer (&risk, &slice->mixture, &answer);
  add_answer (lines, g_strdup_printf (_ ("P(y > %.5g)"), risk.above), "%.2f %%",
              100 * answer.p_above);
  add_answer (lines, g_strdup_printf (_ ("P(%.5g < y < %.5g)"), risk.low, risk.high), "%.2f %%",
              100 * answer.p_between);
  add_answer (lines, g_strdup_printf (_ ("Value at risk, %.4g %%"), 100 * risk.level), "%.5g",
              answer.value_at_risk);
  add_answer (lines, g_strdup (_ ("Expected shortfall")), "%.5g", answer.expected_shortfall);
  return lines;
}
