/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-csv-dress.h"
#include "mix-csv-sample.h"

G_BEGIN_DECLS

/* What the numbers of a file tell about their marks. A comma with three digits after it, and one to
 * three before, may be either: 1,234. */
typedef struct
{
  guint decimal_point, decimal_comma; /* cells that leave no doubt */
  guint groups[6];                    /* by MixGrouping */
  guint maybe_point, maybe_comma;
  char *point, *comma; /* the first of each that may be either */
} MixCsvMarks;

void mix_csv_marks_count (MixCsvMarks *marks, const MixCsvSample *sample, guint first_row);
void mix_csv_marks_clear (MixCsvMarks *marks);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MixCsvMarks, mix_csv_marks_clear)

/* Whether the cell is a number in whatever way numbers are written; plain: without a unit, and with
 * a sign only before it. */
gboolean mix_csv_marks_is_number (const char *text, MixDress *dress);
gboolean mix_csv_marks_is_plain (const char *text);

G_END_DECLS
