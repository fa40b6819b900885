/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-design.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "mix-date.h"
#include "mix-design-private.h"

#define FEW_TARGETS 10 /* values: fewer than a density is for */

static int
find_last (MixDataset *dataset, gboolean with_dates)
{
  for (guint i = mix_dataset_get_n_columns (dataset); i > 0; i--)
    {
      const MixColumn *column = mix_dataset_get_column (dataset, i - 1);
      if (column->kind != MIX_COLUMN_TEXT && !column->marks_validation
          && (with_dates || column->time == MIX_TIME_NONE))
        return (int) i - 1;
    }
  return -1;
}

/* The last column that is not text, so that a mistyped cell in it is an error and not another
 * target; and no date, where there is any other. */
static int
default_target (MixDataset *dataset, GError **error)
{
  int last = find_last (dataset, FALSE);

  if (last < 0)
    last = find_last (dataset, TRUE);
  if (last >= 0)
    return last;

  const char *fault = mix_dataset_get_column (dataset, 0)->fault;
  g_set_error (error, MIX_DATA_ERROR, MIX_DATA_ERROR_COLUMN,
               _ ("%s: no column holds numbers%s%s%s"), mix_design_place (dataset),
               fault != NULL ? " (" : "", fault != NULL ? fault : "", fault != NULL ? ")" : "");
  return -1;
}

/* A column by its name, or by that of the file's header, without the unit that reading added. */
static int
require_called (MixDataset *dataset, const char *name, GError **error)
{
  int found = mix_dataset_find_column (dataset, name);

  for (guint i = 0; found < 0 && i < mix_dataset_get_n_columns (dataset); i++)
    {
      const MixColumn *column = mix_dataset_get_column (dataset, i);
      const char *unit
        = column->time != MIX_TIME_NONE ? mix_date_unit_name (column->time) : column->unit;
      g_autofree char *named = unit != NULL ? g_strdup_printf ("%s (%s)", name, unit) : NULL;
      if (g_strcmp0 (named, column->name) == 0)
        found = (int) i;
    }
  return found >= 0 ? found : mix_design_require_column (dataset, name, error);
}

static int
find_target (MixDataset *dataset, const char *name, GError **error)
{
  int target = name != NULL ? require_called (dataset, name, error)
                            : default_target (dataset, error);

  if (target < 0 || !mix_design_check_numbers (dataset, (guint) target, error))
    return -1;
  return target;
}

/* Every column but the target and those of text. */
static gboolean
add_all_features (MixDataset *dataset, guint target, GArray *sources, GError **error)
{
  for (guint i = 0; i < mix_dataset_get_n_columns (dataset); i++)
    {
      const MixColumn *column = mix_dataset_get_column (dataset, i);
      if (i == target || column->kind == MIX_COLUMN_TEXT || column->marks_validation)
        continue;
      if (!mix_design_check_numbers (dataset, i, error))
        return FALSE;
      MixDesignSource source = { .column = i };
      g_array_append_val (sources, source);
    }
  return TRUE;
}

static gboolean
contains (const GArray *sources, guint column)
{
  for (guint i = 0; i < sources->len; i++)
    if (g_array_index (sources, MixDesignSource, i).column == column)
      return TRUE;
  return FALSE;
}

static gboolean
add_feature (MixDataset *dataset, guint target, const char *name, GArray *sources, GError **error)
{
  int found = require_called (dataset, name, error);
  if (found < 0)
    return FALSE;

  guint column = (guint) found;
  if (column == target || contains (sources, column))
    {
      g_set_error (error, MIX_DATA_ERROR, MIX_DATA_ERROR_COLUMN,
                   column == target ? _ ("%s: column \"%s\" is the target and cannot be a feature")
                                    : _ ("%s: column \"%s\" is named twice among the features"),
                   mix_design_place (dataset), name);
      return FALSE;
    }
  if (mix_dataset_get_column (dataset, column)->kind == MIX_COLUMN_TEXT)
    {
      if (!mix_design_check_category (dataset, column, error))
        return FALSE;
      mix_design_add_levels (dataset, column, sources);
      return TRUE;
    }
  if (!mix_design_check_numbers (dataset, column, error))
    return FALSE;
  MixDesignSource source = { .column = column };
  g_array_append_val (sources, source);
  return TRUE;
}

static gboolean
find_features (MixDataset *dataset, guint target, const char *const *names, GArray *sources,
               GError **error)
{
  if (names == NULL && !add_all_features (dataset, target, sources, error))
    return FALSE;
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    if (!add_feature (dataset, target, names[i], sources, error))
      return FALSE;
  if (sources->len > 0)
    return TRUE;

  g_set_error (error, MIX_DATA_ERROR, MIX_DATA_ERROR_COLUMN,
               _ ("%s: no column with numbers is left to predict \"%s\" from"),
               mix_design_place (dataset), mix_dataset_get_column (dataset, target)->name);
  return FALSE;
}

