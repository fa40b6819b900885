/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-figure-private.h"
#include "mix-history.h"

G_BEGIN_DECLS

#define MIX_LOSS_USAGE_SHARE 0.07 /* of the axis' height, that it takes at the bottom */

gboolean mix_loss_usage_is_known (const MixHistory *history);
double mix_loss_usage_height (const MixFrame *frame);
void mix_loss_usage_arrange (const MixHistory *history, const MixView *view,
                             const MixFrame *frame, const MixMarks *still, MixMarks *live);

G_END_DECLS
