/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-network.h"
#include "mix-optimizer.h"

G_BEGIN_DECLS

/* One network that is being trained: parameters, their gradient, the optimiser's moments, and the best
 * parameters so far. A batch may come in pieces: begin, add, add, …, update. */
typedef struct
{
  MixNetwork *network;
  gsize n_params;
  float *params;
  float *best_params;
  float *gradient;
  MixOptimizer *optimizer;
  MixWorkspace *workspace;
} MixLearner;

typedef struct
{
  double rate;
  double clip_norm;    /* 0: off */
  double weight_decay; /* decoupled; on weights, not on biases */
} MixUpdate;

MixLearner *mix_learner_new (const MixNetworkSpec *spec, const MixInit *init, MixRng *rng,
                             gsize max_rows);
void mix_learner_free (MixLearner *learner);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MixLearner, mix_learner_free)

void mix_learner_begin (MixLearner *learner);
double mix_learner_add (MixLearner *learner, const float *x, const float *y, gsize n_rows,
                        const MixLoss *loss, const float *gumbel, double weight);
gboolean mix_learner_update (MixLearner *learner, const MixLoss *loss, const MixUpdate *update);

double mix_learner_evaluate (MixLearner *learner, const float *x, const float *y, gsize n_rows);
void mix_learner_keep_best (MixLearner *learner);
void mix_learner_restore_best (MixLearner *learner);

G_END_DECLS
