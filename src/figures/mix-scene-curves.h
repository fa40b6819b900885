/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-scene-private.h"

G_BEGIN_DECLS

/* What a snapshot's networks say, along x and at one x; held [n_features] are the features' values,
 * of which that on x is not read. */
MixCurves *mix_curves_new (const MixSnapshot *snapshot, const double *held, guint x_feature,
                           double low, double high);
void mix_curves_free (MixCurves *curves);

MixQuantileCurves *mix_quantile_curves_new (const MixCurves *curves, double band);
void mix_quantile_curves_free (MixQuantileCurves *quantiles);

/* NULL where the mixture is not finite. */
MixSlice *mix_slice_new (const MixSnapshot *snapshot, const double *held, guint x_feature, double x,
                         double level);
void mix_slice_free (MixSlice *slice);

G_END_DECLS
