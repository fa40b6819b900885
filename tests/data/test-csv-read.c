/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-csv.h"

#include <math.h>
#include <string.h>

#include "mix-rng.h"

typedef struct
{
  const char *text;
  gsize length;
  const char *expected;
} Case;

#define CASE(text, expected) { text, sizeof text - 1, expected }

/* What is read, in one line: the columns with their kinds (n, t, m), the rows, the faults. */
static char *
dump (const MixDataset *dataset)
{
  GString *line = g_string_new (NULL);
  guint n = mix_dataset_get_n_columns (dataset);
  char number[32];

  for (guint i = 0; i < n; i++)
    {
      const MixColumn *column = mix_dataset_get_column (dataset, i);
      gsize n_nan = 0;
      for (gsize row = 0; row < mix_dataset_get_n_rows (dataset); row++)
        n_nan += isnan (column->values[row]) != 0;
      if (column->kind == MIX_COLUMN_NUMBER)
        g_assert_cmpuint (column->n_missing, ==, n_nan);
      else
        g_assert_cmpuint (column->n_missing, <=, n_nan);
      g_assert_true ((column->kind == MIX_COLUMN_NUMBER) == (column->fault == NULL));
      g_string_append_printf (line, "%s%s:%c", i > 0 ? "|" : "", column->name, "ntm"[column->kind]);
    }
  for (gsize row = 0; row < mix_dataset_get_n_rows (dataset); row++)
    for (guint i = 0; i < n; i++)
      {
        double value = mix_dataset_get_column (dataset, i)->values[row];
        g_string_append_printf (line, "%s%s", i > 0 ? " " : " / ",
                                mix_csv_format_number (value, number));
      }
  for (guint i = 0; i < n; i++)
    if (mix_dataset_get_column (dataset, i)->fault != NULL)
      g_string_append_printf (line, " ! %s", mix_dataset_get_column (dataset, i)->fault);
  return g_string_free (line, FALSE);
}

/* What comes of bytes: the table, or "ERROR: " and the message. */
static char *
read_to_line (const char *bytes, gsize length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MixDataset) dataset = mix_csv_read_bytes ("f", bytes, length, &error);

  g_assert_true ((dataset == NULL) == (error != NULL));
  if (dataset != NULL)
    return dump (dataset);
  g_assert_true (error->domain == MIX_DATA_ERROR);
  return g_strconcat ("ERROR: ", error->message, NULL);
}

