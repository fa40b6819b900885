/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-scene-curves.h"
#include "mix-scene-rows.h"

G_BEGIN_DECLS

/* For the files of MixScene alone. */
struct _MixScene
{
  /* what is on show */
  MixDesign *design;
  MixSnapshot *snapshot;
  guint x_feature;
  double *held; /* [n_features] */
  double x0;
  gssize picked; /* −1: none */
  gboolean show_x0, linked, stacked, accompanied;
  MixView view;
  MixTag focus;
  MixStock stock; /* overage 0: as at first */
  MixRisk risk;
  MixEvidence *evidence;
  double pointed_epoch; /* NaN: none */
  MixSpan all_x, all_y; /* of the axes without zoom */

  /* worked out when asked for, kept until it changes */
  MixCurves *curves;
  MixQuantileCurves *quantiles;
  MixSlice *slice, *pinned;
  MixSceneRows *rows;
  MixDiagnosticsOptions diagnosis;
  MixDiagnostics *diagnostics;
  MixModel *other;       /* what the network is compared with; NULL: the plain one */
  char *side_names[2];   /* NULL: the kinds of network */
  MixComparison *comparison;
  MixSnapshot *ensemble; /* NULL: none but the snapshot's own */
};

void mix_scene_forget_judgement (MixScene *scene);

G_END_DECLS
