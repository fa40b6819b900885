/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-keyframes.h"

#include <string.h>

#include "mix-train-fixture.h"

/* Runs that between them use everything that a trainer carries from one step to the next. */
static const struct
{
  const char *name;
  const char *settings[6][2];
} recipes[] = {
  { "default", { { NULL } } },
  { "with-plain", { { "plain-network", "on" }, { "patience", "2" }, { NULL } } },
  { "gumbel", { { "mixing", "gumbel-softmax" }, { "optimizer", "momentum" }, { NULL } } },
  { "noise",
    { { "input-noise", "0.1" }, { "target-noise", "0.1" }, { "optimizer", "sgd" }, { NULL } } },
  { "plateau",
    { { "schedule", "plateau" }, { "learning-rate", "0.05" }, { "plain-network", "on" }, { NULL } } },
  { "point", { { "head", "point" }, { "schedule", "one-cycle" }, { NULL } } },
  { "full-batch", { { "batch-size", "20000" }, { "hidden", "200,200" }, { "epochs", "2" }, { NULL } } },
  { "many-rows",
    { { "batch-size", "40000" }, { "epochs", "3" }, { "engine", "dense" },
      { "plain-network", "on" }, { "hidden", "2" }, { NULL } } },
  { "spare", { { "components", "5" }, { "epochs", "12" }, { "prune", "1" }, { NULL } } },
  { "unvalidated", { { "validation", "0" }, { "weight-decay", "0.01" }, { NULL } } },
};

static MixConfig
config_of (guint recipe)
{
  MixConfig config = small_config ();
  g_autoptr (GError) error = NULL;

  for (guint i = 0; recipes[recipe].settings[i][0] != NULL; i++)
    {
      mix_config_set (&config, recipes[recipe].settings[i][0], recipes[recipe].settings[i][1],
                      &error);
      g_assert_no_error (error);
    }
  return config;
}

/* More than a batch; many of them come in another kind of order. */
static MixDesign *
rows_for (const MixConfig *config)
{
  gsize rows = config->batch_size == 40000 ? 170000 : config->batch_size == 20000 ? 25000 : 900;
  return generated_design ("two-branch", rows);
}

static MixTrainer *
new_trainer (const MixConfig *config, MixDesign *design)
{
  g_autoptr (GError) error = NULL;
  MixTrainer *trainer = mix_trainer_new (config, design, &error);

  g_assert_no_error (error);
  return trainer;
}

static void
run_to_end (MixTrainer *trainer)
{
  while (mix_trainer_step (trainer) == MIX_RUN_RUNNING)
    ;
}

/* Of a point, all but the epoch and the time that it took. */
#define LOSSES_SIZE (G_STRUCT_OFFSET (MixLossPoint, seconds) - G_STRUCT_OFFSET (MixLossPoint, train_nll))

static void
assert_same_bytes (gconstpointer a, gconstpointer b, gsize n)
{
  g_assert_cmpint (memcmp (a, b, n), ==, 0);
}

static void
assert_same_model (MixModel *a, MixModel *b)
{
  gsize n = mix_network_n_params (mix_model_get_network (a));

  assert_same_bytes (mix_model_get_params (a), mix_model_get_params (b), n * sizeof (float));
  double sd_a = mix_model_get_residual_sd (a), sd_b = mix_model_get_residual_sd (b);
  assert_same_bytes (&sd_a, &sd_b, sizeof sd_a);
  g_assert_true ((mix_model_get_companion (a) == NULL) == (mix_model_get_companion (b) == NULL));
  if (mix_model_get_companion (a) != NULL)
    assert_same_model (mix_model_get_companion (a), mix_model_get_companion (b));
}

static void
assert_same_end (const MixTrainer *a, const MixTrainer *b)
{
  g_autoptr (MixModel) model_a = mix_trainer_make_model (a), model_b = mix_trainer_make_model (b);
  const MixHistory *history_a = mix_trainer_get_history (a), *history_b = mix_trainer_get_history (b);

  g_assert_cmpint (mix_trainer_get_state (a), ==, mix_trainer_get_state (b));
  g_assert_cmpuint (mix_trainer_get_step (a), ==, mix_trainer_get_step (b));
  g_assert_cmpuint (mix_trainer_get_best_epoch (a), ==, mix_trainer_get_best_epoch (b));
  g_assert_cmpuint (mix_history_get_n_points (history_a), ==, mix_history_get_n_points (history_b));
  for (guint i = 0; i < mix_history_get_n_points (history_a); i++)
    {
      const MixLossPoint *p = mix_history_get_point (history_a, i);
      const MixLossPoint *q = mix_history_get_point (history_b, i);
      g_assert_cmpuint (p->epoch, ==, q->epoch);
      assert_same_bytes (&p->train_nll, &q->train_nll, LOSSES_SIZE);
    }
  assert_same_model (model_a, model_b);
}

