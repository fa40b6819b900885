/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-trainer.h"

#include <math.h>
#include <string.h>

#include "mix-trained.h"

/* Noise that is added to what is learnt from. */

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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trainer/noise-widens-sigma", test_noise_widens_sigma);
  g_test_add_func ("/trainer/noise-and-measurements", test_noise_stays_out_of_measurements);
  return g_test_run ();
}
