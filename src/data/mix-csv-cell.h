/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-csv-dress.h"
#include "mix-import.h"

G_BEGIN_DECLS

typedef enum
{
  MIX_CELL_MISSING,
  MIX_CELL_NUMBER,
  MIX_CELL_TEXT,
  MIX_CELL_INFINITE,  /* a number by name, but none to compute with */
  MIX_CELL_TOO_LARGE, /* a number beyond what a double holds */
  MIX_CELL_NO_TRANSFORM, /* a number that the column's transform is not of */
  MIX_CELL_NO_UNIT,      /* a number without the unit of the column's others, or with another */
} MixCellKind;

/* How cells are written. */
typedef struct
{
  MixDecimalMark decimal;
  MixGrouping grouping;
  char **missing;           /* words of cells without a value; ends with NULL */
  MixDateOrder dates;
  MixDateUnit date_unit;
  gboolean missing_numbers; /* some of them are numbers, such as -999 */
} MixCellFormat;

void mix_cell_format_init (MixCellFormat *format, const MixImport *import);
void mix_cell_format_clear (MixCellFormat *format);

MixCellKind mix_csv_cell_read (const MixCellFormat *format, const char *text, gsize length,
                               double *value);
MixCellKind mix_csv_cell_read_in (const MixCellFormat *format, MixCellUnit unit, const char *text,
                                  gsize length, double *value);
MixCellKind mix_csv_cell_read_date (const MixCellFormat *format, const char *text, gsize length,
                                    double *value);
void mix_csv_cell_trim (const char **text, gsize *length);
char *mix_csv_cell_shorten (const char *text, gsize length);
char *mix_csv_cell_complain (MixCellKind kind, MixCellUnit unit, const char *shortened);
char *mix_csv_cell_complain_date (const MixCellFormat *format, const char *shortened);

/* The words that are missing where nobody says others, with commas between. */
extern const char mix_csv_missing_words[];

/* The ends of lines inside a quoted cell. */
guint mix_csv_cell_count_lines (const char *text, gsize length);

/* The bytes of a mark between groups of digits at text, 0 where there is none. */
gsize mix_csv_cell_match_grouping (MixGrouping grouping, const char *text, const char *end);

G_END_DECLS
