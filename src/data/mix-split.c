/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-split.h"

#include <math.h>

#include "mix-rng.h"

/* n·fraction to the nearest whole number, a half upwards; but both parts get a row if they can. */
static gsize
count_validation (gsize n, double fraction)
{
  if (!(fraction > 0) || n < 2)
    return 0;
  return CLAMP ((gsize) floor ((double) n * fraction + 0.5), 1, n - 1);
}

/* Into ascending order, in which a table is read quickest. rows [n] are below the limit. */
static void
sort_rows (guint32 *rows, gsize n, gsize limit)
{
  g_autofree guint8 *marks = g_new0 (guint8, limit / 8 + 1);

  for (gsize i = 0; i < n; i++)
    marks[rows[i] / 8] |= (guint8) (1u << rows[i] % 8);
  for (gsize row = 0; row < limit; row++)
    if (marks[row / 8] >> row % 8 & 1)
      *rows++ = (guint32) row;
}

/**
 * mix_split_new:
 * @n: the number of rows, from 1 to below 2³²
 * @fraction: the part that validates, in [0, 1)
 * @seed: the same seed parts the same n in the same way
 *
 * Shuffles the rows 0 … n − 1 and parts them in two.
 *
 * Returns: (transfer full): the two lists; rows that train are in random order, the others ascend
 */
MixSplit *
mix_split_new (gsize n, double fraction, guint64 seed)
{
  g_return_val_if_fail (n >= 1 && n < G_MAXUINT32, NULL);
  g_return_val_if_fail (fraction >= 0 && fraction < 1, NULL);

  MixSplit *split = g_new (MixSplit, 1);
  guint32 *rows = g_new (guint32, n);
  MixRng rng;

  for (gsize i = 0; i < n; i++)
    rows[i] = (guint32) i;
  mix_rng_init (&rng, seed);
  mix_rng_shuffle (&rng, rows, n);

  /* Both lists are parts of one array, which train owns: ten million rows are not copied. */
  split->n_validation = count_validation (n, fraction);
  split->n_train = n - split->n_validation;
  split->train = rows;
  split->validation = rows + split->n_train;
  sort_rows (split->validation, split->n_validation, n);
  return split;
}

/**
 * mix_split_new_chosen:
 * @validates: [n], of which one at least is 0
 *
 * Returns: (transfer full): the rows that validate, ascending, and the others in random order
 */
MixSplit *
mix_split_new_chosen (const guint8 *validates, gsize n, guint64 seed)
{
  g_return_val_if_fail (n >= 1 && n < G_MAXUINT32, NULL);

  MixSplit *split = g_new0 (MixSplit, 1);
  gsize at = 0;
  MixRng rng;

  for (gsize i = 0; i < n; i++)
    split->n_validation += validates[i] != 0;
  split->n_train = n - split->n_validation;
  split->train = g_new (guint32, n);
  split->validation = split->train + split->n_train;
  for (gsize i = 0; i < n; i++)
    if (validates[i])
      split->validation[at++] = (guint32) i;
    else
      split->train[i - at] = (guint32) i;
  mix_rng_init (&rng, seed);
  mix_rng_shuffle (&rng, split->train, split->n_train);
  return split;
}

void
mix_split_free (MixSplit *split)
{
  if (split == NULL)
    return;
  g_free (split->train);
  g_free (split);
}
