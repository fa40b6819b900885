/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-lab-private.h"

#include <glib/gi18n-lib.h>

/* What starting over takes: a design of a table's columns and a trainer of it. With many rows that
 * takes seconds and is made in a thread; here is what such a thread needs to know, and does. */

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
  const char *const features[] = { x, NULL };

  return mix_design_new (dataset, x != NULL ? y : NULL, x != NULL ? features : NULL, error);
}

/* Which columns of which table */

/**
 * mix_lab_columns_new:
 * @target: (nullable): NULL: what looks most like a quantity, against its first other column
 * @features: (nullable): names, the x axis first; NULL: all that can be
 *
 * Returns: (transfer full): what a design is to be made of
 */
MixLabColumns *
mix_lab_columns_new (MixDataset *dataset, const char *target, const char *const *features)
{
  MixLabColumns *columns = g_atomic_rc_box_new0 (MixLabColumns);

  columns->dataset = mix_dataset_ref (dataset);
  columns->target = g_strdup (target);
  columns->features = g_strdupv ((char **) features);
  return columns;
}

static void
clear_columns (gpointer data)
{
  MixLabColumns *columns = data;

  mix_dataset_unref (columns->dataset);
  g_free (columns->target);
  g_strfreev (columns->features);
}

void
mix_lab_columns_unref (MixLabColumns *columns)
{
  g_atomic_rc_box_release_full (columns, clear_columns);
}

/* Returns: (transfer full): the design of the columns; takes time in proportion to the rows */
MixDesign *
mix_lab_columns_make_design (const MixLabColumns *columns, GError **error)
{
  if (columns->target == NULL && columns->features == NULL)
    return first_design (columns->dataset, error);
  return mix_design_new (columns->dataset, columns->target,
                         (const char *const *) columns->features, error);
}

/* What is to be made of them */

static MixLabStart *
start_new (const MixConfig *config)
{
  MixLabStart *start = g_new0 (MixLabStart, 1);

  start->config = *config;
  return start;
}

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

  MixLabStart *start = start_new (&self->config);
  if (target != NULL && x != NULL)
    start->columns = mix_lab_columns_of (dataset, target, x, all_others);
  else
    start->columns = mix_lab_columns_new (dataset, NULL, NULL);
  start->name = g_strdup_printf (_ ("open %s"), mix_dataset_get_title (dataset));
  start->all_others = all_others;
  start->components_chosen = self->components_chosen;
  return start;
}

/* How to compute is this machine's affair. */
static void
keep_unsaved (MixConfig *config, const MixConfig *own)
{
  guint n;
  const MixOption *options = mix_options (&n);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = mix_config_get (own, options[i].name);
      if (options[i].unsaved)
        mix_config_set (config, options[i].name, text, NULL);
    }
}

static void
start_from (MixLabStart *start, MixModel *model, MixModel *plain)
{
  start->model = model != NULL ? mix_model_ref (model) : NULL;
  start->plain = plain != NULL ? mix_model_ref (plain) : NULL;
}

/**
 * mix_lab_start_new_project:
 * @dataset: the project's rows, or what is there in their place
 * @name: of the change, to follow “Undo”
 *
 * Returns: (transfer full): what starting over with what a project says takes, from what it has
 *   learnt
 */
MixLabStart *
mix_lab_start_new_project (MixLab *self, const MixProject *project, MixDataset *dataset,
                           const char *name)
{
  g_return_val_if_fail (MIX_IS_LAB (self) && project != NULL, NULL);

  MixLabStart *start = start_new (&project->config);
  keep_unsaved (&start->config, &self->config);
  start->columns
    = mix_lab_columns_new (dataset, project->target, (const char *const *) project->features);
  start->name = g_strdup (name);
  start->brings_options = TRUE;
  start->all_others = project->all_others;
  start->components_chosen = project->components_chosen;
  if (project->model != NULL)
    start_from (start, project->model, mix_model_get_companion (project->model));
  return start;
}

/**
 * mix_lab_start_new_state:
 * @to: its columns, or its design
 * @from: (nullable): what the networks start from
 *
 * Returns: (transfer full): what going to a state takes
 */
MixLabStart *
mix_lab_start_new_state (const MixLabState *to, const MixSnapshot *from)
{
  MixLabStart *start = start_new (&to->config);

  if (to->columns != NULL)
    start->columns = g_atomic_rc_box_acquire (to->columns);
  else
    start->base = mix_design_ref (to->design);
  if (from != NULL)
    start_from (start, from->model, from->plain);
  return start;
}

void
mix_lab_start_free (MixLabStart *start)
{
  if (start == NULL)
    return;
  g_clear_pointer (&start->columns, mix_lab_columns_unref);
  g_clear_pointer (&start->base, mix_design_unref);
  g_free (start->name);
  g_clear_pointer (&start->model, mix_model_unref);
  g_clear_pointer (&start->plain, mix_model_unref);
  g_clear_pointer (&start->design, mix_design_unref);
  g_clear_pointer (&start->trainer, mix_trainer_free);
  g_free (start);
}

/**
 * mix_lab_start_prepare:
 * @cancellable: (nullable): looked at between the parts of the work
 *
 * Does what takes long, in any thread.
 *
 * Returns: FALSE with an error where nothing can be learnt from the table
 */
gboolean
mix_lab_start_prepare (MixLabStart *start, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (start != NULL && start->design == NULL, FALSE);

  g_autoptr (MixDesign) design = start->base != NULL
                                   ? mix_design_ref (start->base)
                                   : mix_lab_columns_make_design (start->columns, error);
  if (design == NULL || g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  start->design
    = mix_design_fit (design, start->config.validation, start->config.validation_every,
                      (guint64) start->config.seed, error);
  if (start->design == NULL || g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  start->trainer = mix_trainer_new (&start->config, start->design, error);
  if (start->trainer != NULL && (start->model != NULL || start->plain != NULL))
    mix_trainer_adopt (start->trainer, start->model, start->plain);
  return start->trainer != NULL;
}

/* The same, in the thread of a task whose value is whether it worked. */
void
mix_lab_start_prepare_in_task (MixLabStart *start, GTask *task)
{
  GError *error = NULL;

  if (mix_lab_start_prepare (start, g_task_get_cancellable (task), &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
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

  MixLabState to = { .config = start->config,
                     .design = start->design,
                     .all_others = start->all_others,
                     .components_chosen = start->components_chosen };
  if (!start->brings_options && !mix_config_equal (&self->config, &start->config))
    {
      to.config = self->config;
      to.components_chosen = self->components_chosen;
      return mix_lab_change (self, &to, 0, start->name, NULL, error);
    }
  g_autoptr (MixLabState) before = mix_lab_keep (self);
  mix_lab_start_with (self, &to, g_steal_pointer (&start->trainer));
  mix_lab_leave_canvas (self);
  if (mix_lab_state_has_data (before))
    mix_lab_note (self, g_steal_pointer (&before), start->name, NULL);
  return TRUE;
}
