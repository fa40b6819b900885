/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli-fixture.h"
#include "cli-table.h"

#include <math.h>
#include <string.h>

/* The verbs one after the other, as a person uses them: what one writes the next one reads. */

static double
evaluate (Cli *cli, const char *data, const char *key)
{
  g_autoptr (JsonParser) parser = json_parser_new ();

  cli_run (cli, "evaluate", "m.json", data, "--json");
  cli_assert_status (cli, 0);
  JsonObject *object = cli_parse_object (cli->out, parser);
  g_assert_cmpint (json_object_get_int_member (object, "rows"), ==, 3000);
  return json_object_get_double_member (object, key);
}

static void
generate (Cli *cli, const char *id, const char *seed, const char *output)
{
  cli_run (cli, "generate", id, "--rows", "3000", "--seed", seed, "--output", output);
  cli_assert_status (cli, 0);
}

static void
train (Cli *cli, const char *data, const char *components)
{
  cli_run (cli, "train", data, "--components", components, "--epochs", "40", "--seed", "1",
           "--model", "m.json", "--history", "h.csv", "--plain-network", "on");
  cli_assert_status (cli, 0);
}

/* Two components find the two branches, which one cannot: it is 0.36 nats worse at best. */
static void
test_two_branches (Cli *cli, gconstpointer data)
{
  generate (cli, "two-branch", "1", "train.csv");
  generate (cli, "two-branch", "2", "fresh.csv");

  train (cli, "train.csv", "2");
  double two = evaluate (cli, "fresh.csv", "nll");
  g_assert_cmpfloat_with_epsilon (two, 3.9545, 0.15);
  cli_run (cli, "plot", "m.json", "fresh.csv", "-f", "fit", "-o", "fit.png");
  cli_assert_status (cli, 0);
  cli_run (cli, "plot", "m.json", "fresh.csv", "-f", "loss", "--history", "h.csv", "-o",
           "loss.svg");
  cli_assert_status (cli, 0);
  cli_run (cli, "predict", "m.json", "fresh.csv", "--output", "p.csv");
  cli_assert_status (cli, 0);
  g_autofree char *table = cli_read (cli, "p.csv", NULL);
  g_assert_true (g_str_has_prefix (table, "x,y,mean,"));

  train (cli, "train.csv", "1");
  g_assert_cmpfloat (evaluate (cli, "fresh.csv", "nll"), >, two + 0.2);
}

/* A table on standard input is the same table; a generator's is that of generate. */
static void
test_same_data_by_any_way (Cli *cli, gconstpointer data)
{
  generate (cli, "linear", "5", "t.csv");
  train (cli, "t.csv", "1");
  double from_file = evaluate (cli, "t.csv", "nll");
  g_autofree char *text = cli_read (cli, "t.csv", NULL);
  g_autofree char *file_out = g_strdup (cli->out);

  cli_run_full (cli, CLI_WORDS ("evaluate", "m.json", "-", "--json"), text, NULL);
  cli_assert_status (cli, 0);
  g_assert_cmpstr (cli->out, ==, file_out);

  g_autoptr (JsonParser) parser = json_parser_new ();
  cli_run (cli, "evaluate", "m.json", "@linear", "--rows", "3000", "--seed", "5", "--json");
  cli_assert_status (cli, 0);
  JsonObject *object = cli_parse_object (cli->out, parser);
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (object, "nll"), from_file, 1e-9);
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (object, "optimal_nll"), -0.58106,
                                  1e-4);
}

/* A table with its words in another order, and one that the model never saw. */
static void
test_categories (Cli *cli, gconstpointer data)
{
  g_autofree char *penguins = cli_sample ("penguins.csv");

  cli_run (cli, "train", penguins, "--target", "body_mass_g", "--features",
           "flipper_length_mm,species", "--epochs", "20", "--hidden", "8", "--seed", "1", "--model",
           "m.json");
  cli_assert_status (cli, 0);
  cli_write (cli, "t.csv",
             "species,flipper_length_mm\nChinstrap,200\nAdelie,200\nEmperor,200\nGentoo,200\n", -1);
  cli_run (cli, "predict", "m.json", "t.csv");
  cli_assert_status (cli, 0);
  cli_assert_contains (cli->err, "1 row has a word in \"species\" that is no level of the model, "
                                 "such as \"Emperor\"");
  g_auto (CliTable) table = cli_parse_table (cli->out);
  double chinstrap = cli_cell (&table, 0, "mean"), gentoo = cli_cell (&table, 3, "mean");
  g_assert_cmpuint (table.rows->len, ==, 4);
  g_assert_cmpfloat (gentoo, >, chinstrap + 100);

  cli_write (cli, "one.csv", "flipper_length_mm,species\n200,Gentoo\n", -1);
  cli_run (cli, "predict", "m.json", "one.csv");
  cli_assert_status (cli, 0);
  g_auto (CliTable) one = cli_parse_table (cli->out);
  /* BLAS may add up one row in another order than four: equal in single precision. */
  g_assert_cmpfloat_with_epsilon (cli_cell (&one, 0, "mean"), gentoo, 1e-6 * fabs (gentoo));

  cli_write (cli, "numbers.csv", "flipper_length_mm,species\n200,1\n", -1);
  cli_run (cli, "predict", "m.json", "numbers.csv");
  cli_assert_fails (cli, 1, "numbers.csv: column \"species\" holds numbers");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  cli_add_test ("/chain/two-branches", test_two_branches);
  cli_add_test ("/chain/same-data-by-any-way", test_same_data_by_any_way);
  cli_add_test ("/chain/categories", test_categories);
  return g_test_run ();
}
