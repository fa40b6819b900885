/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "mix-run.h"

G_BEGIN_DECLS

/* A moment of a run that was put on the shelf: what was chosen, what had been learnt, and the run
 * itself, to go on from there. Immutable, but for its snapshot: that on show at first, and the
 * exact one as soon as it is there. */
#define MIX_TYPE_PINNED_RUN (mix_pinned_run_get_type ())
G_DECLARE_FINAL_TYPE (MixPinnedRun, mix_pinned_run, MIX, PINNED_RUN, GObject)

MixPinnedRun *mix_pinned_run_new (guint number, MixRun *run, MixSnapshot *seen,
                                  gboolean all_others, gboolean components_chosen);

const char *mix_pinned_run_get_name (MixPinnedRun *self);
char *mix_pinned_run_make_summary (MixPinnedRun *self);
char *mix_pinned_run_make_score (MixPinnedRun *self);
MixSnapshot *mix_pinned_run_get_snapshot (MixPinnedRun *self);
MixRun *mix_pinned_run_get_run (MixPinnedRun *self);
gboolean mix_pinned_run_get_all_others (MixPinnedRun *self);
gboolean mix_pinned_run_get_components_chosen (MixPinnedRun *self);
gboolean mix_pinned_run_refresh (MixPinnedRun *self);

G_END_DECLS
