/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-mlp.h"
#include "mix-network.h"

G_BEGIN_DECLS

struct _MixNetwork
{
  MixNetworkSpec spec;
  MixMlp mlp;
  guint n_views;
  MixParamView *views; /* by offset; the names are owned */
  gsize n_trainable;
};

/* The head's layers as a person counts them: pi, sigma and mu, or mean alone. */
const char *mix_network_head_layer_name (const MixNetwork *network, guint part);

/* The raw outputs of the head, before any softmax: logits, s, mu side by side; for tests. */
void mix_network_outputs (const MixNetwork *network, const float *params, const float *x,
                          gsize n_rows, MixWorkspace *workspace, float *outputs);

G_END_DECLS
