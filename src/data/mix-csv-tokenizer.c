/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-csv-tokenizer.h"

#include <string.h>

#include "mix-csv-cell.h"

#define BLOCK 4096

void
mix_csv_tokenizer_init (MixCsvTokenizer *tokenizer, const MixImport *import)
{
  gboolean has_comments = g_strcmp0 (import->comment, "none") != 0;
  char delimiter = mix_import_delimiter_char (import), quote = mix_import_quote_char (import);

  *tokenizer = (MixCsvTokenizer){ .line = 1 };
  mix_csv_filter_init (&tokenizer->filter, delimiter, quote, has_comments ? import->comment : "",
                       (guint) MAX (import->skip, 0));
  csv_init (&tokenizer->parser, CSV_REPALL_NL);
  csv_set_blk_size (&tokenizer->parser, BLOCK);
  csv_set_delim (&tokenizer->parser, (unsigned char) delimiter);
  csv_set_quote (&tokenizer->parser, (unsigned char) quote); /* there are no NULs in the text */
}

void
mix_csv_tokenizer_clear (MixCsvTokenizer *tokenizer)
{
  csv_free (&tokenizer->parser);
  mix_csv_filter_clear (&tokenizer->filter);
}

static gboolean
is_blank (char c)
{
  return c == ' ' || c == '\t';
}

static void
cell_cb (void *cell, size_t length, void *data)
{
  MixCsvTokenizer *tokenizer = data;
  const char *text = length > 0 ? cell : "";

  tokenizer->add_cell (tokenizer->data, text, length);
  tokenizer->n_cells++;
  if (tokenizer->may_have_lines && length > 0)
    tokenizer->line += mix_csv_cell_count_lines (text, length);
}

/* libcsv reports each line end by itself, also those of blank lines and both of CR LF. */
static void
row_cb (int terminator, void *data)
{
  MixCsvTokenizer *tokenizer = data;
  gboolean is_blank = tokenizer->n_cells == 0;

  if (!is_blank)
    tokenizer->end_row (tokenizer->data);
  tokenizer->n_cells = 0;
  if (terminator == '\r' || (terminator == '\n' && !(is_blank && tokenizer->after_cr)))
    tokenizer->line++;
  tokenizer->after_cr = terminator == '\r';
}

/* One line up to its end, which is there: what libcsv makes of it, without a copy. has_cr: it may end
 * in one, and does not otherwise. */
static inline const char *
take_line (MixCsvTokenizer *tokenizer, const char *c, char delimiter, gboolean has_cr)
{
  for (;;)
    {
      while (is_blank (*c) && *c != delimiter)
        c++;
      if ((*c == '\n' || (has_cr && *c == '\r')) && tokenizer->n_cells == 0)
        break;
      const char *cell = c;
      while (*c != delimiter && *c != '\n' && !(has_cr && *c == '\r'))
        c++;
      const char *end = c;
      while (end > cell && is_blank (end[-1]))
        end--;
      cell_cb ((char *) cell, (gsize) (end - cell), tokenizer);
      if (*c != delimiter)
        break;
      c++;
    }
  row_cb (*c, tokenizer);
  return c + 1;
}

/* Text without quotes: all of its lines but the last, which may go on. libcsv takes the rest of a
 * line that it knows the begin of. Returns FALSE where memory is short. */
static gboolean
take_lines (MixCsvTokenizer *tokenizer, const char *text, gsize length, gsize *n_done)
{
  const char *end = memrchr (text, '\n', length), *c = memchr (text, '\n', length);
  char delimiter = tokenizer->filter.delimiter;

  *n_done = 0;
  if (end == NULL || end == c)
    return TRUE;
  gsize n = (gsize) (c + 1 - text);
  if (csv_parse (&tokenizer->parser, text, n, cell_cb, row_cb, tokenizer) != n)
    return FALSE;
  c++;
  if (memchr (c, '\r', (gsize) (end - c)) == NULL)
    while (c <= end)
      c = take_line (tokenizer, c, delimiter, FALSE);
  else
    while (c <= end)
      c = take_line (tokenizer, c, delimiter, TRUE);
  *n_done = (gsize) (c - text);
  return TRUE;
}

/**
 * mix_csv_tokenizer_run:
 * @text: [length], valid UTF-8 without NUL, what follows the text of the last call
 * @is_last: nothing follows
 *
 * Returns: whether all is well; else nothing more can be read
 */
MixCsvStatus
mix_csv_tokenizer_run (MixCsvTokenizer *tokenizer, const char *text, gsize length,
                       gboolean is_last)
{
  gsize n;
  const char *clean = mix_csv_filter_run (&tokenizer->filter, text, length, is_last, &n);

  tokenizer->may_have_lines |= clean != text;
  if (clean == text)
    {
      gsize n_done;
      if (!take_lines (tokenizer, text, n, &n_done))
        return MIX_CSV_MEMORY;
      clean += n_done;
      n -= n_done;
    }
  if (csv_parse (&tokenizer->parser, clean, n, cell_cb, row_cb, tokenizer) != n)
    return MIX_CSV_MEMORY;
  tokenizer->may_have_lines = mix_csv_filter_is_open (&tokenizer->filter);
  if (tokenizer->filter.is_broken)
    return MIX_CSV_BROKEN;
  if (is_last && mix_csv_filter_is_open (&tokenizer->filter))
    return MIX_CSV_OPEN;
  if (is_last && csv_fini (&tokenizer->parser, cell_cb, row_cb, tokenizer) != 0)
    return MIX_CSV_MEMORY;
  return MIX_CSV_FINE;
}

gsize
mix_csv_tokenizer_get_pending (const MixCsvTokenizer *tokenizer)
{
  return csv_get_buffer_size ((struct csv_parser *) &tokenizer->parser);
}
