/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-figure-private.h"

G_BEGIN_DECLS

typedef enum
{
  MIX_SERIES_TRAIN,
  MIX_SERIES_VALIDATION,
  MIX_SERIES_PLAIN,
  MIX_N_SERIES,
} MixLossSeries;

/* The losses of a run by epoch, and what the figure says of them; without GTK or Cairo. */
typedef struct
{
  guint n;
  double *epoch;              /* [n] */
  double *nll[MIX_N_SERIES];  /* [n], NaN where there is none */
  gboolean drawn[MIX_N_SERIES]; /* the curve, that is; its word stays, crossed out */
  gboolean floor_drawn;
  double last[MIX_N_SERIES];  /* the last finite value, or NaN */
  int best;                   /* whose network is on show after the last; −1: the last's */
  int moment;                 /* the earlier one that is on show; −1: none */
  double origin;              /* the best possible, or the lowest so far */
  gboolean truth_known;
  double x_high;              /* where the axis of epochs ends without zoom */
  char *floor_text;           /* what the line at the origin is called */
  gboolean linear;            /* axis of y; else logarithmic above the origin */
  MixSpan shown;              /* of the axis of epochs */
  double pointed;             /* the epoch that is read; NaN: none */
  MixSnapshot *snapshot;      /* whose usage is known; NULL: it is not */
  gboolean usage_drawn;       /* as a strip */
  MixView view;
} MixLossCurves;

MixLossCurves *mix_loss_curves_new (MixScene *scene);
void mix_loss_curves_free (gpointer data);
void mix_loss_curves_get_scale (const MixLossCurves *curves, MixScale *scale);

/* The MixShow of a series. */
MixShow mix_loss_series_show (MixLossSeries series);

/* Indices of points. */
guint mix_loss_curves_on_show (const MixLossCurves *curves);
int mix_loss_curves_pointed (const MixLossCurves *curves);

double mix_loss_curves_criterion (const MixLossCurves *curves, guint i);
double mix_loss_curves_epoch_on_show (const MixLossCurves *curves);

G_END_DECLS
