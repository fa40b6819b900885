/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "mix-lab.h"
#include "mix-plot-view.h"
#include "mix-scene.h"

G_BEGIN_DECLS

#define MIX_TYPE_EXPLORE_PAGE (mix_explore_page_get_type ())
G_DECLARE_FINAL_TYPE (MixExplorePage, mix_explore_page, MIX, EXPLORE_PAGE, GtkWidget)

MixScene *mix_explore_page_get_scene (MixExplorePage *self);
void mix_explore_page_set_x0 (MixExplorePage *self, double x0);
void mix_explore_page_move_x0 (MixExplorePage *self, double x0); /* by a person, who can undo it */
double mix_explore_page_get_x0 (MixExplorePage *self);
MixPlotView *mix_explore_page_get_view (MixExplorePage *self, const char *figure);
MixPlot *mix_explore_page_build_figure (MixExplorePage *self, const char *figure);
const char *mix_explore_page_get_focus_figure (MixExplorePage *self);
void mix_explore_page_set_drawing (MixExplorePage *self, gboolean drawing);
/* Marks a row of the design in the fit and looks at x0 and at the other features as it has them;
 * −1: none. */
void mix_explore_page_pick (MixExplorePage *self, gssize row);
/* Marks a row of the design in the fit and nothing else: while somebody points at it. −1: none. */
void mix_explore_page_point_row (MixExplorePage *self, gssize row);
void mix_explore_page_focus (MixExplorePage *self);

G_END_DECLS