/* Takes the run that was kept to its end again, by another trainer that was at another place. */
static void
assert_goes_on (const MixKeyframe *keyframe, const MixTrainer *whole, MixTrainer *other)
{
  mix_keyframe_restore (keyframe, mix_trainer_get_history (whole), other);
  g_assert_cmpuint (mix_trainer_get_epoch (other), ==, mix_keyframe_get_epoch (keyframe));
  run_to_end (other);
  assert_same_end (whole, other);
}

static void
test_goes_on_from_every_epoch (gconstpointer data)
{
  MixConfig config = config_of (GPOINTER_TO_UINT (data));
  g_autoptr (MixDesign) design = rows_for (&config);
  g_autoptr (MixTrainer) straight = new_trainer (&config, design);
  g_autoptr (MixTrainer) whole = new_trainer (&config, design);
  g_autoptr (MixTrainer) other = new_trainer (&config, design);
  g_autoptr (MixKeyframes) frames = mix_keyframes_new (100, G_MAXSIZE);

  run_to_end (straight);
  while (mix_trainer_step (whole) == MIX_RUN_RUNNING)
    if (mix_trainer_is_at_epoch (whole))
      mix_keyframes_add (frames, mix_keyframe_new (whole, mix_keyframes_get_last (frames)));
  assert_same_end (straight, whole); /* to keep changes nothing */

  guint n = mix_keyframes_get_n (frames);
  g_assert_cmpuint (n, ==, mix_trainer_get_epoch (whole) + 1);
  for (guint i = n; i-- > 0;) /* back, back, …, then forth */
    assert_goes_on (mix_keyframes_get (frames, i), whole, other);
  g_autoptr (MixTrainer) fresh = new_trainer (&config, design);
  assert_goes_on (mix_keyframes_get (frames, n / 2), whole, fresh);
}

/* Between any two pieces of work: in the middle of a batch, of a measurement, at the very start and
 * at the very end. */
static void
test_goes_on_from_any_step (gconstpointer data)
{
  MixConfig config = config_of (GPOINTER_TO_UINT (data));
  g_autoptr (MixDesign) design = rows_for (&config);
  g_autoptr (MixTrainer) whole = new_trainer (&config, design);
  g_autoptr (MixTrainer) other = new_trainer (&config, design);
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func ((GDestroyNotify) mix_keyframe_unref);

  for (guint step = 0; mix_trainer_get_state (whole) <= MIX_RUN_RUNNING; step++)
    {
      if (step % 7 == 0)
        g_ptr_array_add (kept, mix_keyframe_new (whole, NULL));
      mix_trainer_step (whole);
    }
  g_ptr_array_add (kept, mix_keyframe_new (whole, NULL));
  g_assert_cmpuint (kept->len, >, 2);
  for (guint i = 0; i < kept->len; i += MAX (1, kept->len / 9))
    assert_goes_on (g_ptr_array_index (kept, i), whole, other);
  assert_goes_on (g_ptr_array_index (kept, kept->len - 1), whole, other);
}

static void
test_shows_what_was_passed (void)
{
  MixConfig config = config_of (1);
  g_autoptr (MixDesign) design = generated_design ("two-branch", 900);
  g_autoptr (MixTrainer) trainer = new_trainer (&config, design);
  g_autoptr (MixKeyframe) keyframe = NULL;
  g_autoptr (MixSnapshot) passed = NULL;

  while (mix_trainer_step (trainer) == MIX_RUN_RUNNING)
    if (mix_trainer_is_at_epoch (trainer) && mix_trainer_get_epoch (trainer) == 2)
      {
        keyframe = mix_keyframe_new (trainer, NULL);
        passed = mix_trainer_make_snapshot (trainer);
      }
  g_autoptr (MixSnapshot) again = mix_keyframe_make_snapshot (keyframe, trainer);
  assert_same_model (passed->model, again->model);
  g_assert_true (again->is_past);
  g_assert_cmpuint (again->epoch, ==, 2);
  g_assert_cmpuint (again->step, ==, passed->step);
  g_assert_cmpuint (again->newest_epoch, ==, mix_trainer_get_epoch (trainer));
  g_assert_cmpuint (mix_history_get_n_points (again->history), ==, again->newest_epoch + 1);
  const MixLossPoint *then = mix_snapshot_get_point (passed), *now = mix_snapshot_get_point (again);
  g_assert_cmpuint (now->epoch, ==, 2);
  assert_same_bytes (&then->train_nll, &now->train_nll, LOSSES_SIZE);
}

static MixKeyframes *
keep_epochs (MixTrainer *trainer, guint most, gsize most_bytes)
{
  MixKeyframes *frames = mix_keyframes_new (most, most_bytes);

  while (mix_trainer_step (trainer) == MIX_RUN_RUNNING)
    if (mix_trainer_is_at_epoch (trainer))
      {
        mix_keyframes_add (frames, mix_keyframe_new (trainer, mix_keyframes_get_last (frames)));
        g_assert_cmpuint (mix_keyframes_get_n (frames), <=, most);
        g_assert_cmpuint (mix_keyframe_get_epoch (mix_keyframes_get_last (frames)), ==,
                          mix_trainer_get_epoch (trainer));
      }
  return frames;
}

