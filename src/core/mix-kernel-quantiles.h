/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Quantiles of several mixtures side by side: MIX_QUANTILE_LANES rows in a tile. */
#define MIX_QUANTILE_LANES 16

/* The mixtures of a tile; arrays [k × lanes] but for the last. Everything is finite, and components
 * without weight have mu 0 and sigma 1. */
typedef struct
{
  gsize k;
  const double *pi, *mu, *sigma;
  const double *inverse; /* 1 / sigma */
  const double *height;  /* pi / (sigma √2π): the density at the mean */
  const double *total;   /* [lanes]: the sum of pi */
  const double *least;   /* [lanes]: the least sigma of components with weight */
} MixQuantileTile;

/* One level of all rows. */
typedef struct
{
  gboolean upper; /* above the median: tail is 1 − q, and is compared with 1 − F */
  double tail;    /* of a mixture whose weights sum to 1; from 1e-200 to ½ */
  double score;   /* Φ⁻¹ (q), roughly */
} MixQuantileLevel;

void mix_kernel_quantiles (const MixQuantileTile *tile, const MixQuantileLevel *level,
                           double *per_score, double *y, gint64 *found);

G_END_DECLS
