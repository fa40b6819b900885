/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-oracle.h"

#include <math.h>
#include <string.h>

#include "mix-kernels.h"
#include "mix-math.h"

/* One dense layer of one network, as views of parameters and gradient; bias NULL: none. */
typedef struct
{
  gsize n_inputs, n_outputs;
  const double *weights, *bias;
  double *dweights, *dbias; /* NULL: not wanted */
} Layer;

static const double *
find (const MixNetwork *network, const double *params, char *owned_name, gsize *rows, gsize *cols)
{
  g_autofree char *name = owned_name;
  const MixParamView *view = mix_network_find_view (network, name);

  if (view == NULL)
    return NULL;
  if (rows != NULL)
    *rows = view->rows;
  if (cols != NULL)
    *cols = view->cols;
  return params + view->offset;
}

static Layer
find_layer (const MixNetwork *network, const char *prefix, const double *params, double *gradient)
{
  Layer layer = { 0 };

  layer.weights
      = find (network, params, g_strdup_printf ("%s.W", prefix), &layer.n_outputs, &layer.n_inputs);
  layer.bias = find (network, params, g_strdup_printf ("%s.b", prefix), NULL, NULL);
  g_assert (layer.weights != NULL);
  if (gradient != NULL)
    {
      layer.dweights = gradient + (layer.weights - params);
      layer.dbias = layer.bias == NULL ? NULL : gradient + (layer.bias - params);
    }
  return layer;
}

/* out = W·in + b */
static void
apply (const Layer *layer, const double *in, double *out)
{
  for (gsize o = 0; o < layer->n_outputs; o++)
    {
      out[o] = layer->bias == NULL ? 0 : layer->bias[o];
      for (gsize i = 0; i < layer->n_inputs; i++)
        out[o] += layer->weights[o * layer->n_inputs + i] * in[i];
    }
}

/* From the gradient by out: that by W and b is added, and that by in, if wanted. */
static void
apply_backward (const Layer *layer, const double *in, const double *dout, double *din)
{
  for (gsize o = 0; o < layer->n_outputs; o++)
    {
      if (layer->dbias != NULL)
        layer->dbias[o] += dout[o];
      for (gsize i = 0; i < layer->n_inputs; i++)
        {
          layer->dweights[o * layer->n_inputs + i] += dout[o] * in[i];
          if (din != NULL)
            din[i] += dout[o] * layer->weights[o * layer->n_inputs + i];
        }
    }
}

static double
activation (MixActivation kind, double z)
{
  switch (kind)
    {
    case MIX_ACTIVATION_RELU:
      return MAX (z, 0);
    case MIX_ACTIVATION_TANH:
      return tanh (z);
    case MIX_ACTIVATION_ELU:
      return z > 0 ? z : expm1 (z);
    case MIX_ACTIVATION_SILU:
      return z / (1 + exp (-z));
    case MIX_ACTIVATION_GELU:
      return z * mix_normal_cdf (z);
    case MIX_ACTIVATION_SIGMOID:
      return 1 / (1 + exp (-z));
    default:
      g_assert_not_reached ();
    }
}

static double
activation_slope (MixActivation kind, double z)
{
  double gate = 1 / (1 + exp (-z));

  switch (kind)
    {
    case MIX_ACTIVATION_RELU:
      return z > 0;
    case MIX_ACTIVATION_TANH:
      return 1 - tanh (z) * tanh (z);
    case MIX_ACTIVATION_ELU:
      return z > 0 ? 1 : exp (z);
    case MIX_ACTIVATION_SILU:
      return gate + z * gate * (1 - gate);
    case MIX_ACTIVATION_GELU:
      return mix_normal_cdf (z) + z * mix_normal_density (z);
    case MIX_ACTIVATION_SIGMOID:
      return gate * (1 - gate);
    default:
      g_assert_not_reached ();
    }
}

