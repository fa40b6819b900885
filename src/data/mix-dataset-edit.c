/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-dataset-edit.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "mix-select.h"

/* Which rows of a table go into the edited one, and how many new ones come after them. */
typedef struct
{
  const guint32 *rows; /* [n_kept]; NULL for all */
  gsize n_kept, n_new;
} Edit;

static void
copy_values (const MixColumn *column, const Edit *edit, double new_value, MixColumn *copy)
{
  copy->values = g_new (double, edit->n_kept + edit->n_new);
  for (gsize i = 0; i < edit->n_kept; i++)
    copy->values[i] = column->values[edit->rows != NULL ? edit->rows[i] : i];
  for (gsize i = 0; i < edit->n_new; i++)
    copy->values[edit->n_kept + i] = new_value;
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

static void
copy_codes (const MixColumn *column, const Edit *edit, MixColumn *copy)
{
  copy->levels = g_strdupv (column->levels);
  if (column->codes == NULL)
    return;
  copy->codes = g_new0 (guint8, edit->n_kept + edit->n_new);
  for (gsize i = 0; i < edit->n_kept; i++)
    copy->codes[i] = column->codes[edit->rows != NULL ? edit->rows[i] : i];
  memset (copy->codes + edit->n_kept, typical_code (copy->codes, edit->n_kept), edit->n_new);
}

static void
count_missing (MixColumn *column, gsize n_rows)
{
  column->n_missing = 0;
  for (gsize i = 0; i < n_rows; i++)
    column->n_missing += (column->codes != NULL ? column->codes[i] == 0
                                                : isnan (column->values[i]))
                           ? 1
                           : 0;
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

/* A point has two numbers; in the other columns it lies where the pictures hold them. */
static MixColumn
copy_column (const MixColumn *column, const Edit *edit, gsize n_before)
{
  MixColumn copy = { .name = g_strdup (column->name),
                     .kind = column->kind,
                     .fault = g_strdup (column->fault),
                     .is_date = column->is_date,
                     .marks_validation = column->marks_validation,
                     .transform = column->transform };
  double middle = edit->n_new > 0 && column->kind == MIX_COLUMN_NUMBER
                    ? median_of_present (column, n_before)
                    : (double) NAN;

  copy_values (column, edit, middle, &copy);
  copy_codes (column, edit, &copy);
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

static MixDataset *
make (const MixDataset *dataset, const Edit *edit, guint x_column, const double *x, guint y_column,
      const double *y)
{
  gsize n_rows = edit->n_kept + edit->n_new;
  guint n_columns = mix_dataset_get_n_columns (dataset);
  MixColumn *columns = g_new0 (MixColumn, n_columns);
  g_autofree char *title = edited_title (dataset);

  for (guint i = 0; i < n_columns; i++)
    {
      columns[i] = copy_column (mix_dataset_get_column (dataset, i), edit,
                                mix_dataset_get_n_rows (dataset));
      const double *drawn = i == x_column ? x : i == y_column ? y : NULL;
      if (drawn != NULL && edit->n_new > 0)
        memcpy (columns[i].values + edit->n_kept, drawn, edit->n_new * sizeof *drawn);
      count_missing (&columns[i], n_rows);
    }
  MixDataset *edited = mix_dataset_new (title, n_rows, columns, n_columns);
  if (mix_dataset_get_import (dataset) != NULL)
    mix_dataset_set_import (edited, mix_dataset_get_import (dataset));
  if (mix_dataset_is_canvas (dataset))
    mix_dataset_set_canvas (edited);
  return edited;
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
  g_return_val_if_fail (x_column < mix_dataset_get_n_columns (dataset), NULL);
  g_return_val_if_fail (y_column < mix_dataset_get_n_columns (dataset), NULL);

  Edit edit = { .n_kept = mix_dataset_get_n_rows (dataset), .n_new = n };
  return make (dataset, &edit, x_column, x, y_column, y);
}

/**
 * mix_dataset_erase_points:
 * @x_column, @y_column: two columns of numbers
 * @x, @y: the centre of an ellipse
 * @radius_x, @radius_y: greater than 0
 *
 * Returns: (transfer full) (nullable): the table without the rows inside; NULL where there are none
 */
MixDataset *
mix_dataset_erase_points (const MixDataset *dataset, guint x_column, guint y_column, double x,
                          double y, double radius_x, double radius_y)
{
  g_return_val_if_fail (x_column < mix_dataset_get_n_columns (dataset), NULL);
  g_return_val_if_fail (y_column < mix_dataset_get_n_columns (dataset), NULL);

  gsize n = mix_dataset_get_n_rows (dataset), n_kept = 0;
  const double *xs = mix_dataset_get_column (dataset, x_column)->values;
  const double *ys = mix_dataset_get_column (dataset, y_column)->values;
  g_autofree guint32 *rows = g_new (guint32, n);

  for (gsize i = 0; i < n; i++)
    {
      double across = (xs[i] - x) / radius_x, up = (ys[i] - y) / radius_y;
      if (!(across * across + up * up <= 1)) /* a missing number is not inside */
        rows[n_kept++] = (guint32) i;
    }
  if (n_kept == n)
    return NULL;
  Edit edit = { .rows = rows, .n_kept = n_kept };
  return make (dataset, &edit, x_column, NULL, y_column, NULL);
}

/**
 * mix_dataset_drop_row:
 * @row: of the table, counted from 0
 *
 * Returns: (transfer full): the table without it
 */
MixDataset *
mix_dataset_drop_row (const MixDataset *dataset, gsize row)
{
  gsize n = mix_dataset_get_n_rows (dataset), n_kept = 0;
  g_autofree guint32 *rows = g_new (guint32, n);

  g_return_val_if_fail (row < n, NULL);
  for (gsize i = 0; i < n; i++)
    if (i != row)
      rows[n_kept++] = (guint32) i;
  Edit edit = { .rows = rows, .n_kept = n_kept };
  return make (dataset, &edit, 0, NULL, 0, NULL);
}
