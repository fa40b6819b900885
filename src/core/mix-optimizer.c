/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-optimizer.h"

#include <math.h>
#include <string.h>

#include "mix-kernels.h"
#include "mix-mlp.h"

struct _MixOptimizer
{
  gsize n_params;
  double beta1, beta2, epsilon;
  guint64 n_steps;
  float *first, *second; /* [n_params], the moments */
};

/**
 * mix_optimizer_new_adam:
 * @beta1, @beta2: decay of the first and second moment, in [0, 1)
 * @epsilon: above 0
 *
 * Returns: (transfer full): an optimiser with moments 0
 */
MixOptimizer *
mix_optimizer_new_adam (gsize n_params, double beta1, double beta2, double epsilon)
{
  g_return_val_if_fail (beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 < 1, NULL);
  g_return_val_if_fail (epsilon > 0, NULL);

  MixOptimizer *optimizer = g_new0 (MixOptimizer, 1);
  optimizer->n_params = n_params;
  optimizer->beta1 = beta1;
  optimizer->beta2 = beta2;
  optimizer->epsilon = epsilon;
  optimizer->first = mix_panel_alloc (n_params);
  optimizer->second = mix_panel_alloc (n_params);
  return optimizer;
}

/**
 * mix_optimizer_copy:
 *
 * Returns: (transfer full): an optimiser that goes on as this one would
 */
MixOptimizer *
mix_optimizer_copy (const MixOptimizer *optimizer)
{
  MixOptimizer *copy = mix_optimizer_new_adam (optimizer->n_params, optimizer->beta1,
                                               optimizer->beta2, optimizer->epsilon);

  copy->n_steps = optimizer->n_steps;
  memcpy (copy->first, optimizer->first, copy->n_params * sizeof (float));
  memcpy (copy->second, optimizer->second, copy->n_params * sizeof (float));
  return copy;
}

/**
 * mix_optimizer_free:
 *
 * Frees the optimiser and its moments.
 */
void
mix_optimizer_free (MixOptimizer *optimizer)
{
  g_aligned_free (optimizer->first);
  g_aligned_free (optimizer->second);
  g_free (optimizer);
}

/**
 * mix_optimizer_step:
 * @gradient: [n_params], finite
 * @params: (inout): [n_params]
 *
 * Kingma & Ba 2015, algorithm 1. The bias corrections are worked in in double precision.
 */
void
mix_optimizer_step (MixOptimizer *optimizer, double learning_rate, const float *gradient,
                    float *params)
{
  double t = (double) ++optimizer->n_steps;
  MixAdamConstants constants = {
    .beta1 = (float) optimizer->beta1,
    .rest1 = (float) (1 - optimizer->beta1),
    .beta2 = (float) optimizer->beta2,
    .rest2 = (float) (1 - optimizer->beta2),
    .epsilon = (float) optimizer->epsilon,
    .rate = (float) (learning_rate / (1 - pow (optimizer->beta1, t))),
    .second_factor = (float) (1 / (1 - pow (optimizer->beta2, t))),
  };

  mix_kernel_adam (&constants, gradient, optimizer->n_params, optimizer->first, optimizer->second,
                   params);
}

/**
 * mix_gradient_clip:
 * @gradient: (inout): [n]
 * @max_norm: 0 for no limit
 *
 * Returns: the 2-norm before; NaN or infinite where an element is, and then nothing is scaled
 */
double
mix_gradient_clip (float *gradient, gsize n, double max_norm)
{
  double norm = sqrt (mix_kernel_sum_squares (gradient, n));

  if (isfinite (norm) && max_norm > 0 && norm > max_norm)
    mix_kernel_scale ((float) (max_norm / norm), n, gradient);
  return norm;
}
