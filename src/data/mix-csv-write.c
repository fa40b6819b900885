/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-csv.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "mix-decimal.h"
#include "mix-file.h"

#define BUFFER (64 * 1024)

struct _MixCsvWriter
{
  MixFileWriter *file;
  guint n_columns;
  MixTimeUnit *times; /* [n_columns]; NULL: only numbers */
  GString *buffer;
};

/* Always FALSE: the reason as one of this library. */
static gboolean
fail (const GError *reason, GError **error)
{
  g_set_error_literal (error, MIX_DATA_ERROR, MIX_DATA_ERROR_WRITE, reason->message);
  return FALSE;
}

static gboolean
flush (MixCsvWriter *writer, GError **error)
{
  g_autoptr (GError) reason = NULL;

  if (!mix_file_writer_add (writer->file, writer->buffer->str, writer->buffer->len, &reason))
    return fail (reason, error);
  g_string_truncate (writer->buffer, 0);
  return TRUE;
}

static void
append_name (GString *line, const char *name)
{
  gsize length = strlen (name);
  gboolean has_edge_space
      = length > 0 && (g_ascii_isspace (name[0]) || g_ascii_isspace (name[length - 1]));

  if (length > 0 && strpbrk (name, ",;\t\"\r\n") == NULL && !has_edge_space)
    {
      g_string_append (line, name);
      return;
    }
  g_string_append_c (line, '"');
  for (const char *c = name; *c != '\0'; c++)
    {
      if (*c == '"')
        g_string_append_c (line, '"');
      g_string_append_c (line, *c);
    }
  g_string_append_c (line, '"');
}

static void
append_header (GString *text, const char *const *names, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      append_name (text, names[i]);
      g_string_append_c (text, i + 1 < n ? ',' : '\n');
    }
}

/**
 * mix_csv_writer_new:
 * @path: where the table goes, or "-" for standard output
 * @names: [n_columns]: the header, quoted where it has to be
 * @n_columns: at least 1
 *
 * Returns: (transfer full): a writer, or NULL with MIX_DATA_ERROR_WRITE
 */
MixCsvWriter *
mix_csv_writer_new (const char *path, const char *const *names, guint n_columns, GError **error)
{
  g_return_val_if_fail (path != NULL && names != NULL && n_columns > 0, NULL);

  g_autoptr (GError) reason = NULL;
  g_autoptr (MixFileWriter) file = mix_file_writer_new (path, &reason);

  if (file == NULL)
    {
      fail (reason, error);
      return NULL;
    }
  MixCsvWriter *writer = g_new0 (MixCsvWriter, 1);
  writer->file = g_steal_pointer (&file);
  writer->n_columns = n_columns;
  writer->buffer = g_string_sized_new (BUFFER + MIX_DECIMAL_SIZE);
  append_header (writer->buffer, names, n_columns);
  return writer;
}

/**
 * mix_csv_writer_set_times:
 * @times: [n_columns], copied: what numbers stand for that are written as dates or times of day
 */
void
mix_csv_writer_set_times (MixCsvWriter *writer, const MixTimeUnit *times)
{
  g_return_if_fail (writer != NULL && times != NULL);
  g_free (writer->times);
  writer->times = g_memdup2 (times, writer->n_columns * sizeof *times);
}

static gsize
print_cell (double value, MixTimeUnit time, char *buffer)
{
  gsize n = time != MIX_TIME_NONE ? mix_time_print (value, time, buffer) : 0;

  return n > 0 ? n : mix_decimal_print (value, buffer);
}

/**
 * mix_csv_format_row:
 * @text: (inout): a line is added
 * @row: [n_columns]; NaN is written as NA
 * @times: (nullable): [n_columns], as of mix_csv_writer_set_times()
 *
 * What mix_csv_writer_add() writes, for whoever has several threads.
 */
