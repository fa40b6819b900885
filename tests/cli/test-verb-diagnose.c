/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli-fixture.h"
#include "cli-table.h"

#include <math.h>
#include <string.h>

#define K 2

static void
train (Cli *cli, const char *data)
{
  cli_run (cli, "train", data, "--components", "2", "--hidden", "16", "--epochs", "8", "--seed",
           "3", "--model", "m.json", "--quiet");
  cli_assert_status (cli, 0);
}

/* What predict --components says of a row, and what came out. */
typedef struct
{
  double pi[K], mu[K], sigma[K], y;
} Row;

static GArray *
predicted_rows (Cli *cli, const char *data, const char *target)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (Row));

  cli_run (cli, "predict", "m.json", data, "--components", "--seed", "77");
  cli_assert_status (cli, 0);
  g_auto (CliTable) table = cli_parse_table (cli->out);
  for (guint i = 0; i < table.rows->len; i++)
    {
      Row row = { { cli_cell (&table, i, "pi_1"), cli_cell (&table, i, "pi_2") },
                  { cli_cell (&table, i, "mu_1"), cli_cell (&table, i, "mu_2") },
                  { cli_cell (&table, i, "sigma_1"), cli_cell (&table, i, "sigma_2") },
                  cli_cell (&table, i, target) };
      g_array_append_val (rows, row);
    }
  return rows;
}

static double
cdf (const Row *row, double y)
{
  double sum = 0;
  for (guint k = 0; k < K; k++)
    sum += 0.5 * row->pi[k] * erfc ((row->mu[k] - y) / row->sigma[k] / M_SQRT2);
  return sum;
}

static double
density (const Row *row)
{
  double sum = 0;
  for (guint k = 0; k < K; k++)
    sum += row->pi[k] / row->sigma[k] / sqrt (2 * G_PI)
           * exp (-0.5 * pow ((row->y - row->mu[k]) / row->sigma[k], 2));
  return sum;
}

/* By halving. */
static double
quantile (const Row *row, double q)
{
  double low = -1e4, high = 1e4;
  for (guint i = 0; i < 100; i++)
    {
      double middle = 0.5 * (low + high);
      if (cdf (row, middle) < q)
        low = middle;
      else
        high = middle;
    }
  return high;
}

/* ∫ (F(z) − [z ≥ y])² dz. */
static double
crps (const Row *row)
{
  const guint n = 4000;
  double low = MIN (quantile (row, 1e-9), row->y), high = MAX (quantile (row, 1 - 1e-9), row->y);
  double h = (high - low) / n, sum = 0;
  for (guint i = 0; i < n; i++)
    {
      double z = low + (i + 0.5) * h, f = cdf (row, z);
      sum += h * (z < row->y ? f * f : (1 - f) * (1 - f));
    }
  return sum;
}

static void
moments (const Row *row, double *mean, double *variance)
{
  *mean = row->pi[0] * row->mu[0] + row->pi[1] * row->mu[1];
  *variance = 0;
  for (guint k = 0; k < K; k++)
    *variance += row->pi[k] * (pow (row->sigma[k], 2) + pow (row->mu[k] - *mean, 2));
}

static double
statistic (JsonObject *root, const char *name)
{
  JsonObject *all = json_object_get_object_member (root, "statistics");
  JsonObject *one = json_object_get_object_member (all, name);

  g_assert_cmpfloat (json_object_get_double_member (one, "error"), >, 0);
  return json_object_get_double_member (one, "value");
}

/* Every number from the components that predict writes, worked out with other formulas. The table
 * is not that of training, so all rows count. */
