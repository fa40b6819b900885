/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-csv-guess.h"

#include <csv.h>

#include "mix-csv-cell.h"

#define MAX_ROWS 100
#define SLICE 4096

/* The beginning of a file as it looks with one delimiter. */
typedef struct
{
  char delimiter;
  GArray *rows[2];  /* MixCellKind of the cells of the first two rows */
  guint n_rows;     /* rows with cells */
  guint n_cells;    /* of the row that is being read */
  gboolean is_even; /* every row has as many cells as the first */
  gboolean is_broken;
} Sample;

static void
cell_cb (void *text, size_t length, void *data)
{
  Sample *sample = data;
  double value;

  if (sample->n_rows < G_N_ELEMENTS (sample->rows))
    {
      MixCellKind kind = mix_csv_cell_read (text, length, &value);
      g_array_append_val (sample->rows[sample->n_rows], kind);
    }
  sample->n_cells++;
}

static void
row_cb (int terminator, void *data)
{
  Sample *sample = data;

  if (sample->n_cells == 0)
    return;
  if (sample->n_cells != sample->rows[0]->len)
    sample->is_even = FALSE;
  sample->n_rows++;
  sample->n_cells = 0;
}

static void
sample_init (Sample *sample, char delimiter, const char *head, gsize length, gboolean is_whole)
{
  struct csv_parser parser;

  *sample = (Sample){ .delimiter = delimiter, .is_even = TRUE };
  for (guint i = 0; i < G_N_ELEMENTS (sample->rows); i++)
    sample->rows[i] = g_array_new (FALSE, FALSE, sizeof (MixCellKind));

  csv_init (&parser, CSV_STRICT);
  csv_set_delim (&parser, (unsigned char) delimiter);
  gsize done = 0;
  while (done < length && sample->n_rows < MAX_ROWS && !sample->is_broken)
    {
      gsize slice = MIN (length - done, SLICE);
      sample->is_broken = csv_parse (&parser, head + done, slice, cell_cb, row_cb, sample) != slice;
      done += slice;
    }
  if (is_whole && done == length && !sample->is_broken)
    csv_fini (&parser, cell_cb, row_cb, sample);
  csv_free (&parser);
}

static void
sample_clear (Sample *sample)
{
  for (guint i = 0; i < G_N_ELEMENTS (sample->rows); i++)
    g_array_unref (sample->rows[i]);
}

/* A delimiter that parts every row alike is surely the one. */
static gboolean
fits (const Sample *sample)
{
  return sample->is_even && !sample->is_broken && sample->rows[0]->len > 1;
}

static MixCellKind
kind_at (const GArray *row, guint cell)
{
  return cell < row->len ? g_array_index (row, MixCellKind, cell) : MIX_CELL_MISSING;
}

static gboolean
is_number (MixCellKind kind)
{
  return kind == MIX_CELL_NUMBER || kind == MIX_CELL_INFINITE || kind == MIX_CELL_TOO_LARGE;
}

/* The first row is a header where it has words and no numbers; or, as some names are numbers
 * (years), where a word stands over a number. */
static gboolean
guess_header (const Sample *sample)
{
  gboolean has_word = FALSE, has_number = FALSE, has_word_over_number = FALSE;

  for (guint i = 0; i < sample->rows[0]->len; i++)
    {
      MixCellKind kind = kind_at (sample->rows[0], i);
      has_word |= kind == MIX_CELL_TEXT;
      has_number |= is_number (kind);
      has_word_over_number |= kind == MIX_CELL_TEXT && is_number (kind_at (sample->rows[1], i));
    }
  return has_word && (!has_number || has_word_over_number);
}

/* The first that fits; else whichever parts the first row into most cells, the last of them at a
 * tie. */
static const Sample *
choose (const Sample *samples, guint n)
{
  const Sample *best = &samples[n - 1];

  for (guint i = 0; i < n; i++)
    if (fits (&samples[i]))
      return &samples[i];
  for (guint i = 0; i < n; i++)
    if (samples[i].rows[0]->len > best->rows[0]->len)
      best = &samples[i];
  return best;
}

/**
 * mix_csv_guess:
 * @head: [length], the beginning of the file, UTF-8
 * @is_whole: whether it is all of the file
 *
 * Tab, semicolon or comma, in this order, is the delimiter if it parts every row of the first
 * hundred into equally many cells, two at least (a comma comes last as it may be a decimal mark);
 * else whichever parts the first row into most, and the comma if none does.
 *
 * Returns: the guess
 */
MixCsvGuess
mix_csv_guess (const char *head, gsize length, gboolean is_whole)
{
  static const char delimiters[] = { '\t', ';', ',' };
  Sample samples[G_N_ELEMENTS (delimiters)];

  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    sample_init (&samples[i], delimiters[i], head, length, is_whole);
  const Sample *best = choose (samples, G_N_ELEMENTS (samples));
  MixCsvGuess guess = { .delimiter = best->delimiter, .has_header = guess_header (best) };
  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    sample_clear (&samples[i]);
  return guess;
}
