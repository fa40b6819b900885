/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-plot.h"
#include "mix-snapshot.h"

G_BEGIN_DECLS

/* A run to be laid over another. */
typedef struct
{
  MixSnapshot *snapshot;
  const char *name;
} MixNamedRun;

/* (transfer full): a tiny picture of what a run has learnt, no words. */
MixPlot *mix_figure_build_run_thumbnail (MixSnapshot *snapshot, const MixPalette *palette);

/* (transfer full): two runs' fits over each other. */
MixPlot *mix_figure_build_overlay (const MixNamedRun *first, const MixNamedRun *second,
                                   const MixPalette *palette);

G_END_DECLS
