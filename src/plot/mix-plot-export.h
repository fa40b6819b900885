/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "mix-plot.h"

G_BEGIN_DECLS

/* Writes a plot of width × height logical pixels as PNG (scale device pixels each), SVG or PDF, by
 * the ending of the path. Written beside its place and moved there: a failure leaves no partial
 * file. Errors (G_IO_ERROR) name the path. */
gboolean mix_plot_export (MixPlot *plot, const char *path, double width, double height,
                          double scale, GError **error);

G_END_DECLS
