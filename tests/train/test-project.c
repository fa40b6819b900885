/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include <glib/gstdio.h>

#include "mix-csv.h"
#include "mix-dataset-transform.h"
#include "mix-dataset-edit.h"
#include "mix-model-io.h"
#include "mix-project.h"
#include "mix-train-fixture.h"

/* A folder of a test's own, which is gone with it. */
typedef struct
{
  char *folder;
  char *table;   /* "table.csv" in it */
  char *project; /* "lab/a.mixlab" */
} Place;

static const char rows[] = "x,kind,y\n1,a,0.1\n2,b,\n3,a,0.3000000000000000444\n4,,-0\n";

static Place
make_place (void)
{
  Place place = { .folder = g_dir_make_tmp ("mixture-lab-XXXXXX", NULL) };
  g_autofree char *lab = g_build_filename (place.folder, "lab", NULL);

  place.table = g_build_filename (place.folder, "table.csv", NULL);
  place.project = g_build_filename (lab, "a" MIX_PROJECT_SUFFIX, NULL);
  g_assert_cmpint (g_mkdir (lab, 0700), ==, 0);
  g_assert_true (g_file_set_contents (place.table, rows, -1, NULL));
  return place;
}

static void
clear_place (Place *place)
{
  g_autofree char *lab = g_path_get_dirname (place->project);

  g_unlink (place->table);
  g_unlink (place->project);
  g_rmdir (lab);
  g_assert_cmpint (g_rmdir (place->folder), ==, 0);
  g_free (place->folder);
  g_free (place->table);
  g_free (place->project);
}

static void
name_columns (MixProject *project, const char *target, const char *feature)
{
  const char *const features[] = { feature, NULL };

  project->target = g_strdup (target);
  project->features = g_strdupv ((char **) features);
}

static MixProject *
project_of (MixDataset *dataset)
{
  MixProject *project = mix_project_new ();

  mix_project_set_dataset (project, dataset, FALSE);
  name_columns (project, "y", "x");
  return project;
}

static MixProject *
project_of_file (const char *path)
{
  g_autoptr (MixDataset) dataset = mix_csv_read (path, NULL, NULL);

  g_assert_nonnull (dataset);
  return project_of (dataset);
}

static MixProject *
read_back (const MixProject *project)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = mix_project_to_json (project, "/home/me/lab");
  MixProject *back = mix_project_from_json (text, strlen (text), "/home/me/lab", &error);

  g_assert_no_error (error);
  g_autofree char *again = mix_project_to_json (back, "/home/me/lab");
  g_assert_cmpstr (again, ==, text);
  return back;
}

static void
assert_same_rows (const MixDataset *a, const MixDataset *b)
{
  gsize n = mix_dataset_get_n_rows (a);

  g_assert_cmpuint (mix_dataset_get_n_rows (b), ==, n);
  g_assert_cmpuint (mix_dataset_get_n_columns (b), ==, mix_dataset_get_n_columns (a));
  for (guint i = 0; i < mix_dataset_get_n_columns (a); i++)
    {
      const MixColumn *was = mix_dataset_get_column (a, i), *is = mix_dataset_get_column (b, i);
      g_assert_cmpstr (is->name, ==, was->name);
      g_assert_cmpint (is->kind, ==, was->kind);
      g_assert_cmpuint (is->n_missing, ==, was->n_missing);
      g_assert_cmpint (is->time, ==, was->time);
      g_assert_cmpint (is->transform, ==, was->transform);
      for (gsize row = 0; row < n; row++)
        {
          if (isnan (was->values[row]))
            g_assert_true (isnan (is->values[row]));
          else
            g_assert_cmpmem (&is->values[row], sizeof (double), &was->values[row], sizeof (double));
          g_assert_cmpstr (mix_column_get_word (is, row), ==, mix_column_get_word (was, row));
        }
    }
}

