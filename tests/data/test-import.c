/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small ugly files, with what is read from them, and what is said of it. */
#include "mix-csv.h"
#include "mix-design.h"
#include "mix-import-cases.h"

#include <math.h>
#include <string.h>

#include "mix-csv-cell.h"
#include "mix-test-exact.h"

static MixDataset *
read_with (const char *text, gsize length, const char *settings, GError **error)
{
  g_auto (GStrv) words = g_strsplit (settings, " ", -1);
  MixImport import;
  const MixCsvOptions options = { .import = &import };

  mix_import_init (&import);
  for (char **word = words; *word != NULL && **word != '\0'; word++)
    {
      char *value = strchr (*word, '=');
      *value++ = '\0';
      if (!mix_import_set (&import, *word, value, error))
        return NULL;
    }
  return mix_csv_read_bytes_with ("f", text, length, &options, error);
}

/* "x:1 2|y:3 NA" or "words:a b" (kinds n, t, m where they are not numbers), "!fault", "?doubt". */
static char *
dump (const MixDataset *dataset)
{
  GString *line = g_string_new (NULL);
  const MixImportReport *report = mix_dataset_get_import (dataset);

  for (guint i = 0; i < mix_dataset_get_n_columns (dataset); i++)
    {
      const MixColumn *column = mix_dataset_get_column (dataset, i);
      g_string_append_printf (line, "%s%s:", i > 0 ? "|" : "", column->name);
      for (gsize row = 0; row < mix_dataset_get_n_rows (dataset); row++)
        {
          char number[32];
          const char *text = mix_csv_format_number (column->values[row], number);
          if (column->kind == MIX_COLUMN_TEXT && column->levels != NULL && column->codes[row] > 0)
            text = column->levels[column->codes[row] - 1];
          g_string_append_printf (line, "%s%s", row > 0 ? " " : "", text);
        }
      if (column->kind == MIX_COLUMN_MIXED)
        g_string_append_printf (line, "!%s", column->fault);
    }
  for (guint i = 0; i < report->doubts->len; i++)
    g_string_append_printf (line, "?%s", (char *) report->doubts->pdata[i]);
  return g_string_free (line, FALSE);
}

static char *
read_to_line (const char *text, gsize length, const char *settings)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MixDataset) dataset = read_with (text, length, settings, &error);

  return dataset != NULL ? dump (dataset) : g_strconcat ("ERROR ", error->message, NULL);
}

static void
test_table (void)
{
  guint n_wrong = 0;

  for (guint i = 0; i < G_N_ELEMENTS (mix_import_cases); i++)
    {
      const MixImportCase *c = &mix_import_cases[i];
      g_autofree char *line = read_to_line (c->text, c->length, c->settings);
      if (strcmp (line, c->expected) == 0)
        continue;
      g_autofree char *text = g_strescape (c->text, NULL);
      g_printerr ("%s [%s]\n  expected %s\n  found    %s\n", text, c->settings, c->expected, line);
      n_wrong++;
    }
  g_assert_cmpuint (n_wrong, ==, 0);
}

/* One table in every way to write it. */
typedef struct
{
  const char *delimiter, *quote, *line_end, *encoding;
  const char *decimal, *group;
  gboolean has_header, has_comment;
} Way;

static void
append_cell (GString *text, const Way *way, const char *cell, gboolean last)
{
  gboolean quoted = strstr (cell, way->delimiter) != NULL || *way->quote != '\0';
  const char *quote = quoted ? (*way->quote != '\0' ? way->quote : "\"") : "";

  g_string_append_printf (text, "%s%s%s%s", quote, cell, quote,
                          last ? way->line_end : way->delimiter);
}

/* -1234567.125 and so on, as this way has it. */
static char *
write_number (const Way *way, const char *whole, const char *fraction)
{
  GString *text = g_string_new (NULL);
  gsize n = strlen (whole), sign = *whole == '-';

  for (gsize i = 0; i < n; i++)
    {
      if (i > sign && (n - i) % 3 == 0)
        g_string_append (text, way->group);
      g_string_append_c (text, whole[i]);
    }
  if (*fraction != '\0')
    g_string_append_printf (text, "%s%s", way->decimal, fraction);
  return g_string_free (text, FALSE);
}

