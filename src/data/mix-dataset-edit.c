/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-dataset-edit.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "mix-select.h"

static void
copy_values (const MixColumn *column, gsize n_before, gsize n_new, double new_value, MixColumn *copy)
{
  copy->values = g_new (double, n_before + n_new);
  memcpy (copy->values, column->values, n_before * sizeof *copy->values);
  for (gsize i = 0; i < n_new; i++)
    copy->values[n_before + i] = new_value;
}

/* The most frequent word's, the first to appear among equals, or 0 where there is none. */
static guint8
typical_code (const guint8 *codes, gsize n)
{
  gsize counts[MIX_MAX_LEVELS + 1] = { 0 };
  guint8 best = 0;

  for (gsize i = 0; i < n; i++)
    counts[codes[i]]++;
  counts[0] = 0;
  for (guint code = 1; code <= MIX_MAX_LEVELS; code++)
    if (counts[code] > counts[best])
      best = (guint8) code;
  return best;
}

/* code: of the new rows; NaN: the typical one */
static void
copy_codes (const MixColumn *column, gsize n_before, gsize n_new, double code, MixColumn *copy)
{
  copy->levels = g_strdupv (column->levels);
  if (column->codes == NULL)
    return;
  copy->codes = g_new0 (guint8, n_before + n_new);
  memcpy (copy->codes, column->codes, n_before);
  memset (copy->codes + n_before,
          isnan (code) ? typical_code (copy->codes, n_before) : (guint8) code, n_new);
}

/* How many cells are missing, and the lines of the first of them. */
static void
count_missing (const MixDataset *dataset, gsize n_rows, MixColumn *column)
{
  const MixRowLines *lines = mix_dataset_get_lines (dataset);

  column->n_missing = 0;
  for (gsize i = 0; i < n_rows; i++)
    {
      if (column->codes != NULL ? column->codes[i] != 0 : !isnan (column->values[i]))
        continue;
      if (column->n_missing < MIX_MAX_LISTED_LINES)
        column->missing_lines[column->n_missing] = lines != NULL ? mix_row_lines_get (lines, i) : 0;
      column->n_missing++;
    }
}

static double
median_of_present (const MixColumn *column, gsize n_rows)
{
  g_autofree guint32 *present = g_new (guint32, n_rows);
  gsize n = 0;

  for (gsize i = 0; i < n_rows; i++)
    if (!isnan (column->values[i]))
      present[n++] = (guint32) i;
  return n > 0 ? mix_select_median (column->values, present, n) : (double) NAN;
}

/* other: of the new rows; NaN: the median, or the typical word */
static MixColumn
copy_column (const MixColumn *column, gsize n_before, gsize n_new, double other)
{
  MixColumn copy = { .name = g_strdup (column->name),
                     .kind = column->kind,
                     .fault = g_strdup (column->fault),
                     .time = column->time,
                     .unit = column->unit,
                     .marks_validation = column->marks_validation,
                     .transform = column->transform };
  gboolean is_number = column->kind == MIX_COLUMN_NUMBER;
  double value = (double) NAN;

  if (n_new > 0 && is_number)
    value = isnan (other) ? median_of_present (column, n_before) : other;
  copy_values (column, n_before, n_new, value, &copy);
  copy_codes (column, n_before, n_new, is_number ? (double) NAN : other, &copy);
  return copy;
}

static char *
edited_title (const MixDataset *dataset)
{
  const char *title = mix_dataset_get_title (dataset);
  gboolean edited = mix_dataset_get_generator (dataset) == NULL
                    && mix_dataset_get_path (dataset) == NULL;

  return edited ? g_strdup (title) : g_strdup_printf (_ ("%s, edited"), title);
}

/* The exclusions of a table with n_new more rows, or NULL. */
static guint8 *
copy_excluded (const MixDataset *dataset, gsize n_new)
{
  gsize n = mix_dataset_get_n_rows (dataset);
  const guint8 *before = mix_dataset_get_excluded (dataset);

  if (before == NULL)
    return NULL;
  guint8 *excluded = g_new0 (guint8, n + n_new);
  memcpy (excluded, before, n);
  return excluded;
}

/**
 * mix_dataset_new_canvas:
 *
 * Returns: (transfer full): a table to draw into
 */
