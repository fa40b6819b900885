/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-design.h"
#include "mix-import-preview.h"

G_BEGIN_DECLS

typedef enum
{
  MIX_ROLE_NONE,
  MIX_ROLE_TARGET,
  MIX_ROLE_X,
  MIX_ROLE_FEATURE,
  MIX_ROLE_VALIDATION,
} MixColumnRole;

typedef struct
{
  MixColumnRole role;
  MixColumnForm form; /* MIX_FORM_AUTO: as guessed */
  MixTransformKind transform;
} MixColumnChoice;

/* What a person has chosen for each column of a file that is imported, also those that are not on
 * the screen. */
typedef struct _MixImportChoices MixImportChoices;

MixImportChoices *mix_import_choices_new (void);
void mix_import_choices_free (MixImportChoices *choices);

/* What a design was made of, the next time that roles are guessed. */
void mix_import_choices_remember (MixImportChoices *choices, const MixDesign *design,
                                  gboolean all_others);
void mix_import_choices_follow (MixImportChoices *choices, const MixImport *import,
                                const MixDataset *dataset);
const MixColumnChoice *mix_import_choices_get (const MixImportChoices *choices, guint column);
void mix_import_choices_set (MixImportChoices *choices, guint column, const MixColumnChoice *choice);
int mix_import_choices_find (const MixImportChoices *choices, MixColumnRole role); /* −1: none */

/* As the settings of an import say it. */
gboolean mix_import_choices_take_kinds (const MixImportChoices *choices, MixImport *import,
                                        GError **error);
gboolean mix_import_choices_take_ignored (const MixImportChoices *choices, MixImport *import,
                                          GError **error);
gboolean mix_import_choices_take_transforms (const MixImportChoices *choices, MixImport *import,
                                             GError **error);
void mix_import_choices_take_validation (const MixImportChoices *choices, MixImport *import);

G_END_DECLS
