/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-train-fixture.h"

/* Whole runs, for the suites about the trainer. */

static inline MixRunState
run (MixTrainer *trainer)
{
  MixRunState state;
  guint64 calls = 0;

  while ((state = mix_trainer_step (trainer)) == MIX_RUN_RUNNING)
    g_assert_cmpuint (++calls, <, 1000000);
  return state;
}

static inline MixTrainer *
trained (const MixConfig *config, MixDesign *design)
{
  g_autoptr (GError) error = NULL;
  MixTrainer *trainer = mix_trainer_new (config, design, &error);

  g_assert_no_error (error);
  g_assert_cmpint (mix_trainer_get_state (trainer), ==, MIX_RUN_READY);
  g_assert_cmpint (run (trainer), ==, MIX_RUN_FINISHED);
  return trainer;
}
