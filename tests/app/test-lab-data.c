/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lab.h"

#include <string.h>

#include "mix-csv.h"
#include "mix-format.h"

/* Which table, which of its columns, and what is drawn and edited. */

/* Nobody knows the best possible NLL of somebody's own table; what was left out is said. */
static void
test_readout_of_a_table (void)
{
  MixLab *lab = lab_new ();
  GString *text = g_string_new ("x,y\n1,\n,2\n");

  for (guint i = 0; i < 1200; i++)
    g_string_append_printf (text, "%u,%u\n", i, (i * 7) % 13);
  g_autoptr (MixDataset) dataset = lab_read_table (text->str);
  g_string_free (text, TRUE);
  g_assert_true (mix_lab_set_dataset (lab, dataset, NULL));
  lab_run_to_epoch (lab, 1);
  g_autofree char *summary = lab_get_text (lab, "summary"), *rows = lab_get_text (lab, "rows");
  g_assert_null (strstr (summary, "best possible"));
  g_assert_cmpstr (rows, ==, "1\u202f200 rows, 2 incomplete left out");
  g_assert_finalize_object (lab);
}

static void
test_columns (void)
{
  MixLab *lab = lab_new ();
  g_autoptr (GError) error = NULL;
  GString *text = g_string_new ("a,name,b,c\n");

  for (guint i = 0; i < 50; i++)
    g_string_append_printf (text, "%u,n%u,%u,%u\n", i, i, (i * 3) % 7, (i * 5) % 11);
  g_autoptr (MixDataset) dataset = lab_read_table (text->str);
  g_string_free (text, TRUE);
  g_assert_true (mix_lab_set_dataset (lab, dataset, NULL));
  MixDesign *design = mix_lab_get_design (lab);
  g_assert_cmpstr (mix_design_get_target_name (design), ==, "c");
  g_assert_cmpuint (mix_design_get_n_features (design), ==, 1);
  g_assert_cmpstr (mix_design_get_feature_name (design, 0), ==, "a");

  /* The column of the x axis comes first, text is left out. */
  g_assert_true (mix_lab_choose_columns (lab, "a", "c", TRUE, NULL));
  design = mix_lab_get_design (lab);
  g_assert_cmpuint (mix_design_get_n_features (design), ==, 2);
  g_assert_cmpstr (mix_design_get_feature_name (design, 0), ==, "c");
  g_assert_cmpstr (mix_design_get_feature_name (design, 1), ==, "b");

  /* What is not possible changes nothing. */
  g_assert_false (mix_lab_choose_columns (lab, "name", "a", FALSE, &error));
  g_assert_nonnull (error);
  g_assert_true (mix_lab_get_design (lab) == design);
  g_assert_true (mix_lab_get_all_others (lab));
  g_assert_finalize_object (lab);
}

