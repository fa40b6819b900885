/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long an epoch of training takes: rows permuted, batches gathered, loss and gradient,
 * clipping, Adam; what the trainer does without its measurements. Prints one line of JSON for
 * engine.py, in milliseconds by the clock on the wall and by that of the process. Without
 * options the reference work: 50 000 rows, one feature, 128-64 ReLU, K = 2, batch 2048, one
 * thread. */
#include <math.h>
#include <stdlib.h>
#include <time.h>

#include "mix-blas.h"
#include "mix-learner.h"

#define LEAST_EPOCHS 3
#define MAX_ROWS 20000000

static int n_rows = 50000, n_features = 1, batch = 2048, components = 2, n_threads = 1;
static double seconds = 3;
static char *hidden = NULL, *engine = NULL;

static const GOptionEntry options[] = {
  { "rows", 0, 0, G_OPTION_ARG_INT, &n_rows, "Rows of data", "N" },
  { "features", 0, 0, G_OPTION_ARG_INT, &n_features, "Inputs", "N" },
  { "batch", 0, 0, G_OPTION_ARG_INT, &batch, "Rows in a step", "N" },
  { "components", 0, 0, G_OPTION_ARG_INT, &components, "Gaussians", "K" },
  { "hidden", 0, 0, G_OPTION_ARG_STRING, &hidden, "Hidden layers, such as 128,64", "SIZES" },
  { "engine", 0, 0, G_OPTION_ARG_STRING, &engine, "auto, dense or collapsed", "WORD" },
  { "threads", 0, 0, G_OPTION_ARG_INT, &n_threads, "That share a batch", "N" },
  { "seconds", 0, 0, G_OPTION_ARG_DOUBLE, &seconds, "To spend on epochs", "S" },
  { 0 },
};

typedef struct
{
  MixLearner *learner;
  MixTeam *team;
  MixRng rng;
  gsize n_rows, n_features, batch;
  float *x, *y;             /* [n_rows × n_features], [n_rows]: scaled */
  float *batch_x, *batch_y; /* [batch × n_features], [batch] */
  guint32 *order;           /* [n_rows] */
  double loss;              /* of the last epoch, per row */
} Bench;

/* Two branches y = ±x² of the first feature, with noise, all scaled. */
static void
make_data (Bench *b)
{
  b->x = g_new (float, b->n_rows * b->n_features);
  b->y = g_new (float, b->n_rows);
  b->batch_x = g_new (float, b->batch * b->n_features);
  b->batch_y = g_new (float, b->batch);
  b->order = g_new (guint32, b->n_rows);
  for (gsize i = 0; i < b->n_rows; i++)
    {
      for (gsize j = 0; j < b->n_features; j++)
        b->x[i * b->n_features + j] = (float) ((20 * mix_rng_uniform (&b->rng) - 10) / 5.774);
      double x = 5.774 * (double) b->x[i * b->n_features];
      double y = (i % 2 == 0 ? x * x : -x * x) + 2 * fabs (x) * mix_rng_normal (&b->rng);
      b->y[i] = (float) (y / 46.2);
      b->order[i] = (guint32) i;
    }
}

static Bench *
start (const MixLayers *layers, MixEngine kind)
{
  Bench *b = g_new0 (Bench, 1);
  MixNetworkSpec spec = { .n_features = (guint) n_features, .hidden = *layers, .sigma_bias = TRUE };
  double mu_bias[MIX_MAX_COMPONENTS];
  MixInit init = { 0.05, mu_bias, -0.7 };

  spec.components = (guint) components;
  spec.sigma_floor = 1e-4;
  for (int k = 0; k < components; k++)
    mu_bias[k] = (k + 0.5) / components * 2 - 1;
  b->n_rows = (gsize) n_rows;
  b->n_features = (gsize) n_features;
  b->batch = (gsize) batch;
  mix_rng_init (&b->rng, 1);
  make_data (b);
  b->learner = mix_learner_new (&spec, &init, &b->rng, MIX_OPTIMIZER_ADAM, kind, b->batch);
  if (n_threads > 1)
    b->team = mix_team_new ((guint) n_threads);
  return b;
}

