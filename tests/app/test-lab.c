/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "mix-csv.h"
#include "mix-format.h"
#include "mix-lab.h"
#include "mix-model-io.h"
#include "mix-trainer.h"

/* The laboratory without a window. */

#define PATIENCE (20 * G_USEC_PER_SEC)

static MixLab *
new_lab (void)
{
  MixLab *lab = mix_lab_new ();

  mix_lab_set_pace (lab, MIX_PACE_FULL);
  g_assert_true (mix_lab_generate (lab, mix_generator_find ("two-branch"), 300, 1, 7, NULL));
  return lab;
}

static MixDataset *
read_table (const char *text)
{
  g_autoptr (GError) error = NULL;
  MixDataset *dataset = mix_csv_read_bytes ("table.csv", text, strlen (text), &error);

  g_assert_no_error (error);
  return dataset;
}

static char *
get_text (MixLab *lab, const char *property)
{
  char *text;

  g_object_get (mix_lab_get_readout (lab), property, &text, NULL);
  return text;
}

static void
run_to_epoch (MixLab *lab, guint epoch)
{
  gint64 end = g_get_monotonic_time () + PATIENCE;

  mix_lab_run (lab);
  while (mix_lab_get_snapshot (lab)->epoch < epoch && g_get_monotonic_time () < end)
    {
      g_usleep (1000);
      mix_lab_poll (lab);
    }
  mix_lab_pause (lab);
  while (mix_lab_get_busy (lab) && g_get_monotonic_time () < end)
    {
      g_usleep (1000);
      mix_lab_poll (lab);
    }
  g_assert_cmpuint (mix_lab_get_snapshot (lab)->epoch, >=, epoch);
}

static void
test_starts_ready (void)
{
  MixLab *lab = new_lab ();
  MixSnapshot *snapshot = mix_lab_get_snapshot (lab);
  g_autofree char *title = get_text (lab, "title"), *state = get_text (lab, "state");
  g_autofree char *rows = get_text (lab, "rows");

  g_assert_cmpint (snapshot->state, ==, MIX_RUN_READY);
  g_assert_true (snapshot->config.plain_network);
  g_assert_cmpstr (title, ==, "Two branches");
  g_assert_cmpstr (state, ==, "Ready");
  g_assert_cmpstr (rows, ==, "300 rows");
  g_assert_finalize_object (lab);
}

static void
test_readout_of_a_run (void)
{
  MixLab *lab = new_lab ();

  run_to_epoch (lab, 2);
  g_autofree char *summary = get_text (lab, "summary"), *brief = get_text (lab, "brief");
  g_autofree char *expected
    = g_strdup_printf ("epoch %03u · validation NLL ", mix_lab_get_snapshot (lab)->epoch);
  g_autofree char *plain = get_text (lab, "plain"), *state = get_text (lab, "state");
  g_assert_true (g_str_has_prefix (summary, expected));
  g_assert_nonnull (strstr (summary, " the best possible"));
  g_assert_true (g_str_has_prefix (brief, "0"));
  g_assert_nonnull (strstr (brief, " · "));
  g_assert_true (g_str_has_prefix (plain, "plain network "));
  g_assert_cmpstr (state, ==, "Paused");
  g_assert_finalize_object (lab);
}

static void
poll_for (MixLab *lab, gint64 microseconds)
{
  gint64 end = g_get_monotonic_time () + microseconds;

  while (mix_lab_get_busy (lab) && g_get_monotonic_time () < end)
    {
      g_usleep (1000);
      mix_lab_poll (lab);
    }
}

