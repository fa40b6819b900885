/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli-fixture.h"

#include <signal.h>
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

/* What one verb writes another draws, in any set of colours. */
static void
test_files (Cli *cli, gconstpointer data)
{
  cli_run (cli, "choose-components", "@two-branch", "--most", "2", "--folds", "2", QUICK, "--table",
           "e.csv", "-o", "e.svg", "--dark", "--high-contrast");
  cli_assert_status (cli, 0);
  cli_assert_contains (cli->out, "K = 2");
  g_assert_true (cli_has_file (cli, "e.svg"));
  g_autofree char *table = cli_read (cli, "e.csv", NULL);
  g_assert_true (g_str_has_prefix (table, "components,nll,error,rows,folds\n1,"));

  cli_run (cli, "train", "@two-branch", QUICK, "--model", "m.json", "--quiet");
  cli_assert_status (cli, 0);
  cli_run (cli, "plot", "m.json", "@two-branch", "-f", "evidence", "-o", "p.png");
  cli_assert_fails (cli, 2, "--evidence");
  cli_run (cli, "plot", "m.json", "@two-branch", "-f", "evidence", "--evidence", "e.csv", "-o",
           "p.png", "--table", "t.csv");
  cli_assert_status (cli, 0);
  g_autofree char *again = cli_read (cli, "t.csv", NULL);
  g_auto (GStrv) rows = g_strsplit (again, "\n", -1);
  g_assert_cmpuint (g_strv_length (rows), ==, 4);
  g_assert_true (g_str_has_prefix (table + strlen ("components,nll,error,rows,folds\n"), rows[1]));

  cli_write (cli, "bad.csv", "components,nll\n1,2\n", -1);
  cli_run (cli, "plot", "m.json", "@two-branch", "-f", "evidence", "--evidence", "bad.csv", "-o",
           "q.png");
  cli_assert_fails (cli, 1, "bad.csv");
  cli_run (cli, "choose-components", "@two-branch", "--json", "--table", "-");
  cli_assert_fails (cli, 2, "standard output");
}

/* Ctrl-C ends with a message and what is known by then, not with nothing. The row that is left out
 * makes a note, and the note says that Ctrl-C is heard from now on. */
static void
test_interrupt (Cli *cli, gconstpointer data)
{
  g_autoptr (GString) table = g_string_new ("x,y\n1,\n");

  for (int i = 0; i < 200; i++)
    g_string_append_printf (table, "%d,%d\n", i, (i * 37) % 101);
  cli_write (cli, "t.csv", table->str, -1);
  g_autoptr (GSubprocess) process
    = cli_start (cli,
                 CLI_WORDS ("choose-components", "t.csv", "--epochs", "1000000", "--patience", "0",
                            "--schedule", "constant", "--threads", "1"),
                 G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr (GDataInputStream) lines
    = g_data_input_stream_new (g_subprocess_get_stderr_pipe (process));
  g_autofree char *note = g_data_input_stream_read_line (lines, NULL, NULL, NULL);
  cli_assert_contains (note, "1 row of 201");
  g_subprocess_send_signal (process, SIGINT);
  g_autofree char *last = NULL;
  do
    {
      g_free (last);
      last = g_data_input_stream_read_line (lines, NULL, NULL, NULL);
      g_assert_nonnull (last);
    }
  while (strstr (last, "note") != NULL);
  g_subprocess_wait (process, NULL, NULL);
  g_assert_true (g_subprocess_get_if_exited (process));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 130);
  cli_assert_contains (last, "interrupted after 0 of 40 networks");
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
  cli_add_test ("/verb-choose-components/files", test_files);
  cli_add_test ("/verb-choose-components/interrupt", test_interrupt);
  cli_add_test ("/verb-choose-components/bad-input", test_bad_input);
  return g_test_run ();
}