static const Case cases[] = {
  /* Headers and delimiters. */
  CASE ("x,y\n1,2\n3,4\n", "x:n|y:n / 1 2 / 3 4"),
  CASE ("x;y\n1;2\n", "x:n|y:n / 1 2"),
  CASE ("x\ty\n1\t2\n", "x:n|y:n / 1 2"),
  CASE ("1,2\n3,4\n", "column 1:n|column 2:n / 1 2 / 3 4"),
  CASE ("1;2\n", "column 1:n|column 2:n / 1 2"),
  CASE ("x\n1\n2\n", "x:n / 1 / 2"),
  CASE ("1\n2\n3", "column 1:n / 1 / 2 / 3"),
  CASE ("7", "column 1:n / 7"),
  CASE ("x,y\n1,2", "x:n|y:n / 1 2"),
  CASE ("a,2007\nb,2\n", "column 1:t|column 2:n / NA 2007 / NA 2 "
                         "! f:1:1: column \"column 1\": \"a\" is not a number"),
  CASE ("x,2007\n3,4\n", "x:n|2007:n / 3 4"),
  CASE ("a,1\nb,2\n", "column 1:t|column 2:n / NA 1 / NA 2 "
                      "! f:1:1: column \"column 1\": \"a\" is not a number"),
  CASE ("?,1\n2,3\n", "column 1:n|column 2:n / NA 1 / 2 3"),
  CASE ("x,x,x\n1,2,3\n", "x:n|x 2:n|x 3:n / 1 2 3"),
  CASE (",y,\n1,2,3\n", "column 1:n|y:n|column 3:n / 1 2 3"),
  CASE (" x , y \n 1 , 2 \n", "x:n|y:n / 1 2"),
  CASE ("a;b\n1,5;2,5\n",
        "a:n|b:n / 1.5 2.5"),
  CASE ("a,b\n1,x;y\n", "a:n|b:t / 1 NA ! f:2:2: column \"b\": \"x;y\" is not a number"),
  CASE ("a;b\n1;\"x,y\"\n", "a:n|b:t / 1 NA ! f:2:2: column \"b\": \"x,y\" is not a number"),
  CASE ("größe,°C\n1,2\n", "größe:n|°C:n / 1 2"),

  /* Quotes. */
  CASE ("\"x\",\"y\"\n\"1\",\"2\"\n", "x:n|y:n / 1 2"),
  CASE ("\"a,b\",\"c \"\"d\"\"\"\n1,2\n", "a,b:n|c \"d\":n / 1 2"),
  CASE ("\"a\nb\",c\n1,2\n", "a b:n|c:n / 1 2"),
  CASE ("x,y\n\" 1 \",2\n", "x:n|y:n / 1 2"),
  CASE ("x,y\n\"a\nb\",1\n2,z\n",
        "x:m|y:m / NA 1 / 2 NA ! f:2:1: column \"x\": \"a\\x0ab\" is not a number "
        "! f:4:2: column \"y\": \"z\" is not a number"),
  CASE ("x,y\n\"a\r\nb\",1\n2,z\n",
        "x:m|y:m / NA 1 / 2 NA ! f:2:1: column \"x\": \"a\\x0d\\x0ab\" is not a number "
        "! f:4:2: column \"y\": \"z\" is not a number"),
  CASE ("x,y\n\"\",1\n", "x:t|y:n / NA 1 ! f: column \"x\": every cell is missing"),
  CASE ("x,y\n1,2\n3,\"4\n5,6\n", "ERROR: f:3:2: a quote is opened here and never closed; if it is no "
                             "quote, set quote to none"),
  CASE ("\"x,y\n1,2\n", "ERROR: f:1:1: a quote is opened here and never closed; if it is no quote, "
                        "set quote to none"),
  CASE ("x,y\n1,2\n3,4\"\n",
        "x:n|y:m / 1 2 / 3 NA ! f:3:2: column \"y\": \"4\"\" is not a number"),
  CASE ("x,s\n1,5\" pipe\n2,3\" pipe\n",
        "x:n|s:t / 1 NA / 2 NA ! f:2:2: column \"s\": \"5\" pipe\" is not a number"),
  CASE ("x,y\n\"1\"a,2\n", "ERROR: f:2:1: found text after a closing quote; in a cell with quotes, "
                           "a quote of its text is written twice, \"like \"\"this\"\"\""),

  /* Ends of lines, blank lines, marks. */
  CASE ("x,y\r\n1,2\r\n3,4\r\n", "x:n|y:n / 1 2 / 3 4"),
  CASE ("x,y\r1,2\r3,4\r", "x:n|y:n / 1 2 / 3 4"),
  CASE ("\n\nx,y\n\n1,2\n   \n3,4\n\n", "x:n|y:n / 1 2 / 3 4"),
  CASE ("x\n1\n\n\na\n", "x:m / 1 / NA ! f:5:1: column \"x\": \"a\" is not a number"),
  CASE ("x\r\n1\r\n\r\n\r\na\r\n", "x:m / 1 / NA ! f:5:1: column \"x\": \"a\" is not a number"),
  CASE ("x\r1\r\r\ra\r", "x:m / 1 / NA ! f:5:1: column \"x\": \"a\" is not a number"),
  CASE ("x\n1\r\n2\n\r\na\n", "x:m / 1 / 2 / NA ! f:5:1: column \"x\": \"a\" is not a number"),
  CASE ("\xef\xbb\xbfx,y\n1,2\n", "x:n|y:n / 1 2"),
  CASE ("\xef\xbb\xbf\"x\",y\n1,2\n", "x:n|y:n / 1 2"),
  CASE ("\xff\xfex\0,\0y\0\n\0" "1\0,\0" "2\0", "x:n|y:n / 1 2"),
  CASE ("\xfe\xff\0x\0,\0y\0\n\0" "1\0,\0" "2", "x:n|y:n / 1 2"),
  CASE ("\xff\xfex\0\n\0" "1\0\n", "ERROR: f:2:1: found bytes that are no characters of UTF-16"),

  /* Numbers. */
  CASE ("x\n+1\n-2\n.5\n5.\n-.5e1\n1E3\n1e-3\n007\n",
        "x:n / 1 / -2 / 0.5 / 5 / -5 / 1000 / 0.001 / 7"),
  CASE ("x\n0.1\n1e-400\n-0\n1.7976931348623157e308\n5e-324\n",
        "x:n / 0.1 / 0 / -0 / 1.7976931348623157e+308 / 5e-324"),
  CASE ("x\n9007199254740993\n0.1000000000000000055511151231257827\n",
        "x:n / 9007199254740992 / 0.1"),
  CASE ("x\n9007199254740993.00000000000000000000001\n", "x:n / 9007199254740994"),
  CASE ("x\n2\n1e5x\n", "x:m / 2 / NA ! f:3:1: column \"x\": \"1e5x\" is not a number"),
  CASE ("x\n2\n0x10\n", "x:m / 2 / NA ! f:3:1: column \"x\": \"0x10\" is not a number"),
  CASE ("x\n2\n1e\n", "x:m / 2 / NA ! f:3:1: column \"x\": \"1e\" is not a number"),
  CASE ("x\n2\n.\n", "x:n / 2 / NA"),
  CASE ("x\n2\n-\n", "x:n / 2 / NA"),
  CASE ("x\n2\n1 000\n", "x:n / 2 / 1000"),
  CASE ("x\n2\n1_000\n", "x:m / 2 / NA ! f:3:1: column \"x\": \"1_000\" is not a number"),
  CASE ("x\n2\n--1\n", "x:m / 2 / NA ! f:3:1: column \"x\": \"--1\" is not a number"),
  CASE ("x\n2\n1.2.3\n", "x:m / 2 / NA ! f:3:1: column \"x\": \"1.2.3\" is not a number"),
  CASE ("x\n2\n१\n", "x:m / 2 / NA ! f:3:1: column \"x\": \"१\" is not a number"),
  CASE ("x\n2\ninf\n", "x:m / 2 / NA ! f:3:1: column \"x\": \"inf\" is not a finite number"),
  CASE ("x\n2\n-Infinity\n",
        "x:m / 2 / NA ! f:3:1: column \"x\": \"-Infinity\" is not a finite number"),
  CASE ("x\n2\n1e999\n", "x:m / 2 / NA ! f:3:1: column \"x\": \"1e999\" is too large a number"),
  CASE ("x\n2\n-1e309\n", "x:m / 2 / NA ! f:3:1: column \"x\": \"-1e309\" is too large a number"),
  CASE ("x,y\ninf,1\n-inf,2\n", "x:m|y:n / NA 1 / NA 2 "
                                "! f:2:1: column \"x\": \"inf\" is not a finite number; so is "
                                "1 more cell, in line 3"),
  CASE ("x\n2\n1e99999999999999999999\n",
        "x:m / 2 / NA ! f:3:1: column \"x\": \"1e99999999999999999999\" is too large a number"),
  CASE ("x\n0e99999999999999999999\n", "x:n / 0"),

  /* Missing cells and words. */
  CASE ("x,y\n,1\nNA,2\nNaN,3\n?,4\nna,5\nnan,6\nnull,7\nN/A,8\n9,9\n",
        "x:n|y:n / NA 1 / NA 2 / NA 3 / NA 4 / NA 5 / NA 6 / NA 7 / NA 8 / 9 9"),
  CASE ("x,y\n \"NA\" , \n1,2\n", "x:n|y:n / NA NA / 1 2"),
  CASE ("x,y\nNA,1\n,2\n", "x:t|y:n / NA 1 / NA 2 ! f: column \"x\": every cell is missing"),
  CASE ("x,y,\n1,2,\n", "x:n|y:n|column 3:t / 1 2 NA "
                        "! f: column \"column 3\": every cell is missing"),
  CASE ("s,x\nred,1\n,2\n", "s:t|x:n / NA 1 / NA 2 ! f:2:1: column \"s\": \"red\" is not a number"),
  CASE ("s,x\nred,1\n5,2\n", "s:m|x:n / NA 1 / 5 2 ! f:2:1: column \"s\": \"red\" is not a number"),
  CASE ("s\na cell that is far too long to be shown\n1\n",
        "s:m / NA / 1 ! f:2:1: column \"s\": \"a cell that is far too long to…\" is not a number"),
  CASE ("s\nüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüü\n1\n",
        "s:m / NA / 1 ! f:2:1: column \"s\": \"üüüüüüüüüüüüüüüüüüüüüüüüüüüüüü…\" is not a number"),
  CASE ("s\na\x1b[1m\n1\n", "s:m / NA / 1 ! f:2:1: column \"s\": \"a\\x1b[1m\" is not a number"),

  /* What is no table. */
  CASE ("", "ERROR: f: the file is empty"),
  CASE ("\n\n  \n", "ERROR: f: the file is empty"),
  CASE ("\xef\xbb\xbf", "ERROR: f: the file is empty"),
  CASE ("x,y\n", "ERROR: f: a header and no rows after it"),
  CASE ("x,y", "ERROR: f: a header and no rows after it"),
  CASE ("x,y\n1,2\n3\n", "ERROR: f:3:2: found 1 cell in this row, expected 2 as in the first (the last is \"3\")"),
  CASE ("x,y\n1,2\n3,4,5\n6,7\n",
        "ERROR: f:3:3: found 3 cells in this row, expected 2 as in the first"),
  CASE ("1,2\n1,2,3,4\n", "ERROR: f:2:3: found 4 cells in this row, expected 2 as in the first"),
  CASE ("x,y\n1,\"a\nb\",\"c\nd\",5\n",
        "ERROR: f:3:3: found 4 cells in this row, expected 2 as in the first"),
  CASE ("x\n1,5\n", "x:n / 1.5"),
  CASE ("x\n1,a\n", "ERROR: f:2:2: found 2 cells in this row, expected 1 as in the first"),
  CASE ("x,y\n1,2\n3,\0\n", "ERROR: f:3:2: found a NUL byte: this is not a text file, or it is UTF-16 "
                             "without a mark (encoding utf-16)"),
  CASE ("\0", "ERROR: f:1:1: found a NUL byte: this is not a text file, or it is UTF-16 "
                             "without a mark (encoding utf-16)"),
  CASE ("\x89PNG\r\n\x1a\n\0", "ERROR: f:3:1: found a NUL byte: this is not a text file, or it is "
                                 "UTF-16 without a mark (encoding utf-16)"),
  CASE ("x,y\n1,2\ngr\xfc\xdf,3\n",
        "x:m|y:n / 1 2 / NA 3 ! f:3:1: column \"x\": \"grüß\" is not a number"),
  CASE ("é\n1\n\xe2\x82",
        "ERROR: f:3:1: found a byte that is not UTF-8, as what comes before it is; choose the "
        "encoding windows-1252, or save the file as UTF-8"),
};

