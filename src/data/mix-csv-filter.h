/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "mix-import.h"

G_BEGIN_DECLS

/* What the tokenizer cannot do by itself: lines that are no rows become blank ones (so that lines
 * count as before), runs of spaces become one delimiter, and text after a closing quote is found.
 * Text of which nothing of this is true passes untouched, and quickly. */
typedef struct
{
  char delimiter, quote;
  const char *comment; /* "": none; must outlive the filter */
  guint n_skip;        /* lines still to leave out */

  enum
  {
    MIX_CSV_LINE_START,
    MIX_CSV_CELL_START,
    MIX_CSV_PLAIN,  /* in a cell without quotes */
    MIX_CSV_QUOTED, /* in quotes */
    MIX_CSV_CLOSED, /* after a quote in quotes: the end, or one of two */
    MIX_CSV_AFTER,  /* after the blanks behind a closing quote */
    MIX_CSV_LEFT_OUT,
  } state;
  gboolean after_cr;
  gboolean is_skipped; /* the line that is left out is one to skip */
  gboolean has_cells;   /* the line has, so that the next begins with a delimiter: spaces only */
  gboolean is_broken;   /* text follows a closing quote; the text given out ends there */
  gsize n_matched;      /* bytes of the comment's mark, held back */
  gsize n_comments;     /* lines */
  GString *text;
} MixCsvFilter;

void mix_csv_filter_init (MixCsvFilter *filter, char delimiter, char quote, const char *comment,
                          guint n_skip);
void mix_csv_filter_clear (MixCsvFilter *filter);
const char *mix_csv_filter_run (MixCsvFilter *filter, const char *text, gsize length,
                                gboolean is_last, gsize *text_length);
gboolean mix_csv_filter_is_open (const MixCsvFilter *filter); /* a quote is not closed */

G_END_DECLS
