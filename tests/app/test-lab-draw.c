/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-lab-fixture.h"

/* Rows that are drawn, wiped out, left out and edited. */

/* Rows by hand: what has been learnt is kept, and the table comes back under undo. */
static void
test_draw_and_erase (void)
{
  g_autoptr (MixLab) lab = new_lab ();
  const double x[] = { 3, 3.5 }, y[] = { 200, 210 };
  g_autoptr (GError) error = NULL;

  run_to_epoch (lab, 10);
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

/* A row that is drawn lies in the plane that is on show: where the other features are held, and
 * with the word of a category that is held. */
static void
test_draw_where_held (void)
{
  g_autoptr (MixLab) lab = mix_lab_new ();
  g_autoptr (MixDataset) table = read_table (
    "x,z,kind,y\n0,1,a,1\n1,1,a,2\n2,1,a,3\n3,1,a,4\n4,9,b,5\n5,9,b,6\n6,1,a,7\n7,1,a,8\n");
  const double held[] = { 0, 9, 0, 1 }, x[] = { 3.5 }, y[] = { 4.5 };
  g_autoptr (GError) error = NULL;

  g_assert_true (mix_lab_set_dataset (lab, table, &error));
  g_assert_true (mix_lab_choose_columns (lab, "y", "x", TRUE, &error));
  g_assert_cmpuint (mix_design_get_n_features (mix_lab_get_design (lab)), ==, 4); /* two words */
  g_assert_true (mix_lab_add_points_at (lab, 0, held, x, y, 1, &error));
  g_assert_no_error (error);
  g_assert_cmpfloat_with_epsilon (mix_design_get_x (mix_lab_get_design (lab), 8, 1), 9, 1e-12);
  g_assert_cmpfloat_with_epsilon (mix_design_get_x (mix_lab_get_design (lab), 8, 3), 1, 1e-12);
  g_assert_true (mix_lab_add_points (lab, 0, x, y, 1, &error));
  g_assert_cmpfloat_with_epsilon (mix_design_get_x (mix_lab_get_design (lab), 9, 1), 1, 1e-12);
}

/* No place along the words of a category is a cell. */
static void
test_no_rows_along_words (void)
{
  g_autoptr (MixLab) lab = mix_lab_new ();
  g_autoptr (MixDataset) table
    = read_table ("kind,size\na,1\nb,2\na,1.5\nb,2.5\na,1.2\nb,2.2\na,1.1\nb,2.1\n");
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

/* From an empty canvas: nothing to train on, then enough; each stroke can be taken back, to what
 * was there before. */
static void
test_canvas (void)
{
  g_autoptr (MixLab) lab = new_lab ();
  g_autoptr (MixSnapshot) before = mix_snapshot_ref (mix_lab_get_snapshot (lab));
  g_autoptr (GError) error = NULL;

  mix_lab_begin_canvas (lab);
  g_assert_cmpuint (mix_design_get_n_rows (mix_lab_get_canvas (lab)), ==, 0);
  mix_lab_run (lab);
  mix_lab_step (lab);
  g_assert_false (mix_lab_get_running (lab));
  poll_for (lab, PATIENCE); /* what pausing brings does not speak over the canvas */
  g_autofree char *title = get_text (lab, "title"), *summary = get_text (lab, "summary");
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
  run_to_epoch (lab, 1);

  while (mix_undo_get_undo_name (mix_lab_get_undo (lab)) != NULL)
    mix_undo_undo (mix_lab_get_undo (lab));
  poll_for (lab, PATIENCE);
  g_assert_null (mix_lab_get_canvas (lab));
  g_assert_true (mix_lab_get_design (lab) == before->design);
  mix_undo_redo (mix_lab_get_undo (lab));
  g_assert_cmpuint (mix_design_get_n_rows (mix_lab_get_canvas (lab)), ==, 0);
  g_assert_true (mix_lab_generate (lab, mix_generator_find ("linear"), 50, 1, 7, NULL));
  g_assert_null (mix_lab_get_canvas (lab));
}

/* Rows go and come, cells change, each under a name; what is refused changes nothing. */
static void
test_exclude_and_edit (void)
{
  g_autoptr (MixLab) lab = mix_lab_new ();
  g_autoptr (MixDataset) table
    = read_table ("x,y\n1,10\n2,20\n3,30\n4,40\n5,50\n6,60\n7,70\n8,80\n");
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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lab/no-rows-along-words", test_no_rows_along_words);
  g_test_add_func ("/lab/draw-and-erase", test_draw_and_erase);
  g_test_add_func ("/lab/draw-where-held", test_draw_where_held);
  g_test_add_func ("/lab/canvas", test_canvas);
  g_test_add_func ("/lab/exclude-and-edit", test_exclude_and_edit);
  return g_test_run ();
}
