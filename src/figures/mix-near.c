/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-near.h"

#include <math.h>

#define MOST_LOOKED_AT 200000

/**
 * mix_near_count:
 * @half: how far a row may be from x0, as a share of the x axis without zoom; HUGE_VAL for all rows
 * @near: (out): the histogram over what the y axis shows; the density integrates to 1 where it
 *   shows all rows
 */
void
mix_near_count (MixScene *scene, double half, MixNear *near)
{
  MixDesign *design = mix_scene_get_design (scene);
  gsize n_rows = mix_design_get_n_rows (design), step = 1 + n_rows / MOST_LOOKED_AT;
  guint feature = mix_scene_get_x_feature (scene);
  double x0 = mix_scene_get_x0 (scene), low, high;
  MixSpan all;

  mix_scene_get_all_x (scene, &all);
  mix_scene_get_y_range (scene, &low, &high);
  *near = (MixNear){ .low = low, .width = (high - low) / MIX_NEAR_BINS };
  near->reach = isfinite (half) ? half * (all.high - all.low) : half;
  for (gsize row = 0; row < n_rows; row += step)
    {
      if (isfinite (near->reach)
          && !(fabs (mix_design_get_x (design, row, feature) - x0) <= near->reach))
        continue;
      near->n_rows++;
      double bin = floor ((mix_design_get_y (design, row) - low) / near->width);
      if (bin >= 0 && bin < MIX_NEAR_BINS)
        near->density[(guint) bin] += 1;
    }
  for (guint i = 0; i < MIX_NEAR_BINS && near->n_rows > 0; i++)
    near->density[i] /= (double) near->n_rows * near->width;
  near->n_rows *= step;
}
