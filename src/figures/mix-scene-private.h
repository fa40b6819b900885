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
  double *pi, *mu, *sigma; /* [n × k] */
  double *mean;            /* [n] */
  double *plain;           /* [n]; NULL without a plain network */
} MixCurves;

/* The networks at x0. */
typedef struct
{
  MixMixture mixture; /* its arrays [k] */
  double mean, median;
  gboolean has_plain;
  double plain;
  guint n_pieces;
  MixInterval pieces[8]; /* of the 90 % highest-density set, ascending */
} MixSlice;

#define MIX_SET_MASS 0.9

const MixCurves *mix_scene_get_curves (MixScene *scene); /* NULL before training */
const MixSlice *mix_scene_get_slice (MixScene *scene);   /* NULL before training */
MixCloud *mix_scene_get_cloud (MixScene *scene, const MixPalette *palette); /* (transfer none) */

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
double mix_scene_get_held (const MixScene *scene, guint feature);

G_END_DECLS
