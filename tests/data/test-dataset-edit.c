/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "mix-csv.h"
#include "mix-dataset-cell.h"
#include "mix-dataset-edit.h"
#include "mix-dataset-transform.h"
#include "mix-design.h"
#include "mix-generators.h"

static double
cell (MixDataset *dataset, guint column, gsize row)
{
  return mix_dataset_get_column (dataset, column)->values[row];
}

static MixDataset *
three_columns (void)
{
  static const double values[3][4] = { { 1, 2, 3, 4 }, { 10, 20, 30, 40 }, { 5, 5, 7, (double) NAN } };
  MixColumn *columns = g_new0 (MixColumn, 4);

  for (guint i = 0; i < 3; i++)
    columns[i] = (MixColumn){ .name = g_strdup_printf ("c%u", i),
                              .values = g_memdup2 (values[i], sizeof values[i]) };
  columns[2].n_missing = 1;
  columns[3] = (MixColumn){ .name = g_strdup ("word"),
                            .kind = MIX_COLUMN_TEXT,
                            .values = g_new0 (double, 4),
                            .levels = g_strsplit ("a b", " ", -1),
                            .codes = g_memdup2 ((guint8[]){ 1, 2, 2, 1 }, 4) };
  MixDataset *dataset = mix_dataset_new ("table", 4, columns, 4);
  mix_dataset_set_path (dataset, "/tmp/table.csv");
  return dataset;
}

static void
test_add (void)
{
  g_autoptr (MixDataset) before = three_columns ();
  const double x[] = { 2.5, 3.5 }, y[] = { -1, -2 };
  g_autoptr (MixDataset) after = mix_dataset_add_points (before, 0, 1, x, y, 2);

  g_assert_cmpuint (mix_dataset_get_n_rows (after), ==, 6);
  g_assert_cmpfloat_with_epsilon (cell (after, 0, 3), 4, 1e-12);
  g_assert_cmpfloat_with_epsilon (cell (after, 0, 5), 3.5, 1e-12);
  g_assert_cmpfloat_with_epsilon (cell (after, 1, 4), -1, 1e-12);
  g_assert_cmpfloat_with_epsilon (cell (after, 2, 4), 5, 1e-12);
  g_assert_cmpuint (mix_dataset_get_column (after, 2)->n_missing, ==, 1);
  g_assert_cmpuint (mix_dataset_get_column (after, 3)->codes[2], ==, 2);
  g_assert_cmpuint (mix_dataset_get_column (after, 3)->codes[4], ==, 1);
  g_assert_cmpuint (mix_dataset_get_column (after, 3)->n_missing, ==, 0);
  g_assert_cmpstr (mix_dataset_get_title (after), ==, "table, edited");
  g_assert_null (mix_dataset_get_path (after));

  g_autoptr (MixDataset) again = mix_dataset_add_points (after, 0, 1, x, y, 1);
  g_assert_cmpstr (mix_dataset_get_title (again), ==, "table, edited");
  g_assert_cmpuint (mix_dataset_get_n_rows (before), ==, 4);
}

static void
test_erase (void)
{
  g_autoptr (MixDataset) before = three_columns ();
  g_autoptr (MixDataset) after = mix_dataset_erase_points (before, 0, 1, 2.4, 24, 1, 10);
  const guint8 expected[] = { 0, 1, 1, 0 };

  g_assert_cmpuint (mix_dataset_get_n_rows (after), ==, 4);
  g_assert_cmpmem (mix_dataset_get_excluded (after), 4, expected, 4);
  g_assert_cmpuint (mix_dataset_get_n_excluded (after), ==, 2);
  g_assert_null (mix_dataset_get_excluded (before));
  g_assert_null (mix_dataset_erase_points (before, 0, 1, 100, 24, 1, 10));
  g_assert_null (mix_dataset_erase_points (after, 0, 1, 2.4, 24, 1, 10));
}

