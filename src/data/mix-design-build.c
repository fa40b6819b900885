/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-design-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "mix-column-names.h"
#include "mix-select.h"

const char *
mix_design_place (MixDataset *dataset)
{
  const char *path = mix_dataset_get_path (dataset);
  return path != NULL ? path : mix_dataset_get_title (dataset);
}

int
mix_design_require_column (MixDataset *dataset, const char *name, GError **error)
{
  guint n = mix_dataset_get_n_columns (dataset);
  int column = mix_dataset_find_column (dataset, name);
  if (column >= 0)
    return column;

  g_autofree const char **names = g_new (const char *, n);
  for (guint i = 0; i < n; i++)
    names[i] = mix_dataset_get_column (dataset, i)->name;
  g_autofree char *list = mix_column_names_describe (names, n);
  g_set_error (error, MIX_DATA_ERROR, MIX_DATA_ERROR_COLUMN,
               _ ("%s: there is no column \"%s\"; the columns are %s"), mix_design_place (dataset),
               name, list);
  return -1;
}

gboolean
mix_design_check_numbers (MixDataset *dataset, guint column, GError **error)
{
  const MixColumn *c = mix_dataset_get_column (dataset, column);
  if (c->kind == MIX_COLUMN_NUMBER)
    return TRUE;

  if (c->fault != NULL)
    g_set_error_literal (error, MIX_DATA_ERROR, MIX_DATA_ERROR_VALUE, c->fault);
  else
    g_set_error (error, MIX_DATA_ERROR, MIX_DATA_ERROR_VALUE,
                 _ ("%s: column \"%s\" does not hold numbers"), mix_design_place (dataset),
                 c->name);
  return FALSE;
}

static void
mark_missing (const MixColumn *column, gsize n_rows, guint8 *is_missing)
{
  for (gsize i = 0; i < n_rows; i++)
    if (isnan (column->values[i]))
      is_missing[i] = TRUE;
}

/* Which rows miss nothing and are not excluded; leaves rows NULL where all are such. */
static void
find_complete_rows (MixDesign *design, gboolean require_target)
{
  gsize n = mix_dataset_get_n_rows (design->dataset);
  const guint8 *excluded = mix_dataset_get_excluded (design->dataset);
  g_autofree guint8 *is_missing = excluded != NULL ? g_memdup2 (excluded, n) : NULL;

  design->n_rows = n;
  for (guint i = 0; i <= design->n_features; i++)
    {
      gboolean is_target = i == design->n_features;
      const MixColumn *column = is_target ? design->target.column : design->features[i].column;
      if (column == NULL || column->n_missing == 0 || (is_target && !require_target))
        continue;
      if (is_missing == NULL)
        is_missing = g_new0 (guint8, n);
      mark_missing (column, n, is_missing);
    }
  if (is_missing == NULL)
    return;

  design->n_rows = 0;
  for (gsize i = 0; i < n; i++)
    design->n_rows += !is_missing[i];
  design->rows = g_new (guint32, design->n_rows);
  gsize row = 0;
  for (gsize i = 0; i < n; i++)
    if (!is_missing[i])
      design->rows[row++] = (guint32) i;
}

static void
measure_column (const MixDesign *design, MixDesignColumn *column)
{
  const double *values = column->column->values;
  if (design->n_rows == 0)
    return;
  if (column->level.column == NULL)
    column->median = mix_select_median (values, design->rows, design->n_rows);
  mix_select_range (values, design->rows, design->n_rows, &column->low, &column->high);
}

static gsize
count_ones (const MixDesign *design, const MixDesignColumn *feature)
{
  gsize n = 0;

  for (gsize row = 0; row < design->n_rows; row++)
    n += feature->column->values[mix_design_place_of_row (design, row)] > 0.5;
  return n;
}

/* The typical row has the most frequent level of a category: the median of each level by itself may
 * be a row that has none. */
static void
find_typical_levels (const MixDesign *design)
{
  g_autoptr (GHashTable) typical = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree gsize *counts = g_new0 (gsize, design->n_features);

  for (guint i = 0; i < design->n_features; i++)
    {
      MixDesignColumn *feature = &design->features[i];
      if (feature->level.column == NULL)
        continue;
      counts[i] = count_ones (design, feature);
      gpointer best = g_hash_table_lookup (typical, feature->level.column);
      if (best == NULL || counts[i] > counts[GPOINTER_TO_UINT (best) - 1])
        {
          if (best != NULL)
            design->features[GPOINTER_TO_UINT (best) - 1].median = 0;
          feature->median = 1;
          g_hash_table_insert (typical, feature->level.column, GUINT_TO_POINTER (i + 1));
        }
    }
}

