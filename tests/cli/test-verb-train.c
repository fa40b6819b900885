/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli-fixture.h"

#include <math.h>
#include <signal.h>
#include <string.h>

#include "mix-history-file.h"
#include "mix-model-io.h"

#define QUICK "--hidden", "16", "--epochs", "5"

static MixModel *
load_model (Cli *cli, const char *name)
{
  g_autofree char *path = g_build_filename (cli->folder, name, NULL);
  GError *error = NULL;
  MixModel *model = mix_model_load (path, &error);
  g_assert_no_error (error);
  return model;
}

static void
test_json (Cli *cli, gconstpointer data)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  const char *numbers[] = { "train_nll", "validation_nll", "seconds", "ms_per_epoch",
                            "optimal_nll" };

  cli_run (cli, "train", "@two-branch", "--rows", "500", QUICK, "--threads", "1",
           "--json");
  cli_assert_status (cli, 0);
  g_assert_cmpstr (cli->err, ==, "");
  JsonObject *object = cli_parse_object (cli->out, parser);
  g_assert_cmpint (json_object_get_int_member (object, "epochs"), ==, 5);
  g_assert_cmpint (json_object_get_int_member (object, "best_epoch"), <=, 5);
  g_assert_cmpstr (json_object_get_string_member (object, "stopped"), ==, "epochs");
  g_assert_cmpint (json_object_get_int_member (object, "rows"), ==, 500);
  g_assert_cmpint (json_object_get_int_member (object, "threads"), ==, 1);
  /* 1 × 16 + 16, and 3 × 2 outputs of 16 + 1. */
  g_assert_cmpint (json_object_get_int_member (object, "parameters"), ==, 32 + 6 * 17);
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    g_assert_true (isfinite (json_object_get_double_member (object, numbers[i])));
  g_assert_true (JSON_NODE_HOLDS_NULL (json_object_get_member (object, "plain_validation_nll")));
}

static void
test_same_seed_same_model (Cli *cli, gconstpointer data)
{
  cli_run (cli, "train", "@linear", "--rows", "300", QUICK, "--seed", "3", "--model", "a.json");
  cli_assert_status (cli, 0);
  cli_assert_contains (cli->out, "5 epochs");
  cli_run (cli, "train", "@linear", "--rows", "300", QUICK, "--seed", "3", "--model", "-");
  cli_assert_status (cli, 0);
  g_autofree char *file = cli_read (cli, "a.json", NULL);
  g_assert_cmpstr (file, ==, cli->out);
  cli_run (cli, "train", "@linear", "--rows", "300", QUICK, "--seed", "4", "--model", "b.json");
  g_autofree char *other = cli_read (cli, "b.json", NULL);
  g_assert_cmpstr (file, !=, other);
}

/* Every entry of the table is an option of train, and the model remembers what it was given. */
static void
test_every_option (Cli *cli, gconstpointer data)
{
  cli_run (cli, "train", "@linear", "--rows", "200", "--components", "3", "--hidden", "none",
           "--sigma-bias", "off", "--learning-rate=0.01", "--epochs", "2", "--mu-init", "quantiles",
           "--plain-network", "on", "--quiet", "--model", "m.json");
  cli_assert_status (cli, 0);
  g_assert_cmpstr (cli->out, ==, "");
  g_autoptr (MixModel) model = load_model (cli, "m.json");
  const MixNetworkSpec *spec = mix_model_get_spec (model);
  GHashTable *settings = mix_model_get_settings (model);
  g_assert_cmpuint (spec->components, ==, 3);
  g_assert_cmpuint (spec->hidden.n, ==, 0);
  g_assert_false (spec->sigma_bias);
  g_assert_nonnull (mix_model_get_companion (model));
  g_assert_cmpstr (g_hash_table_lookup (settings, "learning-rate"), ==, "0.01");
  g_assert_cmpstr (g_hash_table_lookup (settings, "mu-init"), ==, "quantiles");
}