/* What is excluded stays in the table, comes back, and outlives points that are added. */
static void
test_exclude (void)
{
  g_autoptr (MixDataset) before = three_columns ();
  g_autoptr (MixDataset) after
    = mix_dataset_exclude_rows (before, (guint32[]){ 3, 0, 3 }, 3, TRUE);
  const guint8 expected[] = { 1, 0, 0, 1, 0 };

  g_assert_cmpmem (mix_dataset_get_excluded (after), 4, expected, 4);
  g_assert_true (mix_dataset_get_column (after, 1) == mix_dataset_get_column (before, 1));
  g_assert_cmpstr (mix_dataset_get_title (after), ==, "table, edited");
  g_assert_null (mix_dataset_exclude_rows (after, (guint32[]){ 0 }, 1, TRUE));
  g_assert_null (mix_dataset_exclude_rows (after, (guint32[]){ 1 }, 1, FALSE));

  g_autoptr (MixDataset) longer
    = mix_dataset_add_points (after, 0, 1, (double[]){ 9 }, (double[]){ 9 }, 1);
  g_assert_cmpmem (mix_dataset_get_excluded (longer), 5, expected, 5);
  g_clear_pointer (&before, mix_dataset_unref);
  g_autoptr (MixDataset) back
    = mix_dataset_exclude_rows (after, (guint32[]){ 0, 3 }, 2, FALSE);
  g_assert_null (mix_dataset_get_excluded (back));
  g_assert_cmpfloat_with_epsilon (cell (back, 1, 2), 30, 1e-12);
}