void
mix_csv_format_row (GString *text, const double *row, const MixTimeUnit *times, guint n_columns)
{
  gsize length = text->len;

  G_STATIC_ASSERT (MIX_TIME_SIZE <= MIX_DECIMAL_SIZE);
  g_string_set_size (text, length + n_columns * (gsize) MIX_DECIMAL_SIZE);
  for (guint i = 0; i < n_columns; i++)
    {
      length += print_cell (row[i], times != NULL ? times[i] : MIX_TIME_NONE, text->str + length);
      text->str[length++] = i + 1 < n_columns ? ',' : '\n';
    }
  g_string_truncate (text, length);
}

/**
 * mix_csv_writer_add_lines:
 * @text: lines of mix_csv_format_row(), with the writer's n_columns
 *
 * Returns: as mix_csv_writer_add()
 */
gboolean
mix_csv_writer_add_lines (MixCsvWriter *writer, const GString *text, GError **error)
{
  g_return_val_if_fail (writer != NULL && text != NULL, FALSE);

  g_string_append_len (writer->buffer, text->str, (gssize) text->len);
  return writer->buffer->len < BUFFER || flush (writer, error);
}

/**
 * mix_csv_writer_add:
 * @row: [n_columns]; NaN is written as NA
 *
 * Returns: FALSE with MIX_DATA_ERROR_WRITE; the writer can then only be freed
 */
gboolean
mix_csv_writer_add (MixCsvWriter *writer, const double *row, GError **error)
{
  g_return_val_if_fail (writer != NULL && row != NULL, FALSE);

  mix_csv_format_row (writer->buffer, row, writer->times, writer->n_columns);
  return writer->buffer->len < BUFFER || flush (writer, error);
}

/**
 * mix_csv_writer_close:
 *
 * Writes what is left and, for a file, moves it to its place.
 *
 * Returns: FALSE with MIX_DATA_ERROR_WRITE, also after a failure before: no file has then appeared
 */
gboolean
mix_csv_writer_close (MixCsvWriter *writer, GError **error)
{
  g_return_val_if_fail (writer != NULL, FALSE);

  g_autoptr (GError) reason = NULL;
  if (!flush (writer, error))
    return FALSE;
  return mix_file_writer_close (writer->file, &reason) || fail (reason, error);
}

/**
 * mix_csv_writer_free:
 *
 * Frees the writer. A file that was not closed is removed; what stood in its place before is as it
 * was.
 */
void
mix_csv_writer_free (MixCsvWriter *writer)
{
  if (writer == NULL)
    return;
  mix_file_writer_free (writer->file);
  g_string_free (writer->buffer, TRUE);
  g_free (writer->times);
  g_free (writer);
}

static gboolean
has_dates (const MixColumn *column)
{
  return column->as_dates && column->time != MIX_TIME_NONE;
}

/* The columns that can be written, in the table's order; n_numbers of them hold numbers, and
 * n_plain are written as such. */
static GPtrArray *
list_columns (const MixDataset *dataset, guint *n_numbers, guint *n_plain)
{
  GPtrArray *columns = g_ptr_array_new ();

  *n_numbers = *n_plain = 0;
  for (guint i = 0; i < mix_dataset_get_n_columns (dataset); i++)
    {
      const MixColumn *column = mix_dataset_get_column (dataset, i);
      *n_numbers += column->kind == MIX_COLUMN_NUMBER;
      *n_plain += column->kind == MIX_COLUMN_NUMBER && !has_dates (column);
      if (column->kind == MIX_COLUMN_NUMBER || column->levels != NULL)
        g_ptr_array_add (columns, (gpointer) column);
    }
  return columns;
}

static const char **
list_names (const GPtrArray *columns)
{
  const char **names = g_new (const char *, columns->len);

  for (guint i = 0; i < columns->len; i++)
    names[i] = ((const MixColumn *) columns->pdata[i])->name;
  return names;
}

/**
 * mix_csv_format_cell:
 *
 * Returns: (transfer full): a cell as it is written: a word, a date where the column's are written
 *   as such, else the shortest decimal that reads back as the same double; "NA" where it is missing
 */
