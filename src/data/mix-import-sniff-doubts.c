/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What could be meant in another way than it is read, column by column and row by row. */
#include "mix-import-sniff.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "mix-csv-cell.h"
#include "mix-csv-marks.h"

#define COMPACT_DATE 8 /* digits */

/* 00123: an id or a postal code looks like a number that nobody would write so. 20200131: a date. */
static void
doubt_digits (MixImportReport *report, const MixCsvSample *sample, guint first_row, guint column)
{
  const char *zero = NULL, *compact = NULL;
  MixDate date;

  for (guint row = first_row; row < sample->rows->len; row++)
    {
      const char *text = mix_csv_sample_cell (sample, row, column);
      gsize n = strlen (text);
      if (strspn (text, "0123456789") != n)
        return;
      if (zero == NULL && n > 1 && text[0] == '0')
        zero = text;
      if (n != COMPACT_DATE || (text[0] != '1' && text[0] != '2')
          || !mix_date_parse (text, n, MIX_DATE_ISO, &date))
        compact = "";
      else if (compact == NULL)
        compact = text;
    }
  if (zero != NULL)
    mix_import_report_add_doubt (
      report,
      _ ("“%s” in column %u begins with 0 as ids and postal codes do: read as a number; "
         "kinds “%u=category” keeps it as a word"),
      zero, column + 1, column + 1);
  else if (compact != NULL && *compact != '\0')
    mix_import_report_add_doubt (
      report,
      _ ("“%s” in column %u could be a date: read as a number; kinds “%u=date” reads a date"),
      compact, column + 1, column + 1);
}

/* It begins like a number, and at least half of it are digits. */
static gboolean
looks_like_value (const char *text)
{
  gsize n_digits = 0, n = strlen (text);

  if (strchr ("0123456789+-.=\xef", *text) == NULL)
    return FALSE;
  for (const char *c = text; *c != '\0'; c++)
    n_digits += g_ascii_isdigit (*c);
  if (*text == '\xef') /* digits as wide as an ideograph */
    for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
      n_digits += g_unichar_isdigit (g_utf8_get_char (c)) && !g_ascii_isdigit (*c) ? 3 : 0;
  return 2 * n_digits >= n && n_digits > 0;
}

/* 0x1F, 12:34:56:78, 1,23,456, 12: words, but somebody may have meant something. */
static void
doubt_words (MixImportReport *report, const MixCsvSample *sample, guint first_row, guint column)
{
  const char *found = NULL;

  for (guint row = first_row; row < sample->rows->len; row++)
    {
      const char *text = mix_csv_sample_cell (sample, row, column);
      if (*text == '\0')
        continue;
      if (mix_csv_marks_is_number (text, NULL) || !looks_like_value (text))
        return;
      if (found == NULL)
        found = text;
    }
  if (found == NULL)
    return;
  g_autofree char *shown = mix_csv_cell_shorten (found, strlen (found));
  mix_import_report_add_doubt (
    report,
    _ ("“%s” in column %u could be a number or a date of a kind that is not known: read as a word"),
    shown, column + 1);
}

/* Names in two rows, or units below names: every cell of the first row is no number, though those
 * below are. */
static void
doubt_second_header (MixImportReport *report, const MixCsvSample *sample, guint first_row)
{
  guint n_over = 0, n = mix_csv_sample_row (sample, first_row)->cells->len;

  if (sample->rows->len < first_row + 2)
    return;
  for (guint column = 0; column < n; column++)
    {
      const char *text = mix_csv_sample_cell (sample, first_row, column);
      MixDress dress;
      if (mix_csv_marks_is_number (text, &dress))
        return;
      gboolean all = TRUE;
      for (guint row = first_row + 1; row < sample->rows->len; row++)
        all &= mix_csv_marks_is_number (mix_csv_sample_cell (sample, row, column), NULL);
      n_over += *text != '\0' && all;
    }
  if (n_over > 0 && 2 * n_over >= n)
    mix_import_report_add_doubt (
      report,
      _ ("line %lu has words over numbers, as a second row of names or of units has: read as a row; "
         "skip-lines %lu takes the names from it"),
      mix_csv_sample_row (sample, first_row)->line,
      mix_csv_sample_row (sample, first_row)->line - 1);
}

/**
 * mix_import_sniff_doubts:
 * @first_row: below the names
 *
 * After everything is decided: says what could be meant in another way.
 */
void
mix_import_sniff_doubts (MixImportReport *report, const MixCsvSample *sample, guint first_row)
{
  guint n = first_row < sample->rows->len ? mix_csv_sample_row (sample, first_row)->cells->len : 0;

  if (n > 0 && report->settings.header == MIX_HEADER_YES)
    doubt_second_header (report, sample, first_row);
  for (guint column = 0; column < n && strcmp (report->settings.kinds, "auto") == 0; column++)
    {
      if (g_array_index (report->forms, MixColumnForm, column) != MIX_FORM_AUTO)
        continue;
      doubt_digits (report, sample, first_row, column);
      doubt_words (report, sample, first_row, column);
    }
}