/* The weights of the best epoch are back: no number of the last one's is said of them. */
static void
test_readout_of_the_end (void)
{
  MixLab *lab = new_lab ();

  g_assert_true (mix_lab_set_option (lab, "patience", "4", NULL));
  g_assert_true (mix_lab_set_option (lab, "epochs", "2000", NULL));
  mix_lab_run (lab);
  poll_for (lab, PATIENCE);
  MixSnapshot *snapshot = mix_lab_get_snapshot (lab);
  g_assert_cmpint (snapshot->state, ==, MIX_RUN_FINISHED);
  const MixLossPoint *best = mix_history_get_best (snapshot->history);
  g_assert_cmpuint (best->epoch, <, snapshot->epoch);
  g_autofree char *nll = mix_format_number (best->validation_nll, 2);
  g_autofree char *start = g_strdup_printf ("epoch %03u · best %u · validation NLL %s · ",
                                            snapshot->epoch, best->epoch, nll);
  g_autofree char *end = g_strdup_printf (", showing the best, %u", best->epoch);
  g_autofree char *validation = g_strdup_printf ("validation %s", nll);
  g_autofree char *summary = get_text (lab, "summary"), *epoch = get_text (lab, "epoch");
  g_autofree char *mixture = get_text (lab, "mixture");
  g_assert_true (g_str_has_prefix (summary, start));
  g_assert_true (g_str_has_suffix (epoch, end));
  g_assert_true (g_str_has_suffix (mixture, validation));
  g_assert_finalize_object (lab);
}

/* Nobody knows the best possible NLL of somebody's own table; what was left out is said. */
static void
test_readout_of_a_table (void)
{
  MixLab *lab = new_lab ();
  GString *text = g_string_new ("x,y\n1,\n,2\n");

  for (guint i = 0; i < 1200; i++)
    g_string_append_printf (text, "%u,%u\n", i, (i * 7) % 13);
  g_autoptr (MixDataset) dataset = read_table (text->str);
  g_string_free (text, TRUE);
  g_assert_true (mix_lab_set_dataset (lab, dataset, NULL));
  run_to_epoch (lab, 1);
  g_autofree char *summary = get_text (lab, "summary"), *rows = get_text (lab, "rows");
  g_assert_null (strstr (summary, "best possible"));
  g_assert_cmpstr (rows, ==, "1\u202f200 rows, 2 incomplete left out");
  g_assert_finalize_object (lab);
}

static void
test_columns (void)
{
  MixLab *lab = new_lab ();
  g_autoptr (GError) error = NULL;
  GString *text = g_string_new ("a,name,b,c\n");

  for (guint i = 0; i < 50; i++)
    g_string_append_printf (text, "%u,n%u,%u,%u\n", i, i, (i * 3) % 7, (i * 5) % 11);
  g_autoptr (MixDataset) dataset = read_table (text->str);
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
  MixLab *lab = new_lab ();
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
  g_autoptr (MixDataset) one_column = read_table ("a\n1\n2\n");
  g_assert_false (mix_lab_set_dataset (lab, one_column, NULL));
  g_assert_true (mix_config_equal (&before, mix_lab_get_config (lab)));
  g_assert_cmpuint (mix_lab_get_snapshot (lab)->run_id, ==, run);
  g_assert_finalize_object (lab);
}

/* More components than rows to learn them from: said, and the run that was there goes on. */
static void
test_more_components_than_rows (void)
{
  MixLab *lab = mix_lab_new ();
  g_autoptr (GError) error = NULL;

  mix_lab_set_pace (lab, MIX_PACE_FULL);
  g_assert_true (mix_lab_generate (lab, mix_generator_find ("linear"), 10, 1, 1, NULL));
  g_assert_false (mix_lab_set_option (lab, "components", "30", &error));
  g_assert_nonnull (error);
  g_assert_cmpint (mix_lab_get_config (lab)->components, !=, 30);
  run_to_epoch (lab, 1);
  g_assert_finalize_object (lab);
}

static void
count_cb (guint *n)
{
  (*n)++;
}

static void
test_live_and_restart (void)
{
  MixLab *lab = new_lab ();
  guint n_config = 0;

  g_signal_connect_swapped (lab, "config-changed", G_CALLBACK (count_cb), &n_config);
  run_to_epoch (lab, 1);
  guint64 run = mix_lab_get_snapshot (lab)->run_id;
  g_assert_true (mix_lab_set_option (lab, "learning-rate", "0.01", NULL));
  g_assert_cmpuint (mix_lab_get_snapshot (lab)->run_id, ==, run);
  g_assert_true (mix_lab_set_option (lab, "learning-rate", "0.01", NULL));
  g_assert_cmpuint (n_config, ==, 1);
  g_assert_true (mix_lab_set_option (lab, "hidden", "none", NULL));
  g_assert_cmpuint (mix_lab_get_snapshot (lab)->run_id, !=, run);
  g_assert_cmpuint (mix_lab_get_snapshot (lab)->epoch, ==, 0);
  g_assert_cmpuint (n_config, ==, 2);
  g_assert_finalize_object (lab);
}

