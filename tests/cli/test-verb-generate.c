/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli-fixture.h"

#include <string.h>

static void
test_list (Cli *cli, gconstpointer data)
{
  const char *ids[] = { "linear", "two-branch", "gaussian-mixture", "step" };

  cli_run (cli, "generate", "--list");
  cli_assert_status (cli, 0);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      cli_assert_contains (cli->out, ids[i]);
      g_autofree char *list = g_strdup (cli->out);
      cli_run (cli, "generate", ids[i], "--rows", "2");
      cli_assert_status (cli, 0);
      g_free (cli->out);
      cli->out = g_steal_pointer (&list);
    }
}

static void
test_table (Cli *cli, gconstpointer data)
{
  cli_run (cli, "generate", "two-branch", "--rows", "100", "--seed", "7");
  cli_assert_status (cli, 0);
  g_auto (GStrv) lines = g_strsplit (cli->out, "\n", -1);
  g_assert_cmpstr (lines[0], ==, "x,y");
  g_assert_cmpuint (g_strv_length (lines), ==, 102); /* with the header, and "" after the last */

  g_autofree char *printed = g_strdup (cli->out);
  cli_run (cli, "generate", "two-branch", "--rows", "100", "--seed", "7", "--output", "t.csv");
  cli_assert_status (cli, 0);
  g_assert_cmpstr (cli->out, ==, "");
  g_autofree char *written = cli_read (cli, "t.csv", NULL);
  g_assert_cmpstr (written, ==, printed);

  cli_run (cli, "generate", "@two-branch", "--rows", "100", "--seed", "8");
  cli_assert_status (cli, 0);
  g_assert_cmpstr (cli->out, !=, printed);
}

static void
test_bad_options (Cli *cli, gconstpointer data)
{
  cli_run (cli, "generate", "no-such");
  cli_assert_fails (cli, 2, "two-branch");
  cli_run (cli, "generate", "linear", "--rows", "0");
  cli_assert_fails (cli, 2, "--rows");
  cli_run (cli, "generate", "linear", "--rows", "99999999999999999999");
  cli_assert_fails (cli, 2, "--rows");
  cli_run (cli, "generate", "linear", "--noise", "nan");
  cli_assert_fails (cli, 2, "--noise");
  cli_run (cli, "generate", "linear", "--seed", "-1");
  cli_assert_fails (cli, 2, "--seed");
  cli_run (cli, "generate");
  cli_assert_fails (cli, 2, "ID");
}

static void
test_no_partial_file (Cli *cli, gconstpointer data)
{
  cli_run (cli, "generate", "linear", "--output", "no-such-folder/t.csv");
  cli_assert_fails (cli, 1, "no-such-folder/t.csv");
  cli_run (cli, "generate", "linear", "--output", ".");
  cli_assert_fails (cli, 1, "directory");

  cli_write (cli, "t.csv", "old", -1);
  cli->file_limit = 5000;
  cli_run (cli, "generate", "linear", "--rows", "100000", "--output", "t.csv");
  cli_assert_fails (cli, 1, "t.csv");
  g_autofree char *kept = cli_read (cli, "t.csv", NULL);
  g_assert_cmpstr (kept, ==, "old");
  g_assert_cmpuint (cli_count_files (cli), ==, 1);
}

static void
test_full_disk (Cli *cli, gconstpointer data)
{
  g_autofree char *link = g_build_filename (cli->folder, "full.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (link);

  cli_run_full (cli, CLI_WORDS ("generate", "linear", "--rows", "5"), NULL, "/dev/full");
  cli_assert_fails (cli, 1, "No space left on device");
  g_assert_true (g_file_make_symbolic_link (file, "/dev/full", NULL, NULL));
  cli_run (cli, "generate", "linear", "--rows", "5", "--output", "full.csv");
  cli_assert_fails (cli, 1, "full.csv");
  g_assert_true (g_file_test (link, G_FILE_TEST_IS_SYMLINK));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  cli_add_test ("/verb-generate/list", test_list);
  cli_add_test ("/verb-generate/table", test_table);
  cli_add_test ("/verb-generate/bad-options", test_bad_options);
  cli_add_test ("/verb-generate/no-partial-file", test_no_partial_file);
  cli_add_test ("/verb-generate/full-disk", test_full_disk);
  return g_test_run ();
}
