/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-trainer.h"

#include <math.h>

#include "mix-metrics.h"
#include "mix-trained.h"

/* The mean NLL of a model over rows of a design, in data units, worked out on its own. */
static double
nll_of (const MixModel *model, MixDesign *design, const guint32 *rows, gsize n)
{
  guint k = mix_model_get_components (model);
  double pi[MIX_MAX_COMPONENTS], mu[MIX_MAX_COMPONENTS], sigma[MIX_MAX_COMPONENTS], x[8], sum = 0;

  for (gsize i = 0; i < n; i++)
    {
      mix_design_get_row (design, rows[i], x);
      mix_model_predict (model, x, 1, pi, mu, sigma);
      sum -= mix_mixture_log_density (&(MixMixture){ k, pi, mu, sigma },
                                      mix_design_get_y (design, rows[i]));
    }
  return sum / (double) n;
}

static void
test_learns (void)
{
  g_autoptr (MixDesign) design = generated_design ("linear", 2000);
  MixConfig config = small_config ();
  config.components = 1;
  config.epochs = 20;
  config.plain_network = TRUE;
  g_autoptr (MixTrainer) trainer = trained (&config, design);
  const MixHistory *history = mix_trainer_get_history (trainer);
  const MixLossPoint *first = mix_history_get_point (history, 0);
  const MixLossPoint *best = mix_history_get_best (history);

  g_assert_cmpuint (mix_history_get_n_points (history), ==, 21);
  g_assert_cmpuint (mix_trainer_get_epoch (trainer), ==, 20);
  g_assert_cmpfloat (best->validation_nll, <, first->validation_nll - 1);
  g_assert_cmpfloat (best->validation_nll, <, 0.5);
  g_assert_cmpfloat (best->validation_nll, >, -0.75);
  /* The plain network ties in the mean and cannot tell where the noise is. */
  g_assert_cmpfloat (best->plain_validation_nll, >, best->validation_nll + 0.3);
  g_assert_cmpfloat (best->plain_validation_rmse, <, 1.2 * best->validation_rmse);
}

static void
test_reported_nll_is_that_of_the_model (void)
{
  g_autoptr (MixDesign) design = generated_design ("two-branch", 1500);
  MixConfig config = small_config ();
  config.plain_network = TRUE;
  g_autoptr (MixTrainer) trainer = trained (&config, design);
  g_autoptr (MixModel) model = mix_trainer_make_model (trainer);
  const MixSplit *split = mix_trainer_get_split (trainer);
  const MixLossPoint *best = mix_history_get_best (mix_trainer_get_history (trainer));

  g_assert_cmpuint (best->epoch, ==, mix_trainer_get_best_epoch (trainer));
  g_assert_cmpfloat_with_epsilon (nll_of (model, design, split->validation, split->n_validation),
                                  best->validation_nll, 1e-4);
  g_assert_cmpfloat_with_epsilon (nll_of (model, design, split->train, split->n_train),
                                  best->train_nll, 1e-4);

  /* The plain network keeps its own best epoch and the residuals that go with it. */
  MixModel *plain = mix_model_get_companion (model);
  double lowest = HUGE_VAL;
  for (guint i = 0; i < mix_history_get_n_points (mix_trainer_get_history (trainer)); i++)
    lowest = MIN (lowest, mix_history_get_point (mix_trainer_get_history (trainer), i)
                            ->plain_validation_nll);
  g_assert_nonnull (plain);
  g_assert_cmpfloat_with_epsilon (nll_of (plain, design, split->validation, split->n_validation),
                                  lowest, 1e-4);
}

static void
test_overfitting_restores_the_best_weights (void)
{
  g_autoptr (MixDesign) design = generated_design ("two-branch", 60);
  MixConfig config = small_config ();
  config.hidden = (MixLayers){ .n = 2, .units = { 64, 64 } };
  config.batch_size = 16;
  config.epochs = 2000;
  config.patience = 30;
  config.hold_mixing = 0;
  config.validation = 0.5;
  g_autoptr (MixTrainer) trainer = trained (&config, design);
  const MixHistory *history = mix_trainer_get_history (trainer);
  guint best = mix_trainer_get_best_epoch (trainer);

  g_assert_true (mix_trainer_stopped_early (trainer));
  g_assert_cmpuint (mix_trainer_get_epoch (trainer), ==, best + 30);
  g_assert_cmpfloat (mix_history_get_last (history)->validation_nll, >,
                     mix_history_get_point (history, best)->validation_nll);

  g_autoptr (MixModel) model = mix_trainer_make_model (trainer);
  const MixSplit *split = mix_trainer_get_split (trainer);
  g_assert_cmpfloat_with_epsilon (nll_of (model, design, split->validation, split->n_validation),
                                  mix_history_get_point (history, best)->validation_nll, 1e-4);
}

