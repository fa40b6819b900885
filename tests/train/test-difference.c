/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-difference.h"

#include "mix-train-fixture.h"

static MixSnapshot *
snapshot_of (const MixConfig *config, MixDesign *design)
{
  g_autoptr (MixTrainer) trainer = mix_trainer_new (config, design, NULL);

  g_assert_nonnull (trainer);
  return mix_trainer_make_snapshot (trainer);
}

static void
assert_difference (GPtrArray *list, guint index, const char *label, const char *a, const char *b)
{
  g_assert_cmpuint (index, <, list->len);
  const MixDifference *difference = g_ptr_array_index (list, index);
  g_assert_cmpstr (difference->label, ==, label);
  g_assert_cmpstr (difference->value[0], ==, a);
  g_assert_cmpstr (difference->value[1], ==, b);
}

static void
test_none (void)
{
  g_autoptr (MixDesign) design = generated_design ("two-branch", 200);
  MixConfig config = small_config (), other = config;

  other.threads = config.threads + 1; /* how, not what */
  g_autoptr (MixSnapshot) a = snapshot_of (&config, design), b = snapshot_of (&other, design);
  g_autoptr (GPtrArray) list = mix_snapshot_list_differences (a, b);
  g_assert_cmpuint (list->len, ==, 0);
}

static void
test_options (void)
{
  g_autoptr (MixDesign) design = generated_design ("two-branch", 200);
  MixConfig config = small_config (), other = config;

  other.components = 5;
  other.plain_network = TRUE;
  other.activation = MIX_ACTIVATION_TANH;
  g_autoptr (MixSnapshot) a = snapshot_of (&config, design), b = snapshot_of (&other, design);
  g_autoptr (GPtrArray) list = mix_snapshot_list_differences (a, b);
  g_assert_cmpuint (list->len, ==, 3);
  assert_difference (list, 0, "Components", "2", "5");
  assert_difference (list, 1, "Activation", "ReLU", "Tanh");
  assert_difference (list, 2, "Plain network beside it", "off", "on");
}

/* An automatic value is said as what it is. */
static void
test_automatic (void)
{
  g_autoptr (MixDesign) design = generated_design ("two-branch", 200);
  MixConfig config = small_config (), other = config;

  config.batch_size = 0;
  other.batch_size = 7;
  g_autoptr (MixSnapshot) a = snapshot_of (&config, design), b = snapshot_of (&other, design);
  g_autoptr (GPtrArray) list = mix_snapshot_list_differences (a, b);
  g_autofree char *automatic
    = g_strdup_printf ("%d", mix_config_batch_size (&config, a->n_train));
  g_assert_cmpstr (automatic, !=, "0");
  g_assert_cmpuint (list->len, ==, 1);
  assert_difference (list, 0, "Batch size", automatic, "7");
}

static void
test_data (void)
{
  static const double x[] = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 };
  g_autoptr (MixDesign) first = generated_design ("two-branch", 200);
  g_autoptr (MixDesign) second = design_of (x, x, G_N_ELEMENTS (x));
  MixConfig config = small_config ();

  config.batch_size = 4; /* fewer than either has rows */
  g_autoptr (MixSnapshot) a = snapshot_of (&config, first), b = snapshot_of (&config, second);
  g_autoptr (GPtrArray) list = mix_snapshot_list_differences (a, b);

  g_assert_cmpuint (list->len, ==, 1); /* both say "y from x" */
  assert_difference (list, 0, "Data", "Two branches, 200 rows, noise 1, seed 5", "table, 10 rows");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/difference/none", test_none);
  g_test_add_func ("/difference/options", test_options);
  g_test_add_func ("/difference/automatic", test_automatic);
  g_test_add_func ("/difference/data", test_data);
  return g_test_run ();
}
