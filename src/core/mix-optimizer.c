/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-optimizer.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "mix-kernels.h"
#include "mix-mlp.h"

#define MOMENTUM 0.9

const MixChoice mix_optimizer_choices[] = {
  { MIX_OPTIMIZER_SGD, "sgd", N_ ("Gradient descent") },
  { MIX_OPTIMIZER_MOMENTUM, "momentum", N_ ("Momentum") },
  { MIX_OPTIMIZER_ADAM, "adam", N_ ("Adam") },
  { MIX_OPTIMIZER_ADAMW, "adamw", N_ ("AdamW") },
  { 0 },
};

struct _MixOptimizer
{
  MixOptimizerKind kind;
  gsize n_params;
  double beta1, beta2, epsilon; /* the last two are Adam's */
  guint64 n_steps;
  float *first;  /* [n_params], the velocity or the first moment; NULL for sgd */
  float *second; /* [n_params], the second moment; NULL but for Adam */
};

static MixOptimizer *
make_optimizer (MixOptimizerKind kind, gsize n_params, double beta1, double beta2, double epsilon)
{
  MixOptimizer *optimizer = g_new0 (MixOptimizer, 1);

  optimizer->kind = kind;
  optimizer->n_params = n_params;
  optimizer->beta1 = beta1;
  optimizer->beta2 = beta2;
  optimizer->epsilon = epsilon;
  if (kind != MIX_OPTIMIZER_SGD)
    optimizer->first = mix_panel_alloc (n_params);
  if (kind == MIX_OPTIMIZER_ADAM || kind == MIX_OPTIMIZER_ADAMW)
    optimizer->second = mix_panel_alloc (n_params);
  return optimizer;
}

/**
 * mix_optimizer_new:
 * @n_params: length of the parameter vector
 *
 * Momentum and Adam's constants are those of everybody: β 0.9; β₁ 0.9, β₂ 0.999, ε 1e-8.
 *
 * Returns: (transfer full): an optimiser before its first step
 */
MixOptimizer *
mix_optimizer_new (MixOptimizerKind kind, gsize n_params)
{
  return make_optimizer (kind, n_params, MOMENTUM, 0.999, 1e-8);
}

/**
 * mix_optimizer_new_adam:
 * @beta1, @beta2: decay of the first and second moment, in [0, 1)
 * @epsilon: above 0
 *
 * Returns: (transfer full): Adam with moments 0
 */
MixOptimizer *
mix_optimizer_new_adam (gsize n_params, double beta1, double beta2, double epsilon)
{
  g_return_val_if_fail (beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 < 1, NULL);
  g_return_val_if_fail (epsilon > 0, NULL);

  return make_optimizer (MIX_OPTIMIZER_ADAM, n_params, beta1, beta2, epsilon);
}

/**
 * mix_optimizer_copy:
 *
 * Returns: (transfer full): an optimiser that goes on as this one would
 */
MixOptimizer *
mix_optimizer_copy (const MixOptimizer *optimizer)
{
  MixOptimizer *copy = make_optimizer (optimizer->kind, optimizer->n_params, optimizer->beta1,
                                       optimizer->beta2, optimizer->epsilon);

  copy->n_steps = optimizer->n_steps;
  if (copy->first != NULL)
    memcpy (copy->first, optimizer->first, copy->n_params * sizeof (float));
  if (copy->second != NULL)
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
 * mix_optimizer_decouples_decay:
 *
 * Returns: TRUE for AdamW (Loshchilov & Hutter 2019): weights shrink by rate · decay of themselves
 *   at each step, whatever the moments are; FALSE where decay · weight belongs in the gradient
 */
gboolean
mix_optimizer_decouples_decay (const MixOptimizer *optimizer)
{
  return optimizer->kind == MIX_OPTIMIZER_ADAMW;
}

/* Kingma & Ba 2015, algorithm 1. The bias corrections are worked in in double precision. */
static void
step_adam (MixOptimizer *optimizer, double learning_rate, const float *gradient, float *params)
{
  double t = (double) optimizer->n_steps;
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
 * mix_optimizer_step:
 * @gradient: [n_params], finite
 * @params: (inout): [n_params]
 *
 * θ ← θ − η G (sgd); v ← β v + G, θ ← θ − η v (momentum, Polyak 1964; the rate is outside of the
 * velocity, so that a change of it acts at once); Adam as in Kingma & Ba 2015, algorithm 1.
 */
void
mix_optimizer_step (MixOptimizer *optimizer, double learning_rate, const float *gradient,
                    float *params)
{
  optimizer->n_steps++;
  switch (optimizer->kind)
    {
    case MIX_OPTIMIZER_SGD:
      mix_kernel_add_scaled ((float) -learning_rate, gradient, optimizer->n_params, params);
      break;
    case MIX_OPTIMIZER_MOMENTUM:
      mix_kernel_momentum ((float) optimizer->beta1, (float) learning_rate, gradient,
                           optimizer->n_params, optimizer->first, params);
      break;
    case MIX_OPTIMIZER_ADAM:
    case MIX_OPTIMIZER_ADAMW:
      step_adam (optimizer, learning_rate, gradient, params);
      break;
    default:
      g_assert_not_reached ();
    }
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
