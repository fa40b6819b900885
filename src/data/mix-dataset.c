/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-dataset.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "mix-column-names.h"
#include "mix-date.h"
#include "mix-generators.h"

struct _MixDataset
{
  char *title;
  gsize n_rows;
  MixColumn **columns; /* [n_columns], each counted: an edited table shares those that stay */
  guint n_columns;
  GBytes *excluded;     /* [n_rows], 1 for a row that is left out; NULL: none is */
  gsize n_excluded;
  MixRowLines *lines;   /* NULL: not from a file */

  char *path;                    /* NULL: not from a file */
  MixImportReport *import;       /* NULL: not from a file */
  MixFingerprint fingerprint;    /* of the file; size 0: none */
  const MixGenerator *generator; /* static; NULL: not from a generator */
  const MixGenerator *origin;    /* the same of the rows before any were edited */
  double noise, optimal_nll;
  guint64 seed;
  gboolean is_canvas;
};

G_DEFINE_QUARK (mix-data-error-quark, mix_data_error)

static void
clear_column (gpointer data)
{
  MixColumn *column = data;

  g_free (column->name);
  g_free (column->fault);
  if (column->cells_of != NULL)
    {
      g_atomic_rc_box_release_full (column->cells_of, clear_column);
      return;
    }
  g_free (column->values);
  g_strfreev (column->levels);
  g_free (column->codes);
}

static void
clear_dataset (gpointer data)
{
  MixDataset *dataset = data;

  for (guint i = 0; i < dataset->n_columns; i++)
    g_atomic_rc_box_release_full (dataset->columns[i], clear_column);
  g_free (dataset->columns);
  g_clear_pointer (&dataset->excluded, g_bytes_unref);
  g_clear_pointer (&dataset->lines, mix_row_lines_unref);
  g_free (dataset->title);
  g_free (dataset->path);
  g_clear_pointer (&dataset->import, mix_import_report_unref);
}

static void
repair_names (MixColumn *columns, guint n_columns)
{
  g_autofree char **names = g_new (char *, n_columns);

  for (guint i = 0; i < n_columns; i++)
    names[i] = columns[i].name != NULL ? columns[i].name : g_strdup ("");
  mix_column_names_repair (names, n_columns);
  for (guint i = 0; i < n_columns; i++)
    columns[i].name = names[i];
}

static MixColumn *
counted_column (const MixColumn *column)
{
  MixColumn *counted = g_atomic_rc_box_new (MixColumn);

  *counted = *column;
  return counted;
}

/**
 * mix_dataset_new:
 * @title: what a person calls the table
 * @n_rows: the length of every column's values
 * @columns: (transfer full): [n_columns], from the GLib allocator, as is all that they own
 * @n_columns: at least 1
 *
 * Returns: (transfer full): the table; its column names are unique and not empty
 */
MixDataset *
mix_dataset_new (const char *title, gsize n_rows, MixColumn *columns, guint n_columns)
{
  g_return_val_if_fail (title != NULL && columns != NULL && n_columns > 0, NULL);

  MixDataset *dataset = g_atomic_rc_box_new0 (MixDataset);
  dataset->title = g_strdup (title);
  dataset->n_rows = n_rows;
  dataset->columns = g_new (MixColumn *, n_columns);
  dataset->n_columns = n_columns;
  repair_names (columns, n_columns);
  for (guint i = 0; i < n_columns; i++)
    dataset->columns[i] = counted_column (&columns[i]);
  g_free (columns);
  return dataset;
}

/**
 * mix_dataset_new_edited:
 * @title: of the edited table
 *
 * Returns: (transfer full): a table that shares every column and the exclusions of @dataset, and
 *   comes from nowhere; for the makers of tables, who then replace what is edited
 */
MixDataset *
mix_dataset_new_edited (const MixDataset *dataset, const char *title)
{
  g_return_val_if_fail (dataset != NULL && title != NULL, NULL);

  MixDataset *edited = g_atomic_rc_box_new0 (MixDataset);
  edited->title = g_strdup (title);
  edited->n_rows = dataset->n_rows;
  edited->columns = g_new (MixColumn *, dataset->n_columns);
  edited->n_columns = dataset->n_columns;
  for (guint i = 0; i < dataset->n_columns; i++)
    edited->columns[i] = g_atomic_rc_box_acquire (dataset->columns[i]);
  if (dataset->excluded != NULL)
    edited->excluded = g_bytes_ref (dataset->excluded);
  edited->n_excluded = dataset->n_excluded;
  edited->is_canvas = dataset->is_canvas;
  edited->origin = dataset->origin;
  if (dataset->lines != NULL)
    edited->lines = mix_row_lines_ref (dataset->lines);
  if (dataset->import != NULL)
    edited->import = mix_import_report_ref (dataset->import);
  return edited;
}

