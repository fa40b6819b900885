/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-format.h"
#include "mix-scale.h"

G_BEGIN_DECLS

#define MIX_MAX_TICKS 16

/* Where an axis has its ticks, and how their numbers are written. */
typedef struct
{
  guint n;
  double values[MIX_MAX_TICKS]; /* data, ascending */
  MixNumberStyle style;
  gboolean above; /* labels are distances from the scale's origin, with a sign */
  double origin;
} MixTicks;

double mix_tick_step (double range, guint most);
void mix_ticks_linear (MixTicks *ticks, double low, double high, guint most);
/* At 0 and ±0.01, 0.03, 0.1 … from the origin, those at least gap pixels from the last. */
void mix_ticks_above (MixTicks *ticks, const MixScale *scale, double gap);
char *mix_tick_label (const MixTicks *ticks, guint tick);

/* mix-ticks-time.c: at round moments of the calendar. */
void mix_ticks_time (MixTicks *ticks, MixTimeUnit unit, double low, double high, guint most);
char *mix_tick_label_time (const MixTicks *ticks, guint tick);
/* What the labels leave out, such as the year; (transfer full) (nullable): NULL: nothing */
char *mix_ticks_context (const MixTicks *ticks);

G_END_DECLS