static char *
write_table (const Way *way, gsize *length)
{
  static const char *const numbers[][4] = { { "-1234567", "125", "5", "5" },
                                            { "42", "25", "1000", "" },
                                            { "0", "0625", "-7", "75" } };
  static const char *const words[] = { "größe", "é", "plain" };
  g_autoptr (GString) text = g_string_new (NULL);

  if (way->has_comment)
    g_string_append_printf (text, "# a comment, with \"it%s", way->line_end);
  if (way->has_header)
    {
      append_cell (text, way, "höhe", FALSE);
      append_cell (text, way, "y", FALSE);
      append_cell (text, way, "wort", TRUE);
    }
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autofree char *x = write_number (way, numbers[i][0], numbers[i][1]);
      g_autofree char *y = write_number (way, numbers[i][2], numbers[i][3]);
      append_cell (text, way, x, FALSE);
      append_cell (text, way, y, FALSE);
      append_cell (text, way, words[i], TRUE);
    }
  return g_convert (text->str, (gssize) text->len, way->encoding, "UTF-8", NULL, length, NULL);
}

static void
assert_way (const Way *way)
{
  static const double expected[][3] = { { -1234567.125, 42.25, 0.0625 }, { 5.5, 1000, -7.75 } };
  static const char *const words[] = { "größe", "é", "plain" };
  gsize length;
  g_autofree char *bytes = write_table (way, &length);
  g_autoptr (GError) error = NULL;
  if (bytes == NULL)
    return; /* a space that the encoding does not have */
  g_autoptr (MixDataset) dataset = read_with (bytes, length, "", &error);

  g_assert_no_error (error);
  if (mix_dataset_get_n_columns (dataset) != 3 || mix_dataset_get_n_rows (dataset) != 3)
    g_error ("%s", bytes);
  g_assert_cmpstr (mix_dataset_get_column (dataset, 0)->name, ==,
                   way->has_header ? "höhe" : "column 1");
  for (guint i = 0; i < 2; i++)
    for (guint row = 0; row < 3; row++)
      {
        const MixColumn *column = mix_dataset_get_column (dataset, i);
        if (column->kind != MIX_COLUMN_NUMBER)
          g_error ("%s\n%s", bytes, column->fault);
        mix_assert_exact (column->values[row], expected[i][row]);
      }
  const MixColumn *column = mix_dataset_get_column (dataset, 2);
  for (guint row = 0; row < 3; row++)
    g_assert_cmpstr (column->levels[column->codes[row] - 1], ==, words[row]);
}

static guint n_ways;

static void
try_encodings (Way way)
{
  static const char *const encodings[] = { "UTF-8", "UTF-16", "WINDOWS-1252" };

  for (guint i = 0; i < G_N_ELEMENTS (encodings); i++)
    for (guint k = 0; k < 4; k++)
      {
        way.encoding = encodings[i];
        way.has_header = k % 2 == 0;
        way.has_comment = k / 2 == 1;
        assert_way (&way);
        n_ways++;
      }
}

static void
test_every_way (void)
{
  static const char *const delimiters[] = { ",", ";", "\t", "|", " " };
  static const char *const quotes[] = { "", "\"" };
  static const char *const ends[] = { "\n", "\r\n", "\r" };
  static const char *const marks[][2] = { { ".", "" },  { ",", "" },  { ".", "," }, { ",", "." },
                                          { ",", " " }, { ",", "\xc2\xa0" }, { ".", "'" } };

  for (guint d = 0; d < G_N_ELEMENTS (delimiters); d++)
    for (guint q = 0; q < G_N_ELEMENTS (quotes); q++)
      for (guint e = 0; e < G_N_ELEMENTS (ends); e++)
        for (guint m = 0; m < G_N_ELEMENTS (marks); m++)
          try_encodings ((Way){ .delimiter = delimiters[d],
                                .quote = quotes[q],
                                .line_end = ends[e],
                                .decimal = marks[m][0],
                                .group = marks[m][1] });
  g_assert_cmpuint (n_ways, >=, 2500);
}

