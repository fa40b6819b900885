/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "mix-design.h"
#include "mix-import-preview.h"

G_BEGIN_DECLS

#define MIX_TYPE_IMPORT_PAGE (mix_import_page_get_type ())
G_DECLARE_FINAL_TYPE (MixImportPage, mix_import_page, MIX, IMPORT_PAGE, AdwWindow)

/* import: what the settings begin with; NULL: everything automatic. Emits
 * "imported" (MixDataset *, char *target, char *x, gboolean all_others) and closes itself. */
MixImportPage *mix_import_page_new (GtkWindow *parent, const char *path, const MixImport *import);
void mix_import_page_remember (MixImportPage *self, const MixDesign *design, gboolean all_others);
gboolean mix_import_page_get_busy (MixImportPage *self);
const MixImportPreview *mix_import_page_get_preview (MixImportPage *self);

G_END_DECLS