/* A target that may be missing has the range of what is there; 0 to 0 where nothing is. */
static void
measure_target (MixDesign *design)
{
  MixDesignColumn *target = &design->target;

  target->low = target->high = 0;
  if (target->column == NULL)
    return;
  mix_select_range (target->column->values, design->rows, design->n_rows, &target->low,
                    &target->high);
  if (target->low > target->high)
    target->low = target->high = 0;
}

static gboolean
check_rows (const MixDesign *design, GError **error)
{
  gsize n = mix_dataset_get_n_rows (design->dataset);

  if (design->n_rows > 0 || mix_dataset_is_canvas (design->dataset))
    return TRUE;
  if (n > 0 && mix_dataset_get_n_excluded (design->dataset) == n)
    g_set_error (error, MIX_DATA_ERROR, MIX_DATA_ERROR_EMPTY,
                 _ ("%s: every row would be excluded, and none is left to learn from"),
                 mix_design_place (design->dataset));
  else
    g_set_error (
      error, MIX_DATA_ERROR, MIX_DATA_ERROR_EMPTY,
      _ ("%s: no complete row is left of %u: each misses a value in a column that is used"),
      mix_design_place (design->dataset), (guint) n);
  return FALSE;
}

static void
take_column (MixDesignColumn *taken, MixDataset *dataset, guint column)
{
  taken->column = mix_dataset_get_column (dataset, column);
  taken->name = g_strdup (taken->column->name);
  taken->label = taken->column->time != MIX_TIME_NONE ? mix_column_get_label (taken->column) : NULL;
}

/* What a feature is made of that is not a column as it stands; NULL where it is. */
static MixColumn *
encode (const MixDesign *design, const MixDesignSource *sources, guint which,
        MixDesignColumn *feature)
{
  const MixDesignSource *source = &sources[which];
  const MixColumn *column = feature->column;

  if (source->is_mark)
    {
      feature->missing_of = g_strdup (column->name);
      return mix_design_mark_missing (design->dataset, source->column);
    }
  if (source->is_level)
    {
      feature->level.column = g_strdup (column->name);
      feature->level.level = g_strdup (source->level);
      return mix_design_encode (design->dataset, sources, design->n_features, which);
    }
  return source->fills && column->n_missing > 0
           ? mix_design_fill (design->dataset, source->column, source->fill)
           : NULL;
}

static void
take_features (MixDesign *design, const MixDesignSource *sources)
{
  guint n = design->n_features;
  g_autofree char **names
    = mix_design_name_sources (design->dataset, design->target.name, sources, n);

  design->features = g_new0 (MixDesignColumn, n);
  for (guint i = 0; i < n; i++)
    {
      MixDesignColumn *feature = &design->features[i];
      feature->name = names[i];
      feature->column = mix_dataset_get_column (design->dataset, sources[i].column);
      feature->fills = sources[i].fills;
      feature->fill = sources[i].fill;
      if (feature->column->time != MIX_TIME_NONE && !sources[i].is_mark)
        feature->label = mix_column_get_label (feature->column);
      feature->encoded = encode (design, sources, i, feature);
      if (feature->encoded != NULL)
        feature->column = feature->encoded;
    }
}

MixDesign *
mix_design_build (MixDataset *dataset, int target, const char *target_name, gboolean require_target,
                  const MixDesignSource *sources, guint n_sources, const MixModel *model,
                  const MixSplit *split, GError **error)
{
  g_autoptr (MixDesign) design = g_atomic_rc_box_new0 (MixDesign);

  g_assert (mix_dataset_get_n_rows (dataset) < G_MAXUINT32);
  design->dataset = mix_dataset_ref (dataset);
  design->n_features = n_sources;
  if (target >= 0)
    take_column (&design->target, dataset, (guint) target);
  else
    design->target.name = g_strdup (target_name);
  if (target >= 0)
    design->target_time = design->target.column->time;
  else if (model != NULL)
    {
      const MixColumn absent = { .name = design->target.name,
                                 .time = mix_model_get_target_time (model) };
      design->target_time = absent.time;
      design->target.label = mix_column_get_label (&absent);
    }
  take_features (design, sources);
  if (model == NULL)
    design->sources = g_memdup2 (sources, n_sources * sizeof *sources);

  find_complete_rows (design, require_target);
  if (!check_rows (design, error))
    return NULL;
  for (guint i = 0; i < n_sources; i++)
    measure_column (design, &design->features[i]);
  find_typical_levels (design);
  measure_target (design);
  if (!mix_design_transform (design, require_target, model, split, error)
      || !mix_design_mark_validation (design, model, error))
    return NULL;
  return g_steal_pointer (&design);
}
