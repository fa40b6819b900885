/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-csv-dress.h"
#include "mix-import.h"

G_BEGIN_DECLS

/* How a table was read: every setting as it came to be, why, what could be read in another way, and
 * what was done to the rows and names. */
typedef struct
{
  MixImport asked;                     /* as it was given */
  MixImport settings;                  /* none is auto */
  char *reasons[MIX_N_IMPORT_OPTIONS]; /* of a guess, in the order of the table; NULL: given */
  GArray *forms;                       /* of MixColumnForm: what the first rows' columns hold */
  GArray *date_kinds;                  /* of MixDateKind, as long */
  GArray *units;                       /* of MixCellUnit, as long: in what its numbers are */
  GPtrArray *doubts;                   /* of char *: sentences */
  GPtrArray *notes;                    /* of char *: sentences */
} MixImportReport;

MixImportReport *mix_import_report_new (const MixImport *import);
MixImportReport *mix_import_report_copy (const MixImportReport *report);
MixImportReport *mix_import_report_ref (MixImportReport *report);
void mix_import_report_unref (MixImportReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MixImportReport, mix_import_report_unref)

void mix_import_report_add_doubt (MixImportReport *report, const char *format, ...)
  G_GNUC_PRINTF (2, 3);
void mix_import_report_add_note (MixImportReport *report, const char *format, ...)
  G_GNUC_PRINTF (2, 3);
void mix_import_report_set_reason (MixImportReport *report, const char *name, const char *format,
                                   ...) G_GNUC_PRINTF (3, 4);

/* Everything, line by line, as --verbose prints it. */
char *mix_import_report_describe (const MixImportReport *report);

G_END_DECLS