/* The preset first, whatever the order of the words; then what was given by name. */
static void
test_preset (Cli *cli, gconstpointer data)
{
  cli_run (cli, "train", "@linear", "--rows", "200", "--lambda-mu", "0.5", "--epochs", "1",
           "--preset", "article", "--quiet", "--model", "m.json");
  cli_assert_status (cli, 0);
  g_autoptr (MixModel) model = load_model (cli, "m.json");
  GHashTable *settings = mix_model_get_settings (model);
  g_assert_cmpstr (g_hash_table_lookup (settings, "mixing"), ==, "gumbel-softmax");
  g_assert_cmpstr (g_hash_table_lookup (settings, "lambda-pi"), ==, "5");
  g_assert_cmpstr (g_hash_table_lookup (settings, "lambda-mu"), ==, "0.5");
  g_assert_cmpstr (g_hash_table_lookup (settings, "epochs"), ==, "1");

  cli_run (cli, "train", "@linear", "--preset", "artcle");
  cli_assert_fails (cli, 2, "careful, article");
}

/* One file with all networks, which every verb reads as one model. */
static void
test_ensemble (Cli *cli, gconstpointer data)
{
  g_autoptr (JsonParser) parser = json_parser_new ();

  cli_run (cli, "train", "@linear", "--rows", "300", QUICK, "--ensemble", "3", "--model", "m.json",
           "--history", "h.csv", "--json");
  cli_assert_status (cli, 0);
  JsonObject *object = cli_parse_object (cli->out, parser);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (object, "members")), ==, 3);
  g_autoptr (MixModel) model = load_model (cli, "m.json");
  g_assert_cmpuint (mix_model_get_n_members (model), ==, 3);
  g_assert_cmpuint (mix_model_get_n_trainable (model), ==,
                    (guint64) json_object_get_int_member (object, "parameters"));
  double nll = json_object_get_double_member (object, "validation_nll");

  cli_run (cli, "predict", "m.json", "@linear", "--rows", "2", "--components");
  cli_assert_status (cli, 0);
  cli_assert_contains (cli->out, "sigma_6");
  cli_run (cli, "evaluate", "m.json", "@linear", "--rows", "2000", "--json");
  cli_assert_status (cli, 0);
  object = cli_parse_object (cli->out, parser);
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (object, "nll"), nll, 1);
  cli_run (cli, "plot", "m.json", "@linear", "--rows", "300", "--figure", "loss", "--history",
           "h.csv", "--output", "loss.svg");
  cli_assert_status (cli, 0);
  g_assert_true (cli_has_file (cli, "loss.svg"));
}

static void
test_find_rate (Cli *cli, gconstpointer data)
{
  g_autoptr (JsonParser) parser = json_parser_new ();

  cli_run (cli, "train", "@two-branch", "--rows", "1000", "--hidden", "16", "--find-rate", "--output",
           "rate.svg", "--json");
  cli_assert_status (cli, 0);
  JsonObject *object = cli_parse_object (cli->out, parser);
  double suggested = json_object_get_double_member (object, "suggested_rate");
  g_assert_true (suggested > 1e-5 && suggested < 1);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (object, "smoothed_loss")),
                    ==, (guint) json_object_get_int_member (object, "steps"));
  g_autofree char *picture = cli_read (cli, "rate.svg", NULL);
  cli_assert_contains (picture, "<svg");

  cli_run (cli, "train", "@two-branch", "--rows", "1000", "--hidden", "16", "--find-rate");
  cli_assert_status (cli, 0);
  cli_assert_contains (cli->out, "--learning-rate ");
  cli_run (cli, "train", "@linear", "--find-rate", "--model", "m.json");
  cli_assert_fails (cli, 2, "--find-rate");
  cli_run (cli, "train", "@linear", "--output", "a.png");
  cli_assert_fails (cli, 2, "--find-rate");
  cli_run (cli, "train", "@linear", "--find-rate", "--output", "a.gif");
  cli_assert_fails (cli, 2, ".svg");
}

static void
test_bad_options (Cli *cli, gconstpointer data)
{
  cli_run (cli, "train", "@linear", "--components", "0");
  cli_assert_fails (cli, 2, "--components");
  cli_run (cli, "train", "@linear", "--activation", "swish");
  cli_assert_fails (cli, 2, "silu");
  cli_run (cli, "train", "@linear", "--hidden", "12,,3");
  cli_assert_fails (cli, 2, "--hidden");
  cli_run (cli, "train", "@linear", "--learning-rate", "0,1");
  cli_assert_fails (cli, 2, "--learning-rate");
  cli_run (cli, "train", "@liner");
  cli_assert_fails (cli, 2, "linear");
  cli_run (cli, "train", "@linear", "--json", "--model", "-");
  cli_assert_fails (cli, 2, "standard output");
  g_autofree char *geyser = cli_sample ("geyser.csv");
  cli_run (cli, "train", geyser, "--rows", "10");
  cli_assert_fails (cli, 2, "--rows");
}