static void
test_table (void)
{
  g_assert_cmpuint (G_N_ELEMENTS (cases), >=, 60);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *line = read_to_line (cases[i].text, cases[i].length);
      g_assert_cmpstr (line, ==, cases[i].expected);
    }
}

/* Places are right however many chunks lie before them. */
static void
test_faults_behind_many_chunks (void)
{
  GString *text = g_string_new ("größe,y\r\n");
  for (guint i = 0; i < 60000; i++)
    g_string_append_printf (text, "%u.25,\"né\"\r\n", i);
  gsize length = text->len;
  g_assert_cmpuint (length, >, 3 * 256 * 1024);

  g_string_append (text, "1,\"a\r\nb\"\r\nx,2\r\n");
  g_autofree char *line = read_to_line (text->str, text->len);
  g_assert_nonnull (strstr (line, "! f:60004:1: column \"größe\": \"x\" is not a number"));
  g_assert_true (g_str_has_prefix (line, "größe:m|y:m / 0.25 NA / 1.25 NA / "));

  g_string_truncate (text, length);
  g_string_append (text, "1\r\n");
  g_autofree char *ragged = read_to_line (text->str, text->len);
  g_assert_cmpstr (ragged, ==,
                   "ERROR: f:60002:2: found 1 cell in this row, expected 2 as in the first (the last is \"1\")");

  g_string_truncate (text, length);
  g_string_append_c (text, '\xe9');
  g_autofree char *latin = read_to_line (text->str, text->len);
  g_assert_cmpstr (latin, ==,
                   "ERROR: f:60002:1: found a byte that is not UTF-8, as what comes before it is; "
                   "choose the encoding windows-1252, or save the file as UTF-8");
  g_string_free (text, TRUE);
}

