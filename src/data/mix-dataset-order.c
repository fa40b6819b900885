/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-dataset-order.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A radix sort, least digits first: it is stable, so that equal cells stay in the order of the
 * file, and takes time in proportion to the rows. */
#define DIGIT_BITS 11
#define N_DIGITS 6 /* of 64 bits */
#define N_VALUES (1 << DIGIT_BITS)

typedef struct
{
  guint64 key;
  guint32 row;
} Entry;

/* Bits in the order of the numbers that they stand for. */
static guint64
key_of_number (double value)
{
  double plain = value + 0.0; /* no −0 */
  guint64 bits;

  memcpy (&bits, &plain, sizeof bits);
  return (bits >> 63) != 0 ? ~bits : bits | (G_GUINT64_CONSTANT (1) << 63);
}

static int
compare_words (gconstpointer a, gconstpointer b, gpointer data)
{
  char *const *words = data;
  const guint8 *one = a, *other = b;

  return g_utf8_collate (words[*one], words[*other]);
}

/* The place of each word of a category in the order of the alphabet; rank [MIX_MAX_LEVELS]. */
static void
rank_words (const MixColumn *column, guint8 *rank)
{
  guint8 order[MIX_MAX_LEVELS];
  guint n = MIN (g_strv_length (column->levels), MIX_MAX_LEVELS);

  for (guint i = 0; i < n; i++)
    order[i] = (guint8) i;
  g_qsort_with_data (order, (int) n, sizeof *order, compare_words, column->levels);
  for (guint i = 0; i < n; i++)
    rank[order[i]] = (guint8) i;
}

/* What is missing comes last, both ways. */
static void
fill_entries (const MixColumn *column, gboolean descending, Entry *entries, gsize n)
{
  gboolean has_words = column->codes != NULL;
  guint8 rank[MIX_MAX_LEVELS] = { 0 };

  if (has_words)
    rank_words (column, rank);
  for (gsize i = 0; i < n; i++)
    {
      gboolean is_missing = has_words ? column->codes[i] == 0 : isnan (column->values[i]) != 0;
      guint64 key = is_missing  ? G_MAXUINT64
                    : has_words ? rank[column->codes[i] - 1] + 1u
                                : key_of_number (column->values[i]);
      entries[i] = (Entry){ descending && !is_missing ? ~key : key, (guint32) i };
    }
}

static guint
digit_of (guint64 key, guint digit)
{
  return (guint) (key >> (digit * DIGIT_BITS)) & (N_VALUES - 1);
}

static void
count_digits (const Entry *entries, gsize n, gsize (*counts)[N_VALUES])
{
  for (gsize i = 0; i < n; i++)
    for (guint digit = 0; digit < N_DIGITS; digit++)
      counts[digit][digit_of (entries[i].key, digit)]++;
}

/* One pass; counts become the places of the next entry with each digit. */
static void
distribute (const Entry *from, gsize n, guint digit, gsize *counts, Entry *to)
{
  gsize place = 0;

  for (guint value = 0; value < N_VALUES; value++)
    {
      gsize n_here = counts[value];
      counts[value] = place;
      place += n_here;
    }
  for (gsize i = 0; i < n; i++)
    to[counts[digit_of (from[i].key, digit)]++] = from[i];
}

/**
 * mix_dataset_order_rows:
 * @column: of numbers, or of words in the order of the alphabet
 *
 * Returns: (transfer full): [n_rows], the rows from the least cell to the greatest or the other way
 *   round; equal cells in the order of the table, missing ones last
 */
guint32 *
mix_dataset_order_rows (const MixDataset *dataset, guint column, gboolean descending)
{
  g_return_val_if_fail (column < mix_dataset_get_n_columns (dataset), NULL);

  gsize n = mix_dataset_get_n_rows (dataset);
  gsize (*counts)[N_VALUES] = g_malloc0 (N_DIGITS * sizeof *counts);
  Entry *entries = g_new (Entry, n + 1), *other = g_new (Entry, n + 1);
  guint32 *rows = g_new (guint32, n + 1);

  fill_entries (mix_dataset_get_column (dataset, column), descending, entries, n);
  count_digits (entries, n, counts);
  for (guint digit = 0; digit < N_DIGITS && n > 0; digit++)
    {
      if (counts[digit][digit_of (entries[0].key, digit)] == n)
        continue; /* all have it */
      distribute (entries, n, digit, counts[digit], other);
      Entry *swap = entries;
      entries = other;
      other = swap;
    }
  for (gsize i = 0; i < n; i++)
    rows[i] = entries[i].row;
  g_free (entries);
  g_free (other);
  g_free (counts);
  return rows;
}
