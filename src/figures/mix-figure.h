/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-plot.h"
#include "mix-scene.h"

G_BEGIN_DECLS

/* What can be dragged in a figure, as a MixHit names it. */
typedef enum
{
  MIX_HANDLE_NONE,
  MIX_HANDLE_X0,
  MIX_HANDLE_PIN,
  MIX_HANDLE_THRESHOLD,
} MixHandle;

/* A figure makes a plot of a scene. The table is what plot --list prints and what the window
 * shows. */
typedef struct
{
  const char *id;      /* "fit" */
  const char *title;   /* untranslated */
  const char *summary; /* one sentence; untranslated */
  MixPlot *(*build) (MixScene *scene, const MixPalette *palette);
  MixDataset *(*table) (MixScene *scene); /* its numbers; NULL: mix_figure_table() knows */
} MixFigure;

extern const MixFigure mix_figures[]; /* ends with a NULL id */

const MixFigure *mix_figure_find (const char *id);

/* Returns: (transfer full): a plot, not laid out yet; never NULL: a scene with nothing to show
 * gives empty axes and says why. */
MixPlot *mix_figure_build (const MixFigure *figure, MixScene *scene, const MixPalette *palette);

/* What the loss's axis of epochs shows without zoom. */
void mix_figure_get_all_epochs (MixScene *scene, MixSpan *all);
/* The y nearest to threshold at which P (Y > y) in the slice is a whole percent. */
double mix_figure_whole_percent (MixScene *scene, double threshold);

/* A tiny picture of a design's rows, no axes: for a thumbnail in a menu. */
MixPlot *mix_figure_build_thumbnail (MixDesign *design, const MixPalette *palette);

G_END_DECLS
