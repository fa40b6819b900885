/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-layer-line.h"
#include "mix-marks.h"

G_BEGIN_DECLS

typedef enum
{
  MIX_SWATCH_LINE,  /* of style */
  MIX_SWATCH_BANDS, /* grey steps */
  MIX_SWATCH_ROWS,  /* three discs in the colours of components */
  MIX_SWATCH_DISC,  /* of style's colour */
  MIX_SWATCH_RING,
  MIX_SWATCH_AREA, /* of style's colour */
  MIX_N_SWATCHES
} MixSwatch;

/* What has no end to write a word at. */
typedef struct
{
  MixSwatch swatch;
  MixLineStyle style;
  guint n_colors; /* MIX_SWATCH_ROWS: how many components */
  const char *text;
  MixTag tag;   /* what it stands for: pointed at, pressed */
  gboolean off; /* that is not shown now */
} MixLegendEntry;

/* A strip from x to right whose middle is at y: as many entries, in their order, as there is room
 * for. Returns how many that are. */
guint mix_legend_strip (MixMarks *marks, const MixFrame *frame, const MixLegendEntry *entries,
                        guint n, double x, double right, double y);
/* One entry at x, y; returns where it ends. */
double mix_legend_entry (MixMarks *marks, const MixFrame *frame, const MixLegendEntry *entry,
                         double x, double y);
double mix_legend_entry_width (const MixFrame *frame, const MixLegendEntry *entry);

G_END_DECLS
