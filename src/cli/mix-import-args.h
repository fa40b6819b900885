/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-command.h"
#include "mix-import.h"

G_BEGIN_DECLS

/* The import settings as options of a verb, made from their table. On the stack of a verb; freed by
 * the cleanup. */
typedef struct
{
  char *values[MIX_N_IMPORT_OPTIONS]; /* as given; NULL where not given */
  char *helps[MIX_N_IMPORT_OPTIONS];
  char *table_limit; /* MiB */
  gboolean verbose;
} MixImportArgs;

void mix_import_args_clear (MixImportArgs *args);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MixImportArgs, mix_import_args_clear)

void mix_import_args_add (MixImportArgs *args, MixCommand *command);
gboolean mix_import_args_any (const MixImportArgs *args);
gboolean mix_import_args_get_limit (const MixImportArgs *args, gsize *bytes, GError **error);
gboolean mix_import_args_apply (const MixImportArgs *args, MixImport *import, GError **error);

G_END_DECLS
