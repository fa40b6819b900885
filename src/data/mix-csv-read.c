/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-csv.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

#include "mix-csv-decode.h"
#include "mix-csv-stream.h"
#include "mix-csv-table.h"
#include "mix-csv-tokenizer.h"
#include "mix-import-sniff.h"

/* Bounds that no table for a network comes near, so that hostile files end in a message. */
#define CHUNK (256 * 1024)
#define MAX_CELL (64 * 1024)
#define MAX_ROW (16 * 1024 * 1024)
#define MAX_LISTED 5 /* lines in a note */
#define TEXT_OF_A_BYTE 8 /* bytes of a pipe for one of the table's: rows that are left out */

typedef struct
{
  const char *place; /* what errors call the file */
  MixCsvDecoder decoder;
  MixCsvTokenizer tokenizer;
  gboolean has_tokenizer; /* the first text was there */
  MixImportReport *report;
  MixCellFormat format;
  MixCsvTable *table;
  gboolean in_header;
  gboolean in_first_row; /* which says how many columns there are */

  MixRowLines *lines;  /* where the rows of the table begin */
  gulong row_line;     /* where the row that is open does */
  gulong surplus_line; /* where the first cell beyond the last column begins */
  const char *cell;    /* [cell_length], the last; there until its row has ended */
  gsize cell_length;
  gsize n_since_row;   /* bytes since a row with cells ended, in whole chunks */
  gsize n_ragged;      /* rows left out */
  gsize n_blank;       /* rows of delimiters alone */
  gulong blank_line;   /* of the first */
  gsize max_bytes;     /* that the table may take */
  gsize max_read;      /* bytes of the file */
  gulong ragged_lines[MAX_LISTED];
  GError *error; /* the first that was found; libcsv cannot be stopped in a chunk */
} Reader;

G_GNUC_PRINTF (5, 6)
static void
fail (Reader *reader, MixDataError code, gulong line, guint column, const char *format, ...)
{
  va_list arguments;

  if (reader->error != NULL)
    return;
  va_start (arguments, format);
  g_autofree char *message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (&reader->error, MIX_DATA_ERROR, (int) code, "%s:%lu:%u: %s", reader->place, line,
               column, message);
}

/* Fails at the cell that is being read. */
#define FAIL_HERE(reader, ...)                                                                     \
  fail (reader, MIX_DATA_ERROR_FORMAT, (reader)->tokenizer.line, (reader)->tokenizer.n_cells + 1,  \
        __VA_ARGS__)

static void
fail_too_long (Reader *reader)
{
  FAIL_HERE (reader, _ ("a cell of more than %d KiB; is a quote never closed?"), MAX_CELL / 1024);
}

static void
add_first_row_cell (Reader *reader, const char *text, gsize length)
{
  guint column = reader->tokenizer.n_cells;

  if (column == MIX_CSV_MAX_COLUMNS)
    {
      FAIL_HERE (reader, _ ("more than %d columns"), MIX_CSV_MAX_COLUMNS);
      return;
    }
  mix_csv_table_add_column (reader->table, reader->in_header ? text : "",
                            reader->in_header ? length : 0);
  if (!reader->in_header)
    mix_csv_table_set (reader->table, column, text, length, reader->tokenizer.line);
}

static void
add_cell (gpointer data, const char *text, gsize length)
{
  Reader *reader = data;
  guint column = reader->tokenizer.n_cells;

  if (reader->error != NULL)
    return;
  if (column == 0)
    reader->row_line = reader->tokenizer.line;
  if (column <= mix_csv_table_get_n_columns (reader->table))
    {
      reader->cell = text;
      reader->cell_length = length;
    }
  if (length > MAX_CELL)
    fail_too_long (reader);
  else if (reader->in_first_row)
    add_first_row_cell (reader, text, length);
  else if (column < mix_csv_table_get_n_columns (reader->table))
    mix_csv_table_set (reader->table, column, text, length, reader->tokenizer.line);
  else if (column == mix_csv_table_get_n_columns (reader->table))
    reader->surplus_line = reader->tokenizer.line;
}

/* At the first cell that is too many, or where the first of those that lack should be. */
static void
fail_ragged (Reader *reader)
{
  guint n_columns = mix_csv_table_get_n_columns (reader->table), n = reader->tokenizer.n_cells;

  if (n > n_columns)
    fail (reader, MIX_DATA_ERROR_FORMAT, reader->surplus_line, n_columns + 1,
          ngettext ("found %u cell in this row, expected %u as in the first",
                    "found %u cells in this row, expected %u as in the first", n),
          n, n_columns);
  else
    {
      g_autofree char *last = mix_csv_cell_shorten (reader->cell, reader->cell_length);
      fail (reader, MIX_DATA_ERROR_FORMAT, reader->tokenizer.line, n + 1,
            ngettext ("found %u cell in this row, expected %u as in the first (the last is \"%s\")",
                      "found %u cells in this row, expected %u as in the first (the last is \"%s\")",
                      n),
            n, n_columns, last);
    }
}

