/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-generators.h"
#include "mix-trainer.h"

/* A small run that takes a fraction of a second. */
static inline MixConfig
small_config (void)
{
  MixConfig config;
  mix_config_init (&config);
  config.hidden = (MixLayers){ .n = 1, .units = { 16 } };
  config.epochs = 8;
  config.batch_size = 64;
  config.learning_rate = 0.01;
  return config;
}

static inline MixDesign *
generated_design (const char *generator, gsize rows)
{
  g_autoptr (MixDataset) data = mix_generator_make (mix_generator_find (generator), rows, 1, 5);
  MixDesign *design = mix_design_new (data, NULL, NULL, NULL);
  g_assert_nonnull (design);
  return design;
}

/* A table of the columns x and y. */
static inline MixDesign *
design_of (const double *x, const double *y, gsize n)
{
  MixColumn *columns = g_new0 (MixColumn, 2);
  columns[0] = (MixColumn){ .name = g_strdup ("x"), .values = g_memdup2 (x, n * sizeof *x) };
  columns[1] = (MixColumn){ .name = g_strdup ("y"), .values = g_memdup2 (y, n * sizeof *y) };
  g_autoptr (MixDataset) data = mix_dataset_new ("table", n, columns, 2);
  MixDesign *design = mix_design_new (data, "y", NULL, NULL);
  g_assert_nonnull (design);
  return design;
}
