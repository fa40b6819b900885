/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-network-private.h"

static const char *const mixture_layers[] = { "pi", "sigma", "mu" };
static const char *const point_layers[] = { "mean" };

/* 3 for the mixture head, 1 for the point head */
static guint
n_head_layers (const MixNetworkSpec *spec)
{
  return spec->head == MIX_HEAD_MIXTURE ? G_N_ELEMENTS (mixture_layers)
                                        : G_N_ELEMENTS (point_layers);
}

/**
 * mix_network_head_layer_name:
 * @part: from 0, in the order of the outputs
 *
 * Returns: (transfer none): the name inside "head.NAME.W"
 */
const char *
mix_network_head_layer_name (const MixNetwork *network, guint part)
{
  return network->spec.head == MIX_HEAD_MIXTURE ? mixture_layers[part] : point_layers[part];
}

static void
add_view (MixNetwork *network, char *name, gsize offset, gsize rows, gsize cols)
{
  network->views[network->n_views++] = (MixParamView){ name, offset, rows, cols };
  network->n_trainable += rows * cols;
}

static gboolean
is_frozen_bias (const MixNetwork *network, const char *head_layer)
{
  return !network->spec.sigma_bias && g_str_equal (head_layer, "sigma");
}

/* The head's layers are stacked, so that one product does them all: their weights below each other,
 * then their biases. The sigma layer's biases keep their place where they are switched off. */
static void
add_head_views (MixNetwork *network, const MixDense *head)
{
  guint n_layers = n_head_layers (&network->spec);
  gsize k = head->n_outputs / n_layers;

  for (guint i = 0; i < n_layers; i++)
    add_view (network, g_strdup_printf ("head.%s.W", mix_network_head_layer_name (network, i)),
              head->weights + i * k * head->n_inputs, k, head->n_inputs);
  for (guint i = 0; i < n_layers; i++)
    {
      const char *name = mix_network_head_layer_name (network, i);
      if (!is_frozen_bias (network, name))
        add_view (network, g_strdup_printf ("head.%s.b", name), head->bias + i * k, k, 1);
    }
}

static void
add_views (MixNetwork *network)
{
  const MixMlp *mlp = &network->mlp;
  guint n_hidden = mlp->n_layers - 1;

  network->views = g_new0 (MixParamView, 2 * n_hidden + 6);
  for (guint i = 0; i < n_hidden; i++)
    {
      const MixDense *dense = &mlp->layers[i];
      add_view (network, g_strdup_printf ("layers.%u.W", i), dense->weights, dense->n_outputs,
                dense->n_inputs);
      add_view (network, g_strdup_printf ("layers.%u.b", i), dense->bias, dense->n_outputs, 1);
    }
  add_head_views (network, &mlp->layers[n_hidden]);
}

static void
init_mlp (MixMlp *mlp, const MixNetworkSpec *spec)
{
  mix_mlp_init (mlp, spec->n_features, &spec->hidden, n_head_layers (spec) * spec->components,
                spec->activation);
}

/**
 * mix_network_new:
 * @spec: sizes within the limits of mix-types.h; the point head has one component
 *
 * Returns: (transfer full): the network, which holds no parameters itself
 */
MixNetwork *
mix_network_new (const MixNetworkSpec *spec)
{
  g_return_val_if_fail (spec->n_features >= 1 && spec->hidden.n <= MIX_MAX_HIDDEN, NULL);
  g_return_val_if_fail (spec->components >= 1 && spec->components <= MIX_MAX_COMPONENTS, NULL);
  g_return_val_if_fail (spec->head == MIX_HEAD_MIXTURE || spec->components == 1, NULL);

  MixNetwork *network = g_atomic_rc_box_new0 (MixNetwork);
  network->spec = *spec;
  init_mlp (&network->mlp, spec);
  add_views (network);
  return network;
}

/**
 * mix_network_ref:
 *
 * Returns: (transfer full): the same network; any thread may take and drop references
 */
MixNetwork *
mix_network_ref (MixNetwork *network)
{
  return g_atomic_rc_box_acquire (network);
}

static void
clear_network (gpointer data)
{
  MixNetwork *network = data;

  for (guint i = 0; i < network->n_views; i++)
    g_free ((char *) network->views[i].name);
  g_free (network->views);
}

/**
 * mix_network_unref:
 *
 * Drops a reference; the last one frees the network.
 */
void
mix_network_unref (MixNetwork *network)
{
  g_atomic_rc_box_release_full (network, clear_network);
}

/**
 * mix_network_get_spec:
 *
 * Returns: (transfer none): what the network was made from
 */
const MixNetworkSpec *
mix_network_get_spec (const MixNetwork *network)
{
  return &network->spec;
}

/**
 * mix_network_n_params:
 *
 * Returns: the length of the parameter vector, with the unused sigma biases where they are off
 */
gsize
mix_network_n_params (const MixNetwork *network)
{
  return network->mlp.n_params;
}

/**
 * mix_network_spec_n_params:
 *
 * Returns: mix_network_n_params() of a network that would be made from it
 */
gsize
mix_network_spec_n_params (const MixNetworkSpec *spec)
{
  MixMlp mlp;

  init_mlp (&mlp, spec);
  return mlp.n_params;
}

/**
 * mix_network_n_trainable:
 *
 * Returns: how many parameters training moves: the sizes of all views together
 */
gsize
mix_network_n_trainable (const MixNetwork *network)
{
  return network->n_trainable;
}

/**
 * mix_network_get_views:
 * @n_views: (out)
 *
 * Returns: (transfer none): the tensors inside the parameter vector, by ascending offset
 */
const MixParamView *
mix_network_get_views (const MixNetwork *network, guint *n_views)
{
  *n_views = network->n_views;
  return network->views;
}

/**
 * mix_network_find_view:
 *
 * Returns: (transfer none) (nullable): the tensor of that name; NULL where the network has none
 */
const MixParamView *
mix_network_find_view (const MixNetwork *network, const char *name)
{
  for (guint i = 0; i < network->n_views; i++)
    if (g_str_equal (network->views[i].name, name))
      return &network->views[i];
  return NULL;
}

/**
 * mix_network_n_outputs:
 *
 * Returns: 3K for the mixture head, 1 for the point head
 */
gsize
mix_network_n_outputs (const MixNetwork *network)
{
  return network->mlp.layers[network->mlp.n_layers - 1].n_outputs;
}
