/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-lab-fixture.h"

/* A change of many rows is got ready in a thread. */

static MixDataset *
make_many_rows (void)
{
  GString *text = g_string_new ("a,b,c\n");

  for (guint i = 0; i < MIX_LAB_MANY_ROWS; i++)
    g_string_append_printf (text, "%u,%d,%u\n", i % 1000, (int) (i * 7 % 13) - 6, i * 5 % 11);
  MixDataset *dataset = read_table (text->str);
  g_string_free (text, TRUE);
  return dataset;
}

/* Of c from a. */
static MixLab *
new_large_lab (void)
{
  static MixDataset *dataset;
  MixLab *lab = new_lab ();

  if (dataset == NULL)
    dataset = make_many_rows ();
  g_autoptr (MixLabStart) start = mix_lab_start_new (lab, dataset, "c", "a", FALSE);
  g_assert_true (mix_lab_start_prepare (start, NULL, NULL));
  g_assert_true (mix_lab_begin (lab, start, NULL));
  return lab;
}

static void
wait_for (MixLab *lab)
{
  gint64 end = g_get_monotonic_time () + PATIENCE;

  while (mix_lab_get_pending (lab) && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (mix_lab_get_pending (lab));
}

static void
finish (MixLab *lab)
{
  g_assert_finalize_object (lab);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static const char *
x_name (MixLab *lab)
{
  return mix_design_get_feature_name (mix_lab_get_design (lab), 0);
}

static const char *
undo_name (MixLab *lab)
{
  return mix_undo_get_undo_name (mix_lab_get_undo (lab));
}

static void
test_other_column (void)
{
  MixLab *lab = new_large_lab ();
  MixDesign *design = mix_lab_get_design (lab);

  g_assert_true (mix_lab_choose_columns (lab, "c", "b", FALSE, NULL));
  g_assert_true (mix_lab_get_pending (lab));
  g_assert_true (mix_lab_get_design (lab) == design);
  g_assert_cmpstr (undo_name (lab), ==, "predict c from b");
  wait_for (lab);
  g_assert_cmpstr (x_name (lab), ==, "b");
  g_assert_true (mix_lab_get_snapshot (lab)->design == mix_lab_get_design (lab));
  mix_undo_undo (mix_lab_get_undo (lab));
  wait_for (lab);
  g_assert_cmpstr (x_name (lab), ==, "a");
  finish (lab);
}

static void
test_trains_on_meanwhile (void)
{
  MixLab *lab = new_large_lab ();

  mix_lab_run (lab);
  g_assert_true (mix_lab_set_option (lab, "validation", "0.3", NULL));
  g_assert_true (mix_lab_get_pending (lab));
  g_assert_true (mix_lab_get_running (lab));
  g_assert_cmpstr (option (lab, "validation"), ==, "0.3");
  g_assert_cmpfloat_with_epsilon (mix_lab_get_snapshot (lab)->config.validation, 0.2, 1e-9);
  wait_for (lab);
  g_assert_cmpfloat_with_epsilon (mix_lab_get_snapshot (lab)->config.validation, 0.3, 1e-9);
  g_assert_true (mix_lab_get_running (lab));
  mix_lab_pause (lab);
  poll_for (lab, PATIENCE);

  /* Paused meanwhile: it stays so. */
  mix_lab_run (lab);
  mix_lab_reset (lab);
  mix_lab_pause (lab);
  wait_for (lab);
  g_assert_false (mix_lab_get_running (lab));
  finish (lab);
}

static void
test_newer_change_takes_the_place (void)
{
  MixLab *lab = new_large_lab ();
  MixUndo *undo = mix_lab_get_undo (lab);

  g_assert_true (mix_lab_choose_columns (lab, "c", "b", FALSE, NULL));
  g_assert_true (mix_lab_set_option (lab, "validation", "0.3", NULL));
  g_assert_true (mix_lab_set_option (lab, "learning-rate", "0.002", NULL));
  wait_for (lab);
  g_assert_cmpstr (x_name (lab), ==, "b");
  MixSnapshot *snapshot = mix_lab_get_snapshot (lab);
  g_assert_cmpfloat_with_epsilon (snapshot->config.validation, 0.3, 1e-9);
  g_assert_cmpfloat_with_epsilon (snapshot->config.learning_rate, 0.002, 1e-9);

  mix_undo_undo (undo);
  mix_undo_undo (undo); /* the columns without the split, which were never on show */
  wait_for (lab);
  g_assert_cmpstr (x_name (lab), ==, "b");
  g_assert_cmpfloat_with_epsilon (mix_lab_get_snapshot (lab)->config.validation, 0.2, 1e-9);
  g_assert_cmpstr (undo_name (lab), ==, "predict c from b");
  finish (lab);
}

static void
test_undo_before_it_is_there (void)
{
  MixLab *lab = new_large_lab ();
  MixUndo *undo = mix_lab_get_undo (lab);
  MixDesign *design = mix_lab_get_design (lab);

  g_assert_true (mix_lab_set_option (lab, "validation", "0.3", NULL));
  mix_undo_undo (undo);
  g_assert_false (mix_lab_get_pending (lab));
  g_assert_cmpstr (option (lab, "validation"), ==, "0.2");
  g_assert_true (mix_lab_get_design (lab) == design);
  mix_undo_redo (undo);
  g_assert_true (mix_lab_get_pending (lab));
  wait_for (lab);
  g_assert_cmpfloat_with_epsilon (mix_lab_get_snapshot (lab)->config.validation, 0.3, 1e-9);
  g_assert_cmpstr (undo_name (lab), ==, "change validation to 0.3");
  finish (lab);
}

static void
failed_cb (MixLab *lab, const char *message, char **kept)
{
  g_free (*kept);
  *kept = g_strdup (message);
}

/* b is below 0 in places: it has no logarithm there. */
static void
test_failure_changes_nothing (void)
{
  MixLab *lab = new_large_lab ();
  MixDesign *design = mix_lab_get_design (lab);
  g_autofree char *message = NULL, *name = g_strdup (undo_name (lab));

  g_signal_connect (lab, "failed", G_CALLBACK (failed_cb), &message);
  g_assert_true (mix_lab_choose_columns (lab, "c", "b", FALSE, NULL));
  g_assert_true (mix_lab_set_transform (lab, "b", MIX_TRANSFORM_LOG, NULL));
  wait_for (lab);
  g_assert_nonnull (message);
  g_assert_nonnull (strstr (message, "line "));
  g_assert_true (mix_lab_get_design (lab) == design);
  g_assert_cmpstr (undo_name (lab), ==, name);
  g_assert_null (mix_undo_get_redo_name (mix_lab_get_undo (lab)));
  g_assert_true (mix_lab_set_option (lab, "validation", "0.3", NULL));
  wait_for (lab);
  g_assert_cmpstr (x_name (lab), ==, "a");
  finish (lab);
}

static void
test_edits_add_up (void)
{
  MixLab *lab = new_large_lab ();
  const guint32 first[] = { 1 }, second[] = { 2 };

  g_assert_true (mix_lab_exclude_rows (lab, first, 1, TRUE, NULL));
  g_assert_true (mix_lab_exclude_rows (lab, second, 1, TRUE, NULL));
  wait_for (lab);
  g_assert_cmpuint (mix_design_get_n_rows (mix_lab_get_design (lab)), ==, MIX_LAB_MANY_ROWS - 2);
  finish (lab);
}

static void
test_unknown_column_fails_at_once (void)
{
  MixLab *lab = new_large_lab ();
  g_autoptr (GError) error = NULL;

  g_assert_false (mix_lab_choose_columns (lab, "nowhere", "b", FALSE, &error));
  g_assert_nonnull (error);
  g_assert_false (mix_lab_get_pending (lab));
  finish (lab);
}

/* A table of a few rows takes the place of what is got ready, and at once. */
static void
test_small_data_meanwhile (void)
{
  MixLab *lab = new_large_lab ();

  g_assert_true (mix_lab_set_option (lab, "validation", "0.3", NULL));
  g_assert_true (mix_lab_generate (lab, mix_generator_find ("linear"), 300, 1, 7, NULL));
  g_assert_false (mix_lab_get_pending (lab));
  g_assert_cmpuint (mix_design_get_n_rows (mix_lab_get_design (lab)), ==, 300);
  g_assert_cmpfloat_with_epsilon (mix_lab_get_snapshot (lab)->config.validation, 0.3, 1e-9);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (mix_design_get_n_rows (mix_lab_get_design (lab)), ==, 300);
  finish (lab);
}

static void
test_ends_meanwhile (void)
{
  MixLab *lab = new_large_lab ();

  mix_lab_reset (lab);
  g_assert_true (mix_lab_get_pending (lab));
  finish (lab);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lab-pending/other-column", test_other_column);
  g_test_add_func ("/lab-pending/trains-on-meanwhile", test_trains_on_meanwhile);
  g_test_add_func ("/lab-pending/newer-change-takes-the-place", test_newer_change_takes_the_place);
  g_test_add_func ("/lab-pending/undo-before-it-is-there", test_undo_before_it_is_there);
  g_test_add_func ("/lab-pending/failure-changes-nothing", test_failure_changes_nothing);
  g_test_add_func ("/lab-pending/edits-add-up", test_edits_add_up);
  g_test_add_func ("/lab-pending/unknown-column-fails-at-once", test_unknown_column_fails_at_once);
  g_test_add_func ("/lab-pending/small-data-meanwhile", test_small_data_meanwhile);
  g_test_add_func ("/lab-pending/ends-meanwhile", test_ends_meanwhile);
  return g_test_run ();
}