/**
 * mix_dataset_replace_column:
 * @column: what it points to is taken over; its name as before
 *
 * Puts a column in the place of another; for the makers of tables only, before anybody else sees
 * it.
 */
void
mix_dataset_replace_column (MixDataset *dataset, guint place, const MixColumn *column)
{
  g_return_if_fail (dataset != NULL && place < dataset->n_columns && column != NULL);

  g_atomic_rc_box_release_full (dataset->columns[place], clear_column);
  dataset->columns[place] = counted_column (column);
}

MixDataset *
mix_dataset_ref (MixDataset *dataset)
{
  g_return_val_if_fail (dataset != NULL, NULL);
  return g_atomic_rc_box_acquire (dataset);
}

void
mix_dataset_unref (MixDataset *dataset)
{
  g_return_if_fail (dataset != NULL);
  g_atomic_rc_box_release_full (dataset, clear_dataset);
}

const char *
mix_dataset_get_title (const MixDataset *dataset)
{
  g_return_val_if_fail (dataset != NULL, NULL);
  return dataset->title;
}

gsize
mix_dataset_get_n_rows (const MixDataset *dataset)
{
  g_return_val_if_fail (dataset != NULL, 0);
  return dataset->n_rows;
}

guint
mix_dataset_get_n_columns (const MixDataset *dataset)
{
  g_return_val_if_fail (dataset != NULL, 0);
  return dataset->n_columns;
}

/**
 * mix_dataset_get_column:
 * @column: below the number of columns
 *
 * Returns: (transfer none): the column; valid as long as the table is
 */
const MixColumn *
mix_dataset_get_column (const MixDataset *dataset, guint column)
{
  g_return_val_if_fail (dataset != NULL && column < dataset->n_columns, NULL);
  return dataset->columns[column];
}

/**
 * mix_dataset_find_column:
 * @name: exactly as the column is called
 *
 * Returns: the column's number, or −1
 */
int
mix_dataset_find_column (const MixDataset *dataset, const char *name)
{
  g_return_val_if_fail (dataset != NULL && name != NULL, -1);

  for (guint i = 0; i < dataset->n_columns; i++)
    if (strcmp (dataset->columns[i]->name, name) == 0)
      return (int) i;
  return -1;
}

guint
mix_dataset_n_number_columns (const MixDataset *dataset)
{
  g_return_val_if_fail (dataset != NULL, 0);

  guint n = 0;
  for (guint i = 0; i < dataset->n_columns; i++)
    n += dataset->columns[i]->kind == MIX_COLUMN_NUMBER;
  return n;
}

/* Whether a column is worth taking among all others: numbers, or words that come again and again. A
 * text of which every row has another is not. */
gboolean
mix_dataset_can_be_feature (const MixDataset *dataset, guint column)
{
  const MixColumn *c = mix_dataset_get_column (dataset, column);

  if (c->kind == MIX_COLUMN_NUMBER || c->levels == NULL)
    return c->kind == MIX_COLUMN_NUMBER;
  guint n = g_strv_length (c->levels);
  return n > 1 && n < MIX_MAX_LEVELS && 2 * (gsize) n <= mix_dataset_get_n_rows (dataset);
}

guint
mix_dataset_n_feature_columns (const MixDataset *dataset)
{
  guint n = 0;

  for (guint i = 0; i < mix_dataset_get_n_columns (dataset); i++)
    n += mix_dataset_can_be_feature (dataset, i);
  return n;
}

/**
 * mix_dataset_get_path:
 *
 * Returns: (nullable): the file's path as it was given, "-" for standard input; NULL where the rows
 * are not from a file
 */
const char *
mix_dataset_get_path (const MixDataset *dataset)
{
  g_return_val_if_fail (dataset != NULL, NULL);
  return dataset->path;
}

