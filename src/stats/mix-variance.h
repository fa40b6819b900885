/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-mixture.h"

G_BEGIN_DECLS

/* Two kinds of uncertainty that an ensemble tells apart, as variances. */
typedef struct
{
  double aleatoric; /* E[Var]: what every member says that the data scatter */
  double epistemic; /* Var[E]: what the members disagree about */
} MixVarianceSplit;

/* pooled: the members' mixtures one after another, all of the same K and the same weight. */
MixVarianceSplit mix_variance_split (const MixMixture *pooled, guint n_members);

G_END_DECLS
