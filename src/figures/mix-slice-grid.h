/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-scene-private.h"

G_BEGIN_DECLS

/* The densities of a slice, sampled where they bend. */
typedef struct
{
  guint n, k;
  double *y;         /* [n] ascending, inside the range of the y axis */
  double *component; /* [k × n]: pi_k N (y | mu_k, sigma_k²) */
  double *total;     /* [n] */
  double *truth;     /* [n]; NULL where nobody knows it */
  double peak, truth_peak;
} MixSliceGrid;

MixSliceGrid *mix_slice_grid_new (MixScene *scene);
void mix_slice_grid_free (MixSliceGrid *grid);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MixSliceGrid, mix_slice_grid_free)

G_END_DECLS
