/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-decimal.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

__extension__ typedef unsigned __int128 Wide;

#define MAX_POWER 27  /* 5²⁷ < 2⁶⁴ */
#define LEAST_POWER (-2 * MAX_POWER)
#define MAX_TEN 19    /* 10¹⁹ < 2⁶⁴ … */
#define MAX_DIGITS 19 /* … and so is any number of that many digits */
#define MAX_EXPONENT 99999

static const guint64 tens[MAX_TEN + 1] = {
  1u, 10u, 100u, 1000u, 10000u, 100000u, 1000000u, 10000000u, 100000000u, 1000000000u,
  G_GUINT64_CONSTANT (10000000000), G_GUINT64_CONSTANT (100000000000),
  G_GUINT64_CONSTANT (1000000000000), G_GUINT64_CONSTANT (10000000000000),
  G_GUINT64_CONSTANT (100000000000000), G_GUINT64_CONSTANT (1000000000000000),
  G_GUINT64_CONSTANT (10000000000000000), G_GUINT64_CONSTANT (100000000000000000),
  G_GUINT64_CONSTANT (1000000000000000000), G_GUINT64_CONSTANT (10000000000000000000),
};

static const guint64 fives[MAX_POWER + 1] = {
  G_GUINT64_CONSTANT (1), G_GUINT64_CONSTANT (5),
  G_GUINT64_CONSTANT (25), G_GUINT64_CONSTANT (125),
  G_GUINT64_CONSTANT (625), G_GUINT64_CONSTANT (3125),
  G_GUINT64_CONSTANT (15625), G_GUINT64_CONSTANT (78125),
  G_GUINT64_CONSTANT (390625), G_GUINT64_CONSTANT (1953125),
  G_GUINT64_CONSTANT (9765625), G_GUINT64_CONSTANT (48828125),
  G_GUINT64_CONSTANT (244140625), G_GUINT64_CONSTANT (1220703125),
  G_GUINT64_CONSTANT (6103515625), G_GUINT64_CONSTANT (30517578125),
  G_GUINT64_CONSTANT (152587890625), G_GUINT64_CONSTANT (762939453125),
  G_GUINT64_CONSTANT (3814697265625), G_GUINT64_CONSTANT (19073486328125),
  G_GUINT64_CONSTANT (95367431640625), G_GUINT64_CONSTANT (476837158203125),
  G_GUINT64_CONSTANT (2384185791015625), G_GUINT64_CONSTANT (11920928955078125),
  G_GUINT64_CONSTANT (59604644775390625), G_GUINT64_CONSTANT (298023223876953125),
  G_GUINT64_CONSTANT (1490116119384765625), G_GUINT64_CONSTANT (7450580596923828125),
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

/* n / divisor, which is below 2⁶⁴ */
static guint64
divide (Wide n, guint64 divisor, Wide *rest)
{
  guint64 quotient = (guint64) (n / divisor);

  *rest = n - (Wide) quotient * divisor;
  return quotient;
}

/* w / 5^power as 62 bits or more, where the lowest stands for everything below it as well, times
 * 2^shift. Beyond MAX_POWER in two steps: the floor of a floor is that of the whole. */
static guint64
divide_by_five (guint64 w, int power, int *shift)
{
  int first = MIN (power, MAX_POWER), up = __builtin_clzll (w);
  int up_first = __builtin_clzll (fives[first]), up_second = __builtin_clzll (fives[power - first]);
  guint64 divisor = fives[first] << up_first;
  Wide rest, more_rest;
  guint64 quotient = divide ((Wide) (w << up) << 63, divisor, &rest);

  *shift = up_first - up - 63;
  if (power == first)
    return quotient | (rest != 0);
  /* 63 or 64 bits are too few to divide again: as many more follow, from the rest. */
  guint64 more = divide (rest << 63, divisor, &rest);
  Wide whole = ((Wide) quotient << 63) + more;
  *shift += up_second - 63;
  return divide (whole, fives[power - first] << up_second, &more_rest) | ((rest | more_rest) != 0);
}

/**
 * mix_decimal_scale:
 * @w: above 0
 * @exponent: from −54 to 27
 *
 * Works on the exact product or quotient, so no case is left in doubt.
 *
 * Returns: w·10^exponent, rounded to the nearest double, to even on a tie
 */
double
mix_decimal_scale (guint64 w, int exponent)
{
  if (exponent >= 0)
    {
      Wide product = (Wide) w * fives[exponent];
      guint64 top = (guint64) (product >> 64);
      if (top == 0)
        return to_double ((guint64) product, exponent);
      int shift = 64 - __builtin_clzll (top);
      guint64 rest = (guint64) product & ((G_MAXUINT64 >> (64 - shift)));
      return to_double ((guint64) (product >> shift) | (rest != 0), shift + exponent);
    }

  int shift;
  guint64 quotient = divide_by_five (w, -exponent, &shift);
  return to_double (quotient, shift + exponent);
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

/* whole·10^exponent; FALSE where that needs a closer look. */
static inline gboolean
scale_quickly (guint64 whole, int exponent, double *magnitude)
{
#if FLT_EVAL_METHOD == 0
  /* Both exact, so that the result is rounded once (Clinger 1990); powers up to 10²² are. */
  if (whole <= G_GUINT64_CONSTANT (1) << 53 && ABS (exponent) <= MAX_TEN)
    {
      *magnitude = exponent < 0 ? (double) whole / (double) tens[-exponent]
                                : (double) whole * (double) tens[exponent];
      return TRUE;
    }
#endif
  if (exponent < LEAST_POWER || exponent > MAX_POWER)
    return FALSE;
  *magnitude = whole > 0 ? mix_decimal_scale (whole, exponent) : 0;
  return TRUE;
}

/* [+-] digits [. digits], no more than MAX_DIGITS of them: what tables are full of. FALSE where the
 * text needs a closer look. */
static gboolean
parse_short (const char *text, gsize length, double *value)
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
  double magnitude;
  if (c != end || !scale_quickly (whole, -(int) n_after, &magnitude))
    return FALSE;
  *value = *text == '-' ? -magnitude : magnitude;
  return TRUE;
}

/* [+-] digits [. digits] [e [+-] digits], no more than MAX_DIGITS of them after zeros, and a digit
 * before the point. FALSE where the text needs a closer look. */
static gboolean
parse_long (const char *text, gsize length, double *value)
{
  const char *c = text, *end = text + length, *digits;
  guint64 whole = 0;
  gsize n_digits;
  int exponent = 0;

  c += *c == '-' || *c == '+';
  digits = c;
  while (c < end && *c == '0')
    c++;
  const char *first = c;
  c = add_digits (c, end, &whole);
  n_digits = (gsize) (c - first);
  if (c == digits)
    return FALSE;
  if (c < end && *c == '.')
    {
      const char *point = ++c;
      while (n_digits == 0 && c < end && *c == '0')
        c++;
      first = c;
      c = add_digits (c, end, &whole);
      n_digits += (gsize) (c - first);
      exponent = -(int) (c - point);
    }
  if (n_digits > MAX_DIGITS)
    return FALSE;
  if (c < end && (*c == 'e' || *c == 'E'))
    c = read_exponent (c + 1, end, &exponent);
  double magnitude;
  if (c != end || !scale_quickly (whole, exponent, &magnitude))
    return FALSE;
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
  if (parse_short (text, length, value) || parse_long (text, length, value))
    return MIX_DECIMAL_NUMBER;
  if (!take_apart (text, text + length, &parts))
    return is_infinity (text, length) ? MIX_DECIMAL_INFINITE : MIX_DECIMAL_NONE;

  double magnitude = 0;
  if (parts.n_digits > MAX_DIGITS
      || (parts.digits > 0 && (parts.exponent < LEAST_POWER || parts.exponent > MAX_POWER)))
    magnitude = fabs (parse_slowly (text, length));
  else if (parts.digits > 0)
    magnitude = mix_decimal_scale (parts.digits, parts.exponent);
  if (isinf (magnitude))
    return MIX_DECIMAL_TOO_LARGE;
  *value = parts.is_negative ? -magnitude : magnitude;
  return MIX_DECIMAL_NUMBER;
}
