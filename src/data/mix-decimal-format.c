/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-decimal.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

__extension__ typedef unsigned __int128 Wide;
__extension__ typedef __int128 Difference;

#define MOST_DIGITS 17 /* hold any double */
#define MOST_POWER 22  /* 10²² is below 2⁷⁴, and 53 bits times that below 2¹²⁷ */

static const guint64 powers[] = {
  1u, 10u, 100u, 1000u, 10000u, 100000u, 1000000u, 10000000u, 100000000u, 1000000000u,
  G_GUINT64_CONSTANT (10000000000), G_GUINT64_CONSTANT (100000000000),
};

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
put_pair (char *to, guint pair)
{
  static const char pairs[] = "00010203040506070809101112131415161718192021222324"
                              "25262728293031323334353637383940414243444546474849"
                              "50515253545556575859606162636465666768697071727374"
                              "75767778798081828384858687888990919293949596979899";
  memcpy (to, pairs + 2 * pair, 2);
}

static void
put_eight (char *to, guint32 number)
{
  guint32 high = number / 10000, low = number % 10000;

  put_pair (to, high / 100);
  put_pair (to + 2, high % 100);
  put_pair (to + 4, low / 100);
  put_pair (to + 6, low % 100);
}

/* whole, of 17 digits or, where it was rounded up to one, 10¹⁷, times 10^−power */
static void
set_digits (Digits *d, guint64 whole, int power)
{
  guint64 high = whole / powers[8];
  int more = high >= powers[9]; /* 18 digits */

  d->exponent = MOST_DIGITS - 1 - power + more;
  if (more)
    high /= 10; /* nothing but zeros is lost */
  d->digits[0] = (char) ('0' + high / powers[8]);
  put_eight (d->digits + 1, (guint32) (high % powers[8]));
  put_eight (d->digits + 9, more ? 0 : (guint32) (whole % powers[8]));
  d->n_digits = MOST_DIGITS;
  strip_zeros (d);
}

/* A double between 10⁻⁵ and 2⁵³ as mantissa·2^−down, scaled by 10^power to 17 digits before the
 * point: product·2^−down, exactly. */
typedef struct
{
  guint64 mantissa;
  int down, power;
  Wide factor; /* 10^power */
  Wide product;
  guint64 whole; /* of it */
  Wide rest;
} Scaled;

static void
scale_by (Scaled *s, int power)
{
  s->power = power;
  s->factor = (Wide) powers[power / 2] * powers[power - power / 2];
  s->product = s->mantissa * s->factor;
  s->whole = (guint64) (s->product >> s->down);
  s->rest = s->product & (((Wide) 1 << s->down) - 1);
}

static void
scale (Scaled *s, double value)
{
  guint64 bits;
  memcpy (&bits, &value, sizeof bits);
  int binary = (int) (bits >> 52) - 1023;

  s->mantissa = (bits & ((G_GUINT64_CONSTANT (1) << 52) - 1)) | G_GUINT64_CONSTANT (1) << 52;
  s->down = 52 - binary;
  /* Digits before the point, from ⌊log₁₀ 2^binary⌋: those of the number, or one less. */
  int n_whole = ((binary * 78913) >> 18) + 1;
  scale_by (s, MOST_DIGITS - n_whole);
  if (s->whole >= powers[8] * powers[9])
    scale_by (s, s->power - 1);
}

/* The nearest multiple of unit, to even on a tie. A constant unit needs no division. */
static inline guint64
round_to (const Scaled *s, guint64 unit)
{
  guint64 quotient = s->whole / unit, remainder = s->whole % unit, twice = 2 * remainder;
  gboolean up = twice > unit || (twice == unit && (s->rest > 0 || (quotient & 1)));

  if (unit == 1)
    {
      Wide half = s->down > 0 ? (Wide) 1 << (s->down - 1) : 1;
      up = s->rest > half || (s->rest == half && (quotient & 1));
    }
  return (quotient + up) * unit;
}

/* Whether a number reads back: it is less than half the way to the next double away, or just that
 * for an even mantissa. Below a power of two the next one is half as far. */
static gboolean
reads_back (const Scaled *s, guint64 number)
{
  Difference away = ((Difference) number - (Difference) s->whole) * ((Difference) 1 << s->down)
                    - (Difference) s->rest;
  gboolean below_power = away < 0 && s->mantissa == G_GUINT64_CONSTANT (1) << 52;
  Wide distance = (Wide) (away < 0 ? -away : away) * (below_power ? 4 : 2);

  return distance < s->factor || (distance == s->factor && s->mantissa % 2 == 0);
}

/* For 10⁻⁵ to 2⁵³, where everything fits into 128 bits: the fewest digits that read back, 15 (which
 * hold any decimal number of 15 digits) to 17. */
static gboolean
find_digits_fast (double value, Digits *d)
{
  Scaled s;

  if (!(value >= 1e-5 && value < 9007199254740992.0))
    return FALSE;
  scale (&s, value);
  guint64 number = round_to (&s, 100);
  if (!reads_back (&s, number))
    number = round_to (&s, 10);
  if (!reads_back (&s, number))
    number = round_to (&s, 1);
  set_digits (d, number, s.power);
  return TRUE;
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

/* 1234, 12.34 or 0.001234 */
static char *
lay_out_plainly (const Digits *d, char *out)
{
  gsize n = (gsize) d->n_digits;

  if (d->exponent < 0)
    {
      gsize zeros = (gsize) -d->exponent;
      memset (out, '0', zeros + 1);
      out[1] = '.';
      memcpy (out + zeros + 1, d->digits, n);
      return out + zeros + 1 + n;
    }
  gsize n_whole = (gsize) d->exponent + 1;
  if (n <= n_whole)
    {
      memcpy (out, d->digits, n);
      memset (out + n, '0', n_whole - n);
      return out + n_whole;
    }
  memcpy (out, d->digits, n_whole);
  out[n_whole] = '.';
  memcpy (out + n_whole + 1, d->digits + n_whole, n - n_whole);
  return out + n + 1;
}

/* A number above 0, finite. Returns its end. */
static char *
print_finite (double value, char *out)
{
  Digits d;

  if (!find_digits_fast (value, &d))
    find_digits_slowly (value, &d);
  if (d.exponent >= -4 && d.exponent <= 15)
    return lay_out_plainly (&d, out);
  lay_out_with_exponent (&d, out);
  return out + strlen (out);
}

/**
 * mix_decimal_print:
 * @buffer: (out): at least MIX_DECIMAL_SIZE
 *
 * Prints the nearest decimal number of the fewest digits that reads back as the same double; NaN is
 * "NA", which readers of tables take for a missing cell.
 *
 * Returns: the length, without the 0 at the end
 */
gsize
mix_decimal_print (double value, char *buffer)
{
  char *out = buffer;

  if (isnan (value))
    out = stpcpy (out, "NA");
  else
    {
      if (signbit (value))
        *out++ = '-';
      value = fabs (value);
      if (isinf (value))
        out = stpcpy (out, "inf");
      else if (!(value > 0))
        *out++ = '0';
      else
        out = print_finite (value, out);
    }
  *out = '\0';
  return (gsize) (out - buffer);
}

/**
 * mix_decimal_format:
 * @buffer: (out): at least MIX_DECIMAL_SIZE
 *
 * The same as a string.
 *
 * Returns: buffer
 */
char *
mix_decimal_format (double value, char *buffer)
{
  mix_decimal_print (value, buffer);
  return buffer;
}
