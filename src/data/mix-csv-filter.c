/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-csv-filter.h"

#include <string.h>

#define MAX_HELD 16 /* bytes that are given out late: a comment's mark, a delimiter */

void
mix_csv_filter_init (MixCsvFilter *filter, char delimiter, char quote, const char *comment,
                     guint n_skip)
{
  *filter = (MixCsvFilter){
    .delimiter = delimiter,
    .quote = quote,
    .comment = comment,
    .n_skip = n_skip,
    .text = g_string_new (NULL),
  };
}

void
mix_csv_filter_clear (MixCsvFilter *filter)
{
  g_string_free (filter->text, TRUE);
}

gboolean
mix_csv_filter_is_open (const MixCsvFilter *filter)
{
  return filter->state == MIX_CSV_QUOTED;
}

static gboolean
is_blank (char c)
{
  return c == ' ' || c == '\t';
}

static gboolean
is_delimiter (const MixCsvFilter *filter, char c)
{
  return c == filter->delimiter || (filter->delimiter == ' ' && c == '\t');
}

static char *
end_line (MixCsvFilter *filter, char c, char *out)
{
  if (filter->is_skipped && filter->n_skip > 0)
    filter->n_skip--;
  filter->state = MIX_CSV_LINE_START;
  filter->is_skipped = filter->has_cells = FALSE;
  filter->after_cr = c == '\r';
  *out++ = c;
  return out;
}

static char *
end_cell (MixCsvFilter *filter, char c, char *out)
{
  filter->state = MIX_CSV_CELL_START;
  if (filter->delimiter != ' ')
    *out++ = c;
  return out;
}

static char *
begin_cell (MixCsvFilter *filter, char c, char *out)
{
  gboolean opens = filter->quote != '\0' && c == filter->quote;

  if (filter->delimiter == ' ' && filter->has_cells)
    *out++ = ' ';
  filter->has_cells = TRUE;
  filter->state = opens ? MIX_CSV_QUOTED : MIX_CSV_PLAIN;
  *out++ = c;
  return out;
}

/* Outside of quotes and between cells: a delimiter, an end of line, a blank; NULL: none of them. */
static char *
step_between (MixCsvFilter *filter, char c, char *out)
{
  if (c == '\n' || c == '\r')
    return end_line (filter, c, out);
  if (is_delimiter (filter, c))
    return end_cell (filter, c, out);
  return NULL;
}

static char *
step_in_line (MixCsvFilter *filter, char c, char *out)
{
  char *next = filter->state != MIX_CSV_QUOTED ? step_between (filter, c, out) : NULL;
  if (next != NULL)
    return next;

  switch (filter->state)
    {
    case MIX_CSV_LINE_START:
    case MIX_CSV_CELL_START:
      if (!is_blank (c))
        return begin_cell (filter, c, out);
      break;
    case MIX_CSV_QUOTED:
      if (c == filter->quote)
        filter->state = MIX_CSV_CLOSED;
      break;
    case MIX_CSV_CLOSED:
    case MIX_CSV_AFTER:
      if (c == filter->quote && filter->state == MIX_CSV_CLOSED)
        filter->state = MIX_CSV_QUOTED;
      else if (is_blank (c))
        filter->state = MIX_CSV_AFTER;
      else
        filter->is_broken = TRUE;
      break;
    case MIX_CSV_PLAIN:
    case MIX_CSV_LEFT_OUT:
    default:
      break;
    }
  if (!filter->is_broken)
    *out++ = c;
  return out;
}

/* What was held back, as it is no comment after all. */
static char *
give_held (MixCsvFilter *filter, char *out)
{
  gsize n = filter->n_matched;

  filter->n_matched = 0;
  for (gsize i = 0; i < n; i++)
    out = step_in_line (filter, filter->comment[i], out);
  return out;
}

static char *
step_at_line_start (MixCsvFilter *filter, char c, char *out)
{
  if (filter->n_skip > 0 && !(c == '\n' && filter->after_cr))
    {
      filter->is_skipped = TRUE;
      filter->state = MIX_CSV_LEFT_OUT;
      return c == '\n' || c == '\r' ? end_line (filter, c, out) : out;
    }
  if (filter->comment[0] == '\0' || c != filter->comment[filter->n_matched])
    return step_in_line (filter, c, give_held (filter, out));
  if (filter->comment[++filter->n_matched] == '\0')
    {
      filter->n_matched = 0;
      filter->n_comments++;
      filter->state = MIX_CSV_LEFT_OUT;
    }
  return out;
}

static char *
step (MixCsvFilter *filter, char c, char *out)
{
  if (filter->state == MIX_CSV_LINE_START)
    return step_at_line_start (filter, c, out);
  if (filter->state == MIX_CSV_LEFT_OUT)
    return c == '\n' || c == '\r' ? end_line (filter, c, out) : out;
  return step_in_line (filter, c, out);
}

/* Nothing in the text, nor anything that is still open, asks for a closer look. */
static gboolean
is_plain (const MixCsvFilter *filter, const char *text, gsize length)
{
  return filter->state <= MIX_CSV_PLAIN && filter->n_skip == 0 && filter->n_matched == 0
         && filter->delimiter != ' '
         && (filter->quote == '\0' || memchr (text, filter->quote, length) == NULL)
         && (filter->comment[0] == '\0' || memchr (text, filter->comment[0], length) == NULL);
}

/* Where plain text leaves the filter: blanks before a quote do not count. */
static void
pass (MixCsvFilter *filter, const char *text, gsize length)
{
  while (length > 0 && is_blank (text[length - 1]) && text[length - 1] != filter->delimiter)
    length--;
  if (length == 0)
    return;

  char last = text[length - 1];
  filter->after_cr = last == '\r';
  filter->state = last == '\n' || last == '\r'    ? MIX_CSV_LINE_START
                  : is_delimiter (filter, last) ? MIX_CSV_CELL_START
                                                : MIX_CSV_PLAIN;
}

/**
 * mix_csv_filter_run:
 * @text: [length], what follows the text of the last call
 * @is_last: nothing follows
 *
 * Returns: (transfer none): what the tokenizer gets, of *text_length; text itself or the filter's
 * own until the next call
 */
const char *
mix_csv_filter_run (MixCsvFilter *filter, const char *text, gsize length, gboolean is_last,
                    gsize *text_length)
{
  if (is_plain (filter, text, length))
    {
      pass (filter, text, length);
      *text_length = length;
      return text;
    }

  g_string_set_size (filter->text, 2 * length + MAX_HELD);
  char *out = filter->text->str;
  for (gsize i = 0; i < length && !filter->is_broken; i++)
    out = step (filter, text[i], out);
  if (is_last)
    out = give_held (filter, out);
  *text_length = (gsize) (out - filter->text->str);
  return filter->text->str;
}