static double
log_sigma (const MixNetworkSpec *spec, double s)
{
  double raw, ln_raw;

  s = MAX (s, MIX_S_MIN);
  switch (spec->sigma_activation)
    {
    case MIX_SIGMA_EXP:
      ln_raw = MIN (s, MIX_S_MAX);
      break;
    case MIX_SIGMA_SOFTPLUS:
      s = MIN (s, exp (MIX_S_MAX));
      ln_raw = log (MAX (s, 0) + log1p (exp (-fabs (s))));
      break;
    case MIX_SIGMA_ELU1:
    default:
      s = MIN (s, exp (MIX_S_MAX));
      ln_raw = MIN (s, 0) + log1p (MAX (s, 0));
    }
  raw = exp (ln_raw) + spec->sigma_epsilon;
  return log (hypot (raw, spec->sigma_floor));
}

/* d ln sigma / ds; at the limits of s, as if there were none. */
static double
log_sigma_slope (const MixNetworkSpec *spec, double s)
{
  double high = spec->sigma_activation == MIX_SIGMA_EXP ? MIX_S_MAX : exp (MIX_S_MAX);
  double raw, d_raw;

  s = CLAMP (s, MIX_S_MIN, high);
  switch (spec->sigma_activation)
    {
    case MIX_SIGMA_EXP:
      raw = d_raw = exp (s);
      break;
    case MIX_SIGMA_SOFTPLUS:
      raw = s > 0 ? s + log1p (exp (-s)) : log1p (exp (s));
      d_raw = 1 / (1 + exp (-s));
      break;
    case MIX_SIGMA_ELU1:
    default:
      raw = s > 0 ? 1 + s : exp (s);
      d_raw = s > 0 ? 1 : exp (s);
    }
  raw += spec->sigma_epsilon;
  return raw * d_raw / (raw * raw + spec->sigma_floor * spec->sigma_floor);
}

/* Outside the limits of s, only a gradient whose descent leads back inside passes. */
static double
gate_at_limits (const MixNetworkSpec *spec, double s, double ds)
{
  double high = spec->sigma_activation == MIX_SIGMA_EXP ? MIX_S_MAX : exp (MIX_S_MAX);

  if ((s < MIX_S_MIN && ds > 0) || (s > high && ds < 0))
    return 0;
  return ds;
}

/* One row of the mixture head: out [3K] = logits, s, mu. Returns ln p (y); dout gets the gradient
 * of −ln p (y), if wanted. */
static double
mixture_row (const MixNetworkSpec *spec, const MixLoss *loss, const double *gumbel, double y,
             const double *out, double *pi, double *sigma, double *dout)
{
  const guint k = spec->components;
  double temperature = gumbel == NULL ? 1 : loss->temperature;
  double mixing[MIX_MAX_COMPONENTS] = { 0 }, joint[MIX_MAX_COMPONENTS] = { 0 };

  for (guint c = 0; c < k; c++)
    mixing[c] = (out[c] + (gumbel == NULL ? 0 : gumbel[c])) / temperature;
  double normaliser = mix_log_sum_exp (mixing, k);
  for (guint c = 0; c < k; c++)
    {
      double ln_sigma = log_sigma (spec, out[k + c]);
      pi[c] = exp (mixing[c] - normaliser);
      sigma[c] = exp (ln_sigma);
      joint[c] = mixing[c] - normaliser + mix_gaussian_log_density (y, out[2 * k + c], ln_sigma);
    }
  double log_density = mix_log_sum_exp (joint, k);
  for (guint c = 0; dout != NULL && c < k; c++)
    {
      double responsibility = exp (joint[c] - log_density);
      double z = (y - out[2 * k + c]) / sigma[c];
      double ds = responsibility * (1 - z * z) * log_sigma_slope (spec, out[k + c]);
      dout[c] = (pi[c] - responsibility) / temperature;
      dout[k + c] = gate_at_limits (spec, out[k + c], ds);
      dout[2 * k + c] = -responsibility * z / sigma[c];
    }
  return log_density;
}