/* The same seed learns the same, from the window too. */
static void
test_reset_repeats (void)
{
  MixLab *lab = new_lab ();

  run_to_epoch (lab, 1);
  double first = mix_history_get_point (mix_lab_get_snapshot (lab)->history, 1)->train_nll;
  mix_lab_reset (lab);
  g_assert_cmpuint (mix_lab_get_snapshot (lab)->step, ==, 0);
  run_to_epoch (lab, 1);
  double second = mix_history_get_point (mix_lab_get_snapshot (lab)->history, 1)->train_nll;
  g_assert_cmpint (memcmp (&first, &second, sizeof first), ==, 0);
  g_assert_finalize_object (lab);
}

/* What the command line makes of the same data and options, from a design and a trainer of its
 * own. */
static char *
train_without_a_lab (const MixConfig *config)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MixDataset) dataset = mix_generator_make (mix_generator_find ("two-branch"), 300, 1, 7);
  g_autoptr (MixDesign) design = mix_design_new (dataset, NULL, NULL, &error);
  g_autoptr (MixTrainer) trainer = mix_trainer_new (config, design, &error);

  g_assert_no_error (error);
  while (mix_trainer_step (trainer) == MIX_RUN_RUNNING)
    ;
  mix_trainer_finish (trainer);
  g_autoptr (MixModel) model = mix_trainer_make_model (trainer);
  return mix_model_to_json (model);
}

/* The model file of a run that was paused, stepped and watched is that of the command line. */
static void
test_same_bytes_as_without_a_window (void)
{
  MixLab *lab = new_lab ();

  g_assert_true (mix_lab_set_option (lab, "epochs", "6", NULL));
  run_to_epoch (lab, 2);
  for (guint i = 0; i < 5; i++)
    {
      mix_lab_step (lab);
      poll_for (lab, PATIENCE);
    }
  mix_lab_set_pace (lab, MIX_PACE_WATCH);
  mix_lab_run (lab);
  poll_for (lab, G_USEC_PER_SEC / 5);
  mix_lab_set_pace (lab, MIX_PACE_FULL);
  poll_for (lab, PATIENCE);
  MixSnapshot *snapshot = mix_lab_get_snapshot (lab);
  g_assert_cmpint (snapshot->state, ==, MIX_RUN_FINISHED);
  g_autofree char *watched = mix_model_to_json (snapshot->model);
  g_autofree char *headless = train_without_a_lab (mix_lab_get_config (lab));
  g_assert_cmpstr (watched, ==, headless);
  g_assert_finalize_object (lab);
}

/* A run of an instant is stretched to be watched, and from one moment to the next is not. */
static void
test_pace (void)
{
  MixLab *lab = new_lab ();
  guint n = 0;

  g_signal_connect_swapped (lab, "notify::pace", G_CALLBACK (count_cb), &n);
  mix_lab_set_pace (lab, MIX_PACE_WATCH);
  mix_lab_set_pace (lab, MIX_PACE_WATCH);
  g_assert_cmpuint (n, ==, 1);
  g_assert_true (mix_lab_set_option (lab, "epochs", "80", NULL));
  g_assert_true (mix_lab_set_option (lab, "patience", "0", NULL));
  g_assert_true (mix_lab_set_option (lab, "hidden", "4", NULL));
  mix_lab_run (lab);
  poll_for (lab, G_USEC_PER_SEC / 2);
  MixSnapshot *snapshot = mix_lab_get_snapshot (lab);
  g_assert_cmpint (snapshot->state, ==, MIX_RUN_RUNNING);
  g_assert_cmpuint (snapshot->step, >, 0);
  g_assert_cmpuint (snapshot->epoch, <=, 6); /* ten a second */

  mix_lab_set_pace (lab, MIX_PACE_FULL);
  poll_for (lab, PATIENCE);
  g_assert_cmpint (mix_lab_get_snapshot (lab)->state, ==, MIX_RUN_FINISHED);
  g_assert_cmpuint (mix_lab_get_snapshot (lab)->epoch, ==, 80);
  g_assert_finalize_object (lab);
}

