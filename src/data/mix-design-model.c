/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-design-private.h"

#include <string.h>

#include "mix-date.h"

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

/* The unit that the model has a column of dates in, by its name: "day (years)"; NONE: not at all. */
static MixTimeUnit
find_wanted_unit (const MixModel *model, const char *label)
{
  for (MixTimeUnit unit = MIX_TIME_YEARS; unit <= MIX_TIME_CLOCK_SECONDS; unit++)
    {
      g_autofree char *name = g_strdup_printf ("%s (%s)", label, mix_date_unit_name (unit));
      if (strcmp (name, mix_model_get_target_name (model)) == 0)
        return unit;
      for (guint i = 0; i < mix_model_get_n_features (model); i++)
        if (strcmp (name, mix_model_get_feature_name (model, i)) == 0)
          return unit;
    }
  return MIX_TIME_NONE;
}

static void
convert_dates (MixDataset *edited, guint place, const char *label, MixTimeUnit unit)
{
  const MixColumn *from = mix_dataset_get_column (edited, place);
  gsize n = mix_dataset_get_n_rows (edited);
  MixColumn column = *from;

  column.name = g_strdup_printf ("%s (%s)", label, mix_date_unit_name (unit));
  column.time = unit;
  column.fault = NULL;
  column.values = g_new (double, n);
  for (gsize i = 0; i < n; i++)
    column.values[i]
      = mix_time_from_seconds (mix_time_to_seconds (from->values[i], from->time), unit);
  mix_dataset_replace_column (edited, place, &column);
}

/* A table whose dates span hours has them in hours, and the model of a year's table in days: the
 * same dates are put in the model's unit. */
static MixDataset *
match_dates (MixDataset *dataset, const MixModel *model)
{
  MixDataset *edited = NULL;

  for (guint i = 0; i < mix_dataset_get_n_columns (dataset); i++)
    {
      const MixColumn *column = mix_dataset_get_column (dataset, i);
      if (column->time == MIX_TIME_NONE || column->kind != MIX_COLUMN_NUMBER)
        continue;
      g_autofree char *label = mix_column_get_label (column);
      MixTimeUnit unit = find_wanted_unit (model, label);
      if (unit == MIX_TIME_NONE || unit == column->time
          || mix_time_is_clock (unit) != mix_time_is_clock (column->time))
        continue;
      if (edited == NULL)
        {
          edited = mix_dataset_new_edited (dataset, mix_dataset_get_title (dataset));
          mix_dataset_set_path (edited, mix_dataset_get_path (dataset));
        }
      convert_dates (edited, i, label, unit);
    }
  return edited != NULL ? edited : mix_dataset_ref (dataset);
}

/**
 * mix_design_new_for_model:
 * @table: a table with the model's columns in any order, among others; dates
 *   may be in another unit
 * @require_target: whether rows without a target are dropped, and a table without one refused
 *
 * Returns: (transfer full): the design with the model's features in the model's order, or NULL with
 * a MIX_DATA_ERROR. Where the target is not required, a column of that name that is not all numbers
 * counts as not there.
 */
MixDesign *
mix_design_new_for_model (MixDataset *table, const MixModel *model, gboolean require_target,
                          GError **error)
{
  g_return_val_if_fail (table != NULL && model != NULL, NULL);

  g_autoptr (MixDataset) dataset = match_dates (table, model);
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
