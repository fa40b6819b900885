/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-trainer.h"

G_BEGIN_DECLS

#define MIX_RATE_TEST_LOW 1e-6
#define MIX_RATE_TEST_HIGH 10.0
#define MIX_RATE_TEST_STEPS 200

/* A learning-rate range test: what the loss does while the rate rises exponentially from step to
 * step, and the rate that this speaks for. */
typedef struct
{
  guint n;          /* steps done */
  double *rate;     /* [n] */
  double *loss;     /* [n], after the step, on rows that stay the same */
  double *smoothed; /* [n] */
  guint lowest;     /* the step at which the smoothed loss is lowest */
  guint steepest;   /* the step before it at which it falls fastest */
  double suggested; /* where it falls fastest, but at least a tenth of where it is lowest */
  gboolean diverged; /* it stopped before the last rate */
} MixRateTest;

MixRateTest *mix_rate_test_new (const MixConfig *config, MixDesign *design, GError **error);
void mix_rate_test_free (MixRateTest *test);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MixRateTest, mix_rate_test_free)

/* Fills in what follows from rate and loss [n]; for tests. */
void mix_rate_test_judge (MixRateTest *test);

G_END_DECLS
