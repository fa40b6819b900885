/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pangocairo.h>

#include "mix-palette.h"
#include "mix-tag.h"

G_BEGIN_DECLS

/* One picture: a title, two axes, layers of marks, a legend. Made by a figure, then laid out for a
 * size, then painted as often as wanted: layout computes, paint only paints. Reference-counted,
 * used by one thread at a time. */
typedef struct _MixPlot MixPlot;

typedef enum
{
  MIX_PLOT_CARD = 1 << 0,  /* the ground and its edge; a window draws its own */
  MIX_PLOT_STILL = 1 << 1, /* grid, axes, titles, rows: what a moving curve does not change */
  MIX_PLOT_LIVE = 1 << 2,  /* bands, curves, labels, the x0 line */
  MIX_PLOT_ALL = MIX_PLOT_CARD | MIX_PLOT_STILL | MIX_PLOT_LIVE,
} MixPlotParts;

MixPlot *mix_plot_ref (MixPlot *plot);
void mix_plot_unref (MixPlot *plot);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MixPlot, mix_plot_unref)

/* width × height in logical pixels. context: whose font and resolution to use; NULL for the plot's
 * own. Cheap where nothing changed. */
void mix_plot_layout (MixPlot *plot, double width, double height, PangoContext *context);
/* scale: device pixels per logical pixel, for marks that are drawn into an image first. */
void mix_plot_paint (MixPlot *plot, cairo_t *cr, double scale, MixPlotParts parts);

/* Equal for two laid out plots whose MIX_PLOT_STILL parts are the same picture, so that a widget
 * may keep the one that it has. */
guint64 mix_plot_get_still_key (const MixPlot *plot);

/* Dims what does not match; a focus that is not set dims nothing. */
void mix_plot_set_focus (MixPlot *plot, const MixTag *focus);
/* What is at a pixel, after layout. */
void mix_plot_find_hit (const MixPlot *plot, double x, double y, MixHit *hit);
/* From one word that stands for something to the next, after layout. */
gboolean mix_plot_step_entry (const MixPlot *plot, int by, MixTag *tag);

/* The rectangle of the axes, after layout. */
void mix_plot_get_area (const MixPlot *plot, double *x, double *y, double *width, double *height);
/* Between pixels and data, after layout; outside the area too. */
double mix_plot_x_from_pixel (const MixPlot *plot, double pixel);
double mix_plot_y_from_pixel (const MixPlot *plot, double pixel);
double mix_plot_x_to_pixel (const MixPlot *plot, double x);
double mix_plot_y_to_pixel (const MixPlot *plot, double y);

const char *mix_plot_get_title (const MixPlot *plot);
/* What the picture says, in sentences, for who cannot see it. */
const char *mix_plot_get_description (const MixPlot *plot);

G_END_DECLS
