/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-lab-fixture.h"

#include "mix-dataset-transform.h"

/* What columns go through, chosen anew. */

static MixTransformKind
transform_of (MixLab *lab, const char *column)
{
  MixDataset *dataset = mix_design_get_dataset (mix_lab_get_design (lab));

  return mix_dataset_get_column (dataset, (guint) mix_dataset_find_column (dataset, column))
    ->transform;
}

/* Transforms are changed at any time, under undo, and are kept where more rows are drawn. */
static void
test_transform (void)
{
  MixLab *lab = new_lab ();
  MixUndo *undo = mix_lab_get_undo (lab);
  g_autoptr (GError) error = NULL;

  g_assert_true (mix_lab_set_transform (lab, "y", MIX_TRANSFORM_RANK, &error));
  g_assert_cmpint (transform_of (lab, "y"), ==, MIX_TRANSFORM_RANK);
  g_assert_cmpstr (mix_undo_get_undo_name (undo), ==, "change transform of y to Rank to normal");
  g_assert_nonnull (mix_design_get_truth (mix_lab_get_design (lab)));
  run_to_epoch (lab, 2);
  MixModel *model = mix_lab_get_snapshot (lab)->model;
  g_assert_cmpint (mix_model_get_target_transform (model)->kind, ==, MIX_TRANSFORM_RANK);

  g_assert_true (mix_lab_generate (lab, mix_generator_find ("two-branch"), 400, 1, 7, &error));
  g_assert_cmpint (transform_of (lab, "y"), ==, MIX_TRANSFORM_RANK);
  g_assert_true (mix_lab_generate (lab, mix_generator_find ("linear"), 400, 1, 7, &error));
  g_assert_cmpint (transform_of (lab, "y"), ==, MIX_TRANSFORM_NONE);
  for (guint i = 0; i < 3; i++)
    mix_undo_undo (undo);
  g_assert_cmpint (transform_of (lab, "y"), ==, MIX_TRANSFORM_NONE);
  mix_undo_redo (undo);
  g_assert_cmpint (transform_of (lab, "y"), ==, MIX_TRANSFORM_RANK);
  g_assert_true (mix_lab_set_transform (lab, "y", MIX_TRANSFORM_NONE, &error));
  g_assert_cmpstr (mix_undo_get_undo_name (undo), ==, "take y as it is");
  g_assert_finalize_object (lab);
}

/* One that does not fit names the row, and nothing changes. */
static void
test_transform_that_does_not_fit (void)
{
  MixLab *lab = new_lab ();
  g_autoptr (MixDataset) table = read_table ("a,b\n1,2\n2,4\n-3,5\n4,9\n5,1\n6,8\n");
  g_autoptr (GError) error = NULL;

  g_assert_true (mix_lab_set_dataset (lab, table, NULL));
  g_assert_true (mix_lab_choose_columns (lab, "b", "a", FALSE, NULL));
  MixDesign *design = mix_lab_get_design (lab);
  g_autofree char *name = g_strdup (mix_undo_get_undo_name (mix_lab_get_undo (lab)));
  g_assert_false (mix_lab_set_transform (lab, "a", MIX_TRANSFORM_LOG, &error));
  g_assert_nonnull (strstr (error->message, "line 4: column \"a\": -3: a logarithm needs"));
  g_assert_true (mix_lab_get_design (lab) == design);
  g_assert_cmpstr (mix_undo_get_undo_name (mix_lab_get_undo (lab)), ==, name);
  g_assert_true (mix_lab_set_transform (lab, "b", MIX_TRANSFORM_LOG, NULL));
  g_assert_finalize_object (lab);
}

/* A table that was just opened had another design than its run, whose ranks are of the rows that
 * train. */
static void
test_design_of_the_run (void)
{
  MixLab *lab = new_lab ();
  g_autoptr (MixDataset) plain = read_table ("a,b\n1,2\n2,4\n3,5\n4,9\n5,1\n6,8\n7,7\n8,3\n");
  g_autoptr (MixDataset) table = mix_dataset_set_transform (plain, 1, MIX_TRANSFORM_RANK, NULL);

  g_assert_true (mix_lab_set_dataset (lab, table, NULL));
  g_assert_true (mix_lab_get_snapshot (lab)->design == mix_lab_get_design (lab));
  g_assert_finalize_object (lab);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lab/transform", test_transform);
  g_test_add_func ("/lab/transform-that-does-not-fit", test_transform_that_does_not_fit);
  g_test_add_func ("/lab/design-of-the-run", test_design_of_the_run);
  return g_test_run ();
}
