/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-plot-view.h"

G_BEGIN_DECLS

/* Where a drag is, and what it does. */
typedef enum
{
  MIX_DRAG_NONE,
  MIX_DRAG_PRESSED, /* a click so far */
  MIX_DRAG_HANDLE,
  MIX_DRAG_PAN,
  MIX_DRAG_FRAME,
  MIX_DRAG_STROKE,
} MixDrag;

typedef struct
{
  MixDrag drag;
  MixHit hit;            /* what was pressed */
  double from_x, from_y; /* pixels */
  double x, y;
  gboolean begun;        /* something was told of this drag */
  guint button;          /* that was pressed */
  double scale;          /* of a pinch, so far */
  MixTag focus;          /* what was told to be under the pointer */
  gboolean keyed;        /* keys read something that is gone with the focus */
  MixTag word;           /* of the legend, that keys went to; not set: none */
  MixTag dwelling;       /* a curve that it has come to */
  double rest_x, rest_y; /* where it came to rest on it */
  guint dwell;           /* the source that waits for it to rest; 0: none */
} MixPlotPointer;

MixPlotPointer *mix_plot_view_get_pointer (MixPlotView *self);
void mix_plot_view_act (MixPlotView *self, const MixAct *act);
/* The keys: of the class, and what a view needs for them. */
void mix_plot_view_install_keys (GtkWidgetClass *klass);
void mix_plot_view_add_keys (MixPlotView *self);
/* The gestures and the wheel. */
void mix_plot_view_add_pointer (MixPlotView *self);
/* (out): in pixels; FALSE while none is drawn. */
gboolean mix_plot_view_get_rubber_band (MixPlotView *self, graphene_rect_t *band);

G_END_DECLS
