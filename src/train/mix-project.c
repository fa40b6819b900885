/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-project.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "mix-csv.h"
#include "mix-dataset-transform.h"
#include "mix-model-io.h"
#include "mix-value.h"

/**
 * mix_project_new:
 *
 * Returns: (transfer full): a project of nothing yet, with every option at its default
 */
MixProject *
mix_project_new (void)
{
  MixProject *project = g_new0 (MixProject, 1);

  mix_import_init (&project->import);
  mix_config_init (&project->config);
  project->x0 = (double) NAN;
  return project;
}

void
mix_project_free (MixProject *project)
{
  if (project == NULL)
    return;
  g_free (project->path);
  g_free (project->beside);
  g_clear_pointer (&project->table, mix_dataset_unref);
  g_free (project->target);
  g_strfreev (project->features);
  g_clear_pointer (&project->model, mix_model_unref);
  g_free (project->page);
  g_free (project);
}

static void
set_file (MixProject *project, const MixDataset *dataset)
{
  const MixFingerprint *fingerprint = mix_dataset_get_fingerprint (dataset);

  project->path = g_canonicalize_filename (mix_dataset_get_path (dataset), NULL);
  if (fingerprint != NULL)
    project->fingerprint = *fingerprint;
}

/* Of generated rows it is all that there is to say. */
static void
set_transforms (MixProject *project, const MixDataset *dataset)
{
  g_autofree char *list = mix_dataset_list_transforms (dataset);

  mix_import_set (&project->import, "transforms", list, NULL);
}

/**
 * mix_project_set_dataset:
 * @is_own: the rows are kept in the project, whatever they are from
 *
 * Rows of a file are found again by its path, those of a generator made again; edited and drawn
 * ones are kept.
 */
void
mix_project_set_dataset (MixProject *project, MixDataset *dataset, gboolean is_own)
{
  const MixImportReport *report = mix_dataset_get_import (dataset);

  g_return_if_fail (project->path == NULL && project->table == NULL);
  if (report != NULL)
    project->import = report->asked;
  project->generator = is_own ? NULL : mix_dataset_get_generator (dataset);
  project->rows = mix_dataset_get_n_rows (dataset);
  project->noise = mix_dataset_get_noise (dataset);
  project->seed = mix_dataset_get_seed (dataset);
  if (project->generator != NULL)
    set_transforms (project, dataset);
  if (project->generator != NULL)
    return;
  if (!is_own && mix_dataset_get_path (dataset) != NULL)
    set_file (project, dataset);
  else
    project->table = mix_dataset_ref (dataset);
}

/* Returns: whether a file is a project by its name. */
gboolean
mix_project_is_path (const char *path)
{
  return g_str_has_suffix (path, MIX_PROJECT_SUFFIX);
}

/* Files */

/* The checksum of what was read, as long as that is still there. */
static gboolean
seal (MixProject *project, GCancellable *cancellable, GError **error)
{
  MixFingerprint now;

  if (project->path == NULL || *project->fingerprint.sha256 != '\0'
      || !mix_fingerprint_look (&now, project->path)
      || !mix_fingerprint_looks_same (&now, &project->fingerprint))
    return TRUE;
  if (!mix_fingerprint_take (&now, project->path, cancellable, error))
    return FALSE;
  if (mix_fingerprint_looks_same (&now, &project->fingerprint))
    project->fingerprint = now;
  return TRUE;
}

static gboolean
check_room (const MixProject *project, const char *path, GError **error)
{
  const MixDataset *table = project->table;

  if (table == NULL
      || mix_dataset_get_n_rows (table) <= MIX_PROJECT_MAX_CELLS / mix_dataset_get_n_columns (table))
    return TRUE;
  g_set_error (error, MIX_MODEL_ERROR, MIX_MODEL_ERROR_WRITE,
               _ ("%s: these rows were drawn or edited, and a project keeps at most %d of their cells: "
                  "save the data as CSV and open that first"),
               path, MIX_PROJECT_MAX_CELLS);
  return FALSE;
}

/**
 * mix_project_save:
 * @project: gets the checksum of the table's file, where it has not got one
 * @path: where to
 * @error: MIX_MODEL_ERROR_WRITE, beginning with the path; or why the table's file cannot be read
 *
 * Returns: whether the file is there as a whole; where not, an old one is as it was
 */
