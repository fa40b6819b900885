/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-stat-rows.h"

#include <string.h>

#include "mix-train-fixture.h"

static MixModel *
train (MixDesign *design, double validation, const MixSplit **split, MixTrainer **trainer)
{
  MixConfig config = small_config ();

  config.validation = validation;
  config.seed = 11;
  *trainer = mix_trainer_new (&config, design, NULL);
  g_assert_nonnull (*trainer);
  mix_trainer_run_epoch (*trainer);
  *split = mix_trainer_get_split (*trainer);
  return mix_trainer_make_model (*trainer);
}

/* The rows that the trainer kept out, found again from the model alone. */
static void
test_validation_rows (void)
{
  g_autoptr (MixDesign) design = generated_design ("two-branch", 311);
  const MixSplit *split;
  MixTrainer *trainer;
  g_autoptr (MixModel) model = train (design, 0.3, &split, &trainer);
  g_autoptr (MixStatRows) rows = mix_stat_rows_new (model, design);
  g_autofree char *words = mix_stat_rows_describe (rows);
  gboolean kept_out[311] = { FALSE };

  g_assert_cmpint (rows->kind, ==, MIX_STAT_ROWS_VALIDATION);
  g_assert_cmpuint (rows->n, ==, split->n_validation);
  g_assert_cmpstr (words, ==, "93 validation rows");
  for (gsize i = 0; i < rows->n; i++)
    kept_out[split->validation[i]] = TRUE;
  for (gsize i = 0; i < rows->n; i++)
    {
      g_assert_true (kept_out[rows->rows[i]]);
      g_assert_true (i == 0 || rows->rows[i] > rows->rows[i - 1]);
    }
  mix_trainer_free (trainer);
}

static void
test_other_rows (void)
{
  g_autoptr (MixDesign) design = generated_design ("two-branch", 300);
  g_autoptr (MixDesign) longer = generated_design ("two-branch", 301);
  const MixSplit *split;
  MixTrainer *trainer;
  g_autoptr (MixModel) model = train (design, 0.3, &split, &trainer);
  g_autoptr (MixStatRows) rows = mix_stat_rows_new (model, longer);
  g_autofree char *words = mix_stat_rows_describe (rows);

  g_assert_cmpint (rows->kind, ==, MIX_STAT_ROWS_OTHER);
  g_assert_cmpuint (rows->n, ==, 301);
  g_assert_nonnull (strstr (words, "not from training"));
  mix_trainer_free (trainer);
}

static void
test_nothing_kept_out (void)
{
  g_autoptr (MixDesign) design = generated_design ("two-branch", 100);
  const MixSplit *split;
  MixTrainer *trainer;
  g_autoptr (MixModel) model = train (design, 0, &split, &trainer);
  g_autoptr (MixStatRows) rows = mix_stat_rows_new (model, design);

  g_assert_cmpint (rows->kind, ==, MIX_STAT_ROWS_TRAINING);
  g_assert_cmpuint (rows->n, ==, 100);
  mix_trainer_free (trainer);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stat-rows/validation-rows", test_validation_rows);
  g_test_add_func ("/stat-rows/other-rows", test_other_rows);
  g_test_add_func ("/stat-rows/nothing-kept-out", test_nothing_kept_out);
  return g_test_run ();
}