static void
test_refusals_change_nothing (void)
{
  MixLab *lab = lab_new ();
  MixConfig before = *mix_lab_get_config (lab);
  guint64 run = mix_lab_get_snapshot (lab)->run_id;
  static const char *const bad[][2] = {
    { "components", "0" },  { "components", "x" }, { "hidden", "1,,2" },
    { "epochs", "-1" },     { "nothing", "1" },    { "learning-rate", "nan" },
    { "activation", "yes" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_false (mix_lab_set_option (lab, bad[i][0], bad[i][1], &error));
      g_assert_nonnull (error);
    }
  g_autoptr (MixDataset) one_column = lab_read_table ("a\n1\n2\n");
  g_assert_false (mix_lab_set_dataset (lab, one_column, NULL));
  g_assert_true (mix_config_equal (&before, mix_lab_get_config (lab)));
  g_assert_cmpuint (mix_lab_get_snapshot (lab)->run_id, ==, run);
  g_assert_finalize_object (lab);
}

/* Another data set brings its K along, and its K goes with it when it goes. */
static void
test_undo_data (void)
{
  MixLab *lab = lab_new ();
  MixUndo *undo = mix_lab_get_undo (lab);
  MixDesign *first = mix_lab_get_design (lab);
  const MixGenerator *linear = mix_generator_find ("linear");

  g_assert_true (mix_lab_generate (lab, linear, 200, 1, 7, NULL));
  g_assert_cmpstr (mix_undo_get_undo_name (undo), ==, "choose Linear");
  g_assert_cmpstr (lab_get_option (lab, "components"), ==, "1");
  g_assert_true (mix_lab_generate (lab, linear, 250, 1, 7, NULL));
  g_assert_true (mix_lab_generate (lab, linear, 400, 1, 7, NULL));
  g_assert_cmpstr (mix_undo_get_undo_name (undo), ==, "change rows to 400");
  mix_undo_undo (undo); /* both changes of the rows */
  g_assert_cmpuint (mix_design_get_n_rows (mix_lab_get_design (lab)), ==, 200);
  mix_undo_undo (undo);
  g_assert_true (mix_lab_get_design (lab) == first);
  g_assert_cmpstr (lab_get_option (lab, "components"), ==, "2");
  g_assert_finalize_object (lab);
}

static void
test_undo_columns_and_edits (void)
{
  MixLab *lab = lab_new ();
  MixUndo *undo = mix_lab_get_undo (lab);
  g_autoptr (MixDataset) dataset = lab_read_table ("a,b,c\n1,2,3\n2,4,5\n3,5,6\n4,7,9\n5,9,1\n");
  g_autoptr (MixDataset) longer = lab_read_table ("a,b,c\n1,2,3\n2,4,5\n3,5,6\n4,7,9\n5,9,1\n6,1,1\n");

  g_assert_true (mix_lab_set_dataset (lab, dataset, NULL));
  g_assert_cmpstr (mix_undo_get_undo_name (undo), ==, "open table.csv");
  g_assert_true (mix_lab_choose_columns (lab, "b", "c", TRUE, NULL));
  g_assert_cmpstr (mix_undo_get_undo_name (undo), ==, "predict b from all columns");
  g_assert_true (mix_lab_edit_dataset (lab, longer, "add a point", NULL, NULL));
  g_assert_cmpstr (mix_design_get_target_name (mix_lab_get_design (lab)), ==, "b");
  g_assert_cmpuint (mix_design_get_n_rows (mix_lab_get_design (lab)), ==, 6);
  g_assert_true (mix_lab_get_all_others (lab));

  mix_undo_undo (undo);
  g_assert_cmpuint (mix_design_get_n_rows (mix_lab_get_design (lab)), ==, 5);
  mix_undo_undo (undo);
  g_assert_cmpstr (mix_design_get_target_name (mix_lab_get_design (lab)), ==, "c");
  g_assert_false (mix_lab_get_all_others (lab));
  g_assert_finalize_object (lab);
}

/* Rows by hand: what has been learnt is kept, and the table comes back under undo. */
static void
test_draw_and_erase (void)
{
  g_autoptr (MixLab) lab = lab_new ();
  const double x[] = { 3, 3.5 }, y[] = { 200, 210 };
  g_autoptr (GError) error = NULL;

  lab_run_to_epoch (lab, 10);
  g_autoptr (MixSnapshot) before = mix_snapshot_ref (mix_lab_get_snapshot (lab));
  g_assert_true (mix_lab_add_points (lab, 0, x, y, 2, &error));
  g_assert_no_error (error);
  MixSnapshot *after = mix_lab_get_snapshot (lab);
  g_assert_cmpuint (mix_design_get_n_rows (mix_lab_get_design (lab)), ==, 302);
  g_assert_cmpuint (after->step, ==, 0);
  gsize bytes = after->n_parameters * sizeof (float);
  g_assert_cmpint (memcmp (mix_model_get_params (after->model),
                           mix_model_get_params (before->model), bytes), ==, 0);
  g_assert_nonnull (after->plain);
  g_assert_cmpstr (mix_undo_get_undo_name (mix_lab_get_undo (lab)), ==, "draw points");

  g_assert_true (mix_lab_erase_points (lab, 0, 3.2, 205, 1, 20, &error));
  g_assert_cmpuint (mix_design_get_n_rows (mix_lab_get_design (lab)), ==, 300);
  g_assert_true (mix_lab_erase_points (lab, 0, 3.2, 1e6, 1, 20, &error));
  mix_undo_undo (mix_lab_get_undo (lab));
  g_assert_cmpuint (mix_design_get_n_rows (mix_lab_get_design (lab)), ==, 302);
  mix_undo_undo (mix_lab_get_undo (lab));
  g_assert_cmpuint (mix_design_get_n_rows (mix_lab_get_design (lab)), ==, 300);

  /* Everything cannot be wiped out: there must be something to learn. */
  g_assert_false (mix_lab_erase_points (lab, 0, 0, 0, 1e6, 1e6, &error));
  g_assert_nonnull (error);
  g_assert_cmpuint (mix_design_get_n_rows (mix_lab_get_design (lab)), ==, 300);
}

/* Rows go and come, cells change, each under a name; what is refused changes nothing. */
static void
test_exclude_and_edit (void)
{
  g_autoptr (MixLab) lab = mix_lab_new ();
  g_autoptr (MixDataset) table
    = lab_read_table ("x,y\n1,10\n2,20\n3,30\n4,40\n5,50\n6,60\n7,70\n8,80\n");
  MixUndo *undo = mix_lab_get_undo (lab);
  g_autoptr (GError) error = NULL;

  g_assert_true (mix_lab_set_dataset (lab, table, NULL));
  g_assert_true (mix_lab_exclude_rows (lab, (guint32[]){ 0, 4, 5 }, 3, TRUE, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (mix_design_get_n_rows (mix_lab_get_design (lab)), ==, 5);
  g_assert_cmpstr (mix_undo_get_undo_name (undo), ==, "exclude 3 rows");
  g_assert_true (mix_lab_exclude_rows (lab, (guint32[]){ 0 }, 1, FALSE, &error));
  g_assert_cmpstr (mix_undo_get_undo_name (undo), ==, "include line 2");
  g_assert_true (mix_lab_edit_cell (lab, 1, 1, "25", &error));
  g_assert_cmpstr (mix_undo_get_undo_name (undo), ==, "edit y in line 3");
  MixDesign *design = mix_lab_get_design (lab);
  g_assert_cmpuint (mix_design_get_n_rows (design), ==, 6);
  g_assert_cmpfloat_with_epsilon (mix_design_get_y (design, 1), 25, 1e-12);

  g_assert_false (mix_lab_edit_cell (lab, 1, 1, "many", &error));
  g_clear_error (&error);
  g_assert_false (
    mix_lab_exclude_rows (lab, (guint32[]){ 0, 1, 2, 3, 6, 7 }, 6, TRUE, &error));
  g_assert_true (mix_lab_edit_cell (lab, 1, 1, "25.0", NULL));
  g_assert_true (mix_lab_get_design (lab) == design);

  mix_undo_undo (undo);
  g_assert_cmpfloat_with_epsilon (mix_design_get_y (mix_lab_get_design (lab), 1), 20, 1e-12);
  mix_undo_undo (undo);
  mix_undo_undo (undo);
  g_assert_true (mix_design_get_dataset (mix_lab_get_design (lab)) == table);
}

/* No place along the words of a category is a cell. */
static void
test_no_rows_along_words (void)
{
  g_autoptr (MixLab) lab = mix_lab_new ();
  g_autoptr (MixDataset) table
    = lab_read_table ("kind,size\na,1\nb,2\na,1.5\nb,2.5\na,1.2\nb,2.2\na,1.1\nb,2.1\n");
  g_autoptr (GError) error = NULL;
  const double x[] = { 0.5 }, y[] = { 2 };

  g_assert_true (mix_lab_set_dataset (lab, table, NULL));
  g_assert_true (mix_lab_choose_columns (lab, "size", "kind", FALSE, NULL));
  g_assert_false (mix_lab_add_points (lab, 0, x, y, 1, &error));
  g_assert_nonnull (strstr (error->message, "rows cannot be drawn along"));
  g_clear_error (&error);
  g_assert_false (mix_lab_erase_points (lab, 0, 0.5, 2, 1, 1, &error));
  g_assert_cmpuint (mix_design_get_n_rows (mix_lab_get_design (lab)), ==, 8);
}

/* A row that is drawn lies in the plane that is on show: where the other features are held, and
 * with the word of a category that is held. */
static void
test_draw_where_held (void)
{
  g_autoptr (MixLab) lab = mix_lab_new ();
  g_autoptr (MixDataset) table = lab_read_table (
    "x,z,kind,y\n0,1,a,1\n1,1,a,2\n2,1,a,3\n3,1,a,4\n4,9,b,5\n5,9,b,6\n6,1,a,7\n7,1,a,8\n");
  const double held[] = { 0, 9 }, x[] = { 3.5 }, y[] = { 4.5 };
  g_autoptr (GError) error = NULL;

  g_assert_true (mix_lab_set_dataset (lab, table, &error));
  g_assert_true (mix_lab_choose_columns (lab, "y", "x", TRUE, &error));
  g_assert_cmpuint (mix_design_get_n_features (mix_lab_get_design (lab)), ==, 2);
  g_assert_true (mix_lab_add_points_at (lab, 0, held, x, y, 1, &error));
  g_assert_no_error (error);
  g_assert_cmpfloat_with_epsilon (mix_design_get_x (mix_lab_get_design (lab), 8, 1), 9, 1e-12);
  g_assert_true (mix_lab_add_points (lab, 0, x, y, 1, &error));
  g_assert_cmpfloat_with_epsilon (mix_design_get_x (mix_lab_get_design (lab), 9, 1), 1, 1e-12);
}

/* From an empty canvas: nothing to train on, then enough; each stroke can be taken back, to what
 * was there before. */
static void
test_canvas (void)
{
  g_autoptr (MixLab) lab = lab_new ();
  g_autoptr (MixSnapshot) before = mix_snapshot_ref (mix_lab_get_snapshot (lab));
  g_autoptr (GError) error = NULL;

  mix_lab_begin_canvas (lab);
  g_assert_cmpuint (mix_design_get_n_rows (mix_lab_get_canvas (lab)), ==, 0);
  mix_lab_run (lab);
  mix_lab_step (lab);
  g_assert_false (mix_lab_get_running (lab));
  lab_poll_for (lab, LAB_PATIENCE); /* what pausing brings does not speak over the canvas */
  g_autofree char *title = lab_get_text (lab, "title"), *summary = lab_get_text (lab, "summary");
  g_assert_cmpstr (title, ==, "Drawn");
  g_assert_cmpstr (summary, ==, "draw 10 rows or more");

  for (guint i = 0; i < 10; i++)
    {
      double x = -0.9 + 0.2 * i, y = x * x;
      g_assert_cmpuint (mix_design_get_n_rows (mix_lab_get_canvas (lab)), ==, i);
      g_assert_true (mix_lab_add_points (lab, 0, &x, &y, 1, &error));
      g_assert_no_error (error);
    }
  g_assert_null (mix_lab_get_canvas (lab));
  MixDesign *drawn = mix_lab_get_design (lab);
  g_assert_cmpuint (mix_design_get_n_rows (drawn), ==, 10);
  g_assert_true (mix_lab_erase_points (lab, 0, 0.9, 0.81, 0.05, 0.05, &error));
  g_assert_cmpuint (mix_design_get_n_rows (mix_lab_get_design (lab)), ==, 9);
  lab_run_to_epoch (lab, 1);

  while (mix_undo_get_undo_name (mix_lab_get_undo (lab)) != NULL)
    mix_undo_undo (mix_lab_get_undo (lab));
  lab_poll_for (lab, LAB_PATIENCE);
  g_assert_null (mix_lab_get_canvas (lab));
  g_assert_true (mix_lab_get_design (lab) == before->design);
  mix_undo_redo (mix_lab_get_undo (lab));
  g_assert_cmpuint (mix_design_get_n_rows (mix_lab_get_canvas (lab)), ==, 0);
  g_assert_true (mix_lab_generate (lab, mix_generator_find ("linear"), 50, 1, 7, NULL));
  g_assert_null (mix_lab_get_canvas (lab));
}

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
  MixLab *lab = lab_new ();
  MixUndo *undo = mix_lab_get_undo (lab);
  g_autoptr (GError) error = NULL;

  g_assert_true (mix_lab_set_transform (lab, "y", MIX_TRANSFORM_RANK, &error));
  g_assert_cmpint (transform_of (lab, "y"), ==, MIX_TRANSFORM_RANK);
  g_assert_cmpstr (mix_undo_get_undo_name (undo), ==, "change transform of y to Rank to normal");
  g_assert_nonnull (mix_design_get_truth (mix_lab_get_design (lab)));
  lab_run_to_epoch (lab, 2);
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
  MixLab *lab = lab_new ();
  g_autoptr (MixDataset) table = lab_read_table ("a,b\n1,2\n2,4\n-3,5\n4,9\n5,1\n6,8\n");
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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lab/readout-of-a-table", test_readout_of_a_table);
  g_test_add_func ("/lab/columns", test_columns);
  g_test_add_func ("/lab/refusals-change-nothing", test_refusals_change_nothing);
  g_test_add_func ("/lab/undo/data", test_undo_data);
  g_test_add_func ("/lab/undo/columns-and-edits", test_undo_columns_and_edits);
  g_test_add_func ("/lab/draw-and-erase", test_draw_and_erase);
  g_test_add_func ("/lab/exclude-and-edit", test_exclude_and_edit);
  g_test_add_func ("/lab/no-rows-along-words", test_no_rows_along_words);
  g_test_add_func ("/lab/draw-where-held", test_draw_where_held);
  g_test_add_func ("/lab/canvas", test_canvas);
  g_test_add_func ("/lab/transform", test_transform);
  g_test_add_func ("/lab/transform-that-does-not-fit", test_transform_that_does_not_fit);
  return g_test_run ();
}
