/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "mix-dataset.h"

G_BEGIN_DECLS

/* One row of a table in a list. */
#define MIX_TYPE_DATA_ROW (mix_data_row_get_type ())
G_DECLARE_FINAL_TYPE (MixDataRow, mix_data_row, MIX, DATA_ROW, GObject)

guint32 mix_data_row_get_place (MixDataRow *self); /* in the table, from 0 */

/* The rows of a table in some order, as a list that makes its items when they are looked at. */
#define MIX_TYPE_DATA_ROWS (mix_data_rows_get_type ())
G_DECLARE_FINAL_TYPE (MixDataRows, mix_data_rows, MIX, DATA_ROWS, GObject)

MixDataRows *mix_data_rows_new (void);
void mix_data_rows_set_count (MixDataRows *self, gsize n_rows);
void mix_data_rows_set_order (MixDataRows *self, guint32 *order);
guint32 mix_data_rows_get_place (MixDataRows *self, guint position);
guint mix_data_rows_find (MixDataRows *self, guint32 place);

G_END_DECLS
