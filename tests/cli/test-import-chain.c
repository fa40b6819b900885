/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli-fixture.h"

#include <math.h>
#include <string.h>

/* What the import options do to data goes with the model: trained, it is evaluated on the same
 * table to the same numbers, without being told again. */

/* A log-normal y around x, with a hole here and there, in five folds. */
static void
write_table (Cli *cli)
{
  g_autoptr (GString) text = g_string_new ("x,z,y,fold\n");
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);

  for (guint i = 0; i < 600; i++)
    {
      double x = g_rand_double_range (rand, 0, 4), noise = 0;
      for (guint j = 0; j < 12; j++)
        noise += g_rand_double_range (rand, -0.5, 0.5);
      if (i % 17 != 3)
        g_string_append_printf (text, "%.3f", x);
      g_string_append (text, ",2");
      g_string_append_printf (text, ",%.5f,%u\n", exp (0.5 * x + 0.4 * noise), i % 5 == 4);
    }
  cli_write (cli, "t.csv", text->str, (gssize) text->len);
}

static double
number (const char *json, const char *key)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  return json_object_get_double_member (cli_parse_object (json, parser), key);
}

/* Without validation rows, what is measured at the end of training is what evaluate finds. */
static void
check (Cli *cli, const char *transforms)
{
  cli_run (cli, "train", "t.csv", "--target", "y", "--features", "x", "--transforms", transforms,
           "--missing-cells", "median", "--validation", "0", "--components", "2", "--hidden", "16",
           "--epochs", "12", "--patience", "0", "--model", "m.json", "--json", "--plain-network", "on");
  cli_assert_status (cli, 0);
  double nll = number (cli->out, "train_nll"), plain = number (cli->out, "plain_train_nll");
  cli_run (cli, "evaluate", "m.json", "t.csv", "--json");
  cli_assert_status (cli, 0);
  g_assert_cmpfloat_with_epsilon (number (cli->out, "nll"), nll, 2e-4);
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *object
    = json_object_get_object_member (cli_parse_object (cli->out, parser), "plain");
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (object, "nll"), plain, 2e-4);
}

static void
test_nll (Cli *cli, gconstpointer data)
{
  write_table (cli);
  check (cli, "y=log");
  check (cli, "y=log1p,x=sqrt");
  check (cli, "y=sqrt");
  check (cli, "y=rank,x=rank");
  check (cli, "none");
}

/* Every figure of a model with a transform draws, and no quantile of a logarithm is below 0. */
static void
test_rest (Cli *cli, gconstpointer data)
{
  static const char *const figures[] = { "fit", "slice", "mixing", "pit", "intervals" };

  write_table (cli);
  cli_run (cli, "train", "t.csv", "--target", "y", "--features", "x", "--transforms", "y=log",
           "--missing-cells", "median", "--validation-column", "fold", "--epochs", "12", "--model",
           "m.json", "--json");
  cli_assert_status (cli, 0);
  cli_assert_contains (cli->out, "\"validation_rows\": 120");
  cli_run (cli, "diagnose", "m.json", "t.csv");
  cli_assert_status (cli, 0);
  cli_assert_contains (cli->out, "120 validation rows");
  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    {
      cli_run (cli, "plot", "m.json", "t.csv", "-f", figures[i], "-o", "f.svg");
      cli_assert_status (cli, 0);
    }
  cli_run (cli, "predict", "m.json", "t.csv", "--quantiles", "0.0001");
  cli_assert_status (cli, 0);
  g_assert_null (strstr (cli->out, ",-"));
}

/* A table to predict may hold what the transform cannot take; that is said, with its row. */
static void
test_impossible (Cli *cli, gconstpointer data)
{
  write_table (cli);
  cli_run (cli, "train", "t.csv", "--target", "y", "--features", "x", "--transforms", "x=log",
           "--epochs", "2", "--model", "m.json", "-q");
  cli_assert_status (cli, 0);
  cli_write (cli, "new.csv", "x\n1\n-1\n", -1);
  cli_run (cli, "predict", "m.json", "new.csv");
  cli_assert_fails (cli, 1, "new.csv: line 3: column \"x\": -1: a logarithm needs a number above 0");
}

/* A feature that never changes was trained on without a word. */
static void
test_constant_is_warned_of (Cli *cli, gconstpointer data)
{
  cli_write (cli, "c.csv", "x,c,y\n1,7,2\n2,7,3\n3,7,5\n4,7,4\n5,7,6\n", -1);
  cli_run (cli, "train", "c.csv", "--epochs", "1", "--model", "m.json");
  cli_assert_status (cli, 0);
  cli_assert_contains (cli->err, "note: the same in every row, so that nothing follows from it: c\n");
  cli_run (cli, "train", "c.csv", "--epochs", "1", "--model", "m.json", "--features", "x");
  cli_assert_status (cli, 0);
  g_assert_null (strstr (cli->err, "the same in every row"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  cli_add_test ("/import-chain/nll", test_nll);
  cli_add_test ("/import-chain/rest", test_rest);
  cli_add_test ("/import-chain/impossible", test_impossible);
  cli_add_test ("/import-chain/constant-is-warned-of", test_constant_is_warned_of);
  return g_test_run ();
}