/* No network sees an excluded row, and nobody says that it misses a cell. */
static void
test_excluded_from_design (void)
{
  g_autoptr (MixDataset) before = three_columns ();
  g_autoptr (MixDataset) after = mix_dataset_exclude_rows (before, (guint32[]){ 1 }, 1, TRUE);
  g_autoptr (MixDataset) nothing
    = mix_dataset_exclude_rows (before, (guint32[]){ 0, 1, 2, 3 }, 4, TRUE);
  const char *const features[] = { "c0", "c2", NULL };
  g_autoptr (GError) error = NULL;

  g_autoptr (MixDesign) design = mix_design_new (after, "c1", features, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (mix_design_get_n_rows (design), ==, 2);
  g_assert_cmpuint (mix_design_get_n_dropped (design), ==, 1);
  g_assert_cmpuint (mix_design_source_row (design, 1), ==, 2);
  g_assert_null (mix_design_new (nothing, "c1", features, &error));
  g_assert_nonnull (strstr (error->message, "every row would be excluded"));
}

static const char german[]
  = "# Stand 2020\nTag;Wert;Art;Zeit\n1.2.2020;1.234,5;rot;08:30\n\n2.2.2020;-2;blau;09:15\n"
    "3.2.2020;NA;rot;10:00:30\n4.2.2020;7,25;gelb;11:00\n";

static MixDataset *
read_german (void)
{
  g_autoptr (GError) error = NULL;
  MixDataset *dataset = mix_csv_read_bytes ("werte.csv", german, strlen (german), &error);

  g_assert_no_error (error);
  return dataset;
}

static void
assert_cell (MixDataset *dataset, guint column, gsize row, const char *expected)
{
  g_autofree char *text = mix_dataset_format_cell (dataset, column, row);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_lines (void)
{
  g_autoptr (MixDataset) dataset = read_german ();
  const gulong lines[] = { 3, 5, 6, 7 };

  for (gsize row = 0; row < 4; row++)
    g_assert_cmpuint (mix_dataset_get_line (dataset, row), ==, lines[row]);
  g_autoptr (MixDataset) longer
    = mix_dataset_add_points (dataset, 0, 1, (double[]){ 2020, 2021 }, (double[]){ 9, 9 }, 2);
  g_autofree char *first = mix_dataset_name_row (longer, 1), *last = mix_dataset_name_row (longer, 5);
  g_assert_cmpstr (first, ==, "line 5");
  g_assert_cmpstr (last, ==, "added row 2");

  g_autoptr (MixDataset) drawn = mix_generator_make (mix_generator_find ("linear"), 50, 1, 1);
  g_autofree char *generated = mix_dataset_name_row (drawn, 1);
  g_assert_cmpstr (generated, ==, "row 2");
}

/* Each cell as it is shown is taken as it is, and changes nothing. */
static void
test_cells_as_shown (void)
{
  g_autoptr (MixDataset) dataset = read_german ();

  assert_cell (dataset, 0, 1, "2020-02-02");
  assert_cell (dataset, 1, 0, "1234.5");
  assert_cell (dataset, 1, 2, NULL);
  assert_cell (dataset, 2, 3, "gelb");
  assert_cell (dataset, 3, 0, "08:30");
  assert_cell (dataset, 3, 2, "10:00:30");
  for (guint column = 0; column < 4; column++)
    for (gsize row = 0; row < 4; row++)
      {
        g_autofree char *text = mix_dataset_format_cell (dataset, column, row);
        g_autoptr (GError) error = NULL;
        g_autoptr (MixDataset) same
          = mix_dataset_set_cell (dataset, column, row, text != NULL ? text : "", &error);
        g_assert_no_error (error);
        g_assert_true (same == dataset);
      }
}

static void
test_set_cell (void)
{
  static const struct
  {
    guint column;
    const char *text, *expected;
  } cells[] = { { 0, "2020-02-29", "2020-02-29" }, { 0, " 29.2.2020 ", "2020-02-29" },
                { 0, "2020-02-29 13:45:10", "2020-02-29 13:45:10" }, { 0, "", NULL },
                { 1, "3.5", "3.5" },               { 1, "3,5", "3.5" },
                { 1, "1.234,25", "1234.25" },      { 1, "1e-300", "1e-300" },
                { 1, "0.1", "0.1" },               { 1, "NA", NULL },
                { 2, "blau", "blau" },             { 2, "BLAU", "blau" },
                { 2, "  ", NULL },                 { 3, "23:59", "23:59" } };
  g_autoptr (MixDataset) dataset = read_german ();

  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (MixDataset) edited
        = mix_dataset_set_cell (dataset, cells[i].column, 3, cells[i].text, &error);
      g_assert_no_error (error);
      assert_cell (edited, cells[i].column, 3, cells[i].expected);
      assert_cell (edited, 1, 0, "1234.5");
      g_assert_cmpuint (mix_dataset_get_line (edited, 3), ==, 7);
    }
  assert_cell (dataset, 1, 3, "7.25");
}

static void
test_refused_cells (void)
{
  static const struct
  {
    guint column;
    const char *text, *expected;
  } cells[] = { { 0, "30.2.2020", "is no date" },      { 0, "12:30", "is a time of day" },
                { 0, "2020", "is no date" },           { 1, "seven", "is not a number" },
                { 1, "inf", "is not a finite number" }, { 1, "1e999", "is too large" },
                { 2, "grau", "rot, blau, gelb" },      { 3, "2020-02-01", "is a date" },
                { 3, "25:00", "is no time of day" } };
  g_autoptr (MixDataset) dataset = read_german ();

  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_null (mix_dataset_set_cell (dataset, cells[i].column, 0, cells[i].text, &error));
      g_assert_error (error, MIX_DATA_ERROR, MIX_DATA_ERROR_VALUE);
      g_assert_nonnull (strstr (error->message, cells[i].expected));
    }
}

/* What was missing is told of the table as it is now. */
static void
test_missing_after_edit (void)
{
  g_autoptr (MixDataset) dataset = read_german ();
  g_autoptr (MixDataset) none = mix_dataset_set_cell (dataset, 1, 2, "4", NULL);
  g_autoptr (MixDataset) two = mix_dataset_set_cell (dataset, 1, 0, "", NULL);

  g_assert_cmpuint (mix_dataset_get_column (none, 1)->n_missing, ==, 0);
  g_assert_cmpuint (mix_dataset_get_column (two, 1)->n_missing, ==, 2);
  g_assert_cmpuint (mix_dataset_get_column (two, 1)->missing_lines[0], ==, 3);
  g_assert_cmpuint (mix_dataset_get_column (two, 1)->missing_lines[1], ==, 6);
  g_assert_true (mix_dataset_get_column (two, 0) == mix_dataset_get_column (dataset, 0));
}

