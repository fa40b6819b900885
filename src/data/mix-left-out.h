/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-dataset.h"

G_BEGIN_DECLS

/* Which columns are not among all others that a network takes, and why; NULL: all are. Those that a
 * person ignores, or has as text, are no news. */
char *mix_left_out_describe (const MixDataset *dataset, const char *target);

G_END_DECLS
