/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-scene-private.h"

G_BEGIN_DECLS

#define MIX_N_OUTCOMES 48

/* One row that the network might have seen. */
typedef struct
{
  double x, y;
  guint component; /* that it was drawn from */
} MixOutcome;

/* Draws MIX_N_OUTCOMES, spread evenly along x; the same for the same seed. */
void mix_outcomes_sample (const MixCurves *curves, guint seed, MixOutcome *outcomes);

G_END_DECLS
