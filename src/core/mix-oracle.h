/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-network.h"

G_BEGIN_DECLS

/* The mathematics of a network written as plainly as it can be, row by row and in double precision,
 * with nothing in common with the fast path but the layout of the parameters and the limits of s.
 * Tests only. */

/* Where to put what the forward pass finds; each may be NULL. */
typedef struct
{
  double *logits;      /* [n_rows × K], before Gumbel noise */
  double *pi;          /* [n_rows × K], with Gumbel noise where there is any */
  double *sigma, *mu;  /* [n_rows × K] */
  double *log_density; /* [n_rows] */
} MixOracleOutputs;

double mix_oracle_loss (const MixNetwork *network, const double *params, const double *x,
                        const double *y, gsize n_rows, const MixLoss *loss, const double *gumbel,
                        const MixOracleOutputs *outputs, double *gradient);

G_END_DECLS
