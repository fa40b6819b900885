/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli-fixture.h"

#include <math.h>
#include <string.h>

static void
train (Cli *cli, const char *data, const char *model)
{
  cli_run (cli, "train", data, "--components", "2", "--hidden", "16", "--epochs", "8", "--seed",
           "3", "--plain-network", "on", "--model", model, "--quiet");
  cli_assert_status (cli, 0);
}

static double
value (JsonObject *root, const char *side, const char *name)
{
  JsonObject *all = json_object_get_object_member (root, side);
  return json_object_get_double_member (json_object_get_object_member (all, name), "value");
}

/* Both sides' scores are those that evaluate prints, and the truth's NLL too. */
static void
test_against_evaluate (Cli *cli, gconstpointer data)
{
  g_autoptr (JsonParser) first = json_parser_new (), second = json_parser_new ();
  const char *const names[] = { "nll", "crps", "rmse", "mae", "r2" };

  train (cli, "@two-branch", "m.json");
  cli_run (cli, "compare", "m.json", "@two-branch", "--rows", "500", "--seed", "9", "--json");
  cli_assert_status (cli, 0);
  JsonObject *compared = cli_parse_object (cli->out, first);
  cli_run (cli, "evaluate", "m.json", "@two-branch", "--rows", "500", "--seed", "9", "--json");
  cli_assert_status (cli, 0);
  JsonObject *evaluated = cli_parse_object (cli->out, second);
  JsonObject *plain = json_object_get_object_member (evaluated, "plain");

  g_assert_cmpint (json_object_get_int_member (compared, "rows"), ==, 500);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_assert_cmpfloat_with_epsilon (value (compared, "model", names[i]),
                                      json_object_get_double_member (evaluated, names[i]), 1e-4);
      g_assert_cmpfloat_with_epsilon (value (compared, "other", names[i]),
                                      json_object_get_double_member (plain, names[i]), 1e-4);
    }
  g_assert_cmpfloat_with_epsilon (value (compared, "truth", "nll"),
                                  json_object_get_double_member (evaluated, "truth_nll"), 1e-9);
  g_assert_cmpfloat_with_epsilon (value (compared, "other_worse_by", "nll"),
                                  value (compared, "other", "nll")
                                    - value (compared, "model", "nll"),
                                  1e-9);
  g_assert_nonnull (strstr (json_object_get_string_member (compared, "sentence"), "NLL"));
}

static void
test_text_and_another_model (Cli *cli, gconstpointer data)
{
  g_autofree char *geyser = cli_sample ("geyser.csv");

  train (cli, geyser, "m.json");
  cli_run (cli, "compare", "m.json", geyser);
  cli_assert_status (cli, 0);
  cli_assert_contains (cli->out, "validation rows");
  cli_assert_contains (cli->out, "CRPS");
  g_assert_null (strstr (cli->out, "the truth"));

  cli_run (cli, "compare", "m.json", geyser, "--against", "m.json");
  cli_assert_status (cli, 0);
  cli_assert_contains (cli->out, "RMSE, MAE, NLL, CRPS, calibration and coverage along x tie");
}

static void
test_bad_input (Cli *cli, gconstpointer data)
{
  g_autofree char *geyser = cli_sample ("geyser.csv");

  train (cli, "@two-branch", "m.json");
  train (cli, geyser, "g.json");
  cli_run (cli, "compare", "m.json");
  cli_assert_fails (cli, 2, "MODEL DATA");
  cli_run (cli, "compare", "m.json", "@two-branch", "--against", "none.json");
  cli_assert_fails (cli, 1, "none.json");
  cli_run (cli, "compare", "m.json", "@two-branch", "--against", "g.json");
  cli_assert_fails (cli, 1, "other columns");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  cli_add_test ("/verb-compare/against-evaluate", test_against_evaluate);
  cli_add_test ("/verb-compare/text-and-another-model", test_text_and_another_model);
  cli_add_test ("/verb-compare/bad-input", test_bad_input);
  return g_test_run ();
}
