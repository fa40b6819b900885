/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The losses at the end of an epoch, in data units: NLL in nats per row of the raw target. NaN
 * where there is none (no validation rows, no plain network). The plain network's NLL is that of a
 * Gaussian around its prediction whose constant sigma is its RMSE on the training rows. */
typedef struct
{
  guint epoch; /* counted from 1; 0 is before the first step */
  double train_nll, validation_nll;
  double plain_train_nll, plain_validation_nll;
  double validation_rmse, plain_validation_rmse;
  double learning_rate;
  double seconds; /* of training since the start */
} MixLossPoint;

/* The record of a run. Append-only; a copy can go to another thread. Beside the losses it keeps how
 * much each component was used at some epochs, in bounded memory: of ever more epochs every second,
 * fourth, … */
typedef struct _MixHistory MixHistory;

MixHistory *mix_history_new (void);
MixHistory *mix_history_copy (const MixHistory *history);
MixHistory *mix_history_copy_first (const MixHistory *history, guint n_points);
void mix_history_free (MixHistory *history);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MixHistory, mix_history_free)

void mix_history_add (MixHistory *history, const MixLossPoint *point);
guint mix_history_get_n_points (const MixHistory *history);
const MixLossPoint *mix_history_get_point (const MixHistory *history, guint index);
const MixLossPoint *mix_history_get_last (const MixHistory *history); /* NULL when empty */
/* The number of points that are not later than an epoch. */
guint mix_history_count_until (const MixHistory *history, double epoch);
/* The last of them; NULL where all are later. */
const MixLossPoint *mix_history_find (const MixHistory *history, guint epoch);
/* The point with the lowest validation NLL (training NLL where nothing validates); NULL when
 * empty. */
const MixLossPoint *mix_history_get_best (const MixHistory *history);

/* The mean mixing coefficients [k] of the rows at the last point. */
#define MIX_HISTORY_MOST_USAGES 256
gboolean mix_history_wants_usage (const MixHistory *history, guint epoch);
void mix_history_add_usage (MixHistory *history, const double *mean_pi, guint k);
guint mix_history_get_n_usages (const MixHistory *history);
guint mix_history_get_n_components (const MixHistory *history); /* 0: no usage is known */
/* [k], at the epoch that is the (out) of it. */
const float *mix_history_get_usage (const MixHistory *history, guint index, guint *epoch);

G_END_DECLS
