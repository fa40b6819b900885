/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-types.h"

G_BEGIN_DECLS

typedef enum
{
  MIX_SCHEDULE_CONSTANT,
  MIX_SCHEDULE_COSINE,
  MIX_SCHEDULE_PLATEAU,
  MIX_SCHEDULE_ONE_CYCLE,
} MixSchedule;

extern const MixChoice mix_schedule_choices[];

#define MIX_PLATEAU_PATIENCE 3     /* epochs without a better NLL before the rate is reduced */
#define MIX_PLATEAU_FACTOR 0.1     /* what it is reduced by */
#define MIX_PLATEAU_LEAST_GAIN 1e-4 /* nats that count as better */

/* What reduce-on-plateau remembers of the epochs so far. A plain value; all zeros is the start. */
typedef struct
{
  gboolean any;
  double best;       /* NLL */
  guint waited;      /* epochs since */
  guint reductions;  /* so far */
} MixPlateau;

void mix_plateau_observe (MixPlateau *plateau, double nll);

/* The learning rate at a step as a share of its peak. at: how much of the run is over with it, in
 * (0, 1]. warmup: the share of the run in which the rate rises. plateau: NULL for none so far. */
double mix_schedule_factor (MixSchedule schedule, double warmup, double at,
                            const MixPlateau *plateau);

G_END_DECLS
