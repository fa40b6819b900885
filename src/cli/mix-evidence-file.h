/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-evidence.h"

G_BEGIN_DECLS

/* K by evidence as a table, one row a K: what choose-components --table writes and plot --evidence
 * reads. */
gboolean mix_evidence_write (const MixEvidence *evidence, const char *path, GError **error);
gboolean mix_evidence_read (MixEvidence *evidence, const char *path, GError **error);

G_END_DECLS
