/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-lab-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "mix-dataset-cell.h"
#include "mix-dataset-edit.h"
#include "mix-format.h"

/* Rows by hand: what a person draws into the fit or wipes out of it, excludes or edits in the
 * table. The networks keep what they have learnt and go on with the new rows. */

/* What the brush draws into. */
static MixDesign *
drawn_on (MixLab *self)
{
  return self->canvas != NULL ? self->canvas : self->design;
}

/* The table that is edited. */
static MixDataset *
edited_table (MixLab *self)
{
  MixLabState now = mix_lab_now (self);

  return self->canvas != NULL ? mix_design_get_dataset (self->canvas) : mix_lab_state_dataset (&now);
}

/* The columns of the axes. FALSE where x is a word of a category: no place on it is a cell. */
static gboolean
find_axes (MixLab *self, guint x_feature, guint *x_column, guint *y_column, GError **error)
{
  MixDesign *design = drawn_on (self);
  MixDataset *dataset = edited_table (self);
  const char *name = mix_design_get_feature_name (design, x_feature);
  int x = mix_dataset_find_column (dataset, name);

  if (x < 0)
    {
      g_set_error (error, MIX_DATA_ERROR, MIX_DATA_ERROR_COLUMN,
                   _ ("rows cannot be drawn along \"%s\": choose a column of numbers for x"), name);
      return FALSE;
    }
  *x_column = (guint) x;
  *y_column = (guint) mix_dataset_find_column (dataset, mix_design_get_target_name (design));
  return TRUE;
}

/* The same columns of an edited table. */
static MixLabColumns *
columns_of (const MixLabState *state, MixDataset *edited)
{
  if (state->columns != NULL)
    return mix_lab_columns_new (edited, state->columns->target,
                                (const char *const *) state->columns->features);
  g_auto (GStrv) names = mix_design_list_columns (state->design);
  return mix_lab_columns_new (edited, mix_design_get_target_name (state->design),
                              (const char *const *) names);
}

/* A canvas that has rows enough is learnt from; where that fails, it stays a canvas. */
static gboolean
use_canvas (MixLab *self, MixDesign *drawn, const char *name, const char *merge, GError **error)
{
  MixLabState to = mix_lab_now (self);
  gboolean is_enough = mix_design_get_n_rows (drawn) >= MIX_CANVAS_ROWS;

  if (is_enough)
    {
      to.columns = NULL;
      to.design = drawn;
      to.canvas = NULL;
      to.all_others = FALSE;
      if (mix_lab_change (self, &to, 0, name, merge, error))
        return TRUE;
    }
  to = mix_lab_now (self);
  to.canvas = drawn;
  return mix_lab_change (self, &to, 0, name, merge, NULL) && !is_enough;
}

static gboolean
use (MixLab *self, MixDataset *edited, const char *name, const char *merge, GError **error)
{
  MixLabState to = mix_lab_now (self);
  MixLabState drawn = { .design = self->canvas };
  g_autoptr (MixLabColumns) columns = columns_of (self->canvas != NULL ? &drawn : &to, edited);

  if (self->canvas != NULL)
    {
      g_autoptr (MixDesign) design = mix_lab_columns_make_design (columns, error);
      return design != NULL && use_canvas (self, design, name, merge, error);
    }
  to.columns = columns;
  MixLabHow how = MIX_LAB_WARM | (self->running ? MIX_LAB_RUN : 0);
  return mix_lab_change (self, &to, how, name, merge, error);
}

/**
 * mix_lab_begin_canvas:
 *
 * Pauses, and lets a person draw rows from nothing; once they are enough they are what is learnt.
 */
void
mix_lab_begin_canvas (MixLab *self)
{
  g_return_if_fail (MIX_IS_LAB (self));

  g_autoptr (GError) error = NULL;
  g_autoptr (MixDataset) empty = mix_dataset_new_canvas ();
  g_autoptr (MixDesign) canvas = mix_design_new (empty, NULL, NULL, &error);
  mix_lab_pause (self);
  MixLabState to = mix_lab_now (self);
  to.canvas = canvas;
  if (canvas == NULL || !mix_lab_change (self, &to, 0, _ ("start an empty canvas"), NULL, &error))
    g_warning ("no canvas: %s", error->message);
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
  return mix_lab_add_points_at (self, x_feature, NULL, x, y, n, error);
}

/* The place of a word in its column's levels, from 1 on. */
static double
code_of (const MixColumn *column, const char *word)
{
  for (guint i = 0; word != NULL && column->levels != NULL && column->levels[i] != NULL; i++)
    if (g_str_equal (column->levels[i], word))
      return i + 1;
  return (double) NAN;
}

