/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Rows 0 … n−1, shuffled by a seed and parted in two. */
typedef struct
{
  guint32 *train;
  gsize n_train;
  guint32 *validation;
  gsize n_validation;
} MixSplit;

/* n ≥ 1 and below 2³²; fraction from 0 (no validation rows) to below 1. At least one row trains,
 * and where fraction is above 0 and n ≥ 2 at least one validates. */
MixSplit *mix_split_new (gsize n, double fraction, guint64 seed);
/* Which rows validate is chosen; those that train are shuffled by the seed. At least one must
 * train. */
MixSplit *mix_split_new_chosen (const guint8 *validates, gsize n, guint64 seed);
void mix_split_free (MixSplit *split);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MixSplit, mix_split_free)

G_END_DECLS
