/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-census.h"
#include "mix-layer-points.h"
#include "mix-snapshot.h"

G_BEGIN_DECLS

/* How rows are coloured. */
typedef struct
{
  MixDesign *design;
  MixSnapshot *trained; /* whose network; NULL: all alike */
  const MixPalette *palette;
  int coloring; /* MixColoring */
  gboolean validation;
} MixRowColors;

/* Sets rgb and component of the points of rows [n]; their y is set. */
void mix_row_colors_mark (const MixRowColors *colors, const guint32 *rows, MixPoint *points,
                          gsize n);
/* Which tiles are asked: all of them, or every other one like the fields of a chess board, where
 * the rest keep what they have. */
typedef enum
{
  MIX_TILES_ALL,
  MIX_TILES_BLACK,
  MIX_TILES_WHITE
} MixTiles;

/* Of each tile the mean of its samples, of one without any that of those around it.
 * tints (inout) [tile_rows × tile_columns] */
void mix_row_colors_tint (const MixRowColors *colors, const MixCensus *census, MixTiles tiles,
                          MixTint *tints);

G_END_DECLS
