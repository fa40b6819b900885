/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A matrix in somebody else's memory: rows × cols as a product sees it. Row-major with `stride`
 * numbers between the starts of two lines; transposed: the memory holds cols × rows. */
typedef struct
{
  const float *data;
  gsize rows, cols;
  gsize stride;
  gboolean transposed;
} MixMatrix;

void mix_blas_multiply (MixMatrix a, MixMatrix b, gboolean accumulate, float *c, gsize c_stride);

void mix_blas_transpose (MixMatrix a, float *b);

const char *mix_blas_core_name (void);

G_END_DECLS
