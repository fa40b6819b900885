/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-forecast.h"

G_BEGIN_DECLS

/* What is done to the rows of a table, block by block. What a block gives goes into the slot that
 * it has at the time, so that blocks do not meet. */
typedef struct
{
  /* On any thread, several blocks at once. */
  void (*work) (gpointer slot, const MixForecast *block, gpointer data);
  /* On the calling thread, in the order of the rows. NULL: nothing. */
  gboolean (*take) (gpointer slot, const MixForecast *block, gpointer data, GError **error);
  gpointer (*slot_new) (gpointer data);
  GDestroyNotify slot_free;
} MixSweepTasks;

gboolean mix_sweep (const MixModel *model, const MixDesign *design, guint n_threads,
                    const MixSweepTasks *tasks, gpointer data, GError **error);

G_END_DECLS
