/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "mix-import-choices.h"

G_BEGIN_DECLS

#define MIX_TYPE_IMPORT_TABLE (mix_import_table_get_type ())
G_DECLARE_FINAL_TYPE (MixImportTable, mix_import_table, MIX, IMPORT_TABLE, GtkWidget)

/* Emits "form-changed" where a column is to be read in another way; roles it puts into the choices
 * by itself. */
void mix_import_table_show (MixImportTable *self, const MixImportPreview *read,
                            MixImportChoices *choices);
void mix_import_table_clear (MixImportTable *self);

guint mix_import_table_get_first (MixImportTable *self); /* column that is shown, from 0 */
gboolean mix_import_table_find (MixImportTable *self, const char *text, gboolean next);

G_END_DECLS
