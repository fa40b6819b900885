/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A random generator as a plain value: no global state, the same numbers on every machine. Copy it
 * to fork the same stream; mix_rng_split() for an independent one.
 * xoshiro256++ (Blackman & Vigna 2021), seeded by splitmix64. */
typedef struct
{
  guint64 s[4];
} MixRng;

void mix_rng_init (MixRng *rng, guint64 seed);
MixRng mix_rng_split (MixRng *rng);

guint64 mix_rng_next (MixRng *rng);
double mix_rng_uniform (MixRng *rng);
double mix_rng_normal (MixRng *rng);
double mix_rng_gumbel (MixRng *rng);
guint64 mix_rng_below (MixRng *rng, guint64 n);
void mix_rng_shuffle (MixRng *rng, guint32 *items, gsize n);

G_END_DECLS
