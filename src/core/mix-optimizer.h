/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-types.h"

G_BEGIN_DECLS

typedef enum
{
  MIX_OPTIMIZER_SGD,
  MIX_OPTIMIZER_MOMENTUM,
  MIX_OPTIMIZER_ADAM,
  MIX_OPTIMIZER_ADAMW,
} MixOptimizerKind;

extern const MixChoice mix_optimizer_choices[];

/* What turns gradients into steps, over one flat vector: stochastic gradient descent, plain or with
 * momentum, and Adam. AdamW takes Adam's steps; it differs in how weights decay. */
typedef struct _MixOptimizer MixOptimizer;

MixOptimizer *mix_optimizer_new (MixOptimizerKind kind, gsize n_params);
MixOptimizer *mix_optimizer_new_adam (gsize n_params, double beta1, double beta2, double epsilon);
MixOptimizer *mix_optimizer_copy (const MixOptimizer *optimizer);
void mix_optimizer_free (MixOptimizer *optimizer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MixOptimizer, mix_optimizer_free)

/* Whether weight decay shrinks the weights beside the step (AdamW), or is the gradient of
 * ½ decay ‖weights‖² (the others). */
gboolean mix_optimizer_decouples_decay (const MixOptimizer *optimizer);

/* One update of params [n_params] by gradient [n_params]. */
void mix_optimizer_step (MixOptimizer *optimizer, double learning_rate, const float *gradient,
                         float *params);

/* Scales gradient [n] so that its 2-norm is at most max_norm (0: leaves it). Returns the norm
 * before; NaN or infinite where an element is, and then nothing is scaled. */
double mix_gradient_clip (float *gradient, gsize n, double max_norm);

G_END_DECLS
