/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include <glib/gi18n-lib.h>

#include "mix-chart.h"
#include "mix-figure-decide.h"
#include "mix-figure-private.h"

#define N_CURVE 501
#define STEEP 4.0       /* times the mean slope: where hardly anything comes out */
#define LEAST_JUMP 0.15 /* of the orders from one end to the other */
#define TAIL 0.03       /* of the ratios, at either end, where every quantile is steep */

/* The best order at N_CURVE ratios between 0 and 1. */
static void
fill_orders (const MixDecision *decision, double *ratio, double *order)
{
  for (guint i = 0; i < N_CURVE; i++)
    {
      ratio[i] = 0.005 + 0.99 * i / (N_CURVE - 1);
      order[i]
        = mix_stock_clamp (decision->stock, mix_mixture_quantile (decision->demand, ratio[i]));
    }
}

/**
 * mix_decision_find_jump:
 *
 * Between two branches lies a gap where hardly anything comes out: no ratio makes an order there
 * the best.
 *
 * Returns: whether there is one, the widest
 */
gboolean
mix_decision_find_jump (const MixDecision *decision, MixOrderJump *jump)
{
  double ratio[N_CURVE], order[N_CURVE];

  fill_orders (decision, ratio, order);
  double all = order[N_CURVE - 1] - order[0], steep = STEEP * all / (N_CURVE - 1);
  *jump = (MixOrderJump){ 0 };
  for (guint i = 0; i + 1 < N_CURVE; i++)
    {
      guint from = i;
      while (i + 1 < N_CURVE && order[i + 1] - order[i] > steep)
        i++;
      if (i == from || ratio[from] < TAIL || ratio[i] > 1 - TAIL
          || !(order[i] - order[from] > MAX (LEAST_JUMP * all, jump->high - jump->low)))
        continue;
      *jump = (MixOrderJump){ 0.5 * (ratio[from] + ratio[i]), order[from], order[i] };
    }
  return jump->high > jump->low;
}

static char *
say_jump (const MixDecision *decision, const MixOrderJump *jump)
{
  double ratio = mix_stock_ratio (decision->stock);

  if (!(jump->high > jump->low))
    {
      g_autofree char *order
        = mix_decision_format (decision, mix_stock_order (decision->stock, decision->demand));
      return g_strdup_printf (_ ("The best order rises without a jump; at your ratio, %.1f %%, it is "
                                 "%s."),
                              100 * ratio, order);
    }
  g_autofree char *low = mix_decision_format (decision, jump->low);
  g_autofree char *high = mix_decision_format (decision, jump->high);
  return g_strdup_printf (_ ("As the ratio passes %.0f %%, the weight of the lower branch, the best "
                             "order jumps from %s to %s; yours is %.1f %%."),
                          100 * jump->ratio, low, high, 100 * ratio);
}

/**
 * mix_figure_new_orders:
 *
 * The best order against the critical ratio: the quantile function, with the place of one's own
 * ratio.
 */
MixPlot *
mix_figure_new_orders (const MixDecision *decision, const MixPalette *palette)
{
  MixChart *chart = mix_chart_new (palette, _ ("Best order"));
  double ratio[N_CURVE], order[N_CURVE], low, high;
  MixLineStyle line = { .color = palette->mean, .width = 2.5 };
  MixOrderJump jump;
  double own = mix_stock_ratio (decision->stock);
  double best = mix_stock_order (decision->stock, decision->demand);
  double forecast = mix_stock_clamp (decision->stock, decision->forecast);
  gboolean has_jump = mix_decision_find_jump (decision, &jump);
  g_autofree char *sentence = say_jump (decision, &jump);
  g_autofree char *words
    = g_strdup_printf (_ ("against the critical ratio, %s"), decision->where);
  g_autofree char *best_text = mix_decision_format (decision, best);
  g_autofree char *best_word = g_strdup_printf (_ ("best order %s"), best_text);
  g_autofree char *forecast_text = mix_decision_format (decision, forecast);
  g_autofree char *forecast_word = g_strdup_printf (_ ("forecast %s"), forecast_text);

  fill_orders (decision, ratio, order);
  low = MIN (order[0], forecast);
  high = MAX (order[N_CURVE - 1], forecast);
  mix_range_round_out (&low, &high, 0.05);
  mix_chart_set_words (chart, words, sentence);
  mix_chart_set_x (chart, 0, 1, _ ("critical ratio"));
  mix_chart_set_times (chart, MIX_TIME_NONE, decision->time);
  mix_chart_set_y (chart, low, high);
  if (has_jump)
    mix_chart_add_bar (chart, 0, 1, jump.low, jump.high, &palette->axis_text, 0.13);
  mix_chart_add_curve (chart, ratio, order, N_CURVE, &line);
  mix_chart_add_line (chart, 0, forecast, 1, forecast, &palette->plain, 2, TRUE);
  mix_chart_add_label (chart, 0, forecast, forecast, 0, -10, &palette->axis_text, forecast_word);
  mix_chart_add_line (chart, own, -HUGE_VAL, own, best, &palette->selection, 1.5, TRUE);
  mix_chart_add_point (chart, own, best, best, best, &palette->selection, FALSE);
  mix_chart_add_label (chart, own, best, best, best < forecast || own < 0.5 ? 0 : 1,
                       best < forecast ? 14 : -12, &palette->selection, best_word);
  return mix_chart_finish (chart);
}

MixPlot *
mix_figure_build_orders (MixScene *scene, const MixPalette *palette)
{
  return mix_figure_build_decision (scene, palette, _ ("Best order"), mix_figure_new_orders);
}
