/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-lab-private.h"

#include <glib/gi18n-lib.h>

#include "mix-dataset-transform.h"
#include "mix-format.h"
#include "mix-trainer.h"

/* Which table, and which of its columns. */

/* x first, so that it is the axis; then, where asked for, every other column of numbers or of a
 * category. */
static GPtrArray *
feature_names (MixDataset *dataset, const char *target, const char *x, gboolean all_others)
{
  GPtrArray *names = g_ptr_array_new ();

  g_ptr_array_add (names, (gpointer) x);
  for (guint i = 0; all_others && i < mix_dataset_get_n_columns (dataset); i++)
    {
      const MixColumn *column = mix_dataset_get_column (dataset, i);
      if (mix_dataset_can_be_feature (dataset, i) && !column->marks_validation
          && !g_str_equal (column->name, target) && !g_str_equal (column->name, x))
        g_ptr_array_add (names, column->name);
    }
  g_ptr_array_add (names, NULL);
  return names;
}

/* Returns: (transfer full): the columns of a design with this target and x axis */
MixLabColumns *
mix_lab_columns_of (MixDataset *dataset, const char *target, const char *x, gboolean all_others)
{
  g_autoptr (GPtrArray) names = feature_names (dataset, target, x, all_others);

  return mix_lab_columns_new (dataset, target, (const char *const *) names->pdata);
}

/* Of a state that has data. */
MixDataset *
mix_lab_state_dataset (const MixLabState *state)
{
  return state->columns != NULL ? state->columns->dataset : mix_design_get_dataset (state->design);
}

const char *
mix_lab_state_target (const MixLabState *state)
{
  return state->columns != NULL ? state->columns->target : mix_design_get_target_name (state->design);
}

/* Of the x axis. */
const char *
mix_lab_state_x (const MixLabState *state)
{
  if (state->columns != NULL)
    return state->columns->features[0];
  const MixFeatureLevel *level = mix_design_get_feature_level (state->design, 0);
  return level != NULL ? level->column : mix_design_get_feature_name (state->design, 0);
}

/* The table that rows of a generator are drawn anew for, or NULL. */
static MixDataset *
same_recipe (MixLab *self, const MixGenerator *generator)
{
  MixLabState now = mix_lab_now (self);
  MixDataset *dataset = mix_lab_state_has_data (&now) ? mix_lab_state_dataset (&now) : NULL;

  return dataset != NULL && mix_dataset_get_generator (dataset) == generator ? dataset : NULL;
}

/* More rows of one recipe go through what those before went through. */
static MixDataset *
transform_as_before (MixLab *self, const MixGenerator *generator, MixDataset *made, GError **error)
{
  MixDataset *before = same_recipe (self, generator);
  MixImport import;

  if (before == NULL)
    return mix_dataset_ref (made);
  g_autofree char *list = mix_dataset_list_transforms (before);
  mix_import_init (&import);
  mix_import_set (&import, "transforms", list, NULL);
  return mix_dataset_set_transforms (made, &import, error);
}

/* What is new about generated rows. merge: (out) (nullable): the control that changes it. */
static char *
name_recipe (MixLab *self, const MixGenerator *generator, gsize rows, double noise, guint64 seed,
             const char **merge)
{
  MixDataset *before = same_recipe (self, generator);

  *merge = NULL;
  if (before == NULL)
    return g_strdup_printf (_ ("choose %s"), _ (generator->title));
  if (mix_dataset_get_n_rows (before) != rows)
    {
      g_autofree char *count = mix_format_count (rows);
      *merge = "rows";
      return g_strdup_printf (_ ("change rows to %s"), count);
    }
  if (mix_dataset_get_seed (before) != seed)
    {
      g_autofree char *count = mix_format_count ((gsize) seed);
      *merge = "data-seed";
      return g_strdup_printf (_ ("change seed of the data to %s"), count);
    }
  g_autofree char *number = mix_format_number (noise, 2);
  *merge = "noise";
  return g_strdup_printf (_ ("change noise to %s"), number);
}

/**
 * mix_lab_generate:
 * @rows: at least 1
 * @noise: times the recipe's own, at least 0
 *
 * Makes a generator's table and starts over with it, running if it was. Another generator than
 * before brings its own K along, until the person has chosen one.
 */
gboolean
mix_lab_generate (MixLab *self, const MixGenerator *generator, gsize rows, double noise,
                  guint64 seed, GError **error)
{
  g_return_val_if_fail (MIX_IS_LAB (self), FALSE);
  g_return_val_if_fail (generator != NULL, FALSE);

  g_autoptr (MixDataset) made = mix_generator_make (generator, rows, noise, seed);
  g_autoptr (MixDataset) dataset = transform_as_before (self, generator, made, error);
  if (dataset == NULL)
    return FALSE;
  g_autoptr (MixLabColumns) columns = mix_lab_columns_of (dataset, "y", "x", FALSE);
  const char *merge;
  g_autofree char *name = name_recipe (self, generator, rows, noise, seed, &merge);
  MixLabState to = mix_lab_now (self);
  to.columns = columns;
  to.canvas = NULL;
  if (!self->components_chosen)
    to.config.components = (int) generator->components;
  return mix_lab_change (self, &to, self->running ? MIX_LAB_RUN : 0, name, merge, error);
}

