/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-csv-cell.h"
#include "mix-dataset.h"

G_BEGIN_DECLS

#define MIX_CSV_MAX_COLUMNS 10000

/* A table that grows cell by cell, and knows what each column turns out to be. */
typedef struct _MixCsvTable MixCsvTable;

/* format and report must outlive it; the report says what columns hold. max_bytes: of all
 * numbers. */
MixCsvTable *mix_csv_table_new (const MixCellFormat *format, MixImportReport *report,
                                gsize max_bytes);
void mix_csv_table_free (MixCsvTable *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MixCsvTable, mix_csv_table_free)

guint mix_csv_table_get_n_columns (const MixCsvTable *table);
gsize mix_csv_table_get_n_rows (const MixCsvTable *table);

/* Columns are added by the first row: named by a header, or not. Others' cells go into the row that
 * mix_csv_table_end_row() ends. FALSE where memory is short. */
void mix_csv_table_add_column (MixCsvTable *table, const char *name, gsize length);
void mix_csv_table_set (MixCsvTable *table, guint column, const char *text, gsize length,
                        gulong line);
gboolean mix_csv_table_is_blank (const MixCsvTable *table);
gboolean mix_csv_table_end_row (MixCsvTable *table);

/* Forgets the first n_cells of the row that is open. */
void mix_csv_table_drop_row (MixCsvTable *table, guint n_cells);

MixDataset *mix_csv_table_finish (MixCsvTable *table, const char *place, const char *title);

G_END_DECLS
