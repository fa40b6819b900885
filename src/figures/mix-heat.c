/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-heat.h"

#include <math.h>

#include "mix-blender.h"
#include "mix-layer-image.h"
#include "mix-layer-points.h"

#define N_ROWS 160
#define DEPTH 7.0       /* nats below the typical peak that are told apart */
#define MOST_OPAQUE 0.62
#define N_LEVELS 255

/* The peak of a density that is spread over a tenth of the axis counts as full: at a place where
 * the network is surer, the heat is full all the more. */
static double
full_density (double low, double high)
{
  return -log (0.1 * (high - low) * sqrt (2 * G_PI));
}

typedef struct
{
  MixBlender blender;
  guint32 plain; /* 0: by responsibility */
  double full;
  double *base, *term, *share; /* [k]; base: log (pi / sigma) of the column */
} Heater;

static guint32
premultiplied (guint32 rgb, double alpha)
{
  guint32 a = (guint32) lrint (N_LEVELS * alpha), out = a << 24;

  for (int shift = 0; shift < 24; shift += 8)
    out |= (((rgb >> shift) & 0xff) * a / N_LEVELS) << shift;
  return out;
}

/* Takes y to the units of the transform. Returns: what the log density has more for it. */
static double
y_slope (const MixTransform *transform, double *y)
{
  double at = *y;

  if (transform == NULL)
    return 0;
  *y = mix_transform_forward (transform, at);
  return isfinite (*y) ? mix_transform_log_slope (transform, at) : 0;
}

static guint32
cell_at (Heater *heater, const MixMixture *m, double y)
{
  double slope = y_slope (m->transform, &y), most = -HUGE_VAL, sum = 0;

  for (guint c = 0; c < m->k; c++)
    {
      double z = (y - m->mu[c]) / m->sigma[c];
      heater->term[c] = heater->base[c] + slope - 0.5 * z * z;
      most = MAX (most, heater->term[c]);
    }
  double shallow = most - 0.5 * log (2 * G_PI) - heater->full;
  if (!(shallow > -DEPTH - 4))
    return 0;
  for (guint c = 0; c < m->k; c++)
    sum += heater->share[c] = exp (heater->term[c] - most);
  double strength = CLAMP (1 + (shallow + log (sum)) / DEPTH, 0, 1);
  for (guint c = 0; c < m->k; c++)
    heater->share[c] /= sum;
  guint32 rgb = heater->plain != 0 ? heater->plain
                                   : mix_blender_mix (&heater->blender, heater->share, m->k);
  return premultiplied (rgb, MOST_OPAQUE * strength * strength);
}

/**
 * mix_heat_new:
 * @scene: trained
 *
 * Returns: (transfer full): the layer
 */
MixLayer *
mix_heat_new (MixScene *scene, const MixPalette *palette)
{
  const MixCurves *curves = mix_scene_get_curves (scene);
  guint n = curves->n, k = curves->k;
  guint32 *cells = g_new (guint32, (gsize) n * N_ROWS);
  g_autofree double *scratch = g_new (double, 3 * k);
  Heater heater = { .base = scratch, .term = scratch + k, .share = scratch + 2 * k };
  double low, high;

  mix_scene_get_y_range (scene, &low, &high);
  heater.full = full_density (low, high);
  mix_blender_init (&heater.blender, palette);
  if (mix_scene_get_view (scene)->coloring == MIX_COLORING_PLAIN)
    heater.plain = mix_color_to_rgb (&palette->axis_text);
  for (guint i = 0; i < n; i++)
    {
      MixMixture m = mix_curves_get_mixture (curves, i);
      for (guint c = 0; c < k; c++)
        heater.base[c] = log (m.pi[c] / m.sigma[c]);
      for (guint row = 0; row < N_ROWS; row++)
        cells[row * n + i] = cell_at (&heater, &m, high - (high - low) * (row + 0.5) / N_ROWS);
    }
  double half = (curves->x[n - 1] - curves->x[0]) / (n - 1) / 2;
  return mix_layer_image_new (cells, n, N_ROWS, curves->x[0] - half, curves->x[n - 1] + half, low,
                              high);
}
