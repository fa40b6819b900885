/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-dataset-transform.h"

/* The same cells, which are not copied, under another transform. */
static MixColumn
retransformed (const MixColumn *column, MixTransformKind kind)
{
  gpointer owner = column->cells_of != NULL ? column->cells_of : (gpointer) column;
  MixColumn other = *column;

  other.name = g_strdup (column->name);
  other.fault = g_strdup (column->fault);
  other.transform = kind;
  other.cells_of = g_atomic_rc_box_acquire (owner);
  return other;
}

/* All of it but the import report: the settings say what the transforms are. */
static MixDataset *
copy_with_origin (const MixDataset *dataset)
{
  MixDataset *copy = mix_dataset_new_edited (dataset, mix_dataset_get_title (dataset));
  const MixFingerprint *fingerprint = mix_dataset_get_fingerprint (dataset);

  if (mix_dataset_get_path (dataset) != NULL)
    mix_dataset_set_path (copy, mix_dataset_get_path (dataset));
  if (fingerprint != NULL)
    mix_dataset_set_fingerprint (copy, fingerprint);
  if (mix_dataset_get_generator (dataset) != NULL)
    mix_dataset_set_generator (copy, mix_dataset_get_generator (dataset),
                               mix_dataset_get_noise (dataset), mix_dataset_get_seed (dataset));
  return copy;
}

/**
 * mix_dataset_set_transform:
 * @column: of numbers
 * @error: MIX_IMPORT_ERROR where so many columns have one that no settings hold them
 *
 * Whether the column's numbers can go through it is found out by a design.
 *
 * Returns: (transfer full): the table, with all that it comes from, where the column goes through
 *   another transform before a network sees it; the cells are shared
 */
MixDataset *
mix_dataset_set_transform (const MixDataset *dataset, guint column, MixTransformKind kind,
                           GError **error)
{
  g_return_val_if_fail (dataset != NULL && column < mix_dataset_get_n_columns (dataset), NULL);

  g_autoptr (MixDataset) copy = copy_with_origin (dataset);
  MixColumn other = retransformed (mix_dataset_get_column (dataset, column), kind);
  mix_dataset_replace_column (copy, column, &other);
  g_autofree char *list = mix_dataset_list_transforms (copy);
  g_autoptr (MixImportReport) report
    = mix_dataset_get_import (dataset) != NULL
        ? mix_import_report_copy (mix_dataset_get_import (dataset))
        : NULL;
  if (report != NULL
      && (!mix_import_set (&report->asked, "transforms", list, error)
          || !mix_import_set (&report->settings, "transforms", list, error)))
    return NULL;
  if (report != NULL)
    mix_dataset_set_import (copy, report);
  return g_steal_pointer (&copy);
}

/**
 * mix_dataset_set_transforms:
 * @import: whose transforms the columns of numbers get
 *
 * Returns: (transfer full): the same table where that is how it is, else as
 *   mix_dataset_set_transform()
 */
MixDataset *
mix_dataset_set_transforms (MixDataset *dataset, const MixImport *import, GError **error)
{
  g_return_val_if_fail (dataset != NULL && import != NULL, NULL);

  g_autoptr (MixDataset) same = mix_dataset_ref (dataset);
  for (guint i = 0; i < mix_dataset_get_n_columns (dataset); i++)
    {
      const MixColumn *column = mix_dataset_get_column (dataset, i);
      MixTransformKind kind = mix_import_transform_of (import, column->name, i + 1);
      if (column->kind != MIX_COLUMN_NUMBER || kind == column->transform)
        continue;
      MixDataset *other = mix_dataset_set_transform (same, i, kind, error);
      if (other == NULL)
        return NULL;
      mix_dataset_unref (same);
      same = other;
    }
  return g_steal_pointer (&same);
}

/* Returns: (transfer full): as the setting "transforms" says it, by the columns' numbers. */
char *
mix_dataset_list_transforms (const MixDataset *dataset)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < mix_dataset_get_n_columns (dataset); i++)
    {
      int kind = (int) mix_dataset_get_column (dataset, i)->transform;
      if (kind != MIX_TRANSFORM_NONE)
        g_string_append_printf (list, "%s%u=%s", list->len > 0 ? "," : "", i + 1,
                                mix_choice_nick (mix_transform_choices, kind));
    }
  if (list->len == 0)
    g_string_append (list, "none");
  return g_string_free (list, FALSE);
}
