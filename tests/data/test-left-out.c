/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-left-out.h"

#include <stdio.h>

#include "mix-csv.h"

static const char *const columns[] = { "y", "x", "name", "kind", "same", "many" };

/* 600 rows: of numbers, of words that never come again, of three words, of one, of 300. */
static MixDataset *
make (const char *setting, const char *value)
{
  g_autoptr (GString) text = g_string_new ("y,x,name,kind,same,many\n");
  MixImport import;
  const MixCsvOptions options = { .import = &import };
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "mix-left-out.csv", NULL);

  mix_import_init (&import);
  g_assert_true (mix_import_set (&import, setting, value, NULL));
  for (guint row = 0; row < 600; row++)
    g_string_append_printf (text, "%u.5,%u,n%u,k%u,s,m%u\n", row * 37 % 101, row, row, row % 3,
                            row % 300);
  g_assert_true (g_file_set_contents (path, text->str, -1, NULL));
  MixDataset *dataset = mix_csv_read_with (path, &options, NULL);
  g_assert_nonnull (dataset);
  g_assert_cmpuint (mix_dataset_get_n_columns (dataset), ==, G_N_ELEMENTS (columns));
  g_assert_cmpint (remove (path), ==, 0);
  return dataset;
}

/* A feature that was chosen was left out without a word. */
static void
test_words_that_seldom_come_again (void)
{
  g_autoptr (MixDataset) dataset = make ("ignore", "none");
  g_autofree char *said = mix_left_out_describe (dataset, "y");

  g_assert_cmpstr (said, ==, "“name” is left out: it has more than 250 different words, or long ones; "
                             "and 2 more columns");
}

static void
test_reasons (void)
{
  g_autoptr (MixDataset) same = make ("ignore", "name,many");
  g_autoptr (MixDataset) none = make ("ignore", "name,same,many");
  g_autoptr (MixDataset) text = make ("kinds", "3=text,5-6=text");
  g_autoptr (MixDataset) few = mix_csv_read_bytes ("t.csv", "y,w\n1,a\n2,b\n3,c\n", 16, NULL);
  g_autofree char *first = mix_left_out_describe (same, "y"), *second = NULL;

  g_assert_cmpstr (first, ==, "“same” is left out: it says the same in every row");
  g_assert_null (mix_left_out_describe (none, "y"));
  g_assert_null (mix_left_out_describe (text, "y"));
  second = mix_left_out_describe (few, "y");
  g_assert_cmpstr (second, ==, "“w” is left out: nearly every row has another word");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/left-out/words-that-seldom-come-again", test_words_that_seldom_come_again);
  g_test_add_func ("/left-out/reasons", test_reasons);
  return g_test_run ();
}