static void
test_generator (void)
{
  g_autoptr (MixDataset) dataset
    = mix_generator_make (mix_generator_find ("two-branch"), 50, 0.1 + 0.2, G_MAXUINT64);
  g_autoptr (MixProject) project = project_of (dataset);

  g_assert_true (mix_config_set (&project->config, "components", "7", NULL));
  g_assert_true (mix_config_set (&project->config, "learning-rate", "0.0123", NULL));
  project->all_others = project->components_chosen = TRUE;
  project->page = g_strdup ("compare");
  project->x0 = 0.1;
  g_autoptr (MixProject) back = read_back (project);
  g_assert_true (mix_config_equal (&back->config, &project->config));
  g_assert_true (back->all_others && back->components_chosen);
  g_assert_cmpstr (back->page, ==, "compare");
  g_assert_cmpmem (&back->x0, sizeof (double), &project->x0, sizeof (double));
  g_assert_cmpstr (back->target, ==, "y");
  g_assert_cmpstr (back->features[0], ==, "x");
  g_autoptr (MixDataset) made = mix_project_make_dataset (back, NULL, NULL, NULL);
  assert_same_rows (dataset, made);
}

/* What the rows of a generator go through is kept, as is that of a file. */
static void
test_generator_with_transform (void)
{
  g_autoptr (MixDataset) made = mix_generator_make (mix_generator_find ("linear"), 50, 1, 1);
  g_autoptr (MixDataset) dataset
    = mix_dataset_set_transform (made, 1, MIX_TRANSFORM_RANK, NULL);
  g_autoptr (MixProject) project = project_of (dataset);
  g_autoptr (MixProject) back = read_back (project);
  g_autoptr (MixDataset) again = mix_project_make_dataset (back, NULL, NULL, NULL);

  assert_same_rows (dataset, again);
  g_assert_cmpint (mix_dataset_get_column (again, 0)->transform, ==, MIX_TRANSFORM_NONE);
  g_assert_cmpint (mix_dataset_get_column (again, 1)->transform, ==, MIX_TRANSFORM_RANK);
  g_assert_nonnull (mix_dataset_get_generator (again));
}

/* Rows that are from nowhere else are in the project, to the last bit. */
static void
test_own_rows (void)
{
  MixColumn *columns = g_new0 (MixColumn, 3);
  const double x[] = { 0.1, -0.0, 1e300, (double) NAN }, y[] = { 1, 2, 3, 5e-324 };
  const double none[] = { (double) NAN, (double) NAN, (double) NAN, (double) NAN };
  const char *const levels[] = { "größe \"1\"", "b\n", NULL };
  const guint8 codes[] = { 1, 0, 2, 1 };

  columns[0] = (MixColumn){ .name = g_strdup ("x"), .values = g_memdup2 (x, sizeof x),
                            .n_missing = 1, .time = MIX_TIME_HOURS };
  columns[1] = (MixColumn){ .name = g_strdup ("kind"), .kind = MIX_COLUMN_TEXT, .n_missing = 1,
                            .values = g_memdup2 (none, sizeof none),
                            .levels = g_strdupv ((char **) levels),
                            .codes = g_memdup2 (codes, sizeof codes) };
  columns[2] = (MixColumn){ .name = g_strdup ("y"), .values = g_memdup2 (y, sizeof y),
                            .transform = MIX_TRANSFORM_LOG };
  g_autoptr (MixDataset) whole = mix_dataset_new ("drawn", 4, columns, 3);
  g_autoptr (MixDataset) dataset
    = mix_dataset_exclude_rows (whole, (guint32[]){ 1, 3 }, 2, TRUE);
  g_autoptr (MixProject) project = project_of (dataset);
  g_autoptr (MixProject) back = read_back (project);
  g_autoptr (MixDataset) made = mix_project_make_dataset (back, NULL, NULL, NULL);
  assert_same_rows (dataset, made);
  g_assert_cmpstr (mix_dataset_get_title (made), ==, "drawn");
  g_assert_cmpmem (mix_dataset_get_excluded (made), 4, mix_dataset_get_excluded (dataset), 4);
}

