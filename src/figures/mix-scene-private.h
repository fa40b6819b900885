/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-generators.h"
#include "mix-layer-points.h"
#include "mix-scene.h"

G_BEGIN_DECLS

/* What several figures draw; owned by the scene, good until it changes. */

/* The networks along the x axis, the other features held. */
typedef struct
{
  guint n, k;
  double *x;               /* [n] */
  double *pi, *mu, *sigma; /* [n × k], in units of the transform */
  MixTransform *transform; /* of the target; NULL: none */
  double *centre;          /* [n × k] the components' medians, data units */
  double *mean;            /* [n] */
  double *plain;           /* [n] its mean; NULL without a plain network */
  double *plain_low, *plain_high; /* [n] a residual sigma to either side; NULL likewise */
} MixCurves;

static inline MixMixture
mix_curves_get_mixture (const MixCurves *curves, guint i)
{
  gsize at = (gsize) i * curves->k;
  return (MixMixture){ curves->k, curves->pi + at, curves->mu + at, curves->sigma + at,
                       curves->transform };
}

/* Half of what lies within a sigma of a component's median: sigma, in data units. */
static inline double
mix_figure_half_width (const MixMixture *mixture, guint k)
{
  return mixture->transform == NULL ? mixture->sigma[k]
                                    : 0.5
                                        * (mix_mixture_component_at (mixture, k, 1)
                                           - mix_mixture_component_at (mixture, k, -1));
}

/* Quantiles along the same x. */
typedef struct
{
  guint n;
  double *low, *median, *high; /* [n] */
} MixQuantileCurves;

#define MIX_MOST_MODES 16

/* The networks at one x. */
typedef struct
{
  double x;
  MixMixture mixture; /* its arrays [k] */
  double mean, median;
  gboolean has_plain;
  double plain;
  guint n_pieces;
  MixInterval pieces[8]; /* of the highest-density set, ascending */
  MixInterval interval;  /* equal-tailed, of the same probability */
  guint n_modes;
  double modes[MIX_MOST_MODES]; /* ascending */
} MixSlice;

/* Of the weights pi [k]. */
double mix_figure_entropy (const double *pi, guint k);

const MixCurves *mix_scene_get_curves (MixScene *scene); /* NULL before training */
const MixSlice *mix_scene_get_slice (MixScene *scene);   /* NULL before training */
const MixSlice *mix_scene_get_pinned_slice (MixScene *scene);
const MixQuantileCurves *mix_scene_get_quantiles (MixScene *scene);
/* Which rows of a design are drawn, and what is made of them: marks while they are few, a crowd
 * when they are many. mix-scene-rows.h */
typedef struct _MixSceneRows MixSceneRows;

MixSceneRows *mix_scene_get_rows (MixScene *scene);
MixLayer *mix_scene_make_rows (MixScene *scene, const MixPalette *palette, gboolean validation);

typedef struct
{
  gsize n_training, n_validation; /* drawn */
  gsize of_training, of_validation;
} MixRowCounts;

void mix_scene_get_row_counts (MixScene *scene, MixRowCounts *counts);

/* The generator whose truth the figures may show, and its noise; NULL where nobody knows it. */
const MixGenerator *mix_scene_get_truth (const MixScene *scene, double *noise);
gboolean mix_scene_is_trained (const MixScene *scene);
gboolean mix_scene_get_show_x0 (const MixScene *scene);
gboolean mix_scene_get_linked (const MixScene *scene);
gboolean mix_scene_get_accompanied (const MixScene *scene);

G_END_DECLS
