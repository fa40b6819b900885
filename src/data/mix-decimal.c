/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-decimal.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

__extension__ typedef unsigned __int128 Wide;

#define MAX_POWER 19  /* 10¹⁹ < 2⁶⁴ */
#define MAX_DIGITS 19 /* and so is any number of that many digits */
#define MAX_EXPONENT 99999

static const guint64 powers[MAX_POWER + 1] = {
  1u, 10u, 100u, 1000u, 10000u, 100000u, 1000000u, 10000000u, 100000000u, 1000000000u,
  G_GUINT64_CONSTANT (10000000000), G_GUINT64_CONSTANT (100000000000),
  G_GUINT64_CONSTANT (1000000000000), G_GUINT64_CONSTANT (10000000000000),
  G_GUINT64_CONSTANT (100000000000000), G_GUINT64_CONSTANT (1000000000000000),
  G_GUINT64_CONSTANT (10000000000000000), G_GUINT64_CONSTANT (100000000000000000),
  G_GUINT64_CONSTANT (1000000000000000000), G_GUINT64_CONSTANT (10000000000000000000),
};

/* high·2^shift, where the lowest bit of high stands for everything below it as well: high has at
 * least 55 bits or is exact, so that the conversion rounds once and rightly; the power of two is
 * exact. */
static double
to_double (guint64 high, int shift)
{
  guint64 bits = (guint64) (1023 + shift) << 52;
  double power;
  memcpy (&power, &bits, sizeof power);
  return (double) high * power;
}

/**
 * mix_decimal_scale:
 * @w: above 0
 * @exponent: from −19 to 19
 *
 * Works on the exact 128-bit product or quotient, so no case is left in doubt.
 *
 * Returns: w·10^exponent, rounded to the nearest double, to even on a tie
 */
double
mix_decimal_scale (guint64 w, int exponent)
{
  if (exponent >= 0)
    {
      Wide product = (Wide) w * powers[exponent];
      guint64 top = (guint64) (product >> 64);
      if (top == 0)
        return (double) (guint64) product;
      int shift = 64 - __builtin_clzll (top);
      guint64 rest = (guint64) product & ((G_MAXUINT64 >> (64 - shift)));
      return to_double ((guint64) (product >> shift) | (rest != 0), shift);
    }

  guint64 divisor = powers[-exponent];
  int up = __builtin_clzll (w), divisor_up = __builtin_clzll (divisor);
  /* Both with the top bit set, the quotient of w·2⁶³ has 63 or 64 bits. */
  Wide dividend = (Wide) (w << up) << 63;
  guint64 normal = divisor << divisor_up;
  guint64 quotient = (guint64) (dividend / normal);
  return to_double (quotient | (dividend % normal != 0), divisor_up - up - 63);
}

/* A decimal number taken apart: digits as a whole number times 10^exponent. */
typedef struct
{
  guint64 digits;
  guint n_digits; /* without leading zeros; digits holds the first 19 */
  int exponent;
  gboolean is_negative;
} Parts;

static const char *
read_digits (const char *c, const char *end, Parts *parts, int per_digit)
{
  for (; c < end && g_ascii_isdigit (*c); c++)
    {
      parts->exponent += per_digit;
      if (parts->n_digits == 0 && *c == '0')
        continue;
      if (parts->n_digits++ < MAX_DIGITS)
        parts->digits = parts->digits * 10 + (guint64) (*c - '0');
    }
  return c;
}

/* The part after the e; NULL where there are no digits. */
static const char *
read_exponent (const char *c, const char *end, int *exponent)
{
  gboolean is_negative = c < end && *c == '-';
  int value = 0;

  if (c < end && (*c == '-' || *c == '+'))
    c++;
  if (c == end || !g_ascii_isdigit (*c))
    return NULL;
  for (; c < end && g_ascii_isdigit (*c); c++)
    value = MIN (value * 10 + (*c - '0'), MAX_EXPONENT);
  *exponent += is_negative ? -value : value;
  return c;
}

