/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-import-preview.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "mix-csv-cell.h"
#include "mix-csv-decode.h"
#include "mix-csv-stream.h"
#include "mix-csv.h"
#include "mix-import-sniff.h"
#include "mix-select.h"

#define HEAD (256 * 1024)
#define MAX_ROWS 1000

typedef struct
{
  int *progress;
  guint64 size;
} Progress;

/* The first rows, read as the whole will be. */
static void
read_head (MixImportPreview *preview, const char *bytes, gsize length, const MixImport *import)
{
  gboolean is_whole = length < HEAD;
  const char *complaint = NULL;
  MixCsvDecoder decoder;
  gsize n_used, n;

  mix_csv_decoder_init (&decoder, import->encoding);
  const char *text
      = mix_csv_decoder_run (&decoder, bytes, length, is_whole, &n_used, &n, &complaint);
  preview->report = mix_import_report_new (import);
  mix_import_sniff (preview->report, text, n, is_whole);
  preview->report->settings.encoding
      = decoder.encoding == MIX_IMPORT_AUTO ? MIX_ENCODING_UTF8 : (int) decoder.encoding;
  preview->sample
      = mix_csv_sample_new (text, n, is_whole, &preview->report->settings, MAX_ROWS);
  preview->has_header = preview->report->settings.header == MIX_HEADER_YES;
  mix_csv_decoder_clear (&decoder);
}

static gboolean
open_head (MixImportPreview *preview, const char *path, const MixImport *import,
           GCancellable *cancellable)
{
  g_autofree char *place = g_filename_display_name (path);
  g_autofree char *bytes = g_malloc (HEAD);
  gsize length;
  g_autoptr (GInputStream) stream
      = mix_csv_open_stream (path, place, cancellable, &preview->error);

  if (stream == NULL
      || !g_input_stream_read_all (stream, bytes, HEAD, &length, cancellable, &preview->error))
    return FALSE;
  read_head (preview, bytes, length, import);
  return TRUE;
}

static void
progress_cb (gsize n_bytes, gpointer data)
{
  const Progress *progress = data;

  if (progress->progress != NULL && progress->size > 0)
    g_atomic_int_set (progress->progress, (int) (1000 * n_bytes / progress->size));
}

static guint64
find_size (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInfo) info
      = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE, NULL, NULL);

  return info != NULL ? (guint64) g_file_info_get_size (info) : 0;
}

static void
count_bins (const MixDataset *dataset, guint column, guint *bins, double *range)
{
  const double *values = mix_dataset_get_column (dataset, column)->values;
  gsize n = mix_dataset_get_n_rows (dataset);

  mix_select_range (values, NULL, n, &range[0], &range[1]);
  double low = range[0], high = range[1];
  if (!(low < high))
    return;
  double factor = MIX_PREVIEW_BINS / (high - low);
  for (gsize row = 0; row < n; row++)
    if (!isnan (values[row]))
      bins[MIN ((guint) ((values[row] - low) * factor), MIX_PREVIEW_BINS - 1)]++;
}

/* PATH:LINE:COLUMN: at the beginning of the message. */
static void
find_place (MixImportPreview *preview, const char *path)
{
  g_autofree char *place = g_filename_display_name (path);
  const char *message = preview->error->message;
  char *end;

  if (!g_str_has_prefix (message, place) || message[strlen (place)] != ':')
    return;
  gulong line = strtoul (message + strlen (place) + 1, &end, 10);
  if (line == 0 || *end != ':')
    return;
  preview->line = line;
  preview->column = (guint) strtoul (end + 1, NULL, 10);
}

/**
 * mix_import_preview_new:
 * @import: what is not auto is kept
 * @progress: (nullable)
 *
 * Reads the beginning of the file as text and then all of it as a table.
 *
 * Returns: (transfer full): what came of it; an error is part of it
 */
MixImportPreview *
mix_import_preview_new (const char *path, const MixImport *import, int *progress,
                        GCancellable *cancellable)
{
  g_return_val_if_fail (path != NULL && import != NULL, NULL);

  MixImportPreview *preview = g_new0 (MixImportPreview, 1);
  Progress p = { .progress = progress, .size = find_size (path) };
  const MixCsvOptions options = {
    .import = import, .cancellable = cancellable, .progress = progress_cb, .data = &p
  };

  if (!open_head (preview, path, import, cancellable))
    return preview;
  preview->dataset = mix_csv_read_with (path, &options, &preview->error);
  if (preview->dataset == NULL)
    {
      find_place (preview, path);
      return preview;
    }
  mix_import_report_unref (preview->report);
  preview->report = mix_import_report_ref (mix_dataset_get_import (preview->dataset));
  guint n = mix_dataset_get_n_columns (preview->dataset);
  preview->bins = g_new0 (guint, (gsize) n * MIX_PREVIEW_BINS);
  preview->ranges = g_new0 (double, 2 * (gsize) n);
  for (guint i = 0; i < n; i++)
    count_bins (preview->dataset, i, preview->bins + (gsize) i * MIX_PREVIEW_BINS,
                preview->ranges + 2 * (gsize) i);
  return preview;
}

void
mix_import_preview_free (MixImportPreview *preview)
{
  if (preview == NULL)
    return;
  g_clear_pointer (&preview->report, mix_import_report_unref);
  g_clear_pointer (&preview->sample, mix_csv_sample_free);
  g_clear_pointer (&preview->dataset, mix_dataset_unref);
  g_clear_error (&preview->error);
  g_free (preview->bins);
  g_free (preview->ranges);
  g_free (preview);
}

int
mix_import_preview_find_line (const MixImportPreview *preview, gulong line)
{
  for (guint row = 0; preview->sample != NULL && row < preview->sample->rows->len; row++)
    if (mix_csv_sample_row (preview->sample, row)->line == line)
      return (int) row;
  return -1;
}

gssize
mix_import_preview_find_row (const MixImportPreview *preview, guint row)
{
  if (preview->dataset == NULL || (row == 0 && preview->has_header))
    return -1;
  gulong line = mix_csv_sample_row (preview->sample, row)->line;
  const MixRowLines *lines = mix_dataset_get_lines (preview->dataset);
  gssize found = lines != NULL ? mix_row_lines_find (lines, line) : -1;
  return found >= 0 && mix_dataset_get_line (preview->dataset, (gsize) found) == line ? found : -1;
}

gboolean
mix_import_preview_is_fault (const MixImportPreview *preview, guint row, guint column)
{
  gssize place = mix_import_preview_find_row (preview, row);
  const char *text = mix_csv_sample_cell (preview->sample, row, column);
  MixCellFormat format;
  double value;

  if (place < 0 || column >= mix_dataset_get_n_columns (preview->dataset))
    return FALSE;
  const MixColumn *c = mix_dataset_get_column (preview->dataset, column);
  if (c->kind != MIX_COLUMN_MIXED)
    return FALSE;
  if (!isnan (c->values[place]))
    return c->transform != MIX_TRANSFORM_NONE
           && !mix_transform_takes (c->transform, c->values[place]);
  mix_cell_format_init (&format, &preview->report->settings);
  MixCellKind kind = mix_csv_cell_read (&format, text, strlen (text), &value);
  mix_cell_format_clear (&format);
  return kind != MIX_CELL_MISSING;
}
