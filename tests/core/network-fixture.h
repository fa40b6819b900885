/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random networks with random data, the same in single and in double precision, for the suites that
 * compare the two. */
#pragma once

#include <math.h>

#include "mix-network-private.h"
#include "mix-oracle.h"

typedef struct
{
  MixNetwork *network;
  MixWorkspace *workspace;
  MixLoss loss;
  gsize n_rows, n_params;
  float *params, *x, *y, *gumbel, *gradient; /* gumbel NULL: plain softmax */
  double *params2, *x2, *y2, *gumbel2, *gradient2;
} Problem;

/* n normal numbers, rounded to float, none of them nearer to 0 than least, so that no kink of an
 * absolute value is near. */
static inline void
fill_normal (MixRng *rng, gsize n, double sd, double least, float *to, double *to2)
{
  for (gsize i = 0; i < n; i++)
    {
      double v = sd * mix_rng_normal (rng);
      to[i] = (float) (fabs (v) < least ? copysign (least, v) : v);
      to2[i] = (double) to[i];
    }
}

static inline void
new_normal (MixRng *rng, gsize n, double sd, float **to, double **to2)
{
  *to = g_new0 (float, n);
  *to2 = g_new0 (double, n);
  fill_normal (rng, n, sd, 0, *to, *to2);
}

static inline void
problem_init (Problem *p, const MixNetworkSpec *spec, const MixLoss *loss, gsize n_rows,
              guint64 seed)
{
  guint n_views;
  MixRng rng;

  mix_rng_init (&rng, seed);
  *p = (Problem){ .network = mix_network_new (spec), .loss = *loss, .n_rows = n_rows };
  p->workspace = mix_workspace_new (p->network, n_rows);
  p->n_params = mix_network_n_params (p->network);
  p->params = g_new0 (float, p->n_params);
  p->params2 = g_new0 (double, p->n_params);
  p->gradient = g_new0 (float, p->n_params);
  p->gradient2 = g_new0 (double, p->n_params);

  const MixParamView *views = mix_network_get_views (p->network, &n_views);
  for (guint i = 0; i < n_views; i++)
    {
      double sd = views[i].cols == 1 ? 0.4 : 1 / sqrt ((double) views[i].cols);
      fill_normal (&rng, views[i].rows * views[i].cols, sd, 0.01, p->params + views[i].offset,
                   p->params2 + views[i].offset);
    }
  new_normal (&rng, n_rows * spec->n_features, 1, &p->x, &p->x2);
  new_normal (&rng, n_rows, 1, &p->y, &p->y2);
  if (loss->mixing == MIX_MIXING_GUMBEL_SOFTMAX)
    new_normal (&rng, n_rows * spec->components, 1, &p->gumbel, &p->gumbel2);
}

static inline void
problem_clear (Problem *p)
{
  mix_workspace_free (p->workspace);
  mix_network_unref (p->network);
  g_free (p->params);
  g_free (p->x);
  g_free (p->y);
  g_free (p->gumbel);
  g_free (p->gradient);
  g_free (p->params2);
  g_free (p->x2);
  g_free (p->y2);
  g_free (p->gumbel2);
  g_free (p->gradient2);
}

/* The loss of training in double precision; its gradient goes to gradient2, if wanted. */
static inline double
problem_oracle (Problem *p, gboolean want_gradient)
{
  return mix_oracle_loss (p->network, p->params2, p->x2, p->y2, p->n_rows, &p->loss, p->gumbel2,
                          NULL, want_gradient ? p->gradient2 : NULL);
}

/* The same by the fast path; the gradient goes to gradient. */
static inline double
problem_fast (Problem *p)
{
  double n = (double) p->n_rows;

  for (gsize i = 0; i < p->n_params; i++)
    p->gradient[i] = 0.0f;
  return mix_network_loss_gradient (p->network, p->params, p->x, p->y, p->n_rows, &p->loss,
                                    p->gumbel, 1 / n, p->workspace, p->gradient)
             / n
         + mix_network_penalty (p->network, p->params, &p->loss, p->gradient);
}