/* Characters of three bytes, so that a chunk's end cuts one of them for some shift. */
static void
test_cut_characters (void)
{
  for (guint shift = 0; shift < 3; shift++)
    {
      GString *text = g_string_new ("xyz" + shift);
      g_string_append (text, ",s\n");
      for (guint i = 0; i < 2000; i++)
        {
          g_string_append (text, "1,");
          for (guint k = 0; k < 100; k++)
            g_string_append (text, "€");
          g_string_append_c (text, '\n');
        }
      g_assert_cmpuint (text->len, >, 2 * 256 * 1024);
      g_autoptr (GError) error = NULL;
      g_autoptr (MixDataset) dataset = mix_csv_read_bytes ("f", text->str, text->len, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (mix_dataset_get_n_rows (dataset), ==, 2000);
      g_string_free (text, TRUE);
    }
}

static void
assert_error (const char *bytes, gsize length, const char *expected)
{
  g_autofree char *line = read_to_line (bytes, length);
  g_assert_cmpstr (line, ==, expected);
}

/* before, n times filler. */
static void
assert_long_error (const char *before, const char *filler, gsize n, const char *expected)
{
  GString *text = g_string_new (before);
  for (gsize i = 0; i < n; i++)
    g_string_append (text, filler);
  assert_error (text->str, text->len, expected);
  g_string_free (text, TRUE);
}

static void
test_bounds (void)
{
  const char *too_long = "ERROR: f:2:1: a cell of more than 64 KiB; is a quote never closed?";

  assert_long_error ("x\n", "7", 70000, too_long);
  assert_long_error ("x\n", "7", 2000000, too_long);
  assert_long_error ("x\n\"", "a\n", 500000, too_long);
  assert_long_error ("x", ",x", 10000, "ERROR: f:1:10001: more than 10000 columns");
  assert_long_error ("x\n", "        ", 2200000, "ERROR: f:2:1: found no end of a row in 16 MiB");
  /* Looked at after each chunk: of 65 the last byte but one is on this line. */
  assert_long_error ("x\n1\n", "\n\n\n\n\n\n\n\n", 2200000,
                     "ERROR: f:17039359:1: found no end of a row in 16 MiB");
}

static void
test_digits (void)
{
  GString *text = g_string_new ("x\n0.");
  for (guint i = 0; i < 20000; i++)
    g_string_append_c (text, '3');
  g_string_append (text, "\n");
  for (guint i = 0; i < 1000; i++)
    g_string_append_c (text, '9');
  g_string_append (text, "e-990\n1");
  for (guint i = 0; i < 400; i++)
    g_string_append_c (text, '0');

  g_autofree char *line = read_to_line (text->str, text->len);
  g_assert_true (g_str_has_prefix (line, "x:m / 0.3333333333333333 / 10000000000 / NA "
                                         "! f:4:1: column \"x\": \"10000"));
  g_assert_true (g_str_has_suffix (line, "…\" is too large a number"));
  g_string_free (text, TRUE);
}

static void
test_wide_table (void)
{
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < 10000; i++)
    g_string_append_printf (text, "a rather long name for column %u%c", i, i < 9999 ? ',' : '\n');
  for (guint i = 0; i < 10000; i++)
    g_string_append_printf (text, "%u%c", i, i < 9999 ? ',' : '\n');
  g_assert_cmpuint (text->len, >, 256 * 1024); /* the header alone fills the first chunk */

  g_autoptr (GError) error = NULL;
  g_autoptr (MixDataset) dataset = mix_csv_read_bytes ("f", text->str, text->len, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (mix_dataset_n_number_columns (dataset), ==, 10000);
  g_assert_cmpuint (mix_dataset_get_n_rows (dataset), ==, 1);
  g_string_free (text, TRUE);
}

/* Whatever the bytes, the reader ends with a table or an error. */
static void
test_random_bytes (void)
{
  static const char *const pieces[] = {
    ",", ";", "\t", "\"", "\n", "\r", "\r\n", " ", "1", "x", "é", "-2e3", "NA", "?", "\"\"", "\xff",
  };
  guint n_tables = 0, n_errors = 0;

  for (guint round = 0; round < 20000; round++)
    {
      GString *text = g_string_new (NULL);
      for (int n = g_test_rand_int_range (0, 24); n > 0; n--)
        g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
      g_autofree char *line = read_to_line (text->str, text->len);
      if (g_str_has_prefix (line, "ERROR: f:"))
        n_errors++;
      else
        n_tables++;
      g_string_free (text, TRUE);
    }
  g_assert_cmpuint (n_tables, >, 100);
  g_assert_cmpuint (n_errors, >, 100);
}

/* Lines that end in LF are parted without libcsv, those that end in CR LF with it: the same comes
 * of both, down to the faults. */
static void
test_two_ways_through (void)
{
  static const char *const cells[] = { "1", "-2.5", " 3 ", "\t4", "", " ", "5e2", "NA", "word",
                                       "a b ", "6.", "+.7", "--", "1e999", "12345678901234567890" };
  static const char delimiters[] = ",;\t|";
  MixRng rng;

  mix_rng_init (&rng, 11);
  for (guint round = 0; round < 400; round++)
    {
      guint n_columns = 1 + (guint) mix_rng_below (&rng, 4), n_rows = (guint) mix_rng_below (&rng, 60);
      gsize n_kinds = round % 2 == 0 ? 3 : G_N_ELEMENTS (cells);
      char delimiter = delimiters[mix_rng_below (&rng, 4)];
      g_autoptr (GString) lf = g_string_new (NULL), crlf = g_string_new (NULL);
      for (guint row = 0; row < n_rows; row++)
        {
          guint n = n_columns + (round % 5 == 0 && mix_rng_below (&rng, 40) == 0);
          g_autoptr (GString) line = g_string_new (NULL);
          for (guint i = 0; i < n; i++)
            {
              g_string_append (line, cells[mix_rng_below (&rng, n_kinds)]);
              if (i + 1 < n)
                g_string_append_c (line, delimiter);
            }
          if (mix_rng_below (&rng, 20) == 0)
            g_string_truncate (line, 0);
          g_string_append_printf (lf, "%s\n", line->str);
          g_string_append_printf (crlf, "%s\r\n", line->str);
        }
      g_autofree char *quick = read_to_line (lf->str, lf->len);
      g_autofree char *slow = read_to_line (crlf->str, crlf->len);
      g_assert_cmpstr (quick, ==, slow);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/csv-read/table", test_table);
  g_test_add_func ("/csv-read/many-chunks", test_faults_behind_many_chunks);
  g_test_add_func ("/csv-read/cut-characters", test_cut_characters);
  g_test_add_func ("/csv-read/bounds", test_bounds);
  g_test_add_func ("/csv-read/digits", test_digits);
  g_test_add_func ("/csv-read/wide", test_wide_table);
  g_test_add_func ("/csv-read/two-ways-through", test_two_ways_through);
  g_test_add_func ("/csv-read/random-bytes", test_random_bytes);
  return g_test_run ();
}