/* A saved table is the edited one without what is excluded. */
static void
test_saved (void)
{
  g_autoptr (MixDataset) dataset = read_german ();
  g_autoptr (MixDataset) edited = mix_dataset_set_cell (dataset, 1, 1, "0.1", NULL);
  g_autoptr (MixDataset) excluded
    = mix_dataset_exclude_rows (edited, (guint32[]){ 0 }, 1, TRUE);
  g_autofree char *folder = g_dir_make_tmp ("mix-edit-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "saved.csv", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (mix_csv_write (excluded, path, &error));
  g_assert_no_error (error);
  g_autoptr (MixDataset) back = mix_csv_read (path, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (mix_dataset_get_n_rows (back), ==, 3);
  assert_cell (back, 1, 0, "0.1");
  assert_cell (back, 2, 0, "blau");

  g_autofree char *copied = mix_csv_format_rows (excluded, (guint32[]){ 3, 1 }, 2);
  g_auto (GStrv) lines = g_strsplit (copied, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 4);
  g_assert_true (g_str_has_prefix (lines[0], "Tag (days since 1970),Wert,Art,Zeit (h since midnight)"));
  g_assert_nonnull (strstr (lines[1], ",7.25,gelb,11"));
  g_assert_nonnull (strstr (lines[2], ",0.1,blau,9.25"));
  g_remove (path);
  g_rmdir (folder);
}

/* The truth of a recipe is not that of rows by hand. */
static void
test_no_truth (void)
{
  g_autoptr (MixDataset) before = mix_generator_make (mix_generator_find ("linear"), 50, 1, 1);
  g_autoptr (MixDataset) after
    = mix_dataset_add_points (before, 0, 1, (double[]){ 0 }, (double[]){ 0 }, 1);

  g_assert_nonnull (mix_dataset_get_generator (before));
  g_assert_null (mix_dataset_get_generator (after));
}

/* Another transform is no edit: the cells are the same ones, and so is where they come from. */
static void
test_transform (void)
{
  g_autoptr (MixDataset) before = mix_csv_read_bytes ("t.csv", "x,y\n1,2\n3,4\n", 12, NULL);
  g_autoptr (MixDataset) log = mix_dataset_set_transform (before, 1, MIX_TRANSFORM_LOG, NULL);
  g_autoptr (MixDataset) both = mix_dataset_set_transform (log, 0, MIX_TRANSFORM_SQRT, NULL);
  g_autoptr (MixDataset) root = mix_dataset_set_transform (both, 1, MIX_TRANSFORM_NONE, NULL);
  const MixColumn *column = mix_dataset_get_column (both, 1);

  g_assert_true (column->values == mix_dataset_get_column (before, 1)->values);
  g_assert_cmpint (column->transform, ==, MIX_TRANSFORM_LOG);
  g_assert_cmpint (mix_dataset_get_column (before, 1)->transform, ==, MIX_TRANSFORM_NONE);
  g_assert_cmpstr (mix_dataset_get_title (both), ==, mix_dataset_get_title (before));
  g_assert_cmpstr (mix_dataset_get_import (both)->asked.transforms, ==, "1=sqrt,2=log");
  g_assert_cmpstr (mix_dataset_get_import (before)->asked.transforms, ==, "none");
  g_assert_cmpstr (mix_dataset_get_import (root)->settings.transforms, ==, "1=sqrt");
  g_clear_pointer (&before, mix_dataset_unref);
  g_clear_pointer (&log, mix_dataset_unref);
  g_assert_cmpfloat_with_epsilon (column->values[1], 4, 1e-12);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dataset-edit/add", test_add);
  g_test_add_func ("/dataset-edit/erase", test_erase);
  g_test_add_func ("/dataset-edit/exclude", test_exclude);
  g_test_add_func ("/dataset-edit/excluded-from-design", test_excluded_from_design);
  g_test_add_func ("/dataset-edit/lines", test_lines);
  g_test_add_func ("/dataset-edit/cells-as-shown", test_cells_as_shown);
  g_test_add_func ("/dataset-edit/set-cell", test_set_cell);
  g_test_add_func ("/dataset-edit/refused-cells", test_refused_cells);
  g_test_add_func ("/dataset-edit/missing-after-edit", test_missing_after_edit);
  g_test_add_func ("/dataset-edit/saved", test_saved);
  g_test_add_func ("/dataset-edit/no-truth", test_no_truth);
  g_test_add_func ("/dataset-edit/transform", test_transform);
  return g_test_run ();
}