MixDataset *
mix_dataset_new_canvas (void)
{
  MixColumn *columns = g_new0 (MixColumn, 2);

  columns[0].name = g_strdup ("x");
  columns[1].name = g_strdup ("y");
  for (guint i = 0; i < 2; i++)
    columns[i].values = g_new0 (double, 1); /* copying none of them wants a place all the same */
  MixDataset *canvas = mix_dataset_new (_ ("Drawn"), 0, columns, 2);
  mix_dataset_set_canvas (canvas);
  return canvas;
}

/**
 * mix_dataset_add_points:
 * @x_column, @y_column: two columns of numbers
 * @x, @y: [n], finite
 *
 * Returns: (transfer full): the table with n more rows at its end. What is neither x nor y is the
 *   column's median, or a category's most frequent word; missing where that is text.
 */
MixDataset *
mix_dataset_add_points (const MixDataset *dataset, guint x_column, guint y_column, const double *x,
                        const double *y, gsize n)
{
  return mix_dataset_add_points_with (dataset, x_column, y_column, x, y, n, NULL);
}

/**
 * mix_dataset_add_points_with:
 * @others: (nullable): [n_columns]
 *
 * Returns: (transfer full): the table with n more rows at its end, which have these values in its
 *   other columns
 */
MixDataset *
mix_dataset_add_points_with (const MixDataset *dataset, guint x_column, guint y_column,
                             const double *x, const double *y, gsize n, const double *others)
{
  g_return_val_if_fail (x_column < mix_dataset_get_n_columns (dataset), NULL);
  g_return_val_if_fail (y_column < mix_dataset_get_n_columns (dataset), NULL);

  gsize n_before = mix_dataset_get_n_rows (dataset);
  guint n_columns = mix_dataset_get_n_columns (dataset);
  MixColumn *columns = g_new0 (MixColumn, n_columns);
  g_autofree char *title = edited_title (dataset);

  for (guint i = 0; i < n_columns; i++)
    {
      columns[i] = copy_column (mix_dataset_get_column (dataset, i), n_before, n,
                                others != NULL ? others[i] : (double) NAN);
      const double *drawn = i == x_column ? x : i == y_column ? y : NULL;
      if (drawn != NULL)
        memcpy (columns[i].values + n_before, drawn, n * sizeof *drawn);
      count_missing (dataset, n_before + n, &columns[i]);
    }
  MixDataset *edited = mix_dataset_new (title, n_before + n, columns, n_columns);
  mix_dataset_set_origin (edited, mix_dataset_get_origin (dataset));
  mix_dataset_set_excluded (edited, copy_excluded (dataset, n));
  if (mix_dataset_get_import (dataset) != NULL)
    mix_dataset_set_import (edited, mix_dataset_get_import (dataset));
  if (mix_dataset_get_lines (dataset) != NULL)
    mix_dataset_set_lines (edited,
                           mix_row_lines_ref ((MixRowLines *) mix_dataset_get_lines (dataset)));
  if (mix_dataset_is_canvas (dataset))
    mix_dataset_set_canvas (edited);
  return edited;
}

/**
 * mix_dataset_erase_points:
 * @x_column, @y_column: two columns of numbers
 * @x, @y: the centre of an ellipse
 * @radius_x, @radius_y: greater than 0
 *
 * Returns: (transfer full) (nullable): the table with the rows inside excluded; NULL where there
 *   are none that are not so already
 */
MixDataset *
mix_dataset_erase_points (const MixDataset *dataset, guint x_column, guint y_column, double x,
                          double y, double radius_x, double radius_y)
{
  g_return_val_if_fail (x_column < mix_dataset_get_n_columns (dataset), NULL);
  g_return_val_if_fail (y_column < mix_dataset_get_n_columns (dataset), NULL);

  gsize n = mix_dataset_get_n_rows (dataset), n_inside = 0;
  const double *xs = mix_dataset_get_column (dataset, x_column)->values;
  const double *ys = mix_dataset_get_column (dataset, y_column)->values;
  g_autofree guint32 *rows = g_new (guint32, n + 1);

  for (gsize i = 0; i < n; i++)
    {
      double across = (xs[i] - x) / radius_x, up = (ys[i] - y) / radius_y;
      if (across * across + up * up <= 1) /* a missing number is not inside */
        rows[n_inside++] = (guint32) i;
    }
  return mix_dataset_exclude_rows (dataset, rows, n_inside, TRUE);
}

