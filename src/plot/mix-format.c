/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-format.h"

#include <math.h>
#include <string.h>

#define MAX_DECIMALS 12

/* Beside an axis there is room for about six digits. */
#define LARGEST_PLAIN 99999.5
#define SMALLEST_PLAIN 0.01

static void
append_grouped (GString *out, const char *digits)
{
  gsize n = 0;
  while (g_ascii_isdigit (digits[n]))
    n++;
  for (gsize i = 0; i < n; i++)
    {
      if (i > 0 && (n - i) % 3 == 0)
        g_string_append (out, MIX_THIN_SPACE);
      g_string_append_c (out, digits[i]);
    }
  g_string_append (out, digits + n);
}

static gboolean
is_zero (const char *digits)
{
  return strspn (digits, "0.") == strlen (digits);
}

static char *
format (double value, int decimals, const char *plus)
{
  char pattern[16], digits[G_ASCII_DTOSTR_BUF_SIZE + 400];

  if (isnan (value))
    return g_strdup ("–");
  if (isinf (value))
    return g_strdup (value > 0 ? "∞" : MIX_MINUS "∞");
  if (fabs (value) >= 1e15)
    {
      int exponent = (int) floor (log10 (fabs (value)));
      g_autofree char *mantissa = format (value / pow (10, exponent), 2, plus);
      g_autofree char *power = mix_format_power (exponent);
      return g_strconcat (mantissa, power, NULL);
    }
  g_snprintf (pattern, sizeof pattern, "%%.%df", CLAMP (decimals, 0, MAX_DECIMALS));
  g_ascii_formatd (digits, sizeof digits, pattern, fabs (value));

  GString *out = g_string_new (NULL);
  if (value < 0 && !is_zero (digits))
    g_string_append (out, MIX_MINUS);
  else
    g_string_append (out, plus);
  append_grouped (out, digits);
  return g_string_free (out, FALSE);
}

/**
 * mix_format_number:
 * @value: NaN gives a dash
 * @decimals: digits after the point, always a point whatever the locale
 *
 * Returns: (transfer full): with a true minus, and thin spaces between thousands; never "−0"
 */
char *
mix_format_number (double value, int decimals)
{
  return format (value, decimals, "");
}

/**
 * mix_format_signed:
 *
 * Returns: (transfer full): as mix_format_number(), a plus before what is not negative
 */
char *
mix_format_signed (double value, int decimals)
{
  return format (value, decimals, "+");
}

/**
 * mix_format_percent:
 * @share: 0 to 1
 *
 * Returns: (transfer full): whole per cent, one decimal below 10
 */
char *
mix_format_percent (double share)
{
  g_autofree char *number = format (100 * share, 100 * share < 9.95 ? 1 : 0, "");

  return g_strconcat (number, MIX_THIN_SPACE "%", NULL);
}

/**
 * mix_format_count:
 *
 * Returns: (transfer full): a whole number with its thousands apart
 */
char *
mix_format_count (guint64 count)
{
  g_autofree char *digits = g_strdup_printf ("%" G_GUINT64_FORMAT, count);
  GString *out = g_string_new (NULL);

  append_grouped (out, digits);
  return g_string_free (out, FALSE);
}

/**
 * mix_format_styled:
 *
 * Returns: (transfer full): @value in units of 10^exponent, or the moment that it is
 */
char *
mix_format_styled (double value, const MixNumberStyle *style)
{
  if (style->time != MIX_TIME_NONE)
    return mix_format_moment (value, style);
  return format (value * pow (10, -style->exponent), style->decimals, "");
}

/**
 * mix_format_span:
 * @length: a distance between two values of the style, such as σ
 *
 * Returns: (transfer full): as mix_format_styled(), but between two moments how long it is: "12 d"
 */
char *
mix_format_span (double length, const MixNumberStyle *style)
{
  if (style->time != MIX_TIME_NONE)
    return mix_format_duration (length, style);
  return mix_format_styled (length, style);
}

/**
 * mix_format_power:
 * @exponent: any whole number
 *
 * Returns: (transfer full): "×10⁶"
 */
char *
mix_format_power (int exponent)
{
  static const char *const digits[] = { "⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹" };
  g_autofree char *plain = g_strdup_printf ("%d", exponent);
  GString *out = g_string_new ("×10");

  for (const char *c = plain; *c != '\0'; c++)
    g_string_append (out, *c == '-' ? "⁻" : digits[*c - '0']);
  return g_string_free (out, FALSE);
}

/**
 * mix_format_subscript:
 *
 * Returns: (transfer full): "₁₂"
 */
char *
mix_format_subscript (guint number)
{
  static const char *const digits[] = { "₀", "₁", "₂", "₃", "₄", "₅", "₆", "₇", "₈", "₉" };
  g_autofree char *plain = g_strdup_printf ("%u", number);
  GString *out = g_string_new (NULL);

  for (const char *c = plain; *c != '\0'; c++)
    g_string_append (out, digits[*c - '0']);
  return g_string_free (out, FALSE);
}

/* "Components" in the middle of a sentence; “λ of π” and the like stay as they are. */
char *
mix_format_within_sentence (const char *label)
{
  g_autofree char *first = g_utf8_substring (label, 0, 1);
  g_autofree char *small = g_utf8_strdown (first, -1);

  return g_strconcat (small, g_utf8_next_char (label), NULL);
}

/**
 * mix_format_decimals:
 * @resolution: the smallest difference that must show; above 0
 *
 * Returns: how many decimals that takes, 0 to 12
 */
int
mix_format_decimals (double resolution)
{
  if (!(resolution > 0) || isinf (resolution))
    return 0;
  return CLAMP ((int) ceil (-log10 (resolution) - 1e-9), 0, MAX_DECIMALS);
}

/**
 * mix_number_style_for_range:
 * @low: the axis's lower end
 * @high: its upper end
 * @parts: how many parts of the range the last decimal must tell apart
 *
 * Numbers of up to five digits before and two zeros after the point are written out; beyond, the
 * axis takes a power of a thousand that is stated once.
 */
MixNumberStyle
mix_number_style_for_range (double low, double high, double parts)
{
  double top = MAX (fabs (low), fabs (high)), range = high - low;
  MixNumberStyle style = { 0 };

  if (!(top > 0) || isinf (top))
    return style;
  if (top > LARGEST_PLAIN || top < SMALLEST_PLAIN)
    style.exponent = 3 * (int) floor (log10 (top * 1.0001) / 3);
  style.decimals = mix_format_decimals (range * pow (10, -style.exponent) / parts);
  return style;
}
