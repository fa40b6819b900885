/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-ensemble.h"

G_BEGIN_DECLS

/* What came of a run, for a person and for a script. */
gboolean mix_train_report_print_json (const MixEnsemble *ensemble, MixDesign *design,
                                      gboolean interrupted, GError **error);
char *mix_train_report_line (const MixEnsemble *ensemble, MixDesign *design, gboolean interrupted);
/* What a person should know of the data before they are trained on, on standard error. */
void mix_train_report_notes (MixDesign *design, gboolean features_chosen);

G_END_DECLS
