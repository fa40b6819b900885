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
  project->all_others = self->all_others;
  project->components_chosen = self->components_chosen;
  project->config = self->config;
  if (self->snapshot != NULL && mix_snapshot_has_learnt (self->snapshot))
    project->model = mix_model_ref (self->snapshot->model);
  return project;
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

  g_autoptr (MixDesign) design = mix_design_new (
    dataset, project->target, (const char *const *) project->features, error);
  if (design == NULL)
    return FALSE;
  g_autoptr (MixSnapshot) from = mix_snapshot_new ();
  g_autoptr (MixLabState) before = mix_lab_keep (self);
  MixLabState to = { .config = project->config,
                     .design = design,
                     .all_others = project->all_others,
                     .components_chosen = project->components_chosen };

  keep_unsaved (&to.config, &self->config);
  if (project->model != NULL)
    {
      MixModel *plain = mix_model_get_companion (project->model);
      from->model = mix_model_ref (project->model);
      from->plain = plain != NULL ? mix_model_ref (plain) : NULL;
    }
  if (!mix_lab_start_over (self, &to, 0, from, error))
    return FALSE;
  mix_lab_leave_canvas (self);
  if (before->design != NULL)
    mix_lab_note (self, g_steal_pointer (&before), name, NULL);
  return TRUE;
}