static void
test_columns (Cli *cli, gconstpointer data)
{
  g_autofree char *quakes = cli_sample ("quakes.csv");

  cli_run (cli, "train", quakes, QUICK, "--target", "depth", "--features", "long,lat", "--model",
           "m.json");
  cli_assert_status (cli, 0);
  g_autoptr (MixModel) model = load_model (cli, "m.json");
  g_assert_cmpuint (mix_model_get_n_features (model), ==, 2);
  g_assert_cmpstr (mix_model_get_feature_name (model, 0), ==, "long");
  g_assert_cmpstr (mix_model_get_target_name (model), ==, "depth");

  cli_run (cli, "train", quakes, QUICK, "--target", "depht");
  cli_assert_fails (cli, 1, "depht");
  cli_run (cli, "train", quakes, QUICK, "--target", "depth", "--features", "lat,depth");
  cli_assert_fails (cli, 1, "depth");
}

/* penguins.csv has text columns and 2 rows without measures; year has 3 values. */
static void
test_notes (Cli *cli, gconstpointer data)
{
  g_autofree char *penguins = cli_sample ("penguins.csv");

  cli_run (cli, "train", penguins, QUICK);
  cli_assert_status (cli, 0);
  cli_assert_contains (cli->err, "species, island, sex");
  cli_assert_contains (cli->err, "2 rows of 344");
  cli_assert_contains (cli->err, "“year” has only 3 distinct values");
  cli_run (cli, "train", penguins, QUICK, "--quiet");
  cli_assert_status (cli, 0);
  g_assert_cmpstr (cli->err, ==, "");
}

static void
test_standard_input (Cli *cli, gconstpointer data)
{
  g_autofree char *path = cli_sample ("geyser.csv");
  g_autofree char *text = NULL;
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));

  cli_run_full (cli, CLI_WORDS ("train", "-", QUICK, "--target", "duration"), text, NULL);
  cli_assert_status (cli, 0);
  cli_assert_contains (cli->out, "5 epochs");
}

