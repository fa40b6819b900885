/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-select.h"

#include <math.h>
#include <string.h>

#define DIGIT_BITS 11
#define N_DIGITS 6 /* 6 · 11 ≥ 64 */
#define DIGIT_MASK ((1u << DIGIT_BITS) - 1)

/* A double's bits as a whole number that sorts like the double. */
static guint64
to_key (double value)
{
  guint64 bits;
  memcpy (&bits, &value, sizeof bits);
  return bits >> 63 ? ~bits : bits | (G_GUINT64_CONSTANT (1) << 63);
}

static double
from_key (guint64 key)
{
  guint64 bits = key >> 63 ? key & ~(G_GUINT64_CONSTANT (1) << 63) : ~key;
  double value;
  memcpy (&value, &bits, sizeof value);
  return value;
}

static double
value_at (const double *values, const guint32 *rows, gsize i)
{
  return values[rows != NULL ? rows[i] : i];
}

/* The key of the given rank (0: the least), digit by digit from the top: no copy of the column,
 * however long it is. */
static guint64
select_key (const double *values, const guint32 *rows, gsize n, gsize rank)
{
  guint64 prefix = 0;

  for (int digit = N_DIGITS - 1; digit >= 0; digit--)
    {
      gsize counts[DIGIT_MASK + 1] = { 0 };
      int shift = digit * DIGIT_BITS, above = shift + DIGIT_BITS;

      for (gsize i = 0; i < n; i++)
        {
          guint64 key = to_key (value_at (values, rows, i));
          if (above >= 64 || key >> above == prefix)
            counts[(key >> shift) & DIGIT_MASK]++;
        }

      guint bucket = 0;
      while (rank >= counts[bucket])
        rank -= counts[bucket++];
      prefix = prefix << DIGIT_BITS | bucket;
    }
  return prefix;
}

/**
 * mix_select_median:
 * @n: at least 1; no value is NaN
 *
 * Returns: the middle value, or the mean of the two middle ones
 */
double
mix_select_median (const double *values, const guint32 *rows, gsize n)
{
  guint64 lower = select_key (values, rows, n, (n - 1) / 2), upper = G_MAXUINT64;
  gsize n_up_to_lower = 0;

  if (n % 2 == 1)
    return from_key (lower);
  for (gsize i = 0; i < n; i++)
    {
      guint64 key = to_key (value_at (values, rows, i));
      if (key <= lower)
        n_up_to_lower++;
      else
        upper = MIN (upper, key);
    }
  if (n_up_to_lower > n / 2)
    return from_key (lower);
  return 0.5 * from_key (lower) + 0.5 * from_key (upper);
}

/**
 * mix_select_range:
 *
 * The least and the greatest value; NaN is passed over, and *low > *high where nothing is left.
 */
void
mix_select_range (const double *values, const guint32 *rows, gsize n, double *low, double *high)
{
  *low = HUGE_VAL;
  *high = -HUGE_VAL;
  for (gsize i = 0; i < n; i++)
    {
      double value = value_at (values, rows, i);
      if (value < *low)
        *low = value;
      if (value > *high)
        *high = value;
    }
}
