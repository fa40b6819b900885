/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-explore-page.h"

G_BEGIN_DECLS

#define MIX_TYPE_FIGURE_GRID (mix_figure_grid_get_type ())
G_DECLARE_FINAL_TYPE (MixFigureGrid, mix_figure_grid, MIX, FIGURE_GRID, GtkWidget)

/* A widget among the figures; wide: a row of its own. At the start, or after what is there. */
void mix_figure_grid_insert (MixFigureGrid *self, GtkWidget *widget, gboolean at_start,
                             gboolean wide);

/* In the place after a figure. */
void mix_figure_grid_insert_after (MixFigureGrid *self, const char *figure, GtkWidget *widget);
/* Gives a figure a row of its own, at least so high. */
void mix_figure_grid_set_wide (MixFigureGrid *self, const char *figure, int height);

/* Works the figures out anew: at once, or when what is being worked out is done. */
void mix_figure_grid_refresh (MixFigureGrid *self);

/* Draws one figure anew, of what was worked out already. */
void mix_figure_grid_redraw (MixFigureGrid *self, const char *figure);

MixScene *mix_figure_grid_get_scene (MixFigureGrid *self);
MixPlotView *mix_figure_grid_get_view (MixFigureGrid *self, const char *figure);
const char *mix_figure_grid_get_focus_figure (MixFigureGrid *self);
MixPlot *mix_figure_grid_build_figure (MixFigureGrid *self, const char *figure);
gboolean mix_figure_grid_get_working (MixFigureGrid *self);

G_END_DECLS
