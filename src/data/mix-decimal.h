/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Decimal numbers in and out, exactly rounded both ways, whatever the locale. */

typedef enum
{
  MIX_DECIMAL_NONE,      /* not a decimal number */
  MIX_DECIMAL_NUMBER,    /* finite */
  MIX_DECIMAL_INFINITE,  /* inf or infinity, by name */
  MIX_DECIMAL_TOO_LARGE, /* beyond 1.8e308 */
} MixDecimalKind;

#define MIX_DECIMAL_SIZE 32 /* what a printed number needs, with its end */

MixDecimalKind mix_decimal_parse (const char *text, gsize length, double *value);
gsize mix_decimal_print (double value, char *buffer);
char *mix_decimal_format (double value, char *buffer);

/* w·10^exponent rounded to the nearest double; w > 0, −54 ≤ exponent ≤ 27. */
double mix_decimal_scale (guint64 w, int exponent);

G_END_DECLS
