/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the cells say: which row has names, how numbers are written, what stands for no value. */
#include "mix-import-sniff.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#include "mix-csv-cell.h"
#include "mix-csv-marks.h"

static guint
count_cells (const MixCsvSample *sample, guint row)
{
  return mix_csv_sample_row (sample, row)->cells->len;
}

static gboolean
is_missing (const MixImportReport *report, const char *text)
{
  g_auto (GStrv) words
      = g_strsplit (strcmp (report->settings.missing, "auto") == 0 ? mix_csv_missing_words
                                                                    : report->settings.missing,
                    ",", -1);
  if (*text == '\0')
    return TRUE;
  for (char **word = words; *word != NULL; word++)
    if (g_ascii_strcasecmp (*word, text) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
is_infinite (const char *text)
{
  text += *text == '-' || *text == '+';
  return g_ascii_strcasecmp (text, "inf") == 0 || g_ascii_strcasecmp (text, "infinity") == 0;
}

/* A number or what looks like a date: no word. */
static gboolean
is_value (const char *text)
{
  return mix_csv_marks_is_number (text, NULL) || is_infinite (text)
         || (g_ascii_isdigit (*text) && strspn (text, "0123456789-/.: TZ+") == strlen (text));
}

typedef struct
{
  gboolean has_word, has_number;     /* first row */
  gboolean has_word_over_numbers;    /* somewhere */
  gboolean has_number_over_words;
} FirstRow;

static void
look_below (const MixImportReport *report, const MixCsvSample *sample, guint from, guint column,
            guint *n_values, guint *n_words)
{
  *n_values = *n_words = 0;
  for (guint row = from; row < sample->rows->len; row++)
    {
      const char *text = mix_csv_sample_cell (sample, row, column);
      if (is_missing (report, text))
        continue;
      *(is_value (text) ? n_values : n_words) += 1;
    }
}

/* A name such as 95% or (1): a number with something around it, over others that are bare. */
static gboolean
is_dressed_name (const MixCsvSample *sample, guint first_row, guint column)
{
  MixDress dress, below;

  if (!mix_csv_marks_is_number (mix_csv_sample_cell (sample, first_row, column), &dress)
      || (dress.unit == MIX_CELL_UNIT_NONE && !dress.is_accounting))
    return FALSE;
  for (guint row = first_row + 1; row < sample->rows->len; row++)
    if (mix_csv_marks_is_number (mix_csv_sample_cell (sample, row, column), &below)
        && below.unit == dress.unit && below.is_accounting >= dress.is_accounting)
      return FALSE;
  return TRUE;
}

static FirstRow
look_at_first_row (const MixImportReport *report, const MixCsvSample *sample, guint first_row)
{
  FirstRow first = { FALSE };

  for (guint column = 0; column < count_cells (sample, first_row); column++)
    {
      const char *text = mix_csv_sample_cell (sample, first_row, column);
      guint n_values, n_words;
      if (is_missing (report, text))
        continue;
      look_below (report, sample, first_row + 1, column, &n_values, &n_words);
      gboolean is_number = is_value (text) && !is_dressed_name (sample, first_row, column);
      first.has_word |= !is_number;
      first.has_number |= is_number;
      first.has_word_over_numbers |= !is_number && n_values > 0;
      first.has_number_over_words |= is_number && n_values == 0 && n_words > 0;
    }
  return first;
}

/* Whole numbers that count up by one, from the cell at which they begin. */
static gboolean
counts_up (const MixCsvSample *sample, guint row, guint start, long *first)
{
  guint n = count_cells (sample, row);

  for (guint i = start; i < n; i++)
    {
      const char *text = mix_csv_sample_cell (sample, row, i);
      if (*text == '\0' || strlen (text) > 6 || strspn (text, "0123456789") != strlen (text))
        return FALSE;
      if (i == start)
        *first = strtol (text, NULL, 10);
      else if (strtol (text, NULL, 10) != *first + (long) (i - start))
        return FALSE;
    }
  return TRUE;
}

/* Cells at the beginning of the first row that are words, or nothing, over words. */
static guint
count_words_over_words (const MixImportReport *report, const MixCsvSample *sample, guint first_row)
{
  guint n = count_cells (sample, first_row), start = 0, n_values, n_words;

  for (; start < n && !is_value (mix_csv_sample_cell (sample, first_row, start)); start++)
    {
      look_below (report, sample, first_row + 1, start, &n_values, &n_words);
      if (n_values > 0 || n_words == 0)
        break;
    }
  return start;
}

/* Years over other numbers, or 0, 1, 2 … each over numbers with decimals: names, though numbers.
 * Words over words may come before years. */
static gboolean
has_counted_names (const MixImportReport *report, const MixCsvSample *sample, guint first_row)
{
  long first = 0;
  guint n = count_cells (sample, first_row);
  guint start = count_words_over_words (report, sample, first_row), n_counted = n - start;

  if (n_counted < 2 || sample->rows->len < first_row + 2
      || !counts_up (sample, first_row, start, &first))
    return FALSE;
  gboolean are_years = first >= 1900 && first + (long) n_counted <= 2101;
  gboolean are_places = start == 0 && n > 2 && first <= 1;
  for (guint cell = start; cell < n; cell++)
    {
      gboolean has_decimals = FALSE;
      for (guint row = first_row + 1; row < sample->rows->len; row++)
        {
          const char *text = mix_csv_sample_cell (sample, row, cell);
          long value = strtol (text, NULL, 10);
          are_years &= !(strlen (text) == 4 && value >= 1900 && value <= 2100);
          has_decimals |= strpbrk (text, ".,") != NULL;
        }
      are_places &= has_decimals;
    }
  return are_years || are_places;
}

/**
 * mix_import_sniff_header:
 * @first_row: of the table
 *
 * The first row has names where it has words and no numbers; or where a word stands over numbers or
 * a number over words; or where its numbers count up as years and positions do, and others do not.
 *
 * Returns: whether the first row has names
 */
gboolean
mix_import_sniff_header (MixImportReport *report, const MixCsvSample *sample, guint first_row)
{
  if (report->settings.header != MIX_IMPORT_AUTO)
    return report->settings.header == MIX_HEADER_YES;

  gboolean has_header = FALSE;
  const char *reason = _ ("there is no row");
  if (first_row < sample->rows->len)
    {
      FirstRow first = look_at_first_row (report, sample, first_row);
      has_header = TRUE;
      if (first.has_word && !first.has_number)
        reason = _ ("the first row has only words");
      else if (first.has_word_over_numbers)
        reason = _ ("in the first row a word stands over numbers");
      else if (first.has_number_over_words)
        reason = _ ("in the first row a number stands over words");
      else if (has_counted_names (report, sample, first_row))
        {
          guint start = count_words_over_words (report, sample, first_row);
          reason = _ ("the numbers of the first row count up, and those below do not");
          mix_import_report_add_doubt (
              report, _ ("the first row (%s, %s, …) could be names or numbers: read as names"),
              mix_csv_sample_cell (sample, first_row, start),
              mix_csv_sample_cell (sample, first_row, start + 1));
        }
      else
        {
          has_header = FALSE;
          reason = _ ("the first row has numbers like the others");
        }
    }
  report->settings.header = has_header ? MIX_HEADER_YES : MIX_HEADER_NO;
  mix_import_report_set_reason (report, "header", "%s", reason);
  return has_header;
}

/* Words of other programs and languages that stand for no value in a column of numbers. */
static const char *const other_words[] = {
  ".", "-", "--", "---", "*", "**", "none", "nil", "(null)", "missing", "unknown", "n.a.", "n.d.",
  "k.A.", "k. A.", "#VALUE!", "#WERT!", "#DIV/0!", "#REF!", "#NUM!", "#NV", "#NULL!", "#NAME?",
  "<NA>", "NaT",
};

static const char *
find_other_word (const char *text)
{
  for (guint i = 0; i < G_N_ELEMENTS (other_words); i++)
    if (g_ascii_strcasecmp (other_words[i], text) == 0)
      return other_words[i];
  return NULL;
}

static void
add_word (GString *words, const char *word)
{
  g_auto (GStrv) known = g_strsplit (words->str, ",", -1);

  if (g_strv_contains ((const char *const *) known, word)
      || words->len + strlen (word) + 2 > MIX_IMPORT_MAX_WORDS)
    return;
  g_string_append_printf (words, ",%s", word);
}

/* Numbers that programs write for no value, where everything else in the column is positive. */
static void
doubt_numbers (MixImportReport *report, const MixCsvSample *sample, guint first_row, guint column)
{
  static const char *const numbers[] = { "-99", "-999", "-9999", "-999.0", "-9999.0", "-99999" };
  const char *found = NULL;
  guint n = 0;

  for (guint row = first_row; row < sample->rows->len; row++)
    {
      const char *text = mix_csv_sample_cell (sample, row, column);
      if (*text != '-')
        continue;
      if (found == NULL)
        for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
          if (strcmp (numbers[i], text) == 0)
            found = text;
      if (found == NULL || strcmp (found, text) != 0)
        return;
      n++;
    }
  if (n > 1)
    mix_import_report_add_doubt (
        report,
        _ ("“%s” in column %u could stand for no value: read as a number; else name it under "
           "missing"),
        found, column + 1);
}

/**
 * mix_import_sniff_missing:
 * @first_row: below the names
 *
 * Adds to the usual words those that are found in columns of numbers.
 */
void
mix_import_sniff_missing (MixImportReport *report, const MixCsvSample *sample, guint first_row)
{
  g_autoptr (GString) words = g_string_new (mix_csv_missing_words);
  guint n_columns = first_row < sample->rows->len ? count_cells (sample, first_row) : 0;
  gboolean is_auto = strcmp (report->settings.missing, "auto") == 0;

  for (guint column = 0; is_auto && column < n_columns; column++)
    {
      guint n_values, n_words;
      look_below (report, sample, first_row, column, &n_values, &n_words);
      if (n_values == 0 || n_values < n_words)
        continue;
      for (guint row = first_row; row < sample->rows->len; row++)
        {
          const char *word = find_other_word (mix_csv_sample_cell (sample, row, column));
          if (word != NULL)
            add_word (words, word);
        }
      doubt_numbers (report, sample, first_row, column);
    }
  if (!is_auto)
    return;
  g_strlcpy (report->settings.missing, words->str, MIX_IMPORT_MAX_WORDS);
  if (words->len > strlen (mix_csv_missing_words))
    mix_import_report_set_reason (report, "missing",
                                  _ ("the usual words, and those found among numbers"));
  else
    mix_import_report_set_reason (report, "missing", _ ("the usual words"));
}

/* Only cells that may be either: 1,234 is a number of thousands unless commas are decimal marks,
 * which they mostly are where semicolons stand between cells. */
static void
decide_without_evidence (MixImportReport *report, const MixCsvMarks *marks)
{
  MixImport *s = &report->settings;
  gboolean is_semicolon = s->delimiter == MIX_DELIMITER_SEMICOLON;

  if (s->grouping == MIX_GROUPING_POINT
      || (s->grouping != MIX_GROUPING_COMMA && marks->maybe_comma > 0 && marks->maybe_point == 0
          && (is_semicolon || s->grouping > MIX_GROUPING_COMMA)))
    s->decimal = MIX_DECIMAL_MARK_COMMA;
  else
    s->decimal = MIX_DECIMAL_MARK_POINT;
  if (marks->maybe_comma + marks->maybe_point == 0)
    mix_import_report_set_reason (report, "decimal", _ ("no number has a decimal mark"));
  else if (marks->maybe_comma == 0 && s->decimal == MIX_DECIMAL_MARK_POINT)
    mix_import_report_set_reason (report, "decimal", _ ("the usual one, and no number is against it"));
  else
    mix_import_report_set_reason (report, "decimal", _ ("the more likely of two, see below"));
}

static void
decide_decimal (MixImportReport *report, const MixCsvMarks *marks)
{
  guint point = marks->decimal_point + marks->groups[MIX_GROUPING_COMMA];
  guint comma = marks->decimal_comma + marks->groups[MIX_GROUPING_POINT];

  if (point + comma == 0)
    {
      decide_without_evidence (report, marks);
      return;
    }
  report->settings.decimal = comma > point ? MIX_DECIMAL_MARK_COMMA : MIX_DECIMAL_MARK_POINT;
  if (point > 0 && comma > 0)
    {
      mix_import_report_set_reason (report, "decimal", _ ("most numbers have it"));
      mix_import_report_add_doubt (
          report,
          comma > point ? _ ("some numbers have a decimal comma and some a point: commas are read")
                        : _ ("some numbers have a decimal comma and some a point: points are read"));
    }
  else
    mix_import_report_set_reason (report, "decimal",
                                  ngettext ("%u number of the first rows leaves no doubt",
                                            "%u numbers of the first rows leave no doubt",
                                            point + comma),
                                  point + comma);
}

static void
decide_grouping (MixImportReport *report, const MixCsvMarks *marks)
{
  MixImport *s = &report->settings;
  gboolean is_comma = s->decimal == MIX_DECIMAL_MARK_COMMA;
  MixGrouping other = is_comma ? MIX_GROUPING_POINT : MIX_GROUPING_COMMA;
  guint maybe = is_comma ? marks->maybe_point : marks->maybe_comma;
  guint most = marks->groups[other] + maybe;

  s->grouping = most > 0 ? other : MIX_GROUPING_NONE;
  for (MixGrouping g = MIX_GROUPING_SPACE; g <= MIX_GROUPING_APOSTROPHE; g++)
    if (marks->groups[g] > most)
      {
        most = marks->groups[g];
        s->grouping = g;
      }
  if (most == 0)
    mix_import_report_set_reason (report, "grouping", _ ("no number is written in groups"));
  else
    mix_import_report_set_reason (report, "grouping",
                                  ngettext ("%u number of the first rows is written in groups",
                                            "%u numbers of the first rows are written in groups",
                                            most),
                                  most);
}

/* "1,234" could be 1.234 or 1234: says how it is read, unless other numbers tell. */
static void
doubt_mark (MixImportReport *report, const MixCsvMarks *marks, gboolean is_comma)
{
  const MixImport *s = &report->settings;
  const char *text = is_comma ? marks->comma : marks->point;
  guint certain = is_comma ? marks->decimal_comma + marks->groups[MIX_GROUPING_COMMA]
                           : marks->decimal_point + marks->groups[MIX_GROUPING_POINT];
  gboolean is_decimal = (s->decimal == MIX_DECIMAL_MARK_COMMA) == is_comma;
  gboolean is_usual = !is_comma && is_decimal && s->delimiter != MIX_DELIMITER_SEMICOLON;

  if (text == NULL || certain > 0 || is_usual)
    return;
  g_autofree char *decimal = g_strdelimit (g_strdup (text), ",", '.');
  g_autoptr (GString) whole = g_string_new (text);
  g_string_replace (whole, is_comma ? "," : ".", "", 0);
  mix_import_report_add_doubt (report, _ ("“%s” could be %s or %s: read as %s"), text, decimal,
                               whole->str, is_decimal ? decimal : whole->str);
}

/**
 * mix_import_sniff_numbers:
 * @first_row: below the names
 *
 * Finds the decimal mark and that between groups of digits from the numbers that can be written in
 * one way only, and says where none of them decides.
 */
void
mix_import_sniff_numbers (MixImportReport *report, const MixCsvSample *sample, guint first_row)
{
  g_auto (MixCsvMarks) marks = { 0 };
  gboolean decimal_given = report->settings.decimal != MIX_IMPORT_AUTO;
  gboolean grouping_given = report->settings.grouping != MIX_IMPORT_AUTO;

  mix_csv_marks_count (&marks, sample, first_row);
  if (!decimal_given)
    decide_decimal (report, &marks);
  if (!grouping_given)
    decide_grouping (report, &marks);
  if (decimal_given || grouping_given)
    return;
  doubt_mark (report, &marks, TRUE);
  doubt_mark (report, &marks, FALSE);
}