/**
 * mix_dataset_exclude_rows:
 * @rows: [n], of the table, counted from 0
 * @exclude: FALSE: they are taken back
 *
 * Returns: (transfer full) (nullable): a table of the same columns without the rows for a network,
 *   or with them; NULL where that changes nothing
 */
MixDataset *
mix_dataset_exclude_rows (const MixDataset *dataset, const guint32 *rows, gsize n, gboolean exclude)
{
  gsize n_rows = mix_dataset_get_n_rows (dataset), n_changed = 0;
  g_autofree guint8 *excluded = copy_excluded (dataset, 0);
  g_autofree char *title = edited_title (dataset);

  if (excluded == NULL)
    excluded = g_new0 (guint8, n_rows);
  for (gsize i = 0; i < n; i++)
    {
      g_return_val_if_fail (rows[i] < n_rows, NULL);
      n_changed += (excluded[rows[i]] != 0) != exclude;
      excluded[rows[i]] = exclude ? 1 : 0;
    }
  if (n_changed == 0)
    return NULL;
  MixDataset *edited = mix_dataset_new_edited (dataset, title);
  mix_dataset_set_excluded (edited, g_steal_pointer (&excluded));
  return edited;
}

static gboolean
is_same_cell (const MixColumn *a, gsize row, const MixColumn *b)
{
  if (a->kind != b->kind || (a->codes != NULL) != (b->codes != NULL))
    return FALSE;
  if (a->codes == NULL)
    return memcmp (&a->values[row], &b->values[row], sizeof *a->values) == 0
           || (isnan (a->values[row]) && isnan (b->values[row]));
  guint x = a->codes[row], y = b->codes[row];
  return x == 0 || y == 0 ? x == y : g_str_equal (a->levels[x - 1], b->levels[y - 1]);
}

static gboolean
is_same_row (const MixDataset *dataset, gsize row, const MixDataset *other)
{
  guint n = mix_dataset_get_n_columns (dataset);

  if (n != mix_dataset_get_n_columns (other) || row >= mix_dataset_get_n_rows (other))
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (!is_same_cell (mix_dataset_get_column (dataset, i), row, mix_dataset_get_column (other, i)))
      return FALSE;
  return TRUE;
}

/**
 * mix_dataset_exclude_again:
 * @dataset: that has been read anew
 * @before: the table that it takes the place of
 * @n_lost: (out): excluded rows of before that are not what they were, or not there
 *
 * Returns: (transfer full): the table without the rows that were excluded before, where they say
 *   the same in the same place; itself where there are none
 */
MixDataset *
mix_dataset_exclude_again (MixDataset *dataset, const MixDataset *before, gsize *n_lost)
{
  const guint8 *excluded = mix_dataset_get_excluded (before);
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (guint32));

  *n_lost = 0;
  for (gsize i = 0; excluded != NULL && i < mix_dataset_get_n_rows (before); i++)
    {
      guint32 row = (guint32) i;
      if (excluded[i] && is_same_row (before, i, dataset))
        g_array_append_val (rows, row);
      else
        *n_lost += excluded[i] != 0;
    }
  MixDataset *again
    = mix_dataset_exclude_rows (dataset, (const guint32 *) rows->data, rows->len, TRUE);
  return again != NULL ? again : mix_dataset_ref (dataset);
}

/**
 * mix_dataset_replace_cell:
 * @value: of a column of numbers, NaN where it is missing
 * @code: of a column of words, from 1; 0 where it is missing
 *
 * Returns: (transfer full): a table with another cell; all other columns are shared
 */
MixDataset *
mix_dataset_replace_cell (const MixDataset *dataset, guint column, gsize row, double value,
                          guint8 code)
{
  gsize n_rows = mix_dataset_get_n_rows (dataset);
  g_autofree char *title = edited_title (dataset);

  g_return_val_if_fail (row < n_rows, NULL);
  MixColumn copy = copy_column (mix_dataset_get_column (dataset, column), n_rows, 0,
                                (double) NAN);
  if (copy.codes != NULL)
    copy.codes[row] = code;
  else
    copy.values[row] = value;
  count_missing (dataset, n_rows, &copy);
  MixDataset *edited = mix_dataset_new_edited (dataset, title);
  mix_dataset_replace_column (edited, column, &copy);
  return edited;
}
