/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-trainer.h"

G_BEGIN_DECLS

#define MIX_MAX_EVIDENCE 16

/* What cross-validation says about one number of components. */
typedef struct
{
  guint components;
  gsize n;           /* rows that were predicted by networks that had not seen them */
  double nll, error; /* nats per row, and its standard error over rows; NaN where a run diverged */
} MixEvidencePoint;

/* K by evidence: K = 1 … n, each cross-validated on the same folds. */
typedef struct
{
  guint n, n_folds;
  MixEvidencePoint point[MIX_MAX_EVIDENCE];
  guint best;   /* place of the lowest NLL */
  guint chosen; /* of the fewest components within one standard error of it */
  gboolean is_partial; /* some runs are not done, so that nothing is chosen yet */
} MixEvidence;

/* Called from the threads that work, one at a time. so_far: the NLL is NaN of every K that is not
 * done; it is good for the call. */
typedef void (*MixEvidenceProgress) (const MixEvidence *so_far, guint n_done, guint n_runs,
                                     gpointer data);

/* config: how to train; its components do not count, and it is one network without a plain one.
 * n_threads 0: one for each processor. NULL with an error, G_IO_ERROR_CANCELLED among them. */
MixEvidence *mix_evidence_gather (const MixConfig *config, MixDesign *design, guint most_components,
                                  guint n_folds, guint n_threads, GCancellable *cancellable,
                                  MixEvidenceProgress progress, gpointer data, GError **error);
void mix_evidence_free (MixEvidence *evidence);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MixEvidence, mix_evidence_free)

guint mix_evidence_n_known (const MixEvidence *evidence); /* K with an NLL */
/* Sets best and chosen from the points. */
void mix_evidence_choose (MixEvidence *evidence);

G_END_DECLS
