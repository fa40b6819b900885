/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-dataset.h"

/* A table of number columns; values [n_columns × n_rows], column after column, NaN: missing. */
static inline MixDataset *
mix_test_table (const char *title, const char *const *names, guint n_columns, gsize n_rows,
                const double *values)
{
  MixColumn *columns = g_new0 (MixColumn, n_columns);

  for (guint i = 0; i < n_columns; i++)
    {
      columns[i].name = g_strdup (names[i]);
      columns[i].values = g_memdup2 (values + i * n_rows, n_rows * sizeof *values);
      for (gsize row = 0; row < n_rows; row++)
        columns[i].n_missing += !(columns[i].values[row] < 0 || columns[i].values[row] >= 0);
    }
  return mix_dataset_new (title, n_rows, columns, n_columns);
}
