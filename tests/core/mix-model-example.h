/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-model.h"

/* Models with random parameters for the suites about models. */
static inline float *
example_params (const MixNetworkSpec *spec, guint64 seed)
{
  g_autoptr (MixNetwork) network = mix_network_new (spec);
  float *params = g_new0 (float, mix_network_n_params (network));
  guint n_views;
  const MixParamView *views = mix_network_get_views (network, &n_views);
  MixRng rng;

  mix_rng_init (&rng, seed);
  for (guint i = 0; i < n_views; i++)
    for (gsize j = 0; j < views[i].rows * views[i].cols; j++)
      params[views[i].offset + j] = (float) (0.5 * mix_rng_normal (&rng));
  return params;
}

static inline MixNetworkSpec
example_spec (guint n_features, MixHeadKind head, guint components)
{
  return (MixNetworkSpec){
    .n_features = n_features,
    .hidden = { 2, { 7, 5 } },
    .activation = MIX_ACTIVATION_TANH,
    .head = head,
    .components = components,
    .sigma_activation = MIX_SIGMA_ELU1,
    .sigma_bias = TRUE,
    .sigma_epsilon = 1e-15,
    .sigma_floor = 1e-4,
  };
}

static inline MixModel *
example_model (const MixNetworkSpec *spec, const MixScaling *target_scaling, double residual_sd,
               GHashTable *settings, MixModel *companion)
{
  const char *const names[] = { "x", "weight \"kg\"", "größe" };
  const MixScaling scaling[] = { { 0.1, 2 }, { -3, 0.7 }, { 1e5, 1e3 } };
  g_autofree float *params = example_params (spec, 1);

  g_assert_cmpuint (spec->n_features, <=, G_N_ELEMENTS (names));
  return mix_model_new (spec, params, names, scaling, "price", target_scaling, residual_sd,
                        settings, companion);
}

/* Networks of one spec with parameters of their own. */
static inline MixModel *
example_ensemble (const MixNetworkSpec *spec, const MixScaling *target_scaling, guint n_members,
                  GHashTable *settings, MixModel *companion)
{
  g_autoptr (GPtrArray) members
      = g_ptr_array_new_with_free_func ((GDestroyNotify) mix_model_unref);
  const char *const names[] = { "x", "z", "t" };
  const MixScaling scaling[] = { { 0.1, 2 }, { -3, 0.7 }, { 1e5, 1e3 } };

  for (guint i = 0; i < n_members; i++)
    {
      g_autofree float *params = example_params (spec, 10 + i);
      g_ptr_array_add (members, mix_model_new (spec, params, names, scaling, "price",
                                               target_scaling, 0.5 + i, NULL, NULL));
    }
  return mix_model_new_ensemble ((MixModel *const *) members->pdata, n_members, settings,
                                 companion);
}
