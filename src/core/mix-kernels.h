/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-types.h"

G_BEGIN_DECLS

/* Element-wise work on panels. A panel holds one block of rows, transposed: [units × stride], the
 * n_rows numbers of a unit side by side, so that every loop runs along rows and is as wide as the
 * processor's vectors whatever the sizes of the network. */

/* The limits of a sigma head: s is at least MIX_S_MIN, and sigma at most exp (MIX_S_MAX). */
#define MIX_S_MIN (-14.0)
#define MIX_S_MAX 14.0
#define MIX_Z_MAX 1e18 /* |z| is held at most here: its square is a float */

void mix_kernel_activate (MixActivation activation, const float *x, const float *weights,
                          const float *bias, gsize n_units, gsize n_rows, gsize stride,
                          float *values, float *slopes);
void mix_kernel_backward (MixActivation activation, const float *values, const float *slopes,
                          const float *x, gsize n_units, gsize n_rows, gsize stride, float *deltas,
                          float *dbias, float *dweights);
void mix_kernel_add_bias (const float *bias, gsize n_units, gsize n_rows, gsize stride,
                          float *values);
void mix_kernel_row_sums (const float *values, gsize n_units, gsize n_rows, gsize stride,
                          float *sums);

/* The constants of a mixture head. */
typedef struct
{
  gsize k;
  MixSigmaActivation sigma_activation;
  float sigma_epsilon;
  float sigma_floor_squared;
  float inverse_temperature;
  float weight; /* of a row's loss in the gradient */
} MixMdnConstants;

#define MIX_MDN_SCRATCH(k) (6 * (k) + 3) /* panel rows of scratch */

gboolean mix_kernel_mdn (const MixMdnConstants *constants, const float *y, const float *gumbel,
                         gsize n_rows, gsize stride, float *outputs, float *scratch,
                         gboolean want_gradient, double *loss);
void mix_kernel_mdn_predict (const MixMdnConstants *constants, gsize n_rows, gsize stride,
                             float *outputs, float *scratch);
double mix_kernel_squared_error (const float *y, float weight, gsize n_rows, float *outputs,
                                 gboolean want_gradient);

/* The constants of one step of Adam, the bias corrections worked in. */
typedef struct
{
  float beta1, rest1, beta2, rest2; /* rest = 1 − beta, rounded once */
  float epsilon;
  float rate;          /* learning rate / (1 − beta1^t) */
  float second_factor; /* 1 / (1 − beta2^t) */
} MixAdamConstants;

void mix_kernel_adam (const MixAdamConstants *constants, const float *gradient, gsize n,
                      float *first, float *second, float *params);
void mix_kernel_momentum (float decay, float rate, const float *gradient, gsize n, float *velocity,
                          float *params);
void mix_kernel_add_scaled (float factor, const float *v, gsize n, float *to);
double mix_kernel_sum_squares (const float *v, gsize n);
void mix_kernel_scale (float factor, gsize n, float *v);

G_END_DECLS