const MixGenerator *
mix_dataset_get_generator (const MixDataset *dataset)
{
  g_return_val_if_fail (dataset != NULL, NULL);
  return dataset->generator;
}

/**
 * mix_dataset_get_noise:
 *
 * Returns: what the generator's own noise was multiplied by; 0 where there is no generator
 */
double
mix_dataset_get_noise (const MixDataset *dataset)
{
  g_return_val_if_fail (dataset != NULL, 0);
  return dataset->noise;
}

/**
 * mix_dataset_get_optimal_nll:
 *
 * Returns: the irreducible NLL of a generator's rows, y given x, in nats per row; NaN where there
 *   is no generator
 */
double
mix_dataset_get_optimal_nll (const MixDataset *dataset)
{
  g_return_val_if_fail (dataset != NULL, (double) NAN);
  return dataset->generator != NULL ? dataset->optimal_nll : (double) NAN;
}

guint64
mix_dataset_get_seed (const MixDataset *dataset)
{
  g_return_val_if_fail (dataset != NULL, 0);
  return dataset->seed;
}

/**
 * mix_dataset_set_path:
 *
 * Says which file the rows are from; for the makers of tables only, before anybody else sees it.
 */
void
mix_dataset_set_path (MixDataset *dataset, const char *path)
{
  g_return_if_fail (dataset != NULL);
  g_free (dataset->path);
  dataset->path = g_strdup (path);
}

/**
 * mix_dataset_get_import:
 *
 * Returns: (nullable) (transfer none): how the file was read
 */
MixImportReport *
mix_dataset_get_import (const MixDataset *dataset)
{
  g_return_val_if_fail (dataset != NULL, NULL);
  return dataset->import;
}

/**
 * mix_dataset_set_import:
 * @report: a reference is taken
 *
 * Says how the file was read; for the makers of tables only, before anybody else sees it.
 */
void
mix_dataset_set_import (MixDataset *dataset, MixImportReport *report)
{
  g_return_if_fail (dataset != NULL && report != NULL);
  g_clear_pointer (&dataset->import, mix_import_report_unref);
  dataset->import = mix_import_report_ref (report);
}

const MixFingerprint *
mix_dataset_get_fingerprint (const MixDataset *dataset)
{
  g_return_val_if_fail (dataset != NULL, NULL);
  return dataset->fingerprint.size > 0 ? &dataset->fingerprint : NULL;
}

/**
 * mix_dataset_set_fingerprint:
 *
 * Says what the file was like before it was read; for the makers of tables only, before anybody
 * else sees it.
 */
void
mix_dataset_set_fingerprint (MixDataset *dataset, const MixFingerprint *fingerprint)
{
  g_return_if_fail (dataset != NULL && fingerprint != NULL);
  dataset->fingerprint = *fingerprint;
}

/* Returns: (nullable): the generator that the rows are from, perhaps with some drawn, edited or left
 * out since */
const MixGenerator *
mix_dataset_get_origin (const MixDataset *dataset)
{
  g_return_val_if_fail (dataset != NULL, NULL);
  return dataset->origin;
}

/* For the makers of tables only, before anybody else sees it. */
void
mix_dataset_set_origin (MixDataset *dataset, const MixGenerator *origin)
{
  g_return_if_fail (dataset != NULL);
  dataset->origin = origin;
}

/**
 * mix_dataset_set_generator:
 * @generator: static
 *
 * Says which generator the rows are from and what it was called with; for the makers of tables
 * only, before anybody else sees it.
 */
void
mix_dataset_set_generator (MixDataset *dataset, const MixGenerator *generator, double noise,
                           guint64 seed)
{
  g_return_if_fail (dataset != NULL);
  dataset->generator = dataset->origin = generator;
  dataset->noise = noise;
  dataset->optimal_nll = generator->optimal_nll (noise);
  dataset->seed = seed;
}

/**
 * mix_column_get_label:
 *
 * Returns: (transfer full): what to call it where its dates are shown as dates: the name without
 *   the unit behind it
 */
char *
mix_column_get_label (const MixColumn *column)
{
  if (column->time == MIX_TIME_NONE)
    return g_strdup (column->name);
  g_autofree char *unit = g_strdup_printf (" (%s)", mix_date_unit_name (column->time));
  gsize length = strlen (column->name) - (g_str_has_suffix (column->name, unit) ? strlen (unit) : 0);
  return g_strndup (column->name, length);
}

