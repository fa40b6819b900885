/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-dataset.h"

G_BEGIN_DECLS

/* The rows of a table in the order of a column; (transfer full): [n_rows]. */
guint32 *mix_dataset_order_rows (const MixDataset *dataset, guint column, gboolean descending);

G_END_DECLS