static void
test_watched_at_first (void)
{
  MixLab *lab = mix_lab_new ();

  g_assert_cmpint (mix_lab_get_pace (lab), ==, MIX_PACE_WATCH);
  g_assert_true (mix_lab_get_config (lab)->plain_network);
  g_assert_cmpint (mix_lab_get_config (lab)->threads, >=, 1);
  g_assert_cmpint (mix_lab_get_config (lab)->threads, <=, MAX (1, (int) g_get_num_processors () - 1));
  g_assert_finalize_object (lab);
}

static void
test_without_data (void)
{
  MixLab *lab = mix_lab_new ();

  mix_lab_run (lab);
  mix_lab_step (lab);
  mix_lab_toggle (lab);
  mix_lab_reset (lab);
  mix_lab_poll (lab);
  g_assert_null (mix_lab_get_snapshot (lab));
  g_assert_true (mix_lab_set_option (lab, "components", "4", NULL));
  g_assert_cmpint (mix_lab_get_config (lab)->components, ==, 4);
  g_assert_finalize_object (lab);
}

static const char *
option (MixLab *lab, const char *name)
{
  static char *text;

  g_free (text);
  text = mix_config_get (mix_lab_get_config (lab), name);
  return text;
}

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

static void
test_reset_anew (void)
{
  g_autoptr (MixLab) lab = new_lab ();
  g_autoptr (MixSnapshot) first = mix_snapshot_ref (mix_lab_get_snapshot (lab));
  gsize bytes = first->n_parameters * sizeof (float);

  mix_lab_reset_anew (lab);
  g_assert_cmpint (memcmp (mix_model_get_params (mix_lab_get_snapshot (lab)->model),
                           mix_model_get_params (first->model), bytes), !=, 0);
  mix_undo_undo (mix_lab_get_undo (lab));
  poll_for (lab, PATIENCE);
  g_assert_cmpint (memcmp (mix_model_get_params (mix_lab_get_snapshot (lab)->model),
                           mix_model_get_params (first->model), bytes), ==, 0);
}

/* A row that is drawn lies in the plane that is on show: where the other features are held, and
 * with the word of a category that is held. */
static void
test_draw_where_held (void)
{
  g_autoptr (MixLab) lab = mix_lab_new ();
  g_autoptr (MixDataset) table = read_table (
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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lab/starts-ready", test_starts_ready);
  g_test_add_func ("/lab/readout-of-a-run", test_readout_of_a_run);
  g_test_add_func ("/lab/readout-of-the-end", test_readout_of_the_end);
  g_test_add_func ("/lab/readout-of-a-table", test_readout_of_a_table);
  g_test_add_func ("/lab/columns", test_columns);
  g_test_add_func ("/lab/refusals-change-nothing", test_refusals_change_nothing);
  g_test_add_func ("/lab/more-components-than-rows", test_more_components_than_rows);
  g_test_add_func ("/lab/live-and-restart", test_live_and_restart);
  g_test_add_func ("/lab/same-bytes", test_same_bytes_as_without_a_window);
  g_test_add_func ("/lab/reset-repeats", test_reset_repeats);
  g_test_add_func ("/lab/pace", test_pace);
  g_test_add_func ("/lab/watched-at-first", test_watched_at_first);
  g_test_add_func ("/lab/without-data", test_without_data);
  g_test_add_func ("/lab/no-rows-along-words", test_no_rows_along_words);
  g_test_add_func ("/lab/undo/pace", test_undo_pace);
  g_test_add_func ("/lab/reset-anew", test_reset_anew);
  g_test_add_func ("/lab/draw-and-erase", test_draw_and_erase);
  g_test_add_func ("/lab/draw-where-held", test_draw_where_held);
  g_test_add_func ("/lab/canvas", test_canvas);
  g_test_add_func ("/lab/exclude-and-edit", test_exclude_and_edit);
  g_test_add_func ("/lab/undo/options", test_undo_options);
  g_test_add_func ("/lab/undo/brings-runs-back", test_undo_brings_runs_back);
  g_test_add_func ("/lab/way-out-of-divergence", test_way_out_of_divergence);
  g_test_add_func ("/lab/undo/bounded", test_undo_is_bounded);
  g_test_add_func ("/lab/look-back-and-branch", test_look_back_and_branch);
  g_test_add_func ("/lab/undo/data", test_undo_data);
  g_test_add_func ("/lab/undo/columns-and-edits", test_undo_columns_and_edits);
  return g_test_run ();
}
