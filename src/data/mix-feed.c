/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-feed.h"

#include <string.h>

/* Rows beyond what the caches and the tables of pages hold are shuffled in two steps: blocks of
 * neighbours among each other, then the rows of a group of blocks. Columns are read by blocks, a
 * line of the cache each; single rows are only sought inside a group, which stays in the cache
 * while batches are drawn from it. */
#define MOST_SHUFFLED_ROWS (1 << 17)
#define BLOCK_ROWS 8
#define MOST_GROUP_ROWS 65536
#define LEAST_GROUP_ROWS 16384
#define GROUP_NUMBERS (1 << 18)

struct _MixFeed
{
  const MixScaler *scaler; /* borrowed, as are these */
  const MixDesign *design;
  MixSplit *split; /* its training rows are what is put in order */
  gsize n_taken;   /* of them, in this epoch */

  /* Only of many rows. */
  guint8 *trains;  /* [n_blocks]: a bit for each row of a block */
  guint32 *blocks; /* [n_blocks], in the order of the epoch */
  gsize n_blocks, n_blocks_reached;
  MixRng rng; /* of the epoch */

  gsize group_start, group_end; /* counted like n_taken */
  gsize group_blocks;
  guint32 *rows;   /* [group], by blocks */
  guint32 *places; /* [group], shuffled: where in the group a row is */
  float *x, *y;    /* [group × features] and [group], by blocks */
};

static void
make_groups (MixFeed *feed)
{
  const MixSplit *split = feed->split;
  guint n_features = feed->scaler->n_features;
  gsize n = CLAMP (GROUP_NUMBERS / (n_features + 1), LEAST_GROUP_ROWS, MOST_GROUP_ROWS);

  feed->n_blocks = (split->n_train + split->n_validation + BLOCK_ROWS - 1) / BLOCK_ROWS;
  feed->trains = g_new0 (guint8, feed->n_blocks);
  feed->blocks = g_new (guint32, feed->n_blocks);
  for (gsize i = 0; i < split->n_train; i++)
    feed->trains[split->train[i] / BLOCK_ROWS] |= (guint8) (1u << split->train[i] % BLOCK_ROWS);
  feed->group_blocks = n / BLOCK_ROWS;
  feed->rows = g_new (guint32, n);
  feed->places = g_new (guint32, n);
  feed->x = g_new (float, n * n_features);
  feed->y = g_new (float, n);
}

/**
 * mix_feed_new:
 * @scaler, @design: must outlive the feed
 * @split: the same; the feed changes the order of its training rows and nothing else
 *
 * Up to some hundred thousand rows every order is equally probable. With more, neighbours in the
 * table are likelier to be in one batch than rows far apart, but a batch still comes from thousands
 * of places.
 *
 * Returns: (transfer full): a feed that begins with the first mix_feed_begin()
 */
MixFeed *
mix_feed_new (const MixScaler *scaler, const MixDesign *design, MixSplit *split)
{
  g_return_val_if_fail (scaler != NULL && design != NULL && split != NULL, NULL);

  MixFeed *feed = g_new0 (MixFeed, 1);
  feed->scaler = scaler;
  feed->design = design;
  feed->split = split;
  if (split->n_train > MOST_SHUFFLED_ROWS)
    make_groups (feed);
  return feed;
}

void
mix_feed_free (MixFeed *feed)
{
  if (feed == NULL)
    return;
  g_free (feed->trains);
  g_free (feed->blocks);
  g_free (feed->rows);
  g_free (feed->places);
  g_free (feed->x);
  g_free (feed->y);
  g_free (feed);
}

/**
 * mix_feed_begin:
 * @rng: where the order comes from
 *
 * Begins an epoch. With few rows the last order is shuffled; with many this one comes from the
 * random numbers alone.
 */
