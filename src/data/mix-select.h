/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A column seen through a list of rows: values[rows[i]], or values[i] where rows is NULL. */
double mix_select_median (const double *values, const guint32 *rows, gsize n);
void mix_select_range (const double *values, const guint32 *rows, gsize n, double *low,
                       double *high);

G_END_DECLS
