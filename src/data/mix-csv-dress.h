/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a number is counted in, by a sign before or behind it. */
typedef enum
{
  MIX_CELL_UNIT_NONE,
  MIX_CELL_UNIT_PERCENT,
  MIX_CELL_UNIT_PERMILLE,
  MIX_CELL_UNIT_DOLLAR,
  MIX_CELL_UNIT_EURO,
  MIX_CELL_UNIT_POUND,
  MIX_CELL_UNIT_YEN,
  MIX_N_CELL_UNITS,
} MixCellUnit;

/* What stands around a number's digits. */
typedef struct
{
  MixCellUnit unit;
  gboolean is_negative;   /* by what was taken off: what is left has no sign then */
  gboolean is_accounting; /* that is by parentheses, or by a minus behind */
} MixDress;

/* NULL for none. */
const char *mix_cell_unit_sign (MixCellUnit unit);

/* The bytes of a minus that is no hyphen, as typesetters and word processors write it, at text
 * [length]; 0: none. */
gsize mix_csv_match_wide_minus (const char *text, gsize length);

/* Leaves what may be a bare number of text [length], which has no blanks around. FALSE where
 * nothing is to be taken off. */
gboolean mix_csv_undress (const char **text, gsize *length, MixDress *dress);

G_END_DECLS
