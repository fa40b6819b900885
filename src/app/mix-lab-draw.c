/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-lab-private.h"

#include <glib/gi18n-lib.h>

#include "mix-dataset-edit.h"

/* Rows by hand: what a person draws into the fit, or wipes out of it. The networks keep what they have
 * learnt and go on with the new rows. */

static guint
column_of (MixDataset *dataset, const char *name)
{
  return (guint) mix_dataset_find_column (dataset, name);
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
 * @x, @y: [n], in the units of the x axis and of the target
 *
 * Adds rows to a copy of the table and goes on with it.
 */
gboolean
mix_lab_add_points (MixLab *self, const double *x, const double *y, gsize n, GError **error)
{
  g_return_val_if_fail (MIX_IS_LAB (self), FALSE);
  g_return_val_if_fail (self->design != NULL, FALSE);

  MixDataset *dataset = mix_design_get_dataset (self->design);
  guint x_column = column_of (dataset, mix_design_get_feature_name (self->design, 0));
  guint y_column = column_of (dataset, mix_design_get_target_name (self->design));
  g_autoptr (MixDataset) edited
    = mix_dataset_add_points (dataset, x_column, y_column, x, y, n);
  return use (self, edited, _ ("draw points"), "draw", error);
}

/**
 * mix_lab_erase_points:
 * @radius_x, @radius_y: of the rubber, in the units of the axes
 *
 * Leaves out the rows about a place and goes on without them; does nothing where there are none.
 */
gboolean
mix_lab_erase_points (MixLab *self, double x, double y, double radius_x, double radius_y,
                      GError **error)
{
  g_return_val_if_fail (MIX_IS_LAB (self), FALSE);
  g_return_val_if_fail (self->design != NULL, FALSE);

  MixDataset *dataset = mix_design_get_dataset (self->design);
  guint x_column = column_of (dataset, mix_design_get_feature_name (self->design, 0));
  guint y_column = column_of (dataset, mix_design_get_target_name (self->design));
  g_autoptr (MixDataset) edited
    = mix_dataset_erase_points (dataset, x_column, y_column, x, y, radius_x, radius_y);
  return edited == NULL || use (self, edited, _ ("erase points"), "erase", error);
}
