/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-frame.h"
#include "mix-plot.h"

G_BEGIN_DECLS

/* A mark over the axes: a line, an area, a cloud of points. It holds data; laid out, it holds
 * pixels too; painting changes nothing that shows. */
typedef struct _MixLayer MixLayer;

typedef struct
{
  void (*layout) (MixLayer *layer, const MixFrame *frame);
  void (*paint) (MixLayer *layer, const MixFrame *frame, cairo_t *cr, double scale);
  guint64 (*hash) (const MixLayer *layer, guint64 hash); /* what shows, apart from the frame */
  void (*free) (MixLayer *layer);
  double (*distance) (const MixLayer *layer, const MixFrame *frame, double x,
                      double y); /* pixels from a place; NULL: nobody points at it */
} MixLayerClass;

struct _MixLayer
{
  const MixLayerClass *class;
  MixPlotParts part; /* MIX_PLOT_STILL or MIX_PLOT_LIVE */
  MixTag tag;
};

void mix_layer_free (MixLayer *layer);

gboolean mix_layer_is_vector (cairo_t *cr);

/* The colour with an alpha that follows weight [n] along pixels x [n], ascending, so that a curve
 * or band fades without seams. scale 0: as a gradient. */
cairo_pattern_t *mix_layer_fade (const MixColor *color, double alpha, const double *x,
                                 const double *weight, guint n, double scale);

G_END_DECLS
