/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "mix-csv.h"
#include "mix-dataset-order.h"
#include "mix-rng.h"

#define N 20000

static MixDataset *
read_table (const char *text)
{
  g_autoptr (GError) error = NULL;
  MixDataset *dataset = mix_csv_read_bytes ("t.csv", text, strlen (text), &error);

  g_assert_no_error (error);
  return dataset;
}

static void
assert_order (MixDataset *dataset, guint column, gboolean descending, const char *expected)
{
  g_autofree guint32 *rows = mix_dataset_order_rows (dataset, column, descending);
  g_autoptr (GString) text = g_string_new (NULL);

  for (gsize i = 0; i < mix_dataset_get_n_rows (dataset); i++)
    g_string_append_printf (text, "%u", rows[i]);
  g_assert_cmpstr (text->str, ==, expected);
}

/* Missing cells are last both ways, equal ones in the order of the table. */
static void
test_small (void)
{
  g_autoptr (MixDataset) dataset
    = read_table ("x,w\n3,pear\n-1,apple\nNA,NA\n0,Zoo\n-0,apple\n-20,pear\n3,fig\n");

  assert_order (dataset, 0, FALSE, "5134062");
  assert_order (dataset, 0, TRUE, "0634152");
  assert_order (dataset, 1, FALSE, g_utf8_collate ("Zoo", "apple") > 0 ? "1460532" : "3146052");
  assert_order (dataset, 1, TRUE, g_utf8_collate ("Zoo", "apple") > 0 ? "3056142" : "0561432");
}

static void
test_large (void)
{
  MixColumn *columns = g_new0 (MixColumn, 1);
  MixRng rng;
  double *values = g_new (double, N);

  mix_rng_init (&rng, 3);
  for (guint i = 0; i < N; i++)
    values[i] = i % 17 == 0 ? (double) NAN
                            : ldexp (mix_rng_normal (&rng), (int) (i % 600) - 300);
  columns[0] = (MixColumn){ .name = g_strdup ("x"), .values = values };
  g_autoptr (MixDataset) dataset = mix_dataset_new ("t", N, columns, 1);
  for (int descending = 0; descending < 2; descending++)
    {
      g_autofree guint32 *rows = mix_dataset_order_rows (dataset, 0, descending);
      g_autofree guint8 *seen = g_new0 (guint8, N);
      for (guint i = 0; i < N; i++)
        {
          seen[rows[i]] = 1;
          if (i == 0 || isnan (values[rows[i]]))
            continue;
          g_assert_false (isnan (values[rows[i - 1]]));
          g_assert_true (descending ? values[rows[i - 1]] >= values[rows[i]]
                                    : values[rows[i - 1]] <= values[rows[i]]);
        }
      g_assert_null (memchr (seen, 0, N));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dataset-order/small", test_small);
  g_test_add_func ("/dataset-order/large", test_large);
  return g_test_run ();
}
