/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-trainer.h"

#include <math.h>

#include "mix-trained.h"

/* While the mixing is held, and what that is for. */

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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trainer/holds-the-mixing", test_holds_the_mixing);
  g_test_add_func ("/trainer/patience-waits", test_patience_waits_for_the_mixing);
  g_test_add_func ("/trainer/no-branch-is-lost", test_no_branch_is_lost);
  return g_test_run ();
}
