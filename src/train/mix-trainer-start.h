/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-config.h"
#include "mix-learner.h"
#include "mix-scaler.h"
#include "mix-split.h"

G_BEGIN_DECLS

MixLearner *mix_trainer_start_learner (const MixConfig *config, const MixNetworkSpec *spec,
                                       const MixDesign *design, const MixSplit *split,
                                       const MixScaler *scaler, MixRng *rng, gsize max_rows);

G_END_DECLS
