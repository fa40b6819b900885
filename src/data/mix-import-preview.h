/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "mix-csv-sample.h"
#include "mix-dataset.h"

G_BEGIN_DECLS

#define MIX_PREVIEW_BINS 24

/* A file as it will be read: its first rows as text, and the whole of it as a table. */
typedef struct
{
  MixImportReport *report; /* NULL where not even the beginning can be read */
  MixCsvSample *sample;    /* from the first row of the table on; NULL likewise */
  gboolean has_header;     /* the sample's first row has the names */
  MixDataset *dataset;     /* NULL where error says why not */
  guint *bins;             /* [n_columns × MIX_PREVIEW_BINS] rows over each column's range */
  double *ranges;          /* [n_columns × 2] these */
  GError *error;
  gulong line;  /* of the error, from 1; 0: it has no place */
  guint column; /* of the error, from 1 */
} MixImportPreview;

/* progress (nullable) gets the share that is read, of 1000, atomically. */
MixImportPreview *mix_import_preview_new (const char *path, const MixImport *import, int *progress,
                                          GCancellable *cancellable);
void mix_import_preview_free (MixImportPreview *preview);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MixImportPreview, mix_import_preview_free)

/* The dataset's row that a row of the sample is; −1: none, as it is left out or the names. */
gssize mix_import_preview_find_row (const MixImportPreview *preview, guint row);

/* Whether a cell of the sample is not what its column needs; a missing one is no fault. */
gboolean mix_import_preview_is_fault (const MixImportPreview *preview, guint row, guint column);

/* The sample's row that begins in the line, or −1. */
int mix_import_preview_find_line (const MixImportPreview *preview, gulong line);

G_END_DECLS
