/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-design-private.h"

/* Rows that are asked for by their place: in the table, or in a plot. */

/**
 * mix_design_find_row:
 * @source_row: a place in the table
 *
 * Returns: the number of the complete row that is there; −1 where it misses a cell or is excluded
 */
gssize
mix_design_find_row (const MixDesign *design, gsize source_row)
{
  g_return_val_if_fail (design != NULL, -1);

  gsize low = 0, high = design->n_rows;
  while (low < high)
    {
      gsize middle = low + (high - low) / 2;
      if (mix_design_place_of_row (design, middle) < source_row)
        low = middle + 1;
      else
        high = middle;
    }
  return low < design->n_rows && mix_design_place_of_row (design, low) == source_row ? (gssize) low
                                                                                     : -1;
}

/**
 * mix_design_find_nearest:
 * @feature: on the x axis
 * @x, @y: a place, in data units
 * @reach_x, @reach_y: how far from it a row may be, greater than 0; distances are measured in these
 *
 * Looks at every row, which takes a few milliseconds for a million of them.
 *
 * Returns: the complete row that is nearest, the last of equals; −1 where none is within reach
 */
gssize
mix_design_find_nearest (const MixDesign *design, guint feature, double x, double y, double reach_x,
                         double reach_y)
{
  g_return_val_if_fail (design != NULL && feature < design->n_features, -1);

  const double *xs = design->features[feature].column->values;
  const double *ys = design->target.column != NULL ? design->target.column->values : NULL;
  double least = 1;
  gssize nearest = -1;

  if (ys == NULL || !(reach_x > 0) || !(reach_y > 0))
    return -1;
  for (gsize row = 0; row < design->n_rows; row++)
    {
      gsize place = mix_design_place_of_row (design, row);
      double across = (xs[place] - x) / reach_x, up = (ys[place] - y) / reach_y;
      double away = across * across + up * up;
      if (!(away <= least)) /* nor is a missing number */
        continue;
      least = away;
      nearest = (gssize) row;
    }
  return nearest;
}
