/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-dataset.h"

G_BEGIN_DECLS

/* Single cells as a person reads and writes them. */
gboolean mix_dataset_has_cells (const MixDataset *dataset, guint column);
char *mix_dataset_format_cell (const MixDataset *dataset, guint column, gsize row);
MixDataset *mix_dataset_set_cell (MixDataset *dataset, guint column, gsize row, const char *text,
                                  GError **error);

G_END_DECLS
