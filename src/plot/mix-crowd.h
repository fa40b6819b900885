/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-layer-density.h"

G_BEGIN_DECLS

/* Where an image lies on the plane: its pixels, and where the grid's corners are among them. */
typedef struct
{
  int width, height;
  double left, right, top, bottom; /* of the grid, in pixels of the image */
} MixCrowdPlace;

/* How many marks lie over each pixel: each point spreads over its bin and then over its mark.
 * radius and ring (the width of its line; 0: a disc) in pixels. [height × width] */
float *mix_crowd_overlap (const MixBins *bins, const MixCrowdPlace *place, double radius,
                          double ring);

/* How opaque so many marks are, into an image of CAIRO_FORMAT_A8: a mark alone has alpha, and from
 * there it grows with the logarithm of how many there are, to where the densest are nearly
 * solid. */
void mix_crowd_tone (const float *overlap, cairo_surface_t *mask, double alpha);

G_END_DECLS
