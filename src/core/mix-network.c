/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-network-private.h"

#include <math.h>
#include <string.h>

#include "mix-head.h"

static const char *const mixture_layers[] = { "pi", "sigma", "mu" };
static const char *const point_layers[] = { "mean" };

#define LEAST_COLLAPSED_ROWS 48

struct _MixWorkspace
{
  const MixNetwork *network; /* borrowed, to check that the two belong together */
  MixMlpBlock block;
  gsize max_block_rows;
  float *scratch;
  MixEngine engine;
};

/**
 * mix_network_n_head_layers:
 *
 * Returns: 3 for the mixture head, 1 for the point head
 */
guint
mix_network_n_head_layers (const MixNetwork *network)
{
  return network->spec.head == MIX_HEAD_MIXTURE ? G_N_ELEMENTS (mixture_layers)
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

/* ---- Layout -------------------------------------------------------------------------------- */

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
  guint n_layers = mix_network_n_head_layers (network);
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
  mix_mlp_init (&network->mlp, spec->n_features, &spec->hidden,
                mix_network_n_head_layers (network) * spec->components, spec->activation);
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

/* ---- Work ---------------------------------------------------------------------------------- */

/**
 * mix_workspace_new:
 * @network: must outlive the workspace
 * @max_rows: a hint: more rows than that are walked in several blocks
 *
 * Returns: (transfer full): scratch memory for one thread at a time
 */
MixWorkspace *
mix_workspace_new (const MixNetwork *network, gsize max_rows)
{
  MixWorkspace *workspace = g_new0 (MixWorkspace, 1);

  workspace->network = network;
  workspace->max_block_rows = CLAMP (max_rows, 1, MIX_BLOCK_ROWS);
  mix_mlp_block_init (&workspace->block, &network->mlp, max_rows);
  if (network->spec.head == MIX_HEAD_MIXTURE)
    workspace->scratch
        = mix_panel_alloc (mix_head_mdn_scratch (&network->spec) * workspace->block.stride);
  return workspace;
}

/**
 * mix_workspace_free:
 *
 * Frees the scratch memory; the network stays.
 */
void
mix_workspace_free (MixWorkspace *workspace)
{
  mix_mlp_block_clear (&workspace->block);
  g_clear_pointer (&workspace->scratch, g_aligned_free);
  g_free (workspace);
}

/**
 * mix_network_can_collapse:
 *
 * Returns: whether MIX_ENGINE_COLLAPSED can work on the network
 */
gboolean
mix_network_can_collapse (const MixNetwork *network)
{
  return mix_mlp_can_collapse (&network->mlp);
}

/**
 * mix_workspace_set_engine:
 * @engine: MIX_ENGINE_COLLAPSED needs mix_network_can_collapse()
 *
 * Which of the two ways of the same mathematics to go; at first MIX_ENGINE_AUTO.
 */
void
mix_workspace_set_engine (MixWorkspace *workspace, MixEngine engine)
{
  g_return_if_fail (engine != MIX_ENGINE_COLLAPSED
                    || mix_network_can_collapse (workspace->network));
  workspace->engine = engine;
}

/* To collapse costs as much as a few dozen rows of the dense path. */
static gboolean
use_collapse (const MixWorkspace *workspace, gsize n_rows)
{
  if (workspace->engine == MIX_ENGINE_AUTO)
    return n_rows >= LEAST_COLLAPSED_ROWS && mix_network_can_collapse (workspace->network);
  return workspace->engine == MIX_ENGINE_COLLAPSED;
}

/* The forward pass of one block, ready for a head. */
static MixHeadBlock
forward (const MixNetwork *network, const float *params, const float *x, gsize n_rows,
         MixWorkspace *workspace)
{
  MixHeadBlock head = { .n_rows = n_rows, .stride = workspace->block.stride };

  head.outputs = mix_mlp_forward (&network->mlp, params, x, n_rows, &workspace->block);
  head.scratch = workspace->scratch;
  return head;
}

/* The biases that do not exist must not be learnt. */
static void
freeze_sigma_bias (const MixNetwork *network, float *gradient)
{
  const MixDense *head = &network->mlp.layers[network->mlp.n_layers - 1];
  gsize k = network->spec.components;

  if (network->spec.head == MIX_HEAD_MIXTURE && !network->spec.sigma_bias)
    memset (gradient + head->bias + k, 0, k * sizeof *gradient);
}

/**
 * mix_network_loss_gradient:
 * @params: [n_params]
 * @x: [n_rows × n_features], scaled
 * @y: [n_rows], scaled
 * @loss: mixing and temperature; the penalties are mix_network_penalty()'s
 * @gumbel: (nullable): [n_rows × K], noise; NULL for plain softmax
 * @weight: of a row in the gradient, such as 1 / rows in the batch
 * @gradient: (inout) (nullable): [n_params], added to; NULL for the loss alone
 *
 * Gradients are back-propagation; see MATH.md.
 *
 * Returns: Σ over rows of the NLL, or of the squared error for the point head; NaN where an output
 * or the loss is not finite, and then the gradient means nothing
 */
double
mix_network_loss_gradient (const MixNetwork *network, const float *params, const float *x,
                           const float *y, gsize n_rows, const MixLoss *loss, const float *gumbel,
                           double weight, MixWorkspace *workspace, float *gradient)
{
  gsize n_features = network->spec.n_features, k = network->spec.components;
  double sum = 0;

  g_return_val_if_fail (workspace->network == network, (double) NAN);

  mix_mlp_begin (&network->mlp, params, use_collapse (workspace, n_rows), &workspace->block);
  for (gsize row = 0; row < n_rows; row += workspace->max_block_rows)
    {
      gsize n = MIN (n_rows - row, workspace->max_block_rows);
      const float *block_x = x + row * n_features;
      MixHeadBlock head = forward (network, params, block_x, n, workspace);
      head.y = y + row;
      head.gumbel = gumbel == NULL ? NULL : gumbel + row * k;
      if (network->spec.head == MIX_HEAD_MIXTURE)
        sum += mix_head_mdn_loss (&network->spec, loss, weight, &head, gradient != NULL);
      else
        sum += mix_head_point_loss (weight, &head, gradient != NULL);
      if (!isfinite (sum))
        return (double) NAN;
      if (gradient != NULL)
        mix_mlp_backward (&network->mlp, params, block_x, n, &workspace->block, gradient);
    }
  if (gradient != NULL)
    {
      mix_mlp_end (&network->mlp, &workspace->block, gradient);
      freeze_sigma_bias (network, gradient);
    }
  return sum;
}

/**
 * mix_network_predict:
 * @x: [n_rows × n_features], scaled
 * @pi, @mu, @sigma: (out): [n_rows × K], scaled; with plain softmax whatever the training used
 */
void
mix_network_predict (const MixNetwork *network, const float *params, const float *x, gsize n_rows,
                     MixWorkspace *workspace, float *pi, float *mu, float *sigma)
{
  gsize n_features = network->spec.n_features, k = network->spec.components;

  g_return_if_fail (workspace->network == network);

  mix_mlp_begin (&network->mlp, params, use_collapse (workspace, n_rows), &workspace->block);
  for (gsize row = 0; row < n_rows; row += workspace->max_block_rows)
    {
      gsize n = MIN (n_rows - row, workspace->max_block_rows), at = row * k;
      MixHeadBlock head = forward (network, params, x + row * n_features, n, workspace);
      if (network->spec.head == MIX_HEAD_MIXTURE)
        mix_head_mdn_predict (&network->spec, &head, pi + at, mu + at, sigma + at);
      else
        mix_head_point_predict (&head, pi + at, mu + at, sigma + at);
    }
}

/**
 * mix_network_outputs:
 * @outputs: (out): [n_rows × n_outputs], row-major
 */
void
mix_network_outputs (const MixNetwork *network, const float *params, const float *x, gsize n_rows,
                     MixWorkspace *workspace, float *outputs)
{
  gsize n_outputs = mix_network_n_outputs (network);

  mix_mlp_begin (&network->mlp, params, use_collapse (workspace, n_rows), &workspace->block);
  for (gsize row = 0; row < n_rows; row += workspace->max_block_rows)
    {
      gsize n = MIN (n_rows - row, workspace->max_block_rows);
      MixHeadBlock head
          = forward (network, params, x + row * network->spec.n_features, n, workspace);
      for (gsize i = 0; i < n; i++)
        for (gsize u = 0; u < n_outputs; u++)
          outputs[(row + i) * n_outputs + u] = head.outputs[u * head.stride + i];
    }
}
