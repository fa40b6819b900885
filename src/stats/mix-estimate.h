/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-statistics.h"

G_BEGIN_DECLS

/* "3.972 ± 0.041", "90.2 ± 1.3" of a share; (transfer full). */
char *mix_estimate_format (MixUnit unit, const MixEstimate *estimate);
/* The same with a unit where there is one: "90.2 ± 1.3 %". */
char *mix_statistic_format (MixStatistic statistic, const MixEstimate *estimate);

G_END_DECLS
