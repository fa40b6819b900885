/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-design.h"
#include "mix-model.h"

G_BEGIN_DECLS

/* What became of a component, or of two. */
typedef enum
{
  MIX_USAGE_FINE,
  MIX_USAGE_DEAD,  /* hardly any weight anywhere; perhaps several */
  MIX_USAGE_TWIN,  /* the same as another */
  MIX_USAGE_SPIKE, /* as narrow as the floor allows, or narrow about a few values of y: it has shrunk
                    * onto points; perhaps several */
} MixUsageVerdict;

/* How a mixture uses its components, over the rows of a table. */
typedef struct
{
  guint n_components;
  double mean_pi[MIX_MAX_COMPONENTS];
  double min_sigma[MIX_MAX_COMPONENTS]; /* data units */
  double mean_sigma[MIX_MAX_COMPONENTS]; /* where the component weighs something */
  double effective;                     /* number of components: exp of the entropy of mean_pi */
  double overlap;                       /* of the two that are most alike, from 0 to 1 */
  MixUsageVerdict verdict;
  guint component, other; /* that the verdict is about: of several the first; other: of a twin */
  guint32 about;          /* a bit for each that it is about */
  guint n_values;         /* of y, that the first spike holds */
} MixUsage;

gboolean mix_usage_measure (const MixModel *model, const MixDesign *design, MixUsage *usage);
char *mix_usage_describe (const MixUsage *usage);
char *mix_usage_summarize (const MixUsage *usage);

G_END_DECLS
