/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-trainer.h"

#include <math.h>
#include <string.h>

#include "mix-metrics.h"
#include "mix-model-io.h"
#include "mix-train-fixture.h"

static MixRunState
run (MixTrainer *trainer)
{
  MixRunState state;
  guint64 calls = 0;

  while ((state = mix_trainer_step (trainer)) == MIX_RUN_RUNNING)
    g_assert_cmpuint (++calls, <, 1000000);
  return state;
}

static MixTrainer *
trained (const MixConfig *config, MixDesign *design)
{
  g_autoptr (GError) error = NULL;
  MixTrainer *trainer = mix_trainer_new (config, design, &error);

  g_assert_no_error (error);
  g_assert_cmpint (mix_trainer_get_state (trainer), ==, MIX_RUN_READY);
  g_assert_cmpint (run (trainer), ==, MIX_RUN_FINISHED);
  return trainer;
}

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

/* Whether all rows of a design have the same mixing coefficients, 1/K each. */
static gboolean
is_even (const MixTrainer *trainer, MixDesign *design)
{
  g_autoptr (MixModel) model = mix_trainer_make_model (trainer);
  guint k = mix_model_get_components (model);
  double pi[MIX_MAX_COMPONENTS], mu[MIX_MAX_COMPONENTS], sigma[MIX_MAX_COMPONENTS], x;

  for (gsize i = 0; i < mix_design_get_n_rows (design); i++)
    {
      mix_design_get_row (design, i, &x);
      mix_model_predict (model, &x, 1, pi, mu, sigma);
      for (guint c = 0; c < k; c++)
        if (fabs (pi[c] - 1.0 / k) > 1e-6)
          return FALSE;
    }
  return TRUE;
}

static void
test_holds_the_mixing (void)
{
  g_autoptr (MixDesign) design = generated_design ("gaussian-mixture", 500);
  g_autoptr (GError) error = NULL;
  MixConfig config = small_config ();
  config.components = 3;
  config.epochs = 10;
  config.hold_mixing = 0.5;
  g_autoptr (MixTrainer) trainer = mix_trainer_new (&config, design, &error);

  g_assert_no_error (error);
  while (mix_trainer_get_epoch (trainer) < 5)
    {
      g_assert_true (is_even (trainer, design));
      g_assert_cmpint (mix_trainer_run_epoch (trainer), ==, MIX_RUN_RUNNING);
    }
  g_assert_true (is_even (trainer, design));
  g_assert_cmpint (mix_trainer_run_epoch (trainer), !=, MIX_RUN_DIVERGED);
  g_assert_false (is_even (trainer, design));
}

static void
test_patience_waits_for_the_mixing (void)
{
  g_autoptr (MixDesign) design = generated_design ("two-branch", 60);
  MixConfig config = small_config ();
  config.hidden = (MixLayers){ .n = 2, .units = { 64, 64 } };
  config.batch_size = 16;
  config.epochs = 600;
  config.patience = 30;
  config.validation = 0.5;
  config.hold_mixing = 0;
  g_autoptr (MixTrainer) free_mixing = trained (&config, design);
  config.hold_mixing = 0.5;
  g_autoptr (MixTrainer) held_mixing = trained (&config, design);

  g_assert_cmpuint (mix_trainer_get_epoch (free_mixing), <, 300);
  g_assert_cmpuint (mix_trainer_get_epoch (held_mixing), >=, 330);
}

/* Seeds that lost one of two branches while the mixing was free from the first step on. */
static void
test_no_branch_is_lost (void)
{
  const gint64 seeds[] = { 13, 52, 79 };
  const MixGenerator *generator = mix_generator_find ("two-branch");

  for (guint i = 0; i < G_N_ELEMENTS (seeds); i++)
    {
      g_autoptr (MixDataset) data = mix_generator_make (generator, 5000, 1, (guint64) seeds[i]);
      g_autoptr (MixDesign) design = mix_design_new (data, NULL, NULL, NULL);
      MixConfig config;
      mix_config_init (&config);
      config.epochs = 15;
      config.seed = seeds[i];
      g_autoptr (MixTrainer) trainer = trained (&config, design);
      const MixLossPoint *best = mix_history_get_best (mix_trainer_get_history (trainer));
      g_assert_cmpfloat (best->validation_nll, <, generator->optimal_nll (1) + 0.1);
    }
}

static char *
trained_json (const MixConfig *config, MixDesign *design)
{
  g_autoptr (MixTrainer) trainer = trained (config, design);
  g_autoptr (MixModel) model = mix_trainer_make_model (trainer);
  return mix_model_to_json (model);
}

static void
test_same_seed_same_bytes (void)
{
  g_autoptr (MixDesign) design = generated_design ("two-branch", 500);
  MixConfig config = small_config ();
  config.mixing = MIX_MIXING_GUMBEL_SOFTMAX;
  config.input_noise = config.target_noise = 0.1;
  g_autofree char *a = trained_json (&config, design), *b = trained_json (&config, design);
  config.seed = 2;
  g_autofree char *c = trained_json (&config, design);

  g_assert_cmpstr (a, ==, b);
  g_assert_cmpstr (a, !=, c);
}

