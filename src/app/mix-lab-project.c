/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-lab-private.h"

/* A laboratory as a project, and a project as a laboratory. */

/**
 * mix_lab_make_project:
 * @own_rows: the rows are kept in the project, whatever they are from
 *
 * Returns: (transfer full) (nullable): what is in effect and on show; NULL before there are data
 *   enough to learn from
 */
MixProject *
mix_lab_make_project (MixLab *self, gboolean own_rows)
{
  g_return_val_if_fail (MIX_IS_LAB (self), NULL);

  if (self->design == NULL || self->canvas != NULL)
    return NULL;
  MixProject *project = mix_project_new ();
  mix_project_set_dataset (project, mix_design_get_dataset (self->design), own_rows);
  project->target = g_strdup (mix_design_get_target_name (self->design));
  project->features = mix_design_list_columns (self->design);
  MixLabState shown = mix_lab_shown (self);
  project->all_others = shown.all_others;
  project->components_chosen = shown.components_chosen;
  project->config = shown.config;
  if (self->snapshot != NULL && mix_snapshot_has_learnt (self->snapshot))
    project->model = mix_model_ref (self->snapshot->model);
  return project;
}

/**
 * mix_lab_open_project:
 * @dataset: the project's rows, or what is there in their place
 * @name: of the change, to follow “Undo”
 *
 * Starts over, paused, with what a project says, from what it has learnt. Fails where the table
 * lacks a column, and then leaves everything as it was.
 */
gboolean
mix_lab_open_project (MixLab *self, const MixProject *project, MixDataset *dataset,
                      const char *name, GError **error)
{
  g_return_val_if_fail (MIX_IS_LAB (self), FALSE);
  g_return_val_if_fail (project != NULL && dataset != NULL, FALSE);

  g_autoptr (MixLabStart) start = mix_lab_start_new_project (self, project, dataset, name);
  return mix_lab_start_prepare (start, NULL, error) && mix_lab_begin (self, start, error);
}
