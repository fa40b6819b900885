/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli-fixture.h"

#include <string.h>

/* What a person may hand to the program by mistake, or to break it. Each gets one line that says
 * what and where, and a status of 1. */

static void
train_text (Cli *cli, const char *text, gssize length)
{
  cli_write (cli, "t.csv", text, length);
  cli_run (cli, "train", "t.csv", "--hidden", "8", "--epochs", "3", "--model", "m.json");
}

static void
assert_rejected (Cli *cli, const char *text, const char *part)
{
  train_text (cli, text, -1);
  cli_assert_fails (cli, 1, part);
  cli_assert_contains (cli->err, "t.csv");
  g_assert_false (cli_has_file (cli, "m.json"));
}

static void
test_no_table (Cli *cli, gconstpointer data)
{
  cli_run (cli, "train", "nothing.csv");
  cli_assert_fails (cli, 1, "nothing.csv");
  cli_run (cli, "train", ".");
  cli_assert_fails (cli, 1, "directory");
  assert_rejected (cli, "", "empty");
}

static void
test_too_small (Cli *cli, gconstpointer data)
{
  assert_rejected (cli, "x,y\n", "row");
  assert_rejected (cli, "x,y\n1,2\n", "row");
  assert_rejected (cli, "y\n1\n2\n3\n", "column");
  assert_rejected (cli, "x,y\n,1\n2,\nNA,?\n", "row");
}

static void
test_bad_cells (Cli *cli, gconstpointer data)
{
  assert_rejected (cli, "x,price\n1,2\n2,abc\n3,4\n",
                   "t.csv:3:2: column \"price\": \"abc\" is not a number");
  assert_rejected (cli, "x,y\n1,2\n2,inf\n3,4\n", "t.csv:3:2");
  assert_rejected (cli, "x,y\n1,2\n2,1e999\n3,4\n", "t.csv:3:2");
  assert_rejected (cli, "x,y\n1,2\n2\n3,4\n", "t.csv:3");
  assert_rejected (cli, "x,y\n1,2\n2,3,4\n3,4\n", "t.csv:3");
  assert_rejected (cli, "x,y\n1,2\n\"2,3\n3,4\n", "t.csv");
}

static void
test_endless_number (Cli *cli, gconstpointer data)
{
  gsize digits = 3000000;
  g_autoptr (GString) text = g_string_new ("x,y\n1,2\n3,");

  for (gsize i = 0; i < digits; i++)
    g_string_append_c (text, '7');
  g_string_append (text, "\n");
  train_text (cli, text->str, (gssize) text->len);
  cli_assert_fails (cli, 1, "t.csv:3");
  g_assert_cmpuint (strlen (cli->err), <, 1000);
}

static void
test_binary (Cli *cli, gconstpointer data)
{
  char noise[4096];
  for (guint i = 0; i < sizeof noise; i++)
    noise[i] = (char) (i * 2654435761u >> 13);
  train_text (cli, noise, sizeof noise);
  cli_assert_fails (cli, 1, "t.csv");
  train_text (cli, "\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16);
  cli_assert_fails (cli, 1, "t.csv");
}

/* A column that never changes is no error: the rows are right, there is just little to learn. */
static void
test_constant_columns (Cli *cli, gconstpointer data)
{
  g_autoptr (GString) feature = g_string_new ("x,y\n"), target = g_string_new ("x,y\n");

  for (int i = 0; i < 50; i++)
    {
      g_string_append_printf (feature, "3,%d\n", i);
      g_string_append_printf (target, "%d,3\n", i);
    }
  train_text (cli, feature->str, -1);
  cli_assert_status (cli, 0);
  train_text (cli, target->str, -1);
  cli_assert_status (cli, 0);
  cli_assert_contains (cli->err, "“y” has only 1 distinct value");
}

static void
test_missing_cells (Cli *cli, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new ("x,y\n,1\n2,NA\n3,NaN\n4,?\n");

  for (int i = 0; i < 50; i++)
    g_string_append_printf (text, "%d,%d\n", i, i * i);
  train_text (cli, text->str, -1);
  cli_assert_status (cli, 0);
  cli_assert_contains (cli->err, "4 rows of 54");
}

static void
test_more_components_than_rows (Cli *cli, gconstpointer data)
{
  cli_write (cli, "t.csv", "x,y\n1,2\n2,3\n3,5\n4,4\n5,1\n", -1);
  cli_run (cli, "train", "t.csv", "--components", "8", "--model", "m.json");
  cli_assert_fails (cli, 1, "8 components");
  g_assert_false (cli_has_file (cli, "m.json"));
}

static void
assert_model_rejected (Cli *cli, const char *text, gssize length)
{
  cli_write (cli, "bad.json", text, length);
  cli_run (cli, "predict", "bad.json", "@linear", "--output", "p.csv");
  cli_assert_fails (cli, 1, "bad.json");
  g_assert_false (cli_has_file (cli, "p.csv"));
}

static char *
replace (const char *text, const char *pattern, const char *with)
{
  g_autoptr (GRegex) regex = g_regex_new (pattern, 0, 0, NULL);
  char *changed = g_regex_replace (regex, text, -1, 0, with, 0, NULL);
  g_assert_cmpstr (changed, !=, text);
  return changed;
}

static void
test_bad_models (Cli *cli, gconstpointer data)
{
  gsize length;

  cli_run (cli, "evaluate", "nothing.json", "@linear");
  cli_assert_fails (cli, 1, "nothing.json");
  cli_run (cli, "evaluate", ".", "@linear");
  cli_assert_fails (cli, 1, "directory");
  cli_run (cli, "train", "@linear", "--rows", "100", "--hidden", "8", "--epochs", "2", "--model",
           "m.json");
  cli_assert_status (cli, 0);
  g_autofree char *good = cli_read (cli, "m.json", &length);

  assert_model_rejected (cli, "", 0);
  assert_model_rejected (cli, "[]", -1);
  assert_model_rejected (cli, "{}", -1);
  assert_model_rejected (cli, "\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16);
  assert_model_rejected (cli, good, (gssize) length / 2);
  assert_model_rejected (cli, good, (gssize) length - 3);
  g_autofree char *huge = replace (good, "\"components\" *: *\\d+", "\"components\":2000000000");
  assert_model_rejected (cli, huge, -1);
  g_autofree char *negative = replace (good, "\"components\" *: *\\d+", "\"components\":-1");
  assert_model_rejected (cli, negative, -1);
  g_autofree char *infinite = replace (good, "-?\\d+\\.\\d+", "1e999");
  assert_model_rejected (cli, infinite, -1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  cli_add_test ("/bad-input/no-table", test_no_table);
  cli_add_test ("/bad-input/too-small", test_too_small);
  cli_add_test ("/bad-input/bad-cells", test_bad_cells);
  cli_add_test ("/bad-input/endless-number", test_endless_number);
  cli_add_test ("/bad-input/binary", test_binary);
  cli_add_test ("/bad-input/constant-columns", test_constant_columns);
  cli_add_test ("/bad-input/missing-cells", test_missing_cells);
  cli_add_test ("/bad-input/more-components-than-rows", test_more_components_than_rows);
  cli_add_test ("/bad-input/bad-models", test_bad_models);
  return g_test_run ();
}
