/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-palette.h"
#include "mix-scale.h"
#include "mix-tag.h"
#include "mix-type.h"

G_BEGIN_DECLS

typedef struct
{
  double x, y, width, height;
} MixRect;

/* Where everything is, once the size is known: what layers and labels are laid out against. */
typedef struct
{
  double width, height; /* of the plot, in pixels */
  MixRect area;         /* of the axes */
  double unit;          /* pixels per design pixel, of type and insets */
  double ink;           /* pixels per design pixel, of lines: they grow a little with the plot */
  gboolean narrow, low; /* whether the tight insets are in use, across and upward */
  MixScale x, y;        /* with their pixels */
  const MixPalette *palette;
  MixType *type;
  MixTag focus;         /* all else is dimmed; for who paints */
} MixFrame;

G_END_DECLS
