/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-design.h"

#include <math.h>
#include <string.h>

#include "mix-csv.h"
#include "mix-model-io.h"
#include "mix-test-exact.h"

static MixDataset *
read_table (const char *text, MixCells cells)
{
  g_autoptr (GError) error = NULL;
  MixImport import;

  mix_import_init (&import);
  import.cells = (int) cells;
  const MixCsvOptions options = { .import = &import };
  MixDataset *dataset = mix_csv_read_bytes_with ("t.csv", text, strlen (text), &options, &error);
  g_assert_no_error (error);
  return dataset;
}

static MixDesign *
make (MixDataset *dataset, const char *const *features)
{
  g_autoptr (GError) error = NULL;
  MixDesign *design = mix_design_new (dataset, "y", features, &error);

  g_assert_no_error (error);
  return design;
}

static const char table[] = "a,kind,b,y\n"
                            "1,red,7,10\n"
                            ",blue,8,20\n"
                            "3,,9,30\n"
                            "# a comment\n"
                            "8,red,6,\n"
                            "NA,red,5,50\n";

static const char *const all[] = { "a", "kind", "b", NULL };

static void
test_drop (void)
{
  g_autoptr (MixDataset) dataset = read_table (table, MIX_CELLS_DROP);
  g_autoptr (MixDesign) design = make (dataset, all);
  g_auto (GStrv) said = mix_design_describe_missing (design);

  g_assert_cmpuint (mix_design_get_n_rows (design), ==, 1);
  g_assert_cmpuint (g_strv_length (said), ==, 3);
  g_assert_cmpstr (said[0], ==, "“a”: 2 cells are missing, in lines 3, 7: the row is left out");
  g_assert_cmpstr (said[1], ==, "“kind”: 1 cell is missing, in line 4: the row is left out");
  g_assert_cmpstr (said[2], ==, "“y”: 1 cell is missing, in line 6: the row is left out");
}

/* Medians of what is there, marks of what is not; a target is never made up. */
static void
test_median (void)
{
  g_autoptr (MixDataset) dataset = read_table (table, MIX_CELLS_MEDIAN);
  g_autoptr (MixDesign) design = make (dataset, all);
  static const char *const names[]
    = { "a", "kind=red", "kind=blue", "b", "a missing", "kind missing" };
  static const double rows[4][6]
    = { { 1, 1, 0, 7, 0, 0 }, { 3, 0, 1, 8, 1, 0 }, { 3, 0, 0, 9, 0, 1 }, { 3, 1, 0, 5, 1, 0 } };
  g_auto (GStrv) said = mix_design_describe_missing (design);
  g_auto (GStrv) columns = mix_design_list_columns (design);

  g_assert_cmpuint (mix_design_get_n_features (design), ==, 6);
  g_assert_cmpuint (mix_design_get_n_rows (design), ==, 4);
  g_assert_cmpuint (mix_design_get_n_dropped (design), ==, 1);
  for (guint i = 0; i < 6; i++)
    {
      g_assert_cmpstr (mix_design_get_feature_name (design, i), ==, names[i]);
      for (gsize row = 0; row < 4; row++)
        mix_assert_exact (mix_design_get_x (design, row, i), rows[row][i]);
    }
  g_assert_cmpstr (mix_design_get_feature_rule (design, 4).missing_of, ==, "a");
  mix_assert_exact (mix_design_get_feature_rule (design, 3).fill, 7);
  g_assert_cmpstr (said[0], ==, "“a”: 2 cells are missing, in lines 3, 7: 3 stands in, the median");
  g_assert_cmpstr (said[1], ==, "“kind”: 1 cell is missing, in line 4: taken as none of its words");
  g_assert_cmpuint (g_strv_length (columns), ==, 3);
}

static MixModel *
make_model (const MixDesign *design)
{
  guint n = mix_design_get_n_features (design);
  MixNetworkSpec spec = { .n_features = n, .head = MIX_HEAD_MIXTURE, .components = 1 };
  g_autoptr (MixNetwork) network = mix_network_new (&spec);
  g_autofree float *params = g_new0 (float, mix_network_n_params (network));
  g_autofree const char **names = g_new (const char *, n);
  g_autofree MixScaling *scaling = g_new (MixScaling, n);

  for (guint i = 0; i < n; i++)
    {
      names[i] = mix_design_get_feature_name (design, i);
      scaling[i] = (MixScaling){ 0, 1 };
    }
  MixModel *model = mix_model_new (&spec, params, names, scaling, "y", scaling, 0, NULL, NULL);
  for (guint i = 0; i < n; i++)
    {
      MixFeatureRule rule = mix_design_get_feature_rule (design, i);
      mix_model_set_feature_level (model, i, mix_design_get_feature_level (design, i));
      mix_model_set_feature_rule (model, i, &rule);
    }
  return model;
}