static void
take_ragged (Reader *reader)
{
  if (reader->report->settings.ragged == MIX_RAGGED_ERROR)
    {
      fail_ragged (reader);
      return;
    }
  mix_csv_table_drop_row (reader->table, reader->tokenizer.n_cells);
  if (reader->n_ragged < MAX_LISTED)
    reader->ragged_lines[reader->n_ragged] = reader->tokenizer.line;
  reader->n_ragged++;
}

static void
fail_too_much (Reader *reader)
{
  fail (reader, MIX_DATA_ERROR_READ, reader->tokenizer.line, 1,
        _ ("the table takes more than the %zu MiB that it may (mixture-lab-cli: --table-limit)"),
        reader->max_bytes >> 20);
}

static void
end_row (gpointer data)
{
  Reader *reader = data;

  if (reader->error != NULL)
    return;
  if (!reader->in_header && mix_csv_table_is_blank (reader->table) && reader->n_blank++ == 0)
    reader->blank_line = reader->row_line;
  if (!reader->in_first_row
      && reader->tokenizer.n_cells != mix_csv_table_get_n_columns (reader->table))
    take_ragged (reader);
  else if (!reader->in_header && !mix_csv_table_end_row (reader->table))
    fail_too_much (reader);
  else if (!reader->in_header)
    mix_row_lines_add (reader->lines, reader->row_line);
  reader->in_header = reader->in_first_row = FALSE;
  reader->n_since_row = 0;
}

static void
explain_encoding (MixImportReport *report, const MixCsvDecoder *decoder)
{
  report->settings.encoding
      = decoder->encoding == MIX_IMPORT_AUTO ? MIX_ENCODING_UTF8 : (int) decoder->encoding;
  if (decoder->has_mark)
    mix_import_report_set_reason (report, "encoding", _ ("a mark at the beginning says so"));
  else if (!decoder->is_guess)
    return;
  else if (decoder->encoding == MIX_ENCODING_WINDOWS1252)
    mix_import_report_set_reason (report, "encoding",
                                  _ ("not all bytes are UTF-8; this one is usual then"));
  else
    mix_import_report_set_reason (report, "encoding",
                                  decoder->encoding == MIX_IMPORT_AUTO
                                      ? _ ("there are only ASCII characters")
                                      : _ ("all characters are"));
}

static void
begin (Reader *reader, const char *text, gsize length, gboolean is_whole)
{
  MixImport *settings = &reader->report->settings;

  mix_import_sniff (reader->report, text, length, is_whole);
  mix_csv_tokenizer_init (&reader->tokenizer, settings);
  reader->tokenizer.add_cell = add_cell;
  reader->tokenizer.end_row = end_row;
  reader->tokenizer.data = reader;
  reader->has_tokenizer = TRUE;
  mix_cell_format_init (&reader->format, settings);
  reader->table = mix_csv_table_new (&reader->format, reader->report, reader->max_bytes);
  reader->lines = mix_row_lines_new ();
  reader->in_header = settings->header == MIX_HEADER_YES;
  reader->in_first_row = TRUE;
}

static void
parse (Reader *reader, const char *text, gsize length, gboolean is_last)
{
  switch (mix_csv_tokenizer_run (&reader->tokenizer, text, length, is_last))
    {
    case MIX_CSV_BROKEN:
      FAIL_HERE (reader, _ ("found text after a closing quote; in a cell with quotes, a quote of "
                            "its text is written twice, \"like \"\"this\"\"\""));
      break;
    case MIX_CSV_OPEN:
      FAIL_HERE (reader, _ ("a quote is opened here and never closed; if it is no quote, set quote "
                            "to none"));
      break;
    case MIX_CSV_MEMORY:
      FAIL_HERE (reader, _ ("there is not enough memory"));
      break;
    case MIX_CSV_FINE:
    default:
      break;
    }
  reader->n_since_row += length;
  if (mix_csv_tokenizer_get_pending (&reader->tokenizer) > MAX_CELL + CHUNK)
    fail_too_long (reader);
  if (reader->n_since_row > MAX_ROW)
    FAIL_HERE (reader, _ ("found no end of a row in %d MiB"), MAX_ROW / 1024 / 1024);
}

