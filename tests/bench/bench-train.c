/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How fast training is: the synchronous trainer on one thread, by the clock of the wall. */
#include <math.h>
#include <stdio.h>

#include "mix-generators.h"
#include "mix-trainer.h"

typedef struct
{
  const char *generator;
  gsize rows;
  const char *components, *hidden, *batch_size, *plain;
} Work;

static const Work works[] = {
  { "two-branch", 20000, "2", "128,64", "0", "off" },
  { "two-branch", 20000, "2", "128,64", "0", "on" },
  { "two-branch", 100000, "2", "128,64", "2048", "off" },
  { "two-branch", 100000, "8", "128,64", "2048", "off" },
  { "gaussian-mixture", 100000, "2", "128,64", "2048", "off" },
  { "linear", 100000, "1", "none", "2048", "off" },
};

static MixTrainer *
start (const Work *work)
{
  MixConfig config;
  g_autoptr (GError) error = NULL;

  mix_config_init (&config);
  mix_config_set (&config, "components", work->components, NULL);
  mix_config_set (&config, "hidden", work->hidden, NULL);
  mix_config_set (&config, "batch-size", work->batch_size, NULL);
  mix_config_set (&config, "plain-network", work->plain, NULL);
  g_autoptr (MixDataset) table =
    mix_generator_make (mix_generator_find (work->generator), work->rows, 1, 1);
  g_autoptr (MixDesign) design = mix_design_new (table, NULL, NULL, &error);
  g_assert_no_error (error);
  MixTrainer *trainer = mix_trainer_new (&config, design, &error);
  g_assert_no_error (error);
  return trainer;
}

/* The quickest of several epochs, in seconds: what else the machine does only adds. */
static double
quickest_epoch (MixTrainer *trainer)
{
  double best = HUGE_VAL;
  mix_trainer_run_epoch (trainer);
  for (int i = 0; i < 5; i++)
    {
      double before = mix_trainer_get_seconds (trainer);
      mix_trainer_run_epoch (trainer);
      best = MIN (best, mix_trainer_get_seconds (trainer) - before);
    }
  return best;
}

int
main (void)
{
  printf ("%-18s %8s %3s %-8s %6s %-6s %10s %12s\n", "data", "rows", "K", "hidden", "batch",
          "plain", "ms/epoch", "Mrows/s");
  for (guint i = 0; i < G_N_ELEMENTS (works); i++)
    {
      g_autoptr (MixTrainer) trainer = start (&works[i]);
      gsize n_train = mix_trainer_get_split (trainer)->n_train;
      double seconds = quickest_epoch (trainer);
      printf ("%-18s %8zu %3s %-8s %6d %-6s %10.1f %12.2f\n", works[i].generator, works[i].rows,
              works[i].components, works[i].hidden,
              mix_config_batch_size (mix_trainer_get_config (trainer), n_train), works[i].plain,
              1000 * seconds, (double) n_train / seconds / 1e6);
    }
  return 0;
}
