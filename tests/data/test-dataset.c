/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-dataset.h"

#include "mix-column-names.h"
#include "mix-generators.h"
#include "mix-test-exact.h"
#include "mix-test-table.h"

#define MAX_NAMES 6

static void
test_names_are_repaired (void)
{
  const struct
  {
    const char *given[MAX_NAMES], *expected[MAX_NAMES];
  } cases[] = {
    { { "a", "b" }, { "a", "b" } },
    { { "x", "x" }, { "x", "x 2" } },
    { { "x", "x", "x" }, { "x", "x 2", "x 3" } },
    { { "x", "x", "x 2" }, { "x", "x 3", "x 2" } },
    { { "x 2", "x", "x", "x" }, { "x 2", "x", "x 3", "x 4" } },
    { { "", "", "b" }, { "column 1", "column 2", "b" } },
    { { "", "column 1" }, { "column 1 2", "column 1" } },
    { { " a ", "a\nb" }, { "a", "a b" } },
    { { "\t", "größe", "größe" }, { "column 1", "größe", "größe 2" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint n = 0;
      char *names[MAX_NAMES];
      for (; n < MAX_NAMES && cases[i].given[n] != NULL; n++)
        names[n] = g_strdup (cases[i].given[n]);
      g_assert_cmpuint (n, >=, 2);
      mix_column_names_repair (names, n);
      for (guint k = 0; k < n; k++)
        {
          g_assert_cmpstr (names[k], ==, cases[i].expected[k]);
          g_free (names[k]);
        }
    }
}

static void
test_many_equal_names (void)
{
  guint n = 10000;
  g_autofree char **names = g_new (char *, n);
  for (guint i = 0; i < n; i++)
    names[i] = g_strdup ("x");
  mix_column_names_repair (names, n);
  g_assert_cmpstr (names[0], ==, "x");
  g_assert_cmpstr (names[n - 1], ==, "x 10000");

  g_autofree char *list = mix_column_names_describe ((const char *const *) names, n);
  g_assert_cmpstr (list, ==,
                   "\"x\", \"x 2\", \"x 3\", \"x 4\", \"x 5\", \"x 6\", \"x 7\", \"x 8\", … "
                   "(10000 columns)");
  for (guint i = 0; i < n; i++)
    g_free (names[i]);
}

static void
test_table (void)
{
  const char *names[] = { "a", "a" };
  const double values[] = { 1, 2, 3, 4, 5, 6 };
  g_autoptr (MixDataset) dataset = mix_test_table ("t", names, 2, 3, values);
  MixDataset *second = mix_dataset_ref (dataset);

  mix_dataset_set_path (dataset, "dir/t.csv");
  mix_dataset_unref (second);
  g_assert_cmpstr (mix_dataset_get_title (dataset), ==, "t");
  g_assert_cmpstr (mix_dataset_get_path (dataset), ==, "dir/t.csv");
  g_assert_null (mix_dataset_get_generator (dataset));
  g_assert_cmpuint (mix_dataset_get_n_rows (dataset), ==, 3);
  g_assert_cmpuint (mix_dataset_get_n_columns (dataset), ==, 2);
  g_assert_cmpuint (mix_dataset_n_number_columns (dataset), ==, 2);
  g_assert_cmpint (mix_dataset_find_column (dataset, "a"), ==, 0);
  g_assert_cmpint (mix_dataset_find_column (dataset, "a 2"), ==, 1);
  g_assert_cmpint (mix_dataset_find_column (dataset, "A"), ==, -1);
  mix_assert_exact (mix_dataset_get_column (dataset, 1)->values[2], 6);
}

static void
test_generated_table_knows_its_origin (void)
{
  const MixGenerator *generator = mix_generator_find ("step");
  g_autoptr (MixDataset) dataset = mix_generator_make (generator, 5, 0.5, 42);

  g_assert_true (mix_dataset_get_generator (dataset) == generator);
  mix_assert_exact (mix_dataset_get_noise (dataset), 0.5);
  g_assert_cmpuint (mix_dataset_get_seed (dataset), ==, 42);
  g_assert_null (mix_dataset_get_path (dataset));
  g_assert_cmpstr (mix_dataset_get_title (dataset), ==, "Step");
  g_assert_cmpstr (mix_dataset_get_column (dataset, 0)->name, ==, "x");
  g_assert_cmpstr (mix_dataset_get_column (dataset, 1)->name, ==, "y");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dataset/names-are-repaired", test_names_are_repaired);
  g_test_add_func ("/dataset/many-equal-names", test_many_equal_names);
  g_test_add_func ("/dataset/table", test_table);
  g_test_add_func ("/dataset/generated", test_generated_table_knows_its_origin);
  return g_test_run ();
}