static void
note_ragged (const Reader *reader)
{
  g_autoptr (GString) lines = g_string_new (NULL);

  if (reader->n_ragged == 0)
    return;
  for (gsize i = 0; i < MIN (reader->n_ragged, MAX_LISTED); i++)
    g_string_append_printf (lines, "%s%lu", i > 0 ? ", " : "", reader->ragged_lines[i]);
  mix_import_report_add_note (reader->report,
                              ngettext ("%zu uneven row is left out (line %s%s)",
                                        "%zu uneven rows are left out (lines %s%s)",
                                        reader->n_ragged),
                              reader->n_ragged, lines->str, reader->n_ragged > MAX_LISTED ? ", …" : "");
}

static void
note_blank (const Reader *reader)
{
  if (reader->n_blank > 0)
    mix_import_report_add_note (reader->report,
                                ngettext ("%zu row has nothing in any cell, line %lu",
                                          "%zu rows have nothing in any cell, from line %lu on",
                                          reader->n_blank),
                                reader->n_blank, reader->blank_line);
}

static void
note_comments (const Reader *reader)
{
  gsize n = reader->tokenizer.filter.n_comments;

  if (n > 0)
    mix_import_report_add_note (reader->report,
                                ngettext ("%zu line is a comment", "%zu lines are comments", n), n);
}

static gboolean
finish (Reader *reader)
{
  if (reader->error != NULL)
    return FALSE;
  if (mix_csv_table_get_n_columns (reader->table) == 0)
    g_set_error (&reader->error, MIX_DATA_ERROR, MIX_DATA_ERROR_EMPTY, _ ("%s: the file is empty"),
                 reader->place);
  else if (mix_csv_table_get_n_rows (reader->table) == 0)
    g_set_error (&reader->error, MIX_DATA_ERROR, MIX_DATA_ERROR_EMPTY,
                 _ ("%s: a header and no rows after it"), reader->place);
  note_ragged (reader);
  note_blank (reader);
  note_comments (reader);
  return reader->error == NULL;
}

/* Fills the rest of the buffer; FALSE on failure, *is_last at the end. */
static gboolean
fill (Reader *reader, GInputStream *stream, char *buffer, gsize *length, gboolean *is_last,
      GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  gsize room = CHUNK - *length, n_read;
  gboolean ok
      = g_input_stream_read_all (stream, buffer + *length, room, &n_read, cancellable, &error);

  *length += n_read;
  *is_last = n_read < room;
  if (ok)
    return TRUE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    reader->error = g_steal_pointer (&error);
  else
    g_set_error (&reader->error, MIX_DATA_ERROR, MIX_DATA_ERROR_READ, "%s: %s", reader->place,
                 error->message);
  return FALSE;
}

/* A chunk of the file through all stages; what it ends in the middle of stays for the next. */
static void
take_chunk (Reader *reader, char *buffer, gsize *length, gboolean is_last)
{
  const char *complaint = NULL;
  gsize n_used, n;
  const char *text
      = mix_csv_decoder_run (&reader->decoder, buffer, *length, is_last, &n_used, &n, &complaint);

  if (!reader->has_tokenizer)
    begin (reader, text, n, is_last && complaint == NULL);
  parse (reader, text, n, is_last && complaint == NULL);
  if (complaint != NULL)
    FAIL_HERE (reader, "%s", complaint);
  *length -= n_used;
  memmove (buffer, buffer + n_used, *length);
}

static void
read_all (Reader *reader, GInputStream *stream, const MixCsvOptions *options)
{
  g_autofree char *buffer = g_malloc (CHUNK);
  gboolean is_last = FALSE;
  gsize length = 0, n_read = 0;

  while (reader->error == NULL && !is_last)
    {
      gsize before = length;
      if (!fill (reader, stream, buffer, &length, &is_last, options->cancellable))
        return;
      n_read += length - before;
      if (n_read > reader->max_read)
        fail_too_much (reader);
      take_chunk (reader, buffer, &length, is_last);
      if (options->progress != NULL)
        options->progress (n_read, options->data);
    }
}

static void
reader_clear (Reader *reader)
{
  if (reader->has_tokenizer)
    mix_csv_tokenizer_clear (&reader->tokenizer);
  mix_csv_decoder_clear (&reader->decoder);
  mix_cell_format_clear (&reader->format);
  g_clear_pointer (&reader->table, mix_csv_table_free);
  g_clear_pointer (&reader->lines, mix_row_lines_unref);
  g_clear_pointer (&reader->report, mix_import_report_unref);
}

/* Three quarters of the machine's memory. */
static gsize
count_bytes_that_fit (void)
{
  long pages = sysconf (_SC_PHYS_PAGES), page_size = sysconf (_SC_PAGESIZE);

  return pages > 0 && page_size > 0 ? (gsize) pages / 4 * 3 * (gsize) page_size : G_MAXSIZE;
}