/* A whole network */

typedef struct
{
  const MixNetworkSpec *spec;
  guint n_hidden, n_parts; /* n_parts: the head's layers, 3 or 1 */
  Layer hidden[MIX_MAX_HIDDEN], head[3];
  double *pre[MIX_MAX_HIDDEN], *post[MIX_MAX_HIDDEN]; /* [units]: before and after the activation */
  double *out, *dout; /* [outputs] */
  double *delta[2];   /* [MIX_MAX_UNITS] */
} Oracle;

static void
oracle_init (Oracle *o, const MixNetwork *network, const double *params, double *gradient)
{
  static const char *const mixture[] = { "head.pi", "head.sigma", "head.mu" };

  *o = (Oracle){ .spec = mix_network_get_spec (network) };
  o->n_hidden = o->spec->hidden.n;
  for (guint i = 0; i < o->n_hidden; i++)
    {
      g_autofree char *prefix = g_strdup_printf ("layers.%u", i);
      o->hidden[i] = find_layer (network, prefix, params, gradient);
      o->pre[i] = g_new0 (double, o->hidden[i].n_outputs);
      o->post[i] = g_new0 (double, o->hidden[i].n_outputs);
    }
  o->n_parts = o->spec->head == MIX_HEAD_MIXTURE ? 3 : 1;
  for (guint i = 0; i < o->n_parts; i++)
    o->head[i] = find_layer (network, o->n_parts == 3 ? mixture[i] : "head.mean", params, gradient);
  o->out = g_new0 (double, 3 * MIX_MAX_COMPONENTS);
  o->dout = g_new0 (double, 3 * MIX_MAX_COMPONENTS);
  for (guint i = 0; i < 2; i++)
    o->delta[i] = g_new0 (double, MIX_MAX_UNITS);
}

static void
oracle_clear (Oracle *o)
{
  for (guint i = 0; i < o->n_hidden; i++)
    {
      g_free (o->pre[i]);
      g_free (o->post[i]);
    }
  g_free (o->out);
  g_free (o->dout);
  g_free (o->delta[0]);
  g_free (o->delta[1]);
}

static void
forward_row (Oracle *o, const double *x)
{
  const double *in = x;

  for (guint i = 0; i < o->n_hidden; i++)
    {
      apply (&o->hidden[i], in, o->pre[i]);
      for (gsize u = 0; u < o->hidden[i].n_outputs; u++)
        o->post[i][u] = activation (o->spec->activation, o->pre[i][u]);
      in = o->post[i];
    }
  for (guint i = 0; i < o->n_parts; i++)
    apply (&o->head[i], in, o->out + i * o->spec->components);
}

static void
backward_row (Oracle *o, const double *x)
{
  const double *in = o->n_hidden == 0 ? x : o->post[o->n_hidden - 1];
  double *delta = o->delta[0], *below = o->delta[1];

  memset (delta, 0, MIX_MAX_UNITS * sizeof *delta);
  for (guint i = 0; i < o->n_parts; i++)
    apply_backward (&o->head[i], in, o->dout + i * o->spec->components,
                    o->n_hidden == 0 ? NULL : delta);
  for (guint i = o->n_hidden; i-- > 0;)
    {
      for (gsize u = 0; u < o->hidden[i].n_outputs; u++)
        delta[u] *= activation_slope (o->spec->activation, o->pre[i][u]);
      memset (below, 0, MIX_MAX_UNITS * sizeof *below);
      apply_backward (&o->hidden[i], i == 0 ? x : o->post[i - 1], delta, i == 0 ? NULL : below);
      double *swapped = delta;
      delta = below;
      below = swapped;
    }
}

