/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-design.h"

G_BEGIN_DECLS

typedef struct
{
  const MixColumn *column; /* of the table, or encoded; NULL: a target that is not there */
  MixColumn *encoded;      /* owned; NULL: the table's column as it is */
  MixFeatureLevel level;   /* what is encoded */
  char *missing_of;        /* the column whose missing cells are marked; NULL: no such feature */
  gboolean fills;
  double fill;             /* in the place of a missing cell */
  MixTransform *transform; /* NULL: none */
  const double *seen;      /* what a network sees before it is scaled; the column's values, or own */
  double *transformed;     /* owned; NULL without a transform */
  char *name;
  char *label; /* the name without a date's unit; NULL: as the name */
  double low, high, median; /* over the complete rows */
} MixDesignColumn;

/* Where a feature comes from: a column of numbers, or a word of one with words. */
typedef struct
{
  guint column; /* place in the table */
  gboolean is_level;
  gboolean is_mark; /* of the column's missing cells */
  gboolean fills;
  double fill;      /* in the place of a missing cell */
  const char *level; /* NULL: every word that is no level of another source */
  const char *name;  /* what to call it; NULL: after the column */
} MixDesignSource;

struct _MixDesign
{
  MixDataset *dataset;
  MixDesignColumn *features; /* [n_features] */
  guint n_features;
  MixDesignColumn target;
  MixTimeUnit target_time;
  const MixColumn *validation; /* NULL: no column marks the rows that validate */
  guint8 *validates;           /* [n_rows]; NULL likewise */
  gsize n_rows;
  guint32 *rows; /* [n_rows] places in the table; NULL: every row is complete */
  MixDesignSource *sources; /* [n_features] what it was made of; NULL: for a model, whose numbers stand */
  gboolean is_fitted;       /* its medians and ranks are those of the rows that train in the split of: */
  double fraction;
  int every;
  guint64 seed;
};

/* Columns are places in the table, of numbers but for the levels. target −1: none, and target_name
 * says what it would be called. require_target FALSE: rows without a target count as complete.
 * model: whose transforms are taken; NULL: those of the table. split: (nullable): whose training
 * rows ranks are of; NULL: all complete rows. */
MixDesign *mix_design_build (MixDataset *dataset, int target, const char *target_name,
                             gboolean require_target, const MixDesignSource *sources,
                             guint n_sources, const MixModel *model, const MixSplit *split, GError **error);

/* mix-design-split.c: finds the column and its rows. Fails where it marks none or all. */
gboolean mix_design_mark_validation (MixDesign *design, const MixModel *model, GError **error);

/* mix-design-transform.c: what is transformed is checked and made, of complete rows. model NULL: as
 * the table's columns say. */
gboolean mix_design_transform (MixDesign *design, gboolean require_target, const MixModel *model,
                               const MixSplit *split, GError **error);
/* mix-design-fit.c: the places in the table of the rows that train; (transfer full) */
guint32 *mix_design_list_training (const MixDesign *design, const MixSplit *split);

void mix_design_add_levels (MixDataset *dataset, guint column, GArray *sources);
gboolean mix_design_check_category (MixDataset *dataset, guint column, GError **error);
/* mix-design-missing.c */
gboolean mix_design_wants_fill (MixDataset *dataset);
void mix_design_add_fills (MixDataset *dataset, GArray *sources);
double mix_design_median_of_present (const MixColumn *column, const guint32 *places, gsize n);
MixColumn *mix_design_mark_missing (MixDataset *dataset, guint column);
MixColumn *mix_design_fill (MixDataset *dataset, guint column, double fill);

MixColumn *mix_design_encode (MixDataset *dataset, const MixDesignSource *sources, guint n_sources,
                              guint which);
char **mix_design_name_sources (MixDataset *dataset, const char *target,
                                const MixDesignSource *sources, guint n_sources);

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
