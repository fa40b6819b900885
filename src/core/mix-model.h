/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-calendar.h"
#include "mix-mixture.h"
#include "mix-network.h"

G_BEGIN_DECLS

/* An affine map from data units to those that a network sees: scaled = (raw − shift) / scale. */
typedef struct
{
  double shift;
  double scale; /* > 0 */
} MixScaling;

/* A feature that is 1 where a column of words holds a level, and 0 elsewhere. */
typedef struct
{
  char *column; /* NULL: no such feature, but a column of numbers */
  char *level;  /* NULL: every word that is no level of another feature of the column */
} MixFeatureLevel;

/* What a model does with a feature's cells before it scales them. */
typedef struct
{
  char *missing_of; /* the feature is 1 where this column misses a cell, else 0; NULL: no such */
  gboolean fills;
  double fill;      /* stands in for a missing cell, in data units */
  MixTransform *transform; /* comes before scaling; NULL: none */
} MixFeatureRule;

/* In a model's settings: the column that marked the rows that validate. */
#define MIX_SETTING_VALIDATION_COLUMN "validation-column"

/* A trained network with everything that it needs to predict in data units. Immutable once made,
 * reference-counted, safe to read from several threads. */
typedef struct _MixModel MixModel;

/* Takes copies of everything. feature_names [n_features], feature_scaling [n_features].
 * residual_sd: the constant Gaussian sigma of a point head, in data units (0 for a mixture).
 * settings: how it was trained, option name → text as on the command line (char* → char*), or NULL.
 * companion: the plain network that was trained beside a mixture model on the same columns, or
 * NULL; a reference is taken. */
MixModel *mix_model_new (const MixNetworkSpec *spec, const float *params,
                         const char *const *feature_names, const MixScaling *feature_scaling,
                         const char *target_name, const MixScaling *target_scaling,
                         double residual_sd, GHashTable *settings, MixModel *companion);

/* An ensemble: members [n_members] with one spec and the same columns, whose mixtures are pooled
 * with equal weights. References are taken. NULL where they do not go together. */
MixModel *mix_model_new_ensemble (MixModel *const *members, guint n_members, GHashTable *settings,
                                  MixModel *companion);
/* For the makers of models, before the model is shared. */
void mix_model_set_feature_level (MixModel *model, guint feature, const MixFeatureLevel *level);
void mix_model_set_feature_rule (MixModel *model, guint feature, const MixFeatureRule *rule);
void mix_model_set_target_transform (MixModel *model, MixTransform *transform);
void mix_model_set_target_time (MixModel *model, MixTimeUnit time);
gboolean mix_model_can_pool (MixModel *const *members, guint n_members);

MixModel *mix_model_ref (MixModel *model);
void mix_model_unref (MixModel *model);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MixModel, mix_model_unref)

/* Of an ensemble: its first member's. */
const MixNetworkSpec *mix_model_get_spec (const MixModel *model);
MixNetwork *mix_model_get_network (const MixModel *model);
const float *mix_model_get_params (const MixModel *model);
guint mix_model_get_n_features (const MixModel *model);
guint mix_model_get_components (const MixModel *model); /* of all members */
gsize mix_model_get_n_trainable (const MixModel *model); /* of all members */
guint mix_model_get_n_members (const MixModel *model);   /* 0: not an ensemble */
MixModel *mix_model_get_member (const MixModel *model, guint member);
const char *mix_model_get_feature_name (const MixModel *model, guint feature);
/* NULL: the feature is a column of numbers. */
const MixFeatureLevel *mix_model_get_feature_level (const MixModel *model, guint feature);
const MixFeatureRule *mix_model_get_feature_rule (const MixModel *model, guint feature);
const char *mix_model_get_target_name (const MixModel *model);
const MixScaling *mix_model_get_feature_scaling (const MixModel *model);
const MixScaling *mix_model_get_target_scaling (const MixModel *model);
/* NULL: none. With one, all scaling is after it, and the mixtures of mix_model_predict() need
 * it. */
MixTransform *mix_model_get_target_transform (const MixModel *model);
MixTimeUnit mix_model_get_target_time (const MixModel *model); /* where its numbers are moments */
double mix_model_get_residual_sd (const MixModel *model);
GHashTable *mix_model_get_settings (const MixModel *model);

/* The mixtures at x [n_rows × n_features], data units in and out: pi, mu, sigma each [n_rows × K].
 * A point model is one Gaussian of width residual_sd. An ensemble has the components of its first
 * member, then those of the second, …, and pi sums to 1 over all. With a transform of the target,
 * mu and sigma are in its units; mix_model_mixture() knows. */
void mix_model_predict (const MixModel *model, const double *x, gsize n_rows, double *pi,
                        double *mu, double *sigma);

/* The mixture of one row, its arrays [K] borrowed. */
MixMixture mix_model_mixture (const MixModel *model, const double *pi, const double *mu,
                              const double *sigma);

MixModel *mix_model_get_companion (const MixModel *model);

G_END_DECLS
