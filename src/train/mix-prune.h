/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Mixtures of many rows and the targets there: pi, mu, sigma [n_rows × k], y [n_rows], borrowed. */
typedef struct
{
  const float *pi, *mu, *sigma, *y;
  gsize n_rows;
  guint k;
} MixPruneRows;

double mix_prune_cost (const MixPruneRows *rows, guint component, double *received, double *error);
gboolean mix_prune_find (const MixPruneRows *rows, double most, guint *component, double *received);
void mix_prune_apply (const MixPruneRows *rows, guint component, const double *received,
                      float *weights, gsize n_inputs, float *biases);

G_END_DECLS
