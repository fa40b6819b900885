/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-layer.h"

G_BEGIN_DECLS

typedef enum
{
  MIX_POINT_DISC,
  MIX_POINT_RING,
} MixPointShape;

typedef struct
{
  double x, y;  /* data */
  guint32 rgb;  /* 0xRRGGBB */
  guint8 shape; /* MixPointShape */
  guint8 component; /* whose it is, counted from 1; 0: nobody's */
} MixPoint;

/* A cloud of points, reference-counted, so that the plots of many moments share one and the image
 * that it was splatted into. One thread. */
typedef struct _MixCloud MixCloud;

MixCloud *mix_cloud_new (const MixPoint *points, guint n, double alpha, double radius);
MixCloud *mix_cloud_ref (MixCloud *cloud);
void mix_cloud_unref (MixCloud *cloud);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MixCloud, mix_cloud_unref)
guint64 mix_cloud_get_key (const MixCloud *cloud);

guint32 mix_color_to_rgb (const MixColor *color);

MixLayer *mix_layer_points_new (MixCloud *cloud);

G_END_DECLS
