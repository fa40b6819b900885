/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-import.h"

G_BEGIN_DECLS

/* The beginning of a file as it looks with some settings: rows of cells as text. */
typedef struct
{
  gulong line;      /* where it begins */
  GPtrArray *cells; /* of char *, trimmed */
} MixCsvSampleRow;

typedef struct
{
  GArray *rows; /* MixCsvSampleRow */
  gsize n_comments;
  gboolean is_broken; /* a quote is not closed, or text follows it */
} MixCsvSample;

MixCsvSample *mix_csv_sample_new (const char *text, gsize length, gboolean is_whole,
                                  const MixImport *import, guint max_rows);
void mix_csv_sample_free (MixCsvSample *sample);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MixCsvSample, mix_csv_sample_free)

static inline const MixCsvSampleRow *
mix_csv_sample_row (const MixCsvSample *sample, guint row)
{
  return &g_array_index (sample->rows, MixCsvSampleRow, row);
}

/* The cell's text; "" where the row is shorter. */
static inline const char *
mix_csv_sample_cell (const MixCsvSample *sample, guint row, guint cell)
{
  const GPtrArray *cells = mix_csv_sample_row (sample, row)->cells;
  return cell < cells->len ? (const char *) cells->pdata[cell] : "";
}

G_END_DECLS
