/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-network.h"
#include "mix-optimizer.h"
#include "mix-team.h"

G_BEGIN_DECLS

/* One network that is being trained: parameters, their average, their gradient, the optimiser's
 * moments, and the best parameters so far. A batch may come in pieces: begin, add, add, …, update.
 * The rows of a piece are parted into shards that depend on nothing but their number; each shard
 * has its own gradient, and they are added in order, so that the result is the same whoever did
 * which. */
typedef struct
{
  MixNetwork *network;
  gsize n_params;
  float *params;
  float *best_params;
  float *gradient;
  float *average; /* of the parameters over the last steps; NULL where none is taken */
  MixOptimizer *optimizer;
  gsize shard_rows;
  guint n_shards;            /* of the largest piece */
  MixWorkspace **workspaces; /* [n_shards] */
  float *shard_gradients;    /* [n_shards × n_params]; NULL where there is one */
} MixLearner;

typedef struct
{
  double rate;
  double clip_norm;    /* 0: off */
  double weight_decay; /* on weights, not on biases */
  gboolean hold_mixing; /* the pi layer stays as it is */
  double kept_share; /* of the average, while it moves to the parameters; 0: none is taken */
} MixUpdate;

MixLearner *mix_learner_new (const MixNetworkSpec *spec, const MixInit *init, MixRng *rng,
                             MixOptimizerKind optimizer, MixEngine engine, gsize max_rows);
void mix_learner_free (MixLearner *learner);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MixLearner, mix_learner_free)

void mix_learner_even_mixing (MixLearner *learner);
void mix_learner_begin (MixLearner *learner);
double mix_learner_add (MixLearner *learner, MixTeam *team, const float *x, const float *y,
                        gsize n_rows, const MixLoss *loss, const float *gumbel, double weight);
gboolean mix_learner_update (MixLearner *learner, const MixLoss *loss, const MixUpdate *update);

/* What is measured, shown and saved: the average of the parameters, or they themselves. */
const float *mix_learner_get_shown (const MixLearner *learner);
void mix_learner_drop_average (MixLearner *learner);
double mix_learner_evaluate (MixLearner *learner, MixTeam *team, const float *params, const float *x,
                             const float *y, gsize n_rows);
void mix_learner_keep_best (MixLearner *learner);
void mix_learner_restore_best (MixLearner *learner);

G_END_DECLS
