/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli-fixture.h"

#include <math.h>
#include <string.h>

static void
train (Cli *cli, const char *data, const char *head)
{
  cli_run (cli, "train", data, "--components", g_str_equal (head, "point") ? "1" : "3", "--hidden",
           "16", "--epochs", "8", "--seed", "3", "--head", head, "--model", "m.json", "--quiet");
  cli_assert_status (cli, 0);
}

static double
number_at (JsonObject *object, const char *group, const char *name)
{
  JsonObject *inner = group != NULL ? json_object_get_object_member (object, group) : object;

  g_assert_true (json_object_has_member (inner, name));
  return json_object_get_double_member (inner, name);
}

/* The keys that scripts rely on, and ranges that no model leaves. */
static void
assert_complete (JsonObject *scores, guint rows, guint components)
{
  const char *const numbers[] = {
    "nll", "crps", "rmse", "mae", "r2", "calibration_error", "effective_components"
  };
  const char *const coverages[] = { "0.5", "0.8", "0.9", "0.95" };
  const char *const pinballs[] = { "0.05", "0.1", "0.25", "0.5", "0.75", "0.9", "0.95" };
  gint64 counted = 0;
  double pi = 0, last = 0;

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    g_assert_true (isfinite (number_at (scores, NULL, numbers[i])));
  for (guint i = 0; i < G_N_ELEMENTS (coverages); i++)
    {
      double share = number_at (scores, "coverage", coverages[i]);
      g_assert_true (share >= last && share <= 1);
      g_assert_cmpfloat (number_at (scores, "width", coverages[i]), >, 0);
      last = share;
    }
  for (guint i = 0; i < G_N_ELEMENTS (pinballs); i++)
    g_assert_cmpfloat (number_at (scores, "pinball", pinballs[i]), >, 0);

  JsonArray *pit = json_object_get_array_member (scores, "pit");
  JsonArray *mean_pi = json_object_get_array_member (scores, "mean_pi");
  g_assert_cmpuint (json_array_get_length (pit), ==, 20);
  for (guint i = 0; i < 20; i++)
    counted += json_array_get_int_element (pit, i);
  g_assert_cmpint (counted, ==, rows);
  g_assert_cmpint (json_object_get_int_member (scores, "rows"), ==, rows);
  g_assert_cmpuint (json_array_get_length (mean_pi), ==, components);
  for (guint i = 0; i < components; i++)
    pi += json_array_get_double_element (mean_pi, i);
  g_assert_cmpfloat_with_epsilon (pi, 1, 1e-9);
  g_assert_true (json_object_has_member (scores, "optimal_nll"));
}

static void
test_generator (Cli *cli, gconstpointer data)
{
  g_autoptr (JsonParser) parser = json_parser_new ();

  train (cli, "@two-branch", "mixture");
  cli_run (cli, "evaluate", "m.json", "@two-branch", "--rows", "700", "--seed", "12", "--json");
  cli_assert_status (cli, 0);
  JsonObject *scores = cli_parse_object (cli->out, parser);
  assert_complete (scores, 700, 3);
  g_assert_cmpfloat_with_epsilon (number_at (scores, NULL, "optimal_nll"), 3.95449, 1e-4);
  /* On rows that it has not seen, no model beats the truth. */
  double truth = number_at (scores, NULL, "truth_nll");
  g_assert_cmpfloat_with_epsilon (truth, 3.95449, 0.2);
  g_assert_cmpfloat (number_at (scores, NULL, "nll"), >, truth);

  /* Other rows, other numbers. */
  g_autofree char *kept = g_strdup (cli->out);
  cli_run (cli, "evaluate", "m.json", "@two-branch", "--rows", "700", "--seed", "13", "--json");
  g_assert_cmpstr (cli->out, !=, kept);
}

static void
test_table (Cli *cli, gconstpointer data)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autofree char *geyser = cli_sample ("geyser.csv");

  train (cli, geyser, "mixture");
  cli_run (cli, "evaluate", "m.json", geyser, "--json");
  cli_assert_status (cli, 0);
  JsonObject *scores = cli_parse_object (cli->out, parser);
  guint rows = (guint) json_object_get_int_member (scores, "rows");
  g_assert_cmpuint (rows, >, 200);
  assert_complete (scores, rows, 3);
  g_assert_true (json_object_get_null_member (scores, "optimal_nll"));

  cli_run (cli, "evaluate", "m.json", geyser);
  cli_assert_status (cli, 0);
  cli_assert_contains (cli->out, "NLL");
  cli_assert_contains (cli->out, "CRPS");
}

