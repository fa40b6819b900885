/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-labels.h"

/* Slots in order of where they want to be, and blocks of slots that touch. */
typedef struct
{
  MixLabelSlot *slot;
  double offset; /* of its centre from the first centre, were all to touch */
} Entry;

typedef struct
{
  double sum, weight;
  guint n;
} Block;

static double
weight_of (const MixLabelSlot *slot)
{
  return slot->weight > 0 ? slot->weight : 1;
}

static int
compare_wanted (gconstpointer a, gconstpointer b)
{
  const MixLabelSlot *s = ((const Entry *) a)->slot, *t = ((const Entry *) b)->slot;

  if (s->wanted < t->wanted || s->wanted > t->wanted)
    return s->wanted < t->wanted ? -1 : 1;
  return (s > t) - (s < t);
}

static void
drop_what_does_not_fit (MixLabelSlot *slots, guint n, double room)
{
  double total = 0;

  for (guint i = 0; i < n; i++)
    total += slots[i].height;
  for (guint i = 0; i < n; i++)
    slots[i].shown = TRUE;
  while (total > room)
    {
      MixLabelSlot *least = NULL;
      for (guint i = 0; i < n; i++)
        if (slots[i].shown && (least == NULL || slots[i].priority <= least->priority))
          least = &slots[i];
      if (least == NULL)
        return;
      least->shown = FALSE;
      total -= least->height;
    }
}

static GArray *
entries_of (MixLabelSlot *slots, guint n)
{
  GArray *entries = g_array_new (FALSE, FALSE, sizeof (Entry));

  for (guint i = 0; i < n; i++)
    if (slots[i].shown)
      g_array_append_val (entries, ((Entry){ &slots[i], 0 }));
  g_array_sort (entries, compare_wanted);
  for (guint i = 1; i < entries->len; i++)
    {
      Entry *e = &g_array_index (entries, Entry, i), *before = e - 1;
      e->offset = before->offset + (before->slot->height + e->slot->height) / 2;
    }
  return entries;
}

/**
 * mix_labels_spread:
 * @slots: (inout): [n] the labels; at and shown are set
 * @low: the least pixel a label may touch
 * @high: the greatest
 *
 * Moves labels apart, each as little as possible (weighted least squares: isotonic regression by pooling
 * adjacent violators), keeps their order and stays inside. Where not all fit, those of the lowest
 * priority are not shown; of equals the later.
 */
void
mix_labels_spread (MixLabelSlot *slots, guint n, double low, double high)
{
  drop_what_does_not_fit (slots, n, high - low);

  g_autoptr (GArray) entries = entries_of (slots, n);
  if (entries->len == 0)
    return;

  g_autofree Block *blocks = g_new (Block, entries->len);
  guint n_blocks = 0;
  for (guint i = 0; i < entries->len; i++)
    {
      const Entry *e = &g_array_index (entries, Entry, i);
      double weight = weight_of (e->slot);
      blocks[n_blocks++] = (Block){ weight * (e->slot->wanted - e->offset), weight, 1 };
      while (n_blocks > 1
             && blocks[n_blocks - 1].sum * blocks[n_blocks - 2].weight
                    <= blocks[n_blocks - 2].sum * blocks[n_blocks - 1].weight)
        {
          n_blocks--;
          blocks[n_blocks - 1].sum += blocks[n_blocks].sum;
          blocks[n_blocks - 1].weight += blocks[n_blocks].weight;
          blocks[n_blocks - 1].n += blocks[n_blocks].n;
        }
    }

  const Entry *first = &g_array_index (entries, Entry, 0);
  const Entry *last = &g_array_index (entries, Entry, entries->len - 1);
  double least = low + first->slot->height / 2;
  double most = high - last->slot->height / 2 - last->offset;
  for (guint b = 0, i = 0; b < n_blocks; b++)
    for (guint j = 0; j < blocks[b].n; j++, i++)
      {
        Entry *e = &g_array_index (entries, Entry, i);
        e->slot->at = CLAMP (blocks[b].sum / blocks[b].weight, least, MAX (most, least)) + e->offset;
      }
}
