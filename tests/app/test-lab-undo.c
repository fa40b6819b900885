/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-lab-fixture.h"

/* What a person changed is taken back, and what had been learnt is there again. */

static void
test_undo_options (void)
{
  MixLab *lab = new_lab ();
  MixUndo *undo = mix_lab_get_undo (lab);

  g_assert_null (mix_undo_get_undo_name (undo));
  g_assert_true (mix_lab_set_option (lab, "components", "5", NULL));
  g_assert_cmpstr (mix_undo_get_undo_name (undo), ==, "change components to 5");
  g_assert_true (mix_lab_set_option (lab, "components", "5", NULL)); /* no change */
  g_assert_true (mix_lab_set_option (lab, "mixing", "gumbel-softmax", NULL));
  g_assert_cmpstr (mix_undo_get_undo_name (undo), ==, "change mixing to Gumbel-softmax");
  g_assert_true (mix_lab_set_option (lab, "plain-network", "off", NULL));
  g_assert_cmpstr (mix_undo_get_undo_name (undo), ==, "switch off plain network beside it");

  mix_undo_undo (undo);
  g_assert_cmpstr (option (lab, "plain-network"), ==, "on");
  g_assert_nonnull (mix_lab_get_snapshot (lab)->plain);
  mix_undo_undo (undo);
  mix_undo_undo (undo);
  g_assert_cmpstr (option (lab, "mixing"), ==, "softmax");
  g_assert_cmpstr (option (lab, "components"), ==, "2");
  g_assert_cmpint (mix_lab_get_snapshot (lab)->config.components, ==, 2);
  g_assert_cmpstr (mix_undo_get_redo_name (undo), ==, "change components to 5");
  mix_undo_redo (undo);
  g_assert_cmpint (mix_lab_get_snapshot (lab)->config.components, ==, 5);
  g_assert_finalize_object (lab);
}

/* Speed is no option of the run, but a person changes it, so it can be taken back. */
static void
test_undo_pace (void)
{
  g_autoptr (MixLab) lab = new_lab ();

  mix_lab_set_pace (lab, MIX_PACE_FAST);
  g_assert_cmpstr (mix_undo_get_undo_name (mix_lab_get_undo (lab)), ==, "change speed to fast");
  mix_undo_undo (mix_lab_get_undo (lab));
  g_assert_cmpint (mix_lab_get_pace (lab), ==, MIX_PACE_FULL);
  mix_undo_redo (mix_lab_get_undo (lab));
  g_assert_cmpint (mix_lab_get_pace (lab), ==, MIX_PACE_FAST);
}

/* Another data set brings its K along, and its K goes with it when it goes. */
static void
test_undo_data (void)
{
  MixLab *lab = new_lab ();
  MixUndo *undo = mix_lab_get_undo (lab);
  MixDesign *first = mix_lab_get_design (lab);
  const MixGenerator *linear = mix_generator_find ("linear");

  g_assert_true (mix_lab_generate (lab, linear, 200, 1, 7, NULL));
  g_assert_cmpstr (mix_undo_get_undo_name (undo), ==, "choose Linear");
  g_assert_cmpstr (option (lab, "components"), ==, "1");
  g_assert_true (mix_lab_generate (lab, linear, 250, 1, 7, NULL));
  g_assert_true (mix_lab_generate (lab, linear, 400, 1, 7, NULL));
  g_assert_cmpstr (mix_undo_get_undo_name (undo), ==, "change rows to 400");
  mix_undo_undo (undo); /* both changes of the rows */
  g_assert_cmpuint (mix_design_get_n_rows (mix_lab_get_design (lab)), ==, 200);
  mix_undo_undo (undo);
  g_assert_true (mix_lab_get_design (lab) == first);
  g_assert_cmpstr (option (lab, "components"), ==, "2");
  g_assert_finalize_object (lab);
}

