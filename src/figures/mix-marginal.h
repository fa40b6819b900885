/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-figure-private.h"
#include "mix-near.h"

G_BEGIN_DECLS

#define MIX_MARGINAL_ROOM 64.0 /* left of the axes, design pixels */
#define MIX_N_MARGINAL 120

/* The distribution of y over all rows, beside the fit's y axis: the rows' histogram, and what the
 * network makes of the same x, the mean of p(y | x) over them. */
typedef struct
{
  MixNear rows;
  gboolean has_model;
  double low, step;             /* of the places below */
  double model[MIX_N_MARGINAL]; /* density */
} MixMarginal;

/* (transfer full) (nullable): NULL where it is not shown. */
MixMarginal *mix_marginal_new (MixScene *scene);
void mix_marginal_arrange (const MixMarginal *marginal, const MixFrame *frame, MixMarks *live);
void mix_marginal_arrange_row (const MixFrame *frame, MixMarks *live, double y);
/* By how much the insets of the figures that share the x axis grow. */
double mix_marginal_room (const MixScene *scene);

G_END_DECLS
