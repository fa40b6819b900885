/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-model.h"

#include <float.h>

/* A model's answer: rows in data units through its network and back. */

#define BLOCK_ROWS 1024 /* a layer that collapses is folded once a block */

/* What a thread needs to predict with a network: made once, not for every call. */
typedef struct
{
  MixNetwork *network; /* NULL: free */
  MixWorkspace *workspace;
  float *x;               /* [BLOCK_ROWS × n_features], scaled */
  float *pi, *mu, *sigma; /* [BLOCK_ROWS × K], scaled */
} Bench;

/* A model and its companion take turns, so a thread keeps two; the older makes room. They live
 * until the thread ends, and hold their networks until then, but no parameters. */
typedef struct
{
  Bench benches[2];
  guint newest;
} BenchCache;

static void
bench_clear (Bench *bench)
{
  g_clear_pointer (&bench->workspace, mix_workspace_free);
  g_clear_pointer (&bench->network, mix_network_unref);
  g_clear_pointer (&bench->x, g_free);
  g_clear_pointer (&bench->pi, g_free);
}

static void
bench_init (Bench *bench, MixNetwork *network)
{
  const MixNetworkSpec *spec = mix_network_get_spec (network);
  gsize size = BLOCK_ROWS * (gsize) spec->components;

  bench->network = mix_network_ref (network);
  bench->workspace = mix_workspace_new (network, BLOCK_ROWS);
  bench->x = g_new (float, BLOCK_ROWS * (gsize) spec->n_features);
  bench->pi = g_new (float, 3 * size);
  bench->mu = bench->pi + size;
  bench->sigma = bench->mu + size;
}

static void
bench_cache_free (gpointer data)
{
  BenchCache *cache = data;

  for (guint i = 0; i < G_N_ELEMENTS (cache->benches); i++)
    bench_clear (&cache->benches[i]);
  g_free (cache);
}

static GPrivate bench_cache = G_PRIVATE_INIT (bench_cache_free);

/* The models of a run have networks of their own, but all alike. */
static gboolean
fits (const Bench *bench, const MixNetwork *network)
{
  return bench->network != NULL
         && mix_network_spec_equal (mix_network_get_spec (bench->network),
                                    mix_network_get_spec (network));
}

static Bench *
bench_for (MixNetwork *network)
{
  BenchCache *cache = g_private_get (&bench_cache);

  if (cache == NULL)
    {
      cache = g_new0 (BenchCache, 1);
      g_private_set (&bench_cache, cache);
    }
  for (guint i = 0; i < G_N_ELEMENTS (cache->benches); i++)
    if (fits (&cache->benches[i], network))
      {
        cache->newest = i;
        return &cache->benches[i];
      }
  cache->newest = (cache->newest + 1) % G_N_ELEMENTS (cache->benches);
  bench_clear (&cache->benches[cache->newest]);
  bench_init (&cache->benches[cache->newest], network);
  return &cache->benches[cache->newest];
}

static void
scale_rows (const MixModel *model, const double *x, gsize n_rows, float *scaled)
{
  guint n_features = mix_model_get_n_features (model);
  const MixScaling *scalings = mix_model_get_feature_scaling (model);

  for (gsize i = 0; i < n_rows; i++)
    for (guint j = 0; j < n_features; j++)
      {
        const MixScaling *scaling = &scalings[j];
        double seen = mix_transform_forward (mix_model_get_feature_rule (model, j)->transform, *x++);
        *scaled++ = (float) ((seen - scaling->shift) / scaling->scale);
      }
}

/* No component has a width of 0, whatever rounding made of it: densities would be infinite. A NaN
 * stays one. */
static double
at_least (double sigma, double least)
{
  return sigma < least ? least : sigma;
}

/* One row of the network's output in data units, pi with the given share in all. The weights are
 * made to sum to 1 again, as rounding in single precision leaves them 1e-7 off. */
static void
unscale_row (const MixModel *model, double share, const float *from_pi, const float *from_mu,
             const float *from_sigma, double *pi, double *mu, double *sigma)
{
  guint n = mix_model_get_spec (model)->components;
  gboolean point = mix_model_get_spec (model)->head == MIX_HEAD_POINT;
  const MixScaling *target = mix_model_get_target_scaling (model);
  double shift = target->shift, scale = target->scale, sum = 0;

  for (guint k = 0; k < n; k++)
    sum += (double) from_pi[k];
  for (guint k = 0; k < n; k++)
    {
      pi[k] = (double) from_pi[k] / sum * share;
      mu[k] = (double) from_mu[k] * scale + shift;
      sigma[k] = point ? at_least (mix_model_get_residual_sd (model), DBL_EPSILON * scale)
                       : at_least ((double) from_sigma[k], (double) FLT_MIN) * scale;
    }
}

/* Up to BLOCK_ROWS rows; from one row to the next of the outputs there are stride numbers. */
static void
predict_block (const MixModel *model, Bench *bench, const double *x, gsize n_rows, gsize stride,
               double share, double *pi, double *mu, double *sigma)
{
  gsize k = mix_model_get_spec (model)->components;

  scale_rows (model, x, n_rows, bench->x);
  mix_network_predict (bench->network, mix_model_get_params (model), bench->x, n_rows,
                       bench->workspace, bench->pi, bench->mu, bench->sigma);
  for (gsize i = 0; i < n_rows; i++)
    unscale_row (model, share, bench->pi + i * k, bench->mu + i * k, bench->sigma + i * k,
                 pi + i * stride, mu + i * stride, sigma + i * stride);
}

/**
 * mix_model_predict:
 * @x: [n_rows × n_features], data units
 * @pi: (out): [n_rows × K]; sums to 1
 * @mu: (out): [n_rows × K], data units, or those of the target's transform
 * @sigma: (out): [n_rows × K], the same, above 0; residual_sd for a point model
 *
 * The mixtures at some rows. Several threads may predict with one model at once; the first call of
 * a thread sets up a workspace, so that the next costs a row as little as a thousand, each. The
 * members of an ensemble share it.
 */
void
mix_model_predict (const MixModel *model, const double *x, gsize n_rows, double *pi, double *mu,
                   double *sigma)
{
  Bench *bench = bench_for (mix_model_get_network (model));
  gsize n_features = mix_model_get_n_features (model), k = mix_model_get_components (model);
  gsize member_k = mix_model_get_spec (model)->components;
  guint n_members = mix_model_get_n_members (model);

  for (gsize start = 0; start < n_rows; start += BLOCK_ROWS)
    {
      gsize n = MIN (BLOCK_ROWS, n_rows - start), to = start * k;
      const double *from = x + start * n_features;
      if (n_members == 0)
        predict_block (model, bench, from, n, k, 1, pi + to, mu + to, sigma + to);
      for (guint i = 0; i < n_members; i++, to += member_k)
        predict_block (mix_model_get_member (model, i), bench, from, n, k, 1.0 / n_members, pi + to,
                       mu + to, sigma + to);
    }
}