void
mix_feed_begin (MixFeed *feed, MixRng *rng)
{
  feed->n_taken = 0;
  if (feed->blocks == NULL)
    {
      mix_rng_shuffle (rng, feed->split->train, feed->split->n_train);
      return;
    }
  for (gsize i = 0; i < feed->n_blocks; i++)
    feed->blocks[i] = (guint32) i;
  mix_rng_shuffle (rng, feed->blocks, feed->n_blocks);
  feed->rng = mix_rng_split (rng);
  feed->n_blocks_reached = feed->group_start = feed->group_end = 0;
}

static gsize
list_rows_of_group (MixFeed *feed)
{
  gsize end = MIN (feed->n_blocks_reached + feed->group_blocks, feed->n_blocks);
  guint32 *row = feed->rows;

  for (gsize i = feed->n_blocks_reached; i < end; i++)
    for (guint bits = feed->trains[feed->blocks[i]]; bits != 0; bits &= bits - 1)
      *row++ = feed->blocks[i] * BLOCK_ROWS + (guint32) __builtin_ctz (bits);
  feed->n_blocks_reached = end;
  return (gsize) (row - feed->rows);
}

static void
reach_group (MixFeed *feed)
{
  guint32 *train = feed->split->train + feed->group_end;
  gsize n = list_rows_of_group (feed);

  mix_scaler_gather (feed->scaler, feed->design, feed->rows, n, feed->x, feed->y);
  for (gsize i = 0; i < n; i++)
    feed->places[i] = (guint32) i;
  mix_rng_shuffle (&feed->rng, feed->places, n);
  for (gsize i = 0; i < n; i++)
    train[i] = feed->rows[feed->places[i]];
  feed->group_start = feed->group_end;
  feed->group_end += n;
}

gsize
mix_feed_get_n_taken (const MixFeed *feed)
{
  return feed->n_taken;
}

/**
 * mix_feed_skip:
 * @n_rows: not more than are left of the epoch
 *
 * Goes on as if the next rows had been taken.
 */
void
mix_feed_skip (MixFeed *feed, gsize n_rows)
{
  g_assert (feed->n_taken + n_rows <= feed->split->n_train);

  gsize end = feed->n_taken + n_rows;
  while (feed->blocks != NULL && feed->group_end < end)
    reach_group (feed);
  feed->n_taken = end;
}

/* Rows of the group at hand. */
static void
take_from_group (const MixFeed *feed, gsize n, float *restrict x, float *restrict y)
{
  const guint32 *places = feed->places + (feed->n_taken - feed->group_start);
  guint n_features = feed->scaler->n_features;

  for (gsize i = 0; i < n; i++)
    y[i] = feed->y[places[i]];
  if (n_features == 1)
    for (gsize i = 0; i < n; i++)
      x[i] = feed->x[places[i]];
  else
    for (gsize i = 0; i < n; i++, x += n_features)
      memcpy (x, feed->x + (gsize) places[i] * n_features, n_features * sizeof *x);
}

/**
 * mix_feed_take:
 * @n_rows: not more than are left of the epoch
 * @x: (out): [n_rows × n_features], scaled
 * @y: (out): [n_rows], scaled
 *
 * The next rows. Which they were, the split's training rows tell up to here.
 */
void
mix_feed_take (MixFeed *feed, gsize n_rows, float *x, float *y)
{
  g_assert (feed->n_taken + n_rows <= feed->split->n_train);

  if (feed->blocks == NULL)
    {
      mix_scaler_gather (feed->scaler, feed->design, feed->split->train + feed->n_taken, n_rows, x,
                         y);
      feed->n_taken += n_rows;
      return;
    }
  while (n_rows > 0)
    {
      while (feed->n_taken == feed->group_end)
        reach_group (feed);
      gsize n = MIN (n_rows, feed->group_end - feed->n_taken);
      take_from_group (feed, n, x, y);
      feed->n_taken += n;
      x += n * feed->scaler->n_features;
      y += n;
      n_rows -= n;
    }
}
