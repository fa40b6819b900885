/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-usage.h"

G_BEGIN_DECLS

void mix_component_split (const MixNetwork *network, float *params, guint from, guint into,
                          double distance);
MixModel *mix_model_split_largest (const MixModel *model, const MixDesign *design,
                                   const MixUsage *usage);

G_END_DECLS
