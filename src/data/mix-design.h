/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-dataset.h"
#include "mix-model.h"
#include "mix-split.h"

G_BEGIN_DECLS

/* Above so many words of a category, the rarest share one feature. */
#define MIX_MAX_FEATURE_LEVELS 24

/* Which columns of a table a network sees, and its complete rows: a view, nothing is copied but the
 * list of complete rows (and that only where a row is missing something), and what a category is
 * seen as: a feature for each word, 1 where the row has it and 0 elsewhere (one-hot). Where the
 * table was read with missing-cells median, features have no missing cell: the median stands in,
 * and one more feature for each such column is 1 there. Immutable, reference-counted, read from any
 * thread. */
typedef struct _MixDesign MixDesign;

/* target NULL: the last column that is not text. features NULL: every other column that is not
 * text; a category has to be named. A mixed column is an error with its place, in both. Fails where
 * a named column is not there or is neither all numbers nor a category, where target is among the
 * features, where no feature is left, or no complete row. */
MixDesign *mix_design_new (MixDataset *dataset, const char *target, const char *const *features,
                           GError **error);
MixDesign *mix_design_ref (MixDesign *design);
void mix_design_unref (MixDesign *design);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MixDesign, mix_design_unref)

/* The design that a model needs, its columns found by name. require_target FALSE: the target may be
 * missing, and then mix_design_get_y() is NaN. */
MixDesign *mix_design_new_for_model (MixDataset *dataset, const MixModel *model,
                                     gboolean require_target, GError **error);

MixDataset *mix_design_get_dataset (const MixDesign *design);
gsize mix_design_get_n_rows (const MixDesign *design);    /* complete rows */
gsize mix_design_get_n_dropped (const MixDesign *design); /* rows left out for a missing cell */
guint mix_design_get_n_features (const MixDesign *design);
const char *mix_design_get_feature_name (const MixDesign *design, guint feature);
/* What the numbers of a feature, or of the target, stand for where they are dates; and its name
 * without that unit, for where dates are shown as such. */
MixTimeUnit mix_design_get_feature_time (const MixDesign *design, guint feature);
MixTimeUnit mix_design_get_target_time (const MixDesign *design);
const char *mix_design_get_feature_label (const MixDesign *design, guint feature);
const char *mix_design_get_target_label (const MixDesign *design);
/* The word that a feature stands for; NULL for a column of numbers. */
const MixFeatureLevel *mix_design_get_feature_level (const MixDesign *design, guint feature);
/* The column that marks the rows that validate; NULL: none does. */
const char *mix_design_get_validation_column (const MixDesign *design);
/* By that column; without one every every-th row from 2 on, or else a random share. */
MixSplit *mix_design_split (const MixDesign *design, double fraction, int every, guint64 seed);
char *mix_design_describe_split (const MixDesign *design, int every);

/* The same design where nothing in it depends on which rows train in such a split, or already does;
 * else one whose medians and rank knots are those of the rows that train. */
MixDesign *mix_design_fit (MixDesign *design, double fraction, int every, guint64 seed,
                           GError **error);

/* What a network sees before it is scaled: data units, or those of a transform. */
double mix_design_get_seen (const MixDesign *design, gsize row, guint feature);
double mix_design_get_seen_target (const MixDesign *design, gsize row);
MixTransform *mix_design_get_target_transform (const MixDesign *design); /* NULL: none */
/* Mean of ln dT/dy of the target over rows [n]: nats that an NLL in data units has less. */
double mix_design_mean_log_slope (const MixDesign *design, const guint32 *rows, gsize n);

/* What is done with a feature's cells before scaling; borrowed. */
MixFeatureRule mix_design_get_feature_rule (const MixDesign *design, guint feature);
char **mix_design_describe_missing (const MixDesign *design);
char **mix_design_list_columns (const MixDesign *design);
char **mix_design_describe_unknown_levels (const MixDesign *design);
const char *mix_design_get_target_name (const MixDesign *design);
const MixGenerator *mix_design_get_truth (const MixDesign *design);
double mix_design_get_optimal_nll (const MixDesign *design);
gboolean mix_design_has_target (const MixDesign *design);

/* row counts complete rows; source_row is its place in the table. */
gsize mix_design_source_row (const MixDesign *design, gsize row);
/* −1: not complete, or excluded; −1: none is so near. */
gssize mix_design_find_row (const MixDesign *design, gsize source_row);
gssize mix_design_find_nearest (const MixDesign *design, guint feature, double x, double y,
                                double reach_x, double reach_y);
double mix_design_get_x (const MixDesign *design, gsize row, guint feature);
double mix_design_get_y (const MixDesign *design, gsize row);
void mix_design_get_row (const MixDesign *design, gsize row, double *x); /* x [n_features] */

/* The median of a feature over the complete rows (of a category: 1 for its most frequent level,
 * else 0), its range, and those of the target. */
double mix_design_feature_median (const MixDesign *design, guint feature);
void mix_design_feature_range (const MixDesign *design, guint feature, double *low, double *high);
void mix_design_target_range (const MixDesign *design, double *low, double *high);
/* Counts up to stop_at. */
gsize mix_design_target_n_distinct (const MixDesign *design, gsize stop_at);
gsize mix_design_count_few_targets (const MixDesign *design);

G_END_DECLS
