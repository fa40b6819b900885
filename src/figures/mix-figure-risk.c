/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include <glib/gi18n-lib.h>

#include "mix-chart.h"
#include "mix-figure-decide.h"
#include "mix-figure-private.h"

#define N_CURVE 401
#define CUT 0.0005 /* of either tail, that is not drawn */

/* Heights in highest densities: the words at the ends of the lines are over the density, and one
 * over the other. */
#define TOP_OF_AXIS 1.36
#define TOP_OF_VALUE 1.12
#define TOP_OF_SHORTFALL 1.29
#define TOP_OF_THRESHOLD 0.82

typedef struct
{
  double y[N_CURVE], density[N_CURVE], zero[N_CURVE];
  double low, high, most;
} Curve;

static void
fill_curve (Curve *curve, const MixDecision *decision)
{
  const MixRisk *risk = decision->risk;
  const double asked[] = { risk->above, risk->low, risk->high };

  *curve = (Curve){ .low = mix_mixture_quantile (decision->demand, CUT),
                    .high = mix_mixture_quantile (decision->demand, 1 - CUT) };
  double width = curve->high - curve->low;
  for (guint i = 0; i < G_N_ELEMENTS (asked); i++)
    if (isfinite (asked[i]) && asked[i] > curve->low - width && asked[i] < curve->high + width)
      {
        curve->low = MIN (curve->low, asked[i]);
        curve->high = MAX (curve->high, asked[i]);
      }
  if (mix_range_is_degenerate (curve->low, curve->high))
    mix_range_widen (&curve->low, &curve->high);
  for (guint i = 0; i < N_CURVE; i++)
    {
      curve->y[i] = curve->low + (curve->high - curve->low) * i / (N_CURVE - 1);
      curve->density[i] = exp (mix_mixture_log_density (decision->demand, curve->y[i]));
      curve->most = MAX (curve->most, curve->density[i]);
    }
}

/* What lies between two outcomes, shaded under the curve. */
static void
shade (MixChart *chart, const Curve *curve, double from, double to, const MixColor *color,
       double alpha)
{
  MixAreaStyle area = { .color = *color, .alpha = alpha, .pattern = -1 };
  guint first = 0, n = 0;

  for (guint i = 0; i < N_CURVE; i++)
    if (curve->y[i] >= from && curve->y[i] <= to)
      {
        first = n == 0 ? i : first;
        n++;
      }
  if (n > 1)
    mix_chart_take_layer (chart, mix_layer_area_new (MIX_ALONG_X, curve->y + first, curve->zero,
                                                     curve->density + first, NULL, n, &area));
}

static void
say_tail (GString *text, const MixDecision *decision, const MixRiskAnswer *answer)
{
  double level = decision->risk->level;
  g_autofree char *at = mix_decision_format (decision, answer->value_at_risk);
  g_autofree char *beyond = mix_decision_format (decision, answer->expected_shortfall);

  g_string_append_printf (text,
                          level < 0.5 ? _ ("With %.3g %% it is below %s, and then %s on average.")
                                      : _ ("With %.3g %% it is above %s, and then %s on average."),
                          100 * (level < 0.5 ? level : 1 - level), at, beyond);
}

static char *
say_risk (const MixDecision *decision, const MixRiskAnswer *answer)
{
  const MixRisk *risk = decision->risk;
  g_autofree char *above = mix_decision_format (decision, risk->above);
  g_autofree char *low = mix_decision_format (decision, risk->low);
  g_autofree char *high = mix_decision_format (decision, risk->high);
  GString *text = g_string_new (NULL);

  if (isfinite (answer->value_at_risk))
    say_tail (text, decision, answer);
  if (isfinite (answer->p_above))
    g_string_append_printf (text, _ (" P(y > %s) = %.2f %%."), above, 100 * answer->p_above);
  if (isfinite (answer->p_between))
    g_string_append_printf (text, _ (" P(%s < y < %s) = %.2f %%."), low, high,
                            100 * answer->p_between);
  return g_string_free (text, FALSE);
}

/* A line up from y, and a word at its end, where there is room to the right of it or, with left, to
 * the left. */
static void
mark (MixChart *chart, const Curve *curve, double y, double share, gboolean left, const char *word,
      const MixColor *color)
{
  double top = share * curve->most;

  if (!(y >= curve->low && y <= curve->high))
    return;
  mix_chart_add_line (chart, y, 0, y, top, color, 1.75, TRUE);
  mix_chart_add_label (chart, y, 0, top, left ? 1 : 0, 0, color, word);
}

/**
 * mix_figure_new_risk:
 *
 * The density at x0 with the tail beyond the value at risk shaded, and what else was asked for.
 */
MixPlot *
mix_figure_new_risk (const MixDecision *decision, const MixPalette *palette)
{
  MixChart *chart = mix_chart_new (palette, _ ("Risk"));
  const MixRisk *risk = decision->risk;
  MixLineStyle line = { .color = palette->total, .width = 2.25 };
  g_autofree Curve *curve = g_new (Curve, 1);
  gboolean lower = risk->level < 0.5;
  MixRiskAnswer answer;

  mix_risk_answer (risk, decision->demand, &answer);
  fill_curve (curve, decision);
  g_autofree char *sentence = say_risk (decision, &answer);
  g_autofree char *words
    = g_strdup_printf (_ ("the density of %s, %s"), decision->name, decision->where);
  mix_chart_set_words (chart, words, sentence);
  mix_chart_set_x (chart, curve->low, curve->high, decision->name);
  mix_chart_set_times (chart, decision->time, MIX_TIME_NONE);
  mix_chart_set_y (chart, 0, TOP_OF_AXIS * curve->most);
  if (isfinite (answer.p_between))
    shade (chart, curve, risk->low, risk->high, &palette->axis_text, 0.25);
  if (isfinite (answer.p_above))
    shade (chart, curve, risk->above, HUGE_VAL, &palette->mean, 0.22);
  shade (chart, curve, lower ? -HUGE_VAL : answer.value_at_risk,
         lower ? answer.value_at_risk : HUGE_VAL, &palette->selection, 0.55);
  mix_chart_add_curve (chart, curve->y, curve->density, N_CURVE, &line);
  mark (chart, curve, answer.value_at_risk, TOP_OF_VALUE, !lower, _ ("value at risk"),
        &palette->selection);
  mark (chart, curve, answer.expected_shortfall, TOP_OF_SHORTFALL, !lower,
        _ ("expected shortfall"), &palette->selection);
  if (isfinite (answer.p_above))
    mark (chart, curve, risk->above, TOP_OF_THRESHOLD, TRUE, _ ("t"), &palette->text);
  return mix_chart_finish (chart);
}

MixPlot *
mix_figure_build_risk (MixScene *scene, const MixPalette *palette)
{
  return mix_figure_build_decision (scene, palette, _ ("Risk"), mix_figure_new_risk);
}
