/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-layer.h"

G_BEGIN_DECLS

/* A still layer under what comes after it: cells [rows × columns], the highest row first, each a
 * premultiplied 0xAARRGGBB, spread over the rectangle from (x_low, y_low) to (x_high, y_high) of
 * linear axes. Taken over. */
MixLayer *mix_layer_image_new (guint32 *cells, guint columns, guint rows, double x_low,
                               double x_high, double y_low, double y_high);

G_END_DECLS
