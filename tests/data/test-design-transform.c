/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-design.h"

#include <math.h>
#include <string.h>

#include "mix-csv.h"
#include "mix-scaler.h"
#include "mix-test-exact.h"

static MixDataset *
read_table (const char *text, const char *transforms)
{
  g_autoptr (GError) error = NULL;
  MixImport import;

  mix_import_init (&import);
  g_assert_true (mix_import_set (&import, "transforms", transforms, &error));
  const MixCsvOptions options = { .import = &import };
  MixDataset *dataset = mix_csv_read_bytes_with ("t.csv", text, strlen (text), &options, &error);
  g_assert_no_error (error);
  return dataset;
}

static const char table[] = "a,b,y\n1,4,1\n2,9,10\n3,16,100\n4,0,1000\n";

/* Data units stay as they are for whoever asks; the scaler sees what was transformed. */
static void
test_seen (void)
{
  g_autoptr (MixDataset) dataset = read_table (table, "y=log,2=sqrt");
  g_autoptr (MixDesign) design = mix_design_new (dataset, "y", NULL, NULL);
  static const guint32 rows[] = { 0, 1, 2, 3 };
  g_autoptr (MixScaler) scaler = mix_scaler_new (design, rows, 4);
  float x[8], y[4];

  mix_assert_exact (mix_design_get_x (design, 1, 1), 9);
  mix_assert_exact (mix_design_get_seen (design, 1, 1), 3);
  mix_assert_exact (mix_design_get_y (design, 2), 100);
  mix_assert_exact (mix_design_get_seen_target (design, 2), log (100));
  g_assert_cmpint (mix_design_get_target_transform (design)->kind, ==, MIX_TRANSFORM_LOG);
  g_assert_cmpfloat_with_epsilon (scaler->target.shift, 1.5 * log (10), 1e-12);
  g_assert_cmpfloat_with_epsilon (mix_design_mean_log_slope (design, rows, 4), -1.5 * log (10), 1e-12);
  mix_scaler_gather (scaler, design, rows, 4, x, y);
  g_assert_cmpfloat_with_epsilon ((double) y[3], 1.5 / sqrt (1.25), 1e-6);
}

/* An impossible number is found where it stands in the file, and so are the others of its
 * column. */
static void
test_impossible (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MixDataset) dataset = read_table ("a,y\n1,2\n\n2,-3\n# no row\n3,0\n4,5\n", "y=log");

  g_assert_null (mix_design_new (dataset, "y", NULL, &error));
  g_assert_error (error, MIX_DATA_ERROR, MIX_DATA_ERROR_VALUE);
  g_assert_cmpstr (error->message, ==,
                   "t.csv:4:2: column \"y\": \"-3\": a logarithm needs a number above 0; so is 1 "
                   "more cell, in line 6");
}

/* Nothing bounds the density of a square root at 0. */
static void
test_zero_root (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MixDataset) dataset = read_table ("a,y\n0,2\n2,0\n", "y=sqrt,a=sqrt");

  g_assert_null (mix_design_new (dataset, "y", NULL, &error));
  g_assert_nonnull (strstr (error->message, "line 3: column \"y\": 0: as the target's square root"));
  g_autoptr (MixDesign) turned = mix_design_new (dataset, "a", (const char *[]){ "y", NULL }, NULL);
  g_assert_null (turned);
}

/* What is wrong in a list is said with what is right. */
static void
test_words (void)
{
  g_autoptr (GError) error = NULL;
  MixImport import;

  mix_import_init (&import);
  g_assert_false (mix_import_set (&import, "transforms", "y=ln", &error));
  g_assert_cmpstr (error->message, ==,
                   "transforms: “y=ln” is not COLUMN=WORD with one of log, log1p, sqrt, rank");
}

/* Ranks are known from the rows that train: every fourth validates, and is beyond all others. */
static void
test_ranks_of_training_rows (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MixDataset) dataset
    = read_table ("a,y\n1,1\n2,2\n3,3\n900,4000\n4,5\n5,6\n6,7\n901,8000\n", "a=rank,y=rank");
  g_autoptr (MixDesign) design = mix_design_new (dataset, "y", NULL, &error);
  g_autoptr (MixDesign) fitted = mix_design_fit (design, 0.2, 4, 1, &error);
  const MixTransform *all = mix_design_get_feature_rule (design, 0).transform;
  const MixTransform *train = mix_design_get_feature_rule (fitted, 0).transform;
  const MixTransform *target = mix_design_get_target_transform (fitted);

  g_assert_no_error (error);
  mix_assert_exact (all->y[all->n - 1], 901);
  mix_assert_exact (train->y[train->n - 1], 6);
  mix_assert_exact (target->y[target->n - 1], 7);
  g_assert_true (isfinite (mix_design_get_seen (fitted, 3, 0)));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/design-transform/seen", test_seen);
  g_test_add_func ("/design-transform/impossible", test_impossible);
  g_test_add_func ("/design-transform/zero-root", test_zero_root);
  g_test_add_func ("/design-transform/words", test_words);
  g_test_add_func ("/design-transform/ranks-of-training-rows", test_ranks_of_training_rows);
  return g_test_run ();
}
