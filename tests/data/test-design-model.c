/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-design.h"

#include <math.h>

#include "mix-test-exact.h"
#include "mix-test-table.h"

#define NAN_D ((double)NAN)

/* A model that predicts "y" from "b" and "a", in this order; untrained. */
static MixModel *
make_model (void)
{
  MixNetworkSpec spec = { .n_features = 2, .head = MIX_HEAD_MIXTURE, .components = 1 };
  const char *names[] = { "b", "a" };
  const MixScaling scaling[] = { { 0, 1 }, { 0, 1 } };
  g_autoptr (MixNetwork) network = mix_network_new (&spec);
  g_autofree float *params = g_new0 (float, mix_network_n_params (network));

  return mix_model_new (&spec, params, names, scaling, "y", scaling, 0, NULL, NULL);
}

static MixDataset *
make_table (const char *const *names, guint n_columns)
{
  const double values[] = {
    1, 2,     3,     /* a */
    9, 9,     9,     /* other */
    4, NAN_D, 6,     /* b */
    7, 8,     NAN_D, /* y */
  };
  return mix_test_table ("t", names, n_columns, 3, values);
}

static const char *all_names[] = { "a", "other", "b", "y" };

static void
test_columns_are_found_by_name (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MixModel) model = make_model ();
  g_autoptr (MixDataset) dataset = make_table (all_names, 4);
  g_autoptr (MixDesign) design = mix_design_new_for_model (dataset, model, TRUE, &error);
  double x[2];

  g_assert_no_error (error);
  g_assert_cmpstr (mix_design_get_feature_name (design, 0), ==, "b");
  g_assert_cmpstr (mix_design_get_feature_name (design, 1), ==, "a");
  g_assert_cmpuint (mix_design_get_n_rows (design), ==, 1);
  mix_design_get_row (design, 0, x);
  mix_assert_exact (x[0], 4);
  mix_assert_exact (x[1], 1);
  mix_assert_exact (mix_design_get_y (design, 0), 7);
}

static void
test_target_may_be_missing (void)
{
  double low, high;
  g_autoptr (GError) error = NULL;
  g_autoptr (MixModel) model = make_model ();
  g_autoptr (MixDataset) with = make_table (all_names, 4);
  g_autoptr (MixDataset) without = make_table (all_names, 3);

  g_autoptr (MixDesign) holes = mix_design_new_for_model (with, model, FALSE, &error);
  g_assert_no_error (error);
  g_assert_true (mix_design_has_target (holes));
  g_assert_cmpuint (mix_design_get_n_rows (holes), ==, 2);
  g_assert_true (isnan (mix_design_get_y (holes, 1)));
  mix_design_target_range (holes, &low, &high);
  mix_assert_exact (low, 7);
  mix_assert_exact (high, 7);
  g_assert_cmpuint (mix_design_target_n_distinct (holes, 9), ==, 1);

  g_autoptr (MixDesign) none = mix_design_new_for_model (without, model, FALSE, &error);
  g_assert_no_error (error);
  g_assert_false (mix_design_has_target (none));
  g_assert_cmpstr (mix_design_get_target_name (none), ==, "y");
  g_assert_cmpuint (mix_design_get_n_rows (none), ==, 2);
  g_assert_true (isnan (mix_design_get_y (none, 0)));
  mix_design_target_range (none, &low, &high);
  mix_assert_exact (low, 0);
  mix_assert_exact (high, 0);
}

static void
assert_fails (MixDataset *dataset, gboolean require_target, int code, const char *message)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MixModel) model = make_model ();

  g_assert_null (mix_design_new_for_model (dataset, model, require_target, &error));
  g_assert_error (error, MIX_DATA_ERROR, code);
  g_assert_cmpstr (error->message, ==, message);
}

static void
test_errors (void)
{
  const char *renamed[] = { "a", "other", "B", "y" };
  g_autoptr (MixDataset) no_target = make_table (all_names, 3);
  g_autoptr (MixDataset) no_feature = make_table (renamed, 4);
  g_autoptr (MixDataset) mixed = make_table (all_names, 4);
  MixColumn *target = (MixColumn *)mix_dataset_get_column (mixed, 3);
  target->kind = MIX_COLUMN_MIXED;
  target->fault = g_strdup ("t:4:4: column \"y\": \"z\" is not a number");

  assert_fails (no_target, TRUE, MIX_DATA_ERROR_COLUMN,
                "t: there is no column \"y\"; the columns are \"a\", \"other\", \"b\"");
  assert_fails (no_feature, FALSE, MIX_DATA_ERROR_COLUMN,
                "t: there is no column \"b\"; the columns are \"a\", \"other\", \"B\", \"y\"");
  assert_fails (mixed, TRUE, MIX_DATA_ERROR_VALUE, "t:4:4: column \"y\": \"z\" is not a number");

  g_autoptr (GError) error = NULL;
  g_autoptr (MixModel) model = make_model ();
  g_autoptr (MixDesign) design = mix_design_new_for_model (mixed, model, FALSE, &error);
  g_assert_no_error (error);
  g_assert_false (mix_design_has_target (design));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/design-model/by-name", test_columns_are_found_by_name);
  g_test_add_func ("/design-model/target-may-be-missing", test_target_may_be_missing);
  g_test_add_func ("/design-model/errors", test_errors);
  return g_test_run ();
}