static void
gather (Bench *b, const guint32 *rows, gsize n)
{
  for (gsize i = 0; i < n; i++)
    {
      const float *x = b->x + rows[i] * b->n_features;
      for (gsize j = 0; j < b->n_features; j++)
        b->batch_x[i * b->n_features + j] = x[j];
      b->batch_y[i] = b->y[rows[i]];
    }
}

static void
run_epoch (Bench *b)
{
  MixLoss loss = { .temperature = 1 };
  MixUpdate update = { .rate = 2e-4, .clip_norm = 5 };
  double sum = 0;

  mix_rng_shuffle (&b->rng, b->order, b->n_rows);
  for (gsize at = 0; at < b->n_rows; at += b->batch)
    {
      gsize n = MIN (b->batch, b->n_rows - at);
      gather (b, b->order + at, n);
      mix_learner_begin (b->learner);
      sum += mix_learner_add (b->learner, b->team, b->batch_x, b->batch_y, n, &loss, NULL,
                              1 / (double) n);
      mix_learner_update (b->learner, &loss, &update);
    }
  b->loss = sum / (double) b->n_rows;
}

static double
process_ms (void)
{
  struct timespec time;
  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &time);
  return 1e3 * (double) time.tv_sec + 1e-6 * (double) time.tv_nsec;
}

static double
wall_ms (void)
{
  return 1e-3 * (double) g_get_monotonic_time ();
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const double *left = a, *right = b;
  return (*left > *right) - (*left < *right);
}

static void
print_times (const char *name, GArray *times)
{
  g_array_sort (times, compare);
  g_print ("\"%s\": {\"median\": %.6g, \"best\": %.6g}, ", name,
           g_array_index (times, double, times->len / 2), g_array_index (times, double, 0));
}

/* Runs epochs for the time that was given, and says how long one took. */
static void
measure (Bench *b)
{
  g_autoptr (GArray) wall = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) cpu = g_array_new (FALSE, FALSE, sizeof (double));
  double begin;

  run_epoch (b);
  begin = wall_ms ();
  while (wall->len < LEAST_EPOCHS || wall_ms () - begin < 1e3 * seconds)
    {
      double from_wall = wall_ms (), from_cpu = process_ms ();
      run_epoch (b);
      double of_wall = wall_ms () - from_wall, of_cpu = process_ms () - from_cpu;
      g_array_append_val (wall, of_wall);
      g_array_append_val (cpu, of_cpu);
    }
  g_print ("{\"core\": \"%s\", \"epochs\": %u, ", mix_blas_core_name (), wall->len);
  print_times ("wall", wall);
  print_times ("cpu", cpu);
  g_print ("\"loss\": %.6g}\n", b->loss);
}

static void
stop (Bench *b)
{
  g_clear_pointer (&b->team, mix_team_free);
  mix_learner_free (b->learner);
  g_free (b->x);
  g_free (b->y);
  g_free (b->batch_x);
  g_free (b->batch_y);
  g_free (b->order);
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
  n_features = CLAMP (n_features, 1, 1000);
  batch = CLAMP (batch, 1, n_rows);
  components = CLAMP (components, 1, MIX_MAX_COMPONENTS);
  return mix_layers_parse (hidden == NULL ? "128,64" : hidden, layers)
         && mix_choice_parse (mix_engine_choices, engine == NULL ? "auto" : engine, kind);
}

int
main (int argc, char **argv)
{
  MixLayers layers;
  int kind;

  if (!parse_options (&argc, &argv, &layers, &kind))
    {
      g_printerr ("bench-engine: see --help\n");
      return 2;
    }
  Bench *b = start (&layers, (MixEngine) kind);
  measure (b);
  stop (b);
  g_free (hidden);
  g_free (engine);
  return 0;
}
