/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* A folder of its own for each test, and the program run in it. What came of the last run is kept
 * until the next. */
typedef struct
{
  char *folder;
  int status; /* exit status, or −1 where a signal ended it */
  char *out;  /* standard output, NUL-terminated */
  char *err;
  guint64 file_limit; /* bytes that the program may write into one file; 0: any */
} Cli;

void cli_set_up (Cli *cli, gconstpointer data);
void cli_tear_down (Cli *cli, gconstpointer data);

/* words: the program's arguments, NULL-terminated; input: standard input, or NULL for none;
 * output: where standard output goes instead, or NULL. */
void cli_run_full (Cli *cli, const char *const *words, const char *input, const char *output);
#define CLI_WORDS(...) ((const char *const[]){ __VA_ARGS__, NULL })
#define cli_run(cli, ...) cli_run_full ((cli), CLI_WORDS (__VA_ARGS__), NULL, NULL)

GSubprocess *cli_start (Cli *cli, const char *const *words, GSubprocessFlags flags);

/* Files in the test's folder. */
void cli_write (Cli *cli, const char *name, const char *text, gssize length);
char *cli_read (Cli *cli, const char *name, gsize *length);
gboolean cli_has_file (Cli *cli, const char *name);
guint cli_count_files (Cli *cli);
char *cli_sample (const char *name);
JsonObject *cli_parse_object (const char *text, JsonParser *parser);

/* Each fails the test with all that the program said. */
#define cli_assert_status(cli, expected)                                                           \
  G_STMT_START                                                                                     \
  {                                                                                                \
    if ((cli)->status != (expected))                                                               \
      g_error ("%s:%d: status %d, not %d\nout: %s\nerr: %s", __FILE__, __LINE__, (cli)->status,    \
               (expected), (cli)->out, (cli)->err);                                                \
  }                                                                                                \
  G_STMT_END
#define cli_assert_contains(text, part)                                                            \
  G_STMT_START                                                                                     \
  {                                                                                                \
    if (strstr ((text), (part)) == NULL)                                                           \
      g_error ("%s:%d: no “%s” in: %s", __FILE__, __LINE__, (part), (text));                       \
  }                                                                                                \
  G_STMT_END
/* A failure: the status, nothing on standard output, and one line on standard error that names the
 * program and contains part. */
#define cli_assert_fails(cli, expected, part)                                                      \
  G_STMT_START                                                                                     \
  {                                                                                                \
    cli_assert_status (cli, expected);                                                             \
    cli_assert_contains ((cli)->err, part);                                                        \
    g_assert_cmpstr ((cli)->out, ==, "");                                                          \
    g_assert_true (g_str_has_prefix ((cli)->err, "mixture-lab-cli: "));                            \
    g_assert_true (strchr ((cli)->err, '\n') == (cli)->err + strlen ((cli)->err) - 1);             \
  }                                                                                                \
  G_STMT_END

#define cli_add_test(path, function)                                                               \
  g_test_add (path, Cli, NULL, cli_set_up, function, cli_tear_down)

G_END_DECLS
