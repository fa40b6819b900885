/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-dataset.h"

G_BEGIN_DECLS

/* So many rows are drawn before there is anything to learn from. */
#define MIX_CANVAS_ROWS 10

/* An empty canvas: columns x and y, no row. */
MixDataset *mix_dataset_new_canvas (void);

/* Tables are immutable: editing one makes another, which comes from nowhere (no file, no generator)
 * and shares what was not edited. No row ever goes: those that are excluded stay and are not learnt
 * from. */
MixDataset *mix_dataset_add_points (const MixDataset *dataset, guint x_column, guint y_column,
                                    const double *x, const double *y, gsize n);
/* others: [n_columns] what the new rows have in the other columns, the place of a word in its
 * levels from 1 on; NaN: as without. */
MixDataset *mix_dataset_add_points_with (const MixDataset *dataset, guint x_column, guint y_column,
                                         const double *x, const double *y, gsize n,
                                         const double *others);
MixDataset *mix_dataset_erase_points (const MixDataset *dataset, guint x_column, guint y_column,
                                      double x, double y, double radius_x, double radius_y);
MixDataset *mix_dataset_exclude_rows (const MixDataset *dataset, const guint32 *rows, gsize n,
                                      gboolean exclude);
MixDataset *mix_dataset_exclude_again (MixDataset *dataset, const MixDataset *before,
                                       gsize *n_lost);
MixDataset *mix_dataset_replace_cell (const MixDataset *dataset, guint column, gsize row,
                                      double value, guint8 code);

G_END_DECLS
