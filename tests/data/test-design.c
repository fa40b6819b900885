/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-design.h"

#include <math.h>

#include "mix-generators.h"
#include "mix-rng.h"
#include "mix-select.h"
#include "mix-test-exact.h"
#include "mix-test-table.h"

#define NAN_D ((double) NAN)

/* Columns a, word (text), b, bad (mixed), c; row 1 misses b, row 3 misses c. */
static MixDataset *
make_table (gboolean with_faults)
{
  const char *names[] = { "a", "word", "b", "bad", "c" };
  const double values[] = {
    5,     4,     3,     2,     1,     /* a */
    NAN_D, NAN_D, NAN_D, NAN_D, NAN_D, /* word */
    10,    NAN_D, 30,    40,    60,    /* b */
    1,     NAN_D, 3,     4,     5,     /* bad */
    -1,    -2,    -3,    NAN_D, -3,    /* c */
  };
  MixDataset *dataset = mix_test_table ("t", names, 5, 5, values);

  /* The makers of tables set these; a test may, before anybody else sees the table. */
  MixColumn *word = (MixColumn *) mix_dataset_get_column (dataset, 1);
  MixColumn *bad = (MixColumn *) mix_dataset_get_column (dataset, 3);
  word->kind = MIX_COLUMN_TEXT;
  word->fault = g_strdup ("t:2:2: column \"word\": \"red\" is not a number");
  bad->kind = with_faults ? MIX_COLUMN_MIXED : MIX_COLUMN_TEXT;
  bad->fault = g_strdup ("t:3:4: column \"bad\": \"abc\" is not a number");
  return dataset;
}

static void
test_defaults (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MixDataset) dataset = make_table (FALSE);
  g_autoptr (MixDesign) design = mix_design_new (dataset, NULL, NULL, &error);
  double x[2], low, high;

  g_assert_no_error (error);
  g_assert_cmpstr (mix_design_get_target_name (design), ==, "c");
  g_assert_true (mix_design_has_target (design));
  g_assert_cmpuint (mix_design_get_n_features (design), ==, 2);
  g_assert_cmpstr (mix_design_get_feature_name (design, 0), ==, "a");
  g_assert_cmpstr (mix_design_get_feature_name (design, 1), ==, "b");

  g_assert_cmpuint (mix_design_get_n_rows (design), ==, 3);
  g_assert_cmpuint (mix_design_get_n_dropped (design), ==, 2);
  g_assert_cmpuint (mix_design_source_row (design, 0), ==, 0);
  g_assert_cmpuint (mix_design_source_row (design, 1), ==, 2);
  g_assert_cmpuint (mix_design_source_row (design, 2), ==, 4);
  g_assert_cmpint (mix_design_find_row (design, 4), ==, 2);
  g_assert_cmpint (mix_design_find_row (design, 1), ==, -1);
  g_assert_cmpint (mix_design_find_row (design, 99), ==, -1);
  mix_design_get_row (design, 1, x);
  mix_assert_exact (x[0], 3);
  mix_assert_exact (x[1], 30);
  mix_assert_exact (mix_design_get_x (design, 2, 1), 60);
  mix_assert_exact (mix_design_get_y (design, 2), -3);

  mix_assert_exact (mix_design_feature_median (design, 0), 3);
  mix_design_feature_range (design, 1, &low, &high);
  mix_assert_exact (low, 10);
  mix_assert_exact (high, 60);
  mix_design_target_range (design, &low, &high);
  mix_assert_exact (low, -3);
  mix_assert_exact (high, -1);
  g_assert_cmpuint (mix_design_target_n_distinct (design, 10), ==, 2);
  g_assert_cmpuint (mix_design_target_n_distinct (design, 1), ==, 1);
  g_assert_cmpuint (mix_design_count_few_targets (design), ==, 0); /* few rows, not few values */
}

