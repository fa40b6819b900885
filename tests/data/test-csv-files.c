/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-csv.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "mix-design.h"
#include "mix-test-exact.h"

static char *folder; /* for the files of this suite */

static MixDataset *
read_sample (const char *name)
{
  const char *samples = g_getenv ("MIX_SAMPLES_DIR");
  g_assert_nonnull (samples);
  g_autofree char *path = g_build_filename (samples, name, NULL);
  g_autoptr (GError) error = NULL;
  MixDataset *dataset = mix_csv_read (path, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (mix_dataset_get_title (dataset), ==, name);
  g_assert_cmpstr (mix_dataset_get_path (dataset), ==, path);
  return dataset;
}

static void
test_samples (void)
{
  const struct
  {
    const char *name, *target;
    guint n_columns, n_numbers;
    gsize n_rows, n_dropped;
    double first, last; /* target */
  } samples[] = {
    { "geyser.csv", "duration", 2, 2, 299, 0, 4.0166667, 2 },
    { "engel.csv", "foodexp", 2, 2, 235, 0, 255.839424594576, 750.320163419201 },
    { "mcycle.csv", "accel", 2, 2, 133, 0, 0, 10.7 },
    { "quakes.csv", "stations", 5, 5, 1000, 0, 41, 119 },
    { "penguins.csv", "year", 8, 5, 344, 2, 2007, 2009 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (MixDataset) dataset = read_sample (samples[i].name);
      g_autoptr (MixDesign) design = mix_design_new (dataset, NULL, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (mix_dataset_get_n_columns (dataset), ==, samples[i].n_columns);
      g_assert_cmpuint (mix_dataset_n_number_columns (dataset), ==, samples[i].n_numbers);
      g_assert_cmpuint (mix_dataset_get_n_rows (dataset), ==, samples[i].n_rows);
      g_assert_cmpstr (mix_design_get_target_name (design), ==, samples[i].target);
      g_assert_cmpuint (mix_design_get_n_dropped (design), ==, samples[i].n_dropped);
      mix_assert_exact (mix_design_get_y (design, 0), samples[i].first);
      mix_assert_exact (mix_design_get_y (design, mix_design_get_n_rows (design) - 1),
                        samples[i].last);
    }
}

static void
test_penguins (void)
{
  g_autoptr (MixDataset) dataset = read_sample ("penguins.csv");
  gsize n_missing = 0;

  for (guint i = 0; i < 8; i++)
    {
      const MixColumn *column = mix_dataset_get_column (dataset, i);
      gboolean is_text = i < 2 || i == 6;
      g_assert_cmpint (column->kind, ==, is_text ? MIX_COLUMN_TEXT : MIX_COLUMN_NUMBER);
      n_missing += column->n_missing;
    }
  g_assert_cmpuint (n_missing, ==, 19);
  g_assert_true (
      g_str_has_suffix (mix_dataset_get_column (dataset, 0)->fault,
                        "penguins.csv:2:1: column \"species\": \"Adelie\" is not a number"));
}

static void
assert_read_error (const char *path, GQuark domain, int code, const char *reason)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *expected = g_strdup_printf ("%s: %s", path, reason);

  g_assert_null (mix_csv_read (path, NULL, &error));
  g_assert_error (error, domain, code);
  g_assert_cmpstr (error->message, ==, expected);
}

static void
test_no_files (void)
{
  g_autofree char *nothing = g_build_filename (folder, "nothing.csv", NULL);

  assert_read_error (nothing, MIX_DATA_ERROR, MIX_DATA_ERROR_READ, g_strerror (ENOENT));
  assert_read_error (folder, MIX_DATA_ERROR, MIX_DATA_ERROR_READ,
                     "this is a directory; expected a regular file, or a pipe on standard input (-)");
  assert_read_error ("/dev/null", MIX_DATA_ERROR, MIX_DATA_ERROR_EMPTY, "the file is empty");

  /* One of them kept silent for ever. */
  static const char *const devices[] = { "/dev/zero", "/dev/urandom", "/dev/kmsg" };
  for (guint i = 0; i < G_N_ELEMENTS (devices); i++)
    if (g_access (devices[i], R_OK) == 0)
      assert_read_error (devices[i], MIX_DATA_ERROR, MIX_DATA_ERROR_READ,
                         "this is a device; expected a regular file, or a pipe on standard input (-)");
}

static void
test_cancelled (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *path = g_build_filename (g_getenv ("MIX_SAMPLES_DIR"), "geyser.csv", NULL);
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (mix_csv_read (path, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static char *
make_pipe (const char *name)
{
  char *path = g_build_filename (folder, name, NULL);
  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
  return path;
}

static gpointer
write_table_thread (gpointer path)
{
  FILE *stream = g_fopen (path, "w");
  fputs ("x,y\n", stream);
  fflush (stream);
  g_usleep (20000);
  for (int i = 0; i < 1000; i++)
    fprintf (stream, "%d,%d\n", i, 2 * i);
  fclose (stream);
  return NULL;
}

static void
test_pipe (void)
{
  g_autofree char *path = make_pipe ("pipe");
  GThread *thread = g_thread_new ("writer", write_table_thread, path);
  g_autoptr (GError) error = NULL;
  g_autoptr (MixDataset) dataset = mix_csv_read (path, NULL, &error);

  g_thread_join (thread);
  g_assert_no_error (error);
  g_assert_cmpuint (mix_dataset_get_n_rows (dataset), ==, 1000);
  mix_assert_exact (mix_dataset_get_column (dataset, 1)->values[999], 1998);
  g_unlink (path);
}

static gpointer
cancel_thread (gpointer cancellable)
{
  g_usleep (50000);
  g_cancellable_cancel (cancellable);
  return NULL;
}

static void
test_pipe_without_a_writer_is_cancelled (void)
{
  g_autofree char *path = make_pipe ("silent");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GThread *thread = g_thread_new ("canceller", cancel_thread, cancellable);
  g_autoptr (GError) error = NULL;

  g_assert_null (mix_csv_read (path, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_thread_join (thread);
  g_unlink (path);
}

/* Without anybody who cancels, that ends too: with what the file is, and what there should be. */
static void
test_pipe_without_a_writer (void)
{
  g_autofree char *path = make_pipe ("silent");
  g_autoptr (GError) error = NULL;

  g_assert_null (mix_csv_read (path, NULL, &error));
  g_assert_error (error, MIX_DATA_ERROR, MIX_DATA_ERROR_READ);
  g_assert_nonnull (strstr (error->message, "nobody writes"));
  g_assert_nonnull (strstr (error->message, "regular file"));
  g_unlink (path);
}

static gpointer
write_for_ever_thread (gpointer path)
{
  int fd = g_open (path, O_WRONLY, 0);
  g_autofree char *text = g_strnfill (4000, '1');

  for (int i = 0; i < 4000; i += 4)
    memcpy (text + i, "1,2\n", 4);
  while (write (fd, text, 4000) > 0) /* until nobody reads */
    ;
  close (fd);
  return NULL;
}

/* An endless pipe ends in a message. */
static void
test_endless_pipe (void)
{
  g_autofree char *path = make_pipe ("endless");
  GThread *thread = g_thread_new ("writer", write_for_ever_thread, path);
  const MixCsvOptions options = { .max_bytes = 1 << 20 };
  g_autoptr (GError) error = NULL;

  signal (SIGPIPE, SIG_IGN);
  g_assert_null (mix_csv_read_with (path, &options, &error));
  g_thread_join (thread);
  g_assert_error (error, MIX_DATA_ERROR, MIX_DATA_ERROR_READ);
  g_assert_nonnull (strstr (error->message, "more than the 1 MiB"));
  g_unlink (path);
}

/* A table may take so much, and not a row more. */
static void
test_limit (void)
{
  g_autofree char *path = g_build_filename (folder, "limit.csv", NULL);
  GString *text = g_string_new ("x,y\n");
  const MixCsvOptions enough = { .max_bytes = 1601 * 16 }, little = { .max_bytes = 1600 * 16 };
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < 1600; i++)
    g_string_append_printf (text, "%d,0\n", i);
  g_assert_true (g_file_set_contents (path, text->str, -1, NULL));
  g_autoptr (MixDataset) dataset = mix_csv_read_with (path, &enough, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (mix_dataset_get_n_rows (dataset), ==, 1600);
  g_assert_null (mix_csv_read_with (path, &little, &error));
  g_assert_error (error, MIX_DATA_ERROR, MIX_DATA_ERROR_READ);
  g_assert_nonnull (strstr (error->message, ":1601:"));
  g_string_free (text, TRUE);
  g_unlink (path);
}

static void
assert_no_file (const char *path, const char *says)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (mix_csv_read (path, NULL, &error));
  g_assert_error (error, MIX_DATA_ERROR, MIX_DATA_ERROR_READ);
  g_assert_nonnull (strstr (error->message, says));
}

static void
test_special_files (void)
{
  g_autofree char *path = g_build_filename (folder, "socket", NULL);
  struct sockaddr_un name = { .sun_family = AF_UNIX };
  int fd = socket (AF_UNIX, SOCK_STREAM, 0);

  assert_no_file (folder, "directory");
  g_strlcpy (name.sun_path, path, sizeof name.sun_path);
  if (fd < 0 || bind (fd, (struct sockaddr *) &name, sizeof name) != 0)
    {
      g_test_skip ("no socket can be made here");
      return;
    }
  assert_no_file (path, "socket");
  close (fd);
  g_unlink (path);
}

static void
test_locale_does_not_matter (void)
{
  g_autofree char *path = g_build_filename (folder, "locale.csv", NULL);
  g_autoptr (GError) error = NULL;

  if (setlocale (LC_ALL, "de_DE.UTF-8") == NULL && setlocale (LC_ALL, "fr_FR.UTF-8") == NULL)
    {
      g_test_skip ("no locale with a decimal comma is installed");
      return;
    }
  g_assert_true (g_file_set_contents (path, "x\n0.5\n12345678901234567890.5\n", -1, &error));
  g_autoptr (MixDataset) dataset = mix_csv_read (path, NULL, &error);
  g_assert_no_error (error);
  mix_assert_exact (mix_dataset_get_column (dataset, 0)->values[0], 0.5);
  mix_assert_exact (mix_dataset_get_column (dataset, 0)->values[1], 12345678901234567890.5);
  char text[32];
  g_assert_cmpstr (mix_csv_format_number (1.5e-7, text), ==, "1.5e-07");
  setlocale (LC_ALL, "C");
  g_unlink (path);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("mix-csv-XXXXXX", NULL);
  g_assert_nonnull (folder);
  g_test_add_func ("/csv-files/samples", test_samples);
  g_test_add_func ("/csv-files/penguins", test_penguins);
  g_test_add_func ("/csv-files/no-files", test_no_files);
  g_test_add_func ("/csv-files/cancelled", test_cancelled);
  g_test_add_func ("/csv-files/pipe", test_pipe);
  g_test_add_func ("/csv-files/silent-pipe", test_pipe_without_a_writer_is_cancelled);
  g_test_add_func ("/csv-files/pipe-without-a-writer", test_pipe_without_a_writer);
  g_test_add_func ("/csv-files/endless-pipe", test_endless_pipe);
  g_test_add_func ("/csv-files/limit", test_limit);
  g_test_add_func ("/csv-files/special-files", test_special_files);
  g_test_add_func ("/csv-files/locale", test_locale_does_not_matter);
  int status = g_test_run ();
  g_rmdir (folder);
  g_free (folder);
  return status;
}
