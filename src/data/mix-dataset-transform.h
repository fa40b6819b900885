/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-dataset.h"

G_BEGIN_DECLS

/* What columns go through before a network sees them is chosen anew at any time: another table, of
 * the same cells and from the same place. */
MixDataset *mix_dataset_set_transform (const MixDataset *dataset, guint column,
                                       MixTransformKind kind, GError **error);
MixDataset *mix_dataset_set_transforms (MixDataset *dataset, const MixImport *import,
                                        GError **error);
char *mix_dataset_list_transforms (const MixDataset *dataset); /* "2=log,3=sqrt"; "none" */

G_END_DECLS