/* What was learnt is there again, bit for bit. */
static void
test_models (void)
{
  g_autoptr (MixDesign) design = generated_design ("two-branch", 200);
  MixConfig config = small_config ();
  config.plain_network = TRUE;
  config.epochs = 2;
  g_autoptr (MixTrainer) trainer = mix_trainer_new (&config, design, NULL);
  while (mix_trainer_step (trainer) == MIX_RUN_RUNNING)
    ;
  g_autoptr (MixSnapshot) snapshot = mix_trainer_make_snapshot (trainer);
  g_autoptr (MixProject) project = project_of (mix_design_get_dataset (design));
  project->model = mix_model_ref (snapshot->model);

  g_autoptr (MixProject) back = read_back (project);
  g_autofree char *was = mix_model_to_json (project->model);
  g_autofree char *is = mix_model_to_json (back->model);
  g_assert_true (g_str_equal (is, was));

  /* A run that goes on from it knows the same from its first moment on. */
  g_autoptr (MixTrainer) other = mix_trainer_new (&config, design, NULL);
  mix_trainer_adopt (other, back->model, mix_model_get_companion (back->model));
  g_autoptr (MixSnapshot) first = mix_trainer_make_snapshot (other);
  g_autofree char *goes_on = mix_model_to_json (first->model);
  g_assert_true (g_str_equal (goes_on, was));
}

static MixProjectState
find (const MixProject *project)
{
  g_autoptr (GError) error = NULL;
  g_auto (MixProjectFile) file = { 0 };

  g_assert_true (mix_project_find_file (project, &file, NULL, &error));
  g_assert_true ((file.path == NULL) == (file.state == MIX_PROJECT_GONE));
  return file.state;
}

static MixProject *
save_and_load (MixProject *project, const char *path)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (mix_project_save (project, path, NULL, &error));
  g_assert_no_error (error);
  MixProject *back = mix_project_load (path, &error);
  g_assert_no_error (error);
  return back;
}

static void
test_file (void)
{
  Place place = make_place ();
  g_autoptr (MixDataset) dataset = mix_csv_read (place.table, NULL, NULL);
  g_autoptr (MixProject) project = project_of (dataset);
  g_assert_true (mix_import_set (&project->import, "missing-cells", "median", NULL));
  g_autoptr (MixProject) back = save_and_load (project, place.project);

  g_assert_cmpstr (back->path, ==, place.table);
  g_assert_cmpstr (back->beside, ==, place.table);
  g_assert_true (mix_import_equal (&back->import, &project->import));
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, rows, -1);
  g_assert_cmpstr (back->fingerprint.sha256, ==, sum);
  g_assert_cmpint (find (back), ==, MIX_PROJECT_SAME);
  g_autoptr (MixDataset) made = mix_project_make_dataset (back, place.table, NULL, NULL);
  assert_same_rows (dataset, made);
  clear_place (&place);
}

/* Another date is no change; other bytes of the same number are. */
static void
test_changed_and_gone (void)
{
  Place place = make_place ();
  g_autoptr (MixProject) project = project_of_file (place.table);
  g_autoptr (MixProject) back = save_and_load (project, place.project);
  g_auto (MixProjectFile) file = { 0 };
  g_autofree char *other = g_strdup (rows);

  g_assert_true (g_file_set_contents (place.table, rows, -1, NULL));
  g_assert_cmpint (find (back), ==, MIX_PROJECT_SAME);
  *strchr (other, '3') = '7';
  g_assert_true (g_file_set_contents (place.table, other, -1, NULL));
  g_assert_cmpint (find (back), ==, MIX_PROJECT_CHANGED);
  g_assert_true (mix_project_find_file (back, &file, NULL, NULL));
  g_auto (GStrv) lines = mix_fingerprint_describe (&back->fingerprint, &file.found);
  g_autofree char *text = g_strjoinv ("\n", lines);
  g_assert_nonnull (strstr (text, "SHA-256"));
  g_assert_null (strstr (text, "Size"));
  g_assert_true (g_file_set_contents (place.table, "x,y\n1,2\n", -1, NULL));
  g_assert_cmpint (find (back), ==, MIX_PROJECT_CHANGED);
  g_unlink (place.table);
  g_assert_cmpint (find (back), ==, MIX_PROJECT_GONE);
  clear_place (&place);
}

