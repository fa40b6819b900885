/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  double x, y;   /* pixels */
  double weight; /* 0 … 1 */
} MixVertex;

/* A line whose width follows a weight, as polygons: Cairo strokes know one width only. */
typedef struct _MixRibbon MixRibbon;

/* thin, wide: widths in pixels at weight 0 and 1. dash [n_dashes] in pixels, NULL for a solid
 * one. */
MixRibbon *mix_ribbon_new (const MixVertex *vertices, guint n, double thin, double wide,
                           const double *dash, int n_dashes);
void mix_ribbon_free (MixRibbon *ribbon);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MixRibbon, mix_ribbon_free)

void mix_ribbon_trace (const MixRibbon *ribbon, cairo_t *cr);

/* Unit normals, one a vertex, the mean of the two segments that meet there. */
void mix_ribbon_normals (const MixVertex *vertices, guint n, double *nx, double *ny);

G_END_DECLS
