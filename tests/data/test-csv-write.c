/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-csv.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "mix-rng.h"
#include "mix-test-table.h"

#define NAN_D ((double) NAN)

static char *folder; /* for the files of this suite; empty before and after each test */

static char *
path_of (const char *name)
{
  return g_build_filename (folder, name, NULL);
}

static guint
count_files (void)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;
  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
assert_contents (const char *path, const char *expected)
{
  g_autofree char *contents = NULL;
  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  g_assert_cmpstr (contents, ==, expected);
}

static void
test_words (void)
{
  MixColumn *columns = g_new0 (MixColumn, 2);
  const double numbers[] = { 1.5, NAN_D, 3 }, none[] = { NAN_D, NAN_D, NAN_D };
  const guint8 codes[] = { 2, 1, 0 };
  const char *words[] = { "a, b", "Köln", NULL };
  g_autofree char *path = path_of ("words.csv");
  g_autoptr (GError) error = NULL;

  columns[0] = (MixColumn){ .name = g_strdup ("city"), .kind = MIX_COLUMN_TEXT,
                            .values = g_memdup2 (none, sizeof none),
                            .levels = g_strdupv ((char **) words),
                            .codes = g_memdup2 (codes, sizeof codes) };
  columns[1] = (MixColumn){ .name = g_strdup ("x"), .values = g_memdup2 (numbers, sizeof numbers) };
  g_autoptr (MixDataset) table = mix_dataset_new ("words", 3, columns, 2);

  g_assert_true (mix_csv_write (table, path, &error));
  g_assert_no_error (error);
  assert_contents (path, "city,x\nKöln,1.5\n\"a, b\",NA\nNA,3\n");
  g_unlink (path);
}

static void
test_text (void)
{
  const char *names[] = { "plain", "a,b", "say \"hi\"", " edge", "semi;colon", "größe" };
  const double rows[][6] = { { 1, -2.5, 0.1, NAN_D, 1e300, -0.0 }, { 3, 4, 5, 6, 7, 1e-9 } };
  g_autofree char *path = path_of ("text.csv");
  g_autoptr (GError) error = NULL;
  g_autoptr (MixCsvWriter) writer = mix_csv_writer_new (path, names, 6, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < 2; i++)
    g_assert_true (mix_csv_writer_add (writer, rows[i], &error));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_true (mix_csv_writer_close (writer, &error));
  g_assert_no_error (error);
  assert_contents (path, "plain,\"a,b\",\"say \"\"hi\"\"\",\" edge\",\"semi;colon\",größe\n"
                         "1,-2.5,0.1,NA,1e+300,-0\n3,4,5,6,7,1e-09\n");
  g_assert_cmpuint (count_files (), ==, 1);
  g_unlink (path);
}

static double
random_double (MixRng *rng, guint kind)
{
  double value;

  do
    {
      guint64 bits = mix_rng_next (rng);
      memcpy (&value, &bits, sizeof value);
      if (kind == 1)
        value = mix_rng_normal (rng);
      else if (kind == 2)
        value = floor (1e4 * mix_rng_normal (rng)) / 1e3;
    }
  while (!isfinite (value));
  return value;
}