/**
 * mix_lab_set_dataset:
 *
 * Starts over, paused, with what looks like a quantity in a table against its first other column.
 */
gboolean
mix_lab_set_dataset (MixLab *self, MixDataset *dataset, GError **error)
{
  g_return_val_if_fail (MIX_IS_LAB (self), FALSE);

  g_autoptr (MixLabStart) start = mix_lab_start_new (self, dataset, NULL, NULL, FALSE);
  return mix_lab_start_prepare (start, NULL, error) && mix_lab_begin (self, start, error);
}

/**
 * mix_lab_edit_dataset:
 * @dataset: with the columns that are chosen now
 * @name: of the edit, to follow “Undo”: "add a point"
 * @merge: (nullable): of the gesture; see mix_undo_add()
 *
 * Puts another table in the place of the current one, with the same target and features, and starts
 * over, running if it was.
 */
gboolean
mix_lab_edit_dataset (MixLab *self, MixDataset *dataset, const char *name, const char *merge,
                      GError **error)
{
  g_return_val_if_fail (MIX_IS_LAB (self), FALSE);
  g_return_val_if_fail (self->design != NULL, FALSE);

  MixLabState to = mix_lab_now (self);
  g_autoptr (MixLabColumns) columns = mix_lab_columns_of (
    dataset, mix_lab_state_target (&to), mix_lab_state_x (&to), self->all_others);
  to.columns = columns;
  to.canvas = NULL;
  return mix_lab_change (self, &to, self->running ? MIX_LAB_RUN : 0, name, merge, error);
}

/**
 * mix_lab_choose_columns:
 * @target: the column to predict
 * @x: the column on the x axis
 * @all_others: whether the network takes every other column of numbers or of a category too
 *
 * Starts over with other columns of the table, running if it was.
 */
gboolean
mix_lab_choose_columns (MixLab *self, const char *target, const char *x, gboolean all_others,
                        GError **error)
{
  g_return_val_if_fail (MIX_IS_LAB (self), FALSE);
  g_return_val_if_fail (self->design != NULL, FALSE);

  MixLabState to = mix_lab_now (self);
  g_autoptr (MixLabColumns) columns
    = mix_lab_columns_of (mix_lab_state_dataset (&to), target, x, all_others);
  g_autofree char *name = all_others ? g_strdup_printf (_ ("predict %s from all columns"), target)
                                     : g_strdup_printf (_ ("predict %s from %s"), target, x);
  to.columns = columns;
  to.canvas = NULL;
  to.all_others = all_others;
  return mix_lab_change (self, &to, self->running ? MIX_LAB_RUN : 0, name, NULL, error);
}

static char *
name_transform (const char *column, MixTransformKind kind)
{
  for (const MixChoice *choice = mix_transform_choices; choice->nick != NULL; choice++)
    if (choice->value == (int) kind)
      return kind == MIX_TRANSFORM_NONE
               ? g_strdup_printf (_ ("take %s as it is"), column)
               : g_strdup_printf (_ ("change transform of %s to %s"), column, _ (choice->label));
  g_return_val_if_reached (NULL);
}

/**
 * mix_lab_set_transform:
 * @column: of numbers, of the table
 * @kind: what it goes through before a network sees it
 *
 * Starts over with another transform, running if it was; results stay in the column's own units.
 * Fails, with the first row that does not fit, where the transform is not of all of its numbers.
 */
gboolean
mix_lab_set_transform (MixLab *self, const char *column, MixTransformKind kind, GError **error)
{
  g_return_val_if_fail (MIX_IS_LAB (self), FALSE);
  g_return_val_if_fail (self->design != NULL, FALSE);

  MixLabState now = mix_lab_now (self);
  MixDataset *dataset = mix_lab_state_dataset (&now);
  int place = mix_dataset_find_column (dataset, column);
  g_return_val_if_fail (place >= 0, FALSE);
  if (mix_dataset_get_column (dataset, (guint) place)->transform == kind)
    return TRUE;
  g_autoptr (MixDataset) other = mix_dataset_set_transform (dataset, (guint) place, kind, error);
  g_autofree char *name = name_transform (column, kind);
  return other != NULL && mix_lab_edit_dataset (self, other, name, NULL, error);
}

/* Returns: (transfer none) (nullable): what is learnt; NULL before there are data. */
MixDesign *
mix_lab_get_design (MixLab *self)
{
  g_return_val_if_fail (MIX_IS_LAB (self), NULL);
  return self->design;
}

gboolean
mix_lab_get_all_others (MixLab *self)
{
  g_return_val_if_fail (MIX_IS_LAB (self), FALSE);
  return self->all_others;
}

/* Returns: (transfer none) (nullable): what is drawn from an empty canvas, for as long as there are
 * too few rows to learn; the networks have those from before until then. */
MixDesign *
mix_lab_get_canvas (MixLab *self)
{
  g_return_val_if_fail (MIX_IS_LAB (self), NULL);
  return self->canvas;
}
