/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where the components of a mixture may start: k places that are spread over numbers. */

void mix_cluster_quantiles (const double *sorted, gsize n, guint k, double *centres);
double mix_cluster_kmeans (const double *sorted, gsize n, guint k, double *centres);

G_END_DECLS
