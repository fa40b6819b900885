/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-config.h"
#include "mix-learner.h"
#include "mix-scaler.h"

G_BEGIN_DECLS

/* A network at the moment when its training went wrong, and the rows that it was looking at. */
typedef struct
{
  const MixConfig *config;
  MixLearner *learner; /* parameters that are finite still */
  const MixDesign *design;
  const MixScaler *scaler;
  const guint32 *rows; /* [n_rows] */
  gsize n_rows;
} MixDiagnosis;

/* What is infinite, or nearest to it, and what to try, in one or two sentences. */
char *mix_diagnosis_of_loss (const MixDiagnosis *diagnosis);
char *mix_diagnosis_of_gradient (const MixDiagnosis *diagnosis);
/* The row with the highest finite loss, in words; NULL where there is none. */
char *mix_diagnosis_worst_row (const MixDiagnosis *diagnosis);

G_END_DECLS
