/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-design-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "mix-csv.h"
#include "mix-select.h"

/* Missing cells of features: which stand-ins they get, and what is said about them. The medians are
 * of all rows until mix_design_fit() knows which of them train; a model keeps them. */

static gboolean
is_missing (const MixColumn *column, gsize row)
{
  return column->codes != NULL ? column->codes[row] == 0 : isnan (column->values[row]) != 0;
}

/**
 * mix_design_wants_fill:
 *
 * Returns: whether the table was read with missing-cells median
 */
gboolean
mix_design_wants_fill (MixDataset *dataset)
{
  const MixImportReport *report = mix_dataset_get_import (dataset);
  return report != NULL && report->settings.cells == MIX_CELLS_MEDIAN;
}

/**
 * mix_design_median_of_present:
 * @places: (nullable): [n] rows of the table; NULL: the first n
 *
 * Returns: the median of the cells that are there; 0 where none is
 */
double
mix_design_median_of_present (const MixColumn *column, const guint32 *places, gsize n)
{
  if (column->n_missing == 0)
    return mix_select_median (column->values, places, n);

  g_autofree guint32 *present = g_new (guint32, n);
  gsize n_present = 0;
  for (gsize i = 0; i < n; i++)
    {
      guint32 place = places != NULL ? places[i] : (guint32) i;
      if (!isnan (column->values[place]))
        present[n_present++] = place;
    }
  return n_present > 0 ? mix_select_median (column->values, present, n_present) : 0;
}

static gboolean
has_mark (const GArray *sources, guint column)
{
  for (guint i = 0; i < sources->len; i++)
    {
      const MixDesignSource *source = &g_array_index (sources, MixDesignSource, i);
      if (source->is_mark && source->column == column)
        return TRUE;
    }
  return FALSE;
}

/**
 * mix_design_add_fills:
 * @sources: (element-type MixDesignSource): each gets what stands in for its missing cells, the
 *   median of a column of numbers and no word of a category; one that marks them is appended for
 *   each column that has any
 */
void
mix_design_add_fills (MixDataset *dataset, GArray *sources)
{
  gsize n_rows = mix_dataset_get_n_rows (dataset);
  guint n = sources->len;

  for (guint i = 0; i < n; i++)
    {
      MixDesignSource *source = &g_array_index (sources, MixDesignSource, i);
      const MixColumn *column = mix_dataset_get_column (dataset, source->column);
      MixDesignSource mark = { .column = source->column, .is_mark = TRUE };
      source->fills = TRUE;
      source->fill = source->is_level ? 0 : mix_design_median_of_present (column, NULL, n_rows);
      if (column->n_missing > 0 && !has_mark (sources, mark.column))
        g_array_append_val (sources, mark);
    }
}

/**
 * mix_design_mark_missing:
 *
 * Returns: (transfer full): 1 where the column misses a cell, else 0
 */
MixColumn *
mix_design_mark_missing (MixDataset *dataset, guint column)
{
  const MixColumn *from = mix_dataset_get_column (dataset, column);
  gsize n_rows = mix_dataset_get_n_rows (dataset);
  MixColumn *mark = g_new0 (MixColumn, 1);

  mark->values = g_new (double, MAX (n_rows, 1));
  for (gsize i = 0; i < n_rows; i++)
    mark->values[i] = is_missing (from, i) ? 1 : 0;
  return mark;
}

/**
 * mix_design_fill:
 *
 * Returns: (transfer full): the column's numbers, fill where there is none
 */
MixColumn *
mix_design_fill (MixDataset *dataset, guint column, double fill)
{
  const MixColumn *from = mix_dataset_get_column (dataset, column);
  gsize n_rows = mix_dataset_get_n_rows (dataset);
  MixColumn *filled = g_new0 (MixColumn, 1);

  filled->transform = from->transform;
  filled->time = from->time;
  filled->unit = from->unit;
  filled->values = g_new (double, MAX (n_rows, 1));
  for (gsize i = 0; i < n_rows; i++)
    filled->values[i] = isnan (from->values[i]) ? fill : from->values[i];
  return filled;
}

/**
 * mix_design_get_feature_rule:
 *
 * Returns: what is done with the feature's cells; its text and transform belong to the design
 */
MixFeatureRule
mix_design_get_feature_rule (const MixDesign *design, guint feature)
{
  g_return_val_if_fail (design != NULL && feature < design->n_features, (MixFeatureRule){ 0 });
  const MixDesignColumn *column = &design->features[feature];
  return (MixFeatureRule){ column->missing_of, column->fills, column->fill, column->transform };
}

/* In words */

/**
 * mix_column_describe_missing:
 * @column: one with missing cells
 *
 * Returns: (transfer full): “age”: 177 cells are missing, in lines 7, 19, 21, …
 */
char *
mix_column_describe_missing (const MixColumn *column)
{
  gsize n = column->n_missing, n_listed = MIN (n, MIX_MAX_LISTED_LINES);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, ngettext ("“%s”: %zu cell is missing", "“%s”: %zu cells are missing", n),
                          column->name, n);
  if (column->missing_lines[0] == 0)
    return g_string_free (text, FALSE);
  g_string_append (text, ngettext (", in line ", ", in lines ", n));
  for (gsize i = 0; i < n_listed; i++)
    g_string_append_printf (text, "%s%lu", i > 0 ? ", " : "", column->missing_lines[i]);
  if (n > n_listed)
    g_string_append (text, ", …");
  return g_string_free (text, FALSE);
}

static char *
describe_feature (const MixDesign *design, const char *name, const MixDesignColumn *feature)
{
  int place = mix_dataset_find_column (design->dataset, name);
  const MixColumn *column = mix_dataset_get_column (design->dataset, (guint) place);

  if (column->n_missing == 0)
    return NULL;
  g_autofree char *missing = mix_column_describe_missing (column);
  if (!feature->fills)
    return g_strdup_printf (_ ("%s: the row is left out"), missing);
  if (feature->level.column != NULL)
    return g_strdup_printf (_ ("%s: taken as none of its words"), missing);
  char fill[32];
  return g_strdup_printf (_ ("%s: %s stands in, the median"), missing,
                          mix_csv_format_number (feature->fill, fill));
}

/**
 * mix_design_describe_missing:
 *
 * Returns: (transfer full): a sentence for each column with missing cells that is used: how many,
 *   in which lines, and what was done about them; ends with NULL
 */
char **
mix_design_describe_missing (const MixDesign *design)
{
  g_return_val_if_fail (design != NULL, NULL);
  GPtrArray *sentences = g_ptr_array_new ();
  const char *last = NULL;

  for (guint i = 0; i < design->n_features; i++)
    {
      const MixDesignColumn *feature = &design->features[i];
      const char *name = feature->level.column != NULL ? feature->level.column : feature->name;
      char *sentence = feature->missing_of == NULL && g_strcmp0 (last, name) != 0
                         ? describe_feature (design, name, feature)
                         : NULL;
      last = name;
      if (sentence != NULL)
        g_ptr_array_add (sentences, sentence);
    }
  const MixColumn *target = design->target.column;
  if (target != NULL && target->n_missing > 0)
    {
      g_autofree char *missing = mix_column_describe_missing (target);
      g_ptr_array_add (sentences, g_strdup_printf (_ ("%s: the row is left out"), missing));
    }
  g_ptr_array_add (sentences, NULL);
  return (char **) g_ptr_array_free (sentences, FALSE);
}
