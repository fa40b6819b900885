/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli-fixture.h"

#include <string.h>

#define QUICK "--rows", "600", "--hidden", "16", "--epochs", "20", "--learning-rate", "0.01",      \
              "--batch-size", "64", "--seed", "4"

static void
test_two_branches (Cli *cli, gconstpointer data)
{
  g_autoptr (JsonParser) parser = json_parser_new ();

  cli_run (cli, "choose-components", "@two-branch", "--most", "3", "--folds", "3", QUICK, "--json");
  cli_assert_status (cli, 0);
  JsonObject *root = cli_parse_object (cli->out, parser);
  JsonArray *points = json_object_get_array_member (root, "components");
  g_assert_cmpint (json_object_get_int_member (root, "chosen"), ==, 2);
  g_assert_cmpint (json_object_get_int_member (root, "rows"), ==, 600);
  g_assert_cmpuint (json_array_get_length (points), ==, 3);

  cli_run (cli, "choose-components", "@two-branch", "--most", "2", "--folds", "2", QUICK);
  cli_assert_status (cli, 0);
  cli_assert_contains (cli->out, "K = 2");
  cli_assert_contains (cli->out, "2-fold cross-validation on 600 rows");
  g_autofree char *text = g_strdup (cli->out);
  cli_run (cli, "choose-components", "@two-branch", "--most", "2", "--folds", "2", QUICK,
           "--threads", "1");
  g_assert_cmpstr (cli->out, ==, text);
}

static void
test_bad_input (Cli *cli, gconstpointer data)
{
  cli_run (cli, "choose-components");
  cli_assert_fails (cli, 2, "DATA");
  cli_run (cli, "choose-components", "@two-branch", "--most", "0");
  cli_assert_fails (cli, 2, "--most");
  cli_run (cli, "choose-components", "@two-branch", "--folds", "1");
  cli_assert_fails (cli, 2, "--folds");
  cli_run (cli, "choose-components", "@two-branch", "--rows", "6");
  cli_assert_fails (cli, 1, "too few");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  cli_add_test ("/verb-choose-components/two-branches", test_two_branches);
  cli_add_test ("/verb-choose-components/bad-input", test_bad_input);
  return g_test_run ();
}