/* A chunk may end anywhere: in a comment's mark, a quote, a character, CR LF. */
static void
test_chunks (void)
{
  for (guint shift = 0; shift < 8; shift++)
    {
      g_autoptr (GString) text = g_string_new ("x,s\r\n");
      guint n = 0;
      for (guint i = 0; i < shift; i++)
        g_string_append_c (text, ' ');
      while (text->len < 600 * 1024)
        {
          g_string_append (text, n % 3 == 0 ? "## no \"row, é\r\n1,\"a \"\"b\"\" é,c\"\r\n"
                                            : "2,\"a \"\"b\"\" é,c\"\r\n");
          n++;
        }
      g_autoptr (GError) error = NULL;
      g_autoptr (MixDataset) dataset = read_with (text->str, text->len, "comment=##", &error);
      g_assert_no_error (error);
      g_assert_cmpuint (mix_dataset_get_n_rows (dataset), ==, n);
      g_assert_cmpstr (mix_dataset_get_column (dataset, 1)->levels[0], ==, "a \"b\" é,c");
      g_assert_null (mix_dataset_get_column (dataset, 1)->levels[1]);
    }
}

static void
test_settings_as_text (void)
{
  guint n;
  const MixImportOption *options = mix_import_options (&n);
  MixImport a, b;

  mix_import_init (&a);
  mix_import_init (&b);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *initial = mix_import_get (&a, options[i].name);
      g_assert_cmpstr (initial, ==, options[i].initial);
      for (const MixChoice *c = options[i].choices; c != NULL && c->nick != NULL; c++)
        {
          g_assert_true (mix_import_set (&b, options[i].name, c->nick, NULL));
          g_autofree char *text = mix_import_get (&b, options[i].name);
          g_assert_cmpstr (text, ==, c->nick);
        }
      mix_import_set (&b, options[i].name, options[i].initial, NULL);
    }
  g_assert_true (mix_import_equal (&a, &b));
  g_assert_true (mix_import_set (&b, "missing", "x", NULL));
  g_assert_false (mix_import_equal (&a, &b));
}

static void
test_report (void)
{
  const char *text = "x;y;\n1,5;2;\n";
  g_autoptr (GError) error = NULL;
  g_autoptr (MixDataset) dataset = read_with (text, strlen (text), "ragged=skip", &error);
  g_autofree char *words = mix_import_report_describe (mix_dataset_get_import (dataset));

  g_assert_nonnull (strstr (words, "delimiter: semicolon (3 cells in each of the first 2 rows)"));
  g_assert_nonnull (strstr (words, "decimal: comma (1 number of the first rows leaves no doubt)"));
  g_assert_nonnull (strstr (words, "ragged: skip (as given)"));
  g_assert_nonnull (strstr (words, "column 3 has no name: it is called “column 3”"));
}

static char *
get_reason (const char *text, const char *name)
{
  g_autoptr (MixDataset) dataset = read_with (text, strlen (text), "", NULL);
  g_autofree char *all = mix_import_report_describe (mix_dataset_get_import (dataset));
  g_auto (GStrv) lines = g_strsplit (all, "\n", -1);

  for (char **line = lines; *line != NULL; line++)
    if (g_str_has_prefix (*line, name) && (*line)[strlen (name)] == ':')
      return g_strdup (*line);
  return NULL;
}

