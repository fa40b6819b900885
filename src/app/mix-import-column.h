/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "mix-import-choices.h"

G_BEGIN_DECLS

#define MIX_TYPE_IMPORT_COLUMN (mix_import_column_get_type ())
G_DECLARE_FINAL_TYPE (MixImportColumn, mix_import_column, MIX, IMPORT_COLUMN, GtkWidget)

/* The head of a column of the preview. Emits "form-changed" and "role-changed". */
GtkWidget *mix_import_column_new (const MixImportPreview *preview, guint column,
                                  const MixColumnChoice *choice);
guint mix_import_column_get_number (MixImportColumn *self); /* from 0 */
MixColumnChoice mix_import_column_get_choice (MixImportColumn *self);
void mix_import_column_set_role (MixImportColumn *self, MixColumnRole role);

G_END_DECLS
