/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-component-split.h"

#include <math.h>
#include <string.h>

#define APART 0.5 /* of a component's σ, that its halves move to either side */

/* The bias of one component's output. */
static float *
bias_of (const MixNetwork *network, float *params, const char *view_name, guint component)
{
  const MixParamView *view = mix_network_find_view (network, view_name);

  g_assert (view != NULL);
  return params + view->offset + component;
}

/* A layer without biases has no view of them. */
static void
copy_row (const MixNetwork *network, float *params, const char *view_name, guint from, guint into)
{
  const MixParamView *view = mix_network_find_view (network, view_name);

  if (view == NULL)
    return;
  memcpy (params + view->offset + into * view->cols, params + view->offset + from * view->cols,
          view->cols * sizeof *params);
}

/**
 * mix_component_split:
 * @params: (inout): of a network with a mixture head
 * @from: the component that is split
 * @into: the one that becomes its second half; what it was is forgotten
 * @distance: in units of the scaled target, that the halves' means move to either side
 *
 * Each half has half the weight of the whole at every x: its logit less log 2. At distance 0 the
 * density is the same as before, but for what the forgotten component added.
 */
void
mix_component_split (const MixNetwork *network, float *params, guint from, guint into,
                     double distance)
{
  static const char *const views[] = { "head.pi.W", "head.pi.b", "head.mu.W", "head.mu.b",
                                       "head.sigma.W", "head.sigma.b" };

  g_return_if_fail (from != into);
  *bias_of (network, params, "head.pi.b", from) -= (float) G_LN2;
  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    copy_row (network, params, views[i], from, into);
  *bias_of (network, params, "head.mu.b", from) -= (float) distance;
  *bias_of (network, params, "head.mu.b", into) += (float) distance;
}

static guint
largest_but (const MixUsage *usage, guint but)
{
  guint largest = but == 0 ? 1 : 0;

  for (guint c = 0; c < usage->n_components; c++)
    if (c != but && usage->mean_pi[c] > usage->mean_pi[largest])
      largest = c;
  return largest;
}

/* A twin's weight goes to the other. */
static void
give_weight (const MixNetwork *network, float *params, const MixUsage *usage, guint from, guint to)
{
  double share = usage->mean_pi[from] / MAX (usage->mean_pi[to], 1e-6);

  *bias_of (network, params, "head.pi.b", to) += (float) log1p (share);
}

/**
 * mix_model_split_largest:
 * @usage: of the model, with a component that is not used or doubles another
 *
 * Returns: (transfer full): a model whose largest component is in two halves, the second in the
 *   place of the one to spare; to start training from
 */
MixModel *
mix_model_split_largest (const MixModel *model, const MixUsage *usage)
{
  const MixNetworkSpec *spec = mix_model_get_spec (model);
  MixNetwork *network = mix_model_get_network (model);
  g_autofree float *params
    = g_memdup2 (mix_model_get_params (model), mix_network_n_params (network) * sizeof (float));
  g_autofree const char **names = g_new (const char *, spec->n_features);
  const MixScaling *target = mix_model_get_target_scaling (model);
  gboolean twin = usage->verdict == MIX_USAGE_TWIN;
  gboolean lighter = twin && usage->mean_pi[usage->component] > usage->mean_pi[usage->other];
  guint spare = lighter ? usage->other : usage->component;

  g_return_val_if_fail (usage->n_components > 1, NULL);
  if (twin)
    give_weight (network, params, usage, spare, lighter ? usage->component : usage->other);
  guint largest = largest_but (usage, spare);
  mix_component_split (network, params, largest, spare,
                       APART * usage->mean_sigma[largest] / target->scale);
  for (guint f = 0; f < spec->n_features; f++)
    names[f] = mix_model_get_feature_name (model, f);
  return mix_model_new (spec, params, names, mix_model_get_feature_scaling (model),
                        mix_model_get_target_name (model), target, 0, NULL, NULL);
}