static void
test_against_predict (Cli *cli, gconstpointer data)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  double nll = 0, crps_sum = 0, squares = 0, absolute = 0, sds = 0, standard = 0, pinball = 0;
  const double levels[] = { 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95 };
  const struct { const char *coverage, *width; double level; } intervals[]
    = { { "coverage-50", "width-50", 0.5 }, { "coverage-80", "width-80", 0.8 },
        { "coverage-90", "width-90", 0.9 }, { "coverage-95", "width-95", 0.95 } };
  guint counts[10] = { 0 };

  train (cli, "@two-branch");
  cli_run (cli, "generate", "two-branch", "--rows", "400", "--seed", "8", "--output", "t.csv");
  cli_assert_status (cli, 0);
  g_autoptr (GArray) rows = predicted_rows (cli, "t.csv", "y");
  double n = rows->len;
  cli_run (cli, "diagnose", "m.json", "t.csv", "--bins", "10", "--json");
  cli_assert_status (cli, 0);
  JsonObject *root = cli_parse_object (cli->out, parser);

  g_assert_cmpint (json_object_get_int_member (root, "rows"), ==, 400);
  g_assert_cmpstr (json_object_get_string_member (root, "rows_kind"), ==, "other");
  double mean_y = 0, spread_y = 0;
  for (guint i = 0; i < rows->len; i++)
    mean_y += g_array_index (rows, Row, i).y / n;
  for (guint i = 0; i < rows->len; i++)
    {
      const Row *row = &g_array_index (rows, Row, i);
      double mean, variance;
      moments (row, &mean, &variance);
      nll -= log (density (row)) / n;
      crps_sum += crps (row) / n;
      squares += pow (row->y - mean, 2) / n;
      absolute += fabs (row->y - mean) / n;
      spread_y += pow (row->y - mean_y, 2) / n;
      sds += sqrt (variance) / n;
      standard += pow (row->y - mean, 2) / variance / n;
      counts[MIN ((guint) floor (10 * cdf (row, row->y)), 9)]++;
      for (guint j = 0; j < G_N_ELEMENTS (levels); j++)
        {
          double miss = row->y - quantile (row, levels[j]);
          pinball += (miss > 0 ? levels[j] * miss : (levels[j] - 1) * miss) / 7 / n;
        }
    }
  g_assert_cmpfloat_with_epsilon (statistic (root, "nll"), nll, 1e-6);
  g_assert_cmpfloat_with_epsilon (statistic (root, "crps"), crps_sum, 1e-3);
  g_assert_cmpfloat_with_epsilon (statistic (root, "rmse"), sqrt (squares), 1e-5);
  g_assert_cmpfloat_with_epsilon (statistic (root, "mae"), absolute, 1e-5);
  g_assert_cmpfloat_with_epsilon (statistic (root, "r2"), 1 - squares / spread_y, 1e-7);
  g_assert_cmpfloat_with_epsilon (statistic (root, "sharpness"), sds, 1e-5);
  g_assert_cmpfloat_with_epsilon (statistic (root, "spread"), sqrt (standard), 1e-6);
  g_assert_cmpfloat_with_epsilon (statistic (root, "pinball"), pinball, 1e-5);
  for (guint j = 0; j < G_N_ELEMENTS (intervals); j++)
    {
      double inside = 0, width = 0;
      for (guint i = 0; i < rows->len; i++)
        {
          const Row *row = &g_array_index (rows, Row, i);
          double low = quantile (row, (1 - intervals[j].level) / 2);
          double high = quantile (row, (1 + intervals[j].level) / 2);
          inside += row->y >= low && row->y <= high ? 1 / n : 0;
          width += (high - low) / n;
        }
      g_assert_cmpfloat_with_epsilon (statistic (root, intervals[j].coverage), inside, 1e-9);
      g_assert_cmpfloat_with_epsilon (statistic (root, intervals[j].width), width, 1e-5);
    }
  JsonObject *pit = json_object_get_object_member (root, "pit");
  JsonArray *pit_counts = json_object_get_array_member (pit, "counts");
  g_assert_cmpuint (json_array_get_length (pit_counts), ==, 10);
  for (guint i = 0; i < 10; i++)
    g_assert_cmpint (json_array_get_int_element (pit_counts, i), ==, counts[i]);

  /* The reliability curve, and the area between it and the diagonal, counted at thousandths. */
  JsonArray *curve = json_object_get_array_member (root, "reliability");
  double area = 0;
  for (guint j = 0; j < 1000; j++)
    {
      double q = (j + 0.5) / 1000, below = 0;
      for (guint i = 0; i < rows->len; i++)
        {
          const Row *row = &g_array_index (rows, Row, i);
          below += cdf (row, row->y) <= q ? 1 / n : 0;
        }
      area += fabs (below - q) / 1000;
      if (j % 100 == 50)
        g_assert_cmpfloat_with_epsilon (json_array_get_double_element (curve, (j + 5) / 10), below,
                                        0.02);
    }
  g_assert_cmpfloat_with_epsilon (statistic (root, "miscalibration"), area, 2e-3);

  /* The worst row is the one with the least density. */
  double most = -HUGE_VAL;
  gint64 worst = 0;
  for (guint i = 0; i < rows->len; i++)
    if (-log (density (&g_array_index (rows, Row, i))) > most)
      {
        most = -log (density (&g_array_index (rows, Row, i)));
        worst = i + 1;
      }
  JsonArray *worst_rows = json_object_get_array_member (root, "worst_rows");
  g_assert_cmpuint (json_array_get_length (worst_rows), ==, 10);
  JsonObject *first = json_array_get_object_element (worst_rows, 0);
  g_assert_cmpint (json_object_get_int_member (first, "row"), ==, worst);
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (first, "nll"), most, 1e-6);
}

