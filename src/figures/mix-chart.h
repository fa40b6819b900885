/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-layer-line.h"
#include "mix-plot-build.h"

G_BEGIN_DECLS

/* A figure of bars, discs, whiskers and words that are where their data are. Made, filled, and
 * turned into a plot once. */
typedef struct _MixChart MixChart;

MixChart *mix_chart_new (const MixPalette *palette, const char *title);

char *mix_chart_with_minus (const char *text); /* (transfer full) */
/* As it is set on a page: with minuses, and without a line's end inside of "90 %", "3.97 ± 0.03" or
 * "y > 2". (transfer full) */
char *mix_chart_typeset (const char *text);

/* How to read it, in a few words beside the title; and what it says now, in a sentence under it
 * (NULL: nothing). */
void mix_chart_set_words (MixChart *chart, const char *reading, const char *sentence);
void mix_chart_set_message (MixChart *chart, const char *message); /* nothing to show, and why */
/* The ends of the axes; x_name: (nullable): behind the numbers of x, which only then are there. */
void mix_chart_set_x (MixChart *chart, double low, double high, const char *x_name);
void mix_chart_set_y (MixChart *chart, double low, double high);
/* The numbers of an axis are moments. */
void mix_chart_set_times (MixChart *chart, MixTimeUnit x, MixTimeUnit y);

/* Curves and areas lie under the marks. */
void mix_chart_take_layer (MixChart *chart, MixLayer *layer);
/* Through x [n], y [n], which are copied; labels keep off it. */
void mix_chart_add_curve (MixChart *chart, const double *x, const double *y, guint n,
                          const MixLineStyle *style);
void mix_chart_add_bar (MixChart *chart, double left, double right, double low, double high,
                        const MixColor *color, double alpha);
void mix_chart_add_line (MixChart *chart, double x1, double y1, double x2, double y2,
                         const MixColor *color, double width, gboolean dashed);
/* A whisker from low to high and a disc (ring: a hollow one) at y. */
void mix_chart_add_point (MixChart *chart, double x, double low, double y, double high,
                          const MixColor *color, gboolean ring);
/* A cross at y, over all discs: what is not as it should be. */
void mix_chart_add_cross (MixChart *chart, double x, double y, const MixColor *color);
/* xalign 0: right of the point … 1: left of it; shift: design pixels downward. */
void mix_chart_add_word (MixChart *chart, double x, double y, double xalign, double shift,
                         const MixColor *color, const char *text);

/* A word beside what stands from low to high at x: there if there is room, else near it, off the
 * chart's curves, lines, points and words and inside the axes. shift: design pixels downward, from
 * low where it is above 0, else from high. */
void mix_chart_add_label (MixChart *chart, double x, double low, double high, double xalign,
                          double shift, const MixColor *color, const char *text);

/* (transfer full); frees the chart. */
MixPlot *mix_chart_finish (MixChart *chart);

G_END_DECLS
