/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-loss-curves.h"

G_BEGIN_DECLS

void mix_loss_words_arrange (const MixLossCurves *curves, const MixFrame *frame, MixMarks *live);

G_END_DECLS
