/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-preset.h"

#include "golden-fixture.h"
#include "mix-learner.h"
#include "mix-train-fixture.h"

static MixConfig
article (void)
{
  MixConfig config;
  mix_config_init (&config);
  mix_preset_apply (mix_preset_find ("article"), &config);
  return config;
}

static void
test_every_setting_is_possible (void)
{
  guint n;
  const MixPreset *presets = mix_presets (&n);

  g_assert_cmpuint (n, >=, 2);
  for (guint i = 0; i < n; i++)
    {
      MixConfig config;
      mix_config_init (&config);
      g_assert_true (mix_preset_find (presets[i].name) == &presets[i]);
      for (guint j = 0; j < presets[i].n_settings; j++)
        {
          const MixPresetSetting *setting = &presets[i].settings[j];
          g_autoptr (GError) error = NULL;
          mix_config_set (&config, setting->option, setting->value, &error);
          g_assert_no_error (error);
          g_autofree char *back = mix_config_get (&config, setting->option);
          g_assert_cmpstr (back, ==, setting->value);
        }
    }
  g_assert_null (mix_preset_find ("nothing"));
}

static void
test_careful_is_the_default (void)
{
  MixConfig initial, config;

  mix_config_init (&initial);
  config = initial;
  mix_preset_apply (mix_preset_find ("careful"), &config);
  g_assert_true (mix_config_equal (&config, &initial));
  config = article ();
  g_assert_false (mix_config_equal (&config, &initial));
}

/* On the golden files */

/* What a person gives beside --preset article to have a file's network. */
static MixConfig
config_for (const Golden *golden)
{
  const MixNetworkSpec *spec = mix_network_get_spec (golden->network);
  MixConfig config = article ();

  config.components = (int) spec->components;
  config.hidden = spec->hidden;
  config.activation = (int) spec->activation;
  config.sigma_bias = spec->sigma_bias;
  config.mixing = (int) golden->loss.mixing;
  config.temperature = golden->loss.temperature;
  config.penalty = (int) golden->loss.penalty;
  config.lambda_pi = golden->loss.lambda_pi;
  config.lambda_sigma = golden->loss.lambda_sigma;
  config.lambda_mu = golden->loss.lambda_mu;
  return config;
}

static void
assert_same_spec (const MixNetworkSpec *a, const MixNetworkSpec *b)
{
  g_assert_true (mix_layers_equal (&a->hidden, &b->hidden));
  g_assert_cmpuint (a->n_features, ==, b->n_features);
  g_assert_cmpint (a->activation, ==, b->activation);
  g_assert_cmpuint (a->components, ==, b->components);
  g_assert_cmpint (a->sigma_activation, ==, b->sigma_activation);
  g_assert_cmpint (a->sigma_bias, ==, b->sigma_bias);
  g_assert_cmpmem (&a->sigma_epsilon, sizeof (double), &b->sigma_epsilon, sizeof (double));
  g_assert_cmpmem (&a->sigma_floor, sizeof (double), &b->sigma_floor, sizeof (double));
}

static void
to_floats (const double *from, gsize n, float *to)
{
  for (gsize i = 0; i < n; i++)
    to[i] = (float) from[i];
}

/* One step of plain descent with a rate of 1 moves the parameters by their gradient: what it is, is
 * what the learner of the preset's configuration makes of the file's rows. */
static void
assert_step (const Golden *golden, const MixConfig *config, MixLearner *learner)
{
  const MixNetworkSpec *spec = mix_network_get_spec (learner->network);
  g_autofree float *x = g_new (float, golden->n_rows * spec->n_features);
  g_autofree float *y = g_new (float, golden->n_rows);
  g_autofree float *gumbel = g_new (float, golden->n_rows * spec->components);
  g_autofree double *moved = g_new (double, learner->n_params);
  MixLoss loss = mix_config_loss (config);
  const MixUpdate by = { .rate = 1, .clip_norm = config->clip_norm };
  double n = (double) golden->n_rows, tolerance = golden->extreme ? 2e-4 : 1e-5;

  to_floats (golden->params, learner->n_params, learner->params);
  to_floats (golden->x, golden->n_rows * spec->n_features, x);
  to_floats (golden->y, golden->n_rows, y);
  if (golden->gumbel != NULL)
    to_floats (golden->gumbel, golden->n_rows * spec->components, gumbel);

  mix_learner_begin (learner);
  double nll = mix_learner_add (learner, NULL, x, y, golden->n_rows, &loss,
                                golden->gumbel != NULL ? gumbel : NULL, 1 / n)
               / n;
  double penalty = mix_network_penalty (learner->network, learner->params, &loss, NULL);
  assert_number (golden, "nll", nll, tolerance);
  assert_number (golden, "loss", nll + penalty, tolerance);
  g_assert_true (mix_learner_update (learner, &loss, &by));
  for (gsize i = 0; i < learner->n_params; i++)
    moved[i] = (double) learner->gradient[i];
  assert_gradient (golden, moved, golden->extreme ? 1e-3 : 1e-4);
  for (gsize i = 0; i < learner->n_params; i++)
    g_assert_cmpfloat_with_epsilon ((double) learner->params[i],
                                    (double) ((float) golden->params[i] - learner->gradient[i]),
                                    1e-6 * (1 + fabs (moved[i])));
}