/* What stands in is known from the rows that train: rows that validate do not leak into it. */
static void
test_training_rows_only (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MixDataset) dataset
    = read_table ("a,y\n1,1\n2,2\n3,3\n900,4\n,5\n3,6\n2,7\n901,8\n", MIX_CELLS_MEDIAN);
  static const char *const features[] = { "a", NULL };
  g_autoptr (MixDesign) design = make (dataset, features);
  g_autoptr (MixDesign) fitted = mix_design_fit (design, 0.2, 4, 1, &error);

  g_assert_no_error (error);
  mix_assert_exact (mix_design_get_feature_rule (design, 0).fill, 3);
  mix_assert_exact (mix_design_get_feature_rule (fitted, 0).fill, 2);
  mix_assert_exact (mix_design_get_x (fitted, 4, 0), 2);
  mix_assert_exact (mix_design_get_x (fitted, 4, 1), 1);
  g_assert_cmpstr (mix_design_get_feature_name (fitted, 1), ==, "a missing");
  g_autoptr (MixDesign) same = mix_design_fit (fitted, 0.2, 4, 1, &error);
  g_assert_true (same == fitted);
  g_autoptr (MixDesign) others = mix_design_fit (fitted, 0.2, 8, 1, &error);
  mix_assert_exact (mix_design_get_feature_rule (others, 0).fill, 2.5);
  g_autoptr (MixModel) model = make_model (fitted);
  g_autoptr (MixDesign) for_model = mix_design_new_for_model (dataset, model, TRUE, &error);
  g_assert_no_error (error);
  g_autoptr (MixDesign) still = mix_design_fit (for_model, 0.2, 8, 1, &error);
  g_assert_true (still == for_model);
  mix_assert_exact (mix_design_get_x (still, 4, 0), 2);
}

/* Another table is filled with the medians of the first, through a model file; even where a whole
 * column is empty. */
static void
test_model (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MixDataset) dataset = read_table (table, MIX_CELLS_MEDIAN);
  g_autoptr (MixDesign) design = make (dataset, all);
  g_autoptr (MixModel) model = make_model (design);
  g_autofree char *text = mix_model_to_json (model);
  g_autoptr (MixModel) again = mix_model_from_json (text, -1, &error);
  static const double rows[2][6] = { { 3, 1, 0, 7, 1, 0 }, { 3, 0, 0, 7, 1, 1 } };

  g_assert_no_error (error);
  g_autofree char *text_again = mix_model_to_json (again);
  g_assert_cmpstr (text, ==, text_again);
  g_autoptr (MixDataset) other = read_table ("b,kind,a\n,red,\n,,\n", MIX_CELLS_DROP);
  g_autoptr (MixDesign) later = mix_design_new_for_model (other, again, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (mix_design_get_n_rows (later), ==, 2);
  for (guint i = 0; i < 6; i++)
    for (gsize row = 0; row < 2; row++)
      mix_assert_exact (mix_design_get_x (later, row, i), rows[row][i]);
}

/* Six lines are enough to find the others by. */
static void
test_many (void)
{
  g_autoptr (MixDataset) dataset = read_table ("x,y\n,1\n,2\n,3\n,4\n,5\n,6\n,7\n1,8\n", MIX_CELLS_DROP);
  g_autofree char *said = mix_column_describe_missing (mix_dataset_get_column (dataset, 0));

  g_assert_cmpstr (said, ==, "“x”: 7 cells are missing, in lines 2, 3, 4, 5, 6, 7, …");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/design-missing/drop", test_drop);
  g_test_add_func ("/design-missing/median", test_median);
  g_test_add_func ("/design-missing/model", test_model);
  g_test_add_func ("/design-missing/many", test_many);
  g_test_add_func ("/design-missing/training-rows-only", test_training_rows_only);
  return g_test_run ();
}
