/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-history.h"

#include <math.h>

struct _MixHistory
{
  GArray *points; /* MixLossPoint */
  guint best;     /* index; meaningless while empty */
};

/**
 * mix_history_new:
 *
 * Returns: (transfer full): an empty record
 */
MixHistory *
mix_history_new (void)
{
  MixHistory *history = g_new0 (MixHistory, 1);
  history->points = g_array_new (FALSE, FALSE, sizeof (MixLossPoint));
  return history;
}

MixHistory *
mix_history_copy (const MixHistory *history)
{
  MixHistory *copy = g_new0 (MixHistory, 1);
  copy->points = g_array_copy (history->points);
  copy->best = history->best;
  return copy;
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

  for (guint i = 0; i < MIN (n_points, history->points->len); i++)
    mix_history_add (copy, mix_history_get_point (history, i));
  return copy;
}

void
mix_history_free (MixHistory *history)
{
  if (history == NULL)
    return;
  g_array_unref (history->points);
  g_free (history);
}

/* What early stopping goes by: the validation NLL, or the training NLL where nothing validates. */
static double
criterion (const MixLossPoint *point)
{
  return isnan (point->validation_nll) ? point->train_nll : point->validation_nll;
}

/**
 * mix_history_add:
 *
 * Appends a copy of point.
 */
void
mix_history_add (MixHistory *history, const MixLossPoint *point)
{
  g_array_append_vals (history->points, point, 1);
  double best = criterion (mix_history_get_best (history));
  if (isnan (best) || criterion (point) < best)
    history->best = history->points->len - 1;
}

guint
mix_history_get_n_points (const MixHistory *history)
{
  return history->points->len;
}

const MixLossPoint *
mix_history_get_point (const MixHistory *history, guint index)
{
  g_return_val_if_fail (index < history->points->len, NULL);
  return &g_array_index (history->points, MixLossPoint, index);
}

const MixLossPoint *
mix_history_get_last (const MixHistory *history)
{
  guint n = history->points->len;
  return n > 0 ? mix_history_get_point (history, n - 1) : NULL;
}

const MixLossPoint *
mix_history_get_best (const MixHistory *history)
{
  return history->points->len > 0 ? mix_history_get_point (history, history->best) : NULL;
}

const MixLossPoint *
mix_history_find (const MixHistory *history, guint epoch)
{
  guint low = 0, high = history->points->len; /* points before low are not later */

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      if (mix_history_get_point (history, middle)->epoch <= epoch)
        low = middle + 1;
      else
        high = middle;
    }
  return low > 0 ? mix_history_get_point (history, low - 1) : NULL;
}
