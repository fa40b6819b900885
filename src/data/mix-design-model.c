/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-design-private.h"

/* The target's column; −1 where it need not be there and is not, or is not all numbers; −2 on
 * failure. */
static int
find_target (MixDataset *dataset, const char *name, gboolean require_target, GError **error)
{
  int column = mix_dataset_find_column (dataset, name);

  if (!require_target)
    {
      gboolean usable
          = column >= 0
            && mix_dataset_get_column (dataset, (guint) column)->kind == MIX_COLUMN_NUMBER;
      return usable ? column : -1;
    }
  column = mix_design_require_column (dataset, name, error);
  if (column < 0 || !mix_design_check_numbers (dataset, (guint) column, error))
    return -2;
  return column;
}

static gboolean
find_source (MixDataset *dataset, const MixModel *model, guint feature, MixDesignSource *source,
             GError **error)
{
  const MixFeatureLevel *level = mix_model_get_feature_level (model, feature);
  const MixFeatureRule *rule = mix_model_get_feature_rule (model, feature);
  const char *name = mix_model_get_feature_name (model, feature);
  const char *from = rule->missing_of != NULL ? rule->missing_of
                     : level != NULL          ? level->column
                                              : name;
  int column = mix_design_require_column (dataset, from, error);

  if (column < 0)
    return FALSE;
  *source = (MixDesignSource){ .column = (guint) column, .name = name, .is_level = level != NULL,
                               .is_mark = rule->missing_of != NULL, .fills = rule->fills,
                               .fill = rule->fill };
  /* A column without any cell is neither of numbers nor of words, but it can be filled. */
  const MixColumn *c = mix_dataset_get_column (dataset, source->column);
  if (source->is_mark || (rule->fills && c->n_missing == mix_dataset_get_n_rows (dataset)))
    return TRUE;
  if (level == NULL)
    return mix_design_check_numbers (dataset, source->column, error);
  source->level = level->level;
  return mix_design_check_category (dataset, source->column, error);
}

/**
 * mix_design_new_for_model:
 * @dataset: a table with the model's columns in any order, among others
 * @require_target: whether rows without a target are dropped, and a table without one refused
 *
 * Returns: (transfer full): the design with the model's features in the model's order, or NULL with
 * a MIX_DATA_ERROR. Where the target is not required, a column of that name that is not all numbers
 * counts as not there.
 */
MixDesign *
mix_design_new_for_model (MixDataset *dataset, const MixModel *model, gboolean require_target,
                          GError **error)
{
  g_return_val_if_fail (dataset != NULL && model != NULL, NULL);

  guint n = mix_model_get_n_features (model);
  const char *target_name = mix_model_get_target_name (model);
  g_autofree MixDesignSource *sources = g_new0 (MixDesignSource, n);

  for (guint i = 0; i < n; i++)
    if (!find_source (dataset, model, i, &sources[i], error))
      return NULL;

  int target = find_target (dataset, target_name, require_target, error);
  if (target < -1)
    return NULL;
  return mix_design_build (dataset, target, target_name, require_target, sources, n, model, NULL,
                           error);
}
