/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-split.h"

#include <string.h>

static void
assert_is_a_partition (const MixSplit *split, gsize n)
{
  g_autofree guint8 *seen = g_new0 (guint8, n);

  g_assert_cmpuint (split->n_train + split->n_validation, ==, n);
  for (gsize i = 0; i < split->n_train; i++)
    seen[split->train[i]]++;
  for (gsize i = 0; i < split->n_validation; i++)
    seen[split->validation[i]]++;
  for (gsize i = 1; i < split->n_validation; i++)
    g_assert_cmpuint (split->validation[i - 1], <, split->validation[i]);
  for (gsize i = 0; i < n; i++)
    g_assert_cmpuint (seen[i], ==, 1);
}

static void
test_sizes (void)
{
  const struct
  {
    gsize n;
    double fraction;
    gsize n_validation;
  } cases[] = {
    { 1, 0, 0 },    { 1, 0.9, 0 },   { 2, 0, 0 },      { 2, 0.001, 1 },  { 2, 0.999, 1 },
    { 3, 0.5, 2 },  { 10, 0.2, 2 },  { 10, 0.25, 3 },  { 10, 0.04, 1 },  { 10, 0.99, 9 },
    { 299, 0.2, 60 }, { 1000, 0.333, 333 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MixSplit) split = mix_split_new (cases[i].n, cases[i].fraction, i);
      g_assert_cmpuint (split->n_validation, ==, cases[i].n_validation);
      assert_is_a_partition (split, cases[i].n);
    }
}

static void
test_seed (void)
{
  g_autoptr (MixSplit) a = mix_split_new (100, 0.2, 1);
  g_autoptr (MixSplit) b = mix_split_new (100, 0.2, 1);
  g_autoptr (MixSplit) c = mix_split_new (100, 0.2, 2);

  g_assert_cmpuint (a->n_train, ==, 80);
  g_assert_true (memcmp (a->train, b->train, 80 * sizeof *a->train) == 0);
  g_assert_true (memcmp (a->validation, b->validation, 20 * sizeof *a->validation) == 0);
  g_assert_true (memcmp (a->validation, c->validation, 20 * sizeof *a->validation) != 0);
}

static void
test_chosen (void)
{
  static const guint8 validates[] = { 0, 1, 0, 0, 1, 0 };
  g_autoptr (MixSplit) split = mix_split_new_chosen (validates, 6, 3);
  g_autoptr (MixSplit) again = mix_split_new_chosen (validates, 6, 3);

  g_assert_cmpuint (split->n_validation, ==, 2);
  g_assert_cmpuint (split->validation[0], ==, 1);
  g_assert_cmpuint (split->validation[1], ==, 4);
  assert_is_a_partition (split, 6);
  g_assert_true (memcmp (split->train, again->train, 4 * sizeof *split->train) == 0);
}

/* Every row is as likely to validate as any other. */
static void
test_fairness (void)
{
  guint counts[10] = { 0 };

  for (guint64 seed = 0; seed < 4000; seed++)
    {
      g_autoptr (MixSplit) split = mix_split_new (10, 0.3, seed);
      for (gsize i = 0; i < split->n_validation; i++)
        counts[split->validation[i]]++;
    }
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++) /* 1200 ± 5 √840 */
    g_assert_cmpfloat (ABS (counts[i] - 1200.0), <, 145);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/split/chosen", test_chosen);
  g_test_add_func ("/split/sizes", test_sizes);
  g_test_add_func ("/split/seed", test_seed);
  g_test_add_func ("/split/fairness", test_fairness);
  return g_test_run ();
}
