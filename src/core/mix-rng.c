/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-rng.h"

#include <math.h>

static guint64
rotate_left (guint64 x, int k)
{
  return (x << k) | (x >> (64 - k));
}

static guint64
splitmix64 (guint64 *state)
{
  guint64 z = (*state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15));
  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return z ^ (z >> 31);
}

/**
 * mix_rng_init:
 * @rng: (out): the generator
 * @seed: any number; near seeds give unrelated streams
 */
void
mix_rng_init (MixRng *rng, guint64 seed)
{
  for (guint i = 0; i < G_N_ELEMENTS (rng->s); i++)
    rng->s[i] = splitmix64 (&seed);
}

/**
 * mix_rng_split:
 *
 * Draws the seed of an independent stream.
 *
 * Returns: the new generator, a value
 */
MixRng
mix_rng_split (MixRng *rng)
{
  MixRng child;
  mix_rng_init (&child, mix_rng_next (rng));
  return child;
}

static inline guint64
next (MixRng *rng)
{
  guint64 *s = rng->s;
  guint64 result = rotate_left (s[0] + s[3], 23) + s[0];
  guint64 t = s[1] << 17;

  s[2] ^= s[0];
  s[3] ^= s[1];
  s[1] ^= s[2];
  s[0] ^= s[3];
  s[2] ^= t;
  s[3] = rotate_left (s[3], 45);
  return result;
}

/**
 * mix_rng_next:
 *
 * Returns: 64 random bits
 */
guint64
mix_rng_next (MixRng *rng)
{
  return next (rng);
}

/**
 * mix_rng_uniform:
 *
 * Returns: a number in the open interval (0, 1): (52 random bits + ½)·2⁻⁵²
 */
double
mix_rng_uniform (MixRng *rng)
{
  return ((double) (mix_rng_next (rng) >> 12) + 0.5) * 0x1p-52;
}

/**
 * mix_rng_normal:
 *
 * Returns: a standard normal number, by the Box-Muller transform. The twin that it could return too
 * is thrown away, so that a stream's state is its four words and nothing else.
 */
double
mix_rng_normal (MixRng *rng)
{
  double radius = sqrt (-2 * log (mix_rng_uniform (rng)));
  return radius * cos (2 * G_PI * mix_rng_uniform (rng));
}

/**
 * mix_rng_gumbel:
 *
 * Returns: a standard Gumbel number, −ln(−ln u); always finite, as u is neither 0 nor 1
 */
double
mix_rng_gumbel (MixRng *rng)
{
  return -log (-log (mix_rng_uniform (rng)));
}

/* A whole number from 0 to n − 1: the upper half of a product with 32 random bits, without a
 * division but in the rare case that decides about the bias (Lemire 2019). */
static inline guint32
below (MixRng *rng, guint32 n)
{
  guint64 product = (next (rng) >> 32) * n;

  if ((guint32) product < n)
    for (guint32 least = -n % n; (guint32) product < least;)
      product = (next (rng) >> 32) * n;
  return (guint32) (product >> 32);
}

/**
 * mix_rng_below:
 * @n: at least 1
 *
 * Returns: a whole number from 0 to n − 1, each as probable as the others
 */
guint64
mix_rng_below (MixRng *rng, guint64 n)
{
  if (n <= G_MAXUINT32)
    return below (rng, (guint32) n);

  guint64 limit = n * (G_MAXUINT64 / n);
  guint64 draw;
  do
    draw = next (rng);
  while (draw >= limit);
  return draw % n;
}

#define SHUFFLE_AHEAD 32

/**
 * mix_rng_shuffle:
 * @items: [n], permuted in place (Fisher & Yates); n < 2³²
 *
 * The places to swap with are drawn a few ahead of the swaps, so that far memory is on its way.
 */
void
mix_rng_shuffle (MixRng *rng, guint32 *items, gsize n)
{
  guint32 places[SHUFFLE_AHEAD];
  MixRng own = *rng; /* in registers */

  while (n > 1)
    {
      gsize n_places = MIN (n - 1, SHUFFLE_AHEAD);
      for (gsize i = 0; i < n_places; i++)
        {
          places[i] = below (&own, (guint32) (n - i));
          __builtin_prefetch (items + places[i], 1);
        }
      for (gsize i = 0; i < n_places; i++)
        {
          guint32 kept = items[--n];
          items[n] = items[places[i]];
          items[places[i]] = kept;
        }
    }
  *rng = own;
}
