/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-csv-marks.h"

#include <string.h>

#include "mix-csv-cell.h"
#include "mix-decimal.h"

#define MAX_RUNS 12

/* A number taken apart: runs of digits, and what stands between them. */
typedef struct
{
  guint lengths[MAX_RUNS];
  MixGrouping marks[MAX_RUNS]; /* the mark after each run; a decimal mark is one of these too */
  guint n;                     /* runs */
  gboolean leading_zero;
  gboolean has_exponent;
} Runs;

static MixGrouping
find_mark (const char *c, const char *end, gsize *n)
{
  for (MixGrouping mark = MIX_GROUPING_COMMA; mark <= MIX_GROUPING_APOSTROPHE; mark++)
    if ((*n = mix_csv_cell_match_grouping (mark, c, end)) > 0)
      return mark;
  return MIX_GROUPING_NONE;
}

static gboolean
is_exponent (const char *c)
{
  if (*c != 'e' && *c != 'E')
    return FALSE;
  c += c[1] == '-' || c[1] == '+' ? 2 : 1;
  return *c != '\0' && strspn (c, "0123456789") == strlen (c);
}

static gboolean
take_apart (const char *text, Runs *runs)
{
  const char *end = text + strlen (text), *c = text;

  memset (runs, 0, sizeof *runs);
  gsize n_minus = mix_csv_match_wide_minus (c, (gsize) (end - c));
  if (n_minus > 0)
    c += n_minus;
  else if (*c == '-' || *c == '+')
    c++;
  runs->leading_zero = *c == '0';
  for (runs->n = 1; runs->n < MAX_RUNS; runs->n++)
    {
      gsize n = strspn (c, "0123456789");
      runs->lengths[runs->n - 1] = (guint) n;
      c += n;
      runs->has_exponent = is_exponent (c);
      if (c == end || runs->has_exponent)
        return TRUE;
      runs->marks[runs->n - 1] = find_mark (c, end, &n);
      if (runs->marks[runs->n - 1] == MIX_GROUPING_NONE)
        return FALSE;
      c += n;
    }
  return FALSE;
}

static gboolean
has_groups (const Runs *runs, guint n_groups)
{
  for (guint i = 1; i <= n_groups; i++)
    if (runs->lengths[i] != 3 || runs->marks[i - 1] != runs->marks[0])
      return FALSE;
  return runs->lengths[0] >= 1 && runs->lengths[0] <= 3;
}

/* 192.168.100.200: four numbers below 256 without zeros before them are an address. */
static gboolean
is_address (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, ".", -1);

  for (char **part = parts; *part != NULL; part++)
    {
      guint64 value;
      if (!g_ascii_string_to_unsigned (*part, 10, 0, 255, &value, NULL)
          || (**part == '0' && strlen (*part) > 1))
        return FALSE;
    }
  return g_strv_length (parts) == 4;
}

typedef enum
{
  NO_NUMBER,
  WHOLE,
  DECIMAL, /* decimal is the mark, grouping NONE or not */
  GROUPED,
  EITHER,
} Reading;

static gboolean
is_decimal_mark (MixGrouping mark)
{
  return mark == MIX_GROUPING_COMMA || mark == MIX_GROUPING_POINT;
}

/* One mark: which of its two meanings it can have. */
static Reading
read_one_mark (const Runs *runs)
{
  gboolean may_group = has_groups (runs, 1) && !runs->has_exponent && !runs->leading_zero;

  if (!is_decimal_mark (runs->marks[0]))
    return may_group ? GROUPED : NO_NUMBER;
  if (may_group)
    return EITHER;
  return runs->lengths[0] + runs->lengths[1] > 0 ? DECIMAL : NO_NUMBER;
}

