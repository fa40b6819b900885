/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-marginal.h"

#include <math.h>

#include "mix-figure-private.h"

#define MOST_ROWS 500 /* that the network is asked about */
#define GAP 6.0       /* between the strip and the axes, design pixels */
#define DEPTH 52.0    /* of the strip */

double
mix_marginal_room (const MixScene *scene)
{
  return mix_scene_shows (scene, MIX_SHOW_MARGINAL) ? MIX_MARGINAL_ROOM : 0;
}

/* The slower way, which knows of transforms. */
static void
add_mixtures (MixMarginal *marginal, const MixModel *model, gsize n, const double *pi,
              const double *mu, const double *sigma)
{
  gsize k = mix_model_get_components (model);

  for (gsize i = 0; i < n; i++)
    {
      MixMixture m = mix_model_mixture (model, pi + i * k, mu + i * k, sigma + i * k);
      for (guint p = 0; p < MIX_N_MARGINAL; p++)
        marginal->model[p]
          += mix_mixture_density (&m, marginal->low + p * marginal->step) / (double) n;
    }
}

/* The mean of the predicted densities over rows that are spread over the table. */
static void
add_model (MixMarginal *marginal, MixScene *scene)
{
  MixDesign *design = mix_scene_get_design (scene);
  const MixModel *model = mix_scene_get_snapshot (scene)->model;
  guint n_features = mix_design_get_n_features (design), k = mix_model_get_components (model);
  gsize n_rows = mix_design_get_n_rows (design), n = MIN (n_rows, MOST_ROWS);
  g_autofree double *x = g_new (double, n * n_features);
  g_autofree double *pi = g_new (double, n * k), *mu = g_new (double, n * k);
  g_autofree double *sigma = g_new (double, n * k);

  for (gsize i = 0; i < n; i++)
    mix_design_get_row (design, i * n_rows / n, x + i * n_features);
  mix_model_predict (model, x, n, pi, mu, sigma);
  marginal->has_model = TRUE;
  if (mix_model_get_target_transform (model) != NULL)
    {
      add_mixtures (marginal, model, n, pi, mu, sigma);
      return;
    }
  for (gsize i = 0; i < n * k; i++)
    {
      double height = pi[i] / (sigma[i] * sqrt (2 * G_PI) * (double) n);
      double from = ceil ((mu[i] - 4 * sigma[i] - marginal->low) / marginal->step);
      double to = floor ((mu[i] + 4 * sigma[i] - marginal->low) / marginal->step);
      for (int p = (int) CLAMP (from, 0, MIX_N_MARGINAL); p <= CLAMP (to, -1, MIX_N_MARGINAL - 1);
           p++)
        {
          double z = (marginal->low + p * marginal->step - mu[i]) / sigma[i];
          marginal->model[p] += height * exp (-0.5 * z * z);
        }
    }
}

MixMarginal *
mix_marginal_new (MixScene *scene)
{
  MixDesign *design = mix_scene_get_design (scene);
  double low, high;

  if (design == NULL || !mix_scene_shows (scene, MIX_SHOW_MARGINAL)
      || !mix_design_has_target (design))
    return NULL;
  MixMarginal *marginal = g_new0 (MixMarginal, 1);
  mix_near_count (scene, HUGE_VAL, &marginal->rows);
  mix_scene_get_y_range (scene, &low, &high);
  marginal->low = low;
  marginal->step = (high - low) / (MIX_N_MARGINAL - 1);
  if (mix_scene_is_trained (scene) && mix_scene_get_slice (scene) != NULL)
    add_model (marginal, scene);
  return marginal;
}

static double
peak_of (const MixMarginal *marginal)
{
  double peak = 0, model = 0;

  for (guint i = 0; i < MIX_NEAR_BINS; i++)
    peak = MAX (peak, marginal->rows.density[i]);
  for (guint i = 0; i < MIX_N_MARGINAL; i++)
    model = MAX (model, marginal->model[i]);
  return MAX (MAX (peak, MIN (model, 2 * peak)), 1e-300);
}

/* Bars that grow from the axes to the left, and the model's outline over them. */
void
mix_marginal_arrange (const MixMarginal *marginal, const MixFrame *frame, MixMarks *live)
{
  double unit = frame->unit, base = frame->area.x - GAP * unit;
  double scale = DEPTH * unit / peak_of (marginal);
  MixShapeStyle bar = { .fill = frame->palette->rows };
  MixShapeStyle outline = { .stroke = frame->palette->mean, .width = 1.5 * unit, .round = TRUE };
  double xy[2 * MIX_N_MARGINAL];

  mix_marks_set_tag (live, MIX_SHOW_MARGINAL + 1, 0);
  bar.fill.alpha = 0.55;
  for (guint i = 0; i < MIX_NEAR_BINS; i++)
    {
      double from = marginal->rows.low + i * marginal->rows.width;
      double top = mix_scale_to_pixel (&frame->y, from + marginal->rows.width);
      double bottom = mix_scale_to_pixel (&frame->y, from);
      double length = MIN (marginal->rows.density[i] * scale, DEPTH * unit);
      if (length > 0.2)
        mix_marks_rectangle (live, &bar, &(MixRect){ base - length, top + 0.5, length,
                                                     MAX (bottom - top - 1, 0.5) }, 0);
    }
  for (guint i = 0; i < MIX_N_MARGINAL; i++)
    {
      xy[2 * i] = base - MIN (marginal->model[i] * scale, 1.05 * DEPTH * unit);
      xy[2 * i + 1] = mix_scale_to_pixel (&frame->y, marginal->low + i * marginal->step);
    }
  if (marginal->has_model)
    mix_marks_shape (live, &outline, xy, MIX_N_MARGINAL);
  mix_marks_set_tag (live, 0, 0);
}

/* Where a row that somebody points at is among the others. */
void
mix_marginal_arrange_row (const MixFrame *frame, MixMarks *live, double y)
{
  double base = frame->area.x - GAP * frame->unit, at = mix_scale_to_pixel (&frame->y, y);

  mix_figure_add_row_line (live, frame, base - DEPTH * frame->unit, at, base, at);
}
