/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-dataset.h"

G_BEGIN_DECLS

/* So many rows are drawn before there is anything to learn from. */
#define MIX_CANVAS_ROWS 10

/* An empty canvas: columns x and y, no row. */
MixDataset *mix_dataset_new_canvas (void);

/* Tables are immutable: editing one makes another, which comes from nowhere (no file, no generator). */
MixDataset *mix_dataset_add_points (const MixDataset *dataset, guint x_column, guint y_column,
                                    const double *x, const double *y, gsize n);
MixDataset *mix_dataset_erase_points (const MixDataset *dataset, guint x_column, guint y_column,
                                      double x, double y, double radius_x, double radius_y);

/* Without one row. */
MixDataset *mix_dataset_drop_row (const MixDataset *dataset, gsize row);

G_END_DECLS
