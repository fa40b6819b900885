/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli-fixture.h"

#include <string.h>

static void
test_text (Cli *cli, gconstpointer data)
{
  cli_write (cli, "a.csv", "day;price;kind\n01.02.2020;1.234,5;red\n02.02.2020;NA;blue\n", -1);
  cli_run (cli, "table", "a.csv");
  cli_assert_status (cli, 0);
  g_assert_cmpstr (cli->out, ==,
                   "2 rows\n"
                   "day (h since 1970): date, 2020-02-01 to 2020-02-02\n"
                   "price: number, 1234.5 to 1234.5, constant, 1 missing\n"
                   "kind: category (red, blue)\n");
}

static void
test_json (Cli *cli, gconstpointer data)
{
  g_autoptr (JsonParser) parser = json_parser_new ();

  cli_write (cli, "a.csv", "x|y\n1,234|2\nhuh|3\n", -1);
  cli_run (cli, "table", "a.csv", "--json");
  cli_assert_status (cli, 0);
  JsonObject *object = cli_parse_object (cli->out, parser);
  g_assert_cmpint (json_object_get_int_member (object, "rows"), ==, 2);
  JsonObject *x = json_array_get_object_element (json_object_get_array_member (object, "columns"), 0);
  g_assert_cmpstr (json_object_get_string_member (x, "kind"), ==, "mixed");
  cli_assert_contains (json_object_get_string_member (x, "fault"), "a.csv:3:1: column \"x\": \"huh\"");
  JsonObject *settings = json_object_get_object_member (object, "settings");
  g_assert_cmpstr (json_object_get_string_member (settings, "delimiter"), ==, "pipe");
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (object, "doubts")), ==, 1);
  cli_assert_contains (cli->err, "“1,234” could be 1.234 or 1234: read as 1234");
}

/* What is written is what was read, to the last bit. */
static void
test_canonical (Cli *cli, gconstpointer data)
{
  cli_write (cli, "a.csv", "x;y\n1.234.567,125;1e-300\n-0,1;5\n", -1);
  cli_run (cli, "table", "a.csv", "--output", "b.csv");
  cli_assert_status (cli, 0);
  g_autofree char *b = cli_read (cli, "b.csv", NULL);
  g_assert_cmpstr (b, ==, "x,y\n1234567.125,1e-300\n-0.1,5\n");
}

static void
test_settings (Cli *cli, gconstpointer data)
{
  cli_write (cli, "a.csv", "x|y\n1,234|2\n", -1);
  cli_run (cli, "table", "a.csv", "--decimal", "comma", "--verbose");
  cli_assert_status (cli, 0);
  cli_assert_contains (cli->out, "x: number, 1.234 to 1.234");
  cli_assert_contains (cli->err, "decimal: comma (as given)");
  cli_assert_contains (cli->err, "delimiter: pipe (2 cells in each of the first 2 rows)");
  cli_run (cli, "table", "a.csv", "--delimiter", "dot");
  cli_assert_fails (cli, 2, "--delimiter: “dot” is none of auto, comma");
  cli_run (cli, "table", "@two-branch", "--header", "no");
  cli_assert_fails (cli, 2, "not for a generator");
  cli_run (cli, "table", "a.csv", "--decimal", "comma", "--grouping", "comma");
  cli_assert_fails (cli, 2, "one mark cannot be both");
}

/* Every verb that reads a table takes the same options. */
static void
test_same_options (Cli *cli, gconstpointer data)
{
  static const char *const verbs[] = { "table", "train", "evaluate", "predict", "plot", "decide" };

  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    {
      cli_run (cli, verbs[i], "--help");
      cli_assert_status (cli, 0);
      cli_assert_contains (cli->out, "--delimiter=NAME");
      cli_assert_contains (cli->out, "--date-unit=NAME");
      cli_assert_contains (cli->out, "--verbose");
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  cli_add_test ("/verb-table/text", test_text);
  cli_add_test ("/verb-table/json", test_json);
  cli_add_test ("/verb-table/canonical", test_canonical);
  cli_add_test ("/verb-table/settings", test_settings);
  cli_add_test ("/verb-table/same-options", test_same_options);
  return g_test_run ();
}
