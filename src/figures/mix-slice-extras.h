/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-figure-private.h"
#include "mix-slice-grid.h"

G_BEGIN_DECLS

/* What a slice shows when asked: the rows near x0, a second slice at the pin, a threshold, the
 * equal-tailed interval, the formula. Copies all that it needs. */
typedef struct _MixSliceExtras MixSliceExtras;

MixSliceExtras *mix_slice_extras_new (MixScene *scene);
void mix_slice_extras_free (MixSliceExtras *extras);

/* Under and over the densities of x0; top: where the density axis ends. */
void mix_slice_extras_add_under (MixPlot *plot, MixScene *scene, double top,
                                 const MixPalette *palette);
void mix_slice_extras_add_over (MixPlot *plot, MixScene *scene, double top,
                                const MixPalette *palette);
void mix_slice_extras_arrange_under (const MixSliceExtras *extras, const MixFrame *frame,
                                     MixMarks *live);
void mix_slice_extras_arrange (const MixSliceExtras *extras, const MixFrame *frame,
                               MixMarks *live);

/* P (Y > threshold) as a sentence: "P(y > 70) = 2.1 %". (transfer full) (nullable) */
char *mix_slice_threshold_text (MixScene *scene);

G_END_DECLS
