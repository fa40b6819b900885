/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-stat-rows.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "mix-scaler.h"
#include "mix-split.h"

#define SAME 1e-9 /* share of a scale within which two scalings are one */

static gboolean
is_same (const MixScaling *a, const MixScaling *b)
{
  return fabs (a->shift - b->shift) <= SAME * (a->scale + fabs (a->shift))
         && fabs (a->scale - b->scale) <= SAME * a->scale;
}

/* A model knows the means and standard deviations of the rows that trained it. */
static gboolean
is_trained_on (const MixModel *model, MixDesign *design, const MixSplit *split)
{
  g_autoptr (MixScaler) scaler = mix_scaler_new (design, split->train, split->n_train);
  const MixScaling *features = mix_model_get_feature_scaling (model);

  for (guint i = 0; i < scaler->n_features; i++)
    if (!is_same (&scaler->features[i], &features[i]))
      return FALSE;
  return is_same (&scaler->target, mix_model_get_target_scaling (model));
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  guint32 first = *(const guint32 *) a, second = *(const guint32 *) b;

  return first < second ? -1 : first > second;
}

static void
take_all (MixStatRows *rows, gsize n)
{
  rows->n = n;
  rows->rows = g_new (guint32, n);
  for (gsize i = 0; i < n; i++)
    rows->rows[i] = (guint32) i;
}

/**
 * mix_stat_rows_new:
 * @model: with the settings that it was trained with
 * @design: with the model's columns and target
 *
 * The settings' share and seed part a table as training did. Whether it is the table of training is
 * seen by the model's scaling: the means and standard deviations of its training rows. Where it is
 * another, or no rows were kept out, all rows are taken.
 *
 * Returns: (transfer full): the rows to judge the model by
 */
MixStatRows *
mix_stat_rows_new (const MixModel *model, MixDesign *design)
{
  MixStatRows *rows = g_new0 (MixStatRows, 1);
  gsize n = mix_design_get_n_rows (design);
  MixConfig config;

  g_return_val_if_fail (mix_design_has_target (design) && n >= 1, rows);
  rows->kind = MIX_STAT_ROWS_OTHER;
  mix_config_init (&config);
  if (mix_config_from_settings (&config, mix_model_get_settings (model), NULL))
    {
      g_autoptr (MixSplit) split = mix_design_split (design, config.validation,
                                                     config.validation_every,
                                                     (guint64) config.seed);
      if (is_trained_on (model, design, split))
        rows->kind = split->n_validation > 0 ? MIX_STAT_ROWS_VALIDATION : MIX_STAT_ROWS_TRAINING;
      if (rows->kind == MIX_STAT_ROWS_VALIDATION)
        {
          rows->n = split->n_validation;
          rows->rows = g_memdup2 (split->validation, rows->n * sizeof *rows->rows);
          qsort (rows->rows, rows->n, sizeof *rows->rows, compare_rows);
          return rows;
        }
    }
  take_all (rows, n);
  return rows;
}

MixStatRows *
mix_stat_rows_copy (const MixStatRows *rows)
{
  MixStatRows *copy = g_memdup2 (rows, sizeof *rows);

  copy->rows = g_memdup2 (rows->rows, rows->n * sizeof *rows->rows);
  return copy;
}

/**
 * mix_stat_rows_thin:
 * @most: how many are kept at most, at least 1
 *
 * Leaves out rows evenly, for an answer at once.
 */
void
mix_stat_rows_thin (MixStatRows *rows, gsize most)
{
  g_return_if_fail (most >= 1);

  if (rows->n <= most)
    return;
  for (gsize i = 0; i < most; i++)
    rows->rows[i] = rows->rows[(gsize) ((double) i * (double) rows->n / (double) most)];
  rows->of = rows->of > 0 ? rows->of : rows->n;
  rows->n = most;
}

void
mix_stat_rows_free (MixStatRows *rows)
{
  if (rows == NULL)
    return;
  g_free (rows->rows);
  g_free (rows);
}

/**
 * mix_stat_rows_describe:
 *
 * Returns: (transfer full): how many rows and of what kind
 */
char *
mix_stat_rows_describe (const MixStatRows *rows)
{
  gulong n = (gulong) rows->n, of = (gulong) rows->of;

  if (of > 0)
    return g_strdup_printf (rows->kind == MIX_STAT_ROWS_VALIDATION
                              ? _ ("%lu of %lu validation rows") : _ ("%lu of %lu rows"), n, of);
  switch (rows->kind)
    {
    case MIX_STAT_ROWS_VALIDATION:
      return g_strdup_printf (ngettext ("%lu validation row", "%lu validation rows", n), n);
    case MIX_STAT_ROWS_TRAINING:
      return g_strdup_printf (ngettext ("%lu row, which trained the model",
                                        "%lu rows, all of which trained the model", n), n);
    case MIX_STAT_ROWS_OTHER:
    default:
      return g_strdup_printf (ngettext ("%lu row that is not from training",
                                        "%lu rows that are not from training", n), n);
    }
}