char *
mix_csv_format_cell (const MixColumn *column, gsize row)
{
  const char *word = mix_column_get_word (column, row);
  char number[MIX_DECIMAL_SIZE];

  if (word != NULL)
    return g_strdup (word);
  if (has_dates (column) && isfinite (column->values[row]))
    return mix_time_format_iso (column->values[row], column->time);
  return g_strdup (mix_decimal_format (column->values[row], number));
}

/* A row with words or dates in it. */
static void
append_words (GString *text, const GPtrArray *columns, gsize row)
{
  for (guint i = 0; i < columns->len; i++)
    {
      g_autofree char *cell = mix_csv_format_cell (columns->pdata[i], row);
      append_name (text, cell);
      g_string_append_c (text, i + 1 < columns->len ? ',' : '\n');
    }
}

static gboolean
add_words (MixCsvWriter *writer, const GPtrArray *columns, gsize row, GError **error)
{
  append_words (writer->buffer, columns, row);
  return writer->buffer->len < BUFFER || flush (writer, error);
}

/* A row of numbers alone, which is what large tables are. */
static gboolean
add_numbers (MixCsvWriter *writer, const GPtrArray *columns, gsize place, double *row, GError **error)
{
  for (guint i = 0; i < columns->len; i++)
    row[i] = ((const MixColumn *) columns->pdata[i])->values[place];
  return mix_csv_writer_add (writer, row, error);
}

/**
 * mix_csv_write:
 * @dataset: a table with at least one column of numbers. Columns of text are written where their
 *   words were kept, and left out otherwise; a missing word is NA. Rows that are excluded are left
 *   out
 * @path: as for mix_csv_writer_new()
 *
 * Returns: FALSE with MIX_DATA_ERROR_COLUMN or MIX_DATA_ERROR_WRITE
 */
gboolean
mix_csv_write (const MixDataset *dataset, const char *path, GError **error)
{
  g_return_val_if_fail (dataset != NULL && path != NULL, FALSE);

  guint n_numbers, n_plain;
  g_autoptr (GPtrArray) columns = list_columns (dataset, &n_numbers, &n_plain);
  guint n = columns->len;
  if (n_numbers == 0)
    {
      g_set_error (error, MIX_DATA_ERROR, MIX_DATA_ERROR_COLUMN, _ ("%s: no column holds numbers"),
                   mix_dataset_get_title (dataset));
      return FALSE;
    }

  g_autofree const char **names = list_names (columns);
  g_autofree double *row = g_new (double, n);
  g_autoptr (MixCsvWriter) writer = mix_csv_writer_new (path, names, n, error);
  if (writer == NULL)
    return FALSE;
  const guint8 *excluded = mix_dataset_get_excluded (dataset);
  for (gsize place = 0; place < mix_dataset_get_n_rows (dataset); place++)
    if (excluded != NULL && excluded[place] != 0)
      continue;
    else if (!(n_plain == n ? add_numbers (writer, columns, place, row, error)
                            : add_words (writer, columns, place, error)))
      return FALSE;
  return mix_csv_writer_close (writer, error);
}

/**
 * mix_csv_format_rows:
 * @rows: [n], of the table, counted from 0; excluded or not
 *
 * Returns: (transfer full): the header and the rows, as mix_csv_write() writes them
 */
char *
mix_csv_format_rows (const MixDataset *dataset, const guint32 *rows, gsize n)
{
  g_return_val_if_fail (dataset != NULL && (rows != NULL || n == 0), NULL);

  guint n_numbers, n_plain;
  g_autoptr (GPtrArray) columns = list_columns (dataset, &n_numbers, &n_plain);
  g_autofree const char **names = list_names (columns);
  GString *text = g_string_new (NULL);

  append_header (text, names, columns->len);
  for (gsize i = 0; i < n; i++)
    append_words (text, columns, rows[i]);
  return g_string_free (text, FALSE);
}

/**
 * mix_csv_format_number:
 * @buffer: (out): at least 32 bytes
 *
 * Returns: buffer, with the shortest decimal that reads back as the same double; "NA" for NaN,
 * "inf"
 */
char *
mix_csv_format_number (double value, char *buffer)
{
  return mix_decimal_format (value, buffer);
}