static Reading
read_cell (const char *text, Runs *runs)
{
  if (!take_apart (text, runs))
    return NO_NUMBER;
  if (runs->n == 1)
    return runs->lengths[0] > 0 ? WHOLE : NO_NUMBER;
  if (runs->n == 2)
    return read_one_mark (runs);
  guint n_marks = runs->n - 1;
  if (has_groups (runs, n_marks))
    return runs->has_exponent || (n_marks == 3 && is_address (text)) ? NO_NUMBER : GROUPED;
  MixGrouping last = runs->marks[n_marks - 1];
  return is_decimal_mark (last) && last != runs->marks[0] && has_groups (runs, n_marks - 1)
             ? DECIMAL
             : NO_NUMBER;
}

gboolean
mix_csv_marks_is_plain (const char *text)
{
  Runs runs;
  return read_cell (text, &runs) != NO_NUMBER;
}

/**
 * mix_csv_marks_is_number:
 * @dress: (out) (optional): the unit and so on that it has
 *
 * Returns: whether it is a number in any way to write one
 */
gboolean
mix_csv_marks_is_number (const char *text, MixDress *dress)
{
  MixDress own;
  gsize length = strlen (text);

  dress = dress != NULL ? dress : &own;
  *dress = (MixDress){ MIX_CELL_UNIT_NONE };
  if (mix_csv_marks_is_plain (text))
    return TRUE;
  if (!mix_csv_undress (&text, &length, dress))
    return FALSE;
  g_autofree char *bare = g_strndup (text, length);
  return mix_csv_marks_is_plain (bare);
}

static void
count_cell (MixCsvMarks *marks, const char *cell)
{
  Runs runs;
  MixDress dress;
  gsize length = strlen (cell);
  gboolean is_plain = mix_csv_marks_is_plain (cell) || !mix_csv_undress (&cell, &length, &dress);
  g_autofree char *bare = is_plain ? NULL : g_strndup (cell, length);
  const char *text = is_plain ? cell : bare;
  Reading reading = read_cell (text, &runs);

  if (reading == EITHER)
    {
      gboolean is_comma = runs.marks[0] == MIX_GROUPING_COMMA;
      char **first = is_comma ? &marks->comma : &marks->point;
      *(is_comma ? &marks->maybe_comma : &marks->maybe_point) += 1;
      if (*first == NULL)
        *first = g_strdup (text);
    }
  else if (reading == DECIMAL)
    {
      marks->decimal_comma += runs.marks[runs.n - 2] == MIX_GROUPING_COMMA;
      marks->decimal_point += runs.marks[runs.n - 2] == MIX_GROUPING_POINT;
    }
  if (reading == GROUPED || (reading == DECIMAL && runs.n > 2))
    marks->groups[runs.marks[0]]++;
}

/* Text columns have numbers by chance, and addresses and dates that look like some. */
static gboolean
is_number_column (const MixCsvSample *sample, guint first_row, guint column)
{
  guint n_numbers = 0, n_cells = 0;

  for (guint row = first_row; row < sample->rows->len; row++)
    {
      const char *cell = mix_csv_sample_cell (sample, row, column);
      n_cells += *cell != '\0';
      n_numbers += mix_csv_marks_is_number (cell, NULL);
    }
  return n_numbers > 0 && 2 * n_numbers >= n_cells;
}

/**
 * mix_csv_marks_count:
 * @marks: (inout): zeros
 * @first_row: that is no header
 *
 * Counts the marks of all numbers in columns that mostly hold some.
 */
void
mix_csv_marks_count (MixCsvMarks *marks, const MixCsvSample *sample, guint first_row)
{
  if (first_row >= sample->rows->len)
    return;
  guint n_columns = mix_csv_sample_row (sample, first_row)->cells->len;
  for (guint column = 0; column < n_columns; column++)
    if (is_number_column (sample, first_row, column))
      for (guint row = first_row; row < sample->rows->len; row++)
        count_cell (marks, mix_csv_sample_cell (sample, row, column));
}

void
mix_csv_marks_clear (MixCsvMarks *marks)
{
  g_free (marks->point);
  g_free (marks->comma);
}
