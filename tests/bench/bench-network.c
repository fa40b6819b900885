/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Milliseconds per epoch on one thread: shuffle, gather, loss and gradient, clip, step. Without
 * options the reference work: 50 000 rows, one feature, 128-64 ReLU, K = 2, batch 2048, Adam. */
#include <math.h>
#include <stdlib.h>

#include "mix-blas.h"
#include "mix-network.h"
#include "mix-optimizer.h"

#define MAX_ROWS 1000000

static int n_rows = 50000, batch = 2048, n_epochs = 40, components = 2;
static char *hidden = NULL, *engine = NULL;

static const GOptionEntry options[] = {
  { "rows", 0, 0, G_OPTION_ARG_INT, &n_rows, "Rows of data", "N" },
  { "batch", 0, 0, G_OPTION_ARG_INT, &batch, "Rows in a step", "N" },
  { "epochs", 0, 0, G_OPTION_ARG_INT, &n_epochs, "Epochs to time", "N" },
  { "components", 0, 0, G_OPTION_ARG_INT, &components, "Gaussians", "K" },
  { "hidden", 0, 0, G_OPTION_ARG_STRING, &hidden, "Hidden layers, such as 128,64", "SIZES" },
  { "engine", 0, 0, G_OPTION_ARG_STRING, &engine, "auto, dense or collapsed", "WORD" },
  { 0 },
};

typedef struct
{
  MixNetwork *network;
  MixWorkspace *workspace;
  MixOptimizer *optimizer;
  MixRng rng;
  gsize n_rows, n_params;
  float *params, *gradient;
  float *x, *y, *batch_x, *batch_y; /* [n_rows] */
  guint32 *order;                   /* [n_rows] */
} Bench;

/* Two branches y = ±x² with noise, both scaled. */
static void
make_data (Bench *b)
{
  b->x = g_new (float, b->n_rows);
  b->y = g_new (float, b->n_rows);
  b->batch_x = g_new (float, b->n_rows);
  b->batch_y = g_new (float, b->n_rows);
  b->order = g_new (guint32, b->n_rows);
  for (guint i = 0; i < b->n_rows; i++)
    {
      double x = 20 * mix_rng_uniform (&b->rng) - 10;
      double y = (i % 2 == 0 ? x * x : -x * x) + 2 * fabs (x) * mix_rng_normal (&b->rng);
      b->x[i] = (float) (x / 5.774);
      b->y[i] = (float) (y / 46.2);
      b->order[i] = i;
    }
}

static void
start (Bench *b, const MixLayers *layers, MixEngine kind)
{
  MixNetworkSpec spec = { .n_features = 1, .hidden = *layers, .sigma_bias = TRUE };
  double mu_bias[MIX_MAX_COMPONENTS];
  MixInit init = { 0.05, mu_bias, -0.7 };

  spec.components = (guint) components;
  spec.sigma_floor = 1e-4;
  for (int k = 0; k < components; k++)
    mu_bias[k] = (k + 0.5) / components * 2 - 1;
  b->n_rows = (gsize) n_rows;
  mix_rng_init (&b->rng, 1);
  make_data (b);
  b->network = mix_network_new (&spec);
  b->n_params = mix_network_n_params (b->network);
  b->workspace = mix_workspace_new (b->network, b->n_rows);
  mix_workspace_set_engine (b->workspace, kind);
  b->optimizer = mix_optimizer_new_adam (b->n_params, 0.9, 0.999, 1e-8);
  b->params = g_new0 (float, b->n_params);
  b->gradient = g_new0 (float, b->n_params);
  mix_network_init_params (b->network, &init, &b->rng, b->params);
}

static double
run_epoch (Bench *b)
{
  MixLoss loss = { .temperature = 1 };
  double sum = 0;

  mix_rng_shuffle (&b->rng, b->order, b->n_rows);
  for (gsize at = 0; at < b->n_rows; at += (gsize) batch)
    {
      gsize n = MIN ((gsize) batch, b->n_rows - at);
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
  return sum / (double) b->n_rows;
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
  g_free (b->x);
  g_free (b->y);
  g_free (b->batch_x);
  g_free (b->batch_y);
  g_free (b->order);
  g_free (b->params);
  g_free (b->gradient);
  g_free (b);
}

static gboolean
parse_options (int *argc, char ***argv, MixLayers *layers, int *kind)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;

  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, argc, argv, &error))
    {
      g_printerr ("%s\n", error->message);
      return FALSE;
    }
  n_rows = CLAMP (n_rows, 1, MAX_ROWS);
  batch = CLAMP (batch, 1, n_rows);
  n_epochs = MAX (n_epochs, 1);
  components = CLAMP (components, 1, MIX_MAX_COMPONENTS);
  return mix_layers_parse (hidden == NULL ? "128,64" : hidden, layers)
         && mix_choice_parse (mix_engine_choices, engine == NULL ? "auto" : engine, kind);
}

int
main (int argc, char **argv)
{
  MixLayers layers;
  int kind;
  double loss = 0;

  if (!parse_options (&argc, &argv, &layers, &kind))
    return 2;

  Bench *b = g_new0 (Bench, 1);
  g_autofree double *milliseconds = g_new0 (double, n_epochs);
  start (b, &layers, (MixEngine) kind);
  for (int i = 0; i < n_epochs; i++)
    {
      gint64 begin = g_get_monotonic_time ();
      loss = run_epoch (b);
      milliseconds[i] = (double) (g_get_monotonic_time () - begin) / 1000;
    }
  qsort (milliseconds, (gsize) n_epochs, sizeof *milliseconds, compare);
  g_print ("core %s, %d rows, batch %d, %d epochs: median %.2f ms, best %.2f ms an epoch; "
           "scaled NLL %.4f\n",
           mix_blas_core_name (), n_rows, batch, n_epochs, milliseconds[n_epochs / 2],
           milliseconds[0], loss);
  stop (b);
  g_free (hidden);
  g_free (engine);
  return 0;
}