/* A point model's distribution has one constant sigma. */
static void
test_point_model (Cli *cli, gconstpointer data)
{
  g_autoptr (JsonParser) parser = json_parser_new ();

  train (cli, "@linear", "point");
  cli_run (cli, "evaluate", "m.json", "@linear", "--rows", "500", "--json");
  cli_assert_status (cli, 0);
  JsonObject *scores = cli_parse_object (cli->out, parser);
  assert_complete (scores, 500, 1);
  double width = number_at (scores, "width", "0.9");
  double sigma = width / (2 * 1.6448536269514722), rmse = number_at (scores, NULL, "rmse");
  g_assert_cmpfloat_with_epsilon (
      number_at (scores, NULL, "nll"),
      0.5 * log (2 * G_PI * sigma * sigma) + 0.5 * rmse * rmse / (sigma * sigma), 1e-9);
}

/* E|m + s Z| */
static double
mean_distance (double m, double s)
{
  return s * sqrt (2 / G_PI) * exp (-0.5 * m * m / s / s) + m * erf (m / s / M_SQRT2);
}

/* Every number again, from what predict writes and the definitions alone. */
static void
test_agrees_with_predict (Cli *cli, gconstpointer data)
{
  enum
  {
    N = 400,
    K = 3
  };
  const char *const ends[][3] = {
    { "0.5", "4", "6" }, { "0.8", "3", "7" }, { "0.9", "2", "8" }, { "0.95", "1", "9" }
  };
  const double levels[] = { 0, 0.025, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.975 };
  const char *const pinball_names[] = { "",    "",     "0.05", "0.1",  "0.25",
                                        "0.5", "0.75", "0.9",  "0.95", "" };
  g_autoptr (JsonParser) parser = json_parser_new ();
  double nll = 0, crps = 0, squares = 0, absolute = 0, y_sum = 0, y_squares = 0, pi_sum[K] = { 0 };
  double inside[4] = { 0 }, width[4] = { 0 }, pinball[10] = { 0 }, below[20] = { 0 };
  gint64 pit[20] = { 0 };

  train (cli, "@two-branch", "mixture");
  cli_run (cli, "predict", "m.json", "@two-branch", "--rows", "400", "--seed", "4", "--components",
           "--quantiles", "0.025,0.05,0.1,0.25,0.5,0.75,0.9,0.95,0.975");
  cli_assert_status (cli, 0);
  g_auto (GStrv) lines = g_strsplit (cli->out, "\n", -1);
  for (guint i = 1; i <= N; i++)
    {
      /* x y mean sd, nine quantiles, pi mu sigma of three components */
      double v[22], density = 0, f = 0, score = 0;
      g_auto (GStrv) cells = g_strsplit (lines[i], ",", -1);
      g_assert_cmpuint (g_strv_length (cells), ==, G_N_ELEMENTS (v));
      for (guint j = 0; j < G_N_ELEMENTS (v); j++)
        v[j] = g_ascii_strtod (cells[j], NULL);
      double y = v[1];
      const double *q = v + 3, *pi = v + 13, *mu = v + 16, *sigma = v + 19;

      for (guint k = 0; k < K; k++)
        {
          double z = (y - mu[k]) / sigma[k];
          density += pi[k] * exp (-0.5 * z * z) / sigma[k] / sqrt (2 * G_PI);
          f += 0.5 * pi[k] * erfc (-z / M_SQRT2);
          score += pi[k] * mean_distance (y - mu[k], sigma[k]);
          for (guint l = 0; l < K; l++)
            score -= 0.5 * pi[k] * pi[l]
                     * mean_distance (mu[k] - mu[l], hypot (sigma[k], sigma[l]));
          pi_sum[k] += pi[k];
        }
      nll -= log (density);
      crps += score;
      squares += (y - v[2]) * (y - v[2]);
      absolute += fabs (y - v[2]);
      y_sum += y;
      y_squares += y * y;
      pit[MIN ((guint) (20 * f), 19)]++;
      for (guint j = 1; j < 20; j++)
        below[j] += f <= j / 20.0;
      for (guint j = 0; j < 4; j++)
        {
          double low = q[atoi (ends[j][1])], high = q[atoi (ends[j][2])];
          inside[j] += y >= low && y <= high;
          width[j] += high - low;
        }
      for (guint j = 1; j < 10; j++)
        pinball[j] += MAX (levels[j] * (y - q[j]), (levels[j] - 1) * (y - q[j]));
    }

  cli_run (cli, "evaluate", "m.json", "@two-branch", "--rows", "400", "--seed", "4", "--json");
  cli_assert_status (cli, 0);
  JsonObject *scores = cli_parse_object (cli->out, parser);
  assert_complete (scores, N, K);
  g_assert_cmpfloat_with_epsilon (number_at (scores, NULL, "nll"), nll / N, 1e-9);
  g_assert_cmpfloat_with_epsilon (number_at (scores, NULL, "crps"), crps / N, 1e-8);
  g_assert_cmpfloat_with_epsilon (number_at (scores, NULL, "rmse"), sqrt (squares / N), 1e-9);
  g_assert_cmpfloat_with_epsilon (number_at (scores, NULL, "mae"), absolute / N, 1e-9);
  g_assert_cmpfloat_with_epsilon (number_at (scores, NULL, "r2"),
                                  1 - squares / (y_squares - y_sum * y_sum / N), 1e-9);
  for (guint j = 0; j < 4; j++)
    {
      g_assert_cmpfloat_with_epsilon (number_at (scores, "coverage", ends[j][0]), inside[j] / N,
                                      1e-12);
      g_assert_cmpfloat_with_epsilon (number_at (scores, "width", ends[j][0]), width[j] / N, 1e-8);
    }
  for (guint j = 2; j < 9; j++)
    g_assert_cmpfloat_with_epsilon (number_at (scores, "pinball", pinball_names[j]), pinball[j] / N,
                                    1e-8);
  for (guint j = 0; j < 20; j++)
    g_assert_cmpint (json_array_get_int_element (json_object_get_array_member (scores, "pit"), j),
                     ==, pit[j]);
  double calibration = 0, entropy = 0;
  for (guint j = 1; j < 20; j++)
    calibration += fabs (below[j] / N - j / 20.0) / 19;
  for (guint k = 0; k < K; k++)
    {
      g_assert_cmpfloat_with_epsilon (
          json_array_get_double_element (json_object_get_array_member (scores, "mean_pi"), k),
          pi_sum[k] / N, 1e-9);
      entropy -= pi_sum[k] / N * log (pi_sum[k] / N);
    }
  g_assert_cmpfloat_with_epsilon (number_at (scores, NULL, "calibration_error"), calibration, 1e-9);
  g_assert_cmpfloat_with_epsilon (number_at (scores, NULL, "effective_components"), exp (entropy),
                                  1e-8);
}

