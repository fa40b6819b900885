/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-decision.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "mix-amount.h"
#include "mix-chart.h"
#include "mix-figure-private.h"
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

  return mix_chart_typeset (text);
}

/* how: a printf format of one double for both. */
static void
add (GPtrArray *lines, const char *label, const char *how, double best, double forecast)
{
  MixDecisionLine *line = g_new0 (MixDecisionLine, 1);

  line->label = mix_chart_typeset (label);
  line->best = format (how, best);
  line->forecast = isfinite (forecast) ? format (how, forecast) : NULL;
  g_ptr_array_add (lines, line);
}

typedef char *(*FormatFunc) (double value, int digits, const MixNumberStyle *style);

/* Of the target: an amount, or how far two are apart. */
static void
add_amount (GPtrArray *lines, const char *label, FormatFunc how, int digits,
            const MixNumberStyle *style, double best, double forecast)
{
  MixDecisionLine *line = g_new0 (MixDecisionLine, 1);
  g_autofree char *first = how (best, digits, style);
  g_autofree char *second = isfinite (forecast) ? how (forecast, digits, style) : NULL;

  line->label = mix_chart_typeset (label);
  line->best = mix_chart_typeset (first);
  line->forecast = second != NULL ? mix_chart_typeset (second) : NULL;
  g_ptr_array_add (lines, line);
}

static void
add_plans (GPtrArray *lines, const MixStock *stock, const MixMixture *demand,
           const MixNumberStyle *style, double forecast, gboolean is_service)
{
  double sign = stock->margin > 0 ? 1 : -1, order = mix_stock_order (stock, demand);
  MixStockPlan best, other;

  mix_stock_plan (stock, demand, order, &best);
  mix_stock_plan (stock, demand, forecast, &other);
  add_amount (lines, _ ("Stock"), mix_amount_format, 5, style, order, forecast);
  add (lines, _ ("Runs out with"), "%.1f %%", 100 * best.p_stockout, 100 * other.p_stockout);
  add_amount (lines, _ ("Expected lost sales"), mix_amount_format_length, 4, style, best.lost,
              other.lost);
  add_amount (lines, _ ("Expected left over"), mix_amount_format_length, 4, style, best.left_over,
              other.left_over);
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
  MixNumberStyle style = mix_amount_style (mix_figure_y_time (scene), &slice->mixture);
  add_plans (lines, &stock, &slice->mixture, &style, forecast, is_service);
  return lines;
}

/* label: taken over */
static void
add_share (GPtrArray *lines, char *label, double share)
{
  g_autofree char *named = label;

  if (isfinite (share))
    add (lines, named, "%.2f %%", 100 * share, (double) NAN);
}

/* A name with an amount in it says "5" or "3 Apr 2020". */
static void
add_shares (GPtrArray *lines, const MixRisk *risk, const MixRiskAnswer *answer,
            const MixNumberStyle *style)
{
  g_autofree char *above = mix_amount_format (risk->above, 5, style);
  g_autofree char *low = mix_amount_format (risk->low, 5, style);
  g_autofree char *high = mix_amount_format (risk->high, 5, style);

  add_share (lines, g_strdup_printf (_ ("P(y > %s)"), above), answer->p_above);
  add_share (lines, g_strdup_printf (_ ("P(%s < y < %s)"), low, high), answer->p_between);
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
  MixNumberStyle style = mix_amount_style (mix_figure_y_time (scene), &slice->mixture);
  g_autofree char *level = g_strdup_printf (_ ("Value at risk, %.4g %%"), 100 * risk.level);
  mix_risk_answer (&risk, &slice->mixture, &answer);
  add_shares (lines, &risk, &answer, &style);
  if (isfinite (answer.value_at_risk))
    add_amount (lines, level, mix_amount_format, 5, &style, answer.value_at_risk, (double) NAN);
  if (isfinite (answer.expected_shortfall))
    add_amount (lines, _ ("Expected shortfall"), mix_amount_format, 5, &style,
                answer.expected_shortfall, (double) NAN);
  return lines;
}
