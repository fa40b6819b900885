/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-csv-dress.h"

#include <string.h>

#include "mix-csv-cell.h"

static const struct
{
  const char *sign;
  gboolean may_lead; /* it may stand before the digits too */
} units[MIX_N_CELL_UNITS] = {
  [MIX_CELL_UNIT_PERCENT] = { "%", FALSE },
  [MIX_CELL_UNIT_PERMILLE] = { "\xe2\x80\xb0", FALSE },
  [MIX_CELL_UNIT_DOLLAR] = { "$", TRUE },
  [MIX_CELL_UNIT_EURO] = { "\xe2\x82\xac", TRUE },
  [MIX_CELL_UNIT_POUND] = { "\xc2\xa3", TRUE },
  [MIX_CELL_UNIT_YEN] = { "\xc2\xa5", TRUE },
};

const char *
mix_cell_unit_sign (MixCellUnit unit)
{
  return units[unit].sign;
}

gsize
mix_csv_match_wide_minus (const char *text, gsize length)
{
  static const char *const marks[] = { "\xe2\x88\x92", "\xe2\x80\x93" };

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (length >= 3 && memcmp (text, marks[i], 3) == 0)
      return 3;
  return 0;
}

/* A minus or a plus; 0: neither. */
static gsize
match_sign (const char *text, gsize length, gboolean *is_minus)
{
  gsize n_minus = mix_csv_match_wide_minus (text, length);

  if (n_minus > 0)
    {
      *is_minus = TRUE;
      return n_minus;
    }
  *is_minus = length > 0 && *text == '-';
  return length > 0 && (*text == '-' || *text == '+') ? 1 : 0;
}

static gboolean
take_behind (const char *text, gsize *length, const char *sign)
{
  gsize n = strlen (sign);

  if (*length <= n || memcmp (text + *length - n, sign, n) != 0)
    return FALSE;
  *length -= n;
  return TRUE;
}

static gboolean
take_before (const char **text, gsize *length, const char *sign)
{
  gsize n = strlen (sign);

  if (*length <= n || memcmp (*text, sign, n) != 0)
    return FALSE;
  *text += n;
  *length -= n;
  return TRUE;
}

static gboolean
take_parentheses (const char **text, gsize *length)
{
  if (*length < 3 || **text != '(' || (*text)[*length - 1] != ')')
    return FALSE;
  *text += 1;
  *length -= 2;
  mix_csv_cell_trim (text, length);
  return TRUE;
}

/* $5, -$5: a sign before the unit goes with it. */
static MixCellUnit
take_leading_unit (const char **text, gsize *length, gboolean *had_sign, gboolean *is_minus)
{
  const char *rest = *text;
  gsize n_sign = match_sign (rest, *length, is_minus), n = *length - n_sign;

  rest += n_sign;
  *had_sign = n_sign > 0;
  for (MixCellUnit unit = MIX_CELL_UNIT_NONE + 1; unit < MIX_N_CELL_UNITS; unit++)
    if (units[unit].may_lead && take_before (&rest, &n, units[unit].sign))
      {
        *text = rest;
        *length = n;
        return unit;
      }
  *had_sign = *is_minus = FALSE;
  return MIX_CELL_UNIT_NONE;
}

static MixCellUnit
take_trailing_unit (const char *text, gsize *length)
{
  for (MixCellUnit unit = MIX_CELL_UNIT_NONE + 1; unit < MIX_N_CELL_UNITS; unit++)
    if (take_behind (text, length, units[unit].sign))
      return unit;
  return MIX_CELL_UNIT_NONE;
}

/* What a dressed number begins or ends with, which words seldom do. */
static gboolean
is_edge (char c)
{
  return (guchar) c >= 0x80 || (c != '\0' && strchr ("()%$-+", c) != NULL);
}

/**
 * mix_csv_undress:
 * @text: (inout): [length], without blanks around
 * @dress: (out): what was taken off
 *
 * Takes off a unit before or behind a number, and parentheses or a minus behind, which accountants
 * write for one below 0.
 *
 * Returns: whether there was something; text and length are as before where there was not
 */
gboolean
mix_csv_undress (const char **text, gsize *length, MixDress *dress)
{
  const char *rest = *text;
  gsize n = *length;
  gboolean had_sign, is_minus;

  *dress = (MixDress){ MIX_CELL_UNIT_NONE };
  if (n == 0 || (!is_edge (rest[0]) && !is_edge (rest[n - 1])))
    return FALSE;
  gboolean is_enclosed = take_parentheses (&rest, &n);
  MixCellUnit unit = take_leading_unit (&rest, &n, &had_sign, &is_minus);

  if (unit == MIX_CELL_UNIT_NONE)
    unit = take_trailing_unit (rest, &n);
  mix_csv_cell_trim (&rest, &n);
  is_enclosed = is_enclosed || take_parentheses (&rest, &n); /* $ (5) */
  gboolean is_accounting
    = is_enclosed || take_behind (rest, &n, "-") || take_behind (rest, &n, "\xe2\x88\x92");
  mix_csv_cell_trim (&rest, &n);
  guint n_signs = had_sign + is_accounting + (match_sign (rest, n, &had_sign) > 0);
  if ((unit == MIX_CELL_UNIT_NONE && !is_accounting) || n == 0 || n_signs > 1)
    return FALSE;
  *dress = (MixDress){ unit, is_minus || is_accounting, is_accounting };
  *text = rest;
  *length = n;
  return TRUE;
}
