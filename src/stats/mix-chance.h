/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What chance alone does to a count. */
gsize mix_binomial_quantile (gsize n, double p, double q);
void mix_binomial_interval (gsize hits, gsize n, double z, double *low, double *high);
double mix_chi_square_p (double statistic, guint degrees);

G_END_DECLS
