/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-marks.h"

G_BEGIN_DECLS

/* A piece of a line that words keep off, in pixels. Those of one shape follow one another. */
typedef struct
{
  double x1, y1, x2, y2;
  guint shape;
} MixSegment;

/* What a word is beside: it stands from top to bottom at x, in pixels. */
typedef struct
{
  double x, top, bottom;
  double xalign; /* where the word is best: 0: right of it, 0.5: over or under it, 1: left of it */
  double shift;  /* from its end, downward in pixels; above 0: from its bottom */
  double gap;    /* to what is beside it, pixels */
  double step;   /* from one try to the next, pixels */
} MixBeside;

/* Where in the axes a word of this size is off marks [on which it may not be] and segments, as near
 * to where it is best as there is room; if nowhere, where it crosses least. */
MixRect mix_place_beside (const MixBeside *beside, double width, double height,
                          const MixRect *area, const MixMarks *marks, const GArray *segments);

G_END_DECLS
