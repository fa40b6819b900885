/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-lab-private.h"

#include <glib/gi18n-lib.h>

#include "mix-dataset-transform.h"
#include "mix-format.h"
#include "mix-trainer.h"

/* Which table, and which of its columns. */

/* The first column that can be a feature and is not the target. */
static const char *
first_other (MixDataset *dataset, const char *target)
{
  for (guint i = 0; i < mix_dataset_get_n_columns (dataset); i++)
    {
      const MixColumn *column = mix_dataset_get_column (dataset, i);
      gboolean usable = column->kind == MIX_COLUMN_NUMBER || column->levels != NULL;
      if (usable && !g_str_equal (column->name, target))
        return column->name;
    }
  return NULL;
}

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

static MixDesign *
make_design (MixDataset *dataset, const char *target, const char *x, gboolean all_others,
             GError **error)
{
  g_autoptr (GPtrArray) names = feature_names (dataset, target, x, all_others);

  return mix_design_new (dataset, target, (const char *const *) names->pdata, error);
}

/* What looks most like a quantity, against the first other column; the library says what is wrong
 * where there are no two. */
static MixDesign *
first_design (MixDataset *dataset, GError **error)
{
  int target, first;

  mix_dataset_guess_axes (dataset, &target, &first);
  const char *y = target >= 0 ? mix_dataset_get_column (dataset, (guint) target)->name : NULL;
  const char *x = first >= 0  ? mix_dataset_get_column (dataset, (guint) first)->name
                  : y != NULL ? first_other (dataset, y)
                              : NULL;

  if (x == NULL)
    return mix_design_new (dataset, NULL, NULL, error);
  return make_design (dataset, y, x, FALSE, error);
}

/* The table that rows of a generator are drawn anew for, or NULL. */
static MixDataset *
same_recipe (MixLab *self, const MixGenerator *generator)
{
  MixDataset *dataset = self->design != NULL ? mix_design_get_dataset (self->design) : NULL;

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
  g_autoptr (MixDesign) design
    = dataset != NULL ? mix_design_new (dataset, NULL, NULL, error) : NULL;
  if (design == NULL)
    return FALSE;
  const char *merge;
  g_autofree char *name = name_recipe (self, generator, rows, noise, seed, &merge);
  MixLabState to = mix_lab_now (self);
  to.design = design;
  to.canvas = NULL;
  if (!self->components_chosen)
    to.config.components = (int) generator->components;
  return mix_lab_change (self, &to, self->running ? MIX_LAB_RUN : 0, name, merge, error);
}

struct _MixLabStart
{
  MixConfig config;
  MixDataset *dataset;
  char *target, *x; /* NULL: what looks most like them */
  gboolean all_others;

  MixDesign *design;
  MixTrainer *trainer;
};

/**
 * mix_lab_start_new:
 * @target, @x: (nullable): columns of the table; NULL for what looks like a quantity, and its first
 *   other column
 *
 * Returns: (transfer full): what starting over with a table takes, as the options are now
 */
MixLabStart *
mix_lab_start_new (MixLab *self, MixDataset *dataset, const char *target, const char *x,
                   gboolean all_others)
{
  g_return_val_if_fail (MIX_IS_LAB (self), NULL);

  MixLabStart *start = g_new0 (MixLabStart, 1);
  start->config = self->config;
  start->dataset = mix_dataset_ref (dataset);
  start->target = g_strdup (target);
  start->x = g_strdup (x);
  start->all_others = all_others;
  return start;
}

void
mix_lab_start_free (MixLabStart *start)
{
  if (start == NULL)
    return;
  mix_dataset_unref (start->dataset);
  g_free (start->target);
  g_free (start->x);
  g_clear_pointer (&start->design, mix_design_unref);
  g_clear_pointer (&start->trainer, mix_trainer_free);
  g_free (start);
}

/**
 * mix_lab_start_prepare:
 *
 * Does what takes long, in any thread.
 *
 * Returns: FALSE with an error where nothing can be learnt from the table
 */
gboolean
mix_lab_start_prepare (MixLabStart *start, GError **error)
{
  g_return_val_if_fail (start != NULL && start->design == NULL, FALSE);

  g_autoptr (MixDesign) design
    = start->target != NULL && start->x != NULL
        ? make_design (start->dataset, start->target, start->x, start->all_others, error)
        : first_design (start->dataset, error);
  if (design != NULL)
    start->design = mix_design_fit (design, start->config.validation,
                                    start->config.validation_every,
                                    (guint64) start->config.seed, error);
  if (start->design != NULL)
    start->trainer = mix_trainer_new (&start->config, start->design, error);
  return start->trainer != NULL;
}

/**
 * mix_lab_begin:
 * @start: prepared
 *
 * Starts over, paused, with the table. Options that have changed meanwhile cost the time once more.
 */
gboolean
mix_lab_begin (MixLab *self, MixLabStart *start, GError **error)
{
  g_return_val_if_fail (MIX_IS_LAB (self), FALSE);
  g_return_val_if_fail (start != NULL && start->trainer != NULL, FALSE);

  g_autofree char *name
    = g_strdup_printf (_ ("open %s"), mix_dataset_get_title (start->dataset));
  MixLabState to = mix_lab_now (self);
  to.design = start->design;
  to.canvas = NULL;
  to.all_others = start->all_others;
  if (!mix_config_equal (&self->config, &start->config))
    return mix_lab_change (self, &to, 0, name, NULL, error);

  g_autoptr (MixLabState) before = mix_lab_keep (self);
  mix_lab_start_with (self, &to, g_steal_pointer (&start->trainer));
  mix_lab_leave_canvas (self);
  if (before->design != NULL)
    mix_lab_note (self, g_steal_pointer (&before), name, NULL);
  return TRUE;
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
  return mix_lab_start_prepare (start, error) && mix_lab_begin (self, start, error);
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

  g_autoptr (MixDesign) design
    = make_design (dataset, mix_design_get_target_name (self->design),
                   mix_design_get_feature_name (self->design, 0), self->all_others, error);
  if (design == NULL)
    return FALSE;
  MixLabState to = mix_lab_now (self);
  to.design = design;
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

  g_autoptr (MixDesign) design
    = make_design (mix_design_get_dataset (self->design), target, x, all_others, error);
  if (design == NULL)
    return FALSE;
  g_autofree char *name = all_others ? g_strdup_printf (_ ("predict %s from all columns"), target)
                                     : g_strdup_printf (_ ("predict %s from %s"), target, x);
  MixLabState to = mix_lab_now (self);
  to.design = design;
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

  MixDataset *dataset = mix_design_get_dataset (self->design);
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
