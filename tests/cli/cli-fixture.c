/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli-fixture.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>

void
cli_set_up (Cli *cli, gconstpointer data)
{
  GError *error = NULL;
  cli->folder = g_dir_make_tmp ("mix-cli-XXXXXX", &error);
  g_assert_no_error (error);
}

static void
remove_tree (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      if (g_file_test (path, G_FILE_TEST_IS_DIR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
        remove_tree (path);
      else
        g_assert_cmpint (g_unlink (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

void
cli_tear_down (Cli *cli, gconstpointer data)
{
  remove_tree (cli->folder);
  g_free (cli->folder);
  g_free (cli->out);
  g_free (cli->err);
}

/* In the child: a file that grows beyond the limit is a full disk to who writes it. */
static void
limit_files_cb (gpointer data)
{
  const Cli *cli = data;
  struct rlimit limit = { .rlim_cur = cli->file_limit, .rlim_max = cli->file_limit };
  if (cli->file_limit == 0)
    return;
  signal (SIGXFSZ, SIG_IGN);
  setrlimit (RLIMIT_FSIZE, &limit);
}

static GSubprocess *
start (Cli *cli, const char *const *words, GSubprocessFlags flags, const char *output)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (flags);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  GError *error = NULL;

  g_assert_nonnull (g_getenv ("MIX_CLI"));
  g_strv_builder_add (builder, g_getenv ("MIX_CLI"));
  g_strv_builder_addv (builder, (const char **) words);
  g_auto (GStrv) argv = g_strv_builder_end (builder);
  g_subprocess_launcher_set_cwd (launcher, cli->folder);
  g_subprocess_launcher_setenv (launcher, "LC_ALL", "C.UTF-8", TRUE);
  g_subprocess_launcher_set_child_setup (launcher, limit_files_cb, cli, NULL);
  if (output != NULL)
    g_subprocess_launcher_set_stdout_file_path (launcher, output);
  GSubprocess *process =
    g_subprocess_launcher_spawnv (launcher, (const char *const *) argv, &error);
  g_assert_no_error (error);
  return process;
}

GSubprocess *
cli_start (Cli *cli, const char *const *words, GSubprocessFlags flags)
{
  return start (cli, words, flags, NULL);
}

static char *
take_text (GBytes *bytes)
{
  gsize length = 0;
  const char *data = bytes != NULL ? g_bytes_get_data (bytes, &length) : NULL;
  char *text = g_strndup (data != NULL ? data : "", length);
  if (bytes != NULL)
    g_bytes_unref (bytes);
  return text;
}

void
cli_run_full (Cli *cli, const char *const *words, const char *input, const char *output)
{
  GSubprocessFlags flags = G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE
                           | (output == NULL ? G_SUBPROCESS_FLAGS_STDOUT_PIPE : 0);
  g_autoptr (GSubprocess) process = start (cli, words, flags, output);
  g_autoptr (GBytes) sent = g_bytes_new (input, input != NULL ? strlen (input) : 0);
  GBytes *out = NULL, *err = NULL;
  GError *error = NULL;

  if (!g_subprocess_communicate (process, sent, NULL, &out, &err, &error)
      && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE))
    g_assert_no_error (error);
  g_clear_error (&error);
  g_subprocess_wait (process, NULL, NULL);
  g_free (cli->out);
  g_free (cli->err);
  cli->out = take_text (out);
  cli->err = take_text (err);
  cli->status =
    g_subprocess_get_if_exited (process) ? g_subprocess_get_exit_status (process) : -1;
}

void
cli_write (Cli *cli, const char *name, const char *text, gssize length)
{
  g_autofree char *path = g_build_filename (cli->folder, name, NULL);
  GError *error = NULL;
  g_file_set_contents (path, text, length, &error);
  g_assert_no_error (error);
}

char *
cli_read (Cli *cli, const char *name, gsize *length)
{
  g_autofree char *path = g_build_filename (cli->folder, name, NULL);
  GError *error = NULL;
  char *text = NULL;
  g_file_get_contents (path, &text, length, &error);
  g_assert_no_error (error);
  return text;
}

gboolean
cli_has_file (Cli *cli, const char *name)
{
  g_autofree char *path = g_build_filename (cli->folder, name, NULL);
  return g_file_test (path, G_FILE_TEST_EXISTS);
}

guint
cli_count_files (Cli *cli)
{
  g_autoptr (GDir) dir = g_dir_open (cli->folder, 0, NULL);
  guint n = 0;
  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

char *
cli_sample (const char *name)
{
  g_assert_nonnull (g_getenv ("MIX_SAMPLES_DIR"));
  return g_build_filename (g_getenv ("MIX_SAMPLES_DIR"), name, NULL);
}

JsonObject *
cli_parse_object (const char *text, JsonParser *parser)
{
  GError *error = NULL;
  json_parser_load_from_data (parser, text, -1, &error);
  g_assert_no_error (error);
  return json_node_get_object (json_parser_get_root (parser));
}
