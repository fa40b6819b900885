/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How good the fits of the default recipe are, in nats: above the floor where the truth is known,
 * what spare components do, and ten-fold cross-validation on small tables: trained on all rows of
 * the other folds, and once more with some of them kept to stop early. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "mix-csv.h"
#include "mix-generators.h"
#include "mix-trainer.h"

#define FRESH_ROWS 20000
#define FRESH_SEED 987654321
#define FOLDS 10
#define VISIBLE 0.01 /* a component with a smaller mean pi is unused */

static int n_seeds = 20, first_seed = 1, n_repeats = 3;
static gboolean verbose;
static char *only = NULL, *samples = NULL, **settings = NULL;

static const GOptionEntry entries[] = {
  { "seeds", 0, 0, G_OPTION_ARG_INT, &n_seeds, "Of each generated work", "N" },
  { "first-seed", 0, 0, G_OPTION_ARG_INT, &first_seed, "The first of them", "N" },
  { "repeats", 0, 0, G_OPTION_ARG_INT, &n_repeats, "Cross-validations of a table", "N" },
  { "only", 0, 0, G_OPTION_ARG_STRING, &only, "Works with this in their name", "TEXT" },
  { "samples", 0, 0, G_OPTION_ARG_FILENAME, &samples, "Where the tables are", "FOLDER" },
  { "set", 0, 0, G_OPTION_ARG_STRING_ARRAY, &settings, "An option of training", "NAME=VALUE" },
  { "verbose", 0, 0, G_OPTION_ARG_NONE, &verbose, "Every seed", NULL },
  { 0 },
};

/* A generated table, and what is wanted of its fits: median and worst, in nats above the floor. */
typedef struct
{
  const char *name, *generator;
  gsize rows;
  const char *components, *epochs, *ensemble;
  double median, worst;
} Work;

static const Work works[] = {
  { "two-branch, two", "two-branch", 20000, "2", "40", "1", 0.02, 0.06 },
  { "two-branch, spare", "two-branch", 20000, "5", "40", "1", 0.03, 0 },
  { "two-branch, 5 000 rows", "two-branch", 5000, "2", "30", "1", 0, 0 },
  { "two-branch, 100 000 rows", "two-branch", 100000, "2", "20", "1", 0.02, 0.06 },
  { "two-branch, ensemble", "two-branch", 5000, "2", "30", "5", 0, 0 },
  { "linear", "linear", 20000, "1", "40", "1", 0.10, 0 },
  { "gaussian-mixture", "gaussian-mixture", 20000, "2", "40", "1", 0.15, 0 },
  { "gaussian-mixture, five", "gaussian-mixture", 20000, "5", "40", "1", 0.09, 0 },
  { "gaussian-mixture, spare", "gaussian-mixture", 20000, "8", "40", "1", 0.08, 0 },
};

/* A table, and the most nats that its cross-validation should come to. */
typedef struct
{
  const char *file, *target, *feature, *components;
  double wanted;
} Table;

static const Table tables[] = {
  { "geyser.csv", "duration", "waiting", "3", 0.65 },
  { "mcycle.csv", "accel", "times", "2", 4.25 },
};

static void
set (MixConfig *config, const char *name, const char *value)
{
  g_autoptr (GError) error = NULL;
  if (!mix_config_set (config, name, value, &error))
    g_error ("%s", error->message);
}

/* The defaults, and what the command line says. */
static MixConfig
make_config (const char *components)
{
  MixConfig config;

  mix_config_init (&config);
  set (&config, "components", components);
  for (char **s = settings; s != NULL && *s != NULL; s++)
    {
      g_auto (GStrv) parts = g_strsplit (*s, "=", 2);
      set (&config, parts[0], parts[1]);
    }
  return config;
}

static MixModel *
train (const MixConfig *config, MixDesign *design, guint member, MixHistory **history)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MixTrainer) trainer = mix_trainer_new_member (config, design, member, &error);

  g_assert_no_error (error);
  while (mix_trainer_step (trainer) == MIX_RUN_RUNNING)
    ;
  if (history != NULL)
    *history = mix_history_copy (mix_trainer_get_history (trainer));
  return mix_trainer_make_model (trainer);
}

