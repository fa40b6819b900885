/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-trainer.h"

#include <string.h>

#include "mix-model-io.h"
#include "mix-trained.h"

/* The same again, however the work is done: by any engine, on any threads, in any pieces. */

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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trainer/same-bytes", test_same_seed_same_bytes);
  g_test_add_func ("/trainer/plain-beside", test_plain_network_does_not_disturb_the_mixture);
  g_test_add_func ("/trainer/large-batches", test_large_batches_come_in_pieces);
  g_test_add_func ("/trainer/large-networks", test_large_networks_work_on_few_rows_at_a_time);
  g_test_add_func ("/trainer/threads", test_same_bytes_on_any_number_of_threads);
  g_test_add_func ("/trainer/engines", test_engines);
  return g_test_run ();
}