/**
 * mix_design_new:
 * @dataset: (transfer none): a reference is kept
 * @target: (nullable): a column's name; NULL: the last that is not text
 * @features: (nullable) (array zero-terminated=1): columns' names, of numbers or categories; NULL:
 *   all others that are not text
 *
 * Returns: (transfer full): the view, or NULL with MIX_DATA_ERROR_COLUMN (no such column, none
 * left, target among the features), MIX_DATA_ERROR_VALUE (not all numbers; the message has the
 * place of the first cell that is not) or MIX_DATA_ERROR_EMPTY (no complete row)
 */
MixDesign *
mix_design_new (MixDataset *dataset, const char *target, const char *const *features,
                GError **error)
{
  g_return_val_if_fail (dataset != NULL, NULL);

  g_autoptr (GArray) sources = g_array_new (FALSE, FALSE, sizeof (MixDesignSource));
  int target_column = find_target (dataset, target, error);

  if (target_column < 0
      || !find_features (dataset, (guint) target_column, features, sources, error))
    return NULL;
  if (mix_design_wants_fill (dataset))
    mix_design_add_fills (dataset, sources);
  return mix_design_build (dataset, target_column, NULL, TRUE,
                           (const MixDesignSource *) sources->data, sources->len, NULL, NULL, error);
}

MixDesign *
mix_design_ref (MixDesign *design)
{
  g_return_val_if_fail (design != NULL, NULL);
  return g_atomic_rc_box_acquire (design);
}

static void
clear_feature (MixDesignColumn *feature)
{
  if (feature->encoded != NULL)
    g_free (feature->encoded->values);
  g_free (feature->encoded);
  g_free (feature->level.column);
  g_free (feature->level.level);
  g_free (feature->missing_of);
  g_clear_pointer (&feature->transform, mix_transform_unref);
  g_free (feature->transformed);
  g_free (feature->name);
  g_free (feature->label);
}

static void
clear_design (gpointer data)
{
  MixDesign *design = data;

  for (guint i = 0; i < design->n_features; i++)
    clear_feature (&design->features[i]);
  g_free (design->features);
  clear_feature (&design->target);
  g_free (design->validates);
  g_free (design->rows);
  g_free (design->sources);
  mix_dataset_unref (design->dataset);
}

void
mix_design_unref (MixDesign *design)
{
  g_return_if_fail (design != NULL);
  g_atomic_rc_box_release_full (design, clear_design);
}

/**
 * mix_design_get_dataset:
 *
 * Returns: (transfer none): the table that is viewed
 */
MixDataset *
mix_design_get_dataset (const MixDesign *design)
{
  g_return_val_if_fail (design != NULL, NULL);
  return design->dataset;
}

gsize
mix_design_get_n_rows (const MixDesign *design)
{
  g_return_val_if_fail (design != NULL, 0);
  return design->n_rows;
}

gsize
mix_design_get_n_dropped (const MixDesign *design)
{
  g_return_val_if_fail (design != NULL, 0);
  return mix_dataset_get_n_rows (design->dataset) - mix_dataset_get_n_excluded (design->dataset)
         - design->n_rows;
}

guint
mix_design_get_n_features (const MixDesign *design)
{
  g_return_val_if_fail (design != NULL, 0);
  return design->n_features;
}

const char *
mix_design_get_feature_name (const MixDesign *design, guint feature)
{
  g_return_val_if_fail (design != NULL && feature < design->n_features, NULL);
  return design->features[feature].name;
}

MixTimeUnit
mix_design_get_feature_time (const MixDesign *design, guint feature)
{
  g_return_val_if_fail (design != NULL && feature < design->n_features, MIX_TIME_NONE);
  return design->features[feature].column->time;
}

/**
 * mix_design_get_target_time:
 *
 * Returns: what the target's numbers stand for where they are dates: as the table says, or, where
 *   that has no target, the model
 */
MixTimeUnit
mix_design_get_target_time (const MixDesign *design)
{
  g_return_val_if_fail (design != NULL, MIX_TIME_NONE);
  return design->target_time;
}

/**
 * mix_design_get_feature_label:
 *
 * Returns: (transfer none): what a picture calls the feature
 */
const char *
mix_design_get_feature_label (const MixDesign *design, guint feature)
{
  g_return_val_if_fail (design != NULL && feature < design->n_features, NULL);
  const MixDesignColumn *column = &design->features[feature];
  return column->label != NULL ? column->label : column->name;
}

const char *
mix_design_get_target_label (const MixDesign *design)
{
  g_return_val_if_fail (design != NULL, NULL);
  return design->target.label != NULL ? design->target.label : design->target.name;
}

/**
 * mix_design_get_feature_level:
 *
 * Returns: (transfer none) (nullable): the word that the feature stands for; NULL for a column of
 *   numbers
 */
const MixFeatureLevel *
mix_design_get_feature_level (const MixDesign *design, guint feature)
{
  g_return_val_if_fail (design != NULL && feature < design->n_features, NULL);
  const MixFeatureLevel *level = &design->features[feature].level;
  return level->column != NULL ? level : NULL;
}

const char *
mix_design_get_target_name (const MixDesign *design)
{
  g_return_val_if_fail (design != NULL, NULL);
  return design->target.name;
}

/**
 * mix_design_get_truth:
 *
 * Returns: (nullable): the generator of the rows, where the design looks at its x and y
 */