/* A folder that moved with all that is in it is found by the way from one file to the other; a
 * project that moved alone, by the full path. */
static void
test_moved (void)
{
  Place place = make_place (), there = make_place ();
  g_autoptr (MixProject) project = project_of_file (place.table);
  g_autoptr (MixProject) back = save_and_load (project, place.project);
  g_autofree char *text = NULL;
  g_auto (MixProjectFile) file = { 0 };

  g_assert_true (g_file_get_contents (place.project, &text, NULL, NULL));
  g_assert_true (g_file_set_contents (there.project, text, -1, NULL));
  g_autoptr (MixProject) moved = mix_project_load (there.project, NULL);
  g_unlink (place.table);
  g_assert_true (mix_project_find_file (moved, &file, NULL, NULL));
  g_assert_cmpint (file.state, ==, MIX_PROJECT_SAME);
  g_assert_cmpstr (file.path, ==, there.table);
  mix_project_file_clear (&file);

  /* A file of that name beside it that is another one does not hide the true one. */
  g_assert_true (g_file_set_contents (place.table, rows, -1, NULL));
  g_assert_true (g_file_set_contents (there.table, "x,y\n1,2\n", -1, NULL));
  g_assert_true (mix_project_find_file (moved, &file, NULL, NULL));
  g_assert_cmpint (file.state, ==, MIX_PROJECT_SAME);
  g_assert_cmpstr (file.path, ==, place.table);
  clear_place (&place);
  clear_place (&there);
}

/* A file that changed after it was read is not taken for what was read. */
static void
test_changed_before_saving (void)
{
  Place place = make_place ();
  g_autoptr (MixProject) project = project_of_file (place.table);

  g_assert_true (g_file_set_contents (place.table, "x,y\n1,2\n2,3\n", -1, NULL));
  g_autoptr (MixProject) back = save_and_load (project, place.project);
  g_assert_cmpstr (back->fingerprint.sha256, ==, "");
  g_assert_cmpint (find (back), ==, MIX_PROJECT_CHANGED);
  clear_place (&place);
}