/* [n_columns] of the table what features are held at; NaN where none says. */
static double *
columns_held (const MixDesign *design, const double *held)
{
  MixDataset *dataset = mix_design_get_dataset (design);
  guint n_columns = mix_dataset_get_n_columns (dataset);
  double *values = g_new (double, n_columns);

  for (guint c = 0; c < n_columns; c++)
    values[c] = (double) NAN;
  for (guint f = 0; f < mix_design_get_n_features (design); f++)
    {
      const MixFeatureLevel *level = mix_design_get_feature_level (design, f);
      int column = mix_dataset_find_column (
        dataset, level != NULL ? level->column : mix_design_get_feature_name (design, f));
      if (column < 0 || (level != NULL && held[f] < 0.5))
        continue;
      values[column] = level != NULL
                         ? code_of (mix_dataset_get_column (dataset, (guint) column), level->level)
                         : held[f];
    }
  return values;
}

/**
 * mix_lab_add_points_at:
 * @held: (nullable): [n_features]; NULL: medians
 *
 * As mix_lab_add_points(); the rows lie in the plane that is on show.
 */
gboolean
mix_lab_add_points_at (MixLab *self, guint x_feature, const double *held, const double *x,
                       const double *y, gsize n, GError **error)
{
  g_return_val_if_fail (MIX_IS_LAB (self), FALSE);
  g_return_val_if_fail (drawn_on (self) != NULL, FALSE);

  MixDesign *design = drawn_on (self);
  guint x_column, y_column;
  if (!find_axes (self, x_feature, &x_column, &y_column, error))
    return FALSE;
  g_autofree double *others = held != NULL ? columns_held (design, held) : NULL;
  g_autoptr (MixDataset) edited = mix_dataset_add_points_with (
    edited_table (self), x_column, y_column, x, y, n, others);
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
  g_return_val_if_fail (drawn_on (self) != NULL, FALSE);

  MixDataset *dataset = edited_table (self);
  guint x_column, y_column;
  if (!find_axes (self, x_feature, &x_column, &y_column, error))
    return FALSE;
  g_autoptr (MixDataset) edited
    = mix_dataset_erase_points (dataset, x_column, y_column, x, y, radius_x, radius_y);
  return edited == NULL || use (self, edited, _ ("erase points"), "erase", error);
}

/* "exclude line 18", "include 3 rows" */
static char *
name_exclusion (const MixDataset *dataset, const guint32 *rows, gsize n, gboolean exclude)
{
  if (n == 1)
    {
      g_autofree char *row = mix_dataset_name_row (dataset, rows[0]);
      return g_strdup_printf (exclude ? _ ("exclude %s") : _ ("include %s"), row);
    }
  g_autofree char *count = mix_format_count (n);
  return g_strdup_printf (exclude ? ngettext ("exclude %s row", "exclude %s rows", n)
                                  : ngettext ("include %s row", "include %s rows", n),
                          count);
}

/**
 * mix_lab_exclude_rows:
 * @rows: [n], of the table, counted from 0
 * @exclude: FALSE: they are taken back
 *
 * Goes on without rows, or with them again; does nothing where that is so already.
 */
gboolean
mix_lab_exclude_rows (MixLab *self, const guint32 *rows, gsize n, gboolean exclude, GError **error)
{
  g_return_val_if_fail (MIX_IS_LAB (self), FALSE);
  g_return_val_if_fail (drawn_on (self) != NULL, FALSE);

  MixDataset *dataset = edited_table (self);
  g_autoptr (MixDataset) edited = mix_dataset_exclude_rows (dataset, rows, n, exclude);
  if (edited == NULL)
    return TRUE;
  g_autofree char *name = name_exclusion (dataset, rows, n, exclude);
  return use (self, edited, name, NULL, error);
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
  guint32 rows[] = { (guint32) row };

  if (!mix_lab_exclude_rows (self, rows, 1, TRUE, error))
    return FALSE;
  mix_lab_run (self);
  return TRUE;
}

/**
 * mix_lab_edit_cell:
 * @column, @row: of the table
 * @text: as for mix_dataset_set_cell()
 *
 * Goes on with another cell; does nothing where it says that already.
 */
gboolean
mix_lab_edit_cell (MixLab *self, guint column, gsize row, const char *text, GError **error)
{
  g_return_val_if_fail (MIX_IS_LAB (self), FALSE);
  g_return_val_if_fail (drawn_on (self) != NULL, FALSE);

  MixDataset *dataset = edited_table (self);
  g_autoptr (MixDataset) edited = mix_dataset_set_cell (dataset, column, row, text, error);
  if (edited == NULL || edited == dataset)
    return edited != NULL;
  g_autofree char *place = mix_dataset_name_row (dataset, row);
  g_autofree char *name = g_strdup_printf (
    _ ("edit %s in %s"), mix_dataset_get_column (dataset, column)->name, place);
  return use (self, edited, name, NULL, error);
}
