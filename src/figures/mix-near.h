/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-scene-private.h"

G_BEGIN_DECLS

#define MIX_NEAR_BINS 36

/* A histogram of y over the axis's range, as a density: of the rows near one x, or of all. */
typedef struct
{
  double low, width;             /* of the first bin; of each */
  double density[MIX_NEAR_BINS]; /* what is outside the axis counts in the whole */
  gsize n_rows;                  /* that are in it, in the axis or not */
  double reach;                  /* to each side of x0; HUGE_VAL: all */
} MixNear;

/* Looks at 200 000 rows at most. half: how far around x0, a share of the whole x axis. */
void mix_near_count (MixScene *scene, double half, MixNear *near);

G_END_DECLS