static void
test_not_saved (void)
{
  Place place = make_place ();
  g_autoptr (MixProject) project = project_of_file (place.table);
  g_autofree char *nowhere = g_build_filename (place.folder, "no", "such.mixlab", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();

  g_assert_false (mix_project_save (project, nowhere, NULL, &error));
  g_assert_error (error, MIX_MODEL_ERROR, MIX_MODEL_ERROR_WRITE);
  g_assert_true (g_str_has_prefix (error->message, nowhere));
  g_clear_error (&error);
  *project->fingerprint.sha256 = '\0';
  g_cancellable_cancel (cancelled);
  g_assert_false (mix_project_save (project, place.project, cancelled, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (g_file_test (place.project, G_FILE_TEST_EXISTS));
  g_clear_error (&error);
  g_assert_null (mix_project_load (place.project, &error));
  g_assert_error (error, MIX_MODEL_ERROR, MIX_MODEL_ERROR_READ);
  clear_place (&place);
}

/* Files that are none */

#define SUM "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
#define SMALL                                                                                      \
  "{\"format\": \"mixture-lab-project\", \"version\": 1, \"data\": {\"path\": \"/t.csv\", "         \
  "\"relative\": \"../t.csv\", \"bytes\": 3, \"modified\": 5, \"sha256\": \"" SUM "\", "            \
  "\"import\": {\"decimal\": \"comma\"}}, \"target\": \"y\", \"features\": [\"x\"], "               \
  "\"all_others\": false, \"components_chosen\": true, \"options\": {\"components\": \"3\"}, "      \
  "\"view\": {\"page\": \"explore\", \"x0\": 1.5}}"
#define OWN                                                                                        \
  "{\"format\": \"mixture-lab-project\", \"version\": 1, \"data\": {\"title\": \"t\", \"rows\": 2, " \
  "\"columns\": [{\"name\": \"x\", \"kind\": \"number\", \"time\": \"none\", \"validation\": false, "  \
  "\"transform\": \"none\", \"values\": [1, null]}, {\"name\": \"k\", \"kind\": \"text\", "         \
  "\"time\": \"none\", \"validation\": false, \"transform\": \"none\", \"levels\": [\"a\"], "          \
  "\"codes\": [0, 1]}], \"import\": {}}, \"target\": \"y\", \"features\": [\"x\"], "                \
  "\"all_others\": false, \"components_chosen\": true, \"options\": {}, \"view\": {}}"

static const struct
{
  const char *base, *from, *to;
  MixModelError code;
  const char *says;
} damages[] = {
  { SMALL, "mixture-lab-project", "mixture-lab-model", MIX_MODEL_ERROR_FORMAT, "format" },
  { SMALL, "\"version\": 1", "\"version\": 2", MIX_MODEL_ERROR_VERSION, "newer" },
  { SMALL, "\"version\": 1", "\"version\": 1, \"colour\": 2", MIX_MODEL_ERROR_FORMAT, "colour" },
  { SMALL, "\"bytes\": 3", "\"bytes\": 3, \"colour\": 2", MIX_MODEL_ERROR_FORMAT, "colour" },
  { SMALL, "\"bytes\": 3", "\"bytes\": -3", MIX_MODEL_ERROR_VALUE, "bytes" },
  { SMALL, "\"bytes\": 3", "\"bytes\": \"3\"", MIX_MODEL_ERROR_FORMAT, "bytes" },
  { SMALL, "e3b0", "E3B0", MIX_MODEL_ERROR_VALUE, "sha256" },
  { SMALL, "e3b0", "", MIX_MODEL_ERROR_VALUE, "sha256" },
  { SMALL, "\"sha256\"", "\"sha512\"", MIX_MODEL_ERROR_FORMAT, "sha512" },
  { SMALL, "\"comma\"", "\"kommma\"", MIX_MODEL_ERROR_VALUE, "import" },
  { SMALL, "\"decimal\"", "\"dezimal\"", MIX_MODEL_ERROR_VALUE, "import" },
  { SMALL, "\"comma\"", "3", MIX_MODEL_ERROR_FORMAT, "decimal" },
  { SMALL, "\"target\": \"y\"", "\"target\": null", MIX_MODEL_ERROR_FORMAT, "target" },
  { SMALL, "[\"x\"]", "[]", MIX_MODEL_ERROR_VALUE, "0 features" },
  { SMALL, "[\"x\"]", "[3]", MIX_MODEL_ERROR_FORMAT, "features" },
  { SMALL, "\"all_others\": false", "\"all_others\": 0", MIX_MODEL_ERROR_FORMAT, "all_others" },
  { SMALL, "\"components\": \"3\"", "\"components\": \"3000\"", MIX_MODEL_ERROR_VALUE, "options" },
  { SMALL, "\"components\": \"3\"", "\"componets\": \"3\"", MIX_MODEL_ERROR_VALUE, "componets" },
  { SMALL, "\"x0\": 1.5", "\"x0\": 1e999", MIX_MODEL_ERROR_VALUE, "x0" },
  { SMALL, "\"view\": {", "\"model\": {}, \"view\": {", MIX_MODEL_ERROR_FORMAT, "model" },
  { SMALL, "\"view\": {", "\"views\": {", MIX_MODEL_ERROR_FORMAT, "views" },
  { OWN, "\"rows\": 2", "\"rows\": 3", MIX_MODEL_ERROR_VALUE, "values" },
  { OWN, "\"rows\": 2", "\"rows\": 0", MIX_MODEL_ERROR_VALUE, "rows" },
  { OWN, "\"rows\": 2", "\"rows\": 4000000", MIX_MODEL_ERROR_VALUE, "at most" },
  { OWN, "[1, null]", "[1, \"2\"]", MIX_MODEL_ERROR_FORMAT, "values" },
  { OWN, "[1, null]", "[1, 1e999]", MIX_MODEL_ERROR_VALUE, "values" },
  { OWN, "[0, 1]", "[0, 2]", MIX_MODEL_ERROR_VALUE, "codes" },
  { OWN, "[0, 1]", "[0, 0.5]", MIX_MODEL_ERROR_FORMAT, "codes" },
  { OWN, "[\"a\"]", "[4]", MIX_MODEL_ERROR_FORMAT, "levels" },
  { OWN, "\"number\"", "\"numeral\"", MIX_MODEL_ERROR_VALUE, "numeral" },
  { OWN, "\"columns\": [", "\"columns\": [7, ", MIX_MODEL_ERROR_FORMAT, "columns" },
};

static void
assert_refused (const char *text, gsize length, MixModelError code, const char *says)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (mix_project_from_json (text, length, "/f", &error));
  g_test_message ("%s", error->message);
  g_assert_error (error, MIX_MODEL_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, says));
}

static void
test_damages (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (damages); i++)
    {
      g_autoptr (GString) text = g_string_new (damages[i].base);
      g_assert_cmpuint (g_string_replace (text, damages[i].from, damages[i].to, 1), ==, 1);
      assert_refused (text->str, text->len, damages[i].code, damages[i].says);
    }
}

