/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-design.h"

#include <math.h>
#include <string.h>

#include "mix-test-exact.h"

/* A table of y = 0, 1, 2, … and "kind", whose words are letters, one a row; '.' is a missing
 * one. */
static MixDataset *
make_table (const char *letters)
{
  gsize n = strlen (letters);
  MixColumn *columns = g_new0 (MixColumn, 2);
  GPtrArray *levels = g_ptr_array_new ();
  char seen[MIX_MAX_LEVELS + 1] = "";

  columns[0] = (MixColumn){ .name = g_strdup ("kind"),
                            .kind = MIX_COLUMN_TEXT,
                            .values = g_new (double, n),
                            .codes = g_new0 (guint8, n) };
  columns[1] = (MixColumn){ .name = g_strdup ("y"), .values = g_new (double, n) };
  for (gsize i = 0; i < n; i++)
    {
      columns[0].values[i] = (double) NAN;
      columns[1].values[i] = (double) i;
      if (letters[i] != '.' && strchr (seen, letters[i]) == NULL)
        {
          seen[levels->len] = letters[i];
          g_ptr_array_add (levels, g_strndup (letters + i, 1));
        }
      if (letters[i] != '.')
        columns[0].codes[i] = (guint8) (strchr (seen, letters[i]) - seen + 1);
      columns[0].n_missing += letters[i] == '.';
    }
  g_ptr_array_add (levels, NULL);
  columns[0].levels = (char **) g_ptr_array_free (levels, FALSE);
  return mix_dataset_new ("t", n, columns, 2);
}

static MixDesign *
make_design (MixDataset *table, GError **error)
{
  const char *const features[] = { "kind", NULL };
  return mix_design_new (table, "y", features, error);
}

static MixModel *
make_model (const MixDesign *design)
{
  guint n = mix_design_get_n_features (design);
  MixNetworkSpec spec = { .n_features = n, .head = MIX_HEAD_MIXTURE, .components = 1 };
  g_autoptr (MixNetwork) network = mix_network_new (&spec);
  g_autofree float *params = g_new0 (float, mix_network_n_params (network));
  g_autofree const char **names = g_new (const char *, n);
  g_autofree MixScaling *scaling = g_new (MixScaling, n);

  for (guint i = 0; i < n; i++)
    {
      names[i] = mix_design_get_feature_name (design, i);
      scaling[i] = (MixScaling){ 0, 1 };
    }
  MixModel *model = mix_model_new (&spec, params, names, scaling, "y", scaling, 0, NULL, NULL);
  for (guint i = 0; i < n; i++)
    mix_model_set_feature_level (model, i, mix_design_get_feature_level (design, i));
  return model;
}

/* ones: for each complete row the number of the feature that is 1, '-' for none. */
static void
assert_rows (const MixDesign *design, const char *ones)
{
  g_assert_cmpuint (mix_design_get_n_rows (design), ==, strlen (ones));
  for (gsize row = 0; ones[row] != '\0'; row++)
    for (guint f = 0; f < mix_design_get_n_features (design); f++)
      mix_assert_exact (mix_design_get_x (design, row, f),
                        ones[row] != '-' && f == (guint) (ones[row] - '0') ? 1 : 0);
}

static void
test_one_hot (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MixDataset) table = make_table ("ab.bca");
  g_autoptr (MixDesign) design = make_design (table, &error);
  const char *const names[] = { "kind=a", "kind=b", "kind=c" };
  const char *const levels[] = { "a", "b", "c" };

  g_assert_no_error (error);
  g_assert_cmpuint (mix_design_get_n_features (design), ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      const MixFeatureLevel *level = mix_design_get_feature_level (design, i);
      g_assert_cmpstr (mix_design_get_feature_name (design, i), ==, names[i]);
      g_assert_cmpstr (level->column, ==, "kind");
      g_assert_cmpstr (level->level, ==, levels[i]);
    }
  assert_rows (design, "01120");
  g_assert_cmpuint (mix_design_get_n_dropped (design), ==, 1);
  g_auto (GStrv) columns = mix_design_list_columns (design);
  g_assert_cmpuint (g_strv_length (columns), ==, 1);
  g_assert_cmpstr (columns[0], ==, "kind");
}

/* None of the levels has a median of 1, and yet the typical row has one of them. */
static void
test_typical_level (void)
{
  g_autoptr (MixDataset) table = make_table ("abbcc.c.c");
  g_autoptr (MixDesign) design = make_design (table, NULL);

  g_assert_cmpstr (mix_design_get_feature_name (design, 0), ==, "kind=c");
  mix_assert_exact (mix_design_feature_median (design, 0), 1);
  mix_assert_exact (mix_design_feature_median (design, 1), 0);
  mix_assert_exact (mix_design_feature_median (design, 2), 0);
}