/* [+-] digits [. digits] [e [+-] digits] to the very end, a digit at least before the e. */
static gboolean
take_apart (const char *c, const char *end, Parts *parts)
{
  const char *whole, *point;

  *parts = (Parts){ .is_negative = *c == '-' };
  if (*c == '-' || *c == '+')
    c++;
  whole = c;
  c = point = read_digits (c, end, parts, 0);
  if (c < end && *c == '.')
    c = read_digits (c + 1, end, parts, -1);
  if (point == whole && c <= point + 1)
    return FALSE;
  if (c < end && (*c == 'e' || *c == 'E'))
    c = read_exponent (c + 1, end, &parts->exponent);
  return c == end;
}

/* Many digits or a far exponent: the library's exact and slow way. */
static double
parse_slowly (const char *text, gsize length)
{
  char space[64];
  g_autofree char *copy = NULL;

  if (length < sizeof space)
    {
      memcpy (space, text, length);
      space[length] = '\0';
      return g_ascii_strtod (space, NULL);
    }
  copy = g_strndup (text, length);
  return g_ascii_strtod (copy, NULL);
}

static gboolean
is_infinity (const char *text, gsize length)
{
  if (length > 0 && (*text == '-' || *text == '+'))
    {
      text++;
      length--;
    }
  return (length == 3 && g_ascii_strncasecmp (text, "inf", 3) == 0)
         || (length == 8 && g_ascii_strncasecmp (text, "infinity", 8) == 0);
}

/* The digits up to the next other character. */
static const char *
add_digits (const char *c, const char *end, guint64 *whole)
{
  guint64 sum = *whole;

  for (guint digit; c < end && (digit = (guint) (guchar) *c - '0') <= 9; c++)
    sum = sum * 10 + digit;
  *whole = sum;
  return c;
}

/* [+-] digits [. digits], no more than MAX_DIGITS of them: what tables are full of. FALSE where the
 * text needs a closer look. */
static gboolean
parse_quickly (const char *text, gsize length, double *value)
{
  const char *c = text, *end = text + length;
  guint64 whole = 0;
  gsize n_after = 0;

  if (length > MAX_DIGITS)
    return FALSE;
  c += *c == '-' || *c == '+';
  const char *first = c;
  c = add_digits (c, end, &whole);
  if (c == first)
    return FALSE;
  if (c < end && *c == '.')
    {
      const char *point = c;
      c = add_digits (point + 1, end, &whole);
      n_after = (gsize) (c - point - 1);
    }
  if (c != end)
    return FALSE;

  double magnitude = (double) whole;
#if FLT_EVAL_METHOD == 0
  /* Both exact, so that the quotient is rounded once (Clinger 1990); powers up to 10²² are. */
  if (whole <= G_GUINT64_CONSTANT (1) << 53)
    magnitude /= (double) powers[n_after];
  else
#endif
    if (n_after > 0)
    magnitude = mix_decimal_scale (whole, -(int) n_after);
  *value = *text == '-' ? -magnitude : magnitude;
  return TRUE;
}

/**
 * mix_decimal_parse:
 * @text: [length], need not end in a NUL; no spaces
 * @value: (out): the number, where it is one
 *
 * Reads a decimal number and nothing else: no hexadecimal, no digit grouping, no word, no rest.
 * Numbers of up to 19 digits and moderate exponents go a fast way; both ways round to the nearest
 * double.
 *
 * Returns: what the text is
 */
MixDecimalKind
mix_decimal_parse (const char *text, gsize length, double *value)
{
  Parts parts;

  if (length == 0)
    return MIX_DECIMAL_NONE;
  if (parse_quickly (text, length, value))
    return MIX_DECIMAL_NUMBER;
  if (!take_apart (text, text + length, &parts))
    return is_infinity (text, length) ? MIX_DECIMAL_INFINITE : MIX_DECIMAL_NONE;

  double magnitude = 0;
  if (parts.n_digits > MAX_DIGITS || (parts.digits > 0 && ABS (parts.exponent) > MAX_POWER))
    magnitude = fabs (parse_slowly (text, length));
  else if (parts.digits > 0)
    magnitude = mix_decimal_scale (parts.digits, parts.exponent);
  if (isinf (magnitude))
    return MIX_DECIMAL_TOO_LARGE;
  *value = parts.is_negative ? -magnitude : magnitude;
  return MIX_DECIMAL_NUMBER;
}
