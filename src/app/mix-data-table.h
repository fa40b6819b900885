/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "mix-explore-page.h"
#include "mix-lab.h"

G_BEGIN_DECLS

#define MIX_TYPE_DATA_TABLE (mix_data_table_get_type ())
G_DECLARE_FINAL_TYPE (MixDataTable, mix_data_table, MIX, DATA_TABLE, GtkWidget)

MixDataTable *mix_data_table_new (MixLab *lab, MixExplorePage *explore);

/* What is shown: the rows that are learnt from, or of a canvas that has too few as yet. */
MixDesign *mix_data_table_get_design (MixDataTable *self);

/* The rows that are selected, or where none is, the one that has the focus. */
guint32 *mix_data_table_get_selected (MixDataTable *self, gsize *n);
void mix_data_table_exclude (MixDataTable *self, gboolean exclude);
void mix_data_table_copy (MixDataTable *self, gboolean all);
void mix_data_table_edit (MixDataTable *self);
void mix_data_table_sort (MixDataTable *self, const char *column, gboolean descending);
void mix_data_table_sort_current (MixDataTable *self, gboolean descending);
void mix_data_table_go_to (MixDataTable *self, gulong number);

/* Each column costs a widget in every row: so many are shown at a time, and others on the next
 * pages. */
#define MIX_DATA_TABLE_COLUMNS 60

void mix_data_table_get_columns (MixDataTable *self, guint *first, guint *last, guint *n);
gboolean mix_data_table_turn_columns (MixDataTable *self, gboolean forward);

G_END_DECLS
