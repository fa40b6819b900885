/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "mix-import-report.h"

G_BEGIN_DECLS

/* A row of a list for each import setting, made from their table: a menu or an entry, with the
 * guess in it and the reason in its tooltip. */
typedef struct _MixImportRows MixImportRows;

typedef void (*MixImportSetting) (const char *name, const char *text, gpointer data);

MixImportRows *mix_import_rows_new (GtkListBox *list, MixImportSetting changed, gpointer data);
void mix_import_rows_free (MixImportRows *rows);

void mix_import_rows_show (MixImportRows *rows, const MixImport *import,
                           const MixImportReport *report);

G_END_DECLS
