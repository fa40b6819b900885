/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-config.h"
#include "mix-design.h"
#include "mix-history.h"
#include "mix-split.h"

G_BEGIN_DECLS

typedef enum
{
  MIX_RUN_READY,     /* before the first step */
  MIX_RUN_RUNNING,
  MIX_RUN_PAUSED,
  MIX_RUN_FINISHED,  /* all epochs, or out of patience; the best weights are back */
  MIX_RUN_DIVERGED,  /* the loss or a gradient became infinite or NaN; reason says more; the best
                      * weights are back */
} MixRunState;

/* An immutable result of one moment of a run; reference-counted, read from any thread. Fields are
 * read directly, never written once it is shared. */
typedef struct
{
  guint64 run_id; /* changes with every reset or restart */
  MixRunState state;
  char *reason;     /* why it diverged or stopped, one sentence for a person; or NULL */
  MixConfig config;
  MixDesign *design;
  guint epoch;      /* whole epochs done */
  gboolean is_past; /* an earlier moment of the run is shown; the history is that of all of it */
  guint newest_epoch; /* of the run; = epoch unless is_past */
  guint64 step;     /* mini-batches done */
  gboolean is_warm; /* the run began with what another had learnt */
  gsize n_train, n_validation;
  gsize n_parameters, n_plain_parameters;
  double rows_per_second;
  double seconds;
  MixModel *model;  /* the mixture (or the point network where config.head says so) as it is now */
  MixModel *plain;  /* the plain network beside it; NULL without one */
  MixHistory *history;
} MixSnapshot;

MixSnapshot *mix_snapshot_new (void);
MixSnapshot *mix_snapshot_ref (MixSnapshot *snapshot);
void mix_snapshot_unref (MixSnapshot *snapshot);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MixSnapshot, mix_snapshot_unref)

/* Whether the networks know more than their first random weights. */
gboolean mix_snapshot_has_learnt (const MixSnapshot *snapshot);

/* Whether it is the end of a run, where the weights of the best epoch are back. */
gboolean mix_snapshot_shows_best (const MixSnapshot *snapshot);

/* The losses of the networks that it shows; NULL where they are not known. */
const MixLossPoint *mix_snapshot_get_point (const MixSnapshot *snapshot);

/* The snapshot of a model that was read from a file, with the data to show it on: an empty history,
 * state FINISHED. */
MixSnapshot *mix_snapshot_new_for_model (MixModel *model, MixDesign *design);

G_END_DECLS
