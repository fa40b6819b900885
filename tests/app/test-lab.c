/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-lab-fixture.h"

#include "mix-format.h"
#include "mix-model-io.h"
#include "mix-trainer.h"

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
  g_assert_true (g_str_has_prefix (brief, "epoch 0"));
  g_assert_nonnull (strstr (brief, " · "));
  g_assert_true (g_str_has_prefix (plain, "plain network "));
  g_assert_cmpstr (state, ==, "Paused");
  g_assert_finalize_object (lab);
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
  g_autofree char *mixture = get_text (lab, "mixture"), *state = get_text (lab, "state");
  g_assert_cmpstr (state, ==, "Finished: no better for 4 epochs");
  g_assert_true (g_str_has_prefix (summary, start));
  g_assert_true (g_str_has_suffix (epoch, end));
  g_assert_true (g_str_has_suffix (mixture, validation));

  g_assert_true (mix_lab_set_option (lab, "epochs", "3", NULL));
  mix_lab_run (lab);
  poll_for (lab, PATIENCE);
  g_autofree char *all = get_text (lab, "state");
  g_assert_cmpstr (all, ==, "Finished: all 3 epochs");
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

/* A category that was chosen as a feature was left out without a word. */
static void
test_category_among_all_others (void)
{
  MixLab *lab = new_lab ();
  GString *text = g_string_new ("a,colour,b\n");

  for (guint i = 0; i < 60; i++)
    g_string_append_printf (text, "%u,%s,%u\n", i, i % 2 == 0 ? "red" : "blue", (i * 3) % 7);
  g_autoptr (MixDataset) dataset = read_table (text->str);
  g_string_free (text, TRUE);
  g_assert_true (mix_lab_set_dataset (lab, dataset, NULL));
  g_assert_true (mix_lab_choose_columns (lab, "b", "a", TRUE, NULL));
  MixDesign *design = mix_lab_get_design (lab);
  guint n = mix_design_get_n_features (design), n_words = 0;
  for (guint f = 0; f < n; f++)
    {
      const MixFeatureLevel *level = mix_design_get_feature_level (design, f);
      n_words += level != NULL && g_str_equal (level->column, "colour");
    }
  g_assert_cmpuint (n_words, >=, 1);
  g_assert_cmpuint (n, ==, 1 + n_words);
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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lab/starts-ready", test_starts_ready);
  g_test_add_func ("/lab/readout-of-a-run", test_readout_of_a_run);
  g_test_add_func ("/lab/readout-of-the-end", test_readout_of_the_end);
  g_test_add_func ("/lab/readout-of-a-table", test_readout_of_a_table);
  g_test_add_func ("/lab/columns", test_columns);
  g_test_add_func ("/lab/category-among-all-others", test_category_among_all_others);
  g_test_add_func ("/lab/refusals-change-nothing", test_refusals_change_nothing);
  g_test_add_func ("/lab/more-components-than-rows", test_more_components_than_rows);
  g_test_add_func ("/lab/live-and-restart", test_live_and_restart);
  g_test_add_func ("/lab/same-bytes", test_same_bytes_as_without_a_window);
  g_test_add_func ("/lab/reset-repeats", test_reset_repeats);
  g_test_add_func ("/lab/pace", test_pace);
  g_test_add_func ("/lab/watched-at-first", test_watched_at_first);
  g_test_add_func ("/lab/without-data", test_without_data);
  g_test_add_func ("/lab/reset-anew", test_reset_anew);
  return g_test_run ();
}