static void
test_target_units (void)
{
  double x[400], y[400], larger[400];
  MixRng rng;
  mix_rng_init (&rng, 3);
  for (guint i = 0; i < G_N_ELEMENTS (x); i++)
    {
      x[i] = mix_rng_uniform (&rng);
      y[i] = 3 * x[i] + 0.5 * mix_rng_normal (&rng);
      larger[i] = 1024 * y[i] + 7;
    }
  g_autoptr (MixDesign) small = design_of (x, y, G_N_ELEMENTS (x));
  g_autoptr (MixDesign) large = design_of (x, larger, G_N_ELEMENTS (x));
  MixConfig config = small_config ();
  config.epochs = 3;
  g_autoptr (MixTrainer) a = trained (&config, small);
  g_autoptr (MixTrainer) b = trained (&config, large);

  g_assert_cmpfloat_with_epsilon (
    mix_history_get_last (mix_trainer_get_history (b))->train_nll,
    mix_history_get_last (mix_trainer_get_history (a))->train_nll + log (1024), 1e-2);
}

static void
test_point_head (void)
{
  g_autoptr (MixDesign) design = generated_design ("linear", 1000);
  MixConfig config = small_config ();
  config.head = MIX_HEAD_POINT;
  config.plain_network = TRUE; /* itself: there is no second one */
  g_autoptr (MixTrainer) trainer = trained (&config, design);
  g_autoptr (MixModel) model = mix_trainer_make_model (trainer);
  const MixSplit *split = mix_trainer_get_split (trainer);
  double squares = 0;

  g_assert_null (mix_model_get_companion (model));
  for (gsize i = 0; i < split->n_train; i++)
    {
      double x = mix_design_get_x (design, split->train[i], 0), pi, mu, sigma;
      mix_model_predict (model, &x, 1, &pi, &mu, &sigma);
      squares += pow (mu - mix_design_get_y (design, split->train[i]), 2);
    }
  g_assert_cmpfloat_with_epsilon (mix_model_get_residual_sd (model),
                                  sqrt (squares / (double) split->n_train), 1e-4);
}

static void
test_without_validation (void)
{
  g_autoptr (MixDesign) design = generated_design ("linear", 300);
  MixConfig config = small_config ();
  config.validation = 0;
  config.patience = 1;
  g_autoptr (MixTrainer) trainer = trained (&config, design);

  g_assert_cmpuint (mix_trainer_get_epoch (trainer), ==, 8);
  g_assert_true (isnan (mix_history_get_last (mix_trainer_get_history (trainer))->validation_nll));
}

static void
test_epochs_one_by_one (void)
{
  g_autoptr (MixDesign) design = generated_design ("linear", 300);
  MixConfig config = small_config ();
  config.epochs = 3;
  g_autoptr (MixTrainer) trainer = mix_trainer_new (&config, design, NULL);

  for (guint epoch = 1; epoch <= 2; epoch++)
    {
      g_assert_cmpint (mix_trainer_run_epoch (trainer), ==, MIX_RUN_RUNNING);
      g_assert_cmpuint (mix_trainer_get_epoch (trainer), ==, epoch);
    }
  g_assert_cmpint (mix_trainer_run_epoch (trainer), ==, MIX_RUN_FINISHED);
  g_assert_cmpint (mix_trainer_step (trainer), ==, MIX_RUN_FINISHED);
  g_assert_cmpuint (mix_trainer_get_epoch (trainer), ==, 3);
}

static void
test_finish_before_the_time (void)
{
  g_autoptr (MixDesign) design = generated_design ("linear", 300);
  MixConfig config = small_config ();
  config.epochs = 1000;
  g_autoptr (MixTrainer) trainer = mix_trainer_new (&config, design, NULL);

  mix_trainer_run_epoch (trainer);
  mix_trainer_finish (trainer);
  g_assert_cmpint (mix_trainer_get_state (trainer), ==, MIX_RUN_FINISHED);
  g_assert_false (mix_trainer_stopped_early (trainer));
}