/* The mean NLL of a model over rows [n] of a design, or over all (NULL). mean_pi [K] is theirs. */
static double
nll_of (const MixModel *model, const MixDesign *design, const guint32 *rows, gsize n,
        double *mean_pi)
{
  guint k = mix_model_get_components (model), n_features = mix_model_get_n_features (model);
  g_autofree double *x = g_new (double, n * n_features), *pi = g_new (double, n * k);
  g_autofree double *mu = g_new (double, n * k), *sigma = g_new (double, n * k);
  double sum = 0;

  for (gsize i = 0; i < n; i++)
    mix_design_get_row (design, rows != NULL ? rows[i] : i, x + i * n_features);
  mix_model_predict (model, x, n, pi, mu, sigma);
  for (guint c = 0; mean_pi != NULL && c < k; c++)
    mean_pi[c] = 0;
  for (gsize i = 0; i < n; i++)
    {
      MixMixture mixture = { k, pi + i * k, mu + i * k, sigma + i * k };
      sum -= mix_mixture_log_density (&mixture,
                                      mix_design_get_y (design, rows != NULL ? rows[i] : i));
      for (guint c = 0; mean_pi != NULL && c < k; c++)
        mean_pi[c] += pi[i * k + c] / (double) n;
    }
  return sum / (double) n;
}

static int
compare (const void *a, const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;
  return (x > y) - (x < y);
}

static double
median (double *values, gsize n)
{
  qsort (values, n, sizeof *values, compare);
  return 0.5 * (values[(n - 1) / 2] + values[n / 2]);
}

static MixDesign *
generated (const Work *work, gsize rows, guint64 seed)
{
  g_autoptr (MixDataset) table = mix_generator_make (mix_generator_find (work->generator), rows, 1,
                                                     seed);
  return mix_design_new (table, NULL, NULL, NULL);
}

/* What the seeds of a work came to. */
typedef struct
{
  double *nats; /* [n] */
  gsize n;
  double faint; /* the largest mean pi below VISIBLE */
  guint least_used, most_used; /* components */
  gint64 us;
} Result;

static void
add_fit (Result *result, const Work *work, const MixModel *model, const MixDesign *fresh)
{
  double pi[MIX_MAX_COMPONENTS];
  guint k = mix_model_get_components (model), used = 0;
  double floor = mix_generator_find (work->generator)->optimal_nll (1);
  double nats = nll_of (model, fresh, NULL, FRESH_ROWS, pi) - floor;

  qsort (pi, k, sizeof *pi, compare);
  for (guint c = 0; c < k; c++)
    if (pi[c] >= VISIBLE)
      used++;
    else
      result->faint = MAX (result->faint, pi[c]);
  result->least_used = MIN (result->least_used, used);
  result->most_used = MAX (result->most_used, used);
  result->nats[result->n++] = nats;
  if (!verbose)
    return;
  printf ("    %3zu  %8.4f  ", result->n, nats);
  for (guint c = 0; c < k; c++)
    printf (" %.4f", pi[c]);
  printf ("\n");
}

