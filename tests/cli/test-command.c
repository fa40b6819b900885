/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli-fixture.h"

#include <string.h>

#include "mix-command.h"
#include "mix-output.h"

static void
test_help (Cli *cli, gconstpointer data)
{
  const char *verbs[] = { "generate", "train", "evaluate", "predict", "plot", "config" };

  cli_run (cli, "--help");
  cli_assert_status (cli, 0);
  g_assert_cmpstr (cli->err, ==, "");
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    cli_assert_contains (cli->out, verbs[i]);

  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    {
      cli_run (cli, verbs[i], "--help");
      cli_assert_status (cli, 0);
      g_assert_cmpstr (cli->err, ==, "");
      g_autofree char *usage = g_strdup_printf ("mixture-lab-cli %s [OPTION…]", verbs[i]);
      cli_assert_contains (cli->out, usage);
      g_autofree char *first = g_strdup (cli->out);
      cli_run (cli, "help", verbs[i]);
      g_assert_cmpstr (cli->out, ==, first);
    }
}

static void
test_version (Cli *cli, gconstpointer data)
{
  cli_run (cli, "--version");
  cli_assert_status (cli, 0);
  g_assert_true (g_str_has_prefix (cli->out, "mixture-lab-cli 0."));
  cli_assert_contains (cli->out, "OpenBLAS");
}

static void
test_wrong_usage (Cli *cli, gconstpointer data)
{
  cli_run (cli, "trian");
  cli_assert_fails (cli, 2, "did you mean “train”?");
  cli_run (cli, "xyzzyx");
  cli_assert_fails (cli, 2, "--help");
  cli_run_full (cli, (const char *const[]){ NULL }, NULL, NULL);
  cli_assert_fails (cli, 2, "--help");
  cli_run (cli, "config", "surplus");
  cli_assert_fails (cli, 2, "surplus");
  cli_run (cli, "train");
  cli_assert_fails (cli, 2, "give DATA");
  cli_run (cli, "train", "--no-such-option", "@linear");
  cli_assert_fails (cli, 2, "--no-such-option");
  cli_run (cli, "train", "@linear", "--epochs");
  cli_assert_fails (cli, 2, "--epochs");
  cli_run (cli, "plot", "m.json", "@linear");
  cli_assert_fails (cli, 2, "--figure");
}

static void
test_words_in_any_order (Cli *cli, gconstpointer data)
{
  cli_run (cli, "generate", "linear", "--rows", "3");
  cli_assert_status (cli, 0);
  g_autofree char *first = g_strdup (cli->out);
  cli_run (cli, "generate", "--rows=3", "linear");
  g_assert_cmpstr (cli->out, ==, first);
  cli_run (cli, "generate", "--rows", "3", "--", "linear");
  g_assert_cmpstr (cli->out, ==, first);
  cli_run (cli, "generate", "--rows", "-3", "linear");
  cli_assert_fails (cli, 2, "“-3”");
}

static void
test_file_names_stay_on_one_line (Cli *cli, gconstpointer data)
{
  cli_run (cli, "train", "two\nlines\033[31m.csv");
  cli_assert_fails (cli, 1, "two?lines?[31m.csv");
}

static void
test_nearest_word (void)
{
  const char *words[] = { "generate", "train", "plot", "config", NULL };

  g_assert_cmpstr (mix_nearest_word ("generat", words), ==, "generate");
  g_assert_cmpstr (mix_nearest_word ("plto", words), ==, "plot");
  g_assert_cmpstr (mix_nearest_word ("conf", words), ==, "config");
  g_assert_null (mix_nearest_word ("zzzzz", words));
  g_assert_null (mix_nearest_word ("", words));
}

static void
test_exit_status (void)
{
  g_autoptr (GError) usage = g_error_new_literal (G_OPTION_ERROR, G_OPTION_ERROR_FAILED, "");
  g_autoptr (GError) work = g_error_new_literal (G_FILE_ERROR, G_FILE_ERROR_NOENT, "");
  g_autoptr (GError) stop = g_error_new_literal (MIX_CLI_ERROR, MIX_CLI_ERROR_INTERRUPTED, "");

  g_assert_cmpint (mix_cli_exit_status (usage), ==, 2);
  g_assert_cmpint (mix_cli_exit_status (work), ==, 1);
  g_assert_cmpint (mix_cli_exit_status (stop), ==, 130);
}

static void
test_json_text (void)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  json_builder_begin_object (builder);
  mix_json_add_number (builder, "share", 0.2);
  mix_json_add_number (builder, "none", g_ascii_strtod ("nan", NULL));
  mix_json_add_string (builder, "word", "a \"b\"");
  json_builder_set_member_name (builder, "list");
  json_builder_begin_array (builder);
  json_builder_add_int_value (builder, 1);
  json_builder_add_double_value (builder, 1e-3);
  json_builder_end_array (builder);
  json_builder_end_object (builder);

  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  g_autofree char *text = mix_json_to_text (root);
  g_assert_cmpstr (text, ==,
                   "{\n  \"share\": 0.2,\n  \"none\": null,\n  \"word\": \"a \\\"b\\\"\",\n"
                   "  \"list\": [1, 0.001]\n}\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  cli_add_test ("/command/help", test_help);
  cli_add_test ("/command/version", test_version);
  cli_add_test ("/command/wrong-usage", test_wrong_usage);
  cli_add_test ("/command/words-in-any-order", test_words_in_any_order);
  cli_add_test ("/command/file-names-stay-on-one-line", test_file_names_stay_on_one_line);
  g_test_add_func ("/command/nearest-word", test_nearest_word);
  g_test_add_func ("/command/exit-status", test_exit_status);
  g_test_add_func ("/command/json-text", test_json_text);
  return g_test_run ();
}
