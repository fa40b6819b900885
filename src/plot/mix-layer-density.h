/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-layer.h"

G_BEGIN_DECLS

/* How many points lie in each bin of a grid. Filled by who makes it, then left as it is;
 * reference-counted, read from any thread. */
typedef struct
{
  guint columns, rows;
  double x_low, x_high, y_low, y_high;
  guint64 serial;    /* no two have the same */
  guint32 counts[];  /* [rows × columns], the highest y first */
} MixBins;

MixBins *mix_bins_new (guint columns, guint rows, double x_low, double x_high, double y_low,
                         double y_high);
MixBins *mix_bins_ref (MixBins *bins);
void mix_bins_unref (MixBins *bins);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MixBins, mix_bins_unref)

/* The colour of a part of the same rectangle. */
typedef struct
{
  guint32 rgb;      /* 0xRRGGBB */
  guint8 component; /* whose most of it is, counted from 1; 0: nobody's */
} MixTint;

typedef struct
{
  double alpha;  /* opacity of a point that stands alone */
  double radius; /* of a disc in design pixels; rings are 1.4 times as large */
  gboolean ring;
} MixDensityStyle;

/* A crowd of points: a mark where one stands alone, a shade where they overlap, however many they
 * are. Reference-counted; one thread. */
typedef struct _MixDensity MixDensity;

MixDensity *mix_density_new (MixBins *bins, const MixDensityStyle *style, const MixTint *tints,
                             guint tint_columns, guint tint_rows);
/* The same points in other colours: they are not worked out again. */
MixDensity *mix_density_tint (MixDensity *density, const MixTint *tints);
MixDensity *mix_density_ref (MixDensity *density);
void mix_density_unref (MixDensity *density);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MixDensity, mix_density_unref)

MixLayer *mix_layer_density_new (MixDensity *density);

G_END_DECLS