/* Wherever a file ends too early, it is refused. */
static void
test_truncated (void)
{
  static const char *const whole[] = { SMALL, OWN };

  for (guint i = 0; i < G_N_ELEMENTS (whole); i++)
    {
      gsize n = strlen (whole[i]);
      g_autoptr (MixProject) fine = mix_project_from_json (whole[i], n, "/f", NULL);
      g_assert_nonnull (fine);
      assert_refused ("", 0, MIX_MODEL_ERROR_FORMAT, "empty");
      for (gsize length = 1; length < n; length++)
        assert_refused (whole[i], length, MIX_MODEL_ERROR_FORMAT, "not a project");
    }
}

static void
test_place_of_an_error (void)
{
  static const char text[] = "{\"format\":\n  ?}";

  assert_refused (text, strlen (text), MIX_MODEL_ERROR_FORMAT, "2:3");
  assert_refused ("[]", 2, MIX_MODEL_ERROR_FORMAT, "not a project");
  assert_refused ("{\"format\": 1}", 13, MIX_MODEL_ERROR_FORMAT, "format");
}

/* An escape of C in a name made a message that was no UTF-8. */
static void
test_escapes_that_are_none (void)
{
  static const char *const names[] = { "\\256", "\\ud800", "\\udc00", "\\ud800\\u0041", "\\x41", "\\u12" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *text
        = g_strdup_printf ("{\"format\": \"mixture-lab-project\", \"version\": 1, \"%s\": 1}", names[i]);
      g_autoptr (GError) error = NULL;
      g_assert_null (mix_project_from_json (text, strlen (text), "/", &error));
      g_assert_nonnull (error);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      g_assert_nonnull (strstr (error->message, "backslash"));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/project/generator", test_generator);
  g_test_add_func ("/project/generator-with-transform", test_generator_with_transform);
  g_test_add_func ("/project/own-rows", test_own_rows);
  g_test_add_func ("/project/models", test_models);
  g_test_add_func ("/project/file", test_file);
  g_test_add_func ("/project/changed-and-gone", test_changed_and_gone);
  g_test_add_func ("/project/moved", test_moved);
  g_test_add_func ("/project/changed-before-saving", test_changed_before_saving);
  g_test_add_func ("/project/not-saved", test_not_saved);
  g_test_add_func ("/project/damages", test_damages);
  g_test_add_func ("/project/truncated", test_truncated);
  g_test_add_func ("/project/place-of-an-error", test_place_of_an_error);
  g_test_add_func ("/project/escapes-that-are-none", test_escapes_that_are_none);
  return g_test_run ();
}