static void
test_live_learning_rate (void)
{
  g_autoptr (MixDesign) design = generated_design ("linear", 300);
  MixConfig config = small_config ();
  config.schedule = MIX_SCHEDULE_CONSTANT;
  g_autoptr (MixTrainer) trainer = mix_trainer_new (&config, design, NULL);

  mix_trainer_run_epoch (trainer);
  config.learning_rate = 0.002;
  mix_trainer_set_config (trainer, &config);
  mix_trainer_run_epoch (trainer);
  g_assert_cmpfloat_with_epsilon (
    mix_history_get_last (mix_trainer_get_history (trainer))->learning_rate, 0.002, 1e-12);
}

/* Every optimiser and every schedule gets somewhere, with the rate that goes with it. */
static void
test_optimizers_and_schedules_learn (void)
{
  g_autoptr (MixDesign) design = generated_design ("linear", 1000);
  MixConfig config = small_config ();
  config.components = 1;
  config.learning_rate = 0;
  for (int i = 0; i < 7; i++)
    {
      config.optimizer = i < 4 ? i : MIX_OPTIMIZER_ADAM;
      config.schedule = i < 4 ? MIX_SCHEDULE_COSINE : i - 3;
      g_autoptr (MixTrainer) trainer = trained (&config, design);
      const MixHistory *history = mix_trainer_get_history (trainer);
      g_assert_cmpfloat (mix_history_get_best (history)->validation_nll, <,
                         mix_history_get_point (history, 0)->validation_nll - 0.5);
    }
}

/* Nothing can be learnt from noise: the validation NLL gets worse, and the rate goes down. */
static void
test_plateau_reduces_the_rate (void)
{
  g_autoptr (MixDesign) design = generated_design ("two-branch", 60);
  MixConfig config = small_config ();
  config.hidden = (MixLayers){ .n = 2, .units = { 64, 64 } };
  config.batch_size = 16;
  config.schedule = MIX_SCHEDULE_PLATEAU;
  config.warmup = 0;
  config.epochs = 300;
  config.validation = 0.5;
  config.patience = 0;
  g_autoptr (MixTrainer) trainer = trained (&config, design);
  const MixHistory *history = mix_trainer_get_history (trainer);

  g_assert_cmpfloat_with_epsilon (mix_history_get_point (history, 1)->learning_rate, 0.01, 1e-12);
  g_assert_cmpfloat (mix_history_get_last (history)->learning_rate, <, 1e-4);
}

static void
test_divergence_is_a_state (void)
{
  g_autoptr (MixDesign) design = generated_design ("two-branch", 500);
  MixConfig config = small_config ();
  config.activation = MIX_ACTIVATION_RELU;
  config.hidden = (MixLayers){ .n = 4, .units = { 64, 64, 64, 64 } };
  config.learning_rate = 10;
  config.clip_norm = 0;
  config.warmup = 0;
  config.schedule = MIX_SCHEDULE_CONSTANT;
  config.epochs = 500;
  config.patience = 0;
  g_autoptr (MixTrainer) trainer = mix_trainer_new (&config, design, NULL);

  g_assert_cmpint (run (trainer), ==, MIX_RUN_DIVERGED);
  g_assert_nonnull (strstr (mix_trainer_get_reason (trainer), "learning rate"));
  /* The weights are those of the last good step. */
  g_autoptr (MixModel) model = mix_trainer_make_model (trainer);
  const float *params = mix_model_get_params (model);
  for (gsize i = 0; i < mix_network_n_params (mix_model_get_network (model)); i++)
    g_assert_true (isfinite (params[i]));
  g_assert_cmpint (mix_trainer_step (trainer), ==, MIX_RUN_DIVERGED);
}