static void
test_golden (gconstpointer path)
{
  Golden golden;
  golden_init (&golden, path);
  if (mix_network_get_spec (golden.network)->sigma_activation != MIX_SIGMA_ELU1)
    {
      g_test_skip ("its sigma is not the article's");
      golden_clear (&golden);
      return;
    }
  MixConfig config = config_for (&golden);
  MixNetworkSpec spec = mix_config_network_spec (
    &config, mix_network_get_spec (golden.network)->n_features, MIX_HEAD_MIXTURE);
  MixInit init = { .head_scale = config.head_scale };
  MixRng rng;
  mix_rng_init (&rng, 1);
  assert_same_spec (&spec, mix_network_get_spec (golden.network));
  g_autoptr (MixLearner) learner = mix_learner_new (&spec, &init, &rng, MIX_OPTIMIZER_SGD,
                                                    MIX_ENGINE_AUTO, golden.n_rows);
  assert_step (&golden, &config, learner);
  golden_clear (&golden);
}

/* The penalty of the preset is the file's without a word more. */
static void
test_penalties_are_the_tutorials (void)
{
  g_autofree char *path = g_build_filename (MIX_GOLDEN_SOURCE_DIR, "l2-norm-head-penalty.json", NULL);
  MixConfig config = article ();
  MixLoss loss = mix_config_loss (&config);
  Golden golden;
  golden_init (&golden, path);

  g_assert_cmpint (loss.penalty, ==, golden.loss.penalty);
  g_assert_cmpfloat_with_epsilon (loss.lambda_pi, golden.loss.lambda_pi, 1e-12);
  g_assert_cmpfloat_with_epsilon (loss.lambda_sigma, golden.loss.lambda_sigma, 1e-12);
  g_assert_cmpfloat_with_epsilon (loss.lambda_mu, golden.loss.lambda_mu, 1e-12);
  golden_clear (&golden);
}

/* The start */

/* The sd of a tensor of a model. */
static double
spread_of (MixModel *model, const char *name)
{
  const MixParamView *view = mix_network_find_view (mix_model_get_network (model), name);
  double squares = 0;

  g_assert_nonnull (view);
  for (gsize i = view->offset; i < view->offset + view->rows * view->cols; i++)
    squares += pow ((double) mix_model_get_params (model)[i], 2);
  return sqrt (squares / (double) (view->rows * view->cols));
}

/* Plain He in the trunk, N(0, 1) in the heads, and no bias anywhere. */
static void
test_start (void)
{
  g_autoptr (MixDesign) design = generated_design ("two-branch", 500);
  MixConfig config = article ();
  g_autoptr (MixTrainer) trainer = mix_trainer_new (&config, design, NULL);
  g_autoptr (MixModel) model = mix_trainer_make_model (trainer);
  const char *const zero[] = { "layers.0.b", "layers.1.b", "head.pi.b", "head.mu.b" };

  g_assert_cmpfloat_with_epsilon (spread_of (model, "layers.0.W"), sqrt (2), 0.2);
  g_assert_cmpfloat_with_epsilon (spread_of (model, "layers.1.W"), sqrt (2 / 128.0), 0.005);
  g_assert_cmpfloat_with_epsilon (spread_of (model, "head.mu.W"), 1, 0.2);
  g_assert_cmpfloat_with_epsilon (spread_of (model, "head.sigma.W"), 1, 0.2);
  g_assert_cmpfloat_with_epsilon (spread_of (model, "head.pi.W"), 1, 0.2);
  for (guint i = 0; i < G_N_ELEMENTS (zero); i++)
    g_assert_cmpfloat (spread_of (model, zero[i]), <=, 0);
  g_assert_null (mix_network_find_view (mix_model_get_network (model), "head.sigma.b"));
}

/* It trains, and as the tutorial's networks do: worse than the careful recipe. */
static void
test_trains (void)
{
  g_autoptr (MixDesign) design = generated_design ("two-branch", 4000);
  MixConfig config = article ();
  config.epochs = 30;
  g_autoptr (MixTrainer) trainer = mix_trainer_new (&config, design, NULL);

  while (mix_trainer_step (trainer) == MIX_RUN_RUNNING)
    ;
  const MixHistory *history = mix_trainer_get_history (trainer);
  g_assert_cmpint (mix_trainer_get_state (trainer), ==, MIX_RUN_FINISHED);
  g_assert_cmpfloat (mix_history_get_best (history)->validation_nll, <,
                     mix_history_get_point (history, 0)->validation_nll - 1);
}

int
main (int argc, char **argv)
{
  g_autoptr (GPtrArray) paths = golden_files ();

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/preset/settings", test_every_setting_is_possible);
  g_test_add_func ("/preset/careful", test_careful_is_the_default);
  g_test_add_func ("/preset/penalties", test_penalties_are_the_tutorials);
  g_test_add_func ("/preset/start", test_start);
  g_test_add_func ("/preset/trains", test_trains);
  for (guint i = 0; i < paths->len; i++)
    {
      g_autofree char *name = g_path_get_basename (paths->pdata[i]);
      g_autofree char *test = g_strdup_printf ("/preset/golden/%s", name);
      g_test_add_data_func (test, paths->pdata[i], test_golden);
    }
  return g_test_run ();
}
