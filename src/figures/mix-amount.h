/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-format.h"
#include "mix-mixture.h"

G_BEGIN_DECLS

/* Amounts in sentences: numbers with so many digits, or dates where the target is one. */
MixNumberStyle mix_amount_style (MixTimeUnit time, const MixMixture *demand);
char *mix_amount_format (double amount, int digits, const MixNumberStyle *style);
char *mix_amount_format_length (double length, int digits, const MixNumberStyle *style);

G_END_DECLS
