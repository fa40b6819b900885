/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-figure-diagnostics.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "mix-figure-private.h"

#define LEVEL 2 /* of mix_coverage_levels: 90 % */
#define N_BINS 24

static double
width_of (const MixDiagnostics *d, gsize i)
{
  return d->scores->score[i].high[LEVEL] - d->scores->score[i].low[LEVEL];
}

/**
 * mix_figure_new_sharpness:
 *
 * How wide the 90 % intervals of the rows are (Gneiting, Balabdaoui & Raftery, 2007: as sharp as
 * can be, subject to calibration).
 */
MixPlot *
mix_figure_new_sharpness (const MixDiagnostics *d, MixDesign *design, const MixPalette *palette)
{
  MixChart *chart
    = mix_figure_start_diagnosis (d, palette, _ ("Sharpness"), _ ("to the left is sharper"),
                                  mix_diagnostics_say_sharpness (d));
  double mean = d->estimate[MIX_STATISTIC_WIDTH_90].value, widest = 0, most = 0;
  gsize counts[N_BINS] = { 0 };

  for (gsize i = 0; i < d->scores->n; i++)
    widest = MAX (widest, width_of (d, i));
  widest = widest > 0 ? widest * 1.02 : 1;
  for (gsize i = 0; i < d->scores->n; i++)
    most = MAX (most, (double) ++counts[mix_pit_bin (width_of (d, i) / widest, N_BINS)]);
  mix_chart_set_x (chart, 0, widest, _ ("width"));
  mix_chart_set_y (chart, 0, 1.16 * most);
  for (guint i = 0; i < N_BINS; i++)
    mix_chart_add_bar (chart, widest * (i + 0.06) / N_BINS, widest * (i + 0.94) / N_BINS, 0,
                       (double) counts[i], &palette->selection, 0.5);
  mix_chart_add_line (chart, mean, 0, mean, 1.16 * most, &palette->text, 1.5, TRUE);
  mix_chart_add_word (chart, mean, 1.16 * most, mean > widest / 2 ? 1 : 0, 8, &palette->axis_text,
                      _ ("mean of the 90 % intervals"));
  return mix_chart_finish (chart);
}

MixPlot *
mix_figure_build_sharpness (MixScene *scene, const MixPalette *palette)
{
  return mix_figure_build_diagnosis (scene, palette, _ ("Sharpness"), mix_figure_new_sharpness);
}
