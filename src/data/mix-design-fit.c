/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-design-private.h"

#include <math.h>

/* What is learnt about columns before a network is: medians that stand in for missing cells, and
 * the knots of ranks. Of the rows that train alone, as rows that validate must not be known
 * before. */

static gboolean
is_filled (const MixDesign *design, const MixDesignSource *source)
{
  const MixColumn *column = mix_dataset_get_column (design->dataset, source->column);

  return source->fills && !source->is_level && !source->is_mark && column->n_missing > 0;
}

static gboolean
is_ranked (const MixDesignColumn *column)
{
  return column->transform != NULL && column->transform->kind == MIX_TRANSFORM_RANK;
}

static gboolean
depends_on_rows (const MixDesign *design)
{
  if (design->sources == NULL)
    return FALSE;
  for (guint i = 0; i < design->n_features; i++)
    if (is_filled (design, &design->sources[i]) || is_ranked (&design->features[i]))
      return TRUE;
  return is_ranked (&design->target);
}

guint32 *
mix_design_list_training (const MixDesign *design, const MixSplit *split)
{
  guint32 *places = g_new (guint32, split->n_train);

  for (gsize i = 0; i < split->n_train; i++)
    places[i] = (guint32) mix_design_place_of_row (design, split->train[i]);
  return places;
}

static MixDesignSource *
fit_sources (const MixDesign *design, const MixSplit *split)
{
  MixDesignSource *sources
    = g_memdup2 (design->sources, design->n_features * sizeof *design->sources);
  g_autofree guint32 *places = mix_design_list_training (design, split);

  for (guint i = 0; i < design->n_features; i++)
    if (is_filled (design, &sources[i]))
      sources[i].fill = mix_design_median_of_present (
        mix_dataset_get_column (design->dataset, sources[i].column), places, split->n_train);
  return sources;
}

/**
 * mix_design_fit:
 * @fraction, @every, @seed: as for mix_design_split()
 *
 * The complete rows stay the same, and so does the split. A design for a model stays as it is.
 *
 * Returns: (transfer full): the design, or another; NULL with an error where a rank cannot be taken
 */
MixDesign *
mix_design_fit (MixDesign *design, double fraction, int every, guint64 seed, GError **error)
{
  g_return_val_if_fail (design != NULL, NULL);

  gboolean is_same = design->is_fitted && design->every == every && design->seed == seed
                     && !(fabs (design->fraction - fraction) > 0);
  if (is_same || !depends_on_rows (design))
    return mix_design_ref (design);

  g_autoptr (MixSplit) split = mix_design_split (design, fraction, every, seed);
  g_autofree MixDesignSource *sources = fit_sources (design, split);
  int target = mix_dataset_find_column (design->dataset, design->target.name);
  MixDesign *fitted = mix_design_build (design->dataset, target, NULL, TRUE, sources,
                                        design->n_features, NULL, split, error);
  if (fitted == NULL)
    return NULL;
  fitted->is_fitted = TRUE;
  fitted->fraction = fraction;
  fitted->every = every;
  fitted->seed = seed;
  return fitted;
}
