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
#include "mix-feed.h"
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
  MixDesign *design;
  MixSplit *split;
  MixScaler *scaler;
  MixFeed *feed;
  gsize batch;
  float *x, *y; /* [batch × n_features], [batch]: scaled */
  double loss;  /* of the last epoch, per row */
} Bench;

/* Two branches y = ±x² of the first feature, with noise. */
static MixDataset *
make_table (MixRng *rng)
{
  guint n_columns = (guint) n_features + 1;
  MixColumn *columns = g_new0 (MixColumn, n_columns);

  for (guint j = 0; j < n_columns; j++)
    {
      columns[j].name = j + 1 == n_columns ? g_strdup ("y") : g_strdup_printf ("x%u", j + 1);
      columns[j].values = g_new (double, (gsize) n_rows);
    }
  for (int i = 0; i < n_rows; i++)
    {
      for (int j = 0; j < n_features; j++)
        columns[j].values[i] = 20 * mix_rng_uniform (rng) - 10;
      double x = columns[0].values[i];
      columns[n_features].values[i]
        = (i % 2 == 0 ? x * x : -x * x) + 2 * fabs (x) * mix_rng_normal (rng);
    }
  return mix_dataset_new ("two branches", (gsize) n_rows, columns, n_columns);
}

static void
make_data (Bench *b)
{
  g_autoptr (MixDataset) table = make_table (&b->rng);

  b->design = mix_design_new (table, NULL, NULL, NULL);
  b->split = mix_split_new ((gsize) n_rows, 0, 1);
  b->scaler = mix_scaler_new (b->design, b->split->train, b->split->n_train);
  b->feed = mix_feed_new (b->scaler, b->design, b->split);
  b->batch = (gsize) batch;
  b->x = g_new (float, b->batch * (gsize) n_features);
  b->y = g_new (float, b->batch);
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
  mix_rng_init (&b->rng, 1);
  make_data (b);
  b->learner = mix_learner_new (&spec, &init, &b->rng, MIX_OPTIMIZER_ADAM, kind, b->batch);
  if (n_threads > 1)
    b->team = mix_team_new ((guint) n_threads);
  return b;
}

static void
run_epoch (Bench *b)
{
  MixLoss loss = { .temperature = 1 };
  MixUpdate update = { .rate = 2e-4, .clip_norm = 5 };
  gsize n_train = b->split->n_train;
  double sum = 0;

  mix_feed_begin (b->feed, &b->rng);
  for (gsize at = 0; at < n_train; at += b->batch)
    {
      gsize n = MIN (b->batch, n_train - at);
      mix_feed_take (b->feed, n, b->x, b->y);
      mix_learner_begin (b->learner);
      sum += mix_learner_add (b->learner, b->team, b->x, b->y, n, &loss, NULL, 1 / (double) n);
      mix_learner_update (b->learner, &loss, &update);
    }
  b->loss = sum / (double) n_train;
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
  mix_feed_free (b->feed);
  mix_scaler_free (b->scaler);
  mix_split_free (b->split);
  mix_design_unref (b->design);
  g_free (b->x);
  g_free (b->y);
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
