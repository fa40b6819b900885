/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-figure-private.h"

G_BEGIN_DECLS

/* The words of a fit: at the curves' ends, in the legend, on the x0 line. Copies all that it
 * needs. */
typedef struct _MixFitLabels MixFitLabels;

MixFitLabels *mix_fit_labels_new (MixScene *scene);
void mix_fit_labels_free (gpointer labels);
void mix_fit_labels_arrange (gpointer labels, const MixFrame *frame, MixMarks *still,
                             MixMarks *live);

G_END_DECLS
