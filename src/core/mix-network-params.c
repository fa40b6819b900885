/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What concerns a network's parameters alone: how they start, and the penalties on their size. */
#include "mix-network-private.h"

#include <math.h>
#include <string.h>

#include "mix-head.h"

/* Initialisation */

/* The sd that keeps the variance of a signal from layer to layer: He et al. 2015 where half of the
 * signal is cut off, Glorot & Bengio 2010 for the symmetric ones. */
static double
weight_sd (MixActivation activation, const MixDense *dense)
{
  double n_inputs = (double) dense->n_inputs, n_outputs = (double) dense->n_outputs;

  if (activation == MIX_ACTIVATION_TANH || activation == MIX_ACTIVATION_SIGMOID)
    return sqrt (2 / (n_inputs + n_outputs));
  return sqrt (2 / n_inputs);
}

static void
init_dense (const MixDense *dense, double sd, MixRng *rng, float *params)
{
  gsize n_weights = dense->n_outputs * dense->n_inputs;

  for (gsize i = 0; i < n_weights; i++)
    params[dense->weights + i] = (float) (sd * mix_rng_normal (rng));
  memset (params + dense->bias, 0, dense->n_outputs * sizeof *params);
}

static void
init_head_biases (const MixNetwork *network, const MixInit *init, float *params)
{
  gboolean mixture = network->spec.head == MIX_HEAD_MIXTURE;
  const MixParamView *location
      = mix_network_find_view (network, mixture ? "head.mu.b" : "head.mean.b");
  const MixParamView *width = mix_network_find_view (network, "head.sigma.b");

  if (init->mu_bias != NULL)
    for (guint k = 0; k < network->spec.components; k++)
      params[location->offset + k] = (float) init->mu_bias[k];
  if (width != NULL)
    for (guint k = 0; k < network->spec.components; k++)
      params[width->offset + k]
          = (float) mix_head_mdn_s_of_sigma (&network->spec, exp (init->log_sigma));
}

/**
 * mix_network_init_params:
 * @params: (out): [n_params]; weights are normal, biases 0 but for the head's that init sets
 */
void
mix_network_init_params (const MixNetwork *network, const MixInit *init, MixRng *rng, float *params)
{
  const MixMlp *mlp = &network->mlp;
  guint last = mlp->n_layers - 1;

  for (guint i = 0; i <= last; i++)
    {
      double sd = weight_sd (mlp->activation, &mlp->layers[i]);
      init_dense (&mlp->layers[i], i == last && init->head_scale > 0 ? init->head_scale : sd, rng,
                  params);
    }
  init_head_biases (network, init, params);
}

/* Penalties */

static double
norm_of (MixPenalty penalty, const MixParamView *view, const float *params)
{
  double sum = 0;

  for (gsize i = 0; view != NULL && i < view->rows * view->cols; i++)
    {
      double w = (double) params[view->offset + i];
      sum += penalty == MIX_PENALTY_L1 ? fabs (w) : w * w;
    }
  return sum;
}

/* gradient += scale × w for the 2-norm, scale × the sign of w for the 1-norm: 0 at 0 in both. */
static void
add_norm_gradient (MixPenalty penalty, const MixParamView *view, double scale, const float *params,
                   float *gradient)
{
  for (gsize i = 0; view != NULL && i < view->rows * view->cols; i++)
    {
      double w = (double) params[view->offset + i];
      double direction = penalty == MIX_PENALTY_L2 ? w : (double) ((w > 0) - (w < 0));
      gradient[view->offset + i] += (float) (scale * direction);
    }
}

static double
layer_penalty (const MixNetwork *network, const char *layer, MixPenalty penalty, double lambda,
               const float *params, float *gradient)
{
  g_autofree char *weights_name = g_strdup_printf ("head.%s.W", layer);
  g_autofree char *bias_name = g_strdup_printf ("head.%s.b", layer);
  const MixParamView *weights = mix_network_find_view (network, weights_name);
  const MixParamView *bias = mix_network_find_view (network, bias_name);
  double norm = norm_of (penalty, weights, params) + norm_of (penalty, bias, params);

  if (penalty == MIX_PENALTY_L2)
    norm = sqrt (norm);
  if (gradient != NULL && norm > 0)
    {
      double scale = penalty == MIX_PENALTY_L2 ? lambda / norm : lambda;
      add_norm_gradient (penalty, weights, scale, params, gradient);
      add_norm_gradient (penalty, bias, scale, params, gradient);
    }
  return lambda * norm;
}

/**
 * mix_network_penalty:
 * @gradient: (inout) (nullable): [n_params], added to
 *
 * λ · ‖all parameters of a head layer, weights and biases together‖ for each of pi, sigma and mu:
 * the norm, not its square. A point head has none.
 *
 * Returns: the sum of the penalties
 */
double
mix_network_penalty (const MixNetwork *network, const float *params, const MixLoss *loss,
                     float *gradient)
{
  const double lambdas[] = { loss->lambda_pi, loss->lambda_sigma, loss->lambda_mu };
  double sum = 0;

  if (network->spec.head != MIX_HEAD_MIXTURE)
    return 0;
  for (guint i = 0; i < G_N_ELEMENTS (lambdas); i++)
    if (lambdas[i] > 0)
      sum += layer_penalty (network, mix_network_head_layer_name (network, i), loss->penalty,
                            lambdas[i], params, gradient);
  return sum;
}