static void
test_same_for_any_threads (Cli *cli, gconstpointer data)
{
  g_autofree char *one = NULL;

  cli_run (cli, "train", "@two-branch", "--rows", "1500", "--components", "3", "--hidden", "16",
           "--epochs", "4", "--plain-network", "on", "--model", "m.json", "--quiet");
  cli_assert_status (cli, 0);
  for (const char *const *n = CLI_WORDS ("1", "2", "7"); *n != NULL; n++)
    {
      cli_run (cli, "evaluate", "m.json", "@two-branch", "--rows", "9001", "--json", "--threads",
               *n);
      cli_assert_status (cli, 0);
      if (one == NULL)
        one = g_strdup (cli->out);
      g_assert_cmpstr (cli->out, ==, one);
    }
}

static void
test_bad_input (Cli *cli, gconstpointer data)
{
  train (cli, "@linear", "mixture");
  cli_run (cli, "evaluate", "m.json");
  cli_assert_fails (cli, 2, "MODEL DATA");
  cli_run (cli, "evaluate", "m.json", "@nothing");
  cli_assert_fails (cli, 2, "nothing");
  cli_write (cli, "t.csv", "x\n1\n2\n", -1);
  cli_run (cli, "evaluate", "m.json", "t.csv");
  cli_assert_fails (cli, 1, "y");
  cli_write (cli, "t.csv", "x,y\n1,abc\n2,3\n", -1);
  cli_run (cli, "evaluate", "m.json", "t.csv");
  cli_assert_fails (cli, 1, "t.csv:2:2");
  cli_write (cli, "m.json", "{}", -1);
  cli_run (cli, "evaluate", "m.json", "@linear");
  cli_assert_fails (cli, 1, "m.json");
  cli_run (cli, "evaluate", "-", "-");
  cli_assert_fails (cli, 2, "standard input");
  cli_run (cli, "evaluate", "m.json", "t.csv", "--rows", "7");
  cli_assert_status (cli, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  cli_add_test ("/verb-evaluate/generator", test_generator);
  cli_add_test ("/verb-evaluate/table", test_table);
  cli_add_test ("/verb-evaluate/point-model", test_point_model);
  cli_add_test ("/verb-evaluate/agrees-with-predict", test_agrees_with_predict);
  cli_add_test ("/verb-evaluate/same-for-any-threads", test_same_for_any_threads);
  cli_add_test ("/verb-evaluate/bad-input", test_bad_input);
  return g_test_run ();
}
