/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-design.h"

G_BEGIN_DECLS

typedef struct
{
  const MixColumn *column; /* borrowed from the table; NULL: a target that is not there */
  char *name;
  double low, high, median; /* over the complete rows */
} MixDesignColumn;

struct _MixDesign
{
  MixDataset *dataset;
  MixDesignColumn *features; /* [n_features] */
  guint n_features;
  MixDesignColumn target;
  gsize n_rows;
  guint32 *rows; /* [n_rows] places in the table; NULL: every row is complete */
};

/* Columns are places in the table, all of kind MIX_COLUMN_NUMBER. target −1: none, and target_name
 * says what it would be called. require_target FALSE: rows without a target count as complete. */
MixDesign *mix_design_build (MixDataset *dataset, int target, const char *target_name,
                             gboolean require_target, const guint *features, guint n_features,
                             GError **error);

/* The number of the column called name, or −1 with an error that lists what there is. */
int mix_design_require_column (MixDataset *dataset, const char *name, GError **error);

/* Fails with the column's fault unless it holds numbers. */
gboolean mix_design_check_numbers (MixDataset *dataset, guint column, GError **error);

/* What errors call a table: its path, or its title. */
const char *mix_design_place (MixDataset *dataset);

static inline gsize
mix_design_place_of_row (const MixDesign *design, gsize row)
{
  return design->rows != NULL ? design->rows[row] : row;
}

G_END_DECLS
