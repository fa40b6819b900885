/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-import-sniff.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "mix-csv-cell.h"
#include "mix-csv-marks.h"

#define MAX_ROWS 200
#define MAX_TEXT (64 * 1024)
#define MAX_PREAMBLE 20 /* lines before a table */
#define MIN_AFTER 3     /* rows that agree after one */

/* The beginning of the file as it looks with one delimiter. */
typedef struct
{
  MixImport settings;
  MixCsvSample *sample;
  guint first_row; /* rows before it are no part of the table */
  guint n_columns;
  gboolean is_even; /* every row from the first has as many cells */
  double quality;   /* share of the cells below the first row that are no text */
} Look;

static void
look_clear (Look *look)
{
  g_clear_pointer (&look->sample, mix_csv_sample_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Look, look_clear)

static guint
count_cells (const MixCsvSample *sample, guint row)
{
  return mix_csv_sample_row (sample, row)->cells->len;
}

static gboolean
is_even_from (const MixCsvSample *sample, guint first_row)
{
  for (guint row = first_row + 1; row < sample->rows->len; row++)
    if (count_cells (sample, row) != count_cells (sample, first_row))
      return FALSE;
  return TRUE;
}

static gboolean
has_only_words (const MixCsvSample *sample, guint row)
{
  for (guint cell = 0; cell < count_cells (sample, row); cell++)
    {
      const char *text = mix_csv_sample_cell (sample, row, cell);
      if (*text == '\0' || mix_csv_marks_is_plain (text))
        return FALSE;
    }
  return TRUE;
}

/* A title and the like: lines with fewer cells, then names, then rows that agree with these. */
static guint
find_first_row (const MixCsvSample *sample)
{
  if (sample->is_broken || is_even_from (sample, 0))
    return 0;
  for (guint row = 1; row <= MAX_PREAMBLE && row + MIN_AFTER <= sample->rows->len; row++)
    {
      if (count_cells (sample, row - 1) >= count_cells (sample, sample->rows->len - 1))
        return 0;
      if (count_cells (sample, row) > 1 && is_even_from (sample, row)
          && has_only_words (sample, row))
        return row;
    }
  return 0;
}

/* A number, a date, nothing: what a table of data is made of. */
static gboolean
is_value (const char *text)
{
  return mix_csv_marks_is_number (text, NULL)
         || strspn (text, "0123456789-/.: TZ+") == strlen (text);
}

static double
measure_quality (const MixCsvSample *sample, guint first_row)
{
  gsize n = 0, n_values = 0;

  for (guint row = first_row + 1; row < sample->rows->len; row++)
    for (guint cell = 0; cell < count_cells (sample, row); cell++, n++)
      n_values += is_value (mix_csv_sample_cell (sample, row, cell));
  return n > 0 ? (double) n_values / (double) n : 0;
}

static void
look_init (Look *look, const MixImport *settings, int delimiter, const char *text, gsize length,
           gboolean is_whole)
{
  *look = (Look){ .settings = *settings };
  look->settings.delimiter = delimiter;
  look->sample = mix_csv_sample_new (text, length, is_whole, &look->settings, MAX_ROWS);
  if (look->sample->rows->len == 0)
    return;
  look->first_row = settings->skip < 0 ? find_first_row (look->sample) : 0;
  look->n_columns = count_cells (look->sample, look->first_row);
  look->is_even = !look->sample->is_broken && is_even_from (look->sample, look->first_row);
  look->quality = measure_quality (look->sample, look->first_row);
}

/* Words that happen to have as many spaces in each row are no columns. */
static gboolean
fits (const Look *look)
{
  return look->is_even && look->n_columns > 1
         && (look->settings.delimiter != MIX_DELIMITER_SPACE || look->quality > 0.5);
}

/* One column of numbers with decimal commas: its name has none. */
static gboolean
is_single_column (const Look *look)
{
  const MixCsvSample *sample = look->sample;

  if (sample->rows->len < 2 || look->n_columns != 1 || !look->is_even
      || !has_only_words (sample, 0) || strchr (mix_csv_sample_cell (sample, 0, 0), ',') != NULL)
    return FALSE;
  for (guint row = 1; row < sample->rows->len; row++)
    if (!mix_csv_marks_is_plain (mix_csv_sample_cell (sample, row, 0)))
      return FALSE;
  return TRUE;
}

/* How many rows have as many cells as most have, where that is more than one. */
static guint
count_agreeing (const Look *look)
{
  guint most = 0;

  for (guint row = 0; row < look->sample->rows->len; row++)
    {
      guint n = 0;
      for (guint other = 0; other < look->sample->rows->len; other++)
        n += count_cells (look->sample, other) == count_cells (look->sample, row);
      if (count_cells (look->sample, row) > 1)
        most = MAX (most, n);
    }
  return most;
}

/* In this order, as a comma may be a decimal mark and a space part of a text. */
static const int order[] = { MIX_DELIMITER_TAB, MIX_DELIMITER_SEMICOLON, MIX_DELIMITER_PIPE,
                             MIX_DELIMITER_COMMA, MIX_DELIMITER_SPACE };

#define N_LOOKS G_N_ELEMENTS (order)
#define COMMA_LOOK 3

static const Look *
choose (const Look *looks)
{
  const Look *best = NULL;

  for (guint i = 0; i < N_LOOKS; i++)
    if (fits (&looks[i]) && (best == NULL || looks[i].quality > best->quality))
      best = &looks[i];
  if (best != NULL)
    return best;
  if (is_single_column (&looks[1]))
    return &looks[1];

  guint most = 0;
  best = &looks[COMMA_LOOK];
  for (guint i = 0; i < COMMA_LOOK + 1; i++)
    {
      guint n = count_agreeing (&looks[i]);
      if (n > most)
        {
          most = n;
          best = &looks[i];
        }
    }
  return best;
}

static void
explain_delimiter (MixImportReport *report, const Look *look)
{
  if (look->n_columns > 1 && look->is_even)
    mix_import_report_set_reason (report, "delimiter",
                                  ngettext ("%u cell in each of the first %u rows",
                                            "%u cells in each of the first %u rows",
                                            look->n_columns),
                                  look->n_columns,
                                  look->sample->rows->len - look->first_row);
  else if (look->n_columns > 1)
    mix_import_report_set_reason (report, "delimiter",
                                  _ ("it parts most rows alike; none parts all of them alike"));
  else
    mix_import_report_set_reason (report, "delimiter", _ ("there is one column"));
}

static void
doubt_single_column (MixImportReport *report, const Look *look)
{
  for (guint row = 1; row < look->sample->rows->len; row++)
    {
      const char *text = mix_csv_sample_cell (look->sample, row, 0);
      if (strchr (text, ',') == NULL)
        continue;
      mix_import_report_add_doubt (
          report, _ ("“%s” could be a number with a comma, or two: read as one, as there is one name"),
          text);
      return;
    }
}

/* Numbers such as 1,5 in a single column look like two columns. */
static void
doubt_comma (MixImportReport *report, const Look *look)
{
  if (is_single_column (look))
    doubt_single_column (report, look);
  if (look->settings.delimiter != MIX_DELIMITER_COMMA || look->n_columns != 2 || !look->is_even
      || look->quality < 1)
    return;
  for (guint row = look->first_row; row < look->sample->rows->len; row++)
    for (guint cell = 0; cell < 2; cell++)
      {
        const char *text = mix_csv_sample_cell (look->sample, row, cell);
        if (*text == '\0' || strspn (text + (*text == '-'), "0123456789") != strlen (text + (*text == '-')))
          return;
      }
  mix_import_report_add_doubt (
      report, _ ("“%s,%s” could be one number with a decimal comma, or two: read as two columns"),
      mix_csv_sample_cell (look->sample, look->first_row, 0),
      mix_csv_sample_cell (look->sample, look->first_row, 1));
}

/* One look at each delimiter that may be, and the best of them. */
static void
take_best_look (MixImportReport *report, const MixImport *settings, const char *text, gsize length,
                gboolean is_whole, Look *best)
{
  Look looks[N_LOOKS];

  if (settings->delimiter != MIX_IMPORT_AUTO)
    {
      look_init (best, settings, settings->delimiter, text, length, is_whole);
      return;
    }
  for (guint i = 0; i < N_LOOKS; i++)
    look_init (&looks[i], settings, order[i], text, length, is_whole);
  *best = *choose (looks);
  explain_delimiter (report, best);
  for (guint i = 0; i < N_LOOKS; i++)
    if (looks[i].sample != best->sample)
      look_clear (&looks[i]);
}

static gboolean
has_line_with (const char *text, gsize length, char first)
{
  for (const char *c = text; c != NULL && c < text + length;)
    {
      if (*c == first)
        return TRUE;
      c = memchr (c, '\n', (gsize) (text + length - c));
      c = c != NULL ? c + 1 : NULL;
    }
  return FALSE;
}

/* Lines with # are comments unless they have as many cells as all others, as a header "#x,y". */
static void
look_with_comments (MixImportReport *report, const char *text, gsize length, gboolean is_whole,
                    Look *best)
{
  MixImport with = report->settings, without = report->settings;

  strcpy (with.comment, "#");
  strcpy (without.comment, "none");
  take_best_look (report, &with, text, length, is_whole, best);
  if (best->sample->n_comments == 0)
    return;

  g_auto (Look) other = { 0 };
  look_init (&other, &without, best->settings.delimiter, text, length, is_whole);
  gboolean are_rows = other.is_even && other.n_columns > 1 && other.first_row == 0;
  if (are_rows || best->sample->rows->len < 2)
    {
      look_clear (best);
      take_best_look (report, &without, text, length, is_whole, best);
      mix_import_report_set_reason (report, "comment", _ ("lines with # are rows like the others"));
      return;
    }
  mix_import_report_set_reason (report, "comment", _ ("some of the first lines begin with #"));
}

static void
look_at (MixImportReport *report, const char *text, gsize length, gboolean is_whole, Look *best)
{
  MixImport settings = report->settings;

  if (strcmp (settings.comment, "auto") != 0)
    {
      take_best_look (report, &settings, text, length, is_whole, best);
      return;
    }
  if (has_line_with (text, length, '#'))
    {
      look_with_comments (report, text, length, is_whole, best);
      return;
    }
  strcpy (settings.comment, "none");
  mix_import_report_set_reason (report, "comment", _ ("none of the first lines begins with #"));
  take_best_look (report, &settings, text, length, is_whole, best);
}

static gboolean
is_border (char c)
{
  return c == '\0' || strchr ("\n\r,;\t|", c) != NULL;
}

/* Single quotes count where they enclose whole cells, and where no double one is. */
static void
sniff_quote (MixImportReport *report, const char *text, gsize length)
{
  guint n_opening = 0, n_closing = 0, n = 0;

  if (report->settings.quote != MIX_IMPORT_AUTO)
    return;
  for (gsize i = 0; i < length; i++)
    if (text[i] == '\'')
      {
        n++;
        n_opening += is_border (i > 0 ? text[i - 1] : '\0');
        n_closing += is_border (i + 1 < length ? text[i + 1] : '\0');
      }
  gboolean is_single = memchr (text, '"', length) == NULL && n_opening > 1
                       && n_opening == n_closing && 4 * n_opening > n;
  report->settings.quote = is_single ? MIX_QUOTE_SINGLE : MIX_QUOTE_DOUBLE;
  mix_import_report_set_reason (report, "quote",
                                is_single ? _ ("single quotes enclose cells, and no double ones")
                                          : _ ("the usual one"));
}

/* "sep=;" is what one spreadsheet writes for itself in the first line. */
static gboolean
take_separator_line (MixImportReport *report, const char *text, gsize length)
{
  static const char marks[] = ",;\t|";
  static const int delimiters[] = { MIX_DELIMITER_COMMA, MIX_DELIMITER_SEMICOLON, MIX_DELIMITER_TAB,
                                    MIX_DELIMITER_PIPE };
  MixImport *settings = &report->settings;

  if (length < 6 || g_ascii_strncasecmp (text, "sep=", 4) != 0
      || (text[5] != '\n' && text[5] != '\r'))
    return FALSE;
  const char *mark = text[4] != '\0' ? strchr (marks, text[4]) : NULL;
  if (mark == NULL || settings->skip >= 0 || settings->delimiter != MIX_IMPORT_AUTO)
    return FALSE;
  settings->skip = 1;
  settings->delimiter = delimiters[mark - marks];
  mix_import_report_set_reason (report, "delimiter", _ ("the first line says so: sep=%c"), *mark);
  mix_import_report_set_reason (report, "skip-lines", _ ("the first line says the delimiter"));
  return TRUE;
}

static void
settle_skip (MixImportReport *report, const Look *look)
{
  if (look->settings.skip >= 0)
    return;
  report->settings.skip
      = look->first_row > 0 ? (int) mix_csv_sample_row (look->sample, look->first_row)->line - 1 : 0;
  if (look->first_row > 0)
    mix_import_report_set_reason (report, "skip-lines",
                                  _ ("the rows after them have %u cells each, and these fewer"),
                                  look->n_columns);
  else
    mix_import_report_set_reason (report, "skip-lines", _ ("the table begins at once"));
}

/**
 * mix_import_sniff:
 * @text: [length], valid UTF-8 without NUL, without a byte order mark
 * @is_whole: whether it is all of the file
 *
 * The delimiter is one that parts every row of the first two hundred into equally many cells, two
 * at least, and makes most of them numbers or dates; else whichever parts most rows alike.
 */
void
mix_import_sniff (MixImportReport *report, const char *text, gsize length, gboolean is_whole)
{
  g_auto (Look) look = { 0 };

  if (length > MAX_TEXT)
    {
      length = MAX_TEXT;
      is_whole = FALSE;
    }
  sniff_quote (report, text, length);
  take_separator_line (report, text, length);
  look_at (report, text, length, is_whole, &look);
  settle_skip (report, &look);
  if (report->settings.delimiter == MIX_IMPORT_AUTO)
    doubt_comma (report, &look);
  report->settings.delimiter = look.settings.delimiter;
  g_strlcpy (report->settings.comment, look.settings.comment, MIX_IMPORT_MAX_COMMENT);

  gboolean has_header = mix_import_sniff_header (report, look.sample, look.first_row);
  guint first_row = look.first_row + has_header;
  mix_import_sniff_missing (report, look.sample, first_row);
  mix_import_sniff_numbers (report, look.sample, first_row);
  mix_import_sniff_forms (report, look.sample, first_row);
  mix_import_sniff_doubts (report, look.sample, first_row);
}
