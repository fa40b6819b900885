/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-layer.h"
#include "mix-marks.h"
#include "mix-plot.h"
#include "mix-ticks.h"

G_BEGIN_DECLS

/* How a figure makes a plot; who shows one needs mix-plot.h only. */

/* Room between the plot's edges and its axes, in design pixels. */
typedef struct
{
  double left, right, top, bottom;
} MixInsets;

typedef struct
{
  MixScale scale;
  gboolean grid;     /* lines across the area */
  gboolean labels;   /* numbers beside it */
  gboolean line;     /* the axis itself */
  MixTimeUnit time;  /* its numbers are moments: ticks of the calendar */
  const char *name;  /* (nullable): behind the numbers of the x axis; copied */
  double offset;     /* design pixels between the numbers of a y axis and the area; 0, or where
                        the plot is narrow: 8 */
} MixAxis;

/* Called in layout, when the frame is known: adds labels and the like. still: what
 * MIX_PLOT_STILL paints, live: what is above the curves. */
typedef void (*MixArrangeFunc) (gpointer data, const MixFrame *frame, MixMarks *still,
                                MixMarks *live);

MixPlot *mix_plot_new (const MixPalette *palette);
void mix_plot_set_title (MixPlot *plot, const char *title);
/* live: it changes with the curves, so it is painted with them. */
void mix_plot_set_subtitle (MixPlot *plot, const char *subtitle, gboolean live);
/* Paints them last, with a halo: for a figure whose marks cross the title's strip. */
void mix_plot_set_titles_on_top (MixPlot *plot, gboolean on_top);
/* A second line under the title, where the insets leave room for one. */
void mix_plot_set_note (MixPlot *plot, const char *note);
/* Whether a note that is wider than the plot goes on in further lines, under which the axes begin,
 * instead of ending in an ellipsis. */
void mix_plot_set_note_wraps (MixPlot *plot, gboolean wraps);
void mix_plot_take_description (MixPlot *plot, char *description);
/* tight: across where the plot is narrow, upward where it is low. Each direction depends on that
 * length alone, so that plots of one width or one height align. */
void mix_plot_set_insets (MixPlot *plot, const MixInsets *roomy, const MixInsets *tight);
void mix_plot_set_axes (MixPlot *plot, const MixAxis *x, const MixAxis *y);
void mix_plot_take_layer (MixPlot *plot, MixLayer *layer);
void mix_plot_take_tagged (MixPlot *plot, MixLayer *layer, guint item, guint component);
void mix_plot_set_arrange (MixPlot *plot, MixArrangeFunc arrange, gpointer data,
                           GDestroyNotify free_data);
/* The width in design pixels below which the tight insets are in use across; 420 at first. */
void mix_plot_set_narrow (MixPlot *plot, double narrow);
/* A sentence in the middle, where there is nothing to show. */
void mix_plot_set_message (MixPlot *plot, const char *message);
/* Where it stands instead, as a share of the axes' height from the top. */
void mix_plot_set_message_share (MixPlot *plot, double share);
/* A sheet: plots (transfer full) in rows of so many columns, under one title. */
void mix_plot_take_part (MixPlot *plot, MixPlot *part);
void mix_plot_set_columns (MixPlot *plot, guint columns);
/* No card, no title, no axes: the layers alone. */
void mix_plot_set_bare (MixPlot *plot, gboolean bare);

G_END_DECLS
