/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Adam (Kingma & Ba 2015) with bias correction, over one flat vector. */
typedef struct _MixOptimizer MixOptimizer;

MixOptimizer *mix_optimizer_new_adam (gsize n_params, double beta1, double beta2, double epsilon);
MixOptimizer *mix_optimizer_copy (const MixOptimizer *optimizer);
void mix_optimizer_free (MixOptimizer *optimizer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MixOptimizer, mix_optimizer_free)

/* One update of params [n_params] by gradient [n_params]. */
void mix_optimizer_step (MixOptimizer *optimizer, double learning_rate, const float *gradient,
                         float *params);

/* Scales gradient [n] so that its 2-norm is at most max_norm (0: leaves it). Returns the norm before;
 * NaN or infinite where an element is, and then nothing is scaled. */
double mix_gradient_clip (float *gradient, gsize n, double max_norm);

G_END_DECLS
