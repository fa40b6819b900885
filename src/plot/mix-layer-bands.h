/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-layer.h"

G_BEGIN_DECLS

/* Around each of k lines four veils, ½, 1, 1½ and 2 spreads to each side, in the component's
 * colour: x [n] ascending; centre, spread and weight [n × k]. weight, 0 … 1, fades them. All are
 * copied. A NaN leaves a gap. */
MixLayer *mix_layer_bands_new (const double *x, const double *centre, const double *spread,
                               const double *weight, guint n, guint k);

/* What a value is drawn at, where centre and spread are in other units than the axis;
 * increasing. */
typedef double (*MixBandsMap) (gconstpointer data, double value);
void mix_layer_bands_set_map (MixLayer *layer, MixBandsMap map, gpointer data,
                              GDestroyNotify free_data);

G_END_DECLS
