/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-design.h"

G_BEGIN_DECLS

/* Standardising: what turns the rows of a design into the float32 numbers that a network sees. */
typedef struct
{
  guint n_features;
  MixScaling *features; /* [n_features] */
  MixScaling target;
} MixScaler;

/* Mean and standard deviation over the rows listed (complete-row numbers [n]); a constant column
 * gets scale 1. */
MixScaler *mix_scaler_new (const MixDesign *design, const guint32 *rows, gsize n);
MixScaler *mix_scaler_copy (const MixScaler *scaler);
void mix_scaler_free (MixScaler *scaler);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MixScaler, mix_scaler_free)

/* Gathers rows [n] as x [n × n_features] and y [n], scaled. */
void mix_scaler_gather (const MixScaler *scaler, const MixDesign *design, const guint32 *rows,
                        gsize n, float *x, float *y);

/* What is added to an NLL of the scaled target to have it per raw target: ln scale. */
double mix_scaler_log_jacobian (const MixScaler *scaler);

G_END_DECLS
