/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "mix-dataset.h"

G_BEGIN_DECLS

/* How a table is read. Whatever is not given is guessed from the file's beginning. */
typedef struct
{
  const MixImport *import; /* NULL: everything automatic */
  GCancellable *cancellable;
  void (*progress) (gsize n_bytes, gpointer data); /* once per chunk, in the thread that reads */
  gpointer data;
  gsize max_bytes; /* that the table may take; 0: what fits into this machine, less from a pipe */
} MixCsvOptions;

/* From a pipe, of which nobody knows whether it ends. */
#define MIX_CSV_PIPE_BYTES ((gsize) 1 << 30)

/* Reads a table. path "-" is standard input. Errors name path, line and column, and what was found;
 * the table's report tells how each setting came to be. */
MixDataset *mix_csv_read_with (const char *path, const MixCsvOptions *options, GError **error);
MixDataset *mix_csv_read_bytes_with (const char *name, const char *bytes, gsize length,
                                     const MixCsvOptions *options, GError **error);

/* With everything automatic. */
MixDataset *mix_csv_read (const char *path, GCancellable *cancellable, GError **error);
MixDataset *mix_csv_read_bytes (const char *name, const char *bytes, gsize length, GError **error);

/* Writes a table of n_columns columns, one row at a time, with shortest round-trip decimals.
 * path "-" is standard output; a file is written beside its place and moved there by
 * mix_csv_writer_close(), so that a failure leaves no partial file. */
typedef struct _MixCsvWriter MixCsvWriter;

MixCsvWriter *mix_csv_writer_new (const char *path, const char *const *names, guint n_columns,
                                  GError **error);
gboolean mix_csv_writer_add (MixCsvWriter *writer, const double *row, GError **error);
void mix_csv_writer_set_times (MixCsvWriter *writer, const MixTimeUnit *times);
void mix_csv_format_row (GString *text, const double *row, const MixTimeUnit *times,
                         guint n_columns);
gboolean mix_csv_writer_add_lines (MixCsvWriter *writer, const GString *text, GError **error);
gboolean mix_csv_writer_close (MixCsvWriter *writer, GError **error);
void mix_csv_writer_free (MixCsvWriter *writer); /* without close: the file never appears */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MixCsvWriter, mix_csv_writer_free)

/* The whole of a table's number columns and categories, but for excluded rows. */
gboolean mix_csv_write (const MixDataset *dataset, const char *path, GError **error);
char *mix_csv_format_rows (const MixDataset *dataset, const guint32 *rows, gsize n);

/* The shortest decimal that reads back as the same double; buffer [at least 32]. Returns buffer. */
char *mix_csv_format_cell (const MixColumn *column, gsize row);
char *mix_csv_format_number (double value, char *buffer);

G_END_DECLS
