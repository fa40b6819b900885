/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "mix-calendar.h"
#include "mix-fingerprint.h"
#include "mix-import-report.h"
#include "mix-row-lines.h"

G_BEGIN_DECLS

#define MIX_DATA_ERROR (mix_data_error_quark ())
GQuark mix_data_error_quark (void);

typedef enum
{
  MIX_DATA_ERROR_READ,   /* not there, not a regular file, not readable */
  MIX_DATA_ERROR_FORMAT, /* not a table: ragged, unterminated quote, NUL bytes, too long */
  MIX_DATA_ERROR_VALUE,  /* a cell that cannot be what its column needs */
  MIX_DATA_ERROR_COLUMN, /* no such column, or none that can be used */
  MIX_DATA_ERROR_EMPTY,  /* no rows left */
  MIX_DATA_ERROR_WRITE,
} MixDataError;

#define MIX_MAX_LEVELS 250
#define MIX_MAX_LISTED_LINES 6

typedef enum
{
  MIX_COLUMN_NUMBER, /* every present cell is a finite number */
  MIX_COLUMN_TEXT,   /* no cell is a number; the values are all NaN */
  MIX_COLUMN_MIXED,  /* some cells are numbers and some are not: usable by nobody, fault says why */
} MixColumnKind;

/* A column of a table, [n_rows] numbers; a missing cell is NaN. */
typedef struct
{
  char *name;
  MixColumnKind kind;
  double *values;
  gsize n_missing;
  gulong missing_lines[MIX_MAX_LISTED_LINES]; /* of the first missing cells; 0: not from a file */
  char *fault; /* the place and text of the first cell that is no number, "FILE:LINE:COLUMN: column
                  \"NAME\": \"CELL\" is not a number"; NULL for MIX_COLUMN_NUMBER */
  MixTimeUnit time;  /* what the numbers stand for where they are dates or times; the name tells it */
  const char *unit;  /* that the file's cells had, "%", "€"; static; NULL: none. The name tells it */
  gboolean as_dates; /* such are written as dates */
  gboolean marks_validation; /* its cells say which rows validate; no feature by itself */
  MixTransformKind transform; /* that it goes through before a network sees it */
  char **levels;     /* the different words of MIX_COLUMN_TEXT, at most MIX_MAX_LEVELS, in order of
                        appearance, ends with NULL; NULL: not kept */
  guint8 *codes;     /* [n_rows], 0 for a missing cell, else the place in levels, from 1 */
  gpointer cells_of; /* the counted column whose cells and words these are; NULL: they are its own */
} MixColumn;

typedef struct _MixGenerator MixGenerator;

/* An immutable table with its provenance; reference-counted, read from any thread. */
typedef struct _MixDataset MixDataset;

/* Takes the columns (an array of n_columns, with all that they own; column names are made unique).
 * title: what a person calls it ("geyser.csv", "Two branches"). */
MixDataset *mix_dataset_new (const char *title, gsize n_rows, MixColumn *columns, guint n_columns);
MixDataset *mix_dataset_ref (MixDataset *dataset);
void mix_dataset_unref (MixDataset *dataset);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MixDataset, mix_dataset_unref)

const char *mix_dataset_get_title (const MixDataset *dataset);
gsize mix_dataset_get_n_rows (const MixDataset *dataset);
guint mix_dataset_get_n_columns (const MixDataset *dataset);
const MixColumn *mix_dataset_get_column (const MixDataset *dataset, guint column);
int mix_dataset_find_column (const MixDataset *dataset, const char *name); /* −1: none */
/* Columns to begin with; −1 where there is none. */
void mix_dataset_guess_axes (const MixDataset *dataset, int *target, int *x);
guint mix_dataset_n_number_columns (const MixDataset *dataset);
guint mix_dataset_n_feature_columns (const MixDataset *dataset);
gboolean mix_dataset_can_be_feature (const MixDataset *dataset, guint column);
const char *mix_column_get_word (const MixColumn *column, gsize row);
char *mix_column_get_label (const MixColumn *column); /* (transfer full): without a date's unit */
char *mix_column_describe_missing (const MixColumn *column);

/* Where the rows come from: a path, or a generator with what it was called with. */
const char *mix_dataset_get_path (const MixDataset *dataset);
const MixGenerator *mix_dataset_get_generator (const MixDataset *dataset); /* NULL for a file */
const MixGenerator *mix_dataset_get_origin (const MixDataset *dataset);
double mix_dataset_get_noise (const MixDataset *dataset);
double mix_dataset_get_optimal_nll (const MixDataset *dataset);
guint64 mix_dataset_get_seed (const MixDataset *dataset);
/* Drawn from an empty canvas: it may have no row, and is looked at from −1 to 1 at least. */
gboolean mix_dataset_is_canvas (const MixDataset *dataset);
MixImportReport *mix_dataset_get_import (const MixDataset *dataset); /* NULL: not from a file */
/* The file when it was read, without its checksum; NULL: not from a regular file. */
const MixFingerprint *mix_dataset_get_fingerprint (const MixDataset *dataset);

/* Rows that stay in the table and that no network sees. */
const guint8 *mix_dataset_get_excluded (const MixDataset *dataset); /* [n_rows]; NULL: none */
gsize mix_dataset_get_n_excluded (const MixDataset *dataset);

/* Where rows stood in their file. */
const MixRowLines *mix_dataset_get_lines (const MixDataset *dataset); /* NULL: not from a file */
gulong mix_dataset_get_line (const MixDataset *dataset, gsize row);  /* 0: not from a file */
char *mix_dataset_name_row (const MixDataset *dataset, gsize row);   /* "line 18", "row 17" */

/* For the makers of tables, before the table is shared. */
void mix_dataset_set_canvas (MixDataset *dataset);
MixDataset *mix_dataset_new_edited (const MixDataset *dataset, const char *title);
void mix_dataset_replace_column (MixDataset *dataset, guint place, const MixColumn *column);
void mix_dataset_set_excluded (MixDataset *dataset, guint8 *excluded);
void mix_dataset_set_lines (MixDataset *dataset, MixRowLines *lines);
void mix_dataset_set_path (MixDataset *dataset, const char *path);
void mix_dataset_set_import (MixDataset *dataset, MixImportReport *report);
void mix_dataset_set_fingerprint (MixDataset *dataset, const MixFingerprint *fingerprint);
void mix_dataset_set_origin (MixDataset *dataset, const MixGenerator *origin);
void mix_dataset_set_generator (MixDataset *dataset, const MixGenerator *generator, double noise,
                                guint64 seed);

G_END_DECLS
