/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-history.h"

#include <math.h>
#include <string.h>

/* A full block does not change any more, so copies share it: a snapshot of a long run costs nearly
 * as little as one of a short one. */
#define BLOCK 256

struct _MixHistory
{
  GPtrArray *blocks; /* MixLossPoint [BLOCK] each, in atomic boxes; shared once they are full */
  guint n_points;
  guint best; /* index; meaningless while empty */

  GArray *used_at; /* guint: the epochs whose usage is kept, ascending multiples of stride */
  GArray *usage;   /* float [k] of each */
  guint k, stride;
};

static MixLossPoint *
add_block (MixHistory *history)
{
  MixLossPoint *block = g_atomic_rc_box_alloc (BLOCK * sizeof *block);

  g_ptr_array_add (history->blocks, block);
  return block;
}

/**
 * mix_history_new:
 *
 * Returns: (transfer full): an empty record
 */
MixHistory *
mix_history_new (void)
{
  MixHistory *history = g_new0 (MixHistory, 1);
  history->blocks = g_ptr_array_new_with_free_func (g_atomic_rc_box_release);
  history->used_at = g_array_new (FALSE, FALSE, sizeof (guint));
  history->usage = g_array_new (FALSE, FALSE, sizeof (float));
  history->stride = 1;
  return history;
}

/* What early stopping goes by: the validation NLL, or the training NLL where nothing validates. */
static double
criterion (const MixLossPoint *point)
{
  return isnan (point->validation_nll) ? point->train_nll : point->validation_nll;
}

static void
judge (MixHistory *history, guint index)
{
  double best = criterion (mix_history_get_point (history, history->best));

  if (isnan (best) || criterion (mix_history_get_point (history, index)) < best)
    history->best = index;
}

static void
copy_first_points (const MixHistory *history, guint n_points, MixHistory *copy)
{
  guint n_full = n_points / BLOCK, n_last = n_points % BLOCK;

  for (guint i = 0; i < n_full; i++)
    g_ptr_array_add (copy->blocks,
                     g_atomic_rc_box_acquire (g_ptr_array_index (history->blocks, i)));
  if (n_last > 0)
    memcpy (add_block (copy), g_ptr_array_index (history->blocks, n_full),
            n_last * sizeof (MixLossPoint));
  copy->n_points = n_points;
  copy->best = history->best < n_points ? history->best : 0;
  for (guint i = 0; history->best >= n_points && i < n_points; i++)
    judge (copy, i);
}

/* Those that are not later than the copy's last point. */
static void
copy_first_usages (const MixHistory *history, MixHistory *copy)
{
  const MixLossPoint *last = mix_history_get_last (copy);
  guint n = 0;

  while (last != NULL && n < history->used_at->len
         && g_array_index (history->used_at, guint, n) <= last->epoch)
    n++;
  copy->k = history->k;
  copy->stride = history->stride;
  g_array_append_vals (copy->used_at, history->used_at->data, n);
  g_array_append_vals (copy->usage, history->usage->data, n * history->k);
}

MixHistory *
mix_history_copy (const MixHistory *history)
{
  return mix_history_copy_first (history, history->n_points);
}

/**
 * mix_history_copy_first:
 * @n_points: at most all
 *
 * Returns: (transfer full): the record as it was when it had so many points
 */
MixHistory *
mix_history_copy_first (const MixHistory *history, guint n_points)
{
  MixHistory *copy = mix_history_new ();

  copy_first_points (history, MIN (n_points, history->n_points), copy);
  copy_first_usages (history, copy);
  return copy;
}

void
mix_history_free (MixHistory *history)
{
  if (history == NULL)
    return;
  g_ptr_array_unref (history->blocks);
  g_array_unref (history->used_at);
  g_array_unref (history->usage);
  g_free (history);
}

/**
 * mix_history_add:
 *
 * Appends a copy of point.
 */
void
mix_history_add (MixHistory *history, const MixLossPoint *point)
{
  guint at = history->n_points % BLOCK;
  MixLossPoint *block = at == 0 ? add_block (history)
                                : g_ptr_array_index (history->blocks, history->blocks->len - 1);

  block[at] = *point;
  history->n_points++;
  judge (history, history->n_points - 1);
}

guint
mix_history_get_n_points (const MixHistory *history)
{
  return history->n_points;
}

const MixLossPoint *
mix_history_get_point (const MixHistory *history, guint index)
{
  g_return_val_if_fail (index < history->n_points, NULL);
  const MixLossPoint *block = g_ptr_array_index (history->blocks, index / BLOCK);
  return &block[index % BLOCK];
}

const MixLossPoint *
mix_history_get_last (const MixHistory *history)
{
  guint n = history->n_points;
  return n > 0 ? mix_history_get_point (history, n - 1) : NULL;
}

const MixLossPoint *
mix_history_get_best (const MixHistory *history)
{
  return history->n_points > 0 ? mix_history_get_point (history, history->best) : NULL;
}

guint
mix_history_count_until (const MixHistory *history, double epoch)
{
  guint low = 0, high = history->n_points; /* points before low are not later */

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      if (mix_history_get_point (history, middle)->epoch <= epoch)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

const MixLossPoint *
mix_history_find (const MixHistory *history, guint epoch)
{
  guint n = mix_history_count_until (history, epoch);

  return n > 0 ? mix_history_get_point (history, n - 1) : NULL;
}

/**
 * mix_history_wants_usage:
 *
 * Returns: whether mix_history_add_usage() would keep that of an epoch
 */
gboolean
mix_history_wants_usage (const MixHistory *history, guint epoch)
{
  return epoch % history->stride == 0;
}

/* Keeps every second. */
static void
thin_usages (MixHistory *history)
{
  guint n = 0;

  history->stride *= 2;
  for (guint i = 0; i < history->used_at->len; i++)
    {
      guint epoch = g_array_index (history->used_at, guint, i);
      if (!mix_history_wants_usage (history, epoch))
        continue;
      g_array_index (history->used_at, guint, n) = epoch;
      for (guint c = 0; c < history->k; c++)
        g_array_index (history->usage, float, n * history->k + c)
          = g_array_index (history->usage, float, i * history->k + c);
      n++;
    }
  g_array_set_size (history->used_at, n);
  g_array_set_size (history->usage, n * history->k);
}

/**
 * mix_history_add_usage:
 * @mean_pi: [k], over rows, at the epoch of the last point
 * @k: the same at every call
 *
 * Keeps how much each component is used, where there is a place for it.
 */
void
mix_history_add_usage (MixHistory *history, const double *mean_pi, guint k)
{
  const MixLossPoint *last = mix_history_get_last (history);

  g_return_if_fail (last != NULL);
  g_return_if_fail (history->k == 0 || history->k == k);
  if (!mix_history_wants_usage (history, last->epoch))
    return;
  history->k = k;
  g_array_append_val (history->used_at, last->epoch);
  for (guint c = 0; c < k; c++)
    {
      float share = (float) mean_pi[c];
      g_array_append_val (history->usage, share);
    }
  if (history->used_at->len > MIX_HISTORY_MOST_USAGES)
    thin_usages (history);
}

guint
mix_history_get_n_usages (const MixHistory *history)
{
  return history->used_at->len;
}

guint
mix_history_get_n_components (const MixHistory *history)
{
  return history->k;
}

const float *
mix_history_get_usage (const MixHistory *history, guint index, guint *epoch)
{
  g_return_val_if_fail (index < history->used_at->len, NULL);
  *epoch = g_array_index (history->used_at, guint, index);
  return &g_array_index (history->usage, float, index * history->k);
}
