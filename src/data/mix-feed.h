/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-rng.h"
#include "mix-scaler.h"
#include "mix-split.h"

G_BEGIN_DECLS

/* Gives out the training rows, scaled, in an order that is drawn anew for each epoch. */
typedef struct _MixFeed MixFeed;

MixFeed *mix_feed_new (const MixScaler *scaler, const MixDesign *design, MixSplit *split);
void mix_feed_free (MixFeed *feed);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MixFeed, mix_feed_free)

void mix_feed_begin (MixFeed *feed, MixRng *rng);
gsize mix_feed_get_n_taken (const MixFeed *feed); /* in this epoch */
void mix_feed_skip (MixFeed *feed, gsize n_rows);
void mix_feed_take (MixFeed *feed, gsize n_rows, float *x, float *y);

G_END_DECLS
