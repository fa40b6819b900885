/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-figure-grid.h"

#include "mix-figure.h"

G_BEGIN_DECLS

/* What the files of the grid share: mix-figure-grid.c is the widget, -work works figures out. */

typedef struct
{
  const MixFigure *figure;
  MixPlotView *view;
  int height; /* at least, at the design's text */
} MixFigureCard;

struct _MixFigureGrid
{
  GtkWidget parent_instance;

  /* configured */
  GArray *cards; /* MixFigureCard */
  GPtrArray *items; /* every child, in order */

  /* owned */
  MixLab *lab;
  MixExplorePage *explore;
  MixScene *scene; /* whose figures are on show; NULL before the first */
  guint timer;
  gint64 started; /* µs: the last work */
  gboolean working, again, stale;
};

/* What is on show may be another: at once where it rests, when it is time where it trains. */
void mix_figure_grid_changed (MixFigureGrid *self);

G_END_DECLS