/* A pipe that never ends ends in a message, soon. */
static void
set_limits (Reader *reader, GInputStream *stream, gsize max_bytes)
{
  gboolean is_endless = mix_csv_stream_is_endless (stream);
  gsize room = count_bytes_that_fit ();

  if (max_bytes == 0)
    max_bytes = is_endless ? MIN (room, MIX_CSV_PIPE_BYTES) : room;
  reader->max_bytes = max_bytes;
  reader->max_read = is_endless ? MIN (max_bytes, G_MAXSIZE / TEXT_OF_A_BYTE) * TEXT_OF_A_BYTE
                                : G_MAXSIZE;
}

static MixDataset *
read_stream (GInputStream *stream, const char *place, const char *title,
             const MixCsvOptions *options, GError **error)
{
  MixImport automatic;
  Reader reader = { .place = place };
  MixDataset *dataset = NULL;

  mix_import_init (&automatic);
  const MixImport *import = options->import != NULL ? options->import : &automatic;
  if (!mix_import_check (import, error))
    return NULL;
  mix_csv_decoder_init (&reader.decoder, import->encoding);
  reader.report = mix_import_report_new (import);
  set_limits (&reader, stream, options->max_bytes);
  read_all (&reader, stream, options);
  explain_encoding (reader.report, &reader.decoder);
  if (finish (&reader))
    {
      dataset = mix_csv_table_finish (reader.table, place, title);
      mix_dataset_set_import (dataset, reader.report);
      mix_dataset_set_lines (dataset, g_steal_pointer (&reader.lines));
    }
  reader_clear (&reader);
  if (reader.error != NULL)
    g_propagate_error (error, reader.error);
  return dataset;
}

/**
 * mix_csv_read_with:
 * @path: a file or a pipe, or "-" for standard input
 * @options: how it is written, and who wants to know how far reading is
 *
 * Reads in chunks: what is kept is the table of doubles, and never more of the text than one chunk
 * and one cell. Blank lines are skipped; columns without a name, or with one that was there before,
 * get one.
 *
 * Returns: (transfer full): the table, or NULL with a MIX_DATA_ERROR (READ, FORMAT or EMPTY) that
 * begins PATH:LINE:COLUMN where there is a place, MIX_IMPORT_ERROR where settings contradict each
 * other, or G_IO_ERROR_CANCELLED. LINE is the physical line where the cell begins and COLUMN the
 * cell's number in its row, both from 1. A cell that is no number in a column of numbers is no
 * error of the file: the column's kind and fault tell of it.
 */
MixDataset *
mix_csv_read_with (const char *path, const MixCsvOptions *options, GError **error)
{
  g_return_val_if_fail (path != NULL && options != NULL, NULL);

  gboolean is_standard = strcmp (path, "-") == 0;
  g_autofree char *place
      = is_standard ? g_strdup (_ ("standard input")) : g_filename_display_name (path);
  g_autofree char *title = is_standard ? g_strdup (place) : g_filename_display_basename (path);
  MixFingerprint before;
  mix_fingerprint_look (&before, path);
  g_autoptr (GInputStream) stream
      = mix_csv_open_stream (path, place, options->cancellable, error);
  if (stream == NULL)
    return NULL;

  MixDataset *dataset = read_stream (stream, place, title, options, error);
  if (dataset != NULL)
    {
      mix_dataset_set_path (dataset, path);
      mix_dataset_set_fingerprint (dataset, &before);
    }
  return dataset;
}

/**
 * mix_csv_read:
 * @cancellable: (nullable): looked at once per chunk
 *
 * Returns: (transfer full): as mix_csv_read_with(), with every setting automatic
 */
MixDataset *
mix_csv_read (const char *path, GCancellable *cancellable, GError **error)
{
  const MixCsvOptions options = { .cancellable = cancellable };
  return mix_csv_read_with (path, &options, error);
}

/**
 * mix_csv_read_bytes_with:
 * @name: what errors and the title call the table
 * @bytes: [length]
 *
 * Returns: (transfer full): as mix_csv_read_with()
 */
MixDataset *
mix_csv_read_bytes_with (const char *name, const char *bytes, gsize length,
                         const MixCsvOptions *options, GError **error)
{
  g_return_val_if_fail (name != NULL && (bytes != NULL || length == 0), NULL);

  g_autoptr (GBytes) copy = g_bytes_new_static (bytes, length);
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (copy);
  return read_stream (stream, name, name, options, error);
}

MixDataset *
mix_csv_read_bytes (const char *name, const char *bytes, gsize length, GError **error)
{
  const MixCsvOptions options = { NULL };
  return mix_csv_read_bytes_with (name, bytes, length, &options, error);
}
