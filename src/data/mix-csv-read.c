/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-csv.h"

#include <csv.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "mix-csv-cell.h"
#include "mix-csv-guess.h"
#include "mix-csv-stream.h"
#include "mix-csv-table.h"

/* Bounds that no table for a network comes near, so that hostile files end in a message. */
#define CHUNK (256 * 1024)
#define MAX_CELL (64 * 1024)
#define MAX_ROW (16 * 1024 * 1024)

typedef struct
{
  const char *place; /* what errors call the file */
  struct csv_parser parser;
  MixCsvTable *table;
  gboolean in_header;
  gboolean in_first_row; /* which says how many columns there are */

  guint n_cells;       /* of the row so far */
  gulong line;         /* where the next cell begins, from 1 */
  gulong surplus_line; /* where the first cell beyond the last column begins */
  gboolean after_cr;   /* a LF that follows belongs to it */
  gsize n_since_row;   /* bytes since a row with cells ended, in whole chunks */
  GError *error;       /* the first that was found; libcsv cannot be stopped in a chunk */
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
  fail (reader, MIX_DATA_ERROR_FORMAT, (reader)->line, (reader)->n_cells + 1, __VA_ARGS__)

static void
fail_too_long (Reader *reader)
{
  FAIL_HERE (reader, _ ("a cell of more than %d KiB; is a quote never closed?"), MAX_CELL / 1024);
}

static void
add_first_row_cell (Reader *reader, const char *text, gsize length)
{
  guint column = reader->n_cells;

  if (column == MIX_CSV_MAX_COLUMNS)
    {
      FAIL_HERE (reader, _ ("more than %d columns"), MIX_CSV_MAX_COLUMNS);
      return;
    }
  mix_csv_table_add_column (reader->table, reader->in_header ? text : "",
                            reader->in_header ? length : 0);
  if (!reader->in_header)
    mix_csv_table_set (reader->table, column, text, length, reader->line);
}

static void
cell_cb (void *cell, size_t length, void *data)
{
  Reader *reader = data;
  const char *text = cell;
  gboolean is_number = FALSE;

  if (reader->error != NULL)
    return;
  if (length > MAX_CELL)
    {
      fail_too_long (reader);
      return;
    }

  if (reader->in_first_row)
    add_first_row_cell (reader, text, length);
  else if (reader->n_cells < mix_csv_table_get_n_columns (reader->table))
    is_number = mix_csv_table_set (reader->table, reader->n_cells, text, length, reader->line);
  else if (reader->n_cells == mix_csv_table_get_n_columns (reader->table))
    reader->surplus_line = reader->line;
  reader->n_cells++;
  if (!is_number && length > 0)
    reader->line += mix_csv_cell_count_lines (text, length);
}

/* At the first cell that is too many, or where the first of those that lack should be. */
static void
fail_ragged (Reader *reader)
{
  guint n_columns = mix_csv_table_get_n_columns (reader->table), n = reader->n_cells;
  gboolean is_long = n > n_columns;

  fail (reader, MIX_DATA_ERROR_FORMAT, is_long ? reader->surplus_line : reader->line,
        MIN (n, n_columns) + 1,
        ngettext ("found %u cell in this row, expected %u as in the first",
                  "found %u cells in this row, expected %u as in the first", n),
        n, n_columns);
}

static void
end_row (Reader *reader)
{
  if (!reader->in_first_row && reader->n_cells != mix_csv_table_get_n_columns (reader->table))
    fail_ragged (reader);
  else if (!reader->in_header && !mix_csv_table_end_row (reader->table))
    fail (reader, MIX_DATA_ERROR_READ, reader->line, 1,
          _ ("this table does not fit into the memory of this machine"));
  reader->in_header = reader->in_first_row = FALSE;
  reader->n_cells = 0;
  reader->n_since_row = 0;
}

/* libcsv reports each line end by itself, also those of blank lines and both of CR LF. */
static void
row_cb (int terminator, void *data)
{
  Reader *reader = data;
  gboolean is_blank = reader->n_cells == 0;

  if (reader->error != NULL)
    return;
  if (!is_blank)
    end_row (reader);
  if (terminator == '\r' || (terminator == '\n' && !(is_blank && reader->after_cr)))
    reader->line++;
  reader->after_cr = terminator == '\r';
}

static gboolean
begins_with (const char *bytes, gsize length, const char *mark)
{
  return length >= strlen (mark) && memcmp (bytes, mark, strlen (mark)) == 0;
}

/* The end of the part of the chunk that is text. A character that the chunk's end cuts in two is
 * left for the next chunk; where anything else follows, the file is not text and *complaint says
 * why. */
static gsize
find_end_of_text (const char *bytes, gsize length, gboolean is_last, const char **complaint)
{
  const char *end;

  if (g_utf8_validate_len (bytes, length, &end))
    return length;

  gsize n = (gsize) (end - bytes);
  gboolean is_cut = g_utf8_get_char_validated (end, (gssize) (length - n)) == (gunichar) -2;
  if (*end == '\0')
    *complaint = _ ("found a NUL byte: this is not a text file");
  else if (is_last || !is_cut)
    *complaint = _ ("found a byte that is not UTF-8; save the file as UTF-8");
  return n;
}

static void
begin (Reader *reader, const char *head, gsize length, gboolean is_whole)
{
  MixCsvGuess guess = mix_csv_guess (head, length, is_whole);

  csv_set_delim (&reader->parser, (unsigned char) guess.delimiter);
  reader->in_header = guess.has_header;
  reader->in_first_row = TRUE;
}

static void
parse (Reader *reader, const char *text, gsize length)
{
  if (csv_parse (&reader->parser, text, length, cell_cb, row_cb, reader) != length)
    {
      if (csv_error (&reader->parser) == CSV_EPARSE)
        FAIL_HERE (reader, _ ("found a quote inside a cell, or text after a closing quote; "
                              "a cell with quotes is written \"like \"\"this\"\"\""));
      else
        FAIL_HERE (reader, "%s", csv_strerror (csv_error (&reader->parser)));
    }
  reader->n_since_row += length;
  if (csv_get_buffer_size (&reader->parser) > MAX_CELL + CHUNK)
    fail_too_long (reader);
  if (reader->n_since_row > MAX_ROW)
    FAIL_HERE (reader, _ ("found no end of a row in %d MiB"), MAX_ROW / 1024 / 1024);
}

static gboolean
finish (Reader *reader)
{
  if (reader->error == NULL && csv_fini (&reader->parser, cell_cb, row_cb, reader) != 0)
    FAIL_HERE (reader, _ ("a quote is opened here and never closed"));
  if (reader->error != NULL)
    return FALSE;
  if (mix_csv_table_get_n_columns (reader->table) == 0)
    g_set_error (&reader->error, MIX_DATA_ERROR, MIX_DATA_ERROR_EMPTY, _ ("%s: the file is empty"),
                 reader->place);
  else if (mix_csv_table_get_n_rows (reader->table) == 0)
    g_set_error (&reader->error, MIX_DATA_ERROR, MIX_DATA_ERROR_EMPTY,
                 _ ("%s: a header and no rows after it"), reader->place);
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

/* Looks for a byte order mark, which is no part of the first cell. Returns its length. */
static gsize
skip_mark (Reader *reader, const char *head, gsize length)
{
  if (begins_with (head, length, "\xff\xfe") || begins_with (head, length, "\xfe\xff"))
    FAIL_HERE (reader, _ ("this file is UTF-16; save it as UTF-8"));
  return begins_with (head, length, "\xef\xbb\xbf") ? 3 : 0;
}

static void
read_all (Reader *reader, GInputStream *stream, GCancellable *cancellable)
{
  g_autofree char *buffer = g_malloc (CHUNK);
  gboolean is_first = TRUE, is_last = FALSE;
  gsize length = 0;

  while (reader->error == NULL && !is_last
         && fill (reader, stream, buffer, &length, &is_last, cancellable))
    {
      const char *complaint = NULL;
      gsize start = is_first ? skip_mark (reader, buffer, length) : 0;
      if (reader->error != NULL)
        break;
      gsize n = find_end_of_text (buffer + start, length - start, is_last, &complaint);
      if (is_first)
        begin (reader, buffer + start, n, is_last);
      is_first = FALSE;
      parse (reader, buffer + start, n);
      if (complaint != NULL)
        FAIL_HERE (reader, "%s", complaint);
      length -= start + n;
      memmove (buffer, buffer + start + n, length);
    }
}

static MixDataset *
read_stream (GInputStream *stream, const char *place, const char *title, GCancellable *cancellable,
             GError **error)
{
  Reader reader = { .place = place, .line = 1 };
  MixDataset *dataset = NULL;

  csv_init (&reader.parser, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL);
  csv_set_blk_size (&reader.parser, 4096);
  reader.table = mix_csv_table_new ();
  read_all (&reader, stream, cancellable);
  if (finish (&reader))
    dataset = mix_csv_table_finish (reader.table, place, title);
  csv_free (&reader.parser);
  mix_csv_table_free (reader.table);
  if (reader.error != NULL)
    g_propagate_error (error, reader.error);
  return dataset;
}

/**
 * mix_csv_read:
 * @path: a file or a pipe, or "-" for standard input
 * @cancellable: (nullable): looked at once per chunk
 *
 * Reads in chunks: what is kept is the table of doubles, and never more of the text than one chunk
 * and one cell. Blank lines are skipped; columns without a name, or with one that was there before,
 * get one.
 *
 * Returns: (transfer full): the table, or NULL with a MIX_DATA_ERROR (READ, FORMAT or EMPTY) that
 * begins PATH:LINE:COLUMN where there is a place, or G_IO_ERROR_CANCELLED. LINE is the physical
 * line where the cell begins and COLUMN the cell's number in its row, both from 1. A cell that is
 * no number in a column of numbers is no error of the file: the column's kind and fault tell of it.
 */
MixDataset *
mix_csv_read (const char *path, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (path != NULL, NULL);

  gboolean is_standard = strcmp (path, "-") == 0;
  g_autofree char *place
      = is_standard ? g_strdup (_ ("standard input")) : g_filename_display_name (path);
  g_autofree char *title = is_standard ? g_strdup (place) : g_filename_display_basename (path);
  g_autoptr (GInputStream) stream = mix_csv_open_stream (path, place, error);
  if (stream == NULL)
    return NULL;

  MixDataset *dataset = read_stream (stream, place, title, cancellable, error);
  if (dataset != NULL)
    mix_dataset_set_path (dataset, path);
  return dataset;
}

/**
 * mix_csv_read_bytes:
 * @name: what errors and the title call the table
 * @bytes: [length]
 *
 * Returns: (transfer full): as mix_csv_read()
 */
MixDataset *
mix_csv_read_bytes (const char *name, const char *bytes, gsize length, GError **error)
{
  g_return_val_if_fail (name != NULL && (bytes != NULL || length == 0), NULL);

  g_autoptr (GBytes) copy = g_bytes_new_static (bytes, length);
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (copy);
  return read_stream (stream, name, name, NULL, error);
}