/**
 * mix_column_get_word:
 *
 * Returns: (nullable): the word in a row of a column of text; NULL where the cell is missing, the
 *   words were not kept, or the column holds numbers
 */
const char *
mix_column_get_word (const MixColumn *column, gsize row)
{
  if (column->codes == NULL || column->levels == NULL || column->codes[row] == 0)
    return NULL;
  return column->levels[column->codes[row] - 1];
}

gboolean
mix_dataset_is_canvas (const MixDataset *dataset)
{
  g_return_val_if_fail (dataset != NULL, FALSE);
  return dataset->is_canvas;
}

void
mix_dataset_set_canvas (MixDataset *dataset)
{
  g_return_if_fail (dataset != NULL);
  dataset->is_canvas = TRUE;
}

/* Rows that are left out */

/**
 * mix_dataset_set_excluded:
 * @excluded: (nullable): [n_rows], 1 for a row that is left out and 0 for one that is not, taken
 *   over; NULL: none is
 *
 * Says which rows no network sees; for the makers of tables only, before anybody else sees it.
 */
void
mix_dataset_set_excluded (MixDataset *dataset, guint8 *excluded)
{
  g_return_if_fail (dataset != NULL);

  g_clear_pointer (&dataset->excluded, g_bytes_unref);
  dataset->n_excluded = 0;
  for (gsize i = 0; excluded != NULL && i < dataset->n_rows; i++)
    dataset->n_excluded += excluded[i];
  if (dataset->n_excluded > 0)
    dataset->excluded = g_bytes_new_take (excluded, dataset->n_rows);
  else
    g_free (excluded);
}

/**
 * mix_dataset_get_excluded:
 *
 * Returns: (nullable) (transfer none): [n_rows], 1 for a row that stays in the table and that no
 *   network sees, else 0; NULL where there is no such row
 */
const guint8 *
mix_dataset_get_excluded (const MixDataset *dataset)
{
  g_return_val_if_fail (dataset != NULL, NULL);
  return dataset->excluded != NULL ? g_bytes_get_data (dataset->excluded, NULL) : NULL;
}

gsize
mix_dataset_get_n_excluded (const MixDataset *dataset)
{
  g_return_val_if_fail (dataset != NULL, 0);
  return dataset->n_excluded;
}

/* Where rows stood in their file */

/**
 * mix_dataset_set_lines:
 * @lines: (transfer full): of the rows; there may be more rows, which were added by hand
 *
 * Says on which lines of the file the rows begin; for the makers of tables only, before anybody
 * else sees it.
 */
void
mix_dataset_set_lines (MixDataset *dataset, MixRowLines *lines)
{
  g_return_if_fail (dataset != NULL && lines != NULL);
  g_clear_pointer (&dataset->lines, mix_row_lines_unref);
  dataset->lines = lines;
}

/**
 * mix_dataset_get_lines:
 *
 * Returns: (nullable) (transfer none): on which lines of the file the rows begin; NULL where they
 *   are not from a file
 */
const MixRowLines *
mix_dataset_get_lines (const MixDataset *dataset)
{
  g_return_val_if_fail (dataset != NULL, NULL);
  return dataset->lines;
}

/**
 * mix_dataset_get_line:
 *
 * Returns: the line of the file on which a row begins, from 1; 0 for a row that is not from a file
 */
gulong
mix_dataset_get_line (const MixDataset *dataset, gsize row)
{
  g_return_val_if_fail (dataset != NULL && row < dataset->n_rows, 0);
  return dataset->lines != NULL ? mix_row_lines_get (dataset->lines, row) : 0;
}

/**
 * mix_dataset_name_row:
 *
 * Returns: (transfer full): what a person calls a row: "line 18" of a file, "added row 2" in a
 *   table with lines, else "row 17"
 */
char *
mix_dataset_name_row (const MixDataset *dataset, gsize row)
{
  gulong line = mix_dataset_get_line (dataset, row);

  if (line > 0)
    return g_strdup_printf (_ ("line %lu"), line);
  if (dataset->lines == NULL)
    return g_strdup_printf (_ ("row %zu"), row + 1);
  return g_strdup_printf (_ ("added row %zu"), row - mix_row_lines_get_n_rows (dataset->lines) + 1);
}
