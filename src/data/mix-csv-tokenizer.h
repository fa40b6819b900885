/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <csv.h>

#include "mix-csv-filter.h"

G_BEGIN_DECLS

typedef struct _MixCsvTokenizer MixCsvTokenizer;

/* Text in, cells with their places out. The handler's functions may read line and n_cells: where
 * the cell begins, and how many cells of its row came before. */
struct _MixCsvTokenizer
{
  gulong line;   /* where the next cell begins, from 1 */
  guint n_cells; /* of the row so far */

  void (*add_cell) (gpointer data, const char *text, gsize length);
  void (*end_row) (gpointer data); /* only of rows with cells */
  gpointer data;

  struct csv_parser parser;
  MixCsvFilter filter;
  gboolean may_have_lines; /* the cells of this piece of text may have ends of lines in them */
  gboolean after_cr;       /* a LF that follows belongs to it */
};

/* No setting may be auto. add_cell, end_row and data are set by the caller. */
void mix_csv_tokenizer_init (MixCsvTokenizer *tokenizer, const MixImport *import);
void mix_csv_tokenizer_clear (MixCsvTokenizer *tokenizer);

typedef enum
{
  MIX_CSV_FINE,
  MIX_CSV_BROKEN, /* text after a closing quote, in the cell at line and n_cells */
  MIX_CSV_OPEN,   /* at the end, with a quote that is not closed */
  MIX_CSV_MEMORY,
} MixCsvStatus;

MixCsvStatus mix_csv_tokenizer_run (MixCsvTokenizer *tokenizer, const char *text, gsize length,
                                    gboolean is_last);
gsize mix_csv_tokenizer_get_pending (const MixCsvTokenizer *tokenizer); /* bytes of an open cell */

G_END_DECLS
