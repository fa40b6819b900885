/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-csv-sample.h"
#include "mix-import-report.h"

G_BEGIN_DECLS

/* Replaces every setting of the report that is auto, but for the encoding, by a guess from text
 * [length], the decoded beginning of a file, and says why. */
void mix_import_sniff (MixImportReport *report, const char *text, gsize length, gboolean is_whole);

/* Parts of it. */
gboolean mix_import_sniff_header (MixImportReport *report, const MixCsvSample *sample,
                                  guint first_row);
void mix_import_sniff_numbers (MixImportReport *report, const MixCsvSample *sample,
                               guint first_row);
void mix_import_sniff_missing (MixImportReport *report, const MixCsvSample *sample,
                               guint first_row);
void mix_import_sniff_forms (MixImportReport *report, const MixCsvSample *sample, guint first_row);
void mix_import_sniff_doubts (MixImportReport *report, const MixCsvSample *sample, guint first_row);

G_END_DECLS