static void
test_undo_columns_and_edits (void)
{
  MixLab *lab = new_lab ();
  MixUndo *undo = mix_lab_get_undo (lab);
  g_autoptr (MixDataset) dataset = read_table ("a,b,c\n1,2,3\n2,4,5\n3,5,6\n4,7,9\n5,9,1\n");
  g_autoptr (MixDataset) longer = read_table ("a,b,c\n1,2,3\n2,4,5\n3,5,6\n4,7,9\n5,9,1\n6,1,1\n");

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

/* What had been learnt is there again, and so is its past. */
static void
test_undo_brings_runs_back (void)
{
  MixLab *lab = new_lab ();
  MixUndo *undo = mix_lab_get_undo (lab);

  run_to_epoch (lab, 3);
  MixSnapshot *left = mix_snapshot_ref (mix_lab_get_snapshot (lab));
  g_assert_true (mix_lab_set_option (lab, "components", "3", NULL));
  run_to_epoch (lab, 1);
  mix_lab_reset (lab);
  g_assert_cmpuint (mix_lab_get_snapshot (lab)->step, ==, 0);
  g_assert_cmpstr (mix_undo_get_undo_name (undo), ==, "reset");

  mix_undo_undo (undo);
  g_assert_cmpuint (mix_lab_get_snapshot (lab)->epoch, >=, 1);
  g_assert_cmpint (mix_lab_get_snapshot (lab)->config.components, ==, 3);
  mix_undo_undo (undo);
  g_assert_cmpuint (mix_lab_get_snapshot (lab)->run_id, ==, left->run_id);
  poll_for (lab, PATIENCE);
  g_assert_cmpuint (mix_lab_get_snapshot (lab)->step, ==, left->step);
  g_assert_cmpint (mix_lab_get_snapshot (lab)->state, ==, MIX_RUN_PAUSED);
  mix_lab_seek (lab, 0);
  poll_for (lab, PATIENCE);
  g_assert_cmpuint (mix_lab_get_snapshot (lab)->epoch, ==, 0);
  g_assert_true (mix_lab_get_snapshot (lab)->is_past);
  mix_snapshot_unref (left);
  g_assert_finalize_object (lab);
}

static void
test_look_back_and_branch (void)
{
  MixLab *lab = new_lab ();
  MixUndo *undo = mix_lab_get_undo (lab);

  mix_lab_branch (lab); /* nothing to branch from */
  run_to_epoch (lab, 5);
  guint newest = mix_lab_get_snapshot (lab)->epoch;
  mix_lab_seek (lab, 2);
  poll_for (lab, PATIENCE);
  g_autofree char *summary = get_text (lab, "summary"), *epoch = get_text (lab, "epoch");
  g_autofree char *expected = g_strdup_printf ("epoch 2 of %u", newest);
  g_assert_true (g_str_has_prefix (summary, "epoch 002 · validation NLL "));
  g_assert_cmpstr (epoch, ==, expected);
  mix_lab_step (lab); /* to the next moment, not a mini-batch */
  poll_for (lab, PATIENCE);
  g_assert_cmpuint (mix_lab_get_snapshot (lab)->epoch, ==, 3);
  g_assert_true (mix_lab_get_snapshot (lab)->is_past);

  mix_lab_branch (lab);
  poll_for (lab, PATIENCE);
  g_assert_cmpstr (mix_undo_get_undo_name (undo), ==, "branch from epoch 3");
  g_assert_false (mix_lab_get_snapshot (lab)->is_past);
  g_assert_cmpuint (mix_lab_get_snapshot (lab)->newest_epoch, ==, 3);
  mix_undo_undo (undo);
  poll_for (lab, PATIENCE);
  g_assert_cmpuint (mix_lab_get_snapshot (lab)->newest_epoch, ==, newest);
  mix_undo_redo (undo);
  poll_for (lab, PATIENCE);
  g_assert_cmpuint (mix_lab_get_snapshot (lab)->newest_epoch, ==, 3);
  g_assert_finalize_object (lab);
}

/* Old runs are forgotten, their options are not. */
static void
test_undo_is_bounded (void)
{
  MixLab *lab = new_lab ();
  MixUndo *undo = mix_lab_get_undo (lab);

  run_to_epoch (lab, 2);
  for (guint i = 0; i < 30; i++)
    {
      mix_undo_seal (undo);
      g_assert_true (mix_lab_set_option (lab, "components", i % 2 == 0 ? "3" : "2", NULL));
    }
  for (guint i = 0; i < 30; i++)
    mix_undo_undo (undo);
  poll_for (lab, PATIENCE);
  g_assert_cmpint (mix_lab_get_snapshot (lab)->config.components, ==, 2);
  g_assert_cmpuint (mix_lab_get_snapshot (lab)->step, ==, 0);
  g_assert_finalize_object (lab);
}

/* A rate that no run survives: back to the best moment, at half of it; undone, the run that
 * diverged. */
static void
test_way_out_of_divergence (void)
{
  MixLab *lab = new_lab ();
  MixUndo *undo = mix_lab_get_undo (lab);

  run_to_epoch (lab, 2);
  g_assert_true (mix_lab_set_option (lab, "schedule", "constant", NULL));
  g_assert_true (mix_lab_set_option (lab, "clip-norm", "0", NULL));
  g_assert_true (mix_lab_set_option (lab, "learning-rate", "10", NULL));
  mix_lab_run (lab);
  poll_for (lab, PATIENCE);
  MixSnapshot *snapshot = mix_lab_get_snapshot (lab);
  g_assert_cmpint (snapshot->state, ==, MIX_RUN_DIVERGED);
  guint best = mix_history_get_best (snapshot->history)->epoch, last = snapshot->epoch;
  g_assert_cmpuint (best, >=, 1);

  mix_lab_halve_learning_rate (lab);
  mix_lab_pause (lab);
  poll_for (lab, PATIENCE);
  snapshot = mix_lab_get_snapshot (lab);
  g_assert_cmpuint (snapshot->epoch, >=, best);
  g_assert_cmpint (snapshot->state, !=, MIX_RUN_DIVERGED);
  g_assert_cmpfloat_with_epsilon (mix_lab_get_config (lab)->learning_rate, 5, 1e-9);
  g_assert_cmpstr (mix_undo_get_undo_name (undo), ==, "go back and halve the learning rate");
  mix_undo_undo (undo);
  poll_for (lab, PATIENCE);
  g_assert_cmpint (mix_lab_get_snapshot (lab)->state, ==, MIX_RUN_DIVERGED);
  g_assert_cmpuint (mix_lab_get_snapshot (lab)->epoch, ==, last);
  g_assert_cmpfloat_with_epsilon (mix_lab_get_config (lab)->learning_rate, 10, 1e-9);
  g_assert_finalize_object (lab);
}

/* A remedy is seen at work: it trains, also where a live option alone would wait for more steps that
 * a run that is over does not take; and it is one entry. */
static void
test_remedy_trains (void)
{
  MixLab *lab = new_lab ();
  MixUndo *undo = mix_lab_get_undo (lab);

  g_assert_true (mix_lab_set_option (lab, "epochs", "3", NULL));
  mix_lab_run (lab);
  poll_for (lab, PATIENCE);
  g_assert_cmpint (mix_lab_get_snapshot (lab)->state, ==, MIX_RUN_FINISHED);
  mix_undo_seal (undo);
  g_assert_true (mix_lab_train_with (lab, "lambda-sigma", "0.5", NULL));
  g_assert_true (mix_lab_get_running (lab));
  g_assert_cmpstr (mix_undo_get_undo_name (undo), ==, "change λ of σ to 0.5");
  poll_for (lab, PATIENCE);
  mix_undo_undo (undo);
  g_assert_cmpfloat_with_epsilon (mix_lab_get_config (lab)->lambda_sigma, 0, 1e-12);
  g_assert_cmpint (mix_lab_get_snapshot (lab)->state, ==, MIX_RUN_FINISHED);
  g_assert_finalize_object (lab);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lab/undo/pace", test_undo_pace);
  g_test_add_func ("/lab/undo/options", test_undo_options);
  g_test_add_func ("/lab/undo/brings-runs-back", test_undo_brings_runs_back);
  g_test_add_func ("/lab/way-out-of-divergence", test_way_out_of_divergence);
  g_test_add_func ("/lab/undo/bounded", test_undo_is_bounded);
  g_test_add_func ("/lab/look-back-and-branch", test_look_back_and_branch);
  g_test_add_func ("/lab/undo/data", test_undo_data);
  g_test_add_func ("/lab/undo/columns-and-edits", test_undo_columns_and_edits);
  g_test_add_func ("/lab/undo/remedy-trains", test_remedy_trains);
  return g_test_run ();
}