/* ISO dates were said to be read with the month first. */
static void
test_order_of_dates_is_true (void)
{
  static const struct
  {
    const char *text, *reason;
  } reasons[] = {
    { "t,v\n2020-01-02,1\n", "dates: iso (every date of the first rows has the year first)" },
    { "t,v\n3 Apr 2020,1\n", "dates: iso (no date of the first rows depends on it)" },
    { "x,v\n3,1\n", "dates: iso (there are no dates)" },
    { "t,v\n3.4.2020,1\n", "dates: dmy (the points tell)" },
    { "t,v\n13/4/2020,1\n", "dates: dmy (a number above 12 tells)" },
    { "t,v\n4/13/2020,1\n", "dates: mdy (a number above 12 tells)" },
    { "t,v\n3/4/2020,1\n", "dates: mdy (no number above 12 tells)" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    {
      g_autofree char *reason = get_reason (reasons[i].text, "dates");
      g_assert_cmpstr (reason, ==, reasons[i].reason);
    }
}

static char *
get_notes (const char *text)
{
  g_autoptr (MixDataset) dataset = read_with (text, strlen (text), "", NULL);
  const GPtrArray *notes = mix_dataset_get_import (dataset)->notes;
  GString *all = g_string_new (NULL);

  for (guint i = 0; i < notes->len; i++)
    g_string_append_printf (all, "%s\n", (char *) notes->pdata[i]);
  return g_string_free (all, FALSE);
}

/* Rows of delimiters alone are rows of missing cells, which a median fills. */
static void
test_blank_rows_are_said (void)
{
  g_autofree char *one = get_notes ("x;y\n1;2\n;\n3;4\n");
  g_autofree char *two = get_notes ("x;y\n1;2\n;\n3;4\n;\n");

  g_assert_cmpstr (one, ==, "1 row has nothing in any cell, line 3\n");
  g_assert_cmpstr (two, ==, "2 rows have nothing in any cell, from line 3 on\n");
}

/* What is taken off a number is said. */
static void
test_units_are_said (void)
{
  g_autofree char *percent = get_notes ("s,v\n12%,1\n");
  g_assert_cmpstr (percent, ==, "column 1, “s”, is in %: it is called “s (%)”, and 12 % is the number "
                                "12, not 0.12\n");
  g_autofree char *negative = get_notes ("p,v\n1,1\n(5),1\n6-,2\n-7,3\n");
  g_assert_cmpstr (negative, ==, "2 numbers are below 0 by parentheses or a minus behind: first “(5)” in "
                                 "line 3\n");
}

/* --target share was no column, as reading had called it “share (%)”. */
static void
test_header_names_are_known (void)
{
  static const char text[] = "day,share,x\n2020-01-01,12%,1\n2020-02-01,13%,2\n2020-03-01,15%,4\n";
  const char *const features[] = { "day", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (MixDataset) dataset = read_with (text, strlen (text), "", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (mix_dataset_get_column (dataset, 1)->unit, ==, "%");
  g_autoptr (MixDesign) design = mix_design_new (dataset, "share", features, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (mix_design_get_target_name (design), ==, "share (%)");
  g_assert_cmpstr (mix_design_get_feature_name (design, 0), ==, "day (days since 1970)");
}

/* "4-900=text": columns by their numbers, from and to. */
static void
test_ranges_of_columns (void)
{
  MixImport import;

  mix_import_init (&import);
  g_assert_true (mix_import_set (&import, "kinds", "2-4=text,6=date,9-8=text,7-x=text", NULL));
  const MixColumnForm forms[] = { MIX_FORM_AUTO, MIX_FORM_TEXT, MIX_FORM_TEXT, MIX_FORM_TEXT,
                                  MIX_FORM_AUTO, MIX_FORM_DATE, MIX_FORM_AUTO, MIX_FORM_AUTO };
  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    g_assert_cmpint (mix_import_form_of (&import, "name", i + 1), ==, forms[i]);
  g_assert_cmpint (mix_import_form_of (&import, "7-x", 40), ==, MIX_FORM_TEXT); /* a name */
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import/table", test_table);
  g_test_add_func ("/import/every-way", test_every_way);
  g_test_add_func ("/import/chunks", test_chunks);
  g_test_add_func ("/import/settings", test_settings_as_text);
  g_test_add_func ("/import/report", test_report);
  g_test_add_func ("/import/order-of-dates-is-true", test_order_of_dates_is_true);
  g_test_add_func ("/import/blank-rows-are-said", test_blank_rows_are_said);
  g_test_add_func ("/import/units-are-said", test_units_are_said);
  g_test_add_func ("/import/header-names-are-known", test_header_names_are_known);
  g_test_add_func ("/import/ranges-of-columns", test_ranges_of_columns);
  return g_test_run ();
}
