/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-figure-private.h"
#include "mix-slice-grid.h"

G_BEGIN_DECLS

/* The words of a slice: what each component, the mean, the median and the plain network say, and
 * the brackets of the highest-density set beside the axis. Copies all that it needs. */
typedef struct _MixSliceLabels MixSliceLabels;

MixSliceLabels *mix_slice_labels_new (MixScene *scene, const MixSliceGrid *grid);
void mix_slice_labels_free (gpointer labels);
void mix_slice_labels_arrange (gpointer labels, const MixFrame *frame, MixMarks *still,
                               MixMarks *live);

G_END_DECLS