static void
test_round_trip_is_exact (void)
{
  enum
  {
    N = 20000
  };
  const char *names[] = { "any bits", "normal, noise", "few digits" };
  g_autofree double *values = g_new (double, 3 * N);
  g_autofree char *path = path_of ("round.csv");
  g_autoptr (GError) error = NULL;
  MixRng rng;

  mix_rng_init (&rng, 1);
  for (guint i = 0; i < 3 * N; i++)
    values[i] = i % 100 == 99 ? NAN_D : random_double (&rng, i / N);
  g_autoptr (MixDataset) written = mix_test_table ("t", names, 3, N, values);
  g_assert_true (mix_csv_write (written, path, &error));
  g_autoptr (MixDataset) read = mix_csv_read (path, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (mix_dataset_get_n_rows (read), ==, N);
  for (guint i = 0; i < 3; i++)
    {
      const MixColumn *column = mix_dataset_get_column (read, i);
      g_assert_cmpstr (column->name, ==, names[i]);
      g_assert_cmpuint (column->n_missing, ==, N / 100);
      for (guint row = 0; row < N; row++)
        if (!isnan (values[i * N + row]))
          g_assert_true (memcmp (&column->values[row], &values[i * N + row], sizeof (double)) == 0);
    }
  g_unlink (path);
}

/* One column: a missing cell must not become a blank line, which is no row. */
static void
test_missing_cell_alone_in_its_row (void)
{
  const char *names[] = { "x" };
  const double values[] = { 1, NAN_D, 3 };
  g_autofree char *path = path_of ("one.csv");
  g_autoptr (GError) error = NULL;
  g_autoptr (MixDataset) written = mix_test_table ("t", names, 1, 3, values);

  g_assert_true (mix_csv_write (written, path, &error));
  g_autoptr (MixDataset) read = mix_csv_read (path, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (mix_dataset_get_n_rows (read), ==, 3);
  g_assert_cmpuint (mix_dataset_get_column (read, 0)->n_missing, ==, 1);
  g_unlink (path);
}

static void
test_without_close_the_old_file_stays (void)
{
  const char *names[] = { "x" };
  const double row[] = { 1 };
  g_autofree char *path = path_of ("old.csv");
  g_assert_true (g_file_set_contents (path, "old", -1, NULL));

  MixCsvWriter *writer = mix_csv_writer_new (path, names, 1, NULL);
  for (guint i = 0; i < 100000; i++)
    g_assert_true (mix_csv_writer_add (writer, row, NULL));
  g_assert_cmpuint (count_files (), ==, 2);
  mix_csv_writer_free (writer);
  g_assert_cmpuint (count_files (), ==, 1);
  assert_contents (path, "old");
  g_unlink (path);
}

static void
test_replacing_keeps_mode_and_link (void)
{
  const char *names[] = { "x" };
  g_autofree char *path = path_of ("real.csv"), *link = path_of ("link.csv");
  struct stat status;
  g_assert_true (g_file_set_contents (path, "old", -1, NULL));
  g_assert_cmpint (g_chmod (path, 0640), ==, 0);
  g_assert_cmpint (symlink ("real.csv", link), ==, 0);

  g_autoptr (MixCsvWriter) writer = mix_csv_writer_new (link, names, 1, NULL);
  g_assert_true (mix_csv_writer_close (writer, NULL));
  assert_contents (path, "x\n");
  g_assert_true (g_file_test (link, G_FILE_TEST_IS_SYMLINK));
  g_assert_cmpint (stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0640);
  g_unlink (link);
  g_unlink (path);
}

static void
assert_write_error (const GError *error, const char *path, int number)
{
  g_autofree char *expected = g_strdup_printf ("%s: %s", path, g_strerror (number));
  g_assert_error (error, MIX_DATA_ERROR, MIX_DATA_ERROR_WRITE);
  g_assert_cmpstr (error->message, ==, expected);
}

static void
test_full_disk (void)
{
  const char *names[] = { "x", "y" };
  const double row[] = { 1, 2 };
  g_autoptr (GError) error = NULL;
  g_autoptr (MixCsvWriter) small = mix_csv_writer_new ("/dev/full", names, 2, &error);

  g_assert_no_error (error);
  g_assert_true (mix_csv_writer_add (small, row, &error));
  g_assert_false (mix_csv_writer_close (small, &error));
  assert_write_error (error, "/dev/full", ENOSPC);
  g_clear_error (&error);

  g_autoptr (MixCsvWriter) large = mix_csv_writer_new ("/dev/full", names, 2, &error);
  guint n = 0;
  while (n < 1000000 && mix_csv_writer_add (large, row, &error))
    n++;
  g_assert_cmpuint (n, <, 1000000);
  assert_write_error (error, "/dev/full", ENOSPC);
  g_clear_error (&error);
  g_assert_false (mix_csv_writer_close (large, &error));
  g_assert_error (error, MIX_DATA_ERROR, MIX_DATA_ERROR_WRITE);
}

static void
test_no_place (void)
{
  const char *names[] = { "x" };
  g_autoptr (GError) error = NULL;
  g_autofree char *path = path_of ("no/such/folder.csv");

  g_assert_null (mix_csv_writer_new (path, names, 1, &error));
  assert_write_error (error, path, ENOENT);
  g_clear_error (&error);
  g_assert_null (mix_csv_writer_new (folder, names, 1, &error));
  assert_write_error (error, folder, EISDIR);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("mix-csv-XXXXXX", NULL);
  g_assert_nonnull (folder);
  g_test_add_func ("/csv-write/words", test_words);
  g_test_add_func ("/csv-write/text", test_text);
  g_test_add_func ("/csv-write/round-trip", test_round_trip_is_exact);
  g_test_add_func ("/csv-write/missing-alone", test_missing_cell_alone_in_its_row);
  g_test_add_func ("/csv-write/without-close", test_without_close_the_old_file_stays);
  g_test_add_func ("/csv-write/mode-and-link", test_replacing_keeps_mode_and_link);
  g_test_add_func ("/csv-write/full-disk", test_full_disk);
  g_test_add_func ("/csv-write/no-place", test_no_place);
  int status = g_test_run ();
  g_rmdir (folder);
  g_free (folder);
  return status;
}