/* Not the moment after the blow-up: what goes on show is what the way out goes back to. */
static void
test_divergence_leaves_the_last_good_network (void)
{
  g_autoptr (MixDesign) design = generated_design ("two-branch", 500);
  MixConfig config = small_config ();
  config.clip_norm = 0;
  config.warmup = 0;
  config.schedule = MIX_SCHEDULE_CONSTANT;
  config.epochs = 500;
  config.patience = 0;
  g_autoptr (MixTrainer) trainer = mix_trainer_new (&config, design, NULL);
  const MixHistory *history = mix_trainer_get_history (trainer);
  g_autoptr (MixModel) best = NULL;

  for (guint i = 0; i < 5 || mix_trainer_get_state (trainer) == MIX_RUN_RUNNING; i++)
    {
      if (i == 5)
        {
          config.learning_rate = 1e6;
          mix_trainer_set_config (trainer, &config);
        }
      mix_trainer_run_epoch (trainer);
      if (mix_history_get_best (history) != mix_history_get_last (history)
          || mix_trainer_get_state (trainer) == MIX_RUN_DIVERGED)
        continue;
      g_clear_pointer (&best, mix_model_unref);
      best = mix_trainer_make_model (trainer);
    }
  g_assert_cmpint (mix_trainer_get_state (trainer), ==, MIX_RUN_DIVERGED);
  g_assert_nonnull (best);
  g_autoptr (MixModel) shown = mix_trainer_make_model (trainer);
  gsize size = mix_network_n_params (mix_model_get_network (best)) * sizeof (float);
  g_assert_cmpint (memcmp (mix_model_get_params (shown), mix_model_get_params (best), size), ==, 0);
  g_autoptr (MixSnapshot) snapshot = mix_trainer_make_snapshot (trainer);
  g_assert_cmpuint (mix_snapshot_get_point (snapshot)->epoch, ==,
                    mix_history_get_best (history)->epoch);
}

static void
assert_refused (const MixConfig *config, MixDesign *design, const char *says)
{
  g_autoptr (GError) error = NULL;
  g_assert_null (mix_trainer_new (config, design, &error));
  g_assert_error (error, MIX_TRAIN_ERROR, MIX_TRAIN_ERROR_DATA);
  g_assert_nonnull (strstr (error->message, says));
}

static void
test_too_few_rows (void)
{
  const double x[] = { 1, 2, 3, 4 }, y[] = { 2, 1, 4, 3 };
  g_autoptr (MixDesign) one = design_of (x, y, 1);
  g_autoptr (MixDesign) four = design_of (x, y, 4);
  MixConfig config = small_config ();

  assert_refused (&config, one, "at least two");
  config.components = 5;
  assert_refused (&config, four, "5 components");
  config.components = 4; /* one row validates */
  assert_refused (&config, four, "there are 3");
  config.components = 3;
  g_autoptr (MixTrainer) trainer = trained (&config, four);
  g_assert_cmpuint (mix_trainer_get_epoch (trainer), ==, 8);
}

static void
test_constant_target (void)
{
  const double x[] = { 1, 2, 3, 4, 5, 6 }, y[] = { 2, 2, 2, 2, 2, 2 };
  g_autoptr (MixDesign) design = design_of (x, y, 6);
  MixConfig config = small_config ();
  config.plain_network = TRUE;
  config.epochs = 300;
  g_autoptr (MixTrainer) trainer = trained (&config, design);

  g_assert_true (isfinite (mix_history_get_last (mix_trainer_get_history (trainer))->train_nll));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trainer/learns", test_learns);
  g_test_add_func ("/trainer/reported-nll", test_reported_nll_is_that_of_the_model);
  g_test_add_func ("/trainer/best-weights", test_overfitting_restores_the_best_weights);
  g_test_add_func ("/trainer/target-units", test_target_units);
  g_test_add_func ("/trainer/point-head", test_point_head);
  g_test_add_func ("/trainer/without-validation", test_without_validation);
  g_test_add_func ("/trainer/epochs", test_epochs_one_by_one);
  g_test_add_func ("/trainer/finish", test_finish_before_the_time);
  g_test_add_func ("/trainer/live-learning-rate", test_live_learning_rate);
  g_test_add_func ("/trainer/optimizers-and-schedules", test_optimizers_and_schedules_learn);
  g_test_add_func ("/trainer/plateau", test_plateau_reduces_the_rate);
  g_test_add_func ("/trainer/divergence", test_divergence_is_a_state);
  g_test_add_func ("/trainer/divergence-leaves-the-last-good-network",
                   test_divergence_leaves_the_last_good_network);
  g_test_add_func ("/trainer/too-few-rows", test_too_few_rows);
  g_test_add_func ("/trainer/constant-target", test_constant_target);
  return g_test_run ();
}