static void
run_work (const Work *work)
{
  int members = atoi (work->ensemble);
  gsize n = (gsize) MAX (n_seeds / members, 1) * (gsize) members;
  g_autofree double *nats = g_new (double, n);
  g_autoptr (MixDesign) fresh = generated (work, FRESH_ROWS, FRESH_SEED);
  MixConfig config = make_config (work->components);
  Result result = { .nats = nats, .least_used = G_MAXUINT };

  set (&config, "epochs", work->epochs);
  for (config.seed = first_seed; result.n < n; config.seed++)
    {
      g_autoptr (MixDesign) design = generated (work, work->rows, (guint64) config.seed);
      for (guint member = 0; member < (guint) members; member++)
        {
          gint64 start = g_get_monotonic_time ();
          g_autoptr (MixModel) model = train (&config, design, member, NULL);
          result.us += g_get_monotonic_time () - start;
          add_fit (&result, work, model, fresh);
        }
    }
  double middle = median (nats, n);
  guint lost = 0;
  for (gsize i = 0; i < n; i++)
    lost += nats[i] > middle + 0.04;
  printf ("| %-25s | %s | %s | %zu | %.4f | %s | %.4f | %s | %u | %u – %u | %.4f | %.2f |\n",
          work->name, work->components, work->epochs, n, middle,
          work->median > 0 ? g_strdup_printf ("≤ %.2f", work->median) : "", nats[n - 1],
          work->worst > 0 ? g_strdup_printf ("≤ %.2f", work->worst) : "", lost, result.least_used,
          result.most_used, result.faint, (double) result.us / 1e6 / (double) n);
  fflush (stdout);
}

/* Seconds */

#define CLOSE 0.05 /* nats above the floor */
#define LOOK_EVERY 20

/* Seconds of training until fresh rows, looked at with the clocks stopped, are close to the floor:
 * by the clock on the wall, and processor time. */
static double
seconds_until_close (const Work *work, gint64 seed, const MixDesign *fresh, double *processor)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MixDesign) design = generated (work, work->rows, (guint64) seed);
  double wanted = mix_generator_find (work->generator)->optimal_nll (1) + CLOSE;
  MixConfig config = make_config (work->components);

  config.seed = seed;
  g_autoptr (MixTrainer) trainer = mix_trainer_new (&config, design, &error);
  g_assert_no_error (error);
  *processor = 0;
  for (guint64 look = LOOK_EVERY;;)
    {
      clock_t start = clock ();
      if (mix_trainer_step (trainer) != MIX_RUN_RUNNING)
        return HUGE_VAL;
      *processor += (double) (clock () - start) / CLOCKS_PER_SEC;
      if (mix_trainer_get_step (trainer) >= look)
        {
          g_autoptr (MixModel) model = mix_trainer_make_model (trainer);
          if (nll_of (model, fresh, NULL, FRESH_ROWS, NULL) <= wanted)
            return mix_trainer_get_seconds (trainer);
          look = mix_trainer_get_step (trainer) + LOOK_EVERY;
        }
    }
}

static void
run_seconds (void)
{
  const Work work = { .generator = "two-branch", .rows = 100000, .components = "2" };
  g_autoptr (MixDesign) fresh = generated (&work, FRESH_ROWS, FRESH_SEED);
  double seconds[5], processor[5];

  for (gsize i = 0; i < G_N_ELEMENTS (seconds); i++)
    seconds[i] = seconds_until_close (&work, (gint64) i + 1, fresh, &processor[i]);
  double middle = median (seconds, G_N_ELEMENTS (seconds));
  printf ("\nSeconds until two-branch (100 000 rows) is %.2f nats above the floor: median %.3f, worst "
          "%.3f of five seeds; median of processor time %.3f; wanted below 0.25\n",
          CLOSE, middle, seconds[G_N_ELEMENTS (seconds) - 1],
          median (processor, G_N_ELEMENTS (processor)));
}

/* Tables */

/* The rows of a design that are not in a fold, as a table of their own. */
static MixDesign *
without_fold (const MixDesign *design, const guint32 *order, gsize n, gsize fold)
{
  MixColumn *columns = g_new0 (MixColumn, 2);
  gsize m = 0;

  columns[0].name = g_strdup ("x");
  columns[1].name = g_strdup ("y");
  for (int i = 0; i < 2; i++)
    columns[i].values = g_new (double, n);
  for (gsize i = 0; i < n; i++)
    if (i % FOLDS != fold)
      {
        columns[0].values[m] = mix_design_get_x (design, order[i], 0);
        columns[1].values[m++] = mix_design_get_y (design, order[i]);
      }
  g_autoptr (MixDataset) table = mix_dataset_new ("fold", m, columns, 2);
  return mix_design_new (table, "y", NULL, NULL);
}

