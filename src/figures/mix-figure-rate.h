/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-plot.h"
#include "mix-rate-test.h"

G_BEGIN_DECLS

/* The picture of a learning-rate range test. Not among mix_figures, which show scenes: a test is no
 * moment of a run. Keeps nothing of test. */
MixPlot *mix_figure_build_rate (const MixRateTest *test, const MixPalette *palette);

G_END_DECLS