static void
test_named_columns (void)
{
  const char *features[] = { "c", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (MixDataset) dataset = make_table (TRUE);
  g_autoptr (MixDesign) design = mix_design_new (dataset, "a", features, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (mix_design_get_n_rows (design), ==, 4);
  mix_assert_exact (mix_design_get_x (design, 3, 0), -3);
  mix_assert_exact (mix_design_get_y (design, 3), 1);

  g_autoptr (MixDesign) second = mix_design_ref (design);
  g_assert_true (mix_design_get_dataset (second) == dataset);
}

static void
assert_fails (MixDataset *dataset, const char *target, const char *const *features, int code,
              const char *message)
{
  g_autoptr (GError) error = NULL;
  g_assert_null (mix_design_new (dataset, target, features, &error));
  g_assert_error (error, MIX_DATA_ERROR, code);
  g_assert_cmpstr (error->message, ==, message);
}

static void
test_errors (void)
{
  const char *unknown[] = { "a", "d", NULL }, *text[] = { "word", NULL },
             *mixed[] = { "bad", NULL };
  const char *target[] = { "a", "c", NULL }, *twice[] = { "a", "a", NULL }, *none[] = { NULL };
  const char *bad_fault = "t:3:4: column \"bad\": \"abc\" is not a number";
  const char *word_fault = "t:2:2: column \"word\": \"red\" is not a number";
  const char *columns = "the columns are \"a\", \"word\", \"b\", \"bad\", \"c\"";
  g_autoptr (MixDataset) dataset = make_table (TRUE);
  g_autofree char *no_d = g_strdup_printf ("t: there is no column \"d\"; %s", columns);

  assert_fails (dataset, "d", NULL, MIX_DATA_ERROR_COLUMN, no_d);
  assert_fails (dataset, NULL, unknown, MIX_DATA_ERROR_COLUMN, no_d);
  assert_fails (dataset, NULL, NULL, MIX_DATA_ERROR_VALUE, bad_fault);
  assert_fails (dataset, NULL, mixed, MIX_DATA_ERROR_VALUE, bad_fault);
  assert_fails (dataset, "bad", NULL, MIX_DATA_ERROR_VALUE, bad_fault);
  assert_fails (dataset, "word", NULL, MIX_DATA_ERROR_VALUE, word_fault);
  assert_fails (dataset, NULL, text, MIX_DATA_ERROR_VALUE,
                "t: column \"word\" is no category: it has more than 250 different words, or long "
                "ones, or is to be read as text");
  assert_fails (dataset, "c", target, MIX_DATA_ERROR_COLUMN,
                "t: column \"c\" is the target and cannot be a feature");
  assert_fails (dataset, "c", twice, MIX_DATA_ERROR_COLUMN,
                "t: column \"a\" is named twice among the features");
  assert_fails (dataset, "c", none, MIX_DATA_ERROR_COLUMN,
                "t: no column with numbers is left to predict \"c\" from");
}

static void
test_nothing_left (void)
{
  const char *names[] = { "x", "y" };
  const double values[] = { 1, NAN_D, NAN_D, 2 };
  g_autoptr (MixDataset) holes = mix_test_table ("holes", names, 2, 2, values);
  g_autoptr (MixDataset) single = mix_test_table ("single", names, 1, 2, values);
  g_autoptr (MixDataset) words = mix_test_table ("words", names, 1, 2, values);
  ((MixColumn *) mix_dataset_get_column (words, 0))->kind = MIX_COLUMN_TEXT;

  assert_fails (
      holes, NULL, NULL, MIX_DATA_ERROR_EMPTY,
      "holes: no complete row is left of 2: each misses a value in a column that is used");
  assert_fails (single, NULL, NULL, MIX_DATA_ERROR_COLUMN,
                "single: no column with numbers is left to predict \"x\" from");
  assert_fails (words, NULL, NULL, MIX_DATA_ERROR_COLUMN, "words: no column holds numbers");
}

static void
test_constant_target_is_allowed (void)
{
  const char *names[] = { "x", "y" };
  const double values[] = { 1, 2, 3, 5, 5, 5 };
  g_autoptr (MixDataset) dataset = mix_test_table ("t", names, 2, 3, values);
  g_autoptr (MixDesign) design = mix_design_new (dataset, NULL, NULL, NULL);

  g_assert_nonnull (design);
  g_assert_cmpuint (mix_design_target_n_distinct (design, 5), ==, 1);
}

static int
compare_doubles (const void *a, const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;
  return (x > y) - (x < y);
}

static void
test_median (void)
{
  const double odd[] = { 3, -1, 2 }, even[] = { 4, 1, 2, 100 }, equal[] = { 5, 5, 5, 9 },
               extreme[] = { 1.5e308, 1.5e308 }, signs[] = { -0.0, -5, 0, 7 };
  const guint32 rows[] = { 3, 1 };

  mix_assert_exact (mix_select_median (odd, NULL, 1), 3);
  mix_assert_exact (mix_select_median (odd, NULL, 3), 2);
  mix_assert_exact (mix_select_median (even, NULL, 4), 3);
  mix_assert_exact (mix_select_median (equal, NULL, 4), 5);
  mix_assert_exact (mix_select_median (extreme, NULL, 2), 1.5e308);
  mix_assert_exact (mix_select_median (signs, NULL, 4), 0);
  mix_assert_exact (mix_select_median (even, rows, 2), 50.5);

  MixRng rng;
  double values[1001], sorted[1001];
  mix_rng_init (&rng, 1);
  for (guint n = 1; n <= G_N_ELEMENTS (values); n += 100)
    {
      for (guint i = 0; i < n; i++)
        sorted[i] = values[i] = mix_rng_normal (&rng) * exp (20 * mix_rng_normal (&rng));
      qsort (sorted, n, sizeof *sorted, compare_doubles);
      mix_assert_exact (mix_select_median (values, NULL, n), sorted[n / 2]);
    }
}

/* The best possible NLL is that of y given x: not of x given y. */
static void
test_truth (void)
{
  const MixGenerator *generator = mix_generator_find ("two-branch");
  g_autoptr (MixDataset) dataset = mix_generator_make (generator, 100, 2, 1);
  const char *y[] = { "y", NULL };
  g_autoptr (MixDesign) forward = mix_design_new (dataset, NULL, NULL, NULL);
  g_autoptr (MixDesign) backward = mix_design_new (dataset, "x", y, NULL);

  g_assert_true (mix_design_get_truth (forward) == generator);
  mix_assert_exact (mix_design_get_optimal_nll (forward), generator->optimal_nll (2));
  g_assert_null (mix_design_get_truth (backward));
  g_assert_true (isnan (mix_design_get_optimal_nll (backward)));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/design/defaults", test_defaults);
  g_test_add_func ("/design/named-columns", test_named_columns);
  g_test_add_func ("/design/errors", test_errors);
  g_test_add_func ("/design/nothing-left", test_nothing_left);
  g_test_add_func ("/design/constant-target", test_constant_target_is_allowed);
  g_test_add_func ("/design/median", test_median);
  g_test_add_func ("/design/truth", test_truth);
  return g_test_run ();
}
