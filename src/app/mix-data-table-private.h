/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-data-rows.h"
#include "mix-data-table.h"

G_BEGIN_DECLS

/* What the files of the table share: mix-data-table.c holds it together, -cells shows cells, -link
 * points at rows here and in the fit, -edit changes them. */

struct _MixDataTable
{
  GtkWidget parent_instance;

  GtkWidget *scroller;
  GtkColumnView *view;
  MixDataRows *rows;
  GtkSelectionModel *selection;
  GtkWidget *popover; /* a cell that is edited; NULL: none */

  MixLab *lab;
  MixExplorePage *explore;
  MixDataset *dataset; /* NULL: none yet */
  GPtrArray *columns;  /* of MixShownColumn: the rows' numbers, then columns of the table */
  guint n_with_cells;  /* columns that can be shown; others are text that is not kept */
  guint first;         /* of those, the first that is shown */
  int asked;           /* while the order is looked for: the column that was asked first */
  GHashTable *cells;   /* of MixDataCell: those that there are */
  guint current;       /* the column that keys edit */

  gssize pointed;      /* the row under the pointer, here or in the fit; −1: none */
  double x, y;         /* the pointer */
  gboolean is_inside;
  guint pick_idle, focus_idle;
  gboolean quiet;      /* what is selected is not by a person */
};

/* A column that is shown. */
typedef struct
{
  MixDataTable *table; /* borrowed */
  guint place;         /* among those shown */
  gssize column;       /* in the table; −1: the rows' numbers */
  guint chars;         /* that its cells need */
  GtkColumnViewColumn *shown;
} MixShownColumn;

/* A cell on the screen. */
typedef struct
{
  GHashTable *cells; /* that it is in */
  const MixShownColumn *column;
  GtkWidget *label;
  guint position; /* in the order that is shown */
  guint32 place;  /* in the table */
  gboolean bound;
} MixDataCell;

/* mix-data-table-cells.c */
void mix_data_table_build_columns (MixDataTable *self);
void mix_data_table_title_columns (MixDataTable *self);
void mix_data_table_show_cells (MixDataTable *self);
void mix_data_table_style_cells (MixDataTable *self);
MixDataCell *mix_data_table_find_cell (MixDataTable *self, GtkWidget *widget);
MixDataCell *mix_data_table_get_focused (MixDataTable *self);
const MixShownColumn *mix_data_table_get_current (MixDataTable *self);

/* mix-data-table-link.c */
void mix_data_table_add_link (MixDataTable *self);
void mix_data_table_stop_link (MixDataTable *self);
void mix_data_table_scroll_to (MixDataTable *self, guint32 place);

/* mix-data-table-edit.c */
void mix_data_table_edit_cell (MixDataTable *self, MixDataCell *cell);
void mix_data_table_close_editor (MixDataTable *self);

G_END_DECLS
