/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-lab-private.h"

#include <glib/gi18n-lib.h>

#include "mix-dataset-edit.h"
#include "mix-format.h"

/* Rows by hand: what a person draws into the fit, or wipes out of it. The networks keep what they have
 * learnt and go on with the new rows. */

/* The columns of the axes. FALSE where x is a word of a category: no place on it is a cell. */
static gboolean
find_axes (MixLab *self, guint x_feature, guint *x_column, guint *y_column, GError **error)
{
  MixDataset *dataset = mix_design_get_dataset (self->design);
  const char *name = mix_design_get_feature_name (self->design, x_feature);
  int x = mix_dataset_find_column (dataset, name);

  if (x < 0)
    {
      g_set_error (error, MIX_DATA_ERROR, MIX_DATA_ERROR_COLUMN,
                   _ ("rows cannot be drawn along \"%s\": choose a column of numbers for x"), name);
      return FALSE;
    }
  *x_column = (guint) x;
  *y_column = (guint) mix_dataset_find_column (dataset,
                                               mix_design_get_target_name (self->design));
  return TRUE;
}

/* The same columns of an edited table. */
static MixDesign *
design_of (MixLab *self, MixDataset *edited, GError **error)
{
  g_auto (GStrv) names = mix_design_list_columns (self->design);

  return mix_design_new (edited, mix_design_get_target_name (self->design),
                         (const char *const *) names, error);
}

static gboolean
use (MixLab *self, MixDataset *edited, const char *name, const char *merge, GError **error)
{
  MixLabState to = mix_lab_now (self);
  g_autoptr (MixDesign) design = design_of (self, edited, error);

  if (design == NULL)
    return FALSE;
  to.design = design;
  MixLabHow how = MIX_LAB_WARM | (self->running ? MIX_LAB_RUN : 0);
  return mix_lab_change (self, &to, how, name, merge, error);
}

/**
 * mix_lab_add_points:
 * @x_feature: the feature on the x axis
 * @x, @y: [n], in the units of that feature and of the target
 *
 * Adds rows to a copy of the table and goes on with it.
 */
gboolean
mix_lab_add_points (MixLab *self, guint x_feature, const double *x, const double *y, gsize n,
                    GError **error)
{
  g_return_val_if_fail (MIX_IS_LAB (self), FALSE);
  g_return_val_if_fail (self->design != NULL, FALSE);

  MixDataset *dataset = mix_design_get_dataset (self->design);
  guint x_column, y_column;
  if (!find_axes (self, x_feature, &x_column, &y_column, error))
    return FALSE;
  g_autoptr (MixDataset) edited
    = mix_dataset_add_points (dataset, x_column, y_column, x, y, n);
  return use (self, edited, _ ("draw points"), "draw", error);
}

/**
 * mix_lab_erase_points:
 * @x_feature: the feature on the x axis
 * @radius_x, @radius_y: of the rubber, in the units of the axes
 *
 * Leaves out the rows about a place and goes on without them; does nothing where there are none.
 */
gboolean
mix_lab_erase_points (MixLab *self, guint x_feature, double x, double y, double radius_x,
                      double radius_y, GError **error)
{
  g_return_val_if_fail (MIX_IS_LAB (self), FALSE);
  g_return_val_if_fail (self->design != NULL, FALSE);

  MixDataset *dataset = mix_design_get_dataset (self->design);
  guint x_column, y_column;
  if (!find_axes (self, x_feature, &x_column, &y_column, error))
    return FALSE;
  g_autoptr (MixDataset) edited
    = mix_dataset_erase_points (dataset, x_column, y_column, x, y, radius_x, radius_y);
  return edited == NULL || use (self, edited, _ ("erase points"), "erase", error);
}

/**
 * mix_lab_remove_row:
 * @row: of the table, counted from 0
 *
 * Goes on without a row, running: what it did to the networks shows as they forget it.
 */
gboolean
mix_lab_remove_row (MixLab *self, gsize row, GError **error)
{
  g_return_val_if_fail (MIX_IS_LAB (self), FALSE);
  g_return_val_if_fail (self->design != NULL, FALSE);

  MixDataset *dataset = mix_design_get_dataset (self->design);
  g_return_val_if_fail (row < mix_dataset_get_n_rows (dataset), FALSE);
  g_autoptr (MixDataset) edited = mix_dataset_drop_row (dataset, row);
  g_autofree char *count = mix_format_count (row + 1);
  g_autofree char *name = g_strdup_printf (_ ("remove row %s"), count);
  if (!use (self, edited, name, NULL, error))
    return FALSE;
  mix_lab_run (self);
  return TRUE;
}
