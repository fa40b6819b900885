/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-figure-diagnostics.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "mix-figure-private.h"

/**
 * mix_figure_new_losses:
 *
 * @picked: a row of the design that is marked, or −1
 *
 * The NLL of every row along the feature, and the rows that cost most by their number.
 */
MixPlot *
mix_figure_new_losses (const MixDiagnostics *d, MixDesign *design, gssize picked,
                       const MixPalette *palette)
{
  MixChart *chart = mix_figure_start_diagnosis (d, palette, _ ("Losses"), _ ("high rows were not expected"),
                           mix_diagnostics_say_worst (d));
  gsize n = d->scores->n, every = MAX (n / 2000, 1);
  g_autofree MixPoint *points = g_new0 (MixPoint, n / every + 1);
  double low = HUGE_VAL, high = -HUGE_VAL, x_low, x_high;
  guint n_points = 0;

  mix_design_feature_range (design, d->feature, &x_low, &x_high);
  for (gsize i = 0; i < n; i++)
    {
      low = MIN (low, d->scores->score[i].nll);
      high = MAX (high, d->scores->score[i].nll);
    }
  for (gsize i = 0; i < n; i += every)
    points[n_points++]
      = (MixPoint){ .x = mix_design_get_x (design, d->scores->rows->rows[i], d->feature),
                    .y = d->scores->score[i].nll,
                    .rgb = mix_color_to_rgb (&palette->rows) };
  mix_range_round_out (&low, &high, 0.06);
  mix_chart_set_x (chart, x_low - 0.03 * (x_high - x_low), x_high + 0.03 * (x_high - x_low),
                   mix_design_get_feature_label (design, d->feature));
  mix_chart_set_times (chart, mix_design_get_feature_time (design, d->feature), MIX_TIME_NONE);
  high += 0.1 * (high - low); /* for the words */
  mix_chart_set_y (chart, low, high);
  g_autoptr (MixCloud) cloud = mix_cloud_new (points, n_points, palette->rows_alpha, 2);
  mix_chart_take_layer (chart, mix_layer_points_new (cloud));
  for (guint i = 0; i < d->n_worst; i++)
    {
      guint32 row = d->scores->rows->rows[d->worst[i]];
      double x = mix_design_get_x (design, row, d->feature);
      double nll = d->scores->score[d->worst[i]].nll;
      g_autofree char *name = mix_dataset_name_row (mix_design_get_dataset (design),
                                                    mix_design_source_row (design, row));

      mix_chart_add_point (chart, x, nll, nll, nll, &palette->selection, (gssize) row != picked);
      if (picked >= 0 ? (gssize) row == picked : i < 3)
        mix_chart_add_word (chart, x, nll, x > 0.5 * (x_low + x_high) ? 1 : 0, 0,
                            &palette->selection, name);
    }
  mix_chart_add_word (chart, x_low, high, 0, 10, &palette->axis_text, _ ("↑ NLL of a row"));
  return mix_chart_finish (chart);
}

MixPlot *
mix_figure_build_losses (MixScene *scene, const MixPalette *palette)
{
  const MixDiagnostics *d = mix_scene_get_diagnostics (scene);

  if (d == NULL)
    return mix_figure_build_diagnosis (scene, palette, _ ("Losses"), NULL);
  return mix_figure_new_losses (d, mix_scene_get_design (scene), mix_scene_get_picked (scene),
                                palette);
}
