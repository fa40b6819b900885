/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-model-example.h"

#include <string.h>

/* A model of a mixture with a plain network beside it, and whether two models are the same. */

static const MixScaling example_target = { 1.0 / 3, 0.1 };

static inline GHashTable *
example_settings (void)
{
  const char *const settings[][2] = {
    { "epochs", "100" },
    { "activation", "tanh" },
    { "note", "a \"quote\", a \\ and\na new line\x01" },
    { "seed", "-9223372036854775808" },
  };
  GHashTable *table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    g_hash_table_insert (table, g_strdup (settings[i][0]), g_strdup (settings[i][1]));
  return table;
}

static inline MixModel *
example_pair (void)
{
  MixNetworkSpec spec = example_spec (3, MIX_HEAD_MIXTURE, 2);
  MixNetworkSpec plain = example_spec (3, MIX_HEAD_POINT, 1);
  g_autoptr (GHashTable) settings = example_settings ();
  g_autoptr (MixModel) companion = example_model (&plain, &example_target, 0.3, NULL, NULL);

  spec.sigma_bias = FALSE;
  return example_model (&spec, &example_target, 0, settings, companion);
}

static inline void
assert_same_bytes (gconstpointer a, gconstpointer b, gsize length)
{
  g_assert_true (memcmp (a, b, length) == 0);
}

static inline void
assert_same_model (const MixModel *a, const MixModel *b)
{
  const MixNetworkSpec *s = mix_model_get_spec (a), *t = mix_model_get_spec (b);
  gsize n_params = mix_network_n_params (mix_model_get_network (a));
  guint n = s->n_features;

  g_assert_cmpuint (n, ==, t->n_features);
  g_assert_true (mix_layers_equal (&s->hidden, &t->hidden));
  g_assert_cmpint ((int) s->activation, ==, (int) t->activation);
  g_assert_cmpint ((int) s->head, ==, (int) t->head);
  g_assert_cmpuint (s->components, ==, t->components);
  g_assert_cmpint ((int) s->sigma_activation, ==, (int) t->sigma_activation);
  g_assert_cmpint (s->sigma_bias, ==, t->sigma_bias);
  assert_same_bytes (&s->sigma_epsilon, &t->sigma_epsilon, sizeof (double));
  assert_same_bytes (&s->sigma_floor, &t->sigma_floor, sizeof (double));
  assert_same_bytes (mix_model_get_params (a), mix_model_get_params (b), n_params * sizeof (float));
  assert_same_bytes (mix_model_get_feature_scaling (a), mix_model_get_feature_scaling (b),
                     n * sizeof (MixScaling));
  assert_same_bytes (mix_model_get_target_scaling (a), mix_model_get_target_scaling (b),
                     sizeof (MixScaling));
  for (guint i = 0; i < n; i++)
    g_assert_cmpstr (mix_model_get_feature_name (a, i), ==, mix_model_get_feature_name (b, i));
  g_assert_cmpstr (mix_model_get_target_name (a), ==, mix_model_get_target_name (b));
}