/* Of a cross-validation, the means over folds: the NLL of rows left out; how much worse than its
 * best the end of a run is on the rows that validate it; the length of a run. */
typedef struct
{
  double nll, overfit, epochs;
} Folds;

static Folds
cross_validate (const MixConfig *config, const MixDesign *design)
{
  gsize n = mix_design_get_n_rows (design);
  g_autofree guint32 *order = g_new (guint32, n), *held = g_new (guint32, n);
  Folds folds = { 0 };
  MixRng rng;

  mix_rng_init (&rng, (guint64) config->seed + 99);
  for (gsize i = 0; i < n; i++)
    order[i] = (guint32) i;
  mix_rng_shuffle (&rng, order, n);
  for (gsize fold = 0; fold < FOLDS; fold++)
    {
      g_autoptr (MixDesign) rest = without_fold (design, order, n, fold);
      g_autoptr (MixHistory) history = NULL;
      g_autoptr (MixModel) model = train (config, rest, 0, &history);
      gsize m = 0;
      for (gsize i = fold; i < n; i += FOLDS)
        held[m++] = order[i];
      folds.nll += nll_of (model, design, held, m, NULL) * (double) m / (double) n;
      folds.overfit += (mix_history_get_last (history)->validation_nll
                        - mix_history_get_best (history)->validation_nll) / FOLDS;
      folds.epochs += mix_history_get_last (history)->epoch / (double) FOLDS;
    }
  return folds;
}

/* The median over cross-validations of a table that keep this share of the training rows to stop
 * on. */
static Folds
repeat (MixConfig config, const MixDesign *design, double validation, double *nll)
{
  Folds all = { 0 };

  config.validation = validation;
  for (config.seed = 1; config.seed <= n_repeats; config.seed++)
    {
      Folds folds = cross_validate (&config, design);
      nll[config.seed - 1] = folds.nll;
      all.overfit += folds.overfit / n_repeats;
      all.epochs += folds.epochs / n_repeats;
    }
  all.nll = median (nll, (gsize) n_repeats);
  return all;
}

static void
run_table (const Table *table)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (samples != NULL ? samples : "data/samples",
                                            table->file, NULL);
  g_autoptr (MixDataset) data = mix_csv_read (path, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (MixDesign) design
    = mix_design_new (data, table->target, (const char *[]){ table->feature, NULL }, &error);
  g_assert_no_error (error);
  g_autofree double *nll = g_new (double, (gsize) n_repeats);
  MixConfig config = make_config (table->components);
  gint64 start = g_get_monotonic_time ();

  Folds kept = repeat (config, design, config.validation, nll);
  Folds all = repeat (config, design, 0, nll);
  printf ("| %-11s | %s | %d | %.3f (%.3f – %.3f) | ≤ %.2f | %.3f | %.3f | %.0f | %.2f |\n",
          table->file, table->components, n_repeats, all.nll, nll[0], nll[n_repeats - 1],
          table->wanted, kept.nll, kept.overfit, kept.epochs,
          (double) (g_get_monotonic_time () - start) / 2e6 / n_repeats / FOLDS);
  fflush (stdout);
}

static gboolean
is_wanted (const char *name)
{
  return only == NULL || g_str_has_prefix (name, only);
}

int
main (int argc, char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    g_error ("%s", error->message);
  printf ("| data | K | epochs | seeds | median | wanted | worst | wanted | 0.04 above the median | "
          "components used | largest pi of an unused one | s |\n");
  printf ("|---|---|---|---|---|---|---|---|---|---|---|---|\n");
  for (guint i = 0; i < G_N_ELEMENTS (works); i++)
    if (is_wanted (works[i].name))
      run_work (&works[i]);
  printf ("\n| table | K | times | ten-fold NLL (least – greatest) | wanted | stopping early | "
          "its end − best | epochs | s a fit |\n|---|---|---|---|---|---|---|---|---|\n");
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    if (is_wanted (tables[i].file))
      run_table (&tables[i]);
  if (is_wanted ("seconds"))
    run_seconds ();
  return 0;
}