static void
test_plain_network_does_not_disturb_the_mixture (void)
{
  g_autoptr (MixDesign) design = generated_design ("two-branch", 500);
  MixConfig config = small_config ();
  g_autoptr (MixTrainer) alone = trained (&config, design);
  config.plain_network = TRUE;
  g_autoptr (MixTrainer) beside = trained (&config, design);
  g_autoptr (MixModel) a = mix_trainer_make_model (alone);
  g_autoptr (MixModel) b = mix_trainer_make_model (beside);

  gsize n = mix_network_n_params (mix_model_get_network (a));
  g_assert_cmpint (memcmp (mix_model_get_params (a), mix_model_get_params (b), n * sizeof (float)),
                   ==, 0);
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

/* A batch that is larger than one piece of work is still one step, and the same step. */
static void
test_large_batches_come_in_pieces (void)
{
  g_autoptr (MixDesign) design = generated_design ("linear", 20000);
  MixConfig config = small_config ();
  config.validation = 0;
  config.batch_size = 20000;
  config.epochs = 2;
  g_autoptr (MixTrainer) trainer = trained (&config, design);

  g_assert_cmpuint (mix_trainer_get_step (trainer), ==, 2);
}

static void
assert_same_bytes_on_threads (MixConfig config, MixDesign *design)
{
  const int n_threads[] = { 1, 2, 7 };
  g_autofree char *first = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (n_threads); i++)
    {
      config.threads = n_threads[i];
      g_autofree char *json = trained_json (&config, design);
      if (first == NULL)
        first = g_steal_pointer (&json);
      else
        g_assert_cmpstr (first, ==, json);
    }
}

static void
test_same_bytes_on_any_number_of_threads (void)
{
  g_autoptr (MixDesign) design = generated_design ("two-branch", 12000);
  MixConfig config = small_config ();

  config.epochs = 2;
  config.plain_network = TRUE;
  config.batch_size = 5000;
  assert_same_bytes_on_threads (config, design);
  config.engine = MIX_ENGINE_DENSE;
  config.mixing = MIX_MIXING_GUMBEL_SOFTMAX;
  assert_same_bytes_on_threads (config, design);
}

static void
test_engines (void)
{
  g_autoptr (MixDesign) design = generated_design ("linear", 1000);
  MixConfig config = small_config ();
  g_autoptr (GError) error = NULL;

  g_autoptr (MixTrainer) fastest = trained (&config, design);
  g_assert_cmpint (mix_trainer_get_engine (fastest), ==, MIX_ENGINE_COLLAPSED);
  config.engine = MIX_ENGINE_DENSE;
  g_autoptr (MixTrainer) dense = trained (&config, design);
  g_assert_cmpint (mix_trainer_get_engine (dense), ==, MIX_ENGINE_DENSE);
  /* The same mathematics: the first epochs still agree. */
  g_assert_cmpfloat_with_epsilon (
    mix_history_get_point (mix_trainer_get_history (dense), 1)->train_nll,
    mix_history_get_point (mix_trainer_get_history (fastest), 1)->train_nll, 1e-3);

  /* The plain network beside it goes its own way where it has no layer to collapse. */
  config.engine = MIX_ENGINE_COLLAPSED;
  config.plain_network = TRUE;
  config.plain_hidden.n = 0;
  g_autoptr (MixTrainer) beside = trained (&config, design);
  g_assert_cmpint (mix_trainer_get_engine (beside), ==, MIX_ENGINE_COLLAPSED);

  config.activation = MIX_ACTIVATION_TANH;
  g_assert_null (mix_trainer_new (&config, design, &error));
  g_assert_error (error, MIX_TRAIN_ERROR, MIX_TRAIN_ERROR_OPTIONS);
}

