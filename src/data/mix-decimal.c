/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-decimal.h"

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

/* Decimal digits d.ddd·10^exponent, without trailing zeros. */
typedef struct
{
  char digits[20];
  int n_digits;
  int exponent;
} Digits;

static void
strip_zeros (Digits *d)
{
  while (d->n_digits > 1 && d->digits[d->n_digits - 1] == '0')
    d->n_digits--;
}

static void
set_digits (Digits *d, guint64 whole, int power)
{
  char reversed[20];
  int n = 0;

  for (; whole > 0; whole /= 10)
    reversed[n++] = (char) ('0' + whole % 10);
  for (int i = 0; i < n; i++)
    d->digits[i] = reversed[n - 1 - i];
  d->n_digits = n;
  d->exponent = n - 1 + power;
  strip_zeros (d);
}

/* mantissa·2^exponent·10^power rounded to a whole number, exactly; exponent from −63 to 0, and the
 * result below 2⁶⁴ by the choice of power. */
static guint64
to_whole (guint64 mantissa, int exponent, int power)
{
  Wide product = (Wide) mantissa * powers[power];
  int down = -exponent;
  if (down == 0)
    return (guint64) product;

  Wide half = (Wide) 1 << (down - 1), rest = product & ((half << 1) - 1);
  guint64 whole = (guint64) (product >> down);
  return whole + (rest > half || (rest == half && (whole & 1)));
}

/* For 0.001 to 1e15, where everything fits into 128 bits: the fewest digits that read back, 15
 * (which hold any decimal number of 15 digits) to 17 (which hold any double). */
static gboolean
find_digits_fast (double value, Digits *d)
{
  if (!(value >= 0.001 && value < 1e15))
    return FALSE;

  int exponent;
  guint64 mantissa = (guint64) ldexp (frexp (value, &exponent), 53);
  exponent -= 53;
  int whole_digits = (int) floor (log10 (value)) + 1;
  for (int n = 15; n <= 17; n++)
    {
      int power = n - whole_digits;
      if (power < 0 || power > MAX_POWER)
        return FALSE;
      guint64 whole = to_whole (mantissa, exponent, power);
      double back = mix_decimal_scale (whole, -power);
      if (memcmp (&back, &value, sizeof back) == 0)
        {
          set_digits (d, whole, -power);
          return TRUE;
        }
    }
  return FALSE;
}

/* Any other number: the C library prints, with ever more digits until they read back. Where digits
 * are few, near 0, it has to begin with one. */
static void
find_digits_slowly (double value, Digits *d)
{
  char format[8], text[48];

  for (int n = value < G_MINDOUBLE ? 1 : 15; n <= 17; n++)
    {
      g_snprintf (format, sizeof format, "%%.%de", n - 1);
      g_ascii_formatd (text, sizeof text, format, value);
      double back = g_ascii_strtod (text, NULL);
      if (n == 17 || memcmp (&back, &value, sizeof back) == 0)
        break;
    }

  char *e = strchr (text, 'e');
  d->n_digits = 0;
  for (const char *c = text; c < e; c++)
    if (g_ascii_isdigit (*c))
      d->digits[d->n_digits++] = *c;
  d->exponent = atoi (e + 1);
  strip_zeros (d);
}

/* 1.234e-07 */
static void
lay_out_with_exponent (const Digits *d, char *out)
{
  gsize rest = (gsize) d->n_digits - 1;

  *out++ = d->digits[0];
  if (rest > 0)
    *out++ = '.';
  memcpy (out, d->digits + 1, rest);
  g_snprintf (out + rest, 8, "e%c%02d", d->exponent < 0 ? '-' : '+', ABS (d->exponent));
}

/* 1234, 12.34 or 0.001234. Places count from the first digit, or from the zero before the point. */
static void
lay_out_plainly (const Digits *d, char *out)
{
  int zeros = MAX (-d->exponent, 0), n_whole = MAX (d->exponent, 0) + 1;
  int n = MAX (zeros + d->n_digits, n_whole);

  for (int place = 0; place < n; place++)
    {
      int digit = place - zeros;
      if (place == n_whole)
        *out++ = '.';
      *out++ = digit >= 0 && digit < d->n_digits ? d->digits[digit] : '0';
    }
  *out = '\0';
}

/**
 * mix_decimal_format:
 * @buffer: (out): at least MIX_DECIMAL_SIZE
 *
 * Prints the nearest decimal number of the fewest digits that reads back as the same double; NaN is
 * "NA", which readers of tables take for a missing cell.
 *
 * Returns: buffer
 */
char *
mix_decimal_format (double value, char *buffer)
{
  Digits d;
  char *out = buffer;

  if (isnan (value))
    return strcpy (buffer, "NA");
  if (signbit (value))
    *out++ = '-';
  value = fabs (value);
  if (isinf (value))
    strcpy (out, "inf");
  else if (!(value > 0))
    strcpy (out, "0");
  else
    {
      if (!find_digits_fast (value, &d))
        find_digits_slowly (value, &d);
      if (d.exponent < -4 || d.exponent > 15)
        lay_out_with_exponent (&d, out);
      else
        lay_out_plainly (&d, out);
    }
  return buffer;
}
