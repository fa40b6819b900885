/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-design.h"
#include "mix-mixture.h"

G_BEGIN_DECLS

#define MIX_FORECAST_BLOCK 2048 /* rows */

/* Walks over the rows of a design and predicts them in blocks, so that a table of any length takes
 * the same memory. On the stack of a verb; freed by the cleanup. */
typedef struct
{
  const MixModel *model;   /* borrowed, as is the design */
  const MixDesign *design;
  gsize start, n_rows;     /* the rows of the block */
  double *x;               /* [block × features] */
  double *pi, *mu, *sigma; /* [block × K], components in the model's order */
} MixForecast;

void mix_forecast_init (MixForecast *forecast, const MixModel *model, const MixDesign *design);
void mix_forecast_clear (MixForecast *forecast);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MixForecast, mix_forecast_clear)

gboolean mix_forecast_next (MixForecast *forecast);
gboolean mix_forecast_seek (MixForecast *forecast, gsize start);
MixMixture mix_forecast_get (const MixForecast *forecast, gsize row);

void mix_forecast_order (const MixModel *model, const MixDesign *design, guint *order);

G_END_DECLS
