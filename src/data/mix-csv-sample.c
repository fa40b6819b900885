/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-csv-sample.h"

#include "mix-csv-cell.h"
#include "mix-csv-tokenizer.h"

#define SLICE 4096 /* libcsv cannot be stopped in one */

typedef struct
{
  MixCsvTokenizer tokenizer;
  MixCsvSample *sample;
  MixCsvSampleRow row; /* the open one; cells NULL: none yet */
} Maker;

static void
clear_row (gpointer data)
{
  MixCsvSampleRow *row = data;
  g_ptr_array_unref (row->cells);
}

static void
add_cell (gpointer data, const char *text, gsize length)
{
  Maker *maker = data;

  if (maker->row.cells == NULL)
    maker->row = (MixCsvSampleRow){ .line = maker->tokenizer.line,
                                    .cells = g_ptr_array_new_with_free_func (g_free) };
  mix_csv_cell_trim (&text, &length);
  g_ptr_array_add (maker->row.cells, g_strndup (text, length));
}

static void
end_row (gpointer data)
{
  Maker *maker = data;

  g_array_append_val (maker->sample->rows, maker->row);
  maker->row.cells = NULL;
}

/**
 * mix_csv_sample_new:
 * @text: [length], valid UTF-8 without NUL
 * @is_whole: whether it is all of the file; else what may be half a row is left out,
 * unless it is the first
 * @import: nothing that says how rows are parted may be auto
 *
 * Returns: (transfer full): the first rows, at least max_rows if there are as many
 */
MixCsvSample *
mix_csv_sample_new (const char *text, gsize length, gboolean is_whole, const MixImport *import,
                    guint max_rows)
{
  MixCsvSample *sample = g_new0 (MixCsvSample, 1);
  Maker maker = { .sample = sample };
  MixCsvStatus status = MIX_CSV_FINE;

  sample->rows = g_array_new (FALSE, FALSE, sizeof (MixCsvSampleRow));
  g_array_set_clear_func (sample->rows, clear_row);
  mix_csv_tokenizer_init (&maker.tokenizer, import);
  maker.tokenizer.add_cell = add_cell;
  maker.tokenizer.end_row = end_row;
  maker.tokenizer.data = &maker;
  for (gsize done = 0; done < length && status == MIX_CSV_FINE && sample->rows->len < max_rows;)
    {
      gsize slice = MIN (length - done, SLICE);
      done += slice;
      status = mix_csv_tokenizer_run (&maker.tokenizer, text + done - slice, slice,
                                      is_whole && done == length);
    }
  sample->is_broken = status != MIX_CSV_FINE;
  sample->n_comments = maker.tokenizer.filter.n_comments;
  if (sample->rows->len == 0 && maker.row.cells != NULL)
    end_row (&maker); /* names that are longer than the sample */
  g_clear_pointer (&maker.row.cells, g_ptr_array_unref);
  mix_csv_tokenizer_clear (&maker.tokenizer);
  return sample;
}

void
mix_csv_sample_free (MixCsvSample *sample)
{
  g_array_unref (sample->rows);
  g_free (sample);
}
