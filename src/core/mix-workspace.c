/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The work on rows that mix-network.h declares, and the memory for it. */
#include "mix-network-private.h"

#include <math.h>
#include <string.h>

#include "mix-head.h"

#define LEAST_COLLAPSED_ROWS 48

struct _MixWorkspace
{
  const MixNetwork *network; /* borrowed, to check that the two belong together */
  MixMlpBlock block;
  gsize max_block_rows;
  float *scratch;
  guint32 *order; /* [MIX_COLLAPSE_WINDOW], NULL where nothing collapses */
  float *y;       /* the same */
  MixEngine engine;
};

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
  if (mix_network_can_collapse (network))
    {
      workspace->order = g_new (guint32, MIX_COLLAPSE_WINDOW);
      workspace->y = g_new (float, MIX_COLLAPSE_WINDOW);
    }
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
  g_free (workspace->order);
  g_free (workspace->y);
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

/* What mix_network_loss_gradient() has for all rows. */
typedef struct
{
  const MixNetwork *network;
  const float *params;
  const MixLoss *loss;
  double weight;
  MixWorkspace *workspace;
  float *gradient;
} Task;

/* Puts the rows of a window into the order that is quickest. Returns their targets. */
static const float *
arrange (const Task *task, const float *x, const float *y, gsize n_rows)
{
  MixWorkspace *workspace = task->workspace;

  if (!mix_mlp_arrange (&task->network->mlp, x, n_rows, &workspace->block, workspace->order))
    return y;
  for (gsize i = 0; i < n_rows; i++)
    workspace->y[i] = y[workspace->order[i]];
  return workspace->y;
}

static double
loss_of_window (const Task *task, const float *x, const float *y, const float *gumbel,
                gsize n_rows)
{
  const MixNetworkSpec *spec = &task->network->spec;
  MixMlpBlock *block = &task->workspace->block;
  gboolean want_gradient = task->gradient != NULL;
  gsize step = task->workspace->max_block_rows;
  double sum = 0;

  if (gumbel == NULL && block->collapsed)
    y = arrange (task, x, y, n_rows);
  for (gsize row = 0; row < n_rows && isfinite (sum); row += step)
    {
      gsize n = MIN (n_rows - row, step);
      const float *block_x = x + row * spec->n_features;
      block->first_row = row;
      MixHeadBlock head = forward (task->network, task->params, block_x, n, task->workspace);
      head.y = y + row;
      head.gumbel = gumbel == NULL ? NULL : gumbel + row * spec->components;
      if (spec->head == MIX_HEAD_MIXTURE)
        sum += mix_head_mdn_loss (spec, task->loss, task->weight, &head, want_gradient);
      else
        sum += mix_head_point_loss (task->weight, &head, want_gradient);
      if (want_gradient && isfinite (sum))
        mix_mlp_backward (&task->network->mlp, task->params, block_x, n, block, task->gradient);
    }
  return sum;
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

  Task task = { network, params, loss, weight, workspace, gradient };
  mix_mlp_begin (&network->mlp, params, use_collapse (workspace, n_rows), &workspace->block);
  for (gsize row = 0; row < n_rows; row += MIX_COLLAPSE_WINDOW)
    {
      gsize n = MIN (n_rows - row, MIX_COLLAPSE_WINDOW);
      sum += loss_of_window (&task, x + row * n_features, y + row,
                             gumbel == NULL ? NULL : gumbel + row * k, n);
      if (!isfinite (sum))
        return (double) NAN;
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