/* A pause had to wait a second for a piece of 8192 rows of a network with a million parameters. */
static void
test_large_networks_work_on_few_rows_at_a_time (void)
{
  g_autoptr (MixDesign) design = generated_design ("linear", 200);
  MixConfig config = small_config ();
  config.hidden = (MixLayers){ .n = 2, .units = { 1536, 1536 } };
  config.validation = 0;
  config.batch_size = 200;
  g_autoptr (MixTrainer) trainer = mix_trainer_new (&config, design, NULL);
  guint calls = 0;

  while (mix_trainer_get_step (trainer) == 0)
    {
      g_assert_cmpint (mix_trainer_step (trainer), ==, MIX_RUN_RUNNING);
      calls++;
    }
  g_assert_cmpuint (calls, >, 5);
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

/* Gaussians around a line of sd ½ in y, x of sd 1. */
static MixDesign *
line_with_noise (void)
{
  double x[1000], y[1000];
  MixRng rng;
  mix_rng_init (&rng, 3);
  for (guint i = 0; i < G_N_ELEMENTS (x); i++)
    {
      x[i] = mix_rng_normal (&rng);
      y[i] = 2 * x[i] + 0.5 * mix_rng_normal (&rng);
    }
  return design_of (x, y, G_N_ELEMENTS (x));
}

/* The mixture's sd at x = 0. */
static double
learnt_sd (const MixConfig *config, MixDesign *design)
{
  g_autoptr (MixTrainer) trainer = trained (config, design);
  g_autoptr (MixModel) model = mix_trainer_make_model (trainer);
  double x = 0, pi, mu, sigma;

  mix_model_predict (model, &x, 1, &pi, &mu, &sigma);
  return sigma;
}

/* y has sd √4.25: noise of a half of it adds up with the ½ to 1.145. Noise of s in x makes the best
 * prediction 2x / (1 + s²), and leaves a variance of 4 s² / (1 + s²) unexplained. */
static void
test_noise_widens_sigma (void)
{
  g_autoptr (MixDesign) design = line_with_noise ();
  MixConfig config = small_config ();
  config.components = 1;
  config.hidden = (MixLayers){ .n = 0 };
  config.epochs = 200;
  config.patience = 0;
  config.validation = 0;

  g_assert_cmpfloat_with_epsilon (learnt_sd (&config, design), 0.5, 0.05);
  config.target_noise = 0.5;
  g_assert_cmpfloat_with_epsilon (learnt_sd (&config, design), sqrt (0.25 + 0.25 * 4.25), 0.12);
  config.target_noise = 0;
  config.input_noise = 0.5;
  g_assert_cmpfloat_with_epsilon (learnt_sd (&config, design), sqrt (0.25 + 4 * 0.2), 0.12);
}

/* Noise is no part of what is measured: before the first step nothing differs. Nor does it touch
 * the other random numbers: where it is off again, batches are the same. */
static void
test_noise_stays_out_of_measurements (void)
{
  g_autoptr (MixDesign) design = generated_design ("two-branch", 500);
  MixConfig config = small_config ();
  g_autoptr (MixTrainer) clean = trained (&config, design);
  config.input_noise = config.target_noise = 2;
  g_autoptr (MixTrainer) noisy = trained (&config, design);
  const MixLossPoint *a = mix_history_get_point (mix_trainer_get_history (clean), 0);
  const MixLossPoint *b = mix_history_get_point (mix_trainer_get_history (noisy), 0);

  g_assert_cmpmem (&a->train_nll, sizeof a->train_nll, &b->train_nll, sizeof b->train_nll);
  g_assert_cmpmem (&a->validation_nll, sizeof a->validation_nll, &b->validation_nll,
                   sizeof b->validation_nll);
  g_assert_cmpfloat (mix_history_get_last (mix_trainer_get_history (noisy))->validation_nll, >,
                     mix_history_get_last (mix_trainer_get_history (clean))->validation_nll + 0.05);
  const MixSplit *s = mix_trainer_get_split (clean), *t = mix_trainer_get_split (noisy);
  g_assert_cmpint (memcmp (s->train, t->train, s->n_train * sizeof *s->train), ==, 0);
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
  g_test_add_func ("/trainer/holds-the-mixing", test_holds_the_mixing);
  g_test_add_func ("/trainer/patience-waits", test_patience_waits_for_the_mixing);
  g_test_add_func ("/trainer/no-branch-is-lost", test_no_branch_is_lost);
  g_test_add_func ("/trainer/same-bytes", test_same_seed_same_bytes);
  g_test_add_func ("/trainer/plain-beside", test_plain_network_does_not_disturb_the_mixture);
  g_test_add_func ("/trainer/target-units", test_target_units);
  g_test_add_func ("/trainer/point-head", test_point_head);
  g_test_add_func ("/trainer/without-validation", test_without_validation);
  g_test_add_func ("/trainer/large-batches", test_large_batches_come_in_pieces);
  g_test_add_func ("/trainer/large-networks", test_large_networks_work_on_few_rows_at_a_time);
  g_test_add_func ("/trainer/threads", test_same_bytes_on_any_number_of_threads);
  g_test_add_func ("/trainer/engines", test_engines);
  g_test_add_func ("/trainer/epochs", test_epochs_one_by_one);
  g_test_add_func ("/trainer/finish", test_finish_before_the_time);
  g_test_add_func ("/trainer/live-learning-rate", test_live_learning_rate);
  g_test_add_func ("/trainer/optimizers-and-schedules", test_optimizers_and_schedules_learn);
  g_test_add_func ("/trainer/plateau", test_plateau_reduces_the_rate);
  g_test_add_func ("/trainer/noise-widens-sigma", test_noise_widens_sigma);
  g_test_add_func ("/trainer/noise-and-measurements", test_noise_stays_out_of_measurements);
  g_test_add_func ("/trainer/divergence", test_divergence_is_a_state);
  g_test_add_func ("/trainer/too-few-rows", test_too_few_rows);
  g_test_add_func ("/trainer/constant-target", test_constant_target);
  return g_test_run ();
}
