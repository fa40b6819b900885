/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "mix-import-preview.h"

G_BEGIN_DECLS

#define MIX_TYPE_IMPORT_COLUMN (mix_import_column_get_type ())
G_DECLARE_FINAL_TYPE (MixImportColumn, mix_import_column, MIX, IMPORT_COLUMN, GtkWidget)

typedef enum
{
  MIX_ROLE_NONE,
  MIX_ROLE_TARGET,
  MIX_ROLE_X,
  MIX_ROLE_FEATURE,
  MIX_ROLE_VALIDATION,
} MixColumnRole;

/* The head of a column of the preview. Emits "form-changed" and "role-changed". */
GtkWidget *mix_import_column_new (const MixImportPreview *preview, guint column,
                                  MixColumnForm form, MixColumnRole role);
MixColumnForm mix_import_column_get_form (MixImportColumn *self);
MixColumnRole mix_import_column_get_role (MixImportColumn *self);
void mix_import_column_set_role (MixImportColumn *self, MixColumnRole role);

MixTransformKind mix_import_column_get_transform (MixImportColumn *self);

G_END_DECLS