const MixGenerator *
mix_design_get_truth (const MixDesign *design)
{
  g_return_val_if_fail (design != NULL, NULL);
  if (design->n_features != 1 || g_strcmp0 (design->features[0].name, "x") != 0
      || g_strcmp0 (design->target.name, "y") != 0)
    return NULL;
  return mix_dataset_get_generator (design->dataset);
}

/**
 * mix_design_get_optimal_nll:
 *
 * Returns: the best that any network can reach, in nats per row; NaN where the truth is not known
 */
double
mix_design_get_optimal_nll (const MixDesign *design)
{
  return mix_design_get_truth (design) != NULL ? mix_dataset_get_optimal_nll (design->dataset)
                                               : (double) NAN;
}

/**
 * mix_design_has_target:
 *
 * Returns: whether the table has the target's column; only a design for a model can be without
 */
gboolean
mix_design_has_target (const MixDesign *design)
{
  g_return_val_if_fail (design != NULL, FALSE);
  return design->target.column != NULL;
}

/**
 * mix_design_source_row:
 * @row: below the number of complete rows
 *
 * Returns: where the row is in the table, from 0
 */
gsize
mix_design_source_row (const MixDesign *design, gsize row)
{
  g_return_val_if_fail (design != NULL && row < design->n_rows, 0);
  return mix_design_place_of_row (design, row);
}

double
mix_design_get_x (const MixDesign *design, gsize row, guint feature)
{
  g_return_val_if_fail (design != NULL && row < design->n_rows, (double) NAN);
  g_return_val_if_fail (feature < design->n_features, (double) NAN);
  return design->features[feature].column->values[mix_design_place_of_row (design, row)];
}

/**
 * mix_design_get_y:
 * @row: below the number of complete rows
 *
 * Returns: the target in data units; NaN where it is missing, in a design for a model only
 */
double
mix_design_get_y (const MixDesign *design, gsize row)
{
  g_return_val_if_fail (design != NULL && row < design->n_rows, (double) NAN);
  if (design->target.column == NULL)
    return (double) NAN;
  return design->target.column->values[mix_design_place_of_row (design, row)];
}

/**
 * mix_design_get_row:
 * @row: below the number of complete rows
 * @x: (out): [n_features], data units
 */
void
mix_design_get_row (const MixDesign *design, gsize row, double *x)
{
  g_return_if_fail (design != NULL && row < design->n_rows && x != NULL);

  gsize place = mix_design_place_of_row (design, row);
  for (guint i = 0; i < design->n_features; i++)
    x[i] = design->features[i].column->values[place];
}

/**
 * mix_design_feature_median:
 *
 * Returns: the middle value over the complete rows, or the mean of the two middle ones; of a
 *   category's features, 1 for its most frequent level and 0 for the others
 */
double
mix_design_feature_median (const MixDesign *design, guint feature)
{
  g_return_val_if_fail (design != NULL && feature < design->n_features, (double) NAN);
  return design->features[feature].median;
}

void
mix_design_feature_range (const MixDesign *design, guint feature, double *low, double *high)
{
  g_return_if_fail (design != NULL && feature < design->n_features);
  *low = design->features[feature].low;
  *high = design->features[feature].high;
}

/**
 * mix_design_target_range:
 *
 * The least and the greatest target over the complete rows; both 0 where no target is there.
 */
void
mix_design_target_range (const MixDesign *design, double *low, double *high)
{
  g_return_if_fail (design != NULL);
  *low = design->target.low;
  *high = design->target.high;
}

/* Where value is in the sorted array, or would be. */
static guint
find_place (const GArray *sorted, double value)
{
  guint low = 0, high = sorted->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      if (g_array_index (sorted, double, middle) < value)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/**
 * mix_design_target_n_distinct:
 * @stop_at: a small number, as the values are kept in a sorted list
 *
 * Returns: the number of different targets over the complete rows, or stop_at if there are more
 */
gsize
mix_design_target_n_distinct (const MixDesign *design, gsize stop_at)
{
  g_return_val_if_fail (design != NULL, 0);

  g_autoptr (GArray) seen = g_array_new (FALSE, FALSE, sizeof (double));
  for (gsize row = 0; row < design->n_rows && seen->len < stop_at; row++)
    {
      double y = mix_design_get_y (design, row);
      if (isnan (y))
        continue;
      guint place = find_place (seen, y);
      if (place == seen->len || y < g_array_index (seen, double, place))
        g_array_insert_val (seen, place, y);
    }
  return seen->len;
}

/**
 * mix_design_count_few_targets:
 *
 * A density has no bound on targets that repeat: it may shrink to a spike on each value, as far as
 * the floor of σ lets it.
 *
 * Returns: how many values the targets have where they are at most 10, and rows repeat them; 0
 * where they are as good as continuous
 */
gsize
mix_design_count_few_targets (const MixDesign *design)
{
  g_return_val_if_fail (design != NULL, 0);

  gsize n = mix_design_target_n_distinct (design, FEW_TARGETS + 1);
  return n <= FEW_TARGETS && design->n_rows > 2 * n ? n : 0;
}
