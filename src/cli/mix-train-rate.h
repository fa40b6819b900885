/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-rate-test.h"

G_BEGIN_DECLS

/* What train --find-rate does in place of training. output: a picture's path, or NULL for none. */
gboolean mix_train_find_rate (const MixConfig *config, MixDesign *design, const char *output,
                              gboolean json, GError **error);
/* Whether the picture can be written, before any work is done. */
gboolean mix_train_check_picture (const char *output, GError **error);

G_END_DECLS
