/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-comparison.h"
#include "mix-figure.h"

G_BEGIN_DECLS

/* Coverage along the first feature, of a model and of what it is compared with. */
MixPlot *mix_figure_new_comparison (const MixComparison *comparison, MixDesign *design,
                                    const MixPalette *palette);

/* Of a scene's model and its plain network; (transfer full). */
MixPlot *mix_figure_build_comparison (MixScene *scene, const MixPalette *palette);
MixDataset *mix_figure_table_comparison (MixScene *scene);

G_END_DECLS
