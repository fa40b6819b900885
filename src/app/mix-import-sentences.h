/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "mix-import-preview.h"

G_BEGIN_DECLS

void mix_import_sentences_show (GtkBox *box, const char *path, const MixImportPreview *read,
                                const char *lack);

G_END_DECLS
