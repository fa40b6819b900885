/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-mixture.h"

G_BEGIN_DECLS

#define MIX_MAX_KNOTS 22

/* A monotone map of probabilities: what a forecast calls p happens with probability R(p). Straight
 * between its knots, from (0, 0) to (1, 1). A plain value. */
typedef struct
{
  guint n;
  double p[MIX_MAX_KNOTS], share[MIX_MAX_KNOTS]; /* [n] both ascend strictly */
} MixRecalibration;

/* pit [n] need not be sorted. */
void mix_recalibration_fit (MixRecalibration *map, const double *pit, gsize n);
double mix_recalibration_apply (const MixRecalibration *map, double p);
double mix_recalibration_invert (const MixRecalibration *map, double share);
double mix_recalibration_slope (const MixRecalibration *map, double p);
double mix_recalibration_crps (const MixRecalibration *map, const MixMixture *mixture, double y);

G_END_DECLS
