/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-history-file.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "mix-csv.h"

#define N_COLUMNS 9
#define MEMBER "member" /* the first column where there are several, counted from 1 */

static const char *const all_names[] = {
  MEMBER,
  "epoch",          "train_nll",       "validation_nll",        "plain_train_nll",
  "plain_validation_nll", "validation_rmse", "plain_validation_rmse", "learning_rate",
  "seconds",        NULL,
};
static const char *const *const names = all_names + 1; /* [N_COLUMNS], and NULL */

/* A point as a row [N_COLUMNS], in the order of the names. */
static void
row_from_point (const MixLossPoint *point, double *row)
{
  const double values[N_COLUMNS] = {
    point->epoch,           point->train_nll,
    point->validation_nll,  point->plain_train_nll,
    point->plain_validation_nll, point->validation_rmse,
    point->plain_validation_rmse, point->learning_rate,
    point->seconds,
  };
  for (guint i = 0; i < N_COLUMNS; i++)
    row[i] = values[i];
}

static MixLossPoint
point_from_row (const double *row)
{
  return (MixLossPoint){
    .epoch = (guint) row[0],
    .train_nll = row[1],
    .validation_nll = row[2],
    .plain_train_nll = row[3],
    .plain_validation_nll = row[4],
    .validation_rmse = row[5],
    .plain_validation_rmse = row[6],
    .learning_rate = row[7],
    .seconds = row[8],
  };
}

/* member: from 1, or 0 for none. */
static gboolean
write_points (MixCsvWriter *writer, const MixHistory *history, guint member, GError **error)
{
  for (guint i = 0; i < mix_history_get_n_points (history); i++)
    {
      double row[N_COLUMNS + 1] = { member };
      row_from_point (mix_history_get_point (history, i), row + 1);
      if (!mix_csv_writer_add (writer, member > 0 ? row : row + 1, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * mix_history_write:
 * @histories: [n], of the members of an ensemble; with more than one a first column says which
 * @path: a file, or "-" for standard output
 *
 * Returns: FALSE with an error that names the path
 */
gboolean
mix_history_write (const MixHistory *const *histories, guint n, const char *path, GError **error)
{
  g_autoptr (MixCsvWriter) writer
    = mix_csv_writer_new (path, n > 1 ? all_names : names, n > 1 ? N_COLUMNS + 1 : N_COLUMNS,
                          error);
  if (writer == NULL)
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (!write_points (writer, histories[i], n > 1 ? i + 1 : 0, error))
      return FALSE;
  return mix_csv_writer_close (writer, error);
}

/* The columns of a table in the order of the names. One that holds no number at all is a loss that
 * the run did not have, and all NaN. */
static gboolean
find_columns (MixDataset *table, const char *path, const MixColumn **columns, GError **error)
{
  for (guint i = 0; i < N_COLUMNS; i++)
    {
      int found = mix_dataset_find_column (table, names[i]);
      columns[i] = found >= 0 ? mix_dataset_get_column (table, (guint) found) : NULL;
      if (columns[i] == NULL || columns[i]->kind == MIX_COLUMN_MIXED)
        {
          g_set_error (error, MIX_DATA_ERROR, MIX_DATA_ERROR_COLUMN,
                       _ ("%s: column “%s” is not there or not all numbers; give a file that "
                          "“train --history” wrote"),
                       path, names[i]);
          return FALSE;
        }
    }
  return TRUE;
}

/**
 * mix_history_read:
 * @history: gets the points of the file, in its order; of an ensemble those of its first member
 *
 * Returns: FALSE with an error where the file is not there or is no such table
 */
gboolean
mix_history_read (MixHistory *history, const char *path, GError **error)
{
  const MixColumn *columns[N_COLUMNS];
  g_autoptr (MixDataset) table = mix_csv_read (path, NULL, error);

  if (table == NULL || !find_columns (table, path, columns, error))
    return FALSE;
  int member = mix_dataset_find_column (table, MEMBER);
  const MixColumn *members = member >= 0 ? mix_dataset_get_column (table, (guint) member) : NULL;
  for (gsize row = 0; row < mix_dataset_get_n_rows (table); row++)
    {
      if (members != NULL && members->kind != MIX_COLUMN_TEXT && members->values[row] > 1)
        continue;
      double values[N_COLUMNS];
      for (guint i = 0; i < N_COLUMNS; i++)
        values[i] = columns[i]->values[row];
      if (!(values[0] >= 0 && values[0] <= 1e9))
        {
          g_set_error (error, MIX_DATA_ERROR, MIX_DATA_ERROR_VALUE,
                       _ ("%s: row %zu: that is no epoch"), path, row + 1);
          return FALSE;
        }
      MixLossPoint point = point_from_row (values);
      mix_history_add (history, &point);
    }
  return TRUE;
}
