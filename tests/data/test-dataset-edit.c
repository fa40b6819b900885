/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "mix-dataset-edit.h"
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

  g_assert_cmpuint (mix_dataset_get_n_rows (after), ==, 2);
  g_assert_cmpfloat_with_epsilon (cell (after, 0, 0), 1, 1e-12);
  g_assert_cmpfloat_with_epsilon (cell (after, 0, 1), 4, 1e-12);
  g_assert_cmpuint (mix_dataset_get_column (after, 3)->codes[1], ==, 1);
  g_assert_cmpuint (mix_dataset_get_column (after, 2)->n_missing, ==, 1);
  g_assert_null (mix_dataset_erase_points (before, 0, 1, 100, 24, 1, 10));
}

static void
test_drop (void)
{
  g_autoptr (MixDataset) before = three_columns ();
  g_autoptr (MixDataset) after = mix_dataset_drop_row (before, 3);
  g_autoptr (MixDataset) first = mix_dataset_drop_row (before, 0);

  g_assert_cmpuint (mix_dataset_get_n_rows (after), ==, 3);
  g_assert_cmpfloat_with_epsilon (cell (after, 1, 2), 30, 1e-12);
  g_assert_cmpuint (mix_dataset_get_column (after, 2)->n_missing, ==, 0);
  g_assert_cmpfloat_with_epsilon (cell (first, 0, 0), 2, 1e-12);
  g_assert_cmpuint (mix_dataset_get_column (first, 3)->codes[0], ==, 2);
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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dataset-edit/add", test_add);
  g_test_add_func ("/dataset-edit/erase", test_erase);
  g_test_add_func ("/dataset-edit/drop", test_drop);
  g_test_add_func ("/dataset-edit/no-truth", test_no_truth);
  return g_test_run ();
}
