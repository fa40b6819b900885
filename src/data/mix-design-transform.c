/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-design-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "mix-csv.h"

/* What columns go through before they are scaled. Ranks are those of all complete rows until
 * mix_design_fit() knows which of them train; a model keeps them. */

static gboolean
fail (const MixDesign *design, const MixDesignColumn *column, gsize row, const char *complaint,
      GError **error)
{
  char number[32];
  gsize place = mix_design_place_of_row (design, row);
  double value = column->column->values[place];
  g_autofree char *where = mix_dataset_name_row (design->dataset, place);

  g_set_error (error, MIX_DATA_ERROR, MIX_DATA_ERROR_VALUE,
               _ ("%s: %s: column \"%s\": %s: %s"), mix_design_place (design->dataset), where,
               column->name,
               mix_csv_format_number (value, number), complaint);
  return FALSE;
}

static gboolean
check_values (const MixDesign *design, const MixDesignColumn *column, MixTransformKind kind,
              gboolean is_target, GError **error)
{
  for (gsize row = 0; row < design->n_rows; row++)
    {
      double value = column->column->values[mix_design_place_of_row (design, row)];
      if (!mix_transform_takes (kind, value) && !isnan (value))
        return fail (design, column, row, mix_transform_complain (kind), error);
      if (is_target && kind == MIX_TRANSFORM_SQRT && !(value > 0) && !isnan (value))
        return fail (design, column, row,
                     _ ("as the target's square root, 0 has a density without bound: take log1p"),
                     error);
    }
  return TRUE;
}

static MixTransform *
make_rank (const MixDesign *design, const MixDesignColumn *column, const MixSplit *split)
{
  gsize n = split != NULL ? split->n_train : design->n_rows;
  g_autofree double *values = g_new (double, n);

  for (gsize i = 0; i < n; i++)
    {
      gsize row = split != NULL ? split->train[i] : i;
      values[i] = column->column->values[mix_design_place_of_row (design, row)];
    }
  return mix_transform_new_rank (values, n);
}

/* given: (nullable): of a model; else one of the kind is made */
static gboolean
transform_column (const MixDesign *design, MixDesignColumn *column, MixTransform *given,
                  MixTransformKind kind, gboolean is_target, const MixSplit *split,
                  GError **error)
{
  gsize n_rows = mix_dataset_get_n_rows (design->dataset);

  column->seen = column->column->values;
  if (given == NULL && kind == MIX_TRANSFORM_NONE)
    return TRUE;
  if (!check_values (design, column, given != NULL ? given->kind : kind, is_target, error))
    return FALSE;
  column->transform = given != NULL                 ? mix_transform_ref (given)
                      : kind == MIX_TRANSFORM_RANK ? make_rank (design, column, split)
                                                    : mix_transform_new (kind);
  if (column->transform == NULL)
    return TRUE; /* ranks of one value alone */
  column->transformed = g_new (double, MAX (n_rows, 1));
  for (gsize i = 0; i < n_rows; i++)
    column->transformed[i] = mix_transform_forward (column->transform, column->column->values[i]);
  column->seen = column->transformed;
  return TRUE;
}

static MixTransformKind
kind_of (const MixDesignColumn *column, const MixModel *model)
{
  gboolean is_own = column->level.column != NULL || column->missing_of != NULL || model != NULL;
  return is_own ? MIX_TRANSFORM_NONE : column->column->transform;
}

gboolean
mix_design_transform (MixDesign *design, gboolean require_target, const MixModel *model,
                      const MixSplit *split, GError **error)
{
  MixDesignColumn *target = &design->target;

  for (guint i = 0; i < design->n_features; i++)
    {
      MixTransform *given = model != NULL ? mix_model_get_feature_rule (model, i)->transform : NULL;
      if (!transform_column (design, &design->features[i], given,
                             kind_of (&design->features[i], model), FALSE, split, error))
        return FALSE;
    }
  if (target->column == NULL)
    return TRUE;
  target->seen = target->column->values;
  if (model != NULL && !require_target)
    return TRUE; /* nobody asks what it becomes */
  return transform_column (design, target,
                           model != NULL ? mix_model_get_target_transform (model) : NULL,
                           kind_of (target, model), TRUE, split, error);
}

double
mix_design_get_seen (const MixDesign *design, gsize row, guint feature)
{
  g_return_val_if_fail (design != NULL && row < design->n_rows, (double) NAN);
  g_return_val_if_fail (feature < design->n_features, (double) NAN);
  return design->features[feature].seen[mix_design_place_of_row (design, row)];
}

double
mix_design_get_seen_target (const MixDesign *design, gsize row)
{
  g_return_val_if_fail (design != NULL && row < design->n_rows, (double) NAN);
  if (design->target.column == NULL)
    return (double) NAN;
  return design->target.seen[mix_design_place_of_row (design, row)];
}

/**
 * mix_design_get_target_transform:
 *
 * Returns: (transfer none) (nullable): what the target goes through
 */
MixTransform *
mix_design_get_target_transform (const MixDesign *design)
{
  g_return_val_if_fail (design != NULL, NULL);
  return design->target.transform;
}

/**
 * mix_design_mean_log_slope:
 * @rows: [n], numbers of complete rows
 *
 * With z = T(y), p(y) = p(z) dT/dy: an NLL of z has this much more per row than that of y.
 *
 * Returns: the mean of ln dT/dy; 0 without a transform, or without rows
 */
double
mix_design_mean_log_slope (const MixDesign *design, const guint32 *rows, gsize n)
{
  double sum = 0;

  if (design->target.transform == NULL || n == 0)
    return 0;
  for (gsize i = 0; i < n; i++)
    sum += mix_transform_log_slope (design->target.transform, mix_design_get_y (design, rows[i]));
  return sum / (double) n;
}
