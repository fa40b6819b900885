/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

double mix_normal_quantile (double q);
double mix_normal_quantile_rough (double q);

G_END_DECLS