static void
test_history (Cli *cli, gconstpointer data)
{
  g_autoptr (MixHistory) history = mix_history_new ();
  g_autofree char *path = g_build_filename (cli->folder, "h.csv", NULL);
  GError *error = NULL;

  cli_run (cli, "train", "@linear", "--rows", "200", QUICK, "--history", "h.csv");
  cli_assert_status (cli, 0);
  mix_history_read (history, path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (mix_history_get_n_points (history), >=, 5);
  const MixLossPoint *last = mix_history_get_last (history);
  g_assert_cmpuint (last->epoch, ==, 5);
  g_assert_true (isfinite (last->validation_nll));
  g_assert_true (isnan (last->plain_validation_nll));
  mix_history_read (history, "no-such-file.csv", &error);
  g_assert_nonnull (error);
  cli_assert_contains (error->message, "no-such-file.csv");
  g_clear_error (&error);
}

static void
test_outputs_are_checked_first (Cli *cli, gconstpointer data)
{
  gint64 start = g_get_monotonic_time ();
  cli_run (cli, "train", "@linear", "--epochs", "100000", "--patience", "0", "--model",
           "nowhere/m.json");
  cli_assert_fails (cli, 1, "nowhere/m.json");
  cli_run (cli, "train", "@linear", "--epochs", "100000", "--patience", "0", "--history", ".");
  cli_assert_fails (cli, 1, "directory");
  g_assert_cmpint (g_get_monotonic_time () - start, <, 10 * G_TIME_SPAN_SECOND);
}

static void
test_no_partial_model (Cli *cli, gconstpointer data)
{
  cli_write (cli, "m.json", "old", -1);
  cli->file_limit = 1000;
  cli_run (cli, "train", "@linear", "--rows", "100", QUICK, "--model", "m.json");
  cli_assert_fails (cli, 1, "m.json");
  g_autofree char *kept = cli_read (cli, "m.json", NULL);
  g_assert_cmpstr (kept, ==, "old");
  g_assert_cmpuint (cli_count_files (cli), ==, 1);
}

static void
test_full_disk (Cli *cli, gconstpointer data)
{
  g_autofree char *link = g_build_filename (cli->folder, "full.json", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (link);

  g_assert_true (g_file_make_symbolic_link (file, "/dev/full", NULL, NULL));
  cli_run (cli, "train", "@linear", "--rows", "100", QUICK, "--model", "full.json");
  cli_assert_fails (cli, 1, "full.json");
  g_assert_true (g_file_test (link, G_FILE_TEST_IS_SYMLINK));
  cli_run_full (cli, CLI_WORDS ("train", "@linear", "--rows", "100", QUICK, "--json"), NULL,
                "/dev/full");
  cli_assert_fails (cli, 1, "No space left on device");
}

static void
test_divergence (Cli *cli, gconstpointer data)
{
  g_autoptr (JsonParser) parser = json_parser_new ();

  cli_write (cli, "m.json", "old", -1);
  cli_run (cli, "train", "@linear", "--rows", "300", "--epochs", "50", "--learning-rate", "10",
           "--clip-norm", "0", "--warmup", "0", "--sigma-activation", "exp", "--sigma-floor", "0",
           "--json", "--model", "m.json");
  cli_assert_status (cli, 1);
  cli_assert_contains (cli->err, "diverged");
  cli_assert_contains (cli->err, "--learning-rate 1");
  JsonObject *object = cli_parse_object (cli->out, parser);
  g_assert_cmpstr (json_object_get_string_member (object, "stopped"), ==, "diverged");
  g_autofree char *kept = cli_read (cli, "m.json", NULL);
  g_assert_cmpstr (kept, ==, "old");
}

/* The row that is left out makes two notes, and they say that Ctrl-C is heard from now on. */
static void
test_interrupt (Cli *cli, gconstpointer data)
{
  g_autoptr (GString) table = g_string_new ("x,y\n1,\n");
  g_autoptr (JsonParser) parser = json_parser_new ();

  for (int i = 0; i < 200; i++)
    g_string_append_printf (table, "%d,%d\n", i, (i * 37) % 101);
  cli_write (cli, "t.csv", table->str, -1);
  g_autoptr (GSubprocess) process =
    cli_start (cli, CLI_WORDS ("train", "t.csv", "--epochs", "1000000", "--patience", "0",
                               "--schedule", "constant", "--model", "m.json", "--json"),
               G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr (GDataInputStream) err =
    g_data_input_stream_new (g_subprocess_get_stderr_pipe (process));
  g_autofree char *note = g_data_input_stream_read_line (err, NULL, NULL, NULL);
  cli_assert_contains (note, "1 row of 201");
  g_autofree char *where = g_data_input_stream_read_line (err, NULL, NULL, NULL);
  cli_assert_contains (where, "in line 2");
  g_usleep (200000);
  g_subprocess_send_signal (process, SIGINT);

  g_autofree char *last = g_data_input_stream_read_line (err, NULL, NULL, NULL);
  char out[4096] = "";
  gsize length;
  g_assert_true (g_input_stream_read_all (g_subprocess_get_stdout_pipe (process), out,
                                          sizeof out - 1, &length, NULL, NULL));
  g_subprocess_wait (process, NULL, NULL);
  g_assert_true (g_subprocess_get_if_exited (process));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 130);
  cli_assert_contains (last, "interrupted");
  JsonObject *object = cli_parse_object (out, parser);
  g_assert_cmpstr (json_object_get_string_member (object, "stopped"), ==, "interrupted");
  g_autoptr (MixModel) model = load_model (cli, "m.json");
  g_assert_cmpstr (mix_model_get_target_name (model), ==, "y");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  cli_add_test ("/verb-train/json", test_json);
  cli_add_test ("/verb-train/same-seed-same-model", test_same_seed_same_model);
  cli_add_test ("/verb-train/every-option", test_every_option);
  cli_add_test ("/verb-train/preset", test_preset);
  cli_add_test ("/verb-train/ensemble", test_ensemble);
  cli_add_test ("/verb-train/find-rate", test_find_rate);
  cli_add_test ("/verb-train/bad-options", test_bad_options);
  cli_add_test ("/verb-train/columns", test_columns);
  cli_add_test ("/verb-train/notes", test_notes);
  cli_add_test ("/verb-train/standard-input", test_standard_input);
  cli_add_test ("/verb-train/history", test_history);
  cli_add_test ("/verb-train/outputs-are-checked-first", test_outputs_are_checked_first);
  cli_add_test ("/verb-train/no-partial-model", test_no_partial_model);
  cli_add_test ("/verb-train/full-disk", test_full_disk);
  cli_add_test ("/verb-train/divergence", test_divergence);
  cli_add_test ("/verb-train/interrupt", test_interrupt);
  return g_test_run ();
}