static void
test_validation_rows_and_text (Cli *cli, gconstpointer data)
{
  g_autofree char *geyser = cli_sample ("geyser.csv");

  train (cli, geyser);
  cli_run (cli, "diagnose", "m.json", geyser);
  cli_assert_status (cli, 0);
  cli_assert_contains (cli->out, "validation rows; ± is a standard error from 1000 resamples");
  cli_assert_contains (cli->out, "Coverage of the 90 % interval");
  cli_assert_contains (cli->out, "of the outcomes. Worst");
  cli_assert_contains (cli->out, "component 2: ");
  g_autofree char *text = g_strdup (cli->out);
  cli_run (cli, "diagnose", "m.json", geyser);
  g_assert_cmpstr (cli->out, ==, text);
}

/* Break it: each fault shows its shape. */
static void
test_break_it (Cli *cli, gconstpointer data)
{
  const struct { const char *scale, *shift, *shape; } faults[]
    = { { "3", "0", "∩" }, { "0.3", "0", "∪" }, { "1", "60", "A slope down" },
        { "1", "-60", "A slope up" } };

  train (cli, "@two-branch");
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      cli_run (cli, "diagnose", "m.json", "@two-branch", "--scale-sigma", faults[i].scale,
               "--shift-mu", faults[i].shift);
      cli_assert_status (cli, 0);
      cli_assert_contains (cli->out, faults[i].shape);
      cli_assert_contains (cli->out, "Recalibrated on ");
    }
}

static void
test_bad_input (Cli *cli, gconstpointer data)
{
  train (cli, "@two-branch");
  cli_run (cli, "diagnose", "m.json");
  cli_assert_fails (cli, 2, "MODEL DATA");
  cli_run (cli, "diagnose", "m.json", "@two-branch", "--bins", "1");
  cli_assert_fails (cli, 2, "--bins");
  cli_run (cli, "diagnose", "m.json", "@two-branch", "--x", "z");
  cli_assert_fails (cli, 2, "“z”");
  cli_run (cli, "diagnose", "m.json", "@two-branch", "--scale-sigma", "0");
  cli_assert_fails (cli, 2, "--scale-sigma");
  cli_run (cli, "diagnose", "none.json", "@two-branch");
  cli_assert_fails (cli, 1, "none.json");
  /* One row is enough to say something. */
  cli_write (cli, "one.csv", "x,y\n3,9\n", -1);
  cli_run (cli, "diagnose", "m.json", "one.csv");
  cli_assert_status (cli, 0);
  cli_assert_contains (cli->out, "1 row that is not from training");
  cli_run (cli, "diagnose", "m.json", "one.csv", "--json");
  cli_assert_status (cli, 0);
  /* A row so far out that the network has no answer spoils the means, not the program. */
  cli_write (cli, "far.csv", "x,y\n3,9\n1e300,2\n4,-16\n", -1);
  cli_run (cli, "diagnose", "m.json", "far.csv", "--json");
  cli_assert_status (cli, 0);
  cli_run (cli, "compare", "m.json", "far.csv");
  cli_assert_status (cli, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  cli_add_test ("/verb-diagnose/against-predict", test_against_predict);
  cli_add_test ("/verb-diagnose/validation-rows-and-text", test_validation_rows_and_text);
  cli_add_test ("/verb-diagnose/break-it", test_break_it);
  cli_add_test ("/verb-diagnose/bad-input", test_bad_input);
  return g_test_run ();
}
