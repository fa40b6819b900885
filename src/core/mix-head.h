/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-network.h"

G_BEGIN_DECLS

/* What a head is given: the outputs of one block of rows. */
typedef struct
{
  gsize n_rows, stride;
  float *outputs;      /* panel [n_outputs × stride] */
  float *scratch;      /* panel [mix_head_*_scratch × stride] */
  const float *y;      /* [n_rows] */
  const float *gumbel; /* [n_rows × K], row-major; NULL for plain softmax */
} MixHeadBlock;

/* Each head: rows of scratch; the sum of the row losses, the outputs becoming the gradient of
 * weight × that sum if wanted, NaN where an output is not finite; the outputs becoming a
 * prediction. */
gsize mix_head_mdn_scratch (const MixNetworkSpec *spec);
double mix_head_mdn_loss (const MixNetworkSpec *spec, const MixLoss *loss, double weight,
                          const MixHeadBlock *block, gboolean want_gradient);
void mix_head_mdn_predict (const MixNetworkSpec *spec, const MixHeadBlock *block, float *pi,
                           float *mu, float *sigma);

double mix_head_point_loss (double weight, const MixHeadBlock *block, gboolean want_gradient);
void mix_head_point_predict (const MixHeadBlock *block, float *pi, float *mu, float *sigma);

/* The s at which a sigma head gives sigma, its floor included. */
double mix_head_mdn_s_of_sigma (const MixNetworkSpec *spec, double sigma);

G_END_DECLS