static gboolean
has_epoch (const MixKeyframes *frames, guint epoch)
{
  guint i = mix_keyframes_find (frames, epoch);
  return mix_keyframe_get_epoch (mix_keyframes_get (frames, i)) == epoch;
}

static void
test_thins (void)
{
  MixConfig config = small_config ();
  g_autoptr (MixDesign) design = generated_design ("two-branch", 60);

  config.epochs = 203;
  config.patience = 0;
  g_autoptr (MixTrainer) trainer = new_trainer (&config, design);
  g_autoptr (MixKeyframes) frames = keep_epochs (trainer, 16, G_MAXSIZE);
  guint n = mix_keyframes_get_n (frames), stride = 0;

  g_assert_cmpuint (n, >=, 8);
  g_assert_true (has_epoch (frames, 0));
  g_assert_true (has_epoch (frames, 203));
  g_assert_true (has_epoch (frames, mix_trainer_get_best_epoch (trainer)));
  for (guint i = 1; i < n; i++)
    {
      guint epoch = mix_keyframe_get_epoch (mix_keyframes_get (frames, i));
      g_assert_cmpuint (epoch, >, mix_keyframe_get_epoch (mix_keyframes_get (frames, i - 1)));
      if (epoch != 203 && epoch != mix_trainer_get_best_epoch (trainer))
        g_assert_cmpuint (epoch % 16, ==, 0);
      stride = MAX (stride, epoch - mix_keyframe_get_epoch (mix_keyframes_get (frames, i - 1)));
    }
  g_assert_cmpuint (stride, <=, 16);
}

static void
test_thins_by_memory (void)
{
  MixConfig config = small_config ();
  g_autoptr (MixDesign) design = generated_design ("two-branch", 60);

  config.epochs = 120;
  config.patience = 0;
  g_autoptr (MixTrainer) trainer = new_trainer (&config, design);
  g_autoptr (MixKeyframe) one = mix_keyframe_new (trainer, NULL);
  gsize limit = 10 * mix_keyframe_get_size (one);
  g_autoptr (MixKeyframes) frames = keep_epochs (trainer, 512, limit);
  g_assert_cmpuint (mix_keyframes_get_size (frames), <=, limit);
  g_assert_cmpuint (mix_keyframes_get_n (frames), >=, 5);

  mix_keyframes_set_limits (frames, 512, 1); /* first, best and last stay whatever they need */
  g_assert_cmpuint (mix_keyframes_get_n (frames), <=, 3);
  g_assert_true (has_epoch (frames, 0));
  g_assert_true (has_epoch (frames, 120));
  g_assert_true (has_epoch (frames, mix_trainer_get_best_epoch (trainer)));
}

static void
test_finds_the_nearest (void)
{
  MixConfig config = small_config ();
  g_autoptr (MixDesign) design = generated_design ("two-branch", 60);

  config.epochs = 40;
  config.patience = 0;
  g_autoptr (MixTrainer) trainer = new_trainer (&config, design);
  g_autoptr (MixKeyframes) frames = keep_epochs (trainer, 12, G_MAXSIZE);
  g_autoptr (MixKeyframes) first = mix_keyframes_copy_first (frames, 3);

  for (guint epoch = 0; epoch < 50; epoch++)
    {
      guint found = mix_keyframes_find (frames, epoch), least = G_MAXUINT;
      for (guint i = 0; i < mix_keyframes_get_n (frames); i++)
        {
          guint at = mix_keyframe_get_epoch (mix_keyframes_get (frames, i));
          least = MIN (least, MAX (at, epoch) - MIN (at, epoch));
        }
      guint at = mix_keyframe_get_epoch (mix_keyframes_get (frames, found));
      g_assert_cmpuint (MAX (at, epoch) - MIN (at, epoch), ==, least);
    }
  g_assert_cmpuint (mix_keyframes_get_n (first), ==, 3);
  g_assert_true (mix_keyframes_get (first, 2) == mix_keyframes_get (frames, 2));
  g_assert_cmpuint (mix_keyframes_get_size (first), <, mix_keyframes_get_size (frames));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (recipes); i++)
    {
      g_autofree char *epochs = g_strconcat ("/keyframes/every-epoch/", recipes[i].name, NULL);
      g_autofree char *steps = g_strconcat ("/keyframes/any-step/", recipes[i].name, NULL);
      g_test_add_data_func (epochs, GUINT_TO_POINTER (i), test_goes_on_from_every_epoch);
      g_test_add_data_func (steps, GUINT_TO_POINTER (i), test_goes_on_from_any_step);
    }
  g_test_add_func ("/keyframes/shows-what-was-passed", test_shows_what_was_passed);
  g_test_add_func ("/keyframes/thins", test_thins);
  g_test_add_func ("/keyframes/thins-by-memory", test_thins_by_memory);
  g_test_add_func ("/keyframes/finds-the-nearest", test_finds_the_nearest);
  return g_test_run ();
}
