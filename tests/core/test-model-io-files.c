/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-model-io.h"

#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "mix-model-same.h"

typedef struct
{
  char *folder, *path;
  MixModel *model;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("mixture-lab-XXXXXX", NULL);
  g_assert_nonnull (fixture->folder);
  fixture->path = g_build_filename (fixture->folder, "model.json", NULL);
  fixture->model = example_pair ();
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) folder = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
      g_remove (path);
    }
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->folder);
  g_free (fixture->path);
  mix_model_unref (fixture->model);
}

static guint
n_files (const Fixture *fixture)
{
  g_autoptr (GDir) folder = g_dir_open (fixture->folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (folder) != NULL)
    n++;
  return n;
}

static void
test_save_and_load (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  mode_t mask = umask (022);
  GStatBuf info;

  g_assert_true (mix_model_save (fixture->model, fixture->path, &error));
  g_assert_no_error (error);
  umask (mask);
  g_assert_cmpint (g_stat (fixture->path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 07777, ==, 0644);
  g_autoptr (MixModel) back = mix_model_load (fixture->path, &error);
  g_assert_no_error (error);
  assert_same_model (fixture->model, back);

  /* Over an existing file that is somebody's own, through a link. */
  g_autofree char *link = g_build_filename (fixture->folder, "link", NULL);
  g_assert_cmpint (g_chmod (fixture->path, 0600), ==, 0);
  g_assert_cmpint (symlink ("model.json", link), ==, 0);
  g_assert_true (mix_model_save (fixture->model, link, &error));
  g_assert_true (g_file_test (link, G_FILE_TEST_IS_SYMLINK));
  g_assert_cmpint (g_stat (fixture->path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 07777, ==, 0600);
  g_assert_cmpuint (n_files (fixture), ==, 2);
}

static void
assert_not_saved (const MixModel *model, const char *path)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (mix_model_save (model, path, &error));
  g_assert_error (error, MIX_MODEL_ERROR, MIX_MODEL_ERROR_WRITE);
  g_assert_true (g_str_has_prefix (error->message, path));
}

static void
test_save_to_impossible_places (Fixture *fixture, gconstpointer data)
{
  g_autofree char *nowhere = g_build_filename (fixture->folder, "none", "model.json", NULL);
  g_autofree char *long_name = g_strnfill (300, 'a');
  g_autofree char *too_long = g_build_filename (fixture->folder, long_name, NULL);
  g_autofree char *below_a_file = g_build_filename (fixture->path, "model.json", NULL);
  g_autofree char *kept = NULL;

  g_assert_true (g_file_set_contents (fixture->path, "old", -1, NULL));
  assert_not_saved (fixture->model, nowhere);
  assert_not_saved (fixture->model, too_long);
  assert_not_saved (fixture->model, below_a_file);
  assert_not_saved (fixture->model, fixture->folder);
  assert_not_saved (fixture->model, "");
  if (g_file_test ("/dev/full", G_FILE_TEST_EXISTS))
    assert_not_saved (fixture->model, "/dev/full");
  g_assert_true (g_file_get_contents (fixture->path, &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, "old");
  g_assert_cmpuint (n_files (fixture), ==, 1);
}

static void
assert_not_loaded (const char *path, MixModelError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MixModel) model = mix_model_load (path, &error);

  g_assert_null (model);
  g_assert_error (error, MIX_MODEL_ERROR, (int) code);
  g_assert_true (g_str_has_prefix (error->message, path));
}

static void
test_load_what_is_no_model (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = mix_model_to_json (fixture->model);
  g_autofree char *nothing = g_build_filename (fixture->folder, "nothing", NULL);

  assert_not_loaded (nothing, MIX_MODEL_ERROR_READ);
  assert_not_loaded (fixture->folder, MIX_MODEL_ERROR_READ);
  assert_not_loaded ("", MIX_MODEL_ERROR_READ);
  g_assert_true (g_file_set_contents (fixture->path, "", 0, NULL));
  assert_not_loaded (fixture->path, MIX_MODEL_ERROR_FORMAT);
  g_assert_true (g_file_set_contents (fixture->path, text, (gssize) strlen (text) / 2, NULL));
  assert_not_loaded (fixture->path, MIX_MODEL_ERROR_FORMAT);
  g_assert_true (g_file_set_contents (fixture->path, "\0\0\0\0", 4, NULL));
  assert_not_loaded (fixture->path, MIX_MODEL_ERROR_FORMAT);

  /* A file of 300 MiB that takes no room. */
  g_assert_cmpint (truncate (fixture->path, 300 << 20), ==, 0);
  assert_not_loaded (fixture->path, MIX_MODEL_ERROR_READ);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/model-io/save-and-load", Fixture, NULL, set_up, test_save_and_load, tear_down);
  g_test_add ("/model-io/save-to-impossible-places", Fixture, NULL, set_up,
              test_save_to_impossible_places, tear_down);
  g_test_add ("/model-io/load-what-is-no-model", Fixture, NULL, set_up,
              test_load_what_is_no_model, tear_down);
  return g_test_run ();
}
