/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-design-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Which rows are kept out of training: those that a column marks, every n-th in the order of the
 * table (for series in time), or a random share. */

static const char *const words[]
  = { "validation", "valid", "val", "test", "holdout", "hold-out", "yes", "true", "1", NULL };

static gboolean
is_marked (const MixColumn *column, gsize place)
{
  if (column->kind == MIX_COLUMN_NUMBER)
    return fabs (column->values[place]) > 0;
  if (column->codes == NULL || column->codes[place] == 0)
    return FALSE;
  g_autofree char *word = g_utf8_strdown (column->levels[column->codes[place] - 1], -1);
  return g_strv_contains (words, word);
}

/* A model knows the name of the column that marked its rows; a table may not have it. */
static const MixColumn *
find_column (MixDataset *dataset, const MixModel *model)
{
  const char *name
    = model != NULL
        ? g_hash_table_lookup (mix_model_get_settings (model), MIX_SETTING_VALIDATION_COLUMN)
        : NULL;
  int found = name != NULL ? mix_dataset_find_column (dataset, name) : -1;

  if (found >= 0)
    return mix_dataset_get_column (dataset, (guint) found);
  for (guint i = 0; model == NULL && i < mix_dataset_get_n_columns (dataset); i++)
    if (mix_dataset_get_column (dataset, i)->marks_validation)
      return mix_dataset_get_column (dataset, i);
  return NULL;
}

gboolean
mix_design_mark_validation (MixDesign *design, const MixModel *model, GError **error)
{
  const MixColumn *column = find_column (design->dataset, model);
  gsize n = 0;

  if (column == NULL)
    return TRUE;
  design->validates = g_new (guint8, design->n_rows);
  for (gsize row = 0; row < design->n_rows; row++)
    {
      design->validates[row] = is_marked (column, mix_design_place_of_row (design, row)) ? 1 : 0;
      n += design->validates[row];
    }
  design->validation = column;
  if (n > 0 && n < design->n_rows)
    return TRUE;
  design->validation = NULL;
  g_clear_pointer (&design->validates, g_free);
  if (model != NULL)
    return TRUE;
  g_set_error (error, MIX_DATA_ERROR, MIX_DATA_ERROR_VALUE,
               n == 0 ? _ ("%s: column \"%s\" marks no row for validation: it needs a number other "
                           "than 0, or a word such as validation, val, test or yes")
                      : _ ("%s: column \"%s\" marks every row for validation, and none is left to "
                           "learn from"),
               mix_design_place (design->dataset), column->name);
  return FALSE;
}

/**
 * mix_design_get_validation_column:
 *
 * Returns: (transfer none) (nullable): the name of the column that marks the rows that validate
 */
const char *
mix_design_get_validation_column (const MixDesign *design)
{
  g_return_val_if_fail (design != NULL, NULL);
  return design->validation != NULL ? design->validation->name : NULL;
}

/**
 * mix_design_split:
 * @fraction: the share that validates, in [0, 1), where nothing else says which
 * @every: from 2 on, the n-th, 2n-th … complete row validates; below 2 this says nothing
 * @seed: fixes what is random
 *
 * Returns: (transfer full): which complete rows train and which validate
 */
MixSplit *
mix_design_split (const MixDesign *design, double fraction, int every, guint64 seed)
{
  g_return_val_if_fail (design != NULL, NULL);

  if (design->validates != NULL)
    return mix_split_new_chosen (design->validates, design->n_rows, seed);
  if (every < 2)
    return mix_split_new (design->n_rows, fraction, seed);
  g_autofree guint8 *validates = g_new (guint8, design->n_rows);
  for (gsize row = 0; row < design->n_rows; row++)
    validates[row] = (row + 1) % (gsize) every == 0;
  return mix_split_new_chosen (validates, design->n_rows, seed);
}

/**
 * mix_design_describe_split:
 * @every: as for mix_design_split()
 *
 * Returns: (transfer full) (nullable): which rows validate, as a phrase; NULL for a random share
 */
char *
mix_design_describe_split (const MixDesign *design, int every)
{
  if (design->validation != NULL)
    return g_strdup_printf (_ ("validation by “%s”"), design->validation->name);
  if (every >= 2)
    return g_strdup_printf (_ ("every %d rows, one validates"), every);
  return NULL;
}
