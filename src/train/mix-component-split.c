/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-component-split.h"

#include <math.h>
#include <string.h>

#include "mix-mixture.h"

#define APART 0.5 /* of a component's mean σ: the most that its halves move to either side */
#define MOST_NATS 0.02 /* a row that this may cost: where σ is small somewhere they move less */
#define MOST_TRIES 24
#define MOST_ROWS 4096

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

/* What other weights make of a model; its target's transform is left to the caller. */
static MixModel *
model_with (const MixModel *model, const float *params)
{
  const MixNetworkSpec *spec = mix_model_get_spec (model);
  g_autofree const char **names = g_new (const char *, spec->n_features);

  for (guint f = 0; f < spec->n_features; f++)
    names[f] = mix_model_get_feature_name (model, f);
  return mix_model_new (spec, params, names, mix_model_get_feature_scaling (model),
                        mix_model_get_target_name (model), mix_model_get_target_scaling (model), 0,
                        NULL, NULL);
}

/* At rows that are spread evenly over a table, in the units that the model sees. */
typedef struct
{
  gsize n;
  double *x, *y;            /* [n × n_features], [n] */
  double *pi, *mu, *sigma; /* [n × K]: room */
} Rows;

static void
rows_init (Rows *rows, const MixModel *model, const MixDesign *design)
{
  gsize n_rows = mix_design_get_n_rows (design);
  guint n_features = mix_design_get_n_features (design), k = mix_model_get_components (model);
  MixTransform *transform = mix_model_get_target_transform (model);

  rows->n = MIN (n_rows, MOST_ROWS);
  rows->x = g_new (double, rows->n * n_features);
  rows->y = g_new (double, rows->n);
  rows->pi = g_new (double, rows->n * k);
  rows->mu = g_new (double, rows->n * k);
  rows->sigma = g_new (double, rows->n * k);
  for (gsize i = 0; i < rows->n; i++)
    {
      gsize row = i * n_rows / rows->n;
      rows->y[i] = mix_transform_forward (transform, mix_design_get_y (design, row));
      for (guint f = 0; f < n_features; f++)
        rows->x[i * n_features + f] = mix_design_get_x (design, row, f);
    }
}

static void
rows_clear (Rows *rows)
{
  g_free (rows->x);
  g_free (rows->y);
  g_free (rows->pi);
  g_free (rows->mu);
  g_free (rows->sigma);
}

/* Nats per row. */
static double
nll_at (const MixModel *model, const Rows *rows)
{
  guint k = mix_model_get_components (model);
  double sum = 0;

  mix_model_predict (model, rows->x, rows->n, rows->pi, rows->mu, rows->sigma);
  for (gsize i = 0; i < rows->n; i++)
    {
      MixMixture mixture = { k, rows->pi + i * k, rows->mu + i * k, rows->sigma + i * k };
      sum -= mix_mixture_log_density (&mixture, rows->y[i]);
    }
  return sum / (double) MAX (rows->n, 1);
}

/* The halves as far apart as the fit allows, from some of its σ down; they part while they learn. */
static MixModel *
split_gently (const MixModel *model, const float *params, guint from, guint into, double distance,
              const MixDesign *design)
{
  MixNetwork *network = mix_model_get_network (model);
  gsize size = mix_network_n_params (network) * sizeof *params;
  double whole = 0;
  MixModel *split = NULL;
  Rows rows;

  rows_init (&rows, model, design);
  for (guint i = 0; i <= MOST_TRIES; i++)
    {
      g_autofree float *tried = g_memdup2 (params, size);
      g_clear_pointer (&split, mix_model_unref);
      mix_component_split (network, tried, from, into, i == 0 ? 0 : distance);
      split = model_with (model, tried);
      double nll = nll_at (split, &rows);
      if (i == 0)
        whole = nll;
      else if (nll <= whole + MOST_NATS)
        break;
      else
        distance /= 2;
    }
  rows_clear (&rows);
  return split;
}

/**
 * mix_model_split_largest:
 * @design: the rows that it learns
 * @usage: of the model, with a component that is not used or doubles another
 *
 * Returns: (transfer full): a model whose largest component is in two halves, the second in the
 *   place of the one to spare; to start training from
 */
MixModel *
mix_model_split_largest (const MixModel *model, const MixDesign *design, const MixUsage *usage)
{
  MixNetwork *network = mix_model_get_network (model);
  g_autofree float *params
    = g_memdup2 (mix_model_get_params (model), mix_network_n_params (network) * sizeof (float));
  const MixScaling *target = mix_model_get_target_scaling (model);
  gboolean twin = usage->verdict == MIX_USAGE_TWIN;
  gboolean lighter = twin && usage->mean_pi[usage->component] > usage->mean_pi[usage->other];
  guint spare = lighter ? usage->other : usage->component;

  g_return_val_if_fail (usage->n_components > 1, NULL);
  if (twin)
    give_weight (network, params, usage, spare, lighter ? usage->component : usage->other);
  guint largest = largest_but (usage, spare);
  return split_gently (model, params, largest, spare,
                       APART * usage->mean_sigma[largest] / target->scale, design);
}
