/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Milliseconds per epoch of the reference work: 50 000 rows, one feature, 128-64 ReLU, K = 2, Adam,
 * on one thread: shuffle, gather, loss and gradient, step. Usage: [batch [epochs]]. */
#include <math.h>
#include <stdlib.h>

#include "mix-blas.h"
#include "mix-network.h"
#include "mix-optimizer.h"

#define N_ROWS 50000
#define MAX_EPOCHS 10000

typedef struct
{
  MixNetwork *network;
  MixWorkspace *workspace;
  MixOptimizer *optimizer;
  MixRng rng;
  gsize n_params;
  float *params, *gradient;
  float x[N_ROWS], y[N_ROWS], batch_x[N_ROWS], batch_y[N_ROWS];
  guint32 order[N_ROWS];
} Bench;

/* Two branches y = ±x² with noise, both scaled. */
static void
make_data (Bench *b)
{
  for (guint i = 0; i < N_ROWS; i++)
    {
      double x = 20 * mix_rng_uniform (&b->rng) - 10;
      double y = (i % 2 == 0 ? x * x : -x * x) + 2 * fabs (x) * mix_rng_normal (&b->rng);
      b->x[i] = (float) (x / 5.774);
      b->y[i] = (float) (y / 46.2);
      b->order[i] = i;
    }
}

static void
start (Bench *b)
{
  MixNetworkSpec spec = { .n_features = 1,
                          .hidden = { 2, { 128, 64 } },
                          .components = 2,
                          .sigma_bias = TRUE,
                          .sigma_floor = 1e-4 };
  const double mu_bias[] = { -0.5, 0.5 };
  MixInit init = { 0.05, mu_bias, -0.7 };

  mix_rng_init (&b->rng, 1);
  make_data (b);
  b->network = mix_network_new (&spec);
  b->n_params = mix_network_n_params (b->network);
  b->workspace = mix_workspace_new (b->network, N_ROWS);
  b->optimizer = mix_optimizer_new_adam (b->n_params, 0.9, 0.999, 1e-8);
  b->params = g_new0 (float, b->n_params);
  b->gradient = g_new0 (float, b->n_params);
  mix_network_init_params (b->network, &init, &b->rng, b->params);
}

static double
run_epoch (Bench *b, gsize batch)
{
  MixLoss loss = { .temperature = 1 };
  double sum = 0;

  mix_rng_shuffle (&b->rng, b->order, N_ROWS);
  for (gsize at = 0; at < N_ROWS; at += batch)
    {
      gsize n = MIN (batch, N_ROWS - at);
      for (gsize i = 0; i < n; i++)
        {
          b->batch_x[i] = b->x[b->order[at + i]];
          b->batch_y[i] = b->y[b->order[at + i]];
        }
      for (gsize i = 0; i < b->n_params; i++)
        b->gradient[i] = 0;
      sum += mix_network_loss_gradient (b->network, b->params, b->batch_x, b->batch_y, n, &loss,
                                        NULL, 1 / (double) n, b->workspace, b->gradient);
      mix_gradient_clip (b->gradient, b->n_params, 5);
      mix_optimizer_step (b->optimizer, 2e-3, b->gradient, b->params);
    }
  return sum / N_ROWS;
}

static int
compare (const void *a, const void *b)
{
  return (*(const double *) a > *(const double *) b) - (*(const double *) a < *(const double *) b);
}

static void
stop (Bench *b)
{
  mix_workspace_free (b->workspace);
  mix_optimizer_free (b->optimizer);
  mix_network_unref (b->network);
  g_free (b->params);
  g_free (b->gradient);
  g_free (b);
}

int
main (int argc, char **argv)
{
  Bench *b = g_new0 (Bench, 1);
  gsize batch = argc > 1 ? (gsize) g_ascii_strtoull (argv[1], NULL, 10) : 2048;
  guint n_epochs = argc > 2 ? (guint) g_ascii_strtoull (argv[2], NULL, 10) : 40;
  double loss = 0;

  batch = CLAMP (batch, 1, N_ROWS);
  n_epochs = CLAMP (n_epochs, 1, MAX_EPOCHS);
  g_autofree double *milliseconds = g_new0 (double, n_epochs);

  start (b);
  for (guint i = 0; i < n_epochs; i++)
    {
      gint64 begin = g_get_monotonic_time ();
      loss = run_epoch (b, batch);
      milliseconds[i] = (double) (g_get_monotonic_time () - begin) / 1000;
    }
  qsort (milliseconds, n_epochs, sizeof *milliseconds, compare);
  g_print ("core %s, batch %" G_GSIZE_FORMAT ", %u epochs: median %.2f ms, best %.2f ms an epoch; "
           "scaled NLL %.4f\n",
           mix_blas_core_name (), batch, n_epochs, milliseconds[n_epochs / 2], milliseconds[0],
           loss);
  stop (b);
  return 0;
}
