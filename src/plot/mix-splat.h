/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

/* Antialiased stamps of one size, drawn many times into an ARGB32 image: a hundred thousand points
 * in a few milliseconds, where a path each would take a third of a second. */
typedef struct _MixStamp MixStamp;

/* radius and ring in device pixels; ring: width of the line of a ring, 0 for a disc. */
double mix_stamp_coverage (double distance, double radius, double ring);
MixStamp *mix_stamp_new (double radius, double ring);
void mix_stamp_free (MixStamp *stamp);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MixStamp, mix_stamp_free)

/* Draws one over what is there, centred at x, y in pixels of the image. Between
 * cairo_surface_flush() and cairo_surface_mark_dirty(). */
void mix_stamp_draw (const MixStamp *stamp, cairo_surface_t *image, double x, double y, guint32 rgb,
                     double alpha);

G_END_DECLS