gboolean
mix_project_save (MixProject *project, const char *path, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (project != NULL && path != NULL, FALSE);

  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  g_autofree char *folder = g_path_get_dirname (absolute);

  if (!check_room (project, path, error) || !seal (project, cancellable, error))
    return FALSE;
  g_autofree char *text = mix_project_to_json (project, folder);
  gsize length = strlen (text);
  if (length > MIX_VALUE_MAX_BYTES)
    {
      g_set_error (error, MIX_MODEL_ERROR, MIX_MODEL_ERROR_WRITE,
                   _ ("%s: the project needs %zu MiB, and files above %d MiB cannot be read back"),
                   path, length >> 20, MIX_VALUE_MAX_BYTES >> 20);
      return FALSE;
    }
  return mix_value_write_file (path, text, length, error);
}

/**
 * mix_project_load:
 * @error: any of MIX_MODEL_ERROR but WRITE, beginning with the path
 *
 * Returns: (transfer full): the project; its table's file is not looked at
 */
MixProject *
mix_project_load (const char *path, GError **error)
{
  g_return_val_if_fail (path != NULL, NULL);

  gsize length = 0;
  g_autofree char *text = mix_value_read_file (path, &length, error);

  if (text == NULL)
    return NULL;
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  g_autofree char *folder = g_path_get_dirname (absolute);
  MixProject *project = mix_project_from_json (text, length, folder, error);
  if (project == NULL)
    g_prefix_error (error, "%s: ", path);
  return project;
}

/* The table's file */

void
mix_project_file_clear (MixProjectFile *file)
{
  g_clear_pointer (&file->path, g_free);
}

/* A place where the file may be: the first that holds what it was wins, else the first that is
 * there. */
static gboolean
look_at (const MixProject *project, const char *path, MixProjectFile *file,
         GCancellable *cancellable, GError **error)
{
  MixFingerprint found;

  if (path == NULL || file->state == MIX_PROJECT_SAME || !mix_fingerprint_look (&found, path))
    return TRUE;
  gboolean may_be_same
    = *project->fingerprint.sha256 != '\0' && found.size == project->fingerprint.size;
  if (may_be_same && !mix_fingerprint_take (&found, path, cancellable, error))
    return FALSE;
  gboolean is_same = may_be_same && strcmp (found.sha256, project->fingerprint.sha256) == 0;
  if (!is_same && file->state == MIX_PROJECT_CHANGED)
    return TRUE;
  g_free (file->path);
  *file = (MixProjectFile){ .state = is_same ? MIX_PROJECT_SAME : MIX_PROJECT_CHANGED,
                            .path = g_strdup (path),
                            .found = found };
  return TRUE;
}

/**
 * mix_project_find_file:
 * @file: (out caller-allocates): what has become of the table's file; SAME without a path for rows
 *   that are from no file
 *
 * Looks beside the project first and then where the file was. Reads it as a whole where its size
 * does not tell already that it changed.
 *
 * Returns: FALSE with an error where the file cannot be read, or G_IO_ERROR_CANCELLED
 */
gboolean
mix_project_find_file (const MixProject *project, MixProjectFile *file, GCancellable *cancellable,
                       GError **error)
{
  g_return_val_if_fail (project != NULL && file != NULL, FALSE);

  *file = (MixProjectFile){ .state = MIX_PROJECT_SAME };
  if (project->path == NULL)
    return TRUE;
  file->state = MIX_PROJECT_GONE;
  if (look_at (project, project->beside, file, cancellable, error)
      && look_at (project, project->path, file, cancellable, error))
    return TRUE;
  mix_project_file_clear (file);
  return FALSE;
}

static MixDataset *
make_generated (const MixProject *project, GError **error)
{
  g_autoptr (MixDataset) made
    = mix_generator_make (project->generator, project->rows, project->noise, project->seed);

  return mix_dataset_set_transforms (made, &project->import, error);
}

/**
 * mix_project_make_dataset:
 * @path: (nullable): of the table's file
 *
 * Returns: (transfer full): the rows; NULL with an error of mix_csv_read_with()
 */
MixDataset *
mix_project_make_dataset (const MixProject *project, const char *path, GCancellable *cancellable,
                          GError **error)
{
  g_return_val_if_fail (project != NULL, NULL);

  const MixCsvOptions options = { .import = &project->import, .cancellable = cancellable };
  if (project->table != NULL)
    return mix_dataset_ref (project->table);
  if (project->generator != NULL)
    return make_generated (project, error);
  g_return_val_if_fail (path != NULL, NULL);
  return mix_csv_read_with (path, &options, error);
}