static void
test_limit (void)
{
  g_autoptr (MixDataset) full = make_table ("abcdefghijklmnopqrstuvwx");
  g_autoptr (MixDesign) every = make_design (full, NULL);
  g_assert_cmpuint (mix_design_get_n_features (every), ==, MIX_MAX_FEATURE_LEVELS);

  g_autoptr (MixDataset) over = make_table ("zabcdefghijklmnopqrstuvwxabcdefghijklmnopqrstuvwxy");
  g_autoptr (MixDesign) design = make_design (over, NULL);
  guint others = MIX_MAX_FEATURE_LEVELS;
  g_assert_cmpuint (mix_design_get_n_features (design), ==, others + 1);
  g_assert_cmpstr (mix_design_get_feature_name (design, others), ==, "kind=other");
  g_assert_null (mix_design_get_feature_level (design, others)->level);
  mix_assert_exact (mix_design_get_x (design, 0, others), 1);
  mix_assert_exact (mix_design_get_x (design, 1, others), 0);
  mix_assert_exact (mix_design_get_x (design, 49, others), 1);

  g_autoptr (MixModel) model = make_model (design);
  g_autoptr (MixDataset) unseen = make_table ("A.aB");
  g_autoptr (MixDesign) later = mix_design_new_for_model (unseen, model, TRUE, NULL);
  mix_assert_exact (mix_design_get_x (later, 0, others), 1);
  mix_assert_exact (mix_design_get_x (later, 1, 0), 1);
  mix_assert_exact (mix_design_get_x (later, 1, others), 0);
  mix_assert_exact (mix_design_get_x (later, 2, others), 1);
  g_auto (GStrv) unknown = mix_design_describe_unknown_levels (later);
  g_assert_cmpstr (unknown[0], ==,
                   "2 rows have words in \"kind\" that are no level of the model, such as \"A\": "
                   "taken as \"other\"");
  g_assert_null (unknown[1]);
}

/* Another table has its words in another order, and some that are new. */
static void
test_other_table (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MixDataset) table = make_table ("aaabbc");
  g_autoptr (MixDesign) design = make_design (table, NULL);
  g_autoptr (MixModel) model = make_model (design);
  g_autoptr (MixDataset) other = make_table ("xcb.a");
  g_autoptr (MixDesign) later = mix_design_new_for_model (other, model, TRUE, &error);

  g_assert_no_error (error);
  assert_rows (later, "-210");
  g_auto (GStrv) unknown = mix_design_describe_unknown_levels (later);
  g_assert_cmpstr (unknown[0], ==,
                   "1 row has a word in \"kind\" that is no level of the model, such as \"x\": "
                   "taken as none of its levels");
  g_auto (GStrv) known = mix_design_describe_unknown_levels (design);
  g_assert_null (known[0]);
}

static void
test_errors (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MixDataset) table = make_table ("ab");
  g_autoptr (MixDesign) design = make_design (table, NULL);
  g_autoptr (MixModel) model = make_model (design);
  MixColumn *column = (MixColumn *) mix_dataset_get_column (table, 0);

  g_clear_pointer (&column->levels, g_strfreev);
  g_assert_null (make_design (table, &error));
  g_assert_error (error, MIX_DATA_ERROR, MIX_DATA_ERROR_VALUE);
  g_assert_nonnull (strstr (error->message, "t: column \"kind\" is no category"));
  g_clear_error (&error);

  column->kind = MIX_COLUMN_NUMBER;
  g_assert_null (mix_design_new_for_model (table, model, TRUE, &error));
  g_assert_error (error, MIX_DATA_ERROR, MIX_DATA_ERROR_VALUE);
  g_assert_nonnull (strstr (error->message, "t: column \"kind\" holds numbers"));
  g_clear_error (&error);

  g_autoptr (MixDataset) empty = make_table ("..");
  g_assert_null (make_design (empty, &error));
  g_assert_error (error, MIX_DATA_ERROR, MIX_DATA_ERROR_EMPTY);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/design-category/one-hot", test_one_hot);
  g_test_add_func ("/design-category/typical-level", test_typical_level);
  g_test_add_func ("/design-category/limit", test_limit);
  g_test_add_func ("/design-category/other-table", test_other_table);
  g_test_add_func ("/design-category/errors", test_errors);
  return g_test_run ();
}
