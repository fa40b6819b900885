/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-file.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char *folder;

static char *
path_of (const char *name)
{
  return g_build_filename (folder, name, NULL);
}

static guint
count_files (void)
{
  g_autoptr (GDir) directory = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (directory) != NULL)
    n++;
  return n;
}

static void
assert_contents (const char *path, const char *expected)
{
  gsize length = 0;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = mix_file_read (path, 1024, &length, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (length, ==, strlen (expected));
  g_assert_cmpstr (text, ==, expected);
}

static void
assert_fails (gboolean done, GError **error, const char *path, int number)
{
  g_autofree char *expected = g_strdup_printf ("%s: %s", path, g_strerror (number));

  g_assert_false (done);
  g_assert_error (*error, G_FILE_ERROR, (gint) g_file_error_from_errno (number));
  g_assert_cmpstr ((*error)->message, ==, expected);
  g_clear_error (error);
}

/* A pipe to which nobody writes ends in a message. */
static void
test_silent_pipe (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = path_of ("pipe");
  gsize length = 0;

  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
  g_assert_null (mix_file_read (path, 64, &length, &error));
  g_assert_nonnull (strstr (error->message, "nobody writes"));
  g_unlink (path);
}

static void
test_round_trip (void)
{
  const char bytes[] = "one\0two\n";
  g_autofree char *path = path_of ("round");
  gsize length = 0;

  g_assert_true (mix_file_write (path, bytes, sizeof bytes, NULL));
  g_autofree char *back = mix_file_read (path, 64, &length, NULL);
  g_assert_cmpuint (length, ==, sizeof bytes);
  g_assert_true (memcmp (back, bytes, sizeof bytes) == 0);
  g_assert_true (mix_file_write (path, "", 0, NULL));
  assert_contents (path, "");
  g_unlink (path);
}

static void
test_read_limit (void)
{
  g_autofree char *path = path_of ("limit");
  g_autoptr (GError) error = NULL;
  gsize length = 0;

  g_assert_true (mix_file_write (path, "12345678", 8, NULL));
  g_autofree char *whole = mix_file_read (path, 8, &length, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (length, ==, 8);
  g_assert_null (mix_file_read (path, 7, &length, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED);
  g_unlink (path);

  g_clear_error (&error); /* a device has no size, and no end */
  g_assert_null (mix_file_read ("/dev/zero", 1 << 20, &length, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED);
}

static void
test_no_file (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = path_of ("no/such/file");
  gsize length = 0;

  assert_fails (mix_file_read (path, 64, &length, &error) != NULL, &error, path, ENOENT);
  g_assert_null (mix_file_read (folder, 64, &length, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED);
  g_assert_true (g_str_has_prefix (error->message, folder));
  g_assert_nonnull (strstr (error->message, "directory"));
  g_clear_error (&error);
  assert_fails (mix_file_write (path, "a", 1, &error), &error, path, ENOENT);
  assert_fails (mix_file_write (folder, "a", 1, &error), &error, folder, EISDIR);
  g_assert_cmpuint (count_files (), ==, 0);
}

static void
test_link_and_permissions (void)
{
  g_autofree char *path = path_of ("file");
  g_autofree char *link = path_of ("link");
  struct stat status;

  g_assert_true (mix_file_write (path, "old", 3, NULL));
  g_assert_cmpint (chmod (path, 0640), ==, 0);
  g_assert_cmpint (symlink (path, link), ==, 0);
  g_assert_true (mix_file_write (link, "new", 3, NULL));
  g_assert_true (g_file_test (link, G_FILE_TEST_IS_SYMLINK));
  assert_contents (path, "new");
  g_assert_cmpint (stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0640);
  g_unlink (link);
  g_unlink (path);
}

static void
test_given_up (void)
{
  g_autofree char *path = path_of ("kept");

  g_assert_true (mix_file_write (path, "old", 3, NULL));
  MixFileWriter *writer = mix_file_writer_new (path, NULL);
  g_assert_true (mix_file_writer_add (writer, "new", 3, NULL));
  assert_contents (path, "old");
  g_assert_cmpuint (count_files (), ==, 2);
  mix_file_writer_free (writer);
  assert_contents (path, "old");
  g_assert_cmpuint (count_files (), ==, 1);
  g_unlink (path);
}

static void
test_full_disk (void)
{
  g_autoptr (GError) error = NULL;

  if (!g_file_test ("/dev/full", G_FILE_TEST_EXISTS))
    {
      g_test_skip ("there is no /dev/full");
      return;
    }
  g_autoptr (MixFileWriter) writer = mix_file_writer_new ("/dev/full", &error);
  g_assert_no_error (error);
  assert_fails (mix_file_writer_add (writer, "a", 1, &error), &error, "/dev/full", ENOSPC);
  /* what is lost stays lost */
  assert_fails (mix_file_writer_close (writer, &error), &error, "/dev/full", ENOSPC);
  g_assert_false (g_file_test ("/dev/full", G_FILE_TEST_IS_REGULAR));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("mixture-lab-XXXXXX", NULL);
  g_test_add_func ("/file/silent-pipe", test_silent_pipe);
  g_test_add_func ("/file/round-trip", test_round_trip);
  g_test_add_func ("/file/read-limit", test_read_limit);
  g_test_add_func ("/file/no-file", test_no_file);
  g_test_add_func ("/file/link-and-permissions", test_link_and_permissions);
  g_test_add_func ("/file/given-up", test_given_up);
  g_test_add_func ("/file/full-disk", test_full_disk);
  int status = g_test_run ();
  g_rmdir (folder);
  g_free (folder);
  return status;
}
