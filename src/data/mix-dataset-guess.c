/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-dataset.h"

#include <math.h>

/* What a person probably wants to see first of a table that says nothing about it. */

#define MOST_LOOKED_AT 5000 /* rows */
#define FEW 10              /* different values: classes, or years, rather than a quantity */

typedef struct
{
  guint n_distinct; /* at most FEW + 1 */
  gboolean counts;  /* 1, 2, 3 …: the numbers of the rows */
} Look;

static void
count_distinct (double *seen, guint *n, double value)
{
  for (guint i = 0; i < *n; i++)
    if (fabs (seen[i] - value) <= 0)
      return;
  if (*n <= FEW)
    seen[(*n)++] = value;
}

static Look
look_at (const MixDataset *dataset, const MixColumn *column)
{
  gsize n_rows = mix_dataset_get_n_rows (dataset);
  gsize n = MIN (n_rows, MOST_LOOKED_AT);
  double seen[FEW + 1];
  Look look = { .counts = n > FEW };

  for (gsize i = 0; i < n; i++)
    {
      double value = column->values[i * (n_rows / n)];
      if (isnan (value))
        continue;
      count_distinct (seen, &look.n_distinct, value);
      look.counts = look.counts && fabs (column->values[i] - column->values[0] - (double) i) <= 0;
    }
  return look;
}

static gboolean
is_usable (const MixColumn *column)
{
  return column->kind == MIX_COLUMN_NUMBER && !column->marks_validation;
}

/* How good a target a column is: dates and numbers of rows are none, and classes are poor ones. */
static int
rate_target (const MixDataset *dataset, const MixColumn *column)
{
  if (!is_usable (column))
    return -1;
  Look look = look_at (dataset, column);
  if (look.n_distinct < 2)
    return 0;
  if (column->time != MIX_TIME_NONE || look.counts)
    return 1;
  return look.n_distinct > FEW ? 3 : 2;
}

/* A date, or the number of the row, is as good an axis as any. */
static int
rate_x (const MixDataset *dataset, const MixColumn *column)
{
  if (!is_usable (column))
    return -1;
  return look_at (dataset, column).n_distinct < 2 ? 0 : 1;
}

/**
 * mix_dataset_guess_axes:
 * @target: (out): the last of the columns of numbers that look most like a quantity; −1 without any
 * @x: (out): the first other column of numbers that is not constant; −1 without any
 */
void
mix_dataset_guess_axes (const MixDataset *dataset, int *target, int *x)
{
  guint n = mix_dataset_get_n_columns (dataset);
  int best = -1, best_x = -1;

  g_return_if_fail (dataset != NULL);
  *target = *x = -1;
  for (guint i = n; i > 0; i--)
    {
      int rate = rate_target (dataset, mix_dataset_get_column (dataset, i - 1));
      if (rate <= best)
        continue;
      best = rate;
      *target = (int) i - 1;
    }
  for (guint i = 0; i < n; i++)
    {
      int rate = rate_x (dataset, mix_dataset_get_column (dataset, i));
      if ((int) i == *target || rate <= best_x)
        continue;
      best_x = rate;
      *x = (int) i;
    }
}
