/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-comparison.h"
#include "mix-figure.h"

G_BEGIN_DECLS

/* Two forecasters of the same rows, by MIX_SIDE_MODEL and MIX_SIDE_PLAIN. Borrowed. */
typedef struct
{
  const MixComparison *comparison;
  const MixModel *model[2]; /* the second: NULL for none */
  const char *name[2];      /* as a person knows them */
  const char *brief[2];     /* the same, where there is little room */
} MixSides;

/* Fits and residuals side by side, on the same axes and rows; the scene says what is on x. */
MixPlot *mix_figure_new_sides (MixScene *scene, const MixSides *sides, const MixPalette *palette);
/* Every statistic of both, and of the truth, as dots and numbers. */
MixPlot *mix_figure_new_scores (const MixSides *sides, const MixPalette *palette);

/* Of a scene: its network and what it is compared with; (transfer full). */
gboolean mix_sides_of_scene (MixScene *scene, MixSides *sides);
MixPlot *mix_figure_build_sides (MixScene *scene, const MixPalette *palette);
MixDataset *mix_figure_table_sides (MixScene *scene);
MixPlot *mix_figure_build_scores (MixScene *scene, const MixPalette *palette);

G_END_DECLS
