/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-plot-build.h"

G_BEGIN_DECLS

struct _MixPlot
{
  /* what it shows */
  const MixPalette *palette;
  char *title, *subtitle, *note, *description, *message, *x_name;
  gboolean live_subtitle, titles_on_top, note_wraps, bare;
  MixInsets roomy, tight;
  double narrow, message_share;
  MixAxis x, y;
  GPtrArray *layers;
  MixArrangeFunc arrange;
  gpointer arrange_data;
  GDestroyNotify arrange_free;
  GPtrArray *parts; /* MixPlot*, of a sheet; NULL: it has axes of its own */
  guint columns;    /* of a sheet that is wide enough */
  double magnification; /* of type, in a sheet; 0: by size */

  /* where it is, after layout */
  MixType *type;
  MixFrame frame;
  gboolean note_in_lines; /* it wraps, and there is room for it */
  MixRect place; /* in the sheet that it is a part of */
  MixTicks x_ticks, y_ticks;
  MixMarks *ground; /* under the rows: the grid */
  MixMarks *still;  /* over the rows: axes and words */
  MixMarks *live;
  guint64 still_key; /* without the focus */
  MixTag focus;
};

/* The parts of layout that put words and lines into ground, still and live. */
void mix_plot_make_ticks (MixPlot *plot);
void mix_plot_add_axes (MixPlot *plot);
void mix_plot_add_titles (MixPlot *plot);
/* Pixels that a note takes up below its first line; at most as many as are free. */
double mix_plot_fit_note (MixPlot *plot, double free_height);
void mix_plot_add_message (MixPlot *plot);

/* mix-plot-sheet.c */
void mix_plot_lay_out_parts (MixPlot *plot, PangoContext *context);
void mix_plot_paint_parts (MixPlot *plot, cairo_t *cr, double scale, MixPlotParts what);
guint64 mix_plot_hash_parts (const MixPlot *plot, guint64 hash);
MixPlot *mix_plot_find_part (const MixPlot *plot, double x, double y);

#define MIX_PLOT_TICK_SIZE 11.0

G_END_DECLS