static double
row_loss (Oracle *o, const MixLoss *loss, const double *gumbel, double y, gsize row,
          const MixOracleOutputs *outputs, gboolean want_gradient)
{
  const guint k = o->spec->components;
  double pi[MIX_MAX_COMPONENTS], sigma[MIX_MAX_COMPONENTS];

  if (o->spec->head == MIX_HEAD_POINT)
    {
      o->dout[0] = 2 * (o->out[0] - y);
      return (o->out[0] - y) * (o->out[0] - y);
    }
  double log_density = mixture_row (o->spec, loss, gumbel == NULL ? NULL : gumbel + row * k, y,
                                    o->out, pi, sigma, want_gradient ? o->dout : NULL);
  for (guint c = 0; outputs != NULL && c < k; c++)
    {
      outputs->logits[row * k + c] = o->out[c];
      outputs->pi[row * k + c] = pi[c];
      outputs->sigma[row * k + c] = sigma[c];
      outputs->mu[row * k + c] = o->out[2 * k + c];
      outputs->log_density[row] = log_density;
    }
  return -log_density;
}

/* λ · the norm of all numbers of a head layer, and its gradient. */
static double
layer_norm (const Layer *layer, MixPenalty penalty, double lambda)
{
  gsize n_weights = layer->n_outputs * layer->n_inputs;
  gsize n = n_weights + (layer->bias == NULL ? 0 : layer->n_outputs);
  double sum = 0;

  for (gsize i = 0; i < n; i++)
    {
      double w = i < n_weights ? layer->weights[i] : layer->bias[i - n_weights];
      sum += penalty == MIX_PENALTY_L1 ? fabs (w) : w * w;
    }
  double norm = penalty == MIX_PENALTY_L1 ? sum : sqrt (sum);
  for (gsize i = 0; layer->dweights != NULL && norm > 0 && i < n; i++)
    {
      double w = i < n_weights ? layer->weights[i] : layer->bias[i - n_weights];
      double d = penalty == MIX_PENALTY_L2 ? w / norm : w > 0 ? 1 : w < 0 ? -1 : 0;
      *(i < n_weights ? &layer->dweights[i] : &layer->dbias[i - n_weights]) += lambda * d;
    }
  return lambda * norm;
}

/**
 * mix_oracle_loss:
 * @params: [n_params], in the network's layout
 * @x: [n_rows × n_features]
 * @y: [n_rows]
 * @gumbel: (nullable): [n_rows × K], frozen noise
 * @outputs: (nullable): filled by a mixture head
 * @gradient: (out) (nullable): [n_params], of the returned number
 *
 * Returns: the loss of training: the mean over rows of the NLL, or of the squared error, plus the
 * penalties
 */
double
mix_oracle_loss (const MixNetwork *network, const double *params, const double *x, const double *y,
                 gsize n_rows, const MixLoss *loss, const double *gumbel,
                 const MixOracleOutputs *outputs, double *gradient)
{
  const double lambdas[] = { loss->lambda_pi, loss->lambda_sigma, loss->lambda_mu };
  gsize n_params = mix_network_n_params (network);
  double sum = 0;
  Oracle o;

  if (gradient != NULL)
    memset (gradient, 0, n_params * sizeof *gradient);
  oracle_init (&o, network, params, gradient);
  for (gsize row = 0; row < n_rows; row++)
    {
      const double *in = x + row * o.spec->n_features;
      forward_row (&o, in);
      sum += row_loss (&o, loss, gumbel, y[row], row, outputs, gradient != NULL);
      if (gradient != NULL)
        backward_row (&o, in);
    }
  for (gsize i = 0; gradient != NULL && i < n_params; i++)
    gradient[i] /= (double) n_rows;
  sum /= (double) n_rows;
  for (guint i = 0; i < G_N_ELEMENTS (lambdas) && o.n_parts == 3; i++)
    sum += layer_norm (&o.head[i], loss->penalty, lambdas[i]);
  oracle_clear (&o);
  return sum;
}
