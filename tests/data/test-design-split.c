/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-design.h"

#include <string.h>

#include "mix-csv.h"

static MixDesign *
make (const char *text, const char *column, GError **error)
{
  MixImport import;

  mix_import_init (&import);
  g_assert_true (mix_import_set (&import, "validation-column", column, NULL));
  const MixCsvOptions options = { .import = &import };
  g_autoptr (MixDataset) dataset
    = mix_csv_read_bytes_with ("t.csv", text, strlen (text), &options, error);
  g_assert_nonnull (dataset);
  return mix_design_new (dataset, NULL, NULL, error);
}

/* Rows as they validate: "0110". */
static char *
show (const MixDesign *design, double fraction, int every)
{
  g_autoptr (MixSplit) split = mix_design_split (design, fraction, every, 1);
  char *text = g_strnfill (mix_design_get_n_rows (design), '0');

  for (gsize i = 0; i < split->n_validation; i++)
    text[split->validation[i]] = '1';
  return text;
}

static const struct
{
  const char *text, *column, *expected;
} cases[] = {
  { "x,y,fold\n1,2,train\n3,4,test\n5,7,train\n7,9,Validation\n", "fold", "0101" },
  { "x,y,fold\n1,2,0\n3,4,1\n5,7,\n7,9,-2\n", "3", "0101" },
  { "fold,x,y\nyes,1,2\nno,3,4\n,5,7\n", "fold", "100" },
  { "fold,x,y\n1,1,2\n0,,4\n1,5,7\n0,6,7\n", "fold", "110" }, /* of complete rows */
};

/* The column that marks is neither target nor feature, and wins over a share and every n-th. */
static void
test_column (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (MixDesign) design = make (cases[i].text, cases[i].column, &error);
      g_assert_no_error (error);
      g_autofree char *found = show (design, 0.5, 3);
      g_assert_cmpstr (found, ==, cases[i].expected);
      g_assert_cmpuint (mix_design_get_n_features (design), ==, 1);
      g_assert_cmpstr (mix_design_get_target_name (design), ==, "y");
      g_assert_cmpstr (mix_design_get_validation_column (design), ==, "fold");
    }
}

static void
test_every (void)
{
  g_autoptr (MixDesign) design = make ("x,y\n1,2\n2,3\n3,4\n4,5\n5,6\n6,7\n7,8\n", "none", NULL);
  g_autofree char *third = show (design, 0.5, 3), *second = show (design, 0, 2);
  g_autofree char *none = show (design, 0, 1);

  g_assert_cmpstr (third, ==, "0010010");
  g_assert_cmpstr (second, ==, "0101010");
  g_assert_cmpstr (none, ==, "0000000");
  g_autofree char *phrase = mix_design_describe_split (design, 3);
  g_assert_cmpstr (phrase, ==, "every 3 rows, one validates");
}

static void
test_useless (void)
{
  g_autoptr (GError) none = NULL, every = NULL;

  g_assert_null (make ("x,y,f\n1,2,a\n2,3,b\n", "f", &none));
  g_assert_nonnull (strstr (none->message, "column \"f\" marks no row for validation"));
  g_assert_null (make ("x,y,f\n1,2,1\n2,3,2\n", "f", &every));
  g_assert_nonnull (strstr (every->message, "column \"f\" marks every row for validation"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/design-split/column", test_column);
  g_test_add_func ("/design-split/every", test_every);
  g_test_add_func ("/design-split/useless", test_useless);
  return g_test_run ();
}
