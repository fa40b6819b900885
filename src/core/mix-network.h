/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-rng.h"
#include "mix-types.h"

G_BEGIN_DECLS

/* A network is a stack of dense layers and a head. It is immutable and holds no numbers: the
 * parameters are one contiguous vector that the caller owns, described by named views, so that
 * gradients, optimiser moments and files share the layout. */
typedef struct _MixNetwork MixNetwork;

/* A tensor inside the parameter vector: rows × cols, row-major; W is [out × in], b is [out × 1].
 * Names: "layers.0.W", "layers.0.b", …, "head.pi.W", "head.sigma.b", "head.mu.W", "head.mean.W". */
typedef struct
{
  const char *name;
  gsize offset;
  gsize rows, cols;
} MixParamView;

MixNetwork *mix_network_new (const MixNetworkSpec *spec);
MixNetwork *mix_network_ref (MixNetwork *network);
void mix_network_unref (MixNetwork *network);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MixNetwork, mix_network_unref)

const MixNetworkSpec *mix_network_get_spec (const MixNetwork *network);
gsize mix_network_n_params (const MixNetwork *network);   /* length of the vector */
gsize mix_network_spec_n_params (const MixNetworkSpec *spec);
gsize mix_network_n_trainable (const MixNetwork *network); /* what a person calls the parameter count */
const MixParamView *mix_network_get_views (const MixNetwork *network, guint *n_views);
const MixParamView *mix_network_find_view (const MixNetwork *network, const char *name);
gsize mix_network_n_outputs (const MixNetwork *network);  /* 3K for the mixture head, 1 for the point head */

/* How the parameters start. He for the ReLU family, Xavier for tanh and sigmoid. */
typedef struct
{
  double head_scale;     /* sd of the head's weights; 0: the trunk's own rule */
  const double *mu_bias; /* [components], scaled target; NULL: zeros */
  double log_sigma;      /* sigma that the head starts at, as its logarithm; needs sigma_bias */
} MixInit;

void mix_network_init_params (const MixNetwork *network, const MixInit *init, MixRng *rng,
                              float *params);

/* The loss of training: mean NLL or mean squared error over rows, plus the norm penalties. */
typedef struct
{
  MixMixing mixing;
  double temperature;
  MixPenalty penalty;
  double lambda_pi, lambda_sigma, lambda_mu;
} MixLoss;

/* Scratch memory for up to max_rows rows at a time; nothing is allocated after this. */
typedef struct _MixWorkspace MixWorkspace;

MixWorkspace *mix_workspace_new (const MixNetwork *network, gsize max_rows);
void mix_workspace_free (MixWorkspace *workspace);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MixWorkspace, mix_workspace_free)

gboolean mix_network_can_collapse (const MixNetwork *network);
void mix_workspace_set_engine (MixWorkspace *workspace, MixEngine engine);

/* Adds to gradient [n_params] the gradient of weight × Σ over rows of the row loss (the NLL, or the
 * squared error for the point head), and returns Σ over rows of the row loss, unweighted.
 * x [n_rows × n_features], y [n_rows], both scaled; gumbel [n_rows × K] is the frozen noise of
 * Gumbel-softmax, NULL for plain softmax; gradient NULL: the loss alone. Any n_rows: the workspace
 * is walked in blocks. */
double mix_network_loss_gradient (const MixNetwork *network, const float *params, const float *x,
                                  const float *y, gsize n_rows, const MixLoss *loss,
                                  const float *gumbel, double weight, MixWorkspace *workspace,
                                  float *gradient);

/* The norm penalties of the head's layers: returns their sum, adds their gradient (NULL: not). */
double mix_network_penalty (const MixNetwork *network, const float *params, const MixLoss *loss,
                            float *gradient);

/* Heads' outputs in scaled units, plain softmax: pi, mu, sigma each [n_rows × K]. For the point
 * head K = 1: pi is 1, mu the prediction, sigma 0. */
void mix_network_predict (const MixNetwork *network, const float *params, const float *x,
                          gsize n_rows, MixWorkspace *workspace, float *pi, float *mu,
                          float *sigma);

G_END_DECLS
