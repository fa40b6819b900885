/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "mix-plot-act.h"
#include "mix-plot.h"

G_BEGIN_DECLS

#define MIX_TYPE_PLOT_VIEW (mix_plot_view_get_type ())
G_DECLARE_FINAL_TYPE (MixPlotView, mix_plot_view, MIX, PLOT_VIEW, GtkWidget)

/* Returns: (transfer full): the plot that a view shows from now on. */
typedef MixPlot *(*MixPlotBuilder) (MixPlotView *view, gpointer data);

MixPlotView *mix_plot_view_new (void);
MixPlotView *mix_plot_view_new_for_tile (int width, int height);

void mix_plot_view_set_plot (MixPlotView *self, MixPlot *plot);
MixPlot *mix_plot_view_get_plot (MixPlotView *self);
void mix_plot_view_set_builder (MixPlotView *self, MixPlotBuilder builder, gpointer data);
void mix_plot_view_outdate (MixPlotView *self);
void mix_plot_view_set_quick (MixPlotView *self, gboolean quick);
void mix_plot_view_set_focus (MixPlotView *self, const MixTag *focus);
void mix_plot_view_set_brush (MixPlotView *self, double x, double y);
void mix_plot_view_set_tool (MixPlotView *self, MixPlotTool tool);
MixPlotTool mix_plot_view_get_tool (MixPlotView *self);
void mix_plot_view_set_drag_handle (MixPlotView *self, guint handle);
guint mix_plot_view_get_drag_handle (MixPlotView *self);
void mix_plot_view_describe (MixPlotView *self);
guint mix_plot_view_get_n_still (MixPlotView *self);

G_END_DECLS
